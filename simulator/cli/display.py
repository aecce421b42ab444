"""Choose between the full screen and plain mode, and say why where the user chose neither."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from simulator.cli.context import PLAIN_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.cli.context import Context


def use_plain(context: Context, doing: str = "Playing", *, setting: bool = True) -> bool:
    """Return whether a command works line by line, after saying why where the user didn't ask for it now.

    Args:
        context: Where the choice was made: an option, the environment or the settings.
        doing: What the command does, as the word that the reason begins with.
        setting: Whether the user's settings count.
    """
    chosen = setting and context.settings.plain
    plain, why = wants_plain(context.plain, chosen, context.environment)
    if why:
        print(why.replace("Playing", doing, 1), file=sys.stderr)
    return plain


def wants_plain(
    flag: bool, setting: bool = False, environment: Mapping[str, str] = os.environ
) -> tuple[bool, str | None]:
    """Return whether to work line by line, and why where the user didn't ask for it now; the environment beats the setting."""
    said = environment.get(PLAIN_VARIABLE, "")
    if flag or said not in ("", "0"):
        return True, None
    if setting and said != "0":
        return (
            True,
            "Playing in plain mode, as your settings say; SIMULATOR_PLAIN=0 opens full-screen mode.",
        )
    streams = {"input": sys.stdin, "output": sys.stdout, "error output": sys.stderr}
    for name, stream in streams.items():
        if stream is None or not stream.isatty():
            return True, f"Playing in plain mode, because the {name} isn't a terminal."
    if environment.get("TERM") in (None, "", "dumb"):
        return (
            True,
            "Playing in plain mode, because this terminal can't draw screens (TERM is dumb or not set).",
        )
    return False, None
