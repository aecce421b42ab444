"""A seat of a round in the full screen: from the lobby to the debrief, through pauses, breaks and restarts of either side."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from simulator.play.sentences import TOO_QUICK
from simulator.rounds.client.connection import RoundClient
from simulator.rounds.client.seat_tokens import SeatTokens
from simulator.rounds.client.session import RemoteSession, Update, UpdateKind
from simulator.tui.joined import BACK, JoinedApp
from simulator.tui.screens.round_debrief import RoundDebriefScreen
from simulator.tui.screens.seat import SeatScreen
from simulator.tui.widgets.prompt import Prompt
from tests.support.clock import Clock
from tests.support.round_stage import OWN_ADDRESS, connected
from tests.support.scene import perform
from tests.support.tui_stage import LARGE, SMALL, Actor, running

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.round_stage import Hosted

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x40"])


def a_seat(
    about: dict[str, Any], folder: Path, name: str = "Kim", clock: Callable[[], float] | None = None
) -> JoinedApp:
    """The full screen of somebody who joins."""
    tokens = SeatTokens(folder / "seats.json")
    client = RoundClient(about["url"], about["code"], name, tokens)
    return JoinedApp(client, RemoteSession(clock or Clock()))


async def answer(actor: Actor, text: str) -> None:
    """Give the reply with this text, at whatever number it stands."""
    seat = actor.app.seat  # type: ignore[attr-defined]
    await actor.until(lambda: any(item.text == text for item in seat.choices), text)
    await actor.press(str(next(item.number for item in seat.choices if item.text == text)))


@SIZES
def test_from_the_lobby_to_the_debrief(
    parcel: str, host: Callable[..., Hosted], tmp_path: Path, size: tuple[int, int]
) -> None:
    """Brief, conversation in the same screen as alone, own points, then one's own play and what the class did."""
    about = host(parcel, "--mode", "coach", "--countdown", "0", "--clock", "0").about

    async def scene() -> None:
        async with (
            connected(about["url"], type="trainer", token=about["trainer_token"]) as trainer,
            connected(about["url"], type="join", code=about["code"], name="Lou") as other,
            running(a_seat(about, tmp_path), size) as actor,
        ):
            await actor.sees(
                "Kim", "Late parcel", "One other person is here.", "Waiting for the trainer"
            )
            await trainer.send(type="start")
            await actor.sees("Late parcel on the phone with Dana Weiss 15 min left coach")
            await actor.sees("There's more to come (Space).")
            await actor.press("space")
            await actor.sees("And I can't stay in tomorrow.", "You listened")
            await actor.press("r")
            await actor.sees("0 of 2 have finished.")
            await actor.press("escape", "question_mark")
            await actor.sees("shows how the round is going")
            await actor.press("escape")
            await answer(actor, "It is the busy season.")
            await actor.sees("You It is the busy season.")
            await actor.sees("Say nothing (Enter)")
            await actor.press("enter")
            await answer(actor, "It is in the depot.")
            await actor.sees("You've finished. Wait for the others.")
            await other.phase("open")
            await other.move("own-it", 0, "x")
            await trainer.send(type="close")
            await actor.until(lambda: isinstance(actor.app.screen, RoundDebriefScreen), "debrief")
            await actor.sees("Where you stand", "You came 1st of 2, with 140 points.", "Class")
            await actor.press("right")
            await actor.sees("How it ended", "Dana Weiss was")
            await actor.press("right")
            await actor.sees("How it went", "Dana Weiss was")
            await actor.press("right")
            await actor.sees("The mood, move by move", "was lowest at −28")
            await actor.press("left", "left", "left", "left")
            await actor.sees(
                "Turning point 1 of 1", "1 of 2 chose this.", "Mood fell from −6 to −28."
            )
            await trainer.send(type="close")
            await actor.sees("the round has ended")
            await actor.press("escape")
            await actor.until(lambda: actor.app.return_code is not None, "the end")
            assert "" == actor.app.farewell

    perform(scene)


