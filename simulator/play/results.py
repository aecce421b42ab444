"""Saved plays as results: each played again on its scenario, or, under an earlier edition of the rules, as it was saved.

One save that can't be read, or that no longer fits its scenario, never hides the others: its result says why.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from simulator.engine.conversation import Conversation
from simulator.engine.machine import ScenarioMachine
from simulator.errors import SimulatorError
from simulator.play.days import NoSuchDay, on_day
from simulator.records.history_rows import key_of
from simulator.report.advice import advice_on
from simulator.report.result_of_play import play_result
from simulator.report.results import PLAIN, Detail, Origin, PlayResult, ScenarioCard, Score
from simulator.report.trails import retrace
from simulator.report.words import edition_words
from simulator.ruleset import EDITION
from simulator.scenario.library import is_file, load
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulator.engine.conversation import Turn
    from simulator.own_words.flow import OwnWords
    from simulator.records.history_rows import Play
    from simulator.records.record import Record
    from simulator.scenario.library import Library
    from simulator.scenario.model import Scenario
    from simulator.scenario.parse import Reading

SECOND = 1000
MACHINES = 64
"""Scenarios kept ready at once."""


class Replayed(NamedTuple):
    """A saved play as a result, with its turns and the words typed for them; none where it could not be played again."""

    result: PlayResult
    start: Conversation | None = None
    turns: tuple[Turn, ...] = ()
    words: Mapping[int, OwnWords] = MappingProxyType({})


class _Found(NamedTuple):
    """A scenario on its day, ready to be played, and the sha256 of its file; without a machine, why not."""

    machine: ScenarioMachine | None
    digest: str
    fault: str = ""


class PlayReader:
    """Reads saved plays as results."""

    def __init__(
        self,
        library: Library,
        rows: Mapping[str, Play],
        detail: Detail = PLAIN,
        earlier: Sequence[Reading] = (),
    ) -> None:
        """Prepare to read.

        Args:
            library: Where scenarios are looked for.
            rows: The history by key.
            detail: How much is worked out.
            earlier: Versions that plays are scored by if they were made on them; `models` are all that were read, by sha256.
        """
        self._library, self._rows, self._detail = library, rows, detail
        self._earlier = {reading.hash: reading for reading in earlier}
        self.models: dict[str, Scenario] = {}
        self._find = lru_cache(maxsize=MACHINES)(self._find_file)

    def read(self, record: Record, *, advice: bool = True) -> PlayResult:
        """Return the result of a save, with advice if that is wanted here and asked for in the first place."""
        return self.replay(record, advice=advice).result

    def replay(self, record: Record, *, advice: bool = True) -> Replayed:
        """Return the result of a save with its turns."""
        header, origin = record.header, origin_of(record)
        if record.edition < EDITION and record.ended is not None:
            return Replayed(self._archived_result(record, origin))
        found = self._find(header.path, header.scenario, header.day, header.hash)
        if found.machine is None:
            return Replayed(_result_of_save(record, replace(origin, fault=found.fault)))
        start = Conversation.begin(found.machine)
        turns, broken_at = retrace(found.machine, record.entries)
        if broken_at is not None:
            move = f"move {broken_at + 1} of {len(record.entries)}"
            fault = f"The scenario has since changed: {move} no longer applies."
            origin = replace(origin, fault=fault)
        elif found.digest != header.hash:
            fault = "The scenario has changed since then; every figure is worked out from the current file."
            origin = replace(origin, fault=fault)
        result = play_result(
            start,
            turns,
            origin,
            digest=found.digest,
            seconds=[entry.ms / SECOND for entry in record.entries],
            reasons=self._detail.reasons,
            advice=advice_on(turns) if advice and self._detail.advice else "",
            best=self._detail.best(start.scenario, found.digest) if self._detail.best else None,
            words=record.words,
        )
        return Replayed(result, start, turns, record.words)

    def customers(self, record: Record, *, advice: bool = True) -> list[PlayResult]:
        """Return the results of a saved shift: one for each customer, as if each were a save."""
        from simulator.play.shift_records import saved_customers

        try:
            customers = saved_customers(record, self._library)
        except SimulatorError:
            fault = "The shift is no longer there, or has errors now, so it can't be played again."
            return [_result_of_save(record, replace(origin_of(record), fault=fault))]
        return [
            play_result(
                each.seat.start,
                each.seat.turns,
                replace(origin_of(each.record), fault=each.fault),
                digest=each.digest,
                seconds=[entry.ms / SECOND for entry in each.record.entries],
                reasons=self._detail.reasons,
                advice=advice_on(each.seat.turns) if advice and self._detail.advice else "",
                best=None,  # that of the scenario alone isn't the best with what slips out
            )
            for each in customers
        ]

    def _find_file(self, path: str | None, id: str, day: str, hash: str) -> _Found:
        """Return the very file that was played if it is among the earlier ones, else the one that is there now."""
        try:
            there = path is not None and is_file(Path(path))
            reading = self._earlier.get(hash) or load(
                Path(path or "") if there else self._library.find(id)
            )
        except SimulatorError:
            return _Found(
                None,
                "",
                f"The scenario {quoted(id)} isn't there any more; add its folder with --library.",
            )
        if reading.scenario is None:
            fault = f"The scenario {quoted(id)} has errors now, so this can't be played again."
            return _Found(None, "", fault)
        scenario = replace(
            reading.scenario, id=id
        )  # an earlier version may be in a file of another name
        self.models[reading.hash] = scenario
        try:
            return _Found(ScenarioMachine(on_day(scenario, day)), reading.hash)
        except NoSuchDay:
            fault = f"The scenario no longer has the day {quoted(day)}."
            return _Found(None, reading.hash, fault)

    def _archived_result(self, record: Record, origin: Origin) -> PlayResult:
        """Return a play of an earlier edition of the rules: its figures as the history has them, nothing worked out again."""
        row = self._rows.get(key_of(record))
        words = edition_words(record.edition)
        play = _result_of_save(
            record, replace(origin, fault=f"Played under {words}; its scores weren't saved.")
        )
        figures = row.figures if row and row.edition == record.edition else None
        if figures is None or figures.satisfaction is None or figures.qa is None:
            return play
        score = Score(
            figures.ending or "",
            figures.outcome or "",
            "",
            figures.satisfaction,
            figures.qa,
            MappingProxyType(dict(figures.dimensions)),
        )
        known = figures.mood_start is not None and figures.mood_end is not None
        return replace(
            play,
            origin=replace(
                origin, fault=f"Played under {words}; its scores are as they were saved."
            ),
            moods=(figures.mood_start or 0, figures.mood_end or 0) if known else (),
            score=score,
            finished=True,
        )


def origin_of(record: Record) -> Origin:
    """Return who played a save, when and how."""
    header = record.header
    return Origin(
        key=key_of(record),
        name=record.name,
        person=header.person or "",
        mode=header.mode.value,
        timed=header.timed,
        started=header.started,
        ended=record.updated if record.ended is not None else None,
        seconds=record.elapsed / SECOND,
        given=header.given,
        edition=record.edition,
    )


def _result_of_save(record: Record, origin: Origin) -> PlayResult:
    """Return a play that is only known by its save."""
    header = record.header
    card = ScenarioCard(header.scenario, header.scenario, digest=header.hash, day=header.day)
    return PlayResult(card, origin, (), (), moves=len(record.entries))
