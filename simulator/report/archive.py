"""A play of an earlier edition of the rules, to be read: its scores as they were kept, and what the trainee did.

Nothing is worked out again, because today's rules would come to something else. What customers said is left out: the words
depended on gauges that can't be worked out any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.channel_words import words_of
from simulator.report.sections import Entry, Section
from simulator.report.words import dimension_words, ending_words
from simulator.ruleset import LISTEN, SILENCE
from simulator.text import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.records.history_rows import Figures, Play
    from simulator.records.record import Entry as RecordedMove
    from simulator.records.record import Record
    from simulator.scenario.model import Scenario


def archive_sections(
    record: Record, scenario: Scenario | None, row: Play | None
) -> tuple[Section, ...]:
    """Return how it ended with the scores of its row, and its moves; `scenario` is its file as it is now, if it is there."""
    title = scenario.title if scenario else record.header.scenario
    channel = scenario.channel if scenario else ""
    figures = row.figures if row and row.edition == record.edition else None
    moves = [Entry(_words(entry, scenario), f"{at}.") for at, entry in enumerate(record.entries, 1)]
    return (
        Section(title, tuple(_scores(record, figures, channel))),
        Section("Move by move", tuple(moves) or (Entry("You made no moves."),)),
    )


def _scores(record: Record, figures: Figures | None, channel: str) -> Iterator[Entry]:
    if record.ended:
        yield Entry(f"The ending: {ending_words(record.ended, channel)}.")
    if figures is None or figures.satisfaction is None or figures.qa is None:
        yield Entry("Its scores weren't saved.")
        return
    yield Entry(
        f"Satisfaction {number(figures.satisfaction)}, on a scale of {number(-100)} to 100. Quality {figures.qa} out of 100. "
        f"Mood {number(figures.mood_start or 0)} at the start, {number(figures.mood_end or 0)} at the end."
    )
    for name, value in figures.dimensions:
        yield Entry(f"{dimension_words(name)} {value}", "-", "moment")


def _words(entry: RecordedMove, scenario: Scenario | None) -> str:
    """Return a move in words; a reply that is no longer in its scenario by its name alone."""
    words = words_of(scenario.channel if scenario else "")
    if entry.move == LISTEN:
        return f"You {words.listened}."
    if entry.move == SILENCE:
        return f"You {words.silent}."
    scene = scenario.scenes.get(entry.scene or "") if scenario else None
    reply = scene.reply(entry.move) if scene else None
    return f"You: “{reply.text}”" if reply else f"You gave the reply {entry.move}."
