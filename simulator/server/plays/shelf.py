"""The scenarios that a server offers, and the machines of those that are being played, each made once.

A play stays with the version of the file that it began on, so machines are asked for by the sha256 of a text, and a text that
is no longer in the library comes from the record.
"""

from __future__ import annotations

from collections import OrderedDict
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from simulator.engine.conversation import Conversation
from simulator.engine.machine import ScenarioMachine
from simulator.errors import SimulatorError
from simulator.play.catalog import easiest_first, read_shelf
from simulator.play.days import on_day
from simulator.play.possible_scores import possible_scores
from simulator.scenario.library import read_bytes
from simulator.scenario.parse import parse
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.scenario.library import Library, ScenarioFile
    from simulator.scenario.model import Scenario

MOST_MACHINES = 256
"""Machines that are kept ready; others are made again from the text when a play needs them."""


class TextGone(SimulatorError):
    """The text of a scenario that a play began on is nowhere to be found."""

    def __init__(self, id: str):
        super().__init__(
            f"The scenario {quoted(id)}, as it was when this conversation began, isn't there any more.",
            "Tell your trainer. The moves of the conversation are kept.",
        )


class Offered(NamedTuple):
    """A scenario that can be played: its model, the sha256 of its file, and the least and most satisfaction where known."""

    scenario: Scenario
    hash: str
    possible: tuple[int, int] | None


class Shelf:
    """The scenarios of some folders as they were read last, and the machines of any version."""

    def __init__(self, library: Library) -> None:
        """Read the library."""
        self._library = library
        self._machines: OrderedDict[tuple[str, str, str], ScenarioMachine] = OrderedDict()
        self.offered: Mapping[str, Offered] = {}
        self.troubles: tuple[str, ...] = ()
        self._files: dict[tuple[str, str], ScenarioFile] = {}
        self._texts: dict[str, bytes] = {}
        self._library_offered: dict[str, Offered] = {}
        self._added: dict[str, Offered] = {}
        # By id and hash: two scenarios can have the same text, and one must not take the other's place.
        self._added_scenarios: dict[tuple[str, str], Scenario] = {}
        self._added_texts: dict[str, bytes] = {}
        self.refresh()

    def refresh(self) -> None:
        """Read the library again."""
        catalog = read_shelf(self._library)
        self._texts = dict(map(_text_of, catalog.items))
        playable = [
            item
            for item in easiest_first(catalog.items)
            if item.reading.scenario and item.reading.hash in self._texts
        ]
        possible = possible_scores(playable)
        self._files = {(item.id, item.reading.hash): item for item in playable}
        self._library_offered = {
            item.id: Offered(item.reading.scenario, item.reading.hash, possible.get(item.id))
            for item in playable
            if item.reading.scenario
        }
        self._merge()
        self.troubles = catalog.troubles

    def _merge(self) -> None:
        """Offer the library, and what trainers added under other ids."""
        self.offered = {**self._added, **self._library_offered}

    def is_in_library(self, id: str) -> bool:
        """Tell whether the library has a scenario of this id."""
        return id in self._library_offered

    def remember(self, scenario: Scenario, hash: str, text: bytes) -> None:
        """Keep a version that a trainer added ready to be begun."""
        self._added_scenarios[scenario.id, hash] = scenario
        self._added_texts[hash] = text

    def offer(self, scenario: Scenario, hash: str, text: bytes) -> None:
        """Offer a version that a trainer added, instead of any other of the same id."""
        self.remember(scenario, hash, text)
        self._added[scenario.id] = Offered(scenario, hash, None)
        self._merge()

    def withdraw(self, id: str) -> None:
        """Stop offering a scenario that a trainer added."""
        self._added.pop(id, None)
        self._merge()

    def text(self, hash: str) -> bytes | None:
        """Return the text of an offered scenario, as it was read."""
        return self._added_texts.get(hash) or self._texts.get(hash)

    def start_band(self, offered: Offered) -> str:
        """Return how the customer feels before anything is said, in a word."""
        machine = self.machine(offered.scenario.id, offered.hash, "")
        return Conversation.begin(machine).state.band

    def knows(self, id: str, hash: str, day: str) -> bool:
        """Tell whether the machine of a version can be had without its text."""
        is_here = (id, hash) in self._files or (id, hash) in self._added_scenarios
        return is_here or (id, hash, day) in self._machines

    def machine(self, id: str, hash: str, day: str, text: bytes | None = None) -> ScenarioMachine:
        """Return the machine of a version on a day, made of a text where it isn't known; raises TextGone or NoSuchDay."""
        key = (id, hash, day)
        machine = self._machines.get(key)
        if machine is None:
            machine = ScenarioMachine(on_day(self._scenario(id, hash, text), day))
            self._machines[key] = machine
            if len(self._machines) > MOST_MACHINES:
                self._machines.popitem(last=False)
        self._machines.move_to_end(key)
        return machine

    def _scenario(self, id: str, hash: str, text: bytes | None) -> Scenario:
        item = self._files.get((id, hash))
        if item is not None and item.reading.scenario is not None:
            return item.reading.scenario
        added = self._added_scenarios.get((id, hash))
        if added is not None:
            return added
        reading = None if text is None else parse(text, id, id, warnings=False)
        if reading is None or reading.scenario is None or reading.hash != hash:
            raise TextGone(id)
        return reading.scenario


def _text_of(item: ScenarioFile) -> tuple[str, bytes]:
    """Return the sha256 of a file and its text; what was changed since it was read has another, and can't be begun yet."""
    try:
        data = read_bytes(item.path)
    except SimulatorError:
        data = b""
    return sha256(data).hexdigest(), data
