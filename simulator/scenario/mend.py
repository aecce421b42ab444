"""Make the edits that the problems of a file carry, over and over, until none of them mends anything more.

One problem may hide others: a file whose first line can't be read says nothing about its second. So the file is read again
after each round. It opens no file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simulator.scenario.diagnostic import limited_comparisons
from simulator.scenario.edit import apply_edits
from simulator.scenario.parse import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.scenario.diagnostic import Diagnostic

BOM = "\ufeff"
MAX_ROUNDS = 500
"""How often a file is read again: far more often than there are layers of problems in any."""
MAX_COMPARISONS = 1_000_000
"""Pairs of names compared for the hints of all rounds together: what is misspelt beyond them is left as it is."""


class Mended(NamedTuple):
    """A file with edits made: its bytes, how many places were changed, and the problems that are left."""

    data: bytes
    places: int
    left: tuple[Diagnostic, ...]


def mend(data: bytes, id: str, file: str) -> Mended:
    """Return the file with every edit made that its problems carry; bytes that aren't UTF-8 are returned as they are.

    Args:
        data: The file.
        id: What the scenario is called.
        file: How its problems name it.
    """
    with limited_comparisons(MAX_COMPARISONS):
        return _mend(data, id, file)


def _mend(data: bytes, id: str, file: str) -> Mended:
    problems = parse(data, id, file).diagnostics
    places = 0
    seen = {data}
    for _ in range(MAX_ROUNDS):
        after, changed = _round(data, problems)
        if not changed or after in seen:
            break
        left = parse(after, id, file).diagnostics
        if _key(left) == _key(problems):
            break  # the edits don't mend what they are about
        seen.add(after)
        data, problems, places = after, left, places + changed
    return Mended(data, places, problems)


def _round(data: bytes, problems: Sequence[Diagnostic]) -> tuple[bytes, int]:
    """Return a file with the edits of its problems made, and how many there were."""
    edits = {edit for problem in problems for edit in problem.edits}
    if not edits:
        return data, 0
    text = data.decode()
    bom, body = (BOM, text[1:]) if text.startswith(BOM) else ("", text)
    return f"{bom}{apply_edits(body, edits)}".encode(), len(edits)


def _key(problems: Sequence[Diagnostic]) -> list[tuple[str, int, int, str]]:
    """Return what tells problems apart, wherever they say what to write instead."""
    return [(item.rule, item.line, item.column, item.message) for item in problems]
