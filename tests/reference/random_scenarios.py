"""Random scenario documents that are valid, for comparing two readings of the rules.

Authored scenarios stay on well-trodden ground; these do not: every feature of the format occurs, in
its whole range, and the states that are hard to reach by hand (boiling over, walking out, promises
kept and broken, skills worn out) are made likely. All chance comes from the `random.Random` passed
in. It must never import the engine, and it makes no scenario that an author's check would refuse:
what it writes is within the format, so that any complaint about it is a finding.
"""

import random
import re
import unicodedata
from typing import Literal, Protocol

from tests.reference.plain_rules import Document, Play
from tests.reference.plain_tables import GIVES_BACK
from tests.reference.random_guards import GuardWriter
from tests.reference.random_replies import Places, ReplyWriter
from tests.reference.random_words import (
    ALL_SKILLS,
    CHANNELS,
    DAY_NAMES,
    ENDING_NAMES,
    ENDING_SCENES,
    EVENTS,
    FLAGS,
    NEEDS_MET,
    OUTCOMES,
    PORTRAIT,
    RANGES,
    REPLY_NAMES,
    REPLY_SKILLS,
    ROOTS,
    SCENE_NAMES,
    TEMPERAMENTS,
    Draw,
)
from tests.reference.toml_text import to_toml

__all__ = ["random_document", "random_move", "random_moves", "to_toml"]

Size = Literal["small", "medium"]

# The skills that give patience back, at their first uses only.
GIVE_PATIENCE = list(GIVES_BACK)

# Ranges that a customer's numbers are mostly drawn from, by the tone of the scenario.
PLANS: dict[str, dict[str, tuple[int, int]]] = {
    "hot": {
        "anger": (50, 100),
        "patience": (0, 15),
        "boil": (40, 95),
        "heat": (100, 400),
        "hear_cost": (0, 5),
    },
    "gentle": {
        "anger": (0, 40),
        "heard": (30, 100),
        "trust": (40, 100),
        "patience": (40, 100),
        "boil": (70, 101),
        "turn_cost": (0, 2),
        "hear_cost": (0, 5),
        "heat": (0, 100),
    },
}


class Conversation(Protocol):
    """What a play must answer for a move to be picked."""

    def offered(self) -> list[str]: ...

    def can_listen(self) -> bool: ...


def random_document(rng: random.Random, size: Size = "small") -> Document:
    """Return a random valid scenario as the table that parsing its file gives."""
    return _Author(rng, size).document()


def random_move(play: Conversation, rng: random.Random) -> str:
    """Return a legal next move of a play that has not ended: mostly listening and replies."""
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


def random_moves(
    document: Document, rng: random.Random, limit: int = 40, day: str | None = None
) -> list[str]:
    """Return the moves of a random play from the start to its end, or to the limit."""
    play = Play(document, "random", day)
    moves: list[str] = []
    while not play.ended and len(moves) < limit:
        moves.append(random_move(play, rng))
        play.move(moves[-1])
    return moves


