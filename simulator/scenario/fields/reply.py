"""The tables of a reply: what the trainee can say or do, the ways on from it, and the first words back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.ruleset import EVENTS, LISTEN, SKILLS, SLIPS
from simulator.scenario.fields.containers import Key, ListOf, Table
from simulator.scenario.fields.kinds import (
    Boolean,
    Choice,
    Condition,
    Integer,
    Name,
    Reference,
    Text,
)
from simulator.scenario.guards.parser import parse_guard
from simulator.scenario.limits import MAX_TAUGHT, MAX_WORDINGS
from simulator.scenario.model import Answer, Critical, Reply, Route, Wait
from simulator.text import quoted
from simulator.vocabulary import CRITICALS, PRINCIPLE_NUMBERS

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import KeyPath

ALWAYS = parse_guard("turns >= 0")
"""The guard in place of one that could not be read."""
FLAGS = ListOf(Name("flag"))
_PROMISES = ListOf(Name("promise"))
_REPLY_SKILLS = tuple(name for name in SKILLS if name != LISTEN)
_LISTEN_IS_A_MOVE = "listen is a move that the trainee makes, so a reply can't have it as a skill."


def _reply(values: dict[str, Any], _path: KeyPath) -> Reply:
    for tags in ("skills", "slips"):
        values[tags] = tuple(dict.fromkeys(values[tags]))
    return Reply(**values)


ROUTE = Table(
    "a route",
    (
        Key("when", Condition(blank=ALWAYS), "the condition under which this route is taken"),
        Key("to", Reference("scene"), "the scene this route leads to"),
        Key("answer", Text(), "what the customer says first on this route", ""),
    ),
    lambda values, _path: Route(**values),
)
ANSWER = Table(
    "an answer",
    (
        Key("when", Condition(blank=ALWAYS), "the condition under which this is said"),
        Key("text", Text(needed=True), "what the customer says first in return"),
    ),
    lambda values, _path: Answer(**values),
)
REPLY = Table(
    "a reply",
    (
        Key("id", Name("reply"), "the reply's name, unique in its scene"),
        Key("text", Text(needed=True), "what the trainee says"),
        Key("action", Text(), "what the trainee also does", ""),
        Key(
            "skills",
            ListOf(
                Choice(
                    "skill",
                    _REPLY_SKILLS,
                    "unknown-skill",
                    {LISTEN: _LISTEN_IS_A_MOVE},
                    mistaken={
                        name: f"{quoted(name)} is a slip: put it in slips." for name in SLIPS
                    },
                )
            ),
            "the skills this reply shows",
            (),
        ),
        Key(
            "slips",
            ListOf(
                Choice(
                    "slip",
                    tuple(SLIPS),
                    "unknown-slip",
                    mistaken={
                        name: f"{quoted(name)} is a skill: put it in skills."
                        for name in _REPLY_SKILLS
                    },
                )
            ),
            "the slips in it",
            (),
        ),
        Key("when", Condition(), "the condition under which it is offered", None),
        Key("once", Boolean(), "whether it can be chosen only once", False),
        Key(
            "may_interrupt",
            Boolean(),
            "whether it can be given early without interrupting",
            False,
        ),
        Key(
            "wait",
            Table(
                "a wait",
                (
                    Key(
                        "ticks",
                        Integer(1, 20, blank=1),
                        "how long the customer waits, 1 to 20",
                        to_add="Add ticks = 2, how long the customer waits, 1 to 20.",
                    ),
                    Key("explained", Boolean(), "whether the wait is explained", False),
                ),
                lambda values, _path: Wait(**values),
                example="wait = { ticks = 2 }",
                main_key="ticks",
            ),
            "how long this reply keeps the customer waiting",
            None,
        ),
        Key("decline", Boolean(), "whether it says no to what they asked for", False),
        Key("event", Choice("event", tuple(EVENTS)), "what happens when it is given", None),
        Key("promises", _PROMISES, "promises it makes", ()),
        Key("keeps", _PROMISES, "promises it keeps", ()),
        Key("sets", FLAGS, "flags it sets", ()),
        Key("clears", FLAGS, "flags it clears", ()),
        Key(
            "critical",
            Table(
                "a critical error",
                (
                    Key("kind", Choice("kind of critical error", CRITICALS), "who is harmed"),
                    Key("why", Text(), "why it is critical", ""),
                ),
                lambda values, _path: Critical(**values),
                example=f'critical = {{ kind = "{CRITICALS[0]}" }}',
                main_key="kind",
            ),
            "makes this reply a critical error",
            None,
        ),
        Key("note", Text(), "why it helps or hurts, shown in the debrief", ""),
        Key("answer", Text(), "what the customer says first in return", ""),
        Key(
            "routes",
            ListOf(ROUTE),
            "where it leads; the first route whose condition holds is taken",
            (),
        ),
        Key("to", Reference("scene"), "the scene it leads to if no route is taken", None),
        Key("narration", Text(), "what doing it reveals", ""),
        Key(
            "answers", ListOf(ANSWER), "other answers; the first whose condition holds is used", ()
        ),
        Key(
            "teaches",
            ListOf(Integer(*PRINCIPLE_NUMBERS), most=MAX_TAUGHT, what="principles", unique=True),
            "the numbers of the principles it shows",
            (),
        ),
        Key(
            "says_like",
            ListOf(Text(needed=True), most=MAX_WORDINGS, what="wordings"),
            "other ways to word it",
            (),
        ),
        Key("leaky", Integer(1, 100), "the composure below which it is offered in a shift", None),
    ),
    _reply,
    elsewhere={
        "speaker": "Only a part of what is said can have a speaker: { text = …, speaker = … }.",
        "asks": "Only a part of what is said can ask: { text = …, asks = true }.",
        "need": "need belongs to an ending: put it next to ending and outcome.",
        **dict.fromkeys(
            ("ending", "outcome"),
            "Only a scene can be an ending: give it ending and outcome, and lead there with to.",
        ),
    },
    synonyms={
        **dict.fromkeys(
            ("next", "goto", "target", "leads_to", "goes_to", "then", "link", "scene"), "to"
        ),
        **dict.fromkeys(("name", "label", "key"), "id"),
        **dict.fromkeys(("if", "condition", "guard", "requires", "only_if"), "when"),
        **dict.fromkeys(("line", "words"), "text"),
        **dict.fromkeys(("feedback", "comment", "why", "explanation", "reason"), "note"),
        **dict.fromkeys(("response", "reaction"), "answer"),
    },
)
