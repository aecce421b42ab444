"""The words of a round's settings while it is being set up: what each is now, and the question for one that is typed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from simulator.rounds.hosted.addresses import is_loopback
from simulator.rounds.words import clock_words
from simulator.text import count, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from simulator.tui.host_choice import Chosen

PLAYED = (
    *("name", "mode", "limit", "countdown", "clock", "day"),
    *("reset", "own_words", "speed_bonus", "max_seats", "roster", "db"),
)
"""The settings of how a round is played, in the order of the list."""
NETWORK = ("bind", "port", "tls", "cert", "key", "public_url")
"""The settings of where it is served."""
QUESTIONS: Mapping[str, tuple[str, str]] = {
    "name": ("What is the round called?", ""),
    "roster": (
        "Which class list?",
        "A text file with one name per line (and a team after a comma), a round's file, or last. Leave it empty for none.",
    ),
    "port": ("Which port?", "A number from 1 to 65535. Leave it empty for any free port."),
    "cert": (
        "Which certificate?",
        "A file in PEM format. Leave it empty and the program makes one.",
    ),
    "key": ("Which file has the certificate's key?", "A file in PEM format."),
    "public_url": (
        "What address should others use to join?",
        "In full, as in https://rounds.example.org. Leave it empty if they connect straight to this computer.",
    ),
    "db": (
        "Where should the round be saved?",
        "A new file. Leave it empty to save it with your other rounds.",
    ),
    "file": ("Which scenario file?", "A path to a .toml file."),
}
"""What is asked for where a setting is typed, and a note on it."""
TLS = {
    "auto": "on, unless only this computer can join",
    "on": "on",
    "off": "off, so anyone on the network could listen in",
}


def typed_question(name: str) -> tuple[str, str]:
    """Return what is asked for a setting that is typed, and a note on it."""
    return QUESTIONS[name]


def setting_words(name: str, chosen: Chosen) -> str:
    """Return a setting as it is now."""
    made = _WORDS.get(name)
    if made is not None:
        return made(chosen)
    label, otherwise = _TYPED[name]
    return f"{label}: {printable(getattr(chosen, name)) or otherwise}"


def _limit(chosen: Chosen) -> str:
    return f"Time limit for each scenario: {clock_words(chosen.limit) if chosen.limit else 'none'}"


def _countdown(chosen: Chosen) -> str:
    seconds = count(chosen.countdown, "second") if chosen.countdown else "none"
    return f"Time to read the brief: {seconds}"


def _clock(chosen: Chosen) -> str:
    clock = "as in the scenario"
    if chosen.clock is not None:
        clock = count(chosen.clock, "second") if chosen.clock else "none"
    return f"Clock for each reply: {clock}"


def _where(chosen: Chosen) -> str:
    near = is_loopback(chosen.bind)
    where = "this computer only" if near else f"anyone on your network (at {chosen.bind})"
    return f"Who can join: {where}"


def _speed(chosen: Chosen) -> str:
    if chosen.own_words:
        return "Points for speed: none, because people type their replies"
    return f"Points for speed: {f'up to {chosen.speed_bonus}' if chosen.speed_bonus else 'none'}"


def _class_list(chosen: Chosen) -> str:
    if not chosen.roster:
        return "Class list: none, so anyone with the code can join"
    name = "your newest round" if chosen.roster == "last" else printable(Path(chosen.roster).name)
    return f"Class list: {count(chosen.people, 'name')} from {name}"


_WORDS: Mapping[str, Callable[[Chosen], str]] = {
    "mode": lambda chosen: f"Mode: {chosen.mode}",
    "limit": _limit,
    "countdown": _countdown,
    "clock": _clock,
    "day": lambda chosen: f"Day: {chosen.day or 'the first of each scenario'}",
    "reset": lambda chosen: (
        f"Points: {'start at zero in each scenario' if chosen.reset else 'add up from scenario to scenario'}"
    ),
    "own_words": lambda chosen: (
        f"Own words: {'replies are hidden until people have typed something' if chosen.own_words else 'off'}"
    ),
    "speed_bonus": _speed,
    "max_seats": lambda chosen: f"Seats: {chosen.max_seats}",
    "roster": _class_list,
    "bind": _where,
    "tls": lambda chosen: f"Encryption: {TLS[chosen.tls]}",
}
_TYPED: Mapping[str, tuple[str, str]] = {
    "name": ("Name", "Round"),
    "db": ("Saved in", "a new file with your other rounds"),
    "port": ("Port", "any free one"),
    "cert": ("Certificate", "made by the program"),
    "key": ("Certificate key", "not needed"),
    "public_url": ("Public address", "none"),
}
