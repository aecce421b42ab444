"""Reports on rounds: one that is open is read through its record, one that is closed from its file, with one result."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from simulator.errors import SimulatorError
from simulator.report.export.forms import Form
from simulator.report.sections import section
from tests.support.report_stage import ClassRound
from tests.support.reports import round_reports
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.play.report_files import ReportOffer

ENDED = ("listen", "own-it", "silence", "tell")


def written(offer: ReportOffer, path: Path, form: Form = Form.JSON) -> str:
    """What the report is, once it is saved."""
    return offer.save(str(path), form).path.read_text("utf-8")


def test_an_open_round_and_its_file(tmp_path: Path) -> None:
    """Both give the same report but for the round's end; the file's lock holds, and the round goes on."""
    scenario = tmp_path / "late-parcel.toml"
    scenario.write_text(PARCEL, "utf-8")
    reports = round_reports(tmp_path)

    async def scene() -> str:
        round = ClassRound(tmp_path / "round.sqlite", [scenario])
        try:
            seats = await round.open(["Kim", "Lou"])
            await round.say("start")
            await round.move(seats["Kim"], *ENDED)
            await round.say("close")
            offer = reports.of_open("Monday", round.record)
            assert "round-monday.json" == offer.proposed(Form.JSON)
            open_report = await asyncio.to_thread(written, offer, tmp_path / "open.json")
            with pytest.raises(SimulatorError, match="Stop the round's server first"):
                written(reports.of_file(round.path), tmp_path / "locked.json")
            one = reports.of_play("x", round.record, 0, lambda: [section("My debrief", "It is.")])
            text = written(one, tmp_path / "kim.txt", Form.TEXT)
            assert ("My debrief" in text, "Trainee: " in text) == (True, True)
            with pytest.raises(SimulatorError, match="doesn't have this conversation"):
                written(reports.of_play("x", round.record, 9, list), tmp_path / "none.txt")
            await round.say("next")
            return open_report
        finally:
            round.close()

    open_report = json.loads(asyncio.run(scene()))
    closed = json.loads(written(reports.of_file(tmp_path / "round.sqlite"), tmp_path / "a.json"))
    assert (False, True) == (open_report["rounds"][0]["over"], closed["rounds"][0]["over"])
    for key in ("plays", "scenarios", "people"):
        assert closed[key] == open_report[key]
    assert ["Kim", "Lou"] == [person["name"] for person in closed["people"]]


def test_a_round_that_is_closed_already(tmp_path: Path) -> None:
    """Its record says so instead of waiting for ever."""
    scenario = tmp_path / "late-parcel.toml"
    scenario.write_text(PARCEL, "utf-8")
    round = ClassRound(tmp_path / "round.sqlite", [scenario])
    round.close()
    with pytest.raises(SimulatorError, match="is closed"):
        round.record.snapshot()
