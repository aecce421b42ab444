"""Names the mistakes behind a finished value: text that follows it, a comma that is missing.

The value itself is valid here; often it ended sooner than its author meant, at an apostrophe, a
thousands comma or a quote within the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from simulator.scenario.syntax_place import Mistake, key_line
from simulator.scenario.syntax_quotes import CURLY, QUOTES, as_text, curly, curly_end, write
from simulator.scenario.syntax_values import (
    CLOSERS,
    is_next_statement,
    item_text,
    key_in_list,
    no_date,
    not_closed,
    wrong_closer,
)
from simulator.text import shorten

if TYPE_CHECKING:
    from simulator.scenario.syntax_place import Piece, Place

_MAX_NUMBER: Final = 40
_SEPARATORS: Final = ";，、؛،"
_SWALLOWED_ITEM: Final = re.compile(r",[ \t]*(?:[A-Za-z0-9_-]+[ \t]*=[ \t]*\[?[ \t]*)?\Z")
_SWALLOWED_CURLY: Final = re.compile(rf"[{CURLY}][ \t]*,[ \t]*\Z")


def after_statement(place: Place) -> Mistake:
    """Explain what follows a whole header or value on its line."""
    if place.text[place.statement] == "[":
        return _after_header(place)
    before = place.before
    if place.mark in QUOTES:
        return curly(place)
    if before is not None and before.kind == "plain":
        found = _after_number(place, before)
    elif before is not None and before.kind == "string":
        found = _after_string(place, before)
    else:
        found = None
    return found or _after_value(place)


def between_items(place: Place) -> Mistake:
    """Explain what stands where a comma or a closing bracket is expected."""
    if not place.mark or is_next_statement(place):
        return not_closed(place)
    mark, before = place.mark, place.before
    if mark in QUOTES:
        return curly(place)
    if mark in "]})":
        return wrong_closer(place)
    if before is not None and before.kind == "string":
        found = _after_string(place, before)
        if found is not None:
            return found
    if (
        before is not None
        and before.kind == "plain"
        and (before.end == place.pos or mark.isalpha())
    ):
        found = _after_number(place, before)
        if found is not None:
            return found
    if mark in _SEPARATORS:
        message = f"Entries are separated by commas, not by {mark}."
        return Mistake(place.pos, message, "Write a comma instead.")
    if mark in "=:":
        if place.bracket == "[":
            return key_in_list(place)
        return Mistake(place.pos, f"A comma or }} is expected here, not {mark}.")
    if place.rest.startswith(("//", "/*")):
        return _comment(place)
    if mark.isalnum() or mark in "\"'[{+-":
        end = place.pos if before is None else before.end
        return Mistake(end, "A comma is missing here, between two entries.", "Write a comma here.")
    closer = CLOSERS[place.bracket or "["]
    message = f"A comma or {closer} is expected here, not {shorten(mark)}."
    return Mistake(place.pos, message, None)


def _after_header(place: Place) -> Mistake:
    header = place.text[place.statement : place.pos].strip()
    if place.mark == "]":
        message = "There is one closing bracket too many here."
        hint = "Delete it."
        if not header.startswith("[["):
            hint = f"Write [{shorten(header)}] for one of several tables, or delete it."
        return Mistake(place.pos, message, hint)
    message = f"Nothing but a # comment may follow {shorten(header)} on its line."
    if place.rest.startswith(("//", "/*")):
        return _comment(place)
    if key_line(place.text, place.pos) is None:
        return Mistake(place.pos, message, "Delete it, or put # before it.")
    return Mistake(place.pos, message, "Put what follows on the next line.")


def _comment(place: Place) -> Mistake:
    return Mistake(place.pos, "A comment begins with #.", "Write # here instead.")


def _after_value(place: Place) -> Mistake:
    mark = place.mark
    value = shorten(place.before_text(), 30)
    if place.rest.startswith(("//", "/*", "--")):
        return _comment(place)
    if mark == "," and not place.rest[1:].split("#")[0].strip():
        return Mistake(place.pos, "A line needs no comma at its end.", "Delete the comma.")
    if mark == ",":
        message = "Several values make a list, which needs square brackets around it."
        return Mistake(place.pos, message, "Put [ before the first value and ] after the last.")
    if mark == ";":
        return Mistake(place.pos, "A line needs no semicolon.", "Delete it, and all behind it.")
    if mark in "]})":
        message = f"This {mark} closes nothing."
        return Mistake(place.pos, message, "Delete it, or write the bracket that it closes.")
    key = key_line(place.text, place.pos)
    if key is not None:
        message = f"{shorten(key)} begins on the line of another key."
        return Mistake(place.pos, message, "Put it on a line of its own.")
    message = f"Nothing but a # comment may follow {value} on its line."
    return Mistake(place.pos, message, "Put it in the quotes if it belongs to a text.")


def _after_string(place: Place, before: Piece) -> Mistake | None:
    """Explain a string that ended at a quote which was meant to be a part of it."""
    text, mark = place.text, place.mark
    quote = text[before.start]
    words = text[before.start + 1 : before.end - 1]
    if words.startswith(quote * 2):
        return None
    swallowed = _SWALLOWED_CURLY.search(text, before.start, before.end - 1)
    if swallowed is not None:
        return curly_end(quote, swallowed[0][0], swallowed.start())
    adjacent = before.end == place.pos
    if mark == quote and adjacent:
        message = f"There is one {quote} too many here."
        return Mistake(place.pos, message, f"Delete it; one {quote} closes a text.")
    rest = re.split(r"[ \t]#", place.rest, maxsplit=1)[0].rstrip()
    if quote == "'" and adjacent and mark.isalpha():
        message = "The text ends at this apostrophe, because ' opened it."
        inner = re.match(r"(.*?)'[ \t]*(?:[,\]}]|$)" if place.brackets else r"(.*)'", rest)
        whole = f"{words}'{inner[1] if inner else rest}"
        return Mistake(before.end - 1, message, f"{_write(place, whole)}.")
    if not words and adjacent and quote in rest:
        message = "The two quotes here open and close an empty text, and more follows."
        return Mistake(before.start, message, f"{_write(place, rest.split(quote)[0])}.")
    if _SWALLOWED_ITEM.search(words) and place.brackets and quote in rest:
        message = f"The text that {quote} opens here has no closing {quote} before the comma."
        return Mistake(before.start, message, f"Write {quote} before the comma.")
    if mark in "\"'":
        if place.brackets:
            return None
        message = "A second text follows the first."
        return Mistake(place.pos, message, 'Several texts make a list: ["…", "…"].')
    if mark in ",;:=]})" or key_line(text, place.pos) is not None:
        return None
    return _inner_quote(place, before, rest)


def _inner_quote(place: Place, before: Piece, rest: str) -> Mistake | None:
    """Explain a quote within a text, if the text seems to be closed by a later one."""
    quote = place.text[before.start]
    message = f"The text ends at this {quote}, but more of it seems to follow."
    if not place.brackets and rest.endswith(quote):
        whole = place.text[before.start + 1 : place.pos] + rest[:-1]
        return Mistake(before.end - 1, message, f"{_write(place, whole)}.")
    if place.brackets and before.end == place.pos and place.mark.isalnum():
        hint = f"Write one {quote} before and one after each text, with commas between."
        if quote == '"':
            hint += ' A quote within a text is written \\".'
        return Mistake(before.end - 1, message, hint)
    return None


def _write(place: Place, words: str) -> str:
    """Return the beginning of a hint that puts *words* where the value at the place stands."""
    return write(None if place.brackets else _key(place), as_text(words))


def _key(place: Place) -> str | None:
    """Return the key of the statement around the place, which has its value already."""
    key = key_line(place.text, place.statement)
    return None if key is None else key.strip()


def _after_number(place: Place, before: Piece) -> Mistake | None:
    """Explain a number, date or truth that goes on as something else."""
    start = before.start
    words = item_text(place, start)
    key = None if place.brackets else _key(place)
    if len(words) <= _MAX_NUMBER:
        slip = _number_slip(words)
        if slip is not None:
            message, number = slip
            return Mistake(start, message, f"{write(key, number)}.")
    if place.mark in ",;]})\"'[{" or place.rest.startswith(("//", "/*", "--")):
        return None
    if key_line(place.text, place.pos) is not None and before.end != place.pos:
        return None
    if re.match(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", words):
        return no_date(start, key, words)
    is_number = words[:1].isdigit() or words[:1] in "+-"
    if place.brackets and before.end < place.pos and not is_number:
        return None
    message = f"{shorten(words)} is a text without quotes."
    if is_number:
        message = f"{shorten(words)} is no number, and a text needs quotes."
    return Mistake(start, message, f"{write(key, as_text(words))}, with straight quotes.")


def _number_slip(words: str) -> tuple[str, str] | None:
    """Return what is wrong with *words* as a number and the number meant, if that is clear."""
    if re.fullmatch(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+", words):
        return f"{words} has commas in it, which numbers may not have.", words.replace(",", "")
    if re.fullmatch(r"[+-]?[0-9]+,[0-9]+", words):
        return f"{words} has a comma in it; numbers take a point.", words.replace(",", ".")
    zeros = re.fullmatch(r"([+-]?)0+([0-9](?:\.?[0-9]+)*)", words)
    if zeros:
        return f"{words} begins with a zero, which numbers may not.", zeros[1] + zeros[2]
    if re.fullmatch(r"[+-]?[0-9]{1,3}(?:[ '.][0-9]{3})+", words):
        together = re.sub(r"[ '.]", "", words)
        return f"{words} is no number; its digits stand together.", together
    if re.fullmatch(r"[+-]?[0-9]+\.", words):
        return f"{words} ends with a point, which numbers may not.", words[:-1]
    percent = re.fullmatch(r"([+-]?[0-9]+)[ \t]*%", words)
    if percent:
        return f"{words} has a percent sign, which numbers may not have.", percent[1]
    return None
