"""xAPI 1.0.3: the statements of each play, for a learning record store. They are described in docs/reporting.md.

A statement is the same each time it is made, and so is its id, which comes from the play and the event: sending it twice does
no harm. A player is an account under a made-up name, never a mail address.
"""

from __future__ import annotations

import json
import uuid
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote as url_quote

from simulator.report.class_figures import is_sound
from simulator.report.export.values import NAMESPACE, play_id
from simulator.ruleset import LISTEN, SILENCE
from simulator.text import escape_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from simulator.report.results import PlayResult, TurnResult
    from simulator.report.source import ReportSource

VERSION = "1.0.3"
HOME = "https://customer-service-simulator.invalid"
"""The address under which everything of the program has its name; it leads nowhere."""
VERBS = "http://adlnet.gov/expapi/verbs"
ACTIVITIES = "http://adlnet.gov/expapi/activities"
PLATFORM = "Customer service simulator"
LANGUAGE = "en"

Statement = dict[str, Any]


class Event(NamedTuple):
    """Something that happened in a play: its verb, what tells it from others of that verb, and how far into the play it was."""

    verb: str
    name: str
    seconds: float
    about: Statement
    result: Statement | None = None


def report_xapi(source: ReportSource) -> Iterator[str]:
    """Yield all statements as one JSON list, each on a line."""
    gap = "["
    for statement in statements_of(source):
        yield f"{gap}\n{statement_text(statement)}"
        gap = ","
    yield "[]\n" if gap == "[" else "\n]\n"


def statements_of(source: ReportSource) -> Iterator[Statement]:
    """Yield the statements of every play that can be played again, in the order in which things happened."""
    for play in source.plays:
        if play.turns and play.origin.started:
            yield from play_statements(play, source.pass_mark)


def statement_text(statement: Statement) -> str:
    """Return a statement as JSON on one line."""
    return escape_json(json.dumps(statement, ensure_ascii=False))


def play_statements(play: PlayResult, pass_mark: int) -> Iterator[Statement]:
    """Yield the statements of one play."""
    registration = play_id(play)
    common = {"actor": _actor(play.origin.person), "context": _context(play, registration)}
    started = play.origin.started
    assert started is not None
    for event in _events(play, pass_mark):
        statement: Statement = {
            "id": str(uuid.uuid5(registration, f"{event.verb} {event.name}")),
            "actor": common["actor"],
            "verb": {"id": f"{VERBS}/{event.verb}", "display": {LANGUAGE: event.verb}},
            "object": event.about,
        }
        if event.result is not None:
            statement["result"] = event.result
        statement["context"] = common["context"]
        statement["timestamp"] = _moment(started, event.seconds)
        yield statement


def _events(play: PlayResult, pass_mark: int) -> Iterator[Event]:
    scenario, now = _scenario(play), 0.0
    yield Event("initialized", "", now, scenario)
    for turn in play.turns:
        now += turn.seconds or 0.0
        if turn.move != LISTEN:
            yield Event("answered", str(turn.number), now, _scene(play, turn), _answer(turn))
    score = play.score
    if score is None:
        return
    if play.finished:
        extensions = {
            f"{HOME}/extensions/ending": score.ending,
            f"{HOME}/extensions/outcome": score.outcome,
            f"{HOME}/extensions/satisfaction": score.satisfaction,
        }
        result = {"completion": True, "duration": duration_text(now), "extensions": extensions}
        yield Event("completed", "", now, scenario, result)
    passed = score.quality >= pass_mark
    judged = {
        "score": {"scaled": score.quality / 100, "raw": score.quality, "min": 0, "max": 100},
        "success": passed,
    }
    # With another pass mark it is another statement, since the same one may not say something else.
    yield Event("passed" if passed else "failed", str(pass_mark), now, scenario, judged)
    yield Event("terminated", "", now, scenario, {"duration": duration_text(now)})


def _actor(person: str) -> Statement:
    """Return a player as an account under a made-up name, which is the same for the same player."""
    name = uuid.uuid5(NAMESPACE, f"player {person.casefold()}") if person else "unnamed"
    return {"objectType": "Agent", "account": {"homePage": f"{HOME}/players", "name": str(name)}}


def _context(play: PlayResult, registration: uuid.UUID) -> Statement:
    origin, card = play.origin, play.scenario
    activities: Statement = {"parent": [{"objectType": "Activity", "id": _scenario_id(play)}]}
    if origin.round:
        name = uuid.uuid5(NAMESPACE, f"round {origin.round}")
        activities["grouping"] = [{"objectType": "Activity", "id": f"{HOME}/rounds/{name}"}]
    return {
        "registration": str(registration),
        "platform": PLATFORM,
        "contextActivities": activities,
        "extensions": {
            f"{HOME}/extensions/mode": origin.mode,
            f"{HOME}/extensions/day": card.day,
            f"{HOME}/extensions/edition": origin.edition,
            f"{HOME}/extensions/scenario-sha256": card.digest,
        },
    }


def _scenario_id(play: PlayResult) -> str:
    return f"{HOME}/scenarios/{url_quote(play.scenario.id, safe='')}"


def _scenario(play: PlayResult) -> Statement:
    return {
        "objectType": "Activity",
        "id": _scenario_id(play),
        "definition": {
            "type": f"{ACTIVITIES}/simulation",
            "name": {LANGUAGE: play.scenario.title},
        },
    }


def _scene(play: PlayResult, turn: TurnResult) -> Statement:
    """Return the scene of a move as a choice among the replies on offer."""
    definition: Statement = {
        "type": f"{ACTIVITIES}/cmi.interaction",
        "description": {LANGUAGE: turn.prompt},
        "interactionType": "choice",
    }
    if turn.offered:
        definition["choices"] = [
            {"id": item.id, "description": {LANGUAGE: item.text}} for item in turn.offered
        ]
    return {
        "objectType": "Activity",
        "id": f"{_scenario_id(play)}/scenes/{url_quote(turn.scene, safe='')}",
        "definition": definition,
    }


def _answer(turn: TurnResult) -> Statement:
    result: Statement = {}
    if turn.move != SILENCE:
        result = {"response": turn.move, "success": is_sound(turn)}
    if turn.seconds is not None:
        result["duration"] = duration_text(turn.seconds)
    return result


def duration_text(seconds: float) -> str:
    """Return a duration as ISO 8601 writes it, to the hundredth of a second: `PT61.5S`."""
    return f"PT{round(seconds, 2):.2f}".rstrip("0").rstrip(".") + "S"


def _moment(started: datetime, seconds: float) -> str:
    moment = (started + timedelta(seconds=seconds)).astimezone(UTC)
    return f"{moment.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"
