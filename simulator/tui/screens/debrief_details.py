"""Everything that the debrief's first screen doesn't show: the report's sections in panes, and each move closely.

Shows the sentences of the report as they are and adds no words. What takes longer to find out comes in while the
rest is read; the screen asks for it and never waits.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from simulator.report.helped_most import WORKING, Search
from simulator.report.mood_line import MoodLine, legend
from simulator.report.moves import move_words
from simulator.report.whatif import put_out_of_reach
from simulator.text import number, signed
from simulator.tui.messages import PlayAgain, ReportWanted, TryAgainFrom
from simulator.tui.screens.page import HELP, Page
from simulator.tui.sections import curve_paragraphs, section_paragraphs
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.rows import Rows
from simulator.tui.widgets.tabs import PaneWanted, Tabs
from simulator.tui.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from simulator.jobs.prospect_job import ProspectJob
    from simulator.records.settings import Settings
    from simulator.report.debrief import Debrief
    from simulator.report.sections import Section


PANES = ("Verdict", "Mood", "Scores", "Moves", "What if", "Lesson")
VERDICT, MOOD, SCORES, MOVES, WHAT_IF, LESSON = range(len(PANES))
NO_MORE = "This scenario adds no lesson."
LOOK = 0.5
"""Seconds between two looks at what is being found out."""


class MoveRows(Rows, inherit_bindings=False):
    """The moves; PgUp and PgDn are left to the text of the highlighted one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", show=False, id="rows.up"),
        Binding("down", "cursor_down", show=False, id="rows.down"),
        Binding("home", "first", show=False, id="rows.first"),
        Binding("end", "last", show=False, id="rows.last"),
        Binding("enter", "select", show=False, id="rows.choose"),
    ]


