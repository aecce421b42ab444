"""Read files that may be anything, and write files whole or not at all.

Every path comes from outside: an option, the environment, a save, a folder that others write to. It may name a pipe that blocks
for ever, a device, or a file of gigabytes. So what is read must be a regular file, and is read up to a bound. What is written
appears under its name only when all of it is on the disk. Every failure is an OSError whose `strerror` ends a sentence.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_KINDS = (
    (stat.S_ISDIR, "it is a folder"),
    (stat.S_ISFIFO, "it is a pipe, not a file"),
    (stat.S_ISSOCK, "it is a socket, not a file"),
    (stat.S_ISCHR, "it is a device, not a file"),
    (stat.S_ISBLK, "it is a device, not a file"),
)
_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
"""The errors of file systems without hard links."""


class NotRegular(OSError):
    """There is a folder, a pipe, a socket or a device instead of a file."""


class TooLarge(OSError):
    """A file is larger than its kind may be."""


def check_regular(path: Path, status: os.stat_result) -> None:
    """Raise NotRegular unless `status`, that of `path`, is one of a regular file."""
    if stat.S_ISREG(status.st_mode):
        return
    why = next((words for is_kind, words in _KINDS if is_kind(status.st_mode)), "it isn't a file")
    raise NotRegular(errno.EINVAL, why, str(path))


def open_regular(path: Path, flags: int = os.O_RDONLY) -> int:
    """Open a regular file that exists and return its descriptor; raises OSError.

    It is looked at first, because opening a pipe or a device can already do something, and again once it is open, because it
    may have been replaced in between.
    """
    check_regular(path, os.stat(path))  # noqa: PTH116 (takes what `open` takes)
    descriptor = os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        check_regular(path, os.fstat(descriptor))
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def read_start(path: Path, most: int) -> bytes:
    """Return the first `most` bytes of a regular file; raises OSError."""
    with os.fdopen(open_regular(path), "rb") as file:
        return file.read(most)


def read_file(path: Path, most: int) -> bytes:
    """Return the bytes of a regular file; raises OSError, which is TooLarge where there are more than `most`."""
    data = read_start(path, most + 1)
    if len(data) > most:
        raise TooLarge(errno.EFBIG, f"it is larger than {most:,} bytes", str(path))
    return data


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet; raises OSError, which is FileExistsError where it does."""
    write_new_pieces(path, [data], 0o666)


def write_new_pieces(path: Path, pieces: Iterable[bytes], mode: int = 0o600) -> None:
    """Write a file that must not exist yet, piece by piece, so that not all of it need be in memory at once.

    By default only its owner may read it. Raises OSError, which is FileExistsError where there is a file, or whatever the
    pieces raise; either way no part of it is left.
    """
    with _naming(path):
        if os.path.lexists(
            path
        ):  # before anything is written, to say so also where the disk is full
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        with _beside(path, pieces, mode) as beside:
            try:
                os.link(beside, path)
            except OSError as error:
                if error.errno not in _NO_LINKS:
                    raise
                _claim(path, mode)
                beside.replace(path)
        sync_folder(path.parent)


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for their owner alone; those that exist stay as they are."""
    missing = [above for above in (folder, *folder.parents) if not above.exists()]
    for above in reversed(missing):
        above.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(exist_ok=True)  # says so where there is something else by this name


def replace_file(path: Path, data: bytes, new_mode: int = 0o666) -> None:
    """Write a file in place of the one that may be there, whose owner and mode it keeps; a link stays one. Raises OSError.

    Args:
        path: The file.
        data: Its new bytes.
        new_mode: The mode of one that isn't there yet, less the umask.
    """
    with _naming(path):
        target = type(path)(os.path.realpath(path))
        try:
            old = target.stat()
        except FileNotFoundError:
            old = None
        if old is not None:
            check_regular(target, old)
            if not os.access(target, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with _beside(target, [data], new_mode if old is None else 0o600, old) as beside:
            beside.replace(target)
        sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Put the names in `folder` on the disk, so that a file just made survives a power cut."""
    with contextlib.suppress(PermissionError):  # one that may be written but not read
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno != errno.EINVAL:  # some file systems sync no folders
                raise
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Name `path` in every OSError: a user knows the file by it, and not by the name of the one beside it."""
    try:
        yield
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(path)) from error


@contextlib.contextmanager
def _beside(
    path: Path, pieces: Iterable[bytes], mode: int, old: os.stat_result | None = None
) -> Iterator[Path]:
    """Write `pieces` to a hidden file in the folder of `path`, on the disk before its path is given; removed at the end."""
    beside = path.with_name(f".simulator-{os.urandom(6).hex()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if old is not None:
                _keep_owner(descriptor, old)
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(descriptor)
        yield beside
    finally:
        beside.unlink(missing_ok=True)


def _keep_owner(descriptor: int, old: os.stat_result) -> None:
    """Give an open file the owner and the mode of another; raises PermissionError where only its owner could."""
    new = os.fstat(descriptor)
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        try:
            os.fchown(descriptor, old.st_uid, old.st_gid)
        except PermissionError:
            if new.st_uid != old.st_uid:
                why = "it belongs to another user"
                raise PermissionError(errno.EPERM, why) from None
    os.fchmod(descriptor, stat.S_IMODE(old.st_mode))


def _claim(path: Path, mode: int) -> None:
    """Make an empty file that must not exist yet."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode))
