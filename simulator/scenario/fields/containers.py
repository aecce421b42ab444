"""Lists and tables of a scenario file: kinds made of other kinds.

A table declares its keys once; reading it reports every unknown, missing or misread key and makes a value of the model from
the rest. See `kinds.py` for what a kind is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from simulator.scenario.diagnostic import KeyPath, header, meant, nearest
from simulator.scenario.edit import Fix, Hint, Target, toml_text
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
            wrong_type(report, path, value, "a list", *self._as_list(value, path))
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

    def _as_list(self, value: Any, path: KeyPath) -> Hint:
        """Return the hint to write a value as a list."""
        if isinstance(value, str) and not isinstance(self.kind, Table):
            words = [word.strip() for word in value.split(",")]
            several = len(words) > 1 and not any(" " in word for word in words)
            items = words if several else [value]
            written = ", ".join(map(toml_text, items))
            hint = f"Use [{', '.join(map(quoted, items))}]."
            return Hint(hint, Fix(f"[{written}]"))
        if isinstance(value, dict) and isinstance(self.kind, Table):
            return Hint(f"Use [[{header(path)}]], with two brackets.")
        return Hint()

    def _check_unique(self, entries: Sequence[Any], path: KeyPath, report: Report) -> None:
        seen = set()
        for index, entry in enumerate(entries):
            twice = entry in seen
            seen.add(entry)
            if entry and twice:
                report.add(
                    "bad-value",
                    (*path, index),
                    f"{quoted(entry) if isinstance(entry, str) else entry} is in this list twice.",
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
    """One key of a table: its kind, what it means, what holds when it is left out, else the hint to add it."""

    name: str
    kind: Kind
    meaning: str
    default: Any = REQUIRED
    to_add: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with declared keys, made into a value of the model.

    `make` gets the values by key and the table's path; `check` looks at what no single key can tell; `example` is what to write
    in place of a value that isn't a table, and `wrapper` a table that its keys are sometimes put into by mistake.
    """

    what: str
    keys: tuple[Key, ...]
    make: Callable[[dict[str, Any], KeyPath], Any]
    check: Callable[[dict[str, Any], KeyPath, Report], None] | None = None
    elsewhere: dict[str, str] = field(default_factory=dict)
    schema_extra: dict[str, Any] = field(default_factory=dict)
    example: str = ""
    wrapper: str = ""

    @property
    def blank(self) -> Any:
        """Nothing: a table that could not be read is left out."""
        return None

    def read(self, value: Any, path: KeyPath, report: Report) -> Any:
        """Return the table as a value of the model."""
        if not isinstance(value, dict):
            wrong_type(report, path, value, "a table", self._as_table(value, path))
            return self.read({}, path, Report())
        misspelt = self._unknown_keys(value, path, report)
        wrapped = value.get(self.wrapper)
        table = {**wrapped, **value} if isinstance(wrapped, dict) else dict(value)
        for name, right in misspelt.items():
            table[right] = merged(table.get(right), value[name])
        rewritten = set(misspelt.values())
        values: dict[str, Any] = {}
        for key in self.keys:
            if key.name in rewritten:
                values[key.name] = key.kind.read(table[key.name], (*path, key.name), Report())
            elif key.name in table:
                values[key.name] = key.kind.read(table[key.name], (*path, key.name), report)
            elif key.default is REQUIRED:
                report.add(
                    "missing-key",
                    (*path, key.name),
                    f"{self._this} has no {key.name}.",
                    key.to_add or f'Add {key.name} = "…", {key.meaning}.',
                    at_key=True,
                )
                values[key.name] = key.kind.blank
            else:
                values[key.name] = key.default
        if self.check:
            self.check(table, path, report)
        return self.make(values, path)

    def _unknown_keys(self, value: dict[str, Any], path: KeyPath, report: Report) -> dict[str, str]:
        """Report every unknown key; return the misspelt ones, each with the key that was probably meant.

        What is written under them is read as if they were right, so that nothing else is said to be missing.
        """
        known = [key.name for key in self.keys]
        misspelt: dict[str, str] = {}
        for name in value:
            if name in known:
                continue
            hint, fix = self.elsewhere.get(name), None
            if hint is None:
                near = nearest(name, known)
                hint = meant(near, f"It can have {', '.join(known)}.")
                if near and (near not in value or isinstance(value[name], dict)):
                    misspelt[name] = near
                    fix = Fix(near, Target.KEY)
            report.add(
                "unknown-key",
                (*path, name),
                f"{self.what[0].upper()}{self.what[1:]} has no key {quoted(name)}.",
                hint,
                fix,
                at_key=True,
            )
        return misspelt

    @property
    def _this(self) -> str:
        """This one table, at the beginning of a sentence."""
        if self.what.startswith("the "):
            return f"T{self.what[1:]}"
        return f"This {self.what.removeprefix('a ').removeprefix('an ')}"

    def _as_table(self, value: Any, path: KeyPath) -> str | None:
        """Return the hint to write a value as a table."""
        if isinstance(value, list) and all(isinstance(step, str) for step in path):
            return f"Use [{header(path)}], with single brackets."
        return f"Use {self.example}." if self.example else None

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


def merged(one: Any, other: Any) -> Any:
    """Return what two values of one key say together; where they can't be put together, the first."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {**one, **{name: merged(one.get(name), value) for name, value in other.items()}}
    if isinstance(one, list) and isinstance(other, list):
        return [*one, *other]
    return other if one is None else one
