"""The themes, by the names that the settings give them.

Colours only: whatever a colour tells is told by a word or a sign as well.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

HIGH_CONTRAST = Theme(
    name="high-contrast",
    dark=True,
    primary="#ffff00",
    secondary="#00ffff",
    accent="#ffffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    success="#00ff00",
    warning="#ffff00",
    error="#ff6060",
    variables={
        "text-muted": "#e0e0e0",
        "text-primary": "#ffff00",
        "text-success": "#00ff00",
        "text-error": "#ff6060",
    },
)
"""White and yellow on black; nothing is dimmed."""

THEMES: Mapping[str, str] = MappingProxyType(
    {
        "dark": "textual-dark",
        "light": "textual-light",
        "high-contrast": HIGH_CONTRAST.name,
        "ansi-dark": "ansi-dark",
        "ansi-light": "ansi-light",
    }
)
"""Textual's name of each theme that can be chosen."""
