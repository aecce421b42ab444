"""What to play next: the course first, then the weakest area, then what is due again, each with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from simulator.course.model import Course, Step, Week
from simulator.course.next_steps import due_again, next_steps
from simulator.course.standing import standing_of
from simulator.records.history_totals import PlayTotals
from simulator.report.progress import Recommendation
from simulator.scenario.parse import parse
from simulator.vocabulary import Mode
from tests.support.ended_plays import BEGUN, ended_play
from tests.support.play_totals import totals_of
from tests.support.scenarios import head

if TYPE_CHECKING:
    from simulator.records.history_rows import Play
    from simulator.scenario.model import Scenario

COURSE = Course(
    "short",
    "A short course",
    (Week("Listening", (Step("card"), Step("cake", Mode.PRACTICE))), Week("End", (Step("bus"),))),
)


def scenario(id: str, level: int = 1, *needs: str) -> Scenario:
    """A scenario that calls for some skills."""
    scenes = '[scenes.a]\nsays = "Bye."\nending = "e"\noutcome = "full"\n'
    read = parse((head(id.title(), level=level, needs=needs) + scenes).encode(), id, id)
    assert read.scenario, read.diagnostics
    return read.scenario


LIBRARY = [scenario("bus", 2), scenario("cake", 3, "own"), scenario("card", 1, "reflect")]


def suggested(
    plays: list[Play], *, days: int = 0, course: Course | None = COURSE
) -> list[Recommendation]:
    """What is suggested to somebody with these plays, so many days after the first."""
    player = totals_of(plays, course)
    standing = standing_of(course, player.totals) if course else None
    now = BEGUN + timedelta(days=days, minutes=1)
    return list(next_steps(player, LIBRARY, now, standing))


class TestNextSteps:
    def test_the_first_time_it_is_the_first_step(self) -> None:
        """The course begins where the easiest scenario is, so that is suggested once."""
        assert [
            Recommendation(
                "card", "Card", "week 1 of your course, in coach mode", Mode.COACH, "Week 1, coach."
            )
        ] == suggested([])

    def test_without_a_course_it_is_the_easiest(self) -> None:
        """Any mode will do then."""
        why = "it's level 1, a good place to start"
        expected = Recommendation("card", "Card", why, short="Level 1, to start with.")
        assert [expected] == suggested([], course=None)

    def test_an_earlier_try_is_named(self) -> None:
        """With its quality and with what passes."""
        first, *_ = suggested([ended_play("card", 55)])
        why = "week 1 of your course, in coach mode; your best quality there is 55 out of 100, and 70 is a pass"
        assert ("card", why) == (first.scenario, first.why)
        assert "Week 1, coach. Quality 55 so far; 70 is a pass." == first.short

    def test_the_weakest_area_comes_second(self) -> None:
        """The course goes on with the bus while responsibility calls for the cake."""
        plays = [ended_play("card", 80, ownership=20), ended_play("cake", 80, "practice")]
        course, weakest = suggested(plays)
        assert ("bus", "cake") == (course.scenario, weakest.scenario)
        assert weakest.why.startswith(
            "responsibility has been your weakest area lately (20 out of 100)"
        )
        assert weakest.mode is None

    def test_a_scenario_that_is_not_there_is_passed_over(self) -> None:
        """A course may name what this library lacks; the next step that can be played is suggested."""
        course = Course("odd", "Odd", (Week("One", (Step("gone"), Step("bus"))),))
        assert "bus" == suggested([], course=course)[0].scenario

    def test_nothing_to_play_is_nothing_to_suggest(self) -> None:
        """An empty library."""
        assert () == next_steps(PlayTotals(), [], BEGUN, standing_of(COURSE, []))

    def test_what_is_due_comes_last(self) -> None:
        """With how long ago it was, and what passes."""
        plays = [ended_play("card", 80), ended_play("bus", 30), ended_play("cake", 90, "practice")]
        course = Course("one", "One", (Week("One", (Step("card"), Step("cake", Mode.EXAM))),))
        *_, due = suggested(plays, days=3, course=course)
        assert "bus" == due.scenario


class TestDueAgain:
    def test_after_a_day_and_not_before(self) -> None:
        """One try: a day after its end."""
        plays = [ended_play("card", 50)]
        end = plays[0].updated
        assert [] == due_again(totals_of(plays).totals, end + timedelta(hours=23))
        assert ["card"] == due_again(totals_of(plays).totals, end + timedelta(days=1))

    def test_each_try_doubles_the_wait_up_to_32_days(self) -> None:
        """Counted from the last try."""
        for tries, wait in ((2, 2), (3, 4), (6, 32), (9, 32)):
            plays = [ended_play("card", 50)] * tries
            end = plays[0].updated
            assert [] == due_again(totals_of(plays).totals, end + timedelta(days=wait, seconds=-1))
            assert ["card"] == due_again(totals_of(plays).totals, end + timedelta(days=wait))

    def test_what_was_passed_is_not_due(self) -> None:
        """Once is enough, whatever came later."""
        plays = [ended_play("card", 80), ended_play("card", 20, day=1)]
        assert [] == due_again(totals_of(plays).totals, BEGUN + timedelta(days=400))

    def test_the_longest_overdue_comes_first(self) -> None:
        """Plays under older rules are left out."""
        plays = [
            ended_play("card", 50, day=1),
            ended_play("bus", 50),
            replace(ended_play("cake", 50), edition=1),
        ]
        assert ["bus", "card"] == due_again(totals_of(plays).totals, BEGUN + timedelta(days=9))
