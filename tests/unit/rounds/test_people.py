"""Who gets a seat in a round: by the class list, by the trainer's yes, by a ticket; what is journalled, and what gives way."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from simulator.play.opening import playable
from simulator.rounds.class_list import Expected
from simulator.rounds.confirmations import MOVED_ON
from simulator.rounds.event_log import EventLog
from simulator.rounds.hosted.admission import Refused
from simulator.rounds.hosted.commands import handle
from simulator.rounds.hosted.objections import objection
from simulator.rounds.hosted.people_views import done_words
from simulator.rounds.hosted.round import HostedRound
from simulator.rounds.hosted.seating import MustWait, join
from simulator.rounds.hosted.views import seat_state, trainer_state
from simulator.rounds.hosted.waiting_room import (
    MAX_OF_ADDRESS,
    MAX_WAITING,
    Newcomer,
    WaitingReason,
    WaitingRoom,
)
from simulator.rounds.kept_rounds import people_of_round
from simulator.rounds.model import Phase, Setup
from simulator.rounds.requests import request_of
from simulator.scenario.library import load
from simulator.vocabulary import Mode
from tests.support.round_stage import connected, joined
from tests.support.scenarios import PARCEL
from tests.support.served import hosted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from simulator.rounds.hosted.participants import Seat

LIST = (Expected("Kim", "Red", 2.0), Expected("Zoë", "Blue"), Expected("Max"))


class Class:
    """A round with a class list, if one is wanted; who is connected is said by the test."""

    def __init__(self, folder: Path, people: tuple[Expected, ...] = ()) -> None:
        self.file, self.path = folder / "late-parcel.toml", folder / "round.sqlite"
        self.file.write_text(PARCEL, "utf-8")
        self.setup = Setup("N", ("a",), ("1",), Mode.EXAM, 0, 900, 0, 3, people=people)
        self.record = EventLog(self.path, new=True)
        self.away: set[str] = set()
        self.answers: dict[str, Any] = {}
        self.host = self.build()

    def build(self) -> HostedRound:
        """The host of the record."""
        host = HostedRound(
            self.setup, [playable(load(self.file))], self.record, now=lambda: 0.0, wall=lambda: ""
        )
        host.is_here = lambda id: id not in self.away
        host.on_admitted = lambda id, seat, token: self.answers.update({id: (seat, token)})
        host.on_refused = lambda id, failure: self.answers.update({id: failure})
        return host

    def reopen(self) -> None:
        """Another server's host of the same record."""
        self.record.close()
        self.record = EventLog(self.path, new=False)
        self.host = self.build()
        self.host.reopen(self.record.events())

    async def join(self, name: str, code: str = "") -> Seat:
        """A seat that is given at once."""
        return (await join(self.host, code or self.host.admission.code, name))[0]

    async def asks(self, name: str) -> Newcomer:
        """Someone who has to wait, in the waiting room."""
        with pytest.raises(MustWait) as error:
            await self.join(name)
        self.host.waiting.add(error.value.newcomer)
        return error.value.newcomer

    async def say(self, kind: str, **fields: Any) -> None:
        """What the trainer says."""
        await handle(self.host, request_of({"type": kind, **fields}))


@pytest.fixture
def klass(tmp_path: Path) -> Iterator[Class]:
    """A class without a list."""
    made = Class(tmp_path)
    yield made
    made.record.close()


@pytest.fixture
def listed(tmp_path: Path) -> Iterator[Class]:
    """A class with a list."""
    made = Class(tmp_path, LIST)
    yield made
    made.record.close()


def test_one_types_ones_own_name(listed: Class) -> None:
    """It is found whatever its capitals, accents and script, and gives team and time; others wait."""

    async def scene() -> None:
        await listed.host.open()
        kim, zoe = await listed.join("кim"), await listed.join("ZOE")
        assert [("Kim", "Red", 2.0), ("Zoë", "Blue", 1.0)] == [
            (seat.name, seat.team, seat.factor) for seat in (kim, zoe)
        ]
        assert ("Max",) == trainer_state(listed.host, ()).missing
        eve, again = await listed.asks("Eve"), await listed.asks("Kim")
        assert (WaitingReason.UNLISTED, WaitingReason.HERE) == (eve.reason, again.reason)
        rows = trainer_state(listed.host, ()).waiting
        assert [
            "Eve is asking to join, and isn't on the class list.",
            "Kim is asking to join, but someone called Kim is already here.",
        ] == [row.words for row in rows]
        await listed.say("let-in", waiting=eve.id)
        await listed.say("turn-away", waiting=again.id)
        assert "Eve" == listed.answers[eve.id][0].name
        assert "The trainer hasn't let you in" in listed.answers[again.id].message
        await listed.say("let-in", waiting=eve.id)  # twice is once
        assert 3 == len(listed.host.seats)

    asyncio.run(scene())


