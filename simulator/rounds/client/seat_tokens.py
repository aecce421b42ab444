"""The seats that this machine holds in rounds, so that a client that was closed finds its own again.

One small file that only its owner may read; a token in it opens a seat and nothing else. A file that can't be read or written
does no harm: the seat is then known for as long as the program runs.
"""

from __future__ import annotations

import contextlib
import json
import os
from typing import TYPE_CHECKING

from simulator.files import make_private_folder, read_file
from simulator.rounds.code import plain_code

if TYPE_CHECKING:
    from pathlib import Path

MAX_KEPT = 50
MAX_BYTES = 64 * 1024


class SeatTokens:
    """The tokens of seats by round and name, in a file that need not exist."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def find(self, address: str, code: str, name: str) -> str | None:
        """Return the token of a seat that was taken before."""
        return self._read().get(_key(address, code, name))

    def keep(self, address: str, code: str, name: str, token: str) -> None:
        """Keep a token; the oldest go when there are many."""
        kept = self._read()
        kept.pop(_key(address, code, name), None)
        kept[_key(address, code, name)] = token
        self._write(dict(list(kept.items())[-MAX_KEPT:]))

    def drop(self, address: str, code: str, name: str) -> None:
        """Forget a seat."""
        kept = self._read()
        if kept.pop(_key(address, code, name), None) is not None:
            self._write(kept)

    def _read(self) -> dict[str, str]:
        try:
            found = json.loads(read_file(self._path, MAX_BYTES))
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {key: token for key, token in found.items() if isinstance(token, str)}

    def _write(self, kept: dict[str, str]) -> None:
        fresh = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            make_private_folder(self._path.parent)
            try:
                fresh.touch(0o600)
                fresh.write_text(json.dumps(kept), "utf-8")
                fresh.replace(self._path)
            finally:
                fresh.unlink(missing_ok=True)


def _key(address: str, code: str, name: str) -> str:
    return f"{address.split('#')[0].rstrip('/')} {plain_code(code)} {name}"
