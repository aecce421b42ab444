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
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pyte
import pytest

from simulator.tui.program import HUNG_UP
from tests.support.patience import PATIENCE
from tests.support.tui_stage import Stage

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
from simulator.play.rules import Rules
from simulator.vocabulary import Mode
from simulator.tui.app import SimulatorApp
folder = Path(sys.argv[1])
sys.exit(SimulatorApp(
    Library((folder / "library",)), Saves(folder / "saves"), Rules(Mode("practice")),
    person=None, now=time.monotonic, wall=lambda: datetime.now(UTC),
).run_to_the_end())
"""
BROKEN = PROGRAM.replace(
    "folder = ",
    """
from simulator.tui.screens.play import PlayScreen
PlayScreen.__init__ = lambda *_, **__: 1 // 0
folder = """,
)
"""A program with a fault that beginning a play comes upon."""
BREAKS = PROGRAM.replace(
    "folder = ",
    """
from simulator.tui.screens.play import PlayScreen
PlayScreen.action_why = lambda screen: 1 // 0
folder = """,
).replace('"practice"', '"coach"')
"""A program with a fault that the why of a move comes upon."""
SPEAKS = PROGRAM.replace(
    "person=None,",
    'person=None, settings=LoadedSettings(Settings(pace="slow", greeted=True), Path("/dev/null")),',
).replace("folder = ", "from simulator.records.settings import LoadedSettings, Settings\nfolder = ")
"""A program in which the customer's words appear one after the other."""
CLOSINGS = 6
END_OF_OUTPUT = b"<<end of output>>"
PRIVATE = re.compile(rb"\x1b\[[<>=?][0-9;]*\$?[a-zA-Z]")
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

    def reads(self, *parts: bytes) -> None:
        """Wait until these were written, one after the other."""
        end, at = time.monotonic() + PATIENCE, 0
        for part in parts:
            while self.sent.find(part, at) < 0:
                assert time.monotonic() < end, f"never came: {part!r}"
                self.read()
            at = self.sent.find(part, at) + len(part)

    def ends(self) -> int:
        """Wait for the end of the program; gives its exit code."""
        end = time.monotonic() + PATIENCE
        while self.program.poll() is None:
            assert time.monotonic() < end, "it never ended"
            self.read()
        # A read gives a part of what is there, and what stands before this mark is all that the program wrote.
        os.write(self.child, END_OF_OUTPUT)
        self.reads(END_OF_OUTPUT)
        self.sent = self.sent.partition(END_OF_OUTPUT)[0]
        return self.program.returncode

    def hang_up(self) -> None:
        """Close the terminal, as its window does."""
        os.close(self.child)
        os.close(self.descriptor)
        self.child = self.descriptor = -1

    def close(self) -> None:
        self.program.kill()
        self.program.wait()
        for descriptor in (self.descriptor, self.child):
            if descriptor >= 0:
                os.close(descriptor)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """The game on a terminal of 80 by 24, with one scenario."""
    yield from started(PROGRAM, tmp_path)


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[Terminal]:
    """The same with a fault in it."""
    yield from started(BROKEN, tmp_path)


@contextmanager
def in_a_shell(command: str) -> Iterator[Terminal]:
    """A command that is begun in a shell on a terminal, which is ended with the block."""
    shell = "import fcntl, os, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp('sh', ['sh', '-i'])"
    terminal = Terminal([sys.executable, "-c", shell], 80, 24)
    try:
        terminal.press(b"PS1='shell: '\n")
        terminal.sees("shell: ")
        terminal.press(f"{command}\n".encode())
        yield terminal
    finally:
        terminal.close()


@contextmanager
def on_a_terminal(program: str, folder: Path) -> Iterator[Terminal]:
    """A program on a terminal, ended with the block."""
    yield from started(program, folder)


def started(program: str, folder: Path) -> Iterator[Terminal]:
    """A program that is ended with the test, whatever happens."""
    Stage.at(folder)
    terminal = Terminal([sys.executable, "-c", program, str(folder)], 80, 24)
    try:
        yield terminal
    finally:
        terminal.close()


STATES: dict[str, tuple[bytes, bytes]] = {
    "alternate screen left": (b"\x1b[?1049h", b"\x1b[?1049l"),
    "cursor shown": (b"\x1b[?25l", b"\x1b[?25h"),
    "mouse off": (b"\x1b[?1003h", b"\x1b[?1003l"),
    "paste off": (b"\x1b[?2004h", b"\x1b[?2004l"),
}


def switches(terminal: Terminal) -> dict[str, bool]:
    """Whether the last of each pair of switches is the one that turns it off."""
    sent = terminal.sent
    return {name: sent.rfind(off) > sent.rfind(on) >= 0 for name, (on, off) in STATES.items()}


