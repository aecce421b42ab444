"""What each clause of a sentence does: what it is about, what it denies, who acts, whether it asks or depends on something.

English by small lists, without a grammar. It only serves to tell that two sentences which share their words don't mean the
same: where it is mistaken, the player is asked which reply they meant.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from simulator.own_words.flow import MAX_WORDS
from simulator.own_words.folding import COMMON, folded

KEPT: Final = 1024
"""Texts whose clauses are kept."""
NO_PERSON, FIRST, SECOND, THIRD = range(4)
"""Grammatical persons: none to be seen, I and we, you, anyone else."""


class Clause(NamedTuple):
    """A clause.

    `about` are the words that say what it is about, `denied` those that come first after a negation. `agent` is the person who
    acts, `deed` the first word after them that says something, `others` the persons of me, you, mine and yours. `asks` says
    that it begins like a yes-or-no question, `depends` that it is in a sentence with a condition, `alone` that you are to do it
    yourself.
    """

    about: frozenset[str]
    denied: frozenset[str]
    negated: bool
    agent: int
    deed: str
    others: frozenset[int]
    asks: bool
    depends: bool
    alone: bool


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEGATIONS: Final = _set(
    "not no never none nothing nobody neither nor cannot cant dont doesnt didnt wont wouldnt isnt arent wasnt werent havent "
    "hasnt hadnt couldnt shouldnt neednt mustnt aint shant without hardly barely scarcely refuse refuses refused refusing "
    "unable impossible unlikely doubt doubtful fail fails failed failing decline declines declined avoid instead forget "
    "missing except excluding exclude excludes excluded lack lacks unnecessary pointless forbidden"
)
"""English words that turn a clause round, folded."""
_DENIES_WHAT_COMES_BEFORE: Final = "missing"
_PHRASES: Final = (
    (r"\b(?:i'?m|we'?re) (?:afraid|sorry)\b", ","),
    (r"\bfor nothing\b", "free"),
    (
        r"\b(?:do(?:n't|nt| not) worry|in no time|never mind|not only|no doubt|why (?:don't|dont|not))\b",
        "",
    ),
    (r"\b(see|know|check|find out|ask|tell me|wonder|sure) if\b", r"\1 whether"),
    (r"\b(?:stop|stops|stopped|stopping) (?=\w+ing\b)", "instead "),
    (r"\bno[ -]one\b", "nobody"),
    (r"\b(?:out of the question|no way)\b", "impossible"),
    (r"\b(?:far too|too) (?:late|early|soon|far|much|busy)\b", "impossible"),
    (r"\b(?:rather than|anything but|far from|instead of|in place of)\b", "instead"),
    (
        r"\b(leave|leaves|leaving|left|keep|keeps|keeping|kept)\b([^.,;:!?]{0,30}?)\bout\b",
        r"\1\2 without",
    ),
    (r"\b(?:waste of|not my job|not up to me)\b", "pointless"),
)
_REWRITTEN: Final = tuple((re.compile(pattern), word) for pattern, word in _PHRASES)
"""Several words, and the one that does what they do; none where they deny nothing."""

_I: Final = _set("i im ive id ill il we weve lets")
_YOU: Final = _set("you youre youve youll youd u")
_THEY: Final = _set("he she they somebody someone hes shes theyre theyll theyve theyd hed shed")
_ME: Final = _set("me us my mine our ours myself ourselves")
_YOURS: Final = _set("you u your yours ur yr yourself yourselves")
_ALONE: Final = _set("yourself yourselves")
_AUXILIARIES: Final = _set(
    "will would can could shall should do does did is are am was were have has had may might must"
)
_BEFORE_YOU: Final = _AUXILIARIES | _set(
    "if unless when and but then so what how where why that as once because now till until"
)
"""Words after which *you* may be the one who acts; first in a clause it is as well."""
_BEFORE_ME: Final = _set("from to with for of by on at about than like as") | _AUXILIARIES
_NOT_A_COMMAND: Final = _set("it its that thats this")
_SMALL: Final = _set(
    "he she they them him her his their us our mine yours we who which there here then now just still also too very any some "
    "from by to into about over than such own other well oh no please sorry ok okay one ones thing things"
)
"""More words that say little of what a clause is about."""
_CONDITIONS: Final = _set("if unless provided supposing")

_SENTENCE: Final = re.compile(r"[^.!?\u2026]+[.!?\u2026]*")
_BETWEEN: Final = re.compile(
    r"[,;:\u2013\u2014]|\b(?:and|but|because|while|when|although|though|until|till|so|or)\b|(?=\b(?:if|unless)\b)"
    r"|(?<=\w )(?=\b(?:i|you|he|she|it|we|they)'(?:ll|d|m|ve|re)\b)"
)
"""What separates clauses."""
_SHORTENED: Final = re.compile(
    r"\b(i|you|he|she|it|we|they|there|that|who|what|nobody|nothing|none)'(?:ll|d|m|ve|re|s)\b"
)
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc`", "'"))


@lru_cache(maxsize=KEPT)
def clauses(text: str) -> tuple[Clause, ...]:
    """Return the clauses of a text, without those that are about nothing and no one and deny nothing."""
    text = text[:MAX_WORDS].translate(_APOSTROPHES).lower()
    for pattern, word in _REWRITTEN:
        text = pattern.sub(word, text)
    found = []
    for sentence in _SENTENCE.findall(text):
        depends = not _CONDITIONS.isdisjoint(folded(sentence))
        found += [_clause(piece, depends=depends) for piece in _BETWEEN.split(sentence)]
    return tuple(clause for clause in found if clause.about or clause.others or clause.negated)


def _clause(text: str, *, depends: bool) -> Clause:
    words = folded(_SHORTENED.sub(r"\1", text))
    about = frozenset(words) - COMMON - NEGATIONS - _AUXILIARIES - _SMALL
    agent = _agent(words)
    denies = not _is_rhetorical(words)
    return Clause(
        about=about,
        denied=_denied(words, about) if denies else frozenset(),
        negated=denies and sum(word in NEGATIONS for word in words) % 2 == 1,
        agent=agent,
        deed=_deed(words, about),
        others=_others(words, agent),
        asks=_asks(words),
        depends=depends,
        alone=not _ALONE.isdisjoint(words),
    )


def _denied(words: list[str], about: frozenset[str]) -> frozenset[str]:
    """Return the first word after each negation that says something."""
    found: set[str] = set()
    for at, word in enumerate(words):
        if word in NEGATIONS and word != _DENIES_WHAT_COMES_BEFORE:
            found.update([word for word in words[at + 1 :] if word in about][:1])
    return frozenset(found)


def _agent(words: list[str]) -> int:
    """Return the person of the first pronoun that can be a subject; whoever is told to do it to *me* is *you*."""
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        if word in _I or (word in ("me", "us") and before == "let"):
            return FIRST
        if word in _YOU and before not in ("thank", "see"):
            return SECOND if not at or before in _BEFORE_YOU else NO_PERSON
        if word in _THEY:
            return THIRD
        if word == "me" and at in (1, 2) and not {before, words[0]} & (_BEFORE_ME | _NOT_A_COMMAND):
            return SECOND
    return NO_PERSON


def _deed(words: list[str], about: frozenset[str]) -> str:
    """Return the first word after the one who acts that says something: most often what is done."""
    start = next((at for at, word in enumerate(words) if word in _I | _YOU | _THEY), -1)
    return next((word for word in words[start + 1 :] if word in about), "")


def _others(words: list[str], agent: int) -> frozenset[int]:
    first = agent == SECOND
    mine = FIRST if not _ME.isdisjoint(words) else NO_PERSON
    yours = SECOND if not _YOURS.isdisjoint(words[first:]) else NO_PERSON
    return frozenset((mine, yours)) - {NO_PERSON}


def _asks(words: list[str]) -> bool:
    """Return whether a clause begins like a yes-or-no question; *can I* is a polite way of saying that one will."""
    if words[1:2] == ["i"] and words[0] in ("can", "could", "may"):
        return False
    return words[:1] != [] and words[0] in _AUXILIARIES and _is_subject(words[1:2])


def _is_rhetorical(words: list[str]) -> bool:
    """Return whether a clause begins like "Doesn't he look well?", which denies nothing."""
    return (
        words[:1] != []
        and words[0] in NEGATIONS
        and words[0].endswith("nt")
        and _is_subject(words[1:2])
    )


def _is_subject(words: list[str]) -> bool:
    return not (_I | _YOU | _THEY | {"it", "there", "that", "your"}).isdisjoint(words)
