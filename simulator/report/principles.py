"""The principles of a play: those that the given replies teach, and those that a better reply on offer would have shown.

A reply names them itself (`teaches`); one that names none has none. Nothing is guessed from skills and slips.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.principles import PRINCIPLES
from simulator.report.better_replies import better_reply
from simulator.report.sections import Entry
from simulator.report.words import quote
from simulator.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from simulator.engine.conversation import Turn
    from simulator.scenario.model import Reply


@dataclass(frozen=True, slots=True)
class Occasion:
    """A move that a principle came up in: `index` counts from 0; `met` says whether the trainee did what it asks.

    `better` is the reply on offer that would have met it, where the given one names no principle.
    """

    index: int
    met: bool
    better: Reply | None = None


def is_slip(reply: Reply) -> bool:
    """Return whether a reply goes against what it teaches: it carries a slip or is a critical error."""
    return bool(reply.slips) or reply.critical is not None


def occasions(turns: Sequence[Turn]) -> dict[int, list[Occasion]]:
    """Return the moves that each principle came up in, by its number."""
    found: dict[int, list[Occasion]] = {}
    for index, turn in enumerate(turns):
        for number, occasion in _of_turn(index, turn):
            found.setdefault(number, []).append(occasion)
    return dict(sorted(found.items()))


def _of_turn(index: int, turn: Turn) -> Iterator[tuple[int, Occasion]]:
    """Yield the principles of one move: those of its reply, else those of a better reply that was on offer."""
    reply = turn.reply
    if reply is None:
        return
    if reply.teaches:
        for number in reply.teaches:
            yield number, Occasion(index, not is_slip(reply))
    elif is_slip(reply):
        better = better_reply(turn)
        if better is not None:
            for number in better.reply.teaches:
                yield number, Occasion(index, met=False, better=better.reply)


def principle_entries(numbers: Iterable[int]) -> Iterator[Entry]:
    """Yield principles as notes beside a move or a piece of advice."""
    for number in numbers:
        yield Entry(f"{PRINCIPLES[number]} [{number}]", "Principle:", "note")


def occasion_words(found: dict[int, list[Occasion]]) -> list[str]:
    """Return a sentence for each principle: where the trainee did it, and where they missed it."""
    return [
        f"{PRINCIPLES[number]} [{number}] {' '.join(_occasion_words(items))}"
        for number, items in found.items()
    ]


def _occasion_words(items: Sequence[Occasion]) -> Iterator[str]:
    met = [item for item in items if item.met]
    if met:
        yield f"You did this at {_moves(met)}."
    missed = [item for item in items if not item.met]
    if missed:
        yield f"You missed this at {_moves(missed)}."
    for item in missed:
        if item.better:
            yield f"At move {item.index + 1} you could have replied: “{quote(item.better.text)}”"


def _moves(items: Sequence[Occasion]) -> str:
    numbers = [str(item.index + 1) for item in items]
    return f"move{'s' if len(numbers) > 1 else ''} {listed(numbers)}"
