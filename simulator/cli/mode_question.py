"""The question in which mode to play, as the menu in lines asks it: by number or word, with the clock or in one's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli.plain_play import PlayChoice
from simulator.text import quoted
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from simulator.plain.console import Console

WHICH_MODE = "Mode: 1 coach, 2 practice or 3 exam; add t for the clock, w for your own words (Enter for coach, b to go back):"
BACK = ("b", "back", "q", "quit")


def ask_mode(console: Console) -> PlayChoice | None:
    """Ask until a mode is given; None where the player goes back or the input has ended."""
    while True:
        console.ask(WHICH_MODE)
        answer = console.read()
        if not isinstance(answer, str) or answer.lower() in BACK:
            return None
        if choice := mode_choice(answer):
            return choice
        console.say(f"{quoted(answer)} isn't a mode. Type 1, 2 or 3, or coach, practice or exam.")


def mode_choice(answer: str) -> PlayChoice | None:
    """Return the mode that was typed, with the clock and own words if these were asked for; None where it isn't a mode."""
    words = answer.lower().split()
    timed = own_words = False
    while words and words[-1] in ("t", "timed", "w", "words"):
        word = words.pop()
        timed, own_words = timed or word[0] == "t", own_words or word[0] == "w"
    typed = " ".join(words)
    for number, mode in enumerate(Mode, 1):
        if typed == str(number) or mode.startswith(typed):
            return PlayChoice(mode, timed, own_words=own_words)
    return None
