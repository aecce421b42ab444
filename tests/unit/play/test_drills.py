"""Which cards a player gets: from what they know, due ones first, each answer kept before it is explained."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from simulator.drill.model import Card, Grade, Kind
from simulator.play.drills import ENOUGH, Drills, DrillSession
from simulator.records.card_file import CardFile
from tests.support.drill_stage import NOW, DrillPlace

if TYPE_CHECKING:
    from pathlib import Path

DAY = timedelta(days=1)


@pytest.fixture
def place(tmp_path: Path) -> DrillPlace:
    """A player's files; nothing is finished yet."""
    return DrillPlace.at(tmp_path)


def truth(card: Card) -> tuple[frozenset[int], ...]:
    """The right answers to a card."""
    return tuple(question.right for question in card.questions)


def answer_all(session: DrillSession, *, right: bool = True) -> list[str]:
    """Answer every card; give back their keys."""
    keys = []
    while (card := session.card) is not None:
        keys.append(card.key)
        session.answer(truth(card) if right else (), NOW)
    return keys


def test_there_is_nothing_before_something_is_finished(place: DrillPlace) -> None:
    """Nor of an exam, nor of someone else's conversation."""
    place.finish("wrong-cake", mode="exam")
    place.finish("day-45", person="Bo")
    drills = place.drills()
    assert ((), ()) == (drills.known, drills.session(None, NOW).cards)


@pytest.mark.parametrize("mode", ["coach", "practice"])
def test_what_is_finished_gives_cards_of_every_kind(place: DrillPlace, mode: str) -> None:
    """In turn, and none of any other scenario."""
    place.finish("day-45", mode)
    session = place.drills().session(None, NOW)
    assert ({"day-45"}, [*Kind]) == (
        {card.scenario for card in session.cards},
        sorted((card.kind for card in session.cards), key=[*Kind].index),
    )
    assert (ENOUGH, 0) == (len(session.cards), session.due)


@pytest.mark.parametrize("kind", Kind)
def test_one_exercise_alone(place: DrillPlace, kind: Kind) -> None:
    """Where that is asked for."""
    place.finish("day-45")
    assert {kind} == {card.kind for card in place.drills().session(kind, NOW).cards}


def test_nothing_is_given_away_of_an_open_round(place: DrillPlace) -> None:
    """Neither new cards nor those that are due."""
    place.finish("day-45")
    answer_all(place.drills().session(None, NOW))
    withheld = place.drills(withheld=("day-45",))
    later = NOW + 9 * DAY
    assert (0, ()) == (withheld.due(later), withheld.session(None, later).cards)
    assert ENOUGH == place.drills().due(later)


def test_an_answered_card_comes_back_when_it_is_due(place: DrillPlace) -> None:
    """And not before; until then others are new."""
    place.finish("day-45")
    first = answer_all(place.drills().session(None, NOW), right=False)
    drills = place.drills()
    assert 0 == drills.due(NOW)
    assert not set(first) & {card.key for card in drills.session(None, NOW).cards}
    again = drills.session(None, NOW + DAY)
    assert (len(first), sorted(first)) == (again.due, sorted(card.key for card in again.cards))


def test_the_better_it_is_known_the_later_it_comes_back(place: DrillPlace) -> None:
    """Days of a card answered rightly each time it is due."""
    place.finish("day-45")
    now, found = NOW, []
    for _ in range(3):
        session = place.drills().session(Kind.REPLY, now, most=1)
        card = session.card
        assert card
        session.answer(truth(card), now)
        (row,) = place.cards.cards("Ada")
        found.append((row.due - now).days)
        now = row.due
    assert [2, 11, 46] == found


def test_an_answer_is_kept_before_it_is_explained(place: DrillPlace) -> None:
    """What was answered is there, and the card in progress isn't lost either: it is asked again."""
    place.finish("day-45")
    session = place.drills().session(None, NOW)
    first, second = session.cards[:2]
    feedback = session.answer(truth(first), NOW)
    assert (Grade.RIGHT, "Comes back in 2 days.", "") == (
        feedback.grade,
        feedback.back,
        feedback.note,
    )
    assert [first.key] == [row.card for row in place.cards.cards("Ada")]
    assert second.key in {card.key for card in place.drills().session(None, NOW).cards}


def test_a_card_whose_words_changed_is_forgotten(place: DrillPlace) -> None:
    """It isn't said to be due for ever."""
    place.finish("day-45")
    answer_all(place.drills().session(None, NOW, most=1))
    (row,) = place.cards.cards("Ada")
    place.cards.drop("Ada", [row.card])
    place.cards.keep(replace(row, card="0" * 32))
    drills = place.drills()
    assert 1 == drills.due(row.due)
    drills.session(None, row.due)
    assert 0 == drills.due(row.due)


def test_what_can_not_be_kept_is_said(place: DrillPlace) -> None:
    """The exercise goes on all the same."""
    place.finish("day-45")
    (place.folder / "file").write_text("")
    cards = CardFile.beside(place.folder / "file" / "history.sqlite")
    drills = Drills(place.library, place.saves, place.history, cards, "Ada")
    drills.read()
    session = drills.session(None, NOW)
    card = session.card
    assert card
    feedback = session.answer(truth(card), NOW)
    assert feedback.note.startswith("This answer couldn't be saved. The file of your exercises ")
    assert session.card is not card


def test_without_a_history_there_is_nothing(place: DrillPlace) -> None:
    """As for a player who has no home folder."""
    drills = Drills(place.library, place.saves, None, None, None)
    drills.read()
    assert ((), 0) == (drills.known, drills.due(NOW))


def test_who_came_most_often_comes_first(place: DrillPlace) -> None:
    """Then what was played last."""
    for id in ("wrong-cake", "wrong-cake", "day-45", "just-directions"):
        place.finish(id)
    assert ("wrong-cake", "just-directions", "day-45") == place.drills().known
