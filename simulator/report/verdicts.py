"""The verdicts of a debrief: listened, was patient, took responsibility; and result, process, treatment.

Each is read off the turns and the result, with the moments that show it, so that the trainee can check it. Pure; it works out
no gauge itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.channel_words import words_of
from simulator.report.words import CRITICAL_WORDS, amounts, difference, skill_words, slip_words
from simulator.ruleset import LISTEN, SILENCE
from simulator.text import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.engine.conversation import Turn
    from simulator.report.results import PlayResult

MAX_MOMENTS = 3
"""Moments told for a verdict, and against it, at most."""
_LISTENING = (("invite", "reflect", "clarify"), ("interrupt", "reask"))
_PATIENCE = (("give-time",), ("rush", "interrupt"))
_RESPONSIBILITY = (
    ("own", "commit", "followup", "handover"),
    ("blame", "dump", "giveup", "vague", "forget", "nonapology"),
)
ASKED = {
    "full": "they got what they asked for",
    "alternative": "they got an alternative to what they asked for",
    "none": "they didn't get what they asked for",
}
NEED = {
    "met": "what they needed was taken care of",
    "partly": "only part of what they needed was taken care of",
    "missed": "what they needed wasn't taken care of",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judgement in a few words, and the moments that show it, those that speak for it first.

    `absence` says what neither happened nor failed to, where there are no moments.
    """

    name: str
    words: str
    moments: tuple[str, ...] = ()
    absence: str = ""


@dataclass(frozen=True, slots=True)
class _Moment:
    """One thing that speaks for a verdict or against it; `weight` is how much it counts beside others."""

    index: int
    good: bool
    text: str
    weight: int


def behaviour(turns: Sequence[Turn]) -> tuple[Verdict, ...]:
    """Return whether the trainee listened, was patient, and took responsibility."""
    listened = [*_tagged_replies(turns, *_LISTENING), *_listens(turns), *_unheard(turns)]
    patient = [*_tagged_replies(turns, *_PATIENCE), *_waits(turns)]
    responsible = [*_tagged_replies(turns, *_RESPONSIBILITY), *_promises(turns), *_criticals(turns)]
    return (
        _verdict(
            "You listened",
            listened,
            "You didn't ask questions, say anything back or reply too soon.",
        ),
        _verdict("You were patient", patient, "You didn't rush them or give them extra time."),
        _verdict(
            "You took responsibility",
            responsible,
            "You didn't take it on, and you didn't pass it to someone else.",
        ),
    )


def treatment(play: PlayResult) -> tuple[Verdict, ...]:
    """Return result, process and treatment of a play that is over: what they got, how it went, how they were treated."""
    start, end, score = play.start, play.end, play.score
    assert start is not None
    assert end is not None
    assert score is not None
    assert score.predicted is not None
    troubles = [
        count(number, thing)
        for number, thing in (
            (play.extra_steps, "extra step"),
            (play.unexplained, "unexplained wait"),
            (play.broken, "broken promise"),
            (play.exposed, "exposed lie"),
        )
        if number
    ]
    mood = points_words(play.mood_change) if play.mood_change else "the same"
    moved = difference(start, end) or "no gauge changed"
    return (
        Verdict("Result", f"{ASKED[score.outcome]}; {NEED[score.need]}"),
        Verdict(
            "Process",
            f"ease {score.predicted.effort} out of 7; {', '.join(troubles) or 'no extra steps, no unexplained waits'}",
        ),
        Verdict("Treatment", f"by the end their mood was {mood}; {moved}"),
    )


def points_words(change: int) -> str:
    """Return a change of the mood in words: `13 points down`."""
    if not change:
        return "no change"
    return f"{count(abs(change), 'point')} {'up' if change > 0 else 'down'}"


def _verdict(name: str, moments: list[_Moment], absence: str) -> Verdict:
    good = [moment for moment in moments if moment.good]
    bad = [moment for moment in moments if not moment.good]
    if not moments:
        words = "no evidence either way"
    elif not bad:
        words = "yes"
    elif not good:
        words = "no"
    elif len(good) == len(bad):
        words = "partly"
    else:
        words = "mostly" if len(good) > len(bad) else "hardly"
    told = (*_weightiest(good), *_weightiest(bad))
    return Verdict(name, words, tuple(moment.text for moment in told), absence)


