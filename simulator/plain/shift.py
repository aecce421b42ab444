"""A shift in plain mode: what is asked before it, its customers one after the other, and what is told and asked after it.

Drives a shift's session and decides no rule. Exercises between two customers have their place in `PlainShift.pause`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.channel_words import words_of
from simulator.engine.conversation import IllegalMove
from simulator.errors import SimulatorError
from simulator.plain.console import Signal
from simulator.plain.debrief import PlainDebrief, say_sections
from simulator.plain.game import LEAVE, UNKEPT, PlainGame, ask_after_failure
from simulator.plain.words import list_number, scenario_introduction
from simulator.play.sentences import MOOD_SCALE
from simulator.play.shift_day import customers_of, day_of, notes_of
from simulator.play.shift_opening import opened_customer
from simulator.play.shift_words import saved_shift_sentence
from simulator.records.save_failures import SaveFailed
from simulator.report.sections import as_text
from simulator.shift.debrief import after_sections, pledges
from simulator.shift.words import (
    ABOUT_WALL,
    ANSWERS,
    DID_YOU,
    HOW_ARE_YOU,
    NO_BREATH_LEFT,
    NOTE_ANSWERS,
    ONE_THING,
    WATCH_FOR,
    breath_sentence,
    card_sentence,
    composure_sentence,
    intention_of,
    issue_notes,
    issue_question,
    issue_sentences,
    length_words,
    promise_sentences,
    story_sentence,
)
from simulator.text import clean_name, with_stop

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.plain.console import Console
    from simulator.play.shift_day import Before
    from simulator.play.shift_opening import OpenedCustomer, OpenedShift
    from simulator.play.shift_session import ShiftSession
    from simulator.scenario.library import Library
    from simulator.shift.day import Day
    from simulator.shift.play import ShiftPlay

MAX_PLEDGE = 200
PAUSE = "Enter for the next customer, d for a one-minute exercise first, or q to stop here:"


class CustomerInLines(PlainGame):
    """The conversation with one customer of a shift."""

    ACTIONS = (PlainGame.ACTIONS - {"undo", "time"}) | {"breathe"}
    LEAVE_HELP = "q leaves; the shift is saved, and you can resume it here."

    def __init__(self, shift: ShiftSession, console: Console):
        super().__init__(opened_customer(shift, len(shift.seats) - 1), console)
        self.shift = shift
        self._told = shift.play.composure

    def allowed(self) -> frozenset[str]:
        """Return what can be done; a breath only while there is one."""
        gone = set() if self.shift.can_breathe else {"breathe"}
        return super().allowed() - gone

    def present(self) -> None:
        """Print how composed the player is where that has changed, then how things stand."""
        now = self.shift.play.composure
        if now != self._told:
            self.say(composure_sentence(now, self._told))
            self._told = now
        super().present()

    def introduce(self) -> None:
        """Say whom the next conversation is with."""
        self.say_all(scenario_introduction(self.conversation.scenario))

    def run(self) -> None:
        """Talk until the conversation ends or the player leaves."""
        if self.shift.play.due and not self.make_move(self.shift.play.due):
            return
        if not self.seat.turns or self.seat.over:
            self.resume()
        while not self.seat.over:
            answer = self.read()
            if answer is Signal.END or not self.answer(answer):
                return
        self.say(words_of(self.seat.conversation.scenario.channel).over)

    def action_state(self) -> None:
        """Repeat where things stand, composure too."""
        self.say(composure_sentence(self.shift.play.composure))
        super().action_state()

    def action_breathe(self) -> bool:
        """Take a breath; return false if it couldn't be kept and the player leaves."""
        before, hold = self.shift.play.composure, self.conversation.scene.hold
        try:
            self.shift.breathe()
        except IllegalMove:
            self.say(NO_BREATH_LEFT)
        except SaveFailed as error:
            answer = ask_after_failure(error, "shift", "leave", self.console)
            if answer == UNKEPT:
                self.shift.detach()
            return answer != LEAVE and self.action_breathe()
        else:
            left = self.shift.breaths_left
            self.say(breath_sentence(left, free=hold))
            self._told = self.shift.play.composure
            self.say(composure_sentence(self._told, before))
        return True


