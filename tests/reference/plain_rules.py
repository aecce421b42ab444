"""A second reading of the rules, as plain loops over dictionaries.

It exists so that the engine can be compared with it to the last digit: it was made from
docs/rules.md alone and follows that page in its order and its words. It must therefore never
import the engine, share a table with it or be mended to agree with it; where the two differ, the
page decides. A comment `reading:` stands where the page leaves a choice.
"""

import ast
import operator
from collections.abc import Callable
from typing import Any

Document = dict[str, Any]

# cool, heard, trust, kind, gated, slip (the slip mirrors the same three numbers)
SKILLS: dict[str, tuple[int, int, int, str, bool, str | None]] = {
    "listen": (2, 4, 0, "listening", False, None),
    "invite": (4, 10, 0, "listening", False, "interrupt"),
    "reflect": (2, 12, 4, "listening", False, "reask"),
    "clarify": (0, 4, 2, "listening", False, "pry"),
    "give-time": (4, 4, 2, "open", False, "rush"),
    "empathize": (6, 8, 2, "relational", False, "dismiss"),
    "apologize": (4, 2, 2, "relational", True, "nonapology"),
    "own": (6, 2, 10, "open", False, "blame"),
    "explain": (2, 0, 6, "", True, "stonewall"),
    "solve": (8, 2, 10, "", True, "giveup"),
    "alternative": (6, 2, 6, "", True, "bare-no"),
    "commit": (2, 0, 8, "open", False, "vague"),
    "followup": (2, 2, 8, "open", False, "forget"),
    "handover": (2, 2, 6, "open", False, "dump"),
    "reassure": (2, 0, 4, "relational", False, "waver"),
    "tailor": (2, 4, 2, "open", False, "robotic"),
    "thank": (0, 2, 2, "relational", False, "entitled"),
    "warm": (2, 2, 2, "relational", False, "cold"),
    "extra": (4, 2, 8, "", True, None),
    "boundary": (6, 0, 4, "open", False, None),
}

GIVES_BACK = {"give-time": 2, "explain": 2, "commit": 2}
SLIP_TAKES = {"pry": 10, "reask": 4, "dump": 4, "rush": 4}

NUMBERS = (
    *("anger", "heard", "trust", "patience", "heat", "cool_cap"),
    *("heard_need", "boil", "turn_cost", "trust_lead"),
)
TEMPERAMENTS: dict[str, tuple[tuple[int, ...], dict[str, int]]] = {
    "steady": ((40, 20, 40, 24, 100, 12, 40, 85, 3, 30), {}),
    "sunny": ((0, 40, 60, 40, 100, 12, 40, 85, 3, 30), {}),
    "firecracker": ((70, 10, 30, 24, 150, 18, 40, 85, 3, 30), {}),
    "slow-burner": ((55, 20, 20, 30, 100, 8, 50, 85, 3, 30), {}),
    "hurrier": (
        (50, 30, 45, 16, 100, 12, 20, 85, 4, 60),
        {"empathize": 50, "solve": 150, "commit": 150},
    ),
    "analyst": (
        (40, 15, 30, 30, 100, 12, 40, 85, 3, 30),
        {"explain": 200, "reassure": 50, "commit": 150},
    ),
    "worrier": (
        (25, 15, 20, 30, 100, 12, 50, 85, 3, 30),
        {"reassure": 200, "followup": 150},
    ),
    "loyal-but-hurt": (
        (45, 10, 60, 24, 100, 12, 50, 85, 3, 30),
        {"thank": 200, "own": 150},
    ),
    "cynic": (
        (50, 20, 5, 20, 100, 12, 30, 85, 3, 30),
        {"apologize": 50, "commit": 150, "thank": 0},
    ),
}

# anger, heard, trust, patience
EVENTS = {
    "fixed": (-20, 0, 10, 6),
    "partial": (-8, 0, 4, 3),
    "bad-news": (10, 0, 0, 0),
    "kept": (-6, 0, 12, 6),
    "broken": (20, 0, -30, 0),
    "exposed": (30, -10, -40, 0),
}

# The lower bound that a band's name stands for in a guard.
BAND_BOUNDS = {
    "furious": -100,
    "angry": -60,
    "frustrated": -35,
    "wary": -10,
    "calm": 15,
    "pleased": 40,
    "delighted": 65,
}

