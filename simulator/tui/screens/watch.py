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
from simulator.play.choices import Choice
from simulator.report.words import turn_words
from simulator.ruleset import LISTEN
from simulator.tui.screens.dialogs import TextDialog
from simulator.tui.screens.map import MapScreen
from simulator.tui.screens.page import Page
from simulator.tui.screens.watch_keys import WATCH_KEYS
from simulator.tui.transcript import play_paragraphs
from simulator.tui.watch_panes import (
    problem_paragraphs,
    proof_paragraphs,
    proof_summary,
    test_paragraphs,
    watch_title,
)
from simulator.tui.widgets.flow import Flow, Paragraph
from simulator.tui.widgets.prompt import Prompt
from simulator.tui.widgets.replies import Replies
from simulator.tui.widgets.tabs import PaneWanted, Tabs
from simulator.tui.words import brief_paragraphs
from simulator.watch.session import STEP, News
from simulator.watch.words import counts_of_problems, counts_of_tests, lost_words, standing

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.tui.messages import DebriefWanted, EndInSight, MoveChosen
    from simulator.watch.session import WatchSession
    from simulator.watch.snapshot import Snapshot

PANES = ("problems", "tests", "proof")
WIDE = 120
"""Columns from which all panes stand beside the play, each with its heading."""


