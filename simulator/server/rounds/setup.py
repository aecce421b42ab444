"""Reads a new round from the form of its page; anything that can't be is refused in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.rounds.class_list import Expected
from simulator.rounds.model import MAX_BONUS, Setup
from simulator.server.rounds import words
from simulator.text import clean_name
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulator.server.plays.shelf import Shelf

MAX_NAME = 40
PLACES = ("first", "second", "third", "fourth", "fifth")
"""The fields of the form for scenarios, in the order in which they are played."""
LEAST_SEATS, SPARE_SEATS = 60, 10
"""Seats of a round at least, and how many there are beyond the people of a class: guests come with the round's code."""
MINUTE = 60
USUAL: Mapping[str, str] = {
    "name": "",
    "mode": Mode.EXAM.value,
    "minutes": "15",
    "countdown": "30",
    "bonus": "0",
}
"""What the form suggests."""


def setup_in(form: Mapping[str, str], people: Sequence[str], shelf: Shelf) -> Setup:
    """Return the round that a form describes; raises SimulatorError.

    Args:
        form: The fields as they were sent.
        people: The names of the people of the class.
        shelf: The scenarios that can be chosen.
    """
    offered = shelf.offered
    chosen = [id for place in PLACES if (id := form.get(place, ""))]
    if not chosen:
        raise SimulatorError(words.NO_SCENARIO)
    if any(id not in offered for id in chosen):
        raise SimulatorError(words.UNKNOWN_SCENARIO)
    practice = 1 if form.get("practice") else 0
    if practice and len(chosen) < 2:
        raise SimulatorError(words.ONLY_PRACTICE)
    for group in (chosen[:practice], chosen[practice:]):
        for at, id in enumerate(group):
            if id in group[:at]:
                raise SimulatorError(words.TWICE.format(title=offered[id].scenario.title))
    if (mode := form.get("mode", "")) not in tuple(Mode):
        raise SimulatorError(words.NO_MODE)
    own_words = bool(form.get("own_words"))
    bonus = _number(form, "bonus", 0, MAX_BONUS, words.BONUS)
    texts = [shelf.text(offered[id].hash) or b"" for id in chosen]
    return Setup(
        clean_name(form.get("name", ""), MAX_NAME) or words.USUAL_NAME,
        # The names of the files alone: where they lie on the server is no one's business.
        tuple(f"{id}.toml" for id in chosen),
        tuple(offered[id].hash for id in chosen),
        Mode(mode),
        None,
        _number(form, "minutes", 0, 24 * MINUTE, words.MINUTES) * MINUTE,
        _number(form, "countdown", 0, 3600, words.COUNTDOWN),
        max(LEAST_SEATS, len(people) + SPARE_SEATS),
        practice,
        bool(form.get("reset")),
        0 if own_words else bonus,
        texts=tuple(text.decode() for text in texts),
        people=tuple(map(Expected, people)),
        own_words=own_words,
    )


def _number(form: Mapping[str, str], name: str, least: int, most: int, label: str) -> int:
    """Return a whole number of the form; raises SimulatorError."""
    text = form.get(name, "").strip()
    if text.isascii() and text.isdigit() and len(text) < 9 and least <= int(text) <= most:
        return int(text)
    raise SimulatorError(words.NUMBER.format(label=label, least=least, most=most))
