"""What is shown about the thing under the cursor: a key, a name of the file, or a word of the rules with its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.editor.completion_keys import key_meaning
from simulator.editor.cursor import Role, cursor_at
from simulator.editor.declaration import key_at
from simulator.editor.descriptions import reply_detail, scene_detail, word_of
from simulator.editor.figures import reply_figures
from simulator.editor.symbols import Kind
from simulator.engine.mood import Act
from simulator.lessons import SKILL_LESSONS
from simulator.principles import PRINCIPLES
from simulator.ruleset import LISTEN, RESUME, SILENCE, SKILLS, SLIPS
from simulator.scenario.fields.kinds import Integer
from simulator.scenario.fields.meanings import MEANINGS
from simulator.text import count, listed

if TYPE_CHECKING:
    from simulator.editor.cursor import Cursor
    from simulator.editor.document import Document
    from simulator.editor.symbols import Mention


MOVES = {
    LISTEN: "Hear the next part of what they say.",
    SILENCE: "Give no reply.",
    RESUME: "Back to the scene that [on] interrupted.",
}
"""What can be named like a reply or a scene without being one of the file."""


@dataclass(frozen=True, slots=True)
class Hover:
    """Paragraphs in Markdown, and the span that they are about."""

    text: str
    span: tuple[int, int]


def hover_at(document: Document, offset: int) -> Hover | None:
    """Return what to show at an offset, or None where there is nothing to say."""
    if not document.may_be_scenario:
        return None
    mention = document.symbols.at(offset)
    if mention is not None and (text := _about(mention, document)):
        return Hover(text, (mention.start, mention.end))
    cursor = cursor_at(document.outline, offset)
    if cursor.role is Role.KEY and cursor.pair is not None:
        return _about_key(cursor, document)
    if cursor.role is Role.VALUE:
        return _about_value(cursor, document)
    return None


def _about(mention: Mention, document: Document) -> str:
    """Return what there is to say about a name; nothing where it is unknown."""
    if mention.name in MOVES and (mention.kind, mention.defines) in (
        (Kind.REPLY, False),
        (Kind.SCENE, False),
    ):
        return f"**{mention.name}**\n\n{MOVES[mention.name]}"
    match mention.kind:
        case Kind.WORD:
            return about_word(mention.what, mention.name, document)
        case Kind.SCENE:
            return _about_scene(mention, document)
        case Kind.REPLY:
            return _about_reply(mention, document)
        case Kind.FLAG | Kind.PROMISE | Kind.ENDING | Kind.DAY | Kind.SPEAKER:
            return _about_name(mention, document)
    return ""


def about_word(what: str, name: str, document: Document) -> str:
    """Return what a word of the rules means, with a line that shows it and its figures for this customer."""
    if what not in MEANINGS:
        return f"**{name}** ({what})" if name else ""
    if name not in MEANINGS[what]:
        return ""
    paragraphs = [f"**{name}** ({what})", word_of(what, name, document).documentation]
    if what == "skill" and (line := SKILL_LESSONS[name].good):
        paragraphs.insert(2, f"For example: “{line}”")
    return "\n\n".join(paragraphs)


def _about_scene(mention: Mention, document: Document) -> str:
    name = mention.name
    if not document.scene(name):
        return ""
    replies = document.symbols.replies(name)
    ways = sum(
        other.kind is Kind.SCENE and other.name == name and other.path[-1:] == ("to",)
        for other in document.symbols.mentions
    )
    facts = f"{count(len(replies), 'reply')}; {count(ways, 'way')} leads here."
    if ways != 1:
        facts = facts.replace("leads", "lead")
    return "\n\n".join((f"**{name}** (scene)", scene_detail(name, document), facts))


def _about_reply(mention: Mention, document: Document) -> str:
    """Return a reply's words, its tags, and what it does to this customer at the start of a conversation."""
    made = [found for found in document.symbols.definitions(mention) if found.scene]
    paragraphs = []
    for found in made:
        scene = found.scene or ""
        reply = document.reply(scene, found.name)
        paragraphs.append(f"**{found.name}** (reply in {scene})")
        if text := reply_detail(scene, found.name, document):
            paragraphs.append(f"“{text}”")
        paragraphs += _reply_effect(reply, document.scene(scene), document)
    return "\n\n".join(paragraphs)


