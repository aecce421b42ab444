"""A conversation in lines: what was said, the replies by number, and the commands that it has wherever it is played.

A play at this machine, a turn of a round, a watched file and a seat of a round elsewhere differ in who owns the conversation
and where moves go; each says that in a few methods. Nothing here reads input, keeps a play or decides a rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from simulator.channel_words import SPOKEN, words_of
from simulator.plain.words import line_texts, scenario_introduction
from simulator.play.choices import Choice, choices_of, number_wanted, numbers_in_words
from simulator.play.sentences import (
    more_to_come,
    more_to_hear,
    promises_sentence,
    was_not_said,
    why_sentences,
)
from simulator.report.words import difference, mood_words, turn_words
from simulator.ruleset import GAUGES, LISTEN, SILENCE
from simulator.text import clean_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.engine.lines import Line
    from simulator.play.session import PlaySession
    from simulator.watch.snapshot import Snapshot

_COMMANDS = {
    "listen": (("", "l", "listen"), "Press Enter or l to keep listening."),
    "silence": (("silence",), ""),
    "breathe": (("a", "breathe", "breath"), "a takes a breath."),
    "state": (("?",), "? shows where you are."),
    "why": (("w", "why"), "w explains why they feel this way."),
    "undo": (("u", "undo"), "u undoes your last move."),
    "restart": (("r", "restart"), "r starts again."),
    "time": (("t", "time"), "t shows how much time is left."),
    "map": (("m", "map"), "m shows the routes that saved plays took."),
    "brief": (("b", "brief"), "b shows the brief again."),
    "find": ((), "/ and a word searches the transcript."),
    "help": (("h", "help"), ""),
    "leave": (("q", "quit"), ""),
}
"""What is typed for each action, and what help says about it; `/` and a word is the action `find`."""


class View(NamedTuple):
    """How a conversation stands: what can be done now, and what is shown of the customer; `can_wait` is for a silence."""

    choices: Sequence[Choice] = ()
    can_listen: bool = False
    can_wait: bool = False
    mood: str = ""
    more: str = more_to_come()
    nothing_left: str = SPOKEN.nothing_left
    promises: tuple[str, ...] = ()
    gauges: str = ""


class LineConversation:
    """A conversation that is told and played in lines."""

    ACTIONS: ClassVar[frozenset[str]] = frozenset(
        {"listen", "silence", "state", "brief", "find", "help", "leave"}
    )
    LEAVE_HELP: ClassVar[str] = "q leaves."

    # What a subclass tells

    def view(self) -> View:
        """Return how the conversation stands."""
        raise NotImplementedError

    def lines(self) -> Iterable[Line]:
        """Return everything said so far."""
        raise NotImplementedError

    def last_lines(self) -> Iterable[Line]:
        """Return what was heard last."""
        raise NotImplementedError

    def say(self, text: str = "", hang: int = 0) -> None:
        """Print a paragraph, further lines of it indented by `hang`."""
        raise NotImplementedError

    def make_move(self, move: str) -> bool:
        """Make a move; return whether the conversation continues here."""
        raise NotImplementedError

    def allowed(self) -> frozenset[str]:
        """Return the actions that help names: all, but for those that the mode forbids."""
        return self.ACTIONS

    # What is printed

    def say_all(self, texts: Iterable[str]) -> None:
        """Print paragraphs."""
        for text in texts:
            self.say(text)

    def say_lines(self, lines: Iterable[Line]) -> None:
        """Print what was said, done or seen."""
        self.say_all(text for line in lines for text in line_texts(line))

    def present(self) -> None:
        """Print how things stand, and what can be done now."""
        view = self.view()
        self.say(f"Mood: {view.mood}.")
        if view.promises:
            self.say(promises_sentence(view.promises))
        for line in self.choice_lines():
            self.say(line, hang=3)

    def choice_lines(self) -> list[str]:
        """Return what can be done now: hear more, give a reply, or nothing."""
        view = self.view()
        lines = [view.more] if view.can_listen else []
        lines += [f"{choice.number}. {choice.marked}" for choice in view.choices]
        return lines or [view.nothing_left]

    def moves_in_words(self) -> list[str]:
        """Return how each kind of move is typed, for a prompt: `1 to 3`, `Enter to listen`."""
        view = self.view()
        enter = "Enter to listen" if view.can_listen else "Enter to wait in silence"
        words = [numbers_in_words(view.choices)] if view.choices else []
        return [*words, enter] if view.can_listen or view.can_wait else words

    # What is typed

    def handle_command(self, line: str) -> bool:
        """Do what a line says; return whether the conversation continues here."""
        word = line.strip().lower()
        choices = {str(choice.number): choice.id for choice in self.view().choices}
        if word in choices or word in choices.values():
            return self.make_move(choices.get(word, word))
        if word.startswith("/"):
            self._find(word[1:].strip())
            return True
        if action := self.action_for(word):
            return getattr(self, f"action_{action}")() is not False
        numbers = number_wanted(self.view().choices) or "Enter"
        self.say(f"“{clean_name(line)}” isn't a move here. Type {numbers}, or h for help.")
        return True

    def action_for(self, word: str) -> str:
        """Return the action that a word typed by itself stands for; "" where it is none here."""
        action = next((name for name, (typed, _) in _COMMANDS.items() if word in typed), "")
        return action if action in self.ACTIONS else ""

    def action_listen(self) -> bool:
        """Listen; where there is nothing to hear and nothing to say, wait."""
        view = self.view()
        if view.can_listen or view.can_wait:
            return self.make_move(LISTEN if view.can_listen else SILENCE)
        reply = "There's nothing more to come. Choose a reply."
        self.say(reply if view.choices else view.nothing_left)
        return True

    def action_silence(self) -> bool:
        """Say nothing."""
        return self.make_move(SILENCE)

    def action_state(self) -> None:
        """Repeat where things stand."""
        self.say_lines(self.last_lines())
        if gauges := self.view().gauges:
            self.say(f"Gauges: {gauges}.")
        self.present()

    def action_help(self) -> None:
        """Say what can be typed."""
        actions = [self.help_of(name) for name in _COMMANDS if name in self.allowed()]
        sentences = (self.reply_help(), *actions, self.LEAVE_HELP)
        self.say(" ".join(text for text in sentences if text))

    def help_of(self, action: str) -> str:
        """Return what help says of an action; nothing where that would say nothing new."""
        return _COMMANDS[action][1]

    def reply_help(self) -> str:
        """Say how a reply is given."""
        return "Type a number or a reply's id to give that reply."

    def action_leave(self) -> bool:
        """Leave."""
        return False

    def _find(self, word: str) -> None:
        if not word:
            self.say("Type / and a word to search the transcript, as in /parcel.")
            return
        found = [line for line in self.lines() if word.casefold() in line.text.casefold()]
        self.say_lines(found)
        if not found:
            self.say(was_not_said(clean_name(word)))


class LocalConversation(LineConversation):
    """One whose conversation is at this machine, so that it can be asked for everything; `play` holds it and its turns."""

    shows_gauges = shows_reasons = True

    @property
    def play(self) -> PlaySession | Snapshot:
        """The play as it stands."""
        raise NotImplementedError

    @property
    def conversation(self) -> Conversation:
        """Where it stands."""
        assert self.play.conversation is not None
        return self.play.conversation

    def choices(self) -> Sequence[Choice]:
        """Return what can be replied now."""
        assert self.play.start is not None
        return choices_of(self.play.start, self.play.turns)

    def view(self) -> View:
        """Return how the conversation stands, with numbers where the mode shows them."""
        here, choices, shows = self.conversation, self.choices(), self.shows_gauges
        return View(
            choices,
            here.can_listen,
            can_wait=not (choices or here.can_listen or here.over),
            mood=mood_words(here) if shows else here.state.band,
            more=more_to_hear(here, shows_gauges=shows),
            nothing_left=words_of(here.scenario.channel).nothing_left,
            promises=here.state.open_promises,
            gauges=", ".join(f"{name} {getattr(here.state, name)}" for name in GAUGES if shows),
        )

    def lines(self) -> Iterable[Line]:
        """Return everything said so far."""
        assert self.play.start is not None
        return (*self.play.start.opening, *(line for turn in self.play.turns for line in turn.said))

    def last_lines(self) -> Iterable[Line]:
        """Return the words that the scene opened with, or those of the last move."""
        return self.conversation.opening

    def say_turn(self, turn: Turn) -> None:
        """Print what a move brought, then what can be done now."""
        self.say_lines(turn.said)
        if self.shows_reasons:
            moved = difference(turn.before.state.gauges, turn.after.state.gauges)
            self.say(f"Change: {moved}." if moved else "Nothing changed.")
            self.say_all(f"Why: {text}" for text in turn_words(turn))
        if not turn.after.over:
            self.present()

    def action_brief(self) -> None:
        """Say again what is known, and what was promised."""
        self.say_all(scenario_introduction(self.conversation.scenario))
        if promised := promises_sentence(self.conversation.state.open_promises):
            self.say(promised)

    def action_why(self) -> None:
        """Say why the last move moved the mood."""
        turns = self.play.turns
        reasons = [f"Why: {text}" for text in why_sentences(turns[-1])] if turns else []
        self.say_all(reasons or ["Nothing has changed how they feel yet."])
