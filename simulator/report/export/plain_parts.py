"""What a report on many conversations says first: what mattered most in each scenario, in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.report.export.blocks import Items, Paragraph, Part
from simulator.report.words import (
    CRITICAL_WORDS,
    action_words,
    ending_words,
    quote,
    slip_words,
)
from simulator.text import count, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.report.class_figures import ClassFigures, TurningScene
    from simulator.report.summary import ScenarioSummary

IN_SHORT = "In short"
FEW = 3
"""A turning point counts as the hardest only if at least a third of the plays came to it."""


def plain_parts(scenarios: Sequence[ScenarioSummary]) -> Iterator[Part]:
    """Yield what mattered most in each scenario that several conversations were of."""
    several = [item for item in scenarios if item.figures and item.figures.n > 1]
    if several:
        yield Part(IN_SHORT, (Paragraph("What the figures below mean is explained at the end."),))
    for item in several:
        title = f"{item.card.title}{f', version {item.version}' if item.version else ''}"
        yield Part(f"{title}, in short", (Items(tuple(_sentences(item))),), level=3)


def _sentences(item: ScenarioSummary) -> Iterator[str]:
    figures, channel = item.figures, item.card.channel
    assert figures is not None
    if item.passed.n:
        ending, share = item.endings[0]
        yield (
            f"{item.passed.many} of {item.passed.n} passed. The most frequent ending was "
            f"“{ending_words(ending, channel)}” ({share.many} of {item.passed.n})."
        )
    if scene := _hardest(figures):
        good, given = scene.sound.many, scene.chosen[0]
        yield (
            f"The hardest moment came after “{quote(scene.prompt)}”. {good} of {scene.n} gave a reply without a mistake there; "
            f"most often they said “{quote(given.text)}”."
        )
    if figures.slips:
        name, share = figures.slips[0]
        where = f"in {share.many} of {figures.n} conversations"
        yield f"The most frequent mistake: {where} the trainee {slip_words(name, channel)}."
    if figures.missed:
        name, share = figures.missed[0]
        yield f"What was missing most often: {action_words(name)} ({share.many} of {figures.n})."
    if erred := [line for line in item.lines if line.criticals]:
        kinds = dict.fromkeys(kind for line in erred for kind in line.criticals)
        yield (
            f"A critical error was made in {count(len(erred), 'conversation')}: something that "
            f"{listed([CRITICAL_WORDS[kind] for kind in kinds])}. It sets the quality to 0."
        )


def _hardest(figures: ClassFigures) -> TurningScene | None:
    """Return the turning point with the fewest good replies, of those that enough of the class came to."""
    met = [scene for scene in figures.scenes if scene.prompt and scene.n * FEW >= figures.n]
    return min(met, key=lambda scene: (scene.sound.many / scene.n, -scene.n), default=None)
