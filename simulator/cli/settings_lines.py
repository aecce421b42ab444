"""The settings as lines a user can read, and changing one as it is typed, for `simulator settings` and for the menu."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from simulator.cli.streams import complain
from simulator.errors import SimulatorError
from simulator.own_words.use import matcher_name
from simulator.records.settings import KEYS_IN_FILE, MEANINGS, settings_path, write_setting
from simulator.text import cut_note, quoted, short_path

if TYPE_CHECKING:
    from simulator.records.settings import LoadedSettings


def change_setting(assignment: str) -> None:
    """Change one setting, given as NAME=VALUE; raises SimulatorError."""
    path = settings_path()
    key, equals, text = (part.strip() for part in assignment.partition("="))
    if not equals:
        raise SimulatorError(
            f"Give a setting as NAME=VALUE, as in pace=slow, not {quoted(assignment)}."
        )
    if key == "keys":
        raise SimulatorError(
            KEYS_IN_FILE,
            f"The file is {short_path(path)}.",
        )
    write_setting(path, key, text if key == "name" else _value_of(text))
    if key == "name" and (note := cut_note(text)):
        complain(note)


def settings_lines(read: LoadedSettings) -> list[str]:
    """Return the settings as lines of a settings file, each with what it is for."""
    there = "" if read.path.exists() else " (no file yet: these are the defaults)"
    lines = [f"# Settings in {short_path(read.path)}{there}:"]
    lines += [
        f"{key} = {_as_toml(value)}   # {MEANINGS[key]}"
        for key, value in read.settings.as_values().items()
    ]
    return [
        *lines,
        f"# In your own words, what you type is compared with the replies by {matcher_name()}.",
    ]


def _value_of(text: str) -> Any:
    """Return a value as typed: a truth value, a number, else text."""
    if text in ("true", "false"):
        return text == "true"
    try:
        return float(text)
    except ValueError:
        return text


def _as_toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, dict):
        entries = (f"{_as_toml(id)} = {_as_toml(keys)}" for id, keys in value.items())
        return f"{{ {', '.join(entries)} }}" if value else "{}"
    return json.dumps(value, ensure_ascii=False)  # names are clean, and then JSON's text is TOML's