# name, weight, skills, slips
DIMENSIONS = [
    ("listening", 20, ["listen", "invite", "reflect", "clarify"], ["interrupt", "reask"]),
    ("patience", 10, ["give-time"], ["rush"]),
    ("ownership", 15, ["own", "handover"], ["blame", "dump"]),
    ("resolution", 20, ["solve", "alternative", "extra"], ["giveup", "bare-no"]),
    (
        "empathy",
        10,
        ["empathize", "apologize", "warm", "thank", "tailor", "reassure", "boundary"],
        ["dismiss", "nonapology", "cold", "entitled", "robotic", "waver"],
    ),
    ("honesty", 10, ["explain"], ["stonewall"]),
    ("effort", 5, [], ["pry"]),
    ("follow-through", 10, ["commit", "followup"], ["vague", "forget"]),
]

COMPARISONS: dict[type[ast.cmpop], Callable[[int, int], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


class IllegalMove(ValueError):
    """A move that is not allowed; nothing has changed."""


def clamp(x: int) -> int:
    """Give x held to 0..100."""
    return max(0, min(100, x))


def band_of(mood: int) -> str:
    """Give the name of the band a mood lies in."""
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


def without_duplicates(names: list[str]) -> list[str]:
    """Give the names in their order, each once."""
    kept: list[str] = []
    for name in names:
        if name not in kept:
            kept.append(name)
    return kept


def parts_of(says: Any) -> list[tuple[str, list[str]]]:
    """Give the parts of some words as (text, flags)."""
    if says is None:
        return []
    if isinstance(says, str):
        return [(says, [])]
    parts: list[tuple[str, list[str]]] = []
    for part in says:
        if isinstance(part, str):
            parts.append((part, []))
        else:
            parts.append((part["text"], list(part.get("sets", []))))
    return parts


class Play:
    """One conversation, changed in place by each move."""

    def __init__(self, document: Document, scenario_id: str) -> None:
        """Start the conversation: the customer as the file says, the start scene entered."""
        self.document = document
        self.scenario_id = scenario_id

        written = document["customer"]
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
        self.parts: list[tuple[str, list[str]]] = []
        self.own_words = False
        self.parts_heard = 0

        self.flags: set[str] = set()
        self.seen: set[str] = set()
        self.listened: set[str] = set()
        self.chosen: set[tuple[str, str]] = set()
        self.promises_open: list[str] = []
        self.promised: set[str] = set()
        self.uses: dict[str, int] = {}
        self.listens: dict[str, int] = {}
        self.shown: set[str] = set()
        self.slips: dict[str, int] = {}
        self.turns = 0
        self.deed = False
        self.ceiling = 100
        self.broken = 0
        self.exposed = 0
        self.unexplained = 0
        self.criticals: list[str] = []
        self.boils_fired = False
        self.walks_fired = False
        self.interrupted: str | None = None

        self.mood_path: list[int] = []
        self.visit_has_entry = False

        self.ended = False
        self.ending: str | None = None
        self.outcome: str | None = None

        self.enter(document["start"])

    @property
    def mood(self) -> int:
        """Give (heard + trust) // 2 - anger."""
        return (self.heard + self.trust) // 2 - self.anger

    def scene_table(self) -> Document:
        """Give the present scene as it is written."""
        table: Document = self.document["scenes"][self.scene]
        return table

    def offered(self) -> list[str]:
        """Give the ids of the replies that may be chosen now, in file order."""
        if self.ended:
            return []
        ids = []
        for reply in self.scene_table().get("replies", []):
            if "when" in reply and not self.holds(reply["when"]):
                continue
            if reply.get("once", False) and (self.scene, reply["id"]) in self.chosen:
                continue
            ids.append(reply["id"])
        return ids

    def can_listen(self) -> bool:
        """Tell whether the words have parts not yet heard."""
        return not self.ended and self.parts_heard < len(self.parts)

    def enough(self) -> int:
        """Give the number of parts from which a reply is no interruption."""
        enough: int = self.scene_table().get("enough", len(self.parts))
        return min(enough, len(self.parts))

    def move(self, move: str) -> dict[str, Any]:
        """Make one move and give its turn as `replay --json` writes it, without `why`."""
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
        turn_cost = 0
        if self.parts_heard >= self.enough():
            turn_cost = self.customer["turn_cost"]
        self.mood_rule(["listen"], [], 0, False, False, turn_cost, False)
        self.listens[self.scene] = self.listens.get(self.scene, 0) + 1
        self.hear_next_part()

    def move_silence(self) -> None:
        """Let the clock run out."""
        # reading: "It counts as a turn" (here and for a reply): counted as soon as the move is
        # made, so `turns` in a guard on the way out of this move has this move in it
        self.turns += 1
        visit = self.start_turn()
        self.mood_rule([], [], 1, False, False, 0, False)
        if self.leaving_holds():
            self.leave(None)
        self.finish_turn(visit)

    def move_reply(self, reply: Document) -> None:
        """Say one of the replies that are offered."""
        self.turns += 1
        visit = self.start_turn()

        # 1. tags
        skills = list(reply.get("skills", []))
        slips = list(reply.get("slips", []))
        if self.parts_heard < self.enough() and not reply.get("may_interrupt", False):
            slips.append("interrupt")

        # 2. the mood rule
        wait = reply.get("wait", {})
        self.mood_rule(
            skills,
            slips,
            wait.get("ticks", 0),
            wait.get("explained", False),
            reply.get("decline", False),
            self.customer["turn_cost"],
            self.scene_table().get("abusive", False),
        )

        # 3. chosen, flags
        self.chosen.add((self.scene, reply["id"]))
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

        # 6. the target
        target: str | None = None
        for route in reply.get("routes", []):
            if self.holds(route["when"]):
                target = route["to"]
                break
        else:
            target = reply.get("to")
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

    def leaving_holds(self) -> bool:
        """Tell whether the customer leaves now."""
        return self.patience == 0 and self.mood < -35

    def leave(self, target: str | None) -> None:
        """Go to the walks scene the first time, else end the conversation."""
        walks = self.document.get("on", {}).get("walks")
        if walks is not None and not self.walks_fired:
            self.walks_fired = True
            self.interrupted = target if target is not None else self.scene
            self.enter(walks)
            return
        self.break_open_promises()
        self.ended = True
        self.ending = "walked-out"
        self.outcome = "none"

    def boiling_holds(self) -> bool:
        """Tell whether the customer boils over now."""
        boils = self.document.get("on", {}).get("boils")
        return boils is not None and not self.boils_fired and self.anger >= self.customer["boil"]

    def start_turn(self) -> int:
        """Give the place in the mood path of the visit in which this turn is made."""
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
        scene = self.scene_table()
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
            self.ended = True
            self.ending = scene["ending"]
            self.outcome = scene["outcome"]

    def hear_next_part(self) -> None:
        """Hear one part more."""
        for flag in self.parts[self.parts_heard][1]:
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
        if event == "broken":
            self.broken += 1
            self.ceiling = min(self.ceiling, 40)
        if event == "exposed":
            self.exposed += 1
            self.ceiling = min(self.ceiling, 15)
        self.trust = min(self.trust, self.ceiling)

    def break_open_promises(self) -> None:
        """Break every promise still open, in the order made."""
        # reading: a promise that is broken is no longer open
        while self.promises_open:
            self.promises_open.pop(0)
            self.add_event("broken")

    def mood_rule(
        self,
        skills: list[str],
        slips: list[str],
        ticks: int,
        explained: bool,
        decline: bool,
        turn_cost: int,
        abusive: bool,
    ) -> None:
        """Move the gauges."""
        customer = self.customer
        skills = without_duplicates(skills)
        slips = without_duplicates(slips)

        # 1. conversions
        # reading: "added bare-no for it" is not so where the reply is tagged bare-no itself; else
        # "adding a skill never hurts that reply" would not hold for alternative
        bare_no_for_decline = False
        if decline and "alternative" not in skills and "bare-no" not in slips:
            slips.append("bare-no")
            bare_no_for_decline = True
        converted = []
        if "warm" in skills and self.anger >= 40:
            converted.append("warm")
            slips.append("cold")
        if "apologize" in skills and self.uses.get("apologize", 0) >= 2:
            converted.append("apologize")
            slips.append("nonapology")
        if "boundary" in skills and not abusive:
            converted.append("boundary")
            slips.append("cold")
        slips = without_duplicates(slips)
        for skill in converted:
            skills.remove(skill)
            self.uses[skill] = self.uses.get(skill, 0) + 1

        # 2. patience
        cost = turn_cost
        cost += 3 * ticks * (1 if explained else 2)
        for slip in slips:
            cost += SLIP_TAKES.get(slip, 0)
        over = max(0, cost - self.patience)
        given_back = 0
        for skill in skills:
            given_back += GIVES_BACK.get(skill, 0)
        patience = clamp(max(0, self.patience - cost) + given_back)

        # 3. slips
        heat = 0
        heard_loss = 0
        trust_loss = 0
        for slip in slips:
            for c, h, t, _kind, _gated, mirror in SKILLS.values():
                if mirror == slip:
                    heat += 2 * max(c, 2)
                    heard_loss += 2 * h
                    trust_loss += 2 * t

        # 4. paying: the listening and relational skills that are not gated
        cool_total = 0
        heard_gained = 0
        trust_gained = 0
        for skill in skills:
            _c, _h, _t, kind, gated, _mirror = SKILLS[skill]
            if kind in ("listening", "relational") and not gated:
                cool, gain_heard, gain_trust = self.pay(skill, 100)
                cool_total += cool
                heard_gained += gain_heard
                trust_gained += gain_trust
        h_now = clamp(self.heard - heard_loss + heard_gained)

        # 5. paying: the gated and the open skills
        if self.anger >= customer["boil"]:
            gate = 0
        elif h_now >= customer["heard_need"]:
            gate = 100
        else:
            gate = 50
        heard_gained_later = 0
        for skill in skills:
            _c, _h, _t, kind, gated, _mirror = SKILLS[skill]
            if gated or kind == "open":
                cool, gain_heard, gain_trust = self.pay(skill, gate if gated else 100)
                cool_total += cool
                heard_gained_later += gain_heard
                trust_gained += gain_trust

        # 6. decline
        if decline:
            trust_gained += 6
            if not bare_no_for_decline:
                heat += 6 if h_now >= customer["heard_need"] else 12

        # 7. heat and cool
        heat = heat * customer["heat"] // 100
        cool = min(cool_total, customer["cool_cap"])

        # 8. the gauges
        hot = self.anger + heat + over
        floor = 0 if self.deed else 15
        anger = clamp(min(hot, max(hot - cool, floor)))
        heard = clamp(h_now + heard_gained_later)
        low = max(0, self.trust - trust_loss)
        top = min(100 if self.deed else 70, heard + customer["trust_lead"])
        trust = min(max(low, min(low + trust_gained, top)), 100, self.ceiling)

        self.anger = anger
        self.heard = heard
        self.trust = trust
        self.patience = patience

        for skill in skills:
            self.shown.add(skill)
        for slip in slips:
            self.slips[slip] = self.slips.get(slip, 0) + 1
        if not explained:
            self.unexplained += ticks

    def pay(self, skill: str, gate: int) -> tuple[int, int, int]:
        """Give what a skill gains in cool, heard and trust, and count its use."""
        cool, heard, trust, kind, _gated, _mirror = SKILLS[skill]
        earlier = self.uses.get(skill, 0)
        if skill == "listen":
            earlier = self.listens.get(self.scene, 0)
        fades = [100, 50] if kind == "relational" else [100, 100, 100]
        fade = fades[earlier] if earlier < len(fades) else 0
        factor = min(fade, gate) * self.weights[skill]
        self.uses[skill] = self.uses.get(skill, 0) + 1
        return (cool * factor // 10000, heard * factor // 10000, trust * factor // 10000)

    def holds(self, guard: str) -> bool:
        """Tell whether a guard holds now."""
        return bool(self.value_of(ast.parse(guard.strip(), mode="eval").body))

    def value_of(self, node: ast.expr) -> int | bool:
        """Give what a piece of a guard is worth now."""
        if isinstance(node, ast.BoolOp):
            values = [bool(self.value_of(value)) for value in node.values]
            return all(values) if isinstance(node.op, ast.And) else any(values)
        if isinstance(node, ast.UnaryOp):
            if isinstance(node.op, ast.Not):
                return not self.value_of(node.operand)
            return -self.value_of(node.operand)
        if isinstance(node, ast.Compare):
            left = self.value_of(node.left)
            for op, side in zip(node.ops, node.comparators, strict=True):
                right = self.value_of(side)
                if not COMPARISONS[type(op)](left, right):
                    return False
                left = right
            return True
        if isinstance(node, ast.Constant):
            assert isinstance(node.value, int)
            return node.value
        if isinstance(node, ast.Name):
            return self.named_value(node.id)
        if isinstance(node, ast.Call):
            function, argument = node.func, node.args[0]
            assert isinstance(function, ast.Name)
            assert isinstance(argument, ast.Constant)
            return self.asked(function.id, str(argument.value))
        raise AssertionError(ast.dump(node))

    def named_value(self, name: str) -> int:
        """Give the number a name in a guard stands for."""
        if name in BAND_BOUNDS:
            return BAND_BOUNDS[name]
        values = {
            "anger": self.anger,
            "heard": self.heard,
            "trust": self.trust,
            "patience": self.patience,
            "mood": self.mood,
            "turns": self.turns,
        }
        return values[name]

    def asked(self, function: str, name: str) -> int | bool:
        """Give the answer to one of the guard functions."""
        if function == "flag":
            return name in self.flags
        if function == "seen":
            return name in self.seen
        if function == "listened":
            return name in self.listened
        if function == "chose":
            scene, reply = name.split(".")
            return (scene, reply) in self.chosen
        if function == "promised":
            # reading: "promises open, and ever made": promised() asks whether ever made
            return name in self.promised
        if function == "used":
            return self.uses.get(name, 0)
        raise AssertionError(function)

    def result(self) -> dict[str, Any]:
        """Give satisfaction, QA and predictions of a conversation that is over."""
        assert self.ended
        # reading: "(if it is empty: the mood alone)": the path then has that one entry
        path = self.mood_path or [self.mood]
        end = path[-1]
        mean = sum(path) // len(path)
        satisfaction = (2 * end + 2 * mean + max(path) + min(path)) // 6
        if self.outcome == "full":
            satisfaction += 10
        if self.outcome == "none":
            satisfaction -= 20
        if (
            self.outcome == "full"
            and "own" in self.shown
            and ("extra" in self.shown or "followup" in self.shown)
            and self.severity <= 2
            and self.broken == 0
            and self.exposed == 0
            and not self.criticals
        ):
            satisfaction += 8

        dimensions = self.dimensions()
        return {
            "satisfaction": satisfaction,
            "qa": self.qa(dimensions),
            "dimensions": dimensions,
            "criticals": list(self.criticals),
            "predicted": self.predicted(satisfaction, end),
        }

    def dimensions(self) -> dict[str, int | None]:
        """Give the value of each dimension, None where it does not apply."""
        values: dict[str, int | None] = {}
        for name, _weight, skills, slips in DIMENSIONS:
            needs = [need for need in self.document["needs"] if need in skills]
            made = 0
            for slip in slips:
                made += self.slips.get(slip, 0)
            if name == "effort":
                made += self.unexplained
            if name == "follow-through":
                # reading: "each broken promise twice" stands among the slips, so a broken promise
                # makes the dimension apply; an event broken written in the file is one too
                made += 2 * self.broken
            if not needs and made == 0 and name != "effort":
                values[name] = None
                continue
            start = 100
            if needs:
                shown = [need for need in needs if need in self.shown]
                start = 100 * len(shown) // len(needs)
            values[name] = max(0, start - 50 * made)
        return values

    def qa(self, dimensions: dict[str, int | None]) -> int:
        """Give the quality of the trainee's work, 0..100."""
        total = 0
        weights = 0
        for name, weight, _skills, _slips in DIMENSIONS:
            value = dimensions[name]
            if value is not None:
                total += weight * value
                weights += weight
        qa = total // weights
        if dimensions["listening"] == 0 or dimensions["follow-through"] == 0:
            qa = min(qa, 70)
        if self.criticals:
            qa = 0
        return qa

    def predicted(self, satisfaction: int, end: int) -> dict[str, Any]:
        """Give the simulated survey answers and what the customer does next."""
        if satisfaction >= 55:
            csat = 5
        elif satisfaction >= 30:
            csat = 4
        elif satisfaction >= 5:
            csat = 3
        elif satisfaction >= -25:
            csat = 2
        else:
            csat = 1
        if self.outcome == "none":
            csat = min(csat, 3)
        if self.criticals:
            csat = min(csat, 2)

        nps = max(0, min(10, 5 + (end + self.trust - 50) // 20))

        effort = 7 - self.slips.get("pry", 0) - self.slips.get("reask", 0)
        effort -= self.slips.get("dump", 0) + self.unexplained
        effort = max(1, effort)

        if end <= -60 or self.trust < 20 or self.criticals:
            retention = "leaves"
        elif self.trust < 40 or effort <= 3 or end < -10:
            retention = "at-risk"
        else:
            retention = "stays"

        if end < -34 or effort <= 2:
            word_of_mouth = "negative"
        elif nps >= 9:
            word_of_mouth = "positive"
        else:
            # reading: "else none" is a word like negative and positive, not null
            word_of_mouth = "none"

        return {
            "csat": csat,
            "nps": nps,
            "effort": effort,
            "retention": retention,
            "word_of_mouth": word_of_mouth,
        }

    def snapshot(self) -> dict[str, Any]:
        """Give the whole state in plain values: sets as sorted lists, counts without zeros."""
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
            "listened": sorted(self.listened),
            "chosen": sorted(f"{scene}.{reply}" for scene, reply in self.chosen),
            "promises_open": list(self.promises_open),
            "promised": sorted(self.promised),
            "uses": dict(sorted(self.uses.items())),
            "listens": dict(sorted(self.listens.items())),
            "slips": dict(sorted(self.slips.items())),
            "shown": sorted(self.shown),
            "turns": self.turns,
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
        }


def replay(document: Document, scenario_id: str, moves: list[str]) -> dict[str, Any]:
    """Give what `replay --json` prints for these moves, without `why`."""
    play = Play(document, scenario_id)
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
