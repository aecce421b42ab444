"""A file that a trainer sent, as `simulator check` reads it: the scenario, or what is wrong and in which lines. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from simulator.scenario.diagnostic import Severity
from simulator.scenario.parse import parse
from simulator.text import blank_unprintable, shorten

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
MOST_SHOWN = 50
"""Problems that are shown: the first are the cause of many others."""
LINE_SIGNS = 200


class Problem(NamedTuple):
    """What is wrong with a line, and the line as it can be shown; `line` and `column` count from 1."""

    line: int
    column: int
    is_error: bool
    message: str
    hint: str
    rule: str
    source: str


class Checked(NamedTuple):
    """A file that was checked; `scenario` is None where it has errors."""

    text: bytes
    hash: str
    scenario: Scenario | None
    problems: tuple[Problem, ...]
    errors: int
    warnings: int


def check(text: bytes, id: str) -> Checked:
    """Return a file as it was read and what is wrong with it."""
    reading = parse(text, id, f"{id}.toml")
    lines = text.decode("utf-8-sig", "replace").split("\n")
    problems = tuple(
        Problem(
            found.line,
            found.column,
            found.severity is Severity.ERROR,
            found.message,
            found.hint or "",
            found.rule,
            shorten(blank_unprintable(lines[found.line - 1].rstrip("\r")), LINE_SIGNS)
            if found.line <= len(lines)
            else "",
        )
        for found in reading.diagnostics
    )
    errors = sum(problem.is_error for problem in problems)
    return Checked(text, reading.hash, reading.scenario, problems, errors, len(problems) - errors)


def id_from(name: str) -> str:
    """Return the id that a file's name suggests; nothing where it suggests none."""
    stem = name.replace("\\", "/").rpartition("/")[2].removesuffix(".toml")
    plain = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:60]
    return plain if ID.fullmatch(plain) else ""


def text_from(typed: str) -> bytes:
    """Return a file from a field that it was typed into, where browsers end each line in two signs."""
    return typed.replace("\r\n", "\n").encode("utf-8", "replace")
