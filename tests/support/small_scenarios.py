"""Random scenarios small enough for a brute force: those of the generator, cut down and their guards kept within bounds.

The generator's own are large: loops in which gauges and counts drift give more states than moving conversations can
visit in a test. Cut down here are the replies of a scene and the numbers that guards compare counts with; every
feature stays.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from simulator.scenario.guards.parser import parse_guard
from simulator.scenario.guards.tree import (
    BooleanOperation,
    Comparison,
    Count,
    Not,
    Number,
    UseCount,
    Value,
)
from simulator.scenario.parse import parse
from tests.reference.random_scenarios import random_document
from tests.reference.toml_text import to_toml

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario

MAX_COUNTED = 4
MAX_REPLIES = 3


def small_scenario(seed: int) -> Scenario:
    """The scenario of a seed, on one of its days."""
    rng = random.Random(seed)
    document = random_document(rng, "small")
    document.pop("tests", None)
    kept = rng.randint(1, MAX_REPLIES)
    scenes = document["scenes"]
    # Words that a day changes may be cut below.
    for day in document.get("days", ()):
        day.pop("texts", None)
    for scene in scenes.values():
        if "replies" in scene:
            scene["replies"] = scene["replies"][:kept]
            # A scene whose replies are all leaky is refused; those that would show it may have been cut.
            if "on_silence" not in scene and all("leaky" in it for it in scene["replies"]):
                scene["replies"][0].pop("leaky")
            if isinstance(scene.get("says"), list):
                scene["says"] = scene["says"][:3]
                scene["enough"] = min(scene.get("enough", 9), len(scene["says"]))
    names = {
        f"{name}.{reply['id']}"
        for name, scene in scenes.items()
        for reply in scene.get("replies", ())
    }
    for scene in scenes.values():
        for variant in scene.get("variants", ()):
            variant["when"] = _bounded(variant["when"], names, rng)
        for reply in scene.get("replies", ()):
            # Going round without end makes too many states; most such ways are made to be taken once.
            if rng.random() < 0.5:
                reply["once"] = True
            if "when" in reply:
                reply["when"] = _bounded(reply["when"], names, rng)
            for guarded in (*reply.get("routes", ()), *reply.get("answers", ())):
                guarded["when"] = _bounded(guarded["when"], names, rng)
    _greet_again(scenes, random.Random(f"{seed} again"))
    reading = parse(to_toml(document).encode(), "random", "random.toml")
    assert reading.scenario is not None, f"seed {seed}: {reading.diagnostics}"
    days = [day.name for day in reading.scenario.days]
    return reading.scenario.on_day(random.Random(f"{seed} day").choice(["", *days]))


def _greet_again(scenes: dict[str, Any], rng: random.Random) -> None:
    """Give some scenes with more to hear other words for a second visit, mostly of one part, mostly surely spoken."""
    for name, scene in scenes.items():
        if isinstance(scene.get("says"), list) and "ending" not in scene and rng.random() < 0.5:
            when = rng.choice(["{}", "{}", "{} or mood < calm", "{} and mood < calm"])
            says = rng.choice([["Again."], ["Again."], ["Again.", "And once more."]])
            again = {"when": when.format(f"seen('{name}')"), "says": says}
            variants = scene.setdefault("variants", [])
            variants.insert(rng.randint(0, min(1, len(variants))), again)


def _bounded(text: str, names: set[str], rng: random.Random) -> str:
    """The guard, or one like it if it names a reply that was cut or compares a count with too large a number."""
    guard = parse_guard(text)
    cut = any(
        ref.function in ("chose", "given") and ref.name not in names for ref in guard.references
    )
    if not cut and not _counts_far(guard.condition):
        return text
    count = rng.choice(["turns", "used('own')", "used('apologize')", "used('listen')"])
    return f"{count} {rng.choice(['<', '>=', '==', '!='])} {rng.randint(0, MAX_COUNTED)}"


def _counts_far(condition: Any) -> bool:
    match condition:
        case Not(inner):
            return _counts_far(inner)
        case BooleanOperation(_, parts):
            return any(map(_counts_far, parts))
        case Comparison(operands, _):
            counts = [
                isinstance(item, UseCount | Count) or item == Value("turns") for item in operands
            ]
            near = [isinstance(item, Number) and item.value <= MAX_COUNTED for item in operands]
            return any(
                counts[at] and not near[other]
                for at in range(len(operands))
                for other in (at - 1, at + 1)
                if 0 <= other < len(operands)
            )
    return False
