"""The tables of a scene: what is said in parts, other words by state, the replies, and how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.ruleset import EVENTS, NEED_BY_OUTCOME, RESUME
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
from simulator.scenario.fields.reply import ALWAYS, FLAGS, REPLY
from simulator.scenario.fields.report import with_article
from simulator.scenario.fields.special_kinds import OnePart, Says
from simulator.scenario.limits import (
    CLOCK_SECONDS,
    MAX_OFFERED,
    MAX_PARTS,
    MAX_REPLIES,
    NO_CLOCK,
)
from simulator.scenario.model import Ending, Part, Scene, Variant
from simulator.vocabulary import Need, Outcome

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.fields.report import Report


NEED = Choice("need", tuple(Need), answers="whether they got what they needed")
_OF_ENDINGS = ("outcome", "need")


def _check_scene(table: dict[str, Any], path: KeyPath, report: Report) -> None:
    if "says" not in table and "narration" not in table:
        report.add(
            "missing-key",
            (*path, "says"),
            "This scene has neither says nor narration: nothing would happen in it.",
            'Add says = "…" with what the customer says, or narration = "…" with what is seen or heard.',
            at_key=True,
        )
    if "ending" in table and "outcome" not in table:
        report.add(
            "bad-value",
            (*path, "ending"),
            "This ending has no outcome.",
            f'Add outcome = "…", one of {", ".join(Outcome)}.',
        )
    if "ending" not in table and (key := next((key for key in _OF_ENDINGS if key in table), None)):
        report.add(
            "missing-key",
            (*path, "ending"),
            f"This scene has {with_article(key)} but no ending.",
            f'Add ending = "…", the ending\'s name, or delete {key}.',
            at_key=True,
        )
    if "on_silence" in table and "ending" in table:
        report.add(
            "bad-value",
            (*path, "on_silence"),
            "Silence can't follow an ending: the conversation is over.",
            "Delete on_silence.",
        )


def _check_replies_at_once(table: dict[str, Any], path: KeyPath, report: Report) -> None:
    replies = table.get("replies")
    if not isinstance(replies, list) or len(replies) > MAX_REPLIES:
        return
    open_replies = [
        index
        for index, reply in enumerate(replies)
        if isinstance(reply, dict) and "when" not in reply and "leaky" not in reply
    ]
    if len(open_replies) > MAX_OFFERED:
        report.add(
            "too-large",
            (*path, "replies", open_replies[MAX_OFFERED]),
            f"{len(open_replies)} replies would be offered at once; at most {MAX_OFFERED} are allowed.",
            "Guard some of them with when, or delete some.",
        )


def _check_whole_scene(table: dict[str, Any], path: KeyPath, report: Report) -> None:
    _check_scene(table, path, report)
    _check_replies_at_once(table, path, report)


def _scene(values: dict[str, Any], path: KeyPath) -> Scene:
    name, outcome = values.pop("ending"), Outcome(values.pop("outcome") or Outcome.NONE)
    need = Need(values.pop("need") or NEED_BY_OUTCOME[outcome])
    ending = None if name is None else Ending(name, outcome, need)
    return Scene(name=str(path[-1]), ending=ending, **values)


_TOGETHER = {"ending": ["outcome"], "outcome": ["ending"], "need": ["ending"]}
"""The keys of an ending, each with the key that it needs beside it."""

PART = Table(
    "a part",
    (
        Key("text", Text(needed=True), "the words of this part"),
        Key("sets", FLAGS, "the flags that hearing this part sets", ()),
        Key(
            "asks",
            Boolean(),
            "whether it asks for an answer, so that a reply isn't an interruption",
            False,
        ),
        Key("speaker", Text(), "who says it, if it isn't the customer", ""),
    ),
    lambda values, _path: Part(**values),
)
_PARTS = ListOf(OnePart(PART), most=MAX_PARTS, what="parts", least=1)

VARIANT = Table(
    "a variant",
    (
        Key("when", Condition(blank=ALWAYS), "the condition under which these words are said"),
        Key("says", Says(_PARTS), "what they say instead", ()),
        Key("narration", Text(), "a stage direction", ""),
    ),
    lambda values, _path: Variant(**values),
)
SCENE = Table(
    "a scene",
    (
        Key("says", Says(_PARTS), "what the customer says: one text, or parts", ()),
        Key("narration", Text(), "a stage direction", ""),
        Key(
            "enough",
            Integer(0, MAX_PARTS),
            "the number of parts after which a reply isn't an interruption",
            None,
        ),
        Key("nudge", Text(), "what is said when the clock runs out", ""),
        Key("abusive", Boolean(), "whether the customer is abusive here", False),
        Key("event", Choice("event", tuple(EVENTS)), "what happens on first entry", None),
        Key(
            "clock",
            Integer(*CLOCK_SECONDS, also=(NO_CLOCK,)),
            "seconds for each move in timed play",
            None,
        ),
        Key(
            "variants",
            ListOf(VARIANT),
            "other words for this scene; the first whose condition holds is used",
            (),
        ),
        Key(
            "replies",
            ListOf(REPLY, most=MAX_REPLIES, what="replies"),
            "what the trainee can reply",
            (),
        ),
        Key("ending", Name("ending"), "the ending's name, if this scene is an ending", None),
        Key(
            "outcome",
            Choice("outcome", tuple(Outcome)),
            "whether they got what they asked for",
            None,
        ),
        Key(
            "need",
            NEED,
            "whether they got what they needed it for",
            None,
        ),
        Key(
            "on_silence",
            Reference("scene", {RESUME: "A silence can't lead to @resume; only a reply can."}),
            "the scene that silence leads to",
            None,
        ),
        Key(
            "hold",
            Boolean(),
            "whether the trainee can take a breath here, in a shift, at no cost",
            False,
        ),
    ),
    _scene,
    _check_whole_scene,
    elsewhere={
        "speaker": "Only a part of what is said can have a speaker: { text = …, speaker = … }.",
        "asks": "Only a part of what is said can ask: { text = …, asks = true }.",
    },
    schema_extra={
        "anyOf": [{"required": ["says"]}, {"required": ["narration"]}],
        "dependentRequired": _TOGETHER,
        "dependencies": _TOGETHER,  # the same in older drafts, which is what editors read
        "not": {"required": ["ending", "on_silence"]},
    },
    synonyms={
        **dict.fromkeys(("text", "line", "words"), "says"),
        **dict.fromkeys(("options", "choices", "responses"), "replies"),
    },
)
for _key in REPLY.keys:
    if _key.name not in (
        "id",
        "text",
    ):  # an id alone says little, and text is what others call says
        SCENE.elsewhere.setdefault(
            _key.name, f"{_key.name} belongs to a reply: put it below [[scenes.NAME.replies]]."
        )
for _key in SCENE.keys:
    SCENE.elsewhere.pop(_key.name, None)
    REPLY.elsewhere.setdefault(
        _key.name,
        f"{_key.name} belongs to the scene: put it above the scene's replies, below [scenes.NAME].",
    )
for _key in REPLY.keys:
    REPLY.elsewhere.pop(_key.name, None)
