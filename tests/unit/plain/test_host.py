"""The trainer's lines: each does what it says or says why not, and what can't be undone is asked about first."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from simulator.plain.host import COMMANDS, INPUT_ENDED, Console
from simulator.rounds.confirmations import MOVED_ON
from simulator.rounds.hosted.serving import Served
from simulator.rounds.hosted.waiting_room import Newcomer, WaitingReason
from simulator.rounds.model import Phase
from simulator.scenario.library import ScenarioFile, load
from tests.support.class_stage import ClassOf
from tests.support.reports import round_reports
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path


class Trainer:
    """A trainer who types lines one after the other, and what is answered to them."""

    def __init__(
        self, klass: ClassOf, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.klass, self._capsys, self._monkeypatch = klass, capsys, monkeypatch
        self.stopped = asyncio.Event()
        served = Served(klass.host, klass.server, "https://192.168.1.20:8765", None)
        self._console = Console(served, self.stopped, round_reports(klass.folder))

    async def types(self, *lines: str) -> str:
        """What is said to these lines, the end of the input among them."""

        async def typed_lines() -> AsyncIterator[str]:
            for line in lines:
                yield line

        self._capsys.readouterr()
        self._monkeypatch.setattr("simulator.plain.lines.typed_lines", typed_lines)
        self._console.listen()
        await self._console._task
        *said, ended = self._capsys.readouterr().out.splitlines()
        assert said[: len(COMMANDS)] == list(COMMANDS)
        del said[: len(COMMANDS)]
        assert INPUT_ENDED == ended
        return "\n".join(said)


@pytest.fixture
def klass(tmp_path: Path) -> Iterator[ClassOf]:
    """A round of two scenarios in coach mode."""
    items = []
    for id in ("late-parcel", "later-parcel"):
        path = tmp_path / f"{id}.toml"
        path.write_text(PARCEL, "utf-8")
        items.append(ScenarioFile(path, load(path)))
    klass = ClassOf(tmp_path, items, "coach")
    yield klass
    klass.record.close()


@pytest.fixture
def trainer(
    klass: ClassOf, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Trainer:
    """Their trainer."""
    return Trainer(klass, capsys, monkeypatch)


def test_a_round_is_led_by_lines(klass: ClassOf, trainer: Trainer) -> None:
    """Who is there and how far, teams, time for one and for all, a pause; then on to the next scenario."""

    async def scene() -> None:
        await klass.host.open()
        seats = await klass.join("Kim", "Lou")
        said = await trainer.types("who")
        assert "lobby, 2 joined." in said
        assert "away" not in said
        klass.server.announcer.by_seat.clear()
        await trainer.types("team kim Red", "team Lou Blue", "time Lou 1.5", "board none", "start")
        assert ("Red", "Blue", 1.5) == (seats[0].team, seats[1].team, seats[1].factor)
        await klass.move(seats[0], "listen", "own-it")
        said = await trainer.types("")
        assert "1. Kim (Red): " in said
        assert "Lou (Blue): no points yet, move 0, " in said
        assert said.splitlines()[2].endswith(", away")
        assert "Team Red: " in said
        left = klass.host.left
        assert left is not None
        await trainer.types("extend 60", "pause")
        assert (Phase.PAUSED, left + 60) == (klass.host.phase, klass.host.left)
        phases = []
        for lines in (("resume",), ("close", "yes")):
            await trainer.types(*lines)
            phases.append(klass.host.phase)
        assert [Phase.OPEN, Phase.DEBRIEF] == phases
        assert await trainer.types("class")
        path = klass.folder / "round-moves.csv"
        assert f"Saved as {path}. Only you can read it." in await trainer.types(f"report {path}")
        assert 3 == len(path.read_text("utf-8").splitlines())
        assert "already exists." in await trainer.types(f"report {path}")
        assert "for instance report round-monday.txt" in await trainer.types("report")
        await trainer.types("next", "next")
        assert 1 == klass.host.scenario

    asyncio.run(scene())


def test_what_cannot_be_undone_is_asked_about(klass: ClassOf, trainer: Trainer) -> None:
    """A no, an empty line or another command changes nothing, and the other command is done."""

    async def scene() -> None:
        (kim,) = await klass.join("Kim")
        for answer in ("no", "", "n"):
            said = await trainer.types("remove Kim", answer)
            assert said.splitlines()[0].endswith(" Type yes or no:")
            assert "Nothing was changed." == said.splitlines()[1]
        said = await trainer.types("remove Kim", "lock")
        assert "Nothing was changed." in said
        assert (False, True) == (kim.removed, klass.host.admission.locked)
        await trainer.types("unlock", "remove Kim", "y")
        assert (True, False) == (kim.removed, klass.host.admission.locked)
        await trainer.types("allow Kim")
        assert not kim.removed

    asyncio.run(scene())


def test_a_round_that_moved_on_meanwhile_is_not_changed(klass: ClassOf, trainer: Trainer) -> None:
    """A yes to a question about what is over does nothing."""

    async def scene() -> None:
        await klass.join("Kim")
        await klass.say("start")
        assert await trainer.types("close")
        await klass.say("close")
        assert MOVED_ON in await trainer.types("yes")
        assert Phase.DEBRIEF is klass.host.phase

    asyncio.run(scene())


@pytest.mark.parametrize("yes", ["yes", "quit"])
def test_quitting_stops_the_server(klass: ClassOf, trainer: Trainer, yes: str) -> None:
    """Once it is said again, or at once where the round is closed."""

    async def scene() -> None:
        await trainer.types("quit")
        assert not trainer.stopped.is_set()
        await trainer.types(yes)
        assert trainer.stopped.is_set()

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("dance", "There isn't a command called dance. Type help for the commands."),
        ("reneme Kim", 'There isn\'t a command called reneme. Did you mean "rename"?'),
        ("extend", "Type extend SECONDS, as in extend 60."),
        ("extend soon", "Type extend SECONDS, as in extend 60."),
        ("time Kim", "Type time NAME FACTOR, as in time Kim 1.5."),
        ("remove", "Type remove NAME, as in remove Kim, or several with commas between them."),
        ("remove ,", "Type remove NAME, as in remove Kim, or several with commas between them."),
        ("rename Kim", "Type rename NAME to NEW NAME, as in rename Kim to Kim Lee."),
        ("rename Kim to", "Type rename NAME to NEW NAME, as in rename Kim to Kim Lee."),
        ("rename Kim to Kim", "Kim already has that name."),
        ("admit", "No one is waiting to be let in."),
        ("refuse Kim", "No one is waiting to be let in."),
        ("team Kim", "Type team NAME TEAM, as in team Kim Red."),
        ("time Kim 1", "Kim already has the usual time."),
        ("board all", "The board already shows everyone the top ten."),
        ("allow Kim", "Kim hasn't been removed."),
        ("remove Sam", "There isn't anyone called Sam in this round."),
        ("board some", "Type “board all”, “board own” or “board none”."),
        ("pause", "This scenario hasn't started yet: “start” begins it."),
        ("help", "Commands: start, pause, "),
    ],
)
def test_a_line_that_is_no_command(
    klass: ClassOf, trainer: Trainer, line: str, sentence: str
) -> None:
    """It is answered by the form of the command, or by why it can't be done now; nothing is changed."""

    async def scene() -> None:
        await klass.join("Kim")
        said = await trainer.types(line)
        assert sentence in said, said
        assert Phase.LOBBY is klass.host.phase

    asyncio.run(scene())


