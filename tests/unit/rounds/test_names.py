"""Names as they are shown and compared, and class lists as they are read: all of it typed by people, some of them hostile."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from wcwidth import wcswidth

from simulator.errors import SimulatorError
from simulator.rounds.class_list import Expected, free_entry, read_class_list
from simulator.rounds.find_class_list import people_of
from simulator.rounds.names import compared_name, is_name_of, named_so, shown_name, unique_name
from tests.support.card_stage import CARD
from tests.support.report_stage import play_moves

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Kim \t Lee\n", "Kim Lee"),
        ("K\u00adi\u034fm\ufe0f", "Kim"),
        ("\u202eKim\u2069", "Kim"),
        ("ＫＩＭ", "KIM"),
        ("\U000e0041Kim\U000e007f", "Kim"),
        ("e" + "\u0301" * 24, "é\u0301\u0301\u0301"),
        ("\u0301\u0301Kim", "Kim"),
        ("👩🏽‍🚀 Zoë", "👩🏽 Zoë"),
        ("❤️", "❤"),
        ("\x1b[31mKim\x07", "[31mKim"),
        ("[b]Kim[/b] <i>", "[b]Kim[/b] <i>"),
        *(
            (blank, "")
            for blank in ("", " ", "\u3164", "\u1160", "\u2800", "\u115f\uffa0", "\ufe0f")
        ),
    ],
)
def test_a_name_as_it_is_shown(typed: str, shown: str) -> None:
    """What can't be seen is left out, and a name of nothing else is none."""
    assert shown == shown_name(typed)


@pytest.mark.parametrize(
    "typed", ["kim", "KIM", "Kím", "K i m", "Kim.", "Кim", "кіm", "K\u200bim", "Κim"]
)
def test_who_looks_like_kim(typed: str) -> None:
    """Capitals, accents, blanks, stops and other scripts make no other name of it."""
    assert compared_name("Kim") == compared_name(typed)
    assert is_name_of(typed, "Kim")
    assert f"{shown_name(typed)} 2" == unique_name(shown_name(typed), ["Kim"])


@pytest.mark.parametrize("typed", ["Kimberly", "Tim", "Kim Lee", "김", "Ким Ли", "Kin"])
def test_who_is_not_kim(typed: str) -> None:
    """Another name stays another, and keeps its spelling."""
    assert not is_name_of(typed, "Kim")
    assert typed == unique_name(typed, ["Kim"])


def test_names_of_one_script_stay_apart() -> None:
    """No two letters of a script that people write names in become one."""
    for first, last in ((0x430, 0x44F), (0x3B1, 0x3C9), (0x61, 0x7A)):
        letters = [
            chr(code)
            for code in range(first, last + 1)
            if not unicodedata.decomposition(chr(code)) and chr(code) != "ς"
        ]
        assert len(letters) == len({compared_name(letter) for letter in letters})


def test_who_is_meant() -> None:
    """The exact name before those that only look like it."""
    people = ["Kim", "KIM", "Lou"]
    assert ["KIM"] == named_so("KIM", people, str)
    assert ["Kim", "KIM"] == named_so("kim", people, str)
    assert [] == named_so("Max", people, str)


def test_a_class_list() -> None:
    """Names with teams and extra time; empty lines, notes and a byte-order mark don't count."""
    text = "\ufeff# Monday\r\nKim, Red\r\n\r\nLou:1.5\r\n  Ōkubo 大久保 ,  Blue team  \r\nMax:none, Red\n"
    assert (
        Expected("Kim", "Red"),
        Expected("Lou", "", 1.5),
        Expected("Ōkubo 大久保", "Blue team"),
        Expected("Max", "Red", None),
    ) == read_class_list(text, "class.txt")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kim\nLou\nKÍM\n", 'Line 3: "KÍM" is the same name as on line 1.'),
        ("Kim, Red, Blue", "Line 1: there is more than one comma."),
        ("Kim\n\u3164\u200b\n", "Line 2: that name can't be shown."),
        ("\n, Red", "Line 2: that name can't be shown."),
        ("Kim, \u2800", "Line 1: the team's name can't be shown."),
        ("Kim:40", "Line 1: extra time is a number from 1 to 10"),
        ("x" * 25, "Line 1: a name can have at most 24 characters."),
        ("# only notes", 'There are no names in "class.txt".'),
        ("\n".join(f"a,b,{n}" for n in range(9)), "And 4 more lines."),
    ],
)
def test_what_is_wrong_with_a_list(text: str, words: str) -> None:
    """Each line that is wrong is named, and nothing of the list is used."""
    with pytest.raises(SimulatorError) as error:
        read_class_list(text, "class.txt")
    assert words in str(error.value)
    assert str(error.value).isprintable()


def test_hostile_lines_are_text() -> None:
    """Markup, escapes and formulas are part of a name, or left out of it."""
    people = read_class_list("=cmd|' /C calc'!A0\n[red]Kim[/]\n<script>\n\x1b]0;x\x07Lou\n", "x")
    assert ["=cmd|' /C calc'!A0", "[red]Kim[/]", "<script>", "]0;xLou"] == [
        person.name for person in people
    ]


def test_who_is_on_the_list() -> None:
    """Someone free, someone who has come already, and someone who isn't on it."""
    people = (Expected("Kim", "Red"), Expected("Lou"))
    assert (people[0], True) == free_entry("kim", people, ["Lou"])
    assert (None, True) == free_entry("Lou", people, ["Lou"])
    assert (None, False) == free_entry("Max", people, [])


def test_files_of_people(tmp_path: Path) -> None:
    """A text file, the file of a round, and the newest round; what can't be used is said in a sentence."""
    (tmp_path / "class.txt").write_text("Kim\nLou, Red\n", "utf-8")
    assert ("Kim", "Lou") == tuple(
        person.name for person in people_of(str(tmp_path / "class.txt"), tmp_path)
    )
    card = tmp_path / "card.toml"
    card.write_text(CARD, "utf-8")
    play_moves(tmp_path / "monday.sqlite", card, {"Kim": (), "Max": ()})
    expected = (Expected("Kim", "Red"), Expected("Max", "Blue"))
    assert expected == people_of(str(tmp_path / "monday.sqlite"), tmp_path)
    assert expected == people_of("last", tmp_path)
    (tmp_path / "latin.txt").write_bytes(b"Zo\xeb")
    (tmp_path / "huge.txt").write_bytes(b"Kim\n" * 100_000)
    for named, words in (
        ("last", "There is no earlier round"),
        ("gone.txt", "There is no class list"),
        ("latin.txt", "isn't plain text"),
        ("huge.txt", "can't be read: it is larger than"),
        ("class.sqlite", "can't be read"),
    ):
        with pytest.raises(SimulatorError, match=words):
            people_of(named if named == "last" else str(tmp_path / named), tmp_path / "none")
    with pytest.raises(SimulatorError, match="it is a folder"):
        people_of(str(tmp_path), tmp_path)


@pytest.mark.parametrize(
    "name",
    ["👩🏽‍🚀 Zoë", "❤️ Kim", "🇬🇧 Lou", "大久保", "Max ☎️", "1️⃣ One", "नमस्ते", "e\u0301\u0301\u0301"],
)
def test_names_are_as_wide_as_terminals_draw_them(name: str) -> None:
    """What a screen measures is what a terminal draws, so that a row keeps its columns."""
    from rich.cells import cell_len

    from simulator.tui.signs import steady_text

    steady = steady_text(shown_name(name))
    assert wcswidth(steady) == cell_len(steady)
