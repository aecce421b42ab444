"""near-duplicate: two replies of a scene can be typed in nearly the same words, so it isn't clear which is meant.

Only where one of the two has `says_like` are they compared, text and wordings of the one with those of the other. They are too
alike if they are equal apart from case, accents, punctuation and blanks, or if both are sentences of some length and share
nine in ten of their words. The order of the words isn't looked at: counting them takes little time, whatever a file holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

from simulator.scenario.diagnostic import Finding, Path, Severity, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Reply, Scenario

SEVERITY = Severity.ERROR
FEWEST_WORDS = 9
"""Shorter texts are compared in full: one word of few, such as a "not", changes what they mean."""
SHARED_OF_TEN = 9


class Wording(NamedTuple):
    """One way to say a reply: where it stands, whether it is from `says_like`, and its folded words."""

    path: Path
    from_list: bool
    words: tuple[str, ...]


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every wording that could mean another reply of its scene as well."""
    for scene in scenario.scenes.values():
        if not any(reply.says_like for reply in scene.replies):
            continue
        wordings = [
            (reply, list(_wordings(("scenes", scene.name, "replies", index), reply)))
            for index, reply in enumerate(scene.replies)
        ]
        told: set[Path] = set()
        for (one, said), (other, also_said) in combinations(wordings, 2):
            if not (one.says_like or other.says_like):
                continue
            for first, second in product(said, also_said):
                # The wording is what an author would rather change than the text of a reply.
                earlier = first.from_list and not second.from_list
                wording, owner = (first, other) if earlier else (second, one)
                if wording.path not in told and alike(first.words, second.words):
                    told.add(wording.path)
                    yield Finding(
                        "near-duplicate",
                        wording.path,
                        f"These words are too much like those of the reply {quoted(owner.id)} in the same scene.",
                        "Write words that only one of the two replies could mean.",
                    )


def alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether folded words could be taken for each other; what has neither letters nor digits is like nothing."""
    if not one or not other:
        return False
    if "".join(one) == "".join(other):
        return True
    if min(len(one), len(other)) < FEWEST_WORDS:
        return False
    bags = Counter(one), Counter(other)
    shared = (bags[0] & bags[1]).total()
    return 10 * shared >= SHARED_OF_TEN * (len(one) + len(other) - shared)


def folded(text: str) -> tuple[str, ...]:
    """The words of a text without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return tuple(re.findall(r"[^\W_]+", re.sub(r"['’]", "", letters)))


def _wordings(path: Path, reply: Reply) -> Iterator[Wording]:
    yield Wording((*path, "text"), False, folded(reply.text))
    for place, text in enumerate(reply.says_like):
        yield Wording((*path, "says_like", place), True, folded(text))
