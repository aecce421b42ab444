"""The code of a round: the signs it is made of, and how a typed one is compared. Pure."""

from __future__ import annotations

import unicodedata

CODE_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Letters and digits that are hard to mistake for one another."""
CODE_LENGTH = 6


def plain_code(typed: str) -> str:
    """Return a code as it is compared: people copy the spaces it is shown with, and put hyphens in."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", typed))).upper()
