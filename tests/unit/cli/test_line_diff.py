"""Tests of the diff that `check --fix` shows: what difflib writes, and no slower for thousands of changes."""

from __future__ import annotations

import difflib
import random

import pytest

from simulator.cli.line_diff import count_changes, unified_diff
from tests.support.amounts import cases


def patched(old: list[str], diff: list[str]) -> list[str]:
    """Apply a unified diff by its own hunks."""
    new, at = [], 0
    for line in diff[2:]:
        if line.startswith("@@"):
            first, _, length = line.split()[1][1:].partition(",")
            start = int(first) - (length != "0")
            new += old[at:start]
            at = start
        elif line.startswith("+"):
            new.append(line[1:])
        else:
            assert old[at] == line[1:]
            new += [line[1:]] if line.startswith(" ") else []
            at += 1
    return new + old[at:]


@pytest.mark.parametrize("seed", range(cases(200)))
def test_it_leads_from_the_old_text_to_the_new(seed: int) -> None:
    """Whatever lines are changed, added and deleted; where the number stays, lines are paired."""
    rng = random.Random(seed)
    old = [rng.choice("abc") for _ in range(rng.randint(0, 30))]
    new = [rng.choice("xyz") if rng.random() < 0.2 else line for line in old]
    if seed % 2:
        new = [line for line in new if rng.random() < 0.9] + ["end"] * rng.randint(0, 2)
    diff = list(unified_diff(old, new, "f"))
    assert (old == new, new) == (not diff, patched(old, diff) if diff else old)


def test_it_is_written_as_difflib_writes_it() -> None:
    """Names, ranges and context are the same."""
    old = [f"line {number}" for number in range(30)]
    new = [*old[:5], "five", *old[6:20], "more", *old[20:]]
    expected = list(difflib.unified_diff(old, new, "f", "f", lineterm=""))
    assert expected == list(unified_diff(old, new, "f"))
    same_length = [*old[:29], "last"]
    expected = list(difflib.unified_diff(old, same_length, "f", "f", lineterm=""))
    assert expected == list(unified_diff(old, same_length, "f"))


def test_changes_are_counted_by_line() -> None:
    """A line with several changes is one, and so is a line that is new or gone."""
    old = [f"line {number}" for number in range(30)]
    assert 0 == count_changes(old, old)
    assert 2 == count_changes(old, ["first", *old[1:29], "last"])
    assert 2 == count_changes(old, [*old[:5], "five", *old[6:20], "more", *old[20:]])


def test_thousands_of_changes() -> None:
    """Each line is looked at a few times, not compared with all the others."""
    old = ["says = “x”", ""] * 20_000
    new = ['says = "x"', ""] * 20_000
    assert 40_000 + 20_000 + 3 == len(list(unified_diff(old, new, "f")))
    assert 3 + 40_000 + 40_001 + 1 == len(list(unified_diff([*old, "z"], [*new, "y", "z"], "f")))
