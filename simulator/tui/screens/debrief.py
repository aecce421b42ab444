"""The debrief's first screen: how it ended, three moments that mattered, and one thing to take along; the rest is behind a key.

Shows the sentences of the report as they are and adds no words. What takes longer to find out comes in while it is read; the
screen asks for it and never waits, and leaves the moment that is being read in its place.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical

from simulator.records.settings import Settings
from simulator.report.helped_most import Search
from simulator.report.marks import new_marks
from simulator.report.moments import settled
from simulator.report.mood_line import MoodLine, draw, strip_rows
from simulator.tui.messages import DebriefLeft, PlayAgain, ReportWanted, TryAgainFrom
from simulator.tui.screens.debrief_keys import DebriefKeys
from simulator.tui.screens.page import WIDE
from simulator.tui.widgets.debrief_page import MARK, DebriefPage, PageTexts
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.title import Heading, Title
from simulator.tui.words import how_far, one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import Binding

    from simulator.jobs.prospect_job import ProspectJob
    from simulator.report.debrief import Debrief
    from simulator.report.marks import Mark
    from simulator.report.moments import Moment

LOOK = 0.5
"""Seconds between two looks at what is being found out."""
FLAT = 20
"""Rows of a screen on which the mood isn't drawn."""
HEADING = "how it went"


