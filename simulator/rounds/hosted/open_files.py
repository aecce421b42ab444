"""How many files this process may have open; each connection is one."""

from __future__ import annotations

import contextlib

NEEDED_BESIDES = 300
"""Files needed apart from those of seats: strangers, the record, the program itself."""
WANTED_BESIDES = 1000
"""Files wanted apart from those of seats, where the system sets no limit."""


def open_files() -> int | None:
    """Return how many files this process may have open; None where the system knows no such limit."""
    try:
        import resource
    except ImportError:
        return None
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def files_missing(seats: int) -> int:
    """Let this process open as many files as it may, and return by how many that is too few for a number of seats."""
    try:
        import resource
    except ImportError:
        return 0
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard == resource.RLIM_INFINITY:
        hard = max(soft, seats + WANTED_BESIDES)
    if hard > soft:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
            soft = hard
    return max(0, seats + NEEDED_BESIDES - soft)
