"""Before a round: which scenarios, in which order, and how they are played.

Answers with what was chosen and begins nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from simulator.tables import MODES
from simulator.tui.screens.page import HELP, Page
from simulator.tui.widgets.prompt import Prompt
from simulator.tui.widgets.rows import Rows, heading
from simulator.tui.words import TITLE_WIDTH, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from simulator.scenario.library import Shelved

LIMITS = (300, 600, 900, 1200, 1800, 2700, 3600, 0)
COUNTDOWNS = (0, 15, 30, 60, 120, 300)
CLOCKS = (None, 15, 30, 60, 120, 0)
NEAR = "127.0.0.1"
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A round as it was set up: scenarios by their ids in order; seconds for limit, countdown and reply as `host` has them."""

    scenarios: tuple[str, ...] = ()
    mode: str = "exam"
    limit: int = 900
    countdown: int = 30
    clock: int | None = None
    bind: str = NEAR


class HostSetupScreen(Page[Chosen]):
    """A list to mark, and settings that Enter changes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "host", "host", tooltip="hosts the round", id="setup.host"),
        HELP,
        Binding(
            "escape,q", "leave", "leave", key_display="Esc", tooltip="leaves", id="setup.leave"
        ),
    ]
    HELP_NOTES = (
        "Enter marks a scenario, again takes it out; they are played in the order in which they were marked.",
        "Enter on a setting takes its next value. The options of simulator host can say more.",
        "Scenarios that come with the program can be read at home. Where points matter, use your own.",
    )

    def __init__(self, shelf: Sequence[Shelved], address: str) -> None:
        """`address` is that of this machine on its network."""
        super().__init__()
        self._shelf = [item for item in shelf if item.reading.scenario]
        self._address = address
        self._marked: list[str] = []
        self._mode, self._limit, self._countdown = "exam", 900, 30
        self._clock: int | None = None
        self._bind = NEAR

    def body(self) -> ComposeResult:
        """Title, list, what is still needed."""
        yield Static("Host a round", id="title", markup=False)
        yield Rows(id="roster")
        yield Prompt()

    def on_mount(self) -> None:
        """The first scenario is highlighted."""
        self._show(1)
        self.query_one(Rows).focus()

    def on_option_list_option_selected(self, event: Rows.OptionSelected) -> None:
        """Mark a scenario, or change a setting."""
        event.stop()
        kind, _, name = (event.option_id or "").partition(":")
        if kind == "scenario" and name in self._marked:
            self._marked.remove(name)
        elif kind == "scenario":
            self._marked.append(name)
        elif name == "mode":
            self._mode = _after(self._mode, MODES)
        elif name == "limit":
            self._limit = _after(self._limit, LIMITS)
        elif name == "countdown":
            self._countdown = _after(self._countdown, COUNTDOWNS)
        elif name == "clock":
            self._clock = _after(self._clock, CLOCKS)
        elif name == "bind":
            self._bind = _after(self._bind, (NEAR, self._address))
        self._show(event.option_index)

    def action_host(self) -> None:
        """Done, if there is something to play."""
        if self._marked:
            marked = tuple(self._marked)
            self.dismiss(
                Chosen(marked, self._mode, self._limit, self._countdown, self._clock, self._bind)
            )

    def action_leave(self) -> None:
        """Host nothing."""
        self.dismiss(Chosen())

    def _show(self, at: int) -> None:
        rows = [heading("Scenarios")]
        for item in self._shelf:
            assert item.reading.scenario
            number = self._marked.index(item.id) + 1 if item.id in self._marked else 0
            mark = f"{number:>2}. " if number else "    "
            title = Content(one_line(item.reading.scenario.title)).truncate(
                TITLE_WIDTH, ellipsis=True, pad=True
            )
            row = (
                Content(mark)
                + title
                + f" level {item.reading.scenario.level}, {item.reading.scenario.channel}"
            )
            rows.append(Option(row, id=f"scenario:{item.id}"))
        rows.append(heading("How it is played"))
        for name, words in self._settings().items():
            rows.append(Option(Content(f"    {words}"), id=f"setting:{name}"))
        self.query_one(Rows).fill(rows, at)
        count = len(self._marked)
        if not count:
            sentence = "Mark one or more scenarios with Enter."
        else:
            scenarios = "1 scenario" if count == 1 else f"{count} scenarios"
            sentence = f"{scenarios}: {self.key_for('host')} hosts the round."
        self.query_one(Prompt).say(sentence)

    def _settings(self) -> dict[str, str]:
        limit = f"{self._limit // 60} minutes" if self._limit else "none"
        countdown = f"{self._countdown} seconds to read the brief" if self._countdown else "none"
        clock = {None: "as the scenario has it", 0: "none"}.get(
            self._clock, f"{self._clock} seconds"
        )
        near = self._bind == NEAR
        where = "this machine alone" if near else f"the network, as {self._bind}, encrypted"
        return {
            "mode": f"Mode: {self._mode}",
            "limit": f"Limit of the round: {limit}",
            "countdown": f"Countdown: {countdown}",
            "clock": f"Clock of a reply: {clock}",
            "bind": f"Reached from: {where}",
        }


def _after(value: Value, values: Sequence[Value]) -> Value:
    """The next of some values."""
    return values[(list(values).index(value) + 1) % len(values)]
