"""JSON: a report as one document, play by play. Its keys are a contract, described in docs/reporting.md."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from simulator.report.export.csv_form import play_row
from simulator.report.export.summary_json import (
    person_document,
    scenario_document,
    versions_document,
)
from simulator.report.export.values import instant_text, seconds_number
from simulator.report.summary import SummaryBuilder
from simulator.report.versions import versions_of
from simulator.report.words import reasons
from simulator.ruleset import band
from simulator.text import escape_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.engine.state import Gauges
    from simulator.report.results import PlayResult, TurnResult
    from simulator.report.source import ReportSource, RoundHead

VERSION = 1
_NOT_IN_JSON = ("format", "skills", "slips")


def report_json(source: ReportSource) -> Iterator[str]:
    """Yield the document in pieces; the plays come one after the other, so that they need not all be in memory."""
    head = {
        "report": VERSION,
        "title": source.title,
        "made": instant_text(source.made),
        "privacy": source.privacy,
        "edition": source.edition,
        "pass_mark": source.pass_mark,
        "rounds": [round_json(item) for item in source.rounds],
    }
    yield f'{_text(head)[:-1]}, "plays": ['
    gap, builder = "\n", SummaryBuilder(source)
    for play in source.plays:
        builder.add(play)
        yield gap + _text(play_document(play, source.pass_mark))
        gap = ",\n"
    summary = builder.summary()
    yield f'\n], "scenarios": {_text([scenario_document(item) for item in summary.scenarios])}'
    versions = versions_of(summary.scenarios, source.models)
    yield f',\n"versions": {_text([versions_document(item) for item in versions])}'
    yield f',\n"people": {_text([person_document(item) for item in summary.people])}'
    yield f',\n"unread": {_text(source.unread)}}}\n'


def round_json(item: RoundHead) -> dict[str, Any]:
    """Return a round as it is in the document."""
    return {
        "name": item.name,
        "started": instant_text(item.started) or None,
        "mode": item.mode,
        "together": item.together,
        "over": item.over,
        "scenarios": [
            {"id": card.id, "title": card.title, "digest": card.digest, "day": card.day}
            for card in item.scenarios
        ],
        "attendees": [{"name": name, "team": team} for name, team in item.attendees],
        "removed": item.removed,
        "notes": list(item.notes),
    }


def play_document(play: PlayResult, pass_mark: int) -> dict[str, Any]:
    """Return a play: the columns of its CSV row, then skills, slips, principles, advice and turns in full."""
    row = play_row(play, pass_mark)
    return {
        **{name: _or_none(value) for name, value in row.items() if name not in _NOT_IN_JSON},
        "skills": dict(sorted(play.skills.items())),
        "slips": dict(sorted(play.slips.items())),
        "needs": list(play.scenario.needs),
        "needs_missed": list(play.missed_needs) if play.turns else None,
        "criticals": list(play.score.criticals) if play.score else [],
        "principles": [
            {"number": number, "met": met, "missed": missed}
            for number, (met, missed) in play.principles.items()
        ],
        "advice": play.advice or None,
        "moods": list(play.moods),
        "turns": [turn_document(turn, play.scenario.channel) for turn in play.turns],
    }


def turn_document(turn: TurnResult, channel: str) -> dict[str, Any]:
    """Return a turn, with the keys of `replay --json` and more."""
    return {
        "move": turn.move,
        "scene": turn.scene,
        **_gauges(turn.after),
        "band": band(turn.after.mood),
        "next": turn.next,
        "why": reasons(turn.changes or (), channel, tags=True),
        "text": turn.words or None,
        "before": _gauges(turn.before),
        "said": [
            {"voice": line.voice.value, "text": line.text, "speaker": line.speaker or None}
            for line in turn.said
        ],
        "offered": [item.id for item in turn.offered],
        "could_listen": turn.could_listen,
        "skills": list(turn.skills),
        "slips": list(turn.slips),
        "changes": [
            {
                "gauge": item.gauge,
                "amount": item.amount,
                "cause": item.cause.value,
                "name": item.name,
            }
            for item in turn.changes or ()
        ],
        "wait": {"ticks": turn.ticks, "explained": turn.explained} if turn.ticks else None,
        "promises_made": list(turn.promised),
        "promises_kept": turn.kept,
        "promises_broken": turn.broken,
        "critical_error": turn.critical or None,
        "principles": [{"number": use.number, "met": use.met} for use in turn.principles],
        "seconds": seconds_number(turn.seconds),
        "own_words": {"text": turn.own.text or None, "found": turn.own.found.value}
        if turn.own
        else None,
    }


def _gauges(gauges: Gauges) -> dict[str, int]:
    return {**gauges._asdict(), "mood": gauges.mood}


def _or_none(value: Any) -> Any:
    return None if value == "" else value


def _text(value: Any) -> str:
    """Return a value as JSON on one line, with what can't be seen escaped."""
    return escape_json(json.dumps(value, ensure_ascii=False))
