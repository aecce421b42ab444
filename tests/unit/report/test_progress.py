"""Progress from a history: what counts, how figures are drawn together, and what to play next with the reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from simulator.records.history_rows import Figures, Play
from simulator.report.progress import (
    GUIDED,
    Best,
    Earlier,
    Recommendation,
    Trend,
    play_next,
    progress_of,
)
from simulator.report.progress_words import (
    BARS,
    BARS_ASCII,
    edition_note,
    glance,
    progress_json,
    progress_sections,
    sparkline,
)
from simulator.ruleset import DIMENSIONS
from simulator.scenario.parse import parse
from tests.support.scenarios import head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.scenario.model import Scenario

BEGUN = datetime(2026, 1, 31, tzinfo=UTC)


DONE = (("done", ""),)


def play(
    satisfaction: int | None, scenario: str = "card", given: int = 0, qa: int = 50, **dims: int
) -> Play:
    """A play that came to this; None has not ended."""
    figures = Figures(mood_start=-10, mood_end=5)
    if satisfaction is not None:
        dimensions = tuple((name.replace("_", "-"), value) for name, value in dims.items())
        figures = Figures("done", "full", satisfaction, qa, -10, 20, dimensions)
    return Play(
        *("key", "name", "", scenario, "", "coach", False, given),
        *(BEGUN, BEGUN + timedelta(minutes=1), 3, figures),
    )


def scenario(id: str, level: int, *needs: str) -> Scenario:
    """A scenario that calls for some skills."""
    scenes = '[scenes.a]\nsays = "Bye."\nending = "e"\noutcome = "full"\n'
    text = head(id.title(), level=level, needs=needs) + scenes
    reading = parse(text.encode(), id, f"{id}.toml")
    assert reading.scenario, reading.diagnostics
    return reading.scenario


class TestTrend:
    @pytest.mark.parametrize(
        ("values", "lately", "before", "spread"),
        [
            ((), None, None, 0),
            ((7,), 7, None, 0),
            ((1, 2, 3, 4, 5), 3, None, 4),
            ((0, 100, 10, 20, 30, 40, 50), 30, 50, 40),
            ((-1, -2), -2, None, 1),
        ],
    )
    def test_lately_before_and_spread(
        self, values: tuple[int, ...], lately: int | None, before: int | None, spread: int
    ) -> None:
        """The last five are lately, those before them before; spread is of the last five."""
        trend = Trend("x", values)
        assert (lately, before, spread) == (trend.lately, trend.before, trend.spread)


class TestProgress:
    def test_only_whole_plays_count(self) -> None:
        """The guided conversation is left out; what has not ended or was tried again is begun and no more."""
        progress = progress_of(
            [play(10), play(None), play(90, given=3), play(80, GUIDED), play(20)]
        )
        assert (4, 2, (10, 20)) == (progress.begun, progress.ended, progress.satisfaction.values)
        assert (30, 30) == progress.difference.values

    def test_bests_by_scenario(self) -> None:
        """How often, the best and the last, in the order of the ids."""
        plays = [play(10, "b"), play(-5, "a"), play(30, "b"), play(20, "b")]
        expected = (Best("a", 1, -5, -5, "", DONE), Best("b", 3, 30, 20, "", DONE))
        assert expected == progress_of(plays).bests

    def test_bests_count_over_all_days_and_say_which(self) -> None:
        """As do the endings, each with the day on which it was reached first."""
        lost = replace(play(-20).figures, ending="lost")
        plays = [
            play(10),
            replace(play(30), day="payday"),
            replace(play(-20), day="payday", figures=lost),
            replace(play(-20), figures=lost),
        ]
        (best,) = progress_of(plays).bests
        assert Best("card", 4, 30, -20, "payday", (("done", ""), ("lost", "payday"))) == best

    def test_editions_are_never_mixed(self) -> None:
        """What was played by other rules counts nowhere but under its own heading."""
        old = [replace(p, edition=1) for p in (play(90, "a", honesty=0), play(80), play(None, "b"))]
        new = [play(10, qa=70), play(20, qa=80)]
        progress = progress_of([*old, *new])
        assert replace(progress_of(new), earlier=progress.earlier) == progress
        bests = (Best("a", 1, 90, 90, "", DONE), Best("card", 1, 80, 80, "", DONE))
        assert (Earlier(1, 3, 2, bests),) == progress.earlier
        assert "honesty" not in [trend.name for trend in progress.dimensions if trend.values]
        assert "2 plays, 1 of 9 scenarios" in glance(progress, 9)

    def test_dimensions_have_the_plays_that_called_for_them(self) -> None:
        """A play that did not call for one leaves it as it was."""
        progress = progress_of(
            [play(1, listening=10, honesty=90), play(1, listening=30), play(1, follow_through=0)]
        )
        values = {trend.name: trend.values for trend in progress.dimensions if trend.values}
        assert {"listening": (10, 30), "honesty": (90,), "follow-through": (0,)} == values
        assert [d.name for d in DIMENSIONS] == [trend.name for trend in progress.dimensions]

    def test_the_weakest_is_the_lowest_lately(self) -> None:
        """Old plays do not count against one; 0 is as low as it gets."""
        old = [play(1, listening=0, honesty=60)] * 5
        new = [play(1, listening=80, honesty=60, effort=70)] * 5
        weakest = progress_of([*old, *new]).weakest
        assert weakest is not None
        assert "honesty" == weakest.name
        zero = progress_of([play(1, listening=0, honesty=1)]).weakest
        assert zero is not None
        assert "listening" == zero.name
        assert progress_of([]).weakest is None


def advice(plays: list[Play], library: Sequence[Scenario]) -> Recommendation | None:
    """What is advised after these plays."""
    progress = progress_of(plays)
    bests = {best.scenario: best.best for best in progress.bests}
    return play_next(progress.weakest, bests, library)


class TestNext:
    LIBRARY = (
        scenario("easy", 1, "warm"),
        scenario("hears", 2, "listen", "reflect"),
        scenario("hears-more", 3, "listen", "invite", "reflect"),
        scenario("owns", 1, "own"),
    )

    def test_at_first_the_easiest(self) -> None:
        """Nobody has a weakest dimension yet."""
        why, short = "it's level 1, a good place to start", "Level 1, to start with."
        expected = Recommendation("easy", "Easy", why, short=short)
        assert expected == advice([], self.LIBRARY)

    def test_nothing_where_there_is_no_library(self) -> None:
        """There is nothing to advise."""
        assert advice([play(1)], []) is None

    def test_an_unmet_one_that_calls_for_what_is_weakest(self) -> None:
        """The easiest of them, with the reason."""
        plays = [play(5, "owns", listening=20, ownership=80)]
        assert Recommendation(
            "hears",
            "Hears",
            "listening has been your weakest area lately (20 out of 100); here you'll need to listen and say back what "
            "they told you, "
            "and you haven't played it yet",
            short="Listening: 20/100, your weakest.",
        ) == advice(plays, self.LIBRARY)

    def test_where_all_were_met_the_one_with_most_room(self) -> None:
        """The lowest best of those that call for it."""
        plays = [
            play(40, "hears", listening=20),
            play(10, "hears-more", listening=20),
            play(-90, "owns"),
        ]
        advised = advice(plays, self.LIBRARY)
        assert advised is not None
        assert ("hears-more", True) == (
            advised.scenario,
            advised.why.endswith(
                "here you'll need to listen, ask what happened and say back what they told you, and your best there is 10"
            ),
        )

    def test_where_none_calls_for_it_any_will_do(self) -> None:
        """The reason then names the level."""
        advised = advice([play(5, "easy", honesty=20)], self.LIBRARY[:1])
        assert advised is not None
        assert advised.why.endswith("; this is level 1, and your best there is 5")


class TestTold:
    @pytest.mark.parametrize(
        ("values", "low", "high", "bars", "drawn"),
        [
            ((), 0, 100, BARS, ""),
            ((0, 50, 100), 0, 100, BARS, "▁▄█"),
            ((-100, 0, 100), -100, 100, BARS_ASCII, "_=%"),
            ((-500, 500), -100, 100, BARS, "▁█"),
            ((3, 3), 3, 3, BARS, "▁▁"),
        ],
    )
    def test_sparkline(
        self, values: tuple[int, ...], low: int, high: int, bars: str, drawn: str
    ) -> None:
        """The lowest sign at the lower end, the highest at the upper; what lies beyond is at the end."""
        assert drawn == sparkline(values, low, high, bars)

    def test_before_the_first_end(self) -> None:
        """What was begun, and how progress begins."""
        begun = progress_sections(progress_of([play(None)]), [], {})
        assert [
            (
                "So far",
                [
                    "1 play started, none finished yet.",
                    "Finish one to see your progress here.",
                ],
            )
        ] == begun
        assert 1 == len(progress_sections(progress_of([]), [], {})[0][1])

    def test_lines_hold_the_numbers_of_their_signs(self) -> None:
        """Lately, before and the last values stand beside each sparkline; minus is a minus."""
        plays = [play(value, listening=50) for value in (-10, 0, 10, 20, 30, 40)]
        told = dict(
            progress_sections(
                progress_of(plays), [Recommendation("b", "B", "so")], {"card": "A card"}
            )
        )
        assert [
            "6 plays started, 6 finished. Satisfaction goes from −100 to 100, quality from 0 to 100.",
            "satisfaction      ▄▄▄▅▅▅  lately 20, before −10 (last: 0, 10, 20, 30, 40)",
            "quality           ▄▄▄▄▄▄  lately 50, before 50 (last: 50, 50, 50, 50, 50)",
            "change in mood    ▄▄▄▄▄▄  lately 30, before 30 (last: 30, 30, 30, 30, 30)",
            "Your last 5 satisfaction scores are 40 points apart; a smaller gap means you're more consistent.",
        ] == told["So far"]
        assert [
            "listening         ▄▄▄▄▄▄  lately 50, before 50 (last: 50, 50, 50, 50, 50)"
        ] == told["Quality by area"]
        assert ["A card: best 40, last 40, played 6 times; 1 ending found: done"] == told[
            "Personal bests"
        ]
        assert ["B (b): so."] == told["Next for you"]

    def test_the_day_of_a_best_is_named(self) -> None:
        """Beside the best, and beside each ending that was found on it."""
        told = dict(progress_sections(progress_of([replace(play(40), day="payday")]), [], {}))
        expected = "card: best 40 (day “payday”), last 40, played once; 1 ending found: done (day “payday”)"
        assert [expected] == told["Personal bests"]

    def test_old_plays_stand_apart(self) -> None:
        """Last, under their own heading; before anything is played by the new rules there are no other bests."""
        progress = progress_of([replace(play(90), edition=1), replace(play(None), edition=1)])
        told = progress_sections(progress, [], {"card": "A card"})
        assert ["So far", "First edition of the rules"] == [heading for heading, _ in told]
        assert [
            "2 plays started, 1 finished. They aren't counted above.",
            "A card: best 90, last 90, played once; 1 ending found: done",
        ] == told[-1][1]
        assert "under “First edition of the rules”." in edition_note(
            [old.edition for old in progress.earlier]
        )
        assert "" == edition_note([])

    def test_plain_signs(self) -> None:
        """With the setting there is none that a terminal may lack."""
        told = dict(progress_sections(progress_of([play(20)]), [], {}, ascii_only=True))
        assert "satisfaction      +  lately" == told["So far"][1][:27]

    def test_glance(self) -> None:
        """All of it on one line, and nothing before there is something."""
        assert "" == glance(progress_of([play(None)]), 17)
        assert "1 play, 1 of 17 scenarios, recent satisfaction −3, weakest: honesty" == glance(
            progress_of([play(-3, honesty=0)]), 17
        )
        assert "6 plays, recent satisfaction 10 (+10)" == glance(
            progress_of([play(0), *[play(10)] * 5]), 0
        )

    @pytest.mark.parametrize(
        ("room", "said"),
        [
            (67, "1 play, 1 of 17 scenarios, recent satisfaction −3, weakest: honesty"),
            (66, "1 play, 1 of 17 scenarios, recent satisfaction −3"),
            (48, "1 play, recent satisfaction −3"),
            (5, "1 play, recent satisfaction −3"),
        ],
    )
    def test_glance_says_what_there_is_room_for(self, room: int, said: str) -> None:
        """What one would miss least goes first."""
        assert said == glance(progress_of([play(-3, honesty=0)]), 17, room)

    def test_json(self) -> None:
        """Every figure by its name, and null where there is none."""
        document = progress_json("Ada", progress_of([play(-3, honesty=0)]), [])
        trend = {"values": [-3], "lately": -3, "before": None, "spread": 0}
        assert ("Ada", 1, 1, trend, None) == (
            *(document["person"], document["begun"], document["ended"]),
            *(document["satisfaction"], document["next"]),
        )
        best = {"scenario": "card", "plays": 1, "best": -3, "last": -3, "day": ""}
        assert [best | {"endings": [{"ending": "done", "day": ""}]}] == document["bests"]
        assert (2, []) == (document["edition"], document["earlier"])
        old = progress_json("", progress_of([replace(play(-3), edition=1)]), [])["earlier"]
        assert [(1, 1, 1)] == [(item["edition"], item["begun"], item["ended"]) for item in old]
        assert 0 == document["dimensions"]["honesty"]["lately"]
