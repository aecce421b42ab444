"""What was in reach, found out in a real process: news as it comes, and an end when nobody waits any more."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from simulator.jobs.prospect_job import ProspectJob
from simulator.jobs.worker_process import WorkerProcess
from simulator.prover.prospect import prospect
from simulator.scenario.library import shipped_folder
from tests.support.card_stage import CARD, Place
from tests.support.patience import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path

"""Seconds for a process to do its work, on a machine that has other work too."""


def test_what_is_known_grows_to_all(tmp_path: Path) -> None:
    """One prospect for each place of the play, the same as worked out here; the last comes first."""
    place = Place.at(tmp_path)
    opened = place.begin("blame", "leave")
    reaching = opened.reach()
    assert reaching is not None
    end = time.monotonic() + PATIENCE
    while not reaching.known and time.monotonic() < end:
        reaching.wait(0.01)
    assert 2 in reaching.known
    reaching.wait(PATIENCE)
    assert reaching.over
    stands = [opened.seat.start, *(turn.after for turn in opened.seat.turns)]
    assert {index: prospect(stand) for index, stand in enumerate(stands)} == dict(reaching.known)
    assert reaching.known[0].satisfaction > reaching.known[2].satisfaction
    opened.seat.close()


def test_cancel_ends_the_process() -> None:
    """A long search is over at once, long before it would have told anything."""
    path = max(shipped_folder().glob("*.toml"), key=lambda path: path.stat().st_size)
    reaching = ProspectJob(path.read_bytes(), path.stem, ())
    reaching.cancel()
    reaching.wait(PATIENCE)
    assert (True, {}) == (reaching.over, dict(reaching.known))


def test_what_cannot_be_read_ends_without_news() -> None:
    """A file with errors tells nothing, and holds nobody up."""
    reaching = ProspectJob(CARD.replace('"counter"', '"drum"').encode(), "card", ("blame",))
    reaching.wait(PATIENCE)
    assert (True, {}) == (reaching.over, dict(reaching.known))


@pytest.mark.parametrize("job", ["simulator.no.such:module", "simulator.jobs.prospect_job:nothing"])
def test_a_job_that_fails_is_over_without_news(job: str, caplog: pytest.LogCaptureFixture) -> None:
    """Its traceback goes into the log, and whoever waits goes on."""
    process = WorkerProcess(job)
    process.wait(PATIENCE)
    assert (True, None) == (process.over, process.latest)
    assert f"The job {job} ended with code 1" == caplog.messages[0]
    assert any("worker_process.py" in message for message in caplog.messages)


def test_what_was_in_reach_is_that_of_the_day(tmp_path: Path) -> None:
    """A play of another day is looked at on that day, from its own start."""
    place = Place.at(tmp_path)
    place.write(f'{CARD}\n[[days]]\nname = "Payday"\ncustomer = {{ anger = 70 }}\n')
    first = prospect(place.begin().seat.start)
    opened = place.begin("blame", "leave", day="Payday")
    reaching = opened.reach()
    assert reaching is not None
    reaching.wait(PATIENCE)
    assert reaching.over
    assert prospect(opened.seat.start) == reaching.known[0] != first
    opened.seat.close()