def sane(terminal: Terminal) -> dict[str, Any]:
    """How the terminal was left: its switches, the line settings, and nothing drawn that tmux could keep after a resize."""
    same = termios.tcgetattr(terminal.child) == terminal.before
    end = terminal.sent.rpartition(b"\x1b[?1049l")[0].rpartition(b"\x1b[2J")[2]
    return {**switches(terminal), "line settings": same, "cleared": not PRIVATE.sub(b"", end)}


def told_after(terminal: Terminal) -> list[str]:
    """The lines written on the terminal after the full screen was left."""
    said = PRIVATE.sub(b"", terminal.sent.rpartition(b"\x1b[?1049l")[2])
    return [line for line in said.decode().splitlines() if line.strip()]


def begin_a_play(terminal: Terminal) -> None:
    """From the list into the play."""
    terminal.sees("Late parcel", "Dana Weiss, wary")
    terminal.press(b"\r")
    terminal.sees("Press Enter to begin")
    terminal.press(b"\r")
    terminal.sees("1 You stayed in")


def test_a_play_on_a_real_terminal(terminal: Terminal, tmp_path: Path) -> None:
    """First screen, a move by key, a resize, Ctrl-C: the move is kept and the terminal is sane."""
    terminal.sees("Customer service simulator", "Late parcel", "Dana Weiss, wary")
    terminal.press(b"\r")
    terminal.sees("Press Enter to begin")
    terminal.press(b"\r")
    terminal.sees("1 You stayed in", "A reply now would interrupt")
    terminal.press(b"1")
    terminal.sees("You  You stayed in", "Say nothing (Enter)")
    terminal.resize(140, 40)
    terminal.sees("You meet Dana Weiss.", "Say nothing (Enter)")
    terminal.resize(50, 20)
    terminal.sees("This window is 50 by 20")
    terminal.press(b"\x03")
    assert 130 == terminal.ends()
    assert dict.fromkeys(sane(terminal), True) == sane(terminal)
    assert b"simulator play --resume late-parcel" in terminal.sent
    journal = (tmp_path / "saves" / "late-parcel.play").read_text("ascii")
    assert '"own-it"' in journal


def test_a_thumb_button_chooses_nothing(terminal: Terminal, tmp_path: Path) -> None:
    """Terminals number the buttons beyond the wheel from 128 on; none of them is the main button."""
    begin_a_play(terminal)
    row = next(
        at for at, line in enumerate(terminal.screen.display, 1) if "1 You stayed in" in line
    )
    for button in (128, 129, 130, 131, 132, 136, 144):
        terminal.press(f"\x1b[<{button};20;{row}M\x1b[<{button};20;{row}m".encode())
    terminal.press(b"2")
    terminal.sees("Say nothing (Enter)")
    terminal.press(b"\x03")
    assert 130 == terminal.ends()
    journal = (tmp_path / "saves" / "late-parcel.play").read_text("ascii")
    assert '"own-it"' not in journal
    assert 1 == journal.count('"move"')


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGQUIT, 131)],
)
def test_a_signal_leaves_the_terminal_sane(terminal: Terminal, number: int, code: int) -> None:
    """Who ends the program from outside gets the terminal back as it was."""
    terminal.sees("Late parcel")
    terminal.program.send_signal(number)
    assert code == terminal.ends()
    assert dict.fromkeys(sane(terminal), True) == sane(terminal)


def test_what_is_typed_after_q_does_nothing(terminal: Terminal) -> None:
    """A screen that opened while the program ended found nothing to draw on, and that was a fault."""
    terminal.sees("Late parcel", "Dana Weiss, wary")
    terminal.press(b"qs?psq")
    assert 0 == terminal.ends()
    assert [] == told_after(terminal)


def test_a_crash_leaves_the_terminal_sane(broken: Terminal, tmp_path: Path) -> None:
    """A fault of our own ends the program with one sentence; the traceback is in the log."""
    broken.sees("Late parcel")
    broken.press(b"\r")
    broken.sees("Press Enter to begin")
    broken.press(b"\r")
    assert 2 == broken.ends()
    assert dict.fromkeys(sane(broken), True) == sane(broken)
    (told,) = told_after(broken)
    assert told.startswith("simulator: The program stopped because of an error in it")
    assert told.endswith(f"the details are in {tmp_path / 'faults.log'}.")
    assert "ZeroDivisionError" in (tmp_path / "faults.log").read_text()


