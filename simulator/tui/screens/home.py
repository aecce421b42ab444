"""Home: what to play next and why, the course, the library with what was reached in it, and saved plays.

Shows at once and reads the files afterwards, in a thread; what the history has to say comes last. It opens nothing itself; it
tells the app what was chosen.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.containers import Vertical

from simulator.errors import SimulatorError
from simulator.play.catalog import Catalog, plays_at_once, previews, read_shelf, with_saves
from simulator.text import count
from simulator.tui.customer_place import CustomerPlace
from simulator.tui.home_preview import EMPTY, NOTHING_FITS, chosen_item, preview
from simulator.tui.home_rows import (
    COURSE,
    DRILLS,
    ENDED,
    MORE,
    NEXT_STEP,
    SAVE,
    SCENARIO,
    SHIFTS,
    TROUBLES,
    HomeContent,
    HomeList,
    first_row,
)
from simulator.tui.home_words import (
    PlayerFigures,
    about_course,
    fits_beside_portrait,
    headline,
)
from simulator.tui.messages import (
    DrillsWanted,
    EarlierPlaysFound,
    GuideWanted,
    ProgressWanted,
    ResumeWanted,
    ScenarioOpened,
    ShiftsWanted,
)
from simulator.tui.screens.dialogs import TextDialog
from simulator.tui.screens.home_filter import HomeFilter
from simulator.tui.screens.page import WIDE
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.more_below import MoreBelow
from simulator.tui.widgets.rows import Rows
from simulator.tui.widgets.title import Heading, Title
from simulator.tui.words import cannot_be_played, problems

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult

    from simulator.course.overview import Overview
    from simulator.play.earned_marks import EarnedMark
    from simulator.play.shift_offers import ShiftOffer
    from simulator.records.settings import Settings
    from simulator.tui.play_controller import PlayController

SOON = 0.15
"""Seconds after which the files are read in full, so that the first keys are not kept waiting for that."""
AIRY_FROM = 36
"""Rows from which there is room for blank ones between the parts."""


class HomeScreen(HomeFilter):
    """The list, and a preview of what is highlighted."""

    AUTO_FOCUS = "Rows"

    def __init__(self, plays: PlayController, settings: Callable[[], Settings]) -> None:
        super().__init__()
        self._plays, self._settings = plays, settings
        self._content = HomeContent()
        self._list = HomeList(plays.wall)
        self._wants_facets = False
        self._untouched: str | None = None
        """The row that was highlighted at first, until the player has pressed a key."""

    def body(self) -> ComposeResult:
        """Title, list, preview."""
        yield Title(self._heading(), id="title")
        yield Rows(id="shelf")
        with Vertical(id="beside"):
            yield MoreBelow()
            yield Flow(id="headline", can_focus=False)
            yield CustomerPlace()
            yield Flow(id="preview", can_focus=False)

    def on_mount(self) -> None:
        """Show what can be seen at once, then read."""
        plays = self._plays
        shelf = plays_at_once(plays.saves)
        self._content = HomeContent(previews(plays.library), shelf, person=plays.person)
        self._list.airy = self._is_airy
        rows = self.query_one(Rows)
        options = self._list.options(self._content)
        rows.fill(options, first_row(options))
        self._untouched = rows.highlighted_option.id if rows.highlighted_option else None
        self.watch(rows, "scroll_y", self._tell_more, init=False)
        self.set_timer(SOON, self.action_read)

    @property
    def _is_airy(self) -> bool:
        size = self.app.size
        return size.width >= WIDE and size.height >= AIRY_FROM

    def action_read(self) -> None:
        """Read scenarios, saves and history, without holding up the screen."""
        self.run_in_thread(self._read, group="shelf")

    def _read(self) -> None:
        """In a thread that gives way to keys: read, hand over, look at the past, and import what the first play will need."""
        plays = self._plays
        shelf = read_shelf(plays.library, self.give_way)
        self.deliver(self._show, shelf)
        listing = plays.saved(self.give_way)
        shelf = with_saves(shelf, listing)
        scenarios = [item.reading.scenario for item in shelf.items if item.reading.scenario]
        try:
            overview = plays.overview(scenarios)
        except SimulatorError:
            overview = None  # the progress screen says why; the list is worth having without it
        from simulator.play.shift_offers import shift_offers

        shifts = shift_offers(plays.library, listing, plays.person)
        self.deliver(self._show_rest, shelf, overview, shifts)
        self.deliver(self._show_due, plays.due_cards())
        import simulator.play.opening  # noqa: F401

        if overview is None:
            return
        with contextlib.suppress(SimulatorError):
            self.deliver(self._show_marks, plays.marks(self.give_way))
        self._search_possible(shelf, overview)

    def _search_possible(self, shelf: Catalog, overview: Overview) -> None:
        """Work out what is possible in the scenarios that were played and of which it isn't known: a trainer's own."""
        known = self._plays.possible(shelf.items)
        unknown = [
            item for item in shelf.items if item.id in overview.reached and item.id not in known
        ]
        for found in self._plays.search_possible(unknown).results(self.give_way):
            self.deliver(self._show_possible, {**known, **found})

    def _show(self, shelf: Catalog) -> None:
        """Show the scenarios, beside the saved plays that were seen at once."""
        seen = self._content.catalog
        shelf = replace(shelf, plays=seen.plays, ended=seen.ended)
        self._content = replace(self._content, catalog=shelf, read=True, person=self._plays.person)
        self._refill()
        if self._wants_facets:
            self._wants_facets = False
            self.action_facets()

    def _show_rest(
        self, shelf: Catalog, overview: Overview | None, shifts: Sequence[ShiftOffer]
    ) -> None:
        """Show saved plays, shifts and what the player has reached."""
        possible = self._plays.possible(shelf.items)
        player = PlayerFigures(overview, possible) if overview else self._content.player
        self._content = replace(self._content, catalog=shelf, player=player, shifts=tuple(shifts))
        self._refill()
        self.refresh_bindings()
        if not (shelf.items or shelf.plays or shelf.ended or shelf.troubles):
            self.query_one("#preview", Flow).show(EMPTY)
        from simulator.report.progress_words import edition_note

        if overview and (note := edition_note(overview.earlier)):
            self.post_message(EarlierPlaysFound(note))

    def _show_due(self, due: int) -> None:
        if due != self._content.due:
            self._content = replace(self._content, due=due)
            self._refill()

    def _show_marks(self, marks: tuple[EarnedMark, ...]) -> None:
        self._content = replace(self._content, player=replace(self._content.player, marks=marks))
        self._show_chosen()

    def _show_possible(self, possible: Mapping[str, tuple[int, int]]) -> None:
        if possible != self._content.player.possible:
            player = replace(self._content.player, possible=possible)
            self._content = replace(self._content, player=player)
            self._refill()

    def _refill(self) -> None:
        """Fill the list again once the files are read."""
        if self._content.read:
            self._fill()

    def _fill(self) -> None:
        """Fill the list, with the same row highlighted; the first one until the player has chosen another."""
        rows = self.query_one(Rows)
        here = rows.highlighted_option
        self._list.airy = self._is_airy
        options = self._list.options(self._content)
        ids = [option.id for option in options]
        at = first_row(options)
        if here and here.id in ids and here.id != self._untouched:
            at = ids.index(here.id)
        elif at is not None:
            self._untouched = ids[at]
        rows.fill(options, at)
        if self._list.words and rows.highlighted is None:
            self._show_chosen()
            self.query_one("#preview", Flow).show(NOTHING_FITS)
        self.query_one(Title).show(self._heading())
        self.call_after_refresh(self._tell_more)

    def on_key(self) -> None:
        """From the first key on, the highlighted row is the player's choice."""
        self._untouched = None

    def on_resize(self) -> None:
        """Lay the parts out as there is room, and show the customer where there is."""
        if self._list.airy != self._is_airy:
            self._refill()
        self.call_after_refresh(self._tell_more)
        self.call_after_refresh(self._show_chosen)

    def _tell_more(self) -> None:
        if self.is_mounted:
            rows = self.query_one(Rows)
            below = rows.virtual_size.height - rows.scroll_offset.y - rows.size.height
            self.query_one(MoreBelow).show(below)

    def _heading(self) -> Heading:
        overview, person = self._content.player.overview, self._plays.person
        days = overview.days if overview else 0
        told = (person or "", f"{count(days, 'day')} in a row" if days > 1 else "")
        return Heading("Customer service simulator", (), tuple(text for text in told if text))

    @property
    def chosen(self) -> str:
        """The id of the highlighted row."""
        option = self.query_one(Rows).highlighted_option
        return (option.id if option else None) or ""

    def on_option_list_option_highlighted(self, event: Rows.OptionHighlighted) -> None:
        """Preview what is highlighted."""
        event.stop()
        self._show_chosen()
        self.refresh_bindings()

    def _show_chosen(self) -> None:
        """Tell of the highlighted row, with the customer where there is room and the files are read."""
        if not self.is_mounted:
            return
        content, chosen = self._content, self.chosen
        item = chosen_item(content, chosen)
        scenario = item.reading.scenario if item else None
        rail = self.app.size.width >= WIDE and scenario is not None
        top = self.query_one("#headline", Flow)
        top.display = rail
        self.query_one(CustomerPlace).display = rail
        if rail and scenario is not None:
            top.show(headline(scenario))
            fits = fits_beside_portrait(scenario.customer.about)
            self.query_one(CustomerPlace).show(scenario, self._settings(), about=fits)
        if chosen:
            told = preview(content, chosen, self._plays.wall, rail=rail)
            self.query_one("#preview", Flow).show(told)

    def on_option_list_option_selected(self, event: Rows.OptionSelected) -> None:
        """Open what was chosen, or show what is wrong with it."""
        event.stop()
        if not self.too_small:
            self._open(event.option_id or "")

    def _open(self, chosen: str) -> None:
        if chosen.startswith(SAVE):
            self.post_message(ResumeWanted(chosen.removeprefix(SAVE)))
        elif chosen in (MORE, ENDED):
            self._list.all_plays |= chosen == MORE
            self._list.all_ended |= chosen == ENDED
            shelf = self._content.catalog
            first = shelf.ended[0] if chosen == ENDED else shelf.plays[1]
            self._fill()
            rows = self.query_one(Rows)
            rows.highlighted = rows.get_option_index(f"{SAVE}{first.name}")
        elif chosen == COURSE:
            self.action_course()
        elif chosen == SHIFTS:
            self.post_message(ShiftsWanted(self._content.shifts))
        elif chosen == DRILLS:
            self.action_drills()
        elif chosen == TROUBLES:
            told = preview(self._content, chosen, self._plays.wall)
            self.app.push_screen(TextDialog("What couldn't be read", told))
        else:
            self._open_scenario(chosen)

    def _open_scenario(self, chosen: str) -> None:
        item = chosen_item(self._content, chosen)
        if item is None and not self._content.read:  # chosen before the files were read
            paths = {f"{SCENARIO}{each.id}": each.path for each in self._content.seen}
            item = self._plays.read(paths[chosen]) if chosen in paths else None
        if item is None:
            return
        if item.reading.scenario is None:
            self.app.push_screen(TextDialog(cannot_be_played(item), problems(item)))
            return
        steps = self._content.steps if chosen.startswith(NEXT_STEP) else ()
        mode = next((step.mode for step in steps if step.scenario == item.id), None)
        self.post_message(ScenarioOpened(item, mode))

    def action_next(self, number: int) -> None:
        """Open what has a number in what to do next."""
        numbered = self._list.numbered(self._content)
        if not self._list.words and number <= len(numbered):
            self._open(numbered[number - 1])

    def action_guide(self) -> None:
        """Ask for the guided first conversation."""
        self.post_message(GuideWanted())

    def action_drills(self) -> None:
        """Ask for exercises."""
        self.post_message(DrillsWanted())

    def action_progress(self) -> None:
        """Ask for the player's progress."""
        self.post_message(ProgressWanted())

    def action_course(self) -> None:
        """Show the course, week by week."""
        overview = self._content.player.overview
        if overview and overview.course:
            told = about_course(overview.course, self._content.titles)
            self.app.push_screen(TextDialog(overview.course.course.title, told))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Show the course only where there is one."""
        overview = self._content.player.overview
        if action == "course" and not (overview and overview.course):
            return False
        return super().check_action(action, parameters)
