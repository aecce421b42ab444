"""The line on which a player types what they would say, on whatever conversation: the line, the question and the replies.

They are shown in the same place, one after the other. The subclass has the sentences compared, by a seat at this machine or by
the trainer's computer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from simulator.own_words.flow import OwnWordsTurn, Step, is_sentence
from simulator.play.own_words import (
    CLOCK_WAITS,
    CUT,
    NO_LETTERS,
    NOTHING_CLOSE,
    WHAT_DO_YOU_SAY,
    WHICH_ONE,
    offered_choices,
)
from simulator.tui.screens.conversation import ConversationScreen
from simulator.tui.widgets.replies import Replies
from simulator.tui.widgets.sentence import OwnWords, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from simulator.play.choices import Choice

NONE_OF_THEM = "@none"
"""The row that leads to all replies."""
HOW_TO = "Press Enter to say it, or Tab to see the replies instead."
CHANGE_KEYS: tuple[BindingType, ...] = (
    Binding(
        "e",
        "change_sentence",
        "change my sentence",
        tooltip="goes back to your sentence, to change it",
    ),
)


class OwnWordsLine(ConversationScreen):
    """A conversation whose replies are hidden until something is typed."""

    AUTO_FOCUS: ClassVar[str] = "Sentence"

    # What a subclass tells and does

    @property
    def own(self) -> OwnWordsTurn | None:
        """The turn while the replies may not be shown; None once they may."""
        raise NotImplementedError

    @property
    def is_timed(self) -> bool:
        """Whether a clock runs for the move that is due."""
        raise NotImplementedError

    def more_words(self) -> str:
        """Return what there is to hear."""
        raise NotImplementedError

    def may_type(self) -> bool:
        """Return whether a sentence is taken now."""
        return not self.too_small

    def say_sentence(self, text: str) -> None:
        """Have a sentence compared; it has a letter or digit."""
        raise NotImplementedError

    def count_typing(self, length: int) -> None:
        """Take note of how many characters there are on the line."""

    def show_all(self) -> None:
        """Show all replies in this turn."""
        raise NotImplementedError

    def change_sentence(self) -> None:
        """Go back to the line."""
        raise NotImplementedError

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
        more = self.more_words()
        return f"{NOTHING_CLOSE} {more}" if is_far else more

    def prompt_sentence(self) -> str:
        """Return the question that is answered now."""
        own = self.own
        if own is None:
            return super().prompt_sentence()
        if own.step is Step.TYPING:
            return WHAT_DO_YOU_SAY
        return f"{WHICH_ONE} {CLOCK_WAITS}" if self.is_timed else WHICH_ONE

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
        """Have a sentence compared with the replies on offer."""
        event.stop()
        if not self.own or not self.may_type():
            return
        if is_sentence(event.text):
            self.say_sentence(event.text)
        else:
            self.show_message(NO_LETTERS)

    def on_sentence_typed(self, event: Sentence.Typed) -> None:
        """Give the clock the time that typing takes."""
        event.stop()
        if self.own and self.own.step is Step.TYPING:
            self.count_typing(event.length)
        if event.cut:
            self.show_message(CUT)
        else:
            self.refresh_prompt()

    def on_sentence_replies_wanted(self, event: Sentence.RepliesWanted) -> None:
        """Show the replies without a sentence."""
        event.stop()
        self._step(self.show_all)

    def on_sentence_paged(self, event: Sentence.Paged) -> None:
        """Scroll through what was said."""
        event.stop()
        self.action_page(event.direction)

    def action_change_sentence(self) -> None:
        """Go back to the line, with the sentence on it."""
        self._step(self.change_sentence)

    def make_move(self, move: str) -> None:
        """Make a move, or show all replies where none of those offered was meant."""
        if move == NONE_OF_THEM:
            self._step(self.show_all)
        else:
            super().make_move(move)

    def _step(self, step: Callable[[], None]) -> None:
        if self.own and self.may_type():
            step()
            self.offer()
