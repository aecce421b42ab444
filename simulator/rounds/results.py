"""The plays of a round as results: read from its file by the same code that plays it, without writing anything.

A round needs its scenarios to be played again. Its file holds them; those of a round of an earlier version are looked for where
they were, then in the library, and one that has since changed is said to have, and read as far as that goes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.engine.conversation import IllegalMove
from simulator.play.opening import playable
from simulator.report.advice import advice_on
from simulator.report.result_of_play import card_of, play_result
from simulator.report.results import PLAIN, Detail, Origin
from simulator.report.words import edition_words
from simulator.rounds.event_log import ROUND, RecordFailed, damaged
from simulator.rounds.event_reader import ClosedRecord, read_events
from simulator.rounds.hosted.event_checks import check_event
from simulator.rounds.hosted.round import HostedRound
from simulator.rounds.hosted.round_file import DAMAGES
from simulator.rounds.hot_seat.model import CLASS, Variant
from simulator.rounds.hot_seat.round import HotSeat
from simulator.rounds.model import Phase, Setup
from simulator.rounds.points import ended_play
from simulator.rounds.round_result import Attendee, Replay, RoundResult, WholeRound
from simulator.rounds.scenario_texts import kept_reading
from simulator.ruleset import EDITION, SILENCE
from simulator.scenario.library import LibraryError, is_file, load
from simulator.text import clean_name, path_text, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from simulator.play.session import PlaySession
    from simulator.report.results import PlayResult
    from simulator.rounds.event_log import Event
    from simulator.rounds.points import Ranked
    from simulator.scenario.library import Library
    from simulator.scenario.model import Scenario

SECOND = 1000


def read_round(path: Path, library: Library, detail: Detail = PLAIN) -> RoundResult:
    """Return the round that a file holds; raises SimulatorError.

    `detail` says how much is worked out of each play.
    """
    return read_whole(path, library, detail).result


def read_whole(path: Path, library: Library, detail: Detail = PLAIN) -> WholeRound:
    """Return the round that a file holds with every play in it; raises SimulatorError."""
    return whole_round(path, read_events(path), library, detail)


def whole_round(
    path: Path, events: Sequence[Event], library: Library, detail: Detail = PLAIN
) -> WholeRound:
    """Return the round that the events of a file make, all or those so far; raises SimulatorError."""
    reader = _Reader(path, events, library, detail)
    try:
        result = reader.read()
        return WholeRound(result, reader.setup, tuple(reader.replays), reader.boards)
    except IllegalMove:
        message = f"A scenario of the round in {path_text(path)} has changed, so its plays no longer fit it."
        raise RecordFailed(message, "Put the scenario's file back as it was.") from None


class _Reader:
    """Reads one round."""

    def __init__(
        self, path: Path, events: Sequence[Event], library: Library, detail: Detail
    ) -> None:
        self.path, self.events, self.library, self.detail = path, events, library, detail
        self.opening = self._opening()
        self.setup = Setup.from_json(self.opening.body["setup"])
        if self.setup.edition != EDITION:
            raise RecordFailed(
                f"The round in {path_text(path)} was played under {edition_words(self.setup.edition)}, "
                "so it can't be scored again."
            )
        self.notes: list[str] = []
        self.digests: list[str] = []
        self.scenarios = [
            self._scenario(at, file, hash)
            for at, (file, hash) in enumerate(
                zip(self.setup.scenarios, self.setup.hashes, strict=True)
            )
        ]
        # Whoever was renamed is one person, also in the scenarios before that.
        self.names = {
            event.stream: clean_name(str(event.body.get("name", "")))
            for event in events
            if event.kind in ("joined", "renamed")
        }
        self.replays: list[Replay] = []
        self.boards: dict[int, tuple[Ranked, ...]] = {}
        self.seconds: dict[tuple[int, str], list[float]] = defaultdict(list)
        self.first: dict[tuple[int, str], datetime] = {}
        self.last: dict[tuple[int, str], datetime] = {}

    def _opening(self) -> Event:
        for row, event in enumerate(self.events, 1):
            if event.stream == ROUND and event.kind == "opened":
                try:
                    check_event(event)
                    Setup.from_json(event.body["setup"])
                except DAMAGES:
                    raise damaged(self.path, row) from None
                return event
        raise RecordFailed(f"There is no round in {path_text(self.path)}.")

    def _scenario(self, at: int, file: str, hash: str) -> Scenario:
        """Return a scenario of the round, preferably the very file that was played; raises SimulatorError."""
        kept = kept_reading(self.setup, at)
        if kept is not None:
            self.digests.append(kept.hash)
            return playable(kept)
        there = Path(file) if is_file(Path(file)) else None
        reading = load(there) if there else None
        if reading is None or reading.hash != hash:
            try:
                other = load(self.library.find(Path(file).stem))
            except LibraryError:
                if reading is None:
                    raise
            else:
                reading = other if reading is None or other.hash == hash else reading
        assert reading is not None
        if reading.hash != hash:
            self.notes.append(
                f"The scenario {quoted(Path(file).stem)} has changed since this round; "
                "every figure is worked out from the current file."
            )
        self.digests.append(reading.hash)
        return playable(reading)

    def read(self) -> RoundResult:
        """Return the round; raises SimulatorError, of which IllegalMove is a scenario that has changed."""
        hot_seat = "hot_seat" in self.opening.body
        plays: list[PlayResult] = []
        row = 0

        def noted() -> Iterator[Event]:
            nonlocal row
            for row, event in enumerate(self.events, 1):  # noqa: B007 - for the sentence below
                check_event(event)
                yield event

        try:
            return self._hot_seat(noted()) if hot_seat else self._hosted_result(noted(), plays)
        except IllegalMove:
            raise
        except DAMAGES:
            raise damaged(self.path, row) from None

    # A round that others joined

    def _hosted_result(self, events: Iterable[Event], plays: list[PlayResult]) -> RoundResult:
        record = ClosedRecord(self.path)
        round = HostedRound(
            self.setup, self.scenarios, record, now=lambda: 0.0, wall=lambda: self.opening.at
        )
        for event in events:
            if event.stream == ROUND and event.kind == "phase" and event.body["following"]:
                plays += self._of_seats(round)
                self.boards[round.scenario] = self._board(round)
            self._note(event, round.scenario)
            round.apply(event)
        plays += self._of_seats(round)
        self.boards[round.scenario] = self._board(round)
        seats = round.seats.values()
        return self._result(
            plays,
            [Attendee(seat.name, seat.team, seat.removed) for seat in seats],
            over=round.phase is Phase.CLOSED,
        )

    def _of_seats(self, round: HostedRound) -> Iterator[PlayResult]:
        """Yield the present plays of those who are still in the round."""
        closed = round.phase in (Phase.DEBRIEF, Phase.CLOSED)
        for seat in round.seats.values():
            if seat.local is None or seat.removed:
                continue
            key = (round.scenario, seat.id)
            origin = self._origin(key, self.names.get(seat.id) or seat.name, closed=closed)
            points = seat.standing().points - seat.points if closed and seat.acted else None
            origin = replace(
                origin,
                team=seat.team,
                factor=seat.factor,
                counts=round.counts,
                points=points,
            )
            yield self._play(round.scenario, key, seat.local, origin, closed=closed)

    def _board(self, round: HostedRound) -> tuple[Ranked, ...]:
        return tuple(
            row._replace(
                standing=row.standing._replace(
                    name=self.names.get(row.standing.seat) or row.standing.name
                )
            )
            for row in round.leaderboard.board
        )

    # A round at one terminal

    def _hot_seat(self, events: Iterable[Event]) -> RoundResult:
        variant = Variant.from_json(self.opening.body["hot_seat"])
        record = ClosedRecord(self.path)
        hot = HotSeat(
            self.setup,
            variant,
            self.scenarios,
            record,
            now=lambda: 0.0,
            wall=lambda: self.opening.at,
        )
        for event in events:
            self._note(event, 0)
            hot.apply(event)
        plays = []
        for play in hot.plays.values():
            closed = play.done or hot.closed
            key = (0, play.id)
            origin = self._origin(key, play.name, closed=closed)
            points = play.points if closed and play.acted else None
            factor = 1.0 if play.id == CLASS else hot.players[play.id].factor
            origin = replace(origin, factor=factor, points=points)
            plays.append(self._play(play.scenario, key, play.seat, origin, closed=closed))
        self.boards[0] = hot.board()
        attendees = [Attendee(player.name) for player in hot.players.values()]
        return self._result(plays, attendees, over=hot.due is None, together=variant.together)

    # Both

    def _note(self, event: Event, scenario: int) -> None:
        """Note when and how quickly a move was made."""
        if event.kind != "move":
            return
        key = (scenario, event.stream)
        self.seconds[key].append(event.body["ms"] / SECOND)
        moment = instant(event.at)
        if moment is not None:
            self.first.setdefault(key, moment)
            self.last[key] = moment

    def _origin(self, key: tuple[int, str], person: str, *, closed: bool) -> Origin:
        scenario, stream = key
        return Origin(
            key=f"{self.setup.name} {self.opening.at} {scenario + 1} {stream}",
            name=f"{self.setup.name}, {person}",
            person=person,
            mode=self.setup.mode.value,
            timed=True,
            started=self.first.get(key) or instant(self.opening.at),
            ended=self.last.get(key) if closed else None,
            seconds=sum(self.seconds.get(key, ())),
            edition=self.setup.edition,
            round=self.setup.name,
        )

    def _play(
        self,
        scenario: int,
        key: tuple[int, str],
        seat: PlaySession,
        origin: Origin,
        *,
        closed: bool,
    ) -> PlayResult:
        start, turns = seat.start, tuple(seat.turns)
        # One in which nothing was done but let time pass comes to nothing: its score would be the customer's patience alone.
        cut = closed and not seat.over and any(turn.move != SILENCE for turn in turns)
        if cut:
            start, turns = ended_play(start, turns)
        digest = self.digests[scenario]
        result = play_result(
            start,
            turns,
            origin,
            digest=digest,
            closed=cut,
            seconds=self.seconds.get(key, ()),
            reasons=self.detail.reasons,
            advice=advice_on(turns) if self.detail.advice else "",
            best=self.detail.best(start.scenario, digest) if self.detail.best else None,
            words=seat.words,
        )
        self.replays.append(Replay(scenario, result, start, turns, tuple(seat.turns)))
        return result

    def _result(
        self,
        plays: Sequence[PlayResult],
        attendees: Sequence[Attendee],
        *,
        over: bool,
        together: bool = False,
    ) -> RoundResult:
        cards = [
            card_of(self.setup.staged(scenario), hash)
            for scenario, hash in zip(self.scenarios, self.digests, strict=True)
        ]
        return RoundResult(
            clean_name(self.setup.name),
            self.path,
            instant(self.opening.at),
            self.setup.mode.value,
            together,
            over,
            tuple(cards),
            tuple(attendees),
            tuple(plays),
            tuple(self.notes),
            dict(zip(self.digests, self.scenarios, strict=True)),
        )


def instant(text: str) -> datetime | None:
    """Return the instant that a record names; None where it isn't one."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
