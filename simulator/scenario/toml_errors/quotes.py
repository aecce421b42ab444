"""Name the mistakes made with quotes that take more than a pattern to tell.

It must not guess what a text means, only where it was to begin and to end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from simulator.scenario.edit import Edit
from simulator.scenario.position_scan import STRING
from simulator.scenario.toml_errors.case import CURLY, QUOTES, as_text, literal, write
from simulator.scenario.toml_errors.survey import (
    SWALLOWED,
    Mistake,
    is_header_line,
    key_line,
    line_from,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.toml_errors.survey import Place

_CURLY_END: Final = re.compile(rf"[{QUOTES}](?=[ \t]*(?:[,\]}}#]|$))", re.MULTILINE)
_ESCAPED_END: Final = re.compile(r"\\\"(?=[ \t]*[,\]}]*[ \t]*(?:#.*)?$)", re.MULTILINE)
_WINDOWS_PATH: Final = re.compile(r"(?:[A-Za-z]:\\|\\\\\w)")
_EMPTY_TEXT: Final = re.compile(r"=[ \t]*(\"\"|'')\Z")
_SWALLOWED_ITEM: Final = re.compile(r",[ \t]*(?:[A-Za-z0-9_-]+[ \t]*=[ \t]*\[?[ \t]*)?\Z")
_APOSTROPHE: Final = re.compile(r"(?<=\w)'(?=\w)")
_SWALLOWED_CURLY: Final = re.compile(rf"[{CURLY}][ \t]*,[ \t]*\Z")


def curly(place: Place) -> Mistake | None:
    """Explain a quote that isn't a straight one."""
    mark = place.mark
    if not mark or mark not in QUOTES:
        return None
    message = f"{mark} isn't a straight quote; text needs straight quotes."
    if mark in CURLY:
        message = f"{mark} is a curly quote; text needs straight quotes."
    words = _curly_words(place)
    if words is None:
        instead = "Use straight quotes instead: \" or '."
        return Mistake(place.pos, message, instead, spread=CURLY)
    hint = f"{write(place, as_text(words))}, with straight quotes."
    edit = Edit(place.pos, place.pos + len(words) + 2, literal(words))
    return Mistake(place.pos, message, hint, (edit,), CURLY)


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
    edit = Edit(offset, offset + 1, quote)
    return Mistake(offset, message, f"Close it with a straight {quote}.", (edit,), CURLY)


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
    message = "The backslash before the closing quote makes it part of the text, so the text is never closed."
    words = as_text(line[1 : backslash.start() + 1].replace("\\\\", "\\"))
    hint = f"Double the backslash: \\\\, or use {words}."
    at = opened + backslash.start()
    return Mistake(at, message, hint, (Edit(at, at, "\\"),))


def closed_by_other(place: Place) -> Mistake | None:
    """Explain a text that the other kind of quote was to close: the last on its line, without one within that it closes."""
    opened, quote = place.opened, place.text[place.opened]
    line = line_from(place.text, opened).rstrip()
    other = "'" if quote == '"' else '"'
    within = _APOSTROPHE.sub("", line[1:-1])
    if len(line) < 2 or line[-1] != other or quote in line[1:] or within.count(other) % 2:
        return None
    message = f"The text that {quote} opens here isn't closed on its line."
    hint = f"Close it with {quote}, the quote that opens it."
    end = opened + len(line)
    return Mistake(opened, message, hint, (Edit(end - 1, end, quote),))


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
    # The text took in the key of the next one, up to the quotes that open that.
    swallowed = SWALLOWED.search(
        place.text, place.runaway + 3, _string_end(place.text, place.runaway)
    )
    end = swallowed.start() if swallowed else place.runaway + 3
    end = len(place.text[:end].rstrip())
    edit = Edit(end, end, quotes)
    return Mistake(place.runaway, message, f"Put {quotes} at the end of the text.", (edit,))


def _string_end(text: str, start: int) -> int:
    """Return where the content of the string of several lines at an offset ends."""
    match = re.compile(STRING).match(text, start)
    return len(text) if match is None else match.end() - 3


