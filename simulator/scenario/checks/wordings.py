"""Check that typed words can mean one reply of a scene only.

Only where one of the two has `says_like` are they compared, text and wordings of the one with those of the other. They are too
alike if they are equal apart from case, accents, punctuation and blanks, or if both are sentences of some length and share
nine in ten of their words. The order of the words isn't looked at: counting them takes little time, whatever a file holds.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

from simulator.scenario.checks.registry import Problem, check
from simulator.scenario.diagnostic import KeyPath, Severity
from simulator.scenario.limits import MAX_REPLIES, MAX_WORDINGS
from simulator.text import folded, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from simulator.scenario.model import Reply, Scenario

MIN_WORDS = 9
"""Shorter texts are compared in full: in a short text one word, such as a "not", changes what they mean."""
SHARED_OF_TEN = 9


class Words(NamedTuple):
    """A text without case, accents and punctuation: its letters and digits in a row, and how often it has each word."""

    letters: str
    counts: Mapping[str, int]
    total: int


class Wording(NamedTuple):
    """One way to say a reply: where it stands, whether it is from `says_like`, and its words."""

    path: KeyPath
    from_list: bool
    words: Words


@check("near-duplicate", Severity.ERROR)
def near_duplicate(scenario: Scenario) -> Iterator[Problem]:
    """Find every wording that could mean another reply of its scene as well."""
    for scene in scenario.scenes.values():
        if not any(reply.says_like for reply in scene.replies):
            continue
        wordings = [
            (reply, list(_wordings(("scenes", scene.name, "replies", index), reply)))
            for index, reply in enumerate(scene.replies[:MAX_REPLIES])
        ]
        reported: set[KeyPath] = set()
        for (one, said), (other, also_said) in combinations(wordings, 2):
            if not (one.says_like or other.says_like):
                continue
            for first, second in product(said, also_said):
                # The wording is what an author would rather change than the text of a reply.
                earlier = first.from_list and not second.from_list
                wording, owner = (first, other) if earlier else (second, one)
                if wording.path not in reported and alike(first.words, second.words):
                    reported.add(wording.path)
                    yield Problem(
                        wording.path,
                        f"These words are too similar to those of the reply {quoted(owner.id)} in the same scene.",
                        "Use wording that fits only one of the two replies.",
                    )


def alike(one: Words, other: Words) -> bool:
    """Tell whether two texts could be taken for each other; one with neither letters nor digits is like no other."""
    if not one.letters or not other.letters:
        return False
    if one.letters == other.letters:
        return True
    fewer, more = one.total, other.total
    if fewer > more:
        fewer, more = more, fewer
    if fewer < MIN_WORDS or 10 * fewer < SHARED_OF_TEN * more:  # they can't share enough
        return False
    shared = sum(min(count, other.counts.get(word, 0)) for word, count in one.counts.items())
    return 10 * shared >= SHARED_OF_TEN * (one.total + other.total - shared)


def words_of(text: str) -> Words:
    """Return the words of a text as they are compared."""
    words = re.findall(r"[^\W_]+", folded(text))
    return Words("".join(words), Counter(words), len(words))


def _wordings(path: KeyPath, reply: Reply) -> Iterator[Wording]:
    yield Wording((*path, "text"), False, words_of(reply.text))
    for place, text in enumerate(reply.says_like[:MAX_WORDINGS]):
        yield Wording((*path, "says_like", place), True, words_of(text))
