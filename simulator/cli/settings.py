"""`simulator settings`: what has been chosen for good, and to change it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from simulator.cli import Exit
from simulator.cli.shelf import print_json
from simulator.errors import SimulatorError
from simulator.records.settings import MEANINGS, read_settings, settings_path, write_setting
from simulator.text import quoted, short_path

if TYPE_CHECKING:
    import argparse

    from simulator.records.settings import Read


def run(arguments: argparse.Namespace) -> int:
    """Show the settings, after changing those that are to be changed."""
    for assignment in arguments.set or ():
        change(assignment)
    read = read_settings(settings_path())
    troubles = [*read.troubles, *_wrong_keys(read)]
    for trouble in troubles:
        print(f"simulator: {trouble}", file=sys.stderr)
    if arguments.json:
        print_json({"path": str(read.path), **read.settings.as_values()})
    else:
        for line in settings_told(read):
            print(line)
    return Exit.PROBLEMS if troubles else Exit.DONE


def _wrong_keys(read: Read) -> list[str]:
    """A sentence for each key that the full screen would leave out."""
    if not read.settings.keys:
        return []
    from simulator.tui.keymap import checked

    return checked(read.settings.keys)[1]


def change(assignment: str) -> None:
    """Change one setting, given as NAME=VALUE; raises SimulatorError."""
    path = settings_path()
    key, equals, text = (part.strip() for part in assignment.partition("="))
    if not equals:
        raise SimulatorError(
            f"A setting wants a name, = and a value, as in pace=slow, and not {quoted(assignment)}."
        )
    if key == "keys":
        raise SimulatorError(
            "Keys are set in the file, under [keys].", f"It is {short_path(path)}."
        )
    write_setting(path, key, text if key == "name" else value_of(text))


def value_of(text: str) -> Any:
    """A value as typed: a truth value, a number, else text."""
    if text in ("true", "false"):
        return text == "true"
    try:
        return float(text)
    except ValueError:
        return text


def settings_told(read: Read) -> list[str]:
    """The settings as a file of settings would have them, a line each, with what each is for."""
    there = "" if read.path.exists() else " (not there yet: these are what they are unless chosen)"
    lines = [f"# Settings in {short_path(read.path)}{there}:"]
    lines += [
        f"{key} = {_as_toml(value)}   # {MEANINGS[key]}"
        for key, value in read.settings.as_values().items()
    ]
    return lines


def _as_toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, dict):
        entries = (f"{_as_toml(id)} = {_as_toml(keys)}" for id, keys in value.items())
        return f"{{ {', '.join(entries)} }}" if value else "{}"
    return json.dumps(value, ensure_ascii=False)  # names are clean, and then JSON's text is TOML's
