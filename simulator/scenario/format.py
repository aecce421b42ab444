"""Scenario format 1: which keys a file may use, in which tables, with which values.

This is the only declaration of the format; the loader reads by it and the JSON Schema is generated from it. What each key
does in play stands in docs/rules.md, how a trainer writes it in docs/scenario-format.md.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from simulator.scenario.containers import Key, ListOf, Table
from simulator.scenario.guard_parser import parse_guard
from simulator.scenario.kinds import Condition, Mention, Name, Report, Text, Whole, Word, YesNo
from simulator.scenario.model import (
    Answer,
    Critical,
    Customer,
    Day,
    DayText,
    Ending,
    Part,
    Portrait,
    Reply,
    Route,
    Scenario,
    ScenarioTest,
    Scene,
    Variant,
    Wait,
)
from simulator.scenario.special_kinds import Figure, Language, OnePart, Says, Scenes, Weights
from simulator.tables import (
    BANDS,
    CHANNELS,
    CRITICALS,
    EVENTS,
    LISTEN,
    NEED_BY_OUTCOME,
    NEEDS_MET,
    OUTCOMES,
    PORTRAIT,
    PRINCIPLE_NUMBERS,
    RANGES,
    SKILLS,
    SLIPS,
    TEMPERAMENTS,
)

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import Path

FORMAT = 1
MOST_BYTES = 1 << 20
MOST_SCENES = 2000
MOST_REPLIES = 12
MOST_OFFERED = 9
MOST_PARTS = 12
MOST_DAYS = 12
MOST_WORDINGS = 5
MOST_TAUGHT = 2
DEFAULT_CLOCK = 30

SEVERITY = ("severity", (1, 5))

_ALWAYS = parse_guard("turns >= 0")
_FLAGS = ListOf(Name("flag"))
_PROMISES = ListOf(Name("promise"))
_REPLY_SKILLS = tuple(name for name in SKILLS if name != LISTEN)
_LISTEN_IS_A_MOVE = "listen is a move of the trainee's and is never written on a reply."


def _check_scene(table: dict[str, Any], path: Path, report: Report) -> None:
    if "says" not in table and "narration" not in table:
        report.add(
            "missing-key",
            (*path, "says"),
            "This scene has neither says nor narration: nothing would happen in it.",
            "Write what the customer says, or what is seen or heard.",
            at_key=True,
        )
    if "ending" in table and "outcome" not in table:
        report.add(
            "bad-value",
            (*path, "ending"),
            "This ending has no outcome.",
            f"Add outcome, one of {', '.join(OUTCOMES)}.",
        )
    if "outcome" in table and "ending" not in table:
        report.add(
            "bad-value",
            (*path, "outcome"),
            "Only an ending has an outcome, and this scene has no ending.",
            'Name the ending, such as ending = "resolved", or delete outcome.',
        )
    if "need" in table and "ending" not in table:
        report.add(
            "bad-value",
            (*path, "need"),
            "Only an ending has a need, and this scene isn't an ending.",
            "Move need to the ending, or delete it.",
        )
    if "on_silence" in table and "ending" in table:
        report.add(
            "bad-value",
            (*path, "on_silence"),
            "An ending has no silence: the conversation is over when it is entered.",
            "Delete on_silence.",
        )


def _check_replies_at_once(table: dict[str, Any], path: Path, report: Report) -> None:
    replies = table.get("replies")
    if not isinstance(replies, list) or len(replies) > MOST_REPLIES:
        return
    open_replies = [
        index
        for index, reply in enumerate(replies)
        if isinstance(reply, dict) and "when" not in reply and "leaky" not in reply
    ]
    if len(open_replies) > MOST_OFFERED:
        report.add(
            "too-large",
            (*path, "replies", open_replies[MOST_OFFERED]),
            f"{len(open_replies)} replies would be offered at once; at most {MOST_OFFERED} are allowed.",
            "Guard some of them with when, or take some out.",
        )


def _check_whole_scene(table: dict[str, Any], path: Path, report: Report) -> None:
    _check_scene(table, path, report)
    _check_replies_at_once(table, path, report)


def _scene(values: dict[str, Any], path: Path) -> Scene:
    name, outcome = values.pop("ending"), values.pop("outcome") or "none"
    need = values.pop("need") or NEED_BY_OUTCOME[outcome]
    ending = None if name is None else Ending(name, outcome, need)
    return Scene(name=str(path[-1]), ending=ending, **values)


def _customer(values: dict[str, Any], _path: Path) -> Customer:
    temperament = TEMPERAMENTS[values["temperament"] or "steady"]
    for number in RANGES:
        if values[number] is None:
            values[number] = getattr(temperament, number)
    values["weights"] = MappingProxyType({**temperament.weights, **values["weights"]})
    values["severity"] = values["severity"] or 2
    values["portrait"] = values["portrait"] or Portrait()
    return Customer(**{**values, "temperament": temperament.name})


def _test(values: dict[str, Any], path: Path) -> ScenarioTest:
    name = values["name"] or f"test {int(path[-1]) + 1}"
    return ScenarioTest(name, values["moves"], values["expect"], values["day"])


def _reply(values: dict[str, Any], _path: Path) -> Reply:
    for tags in ("skills", "slips"):
        values[tags] = tuple(dict.fromkeys(values[tags]))
    return Reply(**values)


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


def _scenario(values: dict[str, Any], _path: Path) -> Scenario:
    del values["format"]
    boils, walks = values.pop("on") or (None, None)
    return Scenario(id="", boils=boils, walks=walks, **values)


_SKILL = Word("skill", tuple(SKILLS), rule="unknown-skill")
_WEIGHT = Whole(0, 200)
_PART = Table(
    "a part",
    (
        Key("text", Text(needed=True), "the words of this part"),
        Key("sets", _FLAGS, "the flags that hearing this part sets", ()),
        Key(
            "asks",
            YesNo(),
            "whether it asks for an answer, so that a reply is no interruption",
            False,
        ),
        Key("speaker", Text(), "who says it, where that is not the customer", ""),
    ),
    lambda values, _path: Part(**values),
)
_PARTS = ListOf(OnePart(_PART), most=MOST_PARTS, what="parts", least=1)

VARIANT = Table(
    "a variant",
    (
        Key("when", Condition(blank=_ALWAYS), "the condition under which these words are said"),
        Key("says", Says(_PARTS), "the words said instead", ()),
        Key("narration", Text(), "a stage direction", ""),
    ),
    lambda values, _path: Variant(**values),
)
ROUTE = Table(
    "a route",
    (
        Key("when", Condition(blank=_ALWAYS), "the condition under which this way is taken"),
        Key("to", Mention("scene"), "the scene this way leads to"),
        Key("answer", Text(), "their first words back on this way", ""),
    ),
    lambda values, _path: Route(**values),
)
ANSWER = Table(
    "an answer",
    (
        Key("when", Condition(blank=_ALWAYS), "the condition under which this is said"),
        Key("text", Text(needed=True), "their first words back"),
    ),
    lambda values, _path: Answer(**values),
)
REPLY = Table(
    "a reply",
    (
        Key("id", Name("reply"), "the reply's name, unique in its scene"),
        Key("text", Text(needed=True), "what the trainee says"),
        Key("action", Text(), "what the trainee does besides", ""),
        Key(
            "skills",
            ListOf(Word("skill", _REPLY_SKILLS, "unknown-skill", {LISTEN: _LISTEN_IS_A_MOVE})),
            "the skills this reply shows",
            (),
        ),
        Key("slips", ListOf(Word("slip", tuple(SLIPS), "unknown-slip")), "the slips it makes", ()),
        Key("when", Condition(), "the condition under which it is offered", None),
        Key("once", YesNo(), "whether it can be chosen only once", False),
        Key("may_interrupt", YesNo(), "whether it may cut in without being an interruption", False),
        Key(
            "wait",
            Table(
                "a wait",
                (
                    Key("ticks", Whole(1, 20, blank=1), "how long the customer waits, 1 to 20"),
                    Key("explained", YesNo(), "whether the wait is explained", False),
                ),
                lambda values, _path: Wait(**values),
            ),
            "a wait that this reply brings",
            None,
        ),
        Key("decline", YesNo(), "whether it says no to something asked for", False),
        Key("event", Word("event", tuple(EVENTS)), "what happens through it", None),
        Key("promises", _PROMISES, "promises it makes", ()),
        Key("keeps", _PROMISES, "promises it keeps", ()),
        Key("sets", _FLAGS, "flags it sets", ()),
        Key("clears", _FLAGS, "flags it clears", ()),
        Key(
            "critical",
            Table(
                "a critical error",
                (
                    Key("kind", Word("kind of critical error", CRITICALS), "whom it harms"),
                    Key("why", Text(), "why it is critical", ""),
                ),
                lambda values, _path: Critical(**values),
            ),
            "that this reply is a critical error",
            None,
        ),
        Key("note", Text(), "why it helps or hurts, shown in the debrief", ""),
        Key("answer", Text(), "their first words back", ""),
        Key("routes", ListOf(ROUTE), "ways on; the first that holds is taken", ()),
        Key("to", Mention("scene"), "the scene it leads to otherwise", None),
        Key("narration", Text(), "what doing it brings to light", ""),
        Key("answers", ListOf(ANSWER), "other first words back by state; the first that holds", ()),
        Key(
            "teaches",
            ListOf(Whole(*PRINCIPLE_NUMBERS), most=MOST_TAUGHT, what="principles", unique=True),
            "the principles that it shows, by number",
            (),
        ),
        Key(
            "says_like",
            ListOf(Text(needed=True), most=MOST_WORDINGS, what="wordings"),
            "other wordings of it",
            (),
        ),
        Key("leaky", Whole(1, 100), "the composure below which a shift offers it", None),
    ),
    _reply,
)
SCENE = Table(
    "a scene",
    (
        Key("says", Says(_PARTS), "what the customer says: one text, or parts", ()),
        Key("narration", Text(), "a stage direction", ""),
        Key("enough", Whole(0, MOST_PARTS), "parts after which a reply is no interruption", None),
        Key("nudge", Text(), "what is said when the clock runs out", ""),
        Key("abusive", YesNo(), "whether the customer is abusive here", False),
        Key("event", Word("event", tuple(EVENTS)), "what happens on first entry", None),
        Key("clock", Whole(5, 600, also=(0,)), "seconds for a move in timed play", None),
        Key("variants", ListOf(VARIANT), "other words by state; the first that holds", ()),
        Key("replies", ListOf(REPLY, most=MOST_REPLIES, what="replies"), "what can be replied", ()),
        Key("ending", Name("ending"), "the ending's name, if this scene is one", None),
        Key(
            "outcome", Word("outcome", tuple(OUTCOMES)), "what became of what they asked for", None
        ),
        Key("need", Word("need", tuple(NEEDS_MET)), "what became of what it was for", None),
        Key("on_silence", Mention("scene"), "the scene that a silence leads to", None),
        Key("hold", YesNo(), "whether a breath taken in a shift costs them nothing here", False),
    ),
    _scene,
    _check_whole_scene,
    schema_extra={
        "anyOf": [{"required": ["says"]}, {"required": ["narration"]}],
        "dependentRequired": {"ending": ["outcome"], "outcome": ["ending"]},
    },
)
PORTRAIT_TABLE = Table(
    "the portrait",
    tuple(
        Key(trait, Word(trait, words), f"the portrait's {trait}", "")
        for trait, words in PORTRAIT.items()
    ),
    lambda values, _path: Portrait(**values),
)
CUSTOMER = Table(
    "the customer",
    (
        Key("name", Text(needed=True), "the customer's name"),
        Key("about", Text(), "what the trainee is told", ""),
        Key("backstory", Text(), "what only the debrief tells", ""),
        Key(
            "temperament", Word("temperament", tuple(TEMPERAMENTS)), "the kind of person", "steady"
        ),
        *(
            Key(number, Whole(*span), f"overrides the temperament's {number}", None)
            for number, span in RANGES.items()
        ),
        Key(SEVERITY[0], Whole(*SEVERITY[1]), "the harm done, 1 to 5", 2),
        Key("weights", Weights(_SKILL, _WEIGHT), "percent per skill", MappingProxyType({})),
        Key("portrait", PORTRAIT_TABLE, "how the portrait is composed", None),
    ),
    _customer,
)
_NUMBERS = ("anger", "heard", "trust", "patience", "turns", "satisfaction", "qa")
EXPECT = Table(
    "what a test expects",
    (
        Key("ending", Figure("ending", False), "the ending's name; empty: not ended", None),
        Key("outcome", Figure("outcome", False, words=tuple(OUTCOMES)), "the outcome", None),
        Key("scene", Figure("scene", False), "the scene present at the end", None),
        Key("band", Figure("band", False, words=tuple(BANDS)), "the band of the mood", None),
        Key("mood", Figure("mood", True, bands=True), "the mood", None),
        *(Key(number, Figure(number, True), f"the {number}", None) for number in _NUMBERS),
    ),
    lambda values, _path: tuple(value for value in values.values() if value is not None),
)
TEST = Table(
    "a test",
    (
        Key("name", Text(), "what the test is about", ""),
        Key("moves", ListOf(Mention("move")), "the moves, as in a replay"),
        Key("expect", EXPECT, "what is expected after them", ()),
        Key("day", Text(), "the day it is played on", ""),
    ),
    _test,
)
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
        Key("sets", _FLAGS, "flags set at the start", ()),
        Key("texts", ListOf(DAY_TEXT), "words that are different", ()),
    ),
    lambda values, _path: Day(**values),
)
SCENARIO = Table(
    "the scenario",
    (
        Key("format", Whole(FORMAT, FORMAT), f"the version that it is written in, {FORMAT}"),
        Key("title", Text(needed=True), "the title in the library"),
        Key("summary", Text(), "one line for the library", ""),
        Key("brief", Text(), "what the trainee knows before", ""),
        Key("channel", Word("channel", CHANNELS), "how they talk", "phone"),
        Key("industry", Text(), "the trade", ""),
        Key("level", Whole(1, 5), "how hard it is, 1 to 5", 1),
        Key("language", Language(), "the language, as a BCP 47 tag", "en"),
        Key("authors", ListOf(Text()), "who wrote it", ()),
        Key("needs", ListOf(_SKILL, unique=True), "the skills this conversation calls for", ()),
        Key("lesson", Text(), "what to take away", ""),
        Key("clock", Whole(5, 600, also=(0,)), "seconds for a move in timed play", DEFAULT_CLOCK),
        Key("start", Mention("scene"), "the scene it starts in"),
        Key("customer", CUSTOMER, "who the customer is"),
        Key(
            "on",
            Table(
                "on",
                (
                    Key("boils", Mention("scene"), "where it goes when anger boils over", None),
                    Key("walks", Mention("scene"), "where it goes when they would leave", None),
                ),
                lambda values, _path: (values["boils"], values["walks"]),
            ),
            "scenes that interrupt the conversation",
            None,
        ),
        Key("scenes", Scenes(SCENE, MOST_SCENES), "the scenes"),
        Key("tests", ListOf(TEST), "plays that this file is held to", ()),
        Key("greeting", Text(), "what the trainee says before the start scene", ""),
        Key("root", Name("root"), "what lay behind it", ""),
        Key(
            "days", ListOf(DAY, most=MOST_DAYS, what="days"), "other days of the same scenario", ()
        ),
    ),
    _scenario,
)
_TOP = {
    key.name: f"{key.name} stands at the top of the file, before the first [table]."
    for key in SCENARIO.keys
}
for _table in (CUSTOMER, SCENE, REPLY, TEST):
    _table.elsewhere.update(
        {
            name: hint
            for name, hint in _TOP.items()
            if name not in ("customer", "scenes", "on", "tests", "days")
        }
    )


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the format, for editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Customer service scenario, format 1",
        **SCENARIO.schema(),
        "$defs": {"scene": SCENE.schema()},
    }
