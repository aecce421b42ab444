"""Make names of a scenario out of words: lower-case letters and digits, joined by single hyphens."""

from __future__ import annotations

import re
import unicodedata

from simulator.ruleset import RESERVED

NAME = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
_NAME = re.compile(NAME + r"\Z")
_SPELT_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa"}
)


def is_name(text: str) -> bool:
    """Tell whether a text is a name as it stands, reserved or not."""
    return _NAME.match(text) is not None


def slug(text: str, what: str = "") -> str:
    """Return the name that is nearest to a text, or an empty one; a leading digit gets `what` the name is for before it."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_SPELT_OUT))
    words = "".join(sign for sign in plain if not unicodedata.combining(sign))
    name = re.sub(r"[^a-z0-9]+", "-", words).strip("-")
    if name[:1].isdigit():
        name = f"{what.replace(' ', '-')}-{name}"
    return name if is_name(name) and name not in RESERVED else ""
