"""What every screen shares: the line of keys, help, and a cover while the terminal is too small.

Screens differ in what is between; they yield it from `body`. Nothing here knows about plays or scenarios.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.message import Message
from textual.screen import ModalScreen

from simulator.tui.screens.live import LiveScreen, Result
from simulator.tui.textual_internals import bindings_of
from simulator.tui.widgets.keys import Keys
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.size_guard import SizeGuard, least_size

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.screen import Screen

WIDE = 120
"""Columns from which there is room for a rail; the style sheet says `-wide`."""
HELP = Binding("question_mark", "help", "help", key_display="?", id="page.help")
"""For each screen to put among its bindings where it should be shown."""


class Page(LiveScreen[Result]):
    """A screen with its keys below."""

    class HelpAsked(Message):
        """Help is asked for; the app shows these paragraphs in a box."""

        def __init__(self, paragraphs: list[Paragraph]) -> None:
            super().__init__()
            self.paragraphs = paragraphs

    HELP_NOTES: ClassVar[tuple[str, ...]] = ()
    """What help says in addition to the keys."""

    def compose(self) -> ComposeResult:
        """Yield the body, the keys, the cover."""
        yield from self.body()
        yield Keys()
        yield SizeGuard()

    def body(self) -> ComposeResult:
        """Yield what the screen is for."""
        yield from ()

    @property
    def too_small(self) -> bool:
        """Whether nothing can be seen of this screen."""
        return is_too_small(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done on a screen that cannot be seen."""
        del action, parameters
        return not self.too_small

    def key_for(self, action: str) -> str:
        """How the key that does something now is called, even where the player has chosen another."""
        for active in self.active_bindings.values():
            if active.binding.action == action:
                return self.app.get_key_display(active.binding)
        return "a key"

    def action_help(self) -> None:
        """Tell the keys, and what is good to know."""
        self.post_message(self.HelpAsked(list(self._help())))

    def _help(self) -> Iterable[Paragraph]:
        """Every key that is explained, possible now or not."""
        told: set[str] = set()
        for node in (self.focused, self, self.app):
            if node is None:
                continue
            for binding in bindings_of(node, self.app):
                if binding.tooltip and binding.tooltip not in told:
                    told.add(binding.tooltip)
                    yield Paragraph(binding.tooltip, lead=f"{self.app.get_key_display(binding)}: ")
        for note in self.HELP_NOTES:
            yield Paragraph(note, gap=True)


class Dialog(LiveScreen[Result], ModalScreen[Result]):
    """A screen over another, with its keys below."""

    def compose(self) -> ComposeResult:
        """Yield the body, the keys, the cover."""
        yield from self.body()
        yield Keys()
        yield SizeGuard()

    def body(self) -> ComposeResult:
        """Yield what the box is for."""
        yield from ()


def is_too_small(screen: Screen[Result]) -> bool:
    """Whether the terminal is too small for a screen."""
    width, height = screen.app.size
    least_width, least_height = least_size(screen)
    return width < least_width or height < least_height
