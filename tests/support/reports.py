"""Reports that screens and lines can save in tests: dated, and listed in a folder of the test."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from simulator.play.report_offers import PlayReports
from simulator.records.history import History
from simulator.records.saves import Saves
from simulator.rounds.report_offers import RoundReports
from simulator.scenario.library import Library

if TYPE_CHECKING:
    from pathlib import Path

MADE = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def play_reports(folder: Path) -> PlayReports:
    """Reports on the saves in a folder, listed there."""
    history = History(folder / "history.sqlite")
    return PlayReports(Library((folder,)), Saves(folder / "saves"), history, lambda: MADE)


def round_reports(folder: Path) -> RoundReports:
    """Reports on rounds, listed in a folder."""
    return RoundReports(Library((folder,)), lambda: MADE, lambda: folder)
