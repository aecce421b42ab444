"""The options of `simulator host`: the defaults of a new round, and what may be given to a resumed one.

A round that is resumed is played as it was started, so options that say otherwise are refused. Where it is served may change,
because a computer's address does.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.errors import SimulatorError
from simulator.rounds.hosted.endpoint import MAX_PORT, Endpoint
from simulator.text import clean_name, listed
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.rounds.model import Setup

RANGES = {
    "clock": (0, 600),
    "limit": (0, 24 * 3600),
    "countdown": (0, 3600),
    "max_seats": (1, 10_000),
    "speed_bonus": (0, 20),
    "port": (0, MAX_PORT),
}
DEFAULT_NAME = "Round"
PLAYED = (
    "name",
    "clock",
    "limit",
    "countdown",
    "mode",
    "max_seats",
    "speed_bonus",
    "reset",
    "own_words",
)
"""The options that say how a round is played."""


@dataclass(frozen=True, slots=True)
class HostOptions:
    """The arguments of `simulator host`; None means that the option was left out."""

    scenarios: Sequence[str] = ()
    practice: Sequence[str] = ()
    roster: str | None = None
    clock: int | None = None
    day: str = ""
    db: str | None = None
    reset: bool | None = None
    own_words: bool | None = None
    speed_bonus: int | None = None
    name: str | None = None
    bind: str | None = None
    port: int | None = None
    limit: int | None = None
    countdown: int | None = None
    mode: str | None = None
    max_seats: int | None = None
    resume: bool = False
    tls: str | None = None
    cert: str | None = None
    key: str | None = None
    public_url: str | None = None
    i_know: bool | None = None
    headless: bool = False
    browser: bool = False
    json: bool = False


def check_ranges(options: HostOptions) -> None:
    """Raise SimulatorError where a number is out of its range."""
    for name, (least, most) in RANGES.items():
        value = getattr(options, name)
        if value is not None and not least <= value <= most:
            raise SimulatorError(
                f"{_option(name)} must be a number from {least} to {most}, not {value}."
            )


def check_own_words(options: HostOptions) -> None:
    """Raise SimulatorError where speed is to count although people type."""
    if options.own_words and options.speed_bonus:
        raise SimulatorError(
            "In a round in people's own words, speed doesn't earn points.",
            "Leave out --own-words or --speed-bonus.",
        )


@dataclass(frozen=True, slots=True)
class NewRound:
    """What a new round is played with; the defaults are those of `simulator host`."""

    scenarios: Sequence[str] = ()
    practice: Sequence[str] = ()
    roster: str = ""
    clock: int | None = None
    day: str = ""
    name: str = DEFAULT_NAME
    limit: int = 900
    countdown: int = 30
    mode: Mode = Mode.EXAM
    max_seats: int = 60
    speed_bonus: int = 0
    reset: bool = False
    own_words: bool = False
    bind: str = Endpoint().bind


def new_round(options: HostOptions) -> NewRound:
    """Return what a new round is played with: what was given, and the defaults for the rest."""
    given = {field.name: getattr(options, field.name) for field in fields(NewRound)}
    if options.mode is not None:
        given["mode"] = Mode(options.mode)
    return NewRound(**_without_none(given))


def check_agreement(options: HostOptions, setup: Setup) -> None:
    """Raise SimulatorError where the options differ from those of the round being resumed."""
    given, kept = [], []
    for name in PLAYED:
        value, played = getattr(options, name), getattr(setup, name)
        if name == "name" and value is not None:
            value = clean_name(value) or DEFAULT_NAME
        if value is not None and value != played:
            given.append(_as_typed(name, value))
            kept.append(_as_typed(name, played))
    if given:
        raise SimulatorError(
            f"You gave {listed(given)}, but this round was started with {listed(kept)}.",
            "Leave those options out: a resumed round keeps the ones it was started with.",
        )


def endpoint_given(options: HostOptions, before: Endpoint) -> Endpoint:
    """Return where to serve: what the options say, and for the rest where it was served before. Raises SimulatorError."""
    if options.bind is not None and not options.bind.strip():
        raise SimulatorError(
            "The address after --bind is empty.",
            "Give an address, or leave out --bind to serve this computer only.",
        )
    given: dict[str, Any] = {
        "bind": options.bind,
        "port": options.port,
        "tls": options.tls,
        "public_url": options.public_url,
        "knows": options.i_know,
    }
    if options.cert or options.key:
        given["cert"] = Path(options.cert) if options.cert else None
        given["key"] = Path(options.key) if options.key else None
        return replace(before, **_without_none(given, ("cert", "key")))
    return replace(before, **_without_none(given))


def _without_none(given: dict[str, Any], but: tuple[str, ...] = ()) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value is not None or name in but}


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _as_typed(name: str, value: object) -> str:
    """Return an option as it is typed, or that it was left out."""
    if value is None or value is False:
        return f"no {_option(name)}"
    return _option(name) if value is True else f"{_option(name)} {value}"
