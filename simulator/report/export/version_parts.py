"""The part of a report that holds versions of a scenario beside each other, with whether their scores may be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.report.export.blocks import Items, Paragraph, Part, Table
from simulator.report.export.figure_words import NO_FIGURE, dates_words, share_words, spread_short
from simulator.report.words import capital, ending_words, slip_words
from simulator.text import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.report.export.blocks import Block
    from simulator.report.statistics import Share
    from simulator.report.summary import ScenarioSummary
    from simulator.report.versions import ScenarioVersions, VersionStep

MAX_SLIPS = 8
"""Mistakes in the table, those most often made in the last version first."""
OVERLAP = (
    "Intervals are in brackets; where those of two versions overlap, the difference may be chance. Even where they don't, "
    "other people may have played, or the same people with more practice."
)


def version_parts(item: ScenarioVersions) -> Iterator[Part]:
    """Yield the part of a scenario that was played in several versions."""
    yield Part(f"{item.title}: versions side by side", tuple(_blocks(item)))


def verdict_words(step: VersionStep) -> str:
    """Return whether the scores of two versions may be compared, and why not."""
    pair = f"versions {step.before} and {step.after}"
    if step.comparable is None:
        return (
            f"Whether scores of {pair} can be compared isn't known, because one of the files couldn't be read. "
            "To include an earlier one, name it with --earlier."
        )
    if step.comparable:
        return f"Only words or names have changed between {pair}, so their scores can be compared."
    return f"More than the wording has changed between {pair}, so their scores can't be compared:"


def _blocks(item: ScenarioVersions) -> Iterator[Block]:
    for step in item.steps:
        yield Paragraph(verdict_words(step), kind="plain" if step.comparable else "warning")
        if step.changes:
            more = [f"and {count(step.more, 'more change')}"] if step.more else []
            yield Items((*step.changes, *more))
    heads = ("", *(f"Version {version.version}" for version in item.versions))
    yield Table("Results by version", heads, tuple(_rows(item)))
    yield Paragraph(OVERLAP)


def _rows(item: ScenarioVersions) -> Iterator[tuple[str, ...]]:
    channel = item.versions[-1].card.channel
    yield ("File (sha256)", *(version.card.digest[:12] or NO_FIGURE for version in item.versions))
    yield (
        "Played",
        *(capital(dates_words(version.lines)) or NO_FIGURE for version in item.versions),
    )
    yield ("Conversations", *map(_conversations, item.versions))
    yield (
        "Satisfaction, median",
        *(spread_short(version.satisfaction) for version in item.versions),
    )
    yield ("Quality, median", *(spread_short(version.quality) for version in item.versions))
    yield ("Passed", *_shares([v.passed if v.passed.n else None for v in item.versions]))
    for name in item.endings:
        yield (f"Ending: {ending_words(name, channel)}", *_shares(item.shares_of(name)))
    for scene in item.scenes:
        yield (f"Good first replies in {scene}", *_shares(item.sound_of(scene)))
    for name in item.slips[:MAX_SLIPS]:
        yield (f"Mistake: {slip_words(name, channel)}", *_shares(item.slips_of(name)))


def _conversations(version: ScenarioSummary) -> str:
    people = {line.person.casefold() for line in version.lines}
    unscored = sum(line.quality is None or not line.acted for line in version.lines)
    told = [str(len(version.lines)), f"by {count(len(people), 'player')}"]
    return " ".join(told) + (f", {unscored} without a score" if unscored else "")


def _shares(shares: Sequence[Share | None]) -> Iterator[str]:
    return (NO_FIGURE if share is None else share_words(share) for share in shares)
