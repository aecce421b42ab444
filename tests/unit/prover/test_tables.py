"""Rows added to the tables: a proof of a file that uses them is that of a brute force, with nothing told twice anywhere.

Each case runs in a process of its own, because tables are read when the modules that use them are loaded.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.ruleset import SKILLS
from tests.support.scenarios import head

ROOT = Path(__file__).parents[3]
ADD_A_SKILL = """
from dataclasses import replace
new = tables.Skill("summarize", 2, 6, 2, tables.Kind.LISTENING, False, None, "summed it up", {patience})
tables.SKILLS = MappingProxyType({{**tables.SKILLS, new.name: new}})
tables.DIMENSIONS = tuple(
    replace(row, skills=(*row.skills, new.name)) if row.name == "listening" else row for row in tables.DIMENSIONS
)
"""
ADD_EVENTS = """
added = (tables.Event("slighted", anger=5, ceiling=55), tables.Event("soothed", trust=9, lifts=True, deed=True))
tables.EVENTS = MappingProxyType({**tables.EVENTS, **{event.name: event for event in added}})
"""
COMPARE = """
from simulator.engine.conversation import Conversation
from simulator.engine.machine import ScenarioMachine
from simulator.prover.prover import prove
from simulator.prover.prospect import prospect
from simulator.scenario.parse import parse
from tests.support.brute_force import TooLarge, moves_of, scores
from tests.support.proof_checks import best_from, check_witnesses, compare_scores

reading = parse(TEXT.encode(), "added", "added.toml")
assert reading.scenario is not None, reading.diagnostics
proof = prove(reading.scenario, max_turns=TURNS, random_plays=3)
assert proof.exact, proof.bounds
expected = scores(reading.scenario, timed=False, max_turns=TURNS, most=20_000)
assert len({value for pair in expected.qa.values() for value in pair}) > 1
compare_scores(reading.scenario, proof, False, TURNS, "added", most=20_000)
check_witnesses(reading.scenario, proof, "added")
todo, compared = [Conversation.begin(ScenarioMachine(reading.scenario))], 0
while todo:
    conversation = todo.pop()
    if conversation.over or conversation.state.turns >= 2:
        continue
    found = prospect(conversation, max_turns=TURNS)
    best = best_from(conversation, max_turns=TURNS, most=20_000)
    assert best == (found and found.satisfaction), conversation.state
    compared += 1
    todo += [conversation.move(move).after for move in moves_of(conversation, timed=True)]
print("compared", compared)
"""
CUSTOMER = 'name = "N"\ntrust = 60\nheard = 60'
OPENING = """
[scenes.opening]
says = ["One.", "Two."]
enough = 1
"""
REPLY = """
[[scenes.opening.replies]]
id = "{id}"
text = "x"
{more}
"""
END = """
[scenes.done]
says = "Bye."
ending = "done"
outcome = "full"
"""


def compared(preamble: str, text: str, turns: int) -> int:
    """How many states of plays were compared, with the tables changed first."""
    imports = "from types import MappingProxyType\nfrom simulator import ruleset as tables"
    code = f"{imports}\n{preamble}\nTEXT = {text!r}\nTURNS = {turns}\n"
    done = subprocess.run(
        [sys.executable, "-c", code + COMPARE],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout.split()[-1])


@pytest.mark.parametrize("patience", [0, 2])
def test_a_skill_more(patience: int) -> None:
    """A file that calls for every skill, one more than there are."""
    names = [*SKILLS, "summarize"]
    given = [
        REPLY.format(id=name, more=f"skills = {[name]!r}\nonce = true")
        for name in ("summarize", "own", "reflect")
    ]
    given.append(REPLY.format(id="again", more='skills = ["summarize"]'))
    given.append(REPLY.format(id="end", more='to = "done"'))
    text = head(start="opening", customer=CUSTOMER, needs=names) + OPENING + "".join(given) + END
    assert compared(ADD_A_SKILL.format(patience=patience), text, 3) > 10


def test_events_with_a_ceiling_and_a_lift_of_their_own() -> None:
    """Ceilings that no event had so far, met in every order with those that there are."""
    events = ("slighted", "soothed", "exposed", "broken", "fixed")
    given = [
        REPLY.format(id=name, more=f'event = "{name}"\nskills = ["own"]\nonce = true')
        for name in events
    ]
    given.append(REPLY.format(id="end", more='skills = ["solve", "own"]\nto = "done"'))
    text = head(start="opening", customer=CUSTOMER, needs=["own"]) + OPENING + "".join(given) + END
    assert compared(ADD_EVENTS, text, 4) > 10
