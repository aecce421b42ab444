"""The rows of Home: what to play next, the course, the scenarios that fit the filter, saved plays, and what can't be read.

Pure, but for the choice of how much is listed. It opens nothing and reads no file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets.option_list import Option

from simulator.play.catalog import (
    Catalog,
    easiest_first,
    endings_in_words,
    found,
    how_it_ended,
)
from simulator.report.progress import GUIDED
from simulator.text import count
from simulator.tui.home_words import (
    GUIDED_TITLE,
    NEXT,
    READING,
    PlayerFigures,
    course_row,
    filter_heading,
    library_heading,
    library_row,
    next_row,
    preview_row,
    resume_row,
)
from simulator.tui.widgets.rows import heading
from simulator.tui.words import ended_row, save_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from simulator.play.catalog import Preview
    from simulator.play.shift_offers import ShiftOffer
    from simulator.records.save_index import SavedPlay
    from simulator.report.progress import Recommendation
    from simulator.scenario.library import ScenarioFile

MOST_NEXT = 3
"""Rows of what to do next; the newest saved play is the last of them."""
NEXT_STEP, SAVE, SCENARIO = "next:", "save:", "scenario:"
COURSE, DRILLS, SHIFTS, MORE, ENDED, TROUBLES = (
    "course",
    "drills",
    "shifts",
    "more",
    "ended",
    "troubles",
)


@dataclass(frozen=True, slots=True)
class HomeContent:
    """What Home has read so far: `seen` at once, `catalog` later, last the player's figures and how many cards are `due`."""

    seen: tuple[Preview, ...] = ()
    catalog: Catalog = field(default_factory=Catalog)
    read: bool = False
    player: PlayerFigures = field(default_factory=PlayerFigures)
    person: str | None = None
    shifts: tuple[ShiftOffer, ...] = ()
    due: int = 0

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of the scenarios by id."""
        known = {GUIDED: GUIDED_TITLE}
        known |= {glimpse.id: glimpse.title for glimpse in self.seen}
        for item in self.catalog.items:
            if item.reading.scenario:
                known[item.id] = item.reading.scenario.title
        return known

    def item(self, id: str) -> ScenarioFile | None:
        """Return the scenario file of that id."""
        return next((item for item in self.catalog.items if item.id == id), None)

    @property
    def steps(self) -> tuple[Recommendation, ...]:
        """What to play next; fewer where there is a saved play to resume."""
        overview = self.player.overview
        room = MOST_NEXT - bool(self.catalog.plays)
        return overview.steps[:room] if overview else ()


@dataclass
class HomeList:
    """What is shown of it: how much of the saved plays, and the filter's words; `airy` sets blank rows between the parts."""

    wall: Callable[[], datetime]
    words: str = ""
    all_plays: bool = False
    all_ended: bool = False
    airy: bool = False

    def options(self, content: HomeContent) -> list[Option]:
        """Return the rows; with a filter only the scenarios that fit it."""
        if self.words:
            items = found(easiest_first(content.catalog.items), self.words, content.player.bests)
            amount = len(content.catalog.items)
            top = Option(filter_heading(len(items), amount, self.words), disabled=True)
            return [top, *_scenarios(items, content.player)]
        parts = [
            self._next(content),
            [*self._course(content), *_drills(content.due), *_shifts(content.shifts)],
            self._library(content),
            self._saved(content),
            _troubles(content.catalog),
        ]
        options: list[Option] = [_blank()] if self.airy else []
        for part in parts:
            if part and len(options) > 1 and self.airy:
                options.append(_blank())
            options += part
        return options

    def numbered(self, content: HomeContent) -> list[str]:
        """Return the ids of what to do next, in the order of their numbers."""
        return [option.id for option in self._next(content) if option.id]

    def _next(self, content: HomeContent) -> list[Option]:
        """Return what to play next, then the newest play to resume; its place stays free until that is known."""
        options = [heading(NEXT)]
        for at, step in enumerate(content.steps, 1):
            item = content.item(step.scenario)
            if item and item.reading.scenario:
                row = next_row(at, step, item.reading.scenario)
                options.append(Option(row, id=f"{NEXT_STEP}{step.scenario}"))
        if content.player.overview is None:
            options.append(Option(Content.styled(READING, ".rows--muted"), disabled=True))
            free = MOST_NEXT - 1 - bool(content.catalog.plays)
            options += [_blank() for _ in range(free)]
        for play in content.catalog.plays[:1]:
            id = play.scenario
            title = content.titles.get(id) or id
            row = resume_row(len(options), play, title, self.wall(), content.person)
            options.append(Option(row, id=f"{SAVE}{play.name}"))
        return options if len(options) > 1 else []

    def _course(self, content: HomeContent) -> list[Option]:
        overview = content.player.overview
        if overview is None or overview.course is None:
            return []
        return [Option(course_row(overview.course), id=COURSE)]

    def _library(self, content: HomeContent) -> list[Option]:
        if not content.read:
            seen = sorted(content.seen, key=lambda each: (each.level or "~", each.title or each.id))
            top = library_heading(len(seen), figures=True)
            rows = [Option(preview_row(each), id=f"{SCENARIO}{each.id}") for each in seen]
            return [Option(top, disabled=True), *rows]
        items = easiest_first(content.catalog.items)
        top = library_heading(len(items), figures=True)
        return [Option(top, disabled=True), *_scenarios(items, content.player)]

    def _saved(self, content: HomeContent) -> list[Option]:
        """Return the other plays to resume and those that have ended, as rows or as how many there are."""
        options: list[Option] = []
        catalog, titles = content.catalog, content.titles
        others = catalog.plays[1:]
        if self.all_plays:
            for play in others:
                row = save_row(play, _title(play, titles), self.wall(), content.person)
                options.append(Option(row, id=f"{SAVE}{play.name}"))
        elif others:
            options.append(
                Option(f"Show {count(len(others), 'more saved conversation')} …", id=MORE)
            )
        if self.all_ended:
            endings = endings_in_words(catalog.items)
            for play in catalog.ended:
                how = how_it_ended(play, endings)
                row = ended_row(play, _title(play, titles), how, self.wall())
                options.append(Option(row, id=f"{SAVE}{play.name}"))
        elif catalog.ended:
            what = count(len(catalog.ended), "finished conversation")
            options.append(Option(f"Show {what} …", id=ENDED))
        return [heading("Saved conversations"), *options] if options else []