def test_a_debrief_stays_until_the_next_scenario_starts(
    parcels: tuple[str, str], host: Callable[..., Hosted], tmp_path: Path
) -> None:
    """It says that the trainer has moved on; Enter continues, and from the lobby it can be read again."""
    about = host(*parcels, "--countdown", "0", "--clock", "0").about

    async def scene() -> None:
        async with (
            connected(about["url"], type="trainer", token=about["trainer_token"]) as trainer,
            running(a_seat(about, tmp_path)) as actor,
        ):
            await actor.sees("The round hasn't started yet.")
            await trainer.send(type="start")
            await actor.sees("There's more to come")
            await actor.press("space")
            await actor.sees("And I can't stay in tomorrow.")
            await trainer.send(type="close")
            await actor.sees("Where you stand", "You hadn't finished, so your conversation counts")
            await actor.sees("are now 1st of 1", "Kim, unfinished")
            await actor.press("right")
            await trainer.send(type="next")
            await actor.sees("moved on to scenario 2, “Later parcel”.", "How it ended")
            await actor.press("left")
            await actor.sees("are now 1st of 1", "Debrief · Late parcel")
            await actor.press("enter")
            await actor.sees("Scenario 2 of 2 hasn't started yet.", "d shows your last debrief.")
            await actor.press("d")
            await actor.sees("Where you stand", "moved on to scenario 2")
            await trainer.send(type="start")
            await actor.until(lambda: isinstance(actor.app.screen, SeatScreen), "scenario 2")
            await actor.press("space")
            await actor.sees("And I can't stay in tomorrow.")
            await trainer.send(type="close")
            await actor.sees("Debrief · Later parcel")
            await actor.sees_no("moved on")

    perform(scene)


def test_pause_and_time(parcel: str, host: Callable[..., Hosted], tmp_path: Path) -> None:
    """While the round is paused no move is made and the clock stands; a clock that runs out is a silence."""
    about = host(parcel, "--countdown", "0", "--limit", "300").about

    async def scene() -> None:
        async with (
            connected(about["url"], type="trainer", token=about["trainer_token"]) as trainer,
            running(a_seat(about, tmp_path)) as actor,
        ):
            await actor.sees("Waiting for the trainer")
            await trainer.send(type="start")
            await actor.sees("You stayed in", "5 min left", "exam")
            seat = actor.app.seat  # type: ignore[attr-defined]
            assert seat.remaining() is not None
            await trainer.send(type="pause")
            await actor.sees("The round is paused. Nothing is lost; your clock has stopped.")
            left = seat.remaining()
            seat.now.seconds += 4
            await actor.press("1", "space")
            assert (0, left) == (seat.turn, seat.remaining())
            await trainer.send(type="go-on")
            await actor.sees("There's more to come")
            assert 0 == seat.turn
            await actor.press("1")
            await actor.until(lambda: seat.turn == 1, "the move")
            await trainer.send(type="extend", seconds=-295)
            await actor.sees("Debrief", "Where you stand")

    perform(scene)


def test_the_server_is_killed_and_goes_on(
    parcel: str, host: Callable[..., Hosted], tmp_path: Path
) -> None:
    """The screen says so and comes back by itself; a move made meanwhile is made once."""
    mode = ("--mode", "practice", "--countdown", "0", "--clock", "0")
    hosted = host(parcel, *mode, "--bind", OWN_ADDRESS)
    about = hosted.about

    async def scene() -> None:
        async with running(a_seat(about, tmp_path)) as actor:
            await actor.sees("Waiting for the trainer")
            async with connected(about["url"], type="trainer", token=about["trainer_token"]) as one:
                await one.send(type="start")
                await actor.sees("You stayed in")
                await actor.press("space")
                await actor.sees("And I can't stay in tomorrow.")
            hosted.kill()
            await actor.sees("The connection is lost. Reconnecting")
            await actor.press("1")
            again = await asyncio.to_thread(host, "--go-on")
            token = again.about["trainer_token"]
            await actor.sees("The round is paused.")
            assert isinstance(actor.app.screen, SeatScreen)
            async with connected(about["url"], type="trainer", token=token) as two:
                await two.send(type="go-on")
                await actor.sees("You stayed in", "The connection is back.")
                await actor.press("1")
                seat = actor.app.seat  # type: ignore[attr-defined]
                await actor.until(lambda: seat.turn == 2, "the move")
                said = [line.text for item in seat.past for line in item.lines]
                assert len(said) == len(set(said))

    perform(scene)


