"""Where a name is made and used, and the outline that an editor shows beside the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from simulator.editor.descriptions import reply_detail, scene_detail
from simulator.editor.moves import scene_of_move
from simulator.editor.symbols import Kind

if TYPE_CHECKING:
    from simulator.editor.document import Document
    from simulator.editor.outline import Section
    from simulator.editor.symbols import Mention

Span = tuple[int, int]


def definitions_at(document: Document, offset: int) -> list[Span]:
    """Return where the name at an offset is made."""
    mention = document.symbols.at(offset)
    if mention is None or mention.kind is Kind.WORD:
        return []
    made = document.symbols.definitions(mention)
    here = scene_of_move(mention.path, document) if mention.kind is Kind.REPLY else None
    return [_span(found) for found in made if found.scene == here] or [
        _span(found) for found in made
    ]


def references_at(document: Document, offset: int, *, with_definitions: bool) -> list[Span]:
    """Return where the thing at an offset is named: a word of the rules too, such as every reply that shows a skill."""
    mention = document.symbols.at(offset)
    if mention is None:
        return []
    return [
        _span(found)
        for found in document.symbols.same(mention)
        if with_definitions or not found.defines
    ]


class NodeKind(Enum):
    """What an entry of the outline is, for the sign that an editor puts before it."""

    CUSTOMER = "customer"
    SCENE = "scene"
    ENDING = "ending"
    REPLY = "reply"
    TEST = "test"
    DAY = "day"


@dataclass(slots=True)
class Node:
    """An entry of the outline: all of it, and its name within that."""

    name: str
    kind: NodeKind
    span: Span
    name_span: Span
    detail: str = ""
    children: list[Node] = field(default_factory=list)


def outline_nodes(document: Document) -> list[Node]:
    """Return the outline of a scenario: the customer, the scenes with their replies, the tests and the days."""
    if not document.is_scenario:
        return []
    nodes: list[Node] = []
    scenes: dict[str, Node] = {}
    for section in document.outline.sections:
        path = section.path
        span = _trim(document.text, section)
        head = (section.start, min(section.head_end, span[1]))
        if path == ("customer",):
            nodes.append(Node(document.customer.name or "customer", NodeKind.CUSTOMER, span, head))
        elif path[:1] == ("scenes",) and len(path) >= 2:
            _add_scene(str(path[1]), section, span, head, scenes, nodes, document)
        elif path[:1] in (("tests",), ("days",)) and len(path) == 2:
            kind = NodeKind.TEST if path[0] == "tests" else NodeKind.DAY
            nodes.append(
                Node(
                    _text_of(section, document) or f"{kind.value} {int(path[1]) + 1}",
                    kind,
                    span,
                    head,
                )
            )
    return nodes


def _add_scene(
    name: str,
    section: Section,
    span: Span,
    head: Span,
    scenes: dict[str, Node],
    nodes: list[Node],
    document: Document,
) -> None:
    """Add a section of a scene: the scene itself, or a reply in it."""
    scene = scenes.get(name)
    if scene is None:
        kind = NodeKind.ENDING if "ending" in document.scene(name) else NodeKind.SCENE
        scene = Node(name, kind, span, head, scene_detail(name, document))
        scenes[name] = scene
        nodes.append(scene)
    scene.span = (min(scene.span[0], span[0]), max(scene.span[1], span[1]))
    if len(section.path) == 4 and section.path[2] == "replies":
        id = _text_of(section, document, "id") or "reply"
        detail = reply_detail(name, id, document)
        scene.children.append(Node(id, NodeKind.REPLY, span, head, detail))


def _text_of(section: Section, document: Document, key: str = "name") -> str:
    """Return the text of a section's key; an empty one where it has none."""
    for pair in section.pairs:
        if pair.names[0].text == key and pair.value is not None:
            found = document.outline.plain(pair.value)
            return found if isinstance(found, str) else ""
    return ""


def _trim(text: str, section: Section) -> Span:
    """Return the span of a section without the blank lines at its end."""
    words = text[section.start : section.end]
    return section.start, section.start + max(len(words.rstrip()), section.head_end - section.start)


def _span(mention: Mention) -> Span:
    return mention.start, mention.end
