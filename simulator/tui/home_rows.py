"""The rows of Home and what is told of each: saved plays, scenarios that fit the filter, and what could not be read.

Pure, but for the choice of how much is listed. It opens nothing and reads no file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets.option_list import Option

from simulator.play.catalog import found
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.rows import heading
from simulator.tui.words import about_save, about_scenario, ended_row, save_row, scenario_row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from simulator.play.catalog import Catalog

FEW = 5
"""Saved plays listed before one asks for all."""
SAVE, SCENARIO, MORE, ENDED, TROUBLES = "save:", "scenario:", "more", "ended", "troubles"
NOTHING_FITS = (
    Paragraph("No match", "heading"),
    Paragraph(
        "Every word has to match. Esc shows everything again; / changes the words.", gap=True
    ),
)
EMPTY = (
    Paragraph("There's nothing to play yet", "heading"),
    Paragraph(
        "The library is empty. `simulator new ID` writes a small, complete scenario to start from.",
        gap=True,
    ),
    Paragraph(
        "Put scenario files (.toml) into the library's folder, then press r here. For another folder, "
        "start with --library FOLDER or set SIMULATOR_LIBRARY."
    ),
)


@dataclass
class HomeList:
    """What is shown of the catalogue: how much of the saved plays, and the filter's words."""

    wall: Callable[[], datetime]
    words: str = ""
    all_plays: bool = False
    all_ended: bool = False

    def options(self, shelf: Catalog, bests: Mapping[str, int], person: str | None) -> list[Option]:
        """Return the rows: saved plays unless there is a filter, then the scenarios that fit it."""
        options: list[Option] = []
        if not self.words:
            kept = (*shelf.plays, *shelf.ended)
            titles = {record.header.scenario: shelf.title(record) for record in kept}
            options += self.saved(shelf, titles, person)
        items = found(shelf.items, self.words, bests)
        name = "Scenarios" if shelf.items else "No scenarios"
        if self.words:
            name = (
                f"{len(items)} of {len(shelf.items)} scenarios match “{self.words}”; Esc shows all"
            )
        options.append(heading(name))
        options += [
            Option(scenario_row(item, bests.get(item.id)), id=f"{SCENARIO}{item.id}")
            for item in items
        ]
        if shelf.troubles:
            count = len(shelf.troubles)
            text = "1 item" if count == 1 else f"{count} items"
            options.append(Option(Content(f"{text} couldn't be read …"), id=TROUBLES))
        return options

    def saved(self, shelf: Catalog, titles: Mapping[str, str], person: str | None) -> list[Option]:
        """Return the rows of the saved plays, with titles by the id of the scenario."""
        few = shelf.plays if self.all_plays else shelf.plays[:FEW]
        options = [heading("Saved conversations")] if few or shelf.ended else []
        for record in few:
            title = titles.get(record.header.scenario) or record.header.scenario
            row = save_row(record, title, self.wall(), person)
            options.append(Option(row, id=f"{SAVE}{record.name}"))
        if len(few) < len(shelf.plays):
            options.append(Option(f"Show all {len(shelf.plays)} saved conversations …", id=MORE))
        if self.all_ended:
            for record in shelf.ended:
                title = titles.get(record.header.scenario) or record.header.scenario
                row = ended_row(record, title, self.wall())
                options.append(Option(row, id=f"{SAVE}{record.name}"))
        elif shelf.ended:
            count = len(shelf.ended)
            what = "1 finished conversation" if count == 1 else f"{count} finished conversations"
            options.append(Option(f"Show {what} …", id=ENDED))
        return options


def preview(
    shelf: Catalog,
    chosen: str,
    now: Callable[[], datetime],
    bests: Mapping[str, int] | None = None,
    person: str | None = None,
) -> list[Paragraph]:
    """Return what is known of the row with an id, for a person with these bests."""
    for item in shelf.items:
        if chosen == f"{SCENARIO}{item.id}":
            return about_scenario(item, (bests or {}).get(item.id))
    for record in (*shelf.plays, *shelf.ended):
        if chosen == f"{SAVE}{record.name}":
            return about_save(record, shelf.title(record), now(), person)
    if chosen in (MORE, ENDED):
        return [Paragraph("Press Enter to list them.", "muted")]
    if chosen == TROUBLES:
        return [Paragraph(text, gap=True) for text in shelf.troubles]
    return []


def first_row(options: Sequence[Option]) -> int | None:
    """Return the row that is highlighted at first: the first to play, before what shows more of a list."""
    ids = [option.id for option in options]
    plays = (at for at, id in enumerate(ids) if id and id not in (MORE, ENDED))
    return next(plays, next((at for at, id in enumerate(ids) if id), None))
