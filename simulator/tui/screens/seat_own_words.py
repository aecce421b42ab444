"""A seat of a round in the player's own words, compared by the trainer's computer, which is said before the first line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from simulator.own_words.flow import OwnWordsTurn, Step
from simulator.play.own_words import HOW_IT_WORKS
from simulator.play.sentences import more_to_come
from simulator.rounds.client.session import UpdateKind
from simulator.rounds.words import IN_OWN_WORDS, SHOW_REPLIES, TYPE_IT, TYPED_LEAVES
from simulator.tui.messages import SeatSays
from simulator.tui.screens.dialogs import ChoiceDialog, DialogOption
from simulator.tui.screens.own_words_line import CHANGE_KEYS, OwnWordsLine
from simulator.tui.screens.seat import SeatScreen
from simulator.tui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from simulator.rounds.client.session import Update

TYPE, DECLINE = "type", "decline"


class OwnWordsSeatScreen(OwnWordsLine, SeatScreen):
    """One conversation of a round whose trainer wants people's own words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *CHANGE_KEYS,
        Binding(
            "escape",
            "change_sentence",
            "back to my sentence",
            key_display="Esc",
            id="seat.leave",
        ),
    ]
    HELP_NOTES: ClassVar[tuple[str, ...]] = (
        f"{HOW_IT_WORKS} {TYPED_LEAVES}",
        "While you're typing, letters are just letters: everything else, such as the brief and the ranks, is under Ctrl-P. "
        "Up brings back what you typed before.",
        *SeatScreen.HELP_NOTES,
    )
    _turn = 0

    @property
    def own(self) -> OwnWordsTurn | None:
        """The turn while the replies may not be shown; None once they may."""
        return self.seat.own_turn

    @property
    def is_timed(self) -> bool:
        """Whether a clock runs for the move that is due."""
        return self.seat.allowed() is not None

    def more_words(self) -> str:
        """Return what there is to hear."""
        return more_to_come(self.key_for("listen"))

    def prompt_sentence(self) -> str:
        """Return what is asked; that the connection is lost comes first."""
        return (
            super().prompt_sentence() if self.seat.connected else SeatScreen.prompt_sentence(self)
        )

    def on_mount(self) -> None:
        """Say where the words go, once in a round."""
        self._turn = self.seat.turn
        if self.seat.typed.types is None:
            self.call_after_refresh(self._ask_to_type)

    def _ask_to_type(self) -> None:
        ways = [DialogOption(TYPE, TYPE_IT), DialogOption(DECLINE, SHOW_REPLIES)]
        asked = ChoiceDialog(IN_OWN_WORDS, [HOW_IT_WORKS, TYPED_LEAVES], ways)

        def take_answer(way: str | None) -> None:
            self.seat.typed.types = way != DECLINE
            self.offer()

        self.app.push_screen(asked, take_answer)

    def say_sentence(self, text: str) -> None:
        """Have a sentence sent, unless one is on its way."""
        message = self.seat.typed.say(text)
        if message is not None:
            self.query_one(Sentence).remember(message.text)
            self.post_message(SeatSays(message))

    def tell(self, update: Update) -> None:
        """Show what a message brought: the reply that was meant is given, else one is asked which it was."""
        if self._turn != self.seat.turn:
            self._turn = self.seat.turn
            self.query_one(Sentence).start_anew()
        super().tell(update)
        own = self.seat.typed.own
        if update.kind is not UpdateKind.HEARD:
            return
        if own.step is Step.TAKEN:
            self.make_move(own.nearest[0])
        elif update.text:
            self.show_message(update.text)

    def show_all(self) -> None:
        """Show all replies in this turn."""
        self.seat.typed.show()

    def change_sentence(self) -> None:
        """Go back to the line."""
        self.seat.typed.change()
