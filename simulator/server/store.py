"""What the server needs of a database, as a protocol: rows, writes that happen whole or not at all, and streams of events.

The SQL given to it is what SQLite and PostgreSQL have in common: `?` for a value, `RETURNING`, `ON CONFLICT`. A condition of a
write belongs into its statement (`INSERT … SELECT … WHERE`, `UPDATE … WHERE`), with `changes` as what it must come to, and not
into a read before it: between the two, another request may have written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from simulator.errors import SimulatorError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulator.rounds.event_log import Event

Value = str | int | float | bytes | None
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One SQL statement with its values; with `changes`, nothing is written unless it changes just that many rows."""

    sql: str
    values: Sequence[Value] = ()
    changes: int | None = None


class StoreFailed(SimulatorError):
    """The database could not be read or written; nothing of the write was kept."""


class Clash(StoreFailed):
    """Something else got there first: a row is there already, a version is taken, or `changes` wasn't met."""


class Store(Protocol):
    """The database of a server."""

    async def rows(self, sql: str, *values: Value) -> list[Row]:
        """Return the rows that a query gives; raises StoreFailed."""

    async def write(self, *statements: Statement) -> list[list[Row]]:
        """Do statements in one transaction, and return the rows that each returns once they are on the disk.

        Raises Clash or StoreFailed, and then none of them was done.
        """

    async def erase(self) -> None:
        """See to it that nothing that was deleted can be read from the disk any more; raises StoreFailed."""

    async def append(
        self,
        stream: str,
        expected_version: int,
        cmd: str | None,
        kind: str,
        body: Mapping[str, Any],
        *,
        at: str,
        also: Sequence[Statement] = (),
    ) -> Event:
        """Write an event as the next of a stream, and return it once it is on the disk.

        Args:
            stream: The stream; one that belongs to a person is named by `person_stream`.
            expected_version: The version of the stream's last event; 0 where there is none yet.
            cmd: What tells this command from every other in the stream. Where the stream already has an event with it, that
                event is returned and nothing is written.
            kind: The kind of event.
            body: What happened, as JSON has it.
            at: The time of day, in ISO format, for people only.
            also: What is written in the same transaction.

        Raises Clash where the stream has another version by now, or StoreFailed.
        """

    async def read(self, stream: str, after: int = 0) -> list[Event]:
        """Return the events of a stream whose version is greater than `after`, in order; raises StoreFailed."""


def person_stream(account: str, rest: str) -> str:
    """Return the name of a stream that belongs to a person, and is deleted with them."""
    return f"{account}/{rest}"


def delete_streams(account: str) -> Statement:
    """Return what deletes every stream of a person."""
    # The sign after the slash: what lies between is what begins with the id and a slash.
    return Statement(
        "DELETE FROM events WHERE stream >= ? AND stream < ?", (f"{account}/", f"{account}0")
    )
