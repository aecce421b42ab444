"""A customer who comes back in a conversation by itself: the first move that an earlier one of the same person has decided.

Shifts say how a customer comes back (`begins`, with a `move`); the same holds for a scenario played alone, if its player has
ended the earlier one. The move is made and journalled like any other, so that replays and proofs know nothing of it. Rounds
never ask: they use no history.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.engine.conversation import IllegalMove
from simulator.errors import SimulatorError
from simulator.play.saves_list import list_saves
from simulator.shift.library import glance_shift, shift_paths
from simulator.shift.model import Condition

if TYPE_CHECKING:
    from simulator.play.opening import Opened
    from simulator.records.history import History
    from simulator.records.saves import Saves
    from simulator.scenario.library import Library
    from simulator.shift.model import Beginning

REMEMBERED = "You've met before. How it ended carries over from your earlier conversation."


def make_remembered_move(
    opened: Opened, library: Library, saves: Saves, history: History | None, person: str | None
) -> Opened:
    """Make the first move that an earlier conversation has decided; return what was opened as it was where there is none."""
    move = _remembered_move(opened.item.id, library, saves, history, person)
    if not move or opened.seat.turns:
        return opened
    try:
        opened.seat.move(move)
    except (IllegalMove, SimulatorError):
        return opened
    return replace(opened, notes=(*opened.notes, REMEMBERED))


def _remembered_move(
    scenario: str, library: Library, saves: Saves, history: History | None, person: str | None
) -> str:
    """Return the move that a shift of the library names for how the earlier conversation ended; "" for none."""
    for earlier, beginnings in _memories(scenario, library):
        ending = _last_ending(earlier, saves, history, person)
        for begins in beginnings if ending else ():
            if begins.condition == Condition(ending=ending) and begins.move:
                return begins.move
    return ""


def _memories(scenario: str, library: Library) -> list[tuple[str, tuple[Beginning, ...]]]:
    """Return what shifts say of a customer who comes back: the earlier scenario, and the beginnings."""
    found = []
    for path in shift_paths(library):
        try:
            shift = glance_shift(path)
        except SimulatorError:
            continue
        if shift is None:
            continue
        found += [
            (each.after, each.begins)
            for each in shift.customers
            if each.scenario == scenario and each.after
        ]
    return found


def _last_ending(
    scenario: str, saves: Saves, history: History | None, person: str | None
) -> str | None:
    """Return how a person's last conversation of a scenario ended, by their saves, else by the history; None for none."""
    try:
        for play in list_saves(saves, history).plays:
            mine = play.person == person and play.scenario == scenario
            if mine and play.ended and not play.shift:
                return play.ended
        plays = history.plays_in(scenario, person or "") if history else []
    except SimulatorError:
        return None
    ended = [play for play in plays if play.figures.ending]
    return max(ended, key=lambda play: play.updated).figures.ending if ended else None
