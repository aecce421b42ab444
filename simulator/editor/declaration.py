"""What may be at a path of a scenario file, by the one declaration of the format.

Exists so that completion and hover know keys, words and names from where the loader has them, and hold no second list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.scenario.fields.containers import Key, ListOf, Table
from simulator.scenario.fields.scenes import Scenes
from simulator.scenario.fields.special_kinds import OnePart, Says, Weights
from simulator.scenario.format import SCENARIO

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import KeyPath


def kind_at(path: KeyPath) -> Any:
    """Return the kind of value at a path, or None where the format has nothing."""
    kind: Any = SCENARIO
    for step in path:
        kind = _inside(kind, step)
        if kind is None:
            return None
    return kind


def table_at(path: KeyPath) -> Table | Weights | Scenes | None:
    """Return the table at a path; a list of tables stands for one of them, since its header may have too few brackets."""
    kind = kind_at(path)
    if isinstance(kind, Says):
        kind = kind.parts
    if isinstance(kind, ListOf):
        kind = kind.kind
    if isinstance(kind, OnePart):
        kind = kind.table
    return kind if isinstance(kind, Table | Weights | Scenes) else None


def key_at(path: KeyPath) -> Key | None:
    """Return the declaration of the key at a path, or None where it isn't one of a table with fixed keys."""
    table = table_at(path[:-1]) if path else None
    if not isinstance(table, Table):
        return None
    return next((key for key in table.keys if key.name == path[-1]), None)


def scene_of(path: KeyPath) -> str | None:
    """Return the scene that a path is in."""
    return str(path[1]) if len(path) > 1 and path[0] == "scenes" else None


def _inside(kind: Any, step: str | int) -> Any:
    """Return the kind of what a value of some kind has at a key or an index."""
    if isinstance(kind, Says):
        kind = kind.parts
    if isinstance(kind, ListOf):
        if isinstance(step, int):
            return kind.kind
        kind = kind.kind
    if isinstance(kind, OnePart):
        kind = kind.table
    if isinstance(kind, Scenes):
        return kind.table
    if isinstance(kind, Weights):
        return kind.percent
    if isinstance(kind, Table):
        return next((key.kind for key in kind.keys if key.name == step), None)
    return None
