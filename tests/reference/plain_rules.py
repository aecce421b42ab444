"""A second reading of the rules, as plain loops over dictionaries.

It exists so that the engine can be compared with it to the last digit: it was made from
docs/rules.md alone and follows that page in its order and its words. It must therefore never
import the engine, share a table with it or be changed to agree with it; where the two differ, the
page decides. A comment `reading:` stands where the page leaves a choice.
"""

from typing import Any

from tests.reference.plain_days import on_day
from tests.reference.plain_guards import holds
from tests.reference.plain_mood import clamp, mood_rule
from tests.reference.plain_result import result_of
from tests.reference.plain_tables import (
    CEILINGS,
    EVENTS,
    LIFTS,
    MAX_COUNTED,
    MAX_FORCED,
    NEED_BY_OUTCOME,
    NUMBERS,
    SKILLS,
    TEMPERAMENTS,
)

Document = dict[str, Any]


class IllegalMove(ValueError):
    """A move that is not allowed; nothing has changed."""


def band_of(mood: int) -> str:
    """Return the name of the band that a mood lies in."""
    if mood < -60:
        return "furious"
    if mood < -35:
        return "angry"
    if mood < -10:
        return "frustrated"
    if mood < 15:
        return "wary"
    if mood < 40:
        return "calm"
    if mood < 65:
        return "pleased"
    return "delighted"


def parts_of(says: Any) -> list[Document]:
    """Return the parts of some words, each as a table with its text, flags and whether it asks."""
    if says is None:
        return []
    if isinstance(says, str):
        says = [says]
    parts = []
    for part in says:
        written = {"text": part} if isinstance(part, str) else part
        parts.append({"sets": [], "asks": False, **written})
    return parts


