"""Name the mistakes made with keys and table headers that take more than a pattern to tell.

A key is letters a to z, digits, - and _, or anything in straight quotes; trainers write spaces,
umlauts and colons, or forget the equals sign. Whether a key is known isn't a question of syntax.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import tomli

from simulator.scenario.edit import Edit
from simulator.scenario.slug import slug
from simulator.scenario.toml_errors.case import QUOTES, as_text
from simulator.scenario.toml_errors.survey import CLOSERS, HEADER, LISTS, Mistake
from simulator.scenario.toml_errors.values import closing_brace
from simulator.text import MAX_QUOTE, shorten

if TYPE_CHECKING:
    from simulator.scenario.toml_errors.survey import Place

_WORDS: Final = re.compile(r"[a-z]+(?:[ /:>\\]+[a-z0-9-]+)+\Z")
_BETWEEN_WORDS: Final = re.compile(r"[ /:>\\]+")
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+\Z")
_UNTIL_EQUALS: Final = re.compile(r'([^="\[\]{}#<>!:,\n]+)=')
_UNTIL_BRACKET: Final = re.compile(r"\[\[?([^\[\]#=,\n]*)")
_WRONG_SIGN: Final = re.compile(
    rf"(?P<colon>[:＝≔])[= ]*|(?P<arrow>->|=>|–>|→|[–—-](?=[ \t]*[\"'{QUOTES}]))[ \t]*"
)
_VALUE_START: Final = re.compile(rf"[\"'{QUOTES}\[{{0-9+-]|true\b|false\b")


def wrong_sign(place: Place) -> Mistake | None:
    """Explain a colon or an arrow where an equals sign should be."""
    words = place.words_from(place.pos)
    match = _WRONG_SIGN.match(words)
    if match is None:
        return None
    sign = match["colon"] or match["arrow"]
    message = f"A key and its value need an equals sign between them, not {sign}."
    hint = _write(place.name, words[match.end() :])
    equals = "= " if place.text[place.pos - 1].isspace() else " = "
    edit = Edit(place.pos, place.pos + match.end(), equals)
    return Mistake(place.pos, message, hint or "Use = instead.", (edit,))


def no_sign(place: Place) -> Mistake | None:
    """Explain a value that follows its key with nothing but a blank between."""
    words = place.words_from(place.pos)
    is_apart = place.text[place.pos - 1] in " \t" or place.mark == '"'
    if not is_apart or _VALUE_START.match(words) is None:
        return None
    message = f"There is no equals sign between {shorten(place.name)} and its value."
    equals = "= " if place.text[place.pos - 1].isspace() else " = "
    edit = Edit(place.pos, place.pos, equals)
    return Mistake(place.pos, message, _write(place.name, words) or "Add = here.", (edit,))


def follows_dot(place: Place) -> bool:
    """Tell whether a dot stands before the place, so that a part of a name must follow."""
    return place.text[: place.pos].rstrip(" \t").endswith(".")


def lone_dot(place: Place) -> Mistake | None:
    """Explain a dot with nothing before it or nothing behind it."""
    is_last = not place.mark or place.mark in "=]\n#"
    if place.mark != "." and not (is_last and follows_dot(place)):
        return None
    offset = place.pos if place.mark == "." else place.text.rfind(".", 0, place.pos)
    message = "There is a dot here without a name on both sides."
    edit = Edit(offset, offset + 1, "")
    return Mistake(offset, message, "Delete the dot, or add the missing name.", (edit,))


def table_before_table(place: Place) -> Mistake | None:
    """Explain an inline table that begins within the one before it."""
    if place.mark != "{" or place.before_text != ",":
        return None
    message = "The table that { opens here isn't closed before the next one."
    opened = place.brackets[-1]
    edits = (closing_brace(place.text, opened, place.behind, keeps_comma=True),)
    return Mistake(opened, message, "Put } after its last entry.", edits)


def surplus_bracket(place: Place) -> Mistake | None:
    """Explain a closing bracket behind the header of a table."""
    if place.around != HEADER or place.mark != "]":
        return None
    message = "There is one closing bracket too many here."
    header = place.text[place.statement : place.pos].strip()
    if place.opener == "[" and header.strip("[] \t").rpartition(".")[2] in LISTS:
        message = "This table header closes with ]] but opens with [."
        edit = Edit(place.statement, place.statement, "[")
        return Mistake(place.statement, message, f"Use {shorten(f'[{header}]')}.", (edit,))
    edit = Edit(place.pos, place.pos + 1, "")
    return Mistake(place.pos, message, f"Use {shorten(header)}.", (edit,))


def odd_key(place: Place) -> Mistake | None:
    """Explain a key with a character that needs quotes, if an equals sign follows it."""
    match = _UNTIL_EQUALS.match(place.text, place.item)
    if match is None or place.around == HEADER:
        return None
    name, fitting = match[1].strip(), fitting_name(match[1].strip(), "_")
    message = f"The key {shorten(name)} has {_odd(name)} in it, which a key can't have."
    edit = Edit(place.item, place.item + len(match[1].rstrip()), fitting)
    return Mistake(place.item, message, f"Use {shorten(fitting)}.", (edit,))


def odd_header(place: Place) -> Mistake | None:
    """Explain a table header with a character that needs quotes."""
    if place.around != HEADER:
        return None
    match = _UNTIL_BRACKET.match(place.text, place.statement)
    name = "" if match is None else match[1].strip()
    if _odd(name) == "nothing":
        return Mistake(place.pos, f"A table name is expected here, not {place.mark}.")
    message = f"The table name {shorten(name)} has {_odd(name)} in it, which a name can't have."
    # Blanks and slashes between whole words are where dots should be; in a part of a name they are hyphens.
    is_words = "." not in name and _WORDS.match(name)
    fitting = _BETWEEN_WORDS.sub(".", name) if is_words else fitting_name(name)
    written = f"{place.opener}{fitting}{CLOSERS[place.opener]}"
    start = place.statement + len(place.opener)
    edit = Edit(start, start + len(match[1].rstrip()) if match else start, fitting)
    odd = [part for part in name.split(".") if part != fitting_name(part)]
    # Other headers with the same part have the same cause.
    spread = f"{HEADER} {odd[0]}" if len(odd) == 1 and not is_words else ""
    return Mistake(start, message, f"Use {shorten(written)}.", (edit,), spread)


def _odd(name: str) -> str:
    """Return the first thing in *name* that needs quotes, in words."""
    odd = re.search(r"[^A-Za-z0-9_.\"'-]|(?<=\w)'", name)
    if odd is None:
        return "nothing"
    return "a space" if odd[0] in " \t" else shorten(odd[0])


def fitting_name(name: str, joint: str = "-") -> str:
    """Return *name* with the parts made names that need it, or in quotes where that can't be."""
    parts = [part.strip() for part in name.split(".")]
    return ".".join(part if _BARE.match(part) else _name_part(part, joint) for part in parts)


def _name_part(part: str, joint: str) -> str:
    return slug(part.strip(QUOTES + "\"'")).replace("-", joint) or as_text(part)


def _write(key: str, value: str) -> str | None:
    """Return the hint to write *value* for *key*, if it is whole and short enough for a hint."""
    bare = value.strip(QUOTES)
    if bare != value or value[:1].isalpha():
        return f"Use {shorten(key)} = {as_text(bare)}."
    try:
        tomli.loads(f"x = {value}")
    except (ValueError, RecursionError):
        return None
    is_short = len(value) <= MAX_QUOTE and value.isprintable()
    return f"Use {shorten(key)} = {value}." if is_short else None
