"""A blind test of the customers' voices: lines with their tell-tale words masked, for a reader to say whose they are.

    python -m bench.voices LINES.md KEY.json [SEED]

Writes some lines of each shipped scenario, shuffled, with a description of every customer, and the key to them: the scenarios
of the customer whose line it is. Masked are names, figures, words that the scenario's title, summary or description of the
customer gives away, and what only this customer and the agent on this case talk of.
"""

from __future__ import annotations

import json
import random
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.scenario.library import load, shipped_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

LINES = 40
LEAST, MOST = 45, 230
BLANK = "____"
SHORTEST_TELLING = 5
CAPITALS = "and but it no not now or she he so that the then there they this what who yes you"
COMMON = frozenset(CAPITALS.split())
"""Words that stand with a capital after a comma somewhere, and are no names."""
SEED = 1


def spoken(scenario: Scenario) -> Iterator[str]:
    """Yield what the customer says: the parts of scenes, and the first words back to replies."""
    for scene in scenario.scenes.values():
        yield from (part.text for part in scene.says if not part.speaker)
        yield from (reply.answer for reply in scene.replies if reply.leaky is None)


def words_of(text: str) -> set[str]:
    """Return the words of a text, in small letters."""
    return set(re.findall(r"[^\W\d_]+", text.lower()))


def telling_words(scenario: Scenario, others: list[Scenario]) -> set[str]:
    """Return the words by which a reader could tell the scenario, whoever speaks in it."""
    customer = scenario.customer
    about = f"{customer.about} {customer.backstory}"
    source = f"{scenario.title} {scenario.summary} {scenario.industry} {about}"
    agent = words_of(" ".join(reply.text for *_, reply in scenario.replies()))
    elsewhere = words_of(" ".join(line for other in others for line in spoken(other)))
    return {
        word for word in words_of(source) | (agent - elsewhere) if len(word) >= SHORTEST_TELLING
    }


def names_in(scenarios: list[Scenario]) -> set[str]:
    """Return the words that stand with a capital in the middle of a sentence somewhere."""
    lines = " ".join(line for scenario in scenarios for line in spoken(scenario))
    return {name.lower() for name in re.findall(r"(?<=[a-z,] )[A-Z][a-z]+", lines)}


def masked(line: str, telling: set[str]) -> str:
    """Return a line without figures and telling words."""
    line = re.sub(r"[£€]?\d[\d.,:-]*\w*", BLANK, line)
    return re.sub(r"[^\W\d_]+", lambda word: BLANK if word[0].lower() in telling else word[0], line)


def drawn(scenarios: list[Scenario], seed: int) -> list[tuple[str, str]]:
    """Return LINES masked lines with the ids of their scenarios: each scenario in turn, then all of them shuffled."""
    rng = random.Random(seed)
    names = names_in(scenarios) - COMMON
    lines: list[tuple[str, str]] = []
    pools = {}
    for scenario in scenarios:
        others = [other for other in scenarios if other.customer.name != scenario.customer.name]
        telling = names | telling_words(scenario, others)
        pool = [masked(line, telling) for line in dict.fromkeys(spoken(scenario))]
        pool = [line for line in pool if LEAST <= len(line) <= MOST and line.count(BLANK) <= 2]
        rng.shuffle(pool)
        pools[scenario.id] = pool
    order = sorted(pools)
    rng.shuffle(order)
    for place in range(LINES):
        id = order[place % len(order)]
        lines.append((pools[id][place // len(order)], id))
    rng.shuffle(lines)
    return lines


def main(lines_file: str, key_file: str, seed: int = SEED) -> None:
    """Write the lines with the descriptions, and the key."""
    readings = [load(path) for path in sorted(shipped_folder().glob("*.toml"))]
    scenarios = [reading.scenario for reading in readings if reading.scenario]
    lines = drawn(scenarios, seed)
    people = [
        f"- **{scenario.id}**: {scenario.customer.name}, by {scenario.channel}. {scenario.customer.about}"
        for scenario in scenarios
    ]
    numbered = [
        f"{number}. {line}".replace("\n", " / ") for number, (line, _) in enumerate(lines, 1)
    ]
    text = ["# Whose line is it?", "", *people, "", *numbered, ""]
    Path(lines_file).write_text("\n".join(text), "utf-8")
    names = {scenario.id: scenario.customer.name for scenario in scenarios}
    same = {id: [other for other in names if names[other] == names[id]] for id in names}
    key = {number: same[id] for number, (_, id) in enumerate(lines, 1)}
    Path(key_file).write_text(json.dumps(key, indent=1), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if sys.argv[3:] else SEED)
