"""A user's folder and terminal, in which the tests run commands in this process."""

from __future__ import annotations

import json
import math
import sys
from dataclasses import dataclass
from io import StringIO
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.cli import main
from tests.support.card_stage import CARD

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class Answer(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str


class Terminal(StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


@dataclass(frozen=True)
class Desk:
    """A folder with a library of one scenario, `card`, saves, settings and a history."""

    folder: Path
    capture: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def run(self, *words: str, typed: str = "") -> Answer:
        """Run a command with what is typed on its input, which isn't a terminal."""
        source = self.folder / "typed"
        source.write_text(typed)
        self.capture.readouterr()
        with source.open() as stdin:
            self.monkeypatch.setattr(sys, "stdin", stdin)
            code = main(words)
        return Answer(code, *self.capture.readouterr())

    def json(self, *words: str) -> Any:
        """Run a command and read its answer as one JSON document."""
        return json.loads(self.run(*words, "--json").out)

    def on_terminal(self, *words: str) -> int:
        """Run a command on a terminal that can draw."""
        self.monkeypatch.setenv("TERM", "xterm")
        for name in ("stdin", "stdout", "stderr"):
            self.monkeypatch.setattr(sys, name, Terminal())
        return main(words)

    def fake_app(
        self, name: str, code: int = 0, failure: Exception | None = None
    ) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
        """Put a fake in place of a full-screen program; return the list of what it was begun with."""
        app = SimpleNamespace(run_to_the_end=lambda: code, failure=failure, wants_plain=False)
        return self.replace(name, lambda *_, **__: app)

    def replace(self, name: str, answer: Any = 0) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
        """Put a fake in place of a function that needs more than a folder; return the list of its calls."""
        calls: list[tuple[tuple[Any, ...], dict[str, Any]]] = []

        def fake(*arguments: Any, **named: Any) -> Any:
            calls.append((arguments, named))
            return answer(*arguments, **named) if callable(answer) else answer

        self.monkeypatch.setattr(name, fake)
        return calls


def interrupt(*_: Any, **__: Any) -> Any:
    """Press Ctrl-C."""
    raise KeyboardInterrupt


def make_desk(
    folder: Path, capture: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    """Make the folder, and point the program at it; no proof says how far it is, however busy the machine."""
    monkeypatch.setattr("simulator.cli.proofs.SILENT_SECONDS", math.inf)
    library = folder / "library"
    library.mkdir()
    (library / "card.toml").write_text(CARD)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setattr("simulator.scenario.library.shipped_folder", lambda: library)
    monkeypatch.setenv("SIMULATOR_SETTINGS", str(folder / "settings.toml"))
    monkeypatch.setenv("SIMULATOR_RECORDS", str(folder / "history.sqlite"))
    for name in ("SIMULATOR_LIBRARY", "SIMULATOR_PLAIN", "TERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return Desk(folder, capture, monkeypatch)
