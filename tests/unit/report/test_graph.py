"""The pictures of a scenario: every way is drawn, and no text of a file is obeyed by what reads the picture."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from simulator.report.graph import dot, mermaid, picture
from simulator.scenario.guards.tree import Guard
from simulator.scenario.parse import parse
from tests.support.scenarios import head

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario

TEXT = (
    head("The hard bread", "opening", 'name = "Ida"')
    + """
[on]
boils = "outburst"
[scenes.opening]
says = "This bread is hard."
event = "bad-news"
[[scenes.opening.replies]]
id = "own-it"
text = "A"
skills = ["own"]
when = "flag('a') or mood >= calm"
sets = ["a"]
promises = ["call"]
critical = { kind = "business", why = "W" }
routes = [{ when = "trust > 20", to = "over" }]
to = "outburst"
[[scenes.opening.replies]]
id = "stay"
text = "A"
answer = "B"
[scenes.outburst]
says = "No!"
[[scenes.outburst.replies]]
id = "back"
text = "A"
keeps = ["call"]
to = "@resume"
[scenes.over]
says = "Good day."
ending = "settled"
outcome = "full"
"""
)

HOSTILE = (
    'say "no"',
    'end"]\nclick s0 "javascript:alert(1)"',
    "a --> b",
    '"];\n} digraph x { y [label="',
    "back\\slash\\",
    'quote\\"quote',
    "<b>bold</b><script>",
    "#quot;]",
    "a\r\nb\u2028c",
    "|pipe| %% comment ;",
    "`tick` {brace} (round) [square]",
    "end",
    "\\",
)

MERMAID_NODE = re.compile(r'  \w+(\["[^"\n]*"\]|\(\["[^"\n]*"\]\)|>"[^"\n]*"\])\Z')
MERMAID_EDGE = re.compile(r'  \w+ (-->|-\.->)(\|"[^"\n]*"\|)? \w+\Z')
DOT_STRING = r'"(?:[^"\\\n]|\\[\\"n])*"'
DOT_NODE = re.compile(rf"  \w+ \[shape=(box|oval|plaintext), label={DOT_STRING}\];\Z")
DOT_EDGE = re.compile(rf"  \w+ -> \w+ \[label={DOT_STRING}(, style=dotted)?\];\Z")


def scenario() -> Scenario:
    """The scenario of the text above."""
    reading = parse(TEXT.encode(), "bread", "bread.toml")
    assert reading.scenario is not None, reading.diagnostics
    return reading.scenario


def hostile(text: str) -> Scenario:
    """The scenario with a text in every place that a picture shows."""
    made = scenario()
    opening = made.scenes["opening"]
    reply = opening.replies[0]
    guard = reply.when
    assert guard is not None
    bad = Guard(text, guard.condition, guard.references, guard.holds)
    route = replace(reply.routes[0], when=bad)
    worse = replace(reply, id=text, when=bad, promises=(text,), keeps=(text,), routes=(route,))
    scenes = {**made.scenes, "opening": replace(opening, replies=(worse, *opening.replies[1:]))}
    return replace(made, title=text, scenes=MappingProxyType(scenes))


def test_every_way_is_drawn() -> None:
    """Scenes with their replies and events, endings with outcomes, and an arrow for each way."""
    nodes, edges = picture(scenario())

    assert [
        ("start", ("The hard bread",), "aside"),
        ("s0", ("opening", "2 replies", "event bad-news"), "scene"),
        ("s1", ("outburst", "1 reply"), "scene"),
        ("s2", ("over", "ending settled: full"), "ending"),
        ("boils", ("anger boils over",), "aside"),
        ("resume", ("back to where it was interrupted",), "aside"),
    ] == [(node.id, node.lines, node.shape) for node in nodes]
    own = "own-it; if flag('a') or mood >= calm"
    marks = "promises call; critical: business"
    assert [
        ("start", "s0", "", False),
        ("boils", "s1", "boils", True),
        ("s0", "s2", f"{own}; when trust > 20; {marks}", False),
        ("s0", "s1", f"{own}; else; {marks}", False),
        ("s0", "s0", "stay", False),
        ("s1", "resume", "back; keeps call", False),
    ] == [(edge.start, edge.end, edge.label, edge.dotted) for edge in edges]


def test_the_way_of_a_silence_is_drawn_dotted() -> None:
    """A silence that leads on, a reply for shifts only, and an ending whose need doesn't follow from its outcome."""
    text = TEXT.replace("event =", 'on_silence = "over"\nevent =')
    text = text.replace('id = "stay"', 'id = "stay"\nleaky = 40')
    text = text.replace('outcome = "full"', 'outcome = "full"\nneed = "partly"')
    reading = parse(text.encode(), "bread", "bread.toml")
    assert reading.scenario is not None, reading.diagnostics
    nodes, edges = picture(reading.scenario)

    assert ("s0", "s2", "silence", True) in [
        (edge.start, edge.end, edge.label, edge.dotted) for edge in edges
    ]
    assert "stay; in a shift, below composure 40" in [edge.label for edge in edges]
    assert ("over", "ending settled: full, need partly") in [node.lines for node in nodes]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_breaks_out_of_mermaid(text: str) -> None:
    """Each line of the flowchart is one node or one arrow whose label is closed where it should be."""
    first, *lines = mermaid(hostile(text)).rstrip("\n").split("\n")
    nodes, edges = picture(hostile(text))

    assert "flowchart TD" == first
    assert len(nodes) == sum(bool(MERMAID_NODE.match(line)) for line in lines)
    assert len(edges) == sum(bool(MERMAID_EDGE.match(line)) for line in lines)
    assert len(lines) == len(nodes) + len(edges)
    for line in lines:
        inside = line.replace("<br/>", "").replace("-->", "").replace("-.->", "").split('"')[1::2]
        assert not set("".join(inside)) & set("<>[]{}|`\\%"), line


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_breaks_out_of_dot(text: str) -> None:
    """Each line of the digraph is one node or one arrow whose strings are whole."""
    first, second, *lines, last = dot(hostile(text)).rstrip("\n").split("\n")
    nodes, edges = picture(hostile(text))

    assert ("digraph scenario {", "}") == (first, last)
    assert second.startswith("  node [")
    assert len(nodes) == sum(bool(DOT_NODE.match(line)) for line in lines)
    assert len(edges) == sum(bool(DOT_EDGE.match(line)) for line in lines)
    assert len(lines) == len(nodes) + len(edges)


@pytest.mark.parametrize("text", HOSTILE)
def test_the_text_can_be_read_back(text: str) -> None:
    """What a reader of either picture sees is the text, its blanks drawn together."""
    seen = " ".join(text.split())
    (title,) = re.findall(r'  start>"(.*)"\]', mermaid(hostile(text)))
    (label,) = re.findall(rf"  start \[shape=plaintext, label=({DOT_STRING})\]", dot(hostile(text)))

    assert seen == re.sub(r"#(\d+);", lambda code: chr(int(code[1])), title)
    assert seen == re.sub(r"\\(.)", r"\1", label[1:-1])
