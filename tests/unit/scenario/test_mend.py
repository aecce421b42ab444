"""Tests of files mended by the edits that their problems carry."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from simulator.cli.commands.new import TEMPLATE
from simulator.scenario import mend as mending
from simulator.scenario.diagnostic import Diagnostic, Severity
from simulator.scenario.edit import Edit, apply_edits
from simulator.scenario.mend import mend
from simulator.scenario.parse import Reading, parse
from simulator.scenario.toml_errors.read import read
from tests.support.amounts import cases

if TYPE_CHECKING:
    from collections.abc import Sequence

CORPUS = Path(__file__).parents[2] / "data" / "rules"
ERR = sorted(CORPUS.glob("*/err/*.toml"))
RIGHT = TEMPLATE.read_text("utf-8").replace("TITLE", "The late parcel")
EITHER_WAY = ("[scenes.half]", "[scenes.hlaf]")
"""A slip that can be mended in the header or where the scene is named."""
SLIPS = (
    ("title =", "titel ="),
    ("note = ", "noet = "),
    ("[[scenes.finding.replies]]", "[[scenes.finding.repleis]]"),
    EITHER_WAY,
    ('"say-it-back"', '"Say it back"'),
    ('"apologize"', '"apologise"'),
    ("flag('knows-birthday')", "flag('knows-birthda')"),
    ('"full"', '"ful"'),
    ("level = 2", 'level = "2"'),
    ("temperament", "temprament"),
    ('start = "opening"', 'start = "openin"'),
)


@pytest.mark.parametrize("seed", range(cases(30)))
def test_several_slips_in_one_run(seed: int) -> None:
    """Names and keys that are nearly right come out as they were, in either line ends and with a byte order mark."""
    rng = random.Random(seed)
    right = RIGHT.replace("\n", "\r\n") if seed % 2 else RIGHT
    right = f"\ufeff{right}" if seed % 3 else right
    wrong = right
    chosen = rng.sample(SLIPS, 4)
    for good, bad in chosen:
        wrong = wrong.replace(good, bad)
    mended = mend(wrong.encode(), "t", "t.toml")
    assert () == mended.left, chosen
    if EITHER_WAY not in chosen:
        assert right == mended.data.decode(), chosen
    assert mended.places >= len(chosen)


def test_a_file_without_problems() -> None:
    """Nothing is changed in it."""
    assert (RIGHT.encode(), 0, ()) == mend(RIGHT.encode(), "t", "t.toml")


@pytest.mark.parametrize("path", ERR, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_every_wrong_file_of_the_corpus(path: Path) -> None:
    """What is left can't be mended by its edits, and nothing is changed where there are none."""
    data = path.read_bytes()
    mended = mend(data, path.stem, path.name)
    assert parse(mended.data, path.stem, path.name).diagnostics == mended.left
    if not mended.places:
        assert data == mended.data
    assert mended == mend(mended.data, path.stem, path.name)._replace(places=mended.places)


@pytest.mark.parametrize("written", ["Say-It-Back", "SayItBack", "Say It Back!", "Saying It Back"])
def test_a_bad_name_gets_the_name_that_is_used_elsewhere(written: str) -> None:
    """Its id is changed to what the tests of the file already call it, and nothing else."""
    assert RIGHT.count('"say-it-back"') > 1
    wrong = RIGHT.replace('id = "say-it-back"', f'id = "{written}"')

    assert (RIGHT, 1) == (
        mend(wrong.encode(), "t", "t.toml").data.decode(),
        len(parse(wrong.encode(), "t", "t.toml").diagnostics),
    )


def test_a_closing_brace_goes_before_the_comma() -> None:
    """An inline table without its brace comes out as if it had been there, in a list and outside."""
    for right in (
        'says = [\n  "A.",\n  { text = "B.", sets = ["c"] },\n]',
        "x = { a = 1, b = [1] }\n\n[y]\nz = 1",
    ):
        for wrong in (right.replace(" }", ""), right.replace(" }", " ]")):
            assert right == mended_syntax(wrong), wrong


def mended_syntax(text: str) -> str:
    """Return a text with the edits made that its mistakes of syntax carry."""
    problems = read(text)
    assert isinstance(problems, tuple)
    return apply_edits(text, [edit for each in problems for edit in each.edits])


def problem(line: int, edits: Sequence[Edit]) -> Diagnostic:
    """Return an error with edits."""
    return Diagnostic("r", Severity.ERROR, "f", line, 1, "", "m", None, tuple(edits))


def test_edits_that_mend_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """They end the rounds, whether the problem stays or two texts follow each other for ever."""
    monkeypatch.setattr(
        mending, "parse", lambda *_: Reading(None, (problem(1, [Edit(0, 0, "x")]),), "")
    )
    assert (b"a", 0) == mend(b"a", "t", "t")[:2]

    def other(data: bytes, *_: str) -> Reading:
        line, word = (1, "b") if data == b"a" else (2, "a")
        return Reading(None, (problem(line, [Edit(0, 1, word)]),), "")

    monkeypatch.setattr(mending, "parse", other)
    assert (b"b", 1) == mend(b"a", "t", "t")[:2]


@pytest.mark.parametrize("name", ["Finding", "find_ing", "Fínding"])
def test_a_name_in_a_wrong_form_everywhere(name: str) -> None:
    """The name is put right in headers, ways on, guards and tests alike."""
    header = RIGHT.replace("scenes.finding", f'scenes."{name}"')
    wrong = header.replace('"finding"', f'"{name}"')
    mended = mend(wrong.encode(), "t", "t.toml")
    assert () == mended.left
    assert parse(mended.data, "t", "t.toml").scenario is not None
