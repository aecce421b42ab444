"""Whether two versions of a scenario are the same but for the names of scenes and replies.

Names decide nothing: once each renamed scene and reply has its old name again, two versions that are equal play alike.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from simulator.scenario.guards.tree import BooleanOperation, Count, Fact, Guard
from simulator.scenario.model import Reply, Scene

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.report.changes import Renamings
    from simulator.scenario.model import Scenario

_SCENE_KEYS = frozenset(("start", "boils", "walks", "to", "on_silence"))
"""The keys whose value is the name of a scene."""
_OF_REPLIES = ("chose", "given")
_OF_SCENES = ("seen", "listened", "visits")


def is_only_renamed(old: Scenario, new: Scenario, renamings: Renamings) -> bool:
    """Tell whether the new version is the old one with other names of scenes and replies.

    Args:
        old: The earlier version.
        new: The later version.
        renamings: Which names of the later version are others than in the earlier one.
    """
    same_names = _Names({}, {})
    old_names = _Names(renamings.scenes, renamings.replies)
    return bool(same_names.plain(old) == old_names.plain(new))


class _Names:
    """The old names of scenes by their new ones, and those of replies by the new scene and id."""

    def __init__(self, scenes: Mapping[str, str], replies: Mapping[tuple[str, str], str]) -> None:
        self._scenes = scenes
        self._replies = replies

    def plain(self, value: Any, scene: str = "") -> Any:
        """Return a value of the model as plain data with the old names, replies in the order of those."""
        if isinstance(value, Guard):
            return self.plain(value.condition)
        if isinstance(value, Fact | Count):
            return type(value).__name__, value.function, self._asked(value.function, value.name)
        if isinstance(value, BooleanOperation):
            return value.word, [self.plain(part) for part in value.conditions]
        if is_dataclass(value) and not isinstance(value, type):
            scene = value.name if isinstance(value, Scene) else scene
            found = {
                item.name: self._named(item.name, getattr(value, item.name), scene)
                for item in fields(value)
            }
            if isinstance(value, Scene):
                found["name"] = self._scene(value.name)
                found["replies"].sort(key=lambda reply: reply[1]["id"])
            if isinstance(value, Reply):
                found["id"] = self._reply(scene, value.id)
            return type(value).__name__, found
        if hasattr(value, "items"):
            return {name: self.plain(each) for name, each in value.items()}
        if isinstance(value, tuple):
            return [self.plain(each, scene) for each in value]
        return value

    def _named(self, key: str, value: Any, scene: str) -> Any:
        if key in _SCENE_KEYS and isinstance(value, str):
            return self._scene(value)
        if key == "scenes":
            return {self._scene(name): self.plain(each) for name, each in value.items()}
        return self.plain(value, scene)

    def _asked(self, function: str, name: str) -> str:
        """Return the name that a guard asks for."""
        if function in _OF_SCENES:
            return self._scene(name)
        scene, dot, reply = name.partition(".")
        if function in _OF_REPLIES and dot:
            return f"{self._scene(scene)}.{self._reply(scene, reply)}"
        return name

    def _scene(self, name: str) -> str:
        return self._scenes.get(name, name)

    def _reply(self, scene: str, id: str) -> str:
        return self._replies.get((scene, id), id)
