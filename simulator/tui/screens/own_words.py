"""A play at this machine in the player's own words: the replies are hidden until they have typed what they would say."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from simulator.own_words.flow import OwnWordsTurn, Step
from simulator.own_words.use import load_matcher
from simulator.play.own_words import HOW_IT_WORKS, STAYS_HERE
from simulator.play.sentences import more_to_hear
from simulator.tui.screens.own_words_line import CHANGE_KEYS, OwnWordsLine
from simulator.tui.screens.play import PlayScreen
from simulator.tui.screens.play_keys import PLAY_KEYS, move_keys
from simulator.tui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from simulator.engine.conversation import Turn

MOVES = move_keys("play")


class OwnWordsScreen(OwnWordsLine, PlayScreen):
    """One play in the player's own words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        *CHANGE_KEYS,
        *PLAY_KEYS[len(MOVES) :],
        Binding(
            "escape",
            "change_sentence",
            "back to my sentence",
            key_display="Esc",
            id="play.leave",
        ),
    ]
    HELP_NOTES: ClassVar[tuple[str, ...]] = (
        f"{HOW_IT_WORKS} {STAYS_HERE}",
        "While you're typing, letters are just letters: everything else, such as undo and the brief, is under Ctrl-P. "
        "Up brings back what you typed before.",
        *PlayScreen.HELP_NOTES,
    )
    _loads = False
    """Whether the matcher is being loaded, or has been: from the first letter on, while the player still types."""

    @property
    def own(self) -> OwnWordsTurn | None:
        """The turn while the replies may not be shown; None once they may."""
        own = self.seat.own
        return own if own and own.hides_replies else None

    @property
    def is_timed(self) -> bool:
        """Whether a clock runs for the move that is due."""
        return self.seat.allowed() is not None

    def more_words(self) -> str:
        """Return what there is to hear."""
        return more_to_hear(self.seat.conversation, shows_gauges=self.shows_gauges)

    def may_type(self) -> bool:
        """Return whether a sentence is taken now."""
        return super().may_type() and not self._held

    def say_sentence(self, text: str) -> None:
        """Give the reply that a sentence means, or ask which one it was."""
        own = self.seat.say(text)
        self.query_one(Sentence).remember(own.typed)
        if own.step is Step.TAKEN:
            self.make_move(own.nearest[0])
        else:
            self.offer()

    def count_typing(self, length: int) -> None:
        """Give the clock the time that typing takes."""
        self.seat.step(lambda own, _: own.type(length))
        if length and not self._loads:
            self._loads = True
            self.run_in_thread(self._load_matcher, group="matcher")

    def _load_matcher(self) -> None:
        """Load the matcher, in a thread; the seat would wait for it at the first sentence."""
        load_matcher()

    def show_all(self) -> None:
        """Show all replies in this turn."""
        self.seat.step(lambda own, at: own.none_of_these(at) if own.nearest else own.show(at))

    def change_sentence(self) -> None:
        """Go back to the line."""
        self.seat.step(lambda own, at: own.change(at))

    def _after_move(self, turn: Turn) -> None:
        self.query_one(Sentence).start_anew()
        super()._after_move(turn)

    def _undo(self) -> None:
        self.query_one(Sentence).start_anew()
        super()._undo()
