"""Fit the limits of each matcher: from which similarity, lead and number of words a reply is taken or offered.

python -m bench.own_words_fit   prints the weights, and for each limit what it would come to

The weights of taking a reply are those of a logistic regression: is the nearest reply the one that was meant? What denies a
reply is left out, since no similarity tells it. A limit is chosen by hand from the rows that are printed.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bench.own_words import FITTED, Sentence, sentences
from simulator.own_words.encoder import is_installed, load_encoder
from simulator.own_words.matcher import said_in
from simulator.own_words.ngrams import NgramMatcher
from simulator.own_words.polarity import contradicts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from simulator.own_words.matcher import Matcher

STEPS = 60
ANYWHERE_WEIGHT = 0.05
"""What a sentence counts that is compared with every scene."""
SURE = (0.8, 0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98)
OFFERED_WORDS = 0.15
OFFERED = tuple(at / 100 for at in range(40, 70, 2))


class Case(NamedTuple):
    """A sentence as it is compared: its nearest reply, the lead of that, and whether it is the one that was meant."""

    kind: str
    similarity: float
    lead: float
    words: float
    is_right: bool
    is_offered: bool
    denied: bool


def case_of(sentence: Sentence, matcher: Matcher) -> Case | None:
    """Return the case of a sentence; None where it has no words."""
    words = said_in(sentence.text)
    if words is None:
        return None
    similarities = matcher.similarities(sentence.text, sentence.replies)
    first, second = sorted(range(len(similarities)), key=lambda at: -similarities[at])[:2]
    return Case(
        sentence.kind,
        similarities[first],
        similarities[first] - similarities[second],
        words,
        first == sentence.meant,
        sentence.meant in (first, second),
        contradicts(sentence.text, sentence.replies[first]),
    )


def fitted(cases: list[Case]) -> NDArray[np.float64]:
    """Return the weights of 1, similarity, lead and words, in that order."""
    given = [case for case in cases if case.kind != "opposite"]
    rows = np.array([(1.0, *case[1:4]) for case in given])
    right = np.array([float(case.is_right) for case in given])
    counts = np.array([ANYWHERE_WEIGHT if case.kind.endswith("*") else 1.0 for case in given])
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        sure = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (counts * (sure - right))
        bend = (rows * (counts * sure * (1 - sure))[:, None]).T @ rows
        weights -= np.linalg.solve(bend + 1e-6 * np.eye(len(weights)), slope)
    return weights


def print_fit(cases: list[Case]) -> None:
    """Print the weights in units of the similarity, and what each limit would come to."""
    one, similarity, lead, words = fitted(cases)
    print(f"lead {lead / similarity:.2f}, words {words / similarity:.2f}")
    kinds = sorted({case.kind for case in cases})
    for sure in SURE:
        taken = (log(sure / (1 - sure)) - one) / similarity
        found = [
            case
            for case in cases
            if case.similarity + (lead * case.lead + words * case.words) / similarity >= taken
            and not case.denied
        ]
        parts = []
        for kind in kinds:
            of_kind = [case for case in found if case.kind == kind]
            wrong = sum(case.is_right == (kind == "opposite") for case in of_kind)
            parts.append(f"{kind} {len(of_kind)} ({wrong})")
        print(f"taken {taken:.2f}, {sure}: {', '.join(parts)}")
    far = [case for case in cases if case.kind == "far" and case.is_offered]
    off = [case for case in cases if case.kind == "off_topic"]
    anywhere = [case for case in cases if case.kind.endswith("*")]
    for limit in OFFERED:
        shares = [
            sum(case.similarity + OFFERED_WORDS * case.words >= limit for case in some) / len(some)
            for some in (far, off, anywhere)
        ]
        print(
            f"offered {limit}: far and right {shares[0]:.1%}, off topic {shares[1]:.1%}, anywhere {shares[2]:.1%}"
        )


def main() -> None:
    """Print it for the built-in matcher, and for the extra's if it is installed."""
    given = sentences(*FITTED)
    for matcher in (NgramMatcher(), *([load_encoder()] if is_installed() else [])):
        print(matcher.name)
        print_fit([case for sentence in given if (case := case_of(sentence, matcher))])


if __name__ == "__main__":
    main()
