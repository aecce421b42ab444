"""Problems in scenario files as values.

What an author gets wrong is data: a list of diagnostics, complete and in order, never an exception. Rendering is left to
the faces.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.scenario.edit import Fix, Hint, Target, toml_text
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from simulator.scenario.edit import Edit

KeyPath = tuple[str | int, ...]
"""Where something is in a document: keys and indexes, such as ("scenes", "opening", "replies", 0, "to")."""

MAX_LISTED = 30
"""Names that a hint lists."""
MAX_COMPARISONS = 20_000
"""Pairs of names compared for the hints of one file, which takes less than a second."""
_LOOK_UPS = 50
"""Names that are looked up in the time that comparing one takes."""
_ALIKE = 0.6
"""The likeness from which a name may be meant by another."""
_NEAR = 0.75
"""The likeness from which a key is a misspelling of another even if its value doesn't fit: one letter of four is wrong."""
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+\Z")


class _Limit:
    """How many more pairs of names may be compared, and what was found for a word among some names."""

    __slots__ = ("found", "left")

    def __init__(self, left: int) -> None:
        self.left = left
        self.found: dict[tuple[str, tuple[str, ...]], str | None] = {}


_limit: ContextVar[_Limit | None] = ContextVar("comparisons", default=None)


class Severity(StrEnum):
    """Whether a problem keeps the file from being played."""

    ERROR = "error"
    WARNING = "warning"


class Finding(NamedTuple):
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


class Diagnostic(NamedTuple):
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


_ORDER = attrgetter("file", "line", "column", "rule")


def in_order(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return problems by file, line, column and rule."""
    return tuple(sorted(problems, key=_ORDER))


def dotted(path: KeyPath) -> str:
    """Return a path as people write it: `scenes.opening.replies[0].to`."""
    return _with_step(_dotted(path[:-1]), path[-1]) if path else ""


@lru_cache(maxsize=16)
def _dotted(path: KeyPath) -> str:
    """Return a path as people write it; kept because thousands of problems may be of the entries of one list."""
    text = ""
    for step in path:
        text = _with_step(text, step)
    return text


def _with_step(text: str, step: str | int) -> str:
    if isinstance(step, int):
        return f"{text}[{step}]"
    name = step if _BARE_KEY.match(step) else quoted(step)
    return f"{text}.{name}" if text else name


def header(path: KeyPath) -> str:
    """Return the name of a table or list as its header writes it: `scenes.opening.replies`."""
    return dotted(tuple(step for step in path if isinstance(step, str)))


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the right name that was probably meant, or None, including where no more comparisons may be made."""
    limit = _limit.get()
    if limit is None:
        return _nearest(word, tuple(words))
    if limit.left <= 0:
        return None
    known = tuple(words)
    if (word, known) in limit.found:
        limit.left -= len(known) // _LOOK_UPS
    else:
        limit.left -= len(known)
        limit.found[word, known] = _nearest(word, known)
    return limit.found[word, known]


def _nearest(word: str, known: Sequence[str]) -> str | None:
    import difflib  # only where something is misspelt: it costs 10 ms

    plain = word.lower().replace("_", "-").replace(" ", "-")
    for spelling in dict.fromkeys((plain, word)):
        for found in difflib.get_close_matches(spelling, known, 3, _ALIKE):
            if _is_plausible(spelling, found):
                return found
    return None


def _is_plausible(word: str, right: str) -> bool:
    """Tell whether a word that looks like a right name may well stand for it: it begins like it, or has a part of it."""
    if word[:1] == right[:1] or word in right or right in word:
        return True
    return not _parts(word).isdisjoint(_parts(right)) or is_misspelt(word, right)


def _parts(name: str) -> set[str]:
    return set(re.split(r"[-_ ]", name))


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


def first_of(names: Sequence[str]) -> str:
    """Return names as a list in a hint; of very many only the first, because no one reads thousands."""
    return ", ".join(names[:MAX_LISTED]) + (", …" if len(names) > MAX_LISTED else "")


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
    """Compare at most that many pairs of names for hints: a file of thousands of unknown names must not take minutes.

    Within another limit, that one counts.
    """
    if _limit.get() is not None:
        yield
        return
    token = _limit.set(_Limit(most))
    try:
        yield
    finally:
        _limit.reset(token)
