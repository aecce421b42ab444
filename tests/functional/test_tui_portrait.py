"""A screen with a person in it: where the portrait is drawn and where it isn't, on Home, on the brief and in a play."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from simulator.portrait.compose import ascii_rows, one_ink
from simulator.portrait.traits import derive
from simulator.records.settings import LoadedSettings, Settings
from simulator.tui.app import SimulatorApp
from simulator.tui.widgets.portrait import Form, Portrait
from simulator.tui.widgets.rail import Rail
from tests.support.patience import PATIENCE
from tests.support.scenarios import PARCEL
from tests.support.scene import perform
from tests.support.tui_stage import LARGE, LEAST, SMALL, Actor, Stage, running

if TYPE_CHECKING:
    from pathlib import Path

DANA = derive("Dana Weiss")
SEED = 20261201


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """A stage in coach mode, without a clock."""
    return Stage.at(tmp_path)


def chosen(stage: Stage, **settings: object) -> LoadedSettings:
    """Settings of somebody who was greeted, with nothing that moves."""
    values = {"greeted": True, "pace": "off", "motion": False} | settings
    return LoadedSettings(Settings(**values), stage.folder / "settings.toml")  # type: ignore[arg-type]


def drawn(actor: Actor) -> list[str]:
    """The signs of the portrait on the screen, as they stand there."""
    place = actor.app.screen.query_one(Portrait).region
    rows = actor.lines()[place.y : place.bottom]
    return [row[place.x : place.right] for row in rows]


def test_nothing_of_a_portrait_is_imported_before_the_first_frame_of_home() -> None:
    """The app with Home can be had without it."""
    code = (
        "import sys, simulator.tui.app, simulator.tui.screens.home\n"
        "print([name for name in sys.modules if name.startswith('simulator.portrait')])"
    )
    made = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=PATIENCE
    )
    assert "[]\n" == made.stdout


def test_home_and_brief_show_the_customer_as_they_begin(stage: Stage) -> None:
    """Beside the highlighted scenario and on its brief; beside a saved play there is nobody."""
    stage.play("listen")

    async def scene() -> None:
        async with running(stage.app(settings=chosen(stage)), LARGE) as actor:
            await actor.sees("1 Late parcel", "2 Resume Late parcel")
            await actor.sees("Dana Weiss", "wary at the start")
            place = actor.app.screen.query_one(Portrait).region
            assert (12, 6) == (place.width, place.height)
            await actor.press("down")
            await actor.sees("Saved as late-parcel.")
            await actor.sees_no("wary at the start")
            await actor.press("up")
            await actor.sees("wary at the start")
            await actor.press("enter")
            await actor.sees("Press Enter to begin.", "wary at the start")
            assert DANA == actor.app.screen.query_one(Portrait).traits

    perform(scene)


def test_a_narrow_screen_has_none_and_a_wider_one_gets_it(stage: Stage) -> None:
    """Below 120 columns nothing of it is mounted; what was mounted once is hidden when there is no room again."""

    async def scene() -> None:
        async with running(stage.app(play="late-parcel", settings=chosen(stage)), SMALL) as actor:
            assert not actor.app.screen.query(Portrait)
            await actor.press("enter")
            await actor.sees("1 You stayed in")
            screen = actor.app.screen
            assert not screen.query(Portrait)
            await actor.press("1")
            await actor.sees("frustrated")
            await actor.pilot.resize_terminal(*LARGE)
            await actor.sees("The brief", "1 move", "○ call back")
            assert "frustrated" == screen.query_one(Portrait).band
            await actor.pilot.resize_terminal(*SMALL)
            await actor.sees_no("The brief")
            assert not screen.query_one(Rail).display

    perform(scene)


def test_a_promise_is_open_until_it_is_kept(stage: Stage) -> None:
    """In the order made, with what one has to see for each."""

    async def scene() -> None:
        async with running(stage.app(play="late-parcel", settings=chosen(stage)), LARGE) as actor:
            await actor.press("enter")
            await actor.sees("Promised", "nothing yet")
            await actor.press("space", "1")
            await actor.sees("○ call back")
            await actor.press("enter", "1")
            await actor.sees("● call back")

    perform(scene)


@pytest.mark.parametrize("channel", ["letter", "email", "phone"])
def test_whoever_writes_is_on_a_stamp(stage: Stage, channel: str) -> None:
    """They aren't in the room; the gauges stand at the same row all the same."""
    stage.write("late-parcel", PARCEL.replace('channel = "phone"', f'channel = "{channel}"'))
    rows: list[int] = []

    async def scene() -> None:
        async with running(stage.app(play="late-parcel", settings=chosen(stage)), LARGE) as actor:
            await actor.press("enter")
            await actor.sees("The brief", "anger")
            place = actor.app.screen.query_one(Rail).query_one(Portrait).region
            framed = channel != "phone"
            assert ((14, 8) if framed else (12, 6)) == (place.width, place.height)
            assert framed == ("┌┄┄┄┄┄┄┄┄┄┄┄┄┐" in drawn(actor))
            rows.extend(y for y, line in enumerate(actor.lines()) if "anger ━" in line)

    perform(scene)
    assert [28] == rows


