"""A player's progress: the report's sections on progress, and what to play next.

Reads in a thread, because there may be many plays to catch up with. Shows the sentences of the report as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Static

from simulator.errors import SimulatorError
from simulator.tui.messages import ReportWanted, ScenarioOpened
from simulator.tui.screens.page import HELP, Page
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.words import sentences

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from simulator.report.progress import Recommendation
    from simulator.tui.play_controller import PlayController


class ProgressScreen(Page[None]):
    """Bests, profile, spread, and the next one to play."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "n",
            "next",
            "play this next",
            tooltip="opens the scenario recommended next",
            id="progress.next",
        ),
        Binding(
            "s",
            "save",
            "save",
            tooltip="saves a report on all your conversations to a file",
            id="progress.save",
        ),
        HELP,
        Binding(
            "escape,q", "leave", "back", key_display="Esc", tooltip="goes back", id="progress.leave"
        ),
    ]
    HELP_NOTES = (
        "“Lately” means your last five finished conversations. Retries from the middle don't count.",
    )
    AUTO_FOCUS = "Flow"

    def __init__(self, plays: PlayController, *, ascii_only: bool = False) -> None:
        super().__init__()
        self._plays, self._ascii = plays, ascii_only
        self._advised: Recommendation | None = None

    def body(self) -> ComposeResult:
        """One text."""
        whose = self._plays.person or "Your progress"
        yield Static(f"Progress  ·  {whose}", id="title", markup=False)
        yield Flow([Paragraph("Reading your conversations …", "muted")], id="debrief")

    def on_mount(self) -> None:
        """Read without holding up the screen."""
        self.run_in_thread(self._read, group="progress")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be played next before it is known what."""
        if action == "next" and self._advised is None:
            return False
        return super().check_action(action, parameters)

    def _read(self) -> None:
        from simulator.play.earned_marks import mark_sentences
        from simulator.report.progress_words import progress_sections

        plays = self._plays
        try:
            progress = plays.progress(self.give_way)
            scenarios = plays.scenarios(self.give_way)
            steps = plays.overview(scenarios).steps
            marks = plays.marks(self.give_way)
        except SimulatorError as error:
            told = [Paragraph(text, gap=True) for text in sentences(error.message, error.hint)]
            self.deliver(self._show, told, None)
            return
        titles = {scenario.id: scenario.title for scenario in scenarios}
        told = []
        parts = progress_sections(progress, steps, titles, ascii_only=self._ascii)
        if progress.ended:
            parts.insert(1, mark_sentences(marks, titles))
        for heading, lines in parts:
            told.append(Paragraph(heading, "heading", gap=True))
            told += [Paragraph(line) for line in lines]
        self.deliver(self._show, told, steps[0] if steps else None)

    def _show(self, told: list[Paragraph], advised: Recommendation | None) -> None:
        self._advised = advised
        self.query_one("#debrief", Flow).show(told)
        self.refresh_bindings()

    def action_next(self) -> None:
        """Open the brief of what is advised."""
        item = self._plays.item(self._advised.scenario) if self._advised else None
        if item is not None:
            self.post_message(ScenarioOpened(item, self._advised.mode if self._advised else None))

    def action_save(self) -> None:
        """Save a report on all the player's conversations."""
        self.post_message(ReportWanted())

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)
