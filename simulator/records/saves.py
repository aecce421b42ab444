"""The folder of saves: where it is, what is in it, and what a play is called.

Exists so that a play is begun, found and resumed by its name, and so that one bad file never
hides the others. It must not look inside a journal (`journal` does), write over any file, or make
the folder before there is a play to put in it.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from simulator.errors import SimulatorError
from simulator.files import sync_folder
from simulator.records.journal import Journal, read
from simulator.records.record import Header, Record
from simulator.records.save_failures import SUFFIX, NameTaken, SaveFailed, UnreadableSave, save_path
from simulator.text import clean_name, path_text

READ_AT_ONCE = 50
"""How many saves are read before the caller is asked whether they are still wanted."""


class NoSuchSave(SimulatorError):
    """No save is called `name` (cleaned); `nearest` holds up to three names like it, best first."""

    def __init__(self, name: str, nearest: tuple[str, ...], folder: Path) -> None:
        likely = f"Did you mean {' or '.join(nearest)}?"
        look = "`simulator saves` lists them."
        message = f"There is no saved conversation called '{name}' in {path_text(folder)}."
        super().__init__(message, likely if nearest else look)
        self.name, self.nearest, self.folder = name, nearest, folder


class NoHome(SimulatorError):
    """The user has no home folder, and named no folder for saves."""

    def __init__(self) -> None:
        super().__init__(
            "There is no home folder to save conversations in.", "Choose a folder with --saves."
        )


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file among the saves that could not be read: its `path`, and the sentences to show."""

    path: Path
    message: str
    hint: str | None


def default_folder(checkout: Path | None) -> Path:
    """Where saves lie if nothing else was said; the folder need not exist.

    `checkout` is the root of the source tree the program runs from, or None if it is installed:
    then it is the platform's folder for a user's data. Raises NoHome if there is none.
    """
    if checkout is not None:
        return checkout / "saves"
    given = Path(os.environ.get("XDG_DATA_HOME", ""))
    if sys.platform != "darwin" and given.is_absolute():  # a relative one is to be ignored
        data = given
    else:
        try:
            home = Path.home()
        except RuntimeError as error:
            raise NoHome from error
        apple = home / "Library" / "Application Support"
        data = apple if sys.platform == "darwin" else home / ".local" / "share"
    return data / "customer-service-simulator" / "saves"


