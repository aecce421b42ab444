"""Tests of the screens that work beside them can reach only while they are open."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.app import App
from textual.widget import Widget

from simulator.tui.screens.live import LiveScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Part(Widget):
    """Notes whether its screen counts as open while the part is removed."""

    def __init__(self, seen: list[bool]) -> None:
        super().__init__()
        self.seen = seen

    def on_unmount(self) -> None:
        """Look."""
        assert isinstance(self.screen, LiveScreen)
        self.seen.append(self.screen.live)


class Parts(LiveScreen[None]):
    """A screen of one part."""

    def __init__(self, seen: list[bool]) -> None:
        super().__init__()
        self.seen = seen

    def compose(self) -> ComposeResult:
        """Yield it."""
        yield Part(self.seen)


def test_an_ending_program_has_no_open_screen() -> None:
    """Its widgets go before its screens do, and a result that came in between found none of them."""
    seen: list[bool] = []

    async def scene() -> None:
        app: App[None] = App()
        async with app.run_test():
            screen = Parts(seen)
            await app.push_screen(screen)
            assert screen.live

    asyncio.run(scene())
    assert [False] == seen
