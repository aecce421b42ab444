"""A conversation under way as a state of the search: its node, and its key there.

The other way round from the search, which makes its states by moves: here one is written down from what the engine remembers.
Exists so that a search can begin in the middle of a play; it must leave out nothing that a place ahead can read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.prover.encoding.layout import ROW_SHIFT, Gauges
from simulator.prover.search.transitions import CEILING_CODES, MOOD_OFFSET
from simulator.ruleset import WALKED_OUT

if TYPE_CHECKING:
    from simulator.engine.state import State
    from simulator.prover.analysis.batch_guards import Field
    from simulator.prover.encoding.layout import Column, Layout, Slot
    from simulator.prover.search.nodes import Board, Node


COUNTED = ("use", "listens", "visits", "given", "turns", "forced")
"""Kinds of field that count how often something happened, and go no higher than makes a difference."""


def encode_state(board: Board, state: State) -> tuple[Node, Column]:
    """Return the node where a conversation stands, and the one key of its state there."""
    if state.ending == WALKED_OUT:
        return board.node(None), np.array([state.mood + MOOD_OFFSET], dtype=np.int64)
    place = board.skeleton.at(
        state.scene, state.interrupted, boiled=state.boiled, walked=state.walked
    )
    node = board.node(place, state.variant, state.parts_heard)
    if node.ending is not None:
        return node, np.array([state.mood + MOOD_OFFSET], dtype=np.int64)
    layout = board.layout
    row = layout.empty(1)
    for field, slot in layout.slots.items():
        layout.write(row, field, _clamp(layout, field, slot, _value(field, state)))
    number = node.rows.numbers(layout.forget(row, place))
    columns = (
        np.array([gauge], dtype=np.int32)
        for gauge in (state.anger, state.heard, state.trust, state.patience)
    )
    return node, (number << ROW_SHIFT) | layout.pack(Gauges(*columns), place)


def _clamp(layout: Layout, field: Field, slot: Slot, value: int) -> int:
    """Return a value as a row holds it: only a count may be held lower than it is."""
    if value <= slot.most:
        return value
    if field.kind not in COUNTED:
        raise ValueError(f"no room for {value} in {field}")
    layout.saturated |= field in layout.open_ended
    return slot.most


def _value(field: Field, state: State) -> int:
    match field.kind:
        case "use":
            return state.uses.get(field.name, 0)
        case "listens":
            return state.listens.get(field.name, 0)
        case "turns":
            return state.turns
        case "deed":
            return int(state.deed)
        case "ceiling":
            return CEILING_CODES[state.ceiling]
        case "visits":
            return state.visits.get(field.name, 0)
        case "given":
            return state.given.get(field.name, 0)
        case "forced":
            return state.forced_silences
        case "open":
            return int(field.name in state.open_promises)
        case _:
            remembered = {
                "flag": state.flags,
                "seen": state.seen,
                "listened": state.listened,
                "promised": state.promised,
            }[field.kind]
            return int(field.name in remembered)
