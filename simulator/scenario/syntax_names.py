"""Names the mistakes made with keys and table headers, before any value begins.

A key is letters a to z, digits, - and _, or anything in straight quotes; trainers write spaces,
umlauts and colons, or forget the equals sign. Whether a key is known is no question of syntax.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import tomli

from simulator.scenario.syntax_place import Mistake, is_header_line, key_line, line_from
from simulator.scenario.syntax_quotes import MAX_SHOWN, QUOTES, as_text, curly
from simulator.scenario.syntax_values import (
    is_next_statement,
    item_text,
    not_closed,
    wrong_closer,
)
from simulator.text import shorten

if TYPE_CHECKING:
    from simulator.scenario.syntax_place import Place

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+\Z")
_COMMENT_MARKS: Final = ("//", "/*", ";", "%", "<!--")
_UNTIL_EQUALS: Final = re.compile(r'([^="\[\]{}#<>!:,\n]+)=')
_UNTIL_BRACKET: Final = re.compile(r"\[\[?([^\[\]#=,\n]*)")
_EMPTY_TEXT: Final = re.compile(r"=[ \t]*(\"\"|'')\Z")
_ARROW: Final = re.compile(rf"(?:->|=>|–>|→|[–—-][ \t]*(?=[\"'{QUOTES}]))[ \t]*")
_VALUE_START: Final = re.compile(rf"[\"'{QUOTES}\[{{0-9+-]|true\b|false\b")
_EARLY_END: Final = "Look above for a list or a table that is closed too early."


def no_statement(place: Place) -> Mistake:
    """Explain a line that begins with nothing a line may begin with."""
    mark, half_opened = place.mark, _half_opened(place)
    if half_opened is not None:
        return half_opened
    if mark in QUOTES:
        return curly(place)
    if place.rest.startswith(_COMMENT_MARKS):
        return Mistake(place.pos, "A comment begins with #.", "Write # here instead.")
    if mark == "=":
        message = "There is no key before this equals sign."
        return Mistake(place.pos, message, "Write the key before it, as in level = 2.")
    if mark in "]})":
        message = f"This {mark} closes nothing."
        return Mistake(place.pos, message, f"Delete it. {_EARLY_END}")
    if mark == "{":
        message = "Braces hold the value of a key, and there is no key before them."
        return Mistake(place.pos, message, f"Write the key and = before them. {_EARLY_END}")
    if mark == ".":
        return _lone_dot(place)
    if mark == ",":
        message = "There is a comma here outside of any list."
        return Mistake(place.pos, message, f"Delete it. {_EARLY_END}")
    message = (
        f"No line begins with {shorten(mark)}; lines are key = value, a [table] or a # comment."
    )
    hint = "Put # before a comment, and words that belong to a text into its quotes."
    return _odd_key(place) or Mistake(place.pos, message, hint)


def missing_equals(place: Place) -> Mistake:
    """Explain what stands after a key instead of an equals sign."""
    if place.brackets and (not place.mark or is_next_statement(place)):
        return not_closed(place)
    half_opened = _half_opened(place)
    if half_opened is not None:
        return half_opened
    key = place.text[place.item : place.pos].strip()
    mark, rest = place.mark, item_text(place, place.pos)
    quote = key[0] if key[0] in "\"'" else ""
    if quote and "=" in key:
        message = f"The two {quote} here enclose an equals sign, so the key does not end before it."
        return Mistake(place.item, message, "Write the key without quotes.")
    if mark and mark in ":＝≔":
        message = f"An equals sign stands between a key and its value, not {mark}."
        hint = _write(key, rest[1:].lstrip("= ")) or "Write = instead."
        return Mistake(place.pos, message, hint)
    if mark == "]" and not place.brackets:
        opener, closer = ("[[", "]]") if rest.startswith("]]") else ("[", "]")
        message = f"{opener} is missing here, before the name of a table."
        return Mistake(place.item, message, f"Write {opener}{shorten(key)}{closer}.")
    if mark and mark in ",]}" and place.brackets:
        message = f"{shorten(key)} stands in braces without a value."
        hint = 'Braces hold key = value; a list without keys needs square brackets, as in ["…"].'
        return Mistake(place.item, message, hint)
    arrow = _ARROW.match(rest)
    if arrow is not None:
        message = f"An equals sign stands between a key and its value, not {arrow[0].strip()}."
        hint = _write(key, rest[arrow.end() :]) or "Write = instead."
        return Mistake(place.pos, message, hint)
    if re.match(r"[\"'][ \t]*=", rest):
        message = f"There is a quote after {shorten(key)} and none before it."
        return Mistake(place.pos, message, f"Write {shorten(key)} without quotes.")
    if _VALUE_START.match(rest) and (place.text[place.pos - 1] in " \t" or mark == '"'):
        message = f"There is no equals sign between {shorten(key)} and its value."
        return Mistake(place.pos, message, _write(key, rest) or "Write = here.")
    odd = _odd_key(place)
    if odd is not None:
        return odd
    if quote:
        message = "There is a text here without a key, outside of any list."
        return Mistake(place.item, message, f"Write key = before it. {_EARLY_END}")
    message = f"There is no equals sign after {shorten(key)}; lines are key = value."
    hint = "Put words that belong to a text into its quotes, and # before a comment."
    if rest:
        hint = f'Write {shorten(key)} = "…" for a key with a text. {hint}'
    return Mistake(place.pos if rest else place.item, message, hint)


def no_header_end(place: Place) -> Mistake:
    """Explain a table header that does not end after its name."""
    text, start = place.text, place.statement
    opener, closer = _header_marks(place)
    name = text[start + len(opener) : place.pos].strip()
    if place.mark in ("", "\n", "#", "]"):
        message = f"This table header opens with {opener} and does not close with {closer}."
        return Mistake(start, message, f"Write {opener}{shorten(name)}{closer}.")
    if place.mark == "," or (name[0] in "\"'" and place.mark in "\"'"):
        message = "There is a list here without a key."
        return Mistake(start, message, f"Write key = before it. {_EARLY_END}")
    if place.mark in "=:":
        message = f"A table header holds a name and nothing else, but {place.mark} follows."
        hint = f"Write {opener}{shorten(name)}{closer} on this line and the rest on the next."
        return Mistake(place.pos, message, hint)
    return _odd_header(place)


def no_name(place: Place) -> Mistake:
    """Explain a name that is missing, or begins with nothing a name may begin with."""
    text, mark, half_opened = place.text, place.mark, _half_opened(place)
    if half_opened is not None:
        return half_opened
    in_header = text[place.statement] == "["
    if not in_header and place.brackets and (not mark or is_next_statement(place)):
        return not_closed(place)
    if mark and mark in QUOTES:
        return curly(place)
    if mark == "." or text[: place.pos].rstrip(" \t").endswith("."):
        if not mark or mark in ".=]\n#":
            return _lone_dot(place)
        return (_odd_header(place) if in_header else _odd_key(place)) or _no_key(place)
    if in_header:
        if mark and mark in "]\n#":
            message = "This table header has no name."
            return Mistake(place.statement, message, "Write the name, as in [customer].")
        if mark == "[":
            message = "A table header opens with [ or with [[, without a space between."
            return Mistake(place.statement, message, "Write [name], or [[name]] for a list.")
        return _odd_header(place)
    if mark == "{" and place.before_text() == ",":
        message = "The table that { opens here is not closed before the next one."
        return Mistake(place.brackets[-1], message, "Put } after its last entry.")
    if mark == ",":
        message = "There is a comma here and no entry before it."
        return Mistake(place.pos, message, "Delete the comma, or write the missing entry.")
    if mark == "=":
        message = "There is no key before this equals sign."
        return Mistake(place.pos, message, "Write the key before it, as in level = 2.")
    if mark and mark in "])":
        return wrong_closer(place)
    return _odd_key(place) or _no_key(place)


def _half_opened(place: Place) -> Mistake | None:
    """Explain lines of text below two quotes that were to be three."""
    text = place.text
    before = text[: place.statement].rstrip()
    match = _EMPTY_TEXT.search(before, before.rfind("\n") + 1)
    if match is None:
        return None
    quotes = match[1] + match[1][0]
    start = place.statement
    while start < len(text) and key_line(text, start) is None and not is_header_line(text, start):
        line = line_from(text, start)
        if quotes in line:
            message = f"{match[1]} is an empty text, but lines that end with {quotes} follow."
            return Mistake(match.start(1), message, f"Write {quotes} here.")
        start += len(line) + 1
    return None


def _lone_dot(place: Place) -> Mistake:
    offset = place.pos
    if place.mark != ".":
        offset = place.text.rfind(".", 0, place.pos)
    message = "There is a dot here without a name on both sides."
    return Mistake(offset, message, "Delete the dot, or write the name.")


def _no_key(place: Place) -> Mistake:
    found = f", not {shorten(place.mark)}" if place.mark.strip() else ""
    message = f"The name of a key is expected here{found}."
    hint = 'Braces hold key = value; a list without keys needs square brackets, as in ["…"].'
    return Mistake(place.pos, message, hint if place.bracket == "{" else None)


def _odd_key(place: Place) -> Mistake | None:
    """Explain a key with a character that needs quotes, if an equals sign follows it."""
    match = _UNTIL_EQUALS.match(place.text, place.item)
    if match is None:
        return None
    name = match[1].strip()
    message = f"The key {shorten(name)} has {_odd(name)} in it, so it needs quotes."
    return Mistake(place.item, message, f"Write {_fitting(name)}, with straight quotes.")


def _odd_header(place: Place) -> Mistake:
    """Explain a table header with a character that needs quotes."""
    opener, closer = _header_marks(place)
    match = _UNTIL_BRACKET.match(place.text, place.statement)
    name = "" if match is None else match[1].strip()
    if _odd(name) == "nothing":
        return Mistake(place.pos, f"The name of a table is expected here, not {place.mark}.")
    message = f"The table name {shorten(name)} has {_odd(name)} in it, so it needs quotes."
    hint = f"Write {opener}{_fitting(name)}{closer}, with straight quotes."
    if " " in name:
        hint += " Parts of a name are joined by dots."
    return Mistake(place.statement + len(opener), message, hint)


def _odd(name: str) -> str:
    """Return the first thing in *name* that needs quotes, in words."""
    odd = re.search(r"[^A-Za-z0-9_.\"'-]|(?<=\w)'", name)
    if odd is None:
        return "nothing"
    return "a space" if odd[0] in " \t" else shorten(odd[0])


def _fitting(name: str) -> str:
    """Return *name* with quotes around the parts that need them."""
    parts = [part.strip() for part in name.split(".")]
    return ".".join(part if _BARE.match(part) else as_text(part) for part in parts)


def _header_marks(place: Place) -> tuple[str, str]:
    if place.text.startswith("[[", place.statement):
        return "[[", "]]"
    return "[", "]"


def _write(key: str, value: str) -> str | None:
    """Return the hint to write *value* for *key*, if it is whole and short enough for a hint."""
    bare = value.strip(QUOTES)
    if bare != value or value[:1].isalpha():
        return f"Write {shorten(key)} = {as_text(bare)}."
    try:
        tomli.loads(f"x = {value}")
    except (ValueError, RecursionError):
        return None
    is_short = len(value) <= MAX_SHOWN and value.isprintable()
    return f"Write {shorten(key)} = {value}." if is_short else None
