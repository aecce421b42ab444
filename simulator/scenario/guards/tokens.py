"""Divide guard expressions into tokens, and say at which character something stands that isn't part of the language.

The parser makes sense of the tokens. Signs that other languages use are recognised here, so that a trainer is told what to
write instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NoReturn

from simulator.scenario.edit import Fix, Target
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANKS = " \t\r\n"
_TOKEN = re.compile(
    r"[ \t\r\n]*(?:(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<number>[0-9]+(?![A-Za-z0-9_.]))"
    r"|(?P<string>'[^'\\\n]*'|\"[^\"\\\n]*\")|(?P<comparison><=|>=|==(?!=)|!=|<(?!>)|>)|(?P<sign>[-()]))"
)
SIGNS = r"""^[A-Za-z0-9_.'"<>=!() \t\r\n-]+$"""
"""A pattern of every sign that a guard can have, for those who know no more of the language."""
_CURLY = "Use straight quotes: ' or \"."
_FOREIGN: tuple[tuple[str, str, str | None], ...] = (
    (r"\$(?=\w)", "Use the name alone, such as anger, or check a flag: flag('knows-call').", ""),
    (r"[ ]?%", "Leave the % out.", ""),
    (r"\[(?P<inner>[^\[\]]*)\]", "Use round brackets: flag('knows-call').", r"(\g<inner>)"),
    (r"\[", "Use round brackets: flag('knows-call').", None),
    (r"\.", "Put the names in quotes, as in chose('opening.recap').", None),
    (r"\+", 'A guard can\'t add; compare each number, and join the comparisons with "and".', None),
    (r"&&?", 'Use "and" instead.', "and"),
    (r"\|\|?", 'Use "or" instead.', "or"),
    (r"!(?!=)[ ]?", 'Use "not", or != to compare.', "not "),
    (r"<>", "Use !=.", "!="),
    (r"===", "Use ==.", "=="),
    (r"=>", "Use >= to compare.", ">="),
    (r"=<", "Use <= to compare.", "<="),
    (r"=", "Use ==, >= or <= to compare.", "=="),
    (r"[‘’“”](?P<inner>[^‘’“”'\"]*)[‘’“”]", _CURLY, r"'\g<inner>'"),
    (r"[‘’“”]", _CURLY, None),
    (r"[–−]", "Use the minus sign on the keyboard: -.", "-"),
    (r"≥", "Use >=.", ">="),
    (r"≤", "Use <=.", "<="),
    (r"≠", "Use !=.", "!="),
)
"""What other languages write: its pattern, what to use instead, and what it is replaced with, if that is all it takes."""


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


def _replacement(text: str, at: int, found: re.Match[str], instead: str) -> Fix:
    """Return the fix of a foreign sign; a word needs blanks around it, where a sign didn't."""
    end = at + found.end()
    words = found.expand(instead)
    if words.isalpha():
        before = "" if text[at - 1 : at].isspace() else " "
        after = "" if text[end : end + 1].isspace() else " "
        words = f"{before}{words}{after}"
    return Fix(words, Target.WORDS, at, end)


def _refuse(text: str, at: int) -> NoReturn:
    """Raise GuardError for the text at an offset where no token begins."""
    at += len(text[at:]) - len(text[at:].lstrip(_BLANKS))
    rest = text[at:]
    for pattern, hint, instead in _FOREIGN:
        if found := re.match(pattern, rest):
            sign = rest[: 1 if found.groups() else found.end()].strip()
            fix = None if instead is None else _replacement(text, at, found, instead)
            raise GuardError(f"{quoted(sign)} can't be used in a guard.", at, hint, fix)
    if rest[0] in "'\"":
        raise GuardError(
            "This quote is never closed.",
            at,
            "Put the whole name in quotes: flag('knows-call').",
        )
    if number := re.match(r"(?P<whole>[0-9]+)[.,][0-9]+(?!\w)", rest):
        whole = number["whole"]
        fix = Fix(whole, Target.WORDS, at, at + number.end())
        raise GuardError("A guard can only use whole numbers.", at, f"Use {whole}.", fix)
    if number := re.match(r"[0-9]+", rest):
        raise GuardError("A guard can only use whole numbers.", at, f"Use {number.group()}.")
    raise GuardError(f"{quoted(rest[0])} can't be used in a guard.", at)
