"""The options of `simulator host`: what a new round has where they are left out, and what one that is reopened may be given.

A round that is reopened is played as it was begun, so what is given again and says otherwise is refused. Where it is served can
change, because a computer's address does.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.errors import SimulatorError
from simulator.rounds.hosted.endpoint import MOST_PORT, Endpoint
from simulator.text import clean_name, listed
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    import argparse

    from simulator.rounds.model import Setup

RANGES = {
    "clock": (0, 600),
    "limit": (0, 24 * 3600),
    "countdown": (0, 3600),
    "max_seats": (1, 10_000),
    "speed_bonus": (0, 20),
    "port": (0, MOST_PORT),
}
DEFAULTS = {
    "name": "Round",
    "limit": 900,
    "countdown": 30,
    "mode": Mode.EXAM,
    "max_seats": 60,
    "speed_bonus": 0,
    "reset": False,
    "bind": Endpoint().bind,
}
PLAYED = ("name", "clock", "limit", "countdown", "mode", "max_seats", "speed_bonus", "reset")
"""The options that say how a round is played."""


def check_ranges(arguments: argparse.Namespace) -> None:
    """Raise SimulatorError where a number is out of its range."""
    for name, (least, most) in RANGES.items():
        value = getattr(arguments, name)
        if value is not None and not least <= value <= most:
            raise SimulatorError(
                f"{_option(name)} is a number from {least} to {most}, and not {value}."
            )


def fill_in(arguments: argparse.Namespace) -> None:
    """Set what was left out of a new round to its default."""
    for name, value in DEFAULTS.items():
        if getattr(arguments, name) is None:
            setattr(arguments, name, value)


def check_agreement(arguments: argparse.Namespace, setup: Setup) -> None:
    """Raise SimulatorError where the options say otherwise than the round that is reopened."""
    given, kept = [], []
    for name in PLAYED:
        value, played = getattr(arguments, name), getattr(setup, name)
        if name == "name" and value is not None:
            value = clean_name(value) or DEFAULTS["name"]
        if value is not None and value != played:
            given.append(_said(name, value))
            kept.append(_said(name, played))
    if given:
        raise SimulatorError(
            f"You gave {listed(given)}, but this round was started with {listed(kept)}.",
            "Leave out what differs: a round is played to its end as it was started.",
        )


def endpoint_given(arguments: argparse.Namespace, before: Endpoint) -> Endpoint:
    """Return where to serve: what the options say, and for the rest where it was served before. Raises SimulatorError."""
    if arguments.bind is not None and not arguments.bind.strip():
        raise SimulatorError(
            "The address given with --bind is empty.",
            "Name an address, or leave out --bind to be reached from this computer alone.",
        )
    given: dict[str, Any] = {
        "bind": arguments.bind,
        "port": arguments.port,
        "tls": arguments.tls,
        "public_url": arguments.public_url,
        "knows": arguments.i_know,
    }
    if arguments.cert or arguments.key:
        given["cert"] = Path(arguments.cert) if arguments.cert else None
        given["key"] = Path(arguments.key) if arguments.key else None
        return replace(before, **_without_none(given, ("cert", "key")))
    return replace(before, **_without_none(given))


def _without_none(given: dict[str, Any], but: tuple[str, ...] = ()) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value is not None or name in but}


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _said(name: str, value: object) -> str:
    """An option as it is typed, or that it was left out."""
    if value is None or value is False:
        return f"no {_option(name)}"
    return _option(name) if value is True else f"{_option(name)} {value}"
