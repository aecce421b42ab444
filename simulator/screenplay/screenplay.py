"""The rows of a scenario as a screenplay: the scenario, the customer, the other days, scene by scene, the tests.

Everything in the file is in it, and what only follows from the file where a reader would look for it: from where a scene is
reached, and when a reply interrupts. `scene_pages.py` has the scenes.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from simulator.ruleset import RANGES
from simulator.screenplay.columns import (
    ACCEPT,
    DAY_ROW,
    DAY_TEXT_ROW,
    NAME,
    SCENE_NAME,
    TEST_ROW,
    TEXT,
    WEIGHT,
)
from simulator.screenplay.entries import accepted, entries
from simulator.screenplay.labels import label
from simulator.screenplay.page import Entry, Heading, Page, Paragraph, Span, Table, said
from simulator.screenplay.rows import Row
from simulator.screenplay.scene_pages import ScenePages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.screenplay.page import Block, Line

_HOW_TO_COMMENT = (
    "Every scene, line and reply has a short name: 3 is a scene, 3a its first line, 3.2 its second reply. "
    "Use these names in your comments. They apply to this version of the file."
)
_TABLES = {"scenario": "The scenario", "customer": "The customer"}
_SCENE_KEYS = {
    "start": "at the start",
    "boils": "when they boil over",
    "walks": "when they are about to leave",
}
"""Keys that name a scene, and when it is reached by them."""
_NUMBERS, _PORTRAIT, _WEIGHTS = "Numbers", "Portrait", "Weights, in percent"
_GROUPS = (_NUMBERS, _PORTRAIT, _WEIGHTS)
_BELOW = {"scenario": ("scenario", "on"), "customer": ("customer", "portrait", WEIGHT)}


def screenplay(rows: Sequence[Row], id: str, version: str) -> Page:
    """Return the readable copy of a scenario.

    Args:
        rows: The rows of the file.
        id: The scenario's id.
        version: The SHA-256 of the file, of which the beginning is shown.
    """
    settings = {row.cells[NAME]: row.cells[TEXT] for row in rows if row.kind == "scenario"}
    play = _Screenplay(rows)
    from_file = Paragraph((Span(f"Readable copy of {id}.toml, version {version[:12]}."),))
    blocks: list[Block] = [
        Heading(1, "", said(settings["title"])),
        from_file,
        Paragraph((Span(_HOW_TO_COMMENT),)),
        *play.contents(),
        *play.settings(),
        *play.days(),
        *play.scenes(),
        *play.tests(),
    ]
    return Page(settings["title"], settings.get("language", "en"), tuple(blocks))


class _Screenplay:
    """Makes the blocks of a copy from the rows of the file."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._by_scene: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row.path[0] == "scenes":
                self._by_scene[row.cells[SCENE_NAME]].append(row)
        customer = next(row for row in rows if row.kind == "customer" and row.cells[NAME] == "name")
        self._pages = ScenePages(self._by_scene, customer.cells[TEXT], self._starts())

    def _starts(self) -> list[tuple[str, str]]:
        """Return the scenes that a conversation enters by itself, each with how."""
        return [
            (row.cells[TEXT], _SCENE_KEYS[row.cells[NAME]])
            for row in self._rows
            if row.kind in ("scenario", "on") and row.cells[NAME] in _SCENE_KEYS
        ]

    def contents(self) -> Iterator[Block]:
        """Yield the list of scenes."""
        yield Heading(2, "The scenes")
        yield Table(tuple(self._pages.summary(name) for name in self._by_scene))

    def settings(self) -> Iterator[Block]:
        """Yield what holds for the whole scenario, and the customer."""
        for table, title in _TABLES.items():
            rows = [row for row in self._rows if row.kind in _BELOW[table]]
            yield Heading(2, title)
            single = [row for row in rows if not _group(row)]
            grouped = [entry for head in _GROUPS if (entry := _grouped(head, rows))]
            yield Table((*map(self._setting, single), *grouped))

    def _setting(self, row: Row) -> Entry:
        name, text = row.cells[NAME], row.cells[TEXT]
        lines: tuple[Line, ...] = ((said(text),),)
        if name in _SCENE_KEYS:
            lines = ((self._pages.link(text),),)
        if name == "needs":
            (entry,) = entries(Row(row.kind, row.path, {name: text}), (name,))
            lines = entry.lines
        comments = [(Span(f"{label(ACCEPT)}: "), *entry.lines[0]) for entry in accepted(row)]
        return Entry(label(name), (*lines, *comments))

    def days(self) -> Iterator[Block]:
        """Yield the other days."""
        if any(row.kind == DAY_ROW for row in self._rows):
            yield Heading(2, "Other days")
            yield Paragraph((Span("On another day, only what is listed here is different."),))
        for row in self._rows:
            if row.kind != DAY_ROW:
                continue
            yield Heading(3, row.place, said(row.cells[NAME]), row.place)
            entries = [
                Entry(head, ((said(row.cells[column]),),))
                for column, head in (("customer", "The customer"), ("sets", label("sets")))
                if column in row.cells
            ]
            texts = [
                text
                for text in self._rows
                if text.kind == DAY_TEXT_ROW and text.path[:2] == row.path
            ]
            entries += [self._day_text(text) for text in texts]
            yield Table(tuple(entries))

    def _day_text(self, row: Row) -> Entry:
        """Return an entry for the words of a day, with the place of those that they replace."""
        cells = row.cells
        if "narration" in cells:
            words, place = said(cells["narration"], "aside"), self._pages.place(cells[SCENE_NAME])
        else:
            words = said(cells[TEXT])
            place = self._pages.place(cells[SCENE_NAME], cells.get(NAME), cells.get("part"))
        return Entry(
            row.place,
            ((Span("In place of "), Span(place, link=place), Span(": "), words),),
            row.place,
        )

    def scenes(self) -> Iterator[Block]:
        """Yield every scene."""
        for name in self._by_scene:
            yield from self._pages.scene(name)

    def tests(self) -> Iterator[Block]:
        """Yield the tests."""
        rows = [row for row in self._rows if row.kind == TEST_ROW]
        if rows:
            yield Heading(2, "Tests")
            yield Table(tuple(Entry(row.place, _test_lines(row), row.place) for row in rows))


def _group(row: Row) -> str:
    """Return the heading that a short value of the customer goes under together with others; nothing for other values."""
    if row.kind == "customer":
        return _NUMBERS if row.cells[NAME] in (*RANGES, "severity") else ""
    return {"portrait": _PORTRAIT, WEIGHT: _WEIGHTS}.get(row.kind, "")


def _grouped(head: str, rows: Sequence[Row]) -> Entry | None:
    """Return the entry of the values under a heading: `anger 50, heard 15`; None if there are none."""
    values = [f"{row.cells[NAME]} {row.cells[TEXT]}" for row in rows if _group(row) == head]
    return Entry(head, ((said(", ".join(values)),),)) if values else None


def _test_lines(row: Row) -> tuple[Line, ...]:
    """Return a test in lines: its name and day, its moves, what is expected."""
    heads = {NAME: "", "day": "On the day: ", "moves": "Moves: ", "expect": "Expected: "}
    return tuple(
        (Span(head), said(row.cells[column]))
        for column, head in heads.items()
        if column in row.cells
    )
