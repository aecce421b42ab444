"""The standard streams as commands print to them: always there, always able to print, never steering the terminal.

What is printed holds names of files, words of scenarios and messages of other programs. Each is cleaned where it is put into a
sentence; here is the last guard, so that one that was missed cannot set a title, ring the bell or hide text.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from simulator.text import escape_controls, escape_json, printable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

PLAIN_SIGNS = "simulator.plain-signs"
"""The name of the error handler for streams whose encoding lacks a sign."""


class OutputFailed(OSError):
    """The program's output could not be written."""


class GuardedStream:
    """A stream for text that spells out what would steer a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Write a text and return its length, as any stream does; raises OutputFailed."""
        try:
            self.stream.write(escape_controls(text))
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputFailed(error.errno, error.strerror) from error
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write each of the texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def settle_streams() -> None:
    """Give every standard stream a place, even where the caller closed it, and guard what is printed."""
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    codecs.register_error(PLAIN_SIGNS, _in_plain_signs)
    sys.stdout, sys.stderr = _guard(sys.stdout), _guard(sys.stderr)


def _in_plain_signs(error: UnicodeError) -> tuple[str, int]:
    """Give the ASCII form of what a stream cannot write, as `-` for a minus, or `?` where there is none."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from simulator.report.signs import plain_signs

    plain = plain_signs(error.object[error.start : error.end].replace("…", "..."))
    return plain.encode("ascii", "replace").decode("ascii"), error.end


def _guard(stream: TextIO) -> TextIO:
    if isinstance(stream, GuardedStream):
        return cast("TextIO", stream)
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors=PLAIN_SIGNS)  # no letter fails to be written
    return cast("TextIO", GuardedStream(stream))


def complain(sentence: str) -> None:
    """Say on stderr what went wrong; where stderr is closed, only the exit code tells."""
    try:
        print(f"simulator: {printable(sentence)}", file=sys.stderr)
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)


def silence(stream: TextIO) -> None:
    """Send what is left in a stream nowhere, so that nothing fails once more at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def show_status(text: str) -> None:
    """Show what is being done in a line of a terminal that the next call replaces; nowhere else. An empty text clears it."""
    stream = sys.stderr
    if not stream.isatty():
        return
    unguarded = stream.stream if isinstance(stream, GuardedStream) else stream
    unguarded.write(f"\r\x1b[K{printable(text)}")
    unguarded.flush()


def print_json(document: Any) -> None:
    """Print one JSON document; invisible characters in it are escaped, so that none reaches a terminal."""
    sys.stdout.write(json_text(document))


def json_text(document: Any) -> str:
    """Return one JSON document as text with a line break at its end, invisible characters in it escaped."""
    return escape_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"
