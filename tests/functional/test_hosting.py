"""The trainer's full screen: choosing a round, and leading it from the lobby to the walk through what the class did."""

from __future__ import annotations

import asyncio
import subprocess
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from simulator.records.settings import LoadedSettings, Settings
from simulator.rounds.find_class_list import people_of
from simulator.rounds.hosted.commands import handle
from simulator.rounds.requests import request_of
from simulator.tui.host_choice import Chosen
from simulator.tui.hosting import HostApp, SetupApp
from simulator.vocabulary import Mode
from tests.support.patience import PATIENCE
from tests.support.reports import round_reports
from tests.support.round_stage import SIMULATOR, Client, connected, joined
from tests.support.scenarios import PARCEL
from tests.support.scene import perform
from tests.support.served import hosted
from tests.support.tui_stage import LARGE, SMALL, Stage, running

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.rounds.hosted.serving import Served

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x40"])


def a_screen(served: Served) -> HostApp:
    """The trainer's screen of a round."""
    return HostApp(served, "round.sqlite", round_reports(served.round.record.path.parent))


async def reply(client: Client, text: str, turn: int, cmd: str) -> dict[str, Any]:
    """Give the reply with this text, as it was offered."""
    scenes = [item["scene"] for item in client.got if item.get("scene")]
    offered = scenes[-1]["offered"]
    return await client.move(next(x["id"] for x in offered if text in x["text"]), turn, cmd)


SILENT_BEFORE = (
    ("dance", "There isn't a command called dance. Type help for the commands."),
    ("help", "Commands: start"),
    ("?", "Commands: start"),
    ("time Nobody 2", "There isn't anyone called Nobody in this round."),
    ("remove no one", "There isn't anyone called no one in this round."),
    ("time Kim", "Type time NAME FACTOR, as in time Kim 1.5."),
    ("time", "Type time NAME FACTOR"),
    ("remove", "Type remove NAME, as in remove Kim, or several"),
    ("extend", "Type extend SECONDS, as in extend 60."),
    ("extend soon", "Type extend SECONDS, as in extend 60."),
    ("extend 60", "No clock is running, so there's no time limit to change."),
    ("board xx", "Type “board all”, “board own” or “board none”."),
    ("time Kim 99", "Extra time is a number from 1 to 10, or 0 for no clock."),
    ("next", "This scenario hasn't been played yet: “start” begins it."),
    ("pause", "This scenario hasn't started yet: “start” begins it."),
    ("go-on", "The round isn't paused."),
    ("allow Kim", "Kim hasn't been removed."),
    ("unlock", "The round isn't locked."),
)
"""Lines that change nothing in a lobby, and why that is."""


