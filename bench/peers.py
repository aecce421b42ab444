"""What other tools find of the same planted faults, beside ours: `python -m bench.peers --ink DIR --choicescript DIR ...`.

Prints, for each tool and fault, what it says of the story with the fault that it does not say of the story without, and in
what time; then how many random walks of published ink stories die. The peers are not part of this project: each is given
as a folder, and one that is not there is named as not run. Nothing here judges what a tool is good for besides.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import tomli

from bench import peer_stories as stories

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

WALKS = 1000
SEED = 1
MOST_CHOICES = 1000
"""Choices after which a random walk of ours through an ink story is given up as going round."""
GIVEN_UP = 20.0
"""Seconds after which a tool is stopped; a random play that goes round for ever has no end of its own."""
NODE_SCRIPTS = Path(__file__).parent / "node"

Tool = tuple[str, "Callable[[str | None], list[str]]"]


def main() -> None:
    """Measure what is there and name what is not."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, what in (
        ("ink", "the folder of the npm package inkjs"),
        ("choicescript", "a checkout of dfabulich/choicescript"),
        ("uurage", "a checkout of UURAGE/ScenarioEditor"),
    ):
        variable = f"PEERS_{name.upper()}"
        parser.add_argument(
            f"--{name}", type=Path, default=os.environ.get(variable), help=f"{what}, or ${variable}"
        )
    parser.add_argument(
        "--story", type=Path, action="append", default=[], help="a published ink story to walk"
    )
    parser.add_argument("--walks", type=int, default=500, help="walks of a published story")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tools, missing = _tools(arguments, Path(folder))
        for name, look in tools:
            _measure(name, look)
    if arguments.ink and shutil.which("node"):
        for story in arguments.story:
            _walk(Path(arguments.ink), story, arguments.walks)
    print()
    for words in (
        *missing,
        "H5P branching scenario: an editor in a browser, without a command to run",
    ):
        print(f"not run: {words}")


def _tools(arguments: argparse.Namespace, folder: Path) -> tuple[list[Tool], list[str]]:
    """Return the tools that can be run, ours first, and why the others cannot."""
    tools: list[Tool] = [
        ("simulator check", lambda fault: _ours(folder, fault)),
        ("simulator check --prove", lambda fault: _ours(folder, fault, "--prove")),
    ]
    missing = []
    peers: dict[str, Callable[[Path], list[Tool]]] = {
        "ink": lambda peer: [
            ("ink: inkjs compiler", lambda fault: _ink(peer, folder, fault)["messages"]),
            (f"ink: {WALKS} random walks", lambda fault: _ink_walked(peer, folder, fault)),
        ],
        "choicescript": lambda peer: [
            ("ChoiceScript quicktest", lambda fault: _quicktest(peer, folder, fault)),
            (f"ChoiceScript randomtest, {WALKS}", lambda fault: _randomtest(peer, folder, fault)),
        ],
        "uurage": lambda peer: [("UURAGE validator", lambda fault: _uurage(peer, fault))],
    }
    for name, made in peers.items():
        given = getattr(arguments, name)
        if not shutil.which("node"):
            missing.append(f"{name}: there is no node here")
        elif given is None or not Path(given).is_dir():
            missing.append(f"{name}: no folder given with --{name}")
        else:
            tools += made(Path(given).resolve())
    return tools, missing


def _measure(name: str, look: Callable[[str | None], list[str]]) -> None:
    """Return what a tool says of each fault, less what it says without one; times are of whole processes, start-up included."""
    start = time.perf_counter()
    usual = set(look(None))
    print(f"\n{name}\n  no fault: {len(usual)} said, {time.perf_counter() - start:.1f} s")
    for words in sorted(usual):
        print(f"      {words}")
    for fault in stories.FAULTS:
        start = time.perf_counter()
        said = [words for words in dict.fromkeys(look(fault)) if words not in usual]
        seconds = time.perf_counter() - start
        print(f"  {fault}: {'found' if said else 'not found'}, {seconds:.1f} s")
        for words in said:
            print(f"      {words}")


def _ours(folder: Path, fault: str | None, *options: str) -> list[str]:
    file = folder / "twin.toml"
    file.write_text(stories.planted(stories.TOML, stories.TOML_FAULTS, fault))
    command = [sys.executable, "-m", "simulator", "check", "--json", *options, str(file)]
    problems = json.loads(_run(command, folder))["problems"]
    return [f"{problem['rule']}: {problem['message']}" for problem in problems]


