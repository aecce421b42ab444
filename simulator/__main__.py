"""Entry point of the command `simulator` and of `python -m simulator`.

Imports nothing of the program before Ctrl-C is taken care of: loading it takes a moment, and an interruption in that moment
must end it as quietly as any later one.
"""

from __future__ import annotations

# The built-in part of `signal`, which is there at once: the rest loads `enum` first, which takes a moment itself.
import _signal  # type: ignore[import-not-found]
import os
import sys

_INTERRUPTED = 130


def _leave(*_: object) -> None:
    """End at once: nothing has been begun yet, or all is done."""
    os._exit(_INTERRUPTED)


def run() -> int:
    """Run one command and return its exit code."""
    # A caller may have told the program to ignore the signal, as `nohup` and a shell's `&` do.
    usual = _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler
    try:
        if usual:
            _signal.signal(_signal.SIGINT, _leave)
        from simulator.cli import main

        if usual:
            _signal.signal(_signal.SIGINT, _signal.default_int_handler)
        return main()
    except KeyboardInterrupt:
        return _INTERRUPTED
    finally:
        if usual:
            _signal.signal(_signal.SIGINT, _leave)


if __name__ == "__main__":
    sys.exit(run())