@SIZES
def test_a_round_is_led_from_the_screen(parcel: str, tmp_path: Path, size: tuple[int, int]) -> None:
    """Code and names, start, moods, pause, more time, a team, close, the walk with and without names, and the end."""

    async def scene() -> None:
        async with hosted(tmp_path, parcel) as served, running(a_screen(served), size) as actor:
            code = " ".join(served.round.admission.code)
            await actor.sees("Monday · lobby · Late parcel", code, "No one has joined yet.")
            hello = {"type": "join", "code": served.round.admission.code}
            async with (
                connected(served.url, **hello, name="Kim") as kim,
                connected(served.url, **hello, name="[b]Lou") as lou,
            ):
                await joined(kim)
                await joined(lou)
                await actor.sees("Kim", "[b]Lou", "2 connected.")
                await actor.press("s")
                await actor.sees("Monday · open", "0 of 2 have finished.", "Class mood: wary")
                await kim.phase("open")
                await lou.phase("open")
                await reply(kim, "put right", 0, "a")
                await reply(lou, "busy season", 0, "b")
                await actor.sees("move 1")
                await actor.press("p")
                await actor.sees("Monday · paused")
                await actor.press("p")
                await actor.sees("Monday · open")
                await actor.press("e")
                await actor.sees("How much more time for everyone?", "Add 10 minutes")
                before = served.round.left
                await actor.press("down", "down", "enter")
                assert before is not None
                await actor.until(lambda: (served.round.left or 0) > before + 200, "more time")
                await actor.press("e", "escape")
                await actor.press("home", "enter")
                await actor.sees("Give more time", "Put them in a team")
                await actor.press("up", "enter")
                await actor.sees("Which team is")
                await actor.press("r", "e", "d", "enter")
                await actor.sees("(red)")
                await actor.press("enter")
                await actor.sees("Give more time")
                await actor.press("home", "enter")
                await actor.sees("No clock")
                await actor.press("home", "down", "enter")
                await actor.sees("time ×1.5")
                await actor.press("b", "l")
                await actor.sees("The round is locked.", "trainees see only their own row")
                await actor.press("c")
                await actor.sees("End this scenario?", "count as they are")
                await actor.press("up", "enter")
                await actor.sees("Monday · debrief")
                await actor.press("d")
                await actor.sees("Turning point 1 of 1", "1 of 2", "busy season")
                await actor.sees_no("Kim")
                await actor.press("s")
                await actor.sees("covers the whole round", "so the report uses pseudonyms")
                await actor.press("enter")
                await actor.sees("File name", "round-monday.txt")
                actor.app.screen.query_one(Input).value = str(tmp_path / "hidden.txt")
                await actor.press("enter")
                await actor.sees("Saved as ")
                report = (tmp_path / "hidden.txt").read_text("utf-8")
                assert ("Person 1" in report, "Kim" in report) == (True, False)
                await actor.press("v")
                await actor.sees("Kim.", "[b]Lou.")
                await actor.press("s")
                await actor.sees("It has everyone's name in it.")
                await actor.press("escape")
                await actor.press("right")
                await actor.sees("Mistakes most of the class made")
                await actor.press("right")
                await actor.sees("Hardest moments")
                await actor.press("right")
                await actor.sees("Principles that came up", "Done in")
                await actor.press("escape", "c")
                await actor.sees("End the round?", "the debrief stays on every screen")
                await actor.press("enter")
                await actor.sees_no("End the round?")
                await actor.sees("Monday · debrief")
                await actor.press("c", "up", "enter")
                await actor.sees("Monday · ended", "The round has ended. It's saved.")
                await actor.press("escape")
                await actor.until(lambda: actor.app.return_code == 0, "the end")

    perform(scene)


def test_the_server_is_not_ended_by_a_slip(parcel: str, tmp_path: Path) -> None:
    """Esc and Ctrl-C ask first, with going on highlighted; the second Ctrl-C ends it."""

    async def scene() -> None:
        async with hosted(tmp_path, parcel) as served, running(a_screen(served)) as actor:
            await actor.sees("lobby")
            for key in ("escape", "ctrl+c"):
                await actor.press(key)
                await actor.sees("Stop the server?", "you can resume it")
                await actor.press("enter")
                await actor.sees_no("Stop the server?")
            await actor.press("ctrl+c", "ctrl+c")
            await actor.until(lambda: actor.app.return_code == 0, "the end")

    perform(scene)


def test_who_is_removed_is_asked_about(parcel: str, tmp_path: Path) -> None:
    """Removing stands apart from the way that is highlighted, and asks; a slip of a key and Enter twice remove nobody."""

    async def scene() -> None:
        async with hosted(tmp_path, parcel) as served, running(a_screen(served)) as actor:
            hello = {"type": "join", "code": served.round.admission.code}
            async with connected(served.url, **hello, name="Kim") as kim:
                await joined(kim)
                (seat,) = served.round.seats.values()
                await actor.sees("Kim", "1 connected.")
                for key in ("up", "down"):
                    await actor.press("enter")
                    await actor.sees("Remove from the round")
                    await actor.press(key, "enter")
                    await actor.sees_no("Remove from the round")
                    await actor.press("escape")
                    await actor.sees("1 connected.")
                    assert not seat.removed
                await actor.press("enter")
                await actor.sees("Remove from the round")
                await actor.press("home", "down", "enter")
                await actor.sees("Remove Kim from the round?", "Their moves no longer count")
                await actor.press("enter")
                await actor.sees_no("Remove Kim")
                assert not seat.removed
                await actor.press("enter", "home", "down", "enter", "up", "enter")
                await actor.until(lambda: seat.removed, "the removal")
                await actor.press("enter")
                await actor.sees("Let them back in")
                await actor.press("home", "down", "enter")
                await actor.until(lambda: not seat.removed, "let in again")

    perform(scene)


