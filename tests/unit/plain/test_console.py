"""Lines through a pipe: whole, half, too long, late, and at the end of the input."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import pytest

from simulator.plain.console import MAX_LINE, Console, Signal

if TYPE_CHECKING:
    from collections.abc import Iterator


class Pipe:
    """A console with a pipe before it, on a clock that stands still."""

    def __init__(self, *, ascii_only: bool = False) -> None:
        reading, self.descriptor = os.pipe()
        self.source = os.fdopen(reading)
        self.out = io.StringIO()
        self.console = Console(lambda: 100.0, self.source, self.out, ascii_only=ascii_only)
        self.open = True

    def type(self, text: str) -> None:
        """Write text into the pipe."""
        os.write(self.descriptor, text.encode())

    def end(self) -> None:
        """Close the pipe's end, once."""
        if self.open:
            os.close(self.descriptor)
            self.open = False


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    """A pipe, closed afterwards."""
    pipe = Pipe()
    yield pipe
    pipe.end()
    pipe.source.close()


def test_lines_come_one_by_one(pipe: Pipe) -> None:
    """Blanks around them are dropped; what stands behind the last end of line is a line once the input has ended."""
    pipe.type(" one \n\ntwo\nthr")
    assert ["one", "", "two"] == [pipe.console.read() for _ in range(3)]
    assert Signal.LATE is pipe.console.read(100.0)
    pipe.end()
    assert "thr" == pipe.console.read()
    assert Signal.END is pipe.console.read()


def test_a_line_without_an_end_is_cut(pipe: Pipe) -> None:
    """It is given once it is too long for a line that anyone types."""
    pipe.type("x" * (MAX_LINE + 1))
    assert "x" * (MAX_LINE + 1) == pipe.console.read()


def test_paragraphs_and_prompts_are_lines_of_their_own(pipe: Pipe) -> None:
    """Off a terminal nothing is wrapped, and half typed text is kept."""
    long = "word " * 60
    pipe.console.say(long, hang=3)
    pipe.console.ask("Your move:")
    pipe.console.forget_typing()
    assert f"{long}\nYour move:\n" == pipe.out.getvalue()
    assert not pipe.console.interactive


def test_a_line_that_is_put_back_is_read_next(pipe: Pipe) -> None:
    """Before what was typed after it."""
    pipe.type("one\ntwo\n")
    first = pipe.console.read()
    assert "one" == first
    pipe.console.put_back("one")
    assert ["one", "two"] == [pipe.console.read() for _ in range(2)]


def test_plain_signs() -> None:
    """An ellipsis and other signs are ASCII where that is wanted."""
    pipe = Pipe(ascii_only=True)
    pipe.console.say("… −8")
    assert pipe.out.getvalue().isascii()
    assert pipe.out.getvalue().startswith("...")
    pipe.end()
    pipe.source.close()


def test_what_comes_in_between_breaks_no_line_that_is_being_typed(pipe: Pipe) -> None:
    """On a terminal it stands below what is half typed, and the question comes again; elsewhere it is a line like any other."""
    pipe.console.ask("Your move:")
    pipe.console.interrupt("10 seconds left.")
    assert "Your move:\n10 seconds left.\n" == pipe.out.getvalue()
    pipe.console.interactive = True
    pipe.console.interrupt("5 seconds left.")
    pipe.console.interrupt("Time is up.", asks_again=False)
    assert pipe.out.getvalue().endswith("\n\n5 seconds left.\nYour move: \nTime is up.\n")


def test_a_long_question_breaks_between_words(pipe: Pipe) -> None:
    """On a terminal, as every other text; the answer is typed behind its last word."""
    pipe.console.interactive = True
    pipe.console.ask(" ".join(["question"] * 30))
    *lines, last = pipe.out.getvalue().split("\n")
    assert lines
    assert all(line.split(" ") == ["question"] * len(line.split(" ")) for line in lines)
    assert last.endswith("question ")


def test_what_was_typed_ahead_leaves_the_question_on_its_own_line(pipe: Pipe) -> None:
    """A terminal has shown it before the question, so that the next paragraph would come right behind that."""
    pipe.console.interactive = True
    pipe.type("1\n")
    pipe.console.ask("Your move:")
    assert "1" == pipe.console.read()
    pipe.console.ask("Your move:")
    assert "Your move:\nYour move: " == pipe.out.getvalue()
