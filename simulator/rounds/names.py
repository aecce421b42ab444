"""The names of people in a round: cleaned, told apart, compared as people read them. Pure.

People type their names, and some type what looks like another's: with signs that can't be seen, with letters of another script.
What is shown is cleaned here, and whatever is compared is compared by `compared_name`.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

from simulator.text import clean_name, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TypeVar

    Named = TypeVar("Named")

MAX_NAME = 24
MAX_MARKS = 3
"""Marks that one letter may have; more of them would be drawn over the lines around it."""
_BLANK = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
    + "".join(map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10))))
)
"""Signs that draw nothing although Unicode counts them as letters, marks or symbols."""
_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
"""Categories that can't be seen, or that no font is sure to have: controls, formats, unassigned and private signs."""
_JOINED = re.compile("\u200d[\u2190-\u2bff\U0001f000-\U0001faff]")
"""What is joined to a picture; without the join it would be a second picture."""
_TAGS = range(0xE0000, 0xE1000)
_LOOKALIKES = str.maketrans(
    dict(
        zip(
            "авекмнорстухіјѕһԁԛԝӏαβεζηικμνορτυχςօսհոցɑɡɩʟ",
            "abekmhopctyxijshdqwlabezhikmnoptyxcouhngagil",
            strict=True,
        )
    )
)
"""Letters of other scripts, small, by the Latin ones that they or their capitals look like. Within one script none is lost."""


def shown_name(name: str) -> str:
    """Return a name as it can be shown to others, of at most 24 characters; nothing where there is nothing to see in it.

    Wide and styled letters become plain ones, and what can't be seen is left out.
    """
    plain = _JOINED.sub("", unicodedata.normalize("NFKC", name))
    visible = "".join(sign for sign in plain if _is_seen(sign))
    calm = "".join(_few_marks(visible))
    shown = clean_name(calm, MAX_NAME)
    return shown if any(unicodedata.category(sign)[0] in "LNSP" for sign in shown) else ""


def _is_seen(sign: str) -> bool:
    if sign in "\t\n\r":
        return True  # a blank, which clean_name makes of it
    unseen = unicodedata.category(sign) in _UNSEEN or ord(sign) in _TAGS
    return not unseen and sign not in _BLANK


def _few_marks(text: str) -> Iterable[str]:
    """Yield a text with at most MAX_MARKS marks in a row, and none before the first letter."""
    begun = False
    for is_mark, signs in groupby(text, lambda sign: unicodedata.category(sign) in ("Mn", "Me")):
        if not is_mark:
            begun = True
            yield from signs
        elif begun:
            yield from list(signs)[:MAX_MARKS]


def compared_name(name: str) -> str:
    """Return a name as it is compared: capitals, accents, blanks, stops, and which script a letter is of make no difference."""
    plain = folded(shown_name(name)).translate(_LOOKALIKES)
    letters = "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LNM")
    return letters or plain


def is_name_of(typed: str, removed: str) -> bool:
    """Return whether a name is that of a trainee who was removed, or what unique_name would make of it."""
    one, other = compared_name(typed), compared_name(removed)
    return one == other or (one.startswith(other) and one[len(other) :].isdecimal())


def unique_name(name: str, others: Sequence[str]) -> str:
    """Return a name that no other seat is shown by, nor by one that looks like it: `Kim`, `Kim 2`."""
    taken = set(map(compared_name, others))
    number, found = 1, name
    while compared_name(found) in taken:
        number += 1
        tail = f" {number}"
        found = f"{name[: MAX_NAME - len(tail)]}{tail}"
    return found


def named_so(name: str, people: Iterable[Named], name_of: Callable[[Named], str]) -> list[Named]:
    """Return the people of a name: who is called exactly that, else everyone whose name compares as equal."""
    everyone = list(people)
    exactly = [person for person in everyone if name_of(person) == name]
    wanted = compared_name(name)
    return exactly or [person for person in everyone if compared_name(name_of(person)) == wanted]