def _ink(peer: Path, folder: Path, fault: str | None, walks: int = 0) -> dict[str, list[str]]:
    file = folder / "twin.ink"
    file.write_text(stories.planted(stories.INK, stories.INK_FAULTS, fault))
    return _walks(peer, file, walks)


def _ink_walked(peer: Path, folder: Path, fault: str | None) -> list[str]:
    """Return what random walks show: how they end, and which knots and choices (those in brackets) they never meet."""
    report = _ink(peer, folder, fault, WALKS)
    story = stories.planted(stories.INK, stories.INK_FAULTS, fault)
    never = [name for name in re.findall(r"\[(\w+)\]", story) if name not in report["offered"]]
    said = [f"a walk died: {words}" for words in report["died"]]
    said += [f"a walk went on after {MOST_CHOICES} choices"] if report["endless"] else []
    said += [f"knot never visited: {name}" for name in report["never_visited"]]
    return said + [f"choice never offered: {name}" for name in never]


def _walks(peer: Path, file: Path, walks: int) -> dict[str, list[str]]:
    script = str(NODE_SCRIPTS / "ink.cjs")
    command = ["node", script, str(peer), str(file), str(walks), str(SEED), str(MOST_CHOICES)]
    report: dict[str, list[str]] = json.loads(_run(command, Path.cwd(), None))
    return report


def _in_choicescript(peer: Path, folder: Path, fault: str | None) -> Path:
    """Make a copy of ChoiceScript with our story as its game."""
    copy = folder / "choicescript"
    if not copy.exists():
        shutil.copytree(peer, copy, ignore=shutil.ignore_patterns(".git"))
        for scene in (copy / "web/mygame/scenes").glob("*.txt"):
            scene.unlink()
    story = stories.planted(stories.CHOICESCRIPT, stories.CHOICESCRIPT_FAULTS, fault)
    (copy / "web/mygame/scenes/startup.txt").write_text(story)
    return copy


def _quicktest(peer: Path, folder: Path, fault: str | None) -> list[str]:
    """All it says but the names of scenes, the branches that it takes, and that it passed."""
    output = _run(["node", "quicktest.js"], _in_choicescript(peer, folder, fault))
    lines = [line.strip() for line in output.splitlines()]
    usual = re.compile(r"startup,.*|executing|\S+\.txt|QUICKTEST PASSED|")
    return [line for line in lines if not usual.fullmatch(line)]


def _randomtest(peer: Path, folder: Path, fault: str | None) -> list[str]:
    """Why it fails, or which lines it says were hit 0 times."""
    command = ["node", "randomtest.js", f"num={WALKS}", f"seed={SEED}", "showChoices=false"]
    output = _run(command, _in_choicescript(peer, folder, fault))
    said = [line for line in output.splitlines() if "FAILED" in line or line.startswith("stopped")]
    missed = re.findall(r"^startup 0: +(?!undefined$)(\S.*)$", output, re.MULTILINE)
    return said + [f"never hit: {line}" for line in missed]


def _uurage(peer: Path, fault: str | None) -> list[str]:
    story = stories.planted(stories.TOML, stories.TOML_FAULTS, fault)
    graph = stories.drawn(tomli.loads(story))
    script = str(NODE_SCRIPTS / "uurage.cjs")
    report = json.loads(_run(["node", script, str(peer)], Path.cwd(), None, graph))
    return [*report["messages"], *(f"refused to draw: {way}" for way in report["refused"])]


def _walk(peer: Path, story: Path, walks: int) -> None:
    """Random walks over a published story, each choice drawn evenly."""
    report = _walks(peer, story, walks)
    print(f"\n{story.parent.name}/{story.name}: {walks} random walks")
    print(f"  the compiler said {len(report['messages'])} things")
    print(f"  {report['ended']} ended, {report['endless']} went on, died:")
    died: Iterable[tuple[str, str]] = dict(report["died"]).items()
    for words, count in died or [("none", "0")]:
        print(f"      {count}: {words}")


def _run(
    command: list[str], folder: Path, give_up: float | None = GIVEN_UP, given: str | None = None
) -> str:
    """Return what a tool prints; that it was stopped is added as a line where it was."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with tempfile.TemporaryFile("w+") as output:
        stopped = ""
        try:
            subprocess.run(
                command,
                cwd=folder,
                env=environment,
                input=given,
                stdout=output,
                text=True,
                timeout=give_up,
                check=False,
            )
        except subprocess.TimeoutExpired:
            stopped = f"\nstopped after {give_up:.0f} s without an end"
        output.seek(0)
        return output.read() + stopped


if __name__ == "__main__":
    main()