def test_who_leaves_comes_back_to_the_same_seat(
    parcel: str, host: Callable[..., Hosted], tmp_path: Path
) -> None:
    """Esc asks first; the same line finds the seat again, with all that was said."""
    about = host(parcel, "--countdown", "0", "--clock", "0").about

    async def scene() -> None:
        async with connected(about["url"], type="trainer", token=about["trainer_token"]) as trainer:
            await trainer.next("state")
            async with running(a_seat(about, tmp_path)) as actor:
                await actor.sees("Waiting for the trainer")
                await trainer.send(type="start")
                await actor.sees("You stayed in")
                await actor.press("space")
                await actor.sees("And I can't stay in tomorrow.")
                await actor.press("escape")
                await actor.sees("Leave the round?", "Stay")
                await actor.press("enter", "escape", "up", "enter")
                await actor.until(lambda: actor.app.return_code is not None, "the end")
                assert BACK == actor.app.farewell
            async with running(a_seat(about, tmp_path)) as actor:
                await actor.sees("My parcel was meant to come", "And I can't stay in tomorrow.")
                await actor.press("ctrl+c")
                await actor.until(lambda: actor.app.return_code == 130, "the end")
            state = await trainer.phase("open")
            while [row["connected"] for row in state["roster"]] != [False]:
                state = await trainer.phase("open")
            assert ["Kim"] == [row["name"] for row in state["roster"]]

    perform(scene)


def test_what_the_server_shows_the_door_for(
    parcel: str, host: Callable[..., Hosted], tmp_path: Path
) -> None:
    """A wrong code and a removed seat end the program with the server's words."""
    about = host(parcel).about

    async def scene() -> None:
        wrong = {**about, "code": "WRONG1"}
        async with running(a_seat(wrong, tmp_path)) as actor:
            await actor.until(lambda: actor.app.return_code == 2, "the end")
            failure = actor.app.failure  # type: ignore[attr-defined]
            assert "That isn't the code for this round. Check it and try again." == str(failure)
        async with (
            connected(about["url"], type="trainer", token=about["trainer_token"]) as trainer,
            running(a_seat(about, tmp_path)) as actor,
        ):
            await actor.sees("Waiting for the trainer")
            state = await trainer.phase("lobby")
            while not state["roster"]:
                state = await trainer.phase("lobby")
            await trainer.send(type="remove", seat=state["roster"][0]["seat"])
            await actor.until(lambda: actor.app.return_code == 2, "the end")
            assert "removed you" in str(actor.app.failure)  # type: ignore[attr-defined]

    perform(scene)


def test_practice_teams_and_a_key_pressed_twice(
    parcel: str, host: Callable[..., Hosted], tmp_path: Path
) -> None:
    """The lobby says what does not count, the ranks tell the teams, and one key makes one move and leaves a notice."""
    about = host("--practice", parcel, parcel, "--countdown", "0", "--clock", "0").about
    clock = Clock()
    clock.seconds = 100.0

    async def scene() -> None:
        async with (
            connected(about["url"], type="trainer", token=about["trainer_token"]) as trainer,
            running(a_seat(about, tmp_path, clock=clock)) as actor,
        ):
            await actor.sees(
                "Scenario 1 of 2", "This scenario is practice: its points don't count."
            )
            state = await trainer.phase("lobby")
            while not state["roster"]:
                state = await trainer.phase("lobby")
            await trainer.send(type="team", seat=state["roster"][0]["seat"], team="Red")
            await trainer.send(type="start")
            await actor.sees("There's more to come (Space).", "Practice: Late parcel")
            seat = actor.app.seat  # type: ignore[attr-defined]
            clock.seconds += 10
            await actor.press("space")
            await actor.sees("And I can't stay in tomorrow.")
            clock.seconds += 0.1
            await actor.press("1")
            await actor.sees("Too quick: that key was ignored")
            assert 1 == seat.turn
            screen = actor.app.screen
            assert isinstance(screen, SeatScreen)
            screen.tell(Update(UpdateKind.SHOWN))
            assert TOO_QUICK == screen.query_one(Prompt).sentence
            await actor.press("r")
            await actor.sees(
                "Team", "Red, 1 seat", "This scenario is practice: its points don't count."
            )

    perform(scene)
