"""Every word on every screen can be read: its contrast with what it is really drawn on, in every theme of our own."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest
from rich.color import ColorType
from textual.color import Color
from textual.strip import Strip

from simulator.portrait.parts import INKS, PLATES
from simulator.records.history import History
from simulator.records.settings import LoadedSettings, Settings
from simulator.tui.colours import (
    DARK_ROLES,
    HIGH_CONTRAST_ROLES,
    LIGHT_ROLES,
    OWN_THEMES,
    Roles,
)
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.play import PlayScreen
from simulator.tui.widgets.portrait import Portrait
from tests.support.tui_stage import LARGE, SMALL, Stage, running

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.segment import Segment
    from textual.theme import Theme

    from tests.support.tui_stage import Actor

THEMES = ("dark", "light", "high-contrast")
WORDS = ("text", "quiet", "mark", "you", "good", "bad", "own")
GROUNDS = ("ground", "raised", "chosen")
LEAST_OF_WORDS, LEAST_OF_LINES = 4.5, 3.0
LEAST_OF_FEATURES, LEAST_OF_A_FACE = 7.0, 3.6
"""By WCAG 2.2, criteria 1.4.3 and 1.4.11."""
DRAWN = set("─│┌┐└┘█▌▐━╸▁▂▃▄▅▆▇ ")
"""Signs of rules, frames and bars, which are lines and no words."""


def luminance(colour: tuple[int, int, int]) -> float:
    """By WCAG."""
    parts = [part / 255 for part in colour]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """From 1 for the same colour to 21 for black on white."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def faults_in(segments: Iterable[Segment]) -> list[str]:
    """What of some drawn segments is hard to read."""
    found = []
    for text, style, _ in segments:
        if not text.strip() or style is None:
            continue
        assert style.color is not None, text
        assert style.bgcolor is not None, text
        assert ColorType.DEFAULT not in (style.color.type, style.bgcolor.type), text
        front, back = style.color.get_truecolor(), style.bgcolor.get_truecolor()
        if style.reverse:
            front, back = back, front
        least = LEAST_OF_LINES if set(text) <= DRAWN else LEAST_OF_WORDS
        ratio = contrast(front, back)
        if ratio < least:
            found.append(f"{ratio:.1f} {front.hex} on {back.hex}: {text.strip()[:40]!r}")
    return found


def faults_of(actor: Actor) -> set[str]:
    """What is hard to read on the screen that is drawn now; what a box covers is dimmed, and need not be read.

    A portrait is a picture with its word beside it, and its inks have a test of their own.
    """
    screen = actor.app.screen
    strips = screen._compositor.render_strips()
    for portrait in screen.query(Portrait):
        place = portrait.region
        for row in range(place.y, place.bottom):
            left, right = strips[row].crop(0, place.x), strips[row].crop(place.right)
            strips[row] = Strip([*left, *right])
    if screen.is_modal:
        box = screen.query_one(".box").region
        strips = [strip.crop(box.x, box.right) for strip in strips[box.y : box.bottom]]
    return {fault for strip in strips for fault in faults_in(strip)}


def read(stage: Stage, theme: str) -> LoadedSettings:
    """Settings with that theme."""
    return LoadedSettings(
        Settings(theme=theme, motion=False, greeted=True), stage.folder / "none.toml"
    )


@pytest.mark.parametrize("roles", [DARK_ROLES, LIGHT_ROLES, HIGH_CONTRAST_ROLES], ids=THEMES)
def test_every_role_on_every_ground(roles: Roles) -> None:
    """Each colour for words and for lines, on each ground that they stand on."""
    colours = {role: Color.parse(colour).rgb for role, colour in asdict(roles).items()}
    least = dict.fromkeys(WORDS, LEAST_OF_WORDS) | {"line": LEAST_OF_LINES}
    assert set(colours) == {*least, *GROUNDS}
    ratios = {
        (role, ground): contrast(colours[role], colours[ground])
        for role in least
        for ground in GROUNDS
    }
    assert {} == {pair: ratio for pair, ratio in ratios.items() if ratio < least[pair[0]]}


@pytest.mark.parametrize("theme", OWN_THEMES, ids=lambda theme: theme.name)
def test_every_role_is_named_in_every_theme(theme: Theme) -> None:
    """A style sheet can name any of them; in the terminal's own colours no word has one, and each sign has."""
    names = set(DARK_ROLES.variables())
    assert names <= set(theme.variables)
    if theme.ansi:
        signs = {name for name in names if name.endswith("-sign")}
        assert {"ansi_default"} == {theme.variables[name] for name in names - signs}
        assert "ansi_default" not in {theme.variables[name] for name in signs}


@pytest.mark.parametrize("name", INKS)
def test_the_features_of_a_portrait_on_its_face(name: str) -> None:
    """They carry the mood: 7 to 1 on the face and on glasses; the face has 3.6 on every plate."""
    face, _, ink, trim = (Color.parse(tone).rgb for tone in INKS[name])
    assert contrast(ink, face) >= LEAST_OF_FEATURES
    assert contrast(ink, trim) >= LEAST_OF_FEATURES
    for plate in PLATES.values():
        assert contrast(face, Color.parse(plate).rgb) >= LEAST_OF_A_FACE


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("theme", THEMES)
def test_every_word_on_every_screen(stage: Stage, theme: str, size: tuple[int, int]) -> None:
    """Home, brief, play, boxes, debrief, progress, settings."""
    faults: set[str] = set()

    async def scene() -> None:
        stage.play("own-it", "silence", "tell")
        past = History(stage.folder / "history.sqlite")
        async with running(stage.app(settings=read(stage, theme), history=past), size) as actor:

            async def looks_at(*texts: str) -> None:
                await actor.sees(*texts)
                faults.update(faults_of(actor))

            await looks_at("Late parcel", "Dana Weiss", "1 of 2", "Show 1 finished conversation")
            await actor.press("question_mark")
            await looks_at("Help")
            await actor.press("escape", "slash")
            await looks_at("Esc show all")
            await actor.press("escape", "p")
            await looks_at("Progress")
            await actor.press("escape", "s")
            await looks_at("Settings", "colours")
            await actor.press("escape", "enter")
            await looks_at("Press Enter to begin")
            await actor.press("enter")
            await looks_at("1 You stayed in")
            await actor.press("space")
            await looks_at("heard +4")
            await actor.press("slash", "M", "o", "n", "enter", "down")
            await actor.until(lambda: isinstance(actor.app.screen, PlayScreen), "the play")
            await looks_at("1 You stayed in")
            await actor.press("1", "enter", "1")
            await looks_at("See the debrief")
            await actor.press("enter")
            await actor.until(lambda: isinstance(actor.app.screen, DebriefScreen), "it")
            await looks_at("how it went")
            await actor.press("m")
            for part in "123456":
                await actor.press(part)
                await looks_at("Debrief")
            await actor.press("s")
            await looks_at("Save a report")
            await actor.press("enter")
            await looks_at("File name")
            await actor.press("escape")
            actor.app.notify("A word in passing.", severity="warning", markup=False)
            await looks_at("A word in passing.")

    asyncio.run(scene())
    assert "" == "\n".join(sorted(faults))
