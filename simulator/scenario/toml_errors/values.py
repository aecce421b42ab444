"""Name the mistakes made with brackets and values that take more than a pattern to tell."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from simulator.scenario.edit import Edit
from simulator.scenario.position_scan import STRING
from simulator.scenario.toml_errors.case import as_text, literal, write
from simulator.scenario.toml_errors.survey import (
    CLOSERS,
    HEADER,
    Mistake,
    is_header_line,
    key_line,
    line_from,
    survey,
)
from simulator.text import shorten

if TYPE_CHECKING:
    from simulator.scenario.toml_errors.survey import Place

_MAX_NUMBER: Final = 40
_TEXTS_IN_BRACES: Final = re.compile(
    rf"\{{(?P<texts>[ \t]*(?:{STRING})(?>(?:[ \t]*,[ \t]*(?:{STRING}))*)[ \t]*,?[ \t]*)\}}"
)
_DECIMAL: Final = re.compile(r"(?P<sign>[+-]?)(?:(?P<whole>[0-9]{1,9}),|[.,])[0-9]+")


def unseen(place: Place) -> Mistake | None:
    """Explain a character that can't be seen."""
    mark = place.mark
    if mark in ("", " ", "\t", "\n") or unicodedata.category(mark)[0] not in "CZ":
        return None
    code = f"U+{ord(mark):04X}"
    if mark == "\r":
        message = f"This line ends with a lone carriage return ({code}), as on very old computers."
        return Mistake(place.pos, message, "Save the file with LF or CRLF line endings.")
    name = unicodedata.name(mark, "control character").lower()
    message = f"There is an invisible character here ({code}, {name})."
    space = " " if unicodedata.category(mark)[0] == "Z" else ""
    edit = Edit(place.pos, place.pos + 1, space)
    return Mistake(place.pos, message, "Delete it, or type a plain space instead.", (edit,), mark)


def unclosed(place: Place) -> Mistake | None:
    """Explain that a bracket is still open where the file or its next statement begins."""
    is_next = _is_next_statement(place)
    if not place.brackets or place.around == HEADER or (place.mark and not is_next):
        return None
    text = place.text
    line_start = text.rfind("\n", 0, place.pos) + 1
    offset, before = place.brackets[-1], ""
    end = survey(text, line_start if is_next else len(text)).behind
    if is_next:
        # The brackets of a header on this line were read as lists within the open list.
        offset = [start for start in place.brackets if start < line_start][-1]
        before = f" before the next {'table' if is_header_line(text, line_start) else 'key'}"
    message = f"The {_what(text[offset])} that {text[offset]} opens here isn't closed{before}."
    closer = CLOSERS[text[offset]]
    # A list over several lines is closed on a line below its entries.
    edit = Edit(end, end, f"\n{closer}" if "\n" in text[offset:end] else closer)
    if text[offset] == "{":
        edit = closing_brace(text, offset, end, keeps_comma=len(place.brackets) > 1)
    return Mistake(offset, message, f"Put {closer} after its last entry.", (edit,))


def wrong_closer(place: Place) -> Mistake | None:
    """Explain a closing bracket of another kind than the one that is open."""
    if not place.brackets or not place.mark or place.mark not in "]})":
        return None
    offset, opener = place.brackets[-1], place.bracket
    line = place.line(place.pos)
    if place.line(offset) != line:
        message = f"The {_what(opener)} that {opener} opens here isn't closed before the {place.mark} on line {line}."
        edit = Edit(place.behind, place.behind, CLOSERS[opener])
        if opener == "{":
            edit = closing_brace(place.text, offset, place.behind, keeps_comma=True)
        return Mistake(offset, message, f"Put {CLOSERS[opener]} after its last entry.", (edit,))
    message = f"{place.mark} can't close the {_what(opener)} that {opener} opens."
    edits = (
        Edit(place.pos, place.pos, f" {CLOSERS[opener]}" if opener == "{" else CLOSERS[opener]),
    )
    if len(place.brackets) == 1 or _is_instead(place):  # nothing else is open that it could close
        edits = (Edit(place.pos, place.pos + 1, CLOSERS[opener]),)
    return Mistake(place.pos, message, f"Add {CLOSERS[opener]} here, or before it.", edits)


def _is_instead(place: Place) -> bool:
    """Tell whether the closing bracket at a place is there instead of the right one, and the list around it goes on."""
    rest = place.rest[1:].split("#")[0].strip()
    outer = place.brackets[-2]
    if rest and rest[0] == place.mark:
        return True
    goes_on = place.text.rfind("\n", 0, place.pos) > outer or rest.startswith(",")
    return goes_on and len(place.brackets) == 2 and (not rest or rest.startswith(","))