def test_who_is_renamed_is_a_person_of_the_list(listed: Class) -> None:
    """With team and time; whoever comes under that name later waits, and another name gives the place on the list back."""

    async def scene() -> None:
        await listed.host.open()
        eve = await listed.asks("Eve")
        await listed.say("let-in", waiting=eve.id)
        seat = listed.answers[eve.id][0]
        await listed.say("rename", seat=seat.id, name="kím")
        for _ in range(2):
            seat = listed.host.seats[seat.id]
            assert ("Kim", "Kim", "Red", 2.0) == (seat.name, seat.listed, seat.team, seat.factor)
            assert ("Zoë", "Max") == trainer_state(listed.host, ()).missing
            listed.reopen()
        assert WaitingReason.HERE is (await listed.asks("Kim")).reason
        await listed.say("rename", seat=seat.id, name="Kim Lee")  # still the same person
        assert ("Zoë", "Max") == trainer_state(listed.host, ()).missing
        for name, listed_as, team, missing in (
            ("zoe", "Zoë", "Blue", ("Kim", "Max")),
            ("Eve", "", "", ("Kim", "Zoë", "Max")),
        ):
            await listed.say("rename", seat=seat.id, name=name)
            seat = listed.host.seats[seat.id]
            assert (listed_as, team, 1.0) == (seat.listed, seat.team, seat.factor)
            assert missing == trainer_state(listed.host, ()).missing
        await listed.say("team", seat=seat.id, team="Green")
        await listed.say("rename", seat=seat.id, name="Max")
        assert ("Max", "Green") == (seat.listed, seat.team)  # what the trainer gave stays
        await listed.say("rename", seat=seat.id, name="Kim")
        listed.record.close()
        assert (Expected("Kim", "Red", 2.0),) == people_of_round(listed.path)

    asyncio.run(scene())


def test_a_second_of_a_name_is_the_person_on_the_list(listed: Class) -> None:
    """Someone typed another's name and was renamed; the one whose name it is gets their place, whoever else is away."""

    async def scene() -> None:
        await listed.host.open()
        eve = await listed.join("Kim")
        await listed.say("rename", seat=eve.id, name="Eve")
        listed.away.add(eve.id)
        kim = await listed.asks("Kim")
        await listed.say("let-in", waiting=kim.id)
        seat = listed.answers[kim.id][0]
        assert ("Kim", "Kim", "Red", 2.0) == (seat.name, seat.listed, seat.team, seat.factor)

    asyncio.run(scene())


def test_a_seat_is_handed_over(klass: Class) -> None:
    """With all that was played in it; whoever had it can't come back, and a restart changes nothing of that."""

    async def scene() -> None:
        await klass.host.open()
        kim, old = await join(klass.host, klass.host.admission.code, "Kim")
        await klass.say("start")
        await klass.host.write_event(
            "move", {"move": "listen", "ms": 5, "left": None}, stream=kim.id
        )
        klass.away.add(kim.id)
        newcomer = await klass.asks("kím")
        assert (WaitingReason.AWAY, kim.id) == (newcomer.reason, newcomer.seat)
        await klass.say("let-in", waiting=newcomer.id, seat=newcomer.seat)
        seat, token = klass.answers[newcomer.id]
        assert (kim, 1) == (seat, seat.turn)
        for _ in range(2):
            assert kim.id == klass.host.resume(token).id
            with pytest.raises(Refused) as refused:
                klass.host.resume(old)
            assert "bad-token" == refused.value.failure.reason
            klass.reopen()
        assert 1 == klass.host.resume(token).turn

    asyncio.run(scene())


