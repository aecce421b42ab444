"""The sentences about a round are the same on a terminal and in a browser."""

from __future__ import annotations

import json
import re

import pytest

from simulator.rounds import words
from simulator.text import ordinal
from simulator.web import pages


def test_the_browser_has_its_words_from_the_terminals() -> None:
    """The pages use every word of the table and none that it lacks, and the table is that of the terminals."""
    served = {path: content.decode() for path, (_, content) in pages().items()}
    table = json.loads(served["/words.js"].partition("WORDS = ")[2].rstrip(";\n"))
    used = {
        name
        for path, text in served.items()
        if path.endswith(".js")
        for name in re.findall(r"\bWORDS\.(\w+)", text)
    }
    assert set(table) == used
    assert dict(words.PHASE_WORDS) == table["phases"]
    assert dict(words.SEVERAL_WORDS) == table["several"]
    assert words.STANDING_AT_THE_END == table["standing"]


def test_where_a_seat_stands() -> None:
    """While it is played, at the end, and where there is nothing to rank."""
    now = "You have 43 points and are now 3rd of 9."
    assert now == words.standing_words(3, 43, 9)
    assert now == words.standing_words(3, 43, 9, over=True, last=False)
    assert "You came 1st of 9, with 1 point." == words.standing_words(1, 1, 9, over=True)
    assert "" == words.standing_words(None, None, 9)
    assert words.NO_MOVE == words.standing_words(None, None, 9, over=True)
    assert "1 of 4 has finished." == words.finished_words(1, 4)
    assert "0 of 4 have finished." == words.finished_words(0, 4)


@pytest.mark.parametrize(
    ("phase", "number", "of", "expected"),
    [
        ("lobby", 1, 1, "You're in. The round hasn't started yet."),
        ("lobby", 1, 3, "You're in. The round hasn't started yet."),
        ("lobby", 2, 3, "Scenario 2 of 3 hasn't started yet."),
        ("countdown", 2, 3, "Scenario 2 of 3 is about to start. Read the brief."),
        ("debrief", 1, 1, "This scenario is over. Here's how it went."),
        ("debrief", 2, 3, "Scenario 2 of 3 is over. Here's how it went."),
        ("debrief", 3, 3, "That was the last scenario. Here's how it went."),
        ("paused", 2, 3, words.PHASE_WORDS["paused"]),
        ("closed", 3, 3, "The round has ended."),
    ],
)
def test_what_is_said_of_a_phase(phase: str, number: int, of: int, expected: str) -> None:
    """Between two scenarios neither the round is said to be over nor that it hasn't started."""
    assert expected == words.phase_words(phase, number, of)


def test_what_points_mean() -> None:
    """Speed is spoken of only where it adds points."""
    assert "speed" not in words.scale_words(0).lower()
    assert words.scale_words(20).endswith("Speed adds up to 20 more once it's finished.")


def test_places() -> None:
    """The teens are regular."""
    places = (1, 2, 3, 4, 11, 12, 13, 21, 112, 123)
    expected = ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th", "123rd"]
    assert expected == [ordinal(place) for place in places]
