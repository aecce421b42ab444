"""The report's sections as paragraphs: a heading, and below it each text as its kind looks.

Every screen with a debrief shows them by this, so that a note or a moment looks the same wherever it is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.report.mood_line import draw
from simulator.rounds.words import CHOSE_THIS, bar, mood_words
from simulator.text import listed
from simulator.tui.widgets.paragraphs import DRAWING, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from simulator.report.classes import Chosen, ClassPoint
    from simulator.report.mood_line import MoodLine
    from simulator.report.sections import Entry, Section

PLOT_HEIGHT = 11


def section_paragraphs(
    sections: Iterable[Section], plotted: Sequence[Paragraph] = ()
) -> list[Paragraph]:
    """Sections one below the other, those without a text left out; `plotted` is the curve, for the section it belongs to."""
    paragraphs: list[Paragraph] = []
    for section in sections:
        if section.entries:
            paragraphs.append(Paragraph(section.title, "heading", gap=True))
            paragraphs += plotted if section.plotted else ()
            paragraphs += [_set(told) for told in section.entries]
    return paragraphs


def curve_paragraphs(
    line: MoodLine, width: int, below: Sequence[str], *, ascii_only: bool
) -> list[Paragraph]:
    """Return the mood as a line, drawn to a width, and what its signs stand for."""
    drawn = draw(line, max(40, width), PLOT_HEIGHT, ascii_only=ascii_only)
    told = [Paragraph(words, "muted") for words in below if words]
    return [Paragraph("\n".join(("", *drawn, "")), DRAWING), *told]


def point_paragraphs(
    point: ClassPoint, title: str, names: Mapping[tuple[str, str], Sequence[str]] | None = None
) -> list[Paragraph]:
    """Return a turning point of a class: each answer with its bar, its moods, and who gave it where that is to be seen."""
    told = [Paragraph(title, "heading", gap=True)]
    for item in point.chosen:
        told += [
            Paragraph(f"“{item.text}”", gap=True),
            Paragraph(f"{bar(item.count, point.times)}  {_chose(item, point)}", DRAWING),
            Paragraph(mood_words(item), "muted"),
        ]
        if names and (who := names.get((point.scene, item.reply))):
            told.append(Paragraph(f"{listed(who)}.", "notice"))
    return told


def _chose(item: Chosen, point: ClassPoint) -> str:
    return CHOSE_THIS.format(count=item.count, of=point.times)


def _set(told: Entry) -> Paragraph:
    """Return a paragraph of the report as it looks: notes set in, moments behind their sign."""
    lead = f"{told.lead} " if told.lead else ""
    if told.kind == "note":
        return Paragraph(told.text, "action", f"   {lead}")
    return Paragraph(told.text, lead=lead, gap=bool(lead) and told.kind == "plain")
