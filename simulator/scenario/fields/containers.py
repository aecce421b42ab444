"""Lists and tables of a scenario file: kinds made of other kinds.

A table declares its keys once; reading it reports every unknown, missing or misread key and makes a value of the model from
the rest. See `kinds.py` for what a kind is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from simulator.scenario.diagnostic import Finding, KeyPath, header, is_misspelt, meant, nearest
from simulator.scenario.edit import Fix, Hint, Target, toml_text
from simulator.scenario.fields.documents import is_written, merged
from simulator.scenario.fields.report import Report, wrong_type
from simulator.text import quoted, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.scenario.fields.kinds import Kind
    from simulator.scenario.fields.misplaced import Misplaced


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
            meant_as = [value] if isinstance(value, dict) else []
            return tuple(self.kind.read(entry, (*path, 0), Report()) for entry in meant_as)
        if len(value) < self.least:
            few = f"This list has {len(value)} {self.what}, and it needs at least {self.least}."
            message = few if value else "This list is empty."
            report.add("bad-value", path, message, "Leave the key out, or fill the list.")
        if self.most is not None and len(value) > self.most:
            report.add(
                "too-large",
                (*path, self.most),
                f"There are {len(value)} {self.what} here; at most {self.most} are allowed.",
            )
        entries = [
            self._read_entry(entry, (*path, index), report, is_last=index == len(value) - 1)
            for index, entry in enumerate(value)
        ]
        if self.unique:
            self._check_unique(entries, path, report)
        return tuple(entries)

    def _read_entry(self, entry: Any, path: KeyPath, report: Report, *, is_last: bool) -> Any:
        """Return an entry; a table above others that has nothing in it is one problem, however many keys it lacks."""
        if entry != {} or is_last or not isinstance(self.kind, Table) or not self.kind.is_needy:
            return self.kind.read(entry, path, report)
        message = f"{self.kind.this} is empty."
        fix = Fix("", Target.HEADER)
        hint = "Delete its header, or put its keys below it."
        report.add("missing-key", path, message, hint, fix, at_key=True)
        return self.kind.read(entry, path, Report())

    def _as_list(self, value: Any, path: KeyPath) -> Hint:
        """Return the hint to write a value as a list."""
        if isinstance(value, str) and not isinstance(self.kind, Table):
            words = [word.strip() for word in value.split(",")]
            several = len(words) > 1 and not any(" " in word for word in words)
            items = words if several else [value]
            written = ", ".join(map(toml_text, items))
            hint = f"Use [{', '.join(map(quoted, items))}]."
            return Hint(hint, Fix(f"[{written}]"))
        if isinstance(self.kind, Table) and isinstance(value, str | dict):
            return self.kind.as_list(value, path)
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
    in place of a value that isn't a table, and `wrapper` a table that its keys are sometimes put into by mistake. `main_key` is
    the key that a single value is meant for, `synonyms` are other words for keys, and `misplaced` tells where the value of an
    unknown key belongs.
    """

    what: str
    keys: tuple[Key, ...]
    make: Callable[[dict[str, Any], KeyPath], Any]
    check: Callable[[dict[str, Any], KeyPath, Report], None] | None = None
    elsewhere: dict[str, str] = field(default_factory=dict)
    schema_extra: dict[str, Any] = field(default_factory=dict)
    example: str = ""
    wrapper: str = ""
    main_key: str = ""
    misplaced: Callable[[str, dict[str, Any]], Misplaced | None] | None = None
    synonyms: dict[str, str] = field(default_factory=dict)

    @property
    def key_names(self) -> list[str]:
        """The names of its keys."""
        return [key.name for key in self.keys]

    @property
    def is_needy(self) -> bool:
        """Whether it can't be without some key."""
        return any(key.default is REQUIRED for key in self.keys)

    @property
    def name_key(self) -> str:
        """The key that names one of several such tables; empty if there is none."""
        return next((name for name in ("id", "name") if name in self.key_names), "")

    @property
    def blank(self) -> Any:
        """Nothing: a table that could not be read is left out."""
        return None

    def read(self, value: Any, path: KeyPath, report: Report) -> Any:
        """Return the table as a value of the model."""
        if not isinstance(value, dict):
            wrong_type(report, path, value, "a table", *self._as_table(value, path))
            is_list = isinstance(value, list) and value and isinstance(value[-1], dict)
            return self.read(value[-1] if is_list else {}, path, Report())
        misspelt = self._unknown_keys(value, path, report)
        wrapped = value.get(self.wrapper)
        table = {**wrapped, **value} if isinstance(wrapped, dict) else dict(value)
        for name, right in misspelt.items():
            moved = value[name]
            for step in reversed(right[1:]):
                moved = {step: moved}
            table[right[0]] = merged(table.get(right[0]), moved)
        rewritten = {right[0] for right in misspelt.values()}
        values: dict[str, Any] = {}
        for key in self.keys:
            if key.name in rewritten:
                found = Report()
                values[key.name] = key.kind.read(table[key.name], (*path, key.name), found)
                report.findings += [
                    finding for finding in found.findings if _is_about(finding, value, len(path))
                ]
            elif key.name in table:
                values[key.name] = key.kind.read(table[key.name], (*path, key.name), report)
            elif key.default is REQUIRED:
                report.add(
                    "missing-key",
                    (*path, key.name),
                    f"{self.this} has no {key.name}.",
                    key.to_add or f'Add {key.name} = "…", {key.meaning}.',
                    at_key=True,
                )
                values[key.name] = key.kind.blank
            else:
                values[key.name] = key.default
        if self.check:
            self.check(table, path, report)
        return self.make(values, path)

    def _unknown_keys(
        self, value: dict[str, Any], path: KeyPath, report: Report
    ) -> dict[str, tuple[str, ...]]:
        """Report every unknown key; return the misspelt ones, each with the keys down to where it was probably meant.

        What is written under them is read as if they were right, so that nothing else is said to be missing.
        """
        known = self.key_names
        misspelt: dict[str, tuple[str, ...]] = {}
        for name in value:
            if name in known:
                continue
            hint, fix = self.elsewhere.get(name), None
            moved = self.misplaced(name, value) if self.misplaced and hint is None else None
            if moved:
                hint, fix = moved.hint
                if moved.path:
                    misspelt[name] = tuple(map(str, moved.path))
            elif hint is None:
                near = self.synonyms.get(name.lower()) or self._near_key(name, value[name], path)
                hint = meant(near, self._own_entry(name, value[name], path))
                if near and (near not in value or isinstance(value[name], dict | list)):
                    misspelt[name] = (near,)
                    fix = self._as_key(near, value[name], path)
            report.add(
                "unknown-key",
                (*path, name),
                f"{self.what[0].upper()}{self.what[1:]} has no key {quoted(name)}.",
                hint,
                fix,
                at_key=True,
            )
        return misspelt

    def _own_entry(self, name: str, value: Any, path: KeyPath) -> str:
        """Return what to do about an unknown key that isn't misspelt: it may be the name of another such table."""
        is_table = isinstance(value, dict) or (
            isinstance(value, list) and bool(value) and isinstance(value[0], dict)
        )
        another = f"Start another one with [[{header(path[:-1])}]]"
        if is_table and path and isinstance(path[-1], int):
            if not self.name_key:
                return f"{another}."
            name = f"{self.name_key} = {quoted(name)}"
            return f"{another}, and put its name below that: {name}."
        return f"It can have {', '.join(self.key_names)}."

    def _near_key(self, name: str, value: Any, path: KeyPath) -> str | None:
        """Return the key that a name is probably a misspelling of; one that isn't very near has to fit its value."""
        near = nearest(name, (key.name for key in self.keys))
        if near is None or is_misspelt(name, near):
            return near
        kind = next(key.kind for key in self.keys if key.name == near)
        report = Report()
        kind.read(value, (*path, near), report)
        unfit = any(each.path == (*path, near) for each in report.findings)
        return None if unfit else near

    def _as_key(self, right: str, value: Any, path: KeyPath) -> Fix:
        """Return the fix of a misspelt key; where one table was meant as a list of them, with the brackets of its header."""
        kind = next(key.kind for key in self.keys if key.name == right)
        if isinstance(kind, ListOf) and isinstance(kind.kind, Table) and isinstance(value, dict):
            return Fix(f"[[{header((*path, right))}]]", Target.HEADER)
        return Fix(right, Target.KEY)

    def as_list(self, value: str | dict[str, Any], path: KeyPath) -> Hint:
        """Return the hint to write a value as a list of such tables."""
        if isinstance(value, str):
            is_inline = self.example.startswith("{")
            return Hint(f"Use [{self._example_with(value)}].") if is_inline else Hint()
        right = f"[[{header(path)}]]"
        if self.name_key and value and not set(value) & set(self.key_names):
            name = f"{self.name_key} = {quoted(next(iter(value)))}"
            return Hint(f"Start each with {right}, and put its name below that: {name}.")
        hint = f"Use {right}, with two brackets."
        if any(isinstance(step, int) for step in path):
            hint = f"Put [ and ] around it, or use {right} as its header."
        return Hint(hint, Fix(right, Target.HEADER))

    def _example_with(self, value: Any) -> str:
        """Return the example of such a table with a text in it, if it is one."""
        if isinstance(value, str) and value.strip():
            return self.example.replace('"…"', toml_text(shorten(value)))
        return self.example

    @property
    def this(self) -> str:
        """This one table, at the beginning of a sentence."""
        if self.what.startswith("the "):
            return f"T{self.what[1:]}"
        return f"This {self.what.removeprefix('a ').removeprefix('an ')}"

    def _as_table(self, value: Any, path: KeyPath) -> Hint:
        """Return the hint to write a value as a table."""
        if isinstance(value, list) and all(isinstance(step, str) for step in path):
            right = f"[{header(path)}]"
            fix = Fix(right, Target.HEADER) if len(value) == 1 else None
            return Hint(f"Use {right}, with single brackets.", fix)
        if self.main_key and (written := self._main_value(value)):
            table = f"{{ {self.main_key} = {written} }}"
            return Hint(f"Use {path[-1]} = {table}.", Fix(table))
        example = self._example_with(value)
        return Hint(f"Use {example}.") if example else Hint()

    def _main_value(self, value: Any) -> str:
        """Return a value as TOML if the main key can have it, else nothing."""
        report = Report()
        kind = next(key.kind for key in self.keys if key.name == self.main_key)
        kind.read(value, (self.main_key,), report)
        if report.findings:
            return ""
        return toml_text(value) if isinstance(value, str) else str(value).lower()

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


def _is_about(finding: Finding, value: Any, depth: int) -> bool:
    """Tell whether a finding is about something that a table, this deep in the document, has under that very name."""
    steps = finding.path[depth:]
    return is_written(value, steps[:-1] if finding.rule == "missing-key" else steps)
