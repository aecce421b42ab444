"""What the events of a hosted round may hold, so that a damaged file is refused in a sentence before anything is made of it.

Pure. Fields that are not known here are passed over: a later version may have more of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from simulator.own_words.flow import Found
from simulator.rounds.code import CODE_LENGTH, CODE_SIGNS
from simulator.rounds.hosted.endpoint import MAX_PORT, TLS
from simulator.rounds.model import MAX_BONUS, Phase, Show
from simulator.rounds.roster import MAX_FACTOR
from simulator.text import clean_name
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from simulator.rounds.event_log import Event

MAX_TEXT = 4096
DAY = 24 * 3600
MAX_SEATS = 10_000
MAX_MS = 1000 * 365 * DAY
MAX_VERSION = 1 << 48
_HEX = re.compile(r"(?:[0-9a-f]{2})*")


class RowDamaged(ValueError):
    """An event that no round can have written; its text says which of its fields."""


def check_event(event: Event) -> None:
    """Raise RowDamaged where an event has a field that cannot be."""
    if not 0 < event.version < MAX_VERSION:
        raise RowDamaged("version")
    _check(event.body, _FIELDS)
    if event.kind == "opened":
        _check(event.body["setup"], _SETUP)
    elif event.kind == "bound" and "port" not in event.body:
        raise RowDamaged("port")


def _check(body: Mapping[str, Any], checks: Mapping[str, Callable[[Any], bool]]) -> None:
    for name, check in checks.items():
        if name in body and not check(body[name]):
            raise RowDamaged(name)


def _number(least: float, most: float, *, whole: bool = False) -> Callable[[Any], bool]:
    kinds = (int,) if whole else (int, float)
    return lambda given: type(given) in kinds and least <= given <= most


def _text(given: Any) -> bool:
    """Return whether it is a text of one line that can be shown."""
    return isinstance(given, str) and bool(given) and clean_name(given, MAX_TEXT) == given


def _texts(given: Any) -> bool:
    return isinstance(given, list) and bool(given) and all(map(_text, given))


def _files(given: Any) -> bool:
    return isinstance(given, list) and all(isinstance(item, str) for item in given)


def _people(given: Any) -> bool:
    """Return whether it can be a class list."""
    return isinstance(given, list) and all(
        isinstance(item, dict)
        and all(isinstance(item.get(name), str) for name in ("name", "team"))
        and type(item.get("factor")) in (int, float)
        for item in given
    )


def _path(given: Any) -> bool:
    """Return whether it can be the path of a file, or an address; such a name may hold anything, also what cannot be shown."""
    return isinstance(given, str) and 0 < len(given) <= MAX_TEXT and "\0" not in given


def _paths(given: Any) -> bool:
    return isinstance(given, list) and bool(given) and all(map(_path, given))


def _hex(given: Any) -> bool:
    return isinstance(given, str) and bool(_HEX.fullmatch(given))


def _code(given: Any) -> bool:
    return isinstance(given, str) and len(given) == CODE_LENGTH and set(given) <= set(CODE_SIGNS)


def _is_time_used(given: Any) -> bool:
    """Return whether it is the turn and the thousandths used of it, by seat; at one terminal, the part of a turn alone."""
    whole = _number(0, MAX_MS, whole=True)
    if not isinstance(given, dict):
        return whole(given)
    return all(
        isinstance(pair, list) and len(pair) == 2 and all(map(whole, pair))
        for pair in given.values()
    )


def _flag(given: Any) -> bool:
    return isinstance(given, bool)


def _or_none(check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda given: given is None or check(given)


_FIELDS: Mapping[str, Callable[[Any], bool]] = {
    "setup": lambda given: isinstance(given, dict),
    "code": _code,
    "secret": _hex,
    "port": _number(1, MAX_PORT, whole=True),
    "bind": _path,
    "tls": lambda given: given in TLS,
    "cert": _or_none(_path),
    "key": _or_none(_path),
    "public_url": _or_none(_path),
    "knows": _flag,
    "phase": lambda given: given in [phase.value for phase in Phase],
    "following": _flag,
    "left": _or_none(_number(0, 100 * DAY)),
    "seconds": _number(-DAY, DAY),
    "used": _is_time_used,
    "show": lambda given: given in [show.value for show in Show],
    "on": _flag,
    "name": _text,
    "typed": _text,
    "token": _hex,
    "seed": _number(0, 1 << 32, whole=True),
    "move": _text,
    "words": _text,
    "found": lambda given: given in tuple(Found),
    "ms": _number(0, MAX_MS),
    "factor": _or_none(lambda given: given == 0 or _number(1, MAX_FACTOR)(given)),
    "team": lambda given: given == "" or _text(given),
    "listed": lambda given: given == "" or _text(given),
    "ticket": _code,
}
_SETUP: Mapping[str, Callable[[Any], bool]] = {
    "name": _text,
    "scenarios": _paths,
    "hashes": _texts,
    "mode": lambda given: given in tuple(Mode),
    "clock": _or_none(_number(0, DAY, whole=True)),
    "limit": _number(0, DAY, whole=True),
    "countdown": _number(0, DAY, whole=True),
    "max_seats": _number(1, MAX_SEATS, whole=True),
    "practice": _number(0, 10_000, whole=True),
    "reset": _flag,
    "speed_bonus": _number(0, MAX_BONUS, whole=True),
    "texts": _files,
    "people": _people,
    "own_words": _flag,
}
