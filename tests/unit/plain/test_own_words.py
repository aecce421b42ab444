"""A play in the player's own words, in lines: what is printed, and what each line typed does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator.own_words.flow import MAX_STOP, MAX_TYPING, MAX_WORDS, Found, OwnWords
from simulator.plain.console import Signal
from simulator.plain.game import PlainGame
from simulator.plain.own_words import STILL_HIDDEN
from simulator.play.own_words import CUT, HOW_IT_WORKS, NO_LETTERS, NOTHING_CLOSE, STAYS_HERE
from simulator.vocabulary import Mode
from tests.support.typed_console import TypedConsole, open_play

if TYPE_CHECKING:
    from pathlib import Path

SAID = "you stayed in and nobody came, thats ours to put right"


def a_game(
    folder: Path, *lines: str | Signal, mode: Mode = Mode.COACH, timed: bool = False
) -> tuple[PlainGame, TypedConsole]:
    """A game in own words with lines that will be typed."""
    console = TypedConsole([*lines])
    opened = open_play(folder, mode, console, timed=timed, own_words=True)
    return PlainGame(opened, console), console  # type: ignore[arg-type]


def test_a_whole_play_typed(tmp_path: Path) -> None:
    """Each reply is typed: one taken outright, one after the question; both sentences are printed."""
    game, console = a_game(tmp_path, "", SAID, "", "not in the depot", "1", "")
    game.introduce()
    game.run()
    assert game.seat.over
    assert ["listen", "own-it", "silence", "tell"] == [turn.move for turn in game.seat.turns]
    assert [Found.MATCHED, Found.OFFERED] == [words.found for words in game.seat.words.values()]
    assert "Mode: coach, in your own words. Type h for help." in console.said
    assert f"{HOW_IT_WORKS} {STAYS_HERE}" in console.said
    at = console.said.index(f"You: {SAID}")
    assert console.said[at + 1].startswith("You gave: ")
    assert "You typed: not in the depot" in console.said


def test_replies_stay_hidden(tmp_path: Path) -> None:
    """Nothing that is printed before a sentence is typed has a word of a reply, and no number gives one."""
    game, console = a_game(tmp_path, "", "?", "1", "own-it", "h", "q")
    game.introduce()
    game.run()
    texts = [reply.text for reply in game.seat.conversation.offered()]
    before = console.said[: console.said.index("You typed: own-it")]
    assert [] == [line for line in before if any(text in line for text in texts)]
    assert STILL_HIDDEN in before
    assert ["listen"] == [turn.move for turn in game.seat.turns]


@pytest.mark.parametrize("line", ["s", "show"])
def test_the_replies_instead(tmp_path: Path, line: str) -> None:
    """They are shown when they are asked for, and a number gives one, without words beside it."""
    game, console = a_game(tmp_path, "", line, "1", "q")
    game.run()
    assert "Your move, 1 to 2 or Enter to wait in silence:" not in console.said
    assert ["listen", "own-it"] == [turn.move for turn in game.seat.turns]
    assert {} == game.seat.words


def test_none_of_these(tmp_path: Path) -> None:
    """The way out costs nothing and shows all replies; the one that is given then was passed over before."""
    game, console = a_game(tmp_path, "", "that is busy", "9", "3", "2", "q")
    game.run()
    asked = console.said[console.said.index("You typed: that is busy") :]
    assert "Which of these did you mean?" == asked[1]
    assert "3. None of these: show me all the replies" == asked[4]
    assert "Type 1 to 3, or a different sentence:" == asked[5]
    assert "Type 1 to 3." == asked[6]
    assert 2 == len(game.seat.turns)
    assert {1: OwnWords("that is busy", Found.PASSED_OVER)} == game.seat.words


def test_nothing_close(tmp_path: Path) -> None:
    """No reply is named, and it can be said another way, or the replies be shown; the record says how it went."""
    game, console = a_game(tmp_path, "", "banana", "?", "s", "1", "q")
    game.run()
    told = console.said[console.said.index("You typed: banana") :]
    assert NOTHING_CLOSE == told[1]
    assert "Your sentence, or s to see the replies:" == told[2]
    assert 2 == console.said.count(NOTHING_CLOSE)
    assert {1: OwnWords("banana", Found.NOTHING_CLOSE)} == game.seat.words


def test_a_different_sentence(tmp_path: Path) -> None:
    """The question can be answered by another sentence, and only that one is saved."""
    game, _ = a_game(tmp_path, "", "that is busy", SAID, "q")
    game.run()
    assert [SAID] == [words.text for words in game.seat.words.values()]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("...", NO_LETTERS),
        ("x" * (MAX_WORDS + 1), CUT),
        ("", "There's nothing more to come. Type what you'd say."),
    ],
)
def test_lines_that_are_no_sentence(tmp_path: Path, line: str, sentence: str) -> None:
    """Each gets a sentence, and none makes a move."""
    game, console = a_game(tmp_path, "", line, "q")
    game.run()
    assert sentence in console.said
    assert 1 == len(game.seat.turns)


def test_the_clock_of_a_line(tmp_path: Path) -> None:
    """A line has the minute of a long one from the start, a question its 20 seconds; then the silence comes."""
    late = [Signal.LATE] * 100
    game, console = a_game(tmp_path, "that is busy", *late, mode=Mode.EXAM, timed=True)
    base, start = game.seat.base, console.time
    assert base
    while not game.seat.turns:
        game.answer(game.read())
    assert "Which of these did you mean? The clock is paused." in console.said
    assert pytest.approx(base + MAX_TYPING + MAX_STOP) == console.time - start
    assert ["silence"] == [turn.move for turn in game.seat.turns]
