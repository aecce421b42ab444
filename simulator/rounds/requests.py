"""What a client may say to a round's server, as types: protocol 1, one JSON object a message, read strictly.

A message is checked as a whole before anything is done with it: its size, its type, each of its fields. What it has beyond its
fields is passed over, so that a newer client can say more. protocol.py has what the server says.
"""

from __future__ import annotations

import re
from typing import Annotated, TypeAlias

import msgspec
from msgspec import Meta, Struct, ValidationError

PROTOCOL = 1
MAX_BYTES = 12_288
"""The longest sentence in one's own words fits, whatever its letters: 2,000 characters, each of up to four bytes."""
_CMD = re.compile(r"[0-9A-Za-z-]{1,64}")
_FIELD = re.compile(r"at `\$\.(\w+)`|required field `(\w+)`")
"""Where the library's reason names the field that is wrong; a field has no parts."""

_MALFORMED = "A message is one JSON object."

Integer = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
Version = Integer


class BadMessage(Exception):
    """A message that isn't one of the protocol's; its text says why, in words for whoever wrote the client."""


class _Request(Struct, frozen=True, tag_field="type"):
    """A message of a client."""


class Join(_Request, frozen=True, tag="join"):
    """Take a new seat."""

    v: Version
    code: str
    name: str


class Resume(_Request, frozen=True, tag="resume"):
    """Come back to a seat."""

    v: Version
    token: str


class Trainer(_Request, frozen=True, tag="trainer"):
    """Lead the round."""

    v: Version
    token: str


class View(_Request, frozen=True, tag="view"):
    """Show the board."""

    v: Version
    token: str


class Move(_Request, frozen=True, tag="move"):
    """Make a move; `turn` is the number of moves made so far, so that a stale screen can't answer a new question."""

    cmd: str
    turn: Integer
    move: str


class Say(_Request, frozen=True, tag="say"):
    """Compare a sentence in one's own words with the replies on offer; it makes no move."""

    turn: Integer
    text: str


class Start(_Request, frozen=True, tag="start"):
    """Begin the countdown, or the play where there is none."""


class Pause(_Request, frozen=True, tag="pause"):
    """Stop every clock."""


class GoOn(_Request, frozen=True, tag="go-on"):
    """Resume the round after a pause."""


class Close(_Request, frozen=True, tag="close"):
    """End the scenario, or the round; with `ends` and `scenario`, only if that is what it would end by now.

    `ends` is `scenario` or `round`, and `scenario` its number from 1. Two who lead a round can both say yes at the same moment.
    """

    ends: str = ""
    scenario: Integer = 0


class Next(_Request, frozen=True, tag="next"):
    """Go to the next scenario; with `scenario`, only from the one of that number."""

    scenario: Integer = 0


class Lock(_Request, frozen=True, tag="lock"):
    """Let no one else join."""


class Unlock(_Request, frozen=True, tag="unlock"):
    """Let people join again."""


class Extend(_Request, frozen=True, tag="extend"):
    """Give the round more seconds, or fewer."""

    seconds: Integer


class SeatTime(_Request, frozen=True, tag="seat-time"):
    """Give a seat `factor` times the usual time; 0 stands for no clock."""

    seat: str
    factor: float


class Remove(_Request, frozen=True, tag="remove"):
    """Remove a seat from the round."""

    seat: str


class Allow(_Request, frozen=True, tag="allow"):
    """Let a removed seat in again."""

    seat: str


class Board(_Request, frozen=True, tag="board"):
    """Choose what seats see of the board; a `show` that isn't one of those changes nothing."""

    show: str


class Team(_Request, frozen=True, tag="team"):
    """Put a seat into a team."""

    seat: str
    team: str


class LetIn(_Request, frozen=True, tag="let-in"):
    """Give someone who waits a new seat; with `seat` that seat instead, with all that was played in it."""

    waiting: str
    seat: str = ""


class TurnAway(_Request, frozen=True, tag="turn-away"):
    """Give someone who waits no seat."""

    waiting: str


