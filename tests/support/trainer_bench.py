"""A folder with a scenario, files, saved plays and git, in which the tests run a trainer's commands.

The commands run in this process, since what is looked at is the answer and not the process; test_commands.py holds what is
true of every process.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.cli import Exit, main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

BEST = ["listen", "say-it-back", "before-six"]
FILE = "late-parcel.toml"


@dataclass(frozen=True)
class Bench:
    """A folder with one scenario, late-parcel.toml, and commands run in it."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    def begun(self) -> Bench:
        """The bench, once the scenario that `new` writes is there."""
        assert Exit.DONE == self.run("new", "late-parcel")[0]
        return self

    def run(self, *words: str) -> tuple[int, str, str]:
        """The exit code, the answer, and what was said besides."""
        self.capture.readouterr()
        code = main(words)
        out, err = self.capture.readouterr()
        return code, out, err

    def json(self, *words: str) -> Any:
        """The answer as one JSON document."""
        return json.loads(self.run(*words, "--json")[1])

    def read(self, name: str = FILE) -> str:
        """The text of a file."""
        return (self.folder / name).read_bytes().decode()

    def write(self, name: str, text: str) -> Path:
        """A file of this text."""
        path = self.folder / name
        path.write_bytes(text.encode())
        return path

    def edit(self, old: str, new: str, to: str = FILE) -> None:
        """The scenario with one piece of text replaced by another."""
        text = self.read()
        assert old in text
        self.write(to, text.replace(old, new, 1))

    def save(self, name: str, moves: list[str], scenario: str = "late-parcel") -> None:
        """A saved play."""
        header = {"journal": 1, "scenario": scenario, "path": None, "hash": "0" * 64, "name": name}
        header |= {"as": None, "seed": None, "mode": "coach", "timed": False, "program": "0.1.0"}
        header |= {"started": "2026-03-02T09:30:00Z"}
        lines = [header, *({"move": move, "ms": 1} for move in moves)]
        folder = self.folder / "plays"
        folder.mkdir(exist_ok=True)
        text = "".join(f"{json.dumps(line)}\n" for line in lines)
        (folder / f"{name}.play").write_text(text, "utf-8")

    def git(self, *words: str) -> None:
        """A git command in the folder."""
        who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
        subprocess.run(["git", *who, *words], cwd=self.folder, check=True, capture_output=True)
