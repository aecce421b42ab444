"""The rules of assignments, by table: when a play can be begun, which try counts, what is late, what is withheld."""

from __future__ import annotations

import pytest

from simulator.course.model import Step
from simulator.server.assignments.model import Assignment, Counts
from simulator.server.assignments.standing import Bar, is_withheld, standing_of
from simulator.server.plays.rows import PlayRow
from simulator.vocabulary import Mode

OPENS, UNTIL = 1000, 2000


def assignment(
    mode: Mode = Mode.COACH,
    late: bool = False,
    tries: int | None = None,
    counts: Counts = Counts.BEST,
    withdrawn_at: int | None = None,
) -> Assignment:
    """Two scenarios to be played from 1000 to 2000."""
    steps = (Step("one", mode, 70), Step("two", mode, 50))
    return Assignment(
        *("a1", "c1", "Week 1", steps, OPENS, UNTIL, "UTC", late, tries, counts, withdrawn_at)
    )


def tried(
    begun: int,
    ended: int | None = None,
    quality: int = 60,
    satisfaction: int = 0,
    step: int = 0,
    mode: Mode = Mode.COACH,
) -> PlayRow:
    """A try at a scenario."""
    over = ended is not None
    return PlayRow(
        *(f"p{begun}", "kim", "one", "One", "0" * 64, mode, 0, "a1", step, begun, 3, ended),
        "e" if over else None,
        "full" if over else None,
        satisfaction if over else None,
        quality if over else None,
        2,
    )


@pytest.mark.parametrize(
    ("set_as", "plays", "now", "bar"),
    [
        ({}, (), 999, Bar.EARLY),
        ({}, (), 1000, None),
        ({}, (), 1999, None),
        ({}, (), 2000, Bar.OVER),
        ({"late": True}, (), 2000, None),
        ({"withdrawn_at": 1500}, (), 1500, Bar.WITHDRAWN),
        ({}, (tried(1100),), 1200, Bar.OPEN),
        ({}, (tried(1100),), 2100, Bar.OPEN),
        ({}, (tried(1100, 1200),), 1300, None),
        ({"tries": 1}, (tried(1100, 1200),), 1300, Bar.TRIES),
        ({"tries": 2}, (tried(1100, 1200),), 1300, None),
        ({"tries": 1}, (tried(1100, 1200, step=1),), 1300, None),
        ({}, (tried(1100, step=1),), 1200, None),
        ({"mode": Mode.EXAM}, (tried(1100, step=1, mode=Mode.EXAM),), 1200, Bar.EXAM_OPEN),
        ({"mode": Mode.EXAM}, (tried(1100, 1150, step=1, mode=Mode.EXAM),), 1200, None),
    ],
)
def test_when_a_play_can_be_begun(
    set_as: dict[str, object], plays: tuple[PlayRow, ...], now: int, bar: Bar | None
) -> None:
    """From the opening on and before the end; after it where late plays are allowed; as often as there are tries."""
    (first, _) = standing_of(assignment(**set_as), plays, now).steps  # type: ignore[arg-type]
    assert bar == first.bar


THREE = (
    tried(1100, 1900, quality=80, satisfaction=10),
    tried(1200, 1300, quality=60),
    tried(1400, 1500, quality=80, satisfaction=20),
)


@pytest.mark.parametrize(
    ("counts", "plays", "begun"),
    [
        (Counts.BEST, THREE, 1400),
        (Counts.LAST, THREE, 1100),
        (Counts.FIRST, THREE, 1200),
        (Counts.BEST, (tried(1100, 1200, 70), tried(1300, 1400, 70)), 1100),
        (Counts.BEST, (tried(1100), tried(1200, 1300, 0)), 1200),
        (Counts.LAST, (tried(1100, 1200), tried(1300)), 1100),
        (Counts.FIRST, (tried(1100),), None),
    ],
)
def test_which_try_counts(counts: Counts, plays: tuple[PlayRow, ...], begun: int | None) -> None:
    """The best by quality and then satisfaction, the last or the first to end; one that is open doesn't count."""
    (first, _) = standing_of(assignment(counts=counts), plays, 1950).steps
    assert begun == (first.counting.begun_at if first.counting else None)


@pytest.mark.parametrize(
    ("begun", "ended", "late"),
    [(1100, 1999, False), (1100, 2000, False), (1100, 2001, True), (2100, 2200, True)],
)
def test_what_ends_after_the_end_is_late(begun: int, ended: int, late: bool) -> None:
    """Whenever it was begun; it counts all the same."""
    (first, _) = standing_of(assignment(late=True), [tried(begun, ended, 90)], 3000).steps
    assert (late, True) == (first.late, first.passed)


@pytest.mark.parametrize(("quality", "passed"), [(69, False), (70, True), (100, True)])
def test_the_pass_mark(quality: int, passed: bool) -> None:
    """The try that counts passes from it on."""
    standing = standing_of(assignment(), [tried(1100, 1200, quality)], 1300)
    assert (passed, 1, int(passed)) == (
        standing.steps[0].passed,
        standing.done,
        standing.passed,
    )


@pytest.mark.parametrize(
    ("mode", "now", "withheld"),
    [
        (Mode.EXAM, 1500, True),
        (Mode.EXAM, 2000, True),
        (Mode.EXAM, 2001, False),
        (Mode.PRACTICE, 1500, False),
    ],
)
def test_what_an_exam_came_to_is_shown_after_the_end(mode: Mode, now: int, withheld: bool) -> None:
    """So that no one can pass on what the debrief says while others still play."""
    assert withheld == is_withheld(assignment(mode), tried(1100, 1200, mode=mode), now)
