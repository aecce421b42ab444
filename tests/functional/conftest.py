"""What the tests that run the program share: desks, stages and benches, and servers that are ended whatever happens."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

import pytest

from simulator.tui import passing_words
from tests.support.browser_stage import Page, start_browser
from tests.support.commands import Desk
from tests.support.goldens import Golden
from tests.support.hot_seat_stage import Table
from tests.support.round_stage import Hosted
from tests.support.scenarios import PARCEL
from tests.support.trainer_bench import Bench
from tests.support.tui_stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A fresh desk."""
    return Desk(tmp_path)


@pytest.fixture
def brief_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages in passing go by in less than a second, for tests that read what is beneath them."""
    monkeypatch.setattr(passing_words, "PIECE_SECONDS", 0.7)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """A stage in coach mode, without a clock."""
    return Stage.at(tmp_path)


@pytest.fixture
def bench(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Bench:
    """A bench with the scenario that `new` writes, where no proof says how far it is, however busy the machine."""
    monkeypatch.setattr("simulator.cli.proofs.SILENT_SECONDS", math.inf)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SIMULATOR_LIBRARY", raising=False)
    return Bench(tmp_path, capsys).begun()


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    """A table, cleared afterwards."""
    table = Table(tmp_path)
    yield table
    table.close()


@pytest.fixture
def golden(tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> Golden:
    """Ada's desk, in a place where it is as late as in Greenwich."""
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.delenv("NO_COLOR", raising=False)
    time.tzset()
    return Golden(tmp_path, size)


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


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """One browser for all the tests of a file."""
    driver = start_browser(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture
def page(browser: Chrome) -> Iterator[Callable[[Hosted], Page]]:
    """Opens tabs; whatever a test does, no page may have complained or asked anybody but the server for anything."""
    pages: list[Page] = []
    first = browser.current_window_handle

    def show(hosted: Hosted) -> Page:
        browser.switch_to.new_window("tab")
        pages.append(Page(browser, hosted.about))
        return pages[-1]

    for log in ("browser", "performance"):
        browser.get_log(log)  # type: ignore[no-untyped-call]
    yield show
    faults = [fault for shown in pages[:1] for fault in shown.faults()]
    for shown in pages[:1]:
        shown.cdp("Storage.clearDataForOrigin", origin=shown.about["url"], storageTypes="all")
    for handle in browser.window_handles:
        if handle != first:
            browser.switch_to.window(handle)
            browser.close()
    browser.switch_to.window(first)
    assert [] == faults
