"""Turn text of any origin into text that is safe to print, to use as a name or to type again, and put numbers into sentences.

Names of files, words of scenarios and messages of a network may hold characters that set a terminal's title, hide text or turn
the direction of reading. There are two ways of cleaning them, and everything else is built on these: `printable` escapes such
characters, for output, so that a reader sees that they are there; `clean_name` drops them, for names that people give each
other. This module must not import any other part of the simulator, print or open a file.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MINUS = "\N{MINUS SIGN}"
MAX_NAME = 40
MAX_QUOTE = 60

_INVISIBLE = r"\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
"""Control, direction and zero-width characters, and half surrogate pairs, which no encoding can write."""
_INVISIBLE_IN_NAME = re.compile(rf"[\x00-\x1f{_INVISIBLE}]")
_INVISIBLE_IN_JSON = re.compile(rf"[{_INVISIBLE}\u2028\u2029]")
# Zero-width joiners pass here: letters and pictures in the texts of scenarios are made of them.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"\s+")
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`\u00b4]")
_NO_ACCENT = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe"})
"""Letters that Unicode doesn't take apart into a plain one and its accent."""
_ESCAPE_NOTE = " (the name has characters that can't be shown; they are written as escapes)"


def printable(text: str) -> str:
    """Return text for one line of output: each character that can't be seen is escaped, as in `\\u001b`."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else _escape(sign) for sign in text)


def _escape(sign: str) -> str:
    code = ord(sign)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def folded(text: str) -> str:
    """Return text as it is compared in a search: without capitals, accents and apostrophes."""
    plain = _APOSTROPHES.sub("", text.casefold())
    if plain.isascii():  # most texts are, and a scenario has thousands
        return plain
    plain = unicodedata.normalize("NFKD", plain).translate(_NO_ACCENT)
    return _APOSTROPHES.sub("", "".join(sign for sign in plain if not unicodedata.combining(sign)))


def clean_name(text: str, limit: int = MAX_NAME) -> str:
    """Return text as a name: invisible characters dropped, single blanks, one line, at most `limit` characters.

    Line breaks and tabs count as blanks. The result may be empty.
    """
    visible = _INVISIBLE_IN_NAME.sub("", _BLANKS.sub(" ", text))
    return _BLANKS.sub(" ", visible).strip()[:limit].rstrip()


def cut_note(text: str, limit: int = MAX_NAME) -> str | None:
    """Return a sentence that a name is too long to be used whole; None where it isn't."""
    if len(clean_name(text, len(text))) <= limit:
        return None
    return f"A name can have at most {limit} characters; this one was shortened to {quoted(clean_name(text, limit))}."


def escape_controls(text: str) -> str:
    """Return text of many lines with control and direction characters escaped, but for tabs and line breaks."""
    return _CONTROLS.sub(lambda match: printable(match.group()), text)


def escape_json(document: str) -> str:
    """Return a JSON document that means the same, with invisible characters escaped as JSON escapes them."""
    return _INVISIBLE_IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", document)


def blank_unprintable(line: str) -> str:
    """Return a line of a file with a blank for each character that can't be seen, so that columns stay where they are."""
    return "".join(sign if sign.isprintable() else " " for sign in line)


def shorten(text: str, limit: int = MAX_QUOTE) -> str:
    """Return printable text of at most `limit` characters; where it was longer, it ends in an ellipsis."""
    visible = printable(text[: limit + 1])
    return visible if len(visible) <= limit else visible[: limit - 1] + "…"


def quoted(text: str, limit: int = MAX_QUOTE) -> str:
    """Return text in double quotes for a message: printable, on one line, shortened to `limit` characters."""
    return f'"{shorten(text, limit)}"'


def path_text(path: Path) -> str:
    """Return a path for a message."""
    return printable(str(path))


def short_path(path: Path) -> str:
    """Return a path for a message, relative where it is below the current folder, as a user would write it."""
    with contextlib.suppress(ValueError, OSError):
        if path.is_absolute():
            path = path.relative_to(Path.cwd())
    return path_text(path)


def shell_word(path: Path) -> str:
    """Return a path quoted for a shell; what can't be shown is escaped in $'...', which bash and zsh read."""
    text = str(path)
    if text.isprintable():
        return shlex.quote(text)
    return "$'" + "".join(map(_shell_escape, text)) + "'"


def escape_note(path: Path) -> str:
    """Return what to say behind a command whose path had to be escaped; else nothing."""
    return "" if str(path).isprintable() else _ESCAPE_NOTE


def _shell_escape(sign: str) -> str:
    if sign in "\\'":
        return f"\\{sign}"
    if sign.isprintable():
        return sign
    return "".join(f"\\x{byte:02x}" for byte in os.fsencode(sign))


def number(amount: int) -> str:
    """Return a number with a real minus sign."""
    return f"{MINUS}{-amount}" if amount < 0 else str(amount)


def signed(amount: int) -> str:
    """Return a change with its sign: `+8`, `−26`, `0`."""
    return f"+{amount}" if amount > 0 else number(amount)


def ordinal(place: int) -> str:
    """Return a place: `1st`, `2nd`, `11th`, `23rd`."""
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{place}{'th' if place // 10 % 10 == 1 else endings.get(place % 10, 'th')}"


def count(amount: int, noun: str) -> str:
    """Return an amount with its noun: `1 reply`, `2 replies`, `3 broken promises`."""
    return f"{amount} {noun if amount == 1 else _plural(noun)}"


def count_or_no(amount: int, noun: str) -> str:
    """Return an amount with its noun, `no` for none: `1 file`, `no errors`."""
    return count(amount, noun) if amount else f"no {_plural(noun)}"


def time_factor_words(factor: float) -> str:
    """Return how much time a factor gives: `the usual time`, `twice the usual time`, `1.5 times the usual time`."""
    times = {1.0: "", 2.0: "twice "}.get(factor, f"{factor:g} times ")
    return f"{times}the usual time"


def count_if_any(amount: int, words: str) -> str:
    """Return an amount with its noun, nothing for none: `2 endings out of reach`; of several words the first is the noun."""
    noun, *rest = words.split(" ")
    return " ".join([count(amount, noun), *rest]) if amount else ""


def _plural(noun: str) -> str:
    return f"{noun[:-1]}ies" if noun.endswith("ply") else f"{noun}s"


def listed(names: Sequence[str]) -> str:
    """Return names as in a sentence: `Kim, Lou and Max`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def with_stop(text: str) -> str:
    """Return a text with a full stop, unless it ends with a stop already."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
