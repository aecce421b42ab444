"""The full screen of a round at one terminal: roster, hand-over, play, result, board, and what the class makes of it.

What follows what is decided only here; the round says whose turn it is and saves every step.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.rounds.confirmations import END_HOT_SEAT, out_confirmation
from simulator.rounds.hosted.debriefs import debrief_so_far
from simulator.rounds.hot_seat.model import LEFT, LIMIT
from simulator.rounds.hot_seat.words import (
    DEBRIEF_LATER,
    NO_PLAYS,
    board_lines,
    class_sections,
    hand_over_words,
    how_lines,
    is_public,
    no_debrief,
    result_lines,
)
from simulator.rounds.model import Show
from simulator.text import count
from simulator.tui.hotseat_base import END, STAY, STOP, HotSeatBase, Table
from simulator.tui.program import FAILED
from simulator.tui.screens import hotseat as asked
from simulator.tui.screens.dialogs import ChoiceDialog, DialogOption, InputDialog, TextDialog
from simulator.tui.screens.hotseat import (
    EndScreen,
    HandOverScreen,
    ReadScreen,
    TurnScreen,
)
from simulator.tui.screens.roster import RosterScreen
from simulator.tui.sections import section_paragraphs
from simulator.tui.transcript import turn_paragraphs
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.words import brief_paragraphs, one_line, sentences

if TYPE_CHECKING:
    from simulator.records.settings import LoadedSettings
    from simulator.rounds.hot_seat.model import Play
    from simulator.tui.messages import ReportWanted
    from simulator.tui.screens.hotseat import HotSeatRequest
    from simulator.tui.screens.roster import RosterTyped

LOOK = 0.5
"""Seconds between two looks at the limit of a conversation."""
WARN_AT = (60, 30, 10)


class HotSeatApp(HotSeatBase):
    """A round from its roster to its end."""

    def __init__(self, table: Table, settings: LoadedSettings | None = None) -> None:
        super().__init__(table, settings)
        self._play_open: Play | None = None
        self._told_of: Play | None = None
        self._debriefed: Play | None = None
        self._board_seen = False
        self._warned = 0

    def on_mount(self) -> None:
        """Open the roster, or the round where it stands."""
        self.set_interval(LOOK, self._look)
        if self.table.opened is None:
            self.show_alone(RosterScreen(one_line(self.table.name), self.table.room))
        else:
            self._after_begin()

    def on_roster_typed(self, event: RosterTyped) -> None:
        """Begin with those players."""
        try:
            self.table.begin(event.entries)
        except SimulatorError as error:
            self.farewell = f"simulator: {error}"
            told = [Paragraph(text, gap=True) for text in sentences(error.message, error.hint)]
            dialog = TextDialog("The round can't start", told)
            self.push_screen(dialog, lambda _: self._end(FAILED))
        else:
            self._after_begin()

    def _after_begin(self) -> None:
        self.hot.on_move = self._after_a_move
        self.next_turn()

    # What follows what

    def next_turn(self) -> None:
        """Show whose turn it is, or the end."""
        hot = self.hot
        self._play_open = self._told_of = None
        due = hot.due
        if due is None:
            self._close()
            return
        told = [Paragraph(text, gap=True) for text in (hand_over_words(hot),) if text]
        if hot.variant.together and (play := hot.present) and play.seat.turns:
            told += turn_paragraphs(play.seat.turns[-1], with_reasons=False)
        name = one_line(hot.setup.name)
        self.show_alone(HandOverScreen(name, due.name, told, can_defer=hot.can_defer))

    def on_hot_seat_request(self, event: HotSeatRequest) -> None:  # noqa: C901 - one case for each kind
        """Do what is wanted between the turns."""
        match event.what:
            case asked.READY:
                self._taken_up()
            case asked.LATER:
                self.run_step(self.hot.defer_turn, self.next_turn)
            case asked.OUT:
                if due := self.hot.due:
                    self.confirm(out_confirmation(due.name), self.hot.remove_player)
            case asked.CLOSE:
                self.confirm(END_HOT_SEAT, self.hot.close)
            case asked.ADD:
                dialog = InputDialog(
                    "Add a player",
                    "",
                    ["Kim:1.5 gives Kim one and a half times the usual time."],
                )
                self.push_screen(dialog, self.add_player)
            case asked.TIME:
                dialog = InputDialog(
                    "Give more time",
                    "",
                    [
                        "Type a name and how many times the usual time they get: Kim:1.5, or Kim:none for no clock."
                    ],
                )
                self.push_screen(dialog, self.give_time)
            case asked.BOARD:
                shows = list(Show)
                show = shows[(shows.index(self.hot.show) + 1) % len(shows)]
                self.run_step(lambda: self.hot.show_board(show), lambda: self.say_board(show))
            case asked.ON:
                self._after_reading()
            case asked.REPORT:
                self.save_round_report()
            case asked.DEBRIEF:
                play = self.hot.plays[event.play] if event.play else self._told_of
                if play:
                    self._debrief(play)
            case _:
                self._end(0)

    def _taken_up(self) -> None:
        """Show the brief first, before any clock runs; the player has the keyboard."""
        hot = self.hot
        if hot.present is None:
            how = (*how_lines(hot), "The clock starts when you continue, not before.")
            told = [*brief_paragraphs(hot.coming), *(Paragraph(text, gap=True) for text in how)]
            self.show_alone(ReadScreen(one_line(hot.coming.title), told))
        else:
            self._sit()

    def _after_reading(self) -> None:
        """Go from the brief into the play, from a result to the board, from there to the next player."""
        if self._told_of is None:
            self._sit()
            return
        rows = board_lines(self.hot)
        if rows and not self._board_seen:
            self._board_seen = True
            self.show_alone(ReadScreen("The board", [Paragraph(row) for row in rows]))
        else:
            self.next_turn()

    def _sit(self) -> None:
        def seated() -> None:
            play, due = self.hot.present, self.hot.due
            assert play is not None
            assert due is not None
            self._play_open, self._warned = play, 0
            self.show_alone(TurnScreen(play.seat, due.name, self.moving))

        self.run_step(self.hot.start_turn, seated)

    def _after_a_move(self) -> None:
        self.call_after_refresh(self._after_move)

    def _after_move(self) -> None:
        """Pass the keyboard on after a move, where all play one conversation together."""
        play = self._play_open
        if play and not play.done and self.hot.variant.together and play.seat.parked:
            self.next_turn()

    def on_play_left(self) -> None:
        """Ask what leaving a play means here."""
        hot, play = self.hot, self._play_open
        if play is None or self.deciding:
            return
        together = hot.variant.together
        ways = [
            DialogOption(STOP, "Stop the round and continue another day"),
            DialogOption(
                END, "Leave the rest to the others" if together else "End this conversation"
            ),
            DialogOption(STAY, "Go back to the conversation"),
        ]
        told = "The clock is still running. If you end the conversation, it counts as it is."

        def take_answer(way: str | None) -> None:
            if way == STOP:
                self._end(0)
            elif way == END and together:
                self.run_step(hot.remove_player, self.next_turn)
            elif way == END:
                self.run_step(lambda: hot.give_up(play, LEFT), lambda: self._result(play))

        self.push_screen(
            ChoiceDialog("Leave this conversation?", [told], ways, careful=True), take_answer
        )

    def on_debrief_wanted(self) -> None:
        """Go from a play that is over to its result."""
        if self._play_open and self._play_open.done:
            self._result(self._play_open)

    def _result(self, play: Play) -> None:
        """Show the player's own result; together it is the end of the round."""
        self._play_open = None
        if self.hot.variant.together:
            self._close()
            return
        self._told_of, self._board_seen = play, False
        told = [Paragraph(line, gap=True) for line in result_lines(self.hot, play)]
        may = is_public(self.hot, play)
        if not may:
            told.append(Paragraph(DEBRIEF_LATER, "muted", gap=True))
        self.show_alone(ReadScreen(f"{play.name}: the result", told, debrief=may))

    def _close(self) -> None:
        """End the round, and note that where it has not been noted."""
        if self.hot.closed:
            self._finish()
        else:
            self.run_step(self.hot.close, self._finish)

    def _finish(self) -> None:
        hot = self.hot
        self._play_open = self._told_of = None
        plays = list(hot.plays.values())
        told = [] if plays else [Paragraph(NO_PLAYS)]
        if hot.variant.together:
            told += [Paragraph(line) for play in plays for line in result_lines(hot, play)]
        told += section_paragraphs(class_sections(hot))
        rows = [(play.id, play.name) for play in plays]
        self.show_alone(EndScreen(f"{one_line(hot.setup.name)}: the end", told, rows))

    # A debrief, and back

    def _debrief(self, play: Play) -> None:
        from simulator.tui.screens.debrief import DebriefScreen

        if reason := no_debrief(play):
            self.notify(reason, markup=False)
            return
        self._debriefed = play
        title, told = self.hot.scenario(play).title, debrief_so_far(play.seat)
        self.show_alone(DebriefScreen(title, told, settings=self.settings, tries=False))

    def on_debrief_left(self) -> None:
        """Go back to where it was opened from."""
        if self._told_of:
            seen = self._board_seen
            self._result(self._told_of)
            self._board_seen = seen
        else:
            self._finish()

    def on_report_wanted(self, event: ReportWanted) -> None:
        """Save a report on the conversation whose debrief is read."""
        if self._debriefed and event.sections:
            self.save_play_report(self._debriefed, event.sections)

    # Time

    def _look(self) -> None:
        """Say the time left of a conversation at thresholds, then end it."""
        play = self._play_open
        if play is None or play.done or self.deciding or play.seat.parked:
            return
        left = self.hot.left(play)
        if left is None:
            return
        if left <= 0:
            self.run_step(lambda: self.hot.give_up(play, LIMIT), lambda: self._result(play))
            return
        due = [seconds for seconds in WARN_AT if left <= seconds]
        if due and self._warned != min(due):
            self._warned = min(due)
            words = f"{count(ceil(left), 'second')} left for the whole conversation."
            self.notify(words, markup=False)
