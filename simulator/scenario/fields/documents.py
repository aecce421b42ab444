"""Documents as TOML gives them: whether there is a value at a path, and two values put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import KeyPath


def is_written(document: Any, path: KeyPath) -> bool:
    """Tell whether a document has a value at a path."""
    value = document
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def merged(one: Any, other: Any) -> Any:
    """Return what two values of one key say together; where they can't be put together, the first."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {**one, **{name: merged(one.get(name), value) for name, value in other.items()}}
    if isinstance(one, list) and isinstance(other, list):
        return [*one, *other]
    return other if one is None else one
