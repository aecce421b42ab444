"""unknown-scene: something leads to, starts in, or asks about a scene that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.ruleset import RESUME
from simulator.scenario.diagnostic import Finding, Path, Severity, did_you_mean, quoted
from simulator.scenario.rules.places import day_texts, guards, links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.ERROR


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every mention of a scene that does not exist."""
    for path, name, offset in _mentions(scenario):
        if name not in scenario.scenes:
            nowhere = (
                "The file has no scenes." if not scenario.scenes else "Name a scene of this file."
            )
            yield Finding(
                "unknown-scene",
                path,
                f"There is no scene {quoted(name)}.",
                did_you_mean(name, scenario.scenes, nowhere),
                offset=offset,
            )


def _mentions(scenario: Scenario) -> Iterator[tuple[Path, str, int | None]]:
    yield ("start",), scenario.start, None
    for key in ("boils", "walks"):
        name = getattr(scenario, key)
        if name is not None:
            yield ("on", key), name, None
    for link in links(scenario):
        if link.to != RESUME:
            yield link.path, link.to, None
    for path, guard in guards(scenario):
        for reference in guard.references:
            if reference.function in ("seen", "listened", "visits"):
                yield path, reference.name, reference.offset
    for index, test in enumerate(scenario.tests):
        for expectation in test.expect:
            if expectation.figure == "scene":
                yield ("tests", index, "expect", "scene"), str(expectation.value), None
    for path, _, text in day_texts(scenario):
        yield (*path, "scene"), text.scene, None