class _Author:
    """One random scenario in the making."""

    def __init__(self, rng: random.Random, size: Size) -> None:
        self.draw = Draw(rng)
        self.rng = rng
        self.chance = self.draw.chance
        self.text = self.draw.text
        self.some = self.draw.some
        small = size == "small"
        self.scenes = rng.sample(SCENE_NAMES, rng.randint(2, 5) if small else rng.randint(6, 12))
        self.endings = rng.sample(ENDING_SCENES, rng.randint(1, 3) if small else rng.randint(2, 5))
        self.everywhere = [*self.scenes, *self.endings]
        self.reply_ids = {name: self.some_ids() for name in self.scenes}
        # A tone for the whole customer, so that extreme states last instead of averaging out.
        self.plan = rng.choice(["hot", "hot", "any", "gentle", "gentle", "gentle", "plain"])
        self.gentle = self.plan == "gentle"
        # Some scenarios wear a skill out.
        worn = ["own", "extra", "followup"] if self.gentle else ["apologize", "warm", "boundary"]
        favourite = rng.choice([*worn, *worn, *GIVE_PATIENCE, *REPLY_SKILLS])
        self.on = self.on_table()
        guards = GuardWriter(self.draw, self.everywhere, self.reply_ids, 3 if small else 9)
        places = Places(self.scenes, self.endings, list(self.on.values()))
        self.guard = guards.guard
        self.reply = ReplyWriter(self.draw, guards, places, self.gentle, favourite).reply

    def some_ids(self) -> list[str]:
        """Return the reply ids of one scene."""
        count = self.rng.choice([1, 2, 2, 3, 3, 3, 4, 4, 5, 6, 9])
        return self.rng.sample(REPLY_NAMES, count)

    def document(self) -> Document:
        """Return the whole scenario."""
        rng = self.rng
        document: Document = {
            "format": 1,
            "title": self.text(),
            "summary": self.text(),
            "channel": rng.choice(CHANNELS),
            "level": rng.randint(1, 5),
            "needs": self.some(ALL_SKILLS, 7),
            "start": rng.choice(self.endings if self.chance(0.02) else self.scenes),
        }
        optional = {
            "brief": self.text(),
            "greeting": self.text(),
            "root": rng.choice(ROOTS),
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
        if self.chance(0.25):
            names = self.some(DAY_NAMES, 3)
            document["days"] = [self.day(name, document["scenes"]) for name in names]
        if document["start"] in self.scenes and self.chance(0.2):
            document["tests"] = [self.test(document) for _ in range(rng.randint(1, 2))]
        return document

    def needs_met(self, document: Document) -> list[str]:
        """Return needs that the replies show often, so that quality can be high."""
        written: list[str] = []
        for name in self.scenes:
            for reply in document["scenes"][name]["replies"]:
                written += reply.get("skills", [])
        common = sorted(set(written) or {"own"}, key=lambda skill: (-written.count(skill), skill))
        return self.some(common[:5], 4)

    def on_table(self) -> dict[str, str]:
        """Return where boiling over and walking out lead, if anywhere."""
        table = {}
        for key, probability in (("boils", 0.75), ("walks", 0.6)):
            if self.chance(probability):
                table[key] = self.rng.choice(self.endings if self.chance(0.2) else self.scenes)
        return table

    def customer(self) -> Document:
        """Return a customer: a temperament, and overrides after the plan."""
        rng = self.rng
        customer: Document = {"name": self.text(3)}
        if self.chance(0.85):
            customer["temperament"] = rng.choice(TEMPERAMENTS)
        for key in ("about", "backstory"):
            if self.chance(0.3):
                customer[key] = self.text()
        if self.chance(0.7):
            customer["severity"] = rng.randint(1, 2 if self.gentle else 5)
        planned = PLANS.get(self.plan, {})
        for key, (low, high) in RANGES.items():
            if key in planned and self.chance(0.65):
                customer[key] = rng.randint(*planned[key])
            elif self.plan == "any" and self.chance(0.45):
                customer[key] = self.draw.number(low, high)
            elif self.plan == "plain" and self.chance(0.1):
                customer[key] = rng.randint(low, high)
        if self.chance(0.5):
            customer["weights"] = {
                skill: rng.choice([0, 50, 150, 200, rng.randint(0, 200), rng.randint(0, 200)])
                for skill in self.some(ALL_SKILLS, 6)
            }
        if self.chance(0.3):
            traits = self.some(list(PORTRAIT), len(PORTRAIT))
            customer["portrait"] = {trait: rng.choice(PORTRAIT[trait]) for trait in traits}
        return customer

    def scene(self, name: str) -> Document:
        """Return one scene, an ending or not."""
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
            if self.chance(0.4):
                scene["need"] = rng.choice(NEEDS_MET)
            return scene
        if "says" in scene and self.chance(0.4):
            scene["enough"] = rng.randint(1, len(_parts(scene["says"])))
        if self.chance(0.2):
            scene["nudge"] = self.text()
        if self.chance(0.25):
            scene["abusive"] = self.chance(0.8)
        if self.chance(0.15):
            scene["clock"] = rng.choice([0, 5, 600, rng.randint(5, 600)])
        if self.chance(0.15):
            scene["hold"] = self.chance(0.8)
        # Now and then the whole scene may hide its replies, more often where they have had enough.
        shy = self.chance(0.3 if name == self.on.get("walks") else 0.1)
        if self.chance(0.4 if shy else 0.25):
            scene["on_silence"] = rng.choice([*self.everywhere, name])
        replies = [self.reply(name, reply, shy) for reply in self.reply_ids[name]]
        _tell_apart(replies)
        if "on_silence" not in scene and all("leaky" in reply for reply in replies):
            del replies[0]["leaky"]
        scene["replies"] = replies
        return scene

    def says(self) -> str | list[str | Document]:
        """Return words: one string, or one to five parts of which some are tables."""
        if self.chance(0.25):
            return self.text()
        return [self.part() for _ in range(self.rng.randint(1, 5))]

    def part(self) -> str | Document:
        """Return one part of some words; a table may set flags, ask and have a speaker."""
        if self.chance(0.6):
            return self.text()
        part: Document = {"text": self.text()}
        if self.chance(0.6):
            part["sets"] = self.some(FLAGS, 2)
        if self.chance(0.5):
            part["asks"] = self.chance(0.9)
        if self.chance(0.3):
            part["speaker"] = self.text(2)
        return part

    def variant(self) -> Document:
        """Return a variant with words, a stage direction or both."""
        variant: Document = {"when": self.guard()}
        kind = self.rng.random()
        if kind < 0.75:
            variant["says"] = self.says()
        if kind > 0.55:
            variant["narration"] = self.text()
        return variant

    def day(self, name: str, scenes: Document) -> Document:
        """Return a day on which the customer, some flags or some words are other ones."""
        rng = self.rng
        day: Document = {"name": name}
        if self.chance(0.7):
            numbers = {key: self.draw.number(*RANGES[key]) for key in self.some(list(RANGES), 3)}
            if self.chance(0.2):
                numbers["severity"] = rng.randint(1, 5)
            day["customer"] = numbers
        if self.chance(0.5):
            day["sets"] = self.some(FLAGS, 2)
        if self.chance(0.7):
            places = _texts(scenes)
            chosen = rng.sample(places, min(len(places), rng.randint(1, 3)))
            day["texts"] = [
                {**place, ("narration" if len(place) == 1 else "text"): self.text()}
                for place in chosen
            ]
        return day

    def test(self, document: Document) -> Document:
        """Return one of the scenario's own tests, expecting what comes of some moves."""
        rng = self.rng
        days = [day["name"] for day in document.get("days", [])]
        day = rng.choice([None, *days])
        moves = random_moves(document, rng, rng.randint(1, 12), day)
        play = Play(document, "random", day)
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
            **({} if day is None else {"day": day}),
        }


def _tell_apart(replies: list[Document]) -> None:
    """Take away each wording of a reply that is another reply's text or wording, by its letters and digits."""

    def letters(text: str) -> str:
        plain = unicodedata.normalize("NFKD", text.casefold())
        return "".join(re.findall(r"[^\W_]", plain))

    texts = [letters(reply["text"]) for reply in replies]
    taken = list(texts)
    for text, reply in zip(texts, replies, strict=True):
        own = [words for words in reply.get("says_like", []) if letters(words) not in taken]
        if texts.count(text) > 1:
            reply.pop("says_like", None)
        elif "says_like" in reply:
            reply["says_like"] = own
            taken += map(letters, own)


def _parts(says: str | list[str | Document]) -> list[str | Document]:
    return [says] if isinstance(says, str) else says


def _texts(scenes: Document) -> list[Document]:
    """Return where words stand that a day may change."""
    places: list[Document] = []
    for name, scene in scenes.items():
        if "says" in scene:
            count = len(_parts(scene["says"]))
            places += [{"scene": name, "part": number} for number in range(1, count + 1)]
        if "narration" in scene:
            places.append({"scene": name})
        places += [{"scene": name, "reply": reply["id"]} for reply in scene.get("replies", [])]
    return places
