"""Guard expressions: short conditions over the state of a conversation.

A guard looks like Python and is never run as Python: it is a tree of known nodes, read by `parser.py`, so that nothing
a file says is ever executed. Guards are typed: numbers are compared, conditions are joined, and the two never mix. The
language is described in docs/scenario-format.md.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Set

VALUES = ("anger", "heard", "trust", "patience", "mood", "turns")
COUNTS = ("visits", "given")
"""Functions that count how often a scene was entered, and how often a reply was given."""
FUNCTIONS = ("flag", "seen", "listened", "chose", "promised", "used", *COUNTS)

SIGNS: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
"""What each sign of comparison asks of two numbers, or of two columns of them."""


class View(Protocol):
    """What a guard can ask of the state of a conversation."""

    @property
    def anger(self) -> int: ...  # noqa: D102
    @property
    def heard(self) -> int: ...  # noqa: D102
    @property
    def trust(self) -> int: ...  # noqa: D102
    @property
    def patience(self) -> int: ...  # noqa: D102
    @property
    def mood(self) -> int: ...  # noqa: D102
    @property
    def turns(self) -> int: ...  # noqa: D102
    @property
    def flags(self) -> Set[str]: ...  # noqa: D102
    @property
    def seen(self) -> Set[str]: ...  # noqa: D102
    @property
    def listened(self) -> Set[str]: ...  # noqa: D102
    @property
    def chosen(self) -> Set[str]: ...  # noqa: D102
    @property
    def visits(self) -> Mapping[str, int]: ...  # noqa: D102
    @property
    def given(self) -> Mapping[str, int]: ...  # noqa: D102
    @property
    def promised(self) -> Set[str]: ...  # noqa: D102
    @property
    def uses(self) -> Mapping[str, int]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number, or a band's lower bound."""

    value: int


@dataclass(frozen=True, slots=True)
class Value:
    """A gauge, the mood or the number of turns."""

    name: str


@dataclass(frozen=True, slots=True)
class UseCount:
    """How often a skill has been used."""

    skill: str


@dataclass(frozen=True, slots=True)
class Count:
    """How often a scene was entered or a reply given; `function` is one of COUNTS."""

    function: str
    name: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Whether something holds: a flag, a scene seen or listened to, a reply chosen, a promise made."""

    function: str
    name: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison, chained as in `10 < anger <= 40`: one operand more than there are operators."""

    operands: tuple[Number | Value | UseCount | Count, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    condition: Condition


class Connective(StrEnum):
    """The word between conditions."""

    AND = "and"
    OR = "or"


@dataclass(frozen=True, slots=True)
class BooleanOperation:
    """Conditions joined by `and` or by `or`."""

    word: Connective
    conditions: tuple[Condition, ...]


Condition = Comparison | Not | BooleanOperation | Fact
Quantity = Number | Value | UseCount | Count


@dataclass(frozen=True, slots=True)
class Reference:
    """A name that a guard speaks of, and where in the guard it stands (in characters from 0)."""

    function: str
    name: str
    offset: int


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition as written and as understood; `holds` asks it of a state."""

    text: str
    condition: Condition
    references: tuple[Reference, ...]
    holds: Callable[[View], bool] = field(compare=False, repr=False)


_SETS = {
    "flag": operator.attrgetter("flags"),
    "seen": operator.attrgetter("seen"),
    "listened": operator.attrgetter("listened"),
    "chose": operator.attrgetter("chosen"),
    "promised": operator.attrgetter("promised"),
}


def compile_condition(condition: Condition) -> Callable[[View], bool]:
    """Return a function that asks the condition of a state."""
    match condition:
        case Fact(function, name):
            names = _SETS[function]
            return lambda view: name in names(view)
        case Not(inner):
            holds = compile_condition(inner)
            return lambda view: not holds(view)
        case BooleanOperation(word, conditions):
            parts = tuple(compile_condition(part) for part in conditions)
            if word is Connective.AND:
                return lambda view: all(part(view) for part in parts)
            return lambda view: any(part(view) for part in parts)
        case Comparison(operands, operators):
            values = tuple(_compile_quantity(operand) for operand in operands)
            tests = tuple(
                (SIGNS[sign], values[index], values[index + 1])
                for index, sign in enumerate(operators)
            )
            return lambda view: all(test(left(view), right(view)) for test, left, right in tests)


def _compile_quantity(quantity: Quantity) -> Callable[[View], int]:
    match quantity:
        case Number(value):
            return lambda _view: value
        case Value(name):
            read: Callable[[View], int] = operator.attrgetter(name)
            return read
        case UseCount(skill):
            return lambda view: view.uses.get(skill, 0)
        case Count(function, name):
            counts = operator.attrgetter(function)
            return lambda view: int(counts(view).get(name, 0))


def compare(left: int, sign: str, right: int) -> bool:
    """Compare two whole numbers by a sign of the language: < <= > >= == !=."""
    return bool(SIGNS[sign](left, right))
