"""The words and names that may stand as a value, each with what it means: those of the rules, and those that the file has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.editor.declaration import scene_of
from simulator.editor.descriptions import (
    UNWRITTEN,
    Word,
    describe_origin,
    reply_detail,
    scene_detail,
    word_of,
)
from simulator.editor.moves import next_moves
from simulator.editor.offer import OfferKind
from simulator.editor.outline import value_at
from simulator.editor.symbols import Kind
from simulator.principles import PRINCIPLES
from simulator.ruleset import BANDS, LISTEN, RESUME, SILENCE, WALKED_OUT
from simulator.scenario.fields.kinds import Boolean, Choice, Integer, Name, Reference
from simulator.scenario.fields.meanings import MEANINGS
from simulator.scenario.fields.special_kinds import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simulator.editor.document import Document
    from simulator.scenario.diagnostic import KeyPath

FIRST_SCENE = "opening"


def words_for(kind: Any, path: KeyPath, document: Document) -> Iterator[Word]:
    """Yield what may be at a path where a value of some kind belongs."""
    match kind:
        case Choice(what=what, words=words):
            yield from (word_of(what, word, document) for word in words)
        case Boolean():
            yield Word("true", OfferKind.WORD, bare=True)
            yield Word("false", OfferKind.WORD, bare=True)
        case Integer():
            yield from _integers(kind, path)
        case Reference():
            yield from _references(kind, path, document)
        case Name(what="reply"):
            yield from _missing_replies(path, document)
        case Name(what=what) if what in (Kind.FLAG, Kind.PROMISE, Kind.ENDING):
            yield from _names(Kind(what), document)
        case Figure():
            yield from _expectations(kind, document)
    if path[-1] == "speaker":
        yield from _names(Kind.SPEAKER, document)
    if (path[0], path[-1]) in (("tests", "day"), ("days", "name")):
        yield from _names(Kind.DAY, document)


def _references(kind: Reference, path: KeyPath, document: Document) -> Iterator[Word]:
    """Yield the names that a reference may have."""
    if kind.what == "move":
        yield from _moves(path, document)
    elif kind.what == "reply":
        yield from _replies(path, document)
    elif kind.what == "scene":
        yield from _scenes(document)
        if RESUME not in kind.refused and path[0] == "scenes":
            yield Word(RESUME, OfferKind.WORD, "back to the scene that [on] interrupted", rank=1)


def _scenes(document: Document) -> Iterator[Word]:
    """Yield the scenes that the file has, then those that it only names so far; in a file without any, the usual first one."""
    made = document.symbols.names(Kind.SCENE, made=True)
    for name in made:
        yield Word(name, OfferKind.SCENE, scene_detail(name, document))
    named = [name for name in document.symbols.names(Kind.SCENE) if name not in (*made, RESUME)]
    for name in named:
        yield Word(name, OfferKind.SCENE, UNWRITTEN, rank=1)
    if not made and not named:
        yield Word(FIRST_SCENE, OfferKind.SCENE, "the usual name of the first scene")


def _moves(path: KeyPath, document: Document) -> Iterator[Word]:
    """Yield the moves of a test: those on offer after the moves before, if that is known, and then all others."""
    following = next_moves(path, document)
    known = {LISTEN: "hear the next part"}
    for mention in document.symbols.of(Kind.REPLY):
        here = following is not None and mention.scene == following.scene
        if mention.defines and mention.name and (here or mention.name not in known):
            words = reply_detail(mention.scene or "", mention.name, document)
            known[mention.name] = f"{mention.scene}: {words}"
    known[SILENCE] = "give no reply"
    for name, detail in known.items():
        kind = OfferKind.WORD if name in (LISTEN, SILENCE) else OfferKind.REPLY
        is_next = following is not None and name in following.moves
        note = "can be played next; " if is_next else ""
        yield Word(name, kind, note + detail, rank=0 if is_next else 1)


def _replies(path: KeyPath, document: Document) -> Iterator[Word]:
    """Yield the replies of the scene that a day's text names; all replies where it names none."""
    scene = value_at(document.content, (*path[:-1], "scene"))
    here = [m for m in document.symbols.of(Kind.REPLY) if m.name and scene in (None, m.scene)]
    made = {mention.name for mention in here if mention.defines}
    for name in dict.fromkeys(mention.name for mention in here):
        detail = reply_detail(scene or "", name, document) if name in made else UNWRITTEN
        yield Word(name, OfferKind.REPLY, detail, rank=0 if name in made else 1)


def _missing_replies(path: KeyPath, document: Document) -> Iterator[Word]:
    """Yield the ids that guards, days and tests name, and that no reply of this scene has; a move may be of any scene."""
    scene = scene_of(path)
    mentions = [m for m in document.symbols.of(Kind.REPLY) if m.name not in (LISTEN, SILENCE, "")]
    made = {(mention.scene, mention.name) for mention in mentions if mention.defines}
    anywhere = {name for _, name in made}
    for mention in mentions:
        is_here = mention.scene == scene and (scene, mention.name) not in made
        if is_here or (mention.scene is None and mention.name not in anywhere):
            yield Word(mention.name, OfferKind.REPLY, UNWRITTEN)


def _names(kind: Kind, document: Document) -> Iterator[Word]:
    for name in document.symbols.names(kind):
        yield Word(name, OfferKind.NAME, describe_origin(kind, name, document))


def _integers(kind: Integer, path: KeyPath) -> Iterator[Word]:
    if "teaches" in path:
        for number, principle in PRINCIPLES.items():
            yield Word(str(number), OfferKind.WORD, principle, bare=True)
    elif kind.low == kind.high:
        yield Word(str(kind.low), OfferKind.WORD, bare=True)


def _expectations(figure: Figure, document: Document) -> Iterator[Word]:
    """Yield what a test may expect of a figure."""
    if figure.figure == "ending":
        yield from _names(Kind.ENDING, document)
        yield Word(WALKED_OUT, OfferKind.WORD, "their patience had run out")
        return
    if figure.figure == "scene":
        yield from _scenes(document)
        return
    for word in figure.words or ():
        yield word_of(figure.figure, word, document)
    if figure.bands:
        for sign in (">=", "<"):
            yield from _bands(sign, BANDS)


def _bands(sign: str, bands: Iterable[str]) -> Iterator[Word]:
    for band in bands:
        yield Word(f"{sign} {band}", OfferKind.WORD, MEANINGS["band"][band])
