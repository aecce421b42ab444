"""What the menu in lines lists: saved plays, scenarios and what is next, with the numbers and names that choose them.

It says nothing and asks nothing; `menu.py` does.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.play.catalog import (
    Catalog,
    easiest_first,
    endings_in_words,
    found,
    how_it_ended,
    read_shelf,
    with_saves,
)
from simulator.report.words import day_words
from simulator.text import count_or_no, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from simulator.cli.context import Context
    from simulator.course.overview import Overview
    from simulator.play.possible_search import PossibleSearch
    from simulator.records.save_index import SavedPlay
    from simulator.report.progress import Recommendation
    from simulator.scenario.library import ScenarioFile
    from simulator.scenario.model import Scenario


class MenuList:
    """The entries of the menu: saved plays first, then scenarios, those that match a filter where there is one."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._words = ""
        self._with_ended = False
        self._shelf = Catalog()
        self._overview: Overview | None = None
        self._search: PossibleSearch | None = None

    def read(self, context: Context) -> None:
        """Read scenarios and saves, and what the player has reached; nothing of that where the history can't be read."""
        from simulator.play.history_sync import list_judged
        from simulator.play.overview_source import read_overview

        self._context = context
        history, library = context.player_history, context.library
        shelf = read_shelf(library)
        self._shelf = with_saves(shelf, list_judged(context.player_saves, history, library))
        scenarios = [item.reading.scenario for item in shelf.items if item.reading.scenario]
        now, self._overview = context.wall_clock(), None
        with suppress(SimulatorError):  # progress says why
            self._overview = read_overview(history, context.person, library, scenarios, now)

    def search_possible(self) -> None:
        """Work out, while the player reads, what is possible in scenarios of which it isn't known: the next list says it."""
        from simulator.play.possible_scores import possible_scores
        from simulator.play.possible_search import PossibleSearch

        if self._search is not None and self._search.look():
            return
        history, reached = self._context.player_history, self._overview and self._overview.reached
        played = [item for item in self._shelf.items if item.id in (reached or ())]
        known = possible_scores(played, history)
        self._search = PossibleSearch(history, [item for item in played if item.id not in known])
        self._search.look()

    def close(self) -> None:
        """End what is still being worked out."""
        if self._search is not None:
            self._search.end()

    def filter(self, words: str) -> None:
        """List only the scenarios that match these words; all where there are none."""
        self._words = words

    def toggle_ended(self) -> bool:
        """List finished conversations too, or no longer, without a filter; return whether there are any."""
        if self._shelf.ended:
            self._words, self._with_ended = "", not self._with_ended
        return bool(self._shelf.ended)

    @property
    def plays(self) -> tuple[SavedPlay, ...]:
        """The saved plays that can be resumed and, if wanted, those that have ended; none of either while there is a filter."""
        shelf = self._shelf
        return () if self._words else (*shelf.plays, *(shelf.ended if self._with_ended else ()))

    @property
    def items(self) -> tuple[ScenarioFile, ...]:
        """The scenarios that match the filter, the easiest first."""
        reached = self._overview.reached if self._overview else {}
        bests = {id: each.best for id, each in reached.items()}
        return found(easiest_first(self._shelf.items), self._words, bests)

    def entry(self, answer: str) -> SavedPlay | ScenarioFile | None:
        """Return what a number or a name chooses."""
        plays, items = self.plays, self.items
        entries: tuple[SavedPlay | ScenarioFile, ...] = (*plays, *items)
        names = [play.name for play in plays] + [item.id for item in items]
        if answer in names:
            return entries[names.index(answer)]
        number = int(answer) if answer.isdecimal() and len(answer) < 6 else 0
        return entries[number - 1] if 1 <= number <= len(entries) else None

    def step(self, which: str) -> tuple[Recommendation, ScenarioFile] | None:
        """Return what is next by its number, the first where none was typed, and its scenario."""
        steps = self._overview.steps if self._overview else ()
        at = int(which or "1") if (which or "1").isdecimal() and len(which) < 4 else 0
        if not 1 <= at <= len(steps):
            return None
        step = steps[at - 1]
        return step, next(item for item in self._shelf.items if item.id == step.scenario)

    def lines(self) -> Iterator[str]:
        """Yield the list, a line for each entry, after what is wrong and what is next."""
        yield from self._shelf.troubles
        if not self._shelf.items:
            yield (
                "The library is empty. `simulator new ID` writes a small, complete scenario to start from."
            )
        items = self.items
        if self._words:
            yield (
                f"{len(items)} of {len(self._shelf.items)} scenarios match “{self._words}”. "
                "Type f on its own to show them all."
            )
        else:
            yield from self._next_lines()
        endings = endings_in_words(self._shelf.items) if self._with_ended else {}
        for number, play in enumerate(self.plays, 1):
            yield f"{number}. {_play_words(play, endings)}"
        for number, item in enumerate(items, len(self.plays) + 1):
            yield f"{number}. {self._item_words(item)}"

    def _next_lines(self) -> Iterator[str]:
        """Yield what is next, with the reasons, and how far the course has come."""
        from simulator.cli.plain_drill import due_cards
        from simulator.course.words import course_words, reason
        from simulator.drill.words import are_due

        overview = self._overview
        if overview is None:
            return
        for at, step in enumerate(overview.steps, 1):
            lead = "Next for you, n" if at == 1 else f"Or n {at}"
            yield f"{lead}: {step.title}. {reason(step)}"
        if overview.course:
            yield f"Your course, {overview.course.course.title}: {course_words(overview.course)}."
        if due := due_cards(self._context):
            yield f"Exercises, d: {are_due(due)}."

    def _item_words(self, item: ScenarioFile) -> str:
        scenario = item.reading.scenario
        if scenario is None:
            return f"{printable(item.id)} can't be played; choose it to see why."
        about = f"level {scenario.level}, {scenario.channel}. {scenario.summary}"
        return f"{scenario.title}, {about} {self._reached(scenario)}".rstrip()

    def _reached(self, scenario: Scenario) -> str:
        """Return what was reached in a scenario, in sentences; nothing before it was played."""
        from simulator.course.words import reached_words
        from simulator.play.possible_scores import possible_scores

        reached = self._overview.reached.get(scenario.id) if self._overview else None
        if reached is None:
            return ""
        items = (item for item in self._shelf.items if item.id == scenario.id)
        possible = possible_scores(items, self._context.player_history)
        return reached_words(scenario, reached, possible.get(scenario.id))


def _play_words(play: SavedPlay, endings: Mapping[tuple[str, str], str]) -> str:
    """Return a saved play as an entry: what choosing it does, its day, and how far it is or how it ended."""
    day = f"{day_words(play.day)}, " if play.day else ""
    if play.ended is None:
        return f"Resume {play.name}, {day}{count_or_no(play.moves, 'move')} so far."
    return f"Debrief of {play.name}, {day}{how_it_ended(play, endings)}."
