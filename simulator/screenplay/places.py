"""The short name of each place in a scenario, for comments on paper: scene 3, its second reply 3.2, its first line 3a.

Names count in the order of the file, so they belong to one version of it.
"""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.scenario.diagnostic import KeyPath

_LISTS = {"variants": "v", "routes": "r", "answers": "a", "says_like": "w"}
"""The letter before the number of an entry in a list within a scene or a reply."""
_TOPS = {"days": "D", "tests": "T"}


class Places:
    """The short names of the places of one document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._scenes = {name: number for number, name in enumerate(document["scenes"], 1)}
        self._replies = {
            (name, reply["id"]): number
            for name, scene in document["scenes"].items()
            for number, reply in enumerate(scene.get("replies", ()), 1)
        }

    def scene(self, name: str) -> str:
        """Return the number of a scene; the name itself where there is no such scene."""
        return str(self._scenes.get(name, name))

    def reply(self, scene: str, id: str) -> str:
        """Return the short name of a reply; its own name where there is no such reply."""
        number = self._replies.get((scene, id))
        return f"{scene}.{id}" if number is None else f"{self.scene(scene)}.{number}"

    def of(self, path: KeyPath) -> str:
        """Return the short name of the place at a path; nothing for a key of the scenario or the customer."""
        if len(path) < 2 or path[0] not in ("scenes", *_TOPS):
            return ""
        top, first, *rest = path
        name = self.scene(str(first)) if top == "scenes" else f"{_TOPS[str(top)]}{int(first) + 1}"
        for key, index in zip(rest[::2], rest[1::2], strict=False):
            name += _entry(str(key), int(index))
        return name


def _entry(key: str, index: int) -> str:
    if key == "says":
        return ascii_lowercase[index]
    return f"{_LISTS.get(key, '.')}{index + 1}"
