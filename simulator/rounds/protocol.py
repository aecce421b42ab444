"""The messages between a round's server and its clients: protocol 1, JSON text, read strictly and written at one place.

A client's message is checked before anything is done with it: its size, its type, each of its fields. What the server sends of
a play is held to what the mode shows.
"""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from simulator.engine.lines import Voice
from simulator.report.replay import result_json, turn_json
from simulator.ruleset import LISTEN, SILENCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.engine.conversation import Conversation, Turn
    from simulator.engine.lines import Line
    from simulator.play.session import PlaySession

PROTOCOL = 1
MOST_BYTES = 4096
_CMD = re.compile(r"[0-9A-Za-z-]{1,64}")


class BadMessage(Exception):
    """A message that is none of the protocol's; its text says why, in words for whoever wrote the client."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A client's message: its type, and its fields as the protocol names them, each of the right kind."""

    type: str
    fields: Mapping[str, Any]


_FIELDS: Mapping[str, Mapping[str, type]] = {
    "join": {"v": int, "code": str, "name": str},
    "resume": {"v": int, "token": str},
    "trainer": {"v": int, "token": str},
    "view": {"v": int, "token": str},
    "move": {"cmd": str, "turn": int, "move": str},
    "start": {},
    "pause": {},
    "go-on": {},
    "close": {},
    "next": {},
    "lock": {},
    "unlock": {},
    "extend": {"seconds": int},
    "seat-time": {"seat": str, "factor": float},
    "remove": {"seat": str},
    "allow": {"seat": str},
    "board": {"show": str},
    "team": {"seat": str, "team": str},
}
HELLOS = ("join", "resume", "trainer", "view")


def read_message(text: bytes) -> Asked:
    """A client's message; raises BadMessage."""
    if len(text) > MOST_BYTES:
        raise BadMessage(f"A message is at most {MOST_BYTES} bytes.")
    try:
        value = orjson.loads(text)
    except ValueError:
        raise BadMessage("A message is one JSON object.") from None
    return checked(value)


def checked(value: Any) -> Asked:
    """A message as JSON gives it, its type and fields checked; raises BadMessage."""
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in _FIELDS:
        raise BadMessage("There is no message of that type.")
    fields: dict[str, Any] = {}
    for name, wanted in _FIELDS[kind].items():
        given = value.get(name)
        if wanted is float and isinstance(given, int) and not isinstance(given, bool):
            try:
                given = float(given)
            except OverflowError:
                raise BadMessage(f"“{name}” of “{kind}” is too large.") from None
        if not isinstance(given, wanted) or isinstance(given, bool):
            raise BadMessage(f"“{name}” of “{kind}” is missing, or of another kind.")
        fields[name] = given
    if kind in HELLOS and fields["v"] != PROTOCOL:
        raise BadMessage(f"This server speaks protocol {PROTOCOL}.")
    if kind == "move" and not _CMD.fullmatch(fields["cmd"]):
        raise BadMessage("“cmd” is 1 to 64 letters, digits and hyphens.")
    return Asked(kind, fields)


def opaque(secret: bytes, seat: str, turn: int, reply: str) -> str:
    """What a reply is called for one seat at one turn, so that its author's name for it gives nothing away."""
    told = f"{seat}/{turn}/{reply}".encode()
    return hmac.digest(secret, told, "sha256").hex()[:12]


def scene_json(local: PlaySession, seat: str, secret: bytes) -> dict[str, Any]:
    """What can be heard and said now: the narration, the parts heard, the replies as they are shown."""
    conversation = local.conversation
    hidden = not local.rules.shows_gauges
    turn = len(local.turns)
    offered = [
        {
            "id": opaque(secret, seat, turn, choice.id) if hidden else choice.id,
            "number": choice.number,
            "text": choice.text,
            **({"action": choice.action} if choice.action else {}),
            **({"new": True} if choice.new else {}),
        }
        for choice in local.choices()
    ]
    greeting = conversation.scenario.greeting if conversation.state.turns == 0 else ""
    speakers = [part.speaker for part in conversation.heard]
    return {
        **({"greeting": greeting} if greeting else {}),
        "narration": conversation.narration,
        "says": [part.text for part in conversation.heard],
        **({"speakers": speakers} if any(speakers) else {}),
        "offered": offered,
        "can_listen": conversation.can_listen,
        **mood_json(conversation, with_gauges=local.rules.shows_gauges),
    }


def mood_json(conversation: Conversation, *, with_gauges: bool) -> dict[str, Any]:
    """How the customer feels, as far as the mode shows it."""
    state = conversation.state
    if not with_gauges:
        return {"band": state.band}
    gauges = state.gauges
    return {
        "band": state.band,
        "mood": state.mood,
        "anger": gauges.anger,
        "heard": gauges.heard,
        "trust": gauges.trust,
        "patience": gauges.patience,
    }


def named_move(local: PlaySession, seat: str, secret: bytes, move: str) -> str | None:
    """The author's name of a move that a seat was offered; None where it was offered no such thing."""
    if move == LISTEN:
        return move
    if move == SILENCE:
        # Else time says it; where no clock runs, nobody but the seat itself can wait.
        stuck = not local.choices() and not local.conversation.can_listen
        return move if stuck and local.remaining() is None else None
    turn = len(local.turns)
    for choice in local.choices():
        name = choice.id
        if local.rules.shows_gauges:
            if move == name:
                return name
        elif hmac.compare_digest(
            move.encode("utf-8", "replace"), opaque(secret, seat, turn, name).encode()
        ):
            return name
    return None


def view_token(secret: bytes) -> str:
    """Return the token that opens the board, the same for as long as the round lasts."""
    return urlsafe_b64encode(hmac.digest(secret, b"board", "sha256")[:16]).decode().rstrip("=")


def moved_json(turn: Turn, local: PlaySession, shown_as: str) -> dict[str, Any]:
    """What one move did, held to what the mode shows."""
    said = [line_json(line) for line in turn.said]
    if not local.rules.shows_gauges:
        return {"move": shown_as, "band": turn.after.state.band, "said": said}
    return {**turn_json(turn, with_reasons=local.rules.shows_reasons), "said": said}


def line_json(line: Line) -> dict[str, str]:
    """One thing said, done or seen."""
    said = {"voice": line.voice.value, "text": line.text}
    return {**said, "speaker": line.speaker} if line.speaker else said


def customer_lines(turn: Turn) -> list[str]:
    """What the customer said because of a move."""
    return [line.text for line in turn.said if line.voice is Voice.CUSTOMER]


def ended_json(conversation: Conversation) -> dict[str, Any]:
    """A play's result, once it is over."""
    result = conversation.result()
    return {"ending": result.ending, "outcome": result.outcome, **result_json(result)}


def written(message: object) -> bytes:
    """A message, or a part of one, as it is sent."""
    return orjson.dumps(message)


def error_json(reason: str, message: str) -> dict[str, Any]:
    """Why a connection is closed."""
    return {"type": "error", "reason": reason, "message": message}


def refused_json(cmd: str, reason: str, message: str) -> dict[str, str]:
    """Why a move was not made."""
    return {"type": "refused", "cmd": cmd, "reason": reason, "message": message}
