"""Lists and tables of a scenario file: kinds made of other kinds.

A table declares its keys once; reading it reports every unknown, missing or misread key and makes a value of the model from
the rest. See `kinds.py` for what a kind is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from simulator.scenario.diagnostic import KeyPath, did_you_mean
from simulator.scenario.fields.report import Report, wrong_type
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.scenario.fields.kinds import Kind


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of one kind of value, given to the model as a tuple."""

    kind: Kind
    most: int | None = None
    what: str = "entries"
    least: int = 0
    unique: bool = False
    blank: tuple[Any, ...] = ()

    def read(self, value: Any, path: KeyPath, report: Report) -> tuple[Any, ...]:
        """Return all entries that could be read."""
        if not isinstance(value, list):
            hint = (
                f"Write it in square brackets: [{quoted(value)}]."
                if isinstance(value, str)
                else None
            )
            wrong_type(report, path, value, "a list", hint)
            return self.blank
        if len(value) < self.least:
            report.add(
                "bad-value", path, "This list is empty.", "Leave the key out, or fill the list."
            )
        if self.most is not None and len(value) > self.most:
            report.add(
                "too-large",
                (*path, self.most),
                f"There are {len(value)} {self.what} here; at most {self.most} are allowed.",
            )
        entries = [
            self.kind.read(entry, (*path, index), report) for index, entry in enumerate(value)
        ]
        if self.unique:
            self._check_unique(entries, path, report)
        return tuple(entries)

    def _check_unique(self, entries: Sequence[Any], path: KeyPath, report: Report) -> None:
        seen = set()
        for index, entry in enumerate(entries):
            twice = entry in seen
            seen.add(entry)
            if entry and twice:
                report.add(
                    "bad-value",
                    (*path, index),
                    f"{quoted(entry) if isinstance(entry, str) else entry} stands here twice.",
                    "Delete one of the two.",
                )

    def schema(self) -> dict[str, Any]:
        """Describe an array."""
        limits: dict[str, Any] = {}
        if self.least:
            limits["minItems"] = self.least
        if self.most is not None:
            limits["maxItems"] = self.most
        if self.unique:
            limits["uniqueItems"] = True
        return {"type": "array", "items": self.kind.schema(), **limits}


REQUIRED = object()


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table: its kind, what it means, and what holds when it is left out."""

    name: str
    kind: Kind
    meaning: str
    default: Any = REQUIRED


@dataclass(frozen=True, slots=True)
class Table:
    """A table with declared keys, made into a value of the model.

    `make` gets the values by key and the table's path; `check` looks at what no single key can tell.
    """

    what: str
    keys: tuple[Key, ...]
    make: Callable[[dict[str, Any], KeyPath], Any]
    check: Callable[[dict[str, Any], KeyPath, Report], None] | None = None
    elsewhere: dict[str, str] = field(default_factory=dict)
    schema_extra: dict[str, Any] = field(default_factory=dict)

    @property
    def blank(self) -> Any:
        """Nothing: a table that could not be read is left out."""
        return None

    def read(self, value: Any, path: KeyPath, report: Report) -> Any:
        """Return the table as a value of the model."""
        if not isinstance(value, dict):
            wrong_type(report, path, value, f"a table ({self.what})")
            return self.read({}, path, Report())
        values: dict[str, Any] = {}
        for key in self.keys:
            if key.name in value:
                values[key.name] = key.kind.read(value[key.name], (*path, key.name), report)
            elif key.default is REQUIRED:
                report.add(
                    "missing-key",
                    (*path, key.name),
                    f"{key.name} is missing from {self.what}.",
                    f"It says {key.meaning}."
                    if key.meaning.startswith("the ")
                    else f"It is {key.meaning}.",
                    at_key=True,
                )
                values[key.name] = key.kind.blank
            else:
                values[key.name] = key.default
        known = [key.name for key in self.keys]
        for name in value:
            if name not in known:
                hint = self.elsewhere.get(name) or did_you_mean(
                    name, known, f"It can have {', '.join(known)}."
                )
                report.add(
                    "unknown-key",
                    (*path, name),
                    f"{quoted(name)} is no key of {self.what}.",
                    hint,
                    at_key=True,
                )
        if self.check:
            self.check(value, path, report)
        return self.make(values, path)

    def schema(self) -> dict[str, Any]:
        """Describe an object with no other keys."""
        properties = {}
        for key in self.keys:
            described = {
                "description": key.meaning[0].upper() + key.meaning[1:] + ".",
                **key.kind.schema(),
            }
            if isinstance(key.default, bool | int | str) and key.default != "":
                described["default"] = key.default
            properties[key.name] = described
        required = [key.name for key in self.keys if key.default is REQUIRED]
        shape: dict[str, Any] = {
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
        }
        if required:
            shape["required"] = required
        return {**shape, **self.schema_extra}
