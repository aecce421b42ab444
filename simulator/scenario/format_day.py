"""The tables of a day: what makes a second play of the same scenario another one."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from simulator.scenario.containers import Key, ListOf, Table
from simulator.scenario.format_customer import SEVERITY
from simulator.scenario.format_reply import FLAGS
from simulator.scenario.kinds import Mention, Report, Text, Whole
from simulator.scenario.limits import MOST_PARTS
from simulator.scenario.model import Day, DayText
from simulator.tables import RANGES

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import Path


def _check_day_text(table: dict[str, Any], path: Path, report: Report) -> None:
    has = {key for key in ("part", "reply", "text", "narration") if key in table}
    if has not in ({"part", "text"}, {"reply", "text"}, {"narration"}):
        report.add(
            "bad-value",
            path,
            "It isn't clear which words these replace.",
            "Give part and text, or reply and text, or narration alone.",
        )


def _day_text(values: dict[str, Any], _path: Path) -> DayText:
    part, text = values["part"], values["text"] or values["narration"] or ""
    return DayText(values["scene"], text, None if part is None else part - 1, values["reply"])


DAY_TEXT = Table(
    "other words of a day",
    (
        Key("scene", Mention("scene"), "the scene whose words are different"),
        Key("part", Whole(1, MOST_PARTS), "which part of what is said, from 1", None),
        Key("reply", Mention("reply"), "which reply", None),
        Key("text", Text(needed=True), "the other words of the part or the reply", None),
        Key("narration", Text(needed=True), "another stage direction", None),
    ),
    _day_text,
    _check_day_text,
)
DAY = Table(
    "a day",
    (
        Key("name", Text(needed=True), "the name of the day"),
        Key(
            "customer",
            Table(
                "the customer on a day",
                tuple(
                    Key(number, Whole(*span), f"the customer's {number} on this day", None)
                    for number, span in (*RANGES.items(), SEVERITY)
                ),
                lambda values, _path: MappingProxyType(
                    {number: value for number, value in values.items() if value is not None}
                ),
            ),
            "numbers of the customer that are different",
            MappingProxyType({}),
        ),
        Key("sets", FLAGS, "flags set at the start", ()),
        Key("texts", ListOf(DAY_TEXT), "words that are different", ()),
    ),
    lambda values, _path: Day(**values),
)
