"""What holds for every test."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.support.longest_files import LONGEST
from tests.support.machine import ODD, make_odd

# A shell ignores Ctrl-C in what it starts in the background, and every program that a test starts would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers() -> int:
    """Let `-n auto` be two processes more than there are processors: many tests wait for a program or a screen."""
    return (os.cpu_count() or 1) + 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files, so that no process is left with one of them when the others have done all."""
    folder = Path(__file__).parent
    rank = {folder / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))


@pytest.fixture(autouse=True)
def _nobodys_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes settings or history of whoever runs it."""
    monkeypatch.setenv("SIMULATOR_SETTINGS", str(tmp_path / "no-settings.toml"))
    monkeypatch.setenv("SIMULATOR_RECORDS", str(tmp_path / "history.sqlite"))


@pytest.fixture(params=ODD)
def odd(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A pipe or a device, alone in a folder."""
    folder = tmp_path / "odd"
    folder.mkdir()
    return make_odd(folder / "odd", request.param)
