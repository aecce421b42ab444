"""The debrief of a round at a seat: the trainee's place, their own play, and what the class did.

Shows what the server sends, in its order; the only names are those that the board shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Static

from simulator.report.curve import curve_through, figures_of, turning_words
from simulator.report.mood_line import MoodLine
from simulator.rounds.words import MOVED_ON_TO, PHASE_WORDS, SAME_EVERYWHERE, TURNING_POINT
from simulator.tui.messages import DebriefLeft, PlayLeft, SaveWanted
from simulator.tui.screens.debrief_details import NO_MORE
from simulator.tui.screens.page import HELP, Page
from simulator.tui.screens.seat import board_paragraphs
from simulator.tui.sections import curve_paragraphs, point_paragraphs, section_paragraphs
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.paragraphs import DRAWING, Paragraph
from simulator.tui.widgets.prompt import Prompt
from simulator.tui.widgets.tabs import PaneWanted, Tabs
from simulator.tui.words import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from simulator.report.classes import ClassPoint
    from simulator.rounds.client.session import RemoteSession, Update
    from simulator.rounds.message_parts import ScenarioCard

ROUND, MOOD, CLASS = "Round", "Mood", "Class"


class RoundDebriefScreen(Page[None]):
    """The parts of a debrief, one shown at a time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "right,tab",
            "next(1)",
            "part",
            key_display="← →",
            tooltip="goes to the next part of the debrief",
            id="debrief.next",
        ),
        Binding("left,shift+tab", "next(-1)", show=False, id="debrief.previous"),
        Binding(
            "s", "save", "save", tooltip="saves the whole debrief to a file", id="debrief.save"
        ),
        Binding(
            "enter",
            "continue",
            "continue",
            key_display="Enter",
            tooltip="goes on to the next scenario",
            id="debrief.continue",
        ),
        HELP,
        Binding(
            "escape,q",
            "leave",
            "leave",
            key_display="Esc",
            tooltip="leaves; you keep your seat while the round lasts",
            id="debrief.leave",
        ),
    ]
    HELP_NOTES = ("Scroll with the arrows, PgUp, PgDn, Home and End.",)

    def __init__(self, seat: RemoteSession, *, ascii_only: bool = False) -> None:
        super().__init__()
        self.seat = seat
        self._next: ScenarioCard | None = None
        self._ascii = ascii_only
        self._pane = 0

    def body(self) -> ComposeResult:
        """Yield the names of the panes, and one text."""
        yield Static(self._title(), id="title", markup=False)
        yield Tabs()
        yield Flow(id="debrief")
        yield Prompt()

    def on_mount(self) -> None:
        """Show the trainee's place first."""
        self._show()
        self.query_one(Flow).focus()

    def keep(self, seat: RemoteSession, following: ScenarioCard) -> None:
        """Go on showing a debrief as it was, although the round has moved on to another scenario."""
        self.seat, self._next = seat, following
        if self.is_mounted:
            self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return what can be done; there is something to continue to once the round has moved on."""
        if action == "continue" and self._next is None:
            return False
        return super().check_action(action, parameters)

    def action_continue(self) -> None:
        """Go on to the next scenario."""
        self.post_message(DebriefLeft())

    def on_resize(self) -> None:
        """Draw the plot to the width."""
        if self.is_mounted and self._names[self._pane] == MOOD:
            self._show()

    def on_pane_wanted(self, event: PaneWanted) -> None:
        """Show the pane whose name was clicked."""
        event.stop()
        self._pane = event.index
        self._show()

    def tell(self, update: Update) -> None:
        """Show what has changed, without moving the reader."""
        del update
        self.query_one("#title", Static).update(self._title(), layout=False)
        if self._names[self._pane] in (ROUND, CLASS):
            self._show()

    def action_next(self, step: int) -> None:
        """Show the next pane, or the one before."""
        self._pane = (self._pane + step) % len(self._names)
        self._show()

    def action_save(self) -> None:
        """Write all of it to a file."""
        texts = []
        for at in range(len(self._names)):
            lines = [
                f"{item.lead}{item.text}" for item in self._paragraphs(at) if item.kind != DRAWING
            ]
            texts.append("\n".join(lines))
        self.post_message(SaveWanted("\n\n".join(texts) + "\n"))

    def action_leave(self) -> None:
        """Leave the round."""
        self.post_message(PlayLeft())

    @property
    def _names(self) -> list[str]:
        return [ROUND, *(pane.name for pane in self.seat.panes), CLASS]

    def _title(self) -> str:
        seat = self.seat
        over = "  ·  the round has ended" if seat.phase == "closed" else ""
        return f"Debrief  ·  {one_line(seat.customer.title)}  ·  {one_line(seat.name)}{over}"

    def _show(self) -> None:
        self._pane = min(self._pane, len(self._names) - 1)
        self.query_one(Tabs).show([(name, "") for name in self._names], self._pane)
        paragraphs = self._paragraphs(self._pane)
        flow = self.query_one(Flow)
        if paragraphs != list(flow.paragraphs):
            flow.show(paragraphs)
        self.refresh_bindings()
        self.query_one(Prompt).display = self._next is not None
        if self._next is not None:
            title = one_line(self._next.title)
            onward = MOVED_ON_TO.format(number=self._next.number, title=title)
            self.query_one(Prompt).say(f"{onward} {self.key_for('continue')} continues.")

    def _paragraphs(self, at: int) -> list[Paragraph]:
        if at == 0:
            return self._standing()
        if at == len(self._names) - 1:
            return _class(self.seat.points)
        pane = self.seat.panes[at - 1]
        width = self.query_one(Flow).scrollable_content_region.width
        curve = curve_through(self.seat.moods)
        plotted = (
            curve_paragraphs(
                MoodLine(curve.moods, figures_of(curve)),
                width,
                turning_words(curve),
                ascii_only=self._ascii,
            )
            if pane.name == MOOD
            else []
        )
        return section_paragraphs(pane.sections, plotted) or [Paragraph(NO_MORE, "muted")]

    def _standing(self) -> list[Paragraph]:
        seat = self.seat
        told = [Paragraph("Where you stand", "heading"), *board_paragraphs(seat)]
        more = (
            f"{PHASE_WORDS[seat.phase]} Esc leaves."
            if seat.phase == "closed"
            else "The other parts show your own conversation and what the class did."
        )
        return [*told, Paragraph(more, "muted", gap=True)]


def _class(points: Sequence[ClassPoint]) -> list[Paragraph]:
    """Return what the class did at each turning point."""
    return [
        paragraph
        for at, point in enumerate(points, 1)
        for paragraph in point_paragraphs(point, TURNING_POINT.format(at=at, of=len(points)))
    ] or [Paragraph(SAME_EVERYWHERE, "muted")]
