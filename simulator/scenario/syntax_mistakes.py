"""Finds the mistake behind each of tomli's messages.

This is the one place that knows tomli's words; the modules it asks know the mistakes of one kind
each. A message that is not known here, say of a later tomli, still gets a sentence and a place.
"""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from simulator.scenario.syntax_items import after_statement, between_items
from simulator.scenario.syntax_names import missing_equals, no_header_end, no_name, no_statement
from simulator.scenario.syntax_place import Mistake, deepest, longest_plain, survey
from simulator.scenario.syntax_quotes import bad_escape, never_ended
from simulator.scenario.syntax_twice import given_twice
from simulator.scenario.syntax_values import no_value, not_a_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.scenario.syntax_place import Place

_DEEP: Final = 100

# By the start of tomli's message; the first that fits counts.
EXPLAINED: Final[tuple[tuple[str, Callable[[Place], Mistake]], ...]] = (
    ("Invalid statement", no_statement),
    ("Expected '=' after a key", missing_equals),
    ("Invalid initial character for a key part", no_name),
    ("Expected ']' at the end of a table declaration", no_header_end),
    ("Expected ']]' at the end of an array declaration", no_header_end),
    ("Invalid value", no_value),
    ("Invalid date or datetime", not_a_date),
    ("Expected newline or end of document after a statement", after_statement),
    ("Unclosed array", between_items),
    ("Unclosed inline table", between_items),
    ("Unterminated string", never_ended),
    ('Expected "\'"', never_ended),
    ("Expected \"'''\"", never_ended),
    ("Illegal character '\\n'", never_ended),
    ("Found invalid character '\\n'", never_ended),
    ("Unescaped '\\' in a string", bad_escape),
    ("Invalid hex value", bad_escape),
    ("Escaped character is not a Unicode scalar value", bad_escape),
    ("Cannot declare", given_twice),
    ("Cannot mutate immutable namespace", given_twice),
    ("Cannot redefine namespace", given_twice),
    ("Cannot overwrite a value", given_twice),
    ("Duplicate inline table key", given_twice),
)


def find_mistake(text: str, message: str, pos: int) -> Mistake:
    """Return the mistake that made tomli stop at *pos* of *text* with *message*."""
    place = survey(text, min(pos, len(text)))
    if place.runaway is not None:
        return _runaway(place, place.runaway)
    explain = next((found for start, found in EXPLAINED if message.startswith(start)), None)
    if explain not in (never_ended, bad_escape, given_twice) and _is_unseen(place.mark):
        return _unseen(place)
    if explain is not None:
        # A later tomli may stop at places that these explanations do not expect.
        with suppress(IndexError, ValueError):
            return explain(place)
    return Mistake(place.pos, f"The file cannot be read from here on ({message}).")


def find_excess(text: str, *, is_nesting: bool) -> Mistake:
    """Return the place in *text* that is too deep for Python or a number too long for it."""
    if not is_nesting:
        message = "This number has far too many digits."
        return Mistake(longest_plain(text), message, "Put it in quotes if it is a text.")
    offset, depth = deepest(text)
    if depth > _DEEP:
        message = f"The brackets that open here are nested {depth} deep, which is too much."
        return Mistake(offset, message, "Close each bracket before the next one opens.")
    message = "This key has far too many parts joined by dots."
    return Mistake(longest_plain(text), message, "Put a name with dots in it in quotes.")


def _is_unseen(mark: str) -> bool:
    return mark not in ("", " ", "\t", "\n") and unicodedata.category(mark)[0] in "CZ"


def _unseen(place: Place) -> Mistake:
    mark = place.mark
    code = f"U+{ord(mark):04X}"
    if mark == "\r":
        message = f"A line ends here in an old way, with a lone carriage return ({code})."
        return Mistake(place.pos, message, "Save the file with the line ends LF or CRLF.")
    name = unicodedata.name(mark, "control character").lower()
    message = f"There is an unseen character here ({code}, {name})."
    return Mistake(place.pos, message, "Delete it; a plain space may take its place.")


def _runaway(place: Place, opened: int) -> Mistake:
    quotes = place.text[opened : opened + 3]
    message = f"The text that {quotes} opens here has no closing {quotes} before the next key."
    return Mistake(opened, message, f"Put {quotes} at the end of the text.")
