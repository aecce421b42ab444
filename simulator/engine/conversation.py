"""A conversation: a scenario played move by move.

A Conversation is a value. `move` gives a Turn, which holds the conversation after it; the one before stays as it was, so an
undo is keeping the old value and a replay is a fold. Every face drives this and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from simulator.engine.lines import Line, Voice, narrated, reply_lines, spoken
from simulator.engine.machine import Candidate, ScenarioMachine
from simulator.engine.mood import Act
from simulator.engine.moves import apply_act, apply_reply, mood_context
from simulator.engine.result import Result, result_of
from simulator.engine.state import (
    Change,
    Gauges,
    State,
    Step,
    current_words,
    hear,
    incremented,
)
from simulator.errors import SimulatorError
from simulator.ruleset import INTERRUPT, LISTEN, SILENCE
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.engine.mood import Reaction
    from simulator.scenario.model import Part, Reply, Scenario, Scene


class IllegalMove(SimulatorError):
    """A move that is not allowed now; nothing has changed. `move` and `scene` say which and where."""

    is_problem = True

    def __init__(self, move: str, scene: str, message: str, hint: str | None = None):
        super().__init__(message, hint)
        self.move = move
        self.scene = scene


class Turn(NamedTuple):
    """What one move did; `after` is the conversation from there on.

    `scene` is where the move was made, `next` the scene present after it. `act` is what it was to the customer, `shown` and
    `slips` are the skills paid and slips made, `events` what events changed as well. `said` is what can be heard and seen
    because of the move, in order.
    """

    move: str
    scene: str
    next: str
    before: Conversation
    after: Conversation
    reply: Reply | None
    act: Act
    shown: tuple[str, ...]
    slips: tuple[str, ...]
    events: tuple[Change, ...]
    said: tuple[Line, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every reason; they add up, gauge by gauge, to the difference between the gauges of `before` and of `after`.

        Worked out only when asked for, because most moves never are.
        """
        before = self.before
        from simulator.engine.reasons import reasons

        return reasons(self.act, mood_context(before.state), before.machine.effects) + self.events


