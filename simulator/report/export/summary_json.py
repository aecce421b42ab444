"""The summary of a report as JSON: each scenario with its class, each person. Keys are described in docs/reporting.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.report.export.values import instant_text
from simulator.report.versions import first_played, last_played

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.report.class_figures import ClassFigures, TurningScene
    from simulator.report.statistics import Share, Spread
    from simulator.report.summary import PersonSummary, ScenarioSummary
    from simulator.report.versions import ScenarioVersions


def scenario_document(item: ScenarioSummary) -> dict[str, Any]:
    """Return a version of a scenario, with what the class did in it."""
    return {
        "scenario": item.card.id,
        "title": item.card.title,
        "digest": item.card.digest or None,
        "version": item.version or None,
        "edition": item.edition,
        "plays": len(item.lines),
        "satisfaction": _spread(item.satisfaction),
        "quality": _spread(item.quality),
        "passed": share_document(item.passed),
        "endings": [{"ending": ending, **share_document(share)} for ending, share in item.endings],
        "class": None if item.figures is None else _class(item.figures),
    }


def versions_document(item: ScenarioVersions) -> dict[str, Any]:
    """Return the versions of a scenario, by number, and whether scores of each can be compared with those of the one before."""
    return {
        "scenario": item.versions[-1].card.id,
        "title": item.title,
        "versions": [
            {
                "version": version.version,
                "digest": version.card.digest or None,
                "first": instant_text(first_played(version)) or None,
                "last": instant_text(last_played(version)) or None,
                "plays": len(version.lines),
                "satisfaction": _spread(version.satisfaction),
                "quality": _spread(version.quality),
                "passed": share_document(version.passed),
            }
            for version in item.versions
        ],
        "endings": {name: _shares(item.shares_of(name)) for name in item.endings},
        "sound": {scene: _shares(item.sound_of(scene)) for scene in item.scenes},
        "slips": {name: _shares(item.slips_of(name)) for name in item.slips},
        "steps": [
            {
                "versions": [step.before, step.after],
                "scores_comparable": step.comparable,
                "changes": list(step.changes),
                "more": step.more,
            }
            for step in item.steps
        ],
    }


def person_document(item: PersonSummary) -> dict[str, Any]:
    """Return a person: attendance, and the mean of each dimension with how many plays it is of."""
    return {
        "name": item.name or None,
        "team": item.team or None,
        "rounds": item.rounds,
        "joined": item.joined,
        "plays": len(item.lines),
        "finished": sum(line.finished for line in item.lines),
        "dimensions": {name: {"mean": mean, "n": n} for name, mean, n in item.dimensions},
        "weakest": item.weakest[0] if item.weakest else None,
    }


def share_document(share: Share) -> dict[str, Any]:
    """Return a share with its interval of 95 %, from 0 to 1."""
    interval = share.interval
    return {
        "many": share.many,
        "n": share.n,
        "interval": None if interval is None else [round(end, 4) for end in interval],
    }


def _shares(shares: Sequence[Share | None]) -> list[dict[str, Any] | None]:
    return [None if share is None else share_document(share) for share in shares]


def _spread(spread: Spread | None) -> dict[str, Any] | None:
    if spread is None:
        return None
    return {
        "n": spread.n,
        "median": spread.median,
        "low": spread.low,
        "high": spread.high,
        "interval": None if spread.interval is None else list(spread.interval),
    }


def _class(figures: ClassFigures) -> dict[str, Any]:
    return {
        "n": figures.n,
        "turning_points": [_scene(scene) for scene in figures.scenes],
        "slips": {name: share_document(share) for name, share in figures.slips},
        "needs_missed": {name: share_document(share) for name, share in figures.missed},
        "principles": [
            {"number": number, **share_document(share)} for number, share in figures.principles
        ],
        "unchosen": [
            {"scene": scene, "reply": reply, "text": text}
            for scene, reply, text in figures.unchosen
        ],
    }


def _scene(scene: TurningScene) -> dict[str, Any]:
    return {
        "scene": scene.scene,
        "prompt": scene.prompt or None,
        "n": scene.n,
        "sound": share_document(scene.sound),
        "discrimination": None if scene.discrimination is None else round(scene.discrimination, 4),
        "chosen": [
            {
                "reply": item.id,
                "text": item.text,
                "count": item.many,
                "before": item.before,
                "after": item.after,
                "sound": item.sound,
                "quarters": list(item.quarters) or None,
            }
            for item in scene.chosen
        ],
    }
