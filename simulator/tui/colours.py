"""The themes, by the names that the settings give them: each gives the nine roles of a screen their colours.

A role is a job and not a hue, and whatever a colour tells is told by a word or a sign as well. The style sheets name roles and
nothing else. Each role for text has a second colour for signs (`you-sign`): the two differ only in the terminal's own colours,
where nothing is known of a colour but its number, so that no word that must be read has one.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from textual.theme import BUILTIN_THEMES, Theme

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Roles:
    """The colours of a theme, each by its job."""

    ground: str
    """What everything is drawn on."""
    raised: str
    """The ground of title, keys and boxes."""
    chosen: str
    """The ground of the row that Enter takes."""
    text: str
    """What is read now."""
    quiet: str
    """Older lines, reasons, reference."""
    line: str
    """Rules, rests of bars, frames."""
    mark: str
    """The newest words, the numbers of replies, the clock."""
    you: str
    """What the player said."""
    good: str
    """Heard, trust, patience; what is right."""
    bad: str
    """Anger and harm."""
    own: str
    """The player's composure, and nothing else."""

    def variables(self) -> dict[str, str]:
        """Return the roles as the style sheets name them; `text` is Textual's own `foreground`, since its `text` is another."""
        colours = asdict(self)
        del colours["text"]
        words = ("mark", "you", "good", "bad", "own")
        return {**colours, **{f"{word}-sign": colours[word] for word in words}}


DARK_ROLES = Roles(
    ground="#14171b",
    raised="#1e242b",
    chosen="#2a3b4f",
    text="#e8eaed",
    quiet="#a3adb8",
    line="#7f8b98",
    mark="#f2be6a",
    you="#8fc4ff",
    good="#8ed6a2",
    bad="#ff9f8c",
    own="#c3b4f5",
)
LIGHT_ROLES = Roles(
    ground="#faf9f6",
    raised="#f0eee8",
    chosen="#d8e5f4",
    text="#1d2126",
    quiet="#525a64",
    line="#6f7780",
    mark="#744600",
    you="#0a5097",
    good="#1b6337",
    bad="#9c2511",
    own="#563a99",
)
HIGH_CONTRAST_ROLES = Roles(
    ground="#000000",
    raised="#1a1a1a",
    chosen="#003a70",
    text="#ffffff",
    quiet="#e0e0e0",
    line="#ffffff",
    mark="#ffff00",
    you="#8fd8ff",
    good="#6dff8c",
    bad="#ffa8a8",
    own="#dcc8ff",
)


def _bricks(*tones: str) -> Mapping[str, str]:
    """Return the three tones of the bricks of a wall, which is a picture: no word is ever drawn in them."""
    return {f"brick-{name}": tone for name, tone in zip("abc", tones, strict=True)}


DARK_BRICKS = _bricks("#b0674f", "#a65f49", "#b8705a")
LIGHT_BRICKS = _bricks("#a0523a", "#984b34", "#a85c45")
BRICKS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "simulator-dark": DARK_BRICKS,
        "simulator-light": LIGHT_BRICKS,
        "high-contrast": _bricks("#ffb59e", "#ffa88e", "#ffc3b0"),
    }
)


def _theme(name: str, roles: Roles, *, dark: bool) -> Theme:
    """Return a theme of these roles; Textual's own widgets take theirs by the names that Textual gives them."""
    return Theme(
        name=name,
        dark=dark,
        primary=roles.line,
        secondary=roles.you,
        accent=roles.mark,
        foreground=roles.text,
        background=roles.ground,
        surface=roles.ground,
        panel=roles.raised,
        success=roles.good,
        warning=roles.mark,
        error=roles.bad,
        variables={
            **roles.variables(),
            **BRICKS[name],
            "text-muted": roles.quiet,
            "text-primary": roles.you,
            "text-success": roles.good,
            "text-warning": roles.mark,
            "text-error": roles.bad,
        },
    )


def _ansi_theme(name: str, bright: str) -> Theme:
    """Return one of the terminal's own colours: words in its default, and colour on signs, `bright` or empty."""
    words = dict.fromkeys((*DARK_ROLES.variables(), "text-muted"), "ansi_default")
    signs = {"mark": "yellow", "you": "cyan" if bright else "blue", "good": "green"}
    signs |= {"bad": "red", "own": "magenta"}
    signs = {f"{role}-sign": f"ansi_{bright}{colour}" for role, colour in signs.items()}
    signs |= _bricks(*[f"ansi_{bright}red"] * 3)
    theme = BUILTIN_THEMES[name]
    return replace(theme, variables={**theme.variables, **words, **signs})


DARK = _theme("simulator-dark", DARK_ROLES, dark=True)
LIGHT = _theme("simulator-light", LIGHT_ROLES, dark=False)
HIGH_CONTRAST = _theme("high-contrast", HIGH_CONTRAST_ROLES, dark=True)
ANSI_DARK = _ansi_theme("ansi-dark", "bright_")
ANSI_LIGHT = _ansi_theme("ansi-light", "")
OWN_THEMES = (DARK, LIGHT, HIGH_CONTRAST, ANSI_DARK, ANSI_LIGHT)

THEMES: Mapping[str, str] = MappingProxyType(
    {
        "dark": DARK.name,
        "light": LIGHT.name,
        "high-contrast": HIGH_CONTRAST.name,
        "ansi-dark": ANSI_DARK.name,
        "ansi-light": ANSI_LIGHT.name,
    }
)
"""Textual's name of each theme that can be chosen."""

PRINTS_IN_COLOUR = frozenset({DARK.name, LIGHT.name})
"""Themes in which a portrait has its own colours; in the others it is printed in that of the text."""
