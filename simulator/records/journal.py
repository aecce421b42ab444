"""One play in one file: an append-only journal of its moves.

Exists so that no move is lost to a crash, a kill or a full disk: a line is on the disk before the
call that wrote it returns, and a whole line is never written over. It must not import the engine
(a move is text here, so a journal outlives the rules it was played by), read a clock (times come
in as arguments), or believe what a file says: anything unexpected in one is an error naming file
and line, and no text from one is handed out before it was cleaned or checked.

A file is JSON Lines in UTF-8: a header, then a line for each move, undo and end of the play. Keys
not known here are left alone.
"""

import errno
import fcntl
import json
import os
import re
import stat
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from simulator.errors import SimulatorError

VERSION = 1
SUFFIX = ".play"
MODES = ("coach", "practice", "exam")
MAX_BYTES = 8 * 1024 * 1024

_SAVE_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_STORY_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_HASH = re.compile(r"[0-9a-f]{64}")
# No NUL, and no half surrogate pairs but those that stand for bytes of a name that is not UTF-8.
_PATH = re.compile(r"[^\0\ud800-\udc7f\udd00-\udfff]{1,4096}")
_BLANKS = re.compile(r"\s+")
# Control, direction and zero-width characters, and half surrogate pairs, which cannot be printed.
_HIDDEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_MOST = 2**63 - 1  # the largest whole number an SQL database keeps
_LONGEST = 2**40  # milliseconds, about 35 years, so that sums stay below _MOST
_READ_ONLY = ("writing there is not allowed", "Make it writable and try again")
_NO_FOLDER = ("something that is no folder is in the way", "Move it away and try again")
_NO_LOCKS = ("that disk cannot lock files", "Try again")
_CAUSES = {
    errno.ENOSPC: ("the disk is full", "Free some space there and try again"),
    errno.EDQUOT: ("your share of the disk is used up", "Free some space there and try again"),
    errno.EFBIG: ("the system lets files grow no further", "Raise `ulimit -f` and try again"),
    errno.EIO: ("the disk reported a fault", "Check the disk and try again"),
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EEXIST: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.ENOLCK: _NO_LOCKS,
    errno.EOPNOTSUPP: _NO_LOCKS,
}


class UnreadableSave(SimulatorError):
    """A save, or the folder of them, cannot be read: `path`, `line` (from 1, or None), `reason`."""

    def __init__(self, path: Path, line: int | None, reason: str, hint: str | None = None) -> None:
        place = shown(path) if line is None else f"{shown(path)}, line {line}"
        hint = hint or "It was left as it is; put it right or move it elsewhere."
        super().__init__(f"{place}: {reason}.", hint)
        self.path, self.line, self.reason = path, line, reason


class SaveInUse(SimulatorError):
    """The play at `path` is open for writing already, in this program or another."""

    def __init__(self, path: Path) -> None:
        message = f"This play is open in another window: {shown(path)}."
        super().__init__(message, "Go on there, or close it first.")
        self.path = path


class SaveFailed(SimulatorError):
    """What should be kept could not be: `path`, and `errno` as the system gave it or 0."""

    def __init__(self, task: str, path: Path, error: OSError) -> None:
        number = error.errno or 0
        cause, remedy = _CAUSES.get(number, (error.strerror or "it was refused", "Try again"))
        super().__init__(
            f"{task} {shown(path)}: {cause}.", f"{remedy}, or choose another folder with --saves."
        )
        self.path, self.errno = path, number


class NameTaken(SimulatorError):
    """There is a file at `path` already; it was not touched."""

    def __init__(self, path: Path) -> None:
        message = f"There is a play of this name already: {shown(path)}."
        super().__init__(message, "Choose another name.")
        self.path = path


class _Damaged(Exception):
    """A line has no place in a journal: why, without a word of the line itself, and what to do."""

    def __init__(self, reason: str, hint: str | None = None) -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