def test_a_ticket_opens_a_seat_once(klass: Class) -> None:
    """Also while the round is locked and full, in small letters and with blanks; then it is a wrong code."""

    async def scene() -> None:
        await klass.host.open()
        kim = await klass.join("Kim")
        for name in ("Lou", "Max"):
            await klass.join(name)
        await klass.say("lock")
        await klass.say("ticket", seat=kim.id)
        ticket = kim.ticket
        assert 6 == len(ticket)
        assert ticket == trainer_state(klass.host, ()).roster[0].ticket
        klass.reopen()
        seat = await klass.join("Somebody", f"{ticket[:3].lower()}-{ticket[3:]} ")
        assert ("Kim", "") == (seat.name, seat.ticket)
        with pytest.raises(Refused) as refused:
            await klass.join("Kim", ticket)
        assert "bad-code" == refused.value.failure.reason
        await klass.say("ticket", seat=seat.id)
        await klass.say("remove", seat=seat.id)
        with pytest.raises(Refused):
            await klass.join("Kim", klass.host.seats[seat.id].ticket or "")

    asyncio.run(scene())


def test_names_codes_and_many_removed(klass: Class) -> None:
    """All of it is in the record, and the same after a restart."""

    async def scene() -> None:
        await klass.host.open()
        kim, lou, max = [await klass.join(name) for name in ("Kim", "Lou", "Max")]
        old = klass.host.admission.code
        await klass.say("rename", seat=kim.id, name="  Kim\u200b Lee ")
        await klass.say("rename", seat=lou.id, name="KIM LEE")
        await klass.say("rename", seat=max.id, name="\u3164")
        await klass.say("new-code")
        await klass.say("remove-many", seats=[lou.id, max.id, lou.id, "nobody"])
        for _ in range(2):
            seats = list(klass.host.seats.values())
            assert ["Kim Lee", "KIM LEE 2", "Max"] == [seat.name for seat in seats]
            assert [False, True, True] == [seat.removed for seat in seats]
            assert "Kim Lee" == seat_state(klass.host, seats[0]).name
            with pytest.raises(Refused, match="isn't the code"):
                await klass.join("Eve", old)
            klass.reopen()
        with pytest.raises(Refused, match="removed"):
            await klass.join("Lou")
        await klass.say("allow", seat=lou.id)
        klass.away.add(lou.id)
        assert lou.id == (await klass.asks("Lou")).seat

    asyncio.run(scene())


def test_a_name_that_is_too_long_is_said_to_be(listed: Class) -> None:
    """To the trainer who gives it, of a person and of a team; and a name of the list is said to be one."""

    async def scene() -> None:
        await listed.host.open()
        kim = await listed.join("Kim")

        async def done(kind: str, **fields: str) -> str:
            request = request_of({"type": kind, "seat": kim.id, **fields})
            await handle(listed.host, request)
            return done_words(listed.host, request)

        long = "Maximilian von Hohenberg und Sohn"
        cut = f'this one was shortened to "{long[:24]}".'
        assert cut in await done("rename", name=long)
        assert cut in await done("team", team=long)
        assert "" == await done("team", team="Red")
        assert "The name is now Max, as on the class list." == await done("rename", name="max")

    asyncio.run(scene())


def test_who_types_no_name_never_waits(klass: Class) -> None:
    """They are all called the same, so it says nothing that one of them is away."""

    async def scene() -> None:
        await klass.host.open()
        first = await klass.join("")
        klass.away.add(first.id)
        assert ["Trainee", "Trainee 2"] == [first.name, (await klass.join("\u3164")).name]

    asyncio.run(scene())


def test_two_who_end_a_scenario_at_once_end_nothing_more(klass: Class) -> None:
    """Each says what is to be ended; the second yes ends neither the debrief nor the round, nor leaves the next scenario."""

    def phase() -> str:
        return klass.host.phase.value

    async def scene() -> None:
        await klass.host.open()
        await klass.say("start")
        yes = {"ends": "scenario", "scenario": 1}
        await asyncio.gather(*(klass.say("close", **yes) for _ in range(3)))
        assert "debrief" == phase()
        assert MOVED_ON == objection(klass.host, request_of({"type": "close", **yes}))
        assert MOVED_ON == objection(klass.host, request_of({"type": "next", "scenario": 2}))
        await klass.say("next", scenario=2)
        assert "debrief" == phase()
        await klass.say("close", ends="round", scenario=1)
        assert "closed" == phase()

    asyncio.run(scene())


