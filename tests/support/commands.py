"""A user's folder, and commands run in it, each a process of its own with a clean environment."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

import pytest

from tests.support.patience import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMAND = [sys.executable, "-m", "simulator"]
BREAD = """format = 1
title = "The hard bread"
summary = "A loaf went stale too soon."
brief = "You stand behind the counter."
channel = "counter"
industry = "bakery"
level = 2
language = "en-GB"
needs = ["listen", "own", "solve"]
lesson = "Ask when it was bought."
clock = 60
start = "opening"

customer = { name = "Ida Holm", about = "Comes every morning.", backstory = "Her guests wait." }

[scenes]
over = { says = "Good day.", ending = "settled", outcome = "full" }
lost = { says = "Good bye.", ending = "lost", outcome = "none" }

[scenes.opening]
narration = "She puts a loaf on the counter."
says = ["This bread is hard.", { text = "I bought it this morning.", sets = ["today"] }]
nudge = "Well?"
replies = [
  { id = "own-it", text = "It should not be. Let me see to it.", skills = ["own"], promises = ["ask-the-baker"],
    note = "Owning it is half of it.", answer = "Do that.", to = "later" },
  { id = "shrug", text = "Bread gets hard.", slips = ["dismiss"], note = "It waves her away.", answer = "No!" },
  { id = "swap", text = "Bought today? Have a fresh one.", skills = ["solve"], event = "fixed", to = "over",
    when = "flag('today')", note = "Only who listened can say it.", answer = "Thank you." },
]

[scenes.later]
says = "And now?"
replies = [
  { id = "fresh-one", text = "Here is a fresh one, and the baker knows.", skills = ["solve"], event = "fixed",
    keeps = ["ask-the-baker"], note = "It keeps what was promised.", answer = "Oh!", to = "over" },
  { id = "nothing", text = "There is nothing to be done.", slips = ["giveup"], note = "Nothing was tried.", to = "lost" },
]

[[tests]]
name = "listening first"
moves = ["listen", "swap"]
expect = { ending = "settled", anger = "< 30", qa = ">= 40" }
"""
QUICK = """format = 1
title = "Quick"
start = "asks"
clock = 5
customer = { name = "Ida" }

[scenes]
asks = { says = "So?", replies = [{ id = "yes", text = "Yes.", to = "over" }] }
over = { says = "Good.", ending = "settled", outcome = "full" }
"""
KEPT = ("PATH", "PYTHONPATH", "COVERAGE_PROCESS_CONFIG")
"""What a run has of the environment of the tests: where programs are, and whether its branches are counted."""
BAD_SIGN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def environment(**more: str) -> dict[str, str]:
    """The environment of a run: nothing of whoever runs the tests, but where programs are."""
    return {
        **{name: os.environ[name] for name in KEPT if name in os.environ},
        "LANG": "C.UTF-8",
        "TERM": "xterm",
        **more,
    }


@dataclass(frozen=True)
class Answer:
    """What a run answered, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """stdout as one JSON document."""
        return json.loads(self.out)


def checked(answer: Answer) -> Answer:
    """The answer, once it is sure that it holds no traceback and no sign that steers a terminal."""
    both = answer.out + answer.err
    assert "Traceback" not in both, both
    assert "Exception ignored" not in both, both
    assert BAD_SIGN.search(both) is None, ascii(both)
    return answer