def windows_path(place: Place) -> Mistake | None:
    """Explain the backslashes of a path between double quotes."""
    if place.text.startswith('"""', place.opened):
        return None
    words = line_from(place.text, place.opened + 1)
    if _WINDOWS_PATH.match(words) is None:
        return None
    path = re.split(r'"[ \t]*(?:[,\]}#]|$)', words, maxsplit=1)[0]
    path = path[:2] + path[2:].replace("\\\\", "\\")
    message = 'In "..." a backslash begins a special character, even in a path.'
    hint = f"Use {as_text(path)}, with single quotes."
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
    edit = Edit(match.start(1), match.end(1), quotes)
    return Mistake(match.start(1), message, f"Add {quotes} here.", (edit,))


def follows_string(place: Place) -> bool:
    """Tell whether a text of one line stands before the place, which may have ended too soon."""
    before = place.before
    if before is None or before.kind != "string":
        return False
    return not place.text.startswith(place.text[before.start] * 3, before.start)


def swallowed_curly(place: Place) -> Mistake | None:
    """Explain a text that a curly quote was to close, and that took in the comma behind it."""
    start, end = _string(place)
    swallowed = _SWALLOWED_CURLY.search(place.text, start, end - 1)
    if swallowed is None:
        return None
    return _curly_end(place.text[start], swallowed[0][0], swallowed.start())


def apostrophe(place: Place) -> Mistake | None:
    """Explain a text between single quotes that ends at an apostrophe."""
    start, end = _string(place)
    if place.text[start] != "'" or end != place.pos or not place.mark.isalpha():
        return None
    rest = _rest(place)
    inner = re.match(r"(.*?)'[ \t]*(?:[,\]}]|$)" if place.brackets else r"(.*)'", rest)
    words = f"{place.text[start + 1 : end - 1]}'{inner[1] if inner else rest}"
    message = "The text ends at this apostrophe, because ' opened it."
    edit = Edit(start, place.pos + (len(inner[1]) + 1 if inner else len(rest)), literal(words))
    return Mistake(end - 1, message, f"{write(place, as_text(words))}.", (edit,))


def empty_text(place: Place) -> Mistake | None:
    """Explain two quotes before a text where one belongs."""
    start, end = _string(place)
    quote, rest = place.text[start], _rest(place)
    if end - start != 2 or end != place.pos or quote not in rest:
        return None
    message = "The two quotes here open and close an empty text, but more follows."
    words = rest.split(quote)[0]
    behind = rest[len(words) :]
    quotes = len(behind) - len(behind.lstrip(quote))
    edit = Edit(start, place.pos + len(words) + quotes, literal(words))
    return Mistake(start, message, f"{write(place, as_text(words))}.", (edit,))


def swallowed_item(place: Place) -> Mistake | None:
    """Explain a text without a closing quote that took in the comma and ends where the next one opens."""
    start, end = _string(place)
    quote = place.text[start]
    is_swallowed = _SWALLOWED_ITEM.search(place.text, start + 1, end - 1) is not None
    if not place.brackets or not is_swallowed or quote not in _rest(place):
        return None
    message = f"The text that {quote} opens here has no closing {quote} before the comma."
    comma = place.text.rfind(",", start, end)
    return Mistake(start, message, f"Add {quote} before the comma.", (Edit(comma, comma, quote),))


def inner_quote(place: Place) -> Mistake | None:
    """Explain a quote within a text, if the text seems to be closed by a later one."""
    if place.mark in "\"',;:=]})" or key_line(place.text, place.pos) is not None:
        return None
    start, end = _string(place)
    quote, rest = place.text[start], _rest(place)
    message = f"The text ends at this {quote}, but more of it seems to follow."
    if not place.brackets and rest.endswith(quote):
        words = place.text[start + 1 : place.pos] + rest[:-1]
        edit = Edit(start, place.pos + len(rest), literal(words))
        return Mistake(end - 1, message, f"{write(place, as_text(words))}.", (edit,))
    if place.brackets and end == place.pos and place.mark.isalnum():
        hint = f"Put one {quote} before and one after each text, with commas between."
        if quote == '"':
            hint += ' Inside text, use \\" for a quote.'
        return Mistake(end - 1, message, hint)
    return None


def _string(place: Place) -> tuple[int, int]:
    """Return where the string before the place starts and ends."""
    before = place.before
    return (place.pos, place.pos) if before is None else (before.start, before.end)


def _rest(place: Place) -> str:
    """Return the rest of the line from the place, without a comment."""
    return re.split(r"[ \t]#", place.rest, maxsplit=1)[0].rstrip()
