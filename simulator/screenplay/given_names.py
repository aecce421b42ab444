"""The names that a table's replies are given where they have none, and those that are rewritten so that they are valid."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from simulator.screenplay.cells import name_in
from simulator.text import count, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORDS_OF_A_NAME = 4
"""Words of a reply that make its name where it has none."""


class GivenNames:
    """Gives names, none twice, and remembers what to tell the trainer of them."""

    def __init__(self) -> None:
        self._rewritten: dict[str, str] = {}
        self._given: dict[int, str] = {}
        self._taken: set[str] = set()
        self._repeats: dict[str, int] = {}

    def take(self, name: str) -> None:
        """Keep a name that a reply has, so that no other is given it."""
        self._taken.add(name)

    def name_reply(self, text: str, row: int) -> str:
        """Return a name for a reply of some row, made of its first words."""
        words = " ".join(re.sub(r"['’]", "", text).split()[:_WORDS_OF_A_NAME])
        name = base = name_in(words) or "reply"
        while name in self._taken:
            self._repeats[base] = self._repeats.get(base, 1) + 1
            name = f"{base}-{self._repeats[base]}"
        self._given[row] = name
        self._taken.add(name)
        return name

    def note_rewritten(self, written: Sequence[str], names: Sequence[Any]) -> None:
        """Note the names that aren't valid as they are written."""
        words = [word.strip() for word in written if word.strip()]
        for word, name in zip(words, names, strict=False):
            if isinstance(name, str) and word != name and word.lower() != name:
                self._rewritten[word] = name

    def notes(self) -> Iterator[str]:
        """Yield which names were given or rewritten, in sentences with an example."""
        if self._given:
            row, name = next(iter(self._given.items()))
            what = f"Took names from the first words of {count(len(self._given), 'reply')}"
            yield f"{what}: the one in row {row} is {quoted(name)}."
        if self._rewritten:
            text, name = next(iter(self._rewritten.items()))
            what = (
                f"Changed {count(len(self._rewritten), 'name')} to lower-case letters and hyphens"
            )
            yield f"{what}: {quoted(text)} is now {quoted(name)}."
