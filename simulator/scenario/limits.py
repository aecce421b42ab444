"""How large a scenario may be, and the version of the format: numbers that the loader, its checks and other readers share."""

from __future__ import annotations

FORMAT = 1
MOST_BYTES = 1 << 20
MOST_SCENES = 2000
MOST_REPLIES = 12
MOST_OFFERED = 9
MOST_PARTS = 12
MOST_DAYS = 12
MOST_WORDINGS = 5
MOST_TAUGHT = 2
CLOCK_SECONDS = (5, 600)
NO_CLOCK = 0
DEFAULT_CLOCK = 30
