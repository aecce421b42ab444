"""The changes that mend problems, each with a name for the list that an editor offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.text import count, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.editor.problems import Problem
    from simulator.scenario.edit import Edit

MAX_TITLE = 40
"""Characters of what is written, in the name of a change."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change that an editor can make: its name, what it writes, and the problem that it mends if it is a single one."""

    title: str
    edits: tuple[Edit, ...]
    problem: Problem | None = None


def changes_at(problems: Iterable[Problem], text: str, span: tuple[int, int]) -> list[Change]:
    """Return the changes that mend the problems at a span of a text."""
    start, end = span
    return [
        Change(_title(problem, text), problem.edits, problem)
        for problem in problems
        if problem.edits and problem.span[0] <= end and problem.span[1] >= start
    ]


def all_changes(problems: Iterable[Problem]) -> Change | None:
    """Return one change that mends every problem it can; None where there are not at least two."""
    found: list[Edit] = []
    mended = 0
    for problem in problems:
        if problem.edits and not _overlap(problem.edits, found):
            found += [edit for edit in problem.edits if edit not in found]
            mended += 1
    if mended < 2:
        return None
    return Change(f"Fix {count(mended, 'problem')} in this file", tuple(sorted(found)))


def _overlap(edits: Sequence[Edit], others: Sequence[Edit]) -> bool:
    """Return whether some edits touch the same characters as others that aren't the same."""
    return any(
        edit != other and edit.start <= other.end and other.start <= edit.end
        for edit in edits
        for other in others
    )


def _title(problem: Problem, text: str) -> str:
    """Return what a change does, in a few words."""
    if len(problem.edits) > 1:
        return problem.hint.rstrip(".") or f"Fix this in {count(len(problem.edits), 'place')}"
    edit = problem.edits[0]
    new = shorten(" ".join(edit.text.split()), MAX_TITLE)
    old = shorten(" ".join(text[edit.start : edit.end].split()), MAX_TITLE)
    if not new:
        return f"Delete {old}" if old else "Delete the line break"
    return f"Change {old} to {new}" if old else f"Add {new}"
