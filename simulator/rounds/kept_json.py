"""Kept rounds as JSON: the list, and one with everything in it. Its keys are a contract, described in docs/cli.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.report.export.json_form import play_document
from simulator.report.source import PASS_MARK
from simulator.rounds.class_walk import class_walk
from simulator.rounds.kept_words import played_by

if TYPE_CHECKING:
    from datetime import datetime

    from simulator.rounds.kept_rounds import KeptRound
    from simulator.rounds.round_result import WholeRound


def kept_json(item: KeptRound) -> dict[str, Any]:
    """Return a round of the list."""
    return {
        "file": str(item.path),
        "name": item.title,
        "started": _instant(item.started),
        "scenarios": list(item.scenarios),
        "people": item.people,
        "state": item.state.value,
        "hot_seat": item.hot_seat,
        "fault": item.fault or None,
    }


def whole_json(whole: WholeRound, person: str = "") -> dict[str, Any]:
    """Return a round with everything in it, or with the plays of one person alone; raises SimulatorError."""
    result = whole.result
    replays = played_by(whole, person) if person else whole.replays
    return {
        "file": str(result.path),
        "name": result.name,
        "started": _instant(result.started),
        "mode": result.mode,
        "over": result.over,
        "people": [
            {"name": item.name, "team": item.team, "removed": item.removed}
            for item in result.attendees
        ],
        "notes": list(result.notes),
        "scenarios": [_scenario(whole, at) for at in range(len(result.scenarios))],
        "plays": [
            {"number": item.scenario + 1, **play_document(item.result, PASS_MARK)}
            for item in replays
        ],
    }


def _scenario(whole: WholeRound, at: int) -> dict[str, Any]:
    card, walk = whole.result.scenarios[at], class_walk(whole.played(at))
    return {
        "number": at + 1,
        "id": card.id,
        "title": card.title,
        "day": card.day,
        "counts": whole.counts(at),
        "board": [{**row.as_json(), "team": row.standing.team} for row in whole.boards.get(at, ())],
        "turning_points": [point.as_json() for point in walk.points],
        "best_on_offer": {
            scene: {
                "reply": best.reply,
                "text": best.text,
                "gain": best.gain,
                "offered": best.offered,
                "times": best.times,
            }
            for scene, best in walk.best.items()
        },
        "mistakes": walk.words["mistakes"],
        "hardest": walk.words["hardest"],
        "principles": walk.words["principles"],
    }


def _instant(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")
