"""What an act does in many states at once: the engine's own effects of it, laid out in columns by case.

An act's effect depends on earlier uses of its skills and on whether they are too angry for warmth; each such case
is asked of `simulator.engine.mood.base_effect` once, and `apply_to_gauges` is then called with columns. Nothing of the rule is
written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.engine.mood import (
    WARM_BELOW,
    ArrayOps,
    Effect,
    Gain,
    GaugeSteps,
    apply_to_gauges,
    base_effect,
)
from simulator.engine.result import SLIP_COST
from simulator.prover.analysis.batch_guards import Field
from simulator.prover.analysis.use_counts import distinct_uses
from simulator.ruleset import DIMENSIONS, LISTEN, RECOVERY_MORE, RECOVERY_OWN, SKILLS

if TYPE_CHECKING:
    from simulator.engine.mood import Act
    from simulator.prover.encoding.layout import Column, Gauges, Layout, Rows
    from simulator.scenario.model import Scenario

MAX_CHARGED = -(-100 // SLIP_COST)
"""Slips in one dimension from which on more of them change nothing."""
_FOR_RECOVERY = frozenset((RECOVERY_OWN, *RECOVERY_MORE))
if SKILLS[LISTEN].patience:
    raise AssertionError("listening would be told apart by all its uses, not by those in a scene")


def _as_int32(value: Any) -> Any:
    return np.int32(value) if isinstance(value, int) else value


def _choose(condition: Any, yes: Any, no: Any) -> Any:
    return np.where(condition, _as_int32(yes), _as_int32(no))


COLUMN_OPS = ArrayOps(np.minimum, np.maximum, _choose)


@dataclass(frozen=True, slots=True)
class MoveEffect:
    """What one move adds to the tallies: whether it is a turn, the skills shown that anything asks for, the slips made (and
    unexplained ticks) by dimension of quality, capped, and whether it is a critical error.
    """

    turn: bool
    shown: frozenset[str]
    charges: tuple[int, ...]
    critical: bool


class MoveEffects:
    """All effects met, each with a number from 0."""

    def __init__(self, scenario: Scenario):
        self._asked = _FOR_RECOVERY.union(scenario.needs)
        self.known: list[MoveEffect] = []
        self._numbers: dict[MoveEffect, int] = {}

    def number(self, effect: Effect, act: Act, *, turn: bool, critical: bool) -> int:
        """Return the number of what an act of this effect adds."""
        unexplained = 0 if act.explained else act.ticks
        charges = tuple(
            min(
                MAX_CHARGED,
                sum(slip in dimension.slips for slip in effect.slips)
                + dimension.unexplained * unexplained,
            )
            for dimension in DIMENSIONS
        )
        move_effect = MoveEffect(turn, self._asked.intersection(effect.shown), charges, critical)
        number = self._numbers.setdefault(move_effect, len(self.known))
        if number == len(self.known):
            self.known.append(move_effect)
        return number


class ActEffects:
    """The effects of one act in one scene, by case; cases are added as they are met."""

    def __init__(
        self,
        scenario: Scenario,
        scene: str,
        act: Act,
        numbers_by_case: MoveEffects,
        *,
        critical: bool,
    ):
        self._scenario, self._act, self._effects, self._critical = (
            scenario,
            act,
            numbers_by_case,
            critical,
        )
        self._turn = LISTEN not in act.skills
        self._skills = {
            name: (
                Field("listens", scene) if name == LISTEN else Field("use", name),
                distinct_uses(scenario, name),
            )
            for name in dict.fromkeys(act.skills)
        }
        self._warm = "warm" in act.skills
        self._cases: dict[int, int] = {}
        self._effects_by_case: list[Effect] = []
        self._numbers: list[int] = []
        self._columns: Effect | None = None
        self._effect_column: Any = 0

    def cases(self, layout: Layout, rows: Rows) -> Column:
        """Return the case of each row, for a customer who is not angry; the next number is the case of one who is."""
        codes = np.zeros(len(rows), dtype=np.int64)
        for field, most in self._skills.values():
            # A number in mixed radix: one digit for each skill's uses, as far as they matter.
            codes = codes * (most + 1) + np.minimum(layout.read(rows, field), most)
        met, index = np.unique(codes, return_inverse=True)
        return np.array([self._case(code) for code in met.tolist()], dtype=np.int32)[index]

    def apply(
        self, cases: Column, gauges: Gauges, done: Any, ceiling: Any
    ) -> tuple[GaugeSteps, Column]:
        """Return the gauges after the deed, and the numbers of its effects, by state."""
        if self._columns is None:
            self._columns = _in_columns(self._effects_by_case)
            self._effect_column = _column(self._numbers)
        # Cases lie in pairs, calm and angry.
        index = cases + (gauges.anger >= WARM_BELOW) if self._warm else cases
        effect = _at(self._columns, index)
        steps = apply_to_gauges(effect, self._scenario.customer, gauges, done, ceiling, COLUMN_OPS)
        numbers_by_case = self._effect_column
        numbers = (
            np.full(len(cases), numbers_by_case)
            if isinstance(numbers_by_case, int)
            else numbers_by_case[index]
        )
        return steps, numbers.astype(np.int32)

    def _case(self, code: int) -> int:
        case = self._cases.get(code)
        if case is None:
            case = self._cases[code] = len(self._effects_by_case)
            uses, rest = {}, code
            for name, (_, most) in reversed(self._skills.items()):
                rest, uses[name] = divmod(rest, most + 1)
            for angry in (False, True):
                effect = base_effect(
                    self._act, self._scenario.customer, uses, uses.get(LISTEN, 0), angry=angry
                )
                self._effects_by_case.append(effect)
                self._numbers.append(
                    self._effects.number(
                        effect, self._act, turn=self._turn, critical=self._critical
                    )
                )
            self._columns = None
        return case


def _column(values: list[int]) -> Any:
    """One number where all are the same, else a column."""
    return values[0] if len(set(values)) == 1 else np.array(values, dtype=np.int32)


def _gains(gains: list[Gain]) -> Gain:
    return Gain(
        _column([gain.cool for gain in gains]),
        _column([gain.heard for gain in gains]),
        _column([gain.trust for gain in gains]),
    )


def _in_columns(effects: list[Effect]) -> Effect:
    """Return an effect whose numbers are columns by case."""
    shut, half, whole = (_gains([effect.late[gate] for effect in effects]) for gate in range(3))
    no, yes = (_column([effect.refusal[ready] for effect in effects]) for ready in range(2))
    return Effect(
        shown=(),
        slips=(),
        cost=_column([effect.cost for effect in effects]),
        back=_column([effect.back for effect in effects]),
        heat=_column([effect.heat for effect in effects]),
        refusal=(no, yes),
        heard_loss=_column([effect.heard_loss for effect in effects]),
        trust_loss=_column([effect.trust_loss for effect in effects]),
        early=_gains([effect.early for effect in effects]),
        late=(shut, half, whole),
    )


def _at(columns: Effect, index: Column) -> Effect:
    """Return an effect's columns by state."""

    def pick(value: Any) -> Any:
        return value if isinstance(value, int) else value[index]

    def gain(value: Gain) -> Gain:
        return Gain(pick(value.cool), pick(value.heard), pick(value.trust))

    shut, half, whole = columns.late
    return Effect(
        shown=(),
        slips=(),
        cost=pick(columns.cost),
        back=pick(columns.back),
        heat=pick(columns.heat),
        refusal=(pick(columns.refusal[0]), pick(columns.refusal[1])),
        heard_loss=pick(columns.heard_loss),
        trust_loss=pick(columns.trust_loss),
        early=gain(columns.early),
        late=(gain(shut), gain(half), gain(whole)),
    )
