"""Names the mistakes made with a value: none there, or none that TOML knows.

It looks only at the place where a value was to begin; what stands behind a value is for
`syntax_items`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from simulator.scenario.syntax_place import Mistake, is_header_line, key_line, line_from
from simulator.scenario.syntax_quotes import MAX_SHOWN, QUOTES, as_text, curly, write
from simulator.text import shorten

if TYPE_CHECKING:
    from simulator.scenario.syntax_place import Place

_WORDS: Final = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false",
                 "off": "false"}  # fmt: skip
_NOTHING: Final = ("none", "null", "nil", "n/a")
_DASHES: Final = "–—−‐‑‒"
CLOSERS: Final = {"[": "]", "{": "}"}


def no_value(place: Place) -> Mistake:
    """Explain why no value begins at the place."""
    if place.brackets and (not place.mark or is_next_statement(place)):
        return not_closed(place)
    mark = place.mark
    if mark in ("", "\n", "#", ",", "]", "}", ")"):
        return _missing(place)
    if mark in QUOTES:
        return curly(place)
    if place.bracket == "[" and key_line(place.text, place.pos) is not None:
        return key_in_list(place)
    return _mark_mistake(place) or _number_mistake(place) or _bare_text(place)


def not_a_date(place: Place) -> Mistake:
    """Explain a date or a time that the calendar does not have."""
    return no_date(place.pos, place.key, item_text(place, place.pos))


def no_date(offset: int, key: str | None, words: str) -> Mistake:
    """Return the mistake of *words* that look like a date and are none."""
    message = f"{shorten(words)} is no date of the calendar."
    return Mistake(offset, message, f"{write(key, as_text(words))} if it is a text.")


def key_in_list(place: Place) -> Mistake:
    """Explain a key that stands in a list without braces around it."""
    message = "A key cannot stand in a list by itself; keys and their values stand in braces."
    return Mistake(place.pos, message, 'Write { key = "value" } for a key with a value.')


def wrong_closer(place: Place) -> Mistake:
    """Explain a closing bracket of another kind than the one that is open."""
    offset = place.brackets[-1]
    opener = place.text[offset]
    what = "list" if opener == "[" else "table"
    line = place.line(place.pos)
    if place.line(offset) != line:
        message = f"The {what} that {opener} opens here is not closed before the {place.mark}"
        hint = f"Put {CLOSERS[opener]} after its last entry."
        return Mistake(offset, f"{message} in line {line}.", hint)
    message = f"{place.mark} cannot close the {what} that {opener} opens."
    return Mistake(place.pos, message, f"Write {CLOSERS[opener]} here, or before it.")


def not_closed(place: Place) -> Mistake:
    """Explain that a bracket is still open where the file or its next statement begins."""
    text = place.text
    line_start = text.rfind("\n", 0, place.pos) + 1
    offset, before = place.brackets[-1], ""
    if is_next_statement(place):
        # The brackets of a header on this line were read as lists within the open list.
        offset = [start for start in place.brackets if start < line_start][-1]
        before = f" before the next {'table' if is_header_line(text, line_start) else 'key'}"
    opener = text[offset]
    what = "list" if opener == "[" else "table"
    message = f"The {what} that {opener} opens here is not closed{before}."
    return Mistake(offset, message, f"Put {CLOSERS[opener]} after its last entry.")


def item_text(place: Place, start: int) -> str:
    """Return the words from *start* to where a value without quotes seems to end."""
    end = place.text.find("\n", start)
    words = place.text[start:] if end < 0 else place.text[start:end]
    words = re.split(r"[ \t]#", words, maxsplit=1)[0]
    if place.brackets:
        words = re.split(r"[,\]}]", words, maxsplit=1)[0]
    return words.strip()


def is_next_statement(place: Place) -> bool:
    """Tell whether the place is on a line that reads like a statement outside all brackets."""
    text = place.text
    line_start = text.rfind("\n", 0, place.pos) + 1
    if not place.brackets or line_start <= place.brackets[0]:
        return False
    if is_header_line(text, line_start):
        return True
    if not place.starts_line or key_line(text, place.pos) is None:
        return False
    if place.bracket == "{":
        return not _closes_later(text, place.pos)
    return place.rest.count("}") <= place.rest.count("{")


def _closes_later(text: str, start: int) -> bool:
    """Tell whether a brace is closed between *start* and the next table or the end."""
    depth = 0
    while start < len(text) and not is_header_line(text, start):
        line = line_from(text, start)
        depth += line.count("{") - line.count("}")
        if depth < 0:
            return True
        start += len(line) + 1
    return False


def _missing(place: Place) -> Mistake:
    mark = place.mark
    if place.key is None and mark == ",":
        message = "There is a comma here and no entry before it."
        return Mistake(place.pos, message, "Delete the comma, or write the missing entry.")
    if place.key is None:
        return wrong_closer(place)
    message = f"There is no value after {shorten(place.key)} =."
    if mark and mark in ",]})":
        return Mistake(place.pos, message, f"Write a value before the {mark}.")
    hint = "Write the value on the same line; a text needs straight quotes."
    return Mistake(place.pos if place.before is None else place.before.end, message, hint)


def _mark_mistake(place: Place) -> Mistake | None:
    mark, after = place.mark, place.text[place.pos + 1 : place.pos + 2]
    if mark in "=:" or (mark == ">" and after != "=" and place.text[place.pos - 1] == "="):
        message = "One equals sign stands between a key and its value, and nothing else."
        return Mistake(place.pos, message, f"Delete the {mark} here.")
    if mark == "(":
        message = "A list stands in square brackets, not in round ones."
        return Mistake(place.pos, message, "Write [ and ] instead of ( and ).")
    return None


def _number_mistake(place: Place) -> Mistake | None:
    words = item_text(place, place.pos)
    if len(words) > MAX_SHOWN:
        return None
    dash = re.match(rf"[{_DASHES}][ \t]*([0-9][0-9.]*)\Z", words)
    if dash:
        message = f"{place.mark} is a dash, not the minus sign that numbers take."
        return Mistake(place.pos, message, f"{write(place.key, '-' + dash[1])}, with a plain -.")
    apart = re.match(r"([+-])[ \t]+([0-9][0-9.]*)\Z", words)
    if apart:
        message = f"There is a space between {apart[1]} and its number."
        return Mistake(place.pos, message, f"{write(place.key, apart[1] + apart[2])}.")
    point = re.match(r"([+-]?)[.,]([0-9]+)\Z", words)
    if point:
        message = "A number needs a digit before its decimal point."
        return Mistake(place.pos, message, f"{write(place.key, f'{point[1]}0.{point[2]}')}.")
    return None


def _bare_text(place: Place) -> Mistake:
    words = item_text(place, place.pos)
    small = words.lower()
    if small in ("true", "false"):
        message = f"{words} must be written in small letters."
        return Mistake(place.pos, message, f"{write(place.key, small)}.")
    if small in _WORDS:
        message = f"{words} is neither true nor false, and a text needs quotes."
        hint = f"{write(place.key, _WORDS[small])}, or {as_text(words)} if it is a text."
        return Mistake(place.pos, message, hint)
    if small in _NOTHING:
        message = f"There is no empty value {words}."
        hint = f"Leave the whole line out, or write {as_text(words)} if it is a text."
        return Mistake(place.pos, message, hint)
    end = words[-1:]
    if end in ('"', "'") and words.count(end) == 1:
        message = f"This text has a closing quote {end} and no opening one."
        return Mistake(place.pos, message, f"{write(place.key, as_text(words[:-1]))}.")
    opener = {"}": "{", "]": "["}.get(end)
    if opener is not None and opener not in words and not place.brackets:
        message = f"{opener} is missing here; its {end} stands at the end of the line."
        return Mistake(place.pos, message, f"Write {opener} here.")
    if not place.brackets and key_line(place.text, place.pos) is not None:
        message = "A second equals sign follows, so this is no value; a text needs quotes."
        return Mistake(place.pos, message, f"{write(place.key, as_text(words))}.")
    if place.brackets and '"' in words:
        message = f"No value begins with {shorten(place.mark)}; a text stands in straight quotes."
        return Mistake(place.pos, message, f"Delete the {shorten(place.mark)}, or add the quotes.")
    message = f"{shorten(words)} is a text without quotes."
    return Mistake(place.pos, message, f"{write(place.key, as_text(words))}, with straight quotes.")
