"""The keys of the settings, looked at before Textual gets them: ids that there are, keys that can be pressed.

Textual takes any text for a key and any id for a binding, so that a slip of the pen would only show as a key that does nothing.
It imports every screen, so it must be imported only where there are keys to look at.
"""

from __future__ import annotations

import difflib
import unicodedata
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.keys import KEY_NAME_REPLACEMENTS, Keys

from simulator.tui.app import SimulatorApp
from simulator.tui.screens import box, brief, debrief, home, hotseat, page, play, progress, settings
from simulator.tui.widgets import replies, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import ModuleType

MODIFIERS = ("ctrl", "shift", "alt", "meta", "super", "hyper")
_NAMED = {key.value for key in Keys} | set(KEY_NAME_REPLACEMENTS.values())


def known_ids() -> list[str]:
    """The ids of all that a key can be given to: in the game, on its screens, in its lists."""
    modules = (box, brief, debrief, home, hotseat, page, play, progress, settings, replies, rows)
    holders = (SimulatorApp, *(kind for module in modules for kind in _classes(module)))
    return sorted(
        {
            binding.id
            for holder in holders
            for binding in vars(holder).get("BINDINGS", ())
            if isinstance(binding, Binding) and binding.id
        }
    )


def checked(keys: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The keys that can be used, and a sentence for each entry that is left out."""
    ids = known_ids()
    good: dict[str, str] = {}
    troubles = []
    for id, text in keys.items():
        wrong = [key for key in map(str.strip, text.split(",")) if not is_key(key)]
        if id not in ids:
            near = difflib.get_close_matches(id, ids, n=1)
            hint = f'Did you mean "{near[0]}"?' if near else "docs/cli.md names them all."
            troubles.append(f'The settings give a key to "{id}", which there is not. {hint}')
        elif wrong:
            troubles.append(
                f'The settings give "{id}" the key "{wrong[0]}", which there is not. '
                'A key is a sign, or a name as "space", "f2" or "ctrl+l".'
            )
        else:
            good[id] = text
    return good, troubles


def is_key(key: str) -> bool:
    """Whether a key can be pressed: a sign, a named key, or one of them with ctrl or the like."""
    *held, last = key.split("+") if len(key) > 1 else [key]
    if not set(held) <= set(MODIFIERS):
        return False
    if len(last) == 1:
        return last.isprintable() and not last.isspace()
    return key in _NAMED or last in _NAMED or _is_sign(last)


def _is_sign(name: str) -> bool:
    """Whether a name is Textual's for a sign, as `plus_minus_sign`."""
    try:
        unicodedata.lookup(name.replace("_", " ").upper())
    except KeyError:
        return False
    return name == name.lower()


def _classes(module: ModuleType) -> Iterable[type]:
    return (kind for kind in vars(module).values() if isinstance(kind, type))
