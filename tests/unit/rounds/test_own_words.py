"""A round in people's own words: a sentence is compared for one seat and makes no move; what it led to is in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator.own_words.flow import Found, OwnWords
from simulator.play.opening import playable
from simulator.play.own_words import YOU_MEAN
from simulator.report.own_words import TITLE
from simulator.rounds.event_log import EventLog
from simulator.rounds.hosted.commands import handle
from simulator.rounds.hosted.debriefs import debrief_of
from simulator.rounds.hosted.matching import MatcherProcess
from simulator.rounds.hosted.moves import GRACE, expire, make_move
from simulator.rounds.hosted.round import HostedRound
from simulator.rounds.hosted.seating import join
from simulator.rounds.hosted.sentences import hear
from simulator.rounds.hosted.views import seat_state
from simulator.rounds.model import Setup
from simulator.rounds.protocol import Heard, as_json
from simulator.rounds.requests import Move, Say, request_of
from simulator.rounds.results import read_round
from simulator.scenario.library import Library, load
from simulator.vocabulary import Mode
from tests.support.clock import Clock
from tests.support.scenarios import PARCEL
from tests.support.scene import perform

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from simulator.rounds.hosted.participants import Seat

SAID = "you stayed in and nobody came, thats ours to put right"
HOSTILE = "\x1b[31m<b>\u202e" + "x" * 10_000


class Class:
    """A round in own words with one seat, on a clock that is moved by hand."""

    def __init__(self, folder: Path) -> None:
        self.path, self.file, self.clock = folder / "round.sqlite", folder / "parcel.toml", Clock()
        self.file.write_text(PARCEL, "utf-8")
        self.record = EventLog(self.path, new=True)

    def host(self, mode: Mode, *, own_words: bool = True) -> HostedRound:
        """The round before anything has happened."""
        scenario = playable(load(self.file))
        setup = Setup(
            *("N", (str(self.file),), ("1",), mode, 20, 900, 0, 9),
            texts=(PARCEL,),
            own_words=own_words,
        )
        wall = "2026-01-31T09:30:00Z"
        return HostedRound(setup, [scenario], self.record, now=self.clock, wall=lambda: wall)

    async def begun(
        self, mode: Mode = Mode.PRACTICE, *, own_words: bool = True
    ) -> tuple[HostedRound, Seat]:
        """The round when it has just been opened, and its seat."""
        host = self.host(mode, own_words=own_words)
        await host.open()
        seat, _ = await join(host, host.admission.code, "Kim")
        await handle(host, request_of({"type": "start"}))
        return host, seat


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """A class whose record is closed."""
    made = Class(tmp_path)
    yield made
    made.record.close()


async def move(host: HostedRound, seat: Seat, move: str) -> dict[str, object]:
    """Make a move as it arrives now."""
    request = Move(f"c{seat.turn}", seat.turn, move)
    return as_json(await make_move(host, seat, request, host.clock.look()))


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.EXAM])
def test_a_sentence_and_its_move(room: Class, mode: Mode) -> None:
    """The seat is told which reply is meant, by the name it knows; the move has both sentences, and so has the file."""

    async def scene() -> None:
        host, seat = await room.begun(mode)
        assert seat_state(host, seat).own_words
        heard = await hear(host, seat, Say(0, SAID))
        assert (SAID, True, 1) == (heard.text, heard.taken, len(heard.nearest))
        assert ("own-it" in heard.nearest) is (mode is not Mode.EXAM)
        assert seat.local is not None
        assert [] == seat.local.turns
        made = await move(host, seat, heard.nearest[0])
        assert made["type"] == "moved"
        said = [line.text for line in seat.transcript() if line.voice == "you"]
        assert [SAID, "You stayed in, and nobody came. That is ours to put right."] == said
        assert YOU_MEAN in [line.speaker for line in seat.transcript()]
        again = room.host(mode)
        again.reopen(room.record.events())
        (other,) = again.seats.values()
        words = {0: OwnWords(SAID, Found.MATCHED)}
        assert other.local
        assert [words, words] == [seat.local.words, other.local.words]
        assert seat.transcript() == other.transcript()
        assert TITLE in [item.title for item in debrief_of(other).advised()]

    perform(scene)


def test_the_report_has_it(room: Class) -> None:
    """A round's file gives the words of each move."""

    async def scene() -> None:
        host, seat = await room.begun()
        await hear(host, seat, Say(0, "that is busy"))
        await move(host, seat, "brush-off")
        room.record.close()
        (play,) = read_round(room.path, Library(())).plays
        assert OwnWords("that is busy", Found.OFFERED) == play.turns[0].own

    perform(scene)


@pytest.mark.parametrize(
    ("turn", "text", "own_words"),
    [(1, SAID, True), (-5, SAID, True), (0, "…", True), (0, SAID, False)],
)
def test_what_is_not_compared(room: Class, turn: int, text: str, own_words: bool) -> None:
    """A sentence for another turn, one without a letter, and any where the trainer hasn't asked for them."""

    async def scene() -> None:
        host, seat = await room.begun(own_words=own_words)
        heard = await hear(host, seat, Say(turn, text))
        assert ("", ()) == (heard.text, heard.nearest)
        await move(host, seat, "own-it")
        assert seat.local
        assert {} == seat.local.words

    perform(scene)


def test_the_clock(room: Class) -> None:
    """Each turn has the minute of a long line; a question stops it for twenty seconds, and its silence has no words."""

    async def scene() -> None:
        host, seat = await room.begun()
        assert seat.local
        base = seat.local.base
        assert base
        assert round((base + 60) * 1000) == seat.remaining_ms
        await hear(host, seat, Say(0, "that is busy"))
        room.clock.seconds += 25
        assert round((base + 55) * 1000) == seat.remaining_ms
        room.clock.seconds += base + 55 + GRACE
        late = await hear(host, seat, Say(0, SAID))
        assert Heard(0) == late
        await expire(host, seat, 0)
        assert (["silence"], {}) == ([turn.move for turn in seat.turns], seat.local.words)
        assert seat.remaining_ms
        assert seat.remaining_ms > 60_000

    perform(scene)


def test_hostile_words(room: Class) -> None:
    """They are cut, stripped of what can't be seen, and still text when the file is read again."""

    async def scene() -> None:
        host, seat = await room.begun()
        heard = await hear(host, seat, Say(0, HOSTILE))
        assert heard.text == ("[31m<b>" + "x" * 10_000)[:2000]
        assert (True, ()) == (heard.nothing_close, heard.nearest)
        await move(host, seat, "own-it")
        room.record.close()
        (play,) = read_round(room.path, Library(())).plays
        assert OwnWords(heard.text, Found.NOTHING_CLOSE) == play.turns[0].own

    perform(scene)


def test_the_process_of_a_class() -> None:
    """Sentences are compared elsewhere, also after that process has been ended."""

    async def scene() -> None:
        process = MatcherProcess()
        replies = (("Our fault.",), ("When did it stop working?",))
        try:
            assert 1 == (await process.find("when did it stop working", replies)).taken
            assert process._pool
            (worker,) = process._pool._processes.values()
            worker.kill()
            worker.join()
            assert 1 == (await process.find("when did it stop working", replies)).taken
        finally:
            process.close()

    perform(scene)
