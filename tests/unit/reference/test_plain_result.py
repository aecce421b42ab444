"""What a play comes to in the second reading, held to numbers worked out by hand from the page."""

from typing import Any

import pytest

from tests.reference.plain_result import dimensions, predicted, quality, satisfaction_parts
from tests.reference.plain_rules import Play, replay
from tests.unit.reference.plays import one_scene, played, worked_example


def test_worked_example_satisfaction() -> None:
    """The worked example's satisfaction is 16 + 10 + 35 + 8, as the page adds it up."""
    play = played(worked_example(), "r1", "r2", "r3", "r4", "r5", "r6")

    assert satisfaction_parts(play) == {
        "path": 16,
        "asked": 10,
        "need": 35,
        "broken": 0,
        "recovery": 8,
    }


def test_worked_example_prediction() -> None:
    """Quality is full; 69 gives csat 5, and (69 + 86 // 2 + 70) // 20 = 182 // 20 = 9."""
    answer = replay(worked_example(), "example", ["r1", "r2", "r3", "r4", "r5", "r6"])

    assert answer["dimensions"] == {
        "listening": 100,
        "patience": None,
        "ownership": 100,
        "resolution": 100,
        "empathy": None,
        "honesty": None,
        "effort": 100,
        "follow-through": None,
    }
    assert answer["qa"] == 100
    assert answer["criticals"] == []
    assert answer["predicted"] == {
        "csat": 5,
        "nps": 9,
        "effort": 7,
        "retention": "stays",
        "word_of_mouth": "positive",
    }


def test_what_it_was_for_by_default() -> None:
    """Without `need` an ending met, partly met or missed it by its outcome."""
    found = []
    for outcome in ("full", "alternative", "none"):
        document = one_scene({"id": "a", "to": "over"})
        document["scenes"]["over"]["outcome"] = outcome
        parts = satisfaction_parts(played(document, "a"))
        found.append((parts["asked"], parts["need"]))

    assert found == [(10, 35), (0, 5), (-10, -35)]


def test_what_it_was_for_by_the_file() -> None:
    """An ending may miss what it was for and still give what was asked."""
    document = one_scene({"id": "a", "to": "over"})
    document["scenes"]["over"]["need"] = "missed"
    play = played(document, "a")

    # Path: the one mood is 30 - 40 = -10, and 6 * -10 // 12 = -5. -5 + 10 - 35 = -30.
    assert play.result()["satisfaction"] == -30
    assert play.result()["predicted"]["csat"] == 2


def test_csat_is_at_most_three_where_it_was_missed() -> None:
    """However pleased they are, csat stays at 3 if what it was for was missed."""
    play = played(one_scene({"id": "a", "to": "over"}), "a")
    play.need = "missed"

    assert [predicted(play, s)["csat"] for s in (55, 54, 20, -11, -51)] == [3, 3, 3, 2, 1]


def test_what_is_broken_costs_thirty_at_most() -> None:
    """One broken promise costs 15, one and a lie 30, and more no more."""
    found = []
    for events in (["broken"], ["broken", "exposed"], ["broken", "broken", "exposed"]):
        replies = [{"id": f"e{n}", "event": event} for n, event in enumerate(events)]
        document = one_scene(*replies, {"id": "end", "to": "over"}, patience=100, heat=0)
        play = played(document, *(reply["id"] for reply in replies), "end")
        found.append(satisfaction_parts(play)["broken"])

    assert found == [-15, -30, -30]


@pytest.mark.parametrize(
    ("change", "recovery"),
    [
        ({}, 8),
        ({"need": "partly"}, 0),
        ({"shown": {"own"}}, 0),
        ({"shown": {"extra"}}, 0),
        ({"shown": {"own", "extra"}}, 8),
        ({"severity": 3}, 0),
        ({"broken": 1}, 0),
        ({"exposed": 1}, 0),
        ({"criticals": ["only.a"]}, 0),
        ({"outcome": "none"}, 8),
    ],
)
def test_recovery(change: dict[str, Any], recovery: int) -> None:
    """Recovery is 8 where the need is met and everything else holds; the outcome is no matter."""
    play = played(one_scene({"id": "a", "skills": ["own", "followup"], "to": "over"}), "a")
    for name, value in change.items():
        setattr(play, name, value)

    assert satisfaction_parts(play)["recovery"] == recovery


def test_satisfaction_is_held_to_its_range() -> None:
    """A path of moods of -100 with all missed and broken comes to -50 - 10 - 35 - 30, held to -100."""
    document = one_scene({"id": "a", "event": "broken", "to": "lost"}, anger=100, heard=0, trust=0)
    play = played(document, "a")
    play.exposed = 1

    assert sum(satisfaction_parts(play).values()) == -125
    assert play.result()["satisfaction"] == -100


def test_an_ending_at_the_start_has_the_present_mood_for_its_path() -> None:
    """Without a turn the path holds the mood at the end: (20 + 40) // 2 - 40 = -10, so -5."""
    document = one_scene({"id": "a"})
    document["start"] = "over"
    play = Play(document, "one")

    assert play.mood_path == []
    assert satisfaction_parts(play)["path"] == -5


def quality_of(needs: list[str], shown: set[str], slips: dict[str, int], **more: Any) -> int:
    """Return the quality of a play with these skills shown and slips made."""
    play = played(one_scene({"id": "a", "to": "over"}), "a")
    play.document["needs"] = needs
    play.shown = shown
    play.slips = slips
    for name, value in more.items():
        setattr(play, name, value)
    return quality(play, dimensions(play))


