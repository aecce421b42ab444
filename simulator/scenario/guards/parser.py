"""Reads guard expressions into trees, and says at which character one stops making sense.

A small recursive descent over a handful of tokens. Written by hand because Python's own parser would admit what the language
does not have, and because a trainer is told what to write in its place.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from simulator.ruleset import BANDS, MOST_COUNTED, SKILLS
from simulator.scenario.diagnostic import did_you_mean
from simulator.scenario.guards.tokens import GuardError, Token, tokens
from simulator.scenario.guards.tree import (
    COUNTS,
    FUNCTIONS,
    VALUES,
    Compare,
    Condition,
    Count,
    Fact,
    Guard,
    Joined,
    Not,
    Number,
    Quantity,
    Reference,
    Used,
    Value,
    compile_condition,
)
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_CHARACTERS = 200

_NAME = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_ARGUMENTS: Mapping[str, tuple[re.Pattern[str], str]] = {
    **{
        function: (
            re.compile(rf"{_NAME}\.{_NAME}\Z"),
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


def parse_guard(text: str) -> Guard:
    """Read a guard; raises GuardError at the character where it stops making sense."""
    if len(text) > MAX_CHARACTERS:
        raise GuardError(
            f"This guard has {len(text)} characters; at most {MAX_CHARACTERS} are allowed.",
            0,
            "Set a flag earlier, and ask for the flag here.",
            rule="too-large",
        )
    if (bracket := _never_closed(text)) is not None:
        raise GuardError("This bracket is never closed.", bracket, "Add a ) to close it.")
    parser = _Parser(text)
    condition = parser.whole()
    return Guard(text, condition, tuple(parser.references), compile_condition(condition))


def _compared(quantity: Quantity) -> str:
    """An example of how a number is compared."""
    match quantity:
        case Count(function, name):
            return f"{function}('{name}') >= 2"
        case Used(skill):
            return f"used('{skill}') > 0"
        case Value(name):
            return f"{name} >= calm" if name == "mood" else f"{name} > 40"
    return "anger > 40"


def _never_closed(text: str) -> int | None:
    """Where a bracket opens that cannot be closed any more within the limit; so brackets nest only so deep."""
    opened: list[int] = []
    for at, sign in enumerate(text):
        if sign == "(":
            opened.append(at)
        elif sign == ")" and opened:
            opened.pop()
        if len(opened) > MAX_CHARACTERS // 2 - 1:
            return opened[0]
    return None


class _Parser:
    """Recursive descent; a frame a level, and the limit on characters bounds the levels."""

    def __init__(self, text: str):
        self.text = text
        self.references: list[Reference] = []
        self.tokens: list[Token] = list(tokens(text))
        self.next = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.next]

    def take(self) -> Token:
        token = self.tokens[self.next]
        self.next += 1
        return token

    def word(self, word: str) -> bool:
        """Take the word if it stands next."""
        if self.token.kind == "name" and self.token.text == word:
            self.next += 1
            return True
        return False

    def whole(self) -> Condition:
        if self.token.kind == "end":
            raise GuardError("This guard is empty.", 0, "Leave the key out, or write a condition.")
        start = self.token.offset
        condition = self.condition_of(self.either(), start)
        if self.token.kind != "end":
            token = self.token
            hint = "Join conditions with and or or."
            if token.kind == "name" and token.text.lower() in {"and", "or", "not"}:
                hint = f"Write {token.text.lower()} in small letters."
            raise GuardError(f"{quoted(token.text)} is not expected here.", token.offset, hint)
        return condition

    def condition_of(self, node: Condition | Quantity, offset: int) -> Condition:
        if isinstance(node, Quantity):
            token = self.token
            if token.kind != "end" and token.text not in ("and", "or", ")"):
                raise GuardError(
                    f"{quoted(token.text)} is not expected here.",
                    token.offset,
                    "Compare two numbers with <, <=, >, >=, == or !=.",
                )
            raise GuardError(
                "This is a number, not a condition.",
                offset,
                f"Compare it, as in {_compared(node)}.",
            )
        return node

    def either(self) -> Condition | Quantity:
        return self.joined("or", self.both)

    def both(self) -> Condition | Quantity:
        return self.joined("and", self.negated)

    def joined(self, word: str, part: Callable[[], Condition | Quantity]) -> Condition | Quantity:
        start = self.token.offset
        first = part()
        if not (self.token.kind == "name" and self.token.text == word):
            return first
        conditions = [self.condition_of(first, start)]
        while self.word(word):
            start = self.token.offset
            conditions.append(self.condition_of(part(), start))
        return Joined(word, tuple(conditions))

    def negated(self) -> Condition | Quantity:
        if self.word("not"):
            start = self.token.offset
            return Not(self.condition_of(self.negated(), start))
        return self.comparison()

    def comparison(self) -> Condition | Quantity:
        start = self.token
        first = self.operand()
        if self.token.kind != "op":
            if start.kind == "name" and start.text in BANDS:
                raise GuardError(
                    f"The band {start.text} stands alone.",
                    start.offset,
                    f"Write mood >= {start.text}.",
                )
            return first
        operands = [self.quantity_of(first, start.offset)]
        tokens = [start]
        operators: list[Token] = []
        while self.token.kind == "op":
            operators.append(self.take())
            tokens.append(self.token)
            operands.append(self.quantity_of(self.operand(), tokens[-1].offset))
        for index, token in enumerate(tokens):
            if token.kind == "name" and token.text in BANDS:
                self.check_band(token, index, operands, operators)
        self.check_counts(operands, tokens)
        return Compare(tuple(operands), tuple(token.text for token in operators))

    def check_band(
        self, band: Token, index: int, operands: list[Quantity], operators: list[Token]
    ) -> None:
        """A band reads as it means only in `mood >= band` and `mood < band`."""
        read_well = (
            0 < index == len(operators)
            and operators[index - 1].text in ("<", ">=")
            and operands[index - 1] == Value("mood")
        )
        if not read_well:
            raise GuardError(
                f"The band {band.text} can only stand on the right of mood >= or mood <.",
                band.offset,
                f"Write mood >= {band.text} or mood < {band.text}.",
            )

    def check_counts(self, operands: list[Quantity], tokens: list[Token]) -> None:
        """Visits and replies given are counted to 10, so they can only be compared with 0 to 9."""
        for (left, left_token), (right, right_token) in pairwise(
            zip(operands, tokens, strict=True)
        ):
            for count, other, token in ((left, right, right_token), (right, left, left_token)):
                if not isinstance(count, Count):
                    continue
                if not (isinstance(other, Number) and 0 <= other.value < MOST_COUNTED):
                    raise GuardError(
                        f"{count.function} can only be compared with a whole number "
                        f"from 0 to {MOST_COUNTED - 1}.",
                        token.offset,
                        f"Write {_compared(count)}, for example.",
                    )

    def quantity_of(self, node: Condition | Quantity, offset: int) -> Quantity:
        if isinstance(node, Quantity):
            return node
        raise GuardError(
            "This is a condition and cannot be compared with a number.",
            offset,
            "Use it alone, as in flag('knows-call'), or with not before it.",
        )

    def operand(self) -> Condition | Quantity:
        token = self.take()
        if token.kind == "number":
            return Number(self.whole_number(token))
        if token.text == "-":
            number = self.take()
            if number.kind != "number":
                raise GuardError("A minus can only stand before a whole number.", token.offset)
            return Number(-self.whole_number(number))
        if token.text == "(":
            inner = self.either()
            if self.token.text != ")":
                raise GuardError(
                    "This bracket is never closed.", token.offset, "Add a ) to close it."
                )
            self.take()
            return inner
        if token.kind == "name":
            return self.named(token)
        if token.kind == "end":
            raise GuardError(
                "This guard stops too early.", token.offset, "Something is missing at its end."
            )
        if token.kind == "string":
            raise GuardError(
                f"The name {token.text} stands alone.",
                token.offset,
                f"Say what to ask of it, as in flag({token.text}).",
            )
        raise GuardError(f"{quoted(token.text)} is not expected here.", token.offset)

    def whole_number(self, token: Token) -> int:
        if len(token.text) > 1 and token.text.startswith("0"):
            raise GuardError(
                f"The number {token.text} starts with a zero.", token.offset, "Leave the zero out."
            )
        return int(token.text)

    def named(self, token: Token) -> Condition | Quantity:
        name = token.text
        called = self.token.text == "("
        if name in FUNCTIONS:
            if not called:
                raise GuardError(
                    f"{name} needs {_ARGUMENTS[name][1]}.",
                    token.offset,
                    "The name stands in brackets and quotes.",
                )
            return self.call(name)
        if called:
            raise GuardError(
                f"A guard cannot ask {quoted(name)}.",
                token.offset,
                did_you_mean(name, FUNCTIONS, f"It can ask {', '.join(FUNCTIONS)}."),
            )
        if name in VALUES:
            return Value(name)
        if name in BANDS:
            return Number(BANDS[name])
        known = (*VALUES, *BANDS, *FUNCTIONS, "and", "or", "not")
        raise GuardError(
            f"{quoted(name)} means nothing in a guard.",
            token.offset,
            did_you_mean(
                name, known, f"It can use {', '.join(VALUES)}, and {', '.join(FUNCTIONS)}."
            ),
        )

    def call(self, function: str) -> Fact | Used | Count:
        self.take()
        argument = self.take()
        pattern, wanted = _ARGUMENTS[function]
        if argument.kind != "string":
            raise GuardError(f"{function} needs {wanted}.", argument.offset)
        name = argument.text[1:-1]
        if not pattern.match(name):
            raise GuardError(f"{function} needs {wanted}, not {quoted(name)}.", argument.offset)
        if self.token.text != ")":
            raise GuardError(f"A ) is missing after {argument.text}.", self.token.offset)
        self.take()
        if function == "used":
            if name not in SKILLS:
                raise GuardError(
                    f"There is no skill {quoted(name)}.",
                    argument.offset + 1,
                    did_you_mean(name, SKILLS, f"The skills are {', '.join(SKILLS)}."),
                    rule="unknown-skill",
                )
            return Used(name)
        self.references.append(Reference(function, name, argument.offset + 1))
        return Count(function, name) if function in COUNTS else Fact(function, name)
