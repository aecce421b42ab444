"""A screen that work beside it can reach only while it is open.

A thread or a connection outlives the screen that it works for. A result that came while the widgets of its screen were being
removed found none of them and ended the program, so all of them pass through here. (Timers need no such care: Textual stops
those of a screen before it removes the widgets.)
"""

from __future__ import annotations

import contextlib
import math
import time
from typing import TYPE_CHECKING, TypeVar

from textual.screen import Screen
from textual.worker import get_current_worker

from simulator.tui.program import Program

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")

TYPING_SECONDS = 0.15
"""How long after a key a next one is expected."""
MAX_WAIT_SECONDS = 0.5
"""How long a piece of work waits for keys at most, so that a key held down doesn't stop it."""
LOOK_SECONDS = 0.02


class Unwanted(Exception):
    """What a thread is doing is no longer wanted."""


class LiveScreen(Screen[Result]):
    """A screen that drops what is found for it once it is gone."""

    @property
    def live(self) -> bool:
        """Whether the screen is complete and open, and the program isn't ending, when widgets go before screens."""
        open_now = self.is_mounted and self.is_attached and self in self.app.screen_stack
        return open_now and self.app.is_running

    @property
    def _last_key_at(self) -> float:
        """When a key was pressed last."""
        app = self.app
        return app.pressed_at if isinstance(app, Program) else -math.inf

    def run_in_thread(self, work: Callable[[], None], *, group: str) -> None:
        """Run work in a thread, in place of earlier work of the group; it shows what it finds with `deliver`."""

        def work_while_wanted() -> None:
            with contextlib.suppress(Unwanted):
                work()

        self.run_worker(work_while_wanted, thread=True, exclusive=True, group=group)

    def give_way(self) -> None:
        """From a thread, between two pieces of work: let keys be answered first; raises Unwanted where the work is over.

        A thread that computes slows every key down, since Python runs one of the two at a time.
        """
        worker = get_current_worker()
        latest = time.monotonic() + MAX_WAIT_SECONDS
        while not worker.is_cancelled:
            now = time.monotonic()
            if now >= latest or now >= self._last_key_at + TYPING_SECONDS:
                return
            time.sleep(LOOK_SECONDS)
        raise Unwanted

    def deliver(self, show: Callable[..., None], *found: object) -> None:
        """From a thread: show what was found, unless the screen is gone or newer work has taken this one's place."""

        def show_if_live() -> None:
            if self.live:
                show(*found)

        if not get_current_worker().is_cancelled:
            with contextlib.suppress(RuntimeError):  # the loop has ended, and the screen with it
                self.call_later(show_if_live)
