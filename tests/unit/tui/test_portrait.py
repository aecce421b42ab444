"""The portrait as a widget: in the colours of its ink, one colour, in ASCII, framed, or the face of one line in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import pytest
from textual.app import App

from simulator.portrait.compose import ascii_rows, colours, compose, one_ink
from simulator.portrait.parts import COLUMNS, ROWS
from simulator.portrait.traits import Traits
from simulator.ruleset import BANDS
from simulator.tui.colours import DARK, HIGH_CONTRAST, LIGHT
from simulator.tui.widgets.portrait import FrameKind, Portrait
from tests.support.scene import perform

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.pilot import Pilot
    from textual.strip import Strip

RAY = Traits("thin", "shirt", "square", "brick", "dark", "beard")
SOLVEIG = Traits("bun", "knit", "round", "slate", "light", "glasses")


class Wall(App[None]):
    """One portrait, in a theme."""

    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False

    def __init__(self, portrait: Portrait, theme: str = DARK.name) -> None:
        super().__init__()
        for known in (DARK, LIGHT, HIGH_CONTRAST):
            self.register_theme(known)
        self.theme = theme
        self.portrait = portrait

    def compose(self) -> ComposeResult:
        """Yield it."""
        yield self.portrait


def drawn(portrait: Portrait) -> list[Strip]:
    """The lines of a portrait as they are now."""
    return [portrait.render_line(y) for y in range(portrait.size.height)]


def texts(portrait: Portrait) -> list[str]:
    """The signs of those lines."""
    return [strip.text for strip in drawn(portrait)]


def on_the_wall(portrait: Portrait, theme: str = DARK.name) -> list[str]:
    """The signs of a portrait in a theme."""
    found: list[str] = []

    async def scene() -> None:
        async with Wall(portrait, theme).run_test() as pilot:
            await pilot.pause()
            found.extend(texts(portrait))

    perform(scene)
    return found


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
@pytest.mark.parametrize("band", BANDS)
def test_its_own_colours_in_the_dark_and_in_the_light(band: str, theme: str) -> None:
    """Each cell has the colours of its ink and its plate, which are the same whatever wall it hangs on."""
    portrait = Portrait(SOLVEIG, band)
    shades = colours(SOLVEIG, band)
    expected = [
        [(cell.sign, shades[cell.tone], shades[cell.ground]) for cell in row]
        for row in compose(SOLVEIG, band)
    ]

    async def scene() -> None:
        async with Wall(portrait, theme).run_test() as pilot:
            await pilot.pause()
            found = [
                [(text, style.color.name, style.bgcolor.name) for text, style, _ in strip]  # type: ignore[union-attr]
                for strip in drawn(portrait)
            ]
            assert expected == found

    perform(scene)


@pytest.mark.parametrize("theme", [HIGH_CONTRAST.name, "ansi-dark", "ansi-light"])
def test_one_colour_where_the_theme_has_no_room_for_inks(theme: str) -> None:
    """High contrast and the terminal's own colours print it in the colour of the text."""
    assert one_ink(RAY, "angry") == on_the_wall(Portrait(RAY, "angry"), theme)


def test_signs_of_every_terminal() -> None:
    """With ASCII signs only, the frame too."""
    assert ascii_rows(RAY, "wary") == on_the_wall(Portrait(RAY, "wary", ascii_only=True))
    framed = on_the_wall(Portrait(RAY, "wary", ascii_only=True, frame=FrameKind.STAMP))
    assert all(row.isascii() for row in framed)
    assert ["+............+", "+............+"] == [framed[0], framed[-1]]


def test_framed_like_a_stamp() -> None:
    """Fourteen by eight, with the same face within."""
    framed = on_the_wall(Portrait(RAY, "wary", frame=FrameKind.STAMP), HIGH_CONTRAST.name)
    assert "┌┄┄┄┄┄┄┄┄┄┄┄┄┐" == framed[0]
    assert [f"┊{row}┊" for row in one_ink(RAY, "wary")] == framed[1:-1]
    assert "└┄┄┄┄┄┄┄┄┄┄┄┄┘" == framed[-1]


def test_off() -> None:
    """The face of one line stands in its place, which stays as large."""
    shown = on_the_wall(Portrait(RAY, "angry", drawn=False))
    assert [COLUMNS] * ROWS == list(map(len, shown))
    assert ["(ò_ó)"] == [row.strip() for row in shown if row.strip()]


def test_the_mood_and_the_theme_change() -> None:
    """It is another face for another band, and printed otherwise in another theme, without a new widget."""
    portrait = Portrait(RAY, "angry")

    async def scene() -> None:
        async with Wall(portrait).run_test() as pilot:
            await pilot.pause()
            angry = texts(portrait)
            portrait.show("pleased")
            await pilot.pause()
            assert angry != texts(portrait)
            await _dressed(pilot, HIGH_CONTRAST.name)
            assert one_ink(RAY, "pleased") == texts(portrait)

    perform(scene)


async def _dressed(pilot: Pilot[None], theme: str) -> None:
    pilot.app.theme = theme
    await pilot.pause()


def test_a_face_is_made_once() -> None:
    """Drawing it again composes nothing: the lines are the very same."""
    portrait = Portrait(RAY, "calm")

    async def scene() -> None:
        async with Wall(portrait).run_test() as pilot:
            await pilot.pause()
            for first, second in zip(drawn(portrait), drawn(portrait), strict=True):
                assert first is second

    perform(scene)
