"""One play in plain mode: from where its seat stands to its end or to leaving it, against the clock if there is one.

Drives a seat; decides nothing about the rules. An answer is printed only after its move is on the disk, because the seat works
that way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.channel_words import words_of
from simulator.engine.conversation import IllegalMove
from simulator.errors import SimulatorError
from simulator.plain.console import Signal
from simulator.plain.debrief import PlainDebrief
from simulator.plain.own_words import OwnWordsConversation
from simulator.plain.words import line_texts, scenario_introduction
from simulator.play.own_words import (
    HOW_IT_WORKS,
    IN_OWN_WORDS,
    STAYS_HERE,
    lines_in_own_words,
)
from simulator.play.sentences import (
    CLOCK_STOPPED,
    MOOD_SCALE,
    MOVE_WARNINGS,
    NO_MARKS_WITH_UNDO,
    NOT_SAVED,
    REASONS_LATER,
    TIME_UP,
    saved_sentence,
    undone,
)
from simulator.play.session import NOTED_EVERY
from simulator.records.save_failures import SaveFailed
from simulator.report.moves import turn_by_turn
from simulator.report.past import NO_PAST
from simulator.ruleset import SILENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.engine.lines import Line
    from simulator.plain.console import Console
    from simulator.plain.debrief import OfferOf
    from simulator.play.choices import Choice
    from simulator.play.opening import Opened
    from simulator.play.session import PlaySession
    from simulator.report.past import Past

AGAIN, UNKEPT, LEAVE = "again", "unkept", "leave"


class PlainGame(OwnWordsConversation):
    """A play through a console.

    `again` is set once it is over, if the player wants to try again after these moves.
    """

    ACTIONS = OwnWordsConversation.ACTIONS | {"why", "undo", "time"}
    LEAVE_HELP = "q saves the conversation and leaves."
    READING_STOPS_CLOCK = True
    """Whether help and the brief stop the clock: in a play alone they do, in a round they don't."""

    def __init__(
        self,
        opened: Opened,
        console: Console,
        options: str = "",
        offer: OfferOf | None = None,
        past: Callable[[], Past] = lambda: NO_PAST,
    ):
        """Make the game of a play.

        Args:
            opened: The play.
            console: Where it is played.
            options: What the command that resumes the play needs behind its name.
            offer: Gives the report that can be saved, from what gives its debrief; None where there is none to save.
            past: Tells of the plays before it.
        """
        self._past = past
        self.opened = opened
        self.seat = opened.seat
        self.console = console
        self.again: tuple[str, ...] | None = None
        self.shows_gauges = self.seat.rules.shows_gauges
        self.shows_reasons = self.seat.rules.shows_reasons
        self._options, self._offer = options, offer

    @property
    def play(self) -> PlaySession:
        """The seat."""
        return self.seat

    def choices(self) -> Sequence[Choice]:
        """Return what can be replied now, in the order of the seat."""
        return self.seat.choices()

    def allowed(self) -> frozenset[str]:
        """Return what the mode allows."""
        rules = self.seat.rules
        allowed = {"why": self.shows_reasons, "undo": rules.allows_undo, "time": rules.timed}
        return self.ACTIONS - {action for action, allows in allowed.items() if not allows}

    def say(self, text: str = "", hang: int = 0) -> None:
        """Print a paragraph."""
        self.console.say(text, hang)

    def introduce(self) -> None:
        """Say what is played, what the trainee knows, and with whom."""
        self.say_all(scenario_introduction(self.conversation.scenario))
        timed = self.seat.allowed() is not None
        clock = ", with a clock (t shows how much time is left)" if timed else ""
        own = f", {IN_OWN_WORDS}" if self.seat.rules.own_words else ""
        self.say(f"Mode: {self.seat.rules.mode}{own}{clock}. Type h for help.")
        if own:
            self.say(f"{HOW_IT_WORKS} {STAYS_HERE}")
        if self.shows_gauges:
            self.say(MOOD_SCALE)

    def run(self) -> None:
        """Play until the end, then debrief; leaves early where the player or the input does."""
        self.resume()
        while not self.seat.over:
            answer = self.read()
            if answer is Signal.END or not self.answer(answer):
                self.farewell()
                return
        self.finish()

    def resume(self) -> None:
        """Say what was heard last and what can be done now."""
        self.say_lines(self.last_lines())
        self.present()

    def finish(self) -> None:
        """Tell the debrief of a play that is over, and do what is wanted with it; may set `again`."""
        self.say(words_of(self.seat.conversation.scenario.channel).over)
        self.again = PlainDebrief(self.opened, self.console, self._offer, self._past()).run()

    def farewell(self) -> None:
        """Say where the play is saved, and how to resume it."""
        self.say()
        self.say(saved_sentence(self.seat, self._options) or NOT_SAVED)

    # Input and time

    def read(self) -> str | Signal:
        """Ask for a move; return the line typed, that there is none, or that the time for the move is up."""
        self.ask()
        self.allow_typing()
        left = self.seat.until_late()
        if left is None:
            return self.console.read()
        return self.read_in_time(left, MOVE_WARNINGS, "seconds left.")

    def ask(self) -> None:
        """Print the prompt."""
        self.console.ask(self.prompt())

    def read_in_time(self, left: float, warnings: Sequence[int], words: str) -> str | Signal:
        """Return the next line, or that the seconds left have passed; each threshold is said before `words`."""
        end = self.seat.now() + left
        for seconds in warnings:
            # A threshold that is passed while the prompt is read would only be noise.
            if left > seconds * 1.2:
                line = self._read_until(end - seconds)
                if line is not Signal.LATE:
                    return line
                self.console.interrupt(f"{seconds} {words}")
        return self._read_until(end)

    def _read_until(self, deadline: float) -> str | Signal:
        """Return the next line, or that the deadline passed; meanwhile the clock is noted now and then."""
        while True:
            line = self.console.read(min(deadline, self.seat.now() + NOTED_EVERY))
            if line is not Signal.LATE or self.seat.now() >= deadline:
                return line
            self.seat.note_clock()

    def answer(self, line: str | Signal) -> bool:
        """Do what a line says, or make the silence of a move whose time is up; return whether the play continues here."""
        if isinstance(line, str):
            return self.handle_command(line)
        self.console.interrupt(TIME_UP, asks_again=False)
        # What is half typed must not answer the next question.
        self.console.forget_typing()
        return self.make_move(SILENCE)

    # Moves and commands

    def make_move(self, move: str) -> bool:
        """Make a move; return false if it could not be kept and the player leaves."""
        try:
            turn = self.seat.move(move)
        except IllegalMove as error:
            self.say(str(error))
        except SaveFailed as error:
            return self._on_save_failure(move, error)
        else:
            words = self.seat.words.get(len(self.seat.turns) - 1)
            self.say_turn(turn._replace(said=lines_in_own_words(turn.said, words)))
        return True

    def _on_save_failure(self, move: str, error: SaveFailed) -> bool:
        """Let the player decide about a move that could not be kept and so was not made."""
        answer = ask_after_failure(error, "conversation", "leave", self.console)
        if answer == UNKEPT:
            self.seat.detach()
        if answer != LEAVE:
            return self.make_move(move)
        self.say("The last move wasn't made.")
        return False

    def action_leave(self) -> bool:
        """Leave; on a terminal it is asked first where the play would be lost."""
        if self.seat.kept or not self.seat.turns or not self.console.interactive:
            return False
        self.console.ask(
            "This conversation isn't saved. q again to leave without saving, Enter to stay:"
        )
        return self.console.read() not in ("q", "quit", Signal.END)

    def action_why(self) -> None:
        """Say why the last move moved the mood, where the mode tells it before the debrief."""
        if self.shows_reasons:
            super().action_why()
        else:
            self.say(REASONS_LATER)

    def action_undo(self) -> None:
        """Undo the last move."""
        try:
            turn = self.seat.undo()
        except SimulatorError as error:
            self.say(str(error))
            return
        self.say(undone(turn))
        self.action_state()

    def help_of(self, action: str) -> str:
        """Return what help says of an action, of undo with what it costs."""
        told = super().help_of(action)
        return f"{told[:-1]}; {NO_MARKS_WITH_UNDO}." if action == "undo" else told

    def action_help(self) -> None:
        """Say what can be typed; meanwhile the clock stands still."""
        self._with_clock_stopped(super().action_help)

    def action_brief(self) -> None:
        """Say again what is known; meanwhile the clock stands still."""
        self._with_clock_stopped(super().action_brief)

    def _with_clock_stopped(self, tell: Callable[[], None]) -> None:
        """Tell something, and where a clock runs that may stop, wait until it has been read."""
        if not self.READING_STOPS_CLOCK or self.seat.allowed() is None:
            tell()
            return
        self.seat.hold()
        tell()
        self.console.ask(CLOCK_STOPPED)
        line = self.console.read()
        self.seat.release()
        if isinstance(line, str) and line:
            self.console.put_back(line)  # whoever types a reply here means it

    def action_time(self) -> None:
        """Say the time left."""
        left = self.seat.remaining()
        self.say("There is no clock." if left is None else f"{round(left)} seconds left.")


def ask_after_failure(error: SimulatorError, what: str, leave: str, console: Console) -> str:
    """Say what could not be kept and ask what now: AGAIN, UNKEPT or LEAVE."""
    console.say(str(error))
    while True:
        console.ask(
            f"Enter to try again, n to continue without saving this {what}, or q to {leave}:"
        )
        answer = console.read()
        if answer in ("q", "quit", Signal.END):
            return LEAVE
        if answer in ("", "n"):
            return UNKEPT if answer else AGAIN


def look_at(start: Conversation, turns: Sequence[Turn], console: Console, *, reasons: bool) -> None:
    """Tell a play as far as it goes, turn by turn; without reasons only what was said."""
    for text in scenario_introduction(start.scenario):
        console.say(text)
    if reasons:
        for told in turn_by_turn(start, turns):
            console.say(told.line)
        return
    lines: list[Line] = [*start.opening, *(line for turn in turns for line in turn.said)]
    for line in lines:
        for text in line_texts(line):
            console.say(text)
