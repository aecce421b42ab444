"""Random scenario documents that are valid, for comparing two readings of the rules.

Authored scenarios stay on well-trodden ground; these do not: every feature of the format occurs, in
its whole range, and the states that are hard to reach by hand (boiling over, walking out, promises
kept and broken, skills worn out) are made likely. All chance comes from the `random.Random` passed
in. It must never import the engine, and it makes no scenario that an author's check would refuse:
what it writes is within the format, so that any complaint about it is a finding.
"""

import random
import re
from typing import Any, Literal, Protocol

from tests.reference.plain_rules import Document, Play

Size = Literal["small", "medium"]

CHANNELS = ["phone", "chat", "email", "letter", "social", "counter", "video", "peer"]
TEMPERAMENTS = [
    *("steady", "sunny", "firecracker", "slow-burner", "hurrier"),
    *("analyst", "worrier", "loyal-but-hurt", "cynic"),
]
REPLY_SKILLS = [
    *("invite", "reflect", "clarify", "give-time", "empathize", "apologize", "own", "explain"),
    *("solve", "alternative", "commit", "followup", "handover", "reassure", "tailor", "thank"),
    *("warm", "extra", "boundary"),
]
ALL_SKILLS = ["listen", *REPLY_SKILLS]
SLIPS = [
    *("interrupt", "reask", "pry", "rush", "dismiss", "nonapology", "blame", "stonewall"),
    *("giveup", "bare-no", "vague", "forget", "dump", "waver", "robotic", "entitled", "cold"),
]
EVENTS = ["fixed", "partial", "bad-news", "kept", "broken", "exposed"]
OUTCOMES = ["full", "alternative", "none"]
CRITICAL_KINDS = ["customer", "business", "compliance"]
BANDS = ["furious", "angry", "frustrated", "wary", "calm", "pleased", "delighted"]
GAUGES = ["anger", "heard", "trust", "patience"]

SCENE_NAMES = [
    *("opening", "story", "story-2", "ledger", "x", "b2b", "on-hold", "second-call", "letter-3"),
    *("explodes", "hangs-up", "calm", "softens", "tells-more", "wait-for-it", "detour"),
]
ENDING_SCENES = ["saved", "gone", "half-way", "the-end", "closed-9", "out"]
ENDING_NAMES = ["resolved", "lost", "settled", "handed-over", "saved", "shelved"]
REPLY_NAMES = [
    *("recap", "offer", "own-it", "ask", "wait", "hold-1", "hold-2", "warmly", "sorry", "refund"),
    *("a", "b7", "push-back", "say-no", "promise-it", "done", "opening"),
]
FLAGS = ["knows-call", "ticket-open", "f1", "f2", "told", "angry"]
PROMISES = ["callback", "refund", "p3", "f1"]

WORDS = [
    *("I", "called", "three", "times", "today", "and", "nobody", "knows", "my", "name", "the"),
    *("box", "still", "blinks", "refund", "please", "really", "why", "now", "then", "honestly"),
    *('"quoted"', "back\\slash", "C:\\new\\table", "it's", "# no comment", "[bold]tag[/bold]"),
    *("100 %", "{brace}", "'''", '"""', "größer", "naïve", "日本語", "🙂", "a = 1", "½", "€ 3,50"),
]


class Conversation(Protocol):
    """What a play must answer for a move to be picked."""

    def offered(self) -> list[str]: ...

    def can_listen(self) -> bool: ...


def random_document(rng: random.Random, size: Size = "small") -> Document:
    """Give a random valid scenario as the table that parsing its file gives."""
    return _Author(rng, size).document()


def random_move(play: Conversation, rng: random.Random) -> str:
    """Give a legal next move of a play that has not ended: mostly listening and replies."""
    moves = play.offered()
    weights = [1.0] * len(moves)
    if play.can_listen():
        moves = [*moves, "listen"]
        weights.append(max(1.0, 0.8 * len(weights)))
    if not moves:
        return "silence"
    moves = [*moves, "silence"]
    weights.append(0.06 * sum(weights))
    return rng.choices(moves, weights)[0]


def random_moves(document: Document, rng: random.Random, limit: int = 40) -> list[str]:
    """Give the moves of a random play from the start to its end, or to the limit."""
    play = Play(document, "random")
    moves: list[str] = []
    while not play.ended and len(moves) < limit:
        moves.append(random_move(play, rng))
        play.move(moves[-1])
    return moves


