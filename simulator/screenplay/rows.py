"""A scenario's document as the rows of a table, one row for each thing, in the order in which people read it.

The readable copies are made from these rows, and so is the table of a spreadsheet, so that both show the same, and all of it.
Cells hold text as `cells.py` writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.scenario.diagnostic import dotted
from simulator.screenplay.cells import cell_text
from simulator.screenplay.columns import (
    ACCEPT,
    CELLS,
    DAY_ROW,
    DAY_TEXT_ROW,
    IN_WORDS,
    KIND,
    NAME,
    PLACE,
    SCENE_NAME,
    SETTINGS,
    TEST_ROW,
    TEXT,
    WEIGHT,
    WHEN,
    WORDING,
    setting_kinds,
)
from simulator.screenplay.guard_words import guard_words
from simulator.screenplay.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.suppress import Acceptance

_FORMAT = "format"
"""The key that a table leaves out: there is only one format."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of a scenario: its kind, its path in the document, and its cells by column, those that hold something."""

    kind: str
    path: KeyPath
    cells: Mapping[str, str]

    @property
    def place(self) -> str:
        """The short name of its place, which may be empty."""
        return self.cells.get(PLACE, "")


def rows_of(
    document: Mapping[str, Any], accepted: Iterable[tuple[KeyPath, Acceptance]] = ()
) -> list[Row]:
    """Return the rows of a valid scenario's document, with the warnings accepted in it."""
    rows = list(_Rows(document).all())
    at = {row.path: index for index, row in enumerate(rows)}
    comments: dict[int, list[str]] = {}
    for path, acceptance in accepted:
        row_path = next((path[:end] for end in range(len(path), 0, -1) if path[:end] in at), None)
        if row_path is None:
            continue
        key = dotted(path[len(row_path) :])
        text = f"{f'{key}: ' if key else ''}{acceptance.rule} {acceptance.reason}".strip()
        comments.setdefault(at[row_path], []).append(text)
    for index, texts in comments.items():
        row = rows[index]
        rows[index] = Row(row.kind, row.path, {**row.cells, ACCEPT: "\n".join(texts)})
    return rows


class _Rows:
    """Makes the rows of one document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._places = Places(document)

    def all(self) -> Iterator[Row]:
        """Yield every row."""
        for kind, (path, table) in SETTINGS.items():
            yield from self._settings(kind, path, setting_kinds(table))
            if kind == "portrait":
                yield from self._weights()
        for index, day in enumerate(self._document.get("days", ())):
            yield self._row(DAY_ROW, ("days", index), day)
            for place, text in enumerate(day.get("texts", ())):
                yield self._row(
                    DAY_TEXT_ROW, ("days", index, "texts", place), text, text.get("scene", "")
                )
        for name, scene in self._document["scenes"].items():
            yield from self._scene(name, scene)
        for index, test in enumerate(self._document.get("tests", ())):
            yield self._row(TEST_ROW, ("tests", index), test)

    def _settings(self, kind: str, path: KeyPath, names: Iterable[str]) -> Iterator[Row]:
        table: Any = self._document
        for step in path:
            table = table.get(step, {})
        for name in names:
            value = table.get(name)
            if value in (None, "", []) or name == _FORMAT:
                continue
            if name == "authors":
                for index, author in enumerate(value):
                    yield _setting(kind, (*path, name, index), name, author)
            else:
                yield _setting(kind, (*path, name), name, value)

    def _weights(self) -> Iterator[Row]:
        for skill, percent in self._document["customer"].get("weights", {}).items():
            yield _setting(WEIGHT, ("customer", "weights", skill), skill, percent)

    def _scene(self, name: str, scene: Mapping[str, Any]) -> Iterator[Row]:
        path: KeyPath = ("scenes", name)
        kind = "ending" if "ending" in scene else "scene"
        yield from self._speech_rows(kind, path, scene, name)
        for index, variant in enumerate(scene.get("variants", ())):
            yield from self._speech_rows("variant", (*path, "variants", index), variant, name)
        for index, reply in enumerate(scene.get("replies", ())):
            here = (*path, "replies", index)
            yield self._row("reply", here, reply, name)
            for key, inner in (("routes", "route"), ("answers", "answer"), ("says_like", WORDING)):
                for place, entry in enumerate(reply.get(key, ())):
                    table = {TEXT: entry} if inner == WORDING else entry
                    yield self._row(inner, (*here, key, place), table, name)

    def _speech_rows(
        self, kind: str, path: KeyPath, table: Mapping[str, Any], scene: str
    ) -> Iterator[Row]:
        """Yield the row of a scene or a variant, which has the first part on it, and a row for each other part."""
        says = table.get("says", [])
        parts = [says] if isinstance(says, str) else says
        tables = [{TEXT: part} if isinstance(part, str) else part for part in parts]
        yield self._row(kind, path, {**table, **(tables[0] if tables else {})}, scene)
        for index, part in enumerate(tables[1:], 1):
            yield self._row("part", (*path, "says", index), part, scene)

    def _row(self, kind: str, path: KeyPath, table: Mapping[str, Any], scene: str = "") -> Row:
        cells = {PLACE: self._places.of(path), KIND: kind, SCENE_NAME: scene}
        for cell in CELLS[kind].values():
            value: Any = table
            for key in cell.keys:
                value = value.get(key) if isinstance(value, dict) else None
            if value is not None and value is not False and cell.column != SCENE_NAME:
                cells[cell.column] = cell_text(cell.kind, value)
        if WHEN in cells:
            cells[IN_WORDS] = guard_words(cells[WHEN], self._places)
        return Row(kind, path, {column: text for column, text in cells.items() if text})


def _setting(kind: str, path: KeyPath, name: str, value: Any) -> Row:
    text = ", ".join(value) if isinstance(value, list) else str(value)
    return Row(kind, path, {KIND: kind, NAME: name, TEXT: text})
