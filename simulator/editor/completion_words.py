"""The words and names that may stand as a value, each with what it means: those of the rules, and those that the file has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.editor.declaration import scene_of
from simulator.editor.figures import skill_figures, slip_figures
from simulator.editor.moves import next_moves
from simulator.editor.offer import OfferKind
from simulator.editor.outline import value_at
from simulator.editor.symbols import Kind
from simulator.lessons import SKILL_LESSONS
from simulator.principles import PRINCIPLES
from simulator.ruleset import BANDS, LISTEN, RESUME, SILENCE, SLIPS, WALKED_OUT
from simulator.scenario.fields.kinds import Boolean, Choice, Integer, Name, Reference
from simulator.scenario.fields.meanings import MEANINGS
from simulator.scenario.fields.special_kinds import Figure
from simulator.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simulator.editor.document import Document
    from simulator.scenario.diagnostic import KeyPath

UNWRITTEN = "not written yet"
FIRST_SCENE = "opening"
PREVIEW = 60
"""Characters of what is said, beside the name of a scene or a reply."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a name that may stand as a value; a bare one isn't text, so it takes no quotes."""

    name: str
    kind: OfferKind
    detail: str = ""
    documentation: str = ""
    bare: bool = False
    rank: int = 0


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


def word_of(what: str, word: str, document: Document) -> Word:
    """Return a word of the rules with what it means, a skill and a slip with their figures for this customer."""
    meaning = MEANINGS.get(what, {}).get(word, "")
    paragraphs = [meaning]
    if what == "skill":
        paragraphs = [f"{SKILL_LESSONS[word].advice}.", *skill_figures(word, document.customer)]
    elif what == "slip":
        opposite = f"You {SLIPS[word].meaning}. The opposite of {SLIPS[word].mirror}."
        paragraphs = [opposite, *slip_figures(word, document.customer)]
    return Word(word, OfferKind.WORD, meaning, "\n\n".join(paragraphs))


def scene_detail(name: str, document: Document) -> str:
    """Return what a scene is in a few words: its ending, or the first words of it."""
    scene = document.scene(name)
    ending, outcome = scene.get("ending"), scene.get("outcome")
    words = first_words(scene)
    return f"ending {ending} ({outcome}): {words}" if ending else words


def first_words(scene: dict[str, Any]) -> str:
    """Return the first words of a scene, of what is said or else seen."""
    says = scene.get("says")
    first = says[0] if isinstance(says, list) and says else says
    text = first.get("text") if isinstance(first, dict) else first
    found = text if isinstance(text, str) and text else scene.get("narration")
    return shorten(" ".join(found.split()), PREVIEW) if isinstance(found, str) else ""


def reply_detail(scene: str, id: str, document: Document) -> str:
    """Return the first words of a reply."""
    text = document.reply(scene, id).get("text")
    return shorten(" ".join(text.split()), PREVIEW) if isinstance(text, str) else ""


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


def describe_origin(kind: Kind, name: str, document: Document) -> str:
    """Return where a name of the file comes into being, in words."""
    places = [
        _place(mention.path)
        for mention in document.symbols.of(kind)
        if mention.defines and mention.name == name
    ]
    return f"in {', '.join(dict.fromkeys(places))}" if places else ""


def _place(path: KeyPath) -> str:
    return str(path[1]) if path[0] == "scenes" and len(path) > 1 else str(path[0])


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
        yield Word(WALKED_OUT, OfferKind.WORD, "their patience was at an end")
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
