"""Where plays went: counts by scene and reply, over plays that apply in whole or in part."""

from __future__ import annotations

from simulator.engine.conversation import Conversation, play
from simulator.engine.machine import ScenarioMachine
from simulator.records.record import Entry
from simulator.report.trails import (
    Trails,
    plays_sentence,
    reply_sentence,
    retrace,
    scene_sentence,
    sum_trails,
    trail_lines,
    trails_of,
)
from simulator.scenario.parse import parse
from tests.support.scenarios import head

TEXT = (
    head("Round", "hall", 'name = "Ida"')
    + """
[scenes.hall]
says = ["One.", "Two."]
[[scenes.hall.replies]]
id = "stay"
text = "A"
skills = ["own"]
[[scenes.hall.replies]]
id = "go"
text = "A"
skills = ["solve"]
to = "yard"
[scenes.yard]
says = "Three."
[[scenes.yard.replies]]
id = "back"
text = "A"
skills = ["thank"]
to = "hall"
[[scenes.yard.replies]]
id = "leave"
text = "A"
skills = ["explain"]
to = "over"
[scenes.over]
says = "Good day."
ending = "over"
outcome = "full"
"""
)


def machine_of() -> ScenarioMachine:
    """The machine of the scenario above."""
    scenario = parse(TEXT.encode(), "round", "round.toml").scenario
    assert scenario
    return ScenarioMachine(scenario)


def entries(*moves: str, scene: str | None = None) -> tuple[Entry, ...]:
    """A saved play of these moves; the last was made in that scene, if one is named."""
    last = len(moves) - 1
    return tuple(Entry(move, 1, scene if at == last else None) for at, move in enumerate(moves))


def test_a_play_counts_once_for_each_scene_and_reply() -> None:
    """However often it came there; listening is no reply, and a play without a move is none."""
    plays = [entries("listen", "stay", "stay", "go", "back", "go", "leave"), entries("go"), ()]
    trails = trails_of(machine_of(), plays)
    assert (2, 0) == (trails.plays, trails.cut)
    assert {"hall": 2, "yard": 2, "over": 1} == trails.scenes
    replies = {("hall", "stay"): 1, ("hall", "go"): 2, ("yard", "back"): 1, ("yard", "leave"): 1}
    assert replies == trails.replies


def test_a_play_that_no_longer_applies_counts_as_far_as_it_does() -> None:
    """By a move that is not there, or by one that was made in another scene."""
    gone, elsewhere = entries("go", "sing", "leave"), entries("go", "leave", scene="hall")
    turns, broken_at = retrace(machine_of(), gone)
    assert (("go",), 1) == (tuple(turn.move for turn in turns), broken_at)
    assert 1 == retrace(machine_of(), elsewhere)[1]
    trails = trails_of(machine_of(), [gone, elsewhere])
    assert Trails(2, 2, {"hall": 2, "yard": 2}, {("hall", "go"): 2}) == trails


def test_trails_add_up() -> None:
    """Plays of different days are made again apart, and counted together."""
    first, second = [entries("stay", "go"), entries("sing")], [entries("go", "leave")]
    apart = [trails_of(machine_of(), plays) for plays in (first, second)]
    assert trails_of(machine_of(), [*first, *second]) == sum_trails(apart)
    assert trails_of(machine_of(), []) == sum_trails([])


def test_the_words() -> None:
    """Numbers with what they are of; nothing is said where there is nothing to count."""
    trails = trails_of(machine_of(), [entries("stay"), entries("stay", "go", "sing")])
    assert "2 saved plays, 1 only partly" == plays_sentence(trails)
    assert ["2 of 2 plays", "1 of 2 plays", "no plays"] == [
        scene_sentence(trails, name) for name in ("hall", "yard", "over")
    ]
    assert ["given in 2 plays", "given in 1 play", "given in no plays"] == [
        reply_sentence(trails, *reply)
        for reply in (("hall", "stay"), ("hall", "go"), ("yard", "back"))
    ]
    none = trails_of(machine_of(), [])
    assert ("no saved plays", "", "") == (
        plays_sentence(none),
        scene_sentence(none, "hall"),
        reply_sentence(none, "hall", "go"),
    )


def test_all_of_it_in_lines() -> None:
    """Scenes and replies in the order of the file, with where a live play is and how it came there."""
    machine = machine_of()
    turns = play(Conversation.begin(machine), ["listen", "go"])
    lines = trail_lines(machine.scenario, trails_of(machine, [entries("stay")]), "yard", turns)
    assert [
        "Map: 3 scenes, 1 saved play.",
        "hall: 1 of 1 play, on the way here.",
        "  stay: given in 1 play.",
        "  go: given in no plays, on the way here.",
        "yard: no plays, now.",
        "  back.",
        "  leave.",
        "over: no plays.",
    ] == lines
