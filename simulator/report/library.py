"""The library as a table: what a proof and the tests say of each scenario, a row each.

Pure: from a scenario, its proof and what its tests notice to a row. docs/library.md is made of it; a test holds the two equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.text import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.engine.mutation import Mutation
    from simulator.scenario.model import Scenario

HEADINGS = (
    "file", "channel", "level", "careful", "scenes", "endings",
    "best", "polite", "solve-first", "worst", "tests", "mutation score",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One scenario: its size, how many percent of careful plays satisfy the customer, the satisfaction of four plays (None
    where it is not known), and its tests.
    """

    id: str
    channel: str
    level: int
    careful: int | None
    scenes: int
    endings: int
    best: int | None
    polite: int | None
    solver: int | None
    worst: int | None
    tests: int
    mutation: int

    def cells(self) -> tuple[str, ...]:
        """Return the row as text."""
        scores = (self.best, self.polite, self.solver, self.worst)
        told = ["unknown" if score is None else number(score) for score in scores]
        careful = "unknown" if self.careful is None else f"{self.careful}%"
        counts = (str(self.level), careful, str(self.scenes), str(self.endings))
        return (self.id, self.channel, *counts, *told, str(self.tests), f"{self.mutation}%")

    def as_json(self) -> dict[str, Any]:
        """Return the row for `list --proved --json`."""
        return {
            "id": self.id,
            "channel": self.channel,
            "level": self.level,
            "careful": self.careful,
            "scenes": self.scenes,
            "endings": self.endings,
            "best": self.best,
            "polite": self.polite,
            "solver": self.solver,
            "worst": self.worst,
            "tests": self.tests,
            "mutation": self.mutation,
        }


def row_of(scenario: Scenario, scores: Scores, mutation: Mutation) -> Row:
    """Return the row of a scenario."""
    endings = {scene.ending.name for scene in scenario.scenes.values() if scene.ending}
    return Row(
        scenario.id,
        scenario.channel,
        scenario.level,
        scores.careful,
        len(scenario.scenes),
        len(endings),
        scores.best,
        scores.polite,
        scores.solver,
        scores.worst,
        len(scenario.tests),
        mutation.score,
    )


@dataclass(frozen=True, slots=True)
class Scores:
    """What a proof gives for a row: the percent of careful plays that satisfy, and the satisfaction of four plays."""

    careful: int | None
    best: int | None
    polite: int | None
    solver: int | None
    worst: int | None


def table(rows: Iterable[Row]) -> list[str]:
    """Return the table in Markdown, which is readable as text too."""
    lines: list[Sequence[str]] = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(HEADINGS))]

    def drawn(cells: Sequence[str]) -> str:
        padded = (
            cell.ljust(width) if at < 2 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return f"| {' | '.join(padded)} |"

    rule = "|".join("-" * (width + 1) + (":" if at > 1 else "-") for at, width in enumerate(widths))
    return [drawn(HEADINGS), f"|{rule}|", *(drawn(line) for line in lines[1:])]
