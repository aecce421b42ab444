"""What reading the table of a scenario gives: a document, where each of its values was read, and what could not be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from simulator.scenario.limits import FORMAT

_ACCEPTED = re.compile(r"(?:(?P<key>[a-z_]+(?:\[\d+\])?(?:\.[a-z_]+)*):\s*)?(?P<comment>.+)\Z")


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in the table: its row, counted from 1, and the heading of its column, which may be empty."""

    row: int
    column: str = ""


@dataclass(frozen=True, slots=True)
class TableProblem:
    """What is wrong at a place of the table, and what to do about it; `lost` tells that other rows may depend on this one."""

    cell: Cell
    message: str
    hint: str | None = None
    lost: bool = True


@dataclass(slots=True)
class TableReading:
    """What reading a table gave.

    Attributes:
        document: The tables and values of the scenario.
        comments: What is accepted in it, by the dotted path that it goes above.
        cells: Where each value was read, by its dotted path.
        headings: The number of each column, counted from 0.
        problems: What could not be read.
        notes: What was read in another way than it is written.
    """

    document: dict[str, Any] = field(default_factory=lambda: {"format": FORMAT})
    comments: dict[str, list[str]] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    headings: dict[str, int] = field(default_factory=dict)
    problems: list[TableProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def accept(self, place: str, text: str) -> None:
        """Note the warnings that a row accepts, one per line of its cell; `place` is the dotted path of what the row is."""
        for line in text.splitlines():
            if found := _ACCEPTED.match(line.strip()):
                target = f"{place}.{found['key']}" if found["key"] else place
                self.comments.setdefault(target, []).append(f"simulator: ignore {found['comment']}")
