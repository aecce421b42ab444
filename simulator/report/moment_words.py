"""The moments that mattered in words: what was done, what it did and why, what was on offer, and one thing to take along.

Every face shows these texts and adds none. The author's note says why where there is one, else what moved the gauges.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.channel_words import words_of
from simulator.engine.lines import Voice
from simulator.engine.other_moves import other_moves
from simulator.lessons import SKILL_LESSONS
from simulator.report.words import (
    CRITICAL_WORDS,
    capital,
    difference,
    reasons,
    skill_words,
    slip_words,
)
from simulator.ruleset import INTERRUPT, LISTEN, SILENCE, SLIPS
from simulator.text import listed, number, with_stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.engine.conversation import Turn
    from simulator.report.moments import Moment, Reach
    from simulator.scenario.model import Reply

DID, OFFERED = "What it did", "On offer"
MOST_REASONS = 2


@dataclass(frozen=True, slots=True)
class MomentText:
    """A moment in words: what the move was, what it cost or kept, in full and in short, and a text for each label."""

    title: str
    weight: str
    short_weight: str
    labelled: tuple[tuple[str, str], ...]

    @property
    def heading(self) -> str:
        """Both on one line."""
        return f"{self.title}: {self.weight}."


def moment_text(moment: Moment, turns: Sequence[Turn], reach: Reach | None) -> MomentText:
    """Return a moment in words."""
    turn = turns[moment.index]
    said = words_of(turn.before.scenario.channel).said
    return MomentText(
        f"{_deed(turn, cost=moment.cost)} (move {moment.index + 1})",
        *_weight_words(moment),
        (
            (f"You {said}", _words_given(turn)),
            (DID, _effect(turn)),
            (OFFERED, _offer_words(moment, turn, reach)),
        ),
    )


def takeaway(moments: Sequence[Moment], turns: Sequence[Turn]) -> str:
    """Return the one thing to take along: what would have helped at the moment that cost most, else what kept most."""
    costly = next((moment for moment in moments if moment.cost), None)
    if costly:
        turn = turns[costly.index]
        slip = _heaviest(turn, turn.slips)
        if slip:
            return _lesson_words(LISTEN if slip == INTERRUPT else SLIPS[slip].mirror, turn)
        best = _best_by_mood(turn)
        return _lesson_words(next(iter(best.skills), LISTEN) if best else LISTEN, turn)
    for moment in moments:
        turn = turns[moment.index]
        skill = _heaviest(turn, turn.shown)
        if skill:
            return f"Keep this up. {_lesson_words(skill, turn)}"
    return ""


def last_words(turns: Sequence[Turn]) -> str:
    """Return the last thing that the customer's side said in a play, with who said it where that isn't the customer."""
    lines = [line for turn in turns for line in turn.said if line.voice is Voice.CUSTOMER]
    if not lines:
        return ""
    paragraphs = [text.strip() for text in lines[-1].text.split("\n") if text.strip()]
    spoken = [text for text in paragraphs if text.endswith(SENTENCE_ENDS)] or paragraphs
    who = f"{lines[-1].speaker}: " if lines[-1].speaker else ""
    return f"{who}“{_last_sentences(spoken[-1])}”" if spoken else ""


SENTENCE_ENDS = (".", "!", "?", "…", "’", "'", "”", '"')
"""What a paragraph ends with that isn't a name below a letter."""
MOST_SAID = 110
"""Characters of the customer's last words that are quoted, from the end, in whole sentences."""


def _last_sentences(text: str) -> str:
    sentences: list[str] = []
    rest = text
    while rest:
        cut = max((rest.rfind(end, 0, -1) for end in (". ", "! ", "? ", "… ")), default=-1)
        sentence, rest = (rest[cut + 2 :], rest[: cut + 1]) if cut >= 0 else (rest, "")
        if sentences and sum(map(len, sentences)) + len(sentence) > MOST_SAID:
            break
        sentences.insert(0, sentence.strip())
    return " ".join(sentences)


def _deed(turn: Turn, *, cost: bool) -> str:
    """Return what the move was, as what is most to be learned from it."""
    channel = turn.before.scenario.channel
    words = words_of(channel)
    if turn.move == LISTEN:
        return f"You {words.listened if turn.after.can_listen else words.heard_out}"
    if turn.move == SILENCE:
        return f"You {words.silent}"
    if turn.reply is not None and turn.reply.critical:
        harm = CRITICAL_WORDS[turn.reply.critical.kind]
        return f"You made a critical error, which {harm} and sets your quality to 0"
    slip, skill = _heaviest(turn, turn.slips), _heaviest(turn, turn.shown)
    if slip and (cost or not skill):
        return f"You {slip_words(slip, channel)}"
    return f"You {skill_words(skill, channel)}" if skill else "You gave an answer"


