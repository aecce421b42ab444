"""A console on which a test types, and the small play that is played on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from simulator.plain.console import Signal
from simulator.play.opening import begin
from simulator.play.rules import Rules
from simulator.records.saves import Saves
from simulator.scenario.library import ScenarioFile, load
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.play.opening import Opened
    from simulator.vocabulary import Mode


@dataclass
class TypedConsole:
    """Lines to read, one after the other, and what was said and asked. LATE lets the deadline pass."""

    lines: list[str | Signal] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    time: float = 100.0
    interactive: bool = False
    forgotten: int = 0

    def now(self) -> float:
        """Return the time, which goes on only when a deadline passes."""
        return self.time

    def say(self, text: str = "", hang: int = 0) -> None:
        """Take down a paragraph."""
        del hang
        self.said.append(text)

    def interrupt(self, text: str, *, asks_again: bool = True) -> None:
        """Take down a paragraph that comes while an answer is awaited."""
        del asks_again
        self.said.append(text)

    def ask(self, prompt: str) -> None:
        """Take down a prompt."""
        self.said.append(prompt)

    def read(self, deadline: float | None = None) -> str | Signal:
        """Return the next line; a signal LATE is met at the deadline, the end of the lines is the end of the input."""
        line = self.lines.pop(0) if self.lines else Signal.END
        if line is Signal.LATE:
            if deadline is None:  # nothing is waited for here
                return self.read()
            self.time = max(self.time, deadline)
        return line

    def put_back(self, line: str) -> None:
        """Let a line be the next that is read."""
        self.lines.insert(0, line)

    def forget_typing(self) -> None:
        """Note that half typed text was thrown away."""
        self.forgotten += 1

    def since(self, typed: int) -> list[str]:
        """Return what was said from a place on."""
        return self.said[typed:]


def open_play(
    folder: Path,
    mode: Mode,
    console: TypedConsole,
    *,
    timed: bool = False,
    own_words: bool = False,
) -> Opened:
    """Begin the small play, kept below a folder."""
    path = folder / "late-parcel.toml"
    path.write_text(PARCEL, "utf-8")
    rules = Rules(mode, timed, own_words=own_words)
    started = datetime(2026, 7, 1, tzinfo=UTC)
    saves = Saves(folder / "saves")
    item = ScenarioFile(path, load(path))
    return begin(item, rules, saves, person="Ada", started=started, now=console.now)
