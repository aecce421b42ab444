"""An unlucky machine: what may stand where a file should, and a disk without space."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

ODD = ("pipe", "device")
"""What a path may name that is no file and no folder."""


def make_odd(path: Path, kind: str) -> Path:
    """Make one of ODD; the device is one of this test's own, as harmless as /dev/null."""
    if kind == "pipe":
        os.mkfifo(path)
        return path
    try:
        os.mknod(path, 0o600 | stat.S_IFCHR, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("NOT TESTED HERE: only root may make a device")
    return path


def no_space(*_: object, **__: object) -> None:
    """Fail as a full disk does; stands for any call that writes."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
