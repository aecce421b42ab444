"""The style sheet of the pages: the terminal's colours in every scheme, each pair readable, and no colour but by its role."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from simulator.tui.colours import DARK_ROLES, HIGH_CONTRAST_ROLES, LIGHT_ROLES

if TYPE_CHECKING:
    from simulator.tui.colours import Roles

SHEET = (Path(__file__).parents[2] / "simulator" / "web" / "style.css").read_text("utf-8")
GROUNDS = ("ground", "raised", "chosen")
WORDS = ("text", "quiet", "you", "mark", "good", "bad", "own")
DARK, MORE = "prefers-color-scheme: dark", "prefers-contrast: more"
SCHEMES = {
    "light": frozenset[str](),
    "dark": frozenset({DARK}),
    "light, more contrast": frozenset({MORE}),
    "dark, more contrast": frozenset({DARK, MORE}),
}
LEAST_FOR_WORDS, LEAST_FOR_LINES = 4.5, 3.0


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb`, from 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tokens(preferences: frozenset[str]) -> dict[str, str]:
    """The tokens by their names as they are with these preferences, in the order of the sheet."""
    found: dict[str, str] = {}
    for media, body in re.findall(r"(?:@media ([^{]*) \{\s*)?:root \{(.*?)\}", SHEET, re.DOTALL):
        wanted = frozenset(re.findall(r"\((.*?)\)", media))
        if wanted <= preferences:
            found |= dict(re.findall(r"--([\w-]+): ([^;]+);", body))
    return {name: found.get(value[6:-1], value) for name, value in found.items()}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_pair_of_colours_can_be_read(scheme: str) -> None:
    """Words on every ground at 4.5 : 1, and lines at 3 : 1."""
    colours = tokens(SCHEMES[scheme])
    weak = [
        (role, ground, round(found, 2))
        for ground in GROUNDS
        for role in (*WORDS, "line")
        if (found := contrast(colours[role], colours[ground]))
        < (LEAST_FOR_LINES if role == "line" else LEAST_FOR_WORDS)
    ]
    assert [] == weak


@pytest.mark.parametrize(
    ("scheme", "roles"),
    [("light", LIGHT_ROLES), ("dark", DARK_ROLES), ("dark, more contrast", HIGH_CONTRAST_ROLES)],
)
def test_the_pages_have_the_colours_of_the_terminal(scheme: str, roles: Roles) -> None:
    """Role by role, in both schemes and with more contrast."""
    colours = tokens(SCHEMES[scheme])
    assert asdict(roles) == {role: colours[role] for role in asdict(roles)}


def test_a_colour_is_named_by_its_role() -> None:
    """No rule has a colour of its own, but for the QR code, which cameras want in black on white."""
    rules = re.sub(r":root \{.*?\}", "", SHEET, flags=re.DOTALL)
    own = [line.strip() for line in rules.splitlines() if re.search(r": #[0-9a-f]{3,8}\b", line)]
    assert [".projector .qr"] * 2 == [line[:14] for line in own]


def test_every_token_that_is_used_is_there() -> None:
    """A name that is misspelt would be no colour and no size at all."""
    used = set(re.findall(r"var\(--([\w-]+)\)", SHEET))
    assert set() == used - set(tokens(frozenset()))


def test_motion_can_be_reduced() -> None:
    """Everything that moves takes its time from a token, which is nothing for whoever wants none."""
    assert "0ms" == tokens(frozenset({"prefers-reduced-motion: reduce"}))["quick"]
    moving = re.findall(r"(?:animation|transition)[\w-]*: ([^;]+);", SHEET)
    assert moving
    assert all("var(--quick)" in found for found in moving)
