"""A whole report as blocks: one conversation in full, or a summary of many. Text and pages are made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.report.export.blocks import Document, Items, Paragraph, Part
from simulator.report.export.class_parts import scenario_parts
from simulator.report.export.figure_words import (
    HOW_SCENES_ARE_READ,
    HOW_TO_READ,
    dates_words,
    when_words,
)
from simulator.report.export.people_parts import named_table, person_part
from simulator.report.export.plain_parts import plain_parts
from simulator.report.export.play_parts import play_parts
from simulator.report.export.version_parts import version_parts
from simulator.report.summary import summary_of
from simulator.report.versions import versions_of
from simulator.report.words import capital
from simulator.text import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.report.export.blocks import Block
    from simulator.report.source import ReportSource, RoundHead
    from simulator.report.summary import Summary

MAX_LISTED = 400
"""Conversations in the table of all; with more, each is in its person's table alone."""


def report_document(source: ReportSource) -> Document:
    """Return a report as blocks; goes through the plays."""
    if source.debrief:
        (play,) = source.plays
        head = (*_head(source), *_unread(source))
        return Document(source.title, head, tuple(play_parts(play, source)))
    summary = summary_of(source)
    head = (*_head(source), Paragraph(_size(summary)), *_unread(source))
    return Document(source.title, head, tuple(_parts(source, summary)))


def _head(source: ReportSource) -> Iterator[Block]:
    yield Paragraph(source.privacy, kind="warning")
    yield Paragraph(
        f"Made {when_words(source.made)} UTC, under edition {source.edition} of the rules. "
        f"The pass mark is {source.pass_mark} for quality."
    )


def _unread(source: ReportSource) -> Iterator[Block]:
    if source.unread:
        yield Paragraph(f"{count(len(source.unread), 'file')} couldn't be read:", kind="warning")
        yield Items(tuple(source.unread))


def _size(summary: Summary) -> str:
    people = sum(bool(person.lines) for person in summary.people)
    scenarios = len({item.card.id for item in summary.scenarios})
    dates = dates_words(summary.lines)
    if not summary.lines:
        return "There are no conversations in it."
    found = (
        f"{count(len(summary.lines), 'conversation')} by {count(people, 'player')} in "
        f"{count(scenarios, 'scenario')}{f', {dates}' if dates else ''}."
    )
    return capital(found)


def _parts(source: ReportSource, summary: Summary) -> Iterator[Part]:
    for item in source.rounds:
        yield _round(item, summary)
    alone = len(summary.people) == 1
    if alone:  # what is about the one person comes before what is about scenarios
        yield from _people(summary)
    short = tuple(plain_parts(summary.scenarios))
    yield from short
    for versions in versions_of(summary.scenarios, source.models):
        yield from version_parts(versions)
    for scenario in summary.scenarios:
        yield from scenario_parts(scenario)
    if not alone:
        yield from _people(summary)
    if len(summary.people) > 1 and 1 < len(summary.lines) <= MAX_LISTED:
        ordered = [line for person in summary.people for line in person.lines]
        table = named_table(ordered, "Every conversation, by person and date")
        yield Part("All conversations", (table,))
    if short:
        yield Part(
            "How to read the figures", (Paragraph(HOW_TO_READ), Paragraph(HOW_SCENES_ARE_READ))
        )


def _people(summary: Summary) -> Iterator[Part]:
    if summary.people:
        yield Part("Each person" if len(summary.people) > 1 else "The player", ())
    for person in summary.people:
        yield person_part(person)


def _round(item: RoundHead, summary: Summary) -> Part:
    lines = [line for line in summary.lines if line.round == item.name]
    joined, removed = people_words(len(item.attendees)), item.removed
    told = [f"{when_words(item.started)}, mode {item.mode}."]
    told += ["They all shared one conversation."] if item.together else []
    told += [f"{capital(joined)} joined{f'; {people_words(removed)} removed' if removed else ''}."]
    told += [] if item.over else ["It isn't over yet."]
    blocks: list[Block] = [Paragraph(" ".join(told))]
    played = []
    for card in item.scenarios:
        here = [line for line in lines if line.scenario.id == card.id]
        acted, finished = sum(line.acted for line in here), sum(line.finished for line in here)
        played.append(
            f"{card.title}: {acted} of {len(item.attendees)} took part and {finished} finished."
        )
    blocks.append(Items(tuple(played)))
    blocks += [Paragraph(note, kind="note") for note in item.notes]
    return Part(f"Round: {item.name}", tuple(blocks))


def people_words(many: int) -> str:
    """Return how many people: `no one`, `1 person`, `12 people`."""
    return {0: "no one", 1: "1 person"}.get(many, f"{many} people")
