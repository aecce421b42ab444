"""Times as trainers type them, in their time zone, also in the hours in which clocks change."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from simulator.server.assignments.times import (
    NoSuchTime,
    form_text,
    instant,
    machine_text,
    when_words,
    zone_names,
)


@pytest.mark.parametrize(
    ("typed", "zone", "ends", "utc"),
    [
        ("2026-12-04T17:00", "Europe/London", False, "2026-12-04T17:00:00Z"),
        ("2026-07-04T17:00", "Europe/London", False, "2026-07-04T16:00:00Z"),
        ("2026-12-04T17:00", "Asia/Kathmandu", True, "2026-12-04T11:15:00Z"),
        # Clocks go back at 02:00 BST on 25 October 2026, so 01:30 comes twice.
        ("2026-10-25T01:30", "Europe/London", False, "2026-10-25T00:30:00Z"),
        ("2026-10-25T01:30", "Europe/London", True, "2026-10-25T01:30:00Z"),
        ("2026-11-01T01:30", "America/New_York", True, "2026-11-01T06:30:00Z"),
        # Around the hour that is left out.
        ("2026-03-29T00:59", "Europe/London", True, "2026-03-29T00:59:00Z"),
        ("2026-03-29T02:00", "Europe/London", True, "2026-03-29T01:00:00Z"),
        ("2026-12-04T17:00", "UTC", True, "2026-12-04T17:00:00Z"),
    ],
)
def test_a_time_that_was_typed(typed: str, zone: str, ends: bool, utc: str) -> None:
    """As an instant; where it comes twice, the first to open and the second to end."""
    assert utc == machine_text(instant(typed, zone, ends=ends))


@pytest.mark.parametrize(
    ("typed", "zone", "told"),
    [
        ("2026-03-29T01:30", "Europe/London", "there is no 01:30 on 29 March 2026"),
        ("2026-12-04", "Europe/London", "isn't a date with a time"),
        ("", "Europe/London", "isn't a date with a time"),
        ("9999-12-31T23:59", "Europe/London", "too far away"),
        ("2026-12-04T17:00", "Europe/Atlantis", "There isn't a time zone"),
        ("2026-12-04T17:00", "../../etc/passwd", "There isn't a time zone"),
    ],
)
def test_what_is_no_time(typed: str, zone: str, told: str) -> None:
    """One sentence says why."""
    with pytest.raises(NoSuchTime, match=told):
        instant(typed, zone, ends=True)


@pytest.mark.parametrize(
    ("utc", "zone", "told"),
    [
        ("2026-12-04T17:00", "Europe/London", "Friday 4 December 2026, 17:00 (Europe/London)"),
        ("2026-10-25T00:30", "Europe/London", "Sunday 25 October 2026, 01:30 BST (Europe/London)"),
        ("2026-10-25T01:30", "Europe/London", "Sunday 25 October 2026, 01:30 GMT (Europe/London)"),
        ("2026-12-04T17:00", "UTC", "Friday 4 December 2026, 17:00 (UTC)"),
    ],
)
def test_an_instant_in_words(utc: str, zone: str, told: str) -> None:
    """With the day of the week, and which of two where the hour comes twice."""
    at = int(datetime.fromisoformat(utc).replace(tzinfo=UTC).timestamp())
    assert told == when_words(at, zone)


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Australia/Lord_Howe"])
def test_a_field_shows_what_was_typed(zone: str) -> None:
    """There and back."""
    assert "2026-06-04T09:05" == form_text(instant("2026-06-04T09:05", zone, ends=True), zone)


def test_every_zone_that_is_offered_can_be_read() -> None:
    """And those that people look for are among them."""
    assert {"Europe/London", "America/New_York", "Asia/Tokyo", "UTC"} <= set(zone_names())
    for zone in zone_names():
        assert instant("2026-12-04T17:00", zone, ends=True)
