"""`simulator replay`: play given moves and explain each change."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.inputs import read_input, read_moves
from simulator.cli.play_lines import tell_play
from simulator.cli.streams import print_json
from simulator.engine.conversation import Conversation, IllegalMove, Turn
from simulator.engine.machine import ScenarioMachine
from simulator.errors import SimulatorError
from simulator.play.days import on_day
from simulator.play.opening import playable, scenario_path
from simulator.report.replay import play_json
from simulator.report.sections import as_text
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulator.cli.context import Context
    from simulator.own_words.flow import OwnWords
    from simulator.records.record import Record
    from simulator.report.sections import Section
    from simulator.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    scenario: str
    moves: str | None = None
    day: str | None = None
    debrief: bool = False
    json: bool = False


def run(context: Context, options: Options) -> int:
    """Play the moves, or those of a save; exit code 1 at an illegal one, with the turns before it."""
    name, day, moves = options.scenario, options.day or "", options.moves
    words: Mapping[int, OwnWords] = {}
    if moves is None:
        record = _saved(context, options)
        if record.header.shift:
            from simulator.cli.shift_replay import replay_shift

            return replay_shift(context, record, as_json=options.json)
        name, day = str(scenario_path(record, context.library)), record.header.day
        words = record.words
    scenario = on_day(playable(read_input(context.library, name).reading), day)
    made = read_moves(moves) if moves is not None else record.moves
    return _replay(scenario, made, words, options)


def _saved(context: Context, options: Options) -> Record:
    """Return the save of that name; raises SimulatorError."""
    from simulator.records.journal import read
    from simulator.records.save_failures import SUFFIX

    if options.day:
        raise SimulatorError("--day goes with --moves; a saved conversation has its own day.")
    path = Path(options.scenario)
    if path.suffix != SUFFIX:
        path = context.saves.path(options.scenario)
    if not path.exists():
        raise SimulatorError(
            f"There is no saved conversation or shift called {quoted(options.scenario, 200)}.",
            "`simulator saves` lists them; to replay moves of a scenario, add --moves.",
        )
    return read(path)


def _replay(
    scenario: Scenario, moves: Sequence[str], words: Mapping[int, OwnWords], options: Options
) -> int:
    conversation = Conversation.begin(ScenarioMachine(scenario))
    turns: list[Turn] = []
    illegal: IllegalMove | None = None
    for move in moves:
        try:
            turns.append(conversation.move(move))
        except IllegalMove as error:
            illegal = error
            break
        conversation = turns[-1].after
    told = _debrief(turns, words) if options.debrief and conversation.over and turns else ()
    if options.json:
        document = play_json(conversation, turns)
        if told:
            document["debrief"] = [
                {"title": item.title, "paragraphs": list(item.paragraphs)} for item in told
            ]
        if illegal:
            document["error"] = {
                "move": illegal.move,
                "index": len(turns),
                "message": illegal.message,
            }
        print_json(document)
    else:
        tell_play(conversation, turns)
        if told:
            print(f"\n{as_text(told)}", end="")
        if illegal:
            print(f"simulator: move {len(turns) + 1}: {illegal}", file=sys.stderr)
    return Exit.PROBLEMS if illegal else Exit.DONE


def _debrief(turns: list[Turn], words: Mapping[int, OwnWords]) -> tuple[Section, ...]:
    """Return the debrief of a play that is over, with the best that was still in reach before each move."""
    from simulator.prover.prospect import prospects_of
    from simulator.report.debrief import debrief
    from simulator.report.helped_most import Search

    *_, (known, others) = ({}, {}), *prospects_of(turns)
    found = debrief(turns[0].before, turns, known, Search.OVER, others, words)
    return found.sections()
