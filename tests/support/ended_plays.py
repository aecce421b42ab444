"""Rows of the history: whole plays that came to a quality, on a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from simulator.records.history_rows import Figures, Play

BEGUN = datetime(2026, 1, 31, tzinfo=UTC)


def ended_play(scenario: str, qa: int, mode: str = "coach", day: int = 0, **dims: int) -> Play:
    """A whole play with this quality, so many days after BEGUN; it took a minute."""
    begun = BEGUN + timedelta(days=day)
    figures = Figures("done", "full", 40, qa, -10, 20, tuple(dims.items()))
    return Play(
        *("key", "name", "", scenario, "", mode, False, 0),
        *(begun, begun + timedelta(minutes=1), 3, figures),
    )
