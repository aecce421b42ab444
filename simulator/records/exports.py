"""The list of reports that were written, with whose names are in them, so that `forget` can say where someone's name still is.

It lies beside the history. A line that makes no sense is passed over, and dropped when the list is next written. It must not
open a report.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from simulator.errors import SimulatorError
from simulator.files import make_private_folder, read_file, replace_file
from simulator.text import clean_name, path_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

NAME = "reports.jsonl"
MAX_BYTES = 16 * 1024 * 1024
MAX_PATH = 4096


@dataclass(frozen=True, slots=True)
class Export:
    """A report that was written: where, when, and whose names are in it."""

    path: str
    made: datetime
    people: tuple[str, ...]

    def has(self, person: str) -> bool:
        """Return whether a person's name is in it, in any case."""
        return person.casefold() in {name.casefold() for name in self.people}


class ExportList:
    """The reports that were written on this machine."""

    def __init__(self, folder: Path) -> None:
        """`folder` is that of the history."""
        self._path = folder / NAME

    def exports(self) -> list[Export]:
        """Return every report, the first written first; none without a list. Raises SimulatorError."""
        try:
            lines = read_file(self._path, MAX_BYTES).splitlines()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise self._failure("read", error) from None
        return [found for line in lines if (found := _export(line))]

    def add(self, export: Export) -> None:
        """Add a report; raises SimulatorError."""
        self._write([*self.exports(), export])

    def of(self, person: str) -> list[Export]:
        """Return the reports that have a person's name; raises SimulatorError."""
        return [export for export in self.exports() if export.has(person)]

    def forget(self, person: str) -> None:
        """Take a person's name out of the list, and reports with no other name as well; raises SimulatorError."""
        exports = self.exports()
        if not any(export.has(person) for export in exports):
            return
        left = [
            Export(export.path, export.made, _without(export.people, person)) for export in exports
        ]
        self._write([export for export in left if export.people])

    def rename(self, old: str, new: str) -> None:
        """List a person's reports under another name, though the reports have the old one; raises SimulatorError."""
        exports = self.exports()
        if any(export.has(old) for export in exports):
            self._write(
                Export(item.path, item.made, (*_without(item.people, old), new))
                if item.has(old)
                else item
                for item in exports
            )

    def _write(self, exports: Iterable[Export]) -> None:
        lines = [
            json.dumps(
                {"path": item.path, "made": item.made.isoformat(), "people": list(item.people)}
            )
            for item in exports
        ]
        try:
            make_private_folder(self._path.parent)
            if not self._path.exists():
                self._path.touch(mode=0o600)
            replace_file(self._path, "".join(f"{line}\n" for line in lines).encode())
        except OSError as error:
            raise self._failure("written", error) from None

    def _failure(self, done: str, error: OSError) -> SimulatorError:
        return SimulatorError(
            f"The list of reports {path_text(self._path)} can't be {done}: {error.strerror}."
        )


def _without(people: Sequence[str], person: str) -> tuple[str, ...]:
    return tuple(name for name in people if name.casefold() != person.casefold())


def _export(line: bytes) -> Export | None:
    """Return the report of a line, its texts cleaned; None where it isn't one."""
    try:
        value: Any = json.loads(line)
        made = datetime.fromisoformat(value["made"])
        path, people = value["path"], value["people"]
        if not isinstance(path, str) or not isinstance(people, list) or not path:
            return None
        names = tuple(clean_name(name) for name in people)
        return Export(path[:MAX_PATH], made.astimezone(UTC), tuple(filter(None, names)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None
