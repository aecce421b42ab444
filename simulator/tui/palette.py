"""The game's command palette: what the keys of the open screen do, the other screens, and every scenario of the library."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand

from simulator.play.catalog import previews
from simulator.tui.messages import GuideWanted, ProgressWanted
from simulator.tui.screens.page import is_too_small
from simulator.tui.settings_app import SettingsApp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from textual.app import App
    from textual.screen import Screen

    from simulator.scenario.library import ScenarioFile
    from simulator.tui.play_controller import PlayController

LEFT_OUT = ("rows.", "page.help", "app.", "home.settings", "home.next-", "home.clear")
"""Ids of keys without a command: they move about in a list, or have a command with another name."""


def key_commands(app: App[Any], screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Yield a command for each key that does something on a screen now and says what."""
    told: set[str] = set()
    for node, binding, enabled, _ in screen.active_bindings.values():
        does = binding.tooltip
        if not enabled or not does or does in told or (binding.id or "").startswith(LEFT_OUT):
            continue
        told.add(does)
        name = binding.description or does
        run = partial(app.call_later, app.run_action, binding.action, node)
        yield SystemCommand(
            f"{name[:1].upper()}{name[1:]}", f"{does} ({app.get_key_display(binding)})", run
        )


class PaletteApp(SettingsApp):
    """A game whose palette reaches every screen; subclasses say which plays it has and how an open one is left."""

    plays: PlayController
    has_home = True

    def go_home(self, then: Callable[[], object]) -> None:
        """Close what is open, after asking where that would lose it, and do something on Home."""
        raise NotImplementedError

    def open_item(self, item: ScenarioFile) -> None:
        """Show the brief of a scenario that can be played."""
        raise NotImplementedError

    def _open_path(self, path: Path) -> None:
        """Show the brief of a scenario, or what is wrong with its file."""
        from simulator.tui.screens.dialogs import TextDialog
        from simulator.tui.words import cannot_be_played, problems

        item = self.plays.read(path)
        if item.reading.scenario:
            self.open_item(item)
        else:
            self.push_screen(TextDialog(cannot_be_played(item), problems(item)))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Yield what the keys do, then the screens and scenarios where there is a Home, then what can be done from anywhere."""
        if not is_too_small(screen):
            yield from key_commands(self, screen)
            if self.has_home:
                yield from self._places()
        yield from super().get_system_commands(screen)

    def _places(self) -> Iterator[SystemCommand]:
        def command(name: str, told: str, then: Callable[[], object]) -> SystemCommand:
            return SystemCommand(name, told, partial(self.go_home, then))

        yield command("Home", "what's next for you, and the library", lambda: None)
        yield command(
            "Your progress",
            "best scores, areas of quality and what's next",
            lambda: self.post_message(ProgressWanted()),
        )
        yield command(
            "First steps", "the guided first conversation", lambda: self.post_message(GuideWanted())
        )
        for glimpse in previews(self.plays.library):
            told = ", ".join(text for text in (glimpse.channel, glimpse.level) if text)
            name = f"Play {glimpse.title or glimpse.id}"
            yield command(name, told, partial(self._open_path, glimpse.path))
