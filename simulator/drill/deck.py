"""The cards of a scenario: made of plays of different quality that the engine plays by seed, the same on every machine."""

from __future__ import annotations

from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from simulator.drill.form_cards import form_cards
from simulator.drill.model import Kind
from simulator.drill.reply_cards import ASKED, HEADING, reply_cards
from simulator.drill.shoes_cards import shoes_cards
from simulator.drill.slip_cards import slip_cards
from simulator.engine.machine import ScenarioMachine
from simulator.prover.drawn_plays import draw, draw_plays

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from simulator.drill.model import Card
    from simulator.scenario.model import Scenario

PLAYS = 18
"""Plays drawn of a scenario: three of each way to play."""
SEED = 1
TRIES = 6
"""Draws for one play before it is left out: a scenario whose plays hardly ever end holds no one up."""
MOST: Mapping[Kind, int] = MappingProxyType(
    {Kind.SLIP: 6, Kind.REPLY: 10, Kind.SHOES: 8, Kind.SHOPPER: 3}
)
"""Cards of each kind that a scenario gives at most."""


def deck(scenario: Scenario) -> tuple[Card, ...]:
    """Return the cards of a scenario, kind by kind; none of a kind that it gives nothing for."""
    plays = draw_plays(ScenarioMachine(scenario), plays=PLAYS, seed=SEED, tries=TRIES)
    replies = _one_a_scene(chain.from_iterable(map(reply_cards, plays)))
    found = {
        Kind.SLIP: _mixed(chain.from_iterable(map(slip_cards, plays))),
        Kind.REPLY: sorted(replies, key=_rank),
        Kind.SHOES: _mixed(chain.from_iterable(map(shoes_cards, plays))),
        Kind.SHOPPER: list(chain.from_iterable(map(form_cards, plays))),
    }
    return tuple(card for kind in Kind for card in found[kind][: MOST[kind]])


def _rank(card: Card) -> int:
    """Return a low number for what is wanted most: a letter rewritten, a question that customers ask, then the rest."""
    return 0 if card.heading not in (ASKED, HEADING) else 1 if card.asked else 2


def _one_a_scene(cards: Iterable[Card]) -> list[Card]:
    """Return the first card with each worse reply, since several plays come past the same moment."""
    found: dict[str, Card] = {}
    for card in cards:
        (best,) = card.questions[0].right
        found.setdefault(card.questions[0].options[2 - best], card)
    return list(found.values())


def _mixed(cards: Iterable[Card]) -> list[Card]:
    """Return different cards in an order that doesn't depend on the play they come from."""
    found = {card.key: card for card in cards}
    return sorted(found.values(), key=lambda card: draw(f"{SEED}/{card.key}"))
