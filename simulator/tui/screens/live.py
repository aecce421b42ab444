"""A screen that work beside it can reach only while it is open.

A thread or a connection outlives the screen that it works for. A result that came while the widgets of its screen were being
removed found none of them and ended the program, so all of them pass through here. (Timers need no such care: Textual stops
those of a screen before it removes the widgets.)
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, TypeVar

from textual.screen import Screen
from textual.worker import get_current_worker

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


class LiveScreen(Screen[Result]):
    """A screen that drops what is found for it once it is gone."""

    @property
    def live(self) -> bool:
        """Whether the screen is complete and open, and the program is not ending."""
        return self.is_mounted and self.is_attached and self in self.app.screen_stack

    def run_in_thread(self, work: Callable[[], None], *, group: str) -> None:
        """Run work in a thread, in place of earlier work of the group; it shows what it finds with `deliver`."""
        self.run_worker(work, thread=True, exclusive=True, group=group)

    def deliver(self, show: Callable[..., None], *found: object) -> None:
        """From a thread: show what was found, unless the screen is gone or newer work has taken this one's place."""

        def show_if_live() -> None:
            if self.live:
                show(*found)

        if not get_current_worker().is_cancelled:
            with contextlib.suppress(RuntimeError):  # the loop has ended, and the screen with it
                self.call_later(show_if_live)
