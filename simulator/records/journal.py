"""One play in one file: an append-only journal of its moves.

Exists so that no move is lost to a crash, a kill or a full disk: a line is on the disk before the call that wrote it returns,
and a whole line is never written over. It must not import the engine (a move is text here, so a journal outlives the rules
it was played by) or read a clock (times come in as arguments). What lines say is told in `record.py`.
"""

import errno
import fcntl
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from simulator.errors import SimulatorError
from simulator.files import NotRegular, open_regular, sync_folder
from simulator.own_words.flow import OwnWords
from simulator.records.line_values import Damaged
from simulator.records.record import (
    FOUND,
    WORDS,
    Header,
    JournalReducer,
    Record,
    encode_line,
    header_line,
    parse_lines,
    read_header,
)
from simulator.records.save_failures import (
    NameTaken,
    SaveFailed,
    SaveInUse,
    UnreadableSave,
    save_path,
)
from simulator.text import path_text

MAX_BYTES = 8 * 1024 * 1024
_NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG)


def _cannot(verb: str, path: Path, error: OSError) -> UnreadableSave:
    hint = "Check that it exists and that you can read it."
    return UnreadableSave(path, None, f"it can't be {verb} ({error.strerror})", hint)


def _open(path: Path, flags: int) -> int:
    """Return a descriptor of a regular file of a fair size; raises UnreadableSave, or OSError where it cannot be opened."""
    try:
        descriptor = open_regular(path, flags)
    except NotRegular as error:
        raise UnreadableSave(path, None, str(error.strerror)) from None
    if os.fstat(descriptor).st_size > MAX_BYTES:
        os.close(descriptor)
        raise UnreadableSave(path, None, "it is over 8 MiB, larger than any saved conversation")
    return descriptor


def _load(descriptor: int, path: Path) -> tuple[JournalReducer, int, str | None]:
    """Read and parse an open file from its beginning."""
    chunks: list[bytes] = []
    left = MAX_BYTES
    try:
        while left > 0 and (chunk := os.read(descriptor, left)):
            chunks.append(chunk)
            left -= len(chunk)
    except OSError as error:
        raise _cannot("read", path, error) from error
    return parse_lines(b"".join(chunks), path)


def _modified_at(descriptor: int) -> datetime:
    seconds = os.fstat(descriptor).st_mtime
    return datetime.fromtimestamp(min(max(seconds, 0), 2**37), UTC)  # a file may claim any year


def read(path: Path) -> Record:
    """Return the play at `path`, which may be open elsewhere and is not changed; raises UnreadableSave."""
    try:
        descriptor = _open(path, os.O_RDONLY)
    except OSError as error:
        raise _cannot("opened", path, error) from error
    try:
        reducer, _, dropped = _load(descriptor, path)
        return reducer.record(path, _modified_at(descriptor), dropped)
    finally:
        os.close(descriptor)


