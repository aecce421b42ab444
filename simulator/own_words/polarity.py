"""Tell "I'll put it back on your card" from "I can't", "you will" and "would you?", which share nearly every word with it.

A sentence is held against the wording of a reply that shares most words with it, clause by clause. Whatever may turn it round
counts: where a sentence is wrongly taken for an opposite, the player is only asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from simulator.own_words.clauses import NO_PERSON, Clause, clauses

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Clauses = tuple[Clause, ...]

SAME_WORD: Final = 80
"""From this similarity on, of 100, two words are taken for one with a typing mistake."""
SHORTEST_FORM: Final = 4
"""Letters from which on a word that begins another is taken for a form of it, as *shout* of *shouting*."""
FEW_SHARED: Final = 0.34
"""A sentence with a smaller part of its words in a wording says it in quite other words, in which anything may be negated."""
SAME_CLAUSE: Final = 0.5
"""A clause with one word in common must have at least this part of its words in common to be about the same."""

_OPPOSITES: Final = (
    "front/back win/lose wins/loses right/wrong first/last before/after early/late open/closed open/shut more/less more/fewer "
    "always/sometimes include/omit accept/reject keep/return hot/cold buy/sell same/different easy/hard easy/difficult "
    "safe/dangerous yes/no true/false cheap/dear cheap/expensive remember/forget start/finish begin/end allow/forbid "
    "raise/lower raised/lowered pass/fail ours/yours mine/yours myself/yourself old/new big/small "
    "better/worse best/worst quiet/loud both/only give/take up/down love/hate glad/sorry top/bottom inside/outside little/lot"
)
_PAIRS: Final = frozenset(frozenset(pair.split("/")) for pair in _OPPOSITES.split())
_PREFIXES: Final = ("un", "in", "im", "dis", "non")


def contradicts(typed: str, wordings: Sequence[str]) -> bool:
    """Return whether a sentence may deny, ask for, hand over or make conditional what a reply says, for all that they share."""
    own = clauses(typed)
    about = _about(own)
    theirs = max(map(clauses, wordings), key=lambda found: _closeness(about, found), default=())
    is_far = any(clause.about and not clause.negated for clause in own) and (
        _shared(about, _about(theirs)) < FEW_SHARED * len(about)
    )
    if not is_far and _any_alone(own) and not any(_any_alone(clauses(text)) for text in wordings):
        return True
    affirmed = _about(clause for clause in own if not clause.negated)
    return any(_turns_round(clause, theirs, affirmed, is_far=is_far) for clause in own)


def _turns_round(own: Clause, theirs: Clauses, affirmed: frozenset[str], *, is_far: bool) -> bool:
    """Return whether a typed clause turns a wording round; `affirmed` are the typed words that aren't negated."""
    shared = [(_shared(own.about, clause.about), clause) for clause in theirs]
    most = max((number for number, _ in shared), default=0)
    if not most:
        return _turns_persons_round(own, theirs) or (
            own.negated and not is_far and not any(clause.negated for clause in theirs)
        )
    if _denies(own, theirs, affirmed) or _is_handed_over(own, theirs):
        return True
    if is_far and most == 1:
        return False
    nearest = [clause for number, clause in shared if number == most]
    if own.negated and not (own.denied - _about(t for t in theirs if t.negated)):
        nearest = [clause for number, clause in shared if number and clause.negated]
    alike = [clause for clause in nearest if clause.negated == own.negated]
    if not alike or any(_are_opposites(own.about, clause.about) for clause in alike):
        return True
    if most == 1 and most < SAME_CLAUSE * len(own.about):
        return False
    return not _does_the_same(own, alike) or (own.depends and not any(t.depends for t in theirs))


def _turns_persons_round(own: Clause, theirs: Clauses) -> bool:
    """Return whether "it was me" stands against "it was you" or "it wasn't me"."""
    bare = [clause for clause in theirs if not clause.about]
    if own.about or not own.others or not bare:
        return False
    return not any(t.negated == own.negated and t.others & own.others for t in bare)


def _denies(own: Clause, theirs: Clauses, affirmed: frozenset[str]) -> bool:
    """Return whether a word that comes first after a negation on one side isn't negated on the other."""
    for word in own.denied - affirmed:
        having = [clause for clause in theirs if _has(clause.about, word)]
        if having and not any(clause.negated for clause in having):
            return True
    return not own.negated and any(
        _has(own.about, word) and not any(not t.negated and _has(t.about, word) for t in theirs)
        for clause in theirs
        for word in clause.denied
    )


def _is_handed_over(own: Clause, theirs: Clauses) -> bool:
    """Return whether the same is done by another person: "you ring me" for "I'll ring you"."""
    if own.agent == NO_PERSON or not own.deed:
        return False
    deed = frozenset((own.deed,))
    doing = [t for t in theirs if t.agent != NO_PERSON and t.deed and _has(deed, t.deed)]
    return bool(doing) and not any(clause.agent == own.agent for clause in doing)


def _does_the_same(own: Clause, nearest: Sequence[Clause]) -> bool:
    """Return whether one of the clauses may have the same persons in it, and asks if the typed one asks."""
    return (
        any(NO_PERSON in (own.agent, t.agent) or own.agent == t.agent for t in nearest)
        and any(not (own.others and t.others) or own.others & t.others for t in nearest)
        and (not own.asks or any(t.asks for t in nearest))
    )


def _are_opposites(own: frozenset[str], theirs: frozenset[str]) -> bool:
    """Return whether a word of one side has its opposite on the other, and only there."""
    only_own, only_theirs = own - theirs, theirs - own
    return any(
        frozenset((word, other)) in _PAIRS
        or any(
            min(len(word), len(other)) >= SHORTEST_FORM
            and (word == prefix + other or other == prefix + word)
            for prefix in _PREFIXES
        )
        for word in only_own
        for other in only_theirs
    )


def _about(found: Iterable[Clause]) -> frozenset[str]:
    return frozenset[str]().union(*(clause.about for clause in found))


def _any_alone(found: Clauses) -> bool:
    return any(clause.alone for clause in found)


def _closeness(about: frozenset[str], found: Clauses) -> tuple[int, int]:
    """Order wordings by how many words they share, and of two that share as many take the shorter."""
    return _shared(about, _about(found)), -len(found)


def _shared(about: frozenset[str], others: frozenset[str]) -> int:
    """Return how many of the words are among the others, typing mistakes and forms allowed."""
    return sum(_has(others, word) for word in about)


def _has(others: frozenset[str], word: str) -> bool:
    if word in others or len(word) < SHORTEST_FORM:
        return word in others
    if any(
        len(other) >= SHORTEST_FORM and (other.startswith(word) or word.startswith(other))
        for other in others
    ):
        return True
    return process.extractOne(word, others, scorer=fuzz.ratio, score_cutoff=SAME_WORD) is not None
