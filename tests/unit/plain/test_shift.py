"""A shift in lines: what is asked before it, its customers, breaths, what is told and asked after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator.plain.shift import PlainShift
from simulator.play.shift_day import Before
from simulator.play.shift_opening import OpenedShift
from simulator.principles import MOMENTS
from simulator.records.journal import read
from simulator.records.save_failures import SaveFailed
from simulator.shift.shipped import shipped_scenarios, shipped_shifts
from tests.support.docs import page, table
from tests.support.shift_stage import ShiftPlace, key_text
from tests.support.typed_console import TypedConsole

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.own_words.flow import OwnWords
    from simulator.play.shift_session import ShiftSession

BEFORE = ("2", "1")
FIRST, SECOND = ("", "two-skills"), ("a", "", "mixed")


@pytest.fixture
def place(tmp_path: Path) -> ShiftPlace:
    """A short day, and no shifts yet."""
    return ShiftPlace.at(tmp_path)


def worked(place: ShiftPlace, *lines: str, session: ShiftSession | None = None) -> TypedConsole:
    """A shift on which these lines are typed."""
    console = TypedConsole([*lines])
    opened = OpenedShift(session or place.begin())
    before = Before(place.saves, None, "Ada")
    PlainShift(opened, console, before, place.library).run()  # type: ignore[arg-type]
    opened.session.close()
    return console


def test_from_the_first_question_to_the_pledge(place: ShiftPlace) -> None:
    """Two customers, a breath, the day, a pledge in own words, a debrief, a file."""
    target = place.folder / "day.txt"
    lines = (*BEFORE, *FIRST, "", *SECOND, "I'll breathe first.", "1", "", f"s {target}", "9", "")
    said = worked(place, *lines).said
    for sentence in (
        "A short day. 2 customers, about 5 minutes, level 1.",
        "It's morning.",
        "1. Let them finish, and say back what I heard.",
        "Rain. Composure −5.",
        "Customer 1 of 2.",
        "Your composure: 55, tired.",
        "Omar will come back. All 60 bricks are in place.",
        "Sun.",
        "Customer 2 of 2.",
        "You take a breath. It cost them a little patience. You have 1 breath left with them.",
        "What you set out to do.",
        "Before the shift you rated yourself 2 out of 5. You held up better than you expected.",
        "“I'll breathe first.” The next shift will ask you about it.",
        "How it ended.",
        f"Saved as {target}.",
        "That isn't one of the choices.",
    ):
        assert sentence in said, sentence
    assert target.read_text("utf-8").startswith("What you set out to do\n")
    record = read(place.saves.path("short-day"))
    assert ("listen", "two-skills", "breath", "listen", "mixed") == record.moves
    assert (("day", "2"), ("intention", "listening"), ("pledge", "I'll breathe first.")) == (
        record.notes
    )


def test_everything_before_may_be_skipped_and_nothing_of_it_is_kept(place: ShiftPlace) -> None:
    """Enter goes on; what is no number is asked again; leaving says how to resume."""
    said = worked(place, "7", "", "", "q").said
    assert "Type a number from 1 to 5, or press Enter." in said
    assert said[-1].endswith("Resume it with: simulator shift --resume short-day")
    assert () == read(place.saves.path("short-day")).notes


@pytest.mark.parametrize("typed", range(len((*BEFORE, *FIRST, "", *SECOND))))
def test_it_can_be_left_anywhere_and_resumed_there(place: ShiftPlace, typed: int) -> None:
    """The input ends after any line; the rest of the lines ends the shift."""
    lines = (*BEFORE, *FIRST, "", *SECOND)
    worked(place, *lines[:typed])
    moves = read(place.saves.path("short-day")).moves
    assert len(moves) == [0, 0, 0, 1, 2, 2, 3, 4][typed]
    opened = place.resume()
    rest = lines[typed:]
    if typed < len(BEFORE):
        rest = (*BEFORE, *lines[len(BEFORE) :])
    elif typed in (2 + len(FIRST), 3 + len(FIRST)):
        rest = SECOND  # resumed, the next customer is there at once
    said = worked(place, *rest, "", session=opened.session).said
    assert ("You're picking up where you left off." in said) is bool(moves)
    assert "The wall." in said


def test_a_shift_that_is_over_is_read_again(place: ShiftPlace) -> None:
    """Without being asked anything twice."""
    worked(place, *BEFORE, *FIRST, "", *SECOND, "1")
    said = worked(place, "", session=place.resume().session).said
    assert "The customers." in said
    assert not any("One thing for next time" in line for line in said)


def test_the_next_shift_asks_about_the_pledge(place: ShiftPlace) -> None:
    """And keeps the answer."""
    worked(place, *BEFORE, *FIRST, "", *SECOND, "I'll call.")
    said = worked(place, "3", "2", "1", "q").said
    assert "At the end of the last shift you wrote: “I'll call.”" in said
    assert ("kept", "partly") in read(place.saves.path("short-day-2")).notes


def test_a_cause_that_keeps_coming_up_is_written_up(place: ShiftPlace) -> None:
    """At the third customer with it: of three notes, one would change something."""
    worked(place, *BEFORE, *FIRST, "", *SECOND, "")
    said = worked(place, *BEFORE, *FIRST, "", *SECOND, "2", "").said
    assert "“lost keys” has come up 4 times now. Which note would change something?" in said
    assert "Yes: it says what the cause is, how often it comes up and where to change it." in said
    assert ("report", "lost-keys") in read(place.saves.path("short-day-2")).notes


def test_two_breaths_and_no_more(place: ShiftPlace) -> None:
    """The third is refused in words, and help names a breath only while there is one."""
    said = worked(place, *BEFORE, "h", "a", "a", "a", "h", "q").said
    helped = [line for line in said if line.startswith("Type a number or a reply's id")]
    assert ["takes a breath" in line for line in helped] == [True, False]
    assert "You have taken 2 breaths with this customer, and that's all you get." in said
    assert not any("undoes your last move" in line for line in helped)


@pytest.mark.parametrize(("answer", "kept"), [("", 1), ("n", 0)])
def test_a_breath_that_cannot_be_kept(place: ShiftPlace, answer: str, kept: int) -> None:
    """It isn't taken; the player may try again or continue without saving."""
    session = place.begin()
    journal = session.journal
    assert journal
    real, failures = (
        journal.append_move,
        [SaveFailed("x", journal.record.path, OSError(28, "full"))],
    )

    def fails_once(move: str, ms: int, scene: str | None, words: OwnWords | None = None) -> None:
        if failures:
            raise failures.pop()
        real(move, ms, scene, words)

    journal.append_move = fails_once  # type: ignore[method-assign]
    said = worked(place, *BEFORE, "a", answer, "q", session=session).said
    assert any(line.startswith("Enter to try again, n to continue") for line in said)
    assert kept == len(read(place.saves.path("short-day")).moves)
    assert ["breath"] == session.moves