def _heaviest(turn: Turn, names: Sequence[str]) -> str:
    """Return which of a move's skills or slips moved the gauges most; the first of equals, empty where there is none."""
    weights = dict.fromkeys(names, 0)
    for change in turn.changes:
        if change.name in weights:
            weights[change.name] += abs(change.amount)
    return max(weights, key=lambda name: weights[name], default="")


def _weight_words(moment: Moment) -> tuple[str, str]:
    points = f"{'' if moment.exact else 'about '}{moment.points}"
    if moment.by_mood:
        beside = "below the best on offer" if moment.cost else "above the rest on offer"
        return f"mood {points} {beside}", f"mood {'−' if moment.cost else '+'}{points}"
    if moment.cost:
        return f"cost you {points} possible points", f"cost {points}"
    return f"kept {points} possible points", f"kept {points}"


def _words_given(turn: Turn) -> str:
    return f"“{turn.reply.text}”" if turn.reply else "Nothing."


def _effect(turn: Turn) -> str:
    """Return what a move did and why."""
    moved = difference(turn.before.state.gauges, turn.after.state.gauges)
    sums = capital(f"{moved}.") if moved else "No gauge moved."
    if turn.move == LISTEN:
        heard = next((line.text for line in turn.said if line.voice is Voice.CUSTOMER), "")
        return f"They went on: “{' '.join(heard.split())}” {sums}" if heard else sums
    if turn.reply and turn.reply.note:
        return f"{with_stop(turn.reply.note)} {sums}"
    told = reasons(turn.changes, turn.before.scenario.channel)[:MOST_REASONS]
    return " ".join([*told, sums] if len(told) > 1 or not told else told)


def _offer_words(moment: Moment, turn: Turn, reach: Reach | None) -> str:
    if moment.cost:
        return _better_by_mood(turn) if moment.by_mood else _way(turn, moment, reach)
    if moment.by_mood or reach is None:
        best = max(after.state.mood for after in other_moves(turn).values())
        if best < turn.after.state.mood:
            return f"Nothing better: the rest would have left the mood at {number(best)} or lower."
        return f"The best alternative would have left the mood at {number(best)}."
    mine = reach.prospects[moment.index + 1].satisfaction
    rest = sorted(
        {
            reach.others[moment.index, move].satisfaction
            for move in other_moves(turn)
            if (moment.index, move) in reach.others
        },
        reverse=True,
    )
    better = "Nothing better. " if max(rest) < mine else ""
    what = listed([number(value) for value in rest])
    many = "the rest" if len(other_moves(turn)) > 1 else "the other"
    return f"{better}It kept {number(mine)} in reach; {many} would have left you {what} at most."


def _better_by_mood(turn: Turn) -> str:
    moods = {move: after.state.mood for move, after in other_moves(turn).items()}
    best = max(moods, key=lambda move: moods[move])
    return _way_in_words(turn, (best,))


def _way(turn: Turn, moment: Moment, reach: Reach | None) -> str:
    assert reach is not None
    return _way_in_words(turn, reach.prospects[moment.index].moves)


def _way_in_words(turn: Turn, way: Sequence[str]) -> str:
    """Return the first moves of a way, up to the first reply, and what they would have done."""
    words = words_of(turn.before.scenario.channel)
    at, listens = turn.before, 0
    for move in way:
        if at.over:
            break
        reply = at.scene.reply(move)
        at = at.move(move).after
        if reply is not None:
            moved = difference(turn.before.state.gauges, at.state.gauges)
            what = "the same reply" if move == turn.move else f"“{reply.text}”"
            first = f"{capital(words.listening)} first, and then {what}" if listens else what
            end = f" {capital(moved)}." if moved else ""
            return f"{first if first.endswith('”') else with_stop(first)}{end}"
        listens += move == LISTEN
    return f"{capital(words.listening)} first." if listens else f"{capital(words.silence)}."


def _best_by_mood(turn: Turn) -> Reply | None:
    replies = {move: turn.before.scene.reply(move) for move in other_moves(turn)}
    moods = other_moves(turn)
    found = [move for move, reply in replies.items() if reply is not None]
    best = max(found, key=lambda move: moods[move].state.mood, default=None)
    return replies[best] if best else None


def _lesson_words(skill: str, turn: Turn) -> str:
    """Return what a skill's lesson says, in words that fit the channel."""
    lesson = SKILL_LESSONS[skill]
    _, stop, rest = lesson.advice.partition(";")
    heard_out = capital(words_of(turn.before.scenario.channel).heard_out)
    advice = f"{heard_out}{stop}{rest}" if skill == LISTEN else lesson.advice
    return f"{advice}. [principle {lesson.principle}]"
