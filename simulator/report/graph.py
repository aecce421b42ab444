"""Draws a scenario as a graph, in the languages of Mermaid and of Graphviz.

Scenes are boxes with their number of replies, endings are rounded with their outcome, replies are arrows with guard, promises
and critical errors. Every name and text from the file is quoted for the language it goes into; none of it is obeyed there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.ruleset import NEED_BY_OUTCOME, RESUME, SILENCE

if TYPE_CHECKING:
    from simulator.scenario.model import Ending, Reply, Scenario

_ASIDE = {"boils": "anger boils over", "walks": "patience runs out"}


@dataclass(frozen=True, slots=True)
class Node:
    """A scene as it is drawn; `shape` is scene, ending or aside."""

    id: str
    lines: tuple[str, ...]
    shape: str


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow, by a reply of that id; dotted where the customer or a silence, and not a reply, turns the conversation."""

    start: str
    end: str
    label: str
    dotted: bool = False
    reply: str = ""


def picture(scenario: Scenario) -> tuple[list[Node], list[Edge]]:
    """Return the nodes and arrows of a scenario, in the order of the file."""
    ids = {name: f"s{index}" for index, name in enumerate(scenario.scenes)}
    nodes = [Node("start", (scenario.title,), "aside")]
    edges = [Edge("start", ids[scenario.start], "")]
    for name, scene in scenario.scenes.items():
        if scene.ending:
            lines = (name, f"ending {scene.ending.name}: {_ending_words(scene.ending)}")
            nodes.append(Node(ids[name], lines, "ending"))
        else:
            count = len(scene.replies)
            about = f"{count} {'reply' if count == 1 else 'replies'}"
            lines = (name, about, *((f"event {scene.event}",) if scene.event else ()))
            nodes.append(Node(ids[name], lines, "scene"))
    for key, why in _ASIDE.items():
        target = getattr(scenario, key)
        if target is not None:
            nodes.append(Node(key, (why,), "aside"))
            edges.append(Edge(key, ids[target], key, dotted=True))
    for name, scene in scenario.scenes.items():
        if scene.on_silence is not None:
            edges.append(Edge(ids[name], ids[scene.on_silence], SILENCE, dotted=True))
    resumes = False
    for scene, _, reply in scenario.replies():
        ways = [(route.to, route.when.text) for route in reply.routes]
        ways.append((reply.to or scene.name, "" if not reply.routes else "else"))
        for to, condition in ways:
            resumes = resumes or to == RESUME
            label = _label(reply, condition)
            end = ids.get(to, "resume")
            edges.append(Edge(ids[scene.name], end, label, reply=reply.id))
    if resumes:
        nodes.append(Node("resume", ("back to where it was interrupted",), "aside"))
    return nodes, edges


def _ending_words(ending: Ending) -> str:
    """Return the outcome, and what became of the need where that doesn't follow from it."""
    if ending.need == NEED_BY_OUTCOME[ending.outcome]:
        return ending.outcome
    return f"{ending.outcome}, need {ending.need}"


def _label(reply: Reply, condition: str) -> str:
    """Return an arrow's words: the reply, its guard, the way's condition, promises, and a mark for critical errors."""
    parts = [reply.id]
    if reply.when:
        parts.append(f"if {reply.when.text}")
    if reply.leaky is not None:
        parts.append(f"in a shift, below composure {reply.leaky}")
    if condition:
        parts.append(condition if condition == "else" else f"when {condition}")
    parts += [f"promises {name}" for name in reply.promises]
    parts += [f"keeps {name}" for name in reply.keeps]
    if reply.critical:
        parts.append(f"critical: {reply.critical.kind}")
    return "; ".join(parts)


def mermaid(scenario: Scenario) -> str:
    """Return the graph as a Mermaid flowchart."""
    nodes, edges = picture(scenario)
    shapes = {"scene": ('["', '"]'), "ending": ('(["', '"])'), "aside": ('>"', '"]')}
    lines = ["flowchart TD"]
    for node in nodes:
        opening, closing = shapes[node.shape]
        lines.append(f"  {node.id}{opening}{'<br/>'.join(map(_entities, node.lines))}{closing}")
    for edge in edges:
        arrow = "-.->" if edge.dotted else "-->"
        label = f'|"{_entities(edge.label)}"|' if edge.label else ""
        lines.append(f"  {edge.start} {arrow}{label} {edge.end}")
    return "\n".join(lines) + "\n"


def dot(scenario: Scenario) -> str:
    """Return the graph in Graphviz' language."""
    nodes, edges = picture(scenario)
    shapes = {"scene": "box", "ending": "oval", "aside": "plaintext"}
    lines = ["digraph scenario {", "  node [fontname=sans]; edge [fontname=sans, fontsize=10];"]
    for node in nodes:
        label = "\\n".join(map(_escape, node.lines))
        lines.append(f'  {node.id} [shape={shapes[node.shape]}, label="{label}"];')
    for edge in edges:
        style = ", style=dotted" if edge.dotted else ""
        lines.append(f'  {edge.start} -> {edge.end} [label="{_escape(edge.label)}"{style}];')
    return "\n".join([*lines, "}"]) + "\n"


def _entities(text: str) -> str:
    """Text for a quoted Mermaid label: all that could mean something there as a character code."""
    return re.sub(r"[^\w ,.;:()'=/+-]", lambda match: f"#{ord(match.group())};", _one_line(text))


def _escape(text: str) -> str:
    return _one_line(text).replace("\\", "\\\\").replace('"', '\\"')


def _one_line(text: str) -> str:
    return " ".join(text.split())