def test_the_waiting_room_is_bounded() -> None:
    """Someone who fills it makes room by their own oldest, and no one else gives way to them."""
    room = WaitingRoom()
    arrived: list[str] = []
    room.on_arrival = lambda newcomer: arrived.append(newcomer.id)

    def comes(id: str, address: str) -> Newcomer | None:
        return room.add(Newcomer(id, "Kim", WaitingReason.UNLISTED, address=address))

    assert comes("honest", "10.0.0.1") is None
    gone = [comes(f"troll {n}", "10.0.0.2") for n in range(MAX_OF_ADDRESS + 5)]
    assert [f"troll {n}" for n in range(5)] == [newcomer.id for newcomer in gone if newcomer]
    others = [comes(f"other {n}", f"10.0.1.{n}") for n in range(MAX_WAITING - 5)]
    assert "honest" in room.newcomers
    assert all(newcomer.id.startswith("troll") for newcomer in others if newcomer)
    assert MAX_WAITING == len(room.newcomers)
    assert "honest" == arrived[0]
    assert room.take("nobody") is None


def test_a_latecomer_is_told_two_things(klass: Class) -> None:
    """What has happened and where they begin, until their first move; whoever was in time is told neither."""

    async def scene() -> None:
        await klass.host.open()
        kim = await klass.join("Kim")
        await klass.say("start")
        first = await klass.join("Sam")
        begun = "The round has just begun, and no one has made a move yet."
        assert begun == seat_state(klass.host, first).late[0]
        await klass.say("remove", seat=first.id)
        for move in ("listen", "own-it"):
            await klass.host.write_event(
                "move", {"move": move, "ms": 5, "left": None}, stream=kim.id
            )
        lou = await klass.join("Lou")
        assert () == seat_state(klass.host, kim).late
        assert (
            "The round is under way: 0 of 1 have finished, and the others have made 2 moves on average.",
            "You start at the beginning, and have 15:00 for it.",
        ) == seat_state(klass.host, lou).late
        await klass.host.write_event(
            "move", {"move": "listen", "ms": 5, "left": None}, stream=lou.id
        )
        assert () == seat_state(klass.host, lou).late
        await klass.say("close")
        max = await klass.join("Max")
        assert (
            f"The class has just finished “{klass.host.present.title}”.",
            "It was the last scenario, so there is nothing left to play.",
        ) == seat_state(klass.host, max).late
        assert Phase.DEBRIEF is klass.host.phase

    asyncio.run(scene())


def test_over_the_network(tmp_path: Path) -> None:
    """Someone who waits hears why, is shown no board and may say nothing; the trainer's yes gives them the seat."""
    file = tmp_path / "late-parcel.toml"
    file.write_text(PARCEL, "utf-8")

    async def scene() -> None:
        async with hosted(tmp_path, str(file)) as served:
            code, token = served.round.admission.code, served.round.admission.trainer_token
            async with connected(served.url, type="trainer", token=token) as trainer:
                await trainer.next("state")
                async with connected(served.url, type="join", code=code, name="Kim") as first:
                    await joined(first)
                    await trainer.send(type="start")
                    scene = (await first.phase("open"))["scene"]
                    await first.move(
                        "listen" if scene["can_listen"] else scene["offered"][0]["id"], 0, "c1"
                    )
                while (
                    not (state := await trainer.next("state"))["roster"]
                    or state["roster"][0]["connected"]
                ):
                    pass
                async with connected(served.url, type="join", code=code, name="kim") as second:
                    said = (await second.next("waiting"))["message"]
                    assert said.startswith("Someone called kim has a seat in this round.")
                    while not (state := await trainer.next("state")).get("waiting"):
                        pass
                    (row,) = state["waiting"]
                    assert (
                        "kim is asking to come back to Kim's seat, on another device."
                        == row["words"]
                    )
                    await trainer.send(type="let-in", waiting=row["waiting"], seat=row["seat"])
                    state = await joined(second)
                    assert ("Kim", 1) == (state["name"], state["turn"])
                    assert [] == [item for item in second.got if item["type"] == "board"]
                    await trainer.send(type="rename", seat=row["seat"], name="Kim Lee")
                    while (await second.next("state"))["name"] != "Kim Lee":
                        pass
                async with connected(served.url, type="join", code=code, name="Kim Lee") as third:
                    await third.next("waiting")
                    await third.send(type="move", cmd="c", turn=0, move="listen")
                    assert (
                        "You may not send that message." == (await third.next("error"))["message"]
                    )
                    assert await third.closed()
                while (await trainer.next("state")).get("waiting"):
                    pass

    asyncio.run(asyncio.wait_for(scene(), 60))
