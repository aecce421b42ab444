"""One strength and one thing to change, in words about behaviour.

Chosen by what moved the customer most, not by a count of tags: the skill that gave most, the slip that took most, else the
need that nothing met. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.lessons import SKILL_LESSONS, SLIP_PRINCIPLES
from simulator.report.words import amounts
from simulator.ruleset import LISTEN, SILENCE, SKILLS, SLIPS
from simulator.vocabulary import Cause

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.engine.state import Change

MOST_NAMED = 4
"""Moves named one by one; more are counted."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to keep or to change: in words, and the skill or slip it is about and its principle where there are any."""

    text: str
    tag: str = ""
    principle: int | None = None


def strength(turns: Sequence[Turn]) -> Advice:
    """The skill that did most for the customer."""
    gained = _summed(turns, Cause.SKILL)
    if not gained:
        return Advice("You stayed with it to the end, and now you know this customer.")
    name = max(gained, key=lambda skill: (_good(gained[skill]), skill))
    where = _where(turns, name)
    did = "let them go on" if name == LISTEN else SKILLS[name].meaning
    return Advice(
        f"Keep this: you {did} ({name}), {where}. In all: {amounts(gained[name])}.{_patience(turns, name)}",
        name,
        SKILL_LESSONS[name].principle,
    )


def _patience(turns: Sequence[Turn], skill: str) -> str:
    """What using the skill did to the customer's patience, where it did anything."""
    changes = [item for turn in turns for item in turn.changes if item.gauge == "patience"]
    back = sum(item.amount for item in changes if (item.cause, item.name) == (Cause.BACK, skill))
    if back:
        return f" It also gave back {back} patience."
    over = [
        item for item in changes if (item.cause, item.name) == (Cause.TURN, skill) and item.amount
    ]
    if over:
        cost = -sum(item.amount for item in over)
        heard = "a part more" if len(over) == 1 else f"{len(over)} parts more"
        return f" But hearing {heard} than they needed to say cost {cost} patience."
    return ""


def change(last: Conversation, turns: Sequence[Turn]) -> Advice:
    """The slip that cost most, with what to do instead; without slips the first need that nothing met."""
    lost = _summed(turns, Cause.SLIP)
    if lost:
        name = min(lost, key=lambda slip: (_good(lost[slip]), slip))
        mirror = SLIPS[name].mirror
        lesson = SKILL_LESSONS[mirror]
        line = f" For instance: “{lesson.good}”" if lesson.good else ""
        return Advice(
            f"Change this: you {SLIPS[name].meaning} ({name}), {_where(turns, name)}. It cost: "
            f"{amounts(lost[name])}. Instead: {_small(lesson.advice)}.{line}",
            name,
            SLIP_PRINCIPLES[name],
        )
    silent = any(turn.move == SILENCE and not turn.before.silence_is_forced for turn in turns)
    if silent:
        return Advice(
            "Change this: answer before they have to ask whether you are there; a short word gives you time.",
            principle=24,
        )
    for need in last.scenario.needs:
        if need not in last.state.shown:
            lesson = SKILL_LESSONS[need]
            line = f" For instance: “{lesson.good}”" if lesson.good else ""
            return Advice(
                f"Try this next: {_small(lesson.advice)} ({need}). It was called for here, and nothing met it.{line}",
                need,
                lesson.principle,
            )
    return Advice(
        "Nothing slipped, and you showed every skill that was called for. Try it once as an exam, or someone harder."
    )


def _summed(turns: Sequence[Turn], cause: Cause) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for turn in turns:
        for item in turn.changes:
            if item.cause is cause and item.amount:
                found.setdefault(item.name, []).append(item)
    return found


def _good(changes: Iterable[Change]) -> int:
    """What changes are worth to the mood, doubled so that it is whole; patience is left aside."""
    worth = {"anger": -2, "heard": 1, "trust": 1, "patience": 0}
    return sum(worth[item.gauge] * item.amount for item in changes)


def _where(turns: Sequence[Turn], name: str) -> str:
    moves = [
        str(index)
        for index, turn in enumerate(turns, 1)
        if name in turn.shown or name in turn.slips
    ]
    if len(moves) > MOST_NAMED:
        return f"{len(moves)} times"
    if len(moves) == 1:
        return f"with move {moves[0]}"
    return f"with moves {', '.join(moves[:-1])} and {moves[-1]}" if moves else "once"


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
