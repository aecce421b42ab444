"""Every name in a scenario file and where it is: scenes, replies, flags, promises, endings, days and words of the rules.

Made from an outline, so that it works while the file isn't valid. What a name means is decided by the declaration of the
format.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from simulator.editor.declaration import kind_at, scene_of
from simulator.editor.outline import ValueKind, value_at, walk_pairs
from simulator.scenario.fields.containers import ListOf
from simulator.scenario.fields.kinds import Choice, Condition, Name, Reference
from simulator.scenario.fields.special_kinds import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.editor.outline import Outline, Section, Value
    from simulator.scenario.diagnostic import KeyPath

CALL: Final = re.compile(
    r"\b(?P<function>flag|seen|listened|visits|chose|given|promised|used)\s*+\(\s*+(?:'|\\?\")(?P<name>[^'\"\\]*+)"
)
"""A question of a guard about a name; the closing quote may be missing."""


class Kind(StrEnum):
    """What a name names; the others are words of the rules, which have no place in the file."""

    SCENE = "scene"
    REPLY = "reply"
    FLAG = "flag"
    PROMISE = "promise"
    ENDING = "ending"
    DAY = "day"
    SPEAKER = "speaker"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at one place: its span without quotes, and whether it is made there or only used.

    `scene` is the scene of a reply, None where any scene may be meant. `what` is the set that a word of the rules is from.
    """

    kind: Kind
    name: str
    start: int
    end: int
    path: KeyPath
    defines: bool = False
    scene: str | None = None
    what: str = ""

    def same(self, other: Mention) -> bool:
        """Return whether two mentions name the same thing."""
        if (self.kind, self.name, self.what) != (other.kind, other.name, other.what):
            return False
        return self.scene == other.scene or self.scene is None or other.scene is None


_ASKED = {
    "flag": Kind.FLAG,
    "seen": Kind.SCENE,
    "listened": Kind.SCENE,
    "visits": Kind.SCENE,
    "promised": Kind.PROMISE,
}
_NAMED = {kind.value: kind for kind in Kind}
_MAKES = ("sets", "promises")
"""The keys whose names come into being there; the names of other lists are used."""


class Symbols:
    """The names of one file."""

    def __init__(self, outline: Outline, content: dict[str, Any]) -> None:
        self.outline = outline
        found = [*_of_headers(outline), *_of_values(outline, content)]
        self.mentions = sorted(found, key=lambda mention: mention.start)

    def at(self, offset: int) -> Mention | None:
        """Return the name at an offset, the innermost if there are several."""
        found = None
        for mention in self.mentions:
            if mention.start > offset:
                break
            inside = mention.start <= offset <= mention.end
            if inside and (found is None or mention.start >= found.start):
                found = mention
        return found

    def of(self, kind: Kind) -> list[Mention]:
        """Return every mention of a kind, in the order of the file."""
        return [mention for mention in self.mentions if mention.kind is kind]

    def names(self, kind: Kind, *, made: bool = False) -> list[str]:
        """Return the names of a kind in the order of the file; only those that are made somewhere, if asked."""
        return list(
            dict.fromkeys(
                mention.name
                for mention in self.mentions
                if mention.kind is kind and mention.name and (mention.defines or not made)
            )
        )

    def same(self, mention: Mention) -> list[Mention]:
        """Return every mention of the same thing."""
        return [other for other in self.mentions if other.same(mention)]

    def definitions(self, mention: Mention) -> list[Mention]:
        """Return where a thing is made."""
        return [other for other in self.same(mention) if other.defines]

    def section(self, scene: str) -> Section | None:
        """Return the section that begins a scene, or None where it has none."""
        for section in self.outline.sections:
            if section.path == ("scenes", scene):
                return section
        return None

    def replies(self, scene: str) -> list[str]:
        """Return the ids of a scene's replies."""
        return [
            mention.name
            for mention in self.of(Kind.REPLY)
            if mention.defines and mention.scene == scene and mention.name
        ]


