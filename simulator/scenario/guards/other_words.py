"""Recognise conditions that are written as in plain English or in another language, and say how a guard has them.

It is asked only once a guard couldn't be read, and answers with the first mistake it knows. It must not decide what is a guard.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from simulator.ruleset import BANDS
from simulator.scenario.edit import Fix, Hint, Target
from simulator.scenario.guards.semantics import compare_with_band
from simulator.scenario.guards.tokens import GuardError
from simulator.scenario.slug import slug
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Callable

_FACT: Final = r"(?:flag|seen|listened|chose|promised)\(['\"][^'\"()]*['\"]\)"
_TRUTH: Final = re.compile(
    rf"(?P<fact>{_FACT})\s*(?P<sign>!=|={{1,3}}|is\b|equals\b)\s*(?P<not>not\b\s*)?"
    r"['\"]?(?P<word>true|yes|set|false|no)\b['\"]?",
    re.IGNORECASE,
)
_BAND: Final = re.compile(
    rf"\bmood\s*(?P<sign>is\b|equals\b|=)\s*['\"]?(?P<band>{'|'.join(BANDS)})\b"
)
_OR_BETTER: Final = re.compile(r"\s+or\s+(?:better|worse|more|less|higher|lower|above|below)\b")
_NUMBER_WORDS: Final = re.compile(
    r"\b(?:anger|heard|trust|patience|mood|turns)\s+(?P<words>(?:is\s+)?(?P<how>more than|greater than|above|over|"
    r"less than|fewer than|below|under|at least|at most|equal to|equals)|is)\s+(?=-?\d)"
)
_SIGNS: Final = {
    **dict.fromkeys(("more than", "greater than", "above", "over"), ">"),
    **dict.fromkeys(("less than", "fewer than", "below", "under"), "<"),
    "at least": ">=",
    "at most": "<=",
}
_COMPARED: Final = re.compile(
    r"\b(?P<value>anger|heard|trust|patience|turns)\s*(?:<=|>=|==|!=|<|>)\s*(?P<word>[A-Za-z_]+)\b(?!\s*\()"
)
_VALUES: Final = ("anger", "heard", "trust", "patience", "turns", "mood", *BANDS)
_NAMED: Final = re.compile(
    r"\b(?P<function>flag|seen|listened|promised)[ :=]+(?P<name>[a-z][a-z0-9_-]*)\b"
)
_REPLY: Final = re.compile(
    r"\b(?P<function>chose|given)\((?P<quote>['\"]?)(?P<name>[A-Za-z][A-Za-z0-9 _-]*)(?P=quote)\)"
)
_ALONE: Final = {
    "once": "Leave it out, and give the reply itself once = true.",
    "silence": "A guard can't check for silence; the scene's on_silence says where it leads.",
    **dict.fromkeys(("always", "else", "otherwise"), "Leave the key out if it always holds."),
    "never": "Delete what it guards.",
}
_WORD: Final = re.compile(rf"(?<![\w'\".(-])(?P<word>{'|'.join(_ALONE)})(?![\w'\"(-])")


def mistake_in_words(text: str) -> GuardError | None:
    """Return the first mistake of a guard that is a way of writing from elsewhere; None if there isn't one."""
    found = [error for look in _LOOKS if (error := look(text))]
    return min(found, key=lambda error: error.offset, default=None)


def _truth(text: str) -> GuardError | None:
    if not (match := _TRUTH.search(text)):
        return None
    holds = match["word"].lower() in ("true", "yes", "set")
    is_not = (match["sign"] == "!=") != bool(match["not"])
    right = match["fact"] if holds != is_not else f"not {match['fact']}"
    message = "This is a condition by itself, so it isn't compared with anything."
    return _error(message, match, 0, f"Use just {right}.", right)


def _band(text: str) -> GuardError | None:
    if not (match := _BAND.search(text)):
        return None
    band = match["band"]
    message = f"The band {band} can only be used after mood >= or mood <."
    return GuardError(message, match.start("sign"), compare_with_band(band))


def _or_better(text: str) -> GuardError | None:
    if not (match := _OR_BETTER.search(text)):
        return None
    words = match[0].strip()
    message = f"{quoted(words)} isn't allowed here."
    hint = f"Leave {quoted(words)} out: >= and <= include the value itself."
    fix = Fix("", Target.WORDS, match.start(), match.end())
    return GuardError(message, match.start() + 1, hint, fix)


def _number_words(text: str) -> GuardError | None:
    if not (match := _NUMBER_WORDS.search(text)):
        return None
    sign = _SIGNS.get(match["how"] or "", "==")
    return _error(
        f"{quoted(match['words'])} isn't allowed here.", match, "words", f"Use {sign}.", sign
    )


def _compared(text: str) -> GuardError | None:
    match = next((each for each in _COMPARED.finditer(text) if each["word"] not in _VALUES), None)
    if match is None:
        return None
    value, word = match["value"], match["word"]
    return GuardError(
        f"{value} is a number, so it can't be compared with {quoted(word)}.",
        match.start("word"),
        f"Use a whole number, as in {value} >= {'3' if value == 'turns' else '40'}.",
    )


def _named(text: str) -> GuardError | None:
    if not (match := _NAMED.search(text)) or match["name"] in ("and", "or", "not", "is"):
        return None
    right = f"{match['function']}('{slug(match['name'])}')"
    message = f"{match['function']} needs its name in brackets and quotes."
    return _error(message, match, 0, f"Use {right}.", right)


def _reply(text: str) -> GuardError | None:
    match = next((each for each in _REPLY.finditer(text) if not _is_right(each)), None)
    if match is None:
        return None
    function, name = match["function"], slug(match["name"])
    message = f"{function} needs a scene and a reply, as in {function}('opening.recap')."
    hint = f"Use {function}('SCENE.{name}'), with the name of the reply's scene."
    return GuardError(message, match.start("quote"), hint)


def _is_right(match: re.Match[str]) -> bool:
    """Tell whether only the scene is missing, which is known where the replies are."""
    return bool(match["quote"]) and slug(match["name"]) == match["name"]


def _alone(text: str) -> GuardError | None:
    if not (match := _WORD.search(text)):
        return None
    word = match["word"]
    return GuardError(f"{quoted(word)} means nothing in a guard.", match.start(), _ALONE[word])


def _error(
    message: str, match: re.Match[str], group: str | int, hint: str, right: str
) -> GuardError:
    """Return a mistake that is mended by other words in the place of a group."""
    start, end = match.span(group)
    words = Hint(hint, Fix(right, Target.WORDS, start, end))
    return GuardError(message, start, *words)


_LOOKS: Final[tuple[Callable[[str], GuardError | None], ...]] = (
    _truth,
    _band,
    _or_better,
    _number_words,
    _compared,
    _named,
    _reply,
    _alone,
)
