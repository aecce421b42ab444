"""Brings a database up to the tables of this version: numbered SQL files, each applied once, in order, whole or not at all."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.text import path_text

if TYPE_CHECKING:
    import sqlite3

FOLDER = Path(__file__).parent / "migrations"
APPLICATION = 0x53494D53
"""What SQLite keeps as the application that a file belongs to: `SIMS`."""


@cache
def migrations() -> tuple[str, ...]:
    """Return the text of every migration, the first at 0; raises ValueError where their numbers have a gap."""
    paths = sorted(FOLDER.glob("*.sql"))
    if [int(path.name[:4]) for path in paths] != list(range(1, len(paths) + 1)):
        raise ValueError([path.name for path in paths])
    return tuple(path.read_text("utf-8") for path in paths)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Apply what a database doesn't have yet.

    Raises SimulatorError where it comes from a later version or isn't a server's, and sqlite3.Error.
    """
    known = migrations()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION and (tables or version):
        raise SimulatorError(
            f"{path_text(path)} isn't the file of a server.", "Name another file with --db."
        )
    if version > len(known):
        raise SimulatorError(
            f"{path_text(path)} was written by a later version of the simulator.",
            "Update the simulator, or use a backup from before.",
        )
    for number, script in enumerate(known[version:], version + 1):
        connection.executescript(
            f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\n"
            f"PRAGMA application_id = {APPLICATION};\nCOMMIT;"
        )