def test_off_everywhere(stage: Stage) -> None:
    """The face of one line stands in its place."""

    async def scene() -> None:
        settings = chosen(stage, portrait="off")
        async with running(stage.app(play="late-parcel", settings=settings), LARGE) as actor:
            await actor.sees("wary at the start", "(o_ô)")
            await actor.press("enter")
            await actor.sees("The brief", "(o_ô)")
            assert Form.FACE is actor.app.screen.query_one(Portrait).form

    perform(scene)


def test_without_colour(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR prints it in one ink, whichever theme is chosen."""
    monkeypatch.setenv("NO_COLOR", "1")

    async def scene() -> None:
        async with running(stage.app(play="late-parcel", settings=chosen(stage)), LARGE) as actor:
            await actor.press("enter")
            await actor.sees("The brief")
            assert one_ink(DANA, "wary") == drawn(actor)

    perform(scene)


def test_in_signs_of_every_terminal(stage: Stage) -> None:
    """With the setting `ascii`, and the bar of the newest words too."""

    async def scene() -> None:
        settings = chosen(stage, ascii=True)
        async with running(stage.app(play="late-parcel", settings=settings), LARGE) as actor:
            await actor.press("enter")
            await actor.sees("The brief")
            assert ascii_rows(DANA, "wary") == drawn(actor)
            assert any(re.match(r"\| +Dana   My parcel", line) for line in actor.lines())

    perform(scene)


def test_the_settings_take_effect_at_once(stage: Stage) -> None:
    """On the open screen and on those beneath it: the portrait, and the face in signs of every terminal."""

    async def scene() -> None:
        async with running(stage.app(play="late-parcel", settings=chosen(stage)), LARGE) as actor:
            await actor.press("enter")
            await actor.sees("The brief")
            portrait = actor.app.screen.query_one(Portrait)
            app = actor.app
            assert isinstance(app, SimulatorApp)
            app.action_settings()
            await actor.sees("Enter changes a setting")
            for key, value, form in (
                ("portrait", "off", Form.FACE),
                ("portrait", "on", Form.COLOUR),
                ("ascii", True, Form.ASCII),
                ("ascii", False, Form.COLOUR),
            ):
                app.choose(key, value)
                assert form is portrait.form
            app.choose("portrait", "off")
            await actor.press("escape")
            await actor.sees("(o_ô)")

    perform(scene)


def test_a_storm_of_sizes_ends_right(stage: Stage) -> None:
    """However often the window changes its size, far too small and back, it ends as if it had always had the last one."""
    chance = random.Random(SEED)
    print("seed", SEED)

    async def scene() -> None:
        app = stage.app(play="late-parcel", settings=chosen(stage))
        async with running(app, LARGE) as actor:
            await actor.press("enter")
            await actor.sees("1 You stayed in", "The brief")
            await actor.pilot.pause()
            expected = actor.lines()
            for _ in range(40):
                size = chance.randint(40, 200), chance.randint(10, 60)
                await actor.pilot.resize_terminal(*size)
            await actor.pilot.resize_terminal(*LARGE)
            await actor.until(lambda: expected == actor.lines(), "\n".join(expected))

    perform(scene)


@pytest.mark.parametrize("size", [LEAST, SMALL, LARGE])
def test_a_screen_is_as_wide_as_its_window(stage: Stage, size: tuple[int, int]) -> None:
    """Each row of a play fills the window, in every kind of layout."""

    async def scene() -> None:
        for channel in ("phone", "chat", "letter"):
            stage.write("late-parcel", PARCEL.replace('"phone"', f'"{channel}"'))
            async with running(
                stage.app(play="late-parcel", settings=chosen(stage)), size
            ) as actor:
                await actor.press("enter")
                await actor.sees("1 You stayed in")
                await actor.press("1")
                await actor.sees("Say nothing")
                assert [size[0]] * size[1] == [cell_len(line) for line in actor.lines()]

    perform(scene)