def test_a_yes_that_comes_too_late_closes_nothing_else(parcel: str, tmp_path: Path) -> None:
    """The play ends by itself while the trainer is asked whether to close it: the debrief stays."""

    async def scene() -> None:
        async with hosted(tmp_path, parcel) as served, running(a_screen(served)) as actor:
            host = served.round
            await actor.press("s")
            await actor.until(lambda: host.phase.value == "open", "the start")
            await actor.press("c")
            await actor.sees("End this scenario?")
            await handle(host, request_of({"type": "close"}))
            await actor.press("up", "enter")
            await actor.sees("The round has moved on")
            assert "debrief" == host.phase.value

    perform(scene)


def test_the_debrief_is_not_left_by_a_slip(parcels: tuple[str, str], tmp_path: Path) -> None:
    """With another scenario to come: what is lost is said first."""

    async def scene() -> None:
        async with hosted(tmp_path, *parcels) as served, running(a_screen(served)) as actor:
            for key in ("s", "c"):
                await actor.press(key)
            await actor.sees("End this scenario?")
            await actor.press("up", "enter")
            await actor.sees("debrief")
            await actor.press("n")
            await actor.sees("Go to the next scenario?", "read their debriefs until it starts")
            await actor.press("enter", "enter")
            assert 0 == served.round.scenario
            await actor.press("n")
            await actor.sees("Go to the next scenario")
            await actor.press("up", "enter")
            await actor.until(lambda: served.round.scenario == 1, "the next scenario")

    perform(scene)


def test_a_round_is_set_up_on_the_screen(tmp_path: Path) -> None:
    """Scenarios in the order in which they are marked, practice, an own file, and every setting; leaving hosts nothing."""
    stage = Stage.at(tmp_path)
    shelf = [stage.shelved()]
    given = Chosen((), Mode.COACH, 700, 30, None, "127.0.0.1")
    own, broken = tmp_path / "own.toml", tmp_path / "broken.toml"
    own.write_text(PARCEL.replace("Late parcel", "My own parcel"), "utf-8")
    broken.write_text("format = 1", "utf-8")
    people = tmp_path / "class.txt"
    people.write_text("Kim\nLou, Red\n", "utf-8")

    def app() -> SetupApp:
        quiet = Settings(pace="off", motion=False, greeted=True)
        settings = LoadedSettings(quiet, tmp_path / "none.toml")
        count = lambda named: len(people_of(named, tmp_path))  # noqa: E731 - as the command has it
        return SetupApp(shelf, given, "192.0.2.7", settings, count)

    async def scene() -> None:
        async with running(app(), (80, 40)) as actor:
            await actor.sees("Host a round", "Choose one or more scenarios with Enter.")
            await actor.press("h", "p")
            await actor.sees("p1. Late parcel")
            await actor.press("a", *str(broken), "enter")
            await actor.sees("broken.toml has errors, so it can't be played.")
            await actor.press(*str(own), "enter")
            await actor.sees("1. My own parcel", "own.toml", "1 scenario chosen, 1 for practice.")
            await actor.press("end", *["up"] * 5, "enter")
            await actor.sees("anyone on your network (at 192.0.2.7)")
            await actor.press("down", "enter", *"70000", "enter")
            await actor.sees("A port is a number from 1 to 65535.")
            await actor.press(*"4123", "enter")
            await actor.sees("Port: 4123")
            await actor.press("up", "up", "up", "enter", *str(people), "enter")
            await actor.sees("Class list: 2 names from class.txt")
            await actor.press("up", "enter", "up", "enter", "up", "up", "enter")
            await actor.sees("Seats: 100", "Points for speed: up to 5", "start at zero")
            await actor.press("up", "up", "up", "enter", "up", "enter")
            await actor.sees(
                "Time to read the brief: 60 seconds", "Time limit for each scenario: 5:00"
            )
            await actor.press("up", "up", "enter", *"Monday", "enter")
            await actor.sees("Name: Monday")
            await actor.press("h")
            await actor.until(lambda: actor.app.return_code == 0, "the end")
            chosen = actor.app.chosen  # type: ignore[attr-defined]
            assert (
                Chosen(
                    (str(own),),
                    Mode.COACH,
                    300,
                    60,
                    None,
                    "192.0.2.7",
                    ("late-parcel",),
                    "Monday",
                    "",
                    True,
                    5,
                    100,
                    str(people),
                    2,
                    "4123",
                )
                == chosen
            )
        async with running(app()) as actor:
            await actor.sees("Host a round")
            await actor.press("enter", "escape")
            await actor.until(lambda: actor.app.return_code == 0, "the end")
            assert Chosen() == actor.app.chosen  # type: ignore[attr-defined]

    perform(scene)


