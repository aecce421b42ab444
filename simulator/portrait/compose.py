"""Composes a portrait: six rows of twelve cells, from traits and the band of the mood.

Later parts cover earlier ones: face, shoulders, clothes, hair, the tips of the shoulders where hair left room, beard,
features, glasses. One drawing serves colour and one ink; ASCII has its own small table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simulator.portrait import ascii_parts
from simulator.portrait.parts import (
    COLUMNS,
    EXTRA,
    FACE,
    FEATURES,
    HAIR,
    INKS,
    PLATES,
    POSTURE,
    ROLES,
    ROWS,
    WEAR,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from simulator.portrait.parts import Rows
    from simulator.portrait.traits import Traits

TIPS = (0, 1, 10, 11)
SHOULDERS = (0, 1, 2, 9, 10, 11)
"""The columns of the tips of the shoulders, in row 4, and of the shoulders, in row 5."""
EYES = (4, 7)
"""The columns of the two eyes, which glasses put on another ground."""
TONES = {"dark": "ink", "mid": "cloth", "light": "trim"}
"""The tone of an ink that hair is printed in."""
_DARK = frozenset({"hair", "ink", "cloth"})
_QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""The quarter blocks by the quarters they fill: 1 upper left, 2 upper right, 4 lower left, 8 lower right."""
_EDGES = str.maketrans("▐▌▗▝▖▘▜▛▄▀█", "││╭╰╮╯╮╭── ")
"""The edge of the face as a line, where light lies on light."""


class Cell(NamedTuple):
    """One cell: a sign, what it is printed with and what on (`hair face ink cloth trim plate`)."""

    sign: str
    tone: str
    ground: str


Cells = list[list[Cell]]


def compose(traits: Traits, band: str) -> Cells:
    """Return the cells of a portrait, row by row."""
    cells = [[Cell(" ", "plate", "plate")] * COLUMNS for _ in range(ROWS)]
    shoulders = POSTURE[band]
    _lay(cells, FACE[traits.face])
    _print(cells, 5, zip(SHOULDERS, "".join(shoulders.width), strict=True))
    _lay(cells, WEAR[traits.wear])
    _lay(cells, HAIR[traits.hair])
    if cells[4][1].sign == " ":
        _print(
            cells,
            4,
            (
                (x, sign)
                for x, sign in zip(TIPS, "".join(shoulders.tips), strict=True)
                if sign != " "
            ),
        )
    if traits.extra == "beard":
        _lay(cells, EXTRA["beard"])
    for y, signs in enumerate(FEATURES[band], 1):
        for x, sign in enumerate(signs, 3):
            if sign != " ":
                cells[y][x] = Cell(sign, "ink", "face")
    if traits.extra == "glasses":
        _lay(cells, EXTRA["glasses"])
        for x in EYES:
            cells[2][x] = cells[2][x]._replace(ground="trim")
    return cells


def colours(traits: Traits, band: str) -> dict[str, str]:
    """Return the colour of each tone and ground, as `#rrggbb`."""
    tones = INKS[traits.ink]._asdict()
    return {**tones, "hair": tones[TONES[traits.tone]], "plate": PLATES[band]}


def one_ink(traits: Traits, band: str) -> list[str]:
    """Return the rows in one colour, for NO_COLOR, terminals of 16 colours and high contrast."""
    return ["".join(map(_in_one_ink, row)) for row in compose(traits, band)]


def ascii_rows(traits: Traits, band: str) -> list[str]:
    """Return the rows in ASCII."""
    hair = ascii_parts.HAIR[traits.hair]
    brows, eyes, mouth = ascii_parts.FEATURES[band]
    if traits.extra == "glasses":
        left, right = (eyes[x].replace(" ", "-") for x in (1, 4))
        eyes = f"({left}--{right})"
    left, right = ascii_parts.SHOULDERS[band]
    return [
        hair.top,
        *(
            f"  {side[0]}{feature}{side[1]}  "
            for side, feature in zip(hair.sides, (brows, eyes, mouth), strict=True)
        ),
        ascii_parts.BEARD if traits.extra == "beard" else ascii_parts.CHIN,
        f"{left}#{ascii_parts.WEAR[traits.wear]}#{right}",
    ]


def _lay(cells: Cells, part: Mapping[int, Rows]) -> None:
    """Lay a part over what is there."""
    for y, (signs, roles) in part.items():
        for x, (sign, role) in enumerate(zip(signs, roles, strict=True)):
            if role != " ":
                cells[y][x] = Cell(sign, *ROLES[role])


def _print(cells: Cells, y: int, signs: Iterable[tuple[int, str]]) -> None:
    """Print signs of cloth on the plate, at their columns of a row."""
    for x, sign in signs:
        cells[y][x] = Cell(sign, "cloth", "plate")


def _in_one_ink(cell: Cell) -> str:
    """Return a cell's sign where there is one ink only: dark on light stays, and light on dark is turned round."""
    match cell.tone in _DARK, cell.ground in _DARK:
        case True, False:
            return cell.sign
        case False, True:
            return _QUARTERS[15 - _QUARTERS.index(cell.sign)]
        case True, True:
            return "█"
        case _:
            return (
                cell.sign.translate(_EDGES)
                if cell.tone == "face" and cell.ground == "plate"
                else " "
            )
