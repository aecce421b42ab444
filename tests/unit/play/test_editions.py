"""Plays of the first edition of the rules: read as they are, resumed where every move is still allowed, never scored again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from simulator.play.history_sync import archived, catch_up
from simulator.play.opening import MoveNoLongerApplies, Opened, PlayIsArchived, resume
from simulator.records.history import History
from simulator.records.journal import read
from simulator.records.saves import Saves
from simulator.scenario.library import Library

DATA = Path(__file__).parents[2] / "data" / "edition-1"


class Old(NamedTuple):
    """A copy of what the program of the first edition left behind."""

    library: Library
    saves: Saves
    history: History

    def resume(self, name: str) -> Opened:
        """Resume a play; its file is let go of if that fails."""
        journal = self.saves.resume(name)
        try:
            return resume(journal, self.library, 1.0, lambda: 0.0)
        except BaseException:
            journal.close()
            raise


@pytest.fixture
def old(tmp_path: Path) -> Old:
    """The saves, the history and the scenario."""
    shutil.copytree(DATA, tmp_path / "old")
    folder = tmp_path / "old"
    saves, history = Saves(folder / "saves"), History(folder / "history.sqlite")
    return Old(Library((folder,)), saves, history)


def test_saves_of_the_first_edition_are_read(old: Old) -> None:
    """Each with its moves, and marked as what it is."""
    records, unreadable = old.saves.list()
    assert [] == unreadable
    assert {"late-call", *(f"late-call-{at}" for at in range(2, 6))} == {r.name for r in records}
    assert {1} == {record.edition for record in records}


def test_a_play_that_still_fits_is_resumed_and_marked(old: Old) -> None:
    """One sentence says so the first time; from then on it is of this edition."""
    opened = old.resume("late-call-3")
    assert (
        "This conversation was started under the first edition of the rules; all its moves are still allowed, so it continues "
        "under edition 2.",
    ) == opened.notes
    assert 2 == read(old.saves.path("late-call-3")).edition
    opened.seat.move("send")
    opened.seat.close()
    again = old.resume("late-call-3")
    assert () == again.notes
    assert again.seat.over
    again.seat.close()


def test_a_resumed_exam_keeps_its_clock(old: Old) -> None:
    """And no move is allowed that the mode forbids."""
    opened = old.resume("late-call-5")
    assert (True, False) == (opened.seat.rules.timed, opened.seat.can_undo)
    assert opened.seat.remaining() is not None
    opened.seat.close()


def test_a_move_that_is_not_allowed_any_more_is_named(old: Old) -> None:
    """The play is not resumed, not marked, and left byte for byte."""
    path = old.saves.path("late-call-4")
    before = path.read_bytes()
    with pytest.raises(MoveNoLongerApplies) as caught:
        old.resume("late-call-4")
    assert (
        'This conversation was started under the first edition of the rules, and move 3 of 3 ("press-on") isn\'t allowed under '
        "edition 2, so it can't be resumed."
    ) == caught.value.message
    assert 2 == len(caught.value.turns)
    assert before == path.read_bytes()


@pytest.mark.parametrize("name", ["late-call", "late-call-2"])
def test_a_play_that_has_ended_is_not_resumed(old: Old, name: str) -> None:
    """It would be scored by other rules."""
    path = old.saves.path(name)
    before = path.read_bytes()
    with pytest.raises(PlayIsArchived):
        old.resume(name)
    assert before == path.read_bytes()


def test_a_play_whose_end_was_not_noted_is_not_scored_either(old: Old) -> None:
    """Its moves tell that it has ended."""
    path = old.saves.path("late-call")
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    with pytest.raises(PlayIsArchived):
        old.resume("late-call")


def test_an_ended_play_is_read_with_the_scores_of_its_row(old: Old) -> None:
    """And with the words of its replies where they still exist."""
    record = read(old.saves.path("late-call"))
    head, moves = archived(record, old.library, old.history)
    assert "The late call" == head.title
    assert (
        "The ending: settled.",
        "Satisfaction 51, on a scale of −100 to 100. Quality 100 out of 100. Mood −10 at the start, 54 at the end.",
        "- listening 100",
        "- solutions 100",
        "- making it easy 100",
    ) == head.paragraphs
    assert (
        "1. You listened.",
        "2. You: “You waited three days for a call.”",
        "3. You: “A technician comes tomorrow at nine.”",
    ) == moves.paragraphs


def test_what_is_gone_is_left_out_of_an_archived_play(old: Old) -> None:
    """Scores without a row, words without a scenario."""
    old.history.path.unlink()
    (old.library.folders[0] / "late-call.toml").unlink()
    record = read(old.saves.path("late-call-2"))
    head, moves = archived(record, old.library, old.history)
    assert "late-call" == head.title
    assert ("The ending: hung up.", "Its scores weren't saved.") == head.paragraphs
    assert ("1. You gave the reply recap.", "2. You gave the reply refuse.") == moves.paragraphs


def test_rows_of_the_first_edition_are_never_worked_out_again(old: Old) -> None:
    """Not even where the save's own time is another; without a row only the ending is kept."""
    before = old.history.plays()
    for record in old.saves.list()[0]:
        record.path.touch()
    catch_up(old.history, old.saves, old.library)
    assert before == old.history.plays()

    old.history.path.unlink()
    catch_up(old.history, old.saves, old.library)
    assert [(1, None)] * 5 == [(p.edition, p.figures.satisfaction) for p in old.history.plays()]
    endings = {play.name: play.figures.ending for play in old.history.plays()}
    assert ("settled", "hung-up", None) == tuple(
        endings[name] for name in ("late-call", "late-call-2", "late-call-3")
    )


def test_a_resumed_play_is_scored_by_this_edition(old: Old) -> None:
    """Its row takes the place of the old one."""
    opened = old.resume("late-call-3")
    opened.seat.move("send")
    result = opened.seat.conversation.result()
    opened.seat.close()
    catch_up(old.history, old.saves, old.library)
    rows = {play.name: play for play in old.history.plays()}
    assert (2, result.satisfaction) == (
        rows["late-call-3"].edition,
        rows["late-call-3"].figures.satisfaction,
    )
    assert (1, 51) == (rows["late-call"].edition, rows["late-call"].figures.satisfaction)
