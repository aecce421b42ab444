"""Follows docs/writing-scenarios.md to the letter, so that the guide cannot rot.

The guide's steps are written for people, in bold at the start of a line; here they are read as they stand and carried out in
a folder of their own. Whoever changes the words of a step changes them for this reader too.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from simulator.engine.mutation import mutate
from simulator.prover.prover import prove
from simulator.ruleset import SKILLS, SLIPS
from simulator.scenario.library import load
from tests.support.patience import PATIENCE

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "writing-scenarios.md").read_text("utf-8")
HOOKS = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
NAME = "bike-not-ready"

STEP = re.compile(
    r"(?ms)^\*\*(?P<kind>Run|Replace|Delete|Add)(?P<words>[^\n]*)\n+(?:```\w+\n(?P<block>.*?)^```$)?"
)
PROGRESS = re.compile(rf"{NAME}: .+, [\d,]+ states, \d+ s\Z")
"""How far a proof is, which is told only where the machine takes more than a second."""
TICKED = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Step:
    """One step: its kind, its own words, and the block below it."""

    kind: str
    words: str
    block: str

    @property
    def named(self) -> list[str]:
        """What stands between backticks in its words."""
        return TICKED.findall(self.words)


def steps(text: str) -> list[Step]:
    """Every step of the guide, in order."""
    return [
        Step(found["kind"], found["words"], found["block"] or "") for found in STEP.finditer(text)
    ]


@dataclass
class Reader:
    """Somebody who does what the guide says and nothing else."""

    home: Path
    folder: Path = field(init=False)

    def __post_init__(self) -> None:
        self.folder = self.home
        command = self.home / "bin" / "simulator"
        command.parent.mkdir()
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m simulator "$@"\n', "utf-8")
        command.chmod(0o755)

    @property
    def file(self) -> Path:
        """The scenario being written."""
        return self.folder / f"{NAME}.toml"

    def follow(self, step: Step) -> None:
        """Carry out a step, and compare what a command answers with what the guide shows."""
        if step.kind == "Run":
            self.run(step.block, "".join(f"{move}\n" for move in step.named))
        else:
            self.file.write_text(changed(self.file.read_text("utf-8"), step), "utf-8")

    def run(self, block: str, typed: str) -> None:
        """Run the commands of a block, one after the other."""
        for part in re.split(r"(?m)^\$ ", block)[1:]:
            command, _, shown = part.partition("\n")
            answer = self.answer(command, typed)
            expected = shown.rstrip("\n").split("\n") if shown.strip() else []
            if expected[:1] == ["…"]:
                expected = expected[1:]
                answer = answer[-len(expected) :]
            if expected:
                assert [timeless(line) for line in expected] == [timeless(line) for line in answer]

    def answer(self, command: str, typed: str = "") -> list[str]:
        """What a command answers, as a terminal shows it; a command that fails must be meant to."""
        words = shlex.split(command)
        if words[0] == "cd":
            self.folder /= words[1]
            return []
        environment = {
            "PATH": f"{self.home / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "TERM": "xterm",
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{who}_NAME": "Ann" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": "ann@example.org" for who in ("AUTHOR", "COMMITTER")},
        }
        done = subprocess.run(
            words,
            cwd=self.folder,
            env=environment,
            input=typed,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        text = done.stdout + done.stderr
        assert "Traceback" not in text
        assert done.returncode == int(" error: " in text), f"{command}\n{text}"
        return [line for line in text.rstrip("\n").split("\n") if not PROGRESS.match(line)]


def timeless(line: str) -> str:
    """A line without the seconds that something took."""
    return re.sub(r"\d+\.\d s\.", "… s.", line)


def changed(text: str, step: Step) -> str:
    """The file once a step that edits it is done; a line that is named stands in it once."""
    block = step.block
    apart = f"{block}\n" if block.startswith("[") else block
    what = re.sub(r"`[^`]+`", "X", step.words).strip()
    if step.kind == "Delete":
        assert 1 == text.count(block)
        return text.replace(block, "")
    if what == "at the end**":
        return f"{text}\n{block}"
    named = step.named[0]
    assert 1 == text.split("\n").count(named), named
    place = f"\n{text}".index(f"\n{named}\n")
    match step.kind, what:
        case "Replace", "everything before** X **with**":
            return f"{block}\n{text[place:]}"
        case "Replace", "everything from** X **on with**":
            return text[:place] + block
        case "Replace", "** X **with** X":
            return text[:place] + step.named[1] + text[place + len(named) :]
        case "Add", "above** X":
            return text[:place] + apart + text[place:]
        case "Add", "below** X":
            below = place + len(named) + 1
            return text[:below] + apart + text[below:]
    raise AssertionError(f"No such step: {step.kind}{step.words}")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A reader who has followed the whole guide."""
    reader = Reader(tmp_path_factory.mktemp("guide"))
    for step in steps(GUIDE):
        reader.follow(step)
    return reader


