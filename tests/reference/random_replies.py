"""Random replies: what they show, what they do, and where they lead."""

from dataclasses import dataclass
from typing import Any

from tests.reference.plain_tables import CEILINGS
from tests.reference.random_guards import GuardWriter
from tests.reference.random_words import (
    CRITICAL_KINDS,
    EVENTS,
    FLAGS,
    PRINCIPLES,
    PROMISES,
    REPLY_SKILLS,
    SLIPS,
    Draw,
)

Document = dict[str, Any]

# Events that cost no trust for good, for trainees who mostly do well.
HARMLESS_EVENTS = [name for name in EVENTS if name not in CEILINGS]


@dataclass(frozen=True)
class Places:
    """Where a reply may lead; `interrupting` are the scenes of boiling over and walking out."""

    scenes: list[str]
    endings: list[str]
    interrupting: list[str]


class ReplyWriter:
    """Writes the replies of one scenario."""

    def __init__(
        self, draw: Draw, guards: GuardWriter, places: Places, gentle: bool, favourite: str
    ) -> None:
        """Take whether the trainee mostly does well, and the skill that is worn out."""
        self.draw = draw
        self.rng = draw.rng
        self.chance = draw.chance
        self.text = draw.text
        self.some = draw.some
        self.guard = guards.guard
        self.places = places
        self.gentle = gentle
        self.favourite = favourite

    def reply(self, scene: str, reply_id: str, shy: bool) -> Document:
        """Return one reply of a scene; a shy one is hidden more often than not."""
        reply: Document = {
            "id": reply_id,
            "text": self.text(),
            "note": self.text(),
            **self.tags(),
            **self.offer(shy),
            **self.waiting(),
        }
        self.add_refusal(reply)
        reply.update(self.deeds())
        reply.update(self.learning())
        reply.update(self.words_back())
        if self.chance(0.3):
            reply["routes"] = [self.route(scene) for _ in range(self.rng.randint(1, 3))]
        target = self.target(scene)
        if target is not None:
            reply["to"] = target
        return reply

    def tags(self) -> Document:
        """Return skills and slips: helpful, harmful, mixed or none, at times written twice."""
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
            elif self.chance(0.08):
                skills = rng.sample(["own", "apologize"], 2)
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

    def offer(self, shy: bool) -> Document:
        """Return what decides whether the reply is offered."""
        offer: Document = {}
        if shy:
            offer["when"] = self.guard() if self.chance(0.3) else "flag('never')"
        elif self.chance(0.25):
            offer["when"] = self.guard()
        if self.chance(0.2):
            offer["once"] = self.chance(0.9)
        if self.chance(0.25):
            offer["may_interrupt"] = self.chance(0.9)
        if self.chance(0.06):
            offer["leaky"] = self.draw.number(1, 100)
        return offer

    def waiting(self) -> Document:
        """Return a wait, or nothing."""
        if not self.chance(0.06 if self.gentle else 0.18):
            return {}
        wait: Document = {"ticks": self.rng.choice([1, 1, 2, 3, self.rng.randint(1, 20)])}
        if self.chance(0.6):
            wait["explained"] = self.chance(0.8)
        return {"wait": wait}

    def add_refusal(self, reply: Document) -> None:
        """Let some replies say no, with an alternative, with a bare no written, or with neither."""
        if not self.chance(0.15):
            return
        reply["decline"] = self.chance(0.9)
        if reply["decline"] and self.chance(0.4):
            reply["skills"] = [*reply.get("skills", []), "alternative"]
        elif self.chance(0.2):
            reply["slips"] = [*reply.get("slips", []), "bare-no"]

    def deeds(self) -> Document:
        """Return events, promises, flags and errors."""
        rng = self.rng
        deeds: Document = {}
        if self.chance(0.2 if self.gentle else 0.3):
            deeds["event"] = rng.choice(HARMLESS_EVENTS if self.gentle else [*EVENTS, "exposed"])
        if self.chance(0.15 if self.gentle else 0.25):
            deeds["promises"] = self.some(PROMISES, 2)
        if self.chance(0.35):
            deeds["keeps"] = self.some(PROMISES, 3)
        if self.chance(0.3):
            deeds["sets"] = self.some(FLAGS, 2)
        if self.chance(0.2):
            deeds["clears"] = self.some(FLAGS, 2)
        if self.chance(0.04):
            deeds["critical"] = {"kind": rng.choice(CRITICAL_KINDS), "why": self.text()}
        return deeds

    def learning(self) -> Document:
        """Return what only the debrief and the matching of typed words read."""
        learning: Document = {}
        if self.chance(0.2):
            learning["action"] = self.text()
        if self.chance(0.15):
            learning["teaches"] = self.rng.sample(PRINCIPLES, self.rng.randint(1, 2))
        if self.chance(0.15):
            count = self.rng.choice([1, 2, 3, 5])
            learning["says_like"] = [self.draw.wording() for _ in range(count)]
        return learning

    def words_back(self) -> Document:
        """Return what is heard after the reply."""
        words: Document = {}
        if self.chance(0.15):
            words["narration"] = self.text()
        if self.chance(0.2):
            words["answers"] = [
                {"when": self.guard(), "text": self.text()} for _ in range(self.rng.randint(1, 3))
            ]
        if self.chance(0.4):
            words["answer"] = self.text()
        return words

    def route(self, scene: str) -> Document:
        """Return one guarded way on."""
        route: Document = {"when": self.guard(), "to": self.target(scene) or scene}
        if self.chance(0.3):
            route["answer"] = self.text()
        return route

    def target(self, scene: str) -> str | None:
        """Return where a reply leads, None to stay."""
        scenes, endings = self.places.scenes, self.places.endings
        resume = 7 if scene in self.places.interrupting else 0.5
        ways = ["next", "any", "self", "ending", "resume", "stay"]
        way = self.rng.choices(ways, [5, 4, 1.5, 2, resume, 5])[0]
        targets = {
            "next": scenes[(scenes.index(scene) + 1) % len(scenes)],
            "any": self.rng.choice([*scenes, *endings]),
            "self": scene,
            "ending": self.rng.choice(endings),
            "resume": "@resume",
        }
        return targets.get(way)
