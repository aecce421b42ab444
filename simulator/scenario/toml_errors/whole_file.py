"""Name what came into a file from outside: the marks of a merge, and the fence around code in a chat or a page."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from simulator.scenario.edit import Edit
from simulator.scenario.toml_errors.survey import Mistake, line_from
from simulator.text import shorten

if TYPE_CHECKING:
    from simulator.scenario.toml_errors.survey import Place

_CONFLICT: Final = re.compile(r"(?:<{7}|\|{7}|>{7})(?: [^\n]*)?$|={7}$", re.MULTILINE)
_FENCE: Final = re.compile(r"```+[^\n`]*$|~~~+[^\n~]*$", re.MULTILINE)


def conflict(place: Place) -> Mistake | None:
    """Explain the marks that a merge leaves around two versions of the same lines."""
    if _CONFLICT.match(place.text, place.pos) is None or place.pos != place.statement:
        return None
    message = "A merge left two versions here, and nothing says which of them is right."
    hint = "Keep one of the two versions, and delete the lines <<<<<<<, ======= and >>>>>>>."
    return Mistake(place.pos, message, hint)


def conflict_end(text: str, start: int) -> int:
    """Return where the conflict that starts at an offset ends, as far as it has an end."""
    marks = [found for found in _CONFLICT.finditer(text, start) if found[0].startswith(">")]
    return marks[0].end() if marks else start


def fence(place: Place) -> Mistake | None:
    """Explain the line of marks that begins or ends a block of code in a chat or on a page."""
    if _FENCE.match(place.text, place.pos) is None or place.pos != place.statement:
        return None
    line = line_from(place.text, place.pos)
    message = f"{shorten(line)} marks a block of code in a chat or on a page; it isn't TOML."
    fences = (
        Edit(found.start(), found.end(), "")
        for found in _FENCE.finditer(place.text, place.pos)
        if not found.start() or place.text[found.start() - 1] == "\n"
    )
    ends = tuple(islice(fences, 2))
    hint = "Delete this line" + (", and the one at the end." if len(ends) > 1 else ".")
    return Mistake(place.pos, message, hint, ends)