def test_it_is_followed_to_the_end(written: Reader) -> None:
    """Each step can be done, and each command answers what the guide shows; the result has no problem."""
    reading = load(written.file)

    assert () == reading.diagnostics
    assert {"Run", "Replace", "Delete", "Add"} == {step.kind for step in steps(GUIDE)}


def test_no_bold_step_is_overlooked() -> None:
    """Every line that begins like a step is read as one, and every block of TOML belongs to one."""
    begun = re.findall(r"(?m)^\*\*(?:Run|Replace|Delete|Add)\b", GUIDE)
    blocks = re.findall(r"(?m)^```(?:toml|console)$", GUIDE)

    assert len(begun) == len(steps(GUIDE))
    assert len(blocks) == sum(bool(step.block) for step in steps(GUIDE))


def test_what_is_written_is_good(written: Reader) -> None:
    """The guide's own scenario is what the guide asks for: two good ways, a good no, and habits that do not win."""
    scenario = load(written.file).scenario
    assert scenario
    proof = prove(scenario)
    habits = {play.name: play.satisfaction for play in proof.policies}

    assert proof.exact
    assert proof.best
    assert ((), (), ()) == (proof.traps, proof.never_offered, proof.unreachable_scenes)
    assert {"full", "alternative", "none"} == {
        scene.ending.outcome for scene in scenario.scenes.values() if scene.ending
    }
    for name in ("first", "last", "longest", "shortest", "polite", "solver"):
        assert (habits[name] or 0) <= proof.best.satisfaction - 20, name
    assert 0 < mutate(scenario).score < 100


def test_the_copy_has_the_places_that_are_named(written: Reader) -> None:
    """The short names of the guide are those of the copy that it makes."""
    copy = (written.folder / f"{NAME}.html").read_text("utf-8")

    assert re.search(r'<tr valign="top" id="1c">.*?harbour', copy)
    assert '<h3 id="1.2">1.2 say-it-back</h3>' in copy


def test_the_table_has_every_tag() -> None:
    """Each skill stands in the table with the slip that mirrors it."""
    rows = re.findall(r"(?m)^\| ([a-z-]+) \| .+? \| ([a-z-]*) ?\|", GUIDE.split("## 5.")[0])
    tags = [(name, slip) for name, slip in rows if name != "skill"]

    assert {name: skill.slip or "" for name, skill in SKILLS.items()} == dict(tags) | {"listen": ""}
    assert set(SLIPS) == {slip for _, slip in tags if slip}


def test_the_commands_of_ci_work(written: Reader) -> None:
    """What the workflow runs runs in the trainer's folder."""
    (workflow,) = [block for block in fenced("yaml") if "runs-on" in block]
    commands = re.findall(r"(?m)- run: (simulator .+)$", workflow)

    assert ["simulator check --github .", "simulator test ."] == commands
    assert [""] == written.answer(commands[0])
    assert "1 file: 5 passed, 0 failed." == written.answer(commands[1])[-1]


def test_the_hooks_work(written: Reader) -> None:
    """Each hook's entry runs on the files that pre-commit hands it, and the guide names no other hook."""
    ids = re.findall(r"(?m)^- id: (.+)$", HOOKS)
    entries = re.findall(r"(?m)^  entry: (.+)$", HOOKS)

    assert ["simulator-check", "simulator-test"] == ids
    assert ["simulator check", "simulator test"] == entries
    assert set(ids) == set(re.findall(r"- id: ([a-z-]+)", GUIDE))
    for entry, arguments in zip(entries, ("--prove", ""), strict=True):
        written.answer(f"{entry} {arguments} {NAME}.toml")


def fenced(language: str) -> list[str]:
    """The blocks of one language in the guide."""
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", GUIDE)
