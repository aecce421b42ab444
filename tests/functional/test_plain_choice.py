"""When the program plays line by line although nobody asked for it."""

from __future__ import annotations

import sys
from io import StringIO

import pytest

from simulator.cli.display import wants_plain


class Tty(StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("terminal", "plain"), [("xterm-256color", False), ("dumb", True), ("", True), (None, True)]
)
def test_a_terminal_that_cannot_draw(
    terminal: str | None, plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TERM that is dumb, empty or not set leads to plain mode, with a word of why."""
    monkeypatch.delenv("SIMULATOR_PLAIN", raising=False)
    monkeypatch.delenv("TERM", raising=False)
    if terminal is not None:
        monkeypatch.setenv("TERM", terminal)
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, Tty())
    found, why = wants_plain(False)
    assert (plain, plain) == (found, why is not None)
