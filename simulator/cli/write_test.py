"""`simulator test --write`: adds a play to a scenario file as a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simulator.cli import Exit
from simulator.cli.inputs import read_moves
from simulator.cli.streams import print_json
from simulator.engine.conversation import Conversation, IllegalMove
from simulator.engine.machine import ScenarioMachine
from simulator.engine.trial import figure
from simulator.errors import SimulatorError
from simulator.files import replace_file
from simulator.play.days import on_day
from simulator.play.opening import playable
from simulator.records.journal import read
from simulator.scenario.library import load, read_bytes
from simulator.scenario.parse import parse
from simulator.scenario.toml_layout import table_of_test
from simulator.text import clean_name, quoted, short_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.cli.context import Context
    from simulator.records.record import Record

_AT_THE_END = ("ending", "outcome", "band", "satisfaction", "qa")
_ON_THE_WAY = ("ending", "scene", "band", "mood")


class NewTest(NamedTuple):
    """A test to be added: its name, moves as typed or a saved play that has them, and a day."""

    name: str
    moves: str | None
    play: str | None
    day: str | None


def write_test(context: Context, paths: Sequence[str], new: NewTest, *, as_json: bool) -> int:
    """Append a test that expects what the play gives today; nothing is written if the file would break."""
    if len(paths) != 1 or bool(new.moves) == bool(new.play):
        raise SimulatorError(
            "--write needs one scenario, and either --moves or --play.",
            'Example: simulator test my.toml --write "listening first" --moves listen,recap',
        )
    path = context.library.find(paths[0])
    day = new.day or ""
    if new.moves:
        moves: Sequence[str] = read_moves(new.moves)
    else:
        record = _saved(context, new.play or "", path.stem)
        moves, day = record.moves, new.day if new.day is not None else record.header.day
    scenario = on_day(playable(load(path, short_path(path))), day)
    conversation = Conversation.begin(ScenarioMachine(scenario))
    for index, move in enumerate(moves):
        try:
            conversation = conversation.move(move).after
        except IllegalMove as error:
            message = f"Move {index + 1}: {error.message} Nothing was written."
            raise IllegalMove(move, error.scene, message) from None
    name = clean_name(new.name, 80) or "a play"
    if any(test.name == name for test in scenario.tests):
        raise SimulatorError(
            f"{short_path(path)} already has a test {quoted(name)}.", "Choose another name."
        )
    text = test_block(name, moves, conversation)
    before = read_bytes(path)
    after = _appended(before, text)
    if parse(after, path.stem, short_path(path)).scenario is None:
        raise SimulatorError(
            f"{short_path(path)} cannot take a [[tests]] table at its end; it was left as it is.",
            "Write its tests as [[tests]] tables.",
        )
    try:
        replace_file(path, after)
    except OSError as error:
        message = f"The test could not be written to {short_path(path)}: {error.strerror}."
        raise SimulatorError(message, "The file is unchanged.") from None
    if as_json:
        print_json(
            {"file": short_path(path), "test": name, "moves": list(moves), "toml": text.strip()}
        )
    else:
        print(f"Added to {short_path(path)}:\n{text.strip()}")
    return Exit.DONE


def _appended(before: bytes, text: str) -> bytes:
    """Return the bytes of a file with a text at its end, in the line ends that most of its lines have."""
    crlf = before.count(b"\r\n")
    end = b"\r\n" if crlf > before.count(b"\n") - crlf else b"\n"
    added = text.encode().replace(b"\n", end)
    return before + (b"" if before.endswith(b"\n") else end) + added


def _saved(context: Context, name: str, scenario: str) -> Record:
    """Return a saved play, which must be one of this scenario."""
    record = read(context.saves.path(name))
    if record.header.scenario != scenario:
        raise SimulatorError(
            f"The play {quoted(name)} is one of {quoted(record.header.scenario)}, not of {quoted(scenario)}."
        )
    return record


def test_block(name: str, moves: Sequence[str], conversation: Conversation) -> str:
    """Return a play as a [[tests]] table that expects where it has come to."""
    figures = _AT_THE_END if conversation.over else _ON_THE_WAY
    expect = {key: figure(conversation, key) for key in figures}
    day = conversation.scenario.day
    on = {"day": day} if day else {}
    return table_of_test({"name": name, **on, "moves": list(moves), "expect": expect})
