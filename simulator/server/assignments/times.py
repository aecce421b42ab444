"""Times of assignments: what a trainer types, in a time zone, as an instant; and an instant in words. Pure.

A clock that is put forward leaves out an hour, so a time in it isn't one. A clock that is put back has an hour twice, and then
the one that is better for trainees is meant: the first to open, the second to end.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from simulator.errors import SimulatorError
from simulator.text import quoted

FORM = "%Y-%m-%dT%H:%M"
"""How a page sends a date with a time."""
LATEST_YEAR = 2100


class NoSuchTime(SimulatorError):
    """What was typed isn't a time, or not one of the zone."""


@cache
def zone_names() -> tuple[str, ...]:
    """Return the names of the time zones of this machine, as people choose them: `Europe/London`."""
    regions = (
        "Africa/",
        "America/",
        "Antarctica/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    )
    return (*sorted(name for name in available_timezones() if name.startswith(regions)), "UTC")


def zone_of(name: str) -> ZoneInfo:
    """Return the time zone of a name; raises NoSuchTime."""
    if name not in zone_names():
        raise NoSuchTime(
            f"There isn't a time zone {quoted(name)}.", "Choose one like Europe/London."
        )
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise NoSuchTime(f"The time zone {quoted(name)} can't be read on this server.") from None


def instant(text: str, zone: str, *, ends: bool) -> int:
    """Return a time that was typed, in whole seconds since 1970; `ends` says that something ends then.

    Raises NoSuchTime.
    """
    try:
        typed = datetime.strptime(text.strip(), FORM)
    except ValueError:
        raise NoSuchTime(
            f"{quoted(text)} isn't a date with a time, like 2026-12-04T17:00."
        ) from None
    if not 1970 < typed.year < LATEST_YEAR:
        raise NoSuchTime(f"The year {typed.year} is too far away.")
    local = typed.replace(tzinfo=zone_of(zone), fold=int(ends))
    back = local.astimezone(UTC).astimezone(local.tzinfo)
    if back.replace(tzinfo=None) != typed:
        raise NoSuchTime(
            f"In {zone} there is no {typed:%H:%M} on {_day(typed)}: the clocks go forward then.",
            "Choose a time before or after that hour.",
        )
    return int(local.timestamp())


def form_text(at: int, zone: str) -> str:
    """Return an instant as a page's field has it, in a zone."""
    return datetime.fromtimestamp(at, zone_of(zone)).strftime(FORM)


def when_words(at: int, zone: str) -> str:
    """Return an instant in words: `Friday 4 December 2026, 17:00 (Europe/London)`."""
    local = datetime.fromtimestamp(at, zone_of(zone))
    other = local.replace(fold=1 - local.fold)
    twice = f" {local.tzname()}" if other.utcoffset() != local.utcoffset() else ""
    return f"{local:%A} {_day(local)}, {local:%H:%M}{twice} ({zone})"


def machine_text(at: int) -> str:
    """Return an instant as the `datetime` of a page's `time` element."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
