"""`simulator replay`: play given moves and explain each change."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.inputs import read_input, read_moves
from simulator.cli.streams import print_json
from simulator.engine.conversation import Conversation, IllegalMove, Turn
from simulator.engine.machine import ScenarioMachine
from simulator.play.days import on_day
from simulator.play.opening import playable
from simulator.report.replay import play_json
from simulator.report.sections import as_text
from simulator.report.words import difference, mood_words, turn_words
from simulator.text import quoted

if TYPE_CHECKING:
    from simulator.cli.context import Context
    from simulator.report.sections import Section


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    scenario: str
    moves: str
    day: str | None = None
    debrief: bool = False
    json: bool = False


def run(context: Context, options: Options) -> int:
    """Play the moves; exit code 1 at an illegal one, with the turns before it."""
    scenario = on_day(
        playable(read_input(context.library, options.scenario).reading), options.day or ""
    )
    moves = read_moves(options.moves)
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
    told = _debrief(turns) if options.debrief and conversation.over and turns else ()
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
        _print_turns(conversation, turns)
        if told:
            print(f"\n{as_text(told)}", end="")
        if illegal:
            print(f"simulator: move {len(turns) + 1}: {illegal}", file=sys.stderr)
    return Exit.PROBLEMS if illegal else Exit.DONE


def _debrief(turns: list[Turn]) -> tuple[Section, ...]:
    """Return the debrief of a play that is over, with the best that was still in reach before each move."""
    from simulator.prover.prospect import prospects_of
    from simulator.report.debrief import debrief
    from simulator.report.helped_most import Search

    *_, (known, others) = ({}, {}), *prospects_of(turns)
    return debrief(turns[0].before, turns, known, Search.OVER, others).sections()


def _print_turns(conversation: Conversation, turns: list[Turn]) -> None:
    if day := conversation.scenario.day:
        print(f"On the day {quoted(day)}.")
    for index, turn in enumerate(turns, 1):
        moved = difference(turn.before.state.gauges, turn.after.state.gauges) or "no gauge moved"
        print(f"{index}. {turn.move} in {turn.scene}: {moved}. Mood {mood_words(turn.after)}.")
        for sentence in turn_words(turn, tags=True):
            print(f"   {sentence}")
        if turn.next != turn.scene:
            print(f"   On to {turn.next}.")
    if conversation.over:
        result = conversation.result()
        print(f"Ended: {result.ending} (outcome {result.outcome}, need {result.need}).")
        print(f"Satisfaction {result.satisfaction}, quality {result.qa}.")
        return
    offered = [reply.id for reply in conversation.offered()]
    if conversation.can_listen:
        offered.insert(0, "listen")
    print(
        f"In {conversation.state.scene}, mood {mood_words(conversation)}. Now: {', '.join(offered) or 'silence'}."
    )