def closing_brace(text: str, opened: int, end: int, *, keeps_comma: bool) -> Edit:
    """Return the edit that closes an inline table; `end` is where its last entry ends, or the comma behind that."""
    space = " " if text[opened + 1 : opened + 2] == " " else ""
    closed = f"{space}}}"
    if text[end - 1] != ",":
        return Edit(end, end, closed)
    return Edit(end - 1, end, f"{closed}," if keeps_comma else closed)


def decimal(place: Place) -> Mistake | None:
    """Explain a number with a decimal comma, or without a digit before its point: the numbers of a file are whole."""
    match = _DECIMAL.fullmatch(place.words)
    if match is None:
        return None
    below = int(match["sign"] + (match["whole"] or "0")) - (match["sign"] == "-")
    message = f"{place.words} isn't a whole number."
    return Mistake(place.value, message, f"{write(place, str(below))} or {below + 1}.")


def bare_list(place: Place) -> Mistake | None:
    """Explain several values without brackets around them."""
    if place.mark != "," or place.before is None:
        return None
    message = "Several values need square brackets around them to make a list."
    hint = "Put [ before the first value and ] after the last."
    start = place.before.start
    rest = re.split(r"[ \t]+#", place.rest, maxsplit=1)[0].rstrip()
    end = place.pos + len(rest)
    if rest.endswith("]") and "[" not in rest:
        hint = "Put [ before the first value."
        return Mistake(place.pos, message, hint, (Edit(start, start, "["),))
    return Mistake(place.pos, message, hint, (Edit(start, start, "["), Edit(end, end, "]")))


def missing_opener(place: Place) -> Mistake | None:
    """Explain a list of one text that has a closing bracket only."""
    before = place.before
    is_last = not place.rest[1:].split("#")[0].strip()
    if (
        place.mark != "]"
        or place.around
        or before is None
        or before.kind != "string"
        or not is_last
    ):
        return None
    message = "A [ is missing here; its ] is at the end of the line."
    literal = place.text[before.start : place.pos].strip()
    hint = f"{write(place, f'[{shorten(literal)}]')}."
    return Mistake(before.start, message, hint, (Edit(before.start, before.start, "["),))


def list_in_braces(place: Place) -> Mistake | None:
    """Explain braces around a list of texts."""
    if place.bracket != "{":
        return None
    brace = place.brackets[-1]
    found = _TEXTS_IN_BRACES.match(place.text, brace)
    if found is None:
        return None
    message = f"{shorten(place.name)} has no value in these braces."
    fitting = f"[{found['texts'].strip()}]"
    hint = "Braces hold key = value; a list needs square brackets."
    hint += f" Use {shorten(fitting)}."
    return Mistake(place.item, message, hint, (Edit(brace, found.end(), fitting),))


def _what(opener: str) -> str:
    return "list" if opener == "[" else "table"


def _is_next_statement(place: Place) -> bool:
    """Tell whether the place is on a line that reads like a statement outside all brackets."""
    text = place.text
    line_start = text.rfind("\n", 0, place.pos) + 1
    if not place.brackets or line_start <= place.brackets[0]:
        return False
    if is_header_line(text, line_start):
        return True
    if text[line_start : place.pos].strip() or key_line(text, place.pos) is None:
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


def is_short(place: Place) -> bool:
    """Tell whether the words at the place may be one number."""
    return len(place.words) <= _MAX_NUMBER


def follows_number(place: Place) -> bool:
    """Tell whether a number, a date, true or false stands before the place and may go on in it."""
    is_plain = place.before is not None and place.before.kind == "plain"
    return is_plain and (is_whole(place) or place.mark.isalpha())


def is_whole(place: Place) -> bool:
    """Tell whether what stands before the place and what follows can only be one value."""
    return not place.brackets or place.behind == place.pos


def is_within_words(place: Place) -> bool:
    """Tell whether neither a mark, a comment nor another key follows at the place."""
    if place.mark in ",;]})\"'[{" or place.rest.startswith(("//", "/*", "--")):
        return False
    return place.behind == place.pos or key_line(place.text, place.pos) is None


def unopened_text(place: Place) -> Mistake | None:
    """Explain a text that has a closing quote only."""
    words, quote = place.words, place.words[-1:]
    if quote not in ('"', "'") or words.count(quote) != 1:
        return None
    message = f"This text has a closing quote {quote} but no opening one."
    edit = Edit(place.pos, place.pos + len(words), literal(words[:-1]))
    return Mistake(place.pos, message, f"{write(place, as_text(words[:-1]))}.", (edit,))