class DebriefScreen(DebriefKeys):
    """How a play ended, and the moments that mattered."""

    def __init__(
        self,
        title: str,
        debrief: Debrief,
        reach: ProspectJob | None = None,
        *,
        settings: Settings | None = None,
        mode: str = "",
        tries: bool = True,
        saves: bool = True,
        good_plays: bool = False,
        marks: Callable[[], tuple[Mark, ...]] | None = None,
    ) -> None:
        """Make the screen.

        Args:
            title: What was played.
            debrief: What there is to say.
            reach: The search for what could still be reached; None where there is none, or it is over.
            settings: How the player wants it shown.
            mode: The mode of the play, where that is told.
            tries: Whether the play can be tried again.
            saves: Whether a report can be saved.
            good_plays: Whether a good play may be shown: not after an exam, and not in a round.
            marks: Works out, in a thread, the marks that the play is the first to earn.
        """
        super().__init__()
        self._heading, self._reach, self._mode = title, reach, mode
        self._debrief = debrief if reach is None else replace(debrief, search=Search.RUNNING)
        self._settings = settings or Settings(pace="off", motion=False)
        self._tries, self._saves, self._good_plays = tries, saves, good_plays
        self._shown: tuple[Moment, ...] = self._debrief.moments
        self._at = 0
        self._touched = False
        self._marks = marks

    def body(self) -> ComposeResult:
        """Yield the page, and where there is room the mood, the customer and the scores beside it."""
        right = [self._mode, how_far(len(self._debrief.turns), over=True)]
        heading = Heading(one_line(self._heading), (HEADING,), tuple(filter(None, right)))
        yield Title(heading, id="title")
        with Horizontal(id="debrief-room"):
            yield DebriefPage(id="debrief-page", mark="|" if self._settings.ascii else MARK)
            with Vertical(id="debrief-rail"):
                yield Flow(id="debrief-mood", can_focus=False)
                yield Vertical(id="debrief-customer")
                yield Flow(id="debrief-scores", can_focus=False)

    @property
    def searching(self) -> bool:
        """Return whether what was within reach is still being worked out."""
        return self._reach is not None

    @property
    def debrief(self) -> Debrief:
        """Return the debrief, with what is known so far."""
        return self._debrief

    def on_mount(self) -> None:
        """Show the page; look now and then at what is still being found out."""
        self._show()
        self.query_one(DebriefPage).focus()
        if self._reach is not None:
            self._looking = self.set_interval(LOOK, self._look)
        if self._marks is not None:
            self.run_in_thread(self._read_marks, group="marks")

    def on_unmount(self) -> None:
        """Cancel the search, whose result is no longer wanted."""
        if self._reach is not None:
            self._reach.cancel()

    def on_resize(self) -> None:
        """Draw what depends on the room again."""
        if self.is_mounted:
            self.call_after_refresh(self._show)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return what is possible now; trying again needs a moment, or at least a move."""
        if not super().check_action(action, parameters):
            return False
        match action:
            case "choose":
                return isinstance(parameters[0], int) and parameters[0] < len(self._shown)
            case "try_again":
                return self._tries and bool(self._shown)
            case "good_play":
                return self._good_plays and bool(self._debrief.turns)
            case "again":
                return self._tries
            case "save":
                return self._saves
        return True

    def shown_key(self, binding: Binding, shown: str) -> str:
        """Return the numbers of the moments that there are."""
        if binding.action != "choose(0)":
            return shown
        return f"1-{len(self._shown)}" if len(self._shown) > 1 else "1"

    def key_word(self, binding: Binding) -> str:
        """Return what a key does."""
        return binding.description

    def on_debrief_page_moment_clicked(self, event: DebriefPage.MomentClicked) -> None:
        """Choose the moment that was clicked."""
        event.stop()
        self.action_choose(event.place)

    def action_choose(self, place: int) -> None:
        """Open a moment."""
        if place < len(self._shown):
            self._at, self._touched = place, True
            self._show()

    def action_step(self, step: int) -> None:
        """Open the next moment, or the one before; at the ends, scroll."""
        if 0 <= self._at + step < len(self._shown):
            self.action_choose(self._at + step)
        else:
            self.query_one(DebriefPage).scroll_relative(y=step, animate=False)

    def action_page(self, direction: int) -> None:
        """Scroll the page."""
        page = self.query_one(DebriefPage)
        if direction < 0:
            page.scroll_page_up(animate=False)
        else:
            page.scroll_page_down(animate=False)

    def action_try_again(self) -> None:
        """Play on from before the chosen moment."""
        if self._shown:
            self.post_message(TryAgainFrom(self._shown[self._at].index))

    def action_good_play(self) -> None:
        """Show the best way on from before the chosen moment, or from the start where there is none."""
        from simulator.tui.screens.good_play import open_good_play

        index = self._shown[self._at].index if self._shown else 0
        open_good_play(self, self._debrief, self._reach, index, self._settings)

    def action_more(self) -> None:
        """Show the rest of the debrief."""
        from simulator.tui.screens.debrief_details import DebriefDetailsScreen

        details = DebriefDetailsScreen(
            self._heading,
            self._debrief,
            self._reach,
            settings=self._settings,
            tries=self._tries,
            saves=self._saves,
            good_plays=self._good_plays,
        )
        self.app.push_screen(details)

    def action_save(self) -> None:
        """Save a report with all of it."""
        self.post_message(ReportWanted(lambda: self._debrief.everything()))

    def action_again(self) -> None:
        """From the start."""
        self.post_message(PlayAgain())

    def action_leave(self) -> None:
        """Done with it."""
        self.post_message(DebriefLeft())

    def _read_marks(self) -> None:
        assert self._marks is not None
        self.deliver(self._show_marks, self._marks())

    def _show_marks(self, marks: tuple[Mark, ...]) -> None:
        past = replace(self._debrief.past, new_marks=marks)
        self._debrief = replace(self._debrief, past=past)
        self._show()

    def _look(self) -> None:
        """Take in what has been found out once all of it has, and end looking with it."""
        reach = self._reach
        if reach is None or not reach.over:
            return
        self._looking.stop()
        self._reach = None
        self._debrief = replace(
            self._debrief,
            prospects=dict(reach.known),
            others=dict(reach.others),
            search=Search.OVER,
        )
        ranked = self._debrief.moments
        self._shown = settled(self._shown, ranked, self._at if self._touched else -1)
        self._at = min(self._at, max(0, len(self._shown) - 1))
        self._show()

    def _show(self) -> None:
        self.query_one(DebriefPage).show(self._texts(), self._at)
        if self.app.size.width >= WIDE:
            self._show_rail()
        self.refresh_bindings()

    def _texts(self) -> PageTexts:
        debrief, size = self._debrief, self.app.size
        mood: list[str] = []
        if size.width < WIDE and size.height > FLAT and debrief.turns:
            mood = strip_rows(self._line(), size.width - 4, ascii_only=self._settings.ascii)
        closing = [
            (item.title, text)
            for item in (debrief.take_along(), new_marks(debrief.past.new_marks))
            for text in item.paragraphs
        ]
        return PageTexts(
            debrief.parting,
            debrief.ended_sentence,
            debrief.result_sentence,
            tuple(mood),
            debrief.mattered_title(len(self._shown)),
            debrief.order_words,
            tuple(debrief.text_of(moment) for moment in self._shown),
            tuple(closing),
        )

    def _line(self) -> MoodLine:
        figures = {moment.index + 1: str(at) for at, moment in enumerate(self._shown, 1)}
        return MoodLine(self._debrief.curve.moods, figures, self._debrief.past.moods)

    def _show_rail(self) -> None:
        """Show the mood, the customer and the scores."""
        from simulator.tui.debrief_rail import customer_texts, mood_texts, score_texts
        from simulator.tui.widgets.customer_card import CustomerCard

        ascii_only = self._settings.ascii
        rail = self.query_one("#debrief-rail", Vertical)
        width = rail.size.width - 3 or 42
        drawn = draw(self._line(), width, 15, beside=True, ascii_only=ascii_only)
        self.query_one("#debrief-mood", Flow).show(mood_texts(self._debrief, drawn))
        customer = self.query_one("#debrief-customer", Vertical)
        if not customer.children:
            from simulator.tui.appearance import appearance
            from simulator.tui.widgets.reading import Reading

            last = self._debrief.last
            card = CustomerCard(
                appearance(last.scenario),
                Reading(last.state.band),
                self._settings,
                since="at the end",
            )
            customer.mount(card, Flow(customer_texts(self._debrief), can_focus=False))
        scores = score_texts(self._debrief, ascii_only=ascii_only)
        self.query_one("#debrief-scores", Flow).show(scores)
