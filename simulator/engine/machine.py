"""The scenario as a state machine of the `transitions` library; the only module that imports it.

States are the scenes and the leaving; triggers are the moves: listen, silence, and the ids of the replies. A move is worked out
first, as a candidate state; the candidate is then fired, conditions (guards, leaving, boiling) read it, and the machine
decides where the conversation goes: entering a scene is the state's own callback. One machine serves every conversation
of its scenario, because nothing of a conversation is kept in it. Callbacks are functions, never strings: the library
would import a string with a dot in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from transitions import EventData, Machine
from transitions import State as MachineState

from simulator.engine.mood import EffectCache
from simulator.engine.state import State, Step, enter, walk_out
from simulator.ruleset import LISTEN, MAX_FORCED_SILENCES, RESUME, SILENCE, WALKED_OUT

if TYPE_CHECKING:
    from simulator.scenario.guards.tree import Guard
    from simulator.scenario.model import Reply, Scenario, Scene

LEAVES_BELOW = -35

Condition = Callable[[EventData], bool]


class Candidate:
    """A move on its way through the machine: the library's model object, made for one move and thrown away.

    The library allows no trigger that is called like the attribute that it keeps its state in. No reply can be: ids have no
    underscore. A `forced` silence is one that the trainee had no other move for.
    """

    __slots__ = ("entered", "forced", "machine_state", "reply", "route", "step")

    def __init__(self, step: Step, reply: Reply | None = None, *, forced: bool = False):
        self.machine_state = step.state.scene
        self.step = step
        self.reply = reply
        self.forced = forced
        self.entered = False
        self.route: int | None = None

    @property
    def state(self) -> State:
        """The state as the move has made it so far."""
        return self.step.state

    def set_state(self, state: State) -> None:
        """Replace the state and keep the changes."""
        self.step = Step(state, self.step.changes)


@dataclass(frozen=True, slots=True)
class Transition:
    """One way on from a reply: taken while all its conditions hold; without `to` the scene stays."""

    conditions: tuple[Condition, ...]
    to: str | None
    resumes: bool
    route: int | None


def _candidate(event: EventData) -> Candidate:
    return cast("Candidate", event.model)


class ScenarioMachine:
    """A scenario, and the machine built from it."""

    def __init__(self, scenario: Scenario):
        self.scenario = scenario
        self.effects = EffectCache(scenario.customer)
        self._days: dict[str, ScenarioMachine] = {}
        self._transitions: dict[tuple[str, str], tuple[Transition, ...]] = {}
        states = [
            MachineState(
                name,
                on_enter=[self._enter],
                ignore_invalid_triggers=False,
                final=bool(scene.ending),
            )
            for name, scene in scenario.scenes.items()
        ]
        states.append(MachineState(WALKED_OUT, on_enter=[self._walk_out], final=True))
        self._machine = Machine(
            model=None,
            states=states,
            initial=None,
            auto_transitions=False,
            send_event=True,
            model_attribute="machine_state",
        )
        for scene in scenario.scenes.values():
            if not scene.ending:
                self._add_scene(scene)

    def on_day(self, name: str) -> ScenarioMachine:
        """Return the machine of the scenario on a day, "" for the first; raises KeyError if there is no such day.

        It is kept, because tests and mutants ask for the same few days again and again.
        """
        if name == self.scenario.day:
            return self
        if name not in self._days:
            self._days[name] = ScenarioMachine(self.scenario.on_day(name))
        return self._days[name]

    def begin(self, state: State) -> Step:
        """Enter the start scene."""
        return enter(self.scenario, Step(state), self.scenario.start)

    def fire(self, trigger: str, candidate: Candidate) -> None:
        """Let the machine take the candidate to where the move leads."""
        taken = self._machine.events[trigger].trigger(candidate)
        if not taken:
            raise RuntimeError(f"no transition for {trigger} in {candidate.machine_state}")

    def _add_scene(self, scene: Scene) -> None:
        name, add = scene.name, self._machine.add_transition
        add(LISTEN, name, None)
        # Nobody leaves because of a silence that could not be helped, but a third one in a visit leads nowhere.
        self._add_leaving(SILENCE, name, unless=[_is_forced])
        add(SILENCE, name, WALKED_OUT, conditions=[_forced_too_often])
        add(SILENCE, name, scene.on_silence)
        for reply in scene.replies:
            self._add_leaving(reply.id, name)
            if boils := self.scenario.boils:
                add(reply.id, name, boils, conditions=[self._boils_over], before=[self._boils])
            transitions = self._transitions[name, reply.id] = tuple(self._transitions_of(reply))
            for transition in transitions:
                before: list[Any] = (
                    [_note_route(transition)]
                    if transition.to or transition.route is not None
                    else []
                )
                add(
                    reply.id,
                    name,
                    transition.to,
                    conditions=list(transition.conditions),
                    before=before,
                )

    def _add_leaving(self, trigger: str, name: str, unless: Sequence[Condition] = ()) -> None:
        """Let the customer leave before anything else may happen: first for the scene where they walk, then for good."""
        add, walks = self._machine.add_transition, self.scenario.walks
        if walks is not None:
            add(
                trigger,
                name,
                walks,
                conditions=[_leaves],
                unless=[_has_walked_out, *unless],
                before=[self._walks],
            )
        add(trigger, name, WALKED_OUT, conditions=[_leaves], unless=[*unless])

    def _transitions_of(self, reply: Reply) -> list[Transition]:
        transitions: list[Transition] = []
        for index, route in enumerate(reply.routes):
            transitions += self._transitions_to(route.to, (_guard_condition(route.when),), index)
        transitions += (
            self._transitions_to(reply.to, (), None)
            if reply.to
            else [Transition((), None, False, None)]
        )
        return transitions

    def _transitions_to(
        self, to: str, conditions: tuple[Condition, ...], route: int | None
    ) -> list[Transition]:
        if to != RESUME:
            return [Transition(conditions, to, False, route)]
        targets = self.scenario.scenes if self.scenario.boils or self.scenario.walks else ()
        transitions = [
            Transition((*conditions, _condition_of_resuming(scene)), scene, True, route)
            for scene in targets
        ]
        return [*transitions, Transition(conditions, None, True, route)]

    def _enter(self, event: EventData) -> None:
        candidate = _candidate(event)
        candidate.entered = True
        candidate.step = enter(self.scenario, candidate.step, candidate.machine_state)

    def _walk_out(self, event: EventData) -> None:
        candidate = _candidate(event)
        candidate.step = walk_out(candidate.step)

    def _boils_over(self, event: EventData) -> bool:
        state = _candidate(event).state
        return not state.boiled and state.anger >= self.scenario.customer.boil

    def _boils(self, event: EventData) -> None:
        self._interrupt(event, boiled=True)

    def _walks(self, event: EventData) -> None:
        self._interrupt(event, walked=True)

    def _interrupt(self, event: EventData, **fired: Any) -> None:
        """Remember where the conversation was going: the reply's target, or the present scene."""
        candidate = _candidate(event)
        scene, reply = candidate.state.scene, candidate.reply
        target = None
        if reply is not None:
            for transition in self._transitions[scene, reply.id]:
                if all(condition(event) for condition in transition.conditions):
                    target = transition.to
                    break
        candidate.set_state(candidate.state._replace(interrupted=target or scene, **fired))


def _leaves(event: EventData) -> bool:
    state = _candidate(event).state
    return state.patience == 0 and state.mood < LEAVES_BELOW


def _has_walked_out(event: EventData) -> bool:
    return _candidate(event).state.walked


def _is_forced(event: EventData) -> bool:
    return _candidate(event).forced


def _forced_too_often(event: EventData) -> bool:
    return _candidate(event).state.forced_silences >= MAX_FORCED_SILENCES


def _guard_condition(guard: Guard) -> Condition:
    return lambda event: guard.holds(_candidate(event).state)


def _condition_of_resuming(scene: str) -> Condition:
    return lambda event: _candidate(event).state.interrupted == scene


def _note_route(transition: Transition) -> Callable[[EventData], None]:
    """Note which route was taken, and forget the interrupted target where it was resumed."""

    def note(event: EventData) -> None:
        candidate = _candidate(event)
        candidate.route = transition.route
        if transition.resumes:
            candidate.set_state(candidate.state._replace(interrupted=None))

    return note
