"""A solo play: the same from its events as it was, whatever was asked of it; and what each mode shows and allows."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.rounds.event_log import Event
from simulator.ruleset import LISTEN, SILENCE
from simulator.scenario.library import Library, folders, load
from simulator.server.plays import words
from simulator.server.plays.events import Kind, Moved, Undone, write_body
from simulator.server.plays.moves import UNDO, Reason, Refused, Repeated, Step
from simulator.server.plays.solo import PlayNoLongerFits, fold
from simulator.vocabulary import Mode
from tests.support.documents import scenario_from
from tests.support.random_plays import scenario_of
from tests.support.solo_stage import SoloStage, parcel, told_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.server.plays.page import PlayPage


def moves_offered(page: PlayPage) -> tuple[str, ...]:
    """Return what the buttons of a page ask for."""
    also = ([LISTEN] if page.listen else []) + ([SILENCE] if page.silence else [])
    return (*(choice.move for choice in page.choices), *also)


def make(stage: SoloStage, text: str) -> None:
    """Give the reply with these words."""
    (move,) = (choice.move for choice in stage.page.choices if text in choice.text)
    assert isinstance(stage.ask(move), Step)


OPERATION = st.tuples(
    st.sampled_from(["move", "move", "move", "undo", "again", "stale", "nonsense"]),
    st.integers(0, 9),
    st.integers(0, 90),
)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    mode=st.sampled_from(list(Mode)),
    timed=st.booleans(),
    operations=st.lists(OPERATION, max_size=12),
)
def test_a_play_reopened_from_its_events_is_the_same(
    seed: int, mode: Mode, timed: bool, operations: list[tuple[str, int, int]]
) -> None:
    """Move by move: the play that goes on from where it was, and the one folded from the beginning, and their pages."""
    stage = SoloStage(scenario_of(seed), mode=mode, timed=timed)
    for what, number, seconds in operations:
        stage.wait(seconds)
        before, page = stage.play, stage.page
        offered = moves_offered(page) or (SILENCE,)
        if what == "move":
            found = stage.ask(offered[number % len(offered)])
            assert isinstance(found, Refused if before.over else Step)
        elif what == "undo":
            found = stage.ask(UNDO)
            assert isinstance(found, Step) == before.can_undo
        elif what == "again":
            assert isinstance(
                stage.ask(offered[0], cmd=f"again{number}"), Repeated | Step | Refused
            )
        elif what == "stale":
            found = stage.ask(offered[0], version=before.version - 1)
            assert found == Refused(Reason.STALE, words.ELSEWHERE)
        else:
            assert isinstance(stage.ask("no-such-reply"), Refused | Step)
        after = stage.play
        assert after.version == len(stage.events)
        assert after.over == (after.end is not None)
        if after.version == before.version:
            assert (before, page) == (after, stage.page)


def test_an_answer_to_an_older_page_changes_nothing() -> None:
    """It went on elsewhere: one sentence says so, and the play is as it was."""
    stage = SoloStage(parcel())
    stale = stage.page
    make(stage, "find it")
    now = stage.page
    found = stage.ask(stale.choices[1].move, version=stale.version)
    assert Refused(Reason.STALE, words.ELSEWHERE) == found
    assert now == stage.page


def test_a_command_that_was_answered_is_answered_the_same() -> None:
    """A form that is sent twice makes one move, whatever else it says the second time."""
    stage = SoloStage(parcel())
    move = stage.page.choices[0].move
    assert isinstance(stage.ask(move, cmd="once"), Step)
    now = stage.page
    assert Repeated() == stage.ask(move, cmd="once", version=1)
    assert now == stage.page


def test_what_can_be_undone() -> None:
    """A move that was made here, while the conversation goes on; never in an exam."""
    stage = SoloStage(parcel(), mode=Mode.PRACTICE)
    assert Refused(Reason.ILLEGAL, words.NOTHING_TO_UNDO) == stage.ask(UNDO)
    begun = stage.page
    make(stage, "No idea")
    assert Step(Undone()) == stage.ask(UNDO)
    assert begun.earlier == stage.page.earlier
    assert begun.choices == stage.page.choices
    make(stage, "find it")
    make(stage, "here")
    assert stage.play.over
    assert isinstance(stage.ask(UNDO), Refused)

    exam = SoloStage(parcel(), mode=Mode.EXAM)
    make(exam, "find it")
    assert Refused(Reason.ILLEGAL, words.NO_UNDO) == exam.ask(UNDO)

    again = SoloStage(parcel(), given=("own-it",))
    assert Refused(Reason.ILLEGAL, words.NOTHING_TO_UNDO) == again.ask(UNDO)


@pytest.mark.parametrize(
    ("factor", "waits", "late"),
    [
        (1.0, 20, False),
        (1.0, 34, False),
        (1.0, 35, True),
        (2.0, 66, False),
        (2.0, 67, True),
        (None, 10_000, False),
    ],
)
def test_a_reply_after_its_time_is_a_silence(factor: float | None, waits: int, late: bool) -> None:
    """32.1 seconds here, for seven words to read, times the factor; and two for the way."""
    stage = SoloStage(parcel(), mode=Mode.EXAM, timed=True, factor=factor)
    stage.wait(waits)
    assert late == stage.page.late
    (move,) = (choice.move for choice in stage.page.choices if "find it" in choice.text)
    found = stage.ask(move)
    assert isinstance(found, Step)
    assert isinstance(found.body, Moved)
    assert (SILENCE if late else "own-it", late) == (found.body.move, found.body.late)
    assert found.message == (words.TOO_LATE if late else "")


def test_someone_who_was_away_comes_back_to_one_silence() -> None:
    """A day later: the clock has run out once, and then the customer's next words have their whole time."""
    stage = SoloStage(parcel(), mode=Mode.EXAM, timed=True)
    stage.wait(86_400)
    found = stage.ask(SILENCE)
    assert isinstance(found, Step)
    assert found.message == words.SILENT
    page = stage.page
    assert not page.late
    assert page.clock is not None
    assert page.clock.left == page.clock.allowed


