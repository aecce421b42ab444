"""What a seat of a round types in its own words in the turn that is due, and what the server made of it.

Pure. The server compares, and owns the clock; here is only what faces show, and for how long the clock is stopped.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from simulator.own_words.flow import MAX_STOP, MAX_WORDS, OwnWordsTurn, Step, is_sentence
from simulator.rounds.requests import Say
from simulator.text import clean_name

if TYPE_CHECKING:
    from simulator.rounds.protocol import Heard


@dataclass
class TypedTurns:
    """The turn in own words of a seat.

    `wanted` says that the trainer wants own words, `types` whether the player types them, None until they have been asked.
    `said` is the sentence on its way; `stands` are the seconds for which the clock will still stand, `stood` those for which it
    has stood in this turn.
    """

    wanted: bool = False
    types: bool | None = None
    number: int = -1
    own: OwnWordsTurn = field(default_factory=OwnWordsTurn)
    said: Say | None = None
    stands: float = 0.0
    stood: float = 0.0

    @property
    def hidden(self) -> OwnWordsTurn | None:
        """The turn while the replies may not be shown; None once they may, or where they always are."""
        return (
            self.own if self.wanted and self.types is not False and self.own.hides_replies else None
        )

    def begin(self, number: int) -> None:
        """Begin the turn of a number, unless it is the one that is going on."""
        if number != self.number:
            self.number, self.own, self.said = number, OwnWordsTurn(), None
            self.stands = self.stood = 0.0

    def say(self, text: str) -> Say | None:
        """Return the message for a sentence; None while another is on its way, or where the text has no letter or digit."""
        text = clean_name(text, MAX_WORDS)
        if self.said is not None or not is_sentence(text):
            return None
        self.said = Say(self.number, text)
        return self.said

    def hear(self, message: Heard) -> bool:
        """Take in what a sentence came to; return false where it wasn't compared, and all replies are shown."""
        self.said = None
        if message.turn != self.number or self.own.step is Step.SHOWN:
            return True
        own = replace(self.own, typed=message.text, nearest=message.nearest, nothing_close=False)
        if message.nothing_close:
            self.own = replace(own, step=Step.TYPING, nearest=(), nothing_close=True)
        elif message.nearest:
            self.own = replace(own, step=Step.TAKEN if message.taken else Step.ASKING)
        else:
            self.own = replace(own, step=Step.SHOWN, typed="")
            return False
        self.stands = MAX_STOP - self.stood if self.own.step is Step.ASKING else 0.0
        return True

    def let_pass(self, seconds: float) -> float:
        """Let time pass; return the seconds of it for which the clock ran."""
        stood = min(self.stands, seconds)
        self.stands -= stood
        self.stood += stood
        return seconds - stood

    def show(self) -> None:
        """Show all replies in this turn."""
        self.own = self.own.show(0.0)

    def change(self) -> None:
        """Go back to the line, to change the sentence."""
        self.own = self.own.change(0.0)

    def lose(self) -> None:
        """Let a sentence whose answer was lost be said again."""
        self.said = None
