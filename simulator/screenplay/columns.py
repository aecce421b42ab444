"""The kinds of row that the table of a scenario has, and its columns, worked out from the declaration of the format.

Each row is one thing: a key of the scenario, a scene, a reply. A key of the format is a column of the same name, so a new key
needs nothing here. Only the names of kinds, the order of columns and the few keys with another heading are decided in this
module; it must not know what is in a cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from simulator.scenario.fields.containers import ListOf, Table
from simulator.scenario.fields.customer import CUSTOMER, LOOKS
from simulator.scenario.fields.day import DAY, DAY_TEXT, NUMBERS
from simulator.scenario.fields.kinds import Text
from simulator.scenario.fields.reply import ANSWER, REPLY, ROUTE
from simulator.scenario.fields.scene import PART, SCENE, VARIANT
from simulator.scenario.fields.scenes import Scenes
from simulator.scenario.fields.special_kinds import Says, Weights
from simulator.scenario.fields.test import EXPECT, TEST
from simulator.scenario.format import SCENARIO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.fields.kinds import Kind

KIND, SCENE_NAME, NAME, TEXT, WHEN, ACCEPT = "row", "scene", "name", "text", "when", "accept"
PLACE, IN_WORDS = "place", "when in words"
READING_ONLY = (PLACE, IN_WORDS)
"""Columns that help to read the table; a change in them changes nothing."""
FIGURES = (EXPECT, NUMBERS)
"""Tables that are written into one cell, figure by figure."""
_HEADINGS = {"id": NAME}
_ORDER = (
    *(PLACE, KIND, SCENE_NAME, NAME, "part", TEXT, "speaker", "asks", "action", "narration"),
    *("answer", "to", WHEN, IN_WORDS, "skills", "slips", "sets", "clears", "promises", "keeps"),
    *("event", "decline", "once", "may_interrupt", "wait", "explained", "critical", "why"),
    *("teaches", "leaky", "note", "enough", "nudge", "on_silence", "abusive", "hold", "clock"),
    *("ending", "outcome", "need", "customer", "day", "moves", "expect"),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A column that a row of some kind may fill: the keys that lead to the value in the row's table, and its kind."""

    column: str
    keys: tuple[str, ...]
    kind: Kind


def _on() -> Table:
    """Return the declaration of [on]."""
    return next(key.kind for key in SCENARIO.keys if key.name == "on")  # type: ignore[return-value]


def _cells(table: Table) -> Iterator[Cell]:
    """Yield the columns of a table: a key each, and the keys of a small table within it."""
    for key in table.keys:
        if isinstance(key.kind, Table) and key.kind not in FIGURES:
            for place, inner in enumerate(key.kind.keys):
                yield Cell(inner.name if place else key.name, (key.name, inner.name), inner.kind)
        elif not _has_rows(key.kind):
            yield Cell(_HEADINGS.get(key.name, key.name), (key.name,), key.kind)


def _has_rows(kind: Any) -> bool:
    """Tell whether the entries of a value of this kind are rows."""
    if isinstance(kind, ListOf):
        return isinstance(kind.kind, Table | Text)
    return isinstance(kind, Says | Scenes | Weights | Table) and kind not in FIGURES


SETTINGS: Mapping[str, tuple[KeyPath, Table]] = MappingProxyType(
    {
        "scenario": ((), SCENARIO),
        "customer": (("customer",), CUSTOMER),
        "portrait": (("customer", "portrait"), LOOKS),
        "on": (("on",), _on()),
    }
)
"""Kinds of row that are one key of a table: the name of the key is under `name`, its value under `text`."""
WEIGHT = "weight"
SCENES = ("scene", "ending")
WORDING = "wording"
DAY_ROW, DAY_TEXT_ROW, TEST_ROW = "day", "day text", "test"
_TABLES: Mapping[str, tuple[Table, ...]] = {
    "scene": (SCENE, PART),
    "ending": (SCENE, PART),
    "part": (PART,),
    "variant": (VARIANT, PART),
    "reply": (REPLY,),
    "route": (ROUTE,),
    "answer": (ANSWER,),
    WORDING: (),
    DAY_ROW: (DAY,),
    DAY_TEXT_ROW: (DAY_TEXT,),
    TEST_ROW: (TEST,),
}
_IN_SCENES = (*SCENES, "part", "variant", "reply", "route", "answer", WORDING)


def _columns_of(kind: str) -> dict[str, Cell]:
    cells = {cell.column: cell for table in _TABLES[kind] for cell in _cells(table)}
    if kind == DAY_TEXT_ROW:
        cells[NAME] = Cell(NAME, ("reply",), cells.pop("reply").kind)
    if kind == WORDING:
        cells[TEXT] = Cell(TEXT, (TEXT,), Text(needed=True))
    return cells


CELLS: Mapping[str, Mapping[str, Cell]] = MappingProxyType(
    {kind: _columns_of(kind) for kind in _TABLES}
)
"""By kind of row, the columns that it may fill, but for `scene`, which names the scene that it belongs to."""
KINDS = (*SETTINGS, WEIGHT, *_TABLES)


def setting_kinds(table: Table) -> dict[str, Kind]:
    """Return the keys of a table that have a row each, with their kinds of value."""
    return {
        key.name: key.kind
        for key in table.keys
        if not isinstance(key.kind, Scenes | Weights | Table)
        and not (isinstance(key.kind, ListOf) and isinstance(key.kind.kind, Table))
    }


def allowed(kind: str) -> tuple[str, ...]:
    """Return the columns that a row of a kind may fill."""
    if kind in SETTINGS or kind == WEIGHT:
        return (NAME, TEXT, ACCEPT)
    scene = (SCENE_NAME,) if kind in _IN_SCENES and SCENE_NAME not in CELLS[kind] else ()
    return (*scene, *CELLS[kind], ACCEPT)


def _all_columns() -> tuple[str, ...]:
    found = dict.fromkeys(name for kind in KINDS for name in allowed(kind))
    known = [name for name in _ORDER if name in found or name in READING_ONLY]
    return (KIND, *known, *(name for name in found if name not in (*_ORDER, ACCEPT)), ACCEPT)


COLUMNS = tuple(dict.fromkeys((PLACE, *_all_columns())))
"""Every column, in the order in which they are written."""
