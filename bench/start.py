"""The full screen's start, keys and idle clock, beside a bare Textual app and, where they are named, other programs.

    python -m bench.start [--rounds N] [--peer COMMAND --until TEXT]

Each program runs on a pseudo-terminal of 80 by 24, in turns with the others in one run. Start is from the command to the first
key that has changed the screen with the list on it; then keys are pressed one by one; then the program is left alone under a
running clock. Trust the ratios, not the seconds. The screen is read as it is written, and no byte of it is interpreted but to
find a text.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import re
import select
import shlex
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
PRIVATE = re.compile(rb"\x1b[\[\]P][^a-zA-Z@~]*[a-zA-Z@~]|\x1b[()][A-Z0-9]|\x1b[=>78]")
PATIENCE = 30.0
SETTLE = 0.25
KEYS = 15
IDLE_SECONDS = 20.0
DOWN, UP, TAB = b"\x1b[B", b"\x1b[A", b"\t"
BARE = """
from textual.app import App
from textual.widgets import OptionList
class Bare(App):
    def compose(self):
        yield OptionList(*[f"Row {number}" for number in range(20)])
Bare().run()
"""


@dataclass
class Figures:
    """What was measured of one program, a value each round; seconds, MiB, and percent of a core."""

    start: list[float] = field(default_factory=list)
    keys: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    idle: list[float] = field(default_factory=list)


class Program:
    """A program on a pseudo-terminal; `seen` is the text written so far, without its control sequences."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        parent, child = os.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.began = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=child,
            stdout=child,
            stderr=child,
            start_new_session=True,
            env=environment,
            cwd=ROOT,
        )
        os.close(child)
        self._descriptor = parent
        self.seen = ""

    def read(self, seconds: float) -> bytes:
        """Return what is written within that many seconds, the first piece of it; answers what a terminal is asked."""
        if not select.select([self._descriptor], [], [], seconds)[0]:
            return b""
        try:
            data = os.read(self._descriptor, 65536)
        except OSError:
            return b""
        if b"\x1b[?2026$p" in data:
            self.press(b"\x1b[?2026;2$y")
        self.seen += PRIVATE.sub(b" ", data).decode("utf-8", "replace")
        return data

    def press(self, keys: bytes) -> None:
        """Type."""
        os.write(self._descriptor, keys)

    def until(self, text: str) -> None:
        """Read until a text was written; raises TimeoutError."""
        end = time.perf_counter() + PATIENCE
        while text not in self.seen:
            if time.perf_counter() > end or self._process.poll() is not None:
                raise TimeoutError(f"never came: {text}\n{self.seen[-2000:]}")
            self.read(0.05)

    def quiet(self, seconds: float = SETTLE) -> None:
        """Read until nothing has been written for so long; a program that blinks is never quiet, so no longer than a while."""
        end = time.perf_counter() + 4 * seconds
        while self.read(seconds) and time.perf_counter() < end:
            pass

    def answers(self, key: bytes) -> float:
        """Seconds from a key to the first change of the screen."""
        began = time.perf_counter()
        self.press(key)
        end = began + PATIENCE
        while not self.read(max(0.0, end - time.perf_counter())):
            if time.perf_counter() > end:
                raise TimeoutError("a key changed nothing")
        return time.perf_counter() - began

    def cpu(self) -> float:
        """Seconds of processor time used so far, children apart."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Return the most memory it has had, in MiB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        assert found
        return int(found[1]) / 1024

    def end(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        os.close(self._descriptor)


def measure(
    command: list[str],
    text: str,
    keys: tuple[bytes, bytes],
    figures: Figures,
    environment: dict[str, str],
) -> None:
    """Start it once, press keys by turns, note."""
    program = Program(command, environment)
    try:
        program.until(text)
        program.answers(keys[0])
        figures.start.append(time.perf_counter() - program.began)
        program.quiet()
        for number in range(KEYS):
            figures.keys.append(program.answers(keys[(number + 1) % 2]))
            program.quiet(0.05)
        figures.memory.append(program.memory())
    finally:
        program.end()


def idle(command: list[str], keys: list[tuple[str, bytes]], environment: dict[str, str]) -> float:
    """Percent of a core that a program takes while nobody presses a key, after some keys."""
    program = Program(command, environment)
    try:
        for text, key in keys:
            program.until(text)
            program.quiet(0.5)
            program.press(key)
        program.quiet(1.0)
        before, began = program.cpu(), time.perf_counter()
        while time.perf_counter() - began < IDLE_SECONDS:
            program.read(1.0)
        return 100 * (program.cpu() - before) / (time.perf_counter() - began)
    finally:
        program.end()


def main() -> None:
    """Measure in turns and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--peer", help="another program's command")
    parser.add_argument("--until", default="", help="a text by which the peer is ready")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(arguments, Path(folder))


def run(arguments: argparse.Namespace, folder: Path) -> None:
    """All rounds."""
    settings = folder / "settings.toml"
    settings.write_text("greeted = true\n", "utf-8")
    environment = {
        **{
            name: value
            for name, value in os.environ.items()
            if name not in ("COLUMNS", "LINES", "NO_COLOR")
        },
        "TERM": "xterm-256color",
        "SIMULATOR_SETTINGS": str(settings),
        "SIMULATOR_RECORDS": str(folder / "history.sqlite"),
    }
    simulator = [str(Path(sys.executable).with_name("simulator")), "--saves", str(folder / "saves")]
    programs = {
        "bare Textual app": ([sys.executable, "-c", BARE], "Row 7", (DOWN, UP)),
        "simulator": (simulator, "Just directions", (DOWN, UP)),
    }
    if arguments.peer:
        peer = shlex.split(arguments.peer)
        programs[Path(peer[0]).name] = (peer, arguments.until, (TAB, TAB))
    found = {name: Figures() for name in programs}
    for number in range(arguments.rounds + 1):
        for name, (command, text, keys) in programs.items():
            figures = Figures() if number == 0 else found[name]  # the first round warms the caches
            measure(command, text, keys, figures, environment)
    base = found["bare Textual app"]
    print(f"{arguments.rounds} rounds, medians; in brackets the ratio to the bare app")
    print(f"{'':<20} {'start to first key':>22} {'key to screen':>20} {'memory':>18}")
    for name, figures in found.items():
        cells = []
        for what, unit, scale in (
            ("start", "s", 1.0),
            ("keys", "ms", 1000.0),
            ("memory", "MiB", 1.0),
        ):
            value = statistics.median(getattr(figures, what))
            ratio = value / statistics.median(getattr(base, what))
            cells.append(f"{scale * value:8.2f} {unit} ({ratio:.2f})")
        print(f"{name:<20} {cells[0]:>22} {cells[1]:>20} {cells[2]:>18}")
    play = [
        *simulator[:1],
        *("play", "day-45", "--timed", "--saves", str(folder / "saves")),
    ]
    taken = idle(play, [("Press Enter to begin", b"\r")], environment)
    print(f"a timed play left alone for {IDLE_SECONDS:.0f} s takes {taken:.1f} % of a core")


if __name__ == "__main__":
    main()
