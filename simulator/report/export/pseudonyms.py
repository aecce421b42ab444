"""Pseudonyms in place of names, in every text of a report: the same all through it, and others in another report.

Which is whose isn't in the report. The numbers are drawn, so that their order gives nothing away.
"""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from simulator.engine.lines import Line
    from simulator.report.results import PlayResult
    from simulator.report.source import RoundHead

FEWEST_SIGNS = 2
"""Signs of a name from which on it is looked for inside texts; a single letter is in every other word."""


class Pseudonyms:
    """The pseudonyms of one report."""

    def __init__(self, names: Iterable[str], secret: bytes) -> None:
        """`secret` decides the numbers, and is thrown away."""
        self._secret = secret
        people = sorted({name.casefold() for name in names if name}, key=self._drawn)
        self._by_name: Mapping[str, str] = {
            name: f"Person {at}" for at, name in enumerate(people, 1)
        }
        # A longer name first, so that "Kim Lee" isn't taken for "Kim".
        sought = sorted(
            (name for name in people if len(name) >= FEWEST_SIGNS), key=len, reverse=True
        )
        pattern = "|".join(re.escape(name) for name in sought)
        self._pattern = (
            re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE) if sought else None
        )

    def _drawn(self, text: str) -> bytes:
        return sha256(self._secret + text.encode("utf-8", "surrogatepass")).digest()

    def of(self, name: str) -> str:
        """Return the pseudonym of a name; none for none."""
        return self._by_name.get(name.casefold(), "") if name else ""

    def in_text(self, text: str, characters: Collection[str] = ()) -> str:
        """Return a text with every name in it replaced, but for those of `characters`, in small letters."""
        if self._pattern is None or not text:
            return text

        def other(found: re.Match[str]) -> str:
            name = found.group().casefold()
            return found.group() if name in characters else self._by_name.get(name, "Someone")

        return self._pattern.sub(other, text)

    def play(self, play: PlayResult) -> PlayResult:
        """Return a play with pseudonyms in place of names, and an identity that can't be traced to its save.

        The customer keeps their name: to replace it would give away who is called the same. What people typed in their own
        words is left out, because it may say anything.
        """
        origin, characters = play.origin, characters_of(play)

        def words(text: str) -> str:
            return self.in_text(text, characters)

        def line(said: Line) -> Line:
            return said._replace(text=words(said.text))

        return replace(
            play,
            origin=replace(
                origin,
                key=self._drawn(origin.key).hex(),
                name=self.in_text(origin.name),
                person=self.of(origin.person),
                round=self.in_text(origin.round),
                team=self.in_text(origin.team),
                fault=self.in_text(origin.fault),
            ),
            turns=tuple(
                turn._replace(
                    words=words(turn.words),
                    prompt=words(turn.prompt),
                    said=tuple(map(line, turn.said)),
                    offered=tuple(item._replace(text=words(item.text)) for item in turn.offered),
                    own=turn.own and turn.own._replace(text=""),
                )
                for turn in play.turns
            ),
            opening=tuple(map(line, play.opening)),
            advice=words(play.advice),
        )

    def round(self, item: RoundHead) -> RoundHead:
        """Return a round with pseudonyms in place of names; its people in the order of their pseudonyms."""
        people = sorted(
            ((self.of(name), self.in_text(team)) for name, team in item.attendees),
            key=lambda person: (len(person[0]), person[0]),
        )
        return replace(
            item,
            name=self.in_text(item.name),
            attendees=tuple(people),
            notes=tuple(map(self.in_text, item.notes)),
        )


def characters_of(play: PlayResult) -> frozenset[str]:
    """Return the names of the customer and of everyone else who speaks, whole and word by word, in small letters."""
    lines = (*play.opening, *(line for turn in play.turns for line in turn.said))
    names = {play.scenario.customer, *(line.speaker for line in lines)}
    return frozenset(part.casefold() for name in names for part in (name, *name.split()) if part)