class Desk:
    """A user's folder with a library and saves, and commands run in it."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.library = folder / "library"
        self.saves = folder / "saves"
        self.library.mkdir()
        self.write("hard-bread", BREAD)

    def write(self, name: str, text: str) -> Path:
        """A scenario file of the library."""
        path = self.library / f"{name}.toml"
        path.write_text(text, "utf-8")
        return path

    def process(self, *arguments: str, **more: Any) -> subprocess.Popen[Any]:
        """A running command; the library is named by the environment."""
        variables = {
            "SIMULATOR_LIBRARY": str(self.library),
            "SIMULATOR_SETTINGS": str(self.folder / "settings.toml"),
            "SIMULATOR_RECORDS": str(self.folder / "history.sqlite"),
            "HOME": str(self.folder),
        }
        if "preexec_fn" in more:  # what it limits, counted branches would exceed
            variables["COVERAGE_PROCESS_CONFIG"] = ""
        variables |= more.pop("env", {})
        command = [*more.pop("before", []), *more.pop("command", COMMAND), *arguments]
        return subprocess.Popen(command, cwd=self.folder, env=environment(**variables), **more)

    def run(self, *arguments: str, typed: str | bytes = "", **more: Any) -> Answer:
        """A command run to its end, with what is typed on stdin."""
        more.setdefault("stdout", subprocess.PIPE)
        more.setdefault("stderr", subprocess.PIPE)
        given = typed.encode() if isinstance(typed, str) else typed
        with self.process(*arguments, stdin=subprocess.PIPE, **more) as process:
            try:
                out, err = process.communicate(given, timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        return checked(Answer(process.returncode, (out or b"").decode(), (err or b"").decode()))

    def play(self, *arguments: str, typed: str | bytes = "", **more: Any) -> Answer:
        """A play in plain mode, kept in this desk's saves."""
        named = [] if "--resume" in arguments else ["hard-bread"]
        saves = ("--plain", "--saves", str(self.saves))
        return self.run("play", *named, *arguments, *saves, typed=typed, **more)

    def kept(self) -> list[dict[str, Any]]:
        """What `saves --json` lists."""
        answer = self.run("saves", "--json", "--saves", str(self.saves))
        listed: list[dict[str, Any]] = answer.json["saves"]
        return listed

    def saved(self) -> list[Path]:
        """The files of the plays kept, by name."""
        return sorted(self.saves.glob("*.play"))

    def moves(self) -> list[list[str]]:
        """The moves that stand of each play kept, newest first."""
        return [save["moves"] for save in self.kept()]

    @contextmanager
    def playing(self, *arguments: str) -> Iterator[Session]:
        """A play in plain mode that waits for what is typed; killed at the end if it still runs."""
        named = [] if "--resume" in arguments else ["hard-bread"]
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        saves = ("--plain", "--saves", str(self.saves))
        with self.process("play", *named, *arguments, *saves, text=True, **pipes) as process:
            watchdog = threading.Timer(PATIENCE, process.kill)
            watchdog.start()
            try:
                yield Session(process)
            finally:
                process.kill()
                watchdog.cancel()


class Session:
    """A play in progress, line by line."""

    def __init__(self, process: subprocess.Popen[str]):
        self.process = process

    def until_asked(self) -> str:
        """What is said up to the next prompt."""
        return self.until_said("Your move")

    def until_said(self, start: str) -> str:
        """What is said up to the next line with this start."""
        said = ""
        for line in iter(stream_of(self.process.stdout).readline, ""):
            said += line
            if line.startswith(start):
                return said
        raise AssertionError(f"never came: {start}\n{said}")

    def type(self, line: str) -> None:
        """Type a line."""
        stream = stream_of(self.process.stdin)
        stream.write(line + "\n")
        stream.flush()

    def end(self) -> Answer:
        """The rest of the output, once the program has ended."""
        out = stream_of(self.process.stdout).read()
        err = stream_of(self.process.stderr).read()
        return checked(Answer(self.process.wait(PATIENCE), out, err))


def text_so_far(written: bytes) -> str:
    """What a terminal or a pipe was sent up to now; a read may end within a sign or a line end, and the rest of it comes."""
    return written.decode("utf-8", "ignore").removesuffix("\r").replace("\r\n", "\n")


def stream_of(stream: IO[str] | None) -> IO[str]:
    """A pipe that was asked for."""
    assert stream is not None
    return stream


def ended(answer: Answer) -> tuple[int, str, int]:
    """How a run ended: its code, all of stdout, and the number of lines on stderr."""
    return answer.code, answer.out, len(answer.err.splitlines())


def part(document: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """A document's values for the keys expected; more keys may be added at any time."""
    return {key: document.get(key, "missing") for key in expected}


def powerless() -> list[str]:
    """What to put before a command so that file permissions hold for it, also where the tests run as root."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root may read everything, and there is no setpriv")
    powers = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={powers}", f"--inh-caps={powers}"]
