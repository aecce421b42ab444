"""The kinds of value a scenario file may hold, each able to read a value and to describe itself as JSON Schema.

One declaration serves the loader and the schema, so that an editor and `simulator check` agree on every shape. A kind
reports what is wrong and then gives a stand-in, so that all problems of a file are found in one reading.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from simulator.ruleset import RESERVED
from simulator.scenario.diagnostic import KeyPath, near_key, near_value
from simulator.scenario.edit import Fix, Hint, Target, toml_text
from simulator.scenario.fields.hints import (
    FAR,
    as_name,
    as_text,
    as_truth,
    leads_on,
    several_entries,
)
from simulator.scenario.fields.report import Report, shown_number, with_article, wrong_type
from simulator.scenario.guards.parser import MAX_CHARACTERS, parse_guard
from simulator.scenario.guards.tokens import SIGNS, GuardError
from simulator.scenario.slug import NAME, is_name, slug
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Container

    from simulator.scenario.guards.tree import Guard

MAX_TEXT = 2000
_WHOLE = re.compile(r"(?P<number>-?[0-9]{1,9})(?P<unit>%|[ ]?[a-z]{0,12})")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def explained_words(what: str, words: tuple[str, ...]) -> dict[str, Any]:
    """Describe a fixed set of words, with their meanings."""
    from simulator.scenario.fields.meanings import enumeration  # only a schema needs it

    return enumeration(what, words)


class Kind(Protocol):
    """A kind of value: reads one, and describes itself."""

    def read(self, value: Any, path: KeyPath, report: Report) -> Any:
        """Return the value as the model wants it; what is wrong with it goes to the report."""

    def schema(self) -> dict[str, Any]:
        """Describe the kind as JSON Schema."""

    @property
    def blank(self) -> Any:
        """A stand-in where no usable value was given."""


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text to be shown as it stands."""

    needed: bool = False
    blank: str = ""

    def read(self, value: Any, path: KeyPath, report: Report) -> str:
        """Return the text, if it is one that can be shown."""
        if not isinstance(value, str):
            wrong_type(report, path, value, "text", *as_text(value))
            return self.blank
        if found := _FORBIDDEN.search(value):
            report.add(
                "control-character",
                path,
                f"This text has an invisible control character (U+{ord(found.group()):04X}).",
                "Delete it; text can only contain letters, symbols, line breaks and tabs.",
                offset=found.start(),
            )
            return self.blank
        if len(value) > MAX_TEXT:
            report.add(
                "too-large",
                path,
                f"This text has {len(value)} characters; at most {MAX_TEXT} are allowed.",
                "Split it into parts or scenes.",
            )
        if self.needed and not value.strip():
            report.add(
                "bad-value", path, "This text is empty.", "Add the text, or leave the key out."
            )
        return value

    def schema(self) -> dict[str, Any]:
        """Describe a string with a limit."""
        least: dict[str, Any] = {"minLength": 1, "pattern": r"\S"} if self.needed else {}
        return {"type": "string", "maxLength": MAX_TEXT, **least}


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number in a range; `also` names single values outside it, `only` says why there is just one."""

    low: int
    high: int
    also: tuple[int, ...] = ()
    blank: int | None = None
    only: str = ""

    def read(self, value: Any, path: KeyPath, report: Report) -> int | None:
        """Return the number, if it is in range."""
        if isinstance(value, bool) or not isinstance(value, int):
            wrong_type(report, path, value, "a whole number", *self._as_integer(value))
            return self.blank
        if not self._is_allowed(value):
            message = self.only or f"{shown_number(value)} is out of range."
            report.add("bad-value", path, message, *self._range())
            return self.blank
        return value

    def _range(self) -> Hint:
        """Return the hint that names the numbers that are allowed."""
        if self.low == self.high and not self.also:
            return Hint(f"Use {self.low}.", Fix(str(self.low)))
        others = "".join(f", or {number}" for number in self.also)
        return Hint(f"Use a number from {self.low} to {self.high}{others}.")

    def _as_integer(self, value: Any) -> Hint:
        """Return the hint to write a value as a whole number in the range."""
        if isinstance(value, str) and (written := _WHOLE.fullmatch(value.strip())):
            number = int(written["number"])
            if self._is_allowed(number):
                sign = "" if value.strip().isdigit() else f" and {written['unit'].strip()}"
                return Hint(f"Use {number}, without quotes{sign}.", Fix(str(number)))
        if isinstance(value, float) and abs(value) < FAR:
            near = {math.floor(value), math.floor(value) + 1}
            allowed = [number for number in sorted(near) if self._is_allowed(number)]
            if value.is_integer() and int(value) in allowed:
                return Hint(f"Use {int(value)}.", Fix(str(int(value))))
            if allowed:
                fix = Fix(str(allowed[0])) if len(allowed) == 1 else None
                return Hint(f"Use {' or '.join(map(str, allowed))}.", fix)
        return self._range()

    def _is_allowed(self, number: int) -> bool:
        return self.low <= number <= self.high or number in self.also

    def schema(self) -> dict[str, Any]:
        """Describe an integer in the range, or one of the single values."""
        inside = {"type": "integer", "minimum": self.low, "maximum": self.high}
        return {"anyOf": [inside, {"enum": list(self.also)}]} if self.also else inside


@dataclass(frozen=True, slots=True)
class Boolean:
    """True or false."""

    blank: bool = False

    def read(self, value: Any, path: KeyPath, report: Report) -> bool:
        """Return the value, if it is true or false."""
        if not isinstance(value, bool):
            wrong_type(report, path, value, "true or false", *as_truth(value))
            return self.blank
        return value

    def schema(self) -> dict[str, Any]:
        """Describe a boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a fixed set of words; `rule` and `what` name the problem if it is another.

    Words that can't be guessed are all `listed`, even if a near one is found; `mistaken` has hints for words of another key.
    Where the words aren't names of things, `answers` is the question that they answer.
    """

    what: str
    words: tuple[str, ...]
    rule: str = "bad-value"
    refused: dict[str, str] = field(default_factory=dict)
    listed: bool = False
    answers: str = ""
    mistaken: dict[str, str] = field(default_factory=dict)
    blank: str = ""

    def read(self, value: Any, path: KeyPath, report: Report) -> str:
        """Return the word, if it is one of the set."""
        if not isinstance(value, str):
            wrong_type(report, path, value, f"the name of {with_article(self.what)}, in quotes")
            return self.blank
        if value in self.refused:
            report.add("bad-value", path, self.refused[value], "Delete it.")
            return self.blank
        if value not in self.words:
            self.unknown(value, path, report)
            return self.blank
        return value

    def unknown(
        self,
        value: str,
        path: KeyPath,
        report: Report,
        *,
        at_key: bool = False,
        taken: Container[str] = (),
    ) -> None:
        """Report a word outside the set, with the nearest one inside it that isn't taken."""
        message = f"There is no {self.what} {quoted(value)}."
        if self.answers:
            message = f"{self.what} says {self.answers}, so it can't be {quoted(value)}."
        if value in self.mistaken:
            report.add(self.rule, path, message, self.mistaken[value], at_key=at_key)
            return
        if isinstance(path[-1], int) and (several := several_entries(value, self.words)).text:
            report.add(self.rule, path, message, *several)
            return
        allowed = f"Allowed: {', '.join(self.words)}."
        near = near_key if at_key else near_value
        free = [word for word in self.words if word not in taken]
        hint, fix = near(value, free, allowed)
        if self.listed and hint != allowed:
            hint = f"{hint} {allowed}"
        report.add(self.rule, path, message, hint, fix, at_key=at_key)

    def schema(self) -> dict[str, Any]:
        """Describe an enumeration."""
        return explained_words(self.what, self.words)


