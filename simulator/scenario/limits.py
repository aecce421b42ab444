"""How large a scenario may be, and the format version: numbers that the loader, its checks and other readers share."""

from __future__ import annotations

FORMAT = 1
MAX_BYTES = 1 << 20
MAX_SCENES = 2000
MAX_REPLIES = 12
MAX_OFFERED = 9
MAX_PARTS = 12
MAX_DAYS = 12
MAX_WORDINGS = 5
MAX_TAUGHT = 2
CLOCK_SECONDS = (5, 600)
NO_CLOCK = 0
DEFAULT_CLOCK = 30