class Journal:
    """A play open for writing here and nowhere else; leaving its `with` closes it; one thread only.

    What an `append_` method was given is on the disk when it returns. If it raises SaveFailed the
    play is as it was before and the same call may be made again; any other SimulatorError says that
    the line has no place in the play.
    """

    def __init__(
        self, path: Path, descriptor: int, reducer: JournalReducer, length: int, dropped: str | None
    ) -> None:
        """For `create` and `open`: a locked descriptor and what its first `length` bytes hold."""
        self._path = path
        self._descriptor = descriptor
        self._reducer = reducer
        self._length = length
        self._dropped = dropped
        self._unsure = False  # bytes may lie beyond the length, of a line whose writing failed
        self._modified_at = _modified_at(descriptor)

    @classmethod
    def create(cls, folder: Path, header: Header) -> Self:
        """Begin the play `header.name` in a folder that exists; raises NameTaken, SaveFailed."""
        path = save_path(folder, header.name)
        try:
            reducer = JournalReducer(read_header(header_line(header)))
        except Damaged as damage:
            raise SimulatorError(f"A conversation can't be started: {damage.reason}.") from None
        task = "This conversation couldn't be saved in"
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL
        try:
            descriptor = os.open(path, flags, 0o600)
        except FileExistsError:
            raise NameTaken(path) from None
        except OSError as error:
            raise SaveFailed(task, path, error) from error
        try:
            _lock(descriptor, path)
            journal = cls(path, descriptor, reducer, 0, None)
            journal._write(encode_line(header_line(reducer.header)), task)
            # The name too must outlive a crash, so the folder is flushed after the file.
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
        """Reopen the play at `path`, cutting off a torn last line.

        Raises UnreadableSave, SaveInUse or SaveFailed; no whole line is ever cut away.
        """
        task = "This conversation couldn't be opened for writing in"
        try:
            descriptor = _open(path, os.O_RDWR | os.O_APPEND)
        except OSError as error:
            if error.errno in _NOT_THERE:
                raise _cannot("opened", path, error) from error
            raise SaveFailed(task, path, error) from error
        try:
            _lock(descriptor, path)
            reducer, length, dropped = _load(descriptor, path)
            # Cut now, because an appended line would otherwise be joined to the torn one.
            if dropped:
                os.ftruncate(descriptor, length)
                os.fsync(descriptor)
            return cls(path, descriptor, reducer, length, dropped)
        except BaseException as error:
            os.close(descriptor)
            if isinstance(error, OSError):
                raise SaveFailed(task, path, error) from error
            raise

    @property
    def record(self) -> Record:
        """The play so far."""
        return self._reducer.record(self._path, self._modified_at, self._dropped)

    @property
    def is_there(self) -> bool:
        """Whether the file still lies where it can be found again by the play's name."""
        try:
            there = self._path.stat()
            own = there if self._descriptor < 0 else os.fstat(self._descriptor)
        except OSError:
            return False
        return os.path.samestat(there, own)

    def append_move(
        self, move: str, ms: int, scene: str | None, words: OwnWords | None = None
    ) -> None:
        """Keep a move (`listen`, `silence` or a reply's id), `ms` milliseconds after the last, and what was typed for it."""
        typed = {WORDS: words.text, FOUND: words.found.value} if words else {}
        self._append({"move": move, "ms": ms, "scene": scene, **typed})

    def append_undo(self, ms: int) -> None:
        """Record that the last move was undone; after the end this reopens the play."""
        self._append({"undo": 1, "ms": ms})

    def append_end(self, ending: str, ms: int) -> None:
        """Keep that the play came to `ending`."""
        self._append({"end": ending, "ms": ms})

    def append_edition(self, edition: int) -> None:
        """Keep that the play continues under a later edition of the rules."""
        self._append({"edition": edition, "ms": 0})

    def append_note(self, kind: str, text: str) -> None:
        """Keep what the player of a shift says about themselves; `kind` is one of `NOTES`."""
        self._append({"note": kind, "text": text, "ms": 0})

    def append_clock(self, used: int, ms: int) -> None:
        """Keep how much of the clock of the move that is due is used, in thousandths."""
        self._append({"clock": used, "ms": ms})

    def close(self) -> None:
        """Close the file; all of it is on the disk already. Closing it again does nothing."""
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
                f"This conversation is closed: {path_text(self._path)}.",
                "Open it again to continue.",
            )
        try:
            self._reducer.check(line)
        except Damaged as damage:
            message = f"Nothing was added to {path_text(self._path)}: {damage.reason}."
            raise SimulatorError(message) from None
        self._write(encode_line(line), "The last step couldn't be saved in")
        # Only what is on the disk counts as played.
        self._reducer.apply(line)

    def _write(self, line: bytes, task: str) -> None:
        """Put a line at the end and on the disk, or leave the file as it was; raises SaveFailed."""
        try:
            # A rest of an earlier failed write goes first, or it would become a part of this line.
            self._settle()
            if self._length + len(line) > MAX_BYTES:
                raise OSError(errno.EOVERFLOW, "the conversation has grown to 8 MiB")
            self._unsure = True
            rest = line
            while rest:  # once, unless the disk fills up: then again, to learn what is wrong
                rest = rest[os.write(self._descriptor, rest) :]
            os.fsync(self._descriptor)
            # Only now is the line counted: what isn't flushed may be lost, and is cut off at the next try.
            self._modified_at = _modified_at(self._descriptor)
            self._length += len(line)
            self._unsure = False
        except OSError as error:
            with suppress(OSError):
                self._settle()
            raise SaveFailed(task, self._path, error) from error

    def _settle(self) -> None:
        """Cut off what a failed write left behind; raise OSError if another program changed the file."""
        if self._unsure:
            os.ftruncate(self._descriptor, self._length)
            os.fsync(self._descriptor)
            self._unsure = False
        status = os.fstat(self._descriptor)
        if status.st_nlink == 0:
            raise OSError(errno.ENOENT, "the file was removed while the conversation was open")
        if status.st_size != self._length:
            raise OSError(
                errno.EBUSY, "another program changed the file while the conversation was open"
            )


def _lock(descriptor: int, path: Path) -> None:
    """Take the file for this descriptor alone, until it is closed or the program ends somehow."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            raise SaveInUse(path) from error
        raise
