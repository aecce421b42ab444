"""Kept rounds as lines: the list, a round with what the class did, and one person's conversations and debriefs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.plain.words import line_texts, section_lines
from simulator.report.debrief import debrief
from simulator.rounds.class_walk import class_walk
from simulator.rounds.kept_rounds import RoundState
from simulator.rounds.kept_words import (
    head_words,
    list_words,
    no_play_words,
    place_words,
    played_by,
    reading_hint,
    scenario_words,
)
from simulator.rounds.trainer_words import walk_lines
from simulator.text import escape_note, shell_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.rounds.kept_rounds import KeptRound
    from simulator.rounds.round_result import Replay, WholeRound


def list_lines(rounds: Sequence[KeptRound]) -> Iterator[str]:
    """Yield a line for each round, with the number that opens it, and how one that was stopped is resumed."""
    for number, item in enumerate(rounds, 1):
        yield f"{number}. {item.title}, {list_words(item)}"
        if item.state is RoundState.STOPPED and not item.hot_seat:
            yield f"Resume it with: simulator host --resume --db {shell_word(item.path)}{escape_note(item.path)}"


def round_lines(whole: WholeRound, named: str) -> Iterator[str]:
    """Yield a round: who played when, each scenario's board, and what the class did there.

    `named` is how its file is named on the command line.
    """
    yield from head_words(whole)
    for at in range(len(whole.result.scenarios)):
        yield ""
        yield scenario_words(whole, at)
        if not whole.played(at):
            yield "It wasn't played."
            continue
        yield from map(place_words, whole.boards.get(at, ()))
        replays = whole.played(at)
        for group in walk_lines(replays[0].start.scenario, class_walk(replays)):
            yield ""
            yield from group
    yield ""
    yield reading_hint(named)


def person_lines(whole: WholeRound, name: str) -> Iterator[str]:
    """Yield one person's conversations in a round, each with its debrief; raises SimulatorError where no one is called so."""
    found = played_by(whole, name)
    yield from head_words(whole)
    if not found:
        yield no_play_words(name)
    for replay in found:
        yield ""
        yield scenario_words(whole, replay.scenario)
        yield from play_lines(replay)


def play_lines(replay: Replay) -> Iterator[str]:
    """Yield a conversation and its debrief."""
    said = [
        *replay.start.opening,
        *(line for turn in replay.turns for line in turn.said),
    ]
    for line in said:
        yield from line_texts(line)
    if not replay.result.acted:
        yield "They made no moves, so there is no debrief."
        return
    yield from section_lines(debrief(replay.start, replay.turns).sections())
