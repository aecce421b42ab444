"""A small scenario with a leaky reply, an abusive scene and a hold, and shifts of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.engine.conversation import Conversation
from simulator.engine.machine import ScenarioMachine
from simulator.scenario.parse import parse

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario

KEY = """\
format = 1
title = "A key"
level = 1
start = "desk"

[customer]
name = "Omar"
temperament = "steady"
anger = {anger}
heard = 30
trust = 40
patience = {patience}
boil = 101

[scenes.desk]
says = ["My key is gone.", "The blue one."]
hold = {hold}
[[scenes.desk.replies]]
id = "two-skills"
text = "That was ours to look after, and here is another."
skills = ["own", "solve"]
event = "fixed"
to = "thanks"
[[scenes.desk.replies]]
id = "mixed"
text = "That is on us, though the night shift had it."
skills = ["own"]
slips = ["blame", "cold"]
to = "out"
[[scenes.desk.replies]]
id = "plain"
text = "A blue one."
to = "out"
[[scenes.desk.replies]]
id = "provoke"
text = "Then look again."
slips = ["cold"]
to = "shouting"
[[scenes.desk.replies]]
id = "send-away"
text = "Come back on Monday."
to = "out"
[[scenes.desk.replies]]
id = "give-away"
text = "Here is the master key."
critical = {{ kind = "business", why = "It opens every door." }}
to = "out"
[[scenes.desk.replies]]
id = "snap"
text = "You lot lose everything."
slips = ["dismiss"]
leaky = 40
[[scenes.desk.replies]]
id = "again"
text = "Tell me once more."
to = "desk"
[[scenes.desk.replies]]
id = "hm"
text = "Hm."

[scenes.shouting]
says = "You clown!"
abusive = true
[[scenes.shouting.replies]]
id = "two-words"
text = "I want to help, and I won't be shouted at."
skills = ["boundary"]
to = "out"

[scenes.thanks]
says = "Thanks."
ending = "mended"
outcome = "full"
[scenes.out]
says = "Right."
ending = "left"
outcome = "none"
"""


def key_scenario(
    id: str = "key", anger: int = 20, patience: int = 40, *, hold: bool = False, level: int = 1
) -> Scenario:
    """The scenario of the lost key, with these numbers."""
    text = KEY.format(anger=anger, patience=patience, hold=str(hold).lower())
    read = parse(text.replace("level = 1", f"level = {level}").encode(), id, f"{id}.toml")
    assert read.scenario, [p.message for p in read.diagnostics if p.severity == "error"]
    return read.scenario


def begun(anger: int = 20, patience: int = 40, *, hold: bool = False) -> Conversation:
    """The conversation about the key at its start."""
    return Conversation.begin(ScenarioMachine(key_scenario("key", anger, patience, hold=hold)))
