"""`simulator check --fix`: shows what it would change in scenario files, asks, and keeps each old file beside the new one."""

from __future__ import annotations

import sys
from itertools import count as numbers
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.cli.line_diff import count_changes, unified_diff
from simulator.cli.questions import can_ask, confirmed
from simulator.cli.scenario_edit import rewrite
from simulator.errors import SimulatorError
from simulator.files import write_new
from simulator.scenario.library import read_bytes
from simulator.scenario.mend import mend
from simulator.text import blank_unprintable, count, printable, short_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


class Fixed(NamedTuple):
    """What became of one file that can be mended: how many lines, and where the old file is, if it was written."""

    path: Path
    places: int
    backup: Path | None

    def as_json(self) -> dict[str, Any]:
        """Return the file as in `check --fix --json`."""
        return {
            "file": short_path(self.path),
            "places": self.places,
            "backup": self.backup and short_path(self.backup),
        }


def fix_files(paths: Sequence[Path], *, asks: bool, shows: bool) -> list[Fixed]:
    """Mend files as far as their problems say how, and return those for which they did.

    Args:
        paths: The files.
        asks: Whether the user is asked before each file is written.
        shows: Whether the changes are printed.

    Raises:
        SimulatorError: The question can't be asked, or a file can't be read or written. Files before it are written by then.
    """
    found = []
    for path in paths:
        data = read_bytes(path)
        mended = mend(data, path.stem, short_path(path))
        if not mended.places:
            if mended.left and shows:
                print(f"{short_path(path)}: nothing can be fixed automatically.", file=sys.stderr)
            continue
        if shows:
            for line in _difference(path, data, mended.data):
                print(line)
        backup = None
        places = count_changes(*_lines(data, mended.data))
        if not asks or _confirm(path, places):
            backup = _write(path, data, mended.data)
        found.append(Fixed(path, places, backup))
        if shows:
            print(_describe(found[-1]), file=sys.stderr)
    return found


def _describe(fixed: Fixed) -> str:
    name = short_path(fixed.path)
    if fixed.backup is None:
        return f"{name} was left as it was."
    places = count(fixed.places, "line")
    return f"Changed {places} in {name}; the old file is now {short_path(fixed.backup)}."


def _difference(path: Path, before: bytes, after: bytes) -> Iterator[str]:
    """Yield the lines of a unified diff, as they can be shown."""
    name = short_path(path)
    for line in unified_diff(*_lines(before, after), name):
        yield blank_unprintable(line.rstrip("\r"))


def _lines(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    """Return the lines of a file before and after its changes."""
    return before.decode("utf-8-sig").split("\n"), after.decode("utf-8-sig").split("\n")


def _confirm(path: Path, places: int) -> bool:
    """Ask whether to change a file; raises SimulatorError where the question can't be asked."""
    name = short_path(path)
    if not can_ask():
        raise SimulatorError(
            f"This would change {count(places, 'line')} in {name}.", "Add --yes to do it."
        )
    return confirmed(f"Make {'this change' if places == 1 else 'these changes'} in {name}?")


def _write(path: Path, before: bytes, after: bytes) -> Path:
    """Write a file's new bytes, and its old ones beside it under a name that nothing has; return that name's path."""
    backup = _back_up(path, before)
    try:
        rewrite(path, before, after)
    except BaseException:
        backup.unlink(missing_ok=True)
        raise
    return backup


def _back_up(path: Path, data: bytes) -> Path:
    for number in numbers(1):
        backup = path.with_name(f"{path.name}~{number if number > 1 else ''}")
        try:
            write_new(backup, data)
        except FileExistsError:
            continue
        except OSError as error:
            raise SimulatorError(
                f"The old file couldn't be kept as {printable(str(backup))}: {error.strerror}.",
                f"{short_path(path)} is unchanged.",
            ) from None
        return backup
    raise AssertionError("numbers never run out")
