"""A whole class in a round led from the trainer's page: a phone is lost, the server is killed, all of it is read again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.support.whole_class import WholeClass

if TYPE_CHECKING:
    from pathlib import Path

    from selenium.webdriver import Chrome


def test_a_class_of_every_kind_of_seat(
    browser: Chrome, parcels: tuple[str, str], tmp_path: Path
) -> None:
    """Simulated people, a terminal and three browsers play two scenarios; nothing that was acknowledged is lost."""
    played = WholeClass(browser, tmp_path, parcels, people=3, terminals=1)
    found = asyncio.run(asyncio.wait_for(played.play(), 300))
    names = {"Phone", "Desktop", "Zoomed", "Terminal 1", "Person 1", "Person 2", "Person 3"}
    assert names == {person["name"] for person in found["people"]}
    assert ["Late parcel", "Later parcel"] == [item["title"] for item in found["scenarios"]]
    first = found["scenarios"][0]
    assert names == {row["name"] for row in first["board"]}
    assert all(row["rank"] for row in first["board"])
    heard = "".join(played.terminals[0].heard)
    assert "How it ended" in heard
