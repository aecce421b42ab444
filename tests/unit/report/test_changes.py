"""What changed in meaning between two versions: every kind of change is named once, and nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator.report.changes import differences
from simulator.scenario.parse import parse
from tests.support.scenarios import head

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario

OLD = (
    head("The hard bread", "opening", 'name = "Ida Holm"', needs=["own"])
    + """
[scenes.opening]
says = "This bread is hard."

[[scenes.opening.replies]]
id = "own-it"
text = "It should not be."
skills = ["own"]
note = "N."
to = "over"

[[scenes.opening.replies]]
id = "shrug"
text = "Bread gets hard."
slips = ["dismiss"]
when = "mood >= angry"
note = "N."
routes = [{ when = "mood < angry", to = "lost" }]
to = "over"

[scenes.over]
says = "Good day."
ending = "settled"
outcome = "full"

[scenes.lost]
says = "Good bye."
ending = "lost"
outcome = "none"

[[tests]]
name = "owning it"
moves = ["own-it"]
expect = { ending = "settled" }
"""
)


def scenario(text: str) -> Scenario:
    """The scenario of a text."""
    reading = parse(text.encode(), "bread", "bread.toml")
    assert reading.scenario is not None, reading.diagnostics
    return reading.scenario


def told(new: str, old: str = OLD) -> list[str]:
    """The differences, as they are told."""
    return [str(difference) for difference in differences(scenario(old), scenario(new))]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("The hard bread", "Hard bread", 'changed: title: "The hard bread" → "Hard bread"'),
        ("needs =", "level = 3\nneeds =", "changed: level: 1 → 3"),
        ('["own"]\n[', '["own", "solve"]\n[', 'changed: needs: ["own"] → ["own", "solve"]'),
        ("Ida Holm", "Eva Holm", 'changed: customer.name: "Ida Holm" → "Eva Holm"'),
        ('Holm"', 'Holm"\nanger = 50', "changed: customer.anger: 40 → 50"),
        ('skills = ["own"]', "", 'changed: scenes.opening.replies.own-it.skills: ["own"] → []'),
        ("mood >= angry", "mood >= wary",
            'changed: scenes.opening.replies.shrug.when: "mood >= angry" → "mood >= wary"'),
        ('when = "mood >= angry"\n', "",
            'changed: scenes.opening.replies.shrug.when: "mood >= angry" → none'),
        ('"owning it"', '"it is owned"', ["added: tests.\"it is owned\"", "removed: tests.\"owning it\""]),
        ('expect = { ending = "settled" }', "", 'changed: tests."owning it"'),
        ('ending = "lost"', 'ending = "gone"',
            'changed: scenes.lost.ending: { name "lost", outcome "none", need "missed" } → '
            '{ name "gone", outcome "none", need "missed" }'),
        ('Holm"', 'Holm"\nportrait = { hair = "bun" }', 'changed: customer.portrait.hair: none → "bun"'),
        ('Holm"', 'Holm"\nhear_cost = 2', "changed: customer.hear_cost: 0 → 2"),
        ("needs =", 'greeting = "Hi."\nneeds =', 'changed: greeting: none → "Hi."'),
        ("needs =", 'root = "oven"\nneeds =', 'changed: root: none → "oven"'),
        ('is hard."', 'is hard."\non_silence = "lost"', 'changed: scenes.opening.on_silence: none → "lost"'),
        ('is hard."', 'is hard."\nhold = true', "changed: scenes.opening.hold: false → true"),
        ('skills = ["own"]', 'skills = ["own"]\nteaches = [3]', "changed: scenes.opening.replies.own-it.teaches: [] → [3]"),
        ('skills = ["own"]', 'skills = ["own"]\nleaky = 3', "changed: scenes.opening.replies.own-it.leaky: none → 3"),
        ('skills = ["own"]', 'skills = ["own"]\nsays_like = ["Oh."]',
            'changed: scenes.opening.replies.own-it.says_like: [] → ["Oh."]'),
        ('skills = ["own"]', 'skills = ["own"]\nanswers = [{ when = "anger > 3", text = "A" }]',
            'changed: scenes.opening.replies.own-it.answers: [] → [{ when "anger > 3", text "A" }]'),
        ('says = "Good day."', 'says = ["Good day.", "Bye."]', None),
    ],
)  # fmt: skip
def test_one_change(before: str, after: str, expected: str | list[str] | None) -> None:
    """One change of a value is one difference that names its place, the old value and the new."""
    assert 1 == OLD.count(before), before
    actual = told(OLD.replace(before, after))

    if expected is None:
        assert 1 == len(actual)
        assert actual[0].startswith("changed: scenes.over.")
    else:
        assert ([expected] if isinstance(expected, str) else expected) == actual


def test_scenes_and_replies_come_and_go() -> None:
    """A scene or a reply that was added or removed is named alone, without all it is made of."""
    lost = OLD.index("[scenes.lost]")
    tests = OLD.index("[[tests]]")
    new = OLD[:lost] + OLD[tests:]
    new = new.replace('routes = [{ when = "mood < angry", to = "lost" }]\n', "").replace(
        'id = "shrug"', 'id = "wave"'
    )
    new = new.replace("Bread gets hard.", "Come back tomorrow for a fresh one.")
    expected = [
        "added: scenes.opening.replies.wave",
        "removed: scenes.opening.replies.shrug",
        "removed: scenes.lost",
    ]

    assert expected == told(new)


@pytest.mark.parametrize("text", ["Bread gets hard.", "Bread always gets hard."])
def test_a_reply_with_another_name(text: str) -> None:
    """It is known by its words, and what else changed in it is told; the others keep their order."""
    new = OLD.replace('id = "shrug"', 'id = "wave"').replace('["dismiss"]', '["blame"]')
    reworded = [f'changed: scenes.opening.replies.wave.text: "Bread gets hard." → "{text}"'] * (
        "always" in text
    )
    assert [
        'renamed: scenes.opening.replies: "shrug" → "wave"',
        *reworded,
        'changed: scenes.opening.replies.wave.slips: ["dismiss"] → ["blame"]',
    ] == told(new.replace("Bread gets hard.", text))


def test_a_scene_with_another_name() -> None:
    """It is known by its words; ways that lead to it have changed."""
    new = OLD.replace("[scenes.lost]", "[scenes.gone]").replace('to = "lost"', 'to = "gone"')
    assert [
        'changed: scenes.opening.replies.shrug.routes[0].to: "lost" → "gone"',
        'renamed: scenes: "lost" → "gone"',
    ] == told(new)


def test_comments_and_the_order_of_tables_are_no_change() -> None:
    """Moving a scene, a key or a comment changes nothing."""
    lost, tests = OLD.index("[scenes.lost]"), OLD.index("[[tests]]")
    over = OLD.index("[scenes.over]")
    moved = OLD[:over] + OLD[lost:tests] + OLD[over:lost] + OLD[tests:]
    moved = moved.replace('title = "The hard bread"\nstart = "opening"\n', "").replace(
        "format = 1\n", "# New.\nstart = \"opening\"\ntitle = 'The hard bread'\nformat = 1\n"
    )

    assert [] == told(moved)


def test_the_order_of_replies_is_a_change() -> None:
    """The order of replies is shown in play, so changing it is told."""
    first = OLD.index("[[scenes.opening.replies]]")
    second = OLD.index("[[scenes.opening.replies]]", first + 1)
    over = OLD.index("[scenes.over]")
    new = OLD[:first] + OLD[second:over] + OLD[first:second] + OLD[over:]

    assert ["changed: scenes.opening.replies: the order of replies → shrug, own-it"] == told(new)


def test_a_difference_stays_on_one_line() -> None:
    """Texts with line breaks and unseen characters are told on one line."""
    new = OLD.replace('"This bread is hard."', '"This\\nbread\\u2028is hard."')
    (line,) = told(new)

    assert [line] == line.splitlines()
    assert line.isprintable()
