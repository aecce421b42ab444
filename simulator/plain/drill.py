"""Exercises in plain mode: a card, its questions, what the answer was worth, and the next card.

Asks a session of cards what to show and decides nothing; every answer is kept before it is explained.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.drill.answers import next_question
from simulator.drill.words import (
    NOT_A_CHOICE,
    TITLES,
    done_words,
    minutes_of,
    prompt_words,
    session_words,
)
from simulator.plain.console import Signal
from simulator.text import with_stop

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from simulator.drill.model import Answers, Card, Question, Spoken
    from simulator.plain.console import Console
    from simulator.play.drills import DrillSession

MOST_NUMBERS = 9
SHORT = 24
"""Characters of options that are said in one line."""


class PlainDrill:
    """Cards through a console."""

    def __init__(
        self, session: DrillSession, console: Console, wall: Callable[[], datetime]
    ) -> None:
        self._session, self._console, self._wall = session, console, wall

    def run(self) -> bool:
        """Ask every card; return false where the player stops or there is no more input."""
        session, say = self._session, self._console.say
        cards = session.cards
        say(session_words(session.due, len(cards) - session.due, minutes_of(cards)))
        while (card := session.card) is not None:
            say()
            self._show(card, session.at + 1, len(cards))
            answers = self._ask(card)
            if answers is None:
                self.farewell()
                return False
            feedback = session.answer(answers, self._wall())
            for sentence in (*feedback.sentences, feedback.back, feedback.note):
                if sentence:
                    say(sentence)
        self.farewell()
        return True

    def farewell(self) -> None:
        """Say what was done."""
        self._console.say()
        self._console.say(done_words(len(self._session.grades), self._session.right))

    def _show(self, card: Card, number: int, of: int) -> None:
        say = self._console.say
        lead = f"Exercise {number} of {of}. {TITLES[card.kind]}."
        heading = (
            "" if card.heading.startswith(TITLES[card.kind]) else f" {with_stop(card.heading)}"
        )
        say(f"{lead}{heading} {with_stop(card.title)}")
        say(card.setting)
        for line in card.lines:
            say(_line_words(line))

    def _ask(self, card: Card) -> Answers | None:
        """Ask the questions of a card; None where the player stops."""
        answers: Answers = ()
        while (question := next_question(card, answers)) is not None:
            self._say_question(question)
            given = self._read(question)
            if given is None:
                return None
            answers = (*answers, given)
        return answers

    def _say_question(self, question: Question) -> None:
        """Say a question and its options: short ones in the same line, and none where they are numbered lines already."""
        say = self._console.say
        options = list(enumerate(question.options, 1))
        if question.several:
            say(question.text)
        elif all(len(option) <= SHORT for option in question.options):
            say(f"{question.text} {', '.join(f'{at} {option}' for at, option in options)}.")
        else:
            say(question.text)
            for at, option in options:
                say(f"{at}. {option}", hang=3)

    def _read(self, question: Question) -> frozenset[int] | None:
        """Read an answer, empty where it isn't known; None where the player stops."""
        while True:
            self._console.ask(prompt_words(question))
            answer = self._console.read()
            if isinstance(answer, Signal) or answer.lower() in ("q", "quit"):
                return None
            if answer.lower() in ("n", "no idea"):
                return frozenset()
            given = _numbers(answer, question)
            if given is not None:
                return given
            self._console.say(NOT_A_CHOICE)


def _line_words(line: Spoken) -> str:
    """Return a line of a transcript: `2. You: It's the wall.`, `Ray: Off and on twice.`, `[They haven't finished.]`."""
    if not line.who:
        return f"[{line.text}]"
    number = f"{line.number}. " if line.number else ""
    return f"{number}{line.who}: {line.text}"


def _numbers(answer: str, question: Question) -> frozenset[int] | None:
    """Return the numbers that were typed; None where they aren't an answer to the question."""
    words = answer.replace(",", " ").split()
    if not words or len(words) > MOST_NUMBERS or not all(map(_is_number, words)):
        return None
    numbers = frozenset(map(int, words))
    if not numbers <= set(range(1, len(question.options) + 1)):
        return None
    return numbers if question.several or len(numbers) == 1 else None


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) < 3
