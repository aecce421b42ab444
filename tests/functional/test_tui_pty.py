"""The full screen on a real terminal: it starts, plays, follows a resize, and leaves the terminal as it was."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from typing import TYPE_CHECKING, Any

import pyte
import pytest

from tests.functional.tui_stage import PATIENCE, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAM = """
import fcntl, sys, termios, time
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from datetime import UTC, datetime
from pathlib import Path
from simulator.records.saves import Saves
from simulator.scenario.library import Library
from simulator.seat.rules import Rules
from simulator.tui.app import run_app
folder = Path(sys.argv[1])
sys.exit(run_app(
    Library((folder / "library",)), Saves(folder / "saves"), Rules("practice"),
    person=None, now=time.monotonic, wall=lambda: datetime.now(UTC),
))
"""
BROKEN = PROGRAM.replace("datetime.now(UTC)", "1 // 0")
"""A program with a fault that beginning a play comes upon."""
PRIVATE = re.compile(rb"\x1b\[[<>=?][0-9;]*[$a-zA-Z]+|\x1b\[\?2026\$p")
"""Sequences that pyte would print as text."""


def environment() -> dict[str, str]:
    """This process's, with a terminal's type and without a size that would outrank the terminal's."""
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    return {**kept, "TERM": "xterm-256color"}


class Terminal:
    """A program on a pseudo-terminal, and what its screen shows."""

    def __init__(self, arguments: list[str], columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.sent = b""
        parent, child = os.openpty()
        self.before = termios.tcgetattr(child)
        self._resize(child, columns, rows)
        self.descriptor, self.child = parent, child
        self.program = subprocess.Popen(
            arguments,
            stdin=child,
            stdout=child,
            stderr=child,
            start_new_session=True,
            env=environment(),
        )

    @staticmethod
    def _resize(descriptor: int, columns: int, rows: int) -> None:
        fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        self._resize(self.descriptor, columns, rows)

    def press(self, keys: bytes) -> None:
        os.write(self.descriptor, keys)

    def read(self, seconds: float = 0.05) -> None:
        """Take in what was written, and answer what a terminal is asked."""
        if not select.select([self.descriptor], [], [], seconds)[0]:
            return
        try:
            data = os.read(self.descriptor, 65536)
        except OSError:
            return
        self.sent += data
        if b"\x1b[?2026$p" in data:
            self.press(b"\x1b[?2026;2$y")
        self.stream.feed(PRIVATE.sub(b"", data))

    def sees(self, *texts: str) -> None:
        """Wait until the screen shows all of these."""
        end = time.monotonic() + PATIENCE
        while not all(text in "\n".join(self.screen.display) for text in texts):
            assert time.monotonic() < end, "\n".join([f"never came: {texts}", *self.screen.display])
            self.read()

    def ends(self) -> int:
        """Wait for the end of the program; gives its exit code."""
        end = time.monotonic() + PATIENCE
        while self.program.poll() is None:
            assert time.monotonic() < end, "it never ended"
            self.read()
        self.read()
        return self.program.returncode

    def close(self) -> None:
        self.program.kill()
        self.program.wait()
        os.close(self.descriptor)
        os.close(self.child)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """The game on a terminal of 80 by 24, with one scenario."""
    yield from started(PROGRAM, tmp_path)


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[Terminal]:
    """The same with a fault in it."""
    yield from started(BROKEN, tmp_path)


def started(program: str, folder: Path) -> Iterator[Terminal]:
    """A program that is ended with the test, whatever happens."""
    Stage.at(folder)
    terminal = Terminal([sys.executable, "-c", program, str(folder)], 80, 24)
    yield terminal
    terminal.close()


def sane(terminal: Terminal) -> dict[str, Any]:
    """How the terminal was left: the last of each pair of switches, and the line settings."""

    def last(on: bytes, off: bytes) -> bool:
        return terminal.sent.rfind(off) > terminal.sent.rfind(on) >= 0

    return {
        "alternate screen left": last(b"\x1b[?1049h", b"\x1b[?1049l"),
        "cursor shown": last(b"\x1b[?25l", b"\x1b[?25h"),
        "mouse off": last(b"\x1b[?1003h", b"\x1b[?1003l"),
        "paste off": last(b"\x1b[?2004h", b"\x1b[?2004l"),
        "line settings": termios.tcgetattr(terminal.child) == terminal.before,
    }


def test_a_play_on_a_real_terminal(terminal: Terminal, tmp_path: Path) -> None:
    """First screen, a move by key, a resize, Ctrl-C: the move is kept and the terminal is sane."""
    terminal.sees("Customer service simulator", "Late parcel", "You meet Dana Weiss.")
    terminal.press(b"\r")
    terminal.sees("Enter begins")
    terminal.press(b"\r")
    terminal.sees("1 You stayed in", "A reply now would interrupt")
    terminal.press(b"1")
    terminal.sees("You: You stayed in", "Say nothing (Enter)")
    terminal.resize(140, 40)
    terminal.sees("You meet Dana Weiss.", "Say nothing (Enter)")
    terminal.resize(60, 20)
    terminal.sees("This window is 60 by 20")
    terminal.press(b"\x03")
    assert 130 == terminal.ends()
    assert dict.fromkeys(sane(terminal), True) == sane(terminal)
    assert b"simulator play --resume late-parcel" in terminal.sent
    journal = (tmp_path / "saves" / "late-parcel.play").read_text("ascii")
    assert '"own-it"' in journal


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_leaves_the_terminal_sane(terminal: Terminal, number: int, code: int) -> None:
    """Who ends the program from outside gets the terminal back as it was."""
    terminal.sees("Late parcel")
    terminal.program.send_signal(number)
    assert code == terminal.ends()
    assert dict.fromkeys(sane(terminal), True) == sane(terminal)


def test_a_crash_leaves_the_terminal_sane(broken: Terminal) -> None:
    """A fault of our own ends the program with a traceback on a terminal that can show it."""
    broken.sees("Late parcel")
    broken.press(b"\r")
    broken.sees("Enter begins")
    broken.press(b"\r")
    assert 1 == broken.ends()
    assert dict.fromkeys(sane(broken), True) == sane(broken)
    assert b"ZeroDivisionError" in broken.sent
