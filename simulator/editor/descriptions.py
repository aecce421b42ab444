"""What a name or a word of a file means, in a few words: for completion, hover and the outline of an editor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.editor.figures import skill_figures, slip_figures
from simulator.editor.offer import OfferKind
from simulator.lessons import SKILL_LESSONS
from simulator.ruleset import SLIPS
from simulator.scenario.fields.meanings import MEANINGS
from simulator.text import shorten

if TYPE_CHECKING:
    from simulator.editor.document import Document
    from simulator.editor.symbols import Kind
    from simulator.scenario.diagnostic import KeyPath

UNWRITTEN = "not written yet"
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
