"""Find scenes at the top of a document, whose headers lack `scenes.` or have quotes around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.scenario.diagnostic import dotted
from simulator.scenario.edit import Fix, Hint, Target
from simulator.scenario.slug import is_name

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import KeyPath

_OF_A_SCENE = frozenset(("says", "narration", "replies", "ending", "outcome", "nudge"))


class Misplaced(NamedTuple):
    """A value at the top of a document that belongs to a scene: where to, if that is known, and the hint to put it there."""

    path: KeyPath
    hint: Hint


def misplaced_scene(name: str, document: dict[str, Any]) -> Misplaced | None:
    """Return where a value at the top belongs, if it is a scene's."""
    value = document[name]
    if name == "replies" and isinstance(value, list):
        return _replies(document)
    dots = name.removeprefix("scenes.").split(".")
    is_scene = isinstance(value, dict) and not _OF_A_SCENE.isdisjoint(value)
    if name.startswith("scenes.") and is_name(dots[0]) and len(dots) <= 2:
        right: KeyPath = ("scenes", *dots)
        brackets = ("[[", "]]") if isinstance(value, list) else ("[", "]")
        words = f"Use {brackets[0]}{dotted(right)}{brackets[1]}, without quotes."
        return Misplaced(right, Hint(words, Fix(dotted(right), Target.KEY)))
    if not is_scene or not is_name(name):
        return None
    right = ("scenes", name)
    written = f"[{dotted(right)}]" if set(value) - {"replies"} else f"[[{dotted(right)}.replies]]"
    return Misplaced(right, Hint(f"Use {written}.", Fix(dotted(right), Target.KEY)))


def _replies(document: dict[str, Any]) -> Misplaced | None:
    """Return the place of replies without a scene: with the one scene that has none and needs some, or nowhere."""
    scenes = document.get("scenes")
    if not isinstance(scenes, dict):
        return None
    without = [
        name
        for name, scene in scenes.items()
        if isinstance(scene, dict) and not scene.keys() & {"replies", "ending", "on_silence"}
    ]
    if len(without) != 1:
        return Misplaced((), Hint("Use [[scenes.NAME.replies]], with the name of the scene."))
    right: KeyPath = ("scenes", without[0], "replies")
    return Misplaced(right, Hint(f"Use [[{dotted(right)}]].", Fix(dotted(right), Target.KEY)))
