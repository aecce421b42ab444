"""What a settings file still says that isn't valid TOML: the lines that can be read by themselves.

A forgotten quote must not look like lost progress, and progress is kept under the name in this file. Imported only for a
broken file; it opens none, and knows nothing of what a setting can be.
"""

from __future__ import annotations

from typing import Any

KEYS = "keys"
"""The one table that a settings file has."""


def readable_lines(text: str) -> dict[str, Any]:
    """Return the settings on those lines of a file that are valid by themselves, the first line for each."""
    found: dict[str, Any] = {}
    here = found
    for line in text.splitlines():
        document = _read(line)
        if line.lstrip().startswith("["):
            # What stands below a header that can't be read, is unknown or names what is no table, belongs to nothing.
            table = found.setdefault(KEYS, {}) if document == {KEYS: {}} else {}
            here = table if isinstance(table, dict) else {}
            continue
        for key, value in document.items():
            here.setdefault(key, value)
    return found


def _read(line: str) -> dict[str, Any]:
    """Return what a line holds; nothing where it can't be read, or where bytes of it stood for no sign."""
    import tomli

    try:
        return {} if "\ufffd" in line else tomli.loads(line)
    except (ValueError, RecursionError):
        return {}
