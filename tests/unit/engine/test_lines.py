"""What can be heard and seen of a conversation: your greeting, who speaks, and what your doing brings to light."""

from __future__ import annotations

import json

from simulator.engine.conversation import Conversation
from simulator.engine.lines import Line, Voice
from simulator.engine.machine import ScenarioMachine
from simulator.plain.words import line_texts
from simulator.play.rules import Rules
from simulator.play.session import PlaySession
from simulator.rounds.hosted.scenes import scene_now, spoken_line
from simulator.rounds.protocol import encode
from simulator.scenario.parse import parse
from simulator.tui.transcript import line_paragraphs
from tests.support.scenarios import head

TEXT = (
    head("The Larks", greeting="Larkfield Housing, Sam speaking.")
    + """
[scenes.a]
narration = "A child cries."
says = ["It's damp.", { text = "It's black!", speaker = "Tamsin" }]
[[scenes.a.replies]]
id = "look"
text = "Let me look."
action = "You open the file."
narration = "The log shows two visits."
answer = "And?"
[[scenes.a.replies]]
id = "again"
text = "Start again, please."
to = "a"
[[scenes.a.replies]]
id = "bye"
text = "Bye."
to = "z"
[scenes.z]
says = "Bye."
ending = "done"
outcome = "full"
"""
)
GREETING = Line(Voice.YOU, "Larkfield Housing, Sam speaking.")
SCENE = (Line(Voice.NARRATION, "A child cries."), Line(Voice.CUSTOMER, "It's damp."))
TAMSIN = Line(Voice.CUSTOMER, "It's black!", "Tamsin")


def machine() -> ScenarioMachine:
    """The machine of the scenario."""
    reading = parse(TEXT.encode(), "larks", "larks.toml")
    assert reading.scenario, reading.diagnostics
    return ScenarioMachine(reading.scenario)


def test_your_greeting_comes_first_and_is_no_move() -> None:
    """Until a turn is made; a scene entered later has none."""
    start = Conversation.begin(machine())
    assert (GREETING, *SCENE) == start.opening
    assert 0 == start.state.turns
    heard = start.move("listen").after
    assert (GREETING, *SCENE, TAMSIN) == heard.opening
    again = heard.move("again")
    assert (Line(Voice.YOU, "Start again, please."), *SCENE, TAMSIN) == again.said


def test_whoever_speaks_is_named_in_every_face() -> None:
    """Plain mode, the full screen, and what a browser is sent."""
    assert (TAMSIN,) == Conversation.begin(machine()).move("listen").said
    assert ["Tamsin: It's black!"] == line_texts(TAMSIN)
    assert ["Tamsin", "Kim"] == [
        paragraph.lead.strip().rstrip(":")
        for paragraph in line_paragraphs([TAMSIN, SCENE[1]], "phone", "Kim")
    ]
    assert {"voice": "customer", "text": "It's black!", "speaker": "Tamsin"} == json.loads(
        encode(spoken_line(TAMSIN))
    )
    assert {"voice": "customer", "text": "It's damp."} == json.loads(encode(spoken_line(SCENE[1])))


def test_a_browser_is_sent_the_greeting_and_the_speakers() -> None:
    """With the scene, since it draws the beginning from that; neither where there is none."""
    seat = PlaySession(machine(), Rules(), lambda: 0.0, None)
    begun = scene_now(seat, "1", b"")
    assert (GREETING.text, ()) == (begun.greeting, begun.speakers)
    assert b"speakers" not in encode(begun)
    seat.move("listen")
    assert ("", "Tamsin") == scene_now(seat, "1", b"").speakers
    seat.move("again")
    assert b"greeting" not in encode(scene_now(seat, "1", b""))


def test_what_your_doing_brings_to_light_comes_before_the_answer() -> None:
    """After what you say and do."""
    turn = Conversation.begin(machine()).move("look")
    assert (
        Line(Voice.YOU, "Let me look."),
        Line(Voice.ACTION, "You open the file."),
        Line(Voice.NARRATION, "The log shows two visits."),
        Line(Voice.CUSTOMER, "And?"),
    ) == turn.said
