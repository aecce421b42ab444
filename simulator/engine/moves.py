"""What a move does to a state, before the machine is asked where it leads.

In the order of docs/rules.md, "Moves": the mood rule, what the reply leaves, its event, promises kept, promises made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.engine import mood
from simulator.engine.mood import MoodContext
from simulator.engine.state import (
    State,
    Step,
    apply_event,
    incremented,
    incremented_to_limit,
    with_names,
)

if TYPE_CHECKING:
    from simulator.engine.mood import Act, EffectCache, Reaction
    from simulator.scenario.model import Reply


def mood_context(state: State) -> MoodContext:
    """Return what the mood rule reads of a state."""
    listens = state.listens.get(state.scene, 0)
    return MoodContext(state.gauges, state.uses, listens, state.deed, state.ceiling)


def apply_act(
    state: State, act: Act, effects: EffectCache, **others: Any
) -> tuple[State, Reaction]:
    """Apply the mood rule and count uses, skills shown and slips; `others` are fields of the state to be set as well."""
    reaction = mood.apply(act, mood_context(state), effects)
    after = state._replace(
        gauges=reaction.gauges,
        uses=incremented(state.uses, dict.fromkeys(act.skills)),
        shown=with_names(state.shown, reaction.shown),
        slips=incremented(state.slips, reaction.slips),
        unexplained=state.unexplained + (0 if act.explained else act.ticks),
        **others,
    )
    return after, reaction


def apply_reply(
    state: State, reply: Reply, act: Act, effects: EffectCache
) -> tuple[Step, Reaction]:
    """Apply all that a reply does before it is seen where it leads."""
    name = f"{state.scene}.{reply.id}"
    flags = with_names(state.flags, reply.sets)
    after, reaction = apply_act(
        state,
        act,
        effects,
        turns=state.turns + 1,
        given=incremented_to_limit(state.given, name),
        flags=flags.difference(reply.clears) if reply.clears else flags,
        criticals=(*state.criticals, name) if reply.critical else state.criticals,
    )
    return _consequences(reply, Step(after)), reaction


def _consequences(reply: Reply, step: Step) -> Step:
    """Apply what follows from a reply: its event, promises kept, promises made."""
    if reply.event:
        step = apply_event(step, reply.event)
    for promise in reply.keeps:
        if promise in step.state.open_promises:
            still_open = tuple(name for name in step.state.open_promises if name != promise)
            step = apply_event(
                Step(step.state._replace(open_promises=still_open), step.changes), "kept"
            )
    for promise in reply.promises:
        state = step.state
        if promise not in state.open_promises:
            state = state._replace(
                open_promises=(*state.open_promises, promise),
                promised=with_names(state.promised, (promise,)),
            )
            step = Step(state, step.changes)
    return step
