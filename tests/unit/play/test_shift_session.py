"""Shifts on the disk: one journal for all customers, resumed anywhere, and each customer a play in history and reports."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bench.shift_kills import kill
from simulator.engine.conversation import IllegalMove
from simulator.errors import SimulatorError
from simulator.play.history_sync import catch_up
from simulator.play.opening import IsAShift, resume
from simulator.play.results import PlayReader
from simulator.play.shift_day import Before, day_of
from simulator.play.shift_opening import NotAShift, ShiftNoLongerFits, opened_customer
from simulator.records.journal import read
from simulator.records.save_failures import SaveInUse
from simulator.report.progress import progress_of
from simulator.scenario.library import LibraryError
from simulator.shift.debrief import after_sections, pledges
from tests.support.card_stage import Place
from tests.support.shift_stage import STARTED, WHOLE_DAY, ShiftPlace, key_text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def place(tmp_path: Path) -> ShiftPlace:
    """A short day, and no shifts yet."""
    return ShiftPlace.at(tmp_path)


def replies_of(place: ShiftPlace) -> list[list[str]]:
    """The replies by customer as the history has them: how many moves, and the ending."""
    catch_up(place.history, place.saves, place.library)
    return [
        [play.scenario, str(play.moves), play.figures.ending or "", play.person]
        for play in sorted(place.history.plays(), key=lambda play: play.key)
    ]


class TestJournal:
    @pytest.mark.parametrize("moves", range(len(WHOLE_DAY) + 1))
    def test_it_is_resumed_anywhere(self, place: ShiftPlace, moves: int) -> None:
        """With the same customer, gauges, composure, wall and replies, in the same order."""
        before = place.begin(*WHOLE_DAY[:moves])
        before.close()
        after = place.resume().session
        assert before.play == after.play
        assert before.composures == after.composures
        assert before.seat.choices() == after.seat.choices()
        assert [len(seat.turns) for seat in before.seats] == [
            len(seat.turns) for seat in after.seats
        ]
        after.close()

    def test_a_move_that_is_not_allowed_changes_nothing(self, place: ShiftPlace) -> None:
        """Neither the shift nor its file."""
        session = place.begin("listen")
        with pytest.raises(IllegalMove):
            session.move("snap")
        assert ("listen",) == read(place.saves.path("short-day")).moves
        with pytest.raises(SimulatorError):
            session.seat.undo()

    def test_two_programs(self, place: ShiftPlace) -> None:
        """The second is told that the shift is open."""
        session = place.begin("listen")
        with pytest.raises(SaveInUse):
            place.resume()
        session.close()
        place.resume().session.close()

    def test_what_the_player_says_is_kept(self, place: ShiftPlace) -> None:
        """Before the first move and after the end; an empty answer isn't."""
        session = place.begin()
        session.note("day", "2")
        session.note("intention", "")
        for move in WHOLE_DAY:
            session.move(move)
        session.note("pledge", "I'll \x1b[31mcall.")
        session.close()
        record = read(place.saves.path("short-day"))
        assert (("day", "2"), ("pledge", "I'll [31mcall.")) == record.notes
        assert ("shift-over", WHOLE_DAY) == (record.ended, record.moves)

    def test_the_pledge_is_asked_about_once(self, place: ShiftPlace) -> None:
        """By the next shift of the same person, until they have answered."""
        for number, (kind, text) in enumerate([("pledge", "I'll call."), ("kept", "partly")]):
            session = place.begin("listen", started=STARTED + timedelta(days=number))
            session.note(kind, text)
            session.close()
            expected = ["I'll call.", ""][number]
            assert expected == Before(place.saves, None, "Ada").pledge
        assert "" == Before(place.saves, None, "Bo").pledge

    def test_without_a_place_for_it_the_shift_is_worked_unkept(self, place: ShiftPlace) -> None:
        """And says so."""
        place.saves.folder.write_text("a file")
        session = place.begin(*WHOLE_DAY)
        assert session.over
        assert not session.kept


class TestChangedFiles:
    def test_a_reply_that_is_gone(self, place: ShiftPlace) -> None:
        """The move is named, and the shift stays saved."""
        place.begin(*WHOLE_DAY).close()
        place.write("other", key_text().replace('"mixed"', '"mingled"'))
        with pytest.raises(ShiftNoLongerFits, match=r'move 5 of 5 \("mixed"\) no longer applies'):
            place.resume()
        assert WHOLE_DAY == read(place.saves.path("short-day")).moves

    def test_a_change_that_fits_is_told(self, place: ShiftPlace) -> None:
        """Every move still applies."""
        place.begin("listen").close()
        place.write("other", key_text(anger=50))
        opened = place.resume()
        assert "every move still applies" in opened.notes[0]
        opened.session.close()

    @pytest.mark.parametrize("name", ["shifts/short-day", "other"])
    def test_a_file_that_is_gone(self, place: ShiftPlace, name: str) -> None:
        """One sentence, and the history keeps what it has."""
        place.begin(*WHOLE_DAY).close()
        rows = replies_of(place)
        (place.folder / "library" / f"{name}.toml").unlink()
        with pytest.raises(SimulatorError):
            place.resume()
        assert rows == replies_of(place)

    def test_a_shift_with_errors(self, place: ShiftPlace) -> None:
        """Where it is, and what to do."""
        place.write("shifts/short-day", "format = 1\n")
        with pytest.raises(SimulatorError, match=r"short-day\.toml:1:1: "):
            place.begin()

    def test_a_name_that_is_none(self, place: ShiftPlace) -> None:
        """The nearest one is proposed."""
        from simulator.shift.library import find_shift

        with pytest.raises(LibraryError, match='no shift "shrt-day"') as caught:
            find_shift(place.library, "shrt-day")
        assert 'Did you mean "short-day"?' == caught.value.hint


