"""The full screen of `simulator rounds`: the list, one round, and what can be opened in it.

Files are read by whoever made the program; it holds what was read and shows one screen above the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from simulator.errors import SimulatorError
from simulator.report.debrief import debrief
from simulator.rounds.class_walk import class_walk
from simulator.rounds.kept_rounds import RoundState
from simulator.rounds.kept_words import LIVE
from simulator.tui.saving import WITH_NAMES, WITH_PSEUDONYMS
from simulator.tui.screens.class_walk import ClassScreen
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.dialogs import TextDialog
from simulator.tui.screens.kept_rounds import (
    KeptRoundScreen,
    KeptRoundsScreen,
    ReplayOpened,
    RoundOpened,
    WalkOpened,
)
from simulator.tui.shell import Shell
from simulator.tui.transcript import play_paragraphs
from simulator.tui.words import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from simulator.records.settings import LoadedSettings
    from simulator.rounds.kept_rounds import KeptRound
    from simulator.rounds.report_offers import RoundReports
    from simulator.rounds.round_result import Replay, WholeRound
    from simulator.tui.messages import ClassReportWanted, ReportWanted
    from simulator.tui.widgets.paragraphs import Paragraph


class RoundsApp(Shell):
    """The rounds kept on this computer."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        rounds: Sequence[KeptRound],
        read: Callable[[Path], WholeRound],
        reports: RoundReports,
        settings: LoadedSettings | None = None,
        first: WholeRound | None = None,
    ) -> None:
        """`read` reads all of a round; with `first` that one is opened at once, and there is no list beneath it.

        `reports` are those that can be saved.
        """
        super().__init__(settings)
        self._reports = reports
        self._replay: Replay | None = None
        self._rounds, self._read, self._first = rounds, read, first
        self._whole = first

    def get_default_screen(self) -> Screen[None]:
        """Return the list, or nothing beneath the one round."""
        return Screen(id="empty") if self._first else KeptRoundsScreen(self._rounds)

    def on_mount(self) -> None:
        """Open the round that was named, if one was."""
        self.tell_troubles()
        if self._first:
            self.push_screen(KeptRoundScreen(self._first), lambda _: self._end(0))

    def on_round_opened(self, event: RoundOpened) -> None:
        """Open a round; say why not where it can't be."""
        item = event.item
        if item.state is RoundState.LIVE:
            self._refuse(LIVE)
            return
        try:
            self._whole = self._read(item.path)
        except SimulatorError as error:
            self._refuse(f"{error.message} {error.hint or ''}".strip())
            return
        self.push_screen(KeptRoundScreen(self._whole))

    def on_walk_opened(self, event: WalkOpened) -> None:
        """Walk through what the class did."""
        whole = self._whole
        assert whole is not None
        replays = whole.played(event.scenario)
        scenario = replays[0].start.scenario
        self.push_screen(ClassScreen(scenario, class_walk(replays)))

    def on_replay_opened(self, event: ReplayOpened) -> None:
        """Show a debrief, or what was said."""
        replay = event.replay
        title = f"{replay.result.origin.person}, {replay.result.scenario.title}"
        if event.said:
            self.push_screen(TextDialog(one_line(title), self._transcript_paragraphs(replay)))
            return
        self._replay = replay
        found = debrief(replay.start, replay.turns)
        self.push_screen(DebriefScreen(title, found, settings=self.settings, tries=False))

    def on_debrief_left(self) -> None:
        """Go back to the round."""
        self.pop_screen()

    def on_play_left(self) -> None:
        """Leave the list."""
        self._end(0)

    def on_class_report_wanted(self, event: ClassReportWanted) -> None:
        """Save a report on the round, with names only while they are shown."""
        assert self._whole is not None
        offer = self._reports.of_file(self._whole.result.path)
        told = WITH_NAMES if event.named else WITH_PSEUDONYMS
        self.save_report(offer, told, pseudonyms=not event.named)

    def on_report_wanted(self, event: ReportWanted) -> None:
        """Save a report on the conversation whose debrief is read."""
        if self._whole and self._replay and event.sections:
            keys = [play.origin.key for play in self._whole.result.plays]
            place = keys.index(self._replay.result.origin.key)
            self.save_report(self._reports.of_kept_play(self._whole.result, place, event.sections))

    def _refuse(self, sentence: str) -> None:
        self.notify(sentence, severity="warning", markup=False)

    @staticmethod
    def _transcript_paragraphs(replay: Replay) -> list[Paragraph]:
        return play_paragraphs(replay.start, replay.turns, with_reasons=False)
