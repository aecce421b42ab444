"""A round at one terminal in plain mode: the roster, the hand-over, the turns, the board, the end. Append-only lines.

Works through a pipe and reads well aloud: it says whose turn it is before anything else. It decides no rule: the round
says whose turn it is and what may be seen of the board.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from simulator.channel_words import words_of
from simulator.errors import SimulatorError
from simulator.plain.console import Signal
from simulator.plain.debrief import say_sections
from simulator.plain.saving import save_report
from simulator.plain.turn import PlainTurn, run_step
from simulator.plain.words import list_number, scenario_introduction
from simulator.play.opening import Opened as OpenedPlay
from simulator.rounds.confirmations import END_HOT_SEAT, out_confirmation
from simulator.rounds.hosted.debriefs import debrief_so_far
from simulator.rounds.hot_seat.words import (
    BOARD_SHOWN,
    DEBRIEF_LATER,
    NO_ONE_YET,
    NO_PLAYS,
    ROSTER_HELP,
    board_lines,
    class_sections,
    full_words,
    hand_over_words,
    how_lines,
    is_public,
    joined_words,
    new_time_words,
    no_debrief,
    pass_words,
    ready_words,
    result_lines,
    time_words,
)
from simulator.rounds.model import Show
from simulator.rounds.names import unique_name
from simulator.rounds.roster import read_entry, read_factor
from simulator.rounds.words import PHASE_WORDS
from simulator.text import clean_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from simulator.plain.console import Console
    from simulator.rounds.confirmations import Confirmation
    from simulator.rounds.hot_seat.files import Opened
    from simulator.rounds.hot_seat.model import Play, Player
    from simulator.rounds.report_offers import RoundReports
    from simulator.rounds.roster import Entry

TABLE_COMMANDS = (
    "Enter begins the turn; later lets the others go first; out takes this player off the roster; add NAME adds a player; "
    "time NAME FACTOR gives more time, 1 to 10 or none for no clock; board all, own or none shows the board; "
    "who lists who still has to play; end ends the round; q stops it, and you can continue another day."
)


def type_roster(console: Console, room: int) -> list[Entry]:
    """Ask for the players, a name per line, until an empty line; return none where the input ends before there is a name."""
    console.say(
        "Who is playing? Type one name per line, in the order of play, then an empty line to begin. "
        f"{ROSTER_HELP}"
    )
    entries: list[Entry] = []
    names: list[str] = []
    while True:
        console.ask(f"Player {len(entries) + 1}:")
        line = console.read()
        if isinstance(line, Signal) or (line == "" and entries):
            return entries
        if line == "-":
            del entries[-1:], names[-1:]
        elif line == "":
            console.say(f"{NO_ONE_YET} To leave, press Ctrl-C.")
        elif len(entries) == room:
            console.say(f"{full_words(room)} Press Enter to begin.")
        else:
            try:
                entry = read_entry(line)
            except SimulatorError as error:
                console.say(str(error))
                continue
            entries.append(entry)
            names.append(unique_name(entry.name, names))
            console.say(f"{names[-1]}{time_words(entry.factor)}. {entry.note}".rstrip())


class PlainHotSeat:
    """The round, from where it is to its end or until it is stopped."""

    def __init__(self, opened: Opened, console: Console, reports: RoundReports) -> None:
        self._opened, self._hot, self._console = opened, opened.round, console
        self._reports = reports

    def run(self) -> bool:
        """Play; return false where the round was stopped before its end."""
        hot = self._hot
        while hot.due is not None:
            if not self._hand_over():
                return False
            if hot.due is not None and not self._turn():
                return False
        self._close()
        return True

    # Between turns

    def _hand_over(self) -> bool:
        """Wait until the next player has the keyboard, or no one is left to play; return false to stop."""
        self._console.forget_typing()  # an Enter too many must not begin the next player's conversation
        while (due := self._hot.due) is not None:
            self._console.say()
            if middle := hand_over_words(self._hot):
                self._console.say(middle)
            self._console.ask(
                f"{pass_words(due.name)} {ready_words(due.name, 'Enter')} For help, type h:"
            )
            line = self._console.read()
            if line == "":
                return True
            if isinstance(line, Signal) or line.lower() in ("q", "quit"):
                return False
            if not self._handle_command(line):
                return False
        return True

    def _handle_command(self, line: str) -> bool:
        """Do what a line between the turns says; return false to stop."""
        word, _, rest = line.partition(" ")
        try:
            step = self._step(word.lower(), rest.strip())
            return step is None or run_step(step, self._hot, self._console)
        except SimulatorError as error:
            self._console.say(str(error))
        return True

    def _step(self, word: str, rest: str) -> Callable[[], object] | None:
        """Return what a command changes, if it changes something; raises SimulatorError."""
        hot, say = self._hot, self._console.say
        match word:
            case "later" if not rest:
                if not hot.can_defer:
                    say("No one else can go first at the moment.")
                return hot.defer_turn
            case "out" if not rest:
                due = hot.due
                return (
                    hot.remove_player
                    if due and self._sure(out_confirmation(due.name), "out")
                    else None
                )
            case "add" if rest:
                entry = read_entry(rest)
                return lambda: say(f"{joined_words(hot.add(entry).name)} {entry.note}".rstrip())
            case "time" if rest:
                name, _, factor = rest.rpartition(" ")
                return partial(self._give_time, hot.named(name), read_factor(factor))
            case "board" if rest in [show.value for show in Show]:
                return partial(self._show_board, Show(rest))
            case "end" | "close" if not rest:
                return hot.close if self._sure(END_HOT_SEAT, word) else None
            case "who" if not rest:
                self._lines(["Still to play:", *(player for player in self._names())])
            case _:
                say(TABLE_COMMANDS)
        return None

    def _sure(self, confirmation: Confirmation, command: str) -> bool:
        """Ask before what can't be undone; yes, or the command again, does it."""
        console = self._console
        console.say(f"{confirmation.question} {confirmation.consequence}")
        console.ask("Type yes or no:")
        line = console.read()
        if not isinstance(line, Signal) and line.strip().lower() in ("yes", "y", command):
            return True
        console.say("Nothing was changed.")
        return False

    def _show_board(self, show: Show) -> None:
        self._hot.show_board(show)
        self._console.say(BOARD_SHOWN[show])

    def _give_time(self, player: Player, factor: float | None) -> None:
        self._hot.retime(player, factor)
        self._console.say(new_time_words(player.name, factor))

    def _names(self) -> list[str]:
        return [f"{self._hot.players[id].name}." for id in self._hot.order]

    # A turn

    def _turn(self) -> bool:
        """Play one turn and show its result; return false to stop."""
        hot, console = self._hot, self._console
        if hot.present is None and not self._brief():
            return False
        sat: list[Play] = []
        if not run_step(lambda: sat.append(hot.start_turn()), hot, console):
            return False
        (play,) = sat
        opened = OpenedPlay(play.seat, self._opened.items[play.scenario])
        if not PlainTurn(hot, play, opened, console).take():
            return False
        if play.done and not hot.variant.together:
            return self._result(play)
        return True

    def _brief(self) -> bool:
        """Say the brief, before any clock runs; return false where the input ends."""
        self._lines([*scenario_introduction(self._hot.coming), *how_lines(self._hot)])
        self._console.ask("Press Enter to begin:")
        return not isinstance(self._console.read(), Signal)

    def _result(self, play: Play) -> bool:
        """Say the player's own result, then the board; return false where the input ends."""
        console = self._console
        console.say(words_of(play.seat.conversation.scenario.channel).over)
        self._lines(result_lines(self._hot, play))
        told = is_public(self._hot, play)
        if not told:
            console.say(DEBRIEF_LATER)
        ways = "d shows the debrief; Enter continues:" if told else "Enter continues:"
        while True:
            console.ask(ways)
            line = console.read()
            if told and not isinstance(line, Signal) and line.lower() in ("d", "debrief"):
                self._debrief(play)
            elif line in ("", "q") or isinstance(line, Signal):
                break
        if rows := board_lines(self._hot):
            console.say()
            console.say("The board.")
            self._lines(rows)
        return not isinstance(line, Signal)

    # The end

    def _close(self) -> None:
        """Say how it went for everyone, then the debriefs that are asked for."""
        hot, console = self._hot, self._console
        if not hot.closed and not run_step(hot.close, hot, console):
            hot.stop_saving()
        console.say()
        console.say(PHASE_WORDS["closed"])
        plays = list(hot.plays.values())
        if not plays:
            console.say(NO_PLAYS)
            return
        if hot.variant.together:
            self._lines(result_lines(hot, plays[0]))
            self._debrief(plays[0])
        say_sections(class_sections(hot), console)
        self._offer([] if hot.variant.together else plays)

    def _offer(self, plays: Sequence[Play]) -> None:
        """Tell debriefs and save reports on the round until no more is wanted; `plays` are those with a debrief to choose."""
        console = self._console
        console.say()
        self._lines(f"{at}. {play.name}" for at, play in enumerate(plays, 1))
        asked = "Type a number for that debrief; " if plays else "Type "
        while True:
            console.ask(f"{asked}s and a file name to save a report on the round; Enter ends:")
            line = console.read()
            if isinstance(line, Signal) or line.lower() in ("", "q", "quit"):
                return
            word, _, rest = line.partition(" ")
            if word.lower() in ("s", "save"):
                offer = self._reports.of_open(self._hot.setup.name, self._hot.record)
                save_report(offer, rest.strip(), console)
            elif number := list_number(line, len(plays)):
                play = plays[number - 1]
                self._lines(result_lines(self._hot, play))
                self._debrief(play)
            else:
                console.say(f"{clean_name(line)} isn't on the list.")

    def _debrief(self, play: Play) -> None:
        """Tell a debrief, or why there is none."""
        if reason := no_debrief(play):
            self._console.say(reason)
        else:
            say_sections(debrief_so_far(play.seat).sections(), self._console)

    def _lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._console.say(line)