def test_the_last_move_says_what_the_play_came_to() -> None:
    """In its own event, so that lists need no rules."""
    stage = SoloStage(parcel())
    make(stage, "find it")
    make(stage, "here")
    end = stage.play.end
    assert end is not None
    result = stage.play.conversation.result()
    assert (result.ending, result.satisfaction, result.qa) == (
        end.ending,
        end.satisfaction,
        end.quality,
    )


def test_a_move_that_the_rules_no_longer_allow_is_told() -> None:
    """The play can't be resumed, and a sentence says so; its events stay."""
    stage = SoloStage(parcel())
    gone = Event(
        "kim/play/p1", 2, Kind.MOVED, stage.events[0].at, write_body(Moved(move="gone")), "c"
    )
    machine = stage.play.start.machine
    with pytest.raises(PlayNoLongerFits) as raised:
        fold("p1", [*stage.events, gone], lambda opened: machine)
    assert 'move 1 ("gone")' in raised.value.message


def test_what_each_mode_shows() -> None:
    """Coach: numbers, reasons, what listening does. Practice: numbers. Exam: a face and a word."""
    shown = {}
    for mode in Mode:
        stage = SoloStage(parcel(), mode=mode)
        first = stage.page
        make(stage, "find it")
        page = stage.page
        numbers = bool(page.person.gauges) and page.person.mood != page.person.band
        shown[mode] = (numbers, bool(page.why), "interrupt" in first.hint, bool(page.promises))
    assert {
        Mode.COACH: (True, True, True, True),
        Mode.PRACTICE: (True, False, True, True),
        Mode.EXAM: (False, False, False, False),
    } == shown


def texts(value: Any) -> Iterator[Any]:
    """Every text and number in a page."""
    if isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif hasattr(value, "__slots__") and not isinstance(value, str | int | float):
        for name in getattr(value, "__struct_fields__", value.__slots__):
            yield from texts(getattr(value, name))
    elif value is not None:
        yield value


SHIPPED = Library(folders()).files()


@pytest.mark.parametrize("number", range(12))
def test_no_page_of_an_exam_tells_anything(number: int) -> None:
    """Every page of a whole play of a scenario of the library, the one after its end too."""
    draw = random.Random(number)
    scenario = load(draw.choice(SHIPPED), warnings=False).scenario
    assert scenario is not None
    stage = SoloStage(scenario, mode=Mode.EXAM, timed=True)
    forbidden = told_in(scenario)
    names = {reply.id for scene in scenario.scenes.values() for reply in scene.replies}
    for _ in range(60):
        page = stage.page
        told = [*texts(page)]
        assert not forbidden & {item for item in told if isinstance(item, str)}
        assert not page.person.gauges
        assert not page.why
        assert page.person.mood == page.person.band
        assert not page.can_undo
        assert not names & set(moves_offered(page))
        if stage.play.over:
            break
        stage.wait(3)
        stage.ask(draw.choice(moves_offered(page)))
    assert stage.play.over


def test_a_scenario_of_one_scene_is_a_play() -> None:
    """What is over before it begins has nothing to offer."""
    scene = {"says": "Bye.", "ending": "e", "outcome": "none", "need": "missed"}
    stage = SoloStage(
        scenario_from(
            {
                "format": 1,
                "title": "T",
                "start": "a",
                "customer": {"name": "K"},
                "scenes": {"a": scene},
            }
        )
    )
    assert stage.page.over
    assert () == moves_offered(stage.page)
    assert stage.play.end is not None
