"""The themes, by the names that the settings give them.

Colours only: whatever a colour tells is told by a word or a sign as well.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from textual.theme import BUILTIN_THEMES, Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

# Textual reckons its muted colour against a ground that is not always the one beneath it, so ours is a fixed one; and some
# colours of its light theme are too light for text.
_DARK, _LIGHT = BUILTIN_THEMES["textual-dark"], BUILTIN_THEMES["textual-light"]
DARK = replace(_DARK, name="simulator-dark", variables={**_DARK.variables, "text-muted": "#a3adb8"})
"""Textual's dark theme."""

LIGHT = replace(
    _LIGHT,
    name="simulator-light",
    variables={
        **_LIGHT.variables,
        "text-muted": "#3a4148",
        "text-success": "#0f4524",
        "text-warning": "#5c3800",
    },
)
"""Textual's light theme."""

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
        "text-error": "#ffa8a8",
        "text-warning": "#ffff00",
    },
)
"""White and yellow on black; nothing is dimmed."""

THEMES: Mapping[str, str] = MappingProxyType(
    {
        "dark": DARK.name,
        "light": LIGHT.name,
        "high-contrast": HIGH_CONTRAST.name,
        "ansi-dark": "ansi-dark",
        "ansi-light": "ansi-light",
    }
)
"""Textual's name of each theme that can be chosen."""

PRINTS_IN_COLOUR = frozenset({DARK.name, LIGHT.name})
"""Themes in which a portrait has its own colours; in the others it is printed in that of the text."""
