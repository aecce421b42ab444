"""What a card is: a short text, one or more questions with their answers, and what is said once they are given.

Plain values, so that every face shows the same. Words on a card are clean: one line each, with nothing that a terminal obeys.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from simulator.portrait.traits import Traits


class Kind(StrEnum):
    """The exercises, by the names that the command has for them."""

    SLIP = "spot-the-slip"
    REPLY = "better-reply"
    SHOES = "their-shoes"
    SHOPPER = "mystery-shopper"


class Grade(StrEnum):
    """How well a card was answered."""

    RIGHT = "right"
    NEARLY = "nearly"
    WRONG = "wrong"


class Spoken(NamedTuple):
    """A line of a transcript: who says it, `""` for what happens; replies that are asked about have a number from 1."""

    who: str
    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its options, numbered from 1; `right` are those that are true, one of them unless there are `several`."""

    text: str
    options: tuple[str, ...]
    right: frozenset[int]
    several: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One exercise.

    `heading` says what to do, `setting` where one is and whom with. `lines` are the transcript. `reasons` say what the engine
    found for each option of the first question, or of a form for each question; `after` is what came of it. `moves` lead to
    where the card begins. `asked` tells that the customer has just asked something, `root` what their case comes from.
    `traits` are what the customer looks like, where their moods are to choose from.
    """

    kind: Kind
    scenario: str
    title: str
    heading: str
    setting: str
    lines: tuple[Spoken, ...]
    questions: tuple[Question, ...]
    reasons: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    asked: bool = False
    root: str = ""
    bands: tuple[str, ...] = ()
    traits: Traits | None = None

    @property
    def key(self) -> str:
        """What tells the card from every other: a hash of its words, so that a card whose words change is another card."""
        from hashlib import sha256  # here, because the command's parser needs the kinds alone

        words = [self.kind, self.heading, self.setting]
        words += [f"{line.who}\n{line.text}" for line in self.lines]
        words += [
            text for question in self.questions for text in (question.text, *question.options)
        ]
        return sha256("\n\n".join(words).encode()).hexdigest()[:32]


Answers = tuple[frozenset[int], ...]
"""The options chosen for each question in turn; empty for one that wasn't known."""
