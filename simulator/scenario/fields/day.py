"""The tables of a day: what makes a second play of the same scenario another one."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from simulator.ruleset import RANGES
from simulator.scenario.fields.containers import Key, ListOf, Table
from simulator.scenario.fields.customer import CUSTOMER, SEVERITY
from simulator.scenario.fields.kinds import Integer, Reference, Text
from simulator.scenario.fields.reply import FLAGS
from simulator.scenario.limits import MAX_PARTS
from simulator.scenario.model import Day, DayText

if TYPE_CHECKING:
    from collections.abc import Set

    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.fields.report import Report

_WORD_KEYS = ("part", "reply", "text", "narration")
_SHAPES = ({"part", "text"}, {"reply", "text"}, {"narration"})
"""The keys that say together which words are replaced, and by which."""


def _shape_schema(shape: Set[str]) -> dict[str, Any]:
    """Describe a table with exactly these of the keys about words, as JSON Schema."""
    others = [{"required": [key]} for key in _WORD_KEYS if key not in shape]
    return {"required": sorted(shape), "not": {"anyOf": others}}


def _check_day_text(table: dict[str, Any], path: KeyPath, report: Report) -> None:
    has = {key for key in _WORD_KEYS if key in table}
    if has not in _SHAPES:
        report.add(
            "bad-value",
            path,
            "It isn't clear which words this text replaces.",
            "Use part and text, reply and text, or narration alone.",
        )


def _day_text(values: dict[str, Any], _path: KeyPath) -> DayText:
    part, text = values["part"], values["text"] or values["narration"] or ""
    return DayText(values["scene"], text, None if part is None else part - 1, values["reply"])


DAY_TEXT = Table(
    "a day's text",
    (
        Key("scene", Reference("scene"), "the scene whose words change"),
        Key(
            "part",
            Integer(1, MAX_PARTS),
            "the number of the part that changes, counted from 1",
            None,
        ),
        Key("reply", Reference("reply"), "the reply that changes", None),
        Key("text", Text(needed=True), "the new words for the part or the reply", None),
        Key("narration", Text(needed=True), "the new stage direction", None),
    ),
    _day_text,
    _check_day_text,
    elsewhere={"says": "Use part, the number of the part, and text."},
    schema_extra={"anyOf": [_shape_schema(shape) for shape in _SHAPES]},
)
NUMBERS = Table(
    "the customer on one day",
    tuple(
        Key(number, Integer(*span), f"the customer's {number} on this day", None)
        for number, span in (*RANGES.items(), SEVERITY)
    ),
    lambda values, _path: MappingProxyType(
        {number: value for number, value in values.items() if value is not None}
    ),
    elsewhere={
        key.name: f"A day can't change {key.name}, only the customer's numbers."
        for key in CUSTOMER.keys
        if key.name not in (*RANGES, SEVERITY[0])
    },
)
DAY = Table(
    "a day",
    (
        Key("name", Text(needed=True), "the day's name"),
        Key("customer", NUMBERS, "the customer's numbers that change", MappingProxyType({})),
        Key("sets", FLAGS, "flags set at the start", ()),
        Key("texts", ListOf(DAY_TEXT), "words that change", ()),
    ),
    lambda values, _path: Day(**values),
)
