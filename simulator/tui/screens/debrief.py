"""The debrief: the report's sections, to scroll through.

Shows the sentences of the report as they are and words none of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Static

from simulator.tui.messages import DebriefLeft, PlayAgain
from simulator.tui.screens.page import HELP, Page
from simulator.tui.widgets.flow import Flow, Paragraph
from simulator.tui.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from simulator.report.debrief import Section

NUMBER = re.compile(r"\d+\. ")


class DebriefScreen(Page[None]):
    """How a play ended and why."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "again", "play again", tooltip="plays it again", id="debrief.again"),
        HELP,
        Binding(
            "escape,q", "leave", "leave", key_display="Esc", tooltip="leaves", id="debrief.leave"
        ),
    ]
    HELP_NOTES = ("The arrows, PgUp and PgDn, Home and End scroll.",)
    AUTO_FOCUS = "Flow"

    def __init__(self, title: str, sections: Iterable[Section]) -> None:
        super().__init__()
        self._heading = title
        self._text = list(_paragraphs(sections))

    def body(self) -> ComposeResult:
        """All of it in one text."""
        yield Static(f"Debrief  ·  {one_line(self._heading)}", id="title", markup=False)
        yield Flow(self._text, id="debrief")

    def action_again(self) -> None:
        """From the start."""
        self.post_message(PlayAgain())

    def action_leave(self) -> None:
        """Done with it."""
        self.post_message(DebriefLeft())


def _paragraphs(sections: Iterable[Section]) -> Iterable[Paragraph]:
    for section in sections:
        yield Paragraph(section.title, "heading", gap=True)
        for text in section.paragraphs:
            yield from _set(text)


def _set(text: str) -> Iterable[Paragraph]:
    """A paragraph of the report; a turn stands apart with its number in front, and its note below it."""
    number = NUMBER.match(text)
    if number is None:
        yield Paragraph(text)
        return
    turn, note, why = text[number.end() :].partition(" Note: ")
    yield Paragraph(turn, lead=number.group(), gap=True)
    if note:
        yield Paragraph(why, "action", " " * len(number.group()) + note.lstrip())
