"""Name the mistakes made with quotes that take more than a pattern to tell.

It must not guess what a text means, only where it was to begin and to end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from simulator.scenario.toml_errors.case import CURLY, QUOTES, as_text, write
from simulator.scenario.toml_errors.survey import Mistake, is_header_line, key_line, line_from

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.toml_errors.survey import Piece, Place

_CURLY_END: Final = re.compile(rf"[{QUOTES}](?=[ \t]*(?:[,\]}}#]|$))", re.MULTILINE)
_ESCAPED_END: Final = re.compile(r"\\\"(?=[ \t]*[,\]}]*[ \t]*(?:#.*)?$)", re.MULTILINE)
_WINDOWS_PATH: Final = re.compile(r"(?:[A-Za-z]:\\|\\\\\w)")
_EMPTY_TEXT: Final = re.compile(r"=[ \t]*(\"\"|'')\Z")
_SWALLOWED_ITEM: Final = re.compile(r",[ \t]*(?:[A-Za-z0-9_-]+[ \t]*=[ \t]*\[?[ \t]*)?\Z")
_SWALLOWED_CURLY: Final = re.compile(rf"[{CURLY}][ \t]*,[ \t]*\Z")


def curly(place: Place) -> Mistake | None:
    """Explain a quote that isn't a straight one."""
    mark = place.mark
    if not mark or mark not in QUOTES:
        return None
    message = f"{mark} is no straight quote, which texts need."
    if mark in CURLY:
        message = f"{mark} is a curly quote; texts need straight quotes."
    words = _curly_words(place)
    if words is None:
        return Mistake(place.pos, message, "Use straight quotes instead: \" or '.")
    return Mistake(place.pos, message, f"{write(place, as_text(words))}, with straight quotes.")


def _curly_words(place: Place) -> str | None:
    """Return the words between the curly quote at the place and the end of its value."""
    if place.before_text not in ("=", "[", ","):
        return None
    words, end = (r"(.*?)", r"(?:[,\]}#]|$)") if place.brackets else (r"(.*)", r"(?:#.*)?$")
    match = re.match(rf".{words}[{QUOTES}\"'][ \t]*{end}", place.rest)
    if match is None or not match[1] or (place.brackets and '"' in match[1]):
        return None
    return match[1]


def _curly_end(quote: str, mark: str, offset: int) -> Mistake:
    """Return the mistake of a text that *quote* opens and *mark* at *offset* was to close."""
    kind = "curly quote" if mark in CURLY else "mark"
    message = f"This text is opened with a straight {quote} and closed with the {kind} {mark}."
    return Mistake(offset, message, f"Close it with a straight {quote}.")


def wrong_end(place: Place) -> Mistake | None:
    """Explain a text that a curly quote, or a quote behind a backslash, was to close."""
    opened, quote = place.opened, place.text[place.opened]
    line = line_from(place.text, opened)
    wrong = _CURLY_END.search(line, 1)
    if wrong is not None:
        return _curly_end(quote, wrong[0], opened + wrong.start())
    backslash = _ESCAPED_END.search(line.rstrip(), 1) if quote == '"' else None
    if backslash is None:
        return None
    message = "The backslash before the closing quote makes it a part of the text, so the text is never closed."
    words = as_text(line[1 : backslash.start() + 1].replace("\\\\", "\\"))
    hint = f"Double the backslash: \\\\, or write {words}."
    return Mistake(opened + backslash.start(), message, hint)


def text_over_lines(place: Place) -> bool:
    """Tell whether one of the next lines seems to close the text that is opened with a single quote."""
    text, quote = place.text, place.text[place.opened]
    below = place.opened + len(line_from(text, place.opened)) + 1
    line = next((line for line in _lines_from(text, below) if quote in line), "")
    return line.rstrip(" \t,]}").endswith(quote) and line.count(quote) == 1