class TestRecords:
    def test_each_customer_is_a_play_of_its_own(self, place: ShiftPlace) -> None:
        """In the history once each, however often it is looked at; one in progress without an ending."""
        session = place.begin(*WHOLE_DAY[:-1])
        assert [["key", "2", "mended", "Ada"], ["other", "1", "", "Ada"]] == replies_of(place)
        session.move(WHOLE_DAY[-1])
        session.close()
        whole = [["key", "2", "mended", "Ada"], ["other", "2", "left", "Ada"]]
        assert whole == replies_of(place)
        assert whole == replies_of(place)
        assert 2 == progress_of(place.history.plays("Ada")).ended

    def test_reports_have_each_customer(self, place: ShiftPlace) -> None:
        """With the gauges as they were in the shift: a breath and a beginning count."""
        session = place.begin(*WHOLE_DAY)
        session.close()
        record = read(place.saves.path("short-day"))
        results = PlayReader(place.library, {}).customers(record)
        assert ["key", "other"] == [result.scenario.id for result in results]
        assert [seat.conversation.result().satisfaction for seat in session.seats] == [
            result.score and result.score.satisfaction for result in results
        ]
        assert [2, 2] == [result.moves for result in results]

    def test_a_shift_and_a_conversation_are_told_apart(self, tmp_path: Path) -> None:
        """Each is resumed by its own command."""
        (tmp_path / "shift").mkdir()
        (tmp_path / "card").mkdir()
        place, card = ShiftPlace.at(tmp_path / "shift"), Place.at(tmp_path / "card")
        place.begin("listen").close()
        with (
            place.saves.resume("short-day") as journal,
            pytest.raises(IsAShift, match="saved shift"),
        ):
            resume(journal, place.library, None, lambda: 0.0)
        card.play("own-it")
        place.saves = card.saves
        with pytest.raises(NotAShift, match="saved conversation"):
            place.resume("card")

    def test_what_was_in_reach_is_searched_only_of_a_play_as_it_is_alone(
        self, place: ShiftPlace
    ) -> None:
        """Not after a breath, nor of someone who came back."""
        session = place.begin(*WHOLE_DAY)
        assert [True, False] == [opened_customer(session, at).as_alone for at in range(2)]
        session.close()


class TestDay:
    def test_the_day_is_told(self, place: ShiftPlace) -> None:
        """What was set out against what was done, scores, both moments, composure, the wall, causes."""
        session = place.begin()
        session.note("day", "4")
        session.note("intention", "ownership")
        for move in WHOLE_DAY:
            session.move(move)
        journal = session.journal
        assert journal
        day = day_of(session, journal.record.notes)
        told = {section.title: section.paragraphs for section in after_sections(day)}
        assert [
            "What you set out to do",
            "The customers",
            "The two moments of the day",
            "You",
            "The wall",
            "Why they came",
        ] == [*told]
        assert (
            "“Admit our part in it before I explain anything”" in told["What you set out to do"][0]
        )
        assert ("Lost keys: twice across all your shifts.",) == told["Why they came"]
        assert "You took 1 breath." == told["You"][1]
        assert told["You"][2].startswith("Before the shift you rated yourself 4 out of 5.")
        assert 1 <= len(pledges(day)) <= 2
        session.close()

    def test_a_cause_is_due_when_it_comes_up_for_the_third_time(self, place: ShiftPlace) -> None:
        """Over all shifts of the person, and not again at the fourth."""
        due = []
        for number in range(3):
            session = place.begin(*WHOLE_DAY, started=STARTED + timedelta(days=number))
            roots = Before(place.saves, None, "Ada").roots(place.library, session.name)
            due.append(day_of(session, (), roots).due_issue())
            session.close()
        assert ["", "lost-keys", "lost-keys"] == due

    def test_one_that_was_left_says_what_was_done(self, place: ShiftPlace) -> None:
        """How many were served, and who is still waiting."""
        session = place.begin(*WHOLE_DAY[:-1])
        first = after_sections(day_of(session))[0]
        assert "Not finished" == first.title
        assert (
            "You've served 1 of the 2 customers so far. Omar is still waiting for you.",
        ) == first.paragraphs
        session.close()


def test_what_was_acknowledged_outlives_a_kill(tmp_path: Path) -> None:
    """A program killed in the middle of a shift, and again after it was resumed, loses no move whose answer it showed."""
    acknowledged, inside = kill(tmp_path, 3, 7)
    assert acknowledged > 0
    assert inside > 0
