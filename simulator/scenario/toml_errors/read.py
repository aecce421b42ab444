"""Read TOML, and turn what tomli says about broken TOML into sentences for trainers.

tomli's own words are for programmers, and it points at where it gave up, which is often far
behind the mistake. This module is imported for every file, so it must stay small: the knowledge
of mistakes is imported once there is one. It must not say anything about what a scenario means.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.scenario.edit import Edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    import tomli

    from simulator.scenario.toml_errors.survey import Mistake


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """Why a text isn't TOML; line and column count from 1, columns in code points."""

    line: int
    column: int
    message: str
    hint: str | None
    edits: tuple[Edit, ...] = ()


def read(text: str) -> dict[str, Any] | tuple[SyntaxProblem, ...]:
    """Return the document in *text*, or the mistakes that keep it from being read, in order."""
    import tomli

    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        return explain(text, error)
    except (RecursionError, ValueError) as error:
        # A nesting or a number beyond what Python takes; tomli has no place for these.
        from simulator.scenario.toml_errors.table import find_excess

        plain = _plain(text)
        excess = find_excess(plain, is_nesting=isinstance(error, RecursionError))
        return _problems(text, plain, [excess])


def explain(text: str, error: tomli.TOMLDecodeError) -> tuple[SyntaxProblem, ...]:
    """Return what is wrong with *text*, which made tomli raise *error*."""
    from simulator.scenario.toml_errors.recover import find_mistakes

    plain = _plain(text)
    return _problems(text, plain, find_mistakes(plain, error.msg, error.pos))


def _plain(text: str) -> str:
    # tomli counts its offsets in this form too; lines and columns are the same in both.
    return text.replace("\r\n", "\n")


def _problems(text: str, plain: str, mistakes: Sequence[Mistake]) -> tuple[SyntaxProblem, ...]:
    # Each CRLF of the text before an offset puts it one further on.
    breaks = [found.start() - index for index, found in enumerate(re.finditer("\r\n", text))]
    newline = "\r\n" if breaks else "\n"

    def edit(each: Edit) -> Edit:
        start, end = (at + bisect_left(breaks, at) for at in (each.start, each.end))
        return Edit(start, end, each.text.replace("\n", newline))

    return tuple(_problem(plain, mistake, tuple(map(edit, mistake.edits))) for mistake in mistakes)


def _problem(text: str, mistake: Mistake, edits: tuple[Edit, ...]) -> SyntaxProblem:
    offset = min(mistake.offset, len(text))
    if offset == len(text):
        # The end of a file is shown at its last written line.
        offset = len(text.rstrip())
    line_start = text.rfind("\n", 0, offset) + 1
    line = text.count("\n", 0, offset) + 1
    return SyntaxProblem(line, offset - line_start + 1, mistake.message, mistake.hint, edits)