def _lines_from(text: str, start: int) -> Iterator[str]:
    """Yield the lines from *start* up to the next one that looks like a statement."""
    while start < len(text) and key_line(text, start) is None and not is_header_line(text, start):
        line = line_from(text, start)
        yield line
        start += len(line) + 1


def runaway(place: Place) -> Mistake | None:
    """Explain a text of several lines that only the quotes of the next one close."""
    if place.runaway is None:
        return None
    quotes = place.text[place.runaway : place.runaway + 3]
    message = f"The text that {quotes} opens here has no closing {quotes} before the next key."
    return Mistake(place.runaway, message, f"Put {quotes} at the end of the text.")


def windows_path(place: Place) -> Mistake | None:
    """Explain the backslashes of a path between double quotes."""
    if place.text.startswith('"""', place.opened):
        return None
    words = line_from(place.text, place.opened + 1)
    if _WINDOWS_PATH.match(words) is None:
        return None
    path = re.split(r'"[ \t]*(?:[,\]}#]|$)', words, maxsplit=1)[0]
    path = path[:2] + path[2:].replace("\\\\", "\\")
    message = 'Within "..." a backslash begins a special character, so this path needs care.'
    hint = f"Write {as_text(path)}, with single quotes."
    return Mistake(
        place.backslash, message, "Double each backslash: \\\\." if "'" in path else hint
    )


def half_opened(place: Place) -> Mistake | None:
    """Explain lines of text below two quotes that were to be three."""
    text = place.text
    before = text[: place.statement].rstrip()
    match = _EMPTY_TEXT.search(before, before.rfind("\n") + 1)
    if match is None:
        return None
    quotes = match[1] + match[1][0]
    if not any(quotes in line for line in _lines_from(text, place.statement)):
        return None
    message = f"{match[1]} is an empty text, but lines that end with {quotes} follow."
    return Mistake(match.start(1), message, f"Write {quotes} here.")


def after_string(place: Place) -> Mistake | None:
    """Explain a string that ended at a quote which was meant to be a part of it."""
    text, mark, before = place.text, place.mark, place.before
    if before is None or before.kind != "string":
        return None
    quote = text[before.start]
    words = text[before.start + 1 : before.end - 1]
    if words.startswith(quote * 2):
        return None
    swallowed = _SWALLOWED_CURLY.search(text, before.start, before.end - 1)
    if swallowed is not None:
        return _curly_end(quote, swallowed[0][0], swallowed.start())
    adjacent = before.end == place.pos
    if mark == quote and adjacent:
        message = f"There is one {quote} too many here."
        return Mistake(place.pos, message, f"Delete it; one {quote} closes a text.")
    rest = re.split(r"[ \t]#", place.rest, maxsplit=1)[0].rstrip()
    if quote == "'" and adjacent and mark.isalpha():
        message = "The text ends at this apostrophe, because ' opened it."
        inner = re.match(r"(.*?)'[ \t]*(?:[,\]}]|$)" if place.brackets else r"(.*)'", rest)
        whole = f"{words}'{inner[1] if inner else rest}"
        return Mistake(before.end - 1, message, _write(place, whole))
    if not words and adjacent and quote in rest:
        message = "The two quotes here open and close an empty text, and more follows."
        return Mistake(before.start, message, _write(place, rest.split(quote)[0]))
    if _SWALLOWED_ITEM.search(words) and place.brackets and quote in rest:
        message = f"The text that {quote} opens here has no closing {quote} before the comma."
        return Mistake(before.start, message, f"Write {quote} before the comma.")
    if mark and mark in "\"'":
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
        return Mistake(before.end - 1, message, _write(place, whole))
    if place.brackets and before.end == place.pos and place.mark.isalnum():
        hint = f"Write one {quote} before and one after each text, with commas between."
        if quote == '"':
            hint += ' A quote within a text is written \\".'
        return Mistake(before.end - 1, message, hint)
    return None


def _write(place: Place, words: str) -> str:
    """Return a hint that puts *words* where the value at the place stands."""
    return f"{write(place, as_text(words))}."
