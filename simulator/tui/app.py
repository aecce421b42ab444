"""The full-screen face: which screen follows which.

Screens tell what the player wants, and only here is it decided what comes next; however it ends, the open play is closed and
the player is told how to resume it. It knows no rule of play; it must not import Textual's heavier widgets, which a first frame
would wait for.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from simulator.report.progress import GUIDED
from simulator.ruleset import EDITION
from simulator.tui.palette import PaletteApp
from simulator.tui.play_controller import PlayController
from simulator.tui.play_host import PlayHost
from simulator.tui.program import FAILED, INTERRUPTED
from simulator.tui.screens.dialogs import LOSE, ChoiceDialog, loss_dialog
from simulator.tui.screens.home import HomeScreen
from simulator.tui.shift_host import ShiftHost
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.words import cannot_be_played, problems
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from simulator.play.opening import Opened
    from simulator.play.rules import Rules
    from simulator.play.shift_opening import OpenedShift
    from simulator.records.history import History
    from simulator.records.saves import Saves
    from simulator.records.settings import LoadedSettings
    from simulator.scenario.library import Library, ScenarioFile
    from simulator.scenario.model import Scenario
    from simulator.tui.messages import (
        EarlierPlaysFound,
        GoOnFrom,
        PlayWanted,
        ReportWanted,
        ResumeWanted,
        ScenarioOpened,
        SceneWanted,
        ShiftsWanted,
        TryAgainFrom,
    )


class SimulatorApp(PaletteApp, PlayHost, ShiftHost):
    """The game: Home and what is opened from it, or one play and out."""

    def __init__(
        self,
        library: Library,
        saves: Saves,
        rules: Rules,
        *,
        person: str | None,
        now: Callable[[], float],
        wall: Callable[[], datetime],
        settings: LoadedSettings | None = None,
        history: History | None = None,
        play: ScenarioFile | None = None,
        resume: str | None = None,
        day: str | None = None,
        shift: OpenedShift | None = None,
        fresh_seed: Callable[[], int] | None = None,
    ) -> None:
        """`day` names the day to play, None has it drawn by the seed; `fresh_seed` gives each new play its own seed."""
        super().__init__(settings)
        self.wants_plain = False
        self.has_home = not (play or resume or shift)
        self._losing: ChoiceDialog | None = None
        self.plays = PlayController(library, saves, person, now, wall, history)
        self.rules, self._play, self._resume = rules, play, resume
        self._day, self._fresh_seed, self._shift = day, fresh_seed, shift
        self._way_back: Callable[[], None] | None = None
        """From a conversation that was begun from a debrief: back to that."""

    def get_default_screen(self) -> Screen[None]:
        """Return what stands beneath everything: Home, or for a single play its brief."""
        if self._play and self._play.reading.scenario:
            return self._brief(self._play, self._play.reading.scenario)
        if not self.has_home:
            return Screen(id="empty")
        return HomeScreen(self.plays, lambda: self.settings)

    def on_mount(self) -> None:
        """Say what of the settings could not be, and open what was asked for."""
        self.tell_troubles(self._open)

    def _open(self) -> None:
        if not self.settings.greeted and self.has_home:
            self.call_after_refresh(self._welcome)
        if self._shift:
            self.work_shift(self._shift, self.plays, self._back)
        elif self._resume:
            self.resume_play(self._resume)
        elif self._play and self._play.reading.scenario is None:
            wrong = cannot_be_played(self._play)
            self.read_out(wrong, problems(self._play), lambda _: self._end(FAILED))

    def on_unmount(self) -> None:
        """Close the play, however the program ends."""
        self.plays.close()

    def action_interrupt(self) -> None:
        """Ctrl-C: leave. Every move is on the disk already; where none is, asks first, and the second Ctrl-C leaves."""
        if self._losing and self.screen is self._losing:
            self._end(INTERRUPTED)
        else:
            self._confirm_loss(lambda: self._end(INTERRUPTED))

    async def action_quit(self) -> None:
        """Leave."""
        self._confirm_loss(lambda: self._end(0))

    def _confirm_loss(self, then: Callable[[], None]) -> None:
        """Do what closes the open play; ask first where that would lose it."""
        seat = self.plays.seat
        if seat is None or seat.kept or not seat.turns or self.on_paper:
            then()
            return
        from simulator.tui.screens.play import PlayScreen

        self._losing = loss_dialog(over=seat.over)
        plays = (screen for screen in self.screen_stack if isinstance(screen, PlayScreen))
        play = next(plays, None)
        ask = play.ask if play else self.push_screen
        ask(self._losing, lambda way: then() if way == LOSE else None)

    def apply_setting(self, key: str) -> None:
        """Let the next play follow a setting."""
        if key == "clock":
            self.rules = replace(self.rules, factor=self.settings.clock)
        if key == "name":
            old, new = self.plays.person, self.settings.name or None
            self.plays.person = new
            if old and new and old != new:
                from simulator.tui.player_name import offer_to_move_plays

                offer_to_move_plays(self, self.plays, old, new, self._read_home)

    def go_home(self, then: Callable[[], object]) -> None:
        """Leave what is open as Esc does, and do something on Home."""

        def leave() -> None:
            self._back()
            then()

        self._confirm_loss(leave)

    def _read_home(self) -> None:
        """Have Home read its files again."""
        home = self.screen_stack[0]
        if isinstance(home, HomeScreen):
            home.action_read()

    def _welcome(self) -> None:
        """Show a newcomer how to begin."""
        from simulator.tui.newcomer import Ways, welcome

        ways = Ways(self.on_guide_wanted, self.open_item, self._open_plain, self._read_home)
        welcome(self, self.plays, ways)

    def open_item(self, item: ScenarioFile) -> None:
        """Show the brief of a scenario that can be played."""
        if item.reading.scenario:
            self.show_alone(self._brief(item, item.reading.scenario))

    def _open_plain(self) -> None:
        """End, so that the program continues line by line."""
        self.wants_plain = True
        self._end(0)

    def on_scenario_opened(self, event: ScenarioOpened) -> None:
        """From Home to a brief."""
        scenario = event.item.reading.scenario
        if scenario and self.plays.seat is None:
            self.show_alone(self._brief(event.item, scenario, event.mode))

    def _brief(
        self, item: ScenarioFile, scenario: Scenario, mode: str | None = None
    ) -> Screen[None]:
        """Return a brief, with a mode proposed where one is asked for."""
        from simulator.tui.play_screens import brief_screen

        seed = self._fresh_seed() if self._fresh_seed else self.rules.seed
        proposed = Mode(mode) if mode else self.rules.mode
        rules = replace(self.rules, seed=seed, mode=proposed)
        return brief_screen(item, scenario, rules, self._day, self.plays, self.settings)

    def on_guide_wanted(self) -> None:
        """Show the brief of the guided first conversation."""
        from simulator.tui.play_screens import guide_screen

        screen = guide_screen(self.rules, self.plays, self.settings)
        if self.plays.seat is None and screen:
            self.show_alone(screen)

    def on_progress_wanted(self) -> None:
        """Show the player's progress."""
        from simulator.tui.screens.progress import ProgressScreen

        if isinstance(self.screen, HomeScreen):
            self.push_screen(ProgressScreen(self.plays, ascii_only=self.settings.ascii))

    def on_earlier_plays_found(self, event: EarlierPlaysFound) -> None:
        """Say once, on Home, why the bests start again under other rules and where the old ones are."""
        if self.settings.edition_seen < EDITION and isinstance(self.screen, HomeScreen):
            told = [Paragraph(event.note)]
            self.read_out(
                "The rules have changed", told, lambda _: self.choose("edition_seen", EDITION)
            )

    def on_brief_left(self) -> None:
        """From a brief back to Home, or out."""
        self._back()

    def on_play_wanted(self, event: PlayWanted) -> None:
        """From a brief into the play."""
        if self.plays.seat is None:
            asked = event.rules
            if event.item.id != GUIDED:
                kept = asked if asked.mode != Mode.EXAM else replace(self.rules, mode=Mode.EXAM)
                self.rules = kept
            self.begin_play(lambda: self.plays.begin(event.item, asked))

    def on_resume_wanted(self, event: ResumeWanted) -> None:
        """From Home into a saved play."""
        if self.plays.seat is None:
            self.resume_play(event.name, straight=True)

    def on_play_left(self) -> None:
        """Go from a play to Home, or out, and say where it is saved."""
        self._confirm_loss(self._leave_play)

    def _leave_play(self) -> None:
        seat, way_back = self.plays.seat, self._way_back
        saved = seat and seat.kept and seat.turns and not seat.over
        if way_back:
            self._way_back = None
            self.plays.close()
            way_back()
            if saved and self.has_home:
                self.notify("Saved. You can resume it from Home.", markup=False)
            return
        if saved and self.has_home:
            self.notify("Saved. You can resume it from here.", markup=False)
        self._back()

    def on_debrief_wanted(self) -> None:
        """From a play that is over to its debrief."""
        opened = self.plays.opened
        if opened and opened.seat.over:
            self._way_back = None
            self.look_back(opened)

    def on_debrief_left(self) -> None:
        """From a debrief to Home, or out; from that of a shift's customer back to the day."""
        if self.flow:
            self.pop_screen()
        else:
            self._confirm_loss(self._back)

    def on_shifts_wanted(self, event: ShiftsWanted) -> None:
        """From Home into a shift, and back."""
        if self.plays.seat is None and self.flow is None:
            self.choose_shift(event.offers, self.plays, self._back)

    def on_drills_wanted(self) -> None:
        """From Home into exercises, and back."""
        if self.plays.seat is None and self.flow is None:
            self.ask_drills(self.plays, self._read_home)

    def on_scene_wanted(self, event: SceneWanted) -> None:
        """Play on from where a card begins, as a conversation by itself."""
        if item := self.plays.item(event.scenario):
            rules = replace(self.rules, mode=Mode.PRACTICE, timed=False)
            self.begin_play(lambda: self.plays.begin(item, rules, event.moves))

    def on_play_again(self) -> None:
        """Play the same scenario in the same way from its start."""
        self.take_from_shift(self.plays)
        self._confirm_loss(lambda: self.begin_play(self.plays.again))

    def on_try_again_from(self, event: TryAgainFrom) -> None:
        """Play once more, from before one of the play's moves."""
        self._begin_from_debrief(lambda: self.plays.again(event.index))

    def on_go_on_from(self, event: GoOnFrom) -> None:
        """Play on from where a good play was left."""
        self._begin_from_debrief(lambda: self.plays.go_on(event.moves))

    def _begin_from_debrief(self, begin: Callable[[], Opened | None]) -> None:
        """Begin a conversation from the debrief that is shown; leaving it early leads back there, or to its shift."""

        def go() -> None:
            self._way_back = way_back
            self.begin_play(begin)

        way_back: Callable[[], None] | None
        if self.flow:
            shift = self.take_from_shift(self.plays)
            way_back = partial(self.reopen_shift, shift, self.plays, self._back) if shift else None
        else:
            way_back = partial(self._reopen, self.plays.opened)
        self._confirm_loss(go)

    def _reopen(self, opened: Opened | None) -> None:
        """Show the debrief of a play once more."""
        self.plays.opened = opened
        if opened:
            self.look_back(opened)

    def on_report_wanted(self, event: ReportWanted) -> None:
        """Save a report on the play that is over, or on all the player's conversations."""
        self.save_report(self.plays.report(event.sections))

    def saved(self) -> None:
        """Note that the play is on paper, so that leaving it loses nothing."""
        self.on_paper = True

    def _back(self) -> None:
        """Go to Home with its files read again, or out, and close the open play."""
        self._way_back = None
        if not self.has_home:
            self._end(0)
            return
        self.plays.close()
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self._read_home()

    def resume_command(self) -> str:
        """Return the command that resumes the open play."""
        return self.plays.resume_command()

    def _end(self, code: int) -> None:
        self.farewell = self.saved_shift() or self.plays.resume_hint() or self.farewell
        self.plays.close()
        super()._end(code)
