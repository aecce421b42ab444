"""The desk that the tests of commands sit at."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from simulator.records.log_file import LOGGED
from tests.support.cli_desk import Desk, make_desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def desk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """Give a fresh desk, and close its log."""
    yield make_desk(tmp_path, capsys, monkeypatch)
    for name in LOGGED:
        logger = logging.getLogger(name)
        for handler in logger.handlers[:]:
            logger.removeHandler(handler)
            handler.close()
        logger.setLevel(logging.NOTSET)
        logger.propagate = True
