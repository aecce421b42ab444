"""What a thread finds for a screen that is gone is dropped, and the program goes on."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Static

from simulator.course.overview import overview_of
from simulator.records.history_totals import PlayTotals
from simulator.report.progress import progress_of
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.live import LOOK_SECONDS, MAX_WAIT_SECONDS, TYPING_SECONDS
from simulator.tui.screens.progress import ProgressScreen
from tests.support.patience import PATIENCE
from tests.support.tui_stage import Stage, running

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from tests.support.tui_stage import Actor


class Lingers(Static):
    """A widget that takes its time to be removed, as on a machine with other work."""

    def __init__(self) -> None:
        super().__init__()
        self.left, self.may_go = asyncio.Event(), asyncio.Event()

    async def on_unmount(self) -> None:
        self.left.set()
        await asyncio.wait_for(self.may_go.wait(), PATIENCE)


async def with_a_widget_that_lingers(screen: Screen[Any]) -> Lingers:
    """A screen gets a widget that holds up its removal."""
    lingers = Lingers()
    lingers.styles.display = "none"
    await screen.mount(lingers)
    return lingers


async def emptied(actor: Actor, screen: Screen[Any], lingers: Lingers) -> None:
    """Wait until all of a screen is removed but what lingers."""
    await asyncio.wait_for(lingers.left.wait(), PATIENCE)
    await actor.until(lambda: list(screen.query("Flow")) == [], "the other widgets gone")


class Clock:
    """A clock that goes on by being waited for."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_progress_left_while_it_reads(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read for a screen that has lost its widgets is dropped."""
    may_end = threading.Event()

    def slowly(_plays: object, _between: object) -> Any:
        may_end.wait(PATIENCE)
        return progress_of([])

    async def scene() -> None:
        async with running(stage.app()) as actor:
            await actor.sees("Dana Weiss, wary")
            monkeypatch.setattr("simulator.tui.play_controller.PlayController.progress", slowly)
            await actor.press("p")
            await actor.sees("Reading your conversations")
            screen = actor.app.screen
            assert isinstance(screen, ProgressScreen)
            (worker,) = (worker for worker in screen.workers if worker.node is screen)
            lingers = await with_a_widget_that_lingers(screen)
            screen.action_leave()
            await emptied(actor, screen, lingers)
            may_end.set()
            await actor.until(lambda: worker.is_finished, "the end of the reading")
            lingers.may_go.set()
            await actor.until(lambda: isinstance(actor.app.screen, HomeScreen), "the list")
            await actor.press("q")
        assert 0 == actor.app.return_code

    try:
        asyncio.run(scene())
    finally:
        may_end.set()


def test_the_game_left_while_home_reads(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program ends as it was asked to; what is read afterwards is dropped."""
    may_end, reads = threading.Event(), threading.Event()

    def slowly(_plays: object, _scenarios: object) -> Any:
        reads.set()
        may_end.wait(PATIENCE)
        return overview_of(PlayTotals(), [], None, datetime(2026, 1, 31, tzinfo=UTC))

    monkeypatch.setattr("simulator.tui.play_controller.PlayController.overview", slowly)

    async def scene() -> None:
        async with running(stage.app()) as actor:
            await actor.sees("Late parcel")
            await actor.until(reads.is_set, "the reading")
            home = actor.app.screen
            lingers = await with_a_widget_that_lingers(home)
            (worker,) = (worker for worker in home.workers if worker.node is home)
            await actor.press("q")

            async def find_something_meanwhile() -> None:
                await asyncio.wait_for(lingers.left.wait(), PATIENCE)
                may_end.set()
                await actor.until(lambda: worker.is_finished, "the end of the reading")
                lingers.may_go.set()

            finding = asyncio.create_task(find_something_meanwhile())
        await finding
        assert 0 == actor.app.return_code

    try:
        asyncio.run(scene())
    finally:
        may_end.set()


def test_progress_left_ends_the_reading(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file is read any more for a screen that was closed, so that a next reading has the machine to itself."""
    may_go_on, read = threading.Event(), []

    def many_files(_plays: object, between: Callable[[], None]) -> Any:
        for number in range(1000):
            between()
            read.append(number)
            may_go_on.wait(PATIENCE)
        return progress_of([])

    async def scene() -> None:
        async with running(stage.app()) as actor:
            await actor.sees("Dana Weiss, wary")
            monkeypatch.setattr("simulator.tui.play_controller.PlayController.progress", many_files)
            await actor.press("p")
            await actor.until(lambda: read == [0], "the first file")
            (worker,) = (item for item in actor.app.screen.workers if item.group == "progress")
            await actor.press("escape")
            await actor.until(lambda: isinstance(actor.app.screen, HomeScreen), "the list")
            await actor.until(lambda: worker.is_cancelled, "the cancellation")
            may_go_on.set()
            await actor.until(lambda: worker.is_finished, "the end of the reading")
            await actor.press("q")
        assert [0] == read

    try:
        asyncio.run(scene())
    finally:
        may_go_on.set()


@pytest.mark.parametrize("held", [False, True])
def test_what_reads_lets_keys_be_answered_first(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, held: bool
) -> None:
    """Reading waits until no key has come for a moment, and for a key that is held down no longer than its bound."""
    clock, ends = Clock(), []

    async def scene() -> None:
        async with running(stage.app()) as actor:
            await actor.sees("Dana Weiss, wary")
            await actor.press("down")
            assert actor.app.pressed_at > 0
            monkeypatch.setattr("simulator.tui.screens.live.time", clock)
            actor.app.pressed_at = clock.now + (60 if held else 0)
            screen = actor.app.screen
            assert isinstance(screen, HomeScreen)

            def work() -> None:
                screen.give_way()
                ends.append(clock.now - 100)

            screen.run_in_thread(work, group="test")
            await actor.until(lambda: bool(ends), "the end of the wait")
            await actor.press("q")
        expected = MAX_WAIT_SECONDS if held else TYPING_SECONDS
        assert expected <= ends[0] <= expected + 2 * LOOK_SECONDS

    asyncio.run(scene())
