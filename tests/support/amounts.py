"""How many random cases a test draws: all of them in `make test`, and a part of them in `make unit`."""

from __future__ import annotations

import os

SHARE = float(os.environ.get("RANDOM_SHARE", "1"))


def cases(whole: int, least: int = 10) -> int:
    """That many cases, or the share of them that is asked for; never fewer than say anything."""
    return max(min(least, whole), round(whole * SHARE))
