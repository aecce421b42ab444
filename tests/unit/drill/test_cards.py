"""Cards: what is true on them is what the engine does, and their words are clean whatever a scenario says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from simulator.drill.answers import grade
from simulator.drill.deck import MOST, PLAYS, SEED, TRIES, deck
from simulator.drill.form_cards import level_of
from simulator.drill.model import Card, Grade, Kind
from simulator.drill.reply_cards import LEAST_GAP, SPECIAL
from simulator.drill.slip_cards import hurts, slip_cards
from simulator.drill.words import answer_sentences
from simulator.engine.conversation import Conversation, Turn, play
from simulator.engine.machine import ScenarioMachine
from simulator.principles import EXERCISES
from simulator.prover.drawn_plays import draw_plays
from simulator.scenario.library import load, shipped_folder
from simulator.scenario.model import Customer
from tests.support.amounts import cases
from tests.support.docs import page, table
from tests.support.random_plays import scenario_of

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario

IDS = sorted(path.stem for path in shipped_folder().glob("*.toml"))
HOSTILE = "[bold red]x[/] \x1b[31m\x07\u202e<b>{0}</b>\r\n\ttwo"


@cache
def scenario(id: str) -> Scenario:
    """A shipped scenario."""
    found = load(shipped_folder() / f"{id}.toml").scenario
    assert found
    return found


@cache
def cards_of(id: str) -> tuple[Card, ...]:
    """Its cards."""
    return deck(scenario(id))


def start_of(card: Card) -> Conversation:
    """The conversation where a card begins."""
    begun = Conversation.begin(ScenarioMachine(scenario(card.scenario)))
    turns = play(begun, card.moves)
    return turns[-1].after if turns else begun


def said(at: Conversation, text: str) -> Turn:
    """The reply with these words, given."""
    reply = next(each for each in at.offered() if " ".join(each.text.split()) == text)
    return at.move(reply.id)


def words(card: Card) -> list[str]:
    """Everything that is read of a card, its answers too."""
    found = [card.title, card.heading, card.setting]
    found += [part for line in card.lines for part in (line.who, line.text)]
    found += [each for question in card.questions for each in (question.text, *question.options)]
    truth = tuple(question.right for question in card.questions)
    for answers in (truth, (), tuple(frozenset({1}) for _ in card.questions)):
        found += answer_sentences(card, answers, grade(card, answers))
    return found


def test_there_are_scenarios() -> None:
    """Else nothing below would hold anything."""
    assert len(IDS) > 10


@pytest.mark.parametrize("id", IDS)
def test_every_shipped_scenario_gives_cards(id: str) -> None:
    """Of the three short exercises at least two kinds, of the long one some, and never more than is wanted."""
    kinds = [card.kind for card in cards_of(id)]
    assert {Kind.REPLY, Kind.SHOES, Kind.SHOPPER} <= set(kinds)
    assert [] == [kind for kind in Kind if kinds.count(kind) > MOST[kind]]


@pytest.mark.parametrize("id", IDS)
def test_the_better_reply_is_better(id: str) -> None:
    """Both were on offer, one leaves a clearly better mood, and the reason is a tag that sets the two apart."""
    found = [card for card in cards_of(id) if card.kind is Kind.REPLY]
    for card in found:
        which, why = card.questions
        turns = [said(start_of(card), text) for text in which.options]
        (best,), (reason,) = which.right, why.right
        better, other = turns[best - 1], turns[2 - best]
        assert better.after.state.mood - other.after.state.mood >= LEAST_GAP
        assert not hurts(better)
        assert len(why.options) == len(set(why.options))
        assert 1 <= reason <= len(why.options)
    assert found


@pytest.mark.parametrize("id", IDS)
def test_the_mood_is_the_mood(id: str) -> None:
    """The moods to choose from lie next to each other, and the right one is what the engine says after the last reply."""
    for card in (each for each in cards_of(id) if each.kind is Kind.SHOES):
        at = start_of(card)
        for line in [line for line in card.lines if line.who == "You"]:
            at = said(at, line.text).after
        (right,) = card.questions[0].right
        assert at.state.band == card.questions[0].options[right - 1]


@pytest.mark.parametrize("id", IDS)
def test_the_slips_are_slips(id: str) -> None:
    """The numbered lines are the play's replies, and those that hurt are the ones with a slip or a critical error."""
    for drawn in draw_plays(ScenarioMachine(scenario(id)), plays=PLAYS, seed=SEED, tries=TRIES):
        for card in slip_cards(drawn):
            texts = [line.text for line in card.lines if line.number]
            replies = [turn for turn in drawn.turns[len(card.moves) :] if turn.reply][: len(texts)]
            assert texts == [" ".join(turn.reply.text.split()) for turn in replies if turn.reply]
            harmful = {at for at, turn in enumerate(replies, 1) if turn.slips or hurts(turn)}
            assert harmful == card.questions[0].right
            assert 0 < len(harmful) < len(texts)


