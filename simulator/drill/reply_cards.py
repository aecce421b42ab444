"""Pick the better reply: two that were on offer at one moment, which of them is better, and why."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from simulator.drill.model import Card, Kind, Question
from simulator.drill.slip_cards import hurts
from simulator.drill.transcript import clean, last_words, setting_words
from simulator.prover.drawn_plays import draw
from simulator.report.words import difference, main_reason, skill_words, slip_words
from simulator.ruleset import DIMENSIONS, SKILLS, SLIPS
from simulator.text import with_stop

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.prover.drawn_plays import DrawnPlay

LEAST_GAP = 8
"""How far apart the customer's mood has to be after the two replies."""
WHYS = 4
"""Reasons to choose from."""
LONGEST_REPLY = 420
"""Characters of a reply on a card, so that two of them can be compared on one screen."""
TONE = next(dimension.slips for dimension in DIMENSIONS if dimension.name == "empathy")
"""The slips that are a matter of tone: those of empathy."""
HEADING = "Pick the better reply"
REWRITE = "A cold letter rewritten: pick the better draft"
ASKED = "A question customers ask: pick the better reply"
SPECIAL: Mapping[str, str] = MappingProxyType({"cold-letter": REWRITE, "common-question": ASKED})
"""The headings of special cards, by the names that principles know them by."""
WHICH = "Which of the two is better?"
WHY_NOT = "What is wrong with the other one?"
WHY = "What makes it better?"


class Pair(NamedTuple):
    """Two replies given at the same moment: the better one, and the other."""

    better: Turn
    other: Turn


def reply_cards(play: DrawnPlay) -> Iterator[Card]:
    """Yield a card for each moment of a play at which two replies on offer lead clearly apart."""
    for index, turn in enumerate(play.turns):
        if turn.reply and not turn.before.interrupts and (pair := _pair(turn.before)):
            yield _card(pair, tuple(each.move for each in play.turns[:index]))


def _pair(at: Conversation) -> Pair | None:
    """Return the best reply on offer, and one that is clearly worse, the nearest of those with a slip; None for no such two."""
    turns = [
        at.move(reply.id)
        for reply in at.offered()
        if len(reply.text) <= LONGEST_REPLY and reply.text
    ]
    good = [turn for turn in turns if not hurts(turn)]
    if not good:
        return None
    best = max(good, key=_mood)
    worse = [turn for turn in turns if _mood(best) - _mood(turn) >= LEAST_GAP and _why(best, turn)]
    if not worse:
        return None
    return Pair(best, max(worse, key=lambda turn: (bool(turn.slips), _mood(turn))))


def _mood(turn: Turn) -> int:
    return turn.after.state.mood


def _card(pair: Pair, moves: tuple[str, ...]) -> Card:
    at = pair.better.before
    scenario = at.scenario
    seed = f"{scenario.id}/{at.state.scene}/{pair.better.move}/{pair.other.move}"
    shown = pair if draw(seed) % 2 else Pair(pair.other, pair.better)
    asked = any(part.asks for part in at.heard)
    rewrite = scenario.channel in ("letter", "email") and not set(TONE).isdisjoint(pair.other.slips)
    heading = REWRITE if rewrite else ASKED if asked else HEADING
    if scenario.channel == "email":
        heading = heading.replace("letter", "email")
    texts = tuple(clean(turn.reply.text) for turn in shown if turn.reply)
    right = frozenset({shown.index(pair.better) + 1})
    return Card(
        Kind.REPLY,
        scenario.id,
        clean(scenario.title),
        heading,
        setting_words(scenario, at.state.band),
        tuple(last_words(at)),
        (Question(WHICH, texts, right), _why_question(pair, seed)),
        tuple(_moved(turn) for turn in shown),
        tuple(note for turn in (pair.other, pair.better) if (note := _note(turn)))[:1],
        moves,
        asked,
        scenario.root,
    )


def _moved(turn: Turn) -> str:
    """Say how a reply moved the customer, and the main reason."""
    moved = difference(turn.before.state.gauges, turn.after.state.gauges) or "no change"
    reason = main_reason(turn.changes, turn.before.scenario.channel).words
    return clean(f"{with_stop(moved)} {with_stop(reason) if reason else ''}")


def _note(turn: Turn) -> str:
    return clean(turn.reply.note) if turn.reply else ""


def _why(better: Turn, other: Turn) -> tuple[str, ...]:
    """Return the tags that set two replies apart: slips of the other one, else skills that only the better one has."""
    return other.slips or tuple(
        skill for skill in better.act.skills if skill not in other.act.skills
    )


def _why_question(pair: Pair, seed: str) -> Question:
    """Return what sets the two apart, among three that don't."""
    tags, channel = _why(*pair), pair.better.before.scenario.channel
    if pair.other.slips:
        text, meaning = WHY_NOT, slip_words
        others = [name for name in SLIPS if name not in pair.other.slips]
    else:
        text, meaning = WHY, skill_words
        shown = (*pair.better.act.skills, *pair.other.act.skills)
        others = [name for name in SKILLS if name not in shown]
    wrong = _drawn(others, WHYS - 1, f"{seed}/why")
    place = draw(f"{seed}/place") % WHYS
    options = [*wrong[:place], tags[0], *wrong[place:]]
    return Question(
        text,
        tuple(with_stop(f"You {meaning(name, channel)}") for name in options),
        frozenset({place + 1}),
    )


def _drawn(names: Sequence[str], many: int, seed: str) -> list[str]:
    """Return that many of some names, drawn by a seed."""
    return sorted(names, key=lambda name: draw(f"{seed}/{name}"))[:many]
