"""What can be offered inside a guard: its functions, its numbers, the bands after `mood`, and the names to ask about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from simulator.editor.descriptions import (
    UNWRITTEN,
    Word,
    describe_origin,
    reply_detail,
    scene_detail,
    word_of,
)
from simulator.editor.offer import Offer, OfferKind
from simulator.editor.symbols import Kind
from simulator.ruleset import BANDS, RESUME, SKILLS
from simulator.scenario.fields.meanings import MEANINGS
from simulator.scenario.guards.tree import FUNCTIONS, VALUES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from simulator.editor.cursor import Cursor
    from simulator.editor.document import Document

_IN_CALL: Final = re.compile(r"([a-z]+)\s*\(\s*('|\\?\")([^'\"\\()]*)\Z")
_AFTER_MOOD: Final = re.compile(r"\bmood\s*(?:>=|<)\s*[a-z]*\Z")
_WORD: Final = re.compile(r"[A-Za-z_]*\Z")
_REST_OF_NAME: Final = re.compile(r"[a-z0-9.-]*")
_REST_OF_WORD: Final = re.compile(r"[A-Za-z_]*")

_ASKS = {
    "flag": "whether a flag is set",
    "seen": "whether a scene was entered",
    "listened": "whether a scene was heard to the end",
    "chose": "whether a reply was given",
    "promised": "whether a promise was made and not kept yet",
    "used": "how often a skill was used",
    "visits": "how often a scene was entered",
    "given": "how often a reply was given",
}
_COUNTED = ("used", "visits", "given")
_NUMBERS = {
    "anger": "their anger, 0 to 100",
    "heard": "how heard they feel, 0 to 100",
    "trust": "their trust, 0 to 100",
    "patience": "their patience, 0 to 100",
    "mood": "their mood, −100 to 100",
    "turns": "turns so far",
}


def offers_in_guard(cursor: Cursor, document: Document) -> Iterator[Offer]:
    """Yield what may come at the cursor in a guard."""
    text, offset = document.text, cursor.span[0] + len(cursor.typed)
    if call := _IN_CALL.search(cursor.typed):
        yield from _names(call, cursor, document, offset)
        return
    word = _WORD.search(cursor.typed)
    start = offset - len(word.group() if word else "")
    rest = _REST_OF_WORD.match(text, offset)
    span = (start, rest.end() if rest else offset)
    if _AFTER_MOOD.search(cursor.typed):
        for band in BANDS:
            yield Offer(band, OfferKind.WORD, band, span, MEANINGS["band"][band])
        return
    for function in FUNCTIONS:
        count = " > 0" if function in _COUNTED else ""
        call_text = f"{function}('"
        yield Offer(
            function,
            OfferKind.FUNCTION,
            call_text,
            span,
            _ASKS[function],
            snippet=f"{function}('$0'){count}",
        )
    for value in VALUES:
        yield Offer(value, OfferKind.WORD, value, span, _NUMBERS[value], rank=1)
    for joint in ("and", "or", "not"):
        yield Offer(joint, OfferKind.WORD, f"{joint} ", span, rank=2)


def _names(call: re.Match[str], cursor: Cursor, document: Document, offset: int) -> Iterator[Offer]:
    """Yield the names that a function can ask about, with the quote and the bracket that are still missing."""
    function, quote, _ = call.groups()
    start = cursor.span[0] + call.start(3)
    rest = _REST_OF_NAME.match(document.text, offset)
    end = rest.end() if rest else offset
    behind = document.text[end : cursor.span[1]].lstrip()
    closing = f"{quote})" if not behind.startswith((quote, "\\", "'", '"')) else ""
    for word in _words(function, document):
        yield Offer(
            word.name,
            word.kind,
            word.name + closing,
            (start, end),
            word.detail,
            word.documentation,
            rank=word.rank,
        )


def _words(function: str, document: Document) -> Iterator[Word]:
    """Yield the names that a function can be asked about; those that aren't written yet come last."""
    match function:
        case "flag" | "promised":
            kind = Kind.FLAG if function == "flag" else Kind.PROMISE
            yield from _known_first(
                kind, document, lambda name: describe_origin(kind, name, document)
            )
        case "seen" | "listened" | "visits":
            yield from _known_first(Kind.SCENE, document, lambda name: scene_detail(name, document))
        case "chose" | "given":
            yield from _replies(document)
        case "used":
            for skill in SKILLS:
                yield word_of("skill", skill, document)


def _replies(document: Document) -> Iterator[Word]:
    mentions = [m for m in document.symbols.of(Kind.REPLY) if m.scene and m.name]
    made = {f"{mention.scene}.{mention.name}" for mention in mentions if mention.defines}
    for mention in {f"{mention.scene}.{mention.name}": mention for mention in mentions}.values():
        name = f"{mention.scene}.{mention.name}"
        known = name in made
        detail = reply_detail(mention.scene or "", mention.name, document) if known else UNWRITTEN
        yield Word(name, OfferKind.REPLY, detail, rank=0 if known else 1)


def _known_first(kind: Kind, document: Document, detail: Callable[[str], str]) -> Iterator[Word]:
    offer = OfferKind.SCENE if kind is Kind.SCENE else OfferKind.NAME
    made = document.symbols.names(kind, made=True)
    for name in made:
        yield Word(name, offer, detail(name))
    for name in document.symbols.names(kind):
        if name not in made and name != RESUME:
            yield Word(name, offer, UNWRITTEN, rank=1)
