"""Problems in scenario files as values.

What an author gets wrong is data: a list of diagnostics, complete and in order, never an exception. Rendering is left to
the faces.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from simulator.scenario.edit import Fix, Hint, Target, toml_text
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simulator.scenario.edit import Edit

KeyPath = tuple[str | int, ...]
"""Where something is in a document: keys and indexes, such as ("scenes", "opening", "replies", 0, "to")."""

MAX_COMPARISONS = 20_000
"""Pairs of names compared for the hints of one file, which takes less than a second."""
_comparisons_left: ContextVar[list[int] | None] = ContextVar("comparisons left", default=None)
_NEAR = 0.75
"""The likeness from which a key is a misspelling of another even if its value doesn't fit: one letter of four is wrong."""
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+\Z")


class Severity(StrEnum):
    """Whether a problem keeps the file from being played."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem before its place in the text is known.

    `fix` changes what is at `path`; `offset` counts decoded characters into the string there; `at_key` asks for the
    key's place, not the value's. `also` has further places with what to change there.
    """

    rule: str
    path: KeyPath
    message: str
    hint: str | None = None
    fix: Fix | None = None
    offset: int | None = None
    at_key: bool = False
    also: tuple[tuple[KeyPath, Fix], ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem with its place; line and column count from 1, columns in code points.

    `edits` are the changes to the file that mend it, empty where it takes a person to decide; see `edit.apply_edits`.
    """

    rule: str
    severity: Severity
    file: str
    line: int
    column: int
    path: str
    message: str
    hint: str | None = None
    edits: tuple[Edit, ...] = ()

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Key that sorts diagnostics by file, line and column."""
        return (self.file, self.line, self.column, self.rule)

    def as_json(self) -> dict[str, Any]:
        """Return the problem as in `check --json`."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "path": self.path,
            "message": self.message,
            "hint": self.hint,
            "edits": [edit.as_json() for edit in self.edits],
        }


def dotted(path: KeyPath) -> str:
    """Return a path as people write it: `scenes.opening.replies[0].to`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            name = step if _BARE_KEY.match(step) else quoted(step)
            text += f".{name}" if text else name
    return text


def header(path: KeyPath) -> str:
    """Return the name of a table or list as its header writes it: `scenes.opening.replies`."""
    return dotted(tuple(step for step in path if isinstance(step, str)))


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the right name that was probably meant, or None, also where no more comparisons may be made."""
    import difflib  # only where something is misspelt: it costs 10 ms

    known = list(words)
    if not _may_compare(len(known)):
        return None
    plain = word.lower().replace("_", "-").replace(" ", "-")
    for spelling in dict.fromkeys((plain, word)):
        if found := difflib.get_close_matches(spelling, known, 1, 0.6):
            return found[0]
    return None


def is_misspelt(word: str, right: str) -> bool:
    """Tell whether a word is a right name with a slip of the pen in it, rather than another word that looks like it."""
    import difflib  # only where something is misspelt: it costs 10 ms

    plain = word.lower().replace("-", "_").replace(" ", "_")
    return difflib.SequenceMatcher(None, plain, right.replace("-", "_")).ratio() >= _NEAR


def did_you_mean(word: str, words: Iterable[str], otherwise: str | None = None) -> str | None:
    """Return a hint that names the nearest right name, else what is given as `otherwise`."""
    return meant(nearest(word, words), otherwise)


def meant(found: str | None, otherwise: str | None = None) -> str | None:
    """Return the hint that names the right name that was found, else what is given as `otherwise`."""
    return f"Did you mean {quoted(found)}?" if found else otherwise


def near_value(word: str, words: Iterable[str], otherwise: str | None = None) -> Hint:
    """Return the hint that names the nearest right name for a value, with the fix that writes it."""
    found = nearest(word, words)
    return Hint(meant(found, otherwise), Fix(toml_text(found)) if found else None)


def near_key(word: str, words: Iterable[str], otherwise: str | None = None) -> Hint:
    """Return the hint that names the nearest right name for a key, with the fix that writes it."""
    found = nearest(word, words)
    return Hint(meant(found, otherwise), Fix(found, Target.KEY) if found else None)


def near_words(word: str, words: Iterable[str], start: int, otherwise: str | None = None) -> Hint:
    """Return the hint that names the nearest right name for a word at an offset of a string, with the fix that writes it."""
    found = nearest(word, words)
    fix = Fix(found, Target.WORDS, start, start + len(word)) if found else None
    return Hint(meant(found, otherwise), fix)


@contextmanager
def limited_comparisons(most: int = MAX_COMPARISONS) -> Iterator[None]:
    """Compare at most that many pairs of names for hints: a file of thousands of unknown names must not take minutes."""
    token = _comparisons_left.set([most])
    try:
        yield
    finally:
        _comparisons_left.reset(token)


def _may_compare(pairs: int) -> bool:
    left = _comparisons_left.get()
    if left is None:
        return True
    may = left[0] > 0
    left[0] -= pairs
    return may
