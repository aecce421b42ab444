"""What tests of rounds share: a scenario file, and servers that are ended whatever happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.functional.round_stage import Hosted
from tests.functional.tui_stage import PARCEL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def parcel(tmp_path: Path) -> str:
    """A scenario file."""
    path = tmp_path / "late-parcel.toml"
    path.write_text(PARCEL, "utf-8")
    return str(path)


@pytest.fixture
def parcels(tmp_path: Path, parcel: str) -> tuple[str, str]:
    """Two scenario files that differ in their titles."""
    path = tmp_path / "later-parcel.toml"
    path.write_text(PARCEL.replace("Late parcel", "Later parcel"), "utf-8")
    return parcel, str(path)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Callable[..., Hosted]]:
    """Starts servers, and ends them."""
    started: list[Hosted] = []

    def start(*arguments: str) -> Hosted:
        started.append(Hosted.start(tmp_path, *arguments))
        return started[-1]

    yield start
    for hosted in started:
        if hosted.process.poll() is None:
            hosted.kill()
