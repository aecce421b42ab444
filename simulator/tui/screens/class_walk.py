"""What a class did, one turning point at a time, to go through together on the projector.

Names are hidden until they are asked for. Shows the report's values and sentences as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Static

from simulator.rounds.trainer_words import (
    MISTAKES,
    NEVER_FELL,
    NO_BEST,
    NO_MISTAKES,
    NO_PRINCIPLES,
    best_reply_words,
    heard_words,
)
from simulator.rounds.words import HARDEST, PRINCIPLES, SAME_EVERYWHERE, TURNING_POINT
from simulator.tui.messages import ClassReportWanted
from simulator.tui.screens.page import HELP, Page
from simulator.tui.sections import point_paragraphs
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.words import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from simulator.rounds.class_walk import ClassWalk
    from simulator.scenario.model import Scenario


class ClassScreen(Page[None]):
    """The debrief of a class."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "right,space,n",
            "step(1)",
            "next",
            key_display="→",
            tooltip="goes to the next turning point, then shared mistakes, the hardest moments and the principles",
            id="class.next",
        ),
        Binding(
            "left,p",
            "step(-1)",
            "back",
            key_display="←",
            tooltip="goes back to the previous one",
            id="class.previous",
        ),
        Binding(
            "r",
            "best",
            "best",
            tooltip="shows the best reply that was on offer, or hides it",
            id="class.best",
        ),
        Binding(
            "v",
            "names",
            "names",
            tooltip="shows who chose what, or hides it",
            id="class.names",
        ),
        Binding(
            "s",
            "save",
            "save",
            tooltip="saves a report on the round to a file, with names if they're shown",
            id="class.save",
        ),
        HELP,
        Binding(
            "escape,q",
            "leave",
            "to the round",
            key_display="Esc",
            tooltip="goes back to the round",
            id="class.leave",
        ),
    ]
    HELP_NOTES = (
        "A turning point is a scene where the class chose different replies. Moods are averages, from −100 to 100.",
    )

    def __init__(self, scenario: Scenario, walk: ClassWalk) -> None:
        super().__init__()
        self._scenario, self._walk = scenario, walk
        self._at = 0
        self._named = self._best = False

    def body(self) -> ComposeResult:
        """Yield one part at a time."""
        yield Static(self._title(), id="title", markup=False)
        yield Flow(self._turning_point_paragraphs(self._at), id="debrief")

    def on_mount(self) -> None:
        """Focus the text, so that the arrows scroll where a part is long."""
        self.query_one(Flow).focus()

    def action_step(self, step: int) -> None:
        """Show the next part, or the one before."""
        self._at = max(0, min(self._parts - 1, self._at + step))
        self._best = False
        self._show()

    def action_best(self) -> None:
        """Show or hide the best reply that was on offer."""
        self._best = not self._best
        self._show()

    def action_names(self) -> None:
        """Show or hide who chose what."""
        self._named = not self._named
        self._show()

    def action_save(self) -> None:
        """Save a report on the round, with names only while they are shown."""
        self.post_message(ClassReportWanted(named=self._named))

    def action_leave(self) -> None:
        """Go back to the round."""
        self.dismiss(None)

    @property
    def _parts(self) -> int:
        return max(1, len(self._walk.points)) + 3

    def _title(self) -> str:
        return f"The class  ·  {one_line(self._scenario.title)}  ·  {self._at + 1} of {self._parts}"

    def _show(self) -> None:
        self.query_one("#title", Static).update(self._title(), layout=False)
        self.query_one(Flow).show(self._turning_point_paragraphs(self._at))

    def _turning_point_paragraphs(self, at: int) -> list[Paragraph]:
        last = {
            -3: (MISTAKES, "mistakes", NO_MISTAKES),
            -2: (HARDEST, "hardest", NEVER_FELL),
            -1: (PRINCIPLES, "principles", NO_PRINCIPLES),
        }
        walk, scenario = self._walk, self._scenario
        if found := last.get(at - self._parts):
            title, kind, nothing = found
            return _sentences(title, walk.words[kind], nothing)
        if not walk.points:
            return [Paragraph(SAME_EVERYWHERE, "muted")]
        point = walk.points[at]
        title = TURNING_POINT.format(at=at + 1, of=len(walk.points))
        heading, *chosen = point_paragraphs(point, title, walk.names if self._named else None)
        heard = walk.heard.get(point.scene, "")
        said = heard_words(scenario.customer.name, scenario.channel, heard)
        before = [
            Paragraph(text, "plain" if number else "muted") for number, text in enumerate(said)
        ]
        told = [heading, *before, *chosen]
        if self._best:
            best = walk.best.get(point.scene)
            words = best_reply_words(best) if best else NO_BEST
            told.append(Paragraph(words, "notice", gap=True))
        return told


def _sentences(heading: str, sentences: Sequence[str], nothing: str) -> list[Paragraph]:
    told = [Paragraph(text, gap=True) for text in sentences or [nothing]]
    return [Paragraph(heading, "heading", gap=True), *told]
