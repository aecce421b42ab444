"""Divide guard expressions into tokens, and say at which character something stands that isn't part of the language.

The parser makes sense of the tokens. Signs that other languages use are recognised here, so that a trainer is told what to
write instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NoReturn

from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.edit import Fix

_BLANKS = " \t\r\n"
_TOKEN = re.compile(
    r"[ \t\r\n]*(?:(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<number>[0-9]+(?![A-Za-z0-9_.]))"
    r"|(?P<string>'[^'\\\n]*'|\"[^\"\\\n]*\")|(?P<comparison><=|>=|==|!=|<|>)|(?P<sign>[-()]))"
)
SIGNS = r"""^[A-Za-z0-9_.'"<>=!() \t\r\n-]+$"""
"""A pattern of every sign that a guard can have, for those who know no more of the language."""
_FOREIGN = {
    "$": "Use the name alone, such as anger, or ask for a flag: flag('knows-call').",
    "%": "Leave the % out.",
    "[": "Use round brackets: flag('knows-call').",
    "+": 'A guard can\'t add; compare each number, and join the comparisons with "and".',
    "&&": 'Use "and" instead.',
    "&": 'Use "and" instead.',
    "||": 'Use "or" instead.',
    "|": 'Use "or" instead.',
    "!": 'Use "not", or != to compare.',
    "=": "Use ==, >= or <= to compare.",
    "‘": "Use straight quotes: ' or \".",
    "’": "Use straight quotes: ' or \".",
    "“": "Use straight quotes: ' or \".",
    "”": "Use straight quotes: ' or \".",
    "–": "Use the minus sign on the keyboard: -.",
    "−": "Use the minus sign on the keyboard: -.",
    "≥": "Use >=.",
    "≤": "Use <=.",
    "≠": "Use !=.",
}


class TokenKind(StrEnum):
    """What a token is; each but the last names its group in the pattern above."""

    NAME = "name"
    NUMBER = "number"
    STRING = "string"
    COMPARISON = "comparison"
    SIGN = "sign"
    END = "end"


class GuardError(Exception):
    """A guard that is not in the language; `offset` counts characters from 0, and `fix` changes the guard's own words."""

    def __init__(
        self,
        message: str,
        offset: int,
        hint: str | None = None,
        fix: Fix | None = None,
        rule: str = "bad-guard",
    ):
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.hint = hint
        self.fix = fix
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign of a guard, with its offset in characters; the last token is the end."""

    kind: TokenKind
    text: str
    offset: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a guard, the end included; raise GuardError at what isn't a token."""
    at = 0
    end = len(text.rstrip(_BLANKS))
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            _refuse(text, at)
        kind = TokenKind(match.lastgroup or "")
        yield Token(kind, match.group(kind), match.start(kind))
        at = match.end()
    yield Token(TokenKind.END, "", end)


def _refuse(text: str, at: int) -> NoReturn:
    """Raise GuardError for the text at an offset where no token begins."""
    at += len(text[at:]) - len(text[at:].lstrip(_BLANKS))
    rest = text[at:]
    for sign, hint in _FOREIGN.items():
        if rest.startswith(sign):
            raise GuardError(f"{quoted(sign)} can't be used in a guard.", at, hint)
    if rest[0] in "'\"":
        raise GuardError(
            "This quote is never closed.",
            at,
            "Put the whole name in quotes: flag('knows-call').",
        )
    if number := re.match(r"[0-9]+", rest):
        raise GuardError("A guard can only use whole numbers.", at, f"Use {number.group()}.")
    raise GuardError(f"{quoted(rest[0])} can't be used in a guard.", at)
