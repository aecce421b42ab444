"""Lines in, lines out: the two ends that plain mode talks through.

Input is read with a deadline, so that a clock is real, and output is append-only. Nothing here knows what is being played.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import textwrap
import threading
from enum import Enum
from typing import TYPE_CHECKING, TextIO

from simulator.report.signs import plain_signs

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_WIDTH = 100
USUAL = 80
MAX_LINE = 10_000


class Signal(Enum):
    """What can come instead of a line."""

    END = "end of input"
    LATE = "the deadline passed"


class Console:
    """Standard input by lines, with deadlines; standard output by paragraphs."""

    def __init__(
        self,
        now: Callable[[], float],
        source: TextIO | None = None,
        out: TextIO | None = None,
        *,
        ascii_only: bool = False,
    ):
        self._now = now
        self._ascii = ascii_only
        self._out = out or sys.stdout
        self._descriptor = (source or sys.stdin).fileno()
        self._pending = b""
        self._ended = False
        self.interactive = os.isatty(self._descriptor) and self._out.isatty()
        self._prompt = ""
        self._asking = False

    def say(self, text: str = "", hang: int = 0) -> None:
        """Print one paragraph; wrapped on a terminal, further lines indented by `hang`, and as it is elsewhere."""
        self._out.write(self._laid_out(text, hang) + "\n")
        self._out.flush()

    def _laid_out(self, text: str, hang: int = 0) -> str:
        """Return a text in signs that may be printed, and on a terminal in lines that end between words."""
        text = self._signs(text)
        if not self.interactive:
            return text
        width = min(MAX_WIDTH, max(20, _columns()))
        lines = [
            wrapped
            for line in text.split("\n")
            for wrapped in textwrap.wrap(
                line, width, break_on_hyphens=False, subsequent_indent=" " * hang
            )
            or [""]
        ]
        return "\n".join(lines)

    def interrupt(self, text: str, *, asks_again: bool = True) -> None:
        """Print a paragraph while an answer is awaited; on a terminal below what is half typed, and then the prompt again.

        What is typed by then still counts; the terminal holds it, so it can't be shown again.
        """
        if self.interactive:
            self._out.write("\n")
        self.say(text)
        if self.interactive and asks_again:
            self._show_prompt()

    def ask(self, prompt: str) -> None:
        """Print a prompt; on a terminal the answer is typed behind it."""
        self._prompt = self._laid_out(prompt)
        self._asking = True
        self._ask_again_on_resume()  # first: whoever sees the prompt may suspend the program at once
        self._show_prompt()

    def _show_prompt(self) -> None:
        behind = " " if self.interactive and not self._is_typed_ahead() else "\n"
        self._out.write(f"{self._prompt}{behind}")
        self._out.flush()

    def _is_typed_ahead(self) -> bool:
        """Return whether an answer is there already; the terminal has shown it, with its end of line, above the question."""
        return b"\n" in self._pending or bool(select.select([self._descriptor], [], [], 0)[0])

    def _signs(self, text: str) -> str:
        return plain_signs(text.replace("…", "...")) if self._ascii else text

    def read(self, deadline: float | None = None) -> str | Signal:
        """Return the next line without its end; wait until the deadline at most, in the clock's seconds.

        Where the program was suspended meanwhile, the prompt is printed again.
        """
        self._asking = True
        try:
            return self._read(deadline)
        finally:
            self._asking = False

    def _ask_again_on_resume(self) -> None:
        """Print the prompt again whenever the shell resumes the program in the foreground before it is answered."""
        in_main = threading.current_thread() is threading.main_thread()
        if self.interactive and in_main and hasattr(signal, "SIGCONT"):
            signal.signal(signal.SIGCONT, self._on_resume)

    def _on_resume(self, _number: int, _frame: object) -> None:
        # The terminal may be gone; and a signal in the middle of writing may not write.
        with contextlib.suppress(OSError, RuntimeError):
            if self._asking and os.tcgetpgrp(self._descriptor) == os.getpgrp():
                self._show_prompt()

    def _read(self, deadline: float | None) -> str | Signal:
        while True:
            line, found, rest = self._pending.partition(b"\n")
            if found or len(line) > MAX_LINE:
                self._pending = rest
                return line.decode("utf-8", "replace").strip()
            if self._ended:
                self._pending = b""
                return line.decode("utf-8", "replace").strip() if line.strip() else Signal.END
            if not self._wait(deadline):
                return Signal.LATE
            data = os.read(self._descriptor, 65536)
            self._pending += data
            self._ended = not data

    def put_back(self, line: str) -> None:
        """Let a line be the next that is read."""
        self._pending = line.encode() + b"\n" + self._pending

    def forget_typing(self) -> None:
        """Throw away what was half typed on a terminal, so that it cannot answer a new question."""
        if self.interactive:
            import termios

            termios.tcflush(self._descriptor, termios.TCIFLUSH)
            self._pending = b""

    def _wait(self, deadline: float | None) -> bool:
        if deadline is None:
            return True
        left = max(0.0, deadline - self._now())
        ready, _, _ = select.select([self._descriptor], [], [], left)
        return bool(ready)


def _columns() -> int:
    try:
        return os.get_terminal_size().columns or USUAL
    except OSError:
        return USUAL
