"""Exercises on this machine: which cards a player can have, which are due, and each answer kept before it is explained.

Cards are made of scenarios that the player has finished in coach or practice mode, and of none that is withheld because a round
with it is open. They come due by the card file; new ones come from what customers have come with most often.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from simulator.drill.answers import grade
from simulator.drill.model import Grade, Kind
from simulator.drill.spacing import Spacing, after_answer
from simulator.drill.words import answer_sentences, back_words
from simulator.errors import SimulatorError
from simulator.records.card_file import CardRow
from simulator.records.history_totals import finished_scenarios
from simulator.scenario.library import load
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from simulator.drill.model import Answers, Card
    from simulator.records.card_file import CardFile
    from simulator.records.history import History
    from simulator.records.saves import Saves
    from simulator.scenario.library import Library
    from simulator.scenario.model import Scenario

MOST_DUE, ENOUGH = 8, 4
"""Cards that are due in one session at most, and from how many on no new ones are added."""
MODES = (Mode.COACH, Mode.PRACTICE)
ORDER = (Kind.REPLY, Kind.SLIP, Kind.SHOES, Kind.SHOPPER)
"""In which order the exercises take turns with new cards."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What is said of an answer: how good it was, why, when the card comes back, and what couldn't be kept."""

    grade: Grade
    sentences: tuple[str, ...]
    back: str
    note: str = ""


class Drills:
    """The exercises of one player."""

    def __init__(
        self,
        library: Library,
        saves: Saves,
        history: History | None,
        cards: CardFile | None,
        person: str | None,
        withheld: Collection[str] = (),
    ) -> None:
        """`withheld` are the ids of scenarios that no card may be made of."""
        self._library, self._saves, self._history = library, saves, history
        self._cards, self._person = cards, person or ""
        self._withheld = frozenset(withheld)
        self._decks: dict[str, tuple[Card, ...]] = {}
        self._finished: tuple[str, ...] = ()

    def withhold(self, ids: Collection[str]) -> None:
        """Make no card of these scenarios either; to be called before anything is read."""
        self._withheld |= frozenset(ids)

    def read(self) -> None:
        """Bring the history up to the saves, and read which scenarios were finished; may take long. Raises SimulatorError."""
        from simulator.play.history_sync import catch_up

        self._finished = ()
        if self._history is not None:
            catch_up(self._history, self._saves, self._library)
            self.read_history()

    def read_history(self) -> None:
        """Read which scenarios were finished from a history that is brought up; raises SimulatorError."""
        found = finished_scenarios(self._history, self._person, MODES)
        self._finished = tuple(id for id in found if id not in self._withheld)

    @property
    def known(self) -> tuple[str, ...]:
        """The ids of the scenarios that cards are made of: what came up most often first, then what was played last."""
        return tuple(id for id in self._finished if id in self._files)

    @cached_property
    def _files(self) -> dict[str, Path]:
        """The files of the library by id."""
        return {path.stem: path for path in self._library.files()}

    @property
    def damage_words(self) -> str:
        """Say that the card file was damaged, where it was; else nothing."""
        return self._cards.damage_words if self._cards else ""

    def due(self, now: datetime) -> int:
        """Return how many cards are due; raises SimulatorError."""
        return len(self._due(now))

    def session(self, kind: Kind | None, now: datetime, most: int = MOST_DUE) -> DrillSession:
        """Return cards to answer, of one kind or all: those that are due, and new ones where they are few.

        A card whose text has changed since is forgotten: it is another card now. Raises SimulatorError.
        """
        due, gone = [], []
        for row in self._due(now):
            if kind and row.kind != kind:
                continue
            card = next((card for card in self._deck(row.scenario) if card.key == row.card), None)
            if card is None:
                gone.append(row.card)
            else:
                due.append(card)
        if gone and self._cards:
            self._cards.drop(self._person, gone)
        due = due[:most]
        new = self._new(kind, max(0, min(ENOUGH, most) - len(due)))
        return DrillSession(self, (*due, *new), len(due))

    def keep(self, card: Card, grade: Grade, now: datetime) -> tuple[Spacing, str]:
        """Keep an answer; return when the card comes back, and why that couldn't be kept, if it couldn't."""
        try:
            row = next((row for row in self._rows() if row.card == card.key), None)
            before = Spacing(row.stability, row.difficulty, row.last, row.due) if row else None
            spacing = after_answer(before, grade, now)
            if self._cards:
                self._cards.keep(
                    CardRow(self._person, card.key, card.kind, card.scenario, *spacing)
                )
        except SimulatorError as error:
            return after_answer(None, grade, now), f"This answer couldn't be saved. {error}"
        return spacing, ""

    def _rows(self) -> list[CardRow]:
        return self._cards.cards(self._person) if self._cards else []

    def _due(self, now: datetime) -> list[CardRow]:
        due = [row for row in self._rows() if row.due <= now]
        known = set(self.known) if due else ()
        return [row for row in due if row.scenario in known]

    def _new(self, kind: Kind | None, many: int) -> list[Card]:
        """Return cards that were never answered: the exercises take turns, and so do the scenarios."""
        seen, known = {row.card for row in self._rows()}, self.known
        kinds = (kind,) if kind else ORDER
        found: list[Card] = []
        for slot in range(many):
            for turn in range(len(kinds)):
                wanted = kinds[(slot + turn) % len(kinds)]
                card = (
                    next(self._unseen(wanted, known[slot % len(known) :] + known, seen), None)
                    if known
                    else None
                )
                if card:
                    found.append(card)
                    seen.add(card.key)
                    break
        return found

    def _unseen(self, kind: Kind, ids: Sequence[str], seen: Collection[str]) -> Iterator[Card]:
        for id in dict.fromkeys(ids):
            yield from (
                card for card in self._deck(id) if card.kind is kind and card.key not in seen
            )

    def _deck(self, id: str) -> tuple[Card, ...]:
        if id not in self._decks:
            from simulator.drill.deck import (
                deck,  # it needs the prover, and how many are due is said at every start
            )

            scenario = self._scenario(id)
            self._decks[id] = deck(scenario) if scenario else ()
        return self._decks[id]

    def _scenario(self, id: str) -> Scenario | None:
        try:
            return load(self._files[id]).scenario
        except SimulatorError:
            return None


@dataclass
class DrillSession:
    """Cards one after the other; `due` of them were due, and come first."""

    drills: Drills
    cards: tuple[Card, ...]
    due: int
    at: int = 0
    grades: list[Grade] = field(default_factory=list)

    @property
    def card(self) -> Card | None:
        """The card that is asked now; None once there are no more."""
        return self.cards[self.at] if self.at < len(self.cards) else None

    @property
    def right(self) -> int:
        """How many cards were answered rightly."""
        return self.grades.count(Grade.RIGHT)

    def answer(self, answers: Answers, now: datetime) -> Feedback:
        """Take the answers to the card that is asked: keep them, say what they were worth, and move on to the next card."""
        card = self.card
        assert card is not None
        given = grade(card, answers)
        spacing, note = self.drills.keep(card, given, now)
        self.grades.append(given)
        self.at += 1
        return Feedback(
            given, tuple(answer_sentences(card, answers, given)), back_words(spacing.days), note
        )
