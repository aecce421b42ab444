"""Read TOML, and turn what tomli says about broken TOML into sentences for trainers.

tomli's own words are for programmers, and it points at where it gave up, which is often far
behind the mistake. This module is imported for every file, so it must stay small: the knowledge
of mistakes is imported once there is one. It must not say anything about what a scenario means.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import tomli

    from simulator.scenario.toml_errors.survey import Mistake


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """Why a text isn't TOML; line and column count from 1, columns in code points."""

    line: int
    column: int
    message: str
    hint: str | None


def read(text: str) -> dict[str, Any] | SyntaxProblem:
    """Return the document in *text*, or the mistake that keeps it from being read."""
    import tomli

    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        return explain(text, error)
    except (RecursionError, ValueError) as error:
        # A nesting or a number beyond what Python takes; tomli has no place for these.
        from simulator.scenario.toml_errors.table import find_excess

        plain = _plain(text)
        return _problem(plain, find_excess(plain, is_nesting=isinstance(error, RecursionError)))


def explain(text: str, error: tomli.TOMLDecodeError) -> SyntaxProblem:
    """Return what is wrong with *text*, which made tomli raise *error*."""
    from simulator.scenario.toml_errors.table import find_mistake

    plain = _plain(text)
    return _problem(plain, find_mistake(plain, error.msg, error.pos))


def _plain(text: str) -> str:
    # tomli counts its offsets in this form too; lines and columns are the same in both.
    return text.replace("\r\n", "\n")


def _problem(text: str, mistake: Mistake) -> SyntaxProblem:
    offset = min(mistake.offset, len(text))
    if offset == len(text):
        # The end of a file is shown at its last written line.
        offset = len(text.rstrip())
    line_start = text.rfind("\n", 0, offset) + 1
    line = text.count("\n", 0, offset) + 1
    return SyntaxProblem(line, offset - line_start + 1, mistake.message, mistake.hint)
