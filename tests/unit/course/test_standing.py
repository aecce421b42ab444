"""How far a player has come in a course: what counts, which week it is, what is next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.course.model import PASS_MARK, Course, Step, Week
from simulator.course.standing import CourseStanding, counts_as, standing_of
from simulator.records.history_rows import Figures, Play
from simulator.vocabulary import Mode
from tests.support.ended_plays import ended_play as play
from tests.support.play_totals import totals_of

COURSE = Course(
    "short",
    "A short course",
    (
        Week("Listening", (Step("card"), Step("cake", Mode.PRACTICE))),
        Week("Promises", (Step("card", Mode.EXAM, 90),)),
    ),
)


def standing(plays: list[Play]) -> CourseStanding:
    """How far the course has come by these plays."""
    return standing_of(COURSE, totals_of(plays, COURSE).totals)


class TestStanding:
    def test_without_a_play_the_first_step_is_next(self) -> None:
        """Nothing is tried, nothing is passed, and it is week 1."""
        found = standing([])
        assert [(0, None, None)] * 3 == [(s.tries, s.best, s.passed) for s in found.steps]
        assert 1 == found.week
        assert found.next_step == found.steps[0]

    def test_a_pass_leads_to_the_next_step(self) -> None:
        """A step is passed at the moment when a play first reaches its mark."""
        plays = [
            play("card", PASS_MARK - 1),
            play("card", PASS_MARK, day=1),
            play("card", 99, day=2),
        ]
        first, second, _ = standing(plays).steps
        assert (3, 99, plays[1].updated) == (first.tries, first.best, first.passed)
        assert standing(plays).next_step == second

    def test_a_week_is_done_with_its_last_step(self) -> None:
        """The week goes on until each of its steps is passed, in whatever order."""
        found = standing([play("cake", 80, "practice")])
        assert (1, 1, 0) == (found.week, found.done_in(1), found.done_in(2))
        found = standing([play("cake", 80, "practice"), play("card", 80)])
        assert (2, 2, 0) == (found.week, found.done_in(1), found.done_in(2))

    def test_a_course_ends(self) -> None:
        """There is no next step then, and no week."""
        plays = [play("cake", 80, "practice"), play("card", 95, "exam")]
        found = standing(plays)
        assert (None, None) == (found.week, found.next_step)

    @pytest.mark.parametrize(
        "changed",
        [
            {"edition": 1},
            {"given": 2},
            {"figures": Figures(mood_start=-10, mood_end=5)},
            {"scenario": "cake"},
        ],
        ids=["older rules", "tried again from the middle", "not ended", "another scenario"],
    )
    def test_what_does_not_count(self, changed: dict[str, object]) -> None:
        """Only whole plays of the scenario under these rules count."""
        found = standing([replace(play("card", 100), **changed)])  # type: ignore[arg-type]
        assert (0, None) == (found.steps[0].tries, found.steps[0].passed)

    @pytest.mark.parametrize(
        ("mode", "asked", "counts"),
        [
            ("coach", Mode.COACH, True),
            ("coach", Mode.PRACTICE, False),
            ("practice", Mode.COACH, True),
            ("practice", Mode.EXAM, False),
            ("exam", Mode.PRACTICE, True),
            ("nonsense", Mode.COACH, False),
        ],
    )
    def test_a_mode_that_shows_less_counts_too(self, mode: str, asked: Mode, counts: bool) -> None:
        """Whoever passes an exam has passed the practice."""
        assert counts == counts_as(mode, asked)
