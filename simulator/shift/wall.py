"""The business as a wall of 60 bricks: what each customer does to it, as a picture and a sentence and never as a score.

A customer who leaves takes a brick out and loosens two beside it; one at risk loosens one; one who stays sets a loose one fast.
Good word of mouth puts a brick back, bad loosens two. In public everything that hurts counts twice. At the end of the shift the
loose ones fall. Which brick it is comes from the shift's seed. Source: docs/shift.md. It changes no conversation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.engine.result import Predicted

ROWS, COLUMNS = 6, 10
PUBLIC = "social"
"""The channel whose customers others watch."""


class Brick(StrEnum):
    """How a brick is."""

    FAST = "fast"
    LOOSE = "loose"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Changes:
    """How many bricks were taken out, loosened, set fast, put back, and how many fell."""

    out: int = 0
    loosened: int = 0
    fast: int = 0
    back: int = 0
    fell: int = 0


@dataclass(frozen=True, slots=True)
class Wall:
    """The bricks, row by row from the top, and what changed last."""

    bricks: tuple[Brick, ...] = (Brick.FAST,) * (ROWS * COLUMNS)
    changes: Changes = Changes()

    def count(self, brick: Brick) -> int:
        """Return how many bricks are so."""
        return self.bricks.count(brick)

    def rows(self) -> Iterator[tuple[Brick, ...]]:
        """Yield the rows from the top."""
        for start in range(0, len(self.bricks), COLUMNS):
            yield self.bricks[start : start + COLUMNS]


WHOLE = Wall()


def after_customer(wall: Wall, predicted: Predicted, channel: str, seed: str) -> Wall:
    """Return the wall after a customer; `seed` names the shift and the customer, and with it which bricks are meant."""
    chance = Random(seed)
    bricks = list(wall.bricks)
    times = 2 if channel == PUBLIC else 1
    changes = Changes()
    if predicted.retention == "leaves":
        for _ in range(times):
            at = _pick(bricks, (Brick.LOOSE, Brick.FAST), chance)
            if at is None:
                break
            bricks[at] = Brick.OUT
            loosened = _loosen_beside(bricks, at, 2)
            changes = replace(changes, out=changes.out + 1, loosened=changes.loosened + loosened)
    elif predicted.retention == "at-risk":
        changes = replace(changes, loosened=_turn(bricks, Brick.FAST, Brick.LOOSE, times, chance))
    else:
        changes = replace(changes, fast=_turn(bricks, Brick.LOOSE, Brick.FAST, 1, chance))
    if predicted.word_of_mouth == "positive":
        changes = replace(changes, back=_turn(bricks, Brick.OUT, Brick.FAST, 1, chance))
    elif predicted.word_of_mouth == "negative":
        more = _turn(bricks, Brick.FAST, Brick.LOOSE, 2 * times, chance)
        changes = replace(changes, loosened=changes.loosened + more)
    return Wall(tuple(bricks), changes)


def at_the_end(wall: Wall) -> Wall:
    """Return the wall at the end of the shift: loose bricks have fallen."""
    fallen = tuple(Brick.OUT if brick is Brick.LOOSE else brick for brick in wall.bricks)
    return Wall(fallen, Changes(fell=wall.count(Brick.LOOSE)))


def _pick(bricks: list[Brick], kinds: tuple[Brick, ...], chance: Random) -> int | None:
    """Return the place of one of the bricks that are so; None where there are none."""
    places = [at for at, brick in enumerate(bricks) if brick in kinds]
    return places[chance.randrange(len(places))] if places else None


def _turn(bricks: list[Brick], kind: Brick, into: Brick, times: int, chance: Random) -> int:
    """Turn bricks of a kind into another, `times` at most; return how many there were."""
    turned = 0
    while turned < times and (at := _pick(bricks, (kind,), chance)) is not None:
        bricks[at] = into
        turned += 1
    return turned


def _loosen_beside(bricks: list[Brick], at: int, most: int) -> int:
    """Loosen the nearest bricks that are fast, those of the same row first; return how many there were."""
    row, column = divmod(at, COLUMNS)

    def distance(other: int) -> tuple[int, int, int]:
        other_row, other_column = divmod(other, COLUMNS)
        return abs(other_row - row), abs(other_column - column), other

    fast = sorted((each for each, brick in enumerate(bricks) if brick is Brick.FAST), key=distance)
    for each in fast[:most]:
        bricks[each] = Brick.LOOSE
    return len(fast[:most])


def picture(wall: Wall) -> tuple[tuple[Brick, ...], ...]:
    """Return the bricks as they are drawn, course by course from the top: by how many are out and loose, not by which.

    It breaks from the top right like a stair, so that no brick hangs in the air: those that are out come first in one fixed
    order, then those that are loose.
    """
    out, loose = wall.count(Brick.OUT), wall.count(Brick.LOOSE)
    kinds = [Brick.OUT] * out + [Brick.LOOSE] * loose
    kinds += [Brick.FAST] * (len(wall.bricks) - len(kinds))
    drawn = dict(zip(_ORDER, kinds, strict=True))
    return tuple(tuple(drawn[row, column] for column in range(COLUMNS)) for row in range(ROWS))


def _height(place: tuple[int, int]) -> int:
    """Return how far up and to the right a brick is, the least first, with a little unevenness."""
    row, column = place
    return 11 * row + 4 * (COLUMNS - 1 - column) + (7 * row + 5 * column) % 5


_ORDER = sorted(((row, column) for row in range(ROWS) for column in range(COLUMNS)), key=_height)
"""In which order bricks break in the picture."""