def clean_name(text: str, limit: int = 40) -> str:
    """`text` fit to be shown: printable, on one line, single blanks, at most `limit` characters.

    Control, direction and zero-width characters are left out, line breaks and tabs count as
    blanks. The result may be empty.
    """
    visible = _HIDDEN.sub("", _BLANKS.sub(" ", text))
    return _BLANKS.sub(" ", visible).strip()[:limit].rstrip()


def shown(path: Path) -> str:
    """A path as a message may show it."""
    return clean_name(str(path), limit=4096)


def save_path(folder: Path, name: str) -> Path:
    """Where the play called `name` lies in `folder`; raises SimulatorError for a bad name."""
    if not _SAVE_NAME.fullmatch(name):
        raise SimulatorError(
            f"'{clean_name(name)}' cannot be the name of a save.",
            "Use small letters, digits and hyphens, at most 80, beginning with a letter or digit.",
        )
    return folder / f"{name}{SUFFIX}"


def sync_folder(folder: Path) -> None:
    """Put the names in `folder` on the disk, so that a file just made survives a power cut."""
    with suppress(PermissionError):  # one that may be written but not read cannot be opened
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno != errno.EINVAL:  # some file systems sync no folders
                raise
        finally:
            os.close(descriptor)


@dataclass(frozen=True, slots=True)
class Header:
    """What a play is of, and how it is played.

    `scenario` is its id, `path` where it was found if it was given by path (as it was given: use
    `shown` before showing it), `hash` the sha256 of the file's bytes in hex, `person` who plays,
    `mode` one of MODES, `program` the version that wrote it, `started` an instant with its zone.
    `name` is the name of the play; Saves fills it in.
    """

    scenario: str
    path: str | None
    hash: str
    person: str | None
    seed: int | None
    mode: str
    timed: bool
    program: str
    started: datetime
    name: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A move that stands: `listen`, `silence` or a reply's id; `ms` since the line before it."""

    move: str
    ms: int
    scene: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """A play as its journal tells it.

    `entries` are the moves that stand, in order, `undone` how many were taken back, `elapsed` the
    milliseconds of all lines (those taken back too), `ended` the ending reached or None, `updated`
    the last change in UTC, `dropped` a sentence if a torn last line was left out, or None.
    """

    header: Header
    entries: tuple[Entry, ...]
    undone: int
    elapsed: int
    ended: str | None
    updated: datetime
    path: Path
    dropped: str | None

    @property
    def name(self) -> str:
        """The name to resume it by: that of the file, which may have been renamed since."""
        return clean_name(self.path.stem, limit=80)

    @property
    def moves(self) -> tuple[str, ...]:
        """The moves that stand, in order."""
        return tuple(entry.move for entry in self.entries)