@dataclass(frozen=True, slots=True)
class Conversation:
    """A scenario's machine and the state reached in it.

    `leaks` are the ids of leaky replies that are offered until the present scene is left; only a shift puts any there.
    """

    machine: ScenarioMachine = field(repr=False, compare=False)
    state: State
    changes_at_start: tuple[Change, ...] = ()
    leaks: frozenset[str] = frozenset()

    @classmethod
    def begin(cls, machine: ScenarioMachine) -> Conversation:
        """Return the conversation at its start, the start scene entered."""
        customer = machine.scenario.customer
        gauges = Gauges(customer.anger, customer.heard, customer.trust, customer.patience)
        flags = frozenset(machine.scenario.sets)
        step = machine.begin(State(machine.scenario.start, gauges, flags=flags))
        return cls(machine, step.state, step.changes)

    @property
    def scenario(self) -> Scenario:
        """What is being played."""
        return self.machine.scenario

    @property
    def scene(self) -> Scene:
        """The scene present."""
        return self.scenario.scenes[self.state.scene]

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.state.over

    @property
    def words(self) -> tuple[Part, ...]:
        """All parts of the words being spoken; a face may show only `heard`."""
        return current_words(self.scenario, self.state)

    @property
    def heard(self) -> tuple[Part, ...]:
        """The parts heard so far in this visit."""
        return self.words[: self.state.parts_heard]

    @property
    def narration(self) -> str:
        """The stage direction of the words being spoken, else the scene's."""
        variant = self.state.variant
        own = self.scene.narration
        return own if variant is None else self.scene.variants[variant].narration or own

    @property
    def enough(self) -> int:
        """Parts from which on a reply doesn't interrupt and hearing more costs patience."""
        parts = len(self.words)
        return parts if self.scene.enough is None else min(self.scene.enough, parts)

    @property
    def heard_enough(self) -> bool:
        """Whether hearing more costs the patience of a customer who has a `hear_cost`."""
        return self.state.parts_heard >= self.enough

    @property
    def interrupts(self) -> bool:
        """Whether a reply now would interrupt: too little is heard, and nothing heard in this visit asks for an answer."""
        return not self.heard_enough and not any(part.asks for part in self.heard)

    @property
    def silence_is_forced(self) -> bool:
        """Whether silence is the one move left, because nothing is offered and nothing is left to hear."""
        return not self.over and not self.can_listen and not self.offered()

    @property
    def can_listen(self) -> bool:
        """Whether there is more to hear."""
        return not self.over and self.state.parts_heard < len(self.words)

    @property
    def opening(self) -> tuple[Line, ...]:
        """What is seen and heard of the present scene, as when it has just been entered; before any turn your greeting too."""
        greeting = self.scenario.greeting if self.state.turns == 0 else ""
        greeted = (Line(Voice.YOU, greeting),) if greeting else ()
        return greeted + narrated(self.narration, self.heard)

    def offered(self) -> tuple[Reply, ...]:
        """Return the replies that may be given now, in the order of the file."""
        if self.over:
            return ()
        return tuple(reply for reply in self.scene.replies if self._is_offered(reply))

    def result(self) -> Result:
        """How it ended; only once it is over."""
        return result_of(self.scenario, self.state)

    def move(self, move: str) -> Turn:
        """Make a move: `listen`, `silence` or the id of an offered reply; raises IllegalMove if it is not allowed."""
        self._check(move)
        if move == LISTEN:
            return self._listen()
        if move == SILENCE:
            return self._silence()
        reply = self.scene.reply(move)
        assert reply is not None
        return self._reply(reply, self._act(reply))

    def _check(self, move: str) -> None:
        """Raise IllegalMove unless the move is allowed now."""
        message = ""
        if self.over:
            message = "The conversation is over."
        elif move == LISTEN:
            if not self.can_listen:
                message = "There is nothing more to hear now."
        elif move != SILENCE:
            reply = self.scene.reply(move)
            if reply is None:
                message = f"{quoted(move)} isn't a reply in the scene {quoted(self.state.scene)}."
            elif not self._is_offered(reply):
                message = (
                    f"{quoted(move)} isn't on offer now in the scene {quoted(self.state.scene)}."
                )
        if message:
            raise IllegalMove(move, self.state.scene, message)

    def _is_offered(self, reply: Reply) -> bool:
        if reply.leaky is not None and reply.id not in self.leaks:
            return False
        if reply.once and f"{self.state.scene}.{reply.id}" in self.state.given:
            return False
        return reply.when is None or reply.when.holds(self.state)

    def _listen(self) -> Turn:
        cost = self.scenario.customer.hear_cost if self.heard_enough else 0
        listens = incremented(self.state.listens, (self.state.scene,))
        act = Act(skills=(LISTEN,), turn_cost=cost)
        state, reaction = apply_act(self.state, act, self.machine.effects, listens=listens)
        candidate = Candidate(Step(hear(self.scenario, state)))
        self.machine.fire(LISTEN, candidate)
        said = (spoken(self.words[self.state.parts_heard]),)
        return self._turn(LISTEN, candidate, act, reaction, said)

    def _silence(self) -> Turn:
        forced = self.silence_is_forced
        act = Act() if forced else Act(ticks=1)
        counts = forced and self.scene.on_silence is None
        state, reaction = apply_act(
            self.state,
            act,
            self.machine.effects,
            turns=self.state.turns + 1,
            forced_silences=self.state.forced_silences + counts,
        )
        candidate = Candidate(Step(state), forced=forced)
        self.machine.fire(SILENCE, candidate)
        nudge = self.scene.nudge
        said = (Line(Voice.CUSTOMER, nudge),) if nudge and not candidate.state.over else ()
        return self._turn(SILENCE, self._with_mood(candidate), act, reaction, said)

    def move_without_tag(self, move: str, tag: str) -> Turn:
        """Give an offered reply as if one of its skills or slips were not in it; it leads where the reply leads.

        The slip of cutting in counts among them. Raises IllegalMove as `move` does, and KeyError if there is no such tag.
        """
        self._check(move)
        reply = self.scene.reply(move)
        act = self._act(reply) if reply else None
        if reply is None or act is None or tag not in (*act.skills, *act.slips):
            raise KeyError(tag)
        skills = tuple(name for name in act.skills if name != tag)
        slips = tuple(name for name in act.slips if name != tag)
        return self._reply(reply, act._replace(skills=skills, slips=slips))

    def tags(self, reply: Reply) -> tuple[str, ...]:
        """Return the skills and slips of a reply given now: its own, and the slip of cutting in where it would."""
        act = self._act(reply)
        return (*dict.fromkeys(act.skills), *dict.fromkeys(act.slips))

    def _act(self, reply: Reply) -> Act:
        scene, wait, slips = self.scene, reply.wait, reply.slips
        if self.interrupts and not reply.may_interrupt:
            slips = (*slips, INTERRUPT)
        return Act(
            reply.skills,
            slips,
            wait.ticks if wait else 0,
            wait.explained if wait else False,
            reply.decline,
            self.scenario.customer.turn_cost,
            scene.abusive,
        )

    def _reply(self, reply: Reply, act: Act) -> Turn:
        step, reaction = apply_reply(self.state, reply, act, self.machine.effects)
        candidate = Candidate(step, reply)
        self.machine.fire(reply.id, candidate)
        said = reply_lines(reply, self._answer(reply, step.state, candidate))
        return self._turn(reply.id, self._with_mood(candidate), act, reaction, said)

    def _answer(self, reply: Reply, given: State, candidate: Candidate) -> str:
        """Their first words back; none where they leave or boil over instead.

        `given` is the state that the reply has made, before it is seen where it leads: the one that routes are chosen by.
        """
        state = candidate.state
        if state.boiled != self.state.boiled or state.walked != self.state.walked:
            return ""
        if state.over and not candidate.entered:
            return ""
        if candidate.route is not None and reply.routes[candidate.route].answer:
            return reply.routes[candidate.route].answer
        for answer in reply.answers:
            if answer.when.holds(given):
                return answer.text
        return reply.answer

    def _with_mood(self, candidate: Candidate) -> Candidate:
        """Note the mood after a turn: one entry a visit, that of its last turn."""
        # A turn that stays in its scene replaces the entry of the turn before it.
        path = self.state.mood_path[:-1] if self.state.visit_counted else self.state.mood_path
        state = candidate.state
        candidate.set_state(
            state._replace(mood_path=(*path, state.mood), visit_counted=not candidate.entered)
        )
        return candidate

    def _turn(
        self,
        move: str,
        candidate: Candidate,
        act: Act,
        reaction: Reaction,
        said: tuple[Line, ...],
    ) -> Turn:
        leaks = frozenset[str]() if candidate.entered else self.leaks
        after = Conversation(self.machine, candidate.state, self.changes_at_start, leaks)
        if candidate.entered:
            said += after.opening
        if after.over and not candidate.entered:
            said += (Line(Voice.NOTICE, f"{self.scenario.customer.name} has left."),)
        return Turn(
            move,
            self.state.scene,
            after.state.scene,
            self,
            after,
            candidate.reply,
            act,
            reaction.shown,
            reaction.slips,
            candidate.step.changes,
            said,
        )


def play(conversation: Conversation, moves: Iterable[str]) -> list[Turn]:
    """Fold moves over a conversation; raises IllegalMove at the first that is not allowed."""
    turns = []
    for move in moves:
        turn = conversation.move(move)
        turns.append(turn)
        conversation = turn.after
    return turns
