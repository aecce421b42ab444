"""A play at this machine in the player's own words: the replies are hidden until they have typed what they would say.

The seat compares and decides; this screen shows the line, the question and the replies in the same place, one after the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from simulator.own_words.flow import OwnWordsTurn, Step, is_sentence
from simulator.own_words.use import load_matcher
from simulator.play.own_words import (
    CLOCK_WAITS,
    CUT,
    HOW_IT_WORKS,
    NO_LETTERS,
    NOTHING_CLOSE,
    STAYS_HERE,
    WHAT_DO_YOU_SAY,
    WHICH_ONE,
    offered_choices,
)
from simulator.play.sentences import more_to_hear
from simulator.tui.screens.play import PlayScreen
from simulator.tui.screens.play_keys import PLAY_KEYS, move_keys
from simulator.tui.widgets.replies import Replies
from simulator.tui.widgets.sentence import OwnWords, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from simulator.engine.conversation import Turn
    from simulator.play.choices import Choice

MOVES = move_keys("play")
NONE_OF_THEM = "@none"
"""The row that leads to all replies."""
HOW_TO = "Press Enter to say it, or Tab to see the replies instead."


class OwnWordsScreen(PlayScreen):
    """One play in the player's own words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding(
            "e",
            "change_sentence",
            "change my sentence",
            tooltip="goes back to your sentence, to change it",
        ),
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
    AUTO_FOCUS = "Sentence"
    _loads = False
    """Whether the matcher is being loaded, or has been: from the first letter on, while the player still types."""

    @property
    def own(self) -> OwnWordsTurn | None:
        """The turn while the replies may not be shown; None once they may."""
        own = self.seat.own
        return own if own and own.hides_replies else None

    @property
    def choices(self) -> Sequence[Choice]:
        """What can be chosen: nothing while a sentence is due, then the two nearest and the way out, or all replies."""
        own = self.own
        if own is None:
            return super().choices
        if own.step is Step.TYPING:
            return ()
        offered = offered_choices(own, super().choices)
        return [choice if choice.id else choice._replace(id=NONE_OF_THEM) for choice in offered]

    def controls(self) -> ComposeResult:
        """Yield the line and the replies, of which one is seen at a time."""
        yield OwnWords()
        yield Replies()

    def offer(self) -> None:
        """Show how things stand, and what can be typed or chosen."""
        super().offer()
        own, place = self.own, self.query_one(OwnWords)
        if own is None:
            place.hide()
        elif own.step is Step.TYPING:
            place.show_line(self._hint())
        else:
            place.show_typed(own.typed)
        typing = own is not None and own.step is Step.TYPING
        self.query_one(Replies).display = not typing
        (place.sentence if typing else self.query_one(Replies)).focus()
        self.show_prompt()

    def _hint(self) -> str:
        is_far = self.own is not None and self.own.nothing_close
        if not self.can_listen:
            return NOTHING_CLOSE if is_far else HOW_TO
        more = more_to_hear(self.seat.conversation, shows_gauges=self.shows_gauges)
        return f"{NOTHING_CLOSE} {more}" if is_far else more

    def prompt_sentence(self) -> str:
        """Return the question that is answered now."""
        own = self.own
        if own is None:
            return super().prompt_sentence()
        if own.step is Step.TYPING:
            return WHAT_DO_YOU_SAY
        return f"{WHICH_ONE} {CLOCK_WAITS}" if self.seat.allowed() is not None else WHICH_ONE

    def standing_sentence(self) -> str:
        """Return what the prompt says now; on a line with something on it, Space is a letter and shows nothing."""
        own = self.own
        if own and own.step is Step.TYPING and self.query_one(Sentence).text:
            return WHAT_DO_YOU_SAY
        return super().standing_sentence()

    def key_for(self, action: str) -> str:
        """Return how a key is called; what is a letter on the line is found in the palette."""
        own = self.own
        if own is None or own.step is not Step.TYPING:
            return super().key_for(action)
        return "Space" if action == "listen" else super().key_for("command_palette")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return what is possible now; back to the sentence only from the question about it."""
        asking = self.own is not None and self.own.step is Step.ASKING
        if action == "change_sentence" and not asking:
            return False
        if action in ("leave", "listen") and asking:
            return False
        return super().check_action(action, parameters)

    # What the player does

    def on_sentence_said(self, event: Sentence.Said) -> None:
        """Give the reply that a sentence means, or ask which one it was."""
        event.stop()
        if self.too_small or self._held or not self.own:
            return
        if not is_sentence(event.text):
            self.show_message(NO_LETTERS)
            return
        own = self.seat.say(event.text)
        self.query_one(Sentence).remember(own.typed)
        if own.step is Step.TAKEN:
            self.make_move(own.nearest[0])
        else:
            self.offer()

    def on_sentence_typed(self, event: Sentence.Typed) -> None:
        """Give the clock the time that typing takes."""
        event.stop()
        if self.own and self.own.step is Step.TYPING:
            self.seat.step(lambda own, _: own.type(event.length))
        if event.length and not self._loads:
            self._loads = True
            self.run_in_thread(self._load_matcher, group="matcher")
        if event.cut:
            self.show_message(CUT)
        else:
            self.refresh_prompt()

    def _load_matcher(self) -> None:
        """Load the matcher, in a thread; the seat would wait for it at the first sentence."""
        load_matcher()

    def on_sentence_replies_wanted(self, event: Sentence.RepliesWanted) -> None:
        """Show the replies without a sentence."""
        event.stop()
        self._step(lambda own, at: own.show(at))

    def on_sentence_paged(self, event: Sentence.Paged) -> None:
        """Scroll through what was said."""
        event.stop()
        self.action_page(event.direction)

    def action_change_sentence(self) -> None:
        """Go back to the line, with the sentence on it."""
        self._step(lambda own, at: own.change(at))

    def make_move(self, move: str) -> None:
        """Make a move, or show all replies where none of those offered was meant."""
        if move == NONE_OF_THEM:
            self._step(lambda own, at: own.none_of_these(at))
        else:
            super().make_move(move)

    def _step(self, step: Callable[[OwnWordsTurn, float], OwnWordsTurn]) -> None:
        if self.own and not self.too_small and not self._held:
            self.seat.step(step)
            self.offer()

    def _after_move(self, turn: Turn) -> None:
        self.query_one(Sentence).start_anew()
        super()._after_move(turn)

    def _undo(self) -> None:
        self.query_one(Sentence).start_anew()
        super()._undo()