def test_people_are_led_by_lines(klass: ClassOf, trainer: Trainer) -> None:
    """Names, tickets, a new code, several removed at once: each says what it has done."""

    async def scene() -> None:
        kim, lou, max = await klass.join("Kim", "Lou", "Max")
        klass.server.announcer.by_seat.clear()
        said = await trainer.types("rename kim to Kim Lee", "ticket Kim Lee")
        assert "The name is now Kim Lee." in said
        assert f"Kim Lee's ticket is {kim.ticket}." in said
        before = klass.host.admission.code
        said = await trainer.types("code", "yes")
        assert before != klass.host.admission.code
        assert f"The round's code is now {klass.host.admission.code}." in said
        said = await trainer.types("remove lou, Max", "yes")
        assert "Remove 2 people from the round? They are Lou and Max." in said
        assert (False, True, True) == (kim.removed, lou.removed, max.removed)
        said = await trainer.types("remove lou, Max")
        assert "They have all been removed already." == said

    asyncio.run(scene())


def test_who_waits_is_answered_by_lines(klass: ClassOf, trainer: Trainer) -> None:
    """Whoever types the name of a seat that is away waits, and the trainer says which seat they get."""

    async def scene() -> None:
        await klass.join("Kim", "Lou")
        klass.server.announcer.by_seat.clear()
        console = await trainer.types("")  # a console that listens is told of arrivals
        assert "2 joined" in console
        for number in range(3):
            newcomer = Newcomer(
                f"n{number}", "KIM", WaitingReason.AWAY, next(iter(klass.host.seats))
            )
            klass.host.waiting.add(newcomer)
        said = await trainer.types("who", "admit Eve", "refuse kim", "admit kim", "admit KIM new")
        assert "KIM is asking to come back to Kim's seat, on another device." in said
        assert "No one of that name is waiting. Waiting: KIM, KIM and KIM." in said
        assert {} == klass.host.waiting.newcomers
        assert ["Kim", "Lou", "KIM 2"] == [seat.name for seat in klass.host.seats.values()]

    asyncio.run(scene())


def test_what_the_class_did_before(klass: ClassOf, trainer: Trainer) -> None:
    """An earlier scenario is shown by its number, also when the debrief is over."""

    async def scene() -> None:
        await klass.host.open()
        kim, lou = await klass.join("Kim", "Lou")
        await klass.say("start")
        await klass.move(kim, "listen", "own-it")
        await klass.move(lou, "listen", "brush-off")
        await klass.say("close")
        before = await trainer.types("class")
        assert "Turning point 1 of 1" in before
        await klass.say("next")
        assert before == await trainer.types("class 1")
        assert before not in await trainer.types("class")
        for line in ("class 3", "class 0", "class last"):
            assert (
                "Type class, or class and the number of a scenario, 1 to 2."
                == await trainer.types(line)
            )

    asyncio.run(scene())
