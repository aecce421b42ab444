"""A turn of a round's seat in the player's own words, in lines: the trainer's computer compares what is typed.

The same words and the same ways to answer as in a play alone; declined with a letter, for the whole round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.own_words.flow import Step
from simulator.plain.conversation import LineConversation
from simulator.plain.own_words import (
    SHOW,
    SHOW_HELP,
    choice_of,
    own_words_lines,
    own_words_prompt,
)
from simulator.play.own_words import CUT, HOW_IT_WORKS, NO_LETTERS, was_cut
from simulator.rounds.words import IN_OWN_WORDS, SENDING, TYPED_LEAVES

if TYPE_CHECKING:
    from simulator.own_words.flow import OwnWordsTurn
    from simulator.rounds.client.session import RemoteSession
    from simulator.rounds.requests import Say

DECLINE = ("n", "no")
DECLINE_HELP = "Type n if you'd rather see the replies straight away, in every turn."


class SeatInOwnWords(LineConversation):
    """What a seat prints and takes while its replies are hidden."""

    seat: RemoteSession

    def send_sentence(self, message: Say) -> None:
        """Hand a sentence over to be sent."""
        raise NotImplementedError

    def choice_lines(self) -> list[str]:
        """Return what can be done now; in own words, say something or say what was meant."""
        own, view = self.seat.own_turn, self.view()
        if own is None:
            return super().choice_lines()
        more = [view.more] if view.can_listen else []
        timed = self.seat.allowed() is not None
        return own_words_lines(own, self.seat.choices, more, timed=timed)

    def reply_help(self) -> str:
        """Say how a reply is given."""
        if self.seat.own_turn is None:
            return super().reply_help()
        return f"{HOW_IT_WORKS} {SHOW_HELP} {DECLINE_HELP}"

    def say_where_it_goes(self) -> None:
        """Say, before the first line is typed, where the words go, and how to decline."""
        if self.seat.own_turn and self.seat.typed.types is None:
            self.seat.typed.types = True
            self.say(f"{IN_OWN_WORDS} {HOW_IT_WORKS} {TYPED_LEAVES} {DECLINE_HELP}")

    def say_choices(self) -> None:
        """Print what can be done now, without the rest of where the conversation is."""
        for text in self.choice_lines():
            self.say(text, hang=3)
        self.say_prompt()

    def say_prompt(self) -> None:
        """Ask for a sentence or a move."""
        if own := self.seat.own_turn:
            enter = "Enter to listen" if self.view().can_listen else ""
            self.say(own_words_prompt(own, self.seat.choices, enter))
        elif moves := self.moves_in_words():
            self.say(f"Your move, {' or '.join(moves)}; ? repeats, t shows the time, q leaves:")

    def say_heard(self, trouble: str) -> None:
        """Give the reply that a sentence means, or print what can be done now."""
        own = self.seat.typed.own
        if own.step is Step.TAKEN:
            self.make_move(own.nearest[0])
            return
        if trouble:
            self.say(trouble)
        self.say_choices()

    def answer_in_own_words(self, own: OwnWordsTurn, line: str) -> None:
        """Do what a line means while the replies are hidden: a sentence, which of two was meant, or to see them all."""
        typed, word = self.seat.typed, line.strip().lower()
        chosen = choice_of(word, own, self.seat.choices) if word.isdecimal() else None
        if isinstance(chosen, str):
            self.say(chosen)
        elif chosen is not None and chosen.id:
            self.make_move(chosen.id)
        elif chosen is not None or word in (*SHOW, *DECLINE):
            typed.types = word not in DECLINE
            typed.show()
            self.say_choices()
        elif message := typed.say(line):
            if was_cut(line):
                self.say(CUT)
            self.send_sentence(message)
        else:
            self.say(SENDING if typed.said else NO_LETTERS)
