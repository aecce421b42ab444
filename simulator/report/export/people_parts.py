"""The parts of a report on people: attendance, every conversation, areas of quality, turning points, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.report.export.blocks import Bar, Bars, Items, MoodCurve, Paragraph, Part, Table
from simulator.report.export.figure_words import (
    NO_FIGURE,
    cell,
    mood_moved,
    passed_words,
    scenario_words,
    when_words,
)
from simulator.report.export.values import date_text, duration_words
from simulator.report.words import action_words, capital, dimension_words, ending_words
from simulator.ruleset import DIMENSIONS
from simulator.text import count, listed, with_stop

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.report.export.blocks import Block
    from simulator.report.summary import PersonSummary, PlayLine

NO_NAME = "No name given"
MAX_ASKED = 3
"""Skills that are named as what to do next."""
HEADS = (
    "Date (UTC)",
    "Scenario",
    "Mode",
    "Ending",
    "Satisfaction",
    "Quality",
    "Passed",
    "Time",
)


def person_part(person: PersonSummary) -> Part:
    """Return the part of one person."""
    return Part(person.name or NO_NAME, tuple(_blocks(person)), level=3)


def plays_table(lines: Sequence[PlayLine], caption: str) -> Table:
    """Return the conversations of one person as a table."""
    return Table(caption, HEADS, tuple(map(_row, lines)), frozenset({4, 5}))


def named_table(lines: Sequence[PlayLine], caption: str) -> Table:
    """Return conversations as a table with a row for each person and date, in the order that they come in."""
    heads = ("Person", "Date", "Round", "Scenario", "Ending", "Satisfaction", "Quality", "Passed")
    rows = [
        (
            line.person or NO_NAME,
            date_text(line.started) or NO_FIGURE,
            line.round or NO_FIGURE,
            scenario_words(line),
            _ending(line),
            cell(line.satisfaction),
            cell(line.quality),
            passed_words(line.passed),
        )
        for line in lines
    ]
    return Table(caption, heads, tuple(rows), frozenset({5, 6}))


def _row(line: PlayLine) -> tuple[str, ...]:
    return (
        when_words(line.started),
        scenario_words(line),
        line.mode if line.counts else f"{line.mode}, doesn't count",
        _ending(line),
        cell(line.satisfaction),
        cell(line.quality),
        passed_words(line.passed),
        duration_words(line.seconds) or NO_FIGURE,
    )


def _ending(line: PlayLine) -> str:
    if not line.acted:
        return "no moves made"
    if line.ending:
        return ending_words(line.ending, line.scenario.channel)
    return f"not finished, {count(line.moves, 'move')}"


def _blocks(person: PersonSummary) -> Iterator[Block]:
    yield Paragraph(_attendance(person))
    if person.lines:
        yield plays_table(person.lines, "Conversations")
    for fault in dict.fromkeys(line.fault for line in person.lines if line.fault):
        yield Paragraph(fault, kind="note")
    if person.dimensions:
        lowest = min(mean for _, mean, _ in person.dimensions)
        yield Bars(
            "Areas of quality, on average (0 to 100)",
            100,
            tuple(
                Bar(
                    dimension_words(name),
                    mean,
                    f"{mean} ({count(n, 'conversation')})",
                    marked=mean == lowest,
                )
                for name, mean, n in person.dimensions
            ),
            ("Area", "Mean"),
        )
    for line in person.lines:
        if len(line.moods) > 2:
            yield from _curve(line)
    yield Paragraph(next_words(person), "What to do next:")
    last = person.lines[-1] if person.lines else None
    if last and last.advice:
        yield Paragraph(last.advice, "From the last conversation:", "note")


def _attendance(person: PersonSummary) -> str:
    told = []
    if person.rounds:
        told.append(f"Joined {person.joined} of {count(person.rounds, 'round')}.")
    if person.team:
        told.append(f"Team {person.team}.")
    acted = sum(line.acted for line in person.lines)
    finished = sum(line.finished for line in person.lines)
    told.append(f"Took part in {count(acted, 'conversation')} and finished {finished}.")
    return " ".join(told)


def _curve(line: PlayLine) -> Iterator[Block]:
    yield MoodCurve(
        f"Mood in {scenario_words(line)}, {when_words(line.started)}", line.moods, small=True
    )
    if line.turning:
        yield Items(
            tuple(
                f"Move {move.number}: {mood_moved(move.change, move.mood)}: {_with_stop(move.words)}"
                for move in line.turning
            )
        )


def _with_stop(words: str) -> str:
    """Return what was done with a full stop; none after a quotation that has one, or breaks off."""
    quotation = words.endswith("”")
    return words if quotation and words[:-1].endswith((".", "!", "?", "…")) else with_stop(words)


def next_words(person: PersonSummary) -> str:
    """Return what a person should work on: their weakest area, or all that are equally weak, with what to do there."""
    if person.weakest is None:
        return "Finish a conversation first."
    lowest, mean = person.lowest, person.weakest[1]
    if mean == 100:
        return "Every area is at 100. Try a harder customer."
    names = [name for name, _, _ in lowest]
    skills = {skill for item in DIMENSIONS if item.name in names for skill in item.skills}
    missed = [skill for line in person.scored for skill in line.missed if skill in skills]
    asked = [action_words(skill) for skill in dict.fromkeys(missed)][:MAX_ASKED]
    todo = f" Take the next chance to {listed(asked)}." if asked else ""
    areas = capital(listed([dimension_words(name) for name in names]))
    have = "has" if len(names) == 1 else "have"
    plays = sorted({n for _, _, n in lowest})
    of = (
        f"{plays[0]} to {plays[-1]} conversations"
        if len(plays) > 1
        else count(plays[0], "conversation")
    )
    return f"{areas} {have} the lowest average ({mean} out of 100, {of}).{todo}"
