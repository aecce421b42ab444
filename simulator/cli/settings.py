"""`simulator settings`: what has been chosen for good, and to change it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from simulator.cli import Exit
from simulator.cli.shelf import print_json, shown
from simulator.errors import SimulatorError
from simulator.records.settings import MEANINGS, read_settings, settings_path, write_setting

if TYPE_CHECKING:
    import argparse

    from simulator.records.settings import Read


def run(arguments: argparse.Namespace) -> int:
    """Show the settings, after changing those that are to be changed."""
    path = settings_path()
    for assignment in arguments.set or ():
        key, equals, text = assignment.partition("=")
        if not equals:
            raise SimulatorError(
                f"--set wants a name, = and a value, as in --set pace=slow, and not {assignment!r}."
            )
        if key.strip() == "keys":
            raise SimulatorError("Keys are set in the file, under [keys].", f"It is {shown(path)}.")
        typed = text.strip()
        write_setting(path, key.strip(), typed if key.strip() == "name" else value_of(typed))
    read = read_settings(path)
    for trouble in read.troubles:
        print(f"simulator: {trouble}", file=sys.stderr)
    if arguments.json:
        print_json({"path": str(path), **read.settings.as_values()})
    else:
        _tell(read)
    return Exit.PROBLEMS if read.troubles else Exit.DONE


def value_of(text: str) -> Any:
    """A value as typed: a truth value, a number, else text."""
    if text in ("true", "false"):
        return text == "true"
    try:
        return float(text)
    except ValueError:
        return text


def _tell(read: Read) -> None:
    there = "" if read.path.exists() else " (not there yet: these are what they are unless chosen)"
    print(f"Settings in {shown(read.path)}{there}:")
    for key, value in read.settings.as_values().items():
        print(f"{key} = {_shown(value)}   {MEANINGS[key]}")


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, dict):
        return ", ".join(f'"{id}" = "{keys}"' for id, keys in value.items()) or "none"
    return f'"{value}"'
