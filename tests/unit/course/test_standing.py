"""How far a player has come in a course: what counts, which week it is, what is next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.course.model import PASS_MARK, Course, Step, Week
from simulator.course.standing import counts_as, standing_of
from simulator.records.history_rows import Figures
from simulator.vocabulary import Mode
from tests.support.ended_plays import ended_play as play

COURSE = Course(
    "short",
    "A short course",
    (
        Week("Listening", (Step("card"), Step("cake", Mode.PRACTICE))),
        Week("Promises", (Step("card", Mode.EXAM, 90),)),
    ),
)


class TestStanding:
    def test_without_a_play_the_first_step_is_next(self) -> None:
        """Nothing is tried, nothing is passed, and it is week 1."""
        standing = standing_of(COURSE, [])
        assert [(0, None, None)] * 3 == [(s.tries, s.best, s.passed) for s in standing.steps]
        assert 1 == standing.week
        assert standing.next_step == standing.steps[0]

    def test_a_pass_leads_to_the_next_step(self) -> None:
        """A step is passed at the moment when a play first reaches its mark."""
        plays = [
            play("card", PASS_MARK - 1),
            play("card", PASS_MARK, day=1),
            play("card", 99, day=2),
        ]
        first, second, _ = standing_of(COURSE, plays).steps
        assert (3, 99, plays[1].updated) == (first.tries, first.best, first.passed)
        assert standing_of(COURSE, plays).next_step == second

    def test_a_week_is_done_with_its_last_step(self) -> None:
        """The week goes on until each of its steps is passed, in whatever order."""
        standing = standing_of(COURSE, [play("cake", 80, "practice")])
        assert (1, 1, 0) == (standing.week, standing.done_in(1), standing.done_in(2))
        standing = standing_of(COURSE, [play("cake", 80, "practice"), play("card", 80)])
        assert (2, 2, 0) == (standing.week, standing.done_in(1), standing.done_in(2))

    def test_a_course_ends(self) -> None:
        """There is no next step then, and no week."""
        plays = [play("cake", 80, "practice"), play("card", 95, "exam")]
        standing = standing_of(COURSE, plays)
        assert (None, None) == (standing.week, standing.next_step)

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
        standing = standing_of(COURSE, [replace(play("card", 100), **changed)])  # type: ignore[arg-type]
        assert (0, None) == (standing.steps[0].tries, standing.steps[0].passed)

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
