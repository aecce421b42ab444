"""Before a round: which scenarios, in which order, and how they are played.

Returns what was chosen and begins nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from simulator.rounds.hosted.addresses import is_loopback
from simulator.rounds.words import clock_words
from simulator.text import count
from simulator.tui.screens.page import HELP, Page
from simulator.tui.widgets.prompt import Prompt
from simulator.tui.widgets.rows import Named, Rows, heading
from simulator.tui.words import TITLE_WIDTH, one_line
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult

    from simulator.scenario.library import ScenarioFile

LIMITS = (300, 600, 900, 1200, 1800, 2700, 3600, 0)
COUNTDOWNS = (0, 15, 30, 60, 120, 300)
CLOCKS = (None, 15, 30, 60, 120, 0)
NEAR = "127.0.0.1"
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A round as it was set up: scenarios by their ids in order; seconds for limit, countdown and reply as `host` has them."""

    scenarios: tuple[str, ...] = ()
    mode: Mode = Mode.EXAM
    limit: int = 900
    countdown: int = 30
    clock: int | None = None
    bind: str = NEAR


class HostSetupScreen(Page[Chosen]):
    """A list to mark, and settings that Enter changes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "host", "host", tooltip="starts hosting the round", id="setup.host"),
        HELP,
        Binding(
            "escape,q", "leave", "leave", key_display="Esc", tooltip="leaves", id="setup.leave"
        ),
    ]
    HELP_NOTES = (
        "Enter chooses a scenario, or takes it out again. They are played in the order you choose them.",
        "Enter on a setting changes it. For more settings, see simulator host --help.",
        "Trainees can read the scenarios that come with the program. Where points matter, use your own.",
    )

    def __init__(self, shelf: Sequence[ScenarioFile], given: Chosen, address: str) -> None:
        """`given` is what was given already, `address` that of this computer on its network."""
        super().__init__()
        self._shelf = [item for item in shelf if item.reading.scenario]
        self._chosen = given
        self._values: Mapping[str, tuple[Any, ...]] = {
            "mode": tuple(Mode),
            "limit": LIMITS,
            "countdown": COUNTDOWNS,
            "clock": CLOCKS,
            "bind": tuple(dict.fromkeys((given.bind, NEAR, address))),
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

    def on_option_list_option_selected(self, event: Rows.OptionSelected) -> None:
        """Mark a scenario, or change a setting."""
        event.stop()
        kind, _, name = (event.option_id or "").partition(":")
        if kind == "scenario":
            marked = self._chosen.scenarios
            rest = tuple(other for other in marked if other != name)
            chosen: dict[str, Any] = {"scenarios": (*marked, name) if rest == marked else rest}
        else:
            chosen = {name: _after(getattr(self._chosen, name), self._values[name])}
        self._chosen = replace(self._chosen, **chosen)
        self._show(event.option_index)

    def action_host(self) -> None:
        """Host what was chosen, if there is something to play."""
        if self._chosen.scenarios:
            self.dismiss(self._chosen)

    def action_leave(self) -> None:
        """Host nothing."""
        self.dismiss(Chosen())

    def _show(self, at: int) -> None:
        marked = self._chosen.scenarios
        rows = [heading("Scenarios")]
        for item in self._shelf:
            assert item.reading.scenario
            number = marked.index(item.id) + 1 if item.id in marked else 0
            mark = f"{number:>2}. " if number else "    "
            scenario = item.reading.scenario
            level = Content(f"level {scenario.level}, {scenario.channel}")
            row = Named(f"{mark}{one_line(scenario.title)}", level, TITLE_WIDTH + len(mark) + 1)
            rows.append(Option(row, id=f"scenario:{item.id}"))
        rows.append(heading("Settings"))
        for name, words in self._settings().items():
            rows.append(Option(Content(f"    {words}"), id=f"setting:{name}"))
        self.query_one(Rows).fill(rows, at)
        sentence = "Choose one or more scenarios with Enter."
        if marked:
            sentence = (
                f"{count(len(marked), 'scenario')} chosen. {self.key_for('host')} starts hosting."
            )
        self.query_one(Prompt).say(sentence)

    def _settings(self) -> dict[str, str]:
        chosen = self._chosen
        limit = clock_words(chosen.limit) if chosen.limit else "none"
        countdown = count(chosen.countdown, "second") if chosen.countdown else "none"
        clock = "as in the scenario"
        if chosen.clock is not None:
            clock = count(chosen.clock, "second") if chosen.clock else "none"
        where = (
            "this computer only"
            if is_loopback(chosen.bind)
            else f"anyone on your network (at {chosen.bind})"
        )
        return {
            "mode": f"Mode: {chosen.mode}",
            "limit": f"Time limit: {limit}",
            "countdown": f"Time to read the brief: {countdown}",
            "clock": f"Clock for each reply: {clock}",
            "bind": f"Who can join: {where}",
        }


def _after(value: Value, values: Sequence[Value]) -> Value:
    """Return the next of some values, the first after one that is none of them."""
    return values[(values.index(value) + 1) % len(values)] if value in values else values[0]
