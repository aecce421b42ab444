"""Tests that a misspelt key, table or reference of the format's complete example is one problem, at its line.

Everything is taken from the example as it stands in the guide, so what is added there is tried as well.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.scenario.names import uses
from simulator.scenario.parse import parse
from simulator.scenario.position_scan import KEY, Node, scan
from simulator.scenario.positions import Positions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.diagnostic import KeyPath

PAGE = (Path(__file__).parents[3] / "docs" / "scenario-format.md").read_text("utf-8")
EXAMPLE = max(re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL), key=len)


def misspelt(word: str) -> str:
    """Return a word with a letter left out or, if it is short, one twice."""
    middle = len(word) // 2
    if len(word) < 3:
        return word + word[-1]
    return word[:middle] + (word[middle + 1 :] if len(word) > 4 else word[middle] + word[middle:])


def nodes(node: Node, path: KeyPath = ()) -> Iterator[Node]:
    """Yield every key and value below a node."""
    children = node.children
    items = children.items() if isinstance(children, dict) else enumerate(children or [])
    for step, child in items:
        yield child
        yield from nodes(child, (*path, step))


def keys() -> dict[int, str]:
    """Return every key without quotes by its offset, in headers too."""
    found = {}
    for node in nodes(scan(EXAMPLE)):
        for start in {node.key, *node.mentions}:
            key = KEY.match(EXAMPLE, start)
            line_start = EXAMPLE.rfind("\n", 0, start) + 1
            is_key = EXAMPLE.startswith("[", line_start)
            if key and key["bare"] and (is_key or key["dot"] or EXAMPLE.startswith("=", key.end())):
                found[start] = key["bare"]
    return found


def references() -> dict[int, str]:
    """Return every name that is written where another place defines it, by its offset."""
    scenario = parse(EXAMPLE.encode(), "example", "example.toml").scenario
    assert scenario is not None
    positions, lines = Positions(EXAMPLE), EXAMPLE.split("\n")
    found = {}
    for use in uses(scenario):
        setter = re.search(r"(sets|promises)$", str(use.path[-2:-1] and use.path[-2]))
        if use.is_key or use.is_definition or setter:
            continue
        place = positions.inside(use.path, use.offset)
        start = sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1
        found[EXAMPLE.index(use.written, start)] = use.written
    return found


def not_one_problem(places: dict[int, str]) -> list[str]:
    """Return what a misspelling of each name gives, where that isn't one problem at its line."""
    wrong = []
    for start, word in places.items():
        text = EXAMPLE[:start] + misspelt(word) + EXAMPLE[start + len(word) :]
        found = parse(text.encode(), "example", "example.toml").diagnostics
        line = EXAMPLE.count("\n", 0, start) + 1
        if [line] != [problem.line for problem in found]:
            wrong.append(
                f"{line}: {misspelt(word)}: {[(each.line, each.message) for each in found]}"
            )
    return wrong


def test_the_example_has_no_problem() -> None:
    """What is misspelt here is right as it stands."""
    assert () == parse(EXAMPLE.encode(), "example", "example.toml").diagnostics


def test_a_misspelt_key_is_one_problem() -> None:
    """Each key and each part of a header, misspelt, is the one problem of the file."""
    places = keys()

    assert len(places) > 200
    assert [] == not_one_problem(places)


def test_a_misspelt_reference_is_one_problem() -> None:
    """Each name of a scene, reply, flag or promise that is defined elsewhere, misspelt, is the one problem of the file."""
    places = references()

    assert len(places) > 30
    assert [] == not_one_problem(places)


def test_an_answer_to_a_question_that_is_no_name() -> None:
    """A wrong `need` is a wrong answer, not something that is missing from a list."""
    wrong = re.sub(r'^(outcome = ".*")$', r'\1\nneed = "yes"', EXAMPLE, count=1, flags=re.MULTILINE)

    assert [
        (
            'need says whether they got what they needed, so it can\'t be "yes".',
            "Allowed: met, partly, missed.",
        )
    ] == [(each.message, each.hint) for each in parse(wrong.encode(), "x", "x.toml").diagnostics]