class _Fold:
    """What the lines read or written so far come to; each line is checked first and taken after."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self.entries: list[Entry] = []
        self.undone = 0
        self.elapsed = 0
        self.ended: str | None = None

    def check(self, line: dict[str, Any]) -> None:
        """Raise _Damaged unless `line` may follow here."""
        kinds = [kind for kind in ("move", "undo", "end") if kind in line]
        if len(kinds) != 1:
            raise _Damaged("it is none of a move, an undo and an end")
        _whole(line, "ms", 0, _LONGEST)
        if kinds == ["undo"]:
            _whole(line, "undo", 1, 1)
            if not self.entries:
                raise _Damaged("there is no move to take back")
            return
        _story_name(line, kinds[0])
        if line.get("scene") is not None:
            _story_name(line, "scene")
        if self.ended is not None:
            raise _Damaged("the play has ended")

    def take(self, line: dict[str, Any]) -> None:
        """Add a line that was checked; an undo after the end reopens the play."""
        self.elapsed += line["ms"]
        if "undo" in line:
            self.entries.pop()
            self.undone += 1
            self.ended = None
        elif "end" in line:
            self.ended = line["end"]
        else:
            self.entries.append(Entry(line["move"], line["ms"], line.get("scene")))

    def record(self, path: Path, updated: datetime, dropped: str | None) -> Record:
        """The play so far, and what is known of its file."""
        moves = tuple(self.entries)
        done = (self.undone, self.elapsed, self.ended)
        return Record(self.header, moves, *done, updated, path, dropped)


def _whole(line: dict[str, Any], key: str, low: int, high: int) -> int:
    value = line.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise _Damaged(f"`{key}` should be a whole number from {low} to {high}")
    return value


def _story_name(line: dict[str, Any], key: str) -> str:
    value = line.get(key)
    if not isinstance(value, str) or not _STORY_NAME.fullmatch(value):
        raise _Damaged(f"`{key}` should be a name of small letters, digits and single hyphens")
    return value


def _text(line: dict[str, Any], key: str, limit: int = 40) -> str:
    value = line.get(key)
    if not isinstance(value, str) or not (cleaned := clean_name(value, limit)):
        raise _Damaged(f"`{key}` should be a text that can be read")
    return cleaned


def _where(line: dict[str, Any]) -> str | None:
    value = line.get("path")
    if value is None:
        return None
    if not isinstance(value, str) or not _PATH.fullmatch(value):
        raise _Damaged("`path` should be the path of a file, or null")
    return value


def _instant(line: dict[str, Any], key: str) -> datetime:
    text = line.get(key)
    with suppress(ValueError, OverflowError):
        if isinstance(text, str) and (value := datetime.fromisoformat(text)).tzinfo:
            return value.astimezone(UTC)
    raise _Damaged(f"`{key}` should be a date and time with its zone, as 2026-01-31T09:30:00Z")


def _header(line: dict[str, Any]) -> Header:
    """The header in a first line, its texts cleaned; raises _Damaged."""
    version = _whole(line, "journal", 1, _MOST)
    if version > VERSION:
        reason = f"it was written by a newer version (journal {version}; this one reads {VERSION})"
        raise _Damaged(reason, "Update the simulator to open it.")
    name, digest, mode, timed, person = (
        line.get(key) for key in ("name", "hash", "mode", "timed", "as")
    )
    if not isinstance(name, str) or not _SAVE_NAME.fullmatch(name):
        raise _Damaged("`name` should be a name of small letters, digits and hyphens")
    if not isinstance(digest, str) or not _HASH.fullmatch(digest):
        raise _Damaged("`hash` should be 64 hexadecimal digits")
    if mode not in MODES:
        raise _Damaged(f"`mode` should be one of {', '.join(MODES)}")
    if not isinstance(timed, bool):
        raise _Damaged("`timed` should be true or false")
    if not isinstance(person, str | None):
        raise _Damaged("`as` should be a person's name, or null")
    return Header(
        scenario=_text(line, "scenario", limit=255),
        path=_where(line),
        hash=digest,
        person=clean_name(person or "") or None,
        seed=None if line.get("seed") is None else _whole(line, "seed", -_MOST, _MOST),
        mode=mode,
        timed=timed,
        program=_text(line, "program"),
        started=_instant(line, "started"),
        name=name,
    )


def _header_line(header: Header) -> dict[str, Any]:
    return {
        "journal": VERSION,
        "scenario": header.scenario,
        "path": header.path,
        "hash": header.hash,
        "name": header.name,
        "as": header.person,
        "seed": header.seed,
        "mode": header.mode,
        "timed": header.timed,
        "program": header.program,
        "started": header.started.isoformat().replace("+00:00", "Z"),
    }


def _encode(line: dict[str, Any]) -> bytes:
    """A line as it stands in the file: ASCII, so that no text in it can steer a terminal."""
    return json.dumps(line).encode() + b"\n"


def _decode(text: bytes) -> dict[str, Any]:
    """The object in a line; raises ValueError if it is no JSON, _Damaged if it is no object."""
    try:
        value = json.loads(text.decode())
    except RecursionError:
        raise _Damaged("it is nested too deeply") from None
    if not isinstance(value, dict):
        raise _Damaged("it is no JSON object")
    return value


def _parse(data: bytes, path: Path) -> tuple[_Fold, int, str | None]:
    """What a file's bytes come to, how many of them are whole lines, and a word on the rest."""
    *lines, tail = data.split(b"\n")
    if not lines:
        raise UnreadableSave(path, None, "it is empty, or cut off in its first line")
    fold: _Fold | None = None
    good = 0
    for number, text in enumerate(lines, 1):
        try:
            line = _decode(text)
            if fold is None:
                fold = _Fold(_header(line))
            else:
                fold.check(line)
                fold.take(line)
        except ValueError:
            if fold is not None and number == len(lines) and not tail:
                tail = text
                break
            raise UnreadableSave(path, number, "it is no line of JSON in UTF-8") from None
        except _Damaged as damage:
            raise UnreadableSave(path, number, damage.reason, damage.hint) from None
        good += len(text) + 1
    assert fold is not None
    if good == len(data):
        return fold, good, None
    kept = len(fold.entries)
    return fold, good, f"The last line was cut off and is left out (moves kept: {kept})."