def test_the_end_of_the_input_ends_no_round(parcel: str, tmp_path: Path) -> None:
    """It is said, the server goes on answering, and SIGTERM ends it in order."""
    command = [*SIMULATOR, "host", parcel, "--plain", "--db", str(tmp_path / "round.sqlite")]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        try:
            assert program.stdout
            told = ""
            while "The input has ended." not in told:
                line = program.stdout.readline()
                assert line, told
                told += line
            url = told.partition("In a browser: ")[2].partition("/\n")[0]
            with urllib.request.urlopen(f"{url}/healthz", timeout=PATIENCE) as answer:
                assert 200 == answer.status
            program.terminate()
            assert 0 == program.wait(PATIENCE)
        finally:
            program.kill()


def test_the_same_can_be_said_line_by_line(parcel: str, tmp_path: Path) -> None:
    """Every command does what the key on the screen does, and says how the round stands; others are told off."""
    command = [*SIMULATOR, "host", parcel, "--plain", "--countdown", "0", "--clock", "0"]

    async def scene() -> None:
        program = await asyncio.create_subprocess_exec(
            *command,
            *("--db", str(tmp_path / "round.sqlite")),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        assert program.stdin
        assert program.stdout
        told = ""

        async def until(text: str) -> None:
            nonlocal told
            assert program.stdout
            while text not in told:
                line = await asyncio.wait_for(program.stdout.readline(), PATIENCE)
                assert line, f"never came: {text} in {told}"
                told += line.decode()

        async def say(line: str, answer: str) -> None:
            nonlocal told
            told = ""
            assert program.stdin
            program.stdin.write(f"{line}\n".encode())
            await until(answer)

        try:
            await until("Commands: ")
            url = told.partition("In a browser: ")[2].partition("/\n")[0]
            hello = {"type": "join", "code": told.partition("Code: ")[2][:6]}
            async with (
                connected(url, **hello, name="Kim") as kim,
                connected(url, **hello, name="Lou") as lou,
            ):
                await joined(kim)
                await joined(lou)
                for line, answer in SILENT_BEFORE:
                    await say(line, answer)
                await say("start", "open, 15:00 left, 2 joined.")
                await kim.phase("open")
                await lou.phase("open")
                await reply(kim, "put right", 0, "a")
                await reply(lou, "busy season", 0, "b")
                await say("pause", "paused, ")
                await say("resume", "open, ")
                await say("extend 600", "open, 2")
                await say("team kim Red", "open, ")
                await say("time Kim 1.5", "open, ")
                await say("who", "Team Red: ")
                assert "Kim (Red): " in told
                await say("class", "Done in")
                assert "Turning point 1 of 1, 2 replies:" in told
                assert "After “" in told
                await say("board own", "open, ")
                await say("lock", "open, ")
                await say("start", "The scenario has already started.")
                await say("go-on", "The round isn't paused.")
                await say("next", "The class is still playing: “end” ends the scenario first.")
                await say("time kim 99", "Extra time is a number from 1 to 10, or 0 for no clock.")
                await say("remove lou", "Remove Lou from the round? Their moves no longer count")
                await say("no", "Nothing was changed.")
                await say("remove lou", "Type yes or no:")
                await say("remove lou", "open, 2")
                assert await lou.closed()
                await say("remove Lou", "Lou has already been removed.")
                await say("allow Lou", "2 joined.")
                await say("end", "End this scenario? Unfinished conversations count as they are")
                await say("who", "Nothing was changed.")
                await until("Kim (Red): ")
                await say("close", "Type yes or no:")
                await say("yes", "debrief, 2 joined.")
                await say("quit", "Stop the server? This disconnects everyone.")
                await say("n", "Nothing was changed.")
                await say("end", "End the round? No one can join any more; the debrief stays")
                await say("y", "ended, 2 joined.")
                for line in ("close", "start", "next", "pause", "go-on", "extend 5"):
                    await say(line, " ended.")
            await say("quit", "Read it with: simulator rounds ")
            assert 0 == await program.wait()
        finally:
            if program.returncode is None:
                program.kill()

    perform(scene)
