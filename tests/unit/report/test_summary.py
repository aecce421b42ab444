"""The summary of a class: every figure counted by hand on a small class, and nothing mixed that can't be compared."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from simulator.engine.conversation import Conversation, play
from simulator.engine.machine import ScenarioMachine
from simulator.report.export.figure_words import discrimination_words, mood_moved
from simulator.report.export.people_parts import next_words
from simulator.report.export.text_form import report_text
from simulator.report.result_of_play import play_result
from simulator.report.results import Origin, PlayResult, ScenarioCard, Score
from simulator.report.source import ReportSource, RoundHead
from simulator.report.statistics import Share
from simulator.report.summary import Summary, summary_of
from simulator.scenario.parse import parse
from tests.support.card_stage import CARD

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MADE = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
GOOD, FAIR, BAD = ("listen", "own-it", "mend"), ("listen", "own-it", "leave"), ("blame", "leave")
MORE = """
[[scenes.ends.replies]]
id = "shrug"
text = "So it goes."
to = "left"
"""
TEXT = CARD.replace("\n[scenes.mended]", f"{MORE}\n[scenes.mended]").replace(
    'text = "That is on us."', 'text = "That is on us."\nteaches = [8]'
)


def card(text: str = TEXT) -> Conversation:
    """The start of the card."""
    reading = parse(text.encode(), "card", "card.toml")
    assert reading.scenario is not None, reading.diagnostics
    return Conversation.begin(ScenarioMachine(reading.scenario))


def played(moves: Sequence[str], person: str, at: int = 0, **origin: object) -> PlayResult:
    """A play of the card by a person, so many days after the first."""
    start = card()
    told = Origin(
        key=f"{person} {at} {origin}",
        person=person,
        started=MADE + timedelta(days=at),
        **origin,  # type: ignore[arg-type]
    )
    return play_result(start, play(start, moves), told, digest="d1")


def summary(plays: Iterable[PlayResult], rounds: tuple[RoundHead, ...] = ()) -> Summary:
    """The summary of some plays."""
    return summary_of(ReportSource("T", MADE, iter(plays), rounds))


def test_a_class_counted_by_hand() -> None:
    """Two played well, one fairly, five badly: endings, difficulty, discrimination, quarters, mistakes and principles."""
    plays = [
        *(played(GOOD, f"Good {at}") for at in range(2)),
        played(FAIR, "Fair"),
        *(played(BAD, f"Bad {at}") for at in range(5)),
    ]
    (found,) = summary(plays).scenarios
    assert (("left", Share(6, 8)), ("mended", Share(2, 8))) == found.endings
    assert found.figures is not None
    assert 8 == found.figures.n
    scores = [item.score for item in plays if item.score]
    for spread, values in (
        (found.satisfaction, sorted(score.satisfaction for score in scores)),
        (found.quality, sorted(score.quality for score in scores)),
    ):
        assert spread is not None
        # Of eight, the fourth and fifth are in the middle, and all but the outermost hold the median with 95 %.
        assert (8, values[0], values[-1]) == (spread.n, spread.low, spread.high)
        assert (values[3] + values[4]) / 2 == spread.median
        assert (values[0], values[-1]) == spread.interval
    assert Share(sum(score.quality >= 70 for score in scores), 8) == found.passed

    asks, ends = found.figures.scenes
    assert ("asks", 8, Share(3, 8)) == (asks.scene, asks.n, asks.sound)
    # Three heard both of her lines before they replied, five cut in after the first.
    assert ("My card is dead.", "So?") == (asks.prompt, ends.prompt)
    assert [("blame", 5, False), ("own-it", 3, True)] == [
        (item.id, item.many, item.sound) for item in asks.chosen
    ]
    # The best two are the top quarter; the five who played alike can't be told apart, and are all in one.
    assert [(0, 5, 0, 0), (0, 0, 1, 2)] == [item.quarters for item in asks.chosen]
    assert asks.discrimination is None  # no one is in the lowest quarter
    assert "not given, because too many conversations have the same points" == discrimination_words(
        asks, found.figures
    )
    assert (Share(2, 8), (("shrug", "So it goes."),)) == (ends.sound, ends.unchosen)
    assert (("ends", "shrug", "So it goes."),) == found.figures.unchosen

    before, after = (
        [turn.before.mood for turn in plays[0].turns][1],
        [turn.after.mood for turn in plays[0].turns][1],
    )
    assert (before, after) == (asks.chosen[1].before, asks.chosen[1].after)
    assert ("giveup", Share(6, 8)) == found.figures.slips[0]
    assert {"blame": Share(5, 8), "interrupt": Share(5, 8)} == dict(found.figures.slips[1:])
    assert {"listen": Share(5, 8), "own": Share(5, 8)} == dict(found.figures.missed)
    # Those who blamed passed over a reply that teaches it.
    assert ((8, Share(3, 8)),) == found.figures.principles


def test_discrimination() -> None:
    """The top quarter of eight are the best two, the bottom one the worst two."""
    plays = [
        *(played(GOOD, f"a{at}") for at in range(2)),
        *(played(FAIR, f"b{at}") for at in range(2)),
        *(played(("own-it", "leave"), f"c{at}") for at in range(2)),
        *(played(BAD, f"d{at}") for at in range(2)),
    ]
    points = [
        item.score.quality + (item.score.satisfaction + 100) // 2 for item in plays if item.score
    ]
    assert sorted(set(points), reverse=True) == points[::2]
    (found,) = summary(plays).scenarios
    assert found.figures is not None
    asks, ends = found.figures.scenes
    assert (
        1.0 == asks.discrimination
    )  # both of the best owned it without cutting in; both of the worst blamed
    assert 1.0 == ends.discrimination
    assert "1, from 2 in the top quarter and 2 in the bottom one" == discrimination_words(
        asks, found.figures
    )
    assert (2, 0, 0, 0) == next(item.quarters for item in asks.chosen if item.id == "blame")
    assert (0, 2, 2, 2) == next(item.quarters for item in asks.chosen if item.id == "own-it")


def test_few_plays_are_not_discriminated() -> None:
    """With seven there are no quarters."""
    plays = [
        *(played(GOOD, f"a{at}") for at in range(3)),
        *(played(BAD, f"b{at}") for at in range(4)),
    ]
    (found,) = summary(plays).scenarios
    assert found.figures is not None
    assert {None} == {scene.discrimination for scene in found.figures.scenes}
    assert {"not given for fewer than 8 conversations"} == {
        discrimination_words(scene, found.figures) for scene in found.figures.scenes
    }
    assert {()} == {item.quarters for scene in found.figures.scenes for item in scene.chosen}


def test_why_unfinished_plays_are_not_discriminated() -> None:
    """All eight came there, but only those that are over have points."""
    plays = [
        *(played(GOOD, f"a{at}") for at in range(4)),
        *(played(BAD[:1], f"b{at}") for at in range(4)),
    ]
    (found,) = summary(plays).scenarios
    assert found.figures is not None
    (asks,) = found.figures.scenes
    assert (
        "not given, because only 4 of the 8 conversations have points, and at least 8 are needed"
        == (discrimination_words(asks, found.figures))
    )
    texts = "".join(report_text(ReportSource("T", MADE, iter(plays))))
    assert "8 conversations, 4 of them unfinished, so not scored." in texts


def test_a_place_that_misleads_the_strong() -> None:
    """Its discrimination is below 0."""
    # Those who cut in with the right reply still end best.
    plays = [
        *(played(("own-it", "mend"), f"a{at}") for at in range(4)),
        *(played(FAIR, f"b{at}") for at in range(4)),
    ]
    points = [
        item.score.quality + (item.score.satisfaction + 100) // 2 for item in plays if item.score
    ]
    assert points[0] > points[4]
    (found,) = summary(plays).scenarios
    assert found.figures is not None
    assert found.figures.scenes[0].scene == "ends"  # everyone said the same in the first


def test_people() -> None:
    """Attendance, plays by date, the mean of each dimension rounded down, and the weakest of them."""
    rounds = tuple(
        RoundHead(name, MADE, "exam", False, True, (), attendees)
        for name, attendees in (("One", (("Kim", "Red"), ("Lou", ""))), ("Two", (("kim", "Red"),)))
    )
    plays = [
        played(BAD, "Kim", 2),
        played(GOOD, "kim", 1),
        played(("listen",), "Kim", 3),
    ]
    kim, lou = summary(plays, rounds).people
    assert ("Kim", "Red", 2, 2) == (kim.name, kim.team, kim.joined, kim.rounds)
    assert ["mended", "left", ""] == [line.ending for line in kim.lines]
    assert ("Lou", 1, (), None) == (lou.name, lou.joined, lou.lines, lou.weakest)
    bad, good = (item.score for item in plays[:2])
    assert bad is not None
    assert good is not None
    assert {
        name: ((value + good.dimensions[name]) // 2, 2)
        for name, value in bad.dimensions.items()
        if name in good.dimensions
    } == {name: (mean, n) for name, mean, n in kim.dimensions if n == 2}
    assert kim.weakest == min(kim.dimensions, key=lambda item: item[1])
    assert kim.lowest == tuple(item for item in kim.dimensions if item[1] == kim.weakest[1])
    for areas, said in (
        (
            (("listening", 0, 2),),
            "Listening has the lowest average (0 out of 100, 2 conversations).",
        ),
        (
            (("listening", 0, 2), ("patience", 9, 2), ("honesty", 0, 1)),
            "Listening and honesty have the lowest average (0 out of 100, 1 to 2 conversations).",
        ),
    ):
        assert next_words(replace(kim, dimensions=areas)).startswith(said)
    assert "Finish a conversation first." == next_words(lou)


def test_what_is_kept_apart() -> None:
    """Plays of another version of the file, or of an earlier edition of the rules; and practice doesn't count for a person."""
    start = card(TEXT.replace("Thanks.", "Thank you."))
    other = play_result(start, play(start, GOOD), Origin(key="o", person="Lou"), digest="d2")
    old = PlayResult(
        ScenarioCard("card", "card", digest="d0"),
        Origin(key="p", person="Lou", edition=1),
        (),
        (-3, 4),
        moves=3,
        score=Score("mended", "full", "", 41, 88, {"listening": 100}),
        finished=True,
    )
    found = summary([played(GOOD, "Kim"), other, old, played(BAD, "Kim", counts=False)])
    assert [(2, 1, 2), (2, 2, 1), (1, 0, 1)] == [
        (item.edition, item.version, len(item.lines)) for item in found.scenarios
    ]
    assert [True, True, False] == [item.figures is not None for item in found.scenarios]
    kim, lou = found.people
    assert 1 == len(kim.scored)
    assert 2 == len(lou.lines)
    assert 1 == len(lou.scored)


