"""The corpus of rule files, held to its own comments: every error at its line and column, and no other.

Files lie in `tests/data/rules/RULE/ok` and `.../err`. In the folder of a warning all warnings of that rule are meant as well,
and the others aren't looked at. What an err file must give stands in it: `# expect: rule:column` at
the end of the line that is wrong (several parted by blanks), or `# expect-at: LINE:COLUMN rule` at the top where no comment
can stand on that line.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.scenario.checks import COMMENT_RULES, SHAPE_RULES
from simulator.scenario.checks.registry import CHECKS
from simulator.scenario.diagnostic import Severity
from simulator.scenario.parse import Reading, parse

CORPUS = Path(__file__).parents[2] / "data" / "rules"
OK = sorted(CORPUS.glob("*/ok/*.toml"))
ERR = sorted(CORPUS.glob("*/err/*.toml"))
LARGEST_KEPT = 20_000

_AT_LINE = re.compile(r"# expect: (?P<items>.+)$")
_AT_PLACE = re.compile(r"# expect-at: (?P<line>\d+):(?P<column>\d+) (?P<rule>[a-z-]+)$")

Place = tuple[int, int, str]


def named(path: Path) -> str:
    """A file as a test's id."""
    return str(path.relative_to(CORPUS).with_suffix(""))


def expected_in(path: Path) -> list[Place]:
    """What the comments of a file announce, as line, column and rule, in order."""
    places: list[Place] = []
    for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").split("\n"), 1):
        if found := _AT_PLACE.match(line):
            places.append((int(found["line"]), int(found["column"]), found["rule"]))
        elif found := _AT_LINE.search(line):
            for item in found["items"].split():
                rule, _, column = item.partition(":")
                places.append((number, int(column), rule))
        else:
            assert "expect" not in line or "#" not in line, f"{path}:{number} is not understood"
    return sorted(places)


def problems_of(reading: Reading, rule: str = "") -> list[Place]:
    """The errors of a reading, and its problems of one rule, as line, column and rule."""
    return [
        (problem.line, problem.column, problem.rule)
        for problem in reading.diagnostics
        if problem.severity is Severity.ERROR or problem.rule == rule
    ]


def read(data: bytes | str) -> Reading:
    """The reading of a file's content."""
    return parse(data.encode() if isinstance(data, str) else data, "generated", "generated.toml")


def all_rules() -> set[str]:
    """The name of every rule that `check` follows without a proof."""
    return {*CHECKS, *SHAPE_RULES, *COMMENT_RULES}


def rule_of(path: Path) -> str:
    """The rule that a file is about, by its folder."""
    return path.parts[-3]


def test_the_corpus_is_there() -> None:
    """There are files of both kinds, small ones only."""
    assert OK
    assert ERR
    assert [] == [named(path) for path in (*OK, *ERR) if path.stat().st_size > LARGEST_KEPT]


def test_every_rule_has_its_folder() -> None:
    """Each rule has ok and err files, and each folder is a rule."""
    assert all_rules() == {folder.name for folder in CORPUS.iterdir()}
    assert all_rules() == {rule_of(path) for path in OK}
    assert all_rules() == {rule_of(path) for path in ERR}


@pytest.mark.parametrize("path", OK, ids=named)
def test_a_near_miss_has_no_problem(path: Path) -> None:
    """What stands close to a problem is read without it, and gives a scenario."""
    reading = parse(path.read_bytes(), path.stem, path.name)

    assert [] == problems_of(reading, rule_of(path))
    assert reading.scenario is not None
    assert path.stem == reading.scenario.id


@pytest.mark.parametrize("path", ERR, ids=named)
def test_every_problem_is_found_where_it_is(path: Path) -> None:
    """A file gives the problems that its comments announce, all of them and no other, in order."""
    reading = parse(path.read_bytes(), path.stem, path.name)
    found = problems_of(reading, rule_of(path))

    assert expected_in(path) == sorted(found)
    assert found == sorted(found)
    assert (reading.errors > 0) == (reading.scenario is None)


@pytest.mark.parametrize("path", ERR, ids=named)
def test_an_err_file_is_about_its_rule(path: Path) -> None:
    """Each err file announces at least one problem of the rule whose folder it lies in."""
    assert rule_of(path) in {rule for _, _, rule in expected_in(path)}


@pytest.mark.parametrize("path", ERR, ids=named)
def test_every_error_can_be_read(path: Path) -> None:
    """A problem is a sentence on one line, without unseen characters, and its hint is another."""
    for problem in parse(path.read_bytes(), path.stem, path.name).diagnostics:
        assert path.name == problem.file
        for sentence in (problem.message, problem.hint or "Nothing."):
            assert sentence.isprintable(), problem
            assert sentence.endswith((".", "?")), problem


HEAD = """format = 1
title = "The hard bread"
start = "scene-1"
customer = { name = "Ida Holm" }
"""


def scenes(number: int) -> str:
    """So many scenes, each an ending but the first."""
    first = 'scenes.scene-1 = { says = "Hard.", replies = [{ id = "a", text = "So it is.", to = "scene-2" }] }\n'
    return first + "".join(
        f'scenes.scene-{count} = {{ says = "Bye.", ending = "over", outcome = "none" }}\n'
        for count in range(2, number + 1)
    )


@pytest.mark.parametrize(
    ("number", "expected"), [(2000, []), (2001, [(5, 1, "too-large")])], ids=["2000", "2001"]
)
def test_at_most_2000_scenes(number: int, expected: list[Place]) -> None:
    """A file may have 2,000 scenes; one more is one error, at the first mention of them."""
    assert expected == problems_of(read(HEAD + scenes(number)))


@pytest.mark.parametrize(
    ("size", "expected"),
    [(1 << 20, []), ((1 << 20) + 1, [(1, 1, "too-large")])],
    ids=["1 MiB", "1 MiB and a byte"],
)
def test_at_most_a_mebibyte(size: int, expected: list[Place]) -> None:
    """A file may have 1 MiB; a byte more is one error and nothing else is looked at."""
    data = (HEAD + scenes(2) + "#").encode()

    assert expected == problems_of(read(data + b"x" * (size - len(data))))


def test_a_file_far_too_large_is_not_parsed() -> None:
    """Whatever a file beyond the limit holds, its size is the one thing said of it."""
    assert [(1, 1, "too-large")] == problems_of(read(b"\xff\x00" * (1 << 20)))
