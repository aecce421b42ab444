"""The sentences about a round are the same on a terminal and in a browser."""

from __future__ import annotations

import json
import re

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
    assert words.STANDING_AT_THE_END == table["standing"]


def test_where_a_seat_stands() -> None:
    """While it is played, at the end, and where there is nothing to rank."""
    assert "You have 43 points and are now 3rd." == words.standing_words(3, 43, 9)
    assert "You came 1st of 9, with 1 point." == words.standing_words(1, 1, 9, over=True)
    assert "" == words.standing_words(None, None, 9)
    assert words.NO_MOVE == words.standing_words(None, None, 9, over=True)
    assert "1 of 4 has finished." == words.finished_words(1, 4)
    assert "0 of 4 have finished." == words.finished_words(0, 4)


def test_places() -> None:
    """The teens are regular."""
    places = (1, 2, 3, 4, 11, 12, 13, 21, 112, 123)
    expected = ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th", "123rd"]
    assert expected == [ordinal(place) for place in places]
