"""What an editor can offer at a place: keys, headers, names and words of the rules, each with what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.editor.completion_guards import offers_in_guard
from simulator.editor.completion_keys import (
    escaped,
    header_offers,
    key_offers,
    value_template,
)
from simulator.editor.completion_words import words_for
from simulator.editor.cursor import Role, cursor_at
from simulator.editor.declaration import kind_at
from simulator.editor.offer import Offer, OfferKind
from simulator.editor.outline import value_at
from simulator.scenario.fields.containers import ListOf, Table
from simulator.scenario.fields.kinds import Condition
from simulator.scenario.fields.special_kinds import ExpectedNames, OnePart, Says

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.editor.cursor import Cursor
    from simulator.editor.descriptions import Word
    from simulator.editor.document import Document
    from simulator.scenario.diagnostic import KeyPath


def offers_at(document: Document, offset: int) -> list[Offer]:
    """Return what can be offered at an offset, the likeliest first; nothing in a file that isn't a scenario."""
    if not document.may_be_scenario:
        return []
    cursor = cursor_at(document.outline, offset)
    match cursor.role:
        case Role.HEADER:
            found = header_offers(cursor, document)
        case Role.KEY:
            found = key_offers(cursor, document)
        case Role.VALUE:
            found = _value_offers(cursor, document)
        case _:
            return []
    return sorted(found, key=lambda offer: offer.rank)


def _value_offers(cursor: Cursor, document: Document) -> Iterator[Offer]:
    kind = kind_at(cursor.path)
    if isinstance(kind, Condition):
        if cursor.in_string:
            yield from offers_in_guard(cursor, document)
        return
    # What a test expects may be a single name, in quotes that are there already.
    is_single = isinstance(kind, ExpectedNames) and cursor.in_string
    path, is_list = cursor.path, isinstance(kind, ListOf) and not is_single
    if isinstance(kind, ListOf):
        kind, path = kind.kind, (*cursor.path, 0)
    if isinstance(kind, Says):
        return
    if isinstance(kind, OnePart | Table):
        yield from _table_offer(kind, cursor, is_list)
        return
    listed = _other_texts(document.content, path)
    for word in words_for(kind, path, document):
        if word.name not in listed:
            yield _word_offer(word, cursor, is_list)


def _table_offer(kind: Any, cursor: Cursor, is_list: bool) -> Iterator[Offer]:
    """Yield a table in braces, with the keys that it must have."""
    if cursor.in_string:
        return
    before, after = value_template(kind.table if isinstance(kind, OnePart) else kind)
    if is_list:
        before, after = f"[{before}", f"{after}]"
    snippet = f"{escaped(before)}$0{escaped(after)}"
    yield Offer("{ … }", OfferKind.KEY, before + after, cursor.span, snippet=snippet)


def _word_offer(word: Word, cursor: Cursor, is_list: bool) -> Offer:
    """Return a word as it is written at the cursor: in quotes, and in brackets where a list belongs."""
    text = word.name if word.bare or cursor.in_string else f'"{word.name}"'
    span, typed_as = cursor.span, ""
    value = cursor.value
    if cursor.in_string and value is not None:
        if is_list:
            text, span = f'["{word.name}"]', (value.start, value.end)
            typed_as = f'"{word.name}'
        elif not value.closed:
            text, span = f'{word.name}"', (span[0], span[0] + len(cursor.typed))
    elif is_list:
        text = f"[{text}]"
    return Offer(
        word.name,
        word.kind,
        text,
        span,
        word.detail,
        word.documentation,
        rank=word.rank,
        typed_as=typed_as,
    )


def _other_texts(content: Any, path: KeyPath) -> set[str]:
    """Return the texts that the list around a path already has, but for the one there."""
    if not isinstance(path[-1], int) or path[0] == "tests":
        return set()
    found = value_at(content, path[:-1])
    if not isinstance(found, list):
        return set()
    return {
        str(entry)
        for index, entry in enumerate(found)
        if index != path[-1] and isinstance(entry, str | int)
    }
