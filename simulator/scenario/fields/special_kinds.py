"""Kinds of value that only scenario files have: spoken parts, weights by skill, what a test expects.

See `kinds.py` for what a kind is; `format.py` says where each is used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from simulator.ruleset import BANDS, SKILLS
from simulator.scenario.diagnostic import meant, nearest
from simulator.scenario.edit import Fix, Hint, toml_text
from simulator.scenario.fields.containers import ListOf
from simulator.scenario.fields.kinds import Choice, Integer, Text, explained_words
from simulator.scenario.fields.report import Report, wrong_type
from simulator.scenario.model import Expectation, Part
from simulator.text import quoted

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.fields.containers import Table


_MAX_FACTOR = 2.0
"""The largest weight that is probably meant as a factor and not as a percentage."""
_FARTHEST = 999_999_999
_SIGN_WORDS = {
    "(?:at least|=>|≥)": ">=",
    "(?:at most|=<|≤)": "<=",
    "(?:more than|over|above)": ">",
    "(?:less than|under|below)": "<",
    "=(?!=)": "==",
}
"""Other ways to write a comparison, each with its sign."""
_NOTHING_SAID = Part("")


@dataclass(frozen=True, slots=True)
class Says:
    """What is spoken: one text, or parts that are heard one by one."""

    parts: ListOf
    blank: tuple[Part, ...] = ()

    def read(self, value: Any, path: KeyPath, report: Report) -> tuple[Part, ...]:
        """Return the parts."""
        if isinstance(value, str):
            return (Part(Text(needed=True).read(value, path, report)),)
        if not isinstance(value, list):
            hint = Hint()
            if isinstance(value, dict) and isinstance(value.get("text"), str):
                hint = Hint("Put it in a list: says = [{ text = … }].")
            wrong_type(report, path, value, "text, or a list of texts", *hint)
            return self.blank
        return self.parts.read(value, path, report)

    def schema(self) -> dict[str, Any]:
        """Describe a string or an array of parts."""
        return {"anyOf": [Text(needed=True).schema(), self.parts.schema()]}


@dataclass(frozen=True, slots=True)
class OnePart:
    """A part: a text, or a text with the flags that hearing it sets."""

    table: Table
    blank: Part = _NOTHING_SAID

    def read(self, value: Any, path: KeyPath, report: Report) -> Part:
        """Return the part."""
        if isinstance(value, str):
            return Part(Text(needed=True).read(value, path, report))
        if not isinstance(value, dict):
            wrong_type(report, path, value, "text, or { text = …, sets = […] }")
            return self.blank
        part: Part = self.table.read(value, path, report)
        return part

    def schema(self) -> dict[str, Any]:
        """Describe a string or a table."""
        return {"anyOf": [Text(needed=True).schema(), self.table.schema()]}


@dataclass(frozen=True, slots=True)
class Weights:
    """Percent per skill."""

    skill: Choice
    percent: Integer
    elsewhere: dict[str, str] = field(default_factory=dict)

    @property
    def blank(self) -> MappingProxyType[str, int]:
        """No weights."""
        return MappingProxyType({})

    def read(self, value: Any, path: KeyPath, report: Report) -> MappingProxyType[str, int]:
        """Return the weights that could be read."""
        if not isinstance(value, dict):
            wrong_type(
                report,
                path,
                value,
                "a table",
                "Use [customer.weights], with each skill and its percentage below it: reflect = 120.",
            )
            return self.blank
        weights = {}
        for skill, percent in value.items():
            if skill in self.elsewhere:
                message = f"{quoted(skill)} isn't a skill."
                instead = self.elsewhere[skill]
                report.add("unknown-key", (*path, skill), message, instead, at_key=True)
            elif skill not in SKILLS:
                self.skill.unknown(skill, (*path, skill), report, at_key=True, taken=value)
            elif isinstance(percent, float) and 0 < percent <= _MAX_FACTOR:
                whole = round(100 * percent)
                hint = Hint(f"Weights are percentages: use {whole}.", Fix(str(whole)))
                wrong_type(report, (*path, skill), percent, "a whole number", *hint)
            elif (number := self.percent.read(percent, (*path, skill), report)) is not None:
                weights[skill] = number
        return MappingProxyType(weights)

    def schema(self) -> dict[str, Any]:
        """Describe an object by skill."""
        from simulator.scenario.fields.meanings import MEANINGS  # only a schema needs it

        meanings, percent = MEANINGS[self.skill.what], self.percent.schema()
        skills = {skill: {"description": meanings[skill], **percent} for skill in SKILLS}
        return {"type": "object", "properties": skills, "additionalProperties": False}


def _tag_hint(value: str) -> Hint:
    """Return the hint to write a language tag, the one that was meant where only its hyphen is wrong."""
    tag = value.strip().replace("_", "-")
    fits = re.fullmatch(Language.pattern, tag)
    if fits:
        return Hint(f"Use {quoted(tag)}.", Fix(toml_text(tag)))
    return Hint('Use one such as "en" or "de-AT".')


@dataclass(frozen=True, slots=True)
class Language:
    """A BCP 47 tag, by its shape."""

    blank: str = "en"

    def read(self, value: Any, path: KeyPath, report: Report) -> str:
        """Return the tag."""
        if not isinstance(value, str):
            wrong_type(report, path, value, "a language tag in quotes")
            return self.blank
        if not re.fullmatch(self.pattern, value):
            report.add(
                "bad-value", path, f"{quoted(value)} isn't a language tag.", *_tag_hint(value)
            )
            return self.blank
        return value

    pattern = r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"

    def schema(self) -> dict[str, Any]:
        """Describe a string by pattern."""
        return {"type": "string", "pattern": f"^{self.pattern}$"}


@dataclass(frozen=True, slots=True)
class ExpectedNames(ListOf):
    """The names that a test expects of a figure: one name, or a list of them."""

    figure: str = ""

    def read(self, value: Any, path: KeyPath, report: Report) -> Any:
        """Return the expectation."""
        if isinstance(value, str):
            name = self.kind.read(value, path, report)
            return Expectation(self.figure, "==", (name,), value)
        names = ListOf.read(self, value, path, report)
        return Expectation(self.figure, "==", names, names)

    def schema(self) -> dict[str, Any]:
        """Describe a name or an array of names."""
        return {"anyOf": [self.kind.schema(), ListOf.schema(self)]}


@dataclass(frozen=True, slots=True)
class Figure:
    """What a test expects of a figure: an exact value, or a comparison in quotes."""

    figure: str
    numeric: bool
    bands: bool = False
    words: tuple[str, ...] | None = None
    blank: Expectation | None = None

    def read(self, value: Any, path: KeyPath, report: Report) -> Expectation | None:
        """Return the expectation."""
        if not self.numeric:
            return self._word(value, path, report)
        if isinstance(value, int) and not isinstance(value, bool):
            if abs(value) > _FARTHEST:
                report.add("bad-value", path, "No figure can be that large or small.")
                return self.blank
            return Expectation(self.figure, "==", value, value)
        if not isinstance(value, str):
            wrong_type(report, path, value, "a whole number, or a comparison in quotes")
            return self.blank
        match = re.fullmatch(r"\s*(<=|>=|==|!=|<|>)\s*(-?(?:0|[1-9][0-9]{0,8})|[a-z]+)\s*", value)
        if match is None:
            message = f"{quoted(value)} isn't a comparison."
            report.add("bad-value", path, message, *self._as_comparison(value))
            return self.blank
        sign, operand = match.groups()
        if operand.lstrip("-").isdigit():
            return Expectation(self.figure, sign, int(operand), value)
        if not self.bands or operand not in BANDS or sign not in ("<", ">="):
            report.add(
                "bad-value",
                path,
                f"{self.figure} can't be compared with {quoted(value)}.",
                *self._instead(sign, operand),
            )
            return self.blank
        return Expectation(self.figure, sign, BANDS[operand], value)

    def _as_comparison(self, value: str) -> Hint:
        """Return the hint for a text that isn't a comparison: the one it is nearly, or an example."""
        plain = value.strip().rstrip("%").strip()
        for words, sign in _SIGN_WORDS.items():
            plain = re.sub(rf"^{words}\s*", f"{sign} ", plain)
        if plain.isdecimal() and plain != value:
            return Hint(f"Use {plain}, without quotes.", Fix(plain))
        if self.bands and plain in BANDS:
            return Hint(f'Use ">= {plain}" for {plain} or better, or band = "{plain}".')
        found = Report()
        is_right = self.read(plain, (), found) if plain != value else None
        if is_right is None or found.findings:
            example = ">= calm" if self.bands else ">= 40"
            return Hint(f'Use one such as "{example}", or a whole number without quotes.')
        right = plain if plain[:1] in "<>=!" else f"== {plain}"
        return Hint(f"Use {quoted(right)}.", Fix(toml_text(right)))

    def _instead(self, sign: str, operand: str) -> Hint:
        """Return the hint for a word that the figure can't be compared with in this way."""
        if not self.bands:
            in_bands = operand in BANDS
            also = "; only mood can be compared with a band" if in_bands else ""
            return Hint(f'Use a whole number, as in "{sign} 40"{also}.')
        near = operand if operand in BANDS else nearest(operand, BANDS)
        if near is None:
            return Hint(f"The bands are {', '.join(BANDS)}.")
        if sign in ("<", ">="):
            return Hint(meant(f"{sign} {near}"), Fix(toml_text(f"{sign} {near}")))
        return Hint(f'Use a band after >= or < only, as in ">= {near}".')

    def _word(self, value: Any, path: KeyPath, report: Report) -> Expectation | None:
        if not isinstance(value, str):
            wrong_type(report, path, value, "text")
            return self.blank
        if self.words is not None and value not in self.words:
            Choice(self.figure, self.words).unknown(value, path, report)
            return self.blank
        return Expectation(self.figure, "==", value, value)

    def schema(self) -> dict[str, Any]:
        """Describe a string or an integer."""
        if self.numeric:
            bands = rf"|(<|>=)\s*({'|'.join(BANDS)})" if self.bands else ""
            pattern = rf"^\s*((<=|>=|==|!=|<|>)\s*-?(0|[1-9][0-9]{{0,8}}){bands})\s*$"
            whole = {"type": "integer", "minimum": -_FARTHEST, "maximum": _FARTHEST}
            return {"anyOf": [whole, {"type": "string", "pattern": pattern}]}
        return explained_words(self.figure, self.words) if self.words else {"type": "string"}
