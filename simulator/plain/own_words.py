"""A turn in the player's own words, in lines: what is printed for it, and what a line typed in it means.

A command is still a command; any other line is what the player says. Nothing of it is anything but text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.own_words.flow import LONG_LINE, OwnWordsTurn, Step, is_sentence
from simulator.plain.conversation import LocalConversation, View
from simulator.play.own_words import (
    CLOCK_WAITS,
    CUT,
    HOW_IT_WORKS,
    NO_LETTERS,
    NOTHING_CLOSE,
    WHAT_DO_YOU_SAY,
    WHICH_ONE,
    lines_in_own_words,
    offered_choices,
    was_cut,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.engine.lines import Line
    from simulator.play.choices import Choice
    from simulator.play.session import PlaySession

SHOW = ("s", "show")
SHOW_HELP = "s shows the replies instead."
NOTHING_MORE = "There's nothing more to come. Type what you'd say."
STILL_HIDDEN = "The replies are hidden. Type what you'd say, or s to see them."


class OwnWordsConversation(LocalConversation):
    """A conversation at a seat, played in the player's own words where its rules say so."""

    seat: PlaySession

    @property
    def hidden(self) -> OwnWordsTurn | None:
        """The turn in own words while the replies may not be shown; None once they may, or where they always are."""
        own = self.seat.own
        return own if own and own.hides_replies else None

    def allow_typing(self) -> None:
        """Add the time for typing: a line is seen only once it is whole, so it has that of a long one from the start."""
        if self.seat.own:
            self.seat.step(lambda own, _: own.type(LONG_LINE))

    def prompt(self) -> str:
        """Return the question that the next line answers."""
        own = self.hidden
        if own is None:
            return f"Your move, {' or '.join(self.moves_in_words())}:"
        enter = "Enter to listen" if self.view().can_listen else ""
        return own_words_prompt(own, self.seat.choices(), enter)

    def view(self) -> View:
        """Return how the conversation stands, without the replies while they are hidden."""
        view = super().view()
        return view._replace(choices=()) if self.hidden else view

    def lines(self) -> Iterable[Line]:
        """Return everything said so far, with what was typed before the replies that it meant."""
        yield from self.seat.start.opening
        for index, turn in enumerate(self.seat.turns):
            yield from lines_in_own_words(turn.said, self.seat.words.get(index))

    def reply_help(self) -> str:
        """Say how a reply is given."""
        return f"{HOW_IT_WORKS} {SHOW_HELP}" if self.hidden else super().reply_help()

    def choice_lines(self) -> list[str]:
        """Return what can be done now; in own words, say something or say what was meant."""
        own, view = self.hidden, self.view()
        if own is None:
            return super().choice_lines()
        more = [view.more] if view.can_listen else []
        timed = self.seat.allowed() is not None
        return own_words_lines(own, self.seat.choices(), more, timed=timed)

    def handle_command(self, line: str) -> bool:
        """Do what a line says; in own words, a line that isn't a command is what the player says."""
        own, word = self.hidden, line.strip().lower()
        if own is None or word.startswith("/") or self.action_for(word):
            return super().handle_command(line)
        if word.isdecimal():
            return self._choose_offered(own, word)
        if word in SHOW:
            self.seat.step(lambda own, at: own.show(at))
        elif not is_sentence(line):
            self.say(NO_LETTERS)
            return True
        else:
            if was_cut(line):
                self.say(CUT)
            self.seat.say(line)
        return self._continue()

    def action_listen(self) -> bool:
        """Listen, where there is something to hear."""
        if self.hidden and not self.view().can_listen:
            self.say(NOTHING_MORE)
            return True
        return super().action_listen()

    def _choose_offered(self, own: OwnWordsTurn, number: str) -> bool:
        """Give the reply of a number, or show all of them where it is the last."""
        chosen = choice_of(number, own, self.seat.choices())
        if isinstance(chosen, str):
            self.say(chosen)
            return True
        if chosen.id:
            return self.make_move(chosen.id)
        self.seat.step(lambda own, at: own.none_of_these(at))
        return self._continue()

    def _continue(self) -> bool:
        """Give the reply that was taken, else print what can be done now."""
        own = self.seat.own
        if own and own.step is Step.TAKEN:
            return self.make_move(own.nearest[0])
        for text in self.choice_lines():
            self.say(text, hang=3)
        return True


def choice_of(number: str, own: OwnWordsTurn, choices: Sequence[Choice]) -> Choice | str:
    """Return what a number gives, the way out without an id; or what to say where it gives nothing."""
    offered = offered_choices(own, choices) if own.step is Step.ASKING else ()
    for choice in offered:
        if str(choice.number) == number:
            return choice
    return f"Type 1 to {len(offered)}." if offered else STILL_HIDDEN


def own_words_lines(
    own: OwnWordsTurn, choices: Sequence[Choice], more: Sequence[str], *, timed: bool
) -> list[str]:
    """Return what can be done now: say something, or say which reply was meant; `more` is what can be heard."""
    if own.nothing_close:
        return [f"You typed: {own.typed}", NOTHING_CLOSE, *more]
    if own.step is not Step.ASKING:
        return [*more, WHAT_DO_YOU_SAY]
    return [
        f"You typed: {own.typed}",
        f"{WHICH_ONE} {CLOCK_WAITS}" if timed else WHICH_ONE,
        *(f"{choice.number}. {choice.spoken}" for choice in offered_choices(own, choices)),
    ]


def own_words_prompt(own: OwnWordsTurn, choices: Sequence[Choice], enter: str) -> str:
    """Return the question that a line answers; `enter` is what Enter does by itself."""
    if own.step is Step.ASKING:
        return f"Type 1 to {len(offered_choices(own, choices))}, or a different sentence:"
    other = [*([enter] if enter else []), "s to see the replies"]
    return f"{', or '.join(['Your sentence', *other])}:"