@pytest.mark.parametrize("id", IDS)
def test_the_form_is_that_of_the_rules(id: str) -> None:
    """Each question of the form has one answer, and one per dimension."""
    for card in (each for each in cards_of(id) if each.kind is Kind.SHOPPER):
        assert [1] * 8 == [len(question.right) for question in card.questions]
        truth = tuple(question.right for question in card.questions)
        assert Grade.RIGHT is grade(card, truth)


def test_levels_of_the_form() -> None:
    """Values count as the form has them, a dimension that doesn't apply as not called for."""
    assert [1, 1, 2, 2, 3, 3, 4] == [level_of(value) for value in (100, 70, 69, 40, 39, 0, None)]


def test_exercises_that_principles_name() -> None:
    """Each has cards in the shipped library, the page describes it, and no place is only planned."""
    headings = {card.heading for id in IDS for card in cards_of(id)}
    kinds = {str(card.kind) for id in IDS for card in cards_of(id)}
    for name in EXERCISES:
        assert name in kinds or SPECIAL[name] in headings, name
    head = "exercise of a principle"
    rows = table(page("drills.md"), head)
    assert EXERCISES == {row[head]: row["what you do"] for row in rows}
    assert "planned:" not in page("principles.md")


@pytest.mark.parametrize("id", ["damp-letter", "discontinued-filter"])
def test_cold_letters_are_rewritten(id: str) -> None:
    """The letter and the emails give drafts to choose from, one of them in the wrong tone."""
    headings = {card.heading for card in cards_of(id) if card.kind is Kind.REPLY}
    assert any("rewritten: pick the better draft" in heading for heading in headings)


def test_questions_that_customers_ask_have_cards() -> None:
    """Replies to a customer's question are a kind of their own among the pairs."""
    asked = [card for id in IDS for card in cards_of(id) if card.asked]
    assert {Kind.REPLY} == {card.kind for card in asked}


def test_cards_are_the_same_every_time() -> None:
    """The same scenario gives the same cards, so that their keys can be kept."""
    assert deck(scenario("day-45")) == cards_of("day-45")
    keys = [card.key for id in IDS for card in cards_of(id)]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("id", ["day-45", "damp-letter", "wrong-cake"])
def test_words_are_clean_whatever_a_scenario_says(id: str) -> None:
    """The loader refuses such texts; cards of a scenario that got past it would still hold nothing that a terminal obeys."""
    cards = deck(_poisoned(scenario(id)))
    assert cards
    assert any("\\u001b" in text for text in words(cards[0]))
    for card in cards:
        assert [] == [text for text in words(card) if not text.isprintable()]


def _poisoned(value: Any, name: str = "") -> Any:
    """A scenario with hostile words wherever people read something."""
    if isinstance(value, Mapping):
        return {key: _poisoned(inner) for key, inner in value.items()}
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_poisoned(inner, name) for inner in value)
    if is_dataclass(value) and not isinstance(value, type):
        read = {
            "text",
            "answer",
            "narration",
            "action",
            "note",
            "why",
            "title",
            "speaker",
            "greeting",
            "says",
        }
        read |= {"name"} if isinstance(value, Customer) else set()
        return replace(
            value,
            **{
                field.name: _poisoned(
                    getattr(value, field.name), field.name if field.name in read else ""
                )
                for field in fields(value)
                if field.init
            },
        )
    return f"{value}{HOSTILE}" if isinstance(value, str) and name else value


@pytest.mark.parametrize("seed", range(cases(20)))
def test_random_scenarios_give_sound_cards(seed: int) -> None:
    """Every question has options, every right answer is one of them, and the truth counts as right."""
    for card in deck(scenario_of(seed)):
        for question in card.questions:
            assert question.right <= set(range(1, len(question.options) + 1))
            assert question.several or len(question.right) == 1
        truth = tuple(question.right for question in card.questions)
        assert Grade.RIGHT is grade(card, truth)
