"""Send statements to a real learning record store: twice, and with the store killed in the middle.

    RALPH_PYTHON=ralph/bin/python python -m bench.sending [--statements 1000]

Needs a Python that has Ralph, which the program itself doesn't: `python -m venv ralph`, then
`ralph/bin/pip install 'ralph-malph[full]'`. Without it, says loudly that nothing was tried, and leaves with 0. Takes about a
minute, and gives up after four. Exit code 1 if the store hasn't each statement exactly once.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bench.report import write_saves
from bench.store import PASSWORD, USER

if TYPE_CHECKING:
    from collections.abc import Iterator

VARIABLE = "RALPH_PYTHON"
PLAYS_A_HUNDRED = 10
"""Plays that have a hundred statements or more."""
MOST_SECONDS = 240.0
START = 60.0
"""Seconds that the store may take to start."""
LOOK = 0.05


class Failed(Exception):
    """The store or the program did something else than it should, in a sentence."""


class Run:
    """A folder with saves, the store's files and the program's own, and how long there is left."""

    def __init__(self, folder: Path, python: str, statements: int) -> None:
        self.folder, self.python = folder, python
        self.saves = folder / "saves"
        self.saves.mkdir()
        self.end = time.monotonic() + MOST_SECONDS
        write_saves(self.saves, max(PLAYS_A_HUNDRED, statements * PLAYS_A_HUNDRED // 100), 1)
        self.port = _free_port()

    @property
    def left(self) -> float:
        """Seconds left; raises Failed where there are none."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise Failed(f"It took more than {MOST_SECONDS:.0f} seconds.")
        return left

    @contextmanager
    def store(self) -> Iterator[subprocess.Popen[bytes]]:
        """Start the store, wait until it answers, and kill it at the end."""
        script = str(Path(__file__).with_name("store.py"))
        command = [self.python, script, str(self.folder / "store"), "--port", str(self.port)]
        with (self.folder / "store.log").open("ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            self._wait_for(process)
            yield process
        finally:
            process.kill()
            process.wait()

    def _wait_for(self, process: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + min(START, self.left)
        while time.monotonic() < end and process.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/__lbheartbeat__", timeout=5)
            except urllib.error.HTTPError:
                return  # it answers
            except OSError:
                time.sleep(LOOK)
            else:
                return
        log = (self.folder / "store.log").read_text("utf-8", "replace")
        raise Failed(f"The store didn't start. It said:\n{log[-2000:]}")

    def sending(self, *options: str) -> subprocess.Popen[str]:
        """Start the program."""
        command = [sys.executable, "-m", "simulator", "send", str(self.saves)]
        command += ["--to", f"http://127.0.0.1:{self.port}/xAPI", "--user", USER, *options]
        command += ["--records", str(self.folder / "history.sqlite")]
        environment = {**os.environ, "SIMULATOR_STORE_PASSWORD": PASSWORD}
        return subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
        )

    def send(self, *options: str) -> tuple[int, str]:
        """Send; return the exit code and what was said."""
        process = self.sending(*options)
        try:
            out, err = process.communicate(timeout=self.left)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Failed("Sending took too long.") from None
        return process.returncode, " ".join(f"{out}{err}".split())

    def ids(self) -> list[str]:
        """Return the id of each statement that the store has in its files."""
        found = []
        for path in sorted((self.folder / "store").rglob("*")):
            if path.is_file() and path.name != "auth.json":
                for line in path.read_text("utf-8", "replace").splitlines():
                    if '"verb"' in line:
                        statement = json.loads(line)
                        found.append(statement.get("id") or statement["statement"]["id"])
        return found


def try_out(run: Run) -> None:
    """Send once with the store killed in the middle, again once it is back, then all of it twice; raises Failed."""
    expected = _count_statements(run)
    with run.store() as store:
        sending = run.sending()
        while not run.ids() and sending.poll() is None and run.left:
            time.sleep(LOOK)
        store.kill()
        store.wait()
    out, err = sending.communicate(timeout=run.left)
    told = " ".join(f"{out}{err}".split())
    print(f"The store was killed: exit code {sending.returncode}. {told}")
    arrived = len(run.ids())
    _check(sending.returncode == 2, "The program didn't say that the store was away.")
    _check(0 < arrived < expected, f"The store had {arrived} of {expected} when it was killed.")
    with run.store():
        for options in ((), ("--again",), ("--again",)):
            code, told = run.send(*options)
            print(f"send {' '.join(options)}: exit code {code}. {told}")
            ids = run.ids()
            _check(code == 0, "Not all of it was accepted.")
            _check(len(ids) == expected, f"The store has {len(ids)} statements, not {expected}.")
            _check(len(set(ids)) == expected, "Some statements are in the store twice.")
    print(f"The store has {expected} statements, each once.")


def _count_statements(run: Run) -> int:
    command = [sys.executable, "-m", "simulator", "report", str(run.saves), "--format", "xapi"]
    answer = subprocess.run(command, capture_output=True, check=True, timeout=run.left)
    return len(json.loads(answer.stdout))


def _check(holds: bool, sentence: str) -> None:
    if not holds:
        raise Failed(sentence)


def _free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


def has_store(python: str) -> bool:
    """Return whether a Python has Ralph."""
    if not python:
        return False
    try:
        command = [python, "-c", "import ralph.api, uvicorn"]
        return subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def main() -> int:
    """Try it out, or say why not; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=1000)
    options = parser.parse_args()
    python = os.environ.get(VARIABLE, "")
    if not has_store(python):
        what = f"{python} has no Ralph" if python else f"{VARIABLE} isn't set"
        print(
            f"SKIPPED: sending to a real learning record store was NOT tried, because {what}.\n"
            "To try it: python3 -m venv ralph && ralph/bin/pip install 'ralph-malph[full]' && "
            f"{VARIABLE}=ralph/bin/python make soak",
            file=sys.stderr,
        )
        return 0
    with tempfile.TemporaryDirectory() as name:
        try:
            try_out(Run(Path(name), python, options.statements))
        except Failed as error:
            print(f"FAILED: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
