"""`simulator lsp`: helps an editor with scenario files, over standard input and output."""

from __future__ import annotations

import logging
import signal
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.cli.context import Context

NEEDED = "pygls"
"""The package that speaks the protocol; everything else of the program works without it."""


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command, as on the command line; there is one way to talk, so `stdio` changes nothing."""

    stdio: bool = False


def run(context: Context, _options: Options) -> int:
    """Serve the editor that started this, until it leaves; 1 where it left without a word."""
    serve = _server()
    if sys.stdin.isatty():
        raise SimulatorError(
            "An editor starts this command and talks to it, so it can't be used from a terminal.",
            "docs/editors.md has the setup for each editor.",
        )
    context.open_log()
    _log_protocol()
    # At once, since an orderly end would wait for the editor's next message.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return serve()


def _server() -> Callable[[], int]:
    """Return the function that serves an editor; raises SimulatorError where the package isn't there, or is too old."""
    try:
        from simulator.editor.server import serve
    except ImportError as error:
        if (error.name or "").split(".")[0] not in (NEEDED, "lsprotocol"):
            raise
        raise SimulatorError(
            f"The editor server needs version 2 of the package {NEEDED}, which isn't installed.",
            "Add it to the simulator's environment: pip install 'pygls>=2.1,<3'.",
        ) from None
    return serve


def _log_protocol() -> None:
    """Write what pygls has to say of faults into the program's log, without the messages, which hold what people write."""
    ours, theirs = logging.getLogger("simulator"), logging.getLogger(NEEDED)
    theirs.handlers = list(ours.handlers)
    theirs.propagate = False
    theirs.setLevel(max(ours.level, logging.WARNING))
    for handler in theirs.handlers:
        handler.addFilter(_without_contents)


def _without_contents(record: logging.LogRecord) -> bool:
    """Take what was filled into a sentence of pygls out again."""
    if record.name.split(".")[0] == NEEDED:
        record.args = ()
    return True
