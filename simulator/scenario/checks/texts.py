"""Check how long the words of a scene are."""

from __future__ import annotations

import textwrap
from functools import lru_cache
from typing import TYPE_CHECKING

from simulator.scenario.checks.exclusive import most_at_once
from simulator.scenario.checks.places import guards, permanent_replies, scenario_by_day
from simulator.scenario.checks.registry import Problem, check
from simulator.scenario.diagnostic import Severity
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Part, Scenario, Scene

COLUMNS = 74
MAX_LINES = 16


@check("long-text", Severity.WARNING)
def long_text(scenario: Scenario) -> Iterator[Problem]:
    """Find every scene whose words and replies need more lines than a small terminal has, on some day."""
    days = list(scenario_by_day(scenario))
    for scene in scenario.scenes.values():
        different = {id(found): found for day in days for found in (day.scenes[scene.name],)}
        if all(map(_surely_fits, different.values())):
            continue
        needed = max(map(lines_of_scene, different.values()))
        if needed > MAX_LINES:
            yield Problem(
                ("scenes", scene.name),
                f"The words and replies in the scene {quoted(scene.name)} need {needed} lines of {COLUMNS} "
                f"columns, but only {MAX_LINES} fit on a small terminal.",
                "Shorten them, or split the scene in two.",
                at_key=True,
            )


def lines_of_scene(scene: Scene) -> int:
    """Return how many lines the longest words of a scene need, together with the replies that may be offered at once."""
    spoken = [scene.says, *(variant.says for variant in scene.variants)]
    words = max(sum(lines(_for_display(part)) for part in parts) for parts in spoken)
    replies = permanent_replies(scene)
    needed = words + sum(lines(reply.text) for reply in replies)
    if needed <= MAX_LINES:
        return needed
    return words + most_at_once(replies, lambda reply: lines(reply.text))


def _surely_fits(scene: Scene) -> bool:
    """Return whether the words and replies of a scene fit even if lines break as badly as they can; breaking them is slow."""
    spoken = [scene.says, *(variant.says for variant in scene.variants)]
    words = max(sum(_lines_at_most(_for_display(part)) for part in parts) for parts in spoken)
    return (
        words + sum(_lines_at_most(reply.text) for reply in permanent_replies(scene)) <= MAX_LINES
    )


def _lines_at_most(text: str) -> int:
    """Return how many lines a text needs at most: each but the last has less room left than the longest word and a blank."""
    most = 0
    for line in text.split("\n"):
        words = line.split()
        longest = max(map(len, words), default=0)
        if len(line) <= COLUMNS:
            most += 1
        elif longest >= COLUMNS or " ".join(words) != line:
            most += len(
                line
            )  # a column each, since tabs and rows of blanks break in ways of their own
        else:
            most += -(-len(line) // (COLUMNS + 1 - longest))
    return most


def _for_display(part: Part) -> str:
    return f"{part.speaker}: {part.text}" if part.speaker else part.text


def lines(text: str) -> int:
    """Return how many lines a text needs."""
    return sum(_count_rows(line) for line in text.split("\n"))


@lru_cache(maxsize=1024)
def _count_rows(line: str) -> int:
    """Return how many rows a line needs; a reply's is asked for several times, by day and with others at once."""
    return 1 if len(line) <= COLUMNS else len(textwrap.wrap(line, COLUMNS)) or 1


@check("short-variant", Severity.WARNING)
def short_variant(scenario: Scenario) -> Iterator[Problem]:
    """Find every variant with fewer parts than a scene that some guard says listened of: hearing it out doesn't count."""
    named = {
        reference.name
        for _, guard in guards(scenario)
        for reference in guard.references
        if reference.function == "listened"
    }
    for scene in scenario.scenes.values():
        for index, variant in enumerate(scene.variants):
            if scene.name in named and len(variant.says) < len(scene.says):
                yield Problem(
                    ("scenes", scene.name, "variants", index),
                    "This variant has fewer parts than its scene, so hearing it out doesn't count "
                    f"for listened('{scene.name}').",
                    "Set a flag on the part that matters, and check that flag instead.",
                )


@check("silent-variant", Severity.WARNING)
def silent_variant(scenario: Scenario) -> Iterator[Problem]:
    """Find every variant without words in a scene with words: while it holds, the customer says nothing."""
    for scene in scenario.scenes.values():
        for index, variant in enumerate(scene.variants):
            if scene.says and not variant.says:
                yield Problem(
                    ("scenes", scene.name, "variants", index),
                    f"While this variant holds, nothing is said: the words of the scene {quoted(scene.name)} aren't used.",
                    'Add says = "…" to it. If they are meant to be silent, accept the warning.',
                )
