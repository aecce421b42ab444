"""A play in lines: each command, the clock, a save that fails, and the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator.plain.console import Signal
from simulator.plain.game import PlainGame, look_at
from simulator.records.save_failures import SaveFailed
from simulator.vocabulary import Mode
from tests.support.reports import play_reports
from tests.support.typed_console import TypedConsole, open_play

if TYPE_CHECKING:
    from pathlib import Path


def a_game(
    folder: Path, mode: Mode = Mode.COACH, *lines: str | Signal, timed: bool = False
) -> tuple[PlainGame, TypedConsole]:
    """A game with lines that will be typed."""
    console = TypedConsole([*lines])
    opened = open_play(folder, mode, console, timed=timed)
    reports = play_reports(folder)
    game = PlainGame(
        opened,
        console,  # type: ignore[arg-type]
        offer=lambda sections: reports.of_open(opened, "Ada", sections),
    )
    return game, console


def test_from_the_beginning_to_the_debrief(tmp_path: Path) -> None:
    """Listening, replying, waiting and replying end the play; then Enter leaves the debrief."""
    game, console = a_game(tmp_path, Mode.COACH, "", "1", "", "1", "")
    game.introduce()
    game.run()
    assert game.seat.over
    assert ["listen", "own-it", "silence", "tell"] == [turn.move for turn in game.seat.turns]
    assert game.again is None
    assert "Late parcel. Phone, level 1." in console.said
    assert "Customer: Thank you." in console.said
    assert "Your move, 1 to 2 or Enter to listen:" in console.said
    assert "Promises still to keep: call back." in console.said
    assert "There is nothing to say and nothing more to hear." in console.said
    assert "The call is over." in console.said


def test_trying_again_from_a_move(tmp_path: Path) -> None:
    """The debrief answers a move, what is none of them, a file, and the move to try again from."""
    target = tmp_path / "debrief.txt"
    game, console = a_game(
        tmp_path,
        Mode.PRACTICE,
        "",
        "1",
        "",
        "1",
        "2",
        "9",
        f"s {target}",
        f"s {target}",
        "t 2",
    )
    game.run()
    assert 1 == len(game.again or ())
    assert "That isn't one of the choices." in console.said
    assert f"Saved as {target}. Only you can read it." in console.said
    assert target.read_text("utf-8").startswith("How it ended") or target.stat().st_size > 100


@pytest.mark.parametrize(
    ("mode", "line", "sentence"),
    [
        (Mode.COACH, "w", "Nothing has changed how they feel yet."),
        (Mode.EXAM, "w", "The reasons come in the debrief. Coach mode gives them as you go."),
        (Mode.COACH, "u", "There is nothing to undo."),
        (Mode.COACH, "t", "There is no clock."),
        (Mode.COACH, "/", "Type / and a word to search the transcript, as in /parcel."),
        (Mode.COACH, "/parcel", "Customer: My parcel was meant to come on Monday."),
        (Mode.COACH, "/bicycle", "“bicycle” isn't in this conversation."),
        (Mode.COACH, "b", "You answer for a parcel service."),
        (Mode.COACH, "7", "“7” isn't a move here. Type a number from 1 to 2, or h for help."),
        (Mode.COACH, "r", "“r” isn't a move here. Type a number from 1 to 2, or h for help."),
    ],
)
def test_a_command_is_answered(tmp_path: Path, mode: Mode, line: str, sentence: str) -> None:
    """Each in its sentence, and none of them is a move."""
    game, console = a_game(tmp_path, mode)
    assert game.handle_command(line)
    assert sentence in console.said
    assert [] == game.seat.turns


def test_why_and_undo_after_a_move(tmp_path: Path) -> None:
    """The reasons are those of the last turn, and an undone move is said and gone."""
    game, console = a_game(tmp_path)
    assert game.handle_command("listen")
    assert game.handle_command("w")
    assert console.said[-1].startswith("Why: You listened")
    assert game.handle_command("u")
    assert "Undone: listen." in console.said
    assert [] == game.seat.turns
    assert game.handle_command("?")
    assert any(text.startswith("Gauges: anger ") for text in console.said)


def test_an_exam_shows_no_number(tmp_path: Path) -> None:
    """The mood is a word, help names neither why nor undo, and undo is refused."""
    game, console = a_game(tmp_path, Mode.EXAM, timed=True)
    game.present()
    assert "Mood: wary." in console.said
    assert "There's more to come." in console.said
    game.handle_command("h")
    told, paused = console.said[-2:]
    assert "w says" not in told
    assert "u undoes" not in told
    assert "t shows how much time is left." in told
    assert "The clock is stopped. Press Enter to continue:" == paused
    game.handle_command("")
    game.handle_command("u")
    assert "You can't undo in an exam." in console.said


@pytest.mark.parametrize("command", ["h", "b"])
def test_a_reply_typed_while_the_clock_is_stopped_is_given(tmp_path: Path, command: str) -> None:
    """Enter goes back to the reading; anything else is the next line, and the clock runs again."""
    game, console = a_game(tmp_path, Mode.PRACTICE, "", "own-it", timed=True)
    left = game.seat.until_late()
    assert game.handle_command(command)
    assert ["own-it"] == console.lines
    assert game.handle_command(command)
    assert ["own-it"] == console.lines
    assert "own-it" == game.read()
    assert left == game.seat.until_late()


def test_the_time_is_said_at_thresholds_and_runs_out(tmp_path: Path) -> None:
    """Ten and five seconds before its end, then the silence is made and half typed text thrown away."""
    late = [Signal.LATE] * 40
    game, console = a_game(tmp_path, Mode.PRACTICE, *late, timed=True)
    answer = game.read()
    assert Signal.LATE is answer
    assert ["10 seconds left.", "5 seconds left."] == [
        text for text in console.said if text.endswith("seconds left.")
    ][-2:]
    assert game.answer(answer)
    assert "Time is up." in console.said
    assert 1 == console.forgotten
    assert ["silence"] == [turn.move for turn in game.seat.turns]


def test_leaving_says_how_to_resume(tmp_path: Path) -> None:
    """Where the play is kept; the end of the input leaves too."""
    for last in ("q", Signal.END):
        game, console = a_game(tmp_path, Mode.COACH, "", last)
        game.run()
        assert "This conversation is saved in " in console.said[-1]
        assert "simulator play --resume late-parcel" in console.said[-1]
        assert game.seat.journal
        game.seat.journal.record.path.unlink()
        game.farewell()
        assert "is no longer there" in console.said[-1]
        game.seat.close()


def test_a_play_that_is_not_kept_is_left_after_a_question(tmp_path: Path) -> None:
    """On a terminal; Enter stays and q leaves."""
    game, console = a_game(tmp_path, Mode.COACH)
    game.handle_command("")
    game.seat.detach()
    console.interactive = True
    console.lines = [""]
    assert game.handle_command("q")
    console.lines = ["q"]
    assert not game.handle_command("q")
    game.farewell()
    assert "This conversation wasn't saved." == console.said[-1]


@pytest.mark.parametrize(("typed", "moves"), [(["x", "n"], 1), (["", "n"], 1), (["q"], 0), ([], 0)])
def test_a_move_that_cannot_be_kept(
    tmp_path: Path, typed: list[str], moves: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not made: the player tries again, continues unkept, or leaves."""
    game, console = a_game(tmp_path)
    journal = game.seat.journal
    assert journal

    def full(*_: object) -> None:
        raise SaveFailed(
            "The last step couldn't be saved in", journal.record.path, OSError(28, "full")
        )

    monkeypatch.setattr(type(journal), "append_move", full)
    console.lines = [*typed]
    assert (moves == 1) == game.handle_command("")
    assert moves == len(game.seat.turns)


def test_a_play_is_looked_at_as_far_as_it_goes(tmp_path: Path) -> None:
    """With reasons turn by turn, without them only what was said."""
    game, console = a_game(tmp_path)
    game.handle_command("")
    console.said.clear()
    look_at(game.seat.start, game.seat.turns, console, reasons=False)  # type: ignore[arg-type]
    assert "Customer: And I can't stay in tomorrow." == console.said[-1]
    look_at(game.seat.start, game.seat.turns, console, reasons=True)  # type: ignore[arg-type]
    assert "Customer: And I can't stay in tomorrow." != console.said[-1]
