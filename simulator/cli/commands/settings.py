"""`simulator settings`: show the user's settings, or change them."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.settings_lines import change_setting, settings_lines
from simulator.cli.streams import complain, print_json
from simulator.errors import SimulatorError
from simulator.own_words.use import matcher_name
from simulator.records.settings import read_settings, settings_path
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.cli.context import Context
    from simulator.records.settings import LoadedSettings


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    set: Sequence[str] | None = None
    json: bool = False


def run(context: Context, options: Options) -> int:
    """Show the settings, after changing those that are to be changed."""
    before = read_settings(settings_path()).settings.name if options.set else ""
    for assignment in options.set or ():
        change_setting(assignment)
    read = read_settings(settings_path())
    if options.set and before not in ("", read.settings.name):
        _offer_to_rename(context, before, read.settings.name)
    troubles = [*read.troubles, *_wrong_keys(read)]
    for trouble in troubles:
        print(f"simulator: {trouble}", file=sys.stderr)
    if options.json:
        values = read.settings.as_values()
        print_json({"path": str(read.path), **values, "matcher": matcher_name()})
    else:
        for line in settings_lines(read):
            print(line)
    return Exit.PROBLEMS if troubles else Exit.DONE


def _offer_to_rename(context: Context, old: str, new: str) -> None:
    """Say how to keep what was played under the old name, where there is any."""
    try:
        plays = context.history.count(old)
    except SimulatorError:
        return  # the settings are changed all the same
    if plays and new:
        these = "1 conversation is" if plays == 1 else f"{plays} conversations are"
        command = shlex.join(("simulator", "rename-player", old, new))
        it = "it" if plays == 1 else "them"
        complain(
            f"{these} still saved under {quoted(old)}. To move {it} to {quoted(new)}, run: {command}"
        )


def _wrong_keys(read: LoadedSettings) -> list[str]:
    """Return a sentence for each key that the full screen would leave out."""
    if not read.settings.keys:
        return []
    from simulator.tui.keymap import checked

    return checked(read.settings.keys)[1]
