"""What a thread finds for a screen that is gone is dropped, and the program goes on."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Static

from simulator.report.progress import progress_of
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.progress import ProgressScreen
from tests.functional.tui_stage import PATIENCE, Stage, running

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import Screen

    from tests.functional.tui_stage import Actor


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


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """A stage in coach mode."""
    return Stage.at(tmp_path)


def test_progress_left_while_it_reads(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read for a screen that has lost its widgets is dropped."""
    may_end = threading.Event()

    def slowly(_plays: object) -> Any:
        may_end.wait(PATIENCE)
        return progress_of([])

    async def scene() -> None:
        async with running(stage.app()) as actor:
            await actor.sees("You meet Dana Weiss.")
            monkeypatch.setattr("simulator.tui.play_controller.Desk.progress", slowly)
            await actor.press("p")
            await actor.sees("Catching up with your plays")
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

    def slowly(_plays: object) -> Any:
        reads.set()
        may_end.wait(PATIENCE)
        return progress_of([])

    monkeypatch.setattr("simulator.tui.play_controller.Desk.progress", slowly)

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
