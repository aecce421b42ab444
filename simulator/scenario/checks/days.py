"""Check what each day changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.checks.places import original_words, texts_of_days
from simulator.scenario.checks.registry import Problem, check
from simulator.scenario.diagnostic import Severity
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario


@check("duplicate-day", Severity.ERROR)
def duplicate_day(scenario: Scenario) -> Iterator[Problem]:
    """Find every later day with the name of an earlier one."""
    first: dict[str, int] = {}
    for index, day in enumerate(scenario.days):
        if day.name.strip() and day.name in first:
            yield Problem(
                ("days", index, "name"),
                f"There is already a day {quoted(day.name)} (day number {first[day.name] + 1}).",
                "Give each day a different name.",
            )
        first.setdefault(day.name, index)


@check("day-without-change", Severity.WARNING)
def day_without_change(scenario: Scenario) -> Iterator[Problem]:
    """Find every day that changes nothing, and every text of a day that equals the one it replaces."""
    for index, day in enumerate(scenario.days):
        if not (day.customer or day.sets or day.texts):
            yield Problem(
                ("days", index),
                f"The day {quoted(day.name)} is the same as the first.",
                "Add customer, sets or texts to it, or delete it.",
                at_key=True,
            )
    for path, _, text in texts_of_days(scenario):
        if original_words(scenario, text) == text.text:
            yield Problem(
                path,
                f"This text is the same as the one the scene {quoted(text.scene)} already has.",
                "Use different words, or delete it.",
            )


@check("replaced-twice", Severity.ERROR)
def replaced_twice(scenario: Scenario) -> Iterator[Problem]:
    """Find every later text of a day for words that it replaces already."""
    seen = set()
    for path, day, text in texts_of_days(scenario):
        if original_words(scenario, text) is None:
            continue
        words = (path[1], text.scene, text.part, text.reply)
        if words in seen:
            yield Problem(
                path,
                f"The day {quoted(day.name)} already replaces these words of {quoted(text.scene)}.",
                "Delete one of the two texts.",
            )
        seen.add(words)


@check("unknown-part", Severity.ERROR)
def unknown_part(scenario: Scenario) -> Iterator[Problem]:
    """Find every text of a day for a part that doesn't exist."""
    for path, _, text in texts_of_days(scenario):
        scene = scenario.scenes.get(text.scene)
        if scene is None or text.part is None or text.part < len(scene.says):
            continue
        parts = len(scene.says)
        message = f"The scene {quoted(scene.name)} has no part {text.part + 1}."
        hint = f"It has {parts} {'part' if parts == 1 else 'parts'}, counted from 1."
        if not parts:
            message = (
                f"The scene {quoted(scene.name)} has no says, so no part of it can be replaced."
            )
            hint = "Replace its narration or a reply."
        if scene.variants:
            hint += " Its variants have the same words on every day."
        yield Problem((*path, "part"), message, hint)
