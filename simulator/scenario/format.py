"""Scenario format 1: which keys a file may use, in which tables, with which values.

This module and its neighbours, one for each group of tables, are the only declaration of the format; the loader reads by it and
the JSON Schema is generated from it. What each key does in play is in docs/rules.md, how a trainer writes it in
docs/scenario-format.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.scenario.fields.containers import Key, ListOf, Table
from simulator.scenario.fields.customer import CUSTOMER, SKILL, WEIGHTS
from simulator.scenario.fields.day import DAY
from simulator.scenario.fields.kinds import Choice, Integer, Name, Reference, Text
from simulator.scenario.fields.misplaced import misplaced_scene
from simulator.scenario.fields.reply import REPLY
from simulator.scenario.fields.report import Report
from simulator.scenario.fields.scene import SCENE
from simulator.scenario.fields.scenes import BEGIN_SCENES, Scenes
from simulator.scenario.fields.special_kinds import Language
from simulator.scenario.fields.test import TEST
from simulator.scenario.limits import (
    CLOCK_SECONDS,
    DEFAULT_CLOCK,
    FORMAT,
    MAX_DAYS,
    MAX_SCENES,
    NO_CLOCK,
)
from simulator.scenario.model import Scenario
from simulator.vocabulary import CHANNELS

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import KeyPath


def _scenario(values: dict[str, Any], _path: KeyPath) -> Scenario:
    del values["format"]
    boils, walks = values.pop("on") or (None, None)
    if values["customer"] is None:  # which is reported, and every check may ask for the customer
        values["customer"] = CUSTOMER.read({}, ("customer",), Report())
    return Scenario(id="", boils=boils, walks=walks, **values)


SCENARIO = Table(
    "the scenario",
    (
        Key(
            "format",
            Integer(FORMAT, FORMAT, only=f"This program reads format {FORMAT} only."),
            f"the format version, {FORMAT}",
            to_add=f"Add format = {FORMAT} as the first line.",
        ),
        Key(
            "title",
            Text(needed=True),
            "the title in the library",
            to_add='Add title = "…"; the library shows it.',
        ),
        Key("summary", Text(), "one line for the library", ""),
        Key("brief", Text(), "what the trainee knows beforehand", ""),
        Key("channel", Choice("channel", CHANNELS), "how the customer gets in touch", "phone"),
        Key("industry", Text(), "the industry", ""),
        Key("level", Integer(1, 5), "how hard it is, 1 to 5", 1),
        Key("language", Language(), "the language, as a BCP 47 tag", "en"),
        Key("authors", ListOf(Text()), "who wrote it", ()),
        Key("needs", ListOf(SKILL, unique=True), "the skills this conversation calls for", ()),
        Key("lesson", Text(), "what to take away", ""),
        Key(
            "clock",
            Integer(*CLOCK_SECONDS, also=(NO_CLOCK,)),
            "seconds for each move in timed play",
            DEFAULT_CLOCK,
        ),
        Key("start", Reference("scene"), "the scene it starts in"),
        Key("customer", CUSTOMER, "who the customer is", to_add=f"Add {CUSTOMER.example}."),
        Key(
            "on",
            Table(
                "[on]",
                (
                    Key(
                        "boils",
                        Reference("scene"),
                        "the scene to go to when anger boils over",
                        None,
                    ),
                    Key(
                        "walks",
                        Reference("scene"),
                        "the scene to go to when the customer is about to leave",
                        None,
                    ),
                ),
                lambda values, _path: (values["boils"], values["walks"]),
                example='[on], and boils = "…" below it',
            ),
            "scenes that interrupt the conversation",
            None,
        ),
        Key("scenes", Scenes(SCENE, MAX_SCENES), "the scenes", to_add=BEGIN_SCENES),
        Key("tests", ListOf(TEST), "plays, and the result each must have", ()),
        Key("greeting", Text(), "what the trainee says before the first scene", ""),
        Key("root", Name("root cause"), "the root cause of the complaint", ""),
        Key("days", ListOf(DAY, most=MAX_DAYS, what="days"), "other days of the same scenario", ()),
    ),
    _scenario,
    elsewhere={
        "scenario": "Delete the line [scenario]: its keys belong above the first table.",
    },
    wrapper="scenario",
    misplaced=misplaced_scene,
    synonyms={"name": "title", "description": "summary", "first": "start", "scene": "scenes"},
)
for _key in CUSTOMER.keys:
    if _key.name != "name":  # which is what others call the title
        SCENARIO.elsewhere[_key.name] = (
            f"{_key.name} belongs to the customer: put it below [customer]."
        )
_TOP = {
    key.name: f"{key.name} belongs at the top of the file, above the first [table]."
    for key in SCENARIO.keys
}
for _elsewhere in (
    *(table.elsewhere for table in (CUSTOMER, SCENE, REPLY, TEST, DAY)),
    WEIGHTS.elsewhere,
):
    _elsewhere.update(
        {
            name: hint
            for name, hint in _TOP.items()
            if name not in ("customer", "scenes", "on", "tests", "days")
        }
    )


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the format, for editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Customer service scenario, format 1",
        **SCENARIO.schema(),
        "$defs": {"scene": SCENE.schema()},
    }