def test_an_exercise_between_two_customers(place: ShiftPlace) -> None:
    """By d, as often as one likes; whoever asks it is told who is still to come."""
    asked: list[tuple[str, ...]] = []
    console = TypedConsole([*BEFORE, *FIRST, "d", "d", "", "q"])
    opened = OpenedShift(place.begin())
    PlainShift(
        opened,
        console,  # type: ignore[arg-type]
        Before(place.saves, None, "Ada"),
        place.library,
        exercise=lambda play: asked.append(play.drawn[play.at :]),
    ).run()
    opened.session.close()
    assert [("other",), ("other",)] == asked
    assert "Customer 2 of 2." in console.said


def test_a_customer_is_talked_to_again(place: ShiftPlace) -> None:
    """From before a move, where it went as it could have gone outside the shift: not after a breath."""
    asked: list[tuple[str, tuple[str, ...]]] = []
    console = TypedConsole([*BEFORE, *FIRST, "", *SECOND, "", "1", "t 2", "2", "t 2", "", ""])
    opened = OpenedShift(place.begin())
    PlainShift(
        opened,
        console,  # type: ignore[arg-type]
        Before(place.saves, None, "Ada"),
        place.library,
        again=lambda customer, moves: asked.append((customer.item.id, moves)),
    ).run()
    opened.session.close()
    assert [("key", ("listen",))] == asked


def test_promises_and_causes_are_said_between_customers(place: ShiftPlace) -> None:
    """Each promise with what became of it, and how often the cause has come up."""
    text = key_text(root="lost-keys").replace(
        'id = "two-skills"\n',
        'id = "two-skills"\npromises = ["new-key", "call"]\nkeeps = ["call"]\n',
    )
    place.write("key", text)
    said = worked(place, *BEFORE, *FIRST, "q").said
    assert "○ Omar: new key, promised and not kept." in said
    assert "● Omar: call, kept." in said
    assert "Lost keys: once across all your shifts. The 3rd time you can write it up." in said


MOMENTS_SEEN = {
    "composure": "Your composure: 55, tired.",
    "breath": "You take a breath.",
    "self-check": "Before the shift you rated yourself 2 out of 5.",
    "intention": "What you set out to do.",
    "bad-day-card": "Rain. Composure −5.",
    "colleague": "Sun.",
    "return": "Customer 2 of 2.",
    "wall": "All 60 bricks are in place.",
    "spread": "Satisfaction went from",
    "turning-points": "The two moments of the day.",
    "issue-log": "Lost keys: twice across all your shifts.",
    "pledge": "One thing for next time.",
}
"""A sentence of the short day for each moment that a principle can come up in."""


def test_every_moment_of_a_principle_is_met(place: ShiftPlace) -> None:
    """In a shift as it is played; and the page says what the player does in each."""
    said = "\n".join(worked(place, *BEFORE, *FIRST, "", *SECOND, "").said)
    assert [*MOMENTS] == [*MOMENTS_SEEN]
    assert [] == [text for text in MOMENTS_SEEN.values() if text not in said]
    rows = table(page("shift.md"), "moment")
    assert MOMENTS == {row["moment"]: row["what you do"] for row in rows}


def test_the_shipped_hard_saturday_has_each_kind_of_card() -> None:
    """One that costs, one that gives, a colleague's word; and someone who comes back, by every ending."""
    scenarios = shipped_scenarios()
    (shift,) = (each for each in shipped_shifts(scenarios) if each.id == "hard-saturday")
    assert {True, False} == {card.composure < 0 for card in shift.cards}
    assert any("colleague" in card.text for card in shift.cards)
    back = shift.customers[-1]
    endings = {scene.ending.name for scene in scenarios[back.after].scenes.values() if scene.ending}
    assert endings == {begins.condition.ending for begins in back.begins}
