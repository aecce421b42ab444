"""Home: what can be played, with saved plays to resume first, a filter, and the player's progress.

Shows at once and reads the files afterwards, in a thread; what the history has to say comes last. It opens nothing itself; it
tells the app what was chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static
from textual.widgets.option_list import Option

from simulator.errors import SimulatorError
from simulator.play.catalog import (
    Catalog,
    Preview,
    facets,
    found,
    plays_at_once,
    previews,
    read_shelf,
)
from simulator.tui.customer_place import CustomerPlace
from simulator.tui.home_rows import (
    EMPTY,
    ENDED,
    MORE,
    NOTHING_FITS,
    SAVE,
    SCENARIO,
    TROUBLES,
    HomeList,
    first_row,
    preview,
)
from simulator.tui.messages import (
    EarlierPlaysFound,
    GuideWanted,
    ProgressWanted,
    ResumeWanted,
    ScenarioOpened,
)
from simulator.tui.screens.dialogs import ChoiceDialog, DialogOption, InputDialog, TextDialog
from simulator.tui.screens.page import HELP, WIDE, Page
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.rows import Rows, heading
from simulator.tui.words import (
    cannot_be_played,
    glimpse_row,
    problems,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from simulator.records.settings import Settings
    from simulator.report.progress import Progress
    from simulator.tui.play_controller import PlayController
    from simulator.tui.widgets.paragraphs import Paragraph

SOON = 0.15
"""Seconds after which the files are read in full, so that the first keys are not kept waiting for that."""
BETWEEN = "  ·  "


class HomeScreen(Page[None]):
    """The list, and a preview of what is highlighted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash",
            "filter",
            "filter",
            key_display="/",
            tooltip="filters the list by words",
            id="home.filter",
        ),
        Binding(
            "f",
            "facets",
            show=False,
            tooltip="filters the list by channel, level, industry or skill",
            id="home.facets",
        ),
        Binding("p", "progress", "progress", tooltip="shows your progress", id="home.progress"),
        Binding(
            "g",
            "guide",
            "first steps",
            tooltip="plays the guided first conversation",
            id="home.guide",
        ),
        Binding("s", "app.settings", "settings", tooltip="shows the settings", id="home.settings"),
        Binding("r", "read", show=False, tooltip="reads the files again", id="home.read"),
        Binding(
            "d", "app.dark", show=False, tooltip="switches between light and dark", id="app.dark"
        ),
        Binding(
            "escape",
            "clear",
            show=False,
            key_display="Esc",
            tooltip="clears the filter",
            id="home.clear",
        ),
        HELP,
        Binding("q", "app.quit", "quit", tooltip="quits", id="app.quit-key"),
    ]
    HELP_NOTES = (
        "Choose with the arrows and Enter, or click. A file with errors can be chosen too: it shows "
        "what is wrong and where.",
        "A filter is one or more words that all have to match: `chat level 2`, `reflect unplayed`, a name, an industry.",
    )
    AUTO_FOCUS = "Rows"

    def __init__(self, plays: PlayController, settings: Callable[[], Settings]) -> None:
        super().__init__()
        self._plays, self._settings = plays, settings
        self._shelf: Catalog | None = None
        self._progress: Progress | None = None
        self._seen: dict[str, Preview] = {}
        self._list = HomeList(plays.wall)
        self._wants_facets = False

    def body(self) -> ComposeResult:
        """Title, list, preview."""
        yield Static(self._title(), id="title", markup=False)
        yield Rows(id="shelf")
        with Vertical(id="beside"):
            yield CustomerPlace()
            yield Flow(id="preview", can_focus=False)

    def on_mount(self) -> None:
        """Show what can be seen at once, then read."""
        plays = self._plays
        self._show_first(plays_at_once(plays.saves), previews(plays.library))
        self.set_timer(SOON, self.action_read)

    def action_read(self) -> None:
        """Read scenarios, saves and history, without holding up the screen."""
        self.run_in_thread(self._read, group="shelf")

    def _read(self) -> None:
        """In a thread that gives way to keys: read, hand over, look at the past, and import what the first play will need."""
        plays = self._plays
        shelf = read_shelf(plays.library, plays.saves, self.give_way)
        self.deliver(self._show, shelf)
        import simulator.play.opening  # noqa: F401

        try:
            progress = plays.progress(self.give_way)
        except SimulatorError:
            return  # the progress screen says why; the list is worth having without it
        self.deliver(self._show_progress, progress)

    def _show_first(self, shelf: Catalog, seen: tuple[Preview, ...]) -> None:
        """Show what can be seen at once; each can be opened already."""
        self._seen = {f"{SCENARIO}{glimpse.id}": glimpse for glimpse in seen}
        titles = {glimpse.id: glimpse.title for glimpse in seen}
        options = self._list.saved(shelf, titles, self._plays.person)
        options.append(heading("Scenarios" if seen else "No scenarios"))
        options += [Option(glimpse_row(glimpse), id=id) for id, glimpse in self._seen.items()]
        self.query_one(Rows).fill(options, first_row(options))

    def _show(self, shelf: Catalog) -> None:
        self._shelf = shelf
        self._refill()
        if self._wants_facets:
            self._wants_facets = False
            self.action_facets()
        if not (shelf.items or shelf.plays or shelf.ended or shelf.troubles):
            self.query_one("#preview", Flow).show(EMPTY)

    def _show_progress(self, progress: Progress) -> None:
        from simulator.report.progress_words import edition_note

        self._progress = progress
        self._refill()
        if note := edition_note(progress):
            self.post_message(EarlierPlaysFound(note))

    def _refill(self) -> None:
        """Fill the list again, with the same row highlighted."""
        shelf = self._shelf
        if shelf is None:
            return
        rows = self.query_one(Rows)
        here = rows.highlighted_option
        options = self._list.options(shelf, self._bests, self._plays.person)
        ids = [option.id for option in options]
        rows.fill(options, ids.index(here.id) if here and here.id in ids else first_row(options))
        if self._list.words and rows.highlighted is None:
            self.query_one("#preview", Flow).show(NOTHING_FITS)
        self._head()

    def on_resize(self) -> None:
        """Say as much in the title as there is room for, and show the customer where there is."""
        self.call_after_refresh(self._head)
        self.call_after_refresh(self._show_customer)

    def _head(self) -> None:
        if self.is_mounted:
            self.query_one("#title", Static).update(self._title(), layout=False)

    def _title(self) -> str:
        person = self._plays.person
        title = f"Customer service simulator{BETWEEN + person if person else ''}"
        if not self._progress:
            return title
        from simulator.report.progress_words import glance

        scenarios = len(self._shelf.items) if self._shelf else 0
        room = self.query_one("#title").size.width - cell_len(title + BETWEEN)
        told = glance(self._progress, scenarios, room)
        return f"{title}{BETWEEN}{told}" if told else title

    @property
    def _bests(self) -> dict[str, int]:
        return {best.scenario: best.best for best in self._progress.bests} if self._progress else {}

    def on_option_list_option_highlighted(self, event: Rows.OptionHighlighted) -> None:
        """Preview what is highlighted."""
        event.stop()
        self.query_one("#preview", Flow).show(self._preview(event.option_id or ""))
        self._show_customer()

    def _show_customer(self) -> None:
        """Show the customer of the highlighted scenario, where there is room and the files are read."""
        if self._shelf is None or self.app.size.width < WIDE or not self.is_mounted:
            return
        option = self.query_one(Rows).highlighted_option
        id = (option.id if option else None) or ""
        read = (item.reading.scenario for item in self._shelf.items if id == f"{SCENARIO}{item.id}")
        self.query_one(CustomerPlace).show(next(read, None), self._settings())

    def on_option_list_option_selected(self, event: Rows.OptionSelected) -> None:
        """Open what was chosen, or show what is wrong with it."""
        event.stop()
        shelf, chosen = self._shelf or Catalog(), event.option_id or ""
        if self.too_small:
            return
        if self._shelf is None and chosen in self._seen:
            shelf = Catalog((self._plays.read(self._seen[chosen].path),))
        if chosen.startswith(SAVE):
            self.post_message(ResumeWanted(chosen.removeprefix(SAVE)))
        elif chosen == MORE:
            self._list.all_plays = True
            self._refill()
        elif chosen == ENDED:
            self._list.all_ended = True
            self._refill()
            first = f"{SAVE}{shelf.ended[0].name}"
            rows = self.query_one(Rows)
            rows.highlighted = rows.get_option_index(first)
        elif chosen == TROUBLES:
            self.app.push_screen(TextDialog("What couldn't be read", self._preview(chosen)))
        for item in shelf.items:
            if chosen == f"{SCENARIO}{item.id}":
                if item.reading.scenario is None:
                    self.app.push_screen(TextDialog(cannot_be_played(item), problems(item)))
                else:
                    self.post_message(ScenarioOpened(item))

    def action_guide(self) -> None:
        """Ask for the guided first conversation."""
        self.post_message(GuideWanted())

    def action_progress(self) -> None:
        """Ask for the player's progress."""
        self.post_message(ProgressWanted())

    def action_filter(self) -> None:
        """Filter by words that are typed."""
        self.app.push_screen(
            InputDialog("Filter: type part of a title, channel or skill", self._list.words),
            self._filter,
        )

    def action_facets(self) -> None:
        """Filter by a channel, a level, an industry, a skill, or what is unplayed."""
        if self._shelf is None:
            self._wants_facets = True  # the files are still being read
        else:
            left = found(self._shelf.items, self._list.words, self._bests)
            ways = [
                DialogOption(word, f"{word} ({count})")
                for word, count in facets(left, self._bests)
                if f" {word} " not in f" {self._list.words} "
            ]
            asked = ChoiceDialog(
                "Show only",
                ["Your choice narrows the list."],
                [*ways, DialogOption("", "Show all scenarios")],
            )
            self.app.push_screen(asked, self._add)

    def action_clear(self) -> None:
        """All scenarios again."""
        self._filter("")

    def _add(self, word: str | None) -> None:
        self._filter(f"{self._list.words} {word}".strip() if word else "")

    def _filter(self, words: str | None) -> None:
        if words is not None:
            self._list.words = words
            self._refill()

    def _preview(self, chosen: str) -> list[Paragraph]:
        plays = self._plays
        return preview(self._shelf or Catalog(), chosen, plays.wall, self._bests, plays.person)
