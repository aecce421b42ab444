"""`simulator test --write`: adds a play to a scenario file as a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simulator.cli import Exit
from simulator.cli.fixes import fix_files
from simulator.cli.inputs import read_moves
from simulator.cli.questions import can_ask, confirmed
from simulator.cli.scenario_edit import rewrite
from simulator.cli.streams import print_json
from simulator.engine.conversation import Conversation, IllegalMove
from simulator.engine.machine import ScenarioMachine
from simulator.engine.trial import figure
from simulator.errors import SimulatorError
from simulator.play.days import on_day
from simulator.play.opening import playable
from simulator.ruleset import LISTEN, SILENCE
from simulator.scenario.diagnostic import Severity, meant, nearest
from simulator.scenario.library import load, read_bytes
from simulator.scenario.parse import parse
from simulator.scenario.toml_layout import table_of_test
from simulator.text import clean_name, quoted, short_path

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from simulator.cli.context import Context
    from simulator.records.record import Record

MOVES = (LISTEN, SILENCE)
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
        record = _find_save(context, new.play or "", path.stem)
        moves, day = record.moves, new.day if new.day is not None else record.header.day
    _mend_tests(path)  # asks, so only when there is something to write
    scenario = on_day(playable(load(path, short_path(path))), day)
    moves, conversation = _play(Conversation.begin(ScenarioMachine(scenario)), moves)
    name = clean_name(new.name, 80) or "a play"
    if any(test.name == name for test in scenario.tests):
        raise SimulatorError(
            f"{short_path(path)} already has a test {quoted(name)}.", "Choose another name."
        )
    text = test_block(name, moves, conversation)
    before = read_bytes(path)
    after = _append(before, text)
    if parse(after, path.stem, short_path(path)).scenario is None:
        raise SimulatorError(
            f"{short_path(path)} can't take a [[tests]] table at its end; it was left as it is.",
            "Write its tests as [[tests]] tables.",
        )
    rewrite(path, before, after)
    if as_json:
        print_json(
            {"file": short_path(path), "test": name, "moves": list(moves), "toml": text.strip()}
        )
    else:
        print(f"Added to {short_path(path)}:\n{text.strip()}")
    return Exit.DONE


def _mend_tests(path: Path) -> None:
    """Offer to mend a file whose only errors are moves in its tests that are nearly right, where the user can be asked."""
    problems = load(path, short_path(path)).diagnostics
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    near_moves = all(problem.rule == "unknown-move" and problem.edits for problem in errors)
    if errors and near_moves and can_ask():
        fix_files([path], asks=True, shows=True)


def _play(conversation: Conversation, typed: Sequence[str]) -> tuple[list[str], Conversation]:
    """Return the moves as they could be made and where they lead; raises IllegalMove at the first that can't be.

    For one that is no longer in the file, a reply on offer that is nearly called the same may be meant: the user is asked.
    """
    if can_ask():
        _follow(
            conversation, typed, lambda _: True
        )  # nothing is asked if the moves lead nowhere anyway
    return _follow(conversation, typed, confirmed if can_ask() else lambda _: False)


def _follow(
    conversation: Conversation, typed: Sequence[str], uses_near: Callable[[str], bool]
) -> tuple[list[str], Conversation]:
    """Return as `_play`; `uses_near` is given the question whether a reply that is nearly called the same is meant."""
    known = {reply.id for _, _, reply in conversation.scenario.replies()}
    moves = []
    for index, move in enumerate(typed):
        here = [reply.id for reply in conversation.offered()]
        near = None if move in (*known, *MOVES) else nearest(move, here)
        if near and uses_near(f"There is no reply {quoted(move)}. Use {near}?"):
            move = near
        try:
            conversation = conversation.move(move).after
        except IllegalMove as error:
            message = f"Move {index + 1}: {error.message} Nothing was written."
            if move not in (*known, *MOVES):
                near = near or nearest(move, (*known, *MOVES))
            raise IllegalMove(move, error.scene, message, meant(near)) from None
        moves.append(move)
    return moves, conversation


def _append(before: bytes, text: str) -> bytes:
    """Return the bytes of a file with a text at its end, in the line ends that most of its lines have."""
    crlf = before.count(b"\r\n")
    end = b"\r\n" if crlf > before.count(b"\n") - crlf else b"\n"
    added = text.encode().replace(b"\n", end)
    return before + (b"" if before.endswith(b"\n") else end) + added


def _find_save(context: Context, name: str, scenario: str) -> Record:
    """Return a saved play, which must be one of this scenario."""
    record = context.saves.read(name)
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