class Rename(_Request, frozen=True, tag="rename"):
    """Give a seat another name."""

    seat: str
    name: str


class Ticket(_Request, frozen=True, tag="ticket"):
    """Make six letters with which one person can take over a seat, typed in place of the round's code."""

    seat: str


class RemoveMany(_Request, frozen=True, tag="remove-many"):
    """Remove several seats from the round."""

    seats: Annotated[tuple[str, ...], Meta(max_length=200)]


class NewCode(_Request, frozen=True, tag="new-code"):
    """Make another code for the round; the old one then lets no one in."""


class Reveal(_Request, frozen=True, tag="reveal"):
    """Let the board mark what worked best, or not."""

    on: bool


class Stop(_Request, frozen=True, tag="stop"):
    """Stop the server; the round is saved."""


Hello: TypeAlias = Join | Resume | Trainer | View
Command: TypeAlias = (
    Start
    | Pause
    | GoOn
    | Close
    | Next
    | Lock
    | Unlock
    | Extend
    | SeatTime
    | Remove
    | Allow
    | Board
    | Team
    | LetIn
    | TurnAway
    | Rename
    | Ticket
    | RemoveMany
    | NewCode
    | Reveal
    | Stop
)
Request: TypeAlias = Hello | Move | Say | Command
HELLOS = (Join, Resume, Trainer, View)
COMMANDS = (
    *(Start, Pause, GoOn, Close, Next, Lock, Unlock),
    *(Extend, SeatTime, Remove, Allow, Board, Team),
    *(LetIn, TurnAway, Rename, Ticket, RemoveMany, NewCode, Reveal, Stop),
)
_TYPES = frozenset(kind.__struct_config__.tag for kind in (*HELLOS, Move, Say, *COMMANDS))
_DECODER = msgspec.json.Decoder(Request)


def read_request(text: bytes) -> Request:
    """Return a client's message; raises BadMessage."""
    if len(text) > MAX_BYTES:
        raise BadMessage(f"A message is at most {MAX_BYTES} bytes.")
    try:
        text.decode()  # the library passes over a field that isn't read without looking at its bytes
        return _check(_DECODER.decode(text))
    except ValidationError as error:
        raise BadMessage(_reason(str(error), _value(text))) from None
    except (ValueError, RecursionError):
        raise BadMessage(_MALFORMED) from None


def request_of(value: object) -> Request:
    """Return a message from its values, as a face of the trainer's names them; raises BadMessage."""
    try:
        request: Request = msgspec.convert(value, Request)
    except ValidationError as error:
        raise BadMessage(_reason(str(error), value)) from None
    return _check(request)


def _check(request: Request) -> Request:
    """Return a message whose values make sense together; raises BadMessage."""
    match request:
        case Join() | Resume() | Trainer() | View() if request.v != PROTOCOL:
            raise BadMessage(f"This server speaks protocol {PROTOCOL}.")
        case Move() if not _CMD.fullmatch(request.cmd):
            raise BadMessage("“cmd” is 1 to 64 letters, digits and hyphens.")
    return request


def _value(text: bytes) -> object:
    """Return what a message holds, of whatever type; raises BadMessage where it isn't JSON."""
    try:
        return msgspec.json.decode(text)
    except (ValueError, RecursionError):
        # The library stops at the first fault, which may come before the one that makes it no JSON.
        raise BadMessage(_MALFORMED) from None


def _reason(reason: str, value: object) -> str:
    """Say what is wrong with a message in the protocol's words instead of the library's."""
    kind = value.get("type") if isinstance(value, dict) else None
    found = _FIELD.search(reason)
    if not isinstance(kind, str) or kind not in _TYPES or found is None:
        return "There is no message of that type."
    name = found[1] or found[2]
    if "out of range" in reason:
        return f"“{name}” of “{kind}” is too large."
    return f"“{name}” of “{kind}” is missing or has the wrong type."
