"""The protocol of a round: its types, its schema, and what the browser's scripts say and hear of it."""

from __future__ import annotations

import asyncio
import json
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from simulator.portrait.traits import derive
from simulator.rounds.event_log import EventLog
from simulator.rounds.hosted.debriefs import debrief_message
from simulator.rounds.hosted.views import board_state, board_update, seat_state, trainer_state
from simulator.rounds.protocol import Message, as_json, encode
from simulator.rounds.requests import BadMessage, read_request
from simulator.rounds.schema import HEARD_BY, protocol_schema, schema_text
from simulator.vocabulary import Mode
from tests.support.random_round import RandomRound
from tests.support.scenarios import PARCEL

ROOT = Path(__file__).parents[3]
WEB = ROOT / "simulator" / "web"
SAMPLES: dict[str, Any] = {"v": 1, "cmd": "c1", "turn": 0}
SAID = {
    "seat.js": {
        "join": {"v", "code", "name"},
        "resume": {"v", "token"},
        "move": {"cmd", "turn", "move"},
    },
    "own-words.js": {"say": {"turn", "text"}},
    "board.js": {"view": {"v", "token"}},
}


def test_the_schema_in_the_documents_is_that_of_the_types() -> None:
    """`python -m simulator.rounds.schema > docs/round-protocol.schema.json` writes it."""
    assert (ROOT / "docs" / "round-protocol.schema.json").read_text("utf-8") == schema_text()


def test_what_a_round_says_is_valid_by_the_schema(tmp_path: Path) -> None:
    """Of rounds that are drawn, to each kind of client."""
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    draw, schema = random.Random(seed), protocol_schema()
    validators = {
        who: jsonschema.Draft202012Validator({**schema, "$ref": f"#/$defs/heard-by-{who}"})
        for who in HEARD_BY
    }

    def check(who: str, message: Message) -> None:
        document = json.loads(encode(message))
        assert [] == [error.message for error in validators[who].iter_errors(document)]

    async def scene(folder: Path) -> None:
        folder.mkdir()
        random_round = RandomRound(folder, draw)
        record = EventLog(folder / "round.sqlite", new=True)
        round = random_round.build(record)
        round.on_message = lambda _seat, message: check("seat", message)
        await random_round.play(round)
        check("trainer", trainer_state(round, ()))
        for who in ("board", "seat"):
            check(who, board_update(round))
        check("board", board_state(round))
        for seat in round.seats.values():
            check("seat", seat_state(round, seat, enters=True))
            for cmd, turn in seat.cmds.items() if seat.local else ():
                check("seat", seat.moved(turn, cmd))
            if seat.local is not None:
                check("seat", debrief_message(seat, 1))
        record.close()

    for number in range(4):
        asyncio.run(scene(tmp_path / str(number)))


@pytest.mark.parametrize(
    ("authored", "more"),
    [
        ("", {}),
        (
            '[customer.portrait]\nhair = "bun"\nextra = "beard"\n\n',
            {"hair": "bun", "extra": "beard"},
        ),
    ],
)
def test_everyone_is_told_what_the_customer_looks_like(
    tmp_path: Path, authored: str, more: dict[str, str]
) -> None:
    """As the author drew them, else as their name does, so that every client draws the same face; in an exam, too."""
    scenario = PARCEL.replace("[scenes.opening]", f"{authored}[scenes.opening]", 1)
    record = EventLog(tmp_path / "round.sqlite", new=True)
    round = RandomRound(tmp_path, random.Random(1), scenario).build(record)
    round.setup = replace(round.setup, mode=Mode.EXAM)
    looks = derive("Dana Weiss")._replace(**more)
    for state in (board_state(round), trainer_state(round, ())):
        told = as_json(state)["scenario"]["portrait"]
        assert {trait: word for trait, word in looks._asdict().items() if word} == told
    record.close()


def said_by(script: str) -> dict[str, set[str]]:
    """Return the messages that a script says, each with its fields."""
    text = (WEB / script).read_text("utf-8")
    found: dict[str, set[str]] = {}
    for kind, rest in re.findall(r'\{ type: "([\w-]+)"((?:, [^{}]+)+) \}', text):
        fields = set()
        for part in rest.split(", ")[1:]:
            name = part.split(":")[0].strip()
            spread = name.removeprefix("...")
            if spread != name:
                made = re.search(rf"\b{spread} = \{{ (.*?) \}};", text)
                assert made, f"{spread} in {script}"
                fields |= {item.split(":")[0].strip() for item in made[1].split(", ")}
            else:
                fields.add(name)
        found[kind] = fields
    return found


@pytest.mark.parametrize("script", sorted(SAID))
def test_what_a_browser_says_is_read(script: str) -> None:
    """Every message in a script has the fields of its type."""
    found = said_by(script)
    assert SAID[script] == found
    for kind, fields in found.items():
        document = {"type": kind, **{name: SAMPLES.get(name, "x") for name in fields}}
        assert fields == set(type(read_request(json.dumps(document).encode())).__struct_fields__)


@pytest.mark.parametrize(("script", "who"), [("seat.js", "seat"), ("board.js", "board")])
def test_a_browser_handles_every_message_that_it_hears(script: str, who: str) -> None:
    """Whatever the server may say to it; and nothing that the server never says."""
    text = (WEB / script).read_text("utf-8")
    handled = set(re.findall(r'message\.type === "([\w-]+)"', text))
    if switch := re.search(r"switch \(message\.type\) \{(.*?)\n  \}", text, re.DOTALL):
        handled |= set(re.findall(r'case "([\w-]+)"', switch[1]))
    assert {str(kind.__struct_config__.tag) for kind in HEARD_BY[who]} == handled


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", "A message is one JSON object."),
        (b"{", "A message is one JSON object."),
        (b'{"type": "start", "more": "\xff"}', "A message is one JSON object."),
        (b'{"type": "start", "more": "\\ud800"}', "A message is one JSON object."),
        (b'{"type": "start", "more": ' + b"[" * 3000, "A message is one JSON object."),
        (b"[]", "There is no message of that type."),
        (b"{}", "There is no message of that type."),
        (b'{"type": 5}', "There is no message of that type."),
        (b'{"type": "none"}', "There is no message of that type."),
        (b'{"type": "move"}', "“cmd” of “move” is missing or has the wrong type."),
        (
            b'{"type": "extend", "seconds": 1.0}',
            "“seconds” of “extend” is missing or has the wrong type.",
        ),
        (
            b'{"type": "extend", "seconds": 1' + b"0" * 30 + b"}",
            "“seconds” of “extend” is missing or has the wrong type.",
        ),
        (
            b'{"type": "seat-time", "seat": "s", "factor": true}',
            "“factor” of “seat-time” is missing or has the wrong type.",
        ),
        (b'{"type": "view", "v": 2, "token": ""}', "This server speaks protocol 1."),
        (
            b'{"type": "move", "cmd": "a b", "turn": 0, "move": ""}',
            "“cmd” is 1 to 64 letters, digits and hyphens.",
        ),
        (b" " * 12_289, "A message is at most 12288 bytes."),
    ],
)
def test_why_a_message_is_refused(text: bytes, reason: str) -> None:
    """In the protocol's words, whatever the library says."""
    with pytest.raises(BadMessage) as refused:
        read_request(text)
    assert reason == str(refused.value)