def test_a_slip_outside_the_needs_takes_from_quality() -> None:
    """Own was shown: (15 * 100 + 5 * 100) // 20 = 100; what stands outside takes its own weight.

    cold: empathy 50, 10 * 50 // 100 = 5. interrupt: listening 50, 10; twice: 0, so 20, and at most
    70. A lie: honesty 0, 10. A broken promise: follow-through 0, 10, and at most 70.
    """
    assert quality_of(["own"], {"own"}, {}) == 100
    assert quality_of(["own"], {"own"}, {"cold": 1}) == 95
    assert quality_of(["own"], {"own"}, {"interrupt": 1}) == 90
    assert quality_of(["own"], {"own"}, {"interrupt": 2}) == 70
    assert quality_of(["own"], {"own"}, {}, exposed=1) == 90
    assert quality_of(["own"], {"own"}, {}, broken=1) == 70


def test_a_slip_outside_a_low_average_does_not_lift_it() -> None:
    """Nothing needed was shown: (15 * 0 + 5 * 100) // 20 = 25, and a slip makes it 20, not more."""
    assert quality_of(["own"], set(), {}) == 25
    assert quality_of(["own"], set(), {"cold": 1}) == 20


def test_what_slips_take_is_rounded_down() -> None:
    """A blame outside the needs takes 15 * 50 // 100 = 7."""
    assert quality_of(["solve"], {"solve"}, {"blame": 1}) == 93


def test_a_cold_transfer_is_effort() -> None:
    """dump: ownership outside the needs takes 7; effort is 50, so (20 * 100 + 5 * 50) // 25 = 90."""
    assert quality_of(["solve"], {"solve"}, {"dump": 1}) == 83
    # reask: effort 50 as well, and listening takes 10.
    assert quality_of(["solve"], {"solve"}, {"reask": 1}) == 80


def test_quality_is_nothing_after_any_critical_error() -> None:
    """A critical error of any kind makes quality 0."""
    assert quality_of(["own"], {"own"}, {}, criticals=["only.a"]) == 0


@pytest.mark.parametrize(
    ("kind", "csat", "nps", "retention"),
    [("customer", 2, 3, "leaves"), ("business", 5, 9, "stays"), ("compliance", 5, 9, "stays")],
)
def test_only_a_critical_error_that_the_customer_feels_moves_the_survey(
    kind: str, csat: int, nps: int, retention: str
) -> None:
    """At satisfaction 70 and trust 80, (70 + 40 + 70) // 20 = 9, held to 3 by an error of theirs."""
    reply = {"id": "a", "critical": {"kind": kind, "why": "w"}, "to": "over"}
    play = played(one_scene(reply), "a")
    play.trust = 80
    survey = predicted(play, 70)

    assert (survey["csat"], survey["nps"], survey["retention"]) == (csat, nps, retention)
    assert survey["word_of_mouth"] == ("none" if kind == "customer" else "positive")
    assert play.result()["qa"] == 0


@pytest.mark.parametrize(
    ("satisfaction", "csat", "nps", "retention", "word_of_mouth"),
    [
        (55, 5, 7, "stays", "none"),
        (54, 4, 7, "stays", "none"),
        (80, 5, 9, "stays", "positive"),
        (20, 4, 6, "stays", "none"),
        (19, 3, 5, "stays", "none"),
        (0, 3, 5, "stays", "none"),
        (-1, 3, 4, "at-risk", "none"),
        (-10, 3, 4, "at-risk", "none"),
        (-11, 2, 4, "at-risk", "none"),
        (-30, 2, 3, "at-risk", "none"),
        (-31, 2, 3, "at-risk", "negative"),
        (-44, 2, 2, "at-risk", "negative"),
        (-45, 2, 2, "leaves", "negative"),
        (-50, 2, 2, "leaves", "negative"),
        (-51, 1, 2, "leaves", "negative"),
        (-100, 1, 0, "leaves", "negative"),
    ],
)
def test_the_survey_by_satisfaction(
    satisfaction: int, csat: int, nps: int, retention: str, word_of_mouth: str
) -> None:
    """With trust 61 (30 in nps) and nothing else wrong the survey follows satisfaction."""
    play = played(one_scene({"id": "a", "to": "over"}), "a")
    play.trust = 61
    survey = predicted(play, satisfaction)

    assert survey == {
        "csat": csat,
        "nps": nps,
        "effort": 7,
        "retention": retention,
        "word_of_mouth": word_of_mouth,
    }


@pytest.mark.parametrize(
    ("change", "effort", "retention", "word_of_mouth"),
    [
        ({"trust": 19}, 7, "leaves", "none"),
        ({"trust": 39}, 7, "at-risk", "none"),
        ({"trust": 40}, 7, "stays", "none"),
        ({"broken": 1}, 7, "at-risk", "none"),
        ({"exposed": 1}, 7, "at-risk", "none"),
        ({"unexplained": 3}, 4, "stays", "none"),
        ({"slips": {"pry": 1, "reask": 1, "dump": 1}, "unexplained": 1}, 3, "at-risk", "none"),
        ({"unexplained": 5}, 2, "at-risk", "negative"),
        ({"unexplained": 50}, 1, "at-risk", "negative"),
    ],
)
def test_the_survey_by_what_was_done(
    change: dict[str, Any], effort: int, retention: str, word_of_mouth: str
) -> None:
    """At satisfaction 30 trust, effort and what was broken decide what they do next."""
    play = played(one_scene({"id": "a", "to": "over"}), "a")
    play.trust = 60
    for name, value in change.items():
        setattr(play, name, value)
    survey = predicted(play, 30)

    assert (survey["effort"], survey["retention"], survey["word_of_mouth"]) == (
        effort,
        retention,
        word_of_mouth,
    )
