"""How often a matcher takes typed sentences for the right reply, asks back, or is wrong: a table by kind of sentence.

python -m bench.own_words            the development set, on which the limits are fitted
python -m bench.own_words --sealed   the sealed set: to be read once, when a matcher is finished
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from simulator.own_words.encoder import is_installed, load_encoder
from simulator.own_words.matcher import Matcher, match
from simulator.own_words.ngrams import NgramMatcher
from simulator.scenario.library import load, shipped_folder

DATA = Path(__file__).parents[1] / "tests" / "data" / "own_words"
KINDS = ("near", "hurried", "far", "opposite", "off_topic")
OUTCOMES = ("taken", "wrong", "asked", "shown")
"""Taken for some reply; of these, for a wrong one; asked back with the right one of two; asked back without it."""


class Sentence(NamedTuple):
    """A typed sentence, the replies on offer, and the one that it means or denies; None where it means none."""

    kind: str
    text: str
    replies: list[list[str]]
    meant: int | None


def sentences(name: str) -> list[Sentence]:
    """Return every sentence of a set: development or sealed."""
    found = []
    for scenario, scenes in tomllib.loads((DATA / f"{name}.toml").read_text("utf-8")).items():
        written = load(shipped_folder() / f"{scenario}.toml").scenario
        for scene, kinds in scenes.items():
            replies = written.scenes[scene].replies
            ids = [reply.id for reply in replies]
            wordings = [[reply.text, *reply.says_like] for reply in replies]
            for kind, given in kinds.items():
                pairs = {None: given} if kind == "off_topic" else given
                for meant, texts in pairs.items():
                    index = None if meant is None else ids.index(meant)
                    found += [Sentence(kind, text, wordings, index) for text in texts]
    return found


def outcomes(matcher: Matcher, given: list[Sentence]) -> dict[str, Counter[str]]:
    """Return how often each outcome came, for each kind of sentence."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for sentence in given:
        result = match(sentence.text, sentence.replies, matcher)
        count = counts[sentence.kind]
        count["all"] += 1
        if result.taken is None:
            count["asked" if sentence.meant in result.nearest else "shown"] += 1
            continue
        count["taken"] += 1
        is_right = result.taken == sentence.meant
        if sentence.kind == "off_topic" or is_right == (sentence.kind == "opposite"):
            # An opposite that is taken for another reply may well mean that one.
            count["wrong"] += 1
    return counts


def main() -> None:
    """Print the table of the built-in matcher, and of the extra's if it is installed."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--sealed", action="store_true", help="read the sealed set")
    name = "sealed" if options.parse_args().sealed else "development"
    given = sentences(name)
    for matcher in (NgramMatcher(), *([load_encoder()] if is_installed() else [])):
        print(f"{name} set, {matcher.name}")
        print(f"{'':10}{'all':>6}" + "".join(f"{outcome:>8}" for outcome in OUTCOMES))
        for kind, count in outcomes(matcher, given).items():
            print(f"{kind:10}{count['all']:6}" + "".join(f"{count[key]:8}" for key in OUTCOMES))


if __name__ == "__main__":
    main()
