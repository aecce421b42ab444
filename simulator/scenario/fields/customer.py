"""The tables of the customer: the numbers of the person, weights by skill, and how the portrait is composed."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from simulator.ruleset import RANGES, SKILLS, TEMPERAMENTS
from simulator.scenario.fields.containers import Key, Table
from simulator.scenario.fields.kinds import Choice, Integer, Text
from simulator.scenario.fields.special_kinds import Weights
from simulator.scenario.model import Customer, Portrait
from simulator.vocabulary import PORTRAIT

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import KeyPath

SEVERITY = ("severity", (1, 5))
SKILL = Choice("skill", tuple(SKILLS), rule="unknown-skill")
_TRAITS = {
    "hair": "hair style",
    "wear": "kind of clothes",
    "face": "face shape",
    "ink": "ink colour",
    "tone": "tone",
    "extra": "extra",
}
"""What a trait of the portrait is called in a message and in an editor."""


def _customer(values: dict[str, Any], _path: KeyPath) -> Customer:
    temperament = TEMPERAMENTS[values["temperament"] or "steady"]
    for number in RANGES:
        if values[number] is None:
            values[number] = getattr(temperament, number)
    values["weights"] = MappingProxyType({**temperament.weights, **values["weights"]})
    values["severity"] = values["severity"] or 2
    values["portrait"] = values["portrait"] or Portrait()
    return Customer(**{**values, "temperament": temperament.name})


WEIGHTS = Weights(SKILL, Integer(0, 200))
LOOKS = Table(
    "the portrait",
    tuple(
        Key(trait, Choice(_TRAITS[trait], words, listed=True), f"the {_TRAITS[trait]}", "")
        for trait, words in PORTRAIT.items()
    ),
    lambda values, _path: Portrait(**values),
)
CUSTOMER = Table(
    "the customer",
    (
        Key("name", Text(needed=True), "the customer's name"),
        Key("about", Text(), "what the trainee is told about the customer", ""),
        Key("backstory", Text(), "what is revealed only in the debrief", ""),
        Key(
            "temperament",
            Choice("temperament", tuple(TEMPERAMENTS)),
            "what kind of person the customer is",
            "steady",
        ),
        *(
            Key(number, Integer(*span), f"replaces the temperament's {number}", None)
            for number, span in RANGES.items()
        ),
        Key(SEVERITY[0], Integer(*SEVERITY[1]), "how much harm was done, 1 to 5", 2),
        Key(
            "weights",
            WEIGHTS,
            "how much each skill counts for the customer, in per cent",
            MappingProxyType({}),
        ),
        Key("portrait", LOOKS, "what the portrait looks like", None),
    ),
    _customer,
    elsewhere={
        trait: f"{trait} belongs to the portrait: put it below [customer.portrait]."
        for trait in PORTRAIT
    },
    example='[customer], and name = "…" below it',
    synonyms={"description": "about", "mood": "anger", "type": "temperament"},
)
