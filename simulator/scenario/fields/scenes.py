"""All scenes of a file by name, even where the header of one is misspelt.

See `kinds.py` for what a kind is; `scene.py` declares the table of a single scene.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from simulator.scenario.diagnostic import meant, nearest
from simulator.scenario.edit import Fix, Target
from simulator.scenario.fields.documents import merged
from simulator.scenario.fields.kinds import Name
from simulator.scenario.fields.report import Report, wrong_type
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.fields.containers import Table
    from simulator.scenario.model import Scene

BEGIN_SCENES = "Start with [scenes.opening]."


@dataclass(frozen=True, slots=True)
class Scenes:
    """All scenes by name."""

    table: Table
    most: int

    @property
    def blank(self) -> MappingProxyType[str, Scene]:
        """No scenes."""
        return MappingProxyType({})

    def read(self, value: Any, path: KeyPath, report: Report) -> MappingProxyType[str, Scene]:
        """Return the scenes that could be read, in the order of the file."""
        if not isinstance(value, dict):
            wrong_type(
                report,
                path,
                value,
                "a table",
                "Add a table for each scene: [scenes.opening].",
            )
            return self.blank
        if not value:
            report.add("missing-key", path, "There is no scene yet.", BEGIN_SCENES)
        if len(value) > self.most:
            report.add(
                "too-large",
                path,
                f"There are {len(value)} scenes; at most {self.most} are allowed.",
            )
        scenes = {}
        for name, table in self._without_misspelt(value, path, report).items():
            Name("scene").read(name, (*path, name), report, at_key=True)
            scene = self.table.read(table, (*path, name), report)
            if scene is not None:
                scenes[name] = scene
        return MappingProxyType(scenes)

    def _without_misspelt(
        self, value: dict[str, Any], path: KeyPath, report: Report
    ) -> dict[str, Any]:
        """Report misspelt scenes, of which one of two near names has only replies or variants; return the scenes put right.

        The name that nothing leads to is the misspelt one; if that does not tell, the one with the replies.
        """
        bare = {
            name: None
            for name, table in value.items()
            if isinstance(table, dict) and table and table.keys() <= {"replies", "variants"}
        }
        others = [name for name in value if name not in bare]
        without = [name for name in others if _lacks_replies(value[name])]
        misspelt = {
            name: near for name in bare if (near := nearest(name, without) or nearest(name, others))
        }
        if misspelt:
            named = report.scenes_named | set(_scene_names(value))
            misspelt = dict(
                (near, name) if name in named else (name, near)
                for name, near in misspelt.items()
                if name not in named or near not in named  # else its header is missing
            )
        for name, near in misspelt.items():
            message = f"There is no scene {quoted(name)}."
            if name not in bare:
                message = f"Nothing else refers to the scene {quoted(name)}."
            report.add(
                "unknown-scene",
                (*path, name),
                message,
                meant(near),
                Fix(near, Target.KEY),
                at_key=True,
            )
        scenes = {name: table for name, table in value.items() if name not in misspelt}
        for name, near in misspelt.items():
            scenes[near] = merged(scenes[near], value[name])
        return scenes

    def schema(self) -> dict[str, Any]:
        """Describe an object by name."""
        return {
            "type": "object",
            "minProperties": 1,
            "maxProperties": self.most,
            "propertyNames": Name("scene").schema(),
            "additionalProperties": {"$ref": "#/$defs/scene"},
        }


def _lacks_replies(scene: Any) -> bool:
    """Tell whether a scene has no way on and isn't an ending."""
    return isinstance(scene, dict) and scene.keys().isdisjoint({"replies", "ending", "on_silence"})


def _scene_names(value: Any) -> Iterator[str]:
    """Yield every scene that the ways on in a part of a document lead to."""
    if isinstance(value, list):
        for entry in value:
            yield from _scene_names(entry)
    elif isinstance(value, dict):
        for name, entry in value.items():
            if name in ("to", "on_silence") and isinstance(entry, str):
                yield entry
            else:
                yield from _scene_names(entry)