def _reply_effect(reply: dict[str, Any], scene: dict[str, Any], document: Document) -> list[str]:
    skills = _valid_words(reply.get("skills"), SKILLS)
    slips = _valid_words(reply.get("slips"), SLIPS)
    wait = reply.get("wait")
    ticks = wait.get("ticks") if isinstance(wait, dict) else 0
    act = Act(
        skills,
        slips,
        ticks if isinstance(ticks, int) and 0 < ticks <= 20 else 0,
        isinstance(wait, dict) and wait.get("explained") is True,
        reply.get("decline") is True,
        document.customer.turn_cost,
        scene.get("abusive") is True,
    )
    moved, _ = reply_figures(act, document.customer)
    tags = listed([*skills, *slips]) if skills or slips else "no tags"
    name = document.customer.name or "the customer"
    return [f"{tags}. As the first reply to {name}: {moved}."]


def _valid_words(written: Any, words: Any) -> tuple[str, ...]:
    """Return the words of a list that the rules have."""
    if not isinstance(written, list):
        return ()
    return tuple(dict.fromkeys(word for word in written if isinstance(word, str) and word in words))


def _about_name(mention: Mention, document: Document) -> str:
    """Return where a name of the file is made and where it is used."""
    same = document.symbols.same(mention)
    made = [_where(other, document) for other in same if other.defines]
    used = [_where(other, document) for other in same if not other.defines]
    sentences = []
    if made:
        sentences.append(f"Made in {listed(list(dict.fromkeys(made)))}.")
    if used:
        sentences.append(f"Used in {listed(list(dict.fromkeys(used)))}.")
    return f"**{mention.name}** ({mention.kind})\n\n{' '.join(sentences)}"


def _where(mention: Mention, document: Document) -> str:
    """Return the place of a mention in words: a scene and, if it is in one, a reply."""
    path = mention.path
    if path[0] != "scenes" or len(path) < 2:
        return f"the {path[0]}"
    if len(path) > 3 and path[2] == "replies":
        replies = document.scene(str(path[1])).get("replies")
        index = path[3]
        if isinstance(replies, list) and isinstance(index, int) and index < len(replies):
            reply = replies[index]
            if isinstance(reply, dict) and isinstance(reply.get("id"), str):
                return f"{path[1]}.{reply['id']}"
    return str(path[1])


def _about_key(cursor: Cursor, document: Document) -> Hover | None:
    assert cursor.pair is not None
    name = next(name for name in cursor.pair.names if name.start == cursor.span[0])
    path = (*cursor.path, name.text)
    key = key_at(path)
    if key is None:
        if path[:-1] == ("customer", "weights") and name.text in SKILLS:
            return Hover(about_word("skill", name.text, document), cursor.span)
        return None
    what = [f"**{key.name}**", key_meaning(key)]
    kind = key.kind
    if isinstance(kind, Integer):
        single = f", or {kind.also[0]}" if kind.also else ""
        what.append(f"A whole number from {kind.low} to {kind.high}{single}.")
    return Hover("\n\n".join(what), cursor.span)


def _about_value(cursor: Cursor, document: Document) -> Hover | None:
    """Return what a number means where it stands for something: a principle by its number."""
    value = cursor.value
    if value is None or "teaches" not in cursor.path:
        return None
    principle = PRINCIPLES.get(document.outline.plain(value))
    if principle is None:
        return None
    return Hover(f"**Principle {document.outline.plain(value)}**\n\n{principle}", cursor.span)