def _cannot(verb: str, path: Path, error: OSError) -> UnreadableSave:
    hint = "Check that it is there and may be read."
    return UnreadableSave(path, None, f"it cannot be {verb} ({error.strerror})", hint)


def _check_kind(path: Path) -> None:
    """Refuse all but a regular file of a fair size; to open another kind could block."""
    try:
        status = path.stat()
    except OSError as error:
        raise _cannot("opened", path, error) from error
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableSave(path, None, "it is no regular file")
    if status.st_size > MAX_BYTES:
        raise UnreadableSave(path, None, "it is over 8 MiB, more than any play comes to")


def _load(descriptor: int, path: Path) -> tuple[_Fold, int, str | None]:
    """Read and parse an open file from its beginning."""
    chunks: list[bytes] = []
    left = MAX_BYTES
    try:
        while left > 0 and (chunk := os.read(descriptor, left)):
            chunks.append(chunk)
            left -= len(chunk)
    except OSError as error:
        raise _cannot("read", path, error) from error
    return _parse(b"".join(chunks), path)


def _updated(descriptor: int) -> datetime:
    seconds = os.fstat(descriptor).st_mtime
    return datetime.fromtimestamp(min(max(seconds, 0), 2**37), UTC)  # a file may claim any year


def read(path: Path) -> Record:
    """The play at `path`, which may be open elsewhere and is not changed; raises UnreadableSave."""
    _check_kind(path)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError as error:
        raise _cannot("opened", path, error) from error
    try:
        fold, _, dropped = _load(descriptor, path)
        return fold.record(path, _updated(descriptor), dropped)
    finally:
        os.close(descriptor)


