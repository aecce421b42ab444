"""The parts of a report on what was played: each scenario with its scores, turning points, mistakes and principles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.principles import PRINCIPLES
from simulator.report.export.blocks import Bar, Bars, Items, Paragraph, Part, Table
from simulator.report.export.figure_words import (
    discrimination_words,
    share_words,
    spread_words,
)
from simulator.report.words import action_words, edition_words, ending_words, quote, slip_words
from simulator.ruleset import EDITION
from simulator.text import count, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.report.class_figures import ClassFigures, TurningScene
    from simulator.report.export.blocks import Block
    from simulator.report.summary import ScenarioSummary

MAX_UNCHOSEN = 12
"""Replies that are named where no one gave them; more are counted."""
QUARTER_HEADS = ("Bottom quarter", "Second", "Third", "Top quarter")


def scenario_parts(item: ScenarioSummary) -> Iterator[Part]:
    """Yield the part of a scenario, and a part for each of its turning points."""
    yield Part(_title(item), tuple(_scores(item)))
    figures = item.figures
    if figures is None or figures.n < 2:
        return
    for at, scene in enumerate(figures.scenes, 1):
        title = f"Turning point {at} of {len(figures.scenes)}: {scene.scene}"
        yield Part(title, tuple(_scene(scene, figures)), level=3)
    if blocks := tuple(_common(figures, item.card.channel)):
        yield Part("What the conversations have in common", blocks, level=3)


def _title(item: ScenarioSummary) -> str:
    version = f", version {item.version}" if item.version else ""
    edition = "" if item.edition == EDITION else f", under {edition_words(item.edition)}"
    return f"{item.card.title}{version}{edition}"


def _scores(item: ScenarioSummary) -> Iterator[Block]:
    if item.version:
        yield Paragraph(
            f"The file differs between versions (sha256 {item.card.digest[:12]} here), so their figures are kept separate."
        )
    if item.edition != EDITION:
        yield Paragraph(
            "These are the scores as they were saved. They can't be compared with scores under the current rules."
        )
    yield Paragraph(_numbers(item))
    if not item.passed.n:
        return
    yield Items(
        (
            f"Satisfaction (−100 to 100): {spread_words(item.satisfaction)}.",
            f"Quality (0 to 100): {spread_words(item.quality)}.",
            f"Passed: {share_words(item.passed)}.",
        )
    )
    yield Bars(
        "How the conversations ended",
        item.passed.n,
        tuple(
            Bar(ending_words(ending, item.card.channel), share.many, share_words(share))
            for ending, share in item.endings
        ),
        ("Ending", "Conversations"),
    )


def _numbers(item: ScenarioSummary) -> str:
    """Return how many conversations there are, and why some have no score."""
    played = [line for line in item.lines if line.acted]
    unscored = [line for line in played if line.quality is None]
    lost = sum(bool(line.fault) for line in unscored)
    unfinished, away = len(unscored) - lost, len(item.lines) - len(played)
    told = [
        f"{many} of them {why}"
        for many, why in (
            (unfinished, "unfinished, so not scored"),
            (lost, "only partly read, so not scored"),
            (away, "without a move"),
        )
        if many
    ]
    return f"{', '.join((count(len(item.lines), 'conversation'), *told))}."


def _scene(scene: TurningScene, figures: ClassFigures) -> Iterator[Block]:
    if scene.prompt:
        yield Paragraph(f"“{quote(scene.prompt)}”", "Before it:", "quote")
    yield Paragraph(
        f"{count(scene.n, 'conversation')} came here. Good first replies (difficulty): {share_words(scene.sound)}. "
        f"Discrimination: {discrimination_words(scene, figures)}."
    )
    yield Bars(
        "First reply",
        scene.n,
        tuple(
            Bar(
                f"“{quote(item.text)}”",
                item.many,
                f"{item.many} of {scene.n}{'' if item.sound else ', a mistake'}; mood {number(item.before)} before, "
                f"{number(item.after)} after",
                marked=not item.sound,
            )
            for item in scene.chosen
        ),
        ("Reply", "Conversations"),
    )
    if any(item.quarters for item in scene.chosen):
        yield Table(
            "What each quarter of the class chose, by points (people with equal points are in the same quarter)",
            ("Reply", *QUARTER_HEADS),
            tuple((f"“{quote(item.text)}”", *map(str, item.quarters)) for item in scene.chosen),
            frozenset(range(1, 5)),
        )
    if scene.unchosen:
        yield Paragraph("Also on offer, but never chosen:")
        yield Items(tuple(f"“{quote(text)}”" for _, text in scene.unchosen))


def _common(figures: ClassFigures, channel: str) -> Iterator[Block]:
    n = figures.n
    everyone = [name for name, share in figures.slips if share.many == n]
    if everyone:
        yield Paragraph(f"Mistakes in {'both' if n == 2 else f'all {n}'} conversations:")
        yield Items(tuple(slip_words(name, channel) for name in everyone))
    if figures.slips:
        yield Table(
            "Mistakes",
            ("Mistake", "Conversations"),
            tuple((slip_words(name, channel), share_words(share)) for name, share in figures.slips),
        )
    if figures.missed:
        yield Table(
            "Needed, but missed",
            ("Skill", "Conversations"),
            tuple((action_words(name), share_words(share)) for name, share in figures.missed),
        )
    if figures.principles:
        yield Table(
            "Principles: conversations that kept to them throughout, out of those where they came up",
            ("Principle", "Kept to"),
            tuple(
                (f"{PRINCIPLES[at]} [{at}]", share_words(share)) for at, share in figures.principles
            ),
        )
    elsewhere = [
        item for item in figures.unchosen if item[0] not in {s.scene for s in figures.scenes}
    ]
    if elsewhere:
        shown = elsewhere[:MAX_UNCHOSEN]
        more = len(elsewhere) - len(shown)
        yield Paragraph("On offer in other scenes, but never chosen:")
        yield Items(
            (
                *(f"{scene}: “{quote(text)}”" for scene, _, text in shown),
                *([f"and {more} more"] if more else []),
            )
        )