class PlainShift:
    """A shift through a console."""

    def __init__(
        self,
        opened: OpenedShift,
        console: Console,
        before: Before,
        library: Library,
        options: str = "",
        exercise: Callable[[ShiftPlay], None] = lambda _: None,
        again: Callable[[OpenedCustomer, tuple[str, ...]], None] | None = None,
    ):
        """`options` is what the command that resumes the shift needs behind its name; `exercise` asks a card in a pause.

        `again` begins a conversation with a customer outside the shift, after these moves.
        """
        self.session, self._notes = opened.session, opened.notes
        self._console, self._before, self._library = console, before, library
        self._options, self._exercise, self._again = options, exercise, again

    def run(self) -> None:
        """Work the shift to its end, or until the player leaves it."""
        say = self._console.say
        for note in self._notes:
            say(note)
        if self.session.over:
            self.finish()
            return
        shift = self.session.file.shift
        say(f"{with_stop(shift.title)} {length_words(shift)}, level {shift.level}.")
        if shift.brief:
            say(shift.brief)
        if self.session.moves:
            say("You're picking up where you left off.")
        elif not self.ask_before():
            self.farewell()
            return
        say(f"Every move is saved. Type h for help. {MOOD_SCALE}")
        while not self.session.over:
            if not (self.serve() and (self.session.over or self.pause())):
                self.farewell()
                return
        self.finish()

    # Before

    def ask_before(self) -> bool:
        """Ask how they are, about the last pledge, and what they will watch for; return false where there is no more input."""
        how = self._number(f"{HOW_ARE_YOU} Enter skips this:", 5)
        if how is Signal.END:
            return False
        self.session.note("day", str(how or ""))
        if self._before.pledge:
            self._console.say(f"At the end of the last shift you wrote: “{self._before.pledge}”")
            options = ", ".join(f"{at} {word}" for at, word in enumerate(ANSWERS, 1))
            kept = self._number(f"{DID_YOU} {options}. Enter skips this:", len(ANSWERS))
            if kept is Signal.END:
                return False
            self.session.note("kept", ANSWERS[kept - 1] if isinstance(kept, int) else "")
        names = self._before.dimensions
        chosen = self._choose(WATCH_FOR, [f"{intention_of(name)}." for name in names])
        if chosen is Signal.END:
            return False
        self.session.note("intention", names[chosen - 1] if isinstance(chosen, int) else "")
        return True

    # The customers

    def serve(self) -> bool:
        """Talk to the customer who is there; return whether they were served."""
        session, say = self.session, self._console.say
        play = session.play
        at = play.at
        game = CustomerInLines(session, self._console)
        say()
        if not session.seat.turns:
            for card in play.cards():
                say(card_sentence(card))
        say(f"Customer {at + 1} of {len(play.drawn)}.")
        game.introduce()
        say(composure_sentence(play.composure))
        if session.seat.turns:
            game.resume()
        game.run()
        if not game.seat.over:
            return False
        if at == 0:
            say(ABOUT_WALL)
        say(story_sentence(customers_of(session)[at]))
        say(composure_sentence(session.marks[at][0]))
        if not session.over:
            for sentence in (*promise_sentences(customers_of(session)), *self._causes()):
                say(sentence)
        return True

    def _causes(self) -> tuple[str, ...]:
        """Say how often the causes of today's customers have come up."""
        return issue_sentences(self._day().issues())

    def pause(self) -> bool:
        """Ask how to continue between two customers; return whether the next one comes."""
        while True:
            self._console.ask(PAUSE)
            answer = self._console.read()
            if answer == "":
                return True
            if answer == "d":
                self._exercise(self.session.play)
            elif answer in ("q", "quit") or isinstance(answer, Signal):
                return False
            else:
                self._console.say("That isn't one of the choices.")

    def farewell(self) -> None:
        """Say what was done so far, and how to resume."""
        self._console.say()
        if any(seat.over for seat in self.session.seats):
            say_sections(after_sections(self._day()), self._console)
            self._console.say()
        self._console.say(saved_shift_sentence(self.session, self._options))

    # After

    def finish(self) -> None:
        """Tell the day, ask for one thing to change, and show debriefs while they are wanted."""
        day = self._day()
        sections = after_sections(day)
        say_sections(sections, self._console)
        self._console.say()
        said = [kind for kind, _ in self._said()]
        if (root := day.due_issue()) and "report" not in said and not self._report(day, root):
            return
        if "pledge" not in said and not self._pledge(day):
            return
        self._debriefs(day)

    def _day(self) -> Day:
        roots = self._before.roots(self._library, self.session.name)
        return day_of(self.session, self._said(), roots)

    def _said(self) -> tuple[tuple[str, str], ...]:
        journal = self.session.journal
        return notes_of(journal.record if journal else None)

    def _report(self, day: Day, root: str) -> bool:
        """Ask which note about a cause that recurs would change something; return false where there is no more input."""
        times = day.issues()[root]
        chosen = self._choose(issue_question(root, times), issue_notes(root, times))
        if chosen is Signal.END:
            return False
        if isinstance(chosen, int):
            self._console.say(NOTE_ANSWERS[chosen - 1])
            self.session.note("report", root)
        return True

    def _pledge(self, day: Day) -> bool:
        """Ask for one thing to do next time, from a list or in own words; return false where there is no more input."""
        proposed = pledges(day)
        self._console.say(ONE_THING)
        for at, text in enumerate(proposed, 1):
            self._console.say(f"{at}. {text}")
        self._console.ask("A number, or your own words; Enter skips this:")
        answer = self._console.read()
        if isinstance(answer, Signal):
            return False
        number = list_number(answer, len(proposed))
        text = proposed[number - 1] if number else clean_name(answer, MAX_PLEDGE)
        if text:
            self.session.note("pledge", text)
            self._console.say(f"“{text}” The next shift will ask you about it.")
        return True

    def _debriefs(self, day: Day) -> None:
        """Show the debrief of each customer that is asked for."""
        last = len(day.customers)
        while True:
            self._console.ask(
                f"Type a customer's number, 1 to {last}, to read their debrief; s and a file name to save all this; "
                "Enter to leave:"
            )
            answer = self._console.read()
            if isinstance(answer, Signal) or answer.lower() in ("", "q", "quit"):
                return
            word, _, rest = answer.partition(" ")
            if word.lower() == "s" and rest.strip():
                self._save(day, rest.strip())
            elif number := list_number(answer, last):
                opened = opened_customer(self.session, number - 1)
                tries = self._again is not None and opened.as_alone
                given = PlainDebrief(opened, self._console, tries=tries).run()
                if given is not None and self._again:
                    self._again(opened, given)
            else:
                self._console.say("That isn't one of the choices.")

    def _save(self, day: Day, name: str) -> None:
        from simulator.play.text_files import write_new, written_sentence

        try:
            self._console.say(written_sentence(write_new(name, as_text(after_sections(day)))))
        except SimulatorError as error:
            self._console.say(str(error))

    # Questions

    def _choose(self, question: str, options: Sequence[str]) -> int | Signal | None:
        self._console.say(question)
        for at, text in enumerate(options, 1):
            self._console.say(f"{at}. {text}", hang=3)
        return self._number(f"1 to {len(options)}; Enter skips this:", len(options))

    def _number(self, question: str, last: int) -> int | Signal | None:
        """Ask for a number from 1; None where it is skipped, Signal.END where there is no more input."""
        while True:
            self._console.ask(question)
            answer = self._console.read()
            if isinstance(answer, Signal):
                return Signal.END
            if not answer:
                return None
            if number := list_number(answer, last):
                return number
            self._console.say(f"Type a number from 1 to {last}, or press Enter.")