def test_those_who_did_nothing() -> None:
    """They are counted as absent, and not in the figures of the class."""
    away = played((), "Max")
    found = summary([played(GOOD, "Kim"), away])
    (scenario,) = found.scenarios
    assert (2, 1) == (len(scenario.lines), scenario.passed.n)
    assert [True, False] == [line.acted for line in scenario.lines]


@pytest.mark.parametrize("moves", [GOOD, BAD])
def test_the_moves_that_turned_a_play(moves: Sequence[str]) -> None:
    """At most three, in the order of play, with the mood after each."""
    (line,) = summary([played(moves, "Kim")]).lines
    for move in line.turning:
        assert line.moods[move.number] == move.mood
        assert line.moods[move.number] - line.moods[move.number - 1] == move.change
    assert [move.number for move in line.turning] == sorted(move.number for move in line.turning)


def test_the_mood_in_words() -> None:
    """A change and where it led can't be taken for a range."""
    assert [
        "mood fell by 24, to −51",
        "mood rose by 41, to 3",
        "mood unchanged, 3",
    ] == [mood_moved(*item) for item in ((-24, -51), (41, 3), (0, 3))]
    text = "".join(
        report_text(ReportSource("T", MADE, iter([played(GOOD, "a"), played(BAD, "b")])))
    )
    assert re.search(r"Move \d+: mood (rose|fell) by \d+, to −?\d+: ", " ".join(text.split()))
