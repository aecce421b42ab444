"""Exercises in lines: what is shown of a card, what can be typed, and how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator.drill.model import Card, Kind
from simulator.plain.console import Signal
from simulator.plain.drill import PlainDrill
from tests.support.drill_stage import NOW, DrillPlace
from tests.support.typed_console import TypedConsole

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.play.drills import DrillSession


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> DrillPlace:
    """A player who has finished a conversation."""
    found = DrillPlace.at(tmp_path_factory.mktemp("drills"))
    found.finish("day-45")
    return found


@pytest.fixture
def fresh(place: DrillPlace, tmp_path: Path) -> DrillPlace:
    """The same player, with no card answered yet."""
    return DrillPlace(
        tmp_path, place.library, place.saves, place.history, DrillPlace.at(tmp_path).cards
    )


def session_of(place: DrillPlace, kind: Kind | None = None) -> DrillSession:
    """New cards of an exercise."""
    return place.drills().session(kind, NOW)


def drilled(session: DrillSession, *lines: str | Signal) -> list[str]:
    """What is said while these lines are typed."""
    console = TypedConsole([*lines])
    PlainDrill(session, console, lambda: NOW).run()  # type: ignore[arg-type]
    return console.said


def typed(card: Card) -> list[str]:
    """The lines that answer a card rightly."""
    return [" ".join(map(str, sorted(question.right))) for question in card.questions]


@pytest.mark.parametrize("kind", Kind)
def test_an_exercise_answered_rightly(fresh: DrillPlace, kind: Kind) -> None:
    """Every card is said to be right, and when it comes back."""
    session = session_of(fresh, kind)
    lines = [line for card in session.cards for line in typed(card)]
    said = drilled(session, *lines)
    many = len(session.cards)
    assert f"{many} exercise{'s' * (many > 1)} done, {many} of them right." == said[-1]
    assert many == said.count("Comes back in 2 days.")
    assert many == len(fresh.cards.cards("Ada"))


def test_what_is_shown_of_a_card(fresh: DrillPlace) -> None:
    """Which card it is, where one is, the lines with their numbers, the question, and how to answer."""
    session = session_of(fresh, Kind.SLIP)
    (card, *_) = session.cards
    said = drilled(session, "q")
    assert f"Exercise 1 of {len(session.cards)}. Spot the slip. Day 45." == said[2]
    assert card.setting == said[3]
    for line in (line for line in card.lines if line.number):
        assert f"{line.number}. You: {line.text}" in said
    assert [
        "Type their numbers, such as 1 3, n if you don't know, or q to stop:",
        "",
        "No exercises done.",
    ] == said[-3:]
    assert [] == fresh.cards.cards("Ada")


def test_what_is_typed_wrongly_is_asked_again(fresh: DrillPlace) -> None:
    """Whatever it is."""
    session = session_of(fresh, Kind.SHOES)
    wrong = ("", "5", "0", "1 2", "one", "²", "9" * 400, "-1", "1.0", "\x1b[A")
    said = drilled(session, *wrong, "q")
    assert len(wrong) == said.count("That isn't one of the choices.")


def test_not_knowing_is_wrong_and_ends_the_card(fresh: DrillPlace) -> None:
    """The reason isn't asked of someone who didn't find the better reply, and what is right is said."""
    session = session_of(fresh, Kind.REPLY)
    (card, *_) = session.cards
    (best,) = card.questions[0].right
    said = drilled(session, "n", "q")
    assert any(line.startswith(f"Not right. Number {best} is the better one.") for line in said)
    assert card.questions[1].text not in said[: said.index("Comes back tomorrow.")]
    assert "1 exercise done, 0 of them right." == said[-1]


def test_the_form_goes_on_after_what_is_not_known(fresh: DrillPlace) -> None:
    """Each area counts by itself."""
    session = session_of(fresh, Kind.SHOPPER)
    lines = typed(session.cards[0])
    said = drilled(session, "n", "n", *lines[2:], "q")
    assert any(line.startswith("Right. You agree on 6 of 8.") for line in said)


@pytest.mark.parametrize("end", ["q", "Quit", Signal.END])
def test_stopping_loses_only_the_card_in_progress(fresh: DrillPlace, end: str | Signal) -> None:
    """What was answered before is kept."""
    session = session_of(fresh, Kind.SHOES)
    drilled(session, *typed(session.cards[0]), end)
    assert [session.cards[0].key] == [row.card for row in fresh.cards.cards("Ada")]
