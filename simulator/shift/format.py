"""Shift format 1: the keys of a shift file and their values; docs/shift-format.md says how a trainer writes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.scenario.fields.containers import Key, ListOf, Table
from simulator.scenario.fields.day import NUMBERS
from simulator.scenario.fields.kinds import Choice, Integer, Reference, Text
from simulator.scenario.fields.reply import FLAGS
from simulator.scenario.fields.scene import NEED
from simulator.shift.model import (
    CARD_COMPOSURE,
    MAX_CARD_WORDS,
    NO_NUMBERS,
    Beginning,
    Card,
    Condition,
    Shift,
    ShiftCustomer,
)
from simulator.text import count
from simulator.vocabulary import Outcome

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.fields.report import Report

FORMAT = 1
MAX_CUSTOMERS = 12
MAX_CARDS = 24
MAX_POOL = 20
MAX_MINUTES = 480


def _check_customer(table: dict[str, Any], path: KeyPath, report: Report) -> None:
    if "scenario" in table and "pool" in table:
        report.add(
            "bad-value",
            path,
            "This customer has both scenario and pool.",
            "Delete one of the two, or add [[customers]] above the second.",
        )
    elif "scenario" not in table and "pool" not in table:
        report.add(
            "bad-value",
            path,
            "This customer has neither scenario nor pool.",
            "Use scenario for one customer, or pool for a choice of several.",
        )
    if "day" in table and "pool" in table:
        message = "A customer picked from a pool can't have a day."
        report.add("bad-value", (*path, "day"), message, "Delete the key, or use scenario.")
    if "begins" in table and "after" not in table:
        message = (
            "This customer begins differently after an earlier one, but the file doesn't say which."
        )
        report.add("missing-key", path, message, 'Add after = "…", the id of an earlier scenario.')


def _check_card(table: dict[str, Any], path: KeyPath, report: Report) -> None:
    text = table.get("text")
    words = len(text.split()) if isinstance(text, str) else 0
    if words > MAX_CARD_WORDS:
        report.add(
            "too-large",
            (*path, "text"),
            f"This card has {words} words; at most {count(MAX_CARD_WORDS, 'word')} fit on one.",
            "Make it shorter.",
        )


def _check_condition(table: dict[str, Any], path: KeyPath, report: Report) -> None:
    if not table:
        message = "This condition is empty."
        report.add("bad-value", path, message, "Use ending, outcome, need, promised or flag.")


CONDITION = Table(
    "a condition",
    (
        Key("ending", Reference("ending"), "the ending of the earlier play", None),
        Key("outcome", Choice("outcome", tuple(Outcome)), "the earlier play's outcome", None),
        Key("need", NEED, "whether the need was met", None),
        Key("promised", Reference("promise"), "a promise that was made", None),
        Key("flag", Reference("flag"), "a flag that was set", None),
    ),
    lambda values, _path: Condition(**values),
    _check_condition,
    example='if = { outcome = "none" }',
)
BEGINNING = Table(
    "a beginning",
    (
        Key(
            "if",
            CONDITION,
            "what must be true of the earlier play",
            to_add='Add if = { outcome = "…" }.',
        ),
        Key("sets", FLAGS, "flags set at the start", ()),
        Key("customer", NUMBERS, "the customer's numbers that change", NO_NUMBERS),
        Key("move", Reference("reply"), "a reply of the first scene that the program gives", ""),
    ),
    lambda values, _path: Beginning(
        values["if"] or Condition(),
        tuple(values["sets"]),
        values["move"] or "",
        values["customer"] or NO_NUMBERS,
    ),
)
CUSTOMER = Table(
    "a customer",
    (
        Key("scenario", Text(needed=True), "the id of the scenario", ""),
        Key(
            "pool",
            ListOf(Text(needed=True), most=MAX_POOL, what="scenarios", least=2, unique=True),
            "ids of scenarios; the shift picks one of them",
            (),
        ),
        Key("day", Text(), "the scenario's day", ""),
        Key(
            "after", Text(), "the scenario, earlier in the shift, that this customer remembers", ""
        ),
        Key("begins", ListOf(BEGINNING), "how the customer begins after that", ()),
    ),
    lambda values, _path: ShiftCustomer(**values),
    _check_customer,
)
CARD = Table(
    "a card",
    (
        Key("text", Text(needed=True), f"at most {MAX_CARD_WORDS} words"),
        Key("composure", Integer(*CARD_COMPOSURE), "what it does to composure", 0),
        Key("before", Integer(1, MAX_CUSTOMERS), "the customer it comes before, from 1", 1),
    ),
    lambda values, _path: Card(values["text"], values["composure"] or 0, values["before"] or 1),
    _check_card,
)
SHIFT = Table(
    "the shift",
    (
        Key(
            "format",
            Integer(FORMAT, FORMAT, only=f"This program reads shift format {FORMAT} only."),
            f"the format version, {FORMAT}",
            to_add=f"Add format = {FORMAT} as the first line.",
        ),
        Key("title", Text(needed=True), "the title", to_add='Add title = "…".'),
        Key("summary", Text(), "one line for the list", ""),
        Key("brief", Text(), "what the trainee knows beforehand", ""),
        Key("level", Integer(1, 5), "how hard it is, 1 to 5", 1),
        Key("minutes", Integer(1, MAX_MINUTES), "about how long it takes", None),
        Key(
            "customers",
            ListOf(CUSTOMER, most=MAX_CUSTOMERS, what="customers", least=1),
            "the customers, in order",
            to_add="Start with [[customers]].",
        ),
        Key("cards", ListOf(CARD, most=MAX_CARDS, what="cards"), "cards between customers", ()),
    ),
    lambda values, _path: Shift(
        "",
        values["title"],
        tuple(values["customers"]),
        tuple(values["cards"]),
        values["summary"],
        values["brief"],
        values["level"] or 1,
        values["minutes"] or 0,
    ),
    synonyms={"name": "title", "description": "summary"},
)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a shift file, for editors; it says nothing about which names exist."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Shift, format {FORMAT}",
        **SHIFT.schema(),
    }
