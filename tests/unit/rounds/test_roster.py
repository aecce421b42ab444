"""The roster as it is typed."""

from __future__ import annotations

import pytest

from simulator.errors import SimulatorError
from simulator.rounds.names import MAX_NAME
from simulator.rounds.roster import Entry, read_entry, read_factor, read_names
from simulator.text import cut_note


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kim", Entry("Kim")),
        (" Kim : 1.5 ", Entry("Kim", 1.5)),
        ("Kim:none", Entry("Kim", None)),
        ("Kim:0", Entry("Kim", None)),
        ("Kim:10", Entry("Kim", 10.0)),
        ("Dr: Who", Entry("Dr: Who")),
        ("a:b:2", Entry("a:b", 2.0)),
        ("\x1b[31m[@click=app.quit]Kim", Entry("[31m[@click=app.quit]Kim"[:MAX_NAME])),
        ("x" * 9000, Entry("x" * MAX_NAME)),
    ],
)
def test_entry(text: str, expected: Entry) -> None:
    """A name, made fit to be shown, and the time that stands behind a colon."""
    assert expected == read_entry(text)


@pytest.mark.parametrize("text", ["", " ", "\u200b", ":2", "Kim:11", "Kim:0.5", "Kim:999"])
def test_what_is_no_entry(text: str) -> None:
    """Nothing to show, or more time than there is."""
    with pytest.raises(SimulatorError):
        read_entry(text)


@pytest.mark.parametrize("text", ["nan", "inf", "-1", "1e1", "1_0", ""])
def test_what_is_no_factor(text: str) -> None:
    """Only plain numbers from 1 to 10 are more time."""
    with pytest.raises(SimulatorError):
        read_factor(text)


def test_a_name_that_is_too_long() -> None:
    """It is shortened, and whoever typed it is told."""
    entry = read_entry(f"{'x' * 30}:1.5")
    assert ("x" * 24, 1.5) == (entry.name, entry.factor)
    assert cut_note("x" * 30, MAX_NAME) == entry.note
    assert "24" in entry.note
    assert "" == read_entry("Kim:1.5").note


def test_names_of_an_option() -> None:
    """Separated by commas; empty ones do not count, and nobody at all is refused."""
    assert [Entry("Kim"), Entry("Lou", None)] == read_names("Kim,, Lou:none ,")
    with pytest.raises(SimulatorError):
        read_names(" , ")
