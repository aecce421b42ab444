"""Name what is given twice: a key, a table, or a table where there is a value already.

tomli says only that a name is taken. The text before the statement is valid, so it is read once
more to find where the name was taken and in which way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import tomli

from simulator.scenario.edit import Edit
from simulator.scenario.position_scan import KEY, key_name
from simulator.scenario.positions import Positions
from simulator.scenario.toml_errors.survey import (
    CLOSERS,
    KEY_LINE,
    LISTS,
    Mistake,
    is_header_line,
    line_from,
)
from simulator.text import shorten

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.toml_errors.survey import Place

NAMED_BY: Final = {"days": "name", "replies": "id", "tests": "name"}
"""The key that gives an entry of a list its name."""
_KEYS: Final = re.compile(rf"^{KEY_LINE}", re.MULTILINE)
_OPENER: Final = re.compile(r"\[{0,2}[ \t]*")


class _Segment(NamedTuple):
    """One part of a dotted name."""

    written: str
    name: str
    offset: int


class _Taken(NamedTuple):
    """A part of the name that is taken, and how."""

    part: _Segment
    name: str
    line: int
    header: str
    """The header that made it a table, as written; empty if a key did."""
    has_value: bool
    """Whether it was given with an equals sign."""


def given_twice(place: Place) -> Mistake:
    """Explain a statement whose name, or a part of it, is taken."""
    if place.text.startswith("[", place.statement):
        return _table_twice(place)
    return _key_twice_in_braces(place) if place.brackets else _key_twice(place)


def _table_twice(place: Place) -> Mistake:
    header = _header(place.text, place.statement)
    names = _segments(place.text, place.statement)
    taken = _find_taken(place, [], names)
    if taken is None:
        message = f"The table {header} can't be defined here, because its name is already in use."
        return Mistake(names[-1].offset, message, "Give it another name.")
    edits: tuple[Edit, ...] = ()
    what, line = shorten(taken.name), taken.line
    if taken.has_value or not taken.header:
        message = f"{what} already has a value, on line {line}."
        if taken.part is not names[-1]:
            message = f"{message[:-1]}, so nothing can be added to it."
        if not taken.has_value:
            message = f"The table {what} was started with dotted keys on line {line}."
        hint = "Keep one of the two, or rename this one."
    elif taken.header.startswith("[[") and not header.startswith("[["):
        message = f"{what} was defined as a list of tables on line {line}."
        hint = f"Use [{header}], with two brackets."
        edits = (_second_brackets(place.text, place.statement),)
    elif header.startswith("[["):
        if taken.name == header.strip("[]"):
            return _single_before_several(place, taken, header)
        message = f"{what} was opened as a single table on line {line}, so it can't be a list."
        hint = f"Use [[{what}]] in both places if there are several."
    else:
        message = f"The table {header} is given twice; the first is on line {line}."
        hint = "Rename this one, or put its keys under the first."
        if names[-1].name in LISTS:
            hint = f"Use [{header}], with two brackets, in both places."
            edits = tuple(
                _second_brackets(place.text, start)
                for start in (_line_start(place.text, line), place.statement)
            )
    return Mistake(taken.part.offset, message, hint, edits)


def _single_before_several(place: Place, taken: _Taken, header: str) -> Mistake:
    """Return the mistake of a header with single brackets above others of its name with two."""
    start = _line_start(place.text, taken.line)
    if taken.header.strip("[]") != taken.name:
        return _name_in_header(place.text, start, taken, header)
    message = f"{taken.header} opens a single table, but {header} follows on line {place.line(place.statement)}."
    edit = _second_brackets(place.text, start)
    return Mistake(edit.start + 1, message, f"Use {header}, with two brackets.", (edit,))


def _name_in_header(text: str, start: int, taken: _Taken, header: str) -> Mistake:
    """Return the mistake of a header that holds the name of an entry of a list, where the list's own name follows alone."""
    name = taken.header.strip("[]").removeprefix(f"{taken.name}.")
    message = f"{taken.header} has a name in it, which the header of an entry can't have."
    begin = text.index("[", start)
    key = NAMED_BY.get(taken.name.rpartition(".")[2], "")
    line = line_from(text, begin)
    after = line_from(text, begin + len(line) + 1)
    named = not key or re.match(rf"[ \t]*{key}[ \t]*=", after) is not None
    below = "" if named else f' and {key} = "{name}" on the next line'
    edits: tuple[Edit, ...] = ()
    if named:
        end = begin + len(line.split("]", 1)[0]) + (2 if "]]" in line else 1)
        edits = (Edit(begin, end, header),)
    return Mistake(begin, message, f"Use {header}{below}.", edits)


