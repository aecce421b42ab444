"""CSV: one row per version of a scenario, with its figures and whether its scores can be compared with those before it.

The columns are a contract, described in docs/reporting.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.report.export.csv_form import Row, table
from simulator.report.export.values import instant_text
from simulator.report.summary import summary_of
from simulator.report.versions import first_played, last_played, versions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.report.source import ReportSource
    from simulator.report.statistics import Share, Spread
    from simulator.report.summary import ScenarioSummary
    from simulator.report.versions import VersionStep

VERSIONS = "simulator-versions-1"
PLACES = 4
"""Decimals of a share."""


def versions_csv(source: ReportSource, *, excel: bool = False) -> Iterator[str]:
    """Yield a row for each version of each scenario, below the names of the columns."""
    summary = summary_of(source)
    steps = {
        (item.versions[0].card.id, step.after): step
        for item in versions_of(summary.scenarios, source.models)
        for step in item.steps
    }
    rows = (_row(item, steps.get((item.card.id, item.version))) for item in summary.scenarios)
    return table(VERSION_COLUMNS, rows, excel)


def _row(item: ScenarioSummary, step: VersionStep | None) -> Row:
    return {
        "format": VERSIONS,
        "scenario": item.card.id,
        "title": item.card.title,
        "edition": item.edition,
        "version": item.version or 1,
        "digest": item.card.digest,
        "first": instant_text(first_played(item)),
        "last": instant_text(last_played(item)),
        "plays": len(item.lines),
        "scored": item.passed.n,
        **_spread("satisfaction", item.satisfaction),
        **_spread("quality", item.quality),
        **_share("passed", item.passed),
        "comparable": step.comparable if step else None,
        "changes": "; ".join(step.changes) if step else "",
        "more_changes": step.more if step else None,
    }


def _spread(name: str, spread: Spread | None) -> Row:
    low, high = (spread.interval if spread else None) or (None, None)
    return {
        f"{name}_median": spread.median if spread else None,
        f"{name}_from": low,
        f"{name}_to": high,
    }


def _share(name: str, share: Share) -> Row:
    low, high = share.interval or (None, None)
    return {
        name: share.many,
        f"{name}_from": None if low is None else round(low, PLACES),
        f"{name}_to": None if high is None else round(high, PLACES),
    }


VERSION_COLUMNS = (
    "format", "scenario", "title", "edition", "version", "digest", "first", "last", "plays", "scored", "satisfaction_median",
    "satisfaction_from", "satisfaction_to", "quality_median", "quality_from", "quality_to", "passed", "passed_from",
    "passed_to", "comparable", "changes", "more_changes",
)  # fmt: skip