@dataclass(frozen=True, slots=True)
class Name:
    """A name the author makes up."""

    what: str
    blank: str = ""

    def read(self, value: Any, path: KeyPath, report: Report, *, at_key: bool = False) -> str:
        """Return the name, if it is well formed and not reserved."""
        if not isinstance(value, str):
            wrong_type(
                report,
                path,
                value,
                f"the name of {with_article(self.what)}, in quotes",
                *as_name(value, path),
            )
            return self.blank
        if value in RESERVED:
            report.add(
                "bad-name",
                path,
                f"{quoted(value)} is reserved and can't be used as the name of {with_article(self.what)}.",
                "Choose another name.",
                at_key=at_key,
            )
            return self.blank
        if not is_name(value):
            better = slug(value, self.what)
            fix = Fix(better, Target.KEY) if at_key else Fix(toml_text(better))
            report.add(
                "bad-name",
                path,
                f"{quoted(value)} isn't a valid name for {with_article(self.what)}: use lower-case letters and digits, "
                "joined by single hyphens, and start with a letter.",
                *(Hint(f"Use {quoted(better)}.", fix) if better else Hint()),
                at_key=at_key,
            )
            return better  # so that nothing that uses the right name is reported as well
        return value

    def schema(self) -> dict[str, Any]:
        """Describe a string by pattern."""
        return {"type": "string", "pattern": f"^{NAME}$", "not": {"enum": list(RESERVED)}}


@dataclass(frozen=True, slots=True)
class Reference:
    """A name that must exist elsewhere in the file; whether it does is another rule's question.

    `refused` names what isn't allowed here, with the sentence that says why.
    """

    what: str
    refused: dict[str, str] = field(default_factory=dict)
    blank: str = ""

    def read(self, value: Any, path: KeyPath, report: Report) -> str:
        """Return the name as written."""
        if not isinstance(value, str):
            wrong_type(
                report,
                path,
                value,
                f"the name of {with_article(self.what)}, in quotes",
                *as_name(value, path),
            )
            return self.blank
        if value in self.refused:
            report.add(
                "bad-value",
                path,
                self.refused[value],
                f"Use the name of {with_article(self.what)} in this file.",
            )
            return self.blank
        if self.what == "scene":
            report.scenes_named.add(value)
        return value

    def schema(self) -> dict[str, Any]:
        """Describe a string, but for those that are refused."""
        others = {"not": {"enum": list(self.refused)}} if self.refused else {}
        return {"type": "string", **others}


@dataclass(frozen=True, slots=True)
class Condition:
    """A guard expression."""

    blank: Guard | None = None

    def read(self, value: Any, path: KeyPath, report: Report) -> Guard | None:
        """Return the guard, if it is in the language."""
        if not isinstance(value, str):
            hint = "Leave the key out if it always holds." if value is True else None
            wrong_type(report, path, value, "a condition in quotes", hint)
            return self.blank
        try:
            return parse_guard(value)
        except GuardError as error:
            fix = error.fix if error.fix and leads_on(value, error.fix) else None
            report.add(error.rule, path, error.message, error.hint, fix, offset=error.offset)
            return self.blank

    def schema(self) -> dict[str, Any]:
        """Describe a string with a limit, of signs that a guard can have: no &&, no ||, no curly quotes."""
        limits = {"minLength": 1, "maxLength": MAX_CHARACTERS, "pattern": SIGNS}
        return {"type": "string", **limits}
