"""The random scenarios, held to the format and to their purpose.

A comparison of two readings on random plays is worth no more than what happens in those plays: so
what the random scenarios write and what their plays reach is counted. Nothing here imports the
engine.
"""

import json
import random
import re
from collections import Counter
from typing import Any

import pytest
import tomli

from tests.reference.plain_result import satisfaction_parts
from tests.reference.plain_rules import Play
from tests.reference.plain_tables import DIMENSIONS, GIVES_BACK, SKILLS
from tests.reference.random_scenarios import random_document, random_move, random_moves, to_toml
from tests.reference.random_words import (
    ALL_SKILLS,
    EVENTS,
    NEEDS_MET,
    PORTRAIT,
    RANGES,
    REPLY_SKILLS,
    SLIPS,
    TEMPERAMENTS,
)

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
FUNCTIONS = ("flag", "seen", "visits", "listened", "chose", "given", "promised", "used")
GATED = {skill for skill, (_c, _h, _t, _kind, gated, _slip) in SKILLS.items() if gated}


@pytest.mark.parametrize("size", ["small", "medium"])
def test_toml_round_trip(size: Any) -> None:
    """What is written parses back to the same document, for 200 seeds."""
    for seed in range(200):
        document = random_document(random.Random(seed), size)
        assert tomli.loads(to_toml(document)) == document, f"seed {seed}"


def test_toml_escapes() -> None:
    """Quotes, backslashes and control characters survive the writing."""
    document = {"a b": 'q " \\ \n \t \r \x00 \x7f ü 🙂', "n": [], "t": {"u": {}, "x": [{"y": -1}]}}

    assert tomli.loads(to_toml(document)) == document


def test_same_seed_same_document() -> None:
    """A seed stands for one document and one play."""
    first = random_document(random.Random(7), "medium")
    second = random_document(random.Random(7), "medium")

    assert first == second
    assert random_moves(first, random.Random(8)) == random_moves(second, random.Random(8))


def guards_of(document: dict[str, Any]) -> list[str]:
    """Give every guard in a document."""
    guards = []
    for scene in document["scenes"].values():
        guards += [variant["when"] for variant in scene.get("variants", [])]
        for reply in scene.get("replies", []):
            guards += [reply["when"]] if "when" in reply else []
            guards += [route["when"] for route in reply.get("routes", [])]
            guards += [answer["when"] for answer in reply.get("answers", [])]
    return guards


def check_names(document: dict[str, Any]) -> None:
    """Assert that every name is well formed and everything named exists."""
    scenes = document["scenes"]
    targets = [document["start"], *document.get("on", {}).values()]
    names = list(scenes)
    questions = re.compile(rf"({'|'.join(FUNCTIONS)})\(['\"]([a-z0-9.-]+)['\"]\)")
    names += [document["root"]] if "root" in document else []
    for day in document.get("days", []):
        names += day.get("sets", [])
    for scene in scenes.values():
        targets += [scene["on_silence"]] if "on_silence" in scene else []
        names += [scene["ending"]] if "ending" in scene else []
        for reply in scene.get("replies", []):
            names.append(reply["id"])
            for key in ("sets", "clears", "promises", "keeps"):
                names += reply.get(key, [])
            for way in [reply, *reply.get("routes", [])]:
                targets += [way["to"]] if way.get("to", "@resume") != "@resume" else []
    for guard in guards_of(document):
        assert len(guard) <= 200
        for function, name in questions.findall(guard):
            if function in ("seen", "listened", "visits"):
                targets.append(name)
            elif function in ("chose", "given"):
                place, reply_id = name.split(".")
                assert reply_id in [reply["id"] for reply in scenes[place]["replies"]]
            elif function == "used":
                assert name in SKILLS
            else:
                names.append(name)
    for name in names:
        assert NAME.fullmatch(name)
        assert name not in ("listen", "silence", "walked-out")
    assert set(targets) <= set(scenes)


def check_scenes(document: dict[str, Any]) -> None:
    """Assert that scenes and endings have what they need and nothing they must not have."""
    for scene in document["scenes"].values():
        assert "says" in scene or "narration" in scene
        if "ending" in scene:
            assert scene["outcome"] in ("full", "alternative", "none")
            assert scene.get("need", "met") in ("met", "partly", "missed")
            assert not {"replies", "on_silence", "hold"} & set(scene)
            continue
        ids = [reply["id"] for reply in scene["replies"]]
        assert 1 <= len(ids) <= 9
        assert len(set(ids)) == len(ids)
        assert all(reply["note"] for reply in scene["replies"])
        wordings = [words for reply in scene["replies"] for words in reply.get("says_like", [])]
        assert len(set(wordings)) == len(wordings)
        for reply in scene["replies"]:
            assert len(reply.get("says_like", [])) <= 5
            assert len(set(reply.get("teaches", []))) == len(reply.get("teaches", [])) <= 2
            assert 1 <= reply.get("leaky", 1) <= 100
        if "enough" in scene:
            assert 1 <= scene["enough"] <= len(scene["says"])


