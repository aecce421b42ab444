"""The tables of a test: a play, and the figures it is held to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.ruleset import BANDS
from simulator.scenario.fields.containers import Key, ListOf, Table
from simulator.scenario.fields.kinds import Name, Reference, Text
from simulator.scenario.fields.special_kinds import ExpectedNames, Figure
from simulator.scenario.model import ScenarioTest
from simulator.vocabulary import Outcome

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.fields.kinds import Kind


def _test(values: dict[str, Any], path: KeyPath) -> ScenarioTest:
    name = values["name"] or f"test {int(path[-1]) + 1}"
    return ScenarioTest(name, values["moves"], values["expect"], values["day"])


_NUMBERS = ("anger", "heard", "trust", "patience", "turns", "satisfaction", "qa")


def _names(figure: str, kind: Kind) -> ExpectedNames:
    return ExpectedNames(kind, least=1, figure=figure)


EXPECT = Table(
    "the expect table",
    (
        Key(
            "ending",
            Figure("ending", False),
            "the ending's name, or nothing if the play hasn't ended",
            None,
        ),
        Key("outcome", Figure("outcome", False, words=tuple(Outcome)), "the outcome", None),
        Key("scene", Figure("scene", False), "the scene the play is in", None),
        Key("band", Figure("band", False, words=tuple(BANDS)), "the mood band", None),
        Key("mood", Figure("mood", True, bands=True), "the mood", None),
        *(Key(number, Figure(number, True), f"the {number}", None) for number in _NUMBERS),
        *(
            Key(f"{negation}{figure}", _names(f"{negation}{figure}", kind), words, None)
            for figure, kind, with_them, without in (
                ("offered", Reference("reply"), "replies on offer", "replies not on offer"),
                ("flag", Name("flag"), "flags that are set", "flags that aren't set"),
                ("promise", Name("promise"), "promises that are open", "promises that aren't open"),
            )
            for negation, words in (("", with_them), ("not_", without))
        ),
    ),
    lambda values, _path: tuple(value for value in values.values() if value is not None),
    example='expect = { mood = ">= calm" }',
)
TEST = Table(
    "a test",
    (
        Key("name", Text(), "what the test shows", ""),
        Key(
            "moves",
            ListOf(Reference("move")),
            "the moves to play",
            to_add='Add moves = ["listen", "…"].',
        ),
        Key("expect", EXPECT, "what is expected after the moves", ()),
        Key("day", Text(), "the day it is played on", ""),
    ),
    _test,
)
