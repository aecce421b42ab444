"""Tables larger than any scenario, or made to be slow: each is read or refused, and the time only grows with its size."""

from __future__ import annotations

import pytest

from simulator.errors import SimulatorError
from simulator.screenplay.importer import import_table
from simulator.screenplay.spreadsheet import MAX_ROWS

START = "row,scene,name,text,to\ntitle,,,T,\ncustomer,,name,K,\nscene,a,,Hi,\n"


def test_too_many_rows() -> None:
    """A table with more rows than a scenario can have is refused in a sentence."""
    with pytest.raises(SimulatorError, match="more than 20,000 rows"):
        import_table((START + "part,,,x,\n" * MAX_ROWS).encode(), "example")


@pytest.mark.parametrize(
    "row",
    ["zzz,,,x,\n", "reply,nowhere,,x,\n", "reply,,,the same four words,\n", "reply,,r,x,nowhere\n"],
)
def test_thousands_of_mistakes(row: str) -> None:
    """Thousands of equal mistakes are all read; none makes a file."""
    assert import_table((START + row * 3000).encode(), "example").failed


def test_equal_replies_get_different_names() -> None:
    """Replies with the same words are told apart by a number."""
    text = START + "reply,,,Just a moment please.,b\n" * 3 + "ending,b,,Bye.,\n"
    text = text.replace("to\n", "to,outcome\n", 1).replace("Bye.,", "Bye.,,none")
    names = [
        line
        for line in import_table(text.encode(), "example").text.split("\n")
        if line.startswith("id")
    ]
    assert [
        'id = "just-a-moment-please"',
        'id = "just-a-moment-please-2"',
        'id = "just-a-moment-please-3"',
    ] == names
