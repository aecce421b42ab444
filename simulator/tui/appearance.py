"""What a scenario's customer looks like, and how they feel as they begin."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from simulator.engine.state import Gauges
from simulator.portrait.traits import settle
from simulator.ruleset import band
from simulator.tui.channel import WRITTEN
from simulator.tui.widgets.customer_card import Appearance
from simulator.tui.widgets.portrait import FrameKind
from simulator.tui.widgets.reading import Reading

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario


def appearance(scenario: Scenario) -> Appearance:
    """Return the customer as their author drew them, and for the rest as their name does."""
    customer = scenario.customer
    traits = settle(customer.name, asdict(customer.portrait))
    return Appearance(customer.name, traits, *presence(scenario.channel))


def presence(channel: str) -> tuple[bool, FrameKind | None]:
    """Return whether one hears the voice alone on a channel, and the frame of the portrait where they aren't in the room."""
    if channel in WRITTEN:
        return False, FrameKind.STAMP
    return channel == "phone", FrameKind.PICTURE if channel == "video" else None


def first_reading(scenario: Scenario) -> Reading:
    """Return how they feel before a word is said: the word alone."""
    customer = scenario.customer
    gauges = Gauges(customer.anger, customer.heard, customer.trust, customer.patience)
    return Reading(band(gauges.mood))
