"""What plays come to, added up one after the other: what the history's own sums are compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.course.overview import wanted_for
from simulator.records.history_totals import PlayTotals, Total, Wanted
from simulator.ruleset import EDITION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.course.model import Course
    from simulator.records.history_rows import Play


def totals_of(plays: Sequence[Play], course: Course | None = None) -> PlayTotals:
    """Return what plays of one person come to, which are in the order in which they were begun."""
    wanted = wanted_for(course)
    counted = [play for play in plays if play.counts and play.edition == EDITION]
    groups: dict[tuple[str, str, str | None], list[Play]] = {}
    for play in counted:
        groups.setdefault((play.scenario, play.mode, play.figures.ending), []).append(play)
    totals = (_total(key, found, wanted) for key, found in groups.items())
    return PlayTotals(
        tuple(sorted(totals, key=lambda total: (total.scenario, total.mode, total.ending or ""))),
        frozenset(play.updated.astimezone().date() for play in plays if play.moves),
        {area: _latest(area, counted, wanted) for area in wanted.areas},
        tuple(
            sorted({p.edition for p in plays if p.edition < EDITION and p.scenario != wanted.apart})
        ),
    )


def _total(key: tuple[str, str, str | None], plays: list[Play], wanted: Wanted) -> Total:
    quality = [(play.figures.qa or 0, play.updated) for play in plays]
    first = {
        mark: min((when for reached, when in quality if reached >= mark), default=None)
        for mark in wanted.marks
    }
    return Total(
        *key,
        len(plays),
        max(play.figures.satisfaction or 0 for play in plays),
        max(reached for reached, _ in quality),
        max(play.updated for play in plays),
        {mark: when for mark, when in first.items() if when},
    )


def _latest(area: str, plays: list[Play], wanted: Wanted) -> tuple[int, ...]:
    values = [
        value
        for play in plays
        for name, value in play.figures.dimensions
        if name == area and play.scenario != wanted.apart
    ]
    return tuple(values[-wanted.most :])
