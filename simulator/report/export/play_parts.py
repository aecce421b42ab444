"""The parts of a report on one conversation: what it came to, the mood, the transcript, and its debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.engine.lines import Voice
from simulator.report.curve import curve_sentences, curve_through
from simulator.report.export.blocks import Bar, Bars, MoodCurve, Paragraph, Part, Table
from simulator.report.export.figure_words import cell, passed_words, when_words
from simulator.report.export.values import duration_words
from simulator.report.source import has_passed
from simulator.report.words import day_words, dimension_words, ending_words
from simulator.ruleset import DIMENSIONS
from simulator.text import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.engine.lines import Line
    from simulator.own_words.flow import OwnWords
    from simulator.report.export.blocks import Block
    from simulator.report.results import PlayResult
    from simulator.report.sections import Section
    from simulator.report.source import ReportSource

YOU, TYPED = "Trainee", "Trainee, in their own words"
SHORT = 12
"""Digits of a sha256 that tell one version from another well enough for people."""


def play_parts(play: PlayResult, source: ReportSource) -> Iterator[Part]:
    """Yield the parts of one conversation."""
    opening = [item for item in source.debrief if item.opening]
    yield from (Part(item.title, tuple(_entries(item))) for item in opening)
    yield Part("The conversation", tuple(_facts(play, source.pass_mark)))
    if len(play.moods) > 1:
        curve = curve_through(play.moods)
        told = [Paragraph(sentence) for sentence in curve_sentences(curve)]
        yield Part("The mood, move by move", (MoodCurve("Mood", play.moods), *told))
    if play.score and play.score.dimensions:
        yield Part("Areas of quality", (_profile(play),))
    if play.turns:
        yield Part("Transcript", tuple(_transcript(play)))
    for item in source.debrief:
        if not (item.plotted or item.opening):
            yield Part(item.title, tuple(_entries(item)))


def _facts(play: PlayResult, pass_mark: int) -> Iterator[Block]:
    origin, card, score = play.origin, play.scenario, play.score
    moods = (
        f"{number(play.moods[0])} at the start, {number(play.moods[-1])} at the end"
        if play.moods
        else ""
    )
    rows = [
        ("Trainee", origin.person or "no name given"),
        ("Scenario", f"{card.title} ({card.id})"),
        ("Day", day_words(card.day)),
        ("Mode", origin.mode),
        ("Started", f"{when_words(origin.started)} UTC"),
        ("Time", duration_words(origin.seconds)),
        ("Moves", str(play.moves)),
        ("Ending", ending_words(score.ending, card.channel) if score else "not finished"),
        ("Satisfaction, −100 to 100", cell(score.satisfaction if score else None)),
        ("Quality, 0 to 100", cell(score.quality if score else None)),
        ("Passed", passed_words(has_passed(play, pass_mark))),
        ("Mood, −100 to 100", moods),
        ("Best possible satisfaction", "" if play.best is None else number(play.best)),
        ("Edition of the rules", str(origin.edition)),
        ("Scenario file", f"sha256 {card.digest[:SHORT]}" if card.digest else ""),
    ]
    yield Table("About this conversation", ("What", "Value"), tuple(row for row in rows if row[1]))
    if origin.fault:
        yield Paragraph(origin.fault, kind="note")


def _profile(play: PlayResult) -> Bars:
    assert play.score is not None
    values = play.score.dimensions
    return Bars(
        "Areas of quality (0 to 100)",
        100,
        tuple(
            Bar(dimension_words(item.name), values[item.name], str(values[item.name]))
            for item in DIMENSIONS
            if item.name in values
        ),
        ("Area", "Score"),
    )


def _transcript(play: PlayResult) -> Iterator[Block]:
    lines: list[tuple[Line, OwnWords | None]] = [(line, None) for line in play.opening]
    lines += [(line, turn.own) for turn in play.turns for line in turn.said]
    for line, own in lines:
        if line.voice is Voice.YOU:
            if own and own.text:
                yield Paragraph(own.text, f"{TYPED}:", "you")
            yield Paragraph(line.text, f"{YOU}:", "you")
        elif line.voice is Voice.CUSTOMER:
            yield Paragraph(line.text, f"{line.speaker or play.scenario.customer}:", "quote")
        else:
            yield Paragraph(line.text, kind="note")


def _entries(item: Section) -> Iterator[Block]:
    for entry in item.entries:
        yield Paragraph(entry.text, entry.lead, "note" if entry.kind == "note" else "plain")