def test_a_crash_in_a_play_says_how_to_resume_it(tmp_path: Path) -> None:
    """The moves before the fault are kept, and the one sentence names the command."""
    with on_a_terminal(BREAKS, tmp_path) as terminal:
        begin_a_play(terminal)
        terminal.press(b"1")
        terminal.sees("You  You stayed in", "Say nothing (Enter)")
        terminal.press(b"w")
        assert 2 == terminal.ends()
        assert dict.fromkeys(sane(terminal), True) == sane(terminal)
        (told,) = told_after(terminal)
        saves = tmp_path / "saves"
        assert told.endswith(
            f"your play is saved: resume it with simulator play --resume late-parcel --saves {saves}."
        )
        assert '"own-it"' in (saves / "late-parcel.play").read_text("ascii")


@pytest.mark.parametrize("records", ["/dev/null", "{folder}/late-parcel.toml/history.sqlite"])
def test_a_crash_that_cannot_be_logged_is_one_sentence(
    tmp_path: Path, records: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no place for a log, the sentence says so."""
    monkeypatch.setenv("SIMULATOR_RECORDS", records.format(folder=tmp_path / "library"))
    with on_a_terminal(BROKEN, tmp_path) as broken:
        broken.sees("Late parcel")
        broken.press(b"\r")
        broken.sees("Press Enter to begin")
        broken.press(b"\r")
        assert 2 == broken.ends()
        assert dict.fromkeys(sane(broken), True) == sane(broken)
        (told,) = told_after(broken)
        assert told.endswith("the details couldn't be written.")


def test_a_closed_terminal_leaves_no_process_behind(tmp_path: Path) -> None:
    """Closed at any moment while words appear, it ends, and its move is kept."""
    left = []
    for closing in range(CLOSINGS):
        folder = tmp_path / str(closing)
        folder.mkdir()
        with on_a_terminal(SPEAKS, folder) as terminal:
            begin_a_play(terminal)
            terminal.press(b" ")
            until = time.monotonic() + 0.12 * closing
            while time.monotonic() < until:
                terminal.read(0.01)
            terminal.hang_up()
            try:
                terminal.program.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                left.append(closing)
        assert (folder / "saves" / "late-parcel.play").exists()
    assert [] == left


def test_a_terminal_that_closes_without_a_signal_ends_the_program(tmp_path: Path) -> None:
    """The kernel tells only those whose controlling terminal it is; the others find out, and don't read its end for ever."""
    program = PROGRAM.replace("fcntl.ioctl(0, termios.TIOCSCTTY, 0)", "")
    with on_a_terminal(program, tmp_path) as terminal:
        begin_a_play(terminal)
        terminal.hang_up()
        assert HUNG_UP == terminal.program.wait(PATIENCE)
    assert (tmp_path / "saves" / "late-parcel.play").exists()


def test_the_program_is_suspended_and_resumed(tmp_path: Path) -> None:
    """Ctrl-Z gives the terminal to the shell, fg brings the program back, drawn as it was; the play goes on."""
    Stage.at(tmp_path)
    (tmp_path / "game.py").write_text(PROGRAM.replace("fcntl.ioctl(0, termios.TIOCSCTTY, 0)", ""))
    with in_a_shell(f"{sys.executable} {tmp_path}/game.py {tmp_path}") as terminal:
        begin_a_play(terminal)
        terminal.press(b"\x1a")
        terminal.reads(b"\x1b[?1049l", b"shell: ")
        assert dict.fromkeys(STATES, True) == switches(terminal)
        terminal.screen.reset()
        terminal.sent = b""
        terminal.press(b"fg\n")
        terminal.sees("1 You stayed in", "A reply now would interrupt", "help")
        terminal.press(b"1")
        terminal.sees("You  You stayed in")
        terminal.press(b"\x03")
        terminal.sees("shell: ")


def test_plain_mode_asks_again_after_it_was_suspended(tmp_path: Path) -> None:
    """The prompt stands there again after fg, and is answered."""
    Stage.at(tmp_path)
    options = f"--plain --library {tmp_path}/library --saves {tmp_path}/saves"
    with in_a_shell(f"{sys.executable} -m simulator play late-parcel {options}") as terminal:
        terminal.reads(b"Your move,")
        terminal.press(b"\x1a")
        terminal.reads(b"Your move,", b"shell: ")
        terminal.sent = b""
        terminal.press(b"fg\n")
        terminal.reads(b"Your move,")
        terminal.press(b"\n")
        terminal.reads(b"And I can't stay in tomorrow.", b"Your move,")
        terminal.press(b"q\n")
        terminal.reads(b"shell: ")


def test_without_a_shell_nothing_is_suspended(terminal: Terminal) -> None:
    """A program that nothing could resume says so and goes on."""
    terminal.sees("Late parcel")
    terminal.press(b"\x1a")
    terminal.sees("The program can't be suspended here")
    terminal.press(b"q")
    assert 0 == terminal.ends()
