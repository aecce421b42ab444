"""Names the mistakes made with quotes: texts never closed, curly quotes, backslashes.

Also writes the texts that hints suggest, so that every hint can be pasted as it stands. It must
not guess what a text means, only where it was to begin and to end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from simulator.scenario.syntax_place import Mistake, is_header_line, key_line, line_from
from simulator.text import shorten

if TYPE_CHECKING:
    from simulator.scenario.syntax_place import Place

CURLY: Final = "“”„‟‘’‚‛"
OTHER_QUOTES: Final = "«»‹›＂＇`´″′"
QUOTES: Final = CURLY + OTHER_QUOTES
MAX_SHOWN: Final = 60

_CURLY_END: Final = re.compile(rf"[{QUOTES}](?=[ \t]*(?:[,\]}}#]|$))", re.MULTILINE)
_WINDOWS_PATH: Final = re.compile(r"\A(?:[A-Za-z]:\\|\\\\\w)")
_DIGITS: Final = {"x": "two", "u": "four", "U": "eight"}


def as_text(words: str) -> str:
    """Return *words* as TOML would have them: in straight quotes, shortened if they are long."""
    short = shorten(words)
    if '"' not in short and "\\" not in words:  # the escapes of unseen characters are TOML's too
        return f'"{short}"'
    if "'" not in short:
        return f"'{short}'"
    escaped = short.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def write(key: str | None, literal: str) -> str:
    """Return the beginning of a hint: what to write for the value of *key*, or for an item."""
    return (
        f"Write {literal}" if key is None else f"Write {shorten(' '.join(key.split()))} = {literal}"
    )


def curly(place: Place, offset: int | None = None) -> Mistake:
    """Return the mistake of a quote at *offset* (else at the place) that is no straight one."""
    offset = place.pos if offset is None else offset
    mark = place.text[offset]
    if mark in CURLY:
        message = f"{mark} is a curly quote; texts need straight quotes."
    else:
        message = f"{mark} is no straight quote, which texts need."
    words = _curly_words(place) if offset == place.pos else None
    if words is None:
        return Mistake(offset, message, "Use straight quotes instead: \" or '.")
    return Mistake(offset, message, f"{write(place.key, as_text(words))}, with straight quotes.")


def _curly_words(place: Place) -> str | None:
    """Return the words between the curly quote at the place and the end of its value."""
    if place.before is None or place.before_text() not in ("=", "[", ","):
        return None
    rest = place.rest
    end = r"[ \t]*(?:#.*)?$" if not place.brackets else r"[ \t]*(?:[,\]}#]|$)"
    words = r"(.*)" if not place.brackets else r"(.*?)"
    match = re.match(rf".{words}[{QUOTES}\"']{end}", rest)
    if match is None or not match[1] or (place.brackets and '"' in match[1]):
        return None
    return match[1]


def curly_end(quote: str, mark: str, offset: int) -> Mistake:
    """Return the mistake of a text that *quote* opens and *mark* at *offset* was to close."""
    kind = "curly quote" if mark in CURLY else "mark"
    message = f"This text is opened with a straight {quote} and closed with the {kind} {mark}."
    return Mistake(offset, message, f"Close it with a straight {quote}.")


def never_ended(place: Place) -> Mistake:
    """Explain a string that runs into the end of its line or of the file."""
    text = place.text
    opened = place.item if place.opened is None else place.opened
    quote = text[opened : opened + 1]
    if text.startswith(quote * 3, opened):
        return Mistake(
            opened,
            f"The text that {quote * 3} opens here is never closed.",
            f"Put {quote * 3} at the end of the text.",
        )
    line = line_from(text, opened)
    body = line[1:].rstrip()
    wrong = _CURLY_END.search(line, 1)
    if wrong is not None:
        return curly_end(quote, wrong[0], opened + wrong.start())
    backslash = re.search(r"\\\"(?=[ \t]*[,\]}]*[ \t]*(?:#.*)?$)", body) if quote == '"' else None
    if backslash is not None:
        words = body[: backslash.start() + 1].replace("\\\\", "\\")
        return Mistake(
            opened + 1 + backslash.start(),
            "The backslash before the closing quote makes it a part of the text, "
            "so the text is never closed.",
            f"Double the backslash: \\\\, or write {as_text(words)}.",
        )
    message = f"The text that {quote} opens here is not closed on its line."
    other = "'" if quote == '"' else '"'
    if body.endswith(other) and body.count(other) == 1:
        return Mistake(opened, message, f"Close it with {quote}, the quote that opens it.")
    if _goes_on(text, opened, quote):
        hint = f"A text over several lines needs {quote * 3} before it and {quote * 3} after it."
        return Mistake(opened, message, hint)
    return Mistake(opened, message, f"Put {quote} at the end of the text, on the same line.")


def _goes_on(text: str, opened: int, quote: str) -> bool:
    """Tell whether one of the next lines seems to close the text opened at *opened*."""
    start = text.find("\n", opened) + 1
    while 0 < start < len(text):
        if key_line(text, start) is not None or is_header_line(text, start):
            return False
        line = line_from(text, start)
        if quote in line:
            return line.rstrip(" \t,]}").endswith(quote) and line.count(quote) == 1
        start += len(line) + 1
    return False


def bad_escape(place: Place) -> Mistake:
    """Explain a backslash that begins no known escape."""
    text = place.text
    opened = place.item if place.opened is None else place.opened
    offset = max(text.rfind("\\", 0, place.pos), 0)
    letter = text[offset + 1 : offset + 2]
    is_long = text.startswith('"""', opened)
    words = line_from(text, opened + 3 if is_long else opened + 1)
    if not is_long and _WINDOWS_PATH.match(words):
        path = re.split(r'"[ \t]*(?:[,\]}#]|$)', words, maxsplit=1)[0]
        path = path[:2] + path[2:].replace("\\\\", "\\")
        message = 'Within "..." a backslash begins a special character, so this path needs care.'
        if "'" in path:
            return Mistake(offset, message, "Double each backslash: \\\\.")
        return Mistake(offset, message, f"Write {as_text(path)}, with single quotes.")
    if letter in _DIGITS:
        digits = re.match(r"[0-9A-Fa-f]*", text[offset + 2 : offset + 10])
        many = 0 if digits is None else len(digits[0])
        wanted = {"x": 2, "u": 4, "U": 8}[letter]
        if many < wanted:
            return Mistake(
                offset,
                f"\\{letter} must be followed by {_DIGITS[letter]} digits (0 to 9, a to f).",
                f"Complete the number, or double the backslash: \\\\{letter}.",
            )
        number = text[offset : offset + 2 + wanted]
        message = f"{number} stands for no character."
        return Mistake(offset, message, "Put the character itself into the text.")
    if letter in ("'", "’"):
        message = f'{letter} needs no backslash within "...".'
        return Mistake(offset, message, "Delete the backslash.")
    if not letter.strip():
        message = "A backslash stands alone here, but in a text it begins a special character."
    else:
        message = f"\\{shorten(letter)} is no special character, as a backslash would begin one."
    return Mistake(offset, message, "Double the backslash: \\\\, or delete it.")
