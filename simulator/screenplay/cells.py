"""Write one value of a scenario into a cell of a table, and read it back.

A cell is text that a person types: `yes` for true, names with commas between them, `anger = 79; patience = 23` for several
figures. What can't be read is told with what to type; whether a name exists is not asked here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from simulator.errors import SimulatorError
from simulator.ruleset import RESUME
from simulator.scenario.diagnostic import did_you_mean
from simulator.scenario.fields.containers import ListOf, Table
from simulator.scenario.fields.kinds import Boolean, Choice, Condition, Integer, Name, Reference
from simulator.scenario.fields.special_kinds import Figure, Language
from simulator.scenario.slug import slug
from simulator.screenplay.columns import FIGURES
from simulator.text import quoted

if TYPE_CHECKING:
    from simulator.scenario.fields.kinds import Kind

YES, NO = "yes", "no"
# Spreadsheets turn "true" into a word of their own language when they save.
_TRUE = frozenset({YES, "y", "x", "1", "true", "wahr", "ja", "vrai", "oui", "verdadero", "sí"})
_FALSE = frozenset({NO, "n", "0", "false", "falsch", "nein", "faux", "non", "falso"})
NOTHING = "(none)"
"""A list that is there and has no entries, such as the moves of a test of the start."""
_EMPTY = "no "
"""Comes before the name of a figure that is expected to be empty: `no ending`."""
_SIGN = re.compile(r"<=|>=|==|!=|<|>")
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}\Z")


class CellError(SimulatorError):
    """A cell that can't be read."""


def cell_text(kind: Kind, value: Any) -> str:
    """Return a value as the text of a cell."""
    if kind in FIGURES:
        return "; ".join(_figure_text(name, figure) for name, figure in value.items())
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list):
        return ", ".join(map(str, value)) or NOTHING
    return str(value)


def cell_value(kind: Kind, text: str) -> Any:
    """Return the value in a cell that isn't empty; raise CellError where it can't be read."""
    match kind:
        case Table() if kind in FIGURES:
            return _figures(kind, text)
        case ListOf() if text.strip() == NOTHING:
            return []
        case ListOf():
            words = (word.strip() for word in re.split(r"[,;\n]", text))
            return [cell_value(kind.kind, word) for word in words if word]
        case Boolean():
            return _boolean(text)
        case Integer():
            return _whole_number(kind, text)
        case Name() | Reference():
            return text.strip() if text.strip() == RESUME else name_in(text)
        case Choice() | Language():
            word = text.strip()
            return word.lower() if isinstance(kind, Choice) else word
        case Condition():
            return text.strip() if "\n" in text else text
    return text


def name_in(text: str) -> str:
    """Return the name that is meant by the words in a cell: `The news` is `the-news`."""
    plain = text.strip()
    return slug(plain, "scene") or plain


def _figure_text(name: str, value: Any) -> str:
    if value == "":
        return f"{_EMPTY}{name}"
    if isinstance(value, str) and _SIGN.match(value):
        return f"{name} {value}"
    if isinstance(value, list):  # a list of one name differs from a name
        return f"{name} = {', '.join(value)}{',' if len(value) == 1 else ''}"
    return f"{name} = {value}"


def _figures(table: Table, text: str) -> dict[str, Any]:
    """Return the figures in a cell, by name."""
    kinds = {key.name: key.kind for key in table.keys}
    figures: dict[str, Any] = {}
    for item in filter(None, (part.strip() for part in re.split(r"[;\n]", text))):
        empty = item.removeprefix(_EMPTY).strip()
        name, sign, value = _parts(item)
        if item.startswith(_EMPTY) and empty in kinds:
            figures[empty] = ""
        elif name not in kinds:
            hint = did_you_mean(name, kinds, f"It can be {', '.join(kinds)}.")
            raise CellError(
                f"{quoted(name)} isn't one of the figures that can be given here.", hint
            )
        else:
            figures[name] = _figure(kinds[name], sign, value)
    return figures


def _parts(item: str) -> tuple[str, str, str]:
    """Return the name, the sign and the value of a figure; with no sign, a blank stands for `=`."""
    found = re.match(r"([A-Za-z_]+)\s*(<=|>=|==|!=|<|>|=|:)?\s*(.*)\Z", item, re.DOTALL)
    if found is None:
        return item, "", ""
    name, sign, value = found.groups()
    return name, sign or "=", value.strip()


def _figure(kind: Kind, sign: str, value: str) -> Any:
    """Return one figure: what it is, or a comparison as it is written in a file."""
    if sign not in ("=", ":"):
        return f"{sign} {value}"
    if isinstance(kind, Integer):
        return _whole_number(kind, value)
    if isinstance(kind, Figure):
        return int(value) if kind.numeric and _WHOLE.match(value) else name_in(value)
    names: list[str] = cell_value(kind, value)
    return names[0] if len(names) == 1 and not value.endswith(",") else names


def _boolean(text: str) -> bool:
    word = text.strip().lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise CellError(f"{quoted(text)} is neither yes nor no.", "Use yes, or leave the cell empty.")


def _whole_number(kind: Integer, text: str) -> int:
    word = text.strip()
    if not _WHOLE.match(word):
        raise CellError(
            f"{quoted(text)} isn't a whole number.",
            f"Use a number from {kind.low} to {kind.high}.",
        )
    return int(word)