class _Author:
    """One random scenario in the making."""

    def __init__(self, rng: random.Random, size: Size) -> None:
        self.rng = rng
        small = size == "small"
        self.scenes = rng.sample(SCENE_NAMES, rng.randint(2, 5) if small else rng.randint(6, 12))
        self.endings = rng.sample(ENDING_SCENES, rng.randint(1, 3) if small else rng.randint(2, 5))
        self.everywhere = [*self.scenes, *self.endings]
        self.replies = {name: self.reply_ids() for name in self.scenes}
        # A tone for the whole customer, so that extreme states last instead of averaging out.
        self.plan = rng.choice(["hot", "hot", "any", "gentle", "gentle", "gentle", "plain"])
        self.gentle = self.plan == "gentle"
        # Some scenarios wear a skill out.
        worn = ["own", "extra", "followup"] if self.gentle else ["apologize", "warm", "boundary"]
        self.favourite = rng.choice([*worn, *worn, *REPLY_SKILLS])
        self.on = self.on_table()

    def chance(self, probability: float) -> bool:
        """Tell whether something of this probability happens."""
        return self.rng.random() < probability

    def text(self, most: int = 9) -> str:
        """Give a few words, some of them awkward to write in TOML."""
        return " ".join(self.rng.choices(WORDS, k=self.rng.randint(1, most)))

    def some(self, pool: list[str], most: int) -> list[str]:
        """Give one to `most` different names of a pool."""
        return self.rng.sample(pool, self.rng.randint(1, min(most, len(pool))))

    def reply_ids(self) -> list[str]:
        """Give the reply ids of one scene."""
        count = self.rng.choice([1, 2, 2, 3, 3, 3, 4, 4, 5, 6, 9])
        return self.rng.sample(REPLY_NAMES, count)

    def document(self) -> Document:
        """Give the whole scenario."""
        rng = self.rng
        document: Document = {
            "format": 1,
            "title": self.text(),
            "summary": self.text(),
            "channel": rng.choice(CHANNELS),
            "level": rng.randint(1, 5),
            "needs": self.some(ALL_SKILLS, 7),
            "start": self.start(),
        }
        optional = {
            "brief": self.text(),
            "industry": self.text(2),
            "language": rng.choice(["en", "de", "en-GB"]),
            "authors": [self.text(2), self.text(2)],
            "lesson": self.text(),
            "clock": rng.choice([0, 5, 600, rng.randint(5, 600)]),
        }
        document.update({key: value for key, value in optional.items() if self.chance(0.4)})
        document["customer"] = self.customer()
        if self.on:
            document["on"] = self.on
        document["scenes"] = {}
        for name in rng.sample(self.everywhere, len(self.everywhere)):
            document["scenes"][name] = self.scene(name)
        if self.gentle and self.chance(0.7):
            document["needs"] = self.needs_met(document)
        if document["start"] in self.scenes and self.chance(0.2):
            document["tests"] = [self.test(document) for _ in range(rng.randint(1, 2))]
        return document

    def needs_met(self, document: Document) -> list[str]:
        """Give needs that the replies show often, so that quality can be high."""
        written: list[str] = []
        for name in self.scenes:
            for reply in document["scenes"][name]["replies"]:
                written += reply.get("skills", [])
        common = sorted(set(written) or {"own"}, key=lambda skill: (-written.count(skill), skill))
        return self.some(common[:5], 4)

    def start(self) -> str:
        """Give the start scene: any scene, now and then an ending."""
        return self.rng.choice(self.endings if self.chance(0.02) else self.scenes)

    def on_table(self) -> dict[str, str]:
        """Give where boiling over and walking out lead, if anywhere."""
        table = {}
        for key, probability in (("boils", 0.75), ("walks", 0.6)):
            if self.chance(probability):
                table[key] = self.rng.choice(self.endings if self.chance(0.2) else self.scenes)
        return table

    def customer(self) -> Document:
        """Give a customer: a temperament, and overrides after the plan."""
        rng = self.rng
        customer: Document = {"name": self.text(3)}
        if self.chance(0.85):
            customer["temperament"] = rng.choice(TEMPERAMENTS)
        for key in ("about", "backstory"):
            if self.chance(0.3):
                customer[key] = self.text()
        if self.chance(0.7):
            customer["severity"] = rng.randint(1, 2 if self.gentle else 5)

        whole = {
            **dict.fromkeys([*GAUGES, "cool_cap", "heard_need", "trust_lead"], (0, 100)),
            "heat": (0, 400),
            "boil": (1, 101),
            "turn_cost": (0, 20),
        }
        planned: dict[str, tuple[int, int]] = {}
        if self.plan == "hot":
            planned = {
                "anger": (50, 100),
                "patience": (0, 15),
                "boil": (40, 95),
                "heat": (100, 400),
            }
        elif self.gentle:
            planned = {
                "anger": (0, 45),
                "heard": (20, 100),
                "trust": (30, 100),
                "patience": (40, 100),
                "boil": (70, 101),
                "turn_cost": (0, 2),
                "heat": (0, 100),
            }
        for key, (low, high) in whole.items():
            if key in planned and self.chance(0.65):
                customer[key] = rng.randint(*planned[key])
            elif self.plan == "any" and self.chance(0.45):
                customer[key] = rng.choice([low, high, *rng.choices(range(low, high + 1), k=4)])
            elif self.plan == "plain" and self.chance(0.1):
                customer[key] = rng.randint(low, high)
        if self.chance(0.5):
            customer["weights"] = {
                skill: rng.choice([0, 50, 150, 200, rng.randint(0, 200), rng.randint(0, 200)])
                for skill in self.some(ALL_SKILLS, 6)
            }
        return customer

    def scene(self, name: str) -> Document:
        """Give one scene, an ending or not."""
        rng = self.rng
        ending = name in self.endings
        scene: Document = {}
        kind = rng.random()
        if kind < 0.9:
            scene["says"] = self.says()
        if kind > 0.75:
            scene["narration"] = self.text()
        if self.chance(0.1 if self.gentle else 0.2):
            scene["event"] = rng.choice(EVENTS)
        if self.chance(0.3):
            scene["variants"] = [self.variant() for _ in range(rng.randint(1, 3))]
        if ending:
            scene["ending"] = ENDING_NAMES[self.endings.index(name)]
            scene["outcome"] = "full" if self.gentle and self.chance(0.4) else rng.choice(OUTCOMES)
            return scene
        if "says" in scene and self.chance(0.4):
            scene["enough"] = rng.randint(1, len(_parts(scene["says"])))
        if self.chance(0.2):
            scene["nudge"] = self.text()
        if self.chance(0.25):
            scene["abusive"] = self.chance(0.8)
        if self.chance(0.15):
            scene["clock"] = rng.choice([0, 5, 600, rng.randint(5, 600)])
        # Now and then the whole scene may hide its replies.
        shy = self.chance(0.1)
        scene["replies"] = [self.reply(name, reply, shy) for reply in self.replies[name]]
        return scene

    def says(self) -> str | list[str | Document]:
        """Give words: one string, or one to five parts of which some set flags."""
        if self.chance(0.25):
            return self.text()
        parts: list[str | Document] = []
        for _ in range(self.rng.randint(1, 5)):
            if self.chance(0.3):
                parts.append({"text": self.text(), "sets": self.some(FLAGS, 2)})
            else:
                parts.append(self.text())
        return parts

    def variant(self) -> Document:
        """Give a variant with words, a stage direction or both."""
        variant: Document = {"when": self.guard()}
        kind = self.rng.random()
        if kind < 0.75:
            variant["says"] = self.says()
        if kind > 0.55:
            variant["narration"] = self.text()
        return variant

    def tags(self) -> Document:
        """Give skills and slips: helpful, harmful, mixed or none, at times written twice."""
        rng = self.rng
        skills: list[str] = []
        slips: list[str] = []
        # Untagged replies are few, skillful ones many: wearing a skill out takes several.
        weights = [8, 0.4, 0.4, 0.4] if self.gentle else [6, 2.5, 1.5, 0.7]
        kind = rng.choices(["help", "harm", "mixed", "none"], weights)[0]
        if kind in ("help", "mixed"):
            skills = self.some(REPLY_SKILLS, 4)
            if self.chance(0.4):
                skills.insert(rng.randint(0, len(skills)), self.favourite)
            if self.gentle and self.chance(0.2):
                skills = ["own", "followup"]
        if kind in ("harm", "mixed"):
            slips = self.some(SLIPS, 3)
        if skills and self.chance(0.08):
            skills.append(rng.choice(skills))
        if slips and self.chance(0.1):
            slips.insert(0, rng.choice(slips))
        tags: Document = {}
        if skills or self.chance(0.2):
            tags["skills"] = skills
        if slips or self.chance(0.2):
            tags["slips"] = slips
        return tags

    def reply(self, scene: str, reply_id: str, shy: bool) -> Document:
        """Give one reply of a scene."""
        rng = self.rng
        reply: Document = {"id": reply_id, "text": self.text(), "note": self.text(), **self.tags()}
        if shy:
            reply["when"] = self.guard() if self.chance(0.3) else "flag('never')"
        elif self.chance(0.25):
            reply["when"] = self.guard()
        if self.chance(0.2):
            reply["once"] = self.chance(0.9)
        if self.chance(0.25):
            reply["may_interrupt"] = self.chance(0.9)
        if self.chance(0.06 if self.gentle else 0.18):
            reply["wait"] = {"ticks": rng.choice([1, 1, 2, 3, rng.randint(1, 20)])}
            if self.chance(0.6):
                reply["wait"]["explained"] = self.chance(0.8)
        if self.chance(0.15):
            reply["decline"] = self.chance(0.9)
            if reply["decline"] and self.chance(0.4):
                reply["skills"] = [*reply.get("skills", []), "alternative"]
            elif self.chance(0.2):
                reply["slips"] = [*reply.get("slips", []), "bare-no"]
        if self.chance(0.2):
            reply["event"] = rng.choice(EVENTS[:4] if self.gentle else [*EVENTS, "exposed"])
        if self.chance(0.15 if self.gentle else 0.25):
            reply["promises"] = self.some(PROMISES, 2)
        if self.chance(0.35):
            reply["keeps"] = self.some(PROMISES, 3)
        if self.chance(0.3):
            reply["sets"] = self.some(FLAGS, 2)
        if self.chance(0.2):
            reply["clears"] = self.some(FLAGS, 2)
        if self.chance(0.04):
            reply["critical"] = {"kind": rng.choice(CRITICAL_KINDS), "why": self.text()}
        if self.chance(0.2):
            reply["action"] = self.text()
        if self.chance(0.4):
            reply["answer"] = self.text()
        if self.chance(0.3):
            reply["routes"] = [self.route(scene) for _ in range(rng.randint(1, 3))]
        target = self.target(scene)
        if target is not None:
            reply["to"] = target
        return reply

    def route(self, scene: str) -> Document:
        """Give one guarded way on."""
        route: Document = {"when": self.guard(), "to": self.target(scene) or scene}
        if self.chance(0.3):
            route["answer"] = self.text()
        return route

    def target(self, scene: str) -> str | None:
        """Give where a reply leads, None to stay."""
        resume = 7 if scene in self.on.values() else 0.5
        ways = ["next", "any", "self", "ending", "resume", "stay"]
        way = self.rng.choices(ways, [5, 4, 1.5, 2, resume, 5])[0]
        place = self.scenes.index(scene)
        targets = {
            "next": self.scenes[(place + 1) % len(self.scenes)],
            "any": self.rng.choice(self.everywhere),
            "self": scene,
            "ending": self.rng.choice(self.endings),
            "resume": "@resume",
        }
        return targets.get(way)

    def test(self, document: Document) -> Document:
        """Give one of the scenario's own tests, expecting what comes of some moves."""
        rng = self.rng
        moves = random_moves(document, rng, rng.randint(1, 12))
        play = Play(document, "random")
        for move in moves:
            play.move(move)
        state = play.snapshot()
        expect: Document = {
            "ending": state["ending"] or "",
            "scene": state["scene"],
            "band": state["band"],
            "mood": rng.choice([state["mood"], f">= {state['band']}", f"<= {state['mood']}"]),
            "turns": state["turns"],
        }
        for gauge, value in state["gauges"].items():
            expect[gauge] = rng.choice([value, f">= {value}", f"< {value + 1}", f"== {value}"])
        if play.ended:
            result = play.result()
            expect["outcome"] = state["outcome"]
            expect["satisfaction"] = result["satisfaction"]
            expect["qa"] = f"> {result['qa'] - 1}"
        kept = rng.sample(list(expect), rng.randint(1, len(expect)))
        return {
            "name": self.text(),
            "moves": moves,
            "expect": {key: value for key, value in expect.items() if key in kept},
        }

    def guard(self) -> str:
        """Give a guard of at most 200 characters."""
        while True:
            guard = self.condition(self.rng.choice([0, 0, 0, 1, 1, 2, 3]))
            if len(guard) <= 200:
                return guard

    def condition(self, depth: int) -> str:
        """Give a condition that holds others to some depth."""
        rng = self.rng
        if depth == 0:
            return self.simple_condition()
        way = rng.choice(["and", "or", "not", "parentheses"])
        if way == "not":
            return (
                f"not {self.condition(depth - 1)}" if depth == 1 else f"not ({self.condition(1)})"
            )
        if way == "parentheses":
            return f"({self.condition(depth - 1)})"
        sides = [self.condition(depth - 1) for _ in range(rng.choice([2, 2, 2, 3]))]
        return f" {way} ".join(sides)

    def simple_condition(self) -> str:
        """Give a comparison or a question."""
        rng = self.rng
        way = rng.choice(["compare", "compare", "chain", "band", "ask", "ask", "ask"])
        if way == "compare":
            value, number = self.value()
            sides = [value, rng.choice([str(number), str(number), self.value()[0]])]
            if self.chance(0.2):
                sides.reverse()
            return f"{sides[0]} {rng.choice(['<', '<=', '>', '>=', '==', '!='])} {sides[1]}"
        if way == "chain":
            value, number = self.value()
            span = rng.randint(0, 40)
            chain = f"{number - span} {rng.choice(['<', '<='])} {value}"
            chain += f" {rng.choice(['<', '<=', '!='])} {number + span}"
            if self.chance(0.15):
                chain += f" > {self.value()[0]}"
            return chain
        if way == "band":
            return f"mood {rng.choice(['<', '>='])} {rng.choice(BANDS)}"
        scene = rng.choice(self.everywhere)
        chosen_in = rng.choice(self.scenes)
        function, name = rng.choice(
            [
                ("flag", rng.choice([*FLAGS, "never"])),
                ("seen", scene),
                ("listened", scene),
                ("chose", f"{chosen_in}.{rng.choice(self.replies[chosen_in])}"),
                ("promised", rng.choice(PROMISES)),
            ]
        )
        # Python's syntax has both quotes.
        quote = '"' if self.chance(0.05) else "'"
        return f"{function}({quote}{name}{quote})"

    def value(self) -> tuple[str, int]:
        """Give a number's name in a guard, and a number it may well be compared with."""
        rng = self.rng
        way = rng.choice(["gauge", "gauge", "mood", "turns", "used"])
        if way == "gauge":
            return rng.choice(GAUGES), rng.randint(0, 100)
        if way == "mood":
            return "mood", rng.randint(-100, 100)
        if way == "turns":
            return "turns", rng.randint(0, 8)
        return f"used('{rng.choice(ALL_SKILLS)}')", rng.randint(0, 3)