class Play:
    """One conversation, changed in place by each move."""

    def __init__(self, document: Document, scenario_id: str, day: str | None = None) -> None:
        """Start the conversation: the customer as the file and the day say, the start entered."""
        self.scenario_id = scenario_id
        self.document, day_flags = on_day(document, day)

        written = self.document["customer"]
        numbers, weights = TEMPERAMENTS[written.get("temperament", "steady")]
        self.customer: dict[str, int] = {}
        for name, number in zip(NUMBERS, numbers, strict=True):
            self.customer[name] = written.get(name, number)
        # reading: "weights (percent per skill, default 100)": listen is a skill, so it has one too
        self.weights: dict[str, int] = {}
        for skill in SKILLS:
            self.weights[skill] = written.get("weights", {}).get(skill, weights.get(skill, 100))
        self.severity: int = written.get("severity", 2)

        self.anger = self.customer["anger"]
        self.heard = self.customer["heard"]
        self.trust = self.customer["trust"]
        self.patience = self.customer["patience"]

        self.scene = ""
        self.parts: list[Document] = []
        self.own_words = False
        self.parts_heard = 0

        self.flags: set[str] = set(day_flags)
        self.seen: set[str] = set()
        self.visits: dict[str, int] = {}
        self.listened: set[str] = set()
        self.chosen: set[tuple[str, str]] = set()
        self.given: dict[tuple[str, str], int] = {}
        self.promises_open: list[str] = []
        self.promised: set[str] = set()
        self.uses: dict[str, int] = {}
        self.listens: dict[str, int] = {}
        self.shown: set[str] = set()
        self.slips: dict[str, int] = {}
        self.turns = 0
        self.forced = 0
        self.deed = False
        self.ceiling = 100
        self.broken = 0
        self.exposed = 0
        self.unexplained = 0
        self.criticals: list[str] = []
        self.critical_kinds: set[str] = set()
        self.boils_fired = False
        self.walks_fired = False
        self.interrupted: str | None = None

        self.mood_path: list[int] = []
        self.visit_has_entry = False

        self.answer: str | None = None
        self.ended = False
        self.ending: str | None = None
        self.outcome: str | None = None
        self.need: str | None = None

        self.enter(self.document["start"])

    @property
    def mood(self) -> int:
        """Return (heard + trust) // 2 - anger."""
        return (self.heard + self.trust) // 2 - self.anger

    def scene_table(self) -> Document:
        """Return the present scene as it is written."""
        table: Document = self.document["scenes"][self.scene]
        return table

    def words(self) -> list[str]:
        """Return what has been said of the present words, part by part."""
        return [part["text"] for part in self.parts[: self.parts_heard]]

    def offered(self) -> list[str]:
        """Return the ids of the replies that may be chosen now, in file order."""
        if self.ended:
            return []
        ids = []
        for reply in self.scene_table().get("replies", []):
            if "leaky" in reply:
                continue
            if "when" in reply and not self.holds(reply["when"]):
                continue
            if reply.get("once", False) and (self.scene, reply["id"]) in self.chosen:
                continue
            ids.append(reply["id"])
        return ids

    def can_listen(self) -> bool:
        """Return whether the words have parts not yet heard."""
        return not self.ended and self.parts_heard < len(self.parts)

    def enough(self) -> int:
        """Return the number of parts from which a reply isn't an interruption."""
        enough: int = self.scene_table().get("enough", len(self.parts))
        return min(enough, len(self.parts))

    def move(self, move: str) -> dict[str, Any]:
        """Make one move and return its turn as `replay --json` writes it, without `why`."""
        if self.ended:
            raise IllegalMove(f"{move}: the conversation is over")
        scene_before = self.scene
        if move == "listen":
            if not self.can_listen():
                raise IllegalMove("listen: nothing is left to hear")
            self.move_listen()
        elif move == "silence":
            self.move_silence()
        else:
            if move not in self.offered():
                raise IllegalMove(f"{move}: not offered")
            for reply in self.scene_table()["replies"]:
                if reply["id"] == move:
                    self.move_reply(reply)
                    break
        return {
            "move": move,
            "scene": scene_before,
            "anger": self.anger,
            "heard": self.heard,
            "trust": self.trust,
            "patience": self.patience,
            "mood": self.mood,
            "band": band_of(self.mood),
            "next": self.scene,
        }

    def move_listen(self) -> None:
        """Hear the next part."""
        self.answer = None
        turn_cost = 0
        if self.parts_heard >= self.enough():
            turn_cost = self.customer["hear_cost"]
        mood_rule(self, ["listen"], [], 0, False, False, turn_cost, False)
        self.listens[self.scene] = self.listens.get(self.scene, 0) + 1
        self.hear_next_part()

    def move_silence(self) -> None:
        """Let the clock run out, or wait where there is nothing to say and nothing to hear."""
        self.answer = None
        forced = not self.offered() and not self.can_listen()
        on_silence = self.scene_table().get("on_silence")
        # reading: "It counts as a turn" (here and for a reply): counted as soon as the move is
        # made, so `turns` in a guard on the way out of this move has this move in it
        self.turns += 1
        visit = self.start_turn()
        if forced:
            # reading: a forced silence is a turn like any silence; what is "not counted" where
            # there is an on_silence is the number of forced silences in this visit
            mood_rule(self, [], [], 0, False, False, 0, False)
            if on_silence is not None:
                self.enter(on_silence)
            else:
                self.forced += 1
                if self.forced == MAX_FORCED:
                    self.walk_out()
        else:
            mood_rule(self, [], [], 1, False, False, 0, False)
            if self.leaving_holds():
                self.leave(None)
            elif on_silence is not None:
                self.enter(on_silence)
        self.finish_turn(visit)

    def move_reply(self, reply: Document) -> None:
        """Say one of the replies that are offered."""
        self.turns += 1
        visit = self.start_turn()

        # 1. tags
        skills = list(reply.get("skills", []))
        slips = list(reply.get("slips", []))
        asked = any(part["asks"] for part in self.parts[: self.parts_heard])
        if self.parts_heard < self.enough() and not asked and not reply.get("may_interrupt", False):
            slips.append("interrupt")

        # 2. the mood rule
        wait = reply.get("wait", {})
        mood_rule(
            self,
            skills,
            slips,
            wait.get("ticks", 0),
            wait.get("explained", False),
            reply.get("decline", False),
            self.customer["turn_cost"],
            self.scene_table().get("abusive", False),
        )

        # 3. chosen, flags
        name = (self.scene, reply["id"])
        self.chosen.add(name)
        self.given[name] = min(MAX_COUNTED, self.given.get(name, 0) + 1)
        for flag in reply.get("sets", []):
            self.flags.add(flag)
        for flag in reply.get("clears", []):
            self.flags.discard(flag)

        # 4. event, promises
        if "event" in reply:
            self.add_event(reply["event"])
        for promise in reply.get("keeps", []):
            if promise in self.promises_open:
                self.promises_open.remove(promise)
                self.add_event("kept")
        for promise in reply.get("promises", []):
            if promise not in self.promises_open:
                self.promises_open.append(promise)
                self.promised.add(promise)

        # 5. critical
        if "critical" in reply:
            self.criticals.append(f"{self.scene}.{reply['id']}")
            self.critical_kinds.add(reply["critical"]["kind"])

        # 6. the target
        route = self.first_route(reply)
        self.answer = self.first_answer(reply, route)
        target = route["to"] if route is not None else reply.get("to")
        if target == "@resume":
            target = self.interrupted
            self.interrupted = None

        # 7. leaving, else boiling, else the target
        if self.leaving_holds():
            self.leave(target)
        elif self.boiling_holds():
            self.boils_fired = True
            self.interrupted = target if target is not None else self.scene
            self.enter(self.document["on"]["boils"])
        elif target is not None:
            self.enter(target)

        self.finish_turn(visit)

    def first_route(self, reply: Document) -> Document | None:
        """Return the first route of a reply that holds, None if none does."""
        for route in reply.get("routes", []):
            if self.holds(route["when"]):
                found: Document = route
                return found
        return None

    def first_answer(self, reply: Document, route: Document | None) -> str | None:
        """Return their first words back: the route's, else the first that holds, else the reply's.

        No rule depends on it.
        """
        # reading: "by the state after the reply" is the state in which its routes are looked at
        if route is not None and "answer" in route:
            return str(route["answer"])
        for answer in reply.get("answers", []):
            if self.holds(answer["when"]):
                return str(answer["text"])
        return reply.get("answer")

    def leaving_holds(self) -> bool:
        """Return whether the customer leaves now."""
        return self.patience == 0 and self.mood < -35

    def leave(self, target: str | None) -> None:
        """Go to the walks scene the first time, else end the conversation."""
        walks = self.document.get("on", {}).get("walks")
        if walks is not None and not self.walks_fired:
            self.walks_fired = True
            self.interrupted = target if target is not None else self.scene
            self.enter(walks)
        else:
            self.walk_out()

    def walk_out(self) -> None:
        """End the conversation without an ending of the file."""
        # reading: promises still open are broken here too where silence ended it, "as at any ending"
        self.break_open_promises()
        self.end("walked-out", "none", None)

    def end(self, ending: str, outcome: str, need: str | None) -> None:
        """End the conversation."""
        self.ended = True
        self.ending = ending
        self.outcome = outcome
        self.need = need if need is not None else NEED_BY_OUTCOME[outcome]

    def boiling_holds(self) -> bool:
        """Return whether the customer boils over now."""
        boils = self.document.get("on", {}).get("boils")
        return boils is not None and not self.boils_fired and self.anger >= self.customer["boil"]

    def start_turn(self) -> int:
        """Return the place in the mood path of the visit in which this turn is made."""
        if self.visit_has_entry:
            return len(self.mood_path) - 1
        self.visit_has_entry = True
        return len(self.mood_path)

    def finish_turn(self, visit: int) -> None:
        """Write the mood at the visit's place."""
        if visit == len(self.mood_path):
            self.mood_path.append(self.mood)
        else:
            self.mood_path[visit] = self.mood

    def enter(self, name: str) -> None:
        """Enter a scene."""
        self.scene = name
        self.visit_has_entry = False
        self.forced = 0
        scene = self.scene_table()
        self.visits[name] = min(MAX_COUNTED, self.visits.get(name, 0) + 1)
        # reading: the event comes before the words are chosen, so their guards see its gauges
        if name not in self.seen and "event" in scene:
            self.add_event(scene["event"])

        says = scene.get("says")
        self.own_words = True
        for variant in scene.get("variants", []):
            if self.holds(variant["when"]):
                says = variant.get("says")
                self.own_words = False
                break
        self.parts = parts_of(says)
        self.parts_heard = 0
        self.seen.add(name)

        listened_before = name in self.listened
        if self.parts:
            self.hear_next_part()
        if "ending" in scene or (self.own_words and listened_before):
            while self.parts_heard < len(self.parts):
                self.hear_next_part()

        if "ending" in scene:
            self.break_open_promises()
            self.end(scene["ending"], scene["outcome"], scene.get("need"))

    def hear_next_part(self) -> None:
        """Hear one part more."""
        for flag in self.parts[self.parts_heard]["sets"]:
            self.flags.add(flag)
        self.parts_heard += 1
        if self.own_words and self.parts_heard == len(self.parts):
            self.listened.add(self.scene)

    def add_event(self, event: str) -> None:
        """Add an event to the gauges."""
        anger, heard, trust, patience = EVENTS[event]
        self.anger = clamp(self.anger + anger)
        self.heard = clamp(self.heard + heard)
        self.trust = clamp(self.trust + trust)
        self.patience = clamp(self.patience + patience)
        if event in ("fixed", "kept"):
            self.deed = True
            self.ceiling = LIFTS.get(self.ceiling, self.ceiling)
        if event == "broken":
            self.broken += 1
        if event == "exposed":
            self.exposed += 1
        if event in CEILINGS:
            self.ceiling = min(self.ceiling, CEILINGS[event])
        self.trust = min(self.trust, self.ceiling)

    def break_open_promises(self) -> None:
        """Break every promise still open, in the order made."""
        # reading: a promise that is broken is no longer open
        while self.promises_open:
            self.promises_open.pop(0)
            self.add_event("broken")

    def holds(self, guard: str) -> bool:
        """Return whether a guard holds now."""
        numbers = {
            "anger": self.anger,
            "heard": self.heard,
            "trust": self.trust,
            "patience": self.patience,
            "mood": self.mood,
            "turns": self.turns,
        }
        return holds(guard, numbers, self.asked)

    def asked(self, function: str, name: str) -> int | bool:
        """Return the answer to one of the guard functions."""
        if function == "flag":
            return name in self.flags
        if function == "seen":
            return name in self.seen
        if function == "visits":
            return self.visits.get(name, 0)
        if function == "listened":
            return name in self.listened
        if function in ("chose", "given"):
            scene, reply = name.split(".")
            if function == "chose":
                return (scene, reply) in self.chosen
            return self.given.get((scene, reply), 0)
        if function == "promised":
            # reading: "promises open, and ever made": promised() asks whether ever made
            return name in self.promised
        if function == "used":
            return self.uses.get(name, 0)
        raise AssertionError(function)

    def result(self) -> dict[str, Any]:
        """Return satisfaction, quality and predictions of a conversation that is over."""
        assert self.ended
        return result_of(self)

    def snapshot(self) -> dict[str, Any]:
        """Return the whole state in plain values: sets as sorted lists, counts without zeros."""
        return {
            "scene": self.scene,
            "gauges": {
                "anger": self.anger,
                "heard": self.heard,
                "trust": self.trust,
                "patience": self.patience,
            },
            "mood": self.mood,
            "band": band_of(self.mood),
            "parts_heard": self.parts_heard,
            "parts": len(self.parts),
            "own_words": self.own_words,
            "flags": sorted(self.flags),
            "seen": sorted(self.seen),
            "visits": dict(sorted(self.visits.items())),
            "listened": sorted(self.listened),
            "chosen": sorted(f"{scene}.{reply}" for scene, reply in self.chosen),
            "given": {f"{scene}.{reply}": n for (scene, reply), n in sorted(self.given.items())},
            "promises_open": list(self.promises_open),
            "promised": sorted(self.promised),
            "uses": dict(sorted(self.uses.items())),
            "listens": dict(sorted(self.listens.items())),
            "slips": dict(sorted(self.slips.items())),
            "shown": sorted(self.shown),
            "turns": self.turns,
            "forced": self.forced,
            "deed": self.deed,
            "ceiling": self.ceiling,
            "broken": self.broken,
            "exposed": self.exposed,
            "unexplained": self.unexplained,
            "criticals": list(self.criticals),
            "mood_path": list(self.mood_path),
            "boils_fired": self.boils_fired,
            "walks_fired": self.walks_fired,
            "interrupted": self.interrupted,
            "ended": self.ended,
            "outcome": self.outcome,
            "ending": self.ending,
            "need": self.need,
        }


def replay(
    document: Document, scenario_id: str, moves: list[str], day: str | None = None
) -> dict[str, Any]:
    """Return what `replay --json` prints for these moves, without `why`."""
    play = Play(document, scenario_id, day)
    turns = []
    error = None
    for index, move in enumerate(moves):
        try:
            turns.append(play.move(move))
        except IllegalMove as illegal:
            error = {"move": move, "index": index, "message": str(illegal)}
            break
    answer: dict[str, Any] = {
        "scenario": scenario_id,
        "turns": turns,
        "ended": play.ended,
        "ending": play.ending,
        "outcome": play.outcome,
        "offered": play.offered(),
        "can_listen": play.can_listen(),
    }
    if play.ended:
        answer.update(play.result())
    # reading: "the turns so far, and error": the other keys stand too, for the state reached
    if error is not None:
        answer["error"] = error
    return answer
