"""Home: what can be played, with plays to go on with first.

Shows at once and reads the files afterwards, in a thread. It opens nothing itself; it tells the app what was chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from simulator.seat.shelf import Shelf, read_shelf
from simulator.tui.messages import ResumeWanted, ScenarioOpened
from simulator.tui.screens.box import TextBox
from simulator.tui.screens.page import HELP, Page
from simulator.tui.widgets.flow import Flow, Paragraph
from simulator.tui.widgets.rows import Rows, heading
from simulator.tui.words import (
    about_save,
    about_scenario,
    cannot_be_played,
    problems,
    save_row,
    scenario_row,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from simulator.records.saves import Saves
    from simulator.scenario.library import Library

FEW = 5
"""Saved plays listed before one asks for all."""
SAVE, SCENARIO, MORE, TROUBLES = "save:", "scenario:", "more", "troubles"
EMPTY = (
    Paragraph("There is nothing to play yet", "heading"),
    Paragraph(
        "The library is empty. `simulator new ID` writes a small, complete scenario to start from.",
        gap=True,
    ),
    Paragraph(
        "Put scenario files (.toml) into a folder and name it with --library FOLDER, or in the "
        "environment variable SIMULATOR_LIBRARY. Then press r here."
    ),
)


class HomeScreen(Page[None]):
    """The list, and a preview of what is highlighted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "read", "read again", tooltip="reads the files again", id="home.read"),
        Binding("d", "app.dark", "light/dark", tooltip="light or dark", id="app.dark"),
        HELP,
        Binding("q", "app.quit", "quit", tooltip="quits", id="app.quit-key"),
    ]
    HELP_NOTES = (
        "Choose with the arrows and Enter, or click. A file with errors can be chosen too: it shows "
        "what is wrong and where.",
    )
    AUTO_FOCUS = "Rows"

    def __init__(
        self, library: Library, saves: Saves, person: str | None, wall: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._library, self._saves, self._person, self._wall = library, saves, person, wall
        self._shelf: Shelf | None = None
        self._all_plays = False

    def body(self) -> ComposeResult:
        """Title, list, preview."""
        yield Static("Customer service simulator", id="title", markup=False)
        yield Rows(id="shelf")
        yield Flow(id="preview", can_focus=False)

    def on_mount(self) -> None:
        """Show first, then read."""
        self.query_one(Rows).fill([heading("Reading the scenarios …")])
        self.call_after_refresh(self.action_read)

    def action_read(self) -> None:
        """Read scenarios and saves, without holding up the screen."""
        self.run_worker(self._read, thread=True, exclusive=True, group="shelf")

    def _read(self) -> None:
        """In a thread: read, hand over, and import what the first play will need."""
        shelf = read_shelf(self._library, self._saves)
        self.app.call_from_thread(self._show, shelf)
        import simulator.seat.opening  # noqa: F401

    def _show(self, shelf: Shelf) -> None:
        self._shelf = shelf
        rows = self.query_one(Rows)
        here = rows.highlighted_option
        options = self._options(shelf)
        ids = [option.id for option in options]
        first = next((at for at, id in enumerate(ids) if id), None)
        rows.fill(options, ids.index(here.id) if here and here.id in ids else first)
        if not shelf.items and not shelf.plays and not shelf.troubles:
            self.query_one("#preview", Flow).show(EMPTY)

    def _options(self, shelf: Shelf) -> list[Option]:
        options: list[Option] = []
        few = shelf.plays if self._all_plays else shelf.plays[:FEW]
        if few:
            options.append(heading("Saved plays"))
        for record in few:
            row = save_row(record, shelf.title(record), self._wall(), self._person)
            options.append(Option(row, id=f"{SAVE}{record.name}"))
        if len(few) < len(shelf.plays):
            options.append(Option(f"All {len(shelf.plays)} saved plays …", id=MORE))
        options.append(heading("Scenarios" if shelf.items else "No scenarios"))
        options += [Option(scenario_row(item), id=f"{SCENARIO}{item.id}") for item in shelf.items]
        if shelf.troubles:
            count = len(shelf.troubles)
            text = "1 thing could" if count == 1 else f"{count} things could"
            options.append(Option(Content(f"{text} not be read …"), id=TROUBLES))
        return options

    def on_option_list_option_highlighted(self, event: Rows.OptionHighlighted) -> None:
        """Preview what is highlighted."""
        event.stop()
        self.query_one("#preview", Flow).show(self._about(event.option_id or ""))

    def on_option_list_option_selected(self, event: Rows.OptionSelected) -> None:
        """Open what was chosen, or show what is wrong with it."""
        event.stop()
        shelf, chosen = self._shelf, event.option_id or ""
        if shelf is None or self.too_small:
            return
        if chosen.startswith(SAVE):
            self.post_message(ResumeWanted(chosen.removeprefix(SAVE)))
        elif chosen == MORE:
            self._all_plays = True
            self._show(shelf)
        elif chosen == TROUBLES:
            self.app.push_screen(TextBox("What could not be read", self._about(chosen)))
        for item in shelf.items:
            if chosen == f"{SCENARIO}{item.id}":
                if item.reading.scenario is None:
                    self.app.push_screen(TextBox(cannot_be_played(item), problems(item)))
                else:
                    self.post_message(ScenarioOpened(item))

    def _about(self, chosen: str) -> list[Paragraph]:
        shelf = self._shelf or Shelf()
        for item in shelf.items:
            if chosen == f"{SCENARIO}{item.id}":
                return about_scenario(item)
        for record in shelf.plays:
            if chosen == f"{SAVE}{record.name}":
                return about_save(record, shelf.title(record), self._wall())
        if chosen == TROUBLES:
            return [Paragraph(text, gap=True) for text in shelf.troubles]
        return []
