"""Before a round: which scenarios, in which order, how they are played, who may join and where.

Offers all that `simulator host` does. Returns what was chosen and begins nothing; what is typed is checked at once.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from simulator.errors import SimulatorError
from simulator.scenario.library import ScenarioFile, load
from simulator.text import count, printable
from simulator.tui.host_choice import NEAR, Chosen
from simulator.tui.host_setup_words import NETWORK, PLAYED, setting_words, typed_question
from simulator.tui.screens.dialogs import InputDialog
from simulator.tui.screens.page import HELP, Page
from simulator.tui.widgets.prompt import Prompt
from simulator.tui.widgets.rows import Named, Rows, heading
from simulator.tui.words import TITLE_WIDTH, one_line
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult

LIMITS = (300, 600, 900, 1200, 1800, 2700, 3600, 0)
COUNTDOWNS = (0, 15, 30, 60, 120, 300)
CLOCKS = (None, 15, 30, 60, 120, 0)
BONUSES = (0, 5, 10, 20)
SEATS = (10, 20, 30, 60, 100, 200, 500)
TYPED = ("name", "roster", "port", "cert", "key", "public_url", "db")
"""The settings that are typed; Enter on any other takes the next of its values."""
MAX_PORT = 65535
Value = TypeVar("Value")


class HostSetupScreen(Page[Chosen]):
    """A list to mark, and settings that Enter changes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "host", "host", tooltip="starts hosting the round", id="setup.host"),
        Binding(
            "p",
            "practice",
            "practice",
            tooltip="makes the highlighted scenario a practice one (played first, doesn't count), or removes it",
            id="setup.practice",
        ),
        Binding(
            "a", "add", "add a file", tooltip="adds a scenario file of your own", id="setup.add"
        ),
        HELP,
        Binding(
            "escape,q", "leave", "leave", key_display="Esc", tooltip="leaves", id="setup.leave"
        ),
    ]
    HELP_NOTES = (
        "Enter adds a scenario, or removes it again. They are played in the order you add them.",
        "Press Enter on a setting to change it or type it.",
        "Trainees can read the scenarios that come with the program. Where points matter, use your own.",
    )

    def __init__(
        self,
        shelf: Sequence[ScenarioFile],
        given: Chosen,
        address: str,
        count_people: Callable[[str], int] = lambda _named: 0,
    ) -> None:
        """Set up a round.

        Args:
            shelf: The scenarios on offer.
            given: What was given already.
            address: The address of this computer on its network.
            count_people: Says how many are on a class list, by its name; raises SimulatorError where it can't be used.
        """
        super().__init__()
        self._shelf = {item.id: item for item in shelf if item.reading.scenario}
        self._chosen, self._count_people = given, count_people
        self._trouble = ""
        self._values: Mapping[str, tuple[Any, ...]] = {
            "mode": tuple(Mode),
            "limit": LIMITS,
            "countdown": COUNTDOWNS,
            "clock": CLOCKS,
            "bind": tuple(dict.fromkeys((given.bind, NEAR, address))),
            "reset": (False, True),
            "own_words": (False, True),
            "speed_bonus": BONUSES,
            "max_seats": tuple(sorted({*SEATS, given.max_seats})),
            "tls": ("auto", "on", "off"),
        }

    def body(self) -> ComposeResult:
        """Yield the title, the list, and what is still needed."""
        yield Static("Host a round", id="title", markup=False)
        yield Rows(id="roster")
        yield Prompt()

    def on_mount(self) -> None:
        """Highlight the first scenario."""
        self._show(1)
        self.query_one(Rows).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return what is possible now; only a scenario can be practice."""
        if not super().check_action(action, parameters):
            return False
        return action != "practice" or bool(self._highlighted_scenario())

    def on_option_list_option_highlighted(self, event: Rows.OptionHighlighted) -> None:
        """Say which keys do something here."""
        event.stop()
        self.refresh_bindings()

    def on_option_list_option_selected(self, event: Rows.OptionSelected) -> None:
        """Mark a scenario, or change a setting."""
        event.stop()
        kind, _, name = (event.option_id or "").partition(":")
        self._trouble = ""
        if kind == "scenario":
            self._mark("scenarios", name)
        elif name in TYPED:
            self._ask(name, getattr(self._chosen, name))
            return
        else:
            values = self._days() if name == "day" else self._values[name]
            value = _value_after(getattr(self._chosen, name), values)
            self._chosen = replace(self._chosen, **{name: value})
        self._show(event.option_index)

    def action_host(self) -> None:
        """Host what was chosen, if there is something to play."""
        if self._chosen.scenarios:
            self.dismiss(self._chosen)

    def action_practice(self) -> None:
        """Make the highlighted scenario practice, or take it out."""
        if name := self._highlighted_scenario():
            self._mark("practice", name)
            self._show(self.query_one(Rows).highlighted or 0)

    def action_add(self) -> None:
        """Ask for a scenario file."""
        self._ask("file", "")

    def action_leave(self) -> None:
        """Host nothing."""
        self.dismiss(Chosen())

    def _mark(self, kind: str, name: str) -> None:
        """Put a scenario last among those that count or are practice, or take it out of both."""
        marked = getattr(self._chosen, kind)
        others = {
            of: tuple(other for other in getattr(self._chosen, of) if other != name)
            for of in ("scenarios", "practice")
        }
        if name not in marked:
            others[kind] = (*others[kind], name)
        self._chosen = replace(self._chosen, **others)  # type: ignore[arg-type]
        if self._chosen.day not in self._days():
            self._chosen = replace(self._chosen, day="")

    def _ask(self, name: str, proposed: str, trouble: str = "") -> None:
        """Ask for a setting that is typed; where it can't be used, ask again with what is wrong."""

        def take_answer(text: str | None) -> None:
            if text is None:
                return
            try:
                self._take(name, text)
            except SimulatorError as error:
                self._ask(name, text, f"{error.message} {error.hint or ''}".strip())
            else:
                self._show(self.query_one(Rows).highlighted or 0)

        question, note = typed_question(name)
        told = [trouble] if trouble else [note] if note else []
        self.app.push_screen(InputDialog(question, proposed, told), take_answer)

    def _take(self, name: str, text: str) -> None:
        """Take what was typed; raises SimulatorError where it can't be used."""
        if name == "file":
            self._add_file(text)
            return
        if name == "port" and text and not (text.isdecimal() and 0 < int(text) <= MAX_PORT):
            raise SimulatorError(f"A port is a number from 1 to {MAX_PORT}.")
        people = self._chosen.people
        if name == "roster":
            people = self._count_people(text) if text else 0
        changes: dict[str, Any] = {name: text, "people": people}
        self._chosen = replace(self._chosen, **changes)

    def _add_file(self, text: str) -> None:
        """Put a scenario file on the list, and choose it; raises SimulatorError."""
        if not text:
            return
        path = Path(text).expanduser().absolute()
        item = ScenarioFile(path, load(path))
        if item.reading.scenario is None:
            raise SimulatorError(
                f"{printable(path.name)} has errors, so it can't be played.",
                f"`simulator check {printable(text)}` lists them.",
            )
        self._shelf = {str(path): item, **self._shelf}
        if str(path) not in self._chosen.scenarios:
            self._mark("scenarios", str(path))

    def _highlighted_scenario(self) -> str:
        rows = self.query_one(Rows) if self.is_mounted else None
        at = None if rows is None else rows.highlighted
        if rows is None or at is None:
            return ""
        kind, _, name = (rows.get_option_at_index(at).id or "").partition(":")
        return name if kind == "scenario" else ""

    def _days(self) -> tuple[str, ...]:
        """Return the days that a chosen scenario has, and none for the first of each."""
        names = (*self._chosen.practice, *self._chosen.scenarios)
        found = [self._shelf[name].reading.scenario for name in names if name in self._shelf]
        days = [day.name for scenario in found if scenario for day in scenario.days]
        return ("", *dict.fromkeys(days))

    def _show(self, at: int) -> None:
        chosen = self._chosen
        rows = [heading("Scenarios")]
        for name, item in self._shelf.items():
            rows.append(self._scenario_row(name, item))
        for title, names in (("How it is played", PLAYED), ("Who can join, and where", NETWORK)):
            rows.append(heading(title))
            for name in names:
                words = one_line(setting_words(name, chosen))
                rows.append(Option(Content(f"    {words}"), id=f"setting:{name}"))
        self.query_one(Rows).fill(rows, min(at, len(rows) - 1))
        sentence = "Choose one or more scenarios with Enter."
        if chosen.scenarios:
            many = count(len(chosen.scenarios), "scenario")
            practice = f", {len(chosen.practice)} for practice" if chosen.practice else ""
            sentence = f"{many} chosen{practice}. {self.key_for('host')} starts hosting."
        self.query_one(Prompt).say(sentence)
        self.refresh_bindings()

    def _scenario_row(self, name: str, item: ScenarioFile) -> Option:
        scenario, chosen = item.reading.scenario, self._chosen
        assert scenario
        mark = "    "
        if name in chosen.scenarios:
            mark = f"{chosen.scenarios.index(name) + 1:>2}. "
        elif name in chosen.practice:
            mark = f"p{chosen.practice.index(name) + 1}. "
        own = f", {printable(item.path.name)}" if name != item.id else ""
        level = Content(f"level {scenario.level}, {scenario.channel}{own}")
        row = Named(f"{mark}{one_line(scenario.title)}", level, TITLE_WIDTH + len(mark) + 1)
        return Option(row, id=f"scenario:{name}")


def _value_after(value: Value, values: Sequence[Value]) -> Value:
    """Return the next of some values, the first after one that is none of them."""
    return values[(values.index(value) + 1) % len(values)] if value in values else values[0]
