"""The column beside the first page of a debrief on a wide screen: the mood, the customer before and after, the dimensions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.report.mood_line import MoodLine, legend
from simulator.report.words import capital
from simulator.ruleset import DIMENSIONS
from simulator.text import count, number
from simulator.tui.widgets.paragraphs import DRAWING, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.report.debrief import Debrief

CELLS = 10
"""Cells of a dimension's bar."""
BAR, HALF, REST = "━", "╸", "─"


def mood_texts(debrief: Debrief, drawn: Sequence[str]) -> list[Paragraph]:
    """Return the mood as it is drawn, under its heading, and what its signs are."""
    name = debrief.last.scenario.customer.name
    line = MoodLine(debrief.curve.moods, last=debrief.past.moods)
    told = [Paragraph(f"How {name} felt, move by move", "heading")]
    if debrief.turns:
        told += [Paragraph("\n".join(("", *drawn, "")), DRAWING)]
        told += [
            Paragraph(text, "muted")
            for text in legend(line, debrief.past.date_words).split("     ")
        ]
    return told


def customer_texts(debrief: Debrief) -> list[Paragraph]:
    """Return how the customer came and left, and what became of promises."""
    start, last, play = debrief.start.state, debrief.last.state, debrief.play
    came = f"{capital(start.band)} at the start ({number(start.mood)}), {last.band} at the end ({number(last.mood)})."
    told = [Paragraph(came)]
    if play.promised:
        kept = f"{count(play.promised, 'promise')}, {play.kept} kept"
        told.append(Paragraph(f"{kept}{f', {play.broken} broken' if play.broken else ''}."))
    return told


def score_texts(debrief: Debrief, *, ascii_only: bool) -> list[Paragraph]:
    """Return the dimensions that were called for, each with its bar and figure."""
    values = debrief.result.dimensions
    full, half, rest = ("=", "=", "-") if ascii_only else (BAR, HALF, REST)
    rows = []
    for item in DIMENSIONS:
        value = values.get(item.name)
        if value is None:
            continue
        cells, odd = divmod(value * CELLS * 2 // 100, 2)
        bar = f"{full * cells}{half * odd}".ljust(CELLS, rest)
        rows.append(f"{capital(item.title):<18} {bar} {value:>3}")
    return [Paragraph("Quality, out of 100", "heading"), Paragraph("\n".join(rows), DRAWING)]
