"""Print the problems of scenario files for people: place, sentence, hint, and the line they are in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.library import LibraryError, read_bytes
from simulator.text import blank_unprintable, count_or_no, short_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from simulator.scenario.diagnostic import Diagnostic

MAX_PRINTED = 50
"""Problems of one file that are printed: no one reads thousands, and the first are the cause of many others."""


def lines_of(path: Path) -> list[str]:
    """Return a file's lines as its problems count them; none where it cannot be read any more."""
    try:
        return read_bytes(path).decode("utf-8-sig", "replace").split("\n")
    except LibraryError:
        return []


def print_problems(path: Path, problems: Sequence[Diagnostic]) -> None:
    """Print the problems of a file for people; of very many only the first, and how many more there are."""
    lines = lines_of(path)
    for problem in problems[:MAX_PRINTED]:
        print_problem(problem, lines)
    if words := more_words(len(problems)):
        print(f"{short_path(path)}: {words}")


def more_words(problems: int) -> str:
    """Return how many problems of a file are not printed; nothing where all of them are."""
    more = problems - MAX_PRINTED
    return f"and {count_or_no(more, 'more problem')}; --json lists all of them." if more > 0 else ""


def print_problem(problem: Diagnostic, lines: list[str]) -> None:
    """Print a problem for people: place, sentence, hint, and the line with a mark under it."""
    hint = f" {problem.hint}" if problem.hint else ""
    print(
        f"{problem.file}:{problem.line}:{problem.column}: {problem.severity.value}: "
        f"{problem.message}{hint} [{problem.rule}]"
    )
    if problem.line <= len(lines):
        text, mark = excerpt(lines[problem.line - 1], problem.column)
        gutter = " " * len(str(problem.line))
        print(f"  {problem.line} | {text}\n  {gutter} | {mark}")


def excerpt(line: str, column: int, width: int = 90) -> tuple[str, str]:
    """Return a line of a file as it can be shown, and the mark under a column; long lines are cut around it."""
    start = max(0, column - 1 - width // 2) if len(line) > width else 0
    cut = blank_unprintable(line[start : start + width])
    before, after = ("…" if start else ""), ("…" if start + width < len(line) else "")
    return before + cut + after, " " * (column - 1 - start + len(before)) + "^"