def _parts(says: str | list[str | Document]) -> list[str | Document]:
    return [says] if isinstance(says, str) else says


def to_toml(document: Document) -> str:
    """Give the document as TOML text that parses back to an equal one."""
    lines: list[str] = []
    _write_table(document, [], lines)
    return "\n".join(lines) + "\n"


def _write_table(table: Document, path: list[str], lines: list[str]) -> None:
    sections = {}
    for key, value in table.items():
        # These two read best as blocks; every other list stands in its line.
        is_blocks = key in ("replies", "tests") and bool(value)
        if isinstance(value, dict) or is_blocks:
            sections[key] = value
        else:
            lines.append(f"{_key(key)} = {_value(value)}")
    for key, value in sections.items():
        header = [*path, _key(key)]
        if isinstance(value, dict):
            lines.append(f"\n[{'.'.join(header)}]")
            _write_table(value, header, lines)
            continue
        for block in value:
            lines.append(f"\n[[{'.'.join(header)}]]")
            lines.extend(f"{_key(name)} = {_value(item)}" for name, item in block.items())


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _string(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, list):
        return f"[{', '.join(_value(item) for item in value)}]"
    if isinstance(value, dict):
        pairs = ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    raise TypeError(f"no TOML for {value!r}")


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    for plain, escape in (("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        escaped = escaped.replace(plain, escape)
    escaped = re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04x}", escaped)
    return f'"{escaped}"'
