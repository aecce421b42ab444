"""One play in plain mode: what is said, the replies by number, and every command a line can be.

Drives a seat and prints; decides nothing about the rules. An answer is printed only after its move is on the disk, because
the seat works that way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.engine.conversation import IllegalMove, Line, Turn
from simulator.errors import SimulatorError
from simulator.plain.console import Console, Signal
from simulator.plain.debrief import PlainDebrief
from simulator.plain.spoken import spoken
from simulator.play.choices import numbers_in_words
from simulator.play.session import NOTED_EVERY
from simulator.records.failures import SaveFailed
from simulator.report.debrief import turn_by_turn
from simulator.report.words import day_words, difference, mood_words, turn_words
from simulator.ruleset import GAUGES, LISTEN, SILENCE
from simulator.text import clean_name, path_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.engine.conversation import Conversation
    from simulator.play.opening import Opened
    from simulator.scenario.model import Scenario

WARN_AT = (30, 10, 5)
_COMMANDS = {
    "": "listen",
    "l": "listen",
    "listen": "listen",
    "silence": "silence",
    "?": "state",
    "h": "help",
    "help": "help",
    "w": "why",
    "why": "why",
    "u": "undo",
    "undo": "undo",
    "t": "time",
    "time": "time",
    "b": "brief",
    "brief": "brief",
    "q": "leave",
    "quit": "leave",
}


class PlainGame:
    """A play through a console, from where the seat stands to its end or to leaving it.

    `again` is set once it is over, if the player wants to try again from before the move of that index.
    """

    def __init__(self, opened: Opened, console: Console, options: str = ""):
        """`options` is what the command to go on needs behind the play's name."""
        self.opened = opened
        self.seat = opened.seat
        self.console = console
        self.again: int | None = None
        self._options = options

    @property
    def conversation(self) -> Conversation:
        """Where the play stands."""
        return self.seat.conversation

    def introduce(self) -> None:
        """Say what is played, what the trainee knows, and with whom."""
        introduce(self.conversation.scenario, self.console)
        rules = self.seat.rules
        clock = (
            ", under the clock (t says the time left)" if self.seat.allowed() is not None else ""
        )
        self.console.say(f"Mode: {rules.mode}{clock}. Type h for help.")

    def play(self) -> None:
        """Play until the end, then debrief; leaves early where the player or the input does."""
        self._present(self.seat.turns[-1].after.opening if self.seat.turns else None)
        while not self.seat.over:
            answer = self._answer()
            if answer is Signal.LATE:
                self.console.say("Time is up.")
                self.console.forget_typing()
                goes_on = self._move(SILENCE)
            else:
                goes_on = answer is not Signal.END and self._obey(answer)
            if not goes_on:
                self.farewell()
                return
        self.finish()

    def finish(self) -> None:
        """The debrief of a play that is over, and what can be done with it; may set `again`."""
        self.console.say("The conversation is over.")
        self.again = PlainDebrief(self.opened, self.console).run()

    def farewell(self) -> None:
        """Say that the play is kept, and how to go on with it."""
        self.console.say()
        if self.seat.journal is None:
            self.console.say("The play was not kept.")
            return
        record = self.seat.journal.record
        if not self.seat.kept:
            self.console.say(
                f"The play was not kept: {path_text(record.path)} is not there any more."
            )
            return
        self.console.say(
            f"The play is kept in {path_text(record.path)}. "
            f"Go on with: simulator play --resume {record.name}{self._options}"
        )

    def _answer(self) -> str | Signal:
        """The next line typed, or that there is none; says the time at thresholds only."""
        while True:
            left = self.seat.remaining()
            if left is None:
                self._prompt()
                return self.console.read()
            self._prompt()
            return self._read_in_time(left)

    def _read_in_time(self, left: float) -> str | Signal:
        for threshold in WARN_AT:
            if left > threshold * 1.2:
                line = self._read_until(self.seat.now() + left - threshold)
                if line is not Signal.LATE:
                    return line
                self.console.say(f"{threshold} seconds left.")
                left = self.seat.remaining() or 0.0
        return self._read_until(self.seat.now() + left)

    def _read_until(self, deadline: float) -> str | Signal:
        """The next line, or that the deadline passed; meanwhile the clock is noted now and then."""
        while True:
            line = self.console.read(min(deadline, self.seat.now() + NOTED_EVERY))
            if line is not Signal.LATE or self.seat.now() >= deadline:
                return line
            self.seat.note_clock()

    def _prompt(self) -> None:
        choices = self.seat.choices()
        ways = []
        if choices:
            ways.append(numbers_in_words(choices))
        if self.conversation.can_listen:
            ways.append("Enter to listen")
        if not ways:
            ways.append("Enter to wait in silence")
        self.console.ask(f"Your move, {' or '.join(ways)}:")

    def _obey(self, line: str | Signal) -> bool:
        """Do what a line says; false if it says to leave."""
        word = str(line).strip().lower()
        choices = {str(choice.number): choice.id for choice in self.seat.choices()}
        if word in choices or word in choices.values():
            return self._move(choices.get(word, word))
        if word.startswith("/"):
            self._find(word[1:].strip())
            return True
        match _COMMANDS.get(word):
            case "listen":
                return self._listen()
            case "silence":
                return self._move(SILENCE)
            case "state":
                self._state()
            case "help":
                self._help()
            case "why":
                self._why()
            case "undo":
                self._undo()
            case "time":
                self._time()
            case "brief":
                introduce(self.conversation.scenario, self.console)
                self._promised()
            case "leave":
                return not self._leaves()
            case _:
                self._not_understood(str(line))
        return True

    def _listen(self) -> bool:
        if self.conversation.can_listen:
            return self._move(LISTEN)
        if not self.seat.choices():
            return self._move(SILENCE)
        self.console.say("There is nothing more to hear now. Choose a reply.")
        return True

    def _move(self, move: str) -> bool:
        """Make a move; false if it could not be kept and the player leaves."""
        try:
            turn = self.seat.move(move)
        except IllegalMove as error:
            self.console.say(str(error))
        except SaveFailed as error:
            return self._not_kept(move, error)
        else:
            self._tell(turn)
        return True

    def _not_kept(self, move: str, error: SaveFailed) -> bool:
        """A move that could not be kept is not made; the player decides how to go on."""
        self.console.say(str(error))
        while True:
            self.console.ask(
                "Enter to try again, n to go on without keeping this play, or q to leave:"
            )
            answer = self.console.read()
            if answer == "n":
                self.seat.detach()
            if answer in ("", "n"):
                return self._move(move)
            if answer in ("q", "quit", Signal.END):
                self.console.say("The last move was not made.")
                return False

    def _tell(self, turn: Turn) -> None:
        """What came of a move, then what can be done now."""
        rules = self.seat.rules
        for line in turn.said:
            say_line(line, self.console)
        if rules.shows_reasons:
            moved = difference(turn.before.state.gauges, turn.after.state.gauges)
            self.console.say(f"Change: {moved}." if moved else "No gauge moved.")
            for sentence in turn_words(turn):
                self.console.say(f"Why: {sentence}")
        if not turn.after.over:
            self._present(())

    def _present(self, said: Sequence[Line] | None) -> None:
        for line in self.conversation.opening if said is None else said:
            say_line(line, self.console)
        self._mood()
        self._promised()
        self._choices()

    def _promised(self) -> None:
        if promises := self.conversation.state.open_promises:
            self.console.say(f"Promised and not yet kept: {', '.join(promises)}.")

    def _leaves(self) -> bool:
        """Whether to leave; on a terminal it is asked first where the play would be lost."""
        if self.seat.kept or not self.seat.turns or not self.console.interactive:
            return True
        self.console.ask("This play is not kept. q again to leave and lose it, Enter to stay:")
        return self.console.read() in ("q", "quit", Signal.END)

    def _find(self, word: str) -> None:
        """Say again everything that was said with a word in it."""
        said = (*self.seat.start.opening, *(line for turn in self.seat.turns for line in turn.said))
        found = [line for line in said if word.casefold() in line.text.casefold()] if word else []
        for line in found:
            say_line(line, self.console)
        if not word:
            self.console.say("Type / and a word to find it in what was said, as in /parcel.")
        elif not found:
            self.console.say(f"“{clean_name(word)}” was not said.")

    def _mood(self) -> None:
        if self.seat.rules.shows_gauges:
            self.console.say(f"Mood: {mood_words(self.conversation)}.")
        else:
            self.console.say(f"Mood: {self.conversation.state.band}.")

    def _choices(self) -> None:
        conversation = self.conversation
        if conversation.can_listen:
            tells = self.seat.rules.shows_gauges and conversation.interrupts
            early = " A reply now would interrupt." if tells else ""
            self.console.say(f"There is more to hear.{early}")
        for choice in self.seat.choices():
            self.console.say(f"{choice.number}. {choice.marked}", hang=3)
        if not conversation.can_listen and not self.seat.choices():
            self.console.say("There is nothing to say and nothing more to hear.")

    def _state(self) -> None:
        """Repeat where things stand."""
        for line in self.conversation.opening:
            say_line(line, self.console)
        self._mood()
        if self.seat.rules.shows_gauges:
            state = self.conversation.state
            gauges = ", ".join(f"{gauge} {getattr(state, gauge)}" for gauge in GAUGES)
            self.console.say(f"Gauges: {gauges}.")
        self._promised()
        self._choices()

    def _why(self) -> None:
        if not self.seat.rules.shows_reasons:
            self.console.say("The reasons come in the debrief. Coach mode gives them as you go.")
        elif not self.seat.turns:
            self.console.say("Nothing has moved the mood yet.")
        else:
            for sentence in turn_words(self.seat.turns[-1]) or ["Nothing moved the mood."]:
                self.console.say(f"Why: {sentence}")

    def _undo(self) -> None:
        try:
            turn = self.seat.undo()
        except SimulatorError as error:
            self.console.say(str(error))
            return
        self.console.say(f"Taken back: {stopped(turn.reply.text if turn.reply else turn.move)}")
        self._state()

    def _time(self) -> None:
        left = self.seat.remaining()
        if left is None:
            self.console.say("There is no clock.")
        else:
            self.console.say(f"{round(left)} seconds left.")

    def _help(self) -> None:
        undo = "u takes the last move back. " if self.seat.rules.allows_undo else ""
        why = "w says why the mood moved. " if self.seat.rules.shows_reasons else ""
        time = "t says the time left. " if self.seat.rules.timed else ""
        self.console.say(
            "A number or a reply's id gives that reply. Enter or l listens. ? says where things stand. "
            f"{why}{undo}{time}b tells the brief again. / and a word finds it in what was said. "
            "q keeps the play and leaves."
        )

    def _not_understood(self, line: str) -> None:
        shown, words = clean_name(line), numbers_in_words(self.seat.choices())
        numbers = f"a number from {words}" if " to " in words else words or "Enter"
        self.console.say(f"“{shown}” is no move here. Type {numbers}, or h for help.")


def stopped(text: str) -> str:
    """A text with a full stop, where it does not end with a stop of its own."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def introduce(scenario: Scenario, console: Console) -> None:
    """The title, who calls and what is known."""
    level, day = f"level {scenario.level}", day_words(scenario.day)
    about = [scenario.channel, scenario.industry, level, day]
    kind = ", ".join(part for part in about if part)
    console.say(f"{stopped(scenario.title)} {kind[:1].upper()}{kind[1:]}.")
    customer = scenario.customer
    console.say(f"The customer: {customer.name}. {customer.about}".rstrip())
    if scenario.brief:
        console.say(f"You know: {scenario.brief}")


def look_at(start: Conversation, turns: Sequence[Turn], console: Console, *, reasons: bool) -> None:
    """A play as far as it goes, told turn by turn; without reasons only what was said."""
    introduce(start.scenario, console)
    if reasons:
        for told in turn_by_turn(start, turns):
            console.say(told.line)
        return
    for line in (*start.opening, *(line for turn in turns for line in turn.said)):
        say_line(line, console)


def say_line(line: Line, console: Console) -> None:
    """One thing said, done or seen, with who or what it comes from before each line of it."""
    for text in spoken(line):
        console.say(text)
