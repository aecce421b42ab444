"""Decide what the names in a guard mean, and which comparisons say what they seem to say.

Grammar is the parser's; here a token is known to be a name, an argument or a part of a comparison. What isn't in the language
is refused with what to write in its place.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from simulator.ruleset import BANDS, MAX_COUNTED, SKILLS
from simulator.scenario.diagnostic import near_words
from simulator.scenario.edit import Fix, Target
from simulator.scenario.guards.tokens import GuardError, Token, TokenKind
from simulator.scenario.guards.tree import (
    FUNCTIONS,
    VALUES,
    Count,
    Number,
    Quantity,
    UseCount,
    Value,
)
from simulator.scenario.slug import slug
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAME = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
ARGUMENTS: Mapping[str, tuple[re.Pattern[str], str]] = {
    **{
        function: (
            re.compile(rf"{_NAME}(?:\.{_NAME})?\Z"),
            f"a scene and a reply, as in {function}('opening.recap')",
        )
        for function in ("chose", "given")
    },
    **{
        function: (re.compile(rf"{_NAME}\Z"), f"a name, as in {function}('{example}')")
        for function, example in (
            ("flag", "knows-call"),
            ("seen", "opening"),
            ("listened", "opening"),
            ("promised", "callback"),
            ("used", "reflect"),
            ("visits", "opening"),
        )
    },
}
"""For each function the pattern of its argument, and what the argument is, in words."""


def resolve_name(token: Token, *, is_called: bool, is_band: bool) -> Number | Value:
    """Return what a name stands for that isn't a function's; raise GuardError where it means nothing.

    `is_called` says that brackets follow, `is_band` that the mood is compared with it.
    """
    name = token.text
    if is_called:
        raise GuardError(
            f"A guard can't use {quoted(name)}.",
            token.offset,
            *near_words(name, FUNCTIONS, token.offset, f"It can use {', '.join(FUNCTIONS)}."),
        )
    if name in VALUES:
        return Value(name)
    if name in BANDS:
        return Number(BANDS[name])
    if name in ("true", "false"):
        hint = (
            "Leave the key out if it always holds." if name == "true" else "Delete what it guards."
        )
        raise GuardError(f"{quoted(name)} means nothing in a guard.", token.offset, hint)
    if name.lower() in ("if", "when"):
        fix = Fix("", Target.WORDS, token.offset, token.offset + len(name) + 1)
        hint = f"Leave {quoted(name)} out."
        raise GuardError(f"{quoted(name)} means nothing in a guard.", token.offset, hint, fix)
    if is_band:
        message, bands = f"There is no band {quoted(name)} of the mood.", ", ".join(BANDS)
        near = near_words(name, BANDS, token.offset, f"The bands are {bands}.")
        raise GuardError(message, token.offset, *near)
    known = (*VALUES, *BANDS, *FUNCTIONS, "and", "or", "not")
    can_use = f"It can use {', '.join(VALUES)}, and {', '.join(FUNCTIONS)}."
    raise GuardError(
        f"{quoted(name)} means nothing in a guard.",
        token.offset,
        *near_words(name, known, token.offset, can_use),
    )


def resolve_argument(function: str, argument: Token) -> str:
    """Return the name that a function is asked about; raise GuardError where it can't be one."""
    pattern, wanted = ARGUMENTS[function]
    if argument.kind is not TokenKind.STRING:
        hint = f"Put the name in quotes: {function}('…')."
        raise GuardError(f"{function} needs {wanted}.", argument.offset, hint)
    name = argument.text[1:-1]
    if not pattern.match(name):
        message = f"{function} needs {wanted}, not {quoted(name)}."
        better = slug(name)
        if not better or function in ("chose", "given"):
            raise GuardError(message, argument.offset)
        start = argument.offset + 1
        fix = Fix(better, Target.WORDS, start, start + len(name))
        raise GuardError(message, argument.offset, f"Use {function}('{better}').", fix)
    return name


def check_skill(name: str, offset: int) -> None:
    """Raise GuardError unless the name at an offset is a skill's."""
    if name not in SKILLS:
        raise GuardError(
            f"There is no skill {quoted(name)}.",
            offset,
            *near_words(name, SKILLS, offset, f"The skills are {', '.join(SKILLS)}."),
            rule="unknown-skill",
        )


def example_comparison(quantity: Quantity) -> str:
    """Return an example of how a number is compared."""
    match quantity:
        case Count(function, name):
            return f"{function}('{name}') >= 2"
        case UseCount(skill):
            return f"used('{skill}') > 0"
        case Value(name):
            return f"{name} >= calm" if name == "mood" else f"{name} > 40"
    return "anger > 40"


def compare_with_band(band: str) -> str:
    """Return the hint for comparing the mood with a band, in both directions: which one is meant isn't known."""
    bands = list(BANDS)
    above = bands.index(band) + 1
    if above == len(bands):
        return f"Use mood >= {band}."
    return f"Use mood >= {band} for {band} or better, or mood < {bands[above]} for {band} or worse."


def check_band(band: Token, index: int, operands: list[Quantity], operators: list[Token]) -> None:
    """Raise GuardError unless a band stands as in `mood >= band` or `mood < band`: elsewhere it would mislead."""
    read_well = (
        0 < index == len(operators)
        and operators[index - 1].text in ("<", ">=")
        and operands[index - 1] == Value("mood")
    )
    if not read_well:
        raise GuardError(
            f"The band {band.text} can only be used after mood >= or mood <.",
            band.offset,
            compare_with_band(band.text),
        )


def check_counts(operands: list[Quantity], tokens: list[Token]) -> None:
    """Raise GuardError where a count is compared with more than it can tell: plays count to 10, so 0 to 9 can be asked."""
    for (left, left_token), (right, right_token) in pairwise(zip(operands, tokens, strict=True)):
        for count, other, token in ((left, right, right_token), (right, left, left_token)):
            if not isinstance(count, Count):
                continue
            if not (isinstance(other, Number) and 0 <= other.value < MAX_COUNTED):
                raise GuardError(
                    f"{count.function} can only be compared with a whole number "
                    f"from 0 to {MAX_COUNTED - 1}.",
                    token.offset,
                    f"For example, use {example_comparison(count)}.",
                )
