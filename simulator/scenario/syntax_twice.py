"""Names what is given twice: a key, a table, or a table where there is a value already.

tomli says only that a name is taken. The text before the statement is valid, so it is read once
more to find where the name was taken and in which way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import tomli

from simulator.scenario.positions import Positions
from simulator.scenario.syntax_place import Mistake, line_from
from simulator.text import shorten

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.syntax_place import Place

_SEGMENT: Final = re.compile(
    r"""[ \t]*+([A-Za-z0-9_-]++|"(?:[^"\\\n]++|\\[^\n])*+"|'[^'\n]*+')[ \t]*+(\.?)"""
)


@dataclass(frozen=True, slots=True)
class _Name:
    """One part of a dotted name, as written."""

    written: str
    offset: int

    @property
    def name(self) -> str:
        if self.written[0] not in "\"'":
            return self.written
        return next(iter(tomli.loads(f"{self.written} = 1")))


@dataclass(frozen=True, slots=True)
class _Taken:
    """A part of the name that is taken, and how."""

    part: _Name
    name: str
    line: int
    header: str
    """The header that made it a table, as written; empty if a key did."""
    has_value: bool
    """Whether it was given with an equals sign."""


def given_twice(place: Place) -> Mistake:
    """Explain a statement whose name, or a part of it, is taken."""
    text = place.text
    if text[place.statement] != "[":
        return _twice_in_braces(place) if place.brackets else _twice_key(place)
    opener = _opener(text, place.statement)
    closer = opener.replace("[", "]")
    names = _names(text, place.statement + len(opener))
    taken = _taken(place, (), names)
    name = ".".join(part.written for part in names)
    table = f"{opener}{shorten(name)}{closer}"
    if taken is None:
        message = f"The table {table} cannot be opened here, because its name is taken."
        return Mistake(names[-1].offset, message, "Give it another name.")
    offset, line = taken.part.offset, taken.line
    if taken.has_value or not taken.header:
        message = f"{shorten(taken.name)} has its value in line {line} already."
        if taken.part is not names[-1]:
            message = f"{message[:-1]}, so nothing can be added to it."
        if not taken.has_value:
            message = f"The table {shorten(taken.name)} is begun with dotted keys in line {line}."
        return Mistake(offset, message, "Keep one of the two, or give this one another name.")
    was_list = taken.header.startswith("[[")
    if was_list and opener == "[":
        message = f"{shorten(taken.name)} is a list of tables since line {line}."
        return Mistake(offset, message, f"Write [[{shorten(name)}]], with two brackets.")
    if opener == "[[":
        message = f"{shorten(taken.name)} is a single table since line {line}, so it is no list."
        hint = f"Write [[{shorten(taken.name)}]] in both places if there are several."
        return Mistake(offset, message, hint)
    message = f"The table {table} is given twice; the first is in line {line}."
    return Mistake(offset, message, "Give this one another name, or put its keys under the first.")


def _twice_key(place: Place) -> Mistake:
    text = place.text
    names = _names(text, place.statement)
    above: list[_Name] = []
    header = ""
    if place.header is not None:
        header = _header(text, place.header)
        above = _names(text, place.header + len(_opener(text, place.header)))
    taken = _taken(place, above, names)
    if taken is None:
        key = shorten(".".join(part.written for part in names))
        message = f"{key} cannot be given here, because a part of its name is taken."
        return Mistake(place.statement, message, "Put it where that part is given.")
    offset, line = taken.part.offset, taken.line
    if taken.header:
        message = f"{shorten(taken.name)} is a table since line {line} ({taken.header})."
        return Mistake(offset, message, "Put what belongs to it under that header.")
    if taken.part is not names[-1]:
        message = (
            f"{shorten(taken.name)} has its value in line {line} already, so nothing can be added."
        )
        if not taken.has_value:
            message = f"The table {shorten(taken.name)} is complete since line {line}."
        return Mistake(offset, message, "Put everything that belongs to it in one place.")
    message = f"The key {shorten(taken.part.written)} is given twice; the first is in line {line}."
    hint = "Keep one of the two."
    if header.startswith("[["):
        hint += f" If a new entry begins here, write {header} above it."
    return Mistake(offset, message, hint)


def _twice_in_braces(place: Place) -> Mistake:
    text, brace = place.text, place.brackets[-1]
    names = _names(text, place.item)
    positions = Positions("x = " + text[brace : place.item])
    part, line = names[0], place.line(brace)
    path: KeyPath = ("x",)
    for following in names:
        path = (*path, following.name)
        found = positions.key(path)
        if found is None:
            break
        part, line = following, place.line(brace) + found.line - 1
    message = f"The key {shorten(part.written)} is given twice in these braces"
    if line == place.line(part.offset):
        message += "."
    else:
        message += f"; the first is in line {line}."
    return Mistake(part.offset, message, "Keep one of the two.")


def _taken(place: Place, above: list[_Name] | tuple[()], names: list[_Name]) -> _Taken | None:
    """Return the part of *names*, within the table *above*, that is taken."""
    before = place.text[: place.statement]
    positions = Positions(before)
    value: Any = _load(before)
    path: KeyPath = ()
    found: _Taken | None = None
    for part in (*above, *names):
        if isinstance(value, list) and value:
            path, value = (*path, len(value) - 1), value[-1]
        if not isinstance(value, dict) or part.name not in value:
            break
        path, value = (*path, part.name), value[part.name]
        if part in above:
            continue
        key, start = positions.key(path), positions.value(path)
        if key is None:
            break
        has_value = key != start
        line = line_from(before, _line_start(before, key.line)).strip()
        header = _header(line, 0) if line.startswith("[") and not has_value else ""
        name = ".".join(step for step in path if isinstance(step, str))
        found = _Taken(part, name if header else part.written, key.line, header, has_value)
        if has_value:
            break
    return found


def _load(text: str) -> dict[str, Any]:
    try:
        return tomli.loads(text)
    except (ValueError, RecursionError):
        return {}


def _line_start(text: str, line: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return start


def _opener(text: str, start: int) -> str:
    return "[[" if text.startswith("[[", start) else "["


def _header(text: str, start: int) -> str:
    """Return the header at *start* as written, without what follows it."""
    opener = _opener(text, start)
    name = ".".join(part.written for part in _names(text, start + len(opener)))
    return f"{opener}{shorten(name)}{opener.replace('[', ']')}"


def _names(text: str, start: int) -> list[_Name]:
    names: list[_Name] = []
    while True:
        match = _SEGMENT.match(text, start)
        if match is None:
            return names
        names.append(_Name(match[1], match.start(1)))
        start = match.end()
        if not match[2]:
            return names
