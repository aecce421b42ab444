"""Small scenarios, and conversations at their start."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from simulator.engine.conversation import Conversation
from simulator.engine.machine import ScenarioMachine
from simulator.scenario.parse import parse

if TYPE_CHECKING:
    from collections.abc import Sequence


def head(
    title: str = "T",
    start: str = "a",
    customer: str = 'name = "Kim"',
    **keys: str | int | Sequence[str],
) -> str:
    """What stands above the scenes of a file: five lines, and one for each key that is given."""
    top = {"format": 1, "title": title, "start": start, **keys}
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in top.items())
    return f"{lines}[customer]\n{customer}\n"


def conversation(scenes: str, needs: str = "", customer: str = "", top: str = "") -> Conversation:
    """The start of a conversation over some scenes."""
    text = f"{top}needs = [{needs}]\n" + head(customer=f'name = "Kim"\n{customer}') + scenes
    reading = parse(text.encode(), "t", "t.toml")
    assert reading.scenario is not None, reading.diagnostics
    return Conversation.begin(ScenarioMachine(reading.scenario))


WORKED = (
    "".join(
        f"""
[scenes.{scene}]
says = "…"
[[scenes.{scene}.replies]]
id = "r"
text = "…"
skills = [{skills}]
{more}
to = "{to}"
"""
        for scene, to, skills, more in (
            ("a", "b", '"invite", "empathize"', ""),
            ("b", "c", '"reflect", "own"', ""),
            ("c", "d", '"apologize", "solve"', ""),
            ("d", "e", '"explain", "commit"', "wait = { ticks = 2, explained = true }"),
            ("e", "f", '"tailor"', 'event = "fixed"'),
            ("f", "g", '"extra", "thank", "followup"', ""),
        )
    )
    + '[scenes.g]\nsays = "…"\nending = "done"\noutcome = "full"\n'
)

PARCEL = """\
format = 1
title = "Late parcel"
summary = "A parcel is late."
brief = "You answer for a parcel service."
channel = "phone"
level = 1
needs = ["listen", "own", "solve"]
lesson = "Let people finish."
clock = 20
start = "opening"

[customer]
name = "Dana Weiss"
about = "Waits for a parcel."
backstory = "It is a birthday present."

[scenes.opening]
narration = "The line crackles."
says = ["My parcel was meant to come on Monday.", "And I can't stay in tomorrow."]
nudge = "Hello? Are you there?"

[[scenes.opening.replies]]
id = "own-it"
text = "You stayed in, and nobody came. That is ours to put right."
teaches = [8]
action = "You open the ticket."
skills = ["reflect", "own"]
promises = ["call-back"]
note = "Says it back."
answer = "Yes. Exactly."
to = "waiting"

[[scenes.opening.replies]]
id = "brush-off"
text = "It is the busy season."
slips = ["dismiss"]
answer = "That does not help me."
to = "waiting"

[scenes.waiting]
narration = "You look it up; time passes."

[[scenes.waiting.replies]]
id = "tell"
text = "It is in the depot."
when = "turns >= 2"
skills = ["solve"]
event = "fixed"
keeps = ["call-back"]
to = "done"

[scenes.done]
says = "Thank you."
ending = "saved"
outcome = "full"
"""
MARKUP = "[@click=app.quit]x[/] [bold]"

SCENES = """
[scenes.a]
says = ["One.", "Two."]
[[scenes.a.replies]]
id = "own"
text = "Ours."
skills = ["reflect", "own"]
to = "b"
[[scenes.a.replies]]
id = "blame"
text = "Theirs."
slips = ["blame"]
to = "b"
[[scenes.a.replies]]
id = "leave"
text = "Bye."
to = "bad"
[scenes.b]
says = "And?"
[[scenes.b.replies]]
id = "solve"
text = "Mended."
skills = ["solve"]
to = "good"
[[scenes.b.replies]]
id = "wait"
text = "Wait."
when = "chose('a.blame')"
to = "good"
[scenes.good]
says = "Good."
ending = "good"
outcome = "full"
[scenes.bad]
says = "Bad."
ending = "bad"
outcome = "none"
"""
