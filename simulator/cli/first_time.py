"""The first time in the line-by-line menu: what this is, a name, and the guided conversation.

Questions are asked on a terminal only. What is piped in was written for the menu, so there it is only said what can be typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.play.sentences import PRACTISE_FIRST, YOU_CHOOSE
from simulator.records.settings import write_setting
from simulator.text import cut_note

if TYPE_CHECKING:
    from simulator.cli.context import Context
    from simulator.plain.console import Console

WELCOME = f"{PRACTISE_FIRST} {YOU_CHOOSE}"
PIPED = (
    "This is your first time here. g starts a three-minute guided conversation, and o name=Kim saves your practice under "
    "the name Kim."
)
ASK_NAME = (
    "Your name, to keep your progress (it stays on this computer). Press Enter to leave it blank:"
)
ASK_GUIDE = (
    "A guided first conversation takes three minutes, and nothing in it counts. Press Enter to start it, or type n for "
    "the list of everything:"
)


def greet(context: Context, console: Console) -> bool | None:
    """Greet a newcomer; return whether they want the guided conversation, None where the input has ended."""
    console.say(WELCOME)
    if not console.interactive:
        console.say(PIPED)
        return False
    if context.person is None:
        console.ask(ASK_NAME)
        name = console.read()
        if not isinstance(name, str):
            return None
        if name.strip():
            _keep(context, console, "name", name.strip())
            if note := cut_note(name.strip()):
                console.say(note)
    console.ask(ASK_GUIDE)
    answer = console.read()
    if not isinstance(answer, str):
        return None
    _keep(context, console, "greeted", True)
    return answer.strip().lower() in ("", "y", "yes", "g", "1")


def _keep(context: Context, console: Console, key: str, value: object) -> None:
    """Keep a setting; where that can't be, say so and continue."""
    try:
        write_setting(context.settings_file.path, key, value)
    except SimulatorError as error:
        console.say(str(error))
