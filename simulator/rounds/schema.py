"""The JSON Schema of the protocol between a round's server and its clients, made from the types that both sides read and write.

`docs/round-protocol.schema.json` is this, for whoever writes a client; `python -m simulator.rounds.schema` prints it.
"""

from __future__ import annotations

from typing import Any

import msgspec

from simulator.rounds.protocol import (
    BoardState,
    BoardUpdate,
    Debrief,
    Done,
    Failure,
    Heard,
    Moved,
    OwnRow,
    Refusal,
    SeatGiven,
    SeatState,
    TeamsUpdate,
    TrainerState,
    Trouble,
    Waiting,
    Walk,
)
from simulator.rounds.requests import COMMANDS, HELLOS, PROTOCOL, Move, Say

HEARD_BY = {
    "seat": (
        *(SeatGiven, Waiting, SeatState, Moved, Refusal, Heard, BoardUpdate),
        *(TeamsUpdate, OwnRow, Debrief, Failure),
    ),
    "board": (BoardState, BoardUpdate, TeamsUpdate, Failure),
    "trainer": (TrainerState, BoardUpdate, TeamsUpdate, Trouble, Done, Walk, Failure),
}
SAID_BY = {"hello": HELLOS, "seat": (Move, Say), "trainer": COMMANDS}


def protocol_schema() -> dict[str, Any]:
    """Return the schema: under `$defs` every message, and what each kind of client says and hears."""
    kinds = tuple(
        dict.fromkeys(
            kind for group in (SAID_BY, HEARD_BY) for kinds in group.values() for kind in kinds
        )
    )
    schemas, parts = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    named = dict(zip(kinds, schemas, strict=True))
    unions = {
        f"{what}-{who}": {"anyOf": [named[kind] for kind in group]}
        for what, groups in (("said-by", SAID_BY), ("heard-by", HEARD_BY))
        for who, group in groups.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Round messages, protocol {PROTOCOL}",
        "$defs": {**parts, **unions},
    }


def schema_text() -> str:
    """Return the schema as it is written in the file."""
    return (
        msgspec.json.format(
            msgspec.json.encode(protocol_schema(), order="deterministic"), indent=2
        ).decode()
        + "\n"
    )


if __name__ == "__main__":
    print(schema_text(), end="")
