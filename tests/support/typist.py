"""A person who types a scenario from its first line on, and at each key, header, word and name asks what is offered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.editor.document import Document
from simulator.editor.outline import walk_pairs
from simulator.editor.symbols import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.editor.symbols import Mention

_CLOSING = {"[": "]", "{": "}", "(": ")"}


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where the person stops typing and looks at what is offered.

    `before` is what is typed, `behind` what an editor closed by itself; `label` is what the person wants, and `written` the
    text up to the end of it. A name that is `new` can't be offered.
    """

    before: str
    behind: str
    label: str
    written: str
    new: bool = False

    @property
    def text(self) -> str:
        """The text of the editor at this stop."""
        return f"{self.before}{self.behind}\n"


def stops(text: str) -> Iterator[Stop]:
    """Yield every stop on the way to a text, in its order."""
    document = Document(text, "typed")
    found: dict[int, tuple[str, int, Mention | None]] = {}
    for section in document.outline.sections:
        if section.names:
            found[section.start] = (text[section.start : section.head_end], section.head_end, None)
        for _, _, name in walk_pairs(section.pairs, section.path):
            if name is not None:
                found[name.start] = (name.text, name.end, None)
    for mention in document.symbols.mentions:
        if text[mention.start - 1] in "\"'":
            found[mention.start] = (mention.name, mention.end, mention)
    known: set[tuple[Kind, str]] = set()
    for start, (label, end, named) in sorted(found.items()):
        is_new = named is not None and _is_new(named, known)
        if named is not None:
            known.add((named.kind, named.name))
            label, end = _in_full(named, text, label, end)
        before = text[:start] + ("[" if label.startswith("[") else "")
        behind = "" if label.startswith("[") else closing(before)
        yield Stop(before, behind, label, text[:end], is_new)


def _is_new(mention: Mention, known: set[tuple[Kind, str]]) -> bool:
    if mention.kind is Kind.WORD:
        return False
    made_up = mention.defines and mention.kind in (Kind.REPLY, Kind.ENDING)
    return made_up or (mention.kind, mention.name) not in known


def _in_full(mention: Mention, text: str, label: str, end: int) -> tuple[str, int]:
    """Return a name as it is offered: that of a reply in a guard has its scene before it."""
    if mention.kind is Kind.SCENE and text[end] == ".":
        reply = text[end + 1 :].partition("'")[0]
        return f"{label}.{reply}", end + 1 + len(reply)
    return label, end


def closing(text: str) -> str:
    """Return what an editor has closed by itself on the last line of a text."""
    open_signs: list[str] = []
    quote = ""
    for sign in text.rpartition("\n")[2]:
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in _CLOSING:
            open_signs.append(_CLOSING[sign])
        elif open_signs and sign == open_signs[-1]:
            open_signs.pop()
    return quote + "".join(reversed(open_signs))