class WatchScreen(Page[None]):
    """Problems, tests, proof and play of one file."""

    BINDINGS: ClassVar[list[BindingType]] = WATCH_KEYS
    HELP_NOTES = (
        "At each save the moves of the play are made again on the new version. If one no longer applies the play stands "
        "before it; a later save may bring it back.",
        "The play is not kept as a save.",
    )
    AUTO_FOCUS = "Replies"

    def __init__(self, watching: WatchSession) -> None:
        super().__init__()
        self._watching = watching
        self._title = watch_title(watching)
        self._pane = 0
        self._last_good = watching.snapshot
        self._map: MapScreen | None = None

    def body(self) -> ComposeResult:
        """Title and panes; where the play stands, what was said, and what can be replied."""
        yield Static(self._title, id="title", markup=False)
        yield Tabs()
        with Vertical(id="panes"):
            for name in PANES:
                yield Flow(id=name, can_focus=False)
        with Vertical(id="talk"):
            yield Static(id="standing", markup=False)
            yield Flow(id="said", can_focus=False, newest_last=True)
            yield Prompt()
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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is possible now."""
        if not super().check_action(action, parameters):
            return False
        snapshot = self._watching.snapshot
        conversation = snapshot.conversation
        match action:
            case "choose":
                offered = conversation.offered() if conversation else ()
                return len(offered) >= int(str(parameters[0]))
            case "listen":
                return conversation is not None and conversation.can_listen
            case "undo" | "why":
                return bool(snapshot.turns)
            case "restart":
                return bool(snapshot.turns or snapshot.lost)
            case "brief" | "map":
                return self._last_good.scenario is not None
        return True

    def on_move_chosen(self, event: MoveChosen) -> None:
        """Make the move that a reply stands for."""
        event.stop()
        self._make(event.move)

    def on_debrief_wanted(self, event: DebriefWanted) -> None:
        """The debrief of a play that is over."""
        event.stop()
        from simulator.report.debrief import debrief
        from simulator.tui.screens.debrief import DebriefScreen

        snapshot = self._watching.snapshot
        if snapshot.start and snapshot.scenario and not self.too_small:
            told = debrief(snapshot.start, snapshot.turns)
            self.app.push_screen(DebriefScreen(snapshot.scenario.title, told, tries=False))

    def on_end_in_sight(self, event: EndInSight) -> None:
        """Say where what was said goes on below."""
        event.stop()
        said = self.query_one("#said", Flow)
        self.query_one(Prompt).show_more_below(not said.is_vertical_scroll_end)

    def on_pane_wanted(self, event: PaneWanted) -> None:
        """Show the pane whose name was clicked."""
        event.stop()
        self._to_pane(event.index)

    def action_choose(self, number: int) -> None:
        """Give the reply of that number."""
        conversation = self._watching.snapshot.conversation
        if conversation and number <= len(conversation.offered()):
            self._make(conversation.offered()[number - 1].id)

    def action_listen(self) -> None:
        """Let them go on."""
        self._make(LISTEN)

    def action_undo(self) -> None:
        """Take the last move back."""
        self._play(self._watching.snapshot.without_last_move())

    def action_restart(self) -> None:
        """The play from its start."""
        self._play(self._watching.snapshot.without_moves())

    def action_why(self) -> None:
        """What moved them last."""
        reasons = turn_words(self._watching.snapshot.turns[-1]) or ["Nothing moved the mood."]
        self.app.push_screen(TextDialog("Why they feel so", [Paragraph(text) for text in reasons]))

    def action_brief(self) -> None:
        """What a player would know."""
        scenario = self._last_good.scenario
        if scenario:
            self.app.push_screen(
                TextDialog(
                    scenario.title, brief_paragraphs(scenario, self._watching.snapshot.conversation)
                )
            )

    def action_map(self) -> None:
        """The scenes and the ways between them."""
        if self._last_good.scenario:
            good = self._last_good
            self._map = MapScreen(good, self._watching.snapshot, self._watching.trails(good))
            self.app.push_screen(self._map, self._map_left)

    def action_pane(self) -> None:
        """The next pane."""
        self._to_pane((self._pane + 1) % len(PANES))

    def action_scroll(self, direction: int) -> None:
        """Scroll the pane."""
        pane = self.query_one(f"#{PANES[self._pane]}", Flow)
        pane.scroll_relative(y=3 * direction, animate=False)

    def action_page(self, direction: int) -> None:
        """Scroll through what was said."""
        said = self.query_one("#said", Flow)
        if direction < 0:
            said.scroll_page_up(animate=False)
        else:
            said.scroll_page_down(animate=False)

    def _map_left(self, _answer: None) -> None:
        self._map = None

    def _make(self, move: str) -> None:
        if self.too_small:
            return
        try:
            self._play(self._watching.snapshot.with_move(move))
        except IllegalMove as error:
            self.query_one(Prompt).say(str(error))

    def _play(self, snapshot: Snapshot) -> None:
        if snapshot.conversation:
            self._watching.play(snapshot)
            self._show_play()

    def _step(self) -> None:
        """Show what is new; the proof comes when it comes, and takes nobody away from the pane they look at."""
        for news in self._watching.step():
            if news is News.SAVED:
                self._show_file()
                self._show_play()
            elif news in (News.PROVED, News.UNPROVED):
                self._show_file(choose_pane=False)
        title = watch_title(self._watching)
        if title != self._title:
            self._title = title
            self.query_one("#title", Static).update(title, layout=False)
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
        """Show these in a pane, unless they stand there already; where tabs name the panes they need no heading."""
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
        """What was said to where the play stands; while the file has errors, of the last version without."""
        now, seen = self._watching.snapshot, self._last_good
        if now.conversation:
            seen = self._last_good = now
        self.query_one("#standing", Static).update(f"Play: {standing(now)}", layout=False)
        said, replies = self.query_one("#said", Flow), self.query_one(Replies)
        conversation = now.conversation
        if seen.start is not None:
            told = play_paragraphs(seen.start, seen.turns, with_reasons=False)
            if now.lost:
                told.append(Paragraph(lost_words(now.lost), "notice", "-- "))
            said.show(told, None if seen.turns else 0)
        if conversation is None:
            replies.fill([])
            self.query_one(Prompt).say("The play waits until the errors are mended.")
        else:
            choices = [Choice.of(at, reply) for at, reply in enumerate(conversation.offered(), 1)]
            replies.offer(choices, can_listen=conversation.can_listen, over=conversation.over)
            self.query_one(Prompt).say(self._sentence())
        self.refresh_bindings()

    def _sentence(self) -> str:
        """What there is to hear, and whether a reply would cut in."""
        conversation = self._watching.snapshot.conversation
        if conversation is None or not conversation.can_listen:
            return "The conversation is over." if conversation and conversation.over else ""
        if conversation.interrupts:
            return f"… more to hear: {self.key_for('listen')} listens. A reply now would interrupt."
        costs = conversation.heard_enough and conversation.scenario.customer.hear_cost
        cost = ", at the cost of some patience" if costs else ""
        return f"… more to hear: {self.key_for('listen')} listens{cost}."
