"""How every full-screen program here runs and ends: by a key, a signal, a closed terminal, or a fault in itself.

However it ends, the terminal is left as it was, moves stay saved, and no process is left behind. It shows nothing by itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import io
import math
import os
import signal
import sys
import termios
import threading
import time
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import Console
from textual import events
from textual.binding import Binding, BindingType

from simulator.tui.mouse import use_mouse_parser
from simulator.tui.textual_internals import HookedApp

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.driver import Driver

FAILED, HUNG_UP, INTERRUPTED, QUIT, TERMINATED = 2, 129, 130, 131, 143
"""Exit codes; after a signal they are 128 and its number, as a shell gives them."""
GRACE = 2.0
"""Seconds that the program may take to end once its terminal is closed."""
CHECK_EVERY = 1.0
"""Seconds between looks at whether the terminal is still there."""
MAIN_BUTTON = 1
CLEARED = "\x1b[H\x1b[2J"
"""Puts the cursor into the corner and clears the screen."""


class Program(HookedApp, inherit_bindings=False):
    """An app that ends in good order."""

    FAULT_CODE = FAILED

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+c",
            "interrupt",
            show=False,
            key_display="Ctrl-C",
            priority=True,
            tooltip="quits; no move is lost",
            id="app.interrupt",
        ),
        Binding("ctrl+q", "quit", show=False, priority=True, id="app.quit"),
        Binding(
            "ctrl+z",
            "suspend_process",
            show=False,
            key_display="Ctrl-Z",
            priority=True,
            tooltip="suspends the program until you type fg; the clock keeps running",
            id="app.suspend",
        ),
    ]

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.catches_signals = False
        self.farewell = ""
        self.pressed_at = -math.inf
        """When a key was pressed last, by the clock that only goes forward."""
        self._ending = False
        self._fault: BaseException | None = None
        self._resume_after_fault = ""
        self._hung_up = False

    def get_driver_class(self) -> type[Driver]:
        """Return the driver of this terminal, which is to read the mouse, and to leave, as this program needs it."""
        driver = super().get_driver_class()
        use_mouse_parser(driver)
        return clearing(driver)

    def action_interrupt(self) -> None:
        """Ctrl-C: every move is on the disk already, so leave."""
        self._end(INTERRUPTED)

    async def action_quit(self) -> None:
        """Leave."""
        self._end(0)

    def on_load(self) -> None:
        """Before the terminal is touched: end in good order when the system says so."""
        if self.catches_signals:
            loop = asyncio.get_running_loop()
            loop.add_signal_handler(signal.SIGINT, self._end, INTERRUPTED)
            loop.add_signal_handler(signal.SIGTERM, self._end, TERMINATED)
            loop.add_signal_handler(signal.SIGQUIT, self._end, QUIT)
            signal.signal(signal.SIGHUP, lambda *_: self._hang_up(loop))
            loop.call_later(CHECK_EVERY, self._check_terminal, loop)

    def _check_terminal(self, loop: asyncio.AbstractEventLoop) -> None:
        """End if the terminal is closed, and look again later if it isn't.

        The kernel sends SIGHUP only to programs whose controlling terminal it was. In any other, Textual would read the end
        of the input over and over, for ever.
        """
        if _terminal_is_closed():
            self._hang_up(loop)
        elif not self._hung_up:
            loop.call_later(CHECK_EVERY, self._check_terminal, loop)

    def _hang_up(self, loop: asyncio.AbstractEventLoop) -> None:
        """End because the terminal is closed, and within the grace whatever happens.

        The kernel sends SIGCONT after SIGHUP, at which Textual would open the screen once more and wait for ever to write on
        it. A handler of the loop would come too late for that, or never where the loop already waits.
        """
        self._hung_up = True
        signal.signal(signal.SIGCONT, signal.SIG_IGN)
        hard = threading.Timer(GRACE, os._exit, (HUNG_UP,))
        hard.daemon = True
        hard.start()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in range(3):
            os.dup2(nowhere, descriptor)
        with contextlib.suppress(RuntimeError):  # the loop has ended already
            loop.call_soon_threadsafe(self._end, HUNG_UP)

    def run_to_the_end(self) -> int:
        """Run, end in good order also by signals and faults, say farewell, and return the exit code."""
        self.catches_signals = True
        try:
            self.run()
        except Exception as error:  # whatever it is, the user gets a sentence
            self.note_fault(error)
        self.tell_fault()
        if self.farewell and not self._hung_up:
            print(self.farewell, file=sys.stderr)
        return self.return_code or 0

    def resume_command(self) -> str:
        """Return the command that resumes what is open, if something is and it is saved."""
        return ""

    def tell_fault(self) -> None:
        """Say on stderr that a fault ended the program, if one did, and write it into the log."""
        if self._fault is None or self._hung_up:
            return
        from simulator.tui.fault import fault_sentence, log_fault

        log = log_fault(self._fault)
        sentence = fault_sentence(self._fault, log, self._resume_after_fault)
        with contextlib.suppress(OSError):
            print(f"simulator: {sentence}", file=sys.stderr, flush=True)

    def note_fault(self, error: BaseException) -> None:
        """Keep the first fault, and what is open at that moment."""
        self.end_with(FAILED)
        if self._fault is None:
            self._fault = error
            with contextlib.suppress(Exception):  # the fault may be there as well
                self._resume_after_fault = self.resume_command()

    def put_into_words(self, renderables: tuple[RenderableType, ...]) -> BaseException:
        """Return a fault that Textual has put into words already, as plain text."""
        text = io.StringIO()
        Console(file=text, width=100).print(*renderables)
        return RuntimeError(text.getvalue())

    async def on_event(self, event: events.Event) -> None:
        """Take in an event; ignore keys once the program ends, and every mouse button but the main one."""
        if self._ending and isinstance(event, events.InputEvent):
            return  # a screen that opened now would find its widgets gone
        if isinstance(event, events.Key):
            self.pressed_at = time.monotonic()
        if isinstance(event, (events.MouseDown, events.MouseUp)) and event.button > MAIN_BUTTON:
            return
        await super().on_event(event)

    def action_suspend_process(self) -> None:
        """Suspend the program with its process group, as a terminal does; without a shell nothing could resume it."""
        if not self.can_suspend:
            return
        if not has_shell():
            self.notify(
                "The program can't be suspended here, because no shell could resume it.",
                markup=False,
            )
            return
        self.announce_suspension()
        os.killpg(0, signal.SIGTSTP)

    def _end(self, code: int) -> None:
        self._ending = True
        self.exit(return_code=code)


def clearing(driver: type[Driver]) -> type[Driver]:
    """Return a driver that clears the full screen before it leaves it.

    A terminal that was resized meanwhile (tmux, for one) may otherwise put lines of it above what the shell had shown.
    """

    class ClearingDriver(driver):  # type: ignore[misc, valid-type]
        def stop_application_mode(self) -> None:
            self.write(CLEARED)
            super().stop_application_mode()

    return ClearingDriver


def has_shell() -> bool:
    """Return whether a shell waits for this process group, so that it can be resumed after it was suspended."""
    if os.getpgrp() != os.getpid():
        return True  # begun by another program of the group, whose shell waits for both
    try:
        parent = os.getppid()
        return os.getsid(parent) == os.getsid(0) and os.getpgid(parent) != os.getpgrp()
    except OSError:
        return False


def _terminal_is_closed() -> bool:
    """Tell whether the input was a terminal that is closed now; what never was a terminal fails with another error."""
    try:
        termios.tcgetattr(0)
    except termios.error as error:
        return bool(error.args[0] == errno.EIO)
    return False
