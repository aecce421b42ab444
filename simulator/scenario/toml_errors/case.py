"""What a row of the table of mistakes is, and how a hint writes values that can be pasted as they stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from string import Template
from typing import TYPE_CHECKING, Final, TypeAlias

from simulator.scenario.edit import Edit, toml_text
from simulator.scenario.toml_errors.survey import CLOSERS, HEADER, Mistake, Place
from simulator.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

CURLY: Final = "“”„‟‘’‚‛"
QUOTES: Final = CURLY + "«»‹›＂＇`´″′"
ANYWHERE: Final = ("", "[", "{", HEADER)
_MAX_VALUE: Final = 30

Explain: TypeAlias = Callable[[Place], Mistake | None]
"""Names one mistake if it is the one at a place. A `Case` does so by a pattern; what needs more is a function."""


@dataclass(frozen=True, slots=True)
class Case:
    """A mistake that is known by what is at its place.

    *pattern* is matched from the offset that *start* names, and the mistake is shown at the offset that *at* names, which is
    the same unless given; both are attributes of a `Place`. From "value" the pattern must fit all words up to where the value
    seems to end. A case counts only *within* some brackets. The `$words` in the message and the hint are those of `words_at`
    and the named groups of the pattern; in *fix* they aren't shortened. The fix replaces what the pattern matched, or is
    inserted at the offset that *insert* names.
    """

    pattern: str
    message: str
    hint: str = ""
    start: str = "pos"
    at: str = ""
    within: tuple[str, ...] = ANYWHERE
    fix: str | None = None
    insert: str = ""

    def __call__(self, place: Place) -> Mistake | None:
        """Return the mistake at a place if it is this one."""
        if place.around not in self.within:
            return None
        pattern, offset = re.compile(self.pattern, re.MULTILINE), getattr(place, self.start)
        is_value = self.start == "value"
        match = pattern.fullmatch(place.words) if is_value else pattern.match(place.text, offset)
        if match is None:
            return None
        groups = {name: shorten(text or "") for name, text in match.groupdict().items()}
        words = {**words_at(place), **groups}
        message, hint = (Template(text).substitute(words) for text in (self.message, self.hint))
        edits = self._edits(place, match, offset)
        return Mistake(getattr(place, self.at or self.start), message, hint or None, edits)

    def _edits(self, place: Place, match: re.Match[str], offset: int) -> tuple[Edit, ...]:
        if self.fix is None:
            return ()
        whole = {name: text or "" for name, text in match.groupdict().items()}
        fix = Template(self.fix).substitute({**whole_words_at(place), **whole})
        if self.insert:
            at = getattr(place, self.insert)
            return (Edit(at, at, fix),)
        return (Edit(offset, offset + len(match[0]), fix),)


@dataclass(frozen=True, slots=True)
class When:
    """Cases that count only if something holds of their place."""

    condition: Callable[[Place], bool]
    cases: tuple[Explain, ...]

    def __call__(self, place: Place) -> Mistake | None:
        """Return the mistake of the first case that is the one at a place."""
        return first(place, self.cases) if self.condition(place) else None


def first(place: Place, cases: Iterable[Explain]) -> Mistake | None:
    """Return the mistake of the first case that is the one at a place."""
    found = (case(place) for case in cases)
    return next((mistake for mistake in found if mistake is not None), None)


def words_at(place: Place) -> dict[str, str]:
    """Return what a place has for the words of messages and hints."""
    words = place.words
    return {
        "mark": shorten(place.mark),
        "name": shorten(place.name),
        "header": shorten(place.text[place.statement : place.pos].strip()),
        "opener": place.opener,
        "closer": CLOSERS[place.opener],
        "key": shorten(place.key or ""),
        "before": shorten(place.before_text, _MAX_VALUE),
        "words": shorten(words),
        "text": as_text(words),
        "small": shorten(words.lower()),
        "digits": re.sub(r"[,'. ]", "", words),
        "write": write(place, ""),
    }


def whole_words_at(place: Place) -> dict[str, str]:
    """Return what a place has for the words of fixes: as in `words_at`, but whole."""
    return {
        "name": place.name,
        "text": literal(place.words),
        "small": place.words.lower(),
        "digits": re.sub(r"[,'. ]", "", place.words),
        "opener": place.opener,
        "closer": CLOSERS[place.opener],
    }


def literal(words: str) -> str:
    """Return words as a TOML string on one line, in double quotes unless that takes escapes and single ones don't."""
    if ('"' in words or "\\" in words) and "'" not in words and words.isprintable():
        return f"'{words}'"
    return toml_text(words)


def as_text(words: str) -> str:
    """Return *words* as TOML would have them: in straight quotes, shortened if they are long."""
    short = shorten(words)
    if '"' not in short and "\\" not in words:  # the escapes of unseen characters are TOML's too
        return f'"{short}"'
    if "'" not in short:
        return f"'{short}'"
    escaped = short.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def write(place: Place, literal: str) -> str:
    """Return the beginning of a hint: what to write for the value or the item at a place."""
    if place.key is None:
        return f"Use {literal}"
    return f"Use {shorten(' '.join(place.key.split()))} = {literal}"