class Journal:
    """A play open for writing here and nowhere else; leaving its `with` closes it; one thread only.

    What an `append_` method was given is on the disk when it returns. If it raises SaveFailed the
    play is as it was before and the same call may be made again; any other SimulatorError says that
    the line has no place in the play.
    """

    def __init__(
        self, path: Path, descriptor: int, fold: _Fold, length: int, dropped: str | None
    ) -> None:
        """For `create` and `open`: a locked descriptor and what its first `length` bytes hold."""
        self._path = path
        self._descriptor = descriptor
        self._fold = fold
        self._length = length
        self._dropped = dropped
        self._unsure = False  # bytes may lie beyond the length, of a line whose writing failed
        self._updated = _updated(descriptor)

    @classmethod
    def create(cls, folder: Path, header: Header) -> Self:
        """Begin the play `header.name` in a folder that exists; raises NameTaken, SaveFailed."""
        path = save_path(folder, header.name)
        try:
            fold = _Fold(_header(_header_line(header)))
        except _Damaged as damage:
            raise SimulatorError(f"A play cannot be begun: {damage.reason}.") from None
        task = "This play could not be begun in"
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL
        try:
            descriptor = os.open(path, flags, 0o600)
        except FileExistsError:
            raise NameTaken(path) from None
        except OSError as error:
            raise SaveFailed(task, path, error) from error
        try:
            _lock(descriptor, path)
            journal = cls(path, descriptor, fold, 0, None)
            journal._write(_encode(_header_line(fold.header)), task)
            sync_folder(folder)
        except BaseException as error:
            with suppress(OSError):
                path.unlink()
            os.close(descriptor)
            if isinstance(error, OSError):
                raise SaveFailed(task, path, error) from error
            raise
        return journal

    @classmethod
    def open(cls, path: Path) -> Self:
        """Go on with the play at `path`, cutting away a torn last line.

        Raises UnreadableSave, SaveInUse or SaveFailed; no whole line is ever cut away.
        """
        _check_kind(path)
        task = "This play could not be opened for writing in"
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_NONBLOCK)
        except OSError as error:
            raise SaveFailed(task, path, error) from error
        try:
            _lock(descriptor, path)
            fold, length, dropped = _load(descriptor, path)
            if dropped:
                os.ftruncate(descriptor, length)
                os.fsync(descriptor)
            return cls(path, descriptor, fold, length, dropped)
        except BaseException as error:
            os.close(descriptor)
            if isinstance(error, OSError):
                raise SaveFailed(task, path, error) from error
            raise

    @property
    def record(self) -> Record:
        """The play so far."""
        return self._fold.record(self._path, self._updated, self._dropped)

    def append_move(self, move: str, ms: int, scene: str | None) -> None:
        """Keep a move (`listen`, `silence` or a reply's id), `ms` milliseconds after the last."""
        self._append({"move": move, "ms": ms, "scene": scene})

    def append_undo(self, ms: int) -> None:
        """Keep that the last move was taken back; after the end this reopens the play."""
        self._append({"undo": 1, "ms": ms})

    def append_end(self, ending: str, ms: int) -> None:
        """Keep that the play came to `ending`."""
        self._append({"end": ending, "ms": ms})

    def close(self) -> None:
        """Let go of the file; all of it is on the disk already. Closing again does nothing."""
        if self._descriptor >= 0:
            descriptor, self._descriptor = self._descriptor, -1
            with suppress(OSError):
                os.close(descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _append(self, line: dict[str, Any]) -> None:
        if self._descriptor < 0:
            raise SimulatorError(
                f"This play is closed: {shown(self._path)}.", "Open it again to go on."
            )
        try:
            self._fold.check(line)
        except _Damaged as damage:
            message = f"Nothing was added to {shown(self._path)}: {damage.reason}."
            raise SimulatorError(message) from None
        self._write(_encode(line), "The last step could not be saved in")
        self._fold.take(line)

    def _write(self, line: bytes, task: str) -> None:
        """Put a line at the end and on the disk, or leave the file as it was; raises SaveFailed."""
        try:
            self._settle()
            if self._length + len(line) > MAX_BYTES:
                raise OSError(errno.EOVERFLOW, "the play has grown to 8 MiB")
            self._unsure = True
            rest = line
            while rest:  # once, unless the disk fills up: then again, to learn what is wrong
                rest = rest[os.write(self._descriptor, rest) :]
            os.fsync(self._descriptor)
            self._updated = _updated(self._descriptor)
            self._length += len(line)
            self._unsure = False
        except OSError as error:
            with suppress(OSError):
                self._settle()
            raise SaveFailed(task, self._path, error) from error

    def _settle(self) -> None:
        """Cut off what a failed write left behind; refuse to go on if another program was here."""
        if self._unsure:
            os.ftruncate(self._descriptor, self._length)
            os.fsync(self._descriptor)
            self._unsure = False
        status = os.fstat(self._descriptor)
        if status.st_nlink == 0:
            raise OSError(errno.ENOENT, "the file was removed while the play was open")
        if status.st_size != self._length:
            raise OSError(errno.EBUSY, "another program changed the file while the play was open")


def _lock(descriptor: int, path: Path) -> None:
    """Take the file for this descriptor alone, until it is closed or the program ends somehow."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            raise SaveInUse(path) from error
        raise
