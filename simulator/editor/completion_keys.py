"""The keys that a table can still have, each with what it means, and the headers that a file can still have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.editor.completion_words import FIRST_SCENE
from simulator.editor.declaration import scene_of, table_at
from simulator.editor.offer import Offer, OfferKind
from simulator.editor.symbols import Kind
from simulator.ruleset import SKILLS
from simulator.scenario.diagnostic import header
from simulator.scenario.fields.containers import REQUIRED, ListOf, Table
from simulator.scenario.fields.kinds import Boolean, Integer
from simulator.scenario.fields.meanings import MEANINGS, sentence
from simulator.scenario.fields.scenes import Scenes
from simulator.scenario.fields.special_kinds import Figure, Weights
from simulator.scenario.format import SCENARIO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.editor.cursor import Cursor
    from simulator.editor.document import Document
    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.fields.containers import Key


LONG_LISTS = ("replies", "tests", "days")
"""The lists whose tables are long, so that each has a header; the tables of other lists are written in braces."""


class Template(NamedTuple):
    """What is typed for a key, before and after the place where its author goes on."""

    before: str
    after: str = ""


def key_offers(cursor: Cursor, document: Document) -> Iterator[Offer]:
    """Yield the keys that the table at the cursor doesn't have yet, those that it must have first."""
    table = table_at(cursor.path)
    present = document.outline.names_in(cursor.path)
    here = cursor.pair.names if cursor.pair else []
    present -= {name.text for name in here if name.start == cursor.span[0]}
    has_equals = cursor.pair is not None and cursor.pair.equals is not None
    if isinstance(table, Weights):
        for skill in SKILLS:
            if skill not in present:
                template = Template(skill if has_equals else f"{skill} = ")
                yield _offer(skill, template, cursor, MEANINGS["skill"][skill], 0)
    if not isinstance(table, Table):
        return
    for place, key in enumerate(table.keys):
        if key.name in present:
            continue
        template = Template(key.name) if has_equals else _template(key, cursor)
        rank = place - 100 if key.default is REQUIRED else place
        yield _offer(key.name, template, cursor, key_meaning(key), rank)


def key_meaning(key: Key) -> str:
    """Return what a key is for, and what holds where it is left out."""
    meaning = sentence(key.meaning)
    if key.default is REQUIRED:
        return f"{meaning} Required."
    if isinstance(key.default, bool):
        return f"{meaning} If left out: {str(key.default).lower()}."
    if isinstance(key.default, int | str) and key.default != "":
        return f"{meaning} If left out: {key.default}."
    return meaning


def header_offers(cursor: Cursor, document: Document) -> Iterator[Offer]:
    """Yield the headers that the file can still have; those of the scene above the cursor first."""
    present = {
        section.path
        for section in document.outline.sections
        if section.names and section.start != cursor.span[0]
    }
    for path, many, detail in _headers_of(SCENARIO, ()):
        if many or path not in present:
            yield _header(path, cursor, detail, many=many, rank=3)
    made = document.symbols.names(Kind.SCENE, made=True)
    for name in document.symbols.names(Kind.SCENE) or [FIRST_SCENE]:
        if name not in made and not name.startswith("@"):
            yield _header(("scenes", name), cursor, "a scene that isn't written yet", rank=1)
    above = scene_above(document, cursor.span[0])
    for name in made:
        rank = 0 if name == above else 2
        yield _header(("scenes", name, "replies"), cursor, f"a reply in {name}", True, rank)
        yield _header(
            ("scenes", name, "variants"), cursor, f"other words for {name}", True, rank + 1
        )


def scene_above(document: Document, offset: int) -> str | None:
    """Return the scene of the nearest header above an offset."""
    for section in reversed(document.outline.sections):
        if section.start < offset and (scene := scene_of(section.path)):
            return scene
    return None


def _headers_of(table: Table, base: KeyPath) -> Iterator[tuple[KeyPath, bool, str]]:
    """Yield the headers that the format has outside scenes, with what each is for; True where there may be many."""
    for key in table.keys:
        path = (*base, key.name)
        if isinstance(key.kind, Table) and not _inline_example(key):
            yield path, False, key.meaning
            yield from _headers_of(key.kind, path)
        elif isinstance(key.kind, Weights):
            yield path, False, key.meaning
        elif isinstance(key.kind, ListOf) and isinstance(key.kind.kind, Table):
            yield path, True, key.meaning


def _header(path: KeyPath, cursor: Cursor, detail: str, many: bool = False, rank: int = 0) -> Offer:
    text = f"[[{header(path)}]]" if many else f"[{header(path)}]"
    return Offer(text, OfferKind.HEADER, text, cursor.span, detail, rank=rank)


def _offer(name: str, template: Template, cursor: Cursor, meaning: str, rank: int) -> Offer:
    text = template.before + template.after
    snippet = f"{escaped(template.before)}$0{escaped(template.after)}"
    return Offer(
        name,
        OfferKind.KEY,
        text,
        cursor.span,
        meaning,
        documentation=meaning,
        snippet=snippet,
        rank=rank,
    )


def escaped(text: str) -> str:
    """Return a text as a snippet has it."""
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")


def _template(key: Key, cursor: Cursor) -> Template:
    """Return what to type for a key: a header where its value is a table with a header, else a value to fill in."""
    in_list = cursor.in_braces or any(isinstance(step, int) for step in cursor.path)
    path = (*cursor.path, key.name)
    kind = key.kind
    if isinstance(kind, Scenes):
        return Template("[scenes.", "]")
    if not in_list and isinstance(kind, Table | Weights) and not _inline_example(key):
        return Template(f"[{header(path)}]\n")
    if not in_list and key.name in LONG_LISTS:
        return Template(f"[[{header(path)}]]\n")
    before, after = value_template(kind)
    return Template(f"{key.name} = {before}", after)


def _inline_example(key: Key) -> bool:
    """Return whether the value of a key is written in braces."""
    return isinstance(key.kind, Table) and key.kind.example.startswith(f"{key.name} = {{")


def value_template(kind: Any) -> Template:
    """Return what is typed around a value of a kind."""
    match kind:
        case ListOf(kind=inner):
            before, after = value_template(inner)
            return Template(f"[{before}", f"{after}]")
        case Table(keys=keys):
            needed = [key for key in keys if key.default is REQUIRED] or list(keys[:1])
            (first, last), others = value_template(needed[0].kind), needed[1:]
            rest = "".join(f", {key.name} = {''.join(value_template(key.kind))}" for key in others)
            return Template(f"{{ {needed[0].name} = {first}", f"{last}{rest} }}")
        case Boolean():
            return Template("true")
        case Integer(low=low, high=high):
            return Template(str(low) if low == high else "")
        case Figure(numeric=True):
            return Template('">= ', '"')
        case Weights():
            return Template("{ ", " }")
    return Template('"', '"')
