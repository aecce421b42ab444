"""A path as a word of a command that can be typed again: exactly that path, and nothing that a terminal would obey."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ESCAPED = " (the name has characters that can't be shown; they are written as escapes)"


def shell_word(path: Path) -> str:
    """Return the path quoted for a shell; what can't be shown is escaped in $'...', which bash and zsh read."""
    text = str(path)
    if text.isprintable():
        return shlex.quote(text)
    return "$'" + "".join(map(_escaped, text)) + "'"


def escape_note(path: Path) -> str:
    """Return what to say behind a command whose path had to be escaped; else nothing."""
    return "" if str(path).isprintable() else ESCAPED


def _escaped(sign: str) -> str:
    if sign in "\\'":
        return f"\\{sign}"
    if sign.isprintable():
        return sign
    return "".join(f"\\x{byte:02x}" for byte in os.fsencode(sign))