@dataclass(frozen=True, slots=True)
class Saves:
    """The plays in `folder`, which need not exist before the first is begun."""

    folder: Path

    def list(
        self,
        between: Callable[[], None] = lambda: None,
        wanted: Callable[[str], bool] | None = None,
    ) -> tuple[list[Record], list[Unreadable]]:
        """Every play, the one changed last first, and every save that cannot be read, by name.

        `between` is called now and then, and may raise what ends the reading; only files that are `wanted` by their stem are
        read, all where it is None. Raises UnreadableSave if there is a folder that cannot be listed.
        """
        records: list[Record] = []
        unreadable: list[Unreadable] = []
        for at, stem in enumerate(filter(wanted, self._stems())):
            if at % READ_AT_ONCE == 0:
                between()
            path = self.folder / f"{stem}{SUFFIX}"
            try:
                save_path(self.folder, stem)
                records.append(read(path))
            except UnreadableSave as error:
                unreadable.append(Unreadable(path, error.message, error.hint))
            except SimulatorError:
                message = f"{path_text(path)}: a saved conversation can't have this name."
                hint = "Rename it with lower-case letters, digits and hyphens."
                unreadable.append(Unreadable(path, message, hint))
        records.sort(key=lambda record: (-record.updated.timestamp(), record.name))
        return records, unreadable

    def stamps(self) -> dict[str, str]:
        """Return by stem what changes whenever a file does; raises UnreadableSave if there is a folder that can't be listed."""
        found = {}
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    if _is_save(entry.name):
                        found[entry.name.removesuffix(SUFFIX)] = _stamp(entry)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise self._unlistable(error) from error
        return found

    def count(self) -> int:
        """How many saves there are, unread; 0 where the folder cannot be listed."""
        try:
            return len(self._stems())
        except UnreadableSave:
            return 0

    def path(self, name: str) -> Path:
        """Where the play called `name` lies; raises SimulatorError if it cannot be a name."""
        return save_path(self.folder, name)

    def create(self, header: Header) -> Journal:
        """Begin a play under a fresh name, making the folder if need be; raises SaveFailed.

        The name in `header` is not looked at; the one it got is in the journal's record.
        """
        try:
            _make_folder(self.folder)
        except OSError as error:
            raise SaveFailed("Nothing can be saved in", self.folder, error) from error
        for name in self._fresh_names(header.scenario):
            try:
                return Journal.create(self.folder, replace(header, name=name))
            except NameTaken:  # another program was quicker
                continue
        raise AssertionError("names never run out")

    def obstacle(self) -> str | None:
        """Why a play begun now could not be kept, as far as that can be seen without writing; None where nothing is seen."""
        above = (self.folder, *self.folder.absolute().parents)
        there = next((path for path in above if os.path.exists(path)), None)  # noqa: PTH110 (raises nothing)
        if there is None or not there.is_dir():
            return f"{path_text(there or self.folder)} isn't a folder."
        if not os.access(there, os.W_OK | os.X_OK):
            return f"{path_text(there)} can't be written to."
        try:
            full = os.statvfs(there).f_bavail == 0
        except OSError:
            return None
        return f"the disk of {path_text(there)} is full." if full else None

    def resume(self, name: str) -> Journal:
        """Resume the play called `name`.

        Raises NoSuchSave, SaveInUse, UnreadableSave or SaveFailed.
        """
        self._check_is_there(name)
        return Journal.open(self.path(name))

    def read(self, name: str) -> Record:
        """Read the play called `name`; raises NoSuchSave or UnreadableSave."""
        self._check_is_there(name)
        return read(self.path(name))

    def _check_is_there(self, name: str) -> None:
        """Raise NoSuchSave unless there is a file of a play called `name`."""
        stems = self._stems()
        if name not in stems:
            import difflib  # here, since it costs 10 ms at every start

            wanted = clean_name(name.lower().removesuffix(SUFFIX), limit=80)
            nearest = difflib.get_close_matches(
                wanted, [s for s in stems if s == clean_name(s, 80)]
            )
            raise NoSuchSave(clean_name(name, limit=80), tuple(nearest), self.folder)

    def _stems(self) -> tuple[str, ...]:
        """Return the file names in the folder without the suffix, sorted; none if there isn't a folder."""
        try:
            names = os.listdir(self.folder)  # noqa: PTH208 (no path is needed for each of thousands)
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise self._unlistable(error) from error
        return tuple(sorted(name.removesuffix(SUFFIX) for name in filter(_is_save, names)))

    def _unlistable(self, error: OSError) -> UnreadableSave:
        reason = f"the saved conversations folder can't be listed ({error.strerror})"
        return UnreadableSave(self.folder, None, reason, "Choose another folder with --saves.")

    def _fresh_names(self, scenario: str) -> Iterator[str]:
        """Names for a play of `scenario`, counting up, that no file had a moment ago."""
        stem = re.sub(r"[^a-z0-9]+", "-", scenario.lower())[:60].strip("-") or "play"
        taken = frozenset(self._stems())
        for number in count(1):
            name = stem if number == 1 else f"{stem}-{number}"
            if name not in taken:
                yield name


class NoSaves(Saves):
    """What a player without a home folder has: no play is listed, none can be resumed, and none can be kept."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(Path(os.devnull))

    def create(self, header: Header) -> Journal:  # noqa: ARG002 (nothing can be kept of any play)
        """Raise NoHome."""
        raise NoHome

    def resume(self, name: str) -> Journal:  # noqa: ARG002 (no play has a name)
        """Raise NoHome."""
        raise NoHome

    def obstacle(self) -> str | None:
        """Say that there isn't a folder."""
        return NoHome().message

    def stamps(self) -> dict[str, str]:
        """Return nothing."""
        return {}

    def _stems(self) -> tuple[str, ...]:
        return ()


def _is_save(name: str) -> bool:
    return name.endswith(SUFFIX) and not name.startswith(".")


def _stamp(entry: os.DirEntry[str]) -> str:
    """Return what tells a file's state; "" where it can't be looked at, which is never the same as before."""
    try:
        status = entry.stat()
    except OSError:
        return ""
    return f"{status.st_mtime_ns} {status.st_size} {status.st_ino}"


def _make_folder(folder: Path) -> None:
    """Make `folder` and those above it, each on the disk before the next; raises OSError."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)
