"""The added scenarios as values, and the statements that write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simulator.server.plays.rows import keep_text
from simulator.server.store import Statement

if TYPE_CHECKING:
    from simulator.server.store import Row, Store

MOST_SCENARIOS = 500
MOST_VERSIONS = 500
"""Versions of one scenario."""


class Version(NamedTuple):
    """A version of an added scenario; `text` is the sha256 of its file, `saved_at` in seconds since 1970."""

    scenario: str
    number: int
    text: str
    title: str
    warnings: int
    saved_by: str
    saved_at: int
    is_offered: bool


_VERSIONS = (
    "SELECT v.scenario, v.number, v.text, v.title, v.warnings, coalesce(a.name, ''), v.saved_at, v.number = u.offered "
    "FROM upload_versions v JOIN uploads u ON u.scenario = v.scenario LEFT JOIN accounts a ON a.id = v.saved_by"
)


def _version(row: Row) -> Version:
    scenario, number, text, title, warnings, saved_by, saved_at, offered = row
    return Version(scenario, number, text, title, warnings, saved_by, saved_at, bool(offered))


async def newest_versions(store: Store) -> list[Version]:
    """Return the newest version of every added scenario, by title; raises StoreFailed."""
    rows = await store.rows(
        f"{_VERSIONS} WHERE v.number = (SELECT max(number) FROM upload_versions w WHERE w.scenario = v.scenario) "
        "ORDER BY v.title"
    )
    return [_version(row) for row in rows]


async def offered_versions(store: Store) -> list[Version]:
    """Return the versions that can be begun; raises StoreFailed."""
    return [_version(row) for row in await store.rows(f"{_VERSIONS} WHERE v.number = u.offered")]


async def versions_of(store: Store, scenario: str) -> list[Version]:
    """Return the versions of a scenario, newest first; none where it was never added. Raises StoreFailed."""
    sql = f"{_VERSIONS} WHERE v.scenario = ? ORDER BY v.number DESC"
    return [_version(row) for row in await store.rows(sql, scenario)]


async def text_of(store: Store, hash: str) -> bytes:
    """Return the file of a version; raises StoreFailed."""
    ((body,),) = await store.rows("SELECT body FROM texts WHERE hash = ?", hash)
    return bytes(body)


def save_version(version: Version, text: bytes, trainer: str) -> list[Statement]:
    """Return what adds a version after the one before it; a Clash says that another was saved meanwhile."""
    return [
        keep_text(version.text, version.scenario, text),
        Statement(
            "INSERT INTO uploads (scenario) VALUES (?) ON CONFLICT DO NOTHING", (version.scenario,)
        ),
        Statement(
            "INSERT INTO upload_versions (scenario, number, text, title, warnings, saved_by, saved_at) "
            "SELECT ?, ?, ?, ?, ?, ?, ? WHERE ? = (SELECT coalesce(max(number), 0) FROM upload_versions WHERE scenario = ?)",
            (
                version.scenario,
                version.number,
                version.text,
                version.title,
                version.warnings,
                trainer,
                version.saved_at,
                version.number - 1,
                version.scenario,
            ),
            changes=1,
        ),
    ]


def offer(scenario: str, number: int | None) -> Statement:
    """Return what lets a version be begun, or none any more."""
    return Statement("UPDATE uploads SET offered = ? WHERE scenario = ?", (number, scenario), 1)