def check_days(document: dict[str, Any]) -> None:
    """Assert that days have names of their own, and change what there is, each thing once."""
    days = document.get("days", [])
    assert len({day["name"] for day in days}) == len(days)
    for day in days:
        changes = [
            tuple((key, change[key]) for key in ("scene", "part", "reply") if key in change)
            for change in day.get("texts", [])
        ]
        assert len(set(changes)) == len(changes)
        for change in day.get("texts", []):
            scene = document["scenes"][change["scene"]]
            if "part" in change:
                says = scene["says"]
                assert 1 <= change["part"] <= (1 if isinstance(says, str) else len(says))
            elif "reply" in change:
                assert change["reply"] in [reply["id"] for reply in scene["replies"]]
            else:
                assert "narration" in scene
        Play(document, "random", day["name"])


def test_documents_are_valid() -> None:
    """Random documents keep to the format wherever a scenario could break it."""
    for seed in range(200):
        document = random_document(random.Random(seed), "medium" if seed % 2 else "small")
        required = ("format", "title", "summary", "channel", "level", "needs", "start")
        assert all(document[key] for key in required)
        assert document["customer"]["name"]
        assert len(set(document["needs"])) == len(document["needs"])
        check_names(document)
        check_scenes(document)
        check_days(document)
        texts = json.dumps(document, ensure_ascii=False)
        assert re.search(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", texts) is None


def written_features(document: dict[str, Any]) -> set[str]:
    """Give the features of the format that a document uses."""
    found = {f"document.{key}" for key in document}
    customer = document["customer"]
    found |= {f"customer.{key}" for key in customer}
    found.add(f"temperament {customer.get('temperament', 'left out')}")
    found |= {f"weight of {skill}" for skill in customer.get("weights", {})}
    found |= {f"need of {skill}" for skill in document["needs"]}
    found |= {f"portrait.{trait}" for trait in customer.get("portrait", {})}
    for day in document.get("days", []):
        found |= {f"day.{key}" for key in day}
        found |= {f"day's {key}" for key in day.get("customer", {})}
        for change in day.get("texts", []):
            found |= {f"day's {key}" for key in ("part", "reply", "narration") if key in change}
    found |= {"test on a day" for test in document.get("tests", []) if "day" in test}
    for key, name in document.get("on", {}).items():
        ending = "ending" in document["scenes"][name]
        found.add(f"on.{key} at {'an ending' if ending else 'a scene'}")
    for guard in guards_of(document):
        found |= set(re.findall(rf"\b(?:{'|'.join(FUNCTIONS)})(?=\()", guard))
        found |= set(re.findall(r"\b(?:anger|heard|trust|patience|mood|turns)\b", guard))
        found |= set(re.findall(r"[<>=!]=?|\b(?:and|or|not)\b|mood (?:<|>=) [a-z]+", guard))
        found |= {"chained"} if re.search(r"-?\d+ <=? \S+ (<|<=|!=) -?\d+", guard) else set()
        count = r"(?:visits|given)\([^)]*\)"
        found |= {"count turned"} if re.search(rf"\d \S+ {count}", guard) else set()
        found |= {"count chained"} if re.search(rf"\d <=? {count} <=? \d", guard) else set()
        found |= {"grouped"} if re.search(r"(^|[ (])\(", guard) else set()
    for scene in document["scenes"].values():
        found |= {f"scene.{key}" for key in scene}
        found |= {f"scene event {scene['event']}"} if "event" in scene else set()
        found |= {"narration only"} if "says" not in scene else set()
        found |= {f"variant of {'+'.join(sorted(v))}" for v in scene.get("variants", [])}
        if isinstance(scene.get("says"), list):
            found |= {f"part {type(part).__name__}" for part in scene["says"]}
            tables = [part for part in scene["says"] if isinstance(part, dict)]
            found |= {f"part.{key}" for part in tables for key in part}
        found |= {f"need {scene['need']}"} if "need" in scene else set()
        for reply in scene.get("replies", []):
            found |= {f"reply.{key}" for key in reply}
            found |= {f"skill {skill}" for skill in reply.get("skills", [])}
            found |= {f"slip {slip}" for slip in reply.get("slips", [])}
            found |= {f"reply event {reply['event']}"} if "event" in reply else set()
            found |= {f"critical {reply['critical']['kind']}"} if "critical" in reply else set()
            found |= {"@resume"} if reply.get("to") == "@resume" else set()
            if "wait" in reply:
                found.add(f"wait explained {reply['wait'].get('explained')}")
            for key in ("skills", "slips"):
                tags = reply.get(key, [])
                found |= {f"{key} twice"} if len(set(tags)) < len(tags) else set()
    return found


KEYS = {
    "document": "format title summary brief channel industry level language authors needs lesson "
    "clock start customer on scenes tests greeting root days",
    "customer": "name about backstory temperament severity weights anger heard trust patience "
    "heat cool_cap heard_need boil turn_cost trust_lead hear_cost portrait",
    "scene": "says enough narration nudge abusive event clock variants replies ending outcome "
    "need on_silence hold",
    "reply": "id text action skills slips when once may_interrupt wait decline event promises "
    "keeps sets clears critical note answer routes to narration answers teaches says_like leaky",
    "part": "text sets asks speaker",
    "day": "name customer sets texts",
}

EXPECTED_FEATURES = [
    *(f"{table}.{key}" for table, keys in KEYS.items() for key in keys.split()),
    *(f"temperament {name}" for name in [*TEMPERAMENTS, "left out"]),
    *(f"weight of {skill}" for skill in ALL_SKILLS),
    *(f"need of {skill}" for skill in ALL_SKILLS),
    *(f"skill {skill}" for skill in REPLY_SKILLS),
    *(f"slip {slip}" for slip in SLIPS),
    *(f"{place} event {event}" for place in ("scene", "reply") for event in EVENTS),
    *(f"critical {kind}" for kind in ("customer", "business", "compliance")),
    *(f"wait explained {explained}" for explained in (None, True, False)),
    *(f"on.{key} at {place}" for key in ("boils", "walks") for place in ("a scene", "an ending")),
    *FUNCTIONS,
    *(f"portrait.{trait}" for trait in PORTRAIT),
    *(f"need {need}" for need in NEEDS_MET),
    *(f"day's {number}" for number in [*RANGES, "part", "reply", "narration"]),
    *("test on a day", "count turned", "count chained"),
    *("anger", "heard", "trust", "patience", "mood", "turns"),
    *("<", "<=", ">", ">=", "==", "!=", "and", "or", "not", "chained", "grouped"),
    *("mood < furious", "mood >= angry", "mood < wary", "mood >= delighted"),
    *("variant of says+when", "variant of narration+when", "variant of narration+says+when"),
    *("narration only", "part str", "part dict", "@resume", "skills twice", "slips twice"),
]


def test_every_feature_is_written() -> None:
    """Over 200 documents every feature of the format is used, each in five at least."""
    counts: Counter[str] = Counter()
    for seed in range(200):
        counts.update(written_features(random_document(random.Random(seed), "medium")))

    assert {name: counts[name] for name in EXPECTED_FEATURES if counts[name] < 5} == {}


def written_reply(play: Play, move: str) -> dict[str, Any]:
    """Give the reply of the present scene that the move stands for, {} for the other moves."""
    for reply in play.scene_table().get("replies", []):
        if reply["id"] == move:
            return dict(reply)
    return {}


def hidden_once(play: Play) -> bool:
    """Tell whether a reply is hidden for no other reason than that it was chosen once."""
    chosen = play.snapshot()["chosen"]
    return any(
        reply.get("once", False)
        and f"{play.scene}.{reply['id']}" in chosen
        and ("when" not in reply or play.holds(reply["when"]))
        for reply in play.scene_table().get("replies", [])
    )


def happenings(play: Play, move: str) -> set[str]:
    """Make the move and give what is worth counting about it."""
    before = play.snapshot()
    offered = play.offered()
    could_listen = play.can_listen()
    has_enough = play.parts_heard >= play.enough()
    once = hidden_once(play)
    asked = any(part["asks"] for part in play.parts[: play.parts_heard])
    leaky = any("leaky" in reply for reply in play.scene_table().get("replies", []))
    reply = written_reply(play, move)

    turn = play.move(move)
    after = play.snapshot()
    happened = {
        "listen": move == "listen",
        "listen at a cost": move == "listen" and has_enough and play.customer["hear_cost"] > 0,
        "listen for nothing": move == "listen" and has_enough and play.customer["hear_cost"] == 0,
        "listen worn out": move == "listen" and before["listens"].get(turn["scene"], 0) >= 3,
        "silence": move == "silence",
        "silence is all that is left": not offered and not could_listen,
        "leaky hidden": leaky,
        **silence_happenings(play, turn, not offered and not could_listen, before, after),
        "silence leads out": move == "silence" and (after["ended"] or not_same_scene(turn)),
        "reply": bool(reply),
        "replies all hidden": not offered,
        "reply hidden by once": once,
        f"band {turn['band']}": True,
        "anger 100": turn["anger"] == 100,
        "anger 0": turn["anger"] == 0,
        "patience 0": turn["patience"] == 0,
        **promise_happenings(reply, before, after),
        **tag_happenings(play, reply, before, after),
        **way_happenings(play, reply, turn, before, after),
    }
    if reply:
        may = reply.get("may_interrupt", False)
        happened["interrupted"] = not has_enough and not may and not asked
        happened["may interrupt"] = not has_enough and may
        happened["answered before enough"] = not has_enough and not may and asked
        happened["one of the answers"] = play.answer in [
            answer["text"] for answer in reply.get("answers", [])
        ]
        happened["counted to ten"] = 10 in [*after["visits"].values(), *after["given"].values()]
    return {name for name, is_so in happened.items() if is_so}


def not_same_scene(turn: dict[str, Any]) -> bool:
    """Tell whether a turn led to another scene."""
    return bool(turn["scene"] != turn["next"])


def silence_happenings(
    play: Play, turn: dict[str, Any], forced: bool, before: dict[str, Any], after: dict[str, Any]
) -> dict[str, bool]:
    """Return what became of a silence."""
    silence = turn["move"] == "silence"
    leads = "on_silence" in play.document["scenes"][turn["scene"]]
    walks = after["walks_fired"] and not before["walks_fired"]
    walked_out = after["ending"] == "walked-out"
    return {
        "forced silence": silence and forced and not leads,
        "third forced silence": silence and forced and not leads and walked_out,
        "forced silence leads on": silence and forced and leads,
        "forced silence of one who would leave": silence
        and forced
        and before["gauges"]["patience"] == 0
        and before["mood"] < -35,
        "silence leads on": silence and not forced and leads and not walks and not walked_out,
        "silence walks instead": silence and not forced and leads and walks,
        "silence walks out instead": silence and not forced and leads and walked_out,
    }


def promise_happenings(
    reply: dict[str, Any], before: dict[str, Any], after: dict[str, Any]
) -> dict[str, bool]:
    """Give what happened to promises, lies and deeds."""
    was_open = set(before["promises_open"])
    opens = set(reply.get("promises", [])) - (was_open - set(reply.get("keeps", [])))
    return {
        "promise opened": bool(opens),
        "promise opened again": bool(opens & set(before["promised"])),
        "promise kept": bool(set(reply.get("keeps", [])) & was_open),
        "promise kept that is not open": bool(set(reply.get("keeps", [])) - was_open),
        "promise broken at the end": after["ended"]
        and after["broken"] > before["broken"]
        and bool(was_open),
        "broken": after["broken"] > before["broken"],
        "exposed": after["exposed"] > before["exposed"],
        "deed done": after["deed"] and not before["deed"],
        "critical": "critical" in reply,
        **{
            f"ceiling lifted to {step}": after["ceiling"] == step > before["ceiling"]
            for step in (40, 70)
        },
    }


def tag_happenings(
    play: Play, reply: dict[str, Any], before: dict[str, Any], after: dict[str, Any]
) -> dict[str, bool]:
    """Give what happened in the mood rule."""
    skills = set(reply.get("skills", []))
    slips = set(reply.get("slips", []))
    uses = {skill: before["uses"].get(skill, 0) for skill in skills}
    anger = before["gauges"]["anger"]
    gated = {skill for skill in skills & GATED if skill != "apologize" or uses[skill] < 2}
    refused = reply.get("decline", False) and "alternative" not in skills
    wait = reply.get("wait", {})
    return {
        "gate 0": bool(gated) and anger >= play.customer["boil"],
        "gate open or half": bool(gated) and anger < play.customer["boil"],
        "apologize to nonapology": uses.get("apologize", 0) >= 2,
        "warm to cold": "warm" in skills and anger >= 40,
        "warm shown": "warm" in skills and anger < 40,
        "boundary to cold": "boundary" in skills
        and after["slips"].get("cold", 0) > before["slips"].get("cold", 0)
        and "boundary" not in after["shown"],
        "boundary shown": "boundary" in skills and "boundary" in after["shown"],
        "apology that owns": {"apologize", "own"} <= skills and uses["apologize"] == 0,
        "later apology that owns": {"apologize", "own"} <= skills and uses["apologize"] == 1,
        "patience given back": any(uses.get(skill, 3) < 3 for skill in GIVES_BACK),
        "patience no longer given back": any(uses.get(skill, 0) >= 3 for skill in GIVES_BACK),
        "faded to nothing": any(times >= 3 for times in uses.values()),
        "relational faded to half": any(
            times == 1 and SKILLS[skill][3] == "relational" for skill, times in uses.items()
        ),
        "bare-no added": refused and "bare-no" not in slips,
        "bare-no added and written": refused and "bare-no" in slips,
        "decline with alternative": reply.get("decline", False) and not refused,
        "wait explained": wait.get("explained", False),
        "wait unexplained": bool(wait) and not wait.get("explained", False),
    }


def way_happenings(
    play: Play,
    reply: dict[str, Any],
    turn: dict[str, Any],
    before: dict[str, Any],
    after: dict[str, Any],
) -> dict[str, bool]:
    """Give what happened to the scene."""
    boils = after["boils_fired"] and not before["boils_fired"]
    walks = after["walks_fired"] and not before["walks_fired"]
    walked_out = after["ending"] == "walked-out"
    # Where the reply leads if nobody boils or leaves, told only where no route can be in play.
    to = "" if reply.get("routes") or not reply else reply.get("to", "nowhere")
    undisturbed = bool(reply) and not (boils or walks or walked_out)
    entered = not_same_scene(turn) or (undisturbed and to == turn["scene"])
    has_event = entered and "event" in play.document["scenes"][turn["next"]]
    return {
        "boils fired": boils,
        "boils fired into an ending": boils and after["ended"],
        "walks fired": walks,
        "walks fired into an ending": walks and after["ended"],
        "walked out": walked_out,
        "walked out the second time": walked_out and after["walks_fired"],
        "resume with interrupted target": undisturbed
        and to == "@resume"
        and before["interrupted"] is not None,
        "resume without": undisturbed and to == "@resume" and before["interrupted"] is None,
        "stays": undisturbed and to == "nowhere",
        "entered anew": undisturbed and to == turn["scene"],
        "route taken": undisturbed
        and bool(reply.get("routes"))
        and turn["next"] not in (turn["scene"], reply.get("to")),
        "variant words": entered and not after["own_words"] and after["parts"] > 0,
        "variant without words": entered and not after["own_words"] and after["parts"] == 0,
        "all heard again": entered
        and after["own_words"]
        and after["parts"] > 1
        and turn["next"] in before["listened"],
        "heard again from the first part": entered
        and after["own_words"]
        and after["parts_heard"] < after["parts"]
        and turn["next"] in before["seen"],
        "event on first entry": has_event and turn["next"] not in before["seen"],
        "no event on a later entry": has_event and turn["next"] in before["seen"],
    }


def result_features(play: Play) -> set[str]:
    """Give what is worth counting about a play that is over."""
    result = play.result()
    predicted = result["predicted"]
    parts = satisfaction_parts(play)
    found = {f"outcome {play.outcome}", f"end {play.need}"}
    found |= {f"{play.outcome} and {play.need}"}
    found |= {
        f"broken {parts['broken']}",
        f"nps {predicted['nps']}",
        f"effort {predicted['effort']}",
    }
    found |= {f"critical of {kind}" for kind in play.critical_kinds}
    found |= {"held to the range"} if abs(sum(parts.values())) > 100 else set()
    needs = play.document["needs"]
    for name, _weight, skills, _slips in DIMENSIONS:
        outside = result["dimensions"][name] is not None and not set(skills) & set(needs)
        found |= {f"{name} outside the needs"} if outside and name != "effort" else set()
    found |= {f"{key} {predicted[key]}" for key in ("csat", "retention", "word_of_mouth")}
    for name, value in result["dimensions"].items():
        found |= {f"{name} is null"} if value is None else set()
        found |= {f"{name} is 0"} if value == 0 else set()
        found |= {f"{name} above 0"} if value else set()
    found |= {"recovery"} if parts["recovery"] else set()
    found |= {"qa 0 for a critical error"} if play.criticals else set()
    found |= {"critical twice"} if len(set(play.criticals)) < len(play.criticals) else set()
    found |= {"over at the start"} if not play.mood_path else set()
    return found


def counted_plays(count: int, limit: int) -> Counter[str]:
    """Give in how many of some random plays each thing happened."""
    counts: Counter[str] = Counter()
    for seed in range(count):
        rng = random.Random(f"play {seed}")
        play = Play(random_document(rng, "medium" if seed % 3 else "small"), "random")
        found: set[str] = set()
        for _ in range(limit):
            if play.ended:
                break
            found |= happenings(play, random_move(play, rng))
        if play.ended:
            found |= {"ended", *result_features(play)}
        counts.update(found)
    return counts


# The least number of plays, of 300, in which each thing is to happen: about half of what does.
EXPECTED = {
    120: ["reply", "ended"],
    60: [
        *("silence", "listen", "interrupted", "gate open or half", "patience 0", "anger 100"),
        *("band furious", "band angry", "band frustrated", "band wary", "promise opened"),
        *("promise kept that is not open", "outcome none", "csat 1", "retention leaves"),
        "word_of_mouth negative",
        *("end missed", "broken 0", "none and missed", "patience given back"),
    ],
    30: [
        *("boils fired", "walks fired", "walked out", "walked out the second time", "broken"),
        *("promise broken at the end", "deed done", "gate 0", "band calm", "band pleased"),
        *("faded to nothing", "relational faded to half", "boundary to cold", "variant words"),
        *("replies all hidden", "silence is all that is left", "silence leads out", "stays"),
        *("reply hidden by once", "outcome full", "retention at-risk", "word_of_mouth none"),
        *("leaky hidden", "follow-through outside the needs", "broken -30", "end partly"),
        *("end met", "one of the answers", "broken -15", "full and met"),
    ],
    12: [
        *("exposed", "promise kept", "outcome alternative", "route taken", "entered anew"),
        *("warm to cold", "warm shown", "bare-no added", "decline with alternative", "anger 0"),
        *("wait explained", "wait unexplained", "may interrupt", "listen at a cost"),
        *("listen worn out", "band delighted", "event on first entry", "resume without"),
        *("variant without words", "heard again from the first part", "retention stays", "csat 2"),
        *(
            "third forced silence",
            "forced silence",
            "honesty outside the needs",
            "listening outside the needs",
        ),
        *(
            "held to the range",
            "alternative and partly",
            "apology that owns",
            "empathy outside the needs",
        ),
        *(
            "counted to ten",
            "resolution outside the needs",
            "answered before enough",
            "patience no longer given back",
        ),
        "silence leads on",
    ],
    5: [
        *("apologize to nonapology", "boundary shown", "bare-no added and written"),
        *("promise opened again", "resume with interrupted target", "all heard again"),
        *("no event on a later entry", "critical", "qa 0 for a critical error", "csat 3"),
        *("boils fired into an ending", "walks fired into an ending", "csat 4", "csat 5"),
        *(f"effort {value}" for value in range(1, 8)),
        *("listen for nothing", "patience outside the needs", "ownership outside the needs"),
        *("forced silence leads on", "later apology that owns", "ceiling lifted to 70"),
        *("full and partly", "none and partly", "full and missed", "ceiling lifted to 40"),
        "alternative and missed",
    ],
    2: [
        *("recovery", "critical twice", "over at the start", "word_of_mouth positive"),
        *(f"nps {value}" for value in range(11)),
        *(
            f"{name} {value}"
            for name in ("listening", "patience", "ownership", "resolution", "empathy", "honesty")
            for value in ("is null", "is 0", "above 0")
        ),
        *("follow-through is null", "follow-through is 0", "follow-through above 0"),
        *("effort is 0", "effort above 0"),
        *(
            "critical of customer",
            "alternative and met",
            "critical of compliance",
            "critical of business",
        ),
        "forced silence of one who would leave",
    ],
    1: [
        *("silence walks out instead", "none and met"),
    ],
}


def test_random_plays_reach_everything() -> None:
    """Over 300 random plays every rule that can fire fires, the important ones often."""
    counts = counted_plays(300, 60)

    short = {
        name: f"{counts[name]} of {least}"
        for least, names in EXPECTED.items()
        for name in names
        if counts[name] < least
    }
    assert short == {}
    # A thing counted that no line above expects would go unwatched.
    assert set(counts) == {name for names in EXPECTED.values() for name in names}