def _of_headers(outline: Outline) -> Iterator[Mention]:
    """Yield the scenes that headers name: the header of a scene makes it, and longer ones go through it."""
    made = {s.path[1] for s in outline.sections if len(s.path) == 2 and s.path[0] == "scenes"}
    for section in outline.sections:
        if len(section.names) < 2 or section.names[0].text != "scenes":
            continue
        name = section.names[1]
        quotes = name.end - name.start - len(name.text)
        start = name.start + (1 if quotes else 0)
        is_first = name.text not in made
        made.add(name.text)
        yield Mention(
            Kind.SCENE,
            name.text,
            start,
            start + len(name.text),
            ("scenes", name.text),
            defines=len(section.names) == 2 or is_first,
        )


def _of_values(outline: Outline, content: dict[str, Any]) -> Iterator[Mention]:
    """Yield the names among keys and values."""
    for section in outline.sections:
        for path, value, name in walk_pairs(section.pairs, section.path):
            if name is not None and len(path) == 2 and path[0] == "scenes":
                yield Mention(
                    Kind.SCENE, name.text, name.start, name.end, path, defines=value is not None
                )
            if value is not None and value.kind is ValueKind.STRING:
                yield from _of_string(outline, content, path, value)


def _of_string(
    outline: Outline, content: dict[str, Any], path: KeyPath, value: Value
) -> Iterator[Mention]:
    """Yield the names in a string, by the kind of value that belongs at its path."""
    kind = kind_at(path)
    if isinstance(kind, ListOf):  # the brackets aren't typed yet
        kind = kind.kind
    start, end = value.inner
    text = outline.text[start:end]
    if isinstance(kind, Condition):
        yield from _of_guard(text, start, path)
        return
    found = _name_in(kind, path)
    if found is None:
        return
    what, defines = found
    if what is Kind.WORD:
        yield Mention(what, text, start, end, path, what=_what(kind))
        return
    scene = None
    if what is Kind.REPLY:
        scene = scene_of(path) if defines else _scene_beside(content, path)
    yield Mention(what, text, start, end, path, defines, scene)


def _name_in(kind: Any, path: KeyPath) -> tuple[Kind, bool] | None:
    """Return what a string of some kind names, and whether it makes it."""
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    match kind:
        case Reference(what="move"):
            return Kind.REPLY, False
        case Reference(what=what) if what in _NAMED:
            return _NAMED[what], False
        case Name(what="reply" | "ending" as what):
            return _NAMED[what], True
        case Name(what=what) if what in _NAMED:
            return _NAMED[what], key in _MAKES
        case Figure(figure="ending" | "scene" as what):
            return _NAMED[what], False
        case Choice() | Figure(words=(_, *_)):
            return Kind.WORD, False
    if key == "speaker":
        return Kind.SPEAKER, False
    if path[:1] == ("days",) and len(path) == 3 and key == "name":
        return Kind.DAY, True
    if path[:1] == ("tests",) and len(path) == 3 and key == "day":
        return Kind.DAY, False
    return None


def _what(kind: Choice | Figure) -> str:
    """Return what a word of the rules is."""
    return kind.what if isinstance(kind, Choice) else kind.figure


def _scene_beside(content: dict[str, Any], path: KeyPath) -> str | None:
    """Return the scene that the table of a day's text names, so that its reply is one of that scene."""
    scene = value_at(content, (*path[:-1], "scene")) if path[0] == "days" else None
    return scene if isinstance(scene, str) else None


def _of_guard(text: str, start: int, path: KeyPath) -> Iterator[Mention]:
    """Yield the names that a guard asks about."""
    for call in CALL.finditer(text):
        function, name = call["function"], call["name"]
        begin, end = start + call.start("name"), start + call.end("name")
        if function == "used":
            yield Mention(Kind.WORD, name, begin, end, path, what="skill")
        elif function in _ASKED:
            yield Mention(_ASKED[function], name, begin, end, path)
        else:
            scene, point, reply = name.partition(".")
            middle = begin + len(scene)
            yield Mention(Kind.SCENE, scene, begin, middle, path)
            if point:
                yield Mention(Kind.REPLY, reply, middle + 1, end, path, scene=scene)
