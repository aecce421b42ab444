"""What every page has at hand: database, clock, randomness, secrets, templates. Made once, when the server starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.scenario.library import Library
    from simulator.server.passphrases import Passphrases
    from simulator.server.plays.solo_plays import SoloPlays
    from simulator.server.rendering import Templates
    from simulator.server.store import Store
    from simulator.server.tokens import Randomness


@dataclass(frozen=True, slots=True)
class Site:
    """The parts of one server.

    Attributes:
        store: The database.
        passphrases: What hashes and compares passphrases and PINs.
        templates: The pages.
        library: The scenarios that can be played.
        plays: What people play alone.
        now: The time of day in seconds since 1970.
        random: Gives random bytes.
        url: The address that people open, without a slash at the end.
        hosts: The names that this server is asked for by, in small letters and without ports; ANY_ADDRESS among them stands for
            every literal address.
    """

    store: Store
    passphrases: Passphrases
    templates: Templates
    library: Library
    plays: SoloPlays
    now: Callable[[], float]
    random: Randomness
    url: str
    hosts: frozenset[str]

    @property
    def is_secure(self) -> bool:
        """Whether people reach this server over TLS, its own or a proxy's."""
        return self.url.startswith("https:")

    def seconds(self) -> int:
        """Return the time of day in whole seconds since 1970, as the database has it."""
        return int(self.now())
