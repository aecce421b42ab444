"""Sections of a report: headings with their entries, the same for every face; a face decides only how they look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph: what leads it in (`4.`), its text, and its kind: plain, note, quote, moment or label.

    A `private` one has words that a trainee typed, which a report with pseudonyms leaves out.
    """

    text: str
    lead: str = ""
    kind: str = "plain"
    private: bool = False

    @property
    def line(self) -> str:
        """Both on one line, as it is printed and saved."""
        return f"{self.lead} {self.text}" if self.lead else self.text


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its entries.

    `plotted` says that the mood curve belongs below its heading, `opening` that it comes before everything else.
    """

    title: str
    entries: tuple[Entry, ...]
    plotted: bool = False
    opening: bool = False

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The entries as lines."""
        return tuple(entry.line for entry in self.entries)


def section(title: str, *texts: str) -> Section:
    """Return a section of plain entries."""
    return Section(title, tuple(Entry(text) for text in texts))


def as_text(sections: Sequence[Section]) -> str:
    """Return sections as a text file: headings, a line for each entry."""
    parts = [
        "\n".join([item.title, "-" * len(item.title), "", *item.paragraphs]) for item in sections
    ]
    return "\n\n".join(parts) + "\n"