def _line_start(text: str, line: int) -> int:
    """Return the offset of a line, counted from 1."""
    return len("".join(text.splitlines(keepends=True)[: line - 1]))


def _second_brackets(text: str, start: int) -> Edit:
    """Return the edit that makes the header at an offset that of one of several tables."""
    written = line_from(text, start).split("]", 1)[0].lstrip()
    begin = text.index("[", start)
    return Edit(begin, begin + len(written) + 1, f"[{written}]]")


def _key_twice(place: Place) -> Mistake:
    text = place.text
    names = _segments(text, place.statement)
    above = [] if place.header is None else _segments(text, place.header)
    taken = _find_taken(place, above, names)
    if taken is None:
        key = shorten(".".join(part.written for part in names))
        message = f"{key} can't be used here, because part of its name is already taken."
        return Mistake(place.statement, message, "Put it next to that part.")
    what, line = shorten(taken.name), taken.line
    if taken.header:
        message = f"{what} was opened as a table on line {line} ({taken.header})."
        hint = "Put its keys under that header."
    elif taken.part is not names[-1]:
        message = f"The table {what} was completed on line {line}."
        if taken.has_value:
            message = f"{what} already has a value, on line {line}, so nothing can be added to it."
        hint = "Put all its keys in one place."
    else:
        what = shorten(taken.part.written)
        message = f"The key {what} is given twice; the first is on line {line}."
        hint = "Keep one of the two."
        if place.header is not None and text.startswith("[[", place.header):
            header = _header(text, place.header)
            if _begins_entry(place, names[0].name):
                edit = Edit(place.statement, place.statement, f"{header}\n")
                hint = f"A new entry begins here: add {header} above it."
                return Mistake(taken.part.offset, message, hint, (edit,), up_to_header=True)
            hint += f" If a new entry begins here, add {header} above it."
        elif len(above) > 1 and _begins_entry(place, names[0].name):
            header = ".".join((*(part.written for part in above[:-1]), "NAME"))
            hint = f"A new table begins here: add its header, [{header}], above it."
            return Mistake(taken.part.offset, message, hint, up_to_header=True)
    return Mistake(taken.part.offset, message, hint)


def _begins_entry(place: Place, name: str) -> bool:
    """Tell whether a key that is given twice begins an entry: it is the first of its table, or others below are there twice."""
    text, header = place.text, place.header or 0
    above = [found["given"] for found in _KEYS.finditer(text, header, place.statement)]
    end = place.statement
    while end < len(text) and not is_header_line(text, end):
        end += len(line_from(text, end)) + 1
    below = [found["given"] for found in _KEYS.finditer(text, place.statement, end)]
    twice = [key for key in below if key in above]
    return len(twice) > 1 and (above[0] == name or len(twice) > 2)


def _key_twice_in_braces(place: Place) -> Mistake:
    text, brace = place.text, place.brackets[-1]
    names = _segments(text, place.item)
    positions = Positions("x = " + text[brace : place.item])
    part, line = names[0], place.line(brace)
    path: KeyPath = ("x",)
    for following in names:
        path = (*path, following.name)
        found = positions.key(path)
        if found is None:
            break
        part, line = following, place.line(brace) + found.line - 1
    where = "" if line == place.line(part.offset) else f"; the first is on line {line}"
    message = f"The key {shorten(part.written)} is given twice in these braces{where}."
    return Mistake(part.offset, message, "Keep one of the two.")


def _find_taken(place: Place, above: list[_Segment], names: list[_Segment]) -> _Taken | None:
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
        line = before.split("\n")[key.line - 1].strip()
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


def _header(text: str, start: int) -> str:
    """Return the header at *start* as written, without what follows it."""
    opener = "[[" if text.startswith("[[", start) else "["
    name = ".".join(part.written for part in _segments(text, start))
    return f"{opener}{shorten(name)}{CLOSERS[opener]}"


def _segments(text: str, start: int) -> list[_Segment]:
    """Return the parts of the key or of the header's name at *start*."""
    opener = _OPENER.match(text, start)
    start = start if opener is None else opener.end()
    parts: list[_Segment] = []
    while (match := KEY.match(text, start)) is not None:
        parts.append(_Segment(match[0].rstrip(" \t."), key_name(match), start))
        start = match.end()
        if match["dot"] is None:
            break
    return parts
