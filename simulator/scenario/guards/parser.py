"""Read guard expressions into trees, and say at which character one stops making sense.

A small recursive descent over a handful of tokens. Written by hand because Python's own parser would admit what the language
does not have, and because a trainer is told what to write in its place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from simulator.ruleset import BANDS
from simulator.scenario.edit import Fix, Hint, Target
from simulator.scenario.guards.semantics import (
    ARGUMENTS,
    check_band,
    check_counts,
    check_skill,
    compare_with_band,
    example_comparison,
    resolve_argument,
    resolve_name,
)
from simulator.scenario.guards.tokens import GuardError, Token, TokenKind, tokens
from simulator.scenario.guards.tree import (
    COUNTS,
    FUNCTIONS,
    VALUES,
    BooleanOperation,
    Comparison,
    Condition,
    Connective,
    Count,
    Fact,
    Guard,
    Not,
    Number,
    Quantity,
    Reference,
    UseCount,
    compile_condition,
)
from simulator.scenario.slug import slug
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_CHARACTERS = 200
_HYPHENATED = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)+")
_BARE_ARGUMENT = re.compile(r"[A-Za-z][\w-]*(?P<reply>\.[\w-]+)?")
_COMPARISON_WORDS = {
    "is": "==",
    "equals": "==",
    "above": ">",
    "over": ">",
    "below": "<",
    "under": "<",
}


def parse_guard(text: str) -> Guard:
    """Read a guard; raise GuardError at the character where it stops making sense."""
    if len(text) > MAX_CHARACTERS:
        raise GuardError(
            f"This guard has {len(text)} characters; at most {MAX_CHARACTERS} are allowed.",
            0,
            "Set a flag earlier, and check that flag here.",
            rule="too-large",
        )
    if (bracket := _unclosable_bracket(text)) is not None:
        raise GuardError("This bracket is never closed.", bracket, "Add a ) to close it.")
    try:
        parser = _Parser(text)
        condition = parser.guard()
    except GuardError as error:
        from simulator.scenario.guards.other_words import mistake_in_words  # only for a mistake

        better = mistake_in_words(text)
        raise better if better and better.offset <= error.offset else error from None
    return Guard(text, condition, tuple(parser.references), compile_condition(condition))


def _unclosable_bracket(text: str) -> int | None:
    """Return where a bracket opens that can't be closed any more within the limit on characters.

    The parser uses a few frames of Python's stack a bracket, so this also bounds how deep it goes.
    """
    opened: list[int] = []
    for at, sign in enumerate(text):
        if sign == "(":
            opened.append(at)
        elif sign == ")" and opened:
            opened.pop()
        if len(opened) > MAX_CHARACTERS // 2 - 1:
            return opened[0]
    return None


def _about_name(token: Token, *, is_band: bool) -> Hint:
    """Return the hint for a name in quotes that no function asks about; `is_band` says that the mood is compared with it."""
    name, end = token.text[1:-1], token.offset + len(token.text)
    if name in BANDS and is_band:
        fix = Fix(name, Target.WORDS, token.offset, end)
        return Hint(f"Use {name}, without quotes.", fix)
    if name in BANDS:
        return Hint(f"Remove the quotes. {compare_with_band(name)}")
    return Hint(f"Say what to check, as in flag({token.text}).")


class _Parser:
    """A recursive descent, with one method for each level of binding.

    From the loosest to the tightest they are `disjunction` (or), `conjunction` (and), `negation` (not), `comparison` and
    `operand`. Each returns a condition or a quantity, because `(anger)` may turn out to be either until the bracket is closed;
    who needs one of the two asks `as_condition` or `as_quantity`, which know what to tell an author who wrote the other.
    """

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
        if self.token.kind is TokenKind.NAME and self.token.text == word:
            self.next += 1
            return True
        return False

    def guard(self) -> Condition:
        first = self.token
        if first.kind is TokenKind.END:
            raise GuardError("This guard is empty.", 0, "Leave the key out, or add a condition.")
        condition = self.as_condition(self.disjunction(), first.offset)
        left = self.token
        if left.kind is not TokenKind.END:
            hint, fix = 'Join conditions with "and" or "or".', None
            small = left.text.lower()
            if left.kind is TokenKind.NAME and small in {"and", "or", "not"}:
                hint = f"Use {quoted(small)}, in lower-case letters."
                fix = Fix(small, Target.WORDS, left.offset, left.offset + len(small))
            raise GuardError(f"{quoted(left.text)} isn't allowed here.", left.offset, hint, fix)
        return condition

    def as_condition(self, node: Condition | Quantity, offset: int) -> Condition:
        if isinstance(node, Quantity):
            token = self.token
            if token.kind is not TokenKind.END and token.text not in ("and", "or", ")"):
                hint = Hint("Compare two numbers with <, <=, >, >=, == or !=.")
                if sign := _COMPARISON_WORDS.get(token.text.lower()):
                    end = token.offset + len(token.text)
                    hint = Hint(f"Use {sign}.", Fix(sign, Target.WORDS, token.offset, end))
                message = f"{quoted(token.text)} isn't allowed here."
                raise GuardError(message, token.offset, *hint)
            raise GuardError(
                "This is a number, not a condition.",
                offset,
                f"Compare it, as in {example_comparison(node)}.",
            )
        return node

    def disjunction(self) -> Condition | Quantity:
        return self.chain(Connective.OR, self.conjunction)

    def conjunction(self) -> Condition | Quantity:
        return self.chain(Connective.AND, self.negation)

    def chain(
        self, word: Connective, part: Callable[[], Condition | Quantity]
    ) -> Condition | Quantity:
        start = self.token.offset
        first = part()
        if not (self.token.kind is TokenKind.NAME and self.token.text == word):
            return first
        conditions = [self.as_condition(first, start)]
        while self.word(word):
            start = self.token.offset
            conditions.append(self.as_condition(part(), start))
        return BooleanOperation(word, tuple(conditions))

    def negation(self) -> Condition | Quantity:
        if self.word("not"):
            start = self.token.offset
            return Not(self.as_condition(self.negation(), start))
        return self.comparison()

    def comparison(self) -> Condition | Quantity:
        start = self.token
        first = self.operand()
        if self.token.kind is not TokenKind.COMPARISON:
            if start.kind is TokenKind.NAME and start.text in BANDS:
                raise GuardError(
                    f"{quoted(start.text)} is a band of the mood, not a condition.",
                    start.offset,
                    compare_with_band(start.text),
                )
            return first
        operands = [self.as_quantity(first, start.offset)]
        tokens = [start]
        operators: list[Token] = []
        while self.token.kind is TokenKind.COMPARISON:
            operators.append(self.take())
            tokens.append(self.token)
            operands.append(self.as_quantity(self.operand(), tokens[-1].offset))
        for index, token in enumerate(tokens):
            if token.kind is TokenKind.NAME and token.text in BANDS:
                check_band(token, index, operands, operators)
        check_counts(operands, tokens)
        return Comparison(tuple(operands), tuple(token.text for token in operators))

    def as_quantity(self, node: Condition | Quantity, offset: int) -> Quantity:
        if isinstance(node, Quantity):
            return node
        raise GuardError(
            "This is a condition, so it can't be compared with a number.",
            offset,
            'Leave the comparison out; for the opposite, put "not" before it.',
        )

    def operand(self) -> Condition | Quantity:
        token = self.take()
        if token.kind is TokenKind.NUMBER:
            return Number(self.integer(token))
        if token.text == "-":
            number = self.take()
            if number.kind is not TokenKind.NUMBER:
                raise GuardError("A minus sign can only come before a whole number.", token.offset)
            return Number(-self.integer(number))
        if token.text == "(":
            inner = self.disjunction()
            if self.token.text != ")":
                raise GuardError(
                    "This bracket is never closed.", token.offset, "Add a ) to close it."
                )
            self.take()
            return inner
        if token.kind is TokenKind.NAME:
            return self.name_or_call(token)
        if token.kind is TokenKind.END:
            raise GuardError(
                "This guard is incomplete.", token.offset, "Add what is missing at the end."
            )
        if token.kind is TokenKind.STRING:
            raise GuardError(
                f"The name {token.text} isn't a condition on its own.",
                token.offset,
                *_about_name(token, is_band=self.is_compared_with_mood()),
            )
        raise GuardError(f"{quoted(token.text)} isn't allowed here.", token.offset)

    def integer(self, token: Token) -> int:
        if len(token.text) > 1 and token.text.startswith("0"):
            raise GuardError(
                f"The number {token.text} starts with a zero.",
                token.offset,
                f"Use {int(token.text)}.",
            )
        return int(token.text)

    def name_or_call(self, token: Token) -> Condition | Quantity:
        name = token.text
        called = self.token.text == "("
        if name in FUNCTIONS:
            if not called:
                raise GuardError(
                    f"{name} needs {ARGUMENTS[name][1]}.",
                    token.offset,
                    f"Use {name}('…'), with the name in brackets and quotes.",
                )
            return self.function(name)
        is_band = self.is_compared_with_mood()
        if not called and not is_band and (hyphenated := self.hyphenated(token)):
            message = f"The name {hyphenated} isn't a condition on its own."
            self.refuse_bare(message, token, hyphenated, f"flag('{slug(hyphenated)}')")
        return resolve_name(token, is_called=called, is_band=is_band)

    def is_compared_with_mood(self) -> bool:
        """Tell whether the token that was taken last follows `mood` and a sign of comparison."""
        before = self.tokens[max(0, self.next - 3) : self.next - 1]
        return len(before) == 2 and (before[0].text, before[1].kind) == (
            "mood",
            TokenKind.COMPARISON,
        )

    def hyphenated(self, token: Token) -> str:
        """Return the name with hyphens that begins with a token, if it does; such a name can't be a sum of values."""
        written = _HYPHENATED.match(self.text, token.offset)
        return written[0] if written and token.text not in VALUES else ""

    def refuse_bare(self, message: str, token: Token, name: str, right: str) -> NoReturn:
        """Raise GuardError for a name without quotes, with the right way to write it."""
        fix = Fix(right, Target.WORDS, token.offset, token.offset + len(name))
        raise GuardError(message, token.offset, f"Use {right}.", fix)

    def function(self, function: str) -> Fact | UseCount | Count:
        self.take()
        argument = self.take()
        bare = _BARE_ARGUMENT.match(self.text, argument.offset)
        if argument.kind is TokenKind.NAME and bare and bool(bare["reply"]) is _has_reply(function):
            right = ".".join(slug(part) or part for part in bare[0].split("."))
            message = f"{function} needs {ARGUMENTS[function][1]}."
            fix = Fix(f"'{right}'", Target.WORDS, argument.offset, bare.end())
            raise GuardError(message, argument.offset, f"Use {function}('{right}').", fix)
        name = resolve_argument(function, argument)
        if self.token.text != ")":
            end = argument.offset + len(argument.text)
            fix = Fix(")", Target.WORDS, end, end)
            raise GuardError(
                f"A ) is missing after {argument.text}.", self.token.offset, "Add ) after it.", fix
            )
        self.take()
        if function == "used":
            check_skill(name, argument.offset + 1)
            return UseCount(name)
        self.references.append(Reference(function, name, argument.offset + 1))
        return Count(function, name) if function in COUNTS else Fact(function, name)


def _has_reply(function: str) -> bool:
    """Tell whether a function is asked about a reply, with its scene."""
    return function in ("chose", "given")
