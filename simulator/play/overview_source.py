"""Read what a player has reached and what is next for them: from the history, the library's scenarios and its course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.course.overview import Overview, overview_of, wanted_for
from simulator.course.read import course_of
from simulator.records.history_totals import play_totals

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from simulator.records.history import History
    from simulator.scenario.library import Library
    from simulator.scenario.model import Scenario


def read_overview(
    history: History | None,
    person: str | None,
    library: Library,
    scenarios: Sequence[Scenario],
    now: datetime,
) -> Overview:
    """Return a person's overview from a history that is brought up to the saves; `scenarios` are those that can be played.

    Raises SimulatorError where the history can't be read.
    """
    course = course_of(library.folders)
    player = play_totals(history, person or "", wanted_for(course))
    return overview_of(player, scenarios, course, now)