class DebriefDetailsScreen(Page[None]):
    """How a play ended, why, and what would have been otherwise; leaving it goes back to the first screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                str(at + 1),
                f"pane({at})",
                "part" if at == 0 else "",
                show=at == 0,
                key_display=f"1-{len(PANES)}",
                tooltip="shows that part of the debrief; ← and → step through the parts"
                if not at
                else "",
                group=Binding.Group("pane"),
                id=f"debrief.part-{at + 1}",
            )
            for at in range(len(PANES))
        ),
        Binding("pageup", "page(-1)", show=False, id="debrief.page-up"),
        Binding("pagedown", "page(1)", show=False, id="debrief.page-down"),
        Binding("right,tab", "next(1)", show=False, id="debrief.next"),
        Binding("left,shift+tab", "next(-1)", show=False, id="debrief.previous"),
        Binding(
            "t",
            "try_again",
            "try from here",
            tooltip="starts again from just before the highlighted move",
            id="debrief.try",
        ),
        Binding(
            "s",
            "save",
            "save",
            tooltip="saves a report with the whole debrief to a file",
            id="debrief.save",
        ),
        Binding(
            "r",
            "again",
            "play again",
            tooltip="plays the scenario again from the start",
            id="debrief.again",
        ),
        Binding(
            "g",
            "good_play",
            "a good play from there",
            tooltip="shows the best way on from just before the highlighted move, move by move",
            id="debrief.good-play",
        ),
        Binding(
            "l",
            "last",
            "last play",
            tooltip="shows your last play beside this one, or hides it",
            id="debrief.last",
        ),
        HELP,
        Binding(
            "escape,q", "leave", "back", key_display="Esc", tooltip="leaves", id="debrief.leave"
        ),
    ]
    HELP_NOTES = (
        "Scroll with the arrows, PgUp, PgDn, Home and End. Under Moves, the arrows go from move to move.",
        "“Cost” is how many points a move lost you, compared with the best possible result.",
    )

    def __init__(
        self,
        title: str,
        debrief: Debrief,
        reach: ProspectJob | None = None,
        *,
        settings: Settings,
        tries: bool = True,
        saves: bool = True,
        good_plays: bool = False,
    ) -> None:
        """Make the screen; the arguments are those of the first one."""
        super().__init__()
        self._heading, self._reach = title, reach
        self._debrief = debrief if reach is None else replace(debrief, search=Search.RUNNING)
        self._settings, self._ascii = settings, settings.ascii
        self._tries, self._saves, self._good_plays = tries, saves, good_plays
        self._pane = VERDICT
        self._at = 0
        self._shows_last = True

    def body(self) -> ComposeResult:
        """Yield the names of the panes; one text, and for the moves a list above it."""
        yield Static(f"Debrief  ·  {one_line(self._heading)}", id="title", markup=False)
        yield Tabs()
        with Vertical(id="debrief-body"):
            yield MoveRows(id="moves")
            yield Flow(id="debrief")

    @property
    def searching(self) -> bool:
        """Return whether what was within reach is still being worked out."""
        return self._reach is not None

    def on_mount(self) -> None:
        """Show the verdict first; look now and then at what is still being found out."""
        self.query_one("#moves", Rows).fill(self._rows(), 0 if self._debrief.turns else None)
        self._show()
        if self._reach is not None:
            self._looking = self.set_interval(LOOK, self._look)

    def on_resize(self) -> None:
        """Draw the plot to the width."""
        if self.is_mounted and self._pane == MOOD:
            self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return what is possible now; trying again needs a highlighted move."""
        if not super().check_action(action, parameters):
            return False
        if action == "try_again":
            return self._tries and self._pane == MOVES and bool(self._debrief.turns)
        if action == "again":
            return self._tries
        if action == "save":
            return self._saves
        if action == "good_play":
            return self._good_plays and self._pane == MOVES and bool(self._debrief.turns)
        if action == "last":
            return self._pane == MOOD and bool(self._debrief.past.moods)
        return True

    def on_pane_wanted(self, event: PaneWanted) -> None:
        """Show the pane whose name was clicked."""
        event.stop()
        self.action_pane(event.index)

    def on_option_list_option_highlighted(self, event: Rows.OptionHighlighted) -> None:
        """Show the highlighted move closely."""
        event.stop()
        if self._pane == MOVES and event.option_index != self._at:
            self._at = event.option_index
            self._fill(self._sections())

    def on_option_list_option_selected(self, event: Rows.OptionSelected) -> None:
        """Enter on a move goes to its text, where the arrows scroll."""
        event.stop()
        self.query_one("#debrief", Flow).focus()

    def action_pane(self, index: int) -> None:
        """Show a pane."""
        if not self.too_small:
            self._pane = index
            self._show()

    def action_next(self, step: int) -> None:
        """Show the next pane, or the one before."""
        self.action_pane((self._pane + step) % len(PANES))

    def action_page(self, direction: int) -> None:
        """Scroll the text, even while the moves have the arrows."""
        text = self.query_one("#debrief", Flow)
        if direction < 0:
            text.scroll_page_up(animate=False)
        else:
            text.scroll_page_down(animate=False)

    def action_try_again(self) -> None:
        """Play on from before the highlighted move."""
        self.post_message(TryAgainFrom(self._at))

    def action_good_play(self) -> None:
        """Show the best way on from before the highlighted move."""
        from simulator.tui.screens.good_play import open_good_play

        open_good_play(self, self._debrief, self._reach, self._at, self._settings)

    def action_save(self) -> None:
        """Save a report with all of it."""
        self.post_message(ReportWanted(lambda: self._debrief.everything()))

    def action_last(self) -> None:
        """Show the last play as well, or hide it."""
        self._shows_last = not self._shows_last
        self._show(keep=True)

    def action_again(self) -> None:
        """From the start."""
        self.post_message(PlayAgain())

    def action_leave(self) -> None:
        """Go back to the moments."""
        self.dismiss(None)

    def _look(self) -> None:
        """Take in what has been found out since, and end looking with it."""
        reach = self._reach
        if reach is None:
            return
        over, known = reach.over, reach.known
        if len(known) != len(self._debrief.prospects):
            self._debrief = replace(self._debrief, prospects=dict(known))
            self._refresh_rows()  # also while another pane is in front: nothing fills them later
            if self._pane in (MOVES, WHAT_IF):
                self._show(keep=True)
        if over:
            self._looking.stop()
            self._reach = None
            self._debrief = replace(self._debrief, others=dict(reach.others), search=Search.OVER)
            if self._pane in (MOVES, WHAT_IF):
                self._show(keep=True)

    def _show(self, *, keep: bool = False) -> None:
        """Show the pane in front; `keep` leaves the text where it was scrolled to."""
        self.query_one(Tabs).show([(name, "") for name in PANES], self._pane)
        moves, text = self.query_one("#moves", Rows), self.query_one("#debrief", Flow)
        self.set_class(self._pane == MOVES, "-moves")
        top = int(text.scroll_y) if keep else 0
        self._fill(self._sections())
        if keep:
            text.scroll_to(y=top, animate=False)
        elif self._pane == MOVES and self._debrief.turns:
            moves.focus()
        else:
            text.focus()
        self.refresh_bindings()

    def _sections(self) -> list[Section]:
        debrief = self._debrief
        match self._pane:
            case 0:
                return [debrief.headline(), *debrief.shown(), *debrief.advised()]
            case 1:
                return [debrief.moods()]
            case 2:
                return debrief.scores()
            case 3:
                pending = WORKING if self.searching else ""
                return [debrief.move(self._at, pending)] if debrief.turns else [debrief.moves()]
            case 4:
                return debrief.otherwise()
            case _:
                return debrief.closing()

    def _fill(self, sections: Iterable[Section]) -> None:
        flow = self.query_one("#debrief", Flow)
        width = flow.scrollable_content_region.width
        plotted = (
            curve_paragraphs(self._line(), width, self._below(), ascii_only=self._ascii)
            if self._pane == MOOD
            else []
        )
        paragraphs = section_paragraphs(sections, plotted)
        flow.show(paragraphs or [Paragraph(NO_MORE, "muted")])

    def _line(self) -> MoodLine:
        last = self._debrief.past.moods if self._shows_last else ()
        figures = {moment.index + 1: str(at) for at, moment in enumerate(self._debrief.moments, 1)}
        return MoodLine(self._debrief.curve.moods, figures, last)

    def _below(self) -> list[str]:
        """Return what the signs of the mood stand for."""
        texts = map(self._debrief.text_of, self._debrief.moments)
        named = [f"{at} {text.title}" for at, text in enumerate(texts, 1)]
        return [legend(self._line(), self._debrief.past.date_words), "   ".join(named)]

    def _refresh_rows(self) -> None:
        rows = self.query_one("#moves", Rows)
        rows.fill(self._rows(), rows.highlighted)

    def _rows(self) -> list[Option]:
        return [self._row(index) for index in range(len(self._debrief.turns))]

    def _row(self, index: int) -> Option:
        """Return a move: number, change of mood, mood, what it cost, and its words, on one line."""
        turn = self._debrief.turns[index]
        moved = turn.after.state.mood - turn.before.state.mood
        lost = put_out_of_reach(index, self._debrief.prospects)
        out = f"cost {number(lost)}  " if lost else ""
        words = (
            f"{signed(moved):>4}  {turn.after.state.band:<10}  {out}{one_line(move_words(turn))}"
        )
        return Option(
            Content.assemble((f"{index + 1:>2} ", ".rows--number"), words), id=f"move:{index}"
        )