def _scenarios(items: Iterable[ScenarioFile], player: PlayerFigures) -> list[Option]:
    return [Option(library_row(item, player), id=f"{SCENARIO}{item.id}") for item in items]


def _drills(due: int) -> list[Option]:
    """Return the row that leads to the exercises, where cards are due."""
    if not due:
        return []
    from simulator.drill.words import are_due  # here, because a first frame shows none

    return [Option(Content(f"Exercises: {are_due(due)}"), id=DRILLS)]


def _shifts(offers: Sequence[ShiftOffer]) -> list[Option]:
    """Return the row that leads to the shifts, where there are any."""
    if not offers:
        return []
    titles = ", ".join(offer.title for offer in offers)
    words = Content(f"Work a shift: {titles}")
    return [Option(words, id=SHIFTS)]


def _troubles(catalog: Catalog) -> list[Option]:
    if not catalog.troubles:
        return []
    return [Option(f"{count(len(catalog.troubles), 'item')} couldn't be read …", id=TROUBLES)]


def _title(play: SavedPlay, titles: Mapping[str, str]) -> str:
    return titles.get(play.scenario) or play.scenario


def _blank() -> Option:
    return Option("", disabled=True)


def first_row(options: Sequence[Option]) -> int | None:
    """Return the row that is highlighted at first: the first that can be chosen."""
    return next((at for at, option in enumerate(options) if option.id), None)