def _weightiest(moments: list[_Moment]) -> list[_Moment]:
    most = sorted(moments, key=lambda moment: (-moment.weight, moment.index))[:MAX_MOMENTS]
    return sorted(most, key=lambda moment: moment.index)


def _tagged_replies(
    turns: Sequence[Turn], skills: Sequence[str], slips: Sequence[str]
) -> Iterator[_Moment]:
    """Yield the replies that show one of the skills or make one of the slips."""
    for index, turn in enumerate(turns, 1):
        for name in (*turn.shown, *turn.slips):
            good = name in turn.shown
            if name not in (skills if good else slips):
                continue
            channel = turn.before.scenario.channel
            meaning = skill_words(name, channel) if good else slip_words(name, channel)
            changes = [change for change in turn.changes if change.name == name]
            moved = f": {amounts(changes)}" if amounts(changes) else ""
            weight = sum(abs(change.amount) for change in changes)
            yield _Moment(index, good, f"Move {index}: you {meaning}{moved}.", weight)


def _listens(turns: Sequence[Turn]) -> Iterator[_Moment]:
    """Yield a moment for each run of listening, with what it brought out."""
    runs: list[list[int]] = []
    for index, turn in enumerate(turns):
        if turn.move == LISTEN:
            if runs and runs[-1][-1] == index - 1:
                runs[-1].append(index)
            else:
                runs.append([index])
    for run in runs:
        facts = turns[run[-1]].after.state.flags - turns[run[0]].before.state.flags
        words = words_of(turns[run[0]].before.scenario.channel)
        done = words.listened if turns[run[-1]].after.can_listen else words.heard_out
        brought = " and learned something" if facts else ""
        first, last = run[0] + 1, run[-1] + 1
        which = f"Move {first}" if first == last else f"Moves {first} to {last}"
        yield _Moment(first, True, f"{which}: you {done}{brought}.", 6 * len(run))


def _unheard(turns: Sequence[Turn]) -> Iterator[_Moment]:
    """Yield the replies that left a scene before everything was heard."""
    for index, turn in enumerate(turns, 1):
        before = turn.before
        left = len(before.words) - before.state.parts_heard
        if turn.reply and left and turn.after.state.scene != turn.scene:
            text = f"Move {index}: you replied before they had told you everything."
            yield _Moment(index, False, text, 4 * left)


def _waits(turns: Sequence[Turn]) -> Iterator[_Moment]:
    for index, turn in enumerate(turns, 1):
        wait = turn.reply.wait if turn.reply else None
        if turn.move == SILENCE and turn.before.silence_is_forced:
            continue
        if turn.move == SILENCE:
            silent = words_of(turn.before.scenario.channel).silent
            yield _Moment(index, False, f"Move {index}: you {silent}, and they waited.", 6)
        elif wait and wait.explained:
            yield _Moment(index, True, f"Move {index}: they waited, and knew why.", 3)
        elif wait:
            yield _Moment(index, False, f"Move {index}: they waited without knowing why.", 6)


def _promises(turns: Sequence[Turn]) -> Iterator[_Moment]:
    for index, turn in enumerate(turns, 1):
        kept = turn.after.state.kept - turn.before.state.kept
        broken = turn.after.state.broken - turn.before.state.broken
        if kept:
            yield _Moment(index, True, f"Move {index}: you kept {count(kept, 'promise')}.", 24)
        if broken:
            text = f"Move {index}: you broke {count(broken, 'promise')}."
            yield _Moment(index, False, text, 50)


def _criticals(turns: Sequence[Turn]) -> Iterator[_Moment]:
    for index, turn in enumerate(turns, 1):
        if turn.reply and turn.reply.critical:
            harm = CRITICAL_WORDS[turn.reply.critical.kind]
            text = f"Move {index}: you made a critical error, which {harm}."
            yield _Moment(index, False, text, 60)
