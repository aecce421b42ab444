"""Messages in passing, such as that something was saved: on the row of the title, a line at a time.

Anywhere else they would lie over words that are being read, or move them. What is longer than the row is told in pieces, one
after the other. It must not know what is told.
"""

from __future__ import annotations

import textwrap
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.app import ScreenStackError

from simulator.tui.program import Program

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel
    from textual.timer import Timer

PIECE_SECONDS = 5.0
"""How long a message stays, or each piece of a long one."""
BESIDE = 3
"""Columns of the row that a message can't have: the sign at its left, and a blank at either side."""
LEAST_WIDTH = 20


class PassingWords(Program):
    """A program whose messages in passing take the place of the title for a while."""

    _more: Timer | None = None
    """What tells the rest of a long message."""

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Tell something in passing, in place of what was told before."""
        pieces = in_pieces(message, self.size.width - BESIDE)
        if timeout is None:
            timeout = PIECE_SECONDS * len(pieces)
        each = max(PIECE_SECONDS, timeout / len(pieces))

        def tell() -> None:
            self.clear_notifications()
            with suppress(ScreenStackError):  # else the older ones would keep their rows
                self.screen.query("ToastHolder").remove()
            told = pieces.pop(0)
            super(PassingWords, self).notify(
                told, title=title, severity=severity, timeout=each, markup=markup
            )
            self._more = self.set_timer(each, tell) if pieces else None

        if self._more is not None:
            self._more.stop()
        tell()


def in_pieces(message: str, width: int) -> list[str]:
    """Return a message as pieces that fit a width; each but the last ends with “…”."""
    width = max(width, LEAST_WIDTH)
    text = " ".join(message.split())
    if len(text) <= width:
        return [text]
    *most, last = textwrap.wrap(text, width - 2, break_on_hyphens=False)
    return [*(f"{piece} …" for piece in most), last]
