"""The bench: what is known of the watched file, and the play that is kept at its point.

Asks for news three times a second and shows what has changed; proofs are made in another process, so that keys are answered
meanwhile. It decides nothing about files or plays.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widgets import Static

from simulator.engine.conversation import IllegalMove
from simulator.tui.screens.local_conversation import LocalConversationScreen
from simulator.tui.screens.map import MapScreen
from simulator.tui.screens.page import WIDE
from simulator.tui.screens.watch_keys import WATCH_KEYS
from simulator.tui.transcript import play_paragraphs
from simulator.tui.watch_panes import (
    problem_paragraphs,
    proof_paragraphs,
    proof_summary,
    test_paragraphs,
    watch_title,
)
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.replies import Replies
from simulator.tui.widgets.tabs import PaneWanted, Tabs
from simulator.tui.widgets.title import Heading, Title
from simulator.watch.session import STEP, News
from simulator.watch.words import (
    PLAY_WAITS,
    counts_of_problems,
    counts_of_tests,
    lost_words,
    standing,
)

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.scenario.model import Scenario
    from simulator.tui.messages import DebriefWanted
    from simulator.watch.session import WatchSession
    from simulator.watch.snapshot import Snapshot

PANES = ("problems", "tests", "proof")


class WatchScreen(LocalConversationScreen):
    """Problems, tests, proof and play of one file."""

    BINDINGS: ClassVar[list[BindingType]] = WATCH_KEYS
    LEAST_SIZE = (80, 24)
    HELP_NOTES = (
        "Each time the file is saved, your moves are replayed on the new version. If one no longer applies, the play "
        "stops before it; a later save may bring it back.",
        "This conversation isn't saved.",
    )

    def __init__(self, watching: WatchSession) -> None:
        super().__init__()
        self._watching = watching
        self._pane = 0
        self._last_good = watching.snapshot
        self._map: MapScreen | None = None

    def body(self) -> ComposeResult:
        """Title and panes; where the play stands, what was said, and what can be replied."""
        yield Title(self.heading(), id="title")
        yield Tabs()
        with Vertical(id="panes"):
            for name in PANES:
                yield Flow(id=name, can_focus=False)
        with Vertical(id="talk"):
            yield Static(id="standing", markup=False)
            yield self.said_flow()
            yield self.prompt()
            yield Replies()

    def on_mount(self) -> None:
        """Show the file as it is, then look for news."""
        self._show_file()
        self._show_play()
        self.set_interval(STEP, self._step)

    def on_resize(self) -> None:
        """Panes have headings or not, by the room there is."""
        if self.is_mounted:
            self._show_file(choose_pane=False)

    # What the conversation asks

    @property
    def play(self) -> Snapshot:
        """The version of the file at hand."""
        return self._watching.snapshot

    @property
    def scenario(self) -> Scenario | None:
        """The scenario of the last version without errors."""
        return self._last_good.scenario

    def heading(self) -> Heading:
        """Return the file, and when its newest version was seen."""
        return Heading(watch_title(self._watching))

    def transcript(self) -> list[Paragraph]:
        """Return what was said to where the play stands; while the file has errors, that of the last version without."""
        seen = self._last_good
        if seen.start is None:
            return []
        lost = [Paragraph(lost_words(self.play.lost), "notice", "-- ")] if self.play.lost else []
        return play_paragraphs(seen.start, seen.turns, with_reasons=False) + lost

    def count_newest(self) -> int:
        """Return how many lines the last turn brought; a word on lost moves is below them."""
        seen = self._last_good
        said = seen.turns[-1].said if seen.turns else seen.start.opening if seen.start else ()
        return len(said) + bool(self.play.lost)

    def prompt_sentence(self) -> str:
        """Return what holds now."""
        if self.conversation is None:
            return PLAY_WAITS
        return super().prompt_sentence()

    def offer(self) -> None:
        """Show what can be done; nothing while the file has errors."""
        super().offer()
        if self.conversation is None:
            self.query_one(Replies).fill([])

    def make_move(self, move: str) -> None:
        """Make a move of the play that is kept at its point."""
        if self.too_small:
            return
        try:
            self._play(self.play.with_move(move))
        except IllegalMove as error:
            self.show_message(str(error))

    # What the trainer does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return what is possible now."""
        match action:
            case "undo" | "why" if not self.play.turns:
                return False
            case "restart" if not (self.play.turns or self.play.lost):
                return False
            case "brief" | "map" if self.scenario is None:
                return False
        return super().check_action(action, parameters)

    def on_debrief_wanted(self, event: DebriefWanted) -> None:
        """Show the debrief of a play that is over."""
        event.stop()
        from simulator.report.debrief import debrief
        from simulator.tui.screens.debrief import DebriefScreen

        snapshot = self._watching.snapshot
        if snapshot.start and snapshot.scenario and not self.too_small:
            told = debrief(snapshot.start, snapshot.turns)
            self.app.push_screen(
                DebriefScreen(snapshot.scenario.title, told, tries=False, saves=False)
            )

    def on_pane_wanted(self, event: PaneWanted) -> None:
        """Show the pane whose name was clicked."""
        event.stop()
        self._to_pane(event.index)

    def action_undo(self) -> None:
        """Undo the last move."""
        self._play(self._watching.snapshot.without_last_move())

    def action_restart(self) -> None:
        """Play again from the start."""
        self._play(self._watching.snapshot.without_moves())

    def action_map(self) -> None:
        """Show the scenes and the routes between them."""
        if self._last_good.scenario:
            good = self._last_good
            self._map = MapScreen(good, self._watching.snapshot, self._watching.trails(good))
            self.app.push_screen(self._map, self._after_map)

    def action_pane(self) -> None:
        """Show the next pane."""
        self._to_pane((self._pane + 1) % len(PANES))

    def action_scroll(self, direction: int) -> None:
        """Scroll the pane."""
        pane = self.query_one(f"#{PANES[self._pane]}", Flow)
        pane.scroll_relative(y=3 * direction, animate=False)

    def _after_map(self, _answer: None) -> None:
        self._map = None

    def _play(self, snapshot: Snapshot) -> None:
        if snapshot.conversation:
            self._watching.play(snapshot)
            self._show_play()

    def _step(self) -> None:
        """Show what is new; the proof comes when it comes, and doesn't change the pane that is being read."""
        for news in self._watching.step():
            if news is News.SAVED:
                self._show_file()
                self._show_play()
            elif news in (News.PROVED, News.UNPROVED):
                self._show_file(choose_pane=False)
        self.show_heading()
        self._show_proof()

    def _show_file(self, *, choose_pane: bool = True) -> None:
        """Problems, tests and proof of the version at hand; the pane that matters most comes to the front."""
        snapshot = self._watching.snapshot
        if snapshot.scenario:
            self._last_good = snapshot
        if choose_pane:
            failed = any(not tried.trial.passed for tried in snapshot.trials)
            self._pane = 0 if snapshot.reading.diagnostics else 1 if failed else 2
        self._to_pane(self._pane)
        if self._map:
            self._map.show(self._last_good, snapshot, self._watching.trails(self._last_good))

    def _show_proof(self) -> None:
        self._fill("proof", proof_paragraphs(self._watching))
        self._show_tabs()

    def _fill(self, name: str, paragraphs: list[Paragraph]) -> None:
        """Show these in a pane, unless they are there already; where tabs name the panes they need no heading."""
        wide = self.app.size.width >= WIDE
        heading, *told = paragraphs
        if wide:
            mark = "▶ " if name == PANES[self._pane] else "  "
            told = [replace(heading, lead=mark), *told]
        told = told or [Paragraph("None.", "muted")]
        pane = self.query_one(f"#{name}", Flow)
        if list(pane.paragraphs) != told:
            pane.show(told)
            pane.refresh(layout=True)

    def _to_pane(self, index: int) -> None:
        self._pane = index
        for at, name in enumerate(PANES):
            self.query_one(f"#{name}", Flow).set_class(at == index, "-shown")
        self._fill("problems", problem_paragraphs(self._watching.snapshot))
        self._fill("tests", test_paragraphs(self._watching.snapshot))
        self._show_proof()

    def _show_tabs(self) -> None:
        watching = self._watching
        words = (
            counts_of_problems(watching.snapshot),
            counts_of_tests(watching.snapshot) if watching.snapshot.scenario else "waiting",
            proof_summary(watching),
        )
        names = [name.capitalize() for name in PANES]
        self.query_one(Tabs).show(list(zip(names, words, strict=True)), self._pane)

    def _show_play(self) -> None:
        """Show what was said up to now; while the file has errors, that of the last version without."""
        if self.conversation:
            self._last_good = self.play
        self.query_one("#standing", Static).update(f"Play: {standing(self.play)}", layout=False)
        self.show_transcript(None if self._last_good.turns else 0)
        self.offer()
