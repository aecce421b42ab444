"""How often a matcher takes typed sentences for the right reply, asks back, or is wrong: a table by kind of sentence.

python -m bench.own_words                 the sets that the limits are fitted on, together
python -m bench.own_words development     one set
python -m bench.own_words sealed-2        the sealed set: to be read once, when a matcher is finished
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.own_words.encoder import is_installed, load_encoder
from simulator.own_words.matcher import Matcher, match
from simulator.own_words.ngrams import NgramMatcher
from simulator.scenario.library import load, shipped_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parents[1] / "tests" / "data" / "own_words"
FITTED = ("development", "development-2", "sealed-1")
"""The sets that matchers are fitted on; the last was sealed, and is spent."""
ANYWHERE = "anywhere"
"""The table of a set with sentences that are compared with the replies of every scene."""
OUTCOMES = ("taken", "wrong", "right", "other", "nothing")
"""Taken for a reply; of these, a wrong one; asked back with the right one of two; asked back without it; nothing is close."""


class Sentence(NamedTuple):
    """A typed sentence, the replies on offer, and the one that it means or denies; None where it means none."""

    kind: str
    text: str
    replies: list[list[str]]
    meant: int | None


def sentences(*names: str, everywhere: bool = True) -> list[Sentence]:
    """Return every sentence of sets by their names, also those that are compared with the replies of every scene."""
    return [*_sentences(names, everywhere=everywhere)]


def _sentences(names: tuple[str, ...], *, everywhere: bool) -> Iterator[Sentence]:
    scenes: list[list[list[str]]] = []
    anywhere: dict[str, list[str]] = {}
    for name in names:
        tables = tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))
        anywhere |= tables.pop(ANYWHERE, {})
        for scenario, given in tables.items():
            written = load(shipped_folder() / f"{scenario}.toml").scenario
            for scene, kinds in given.items():
                replies = written.scenes[scene].replies
                wordings = [[reply.text, *reply.says_like] for reply in replies]
                scenes.append(wordings)
                yield from _of_scene(kinds, [reply.id for reply in replies], wordings)
    for kind, texts in anywhere.items() if everywhere else ():
        for wordings in scenes:
            for text in texts:
                yield Sentence(f"{kind}*", text, wordings, None)


def _of_scene(
    kinds: dict[str, Any], ids: list[str], wordings: list[list[str]]
) -> Iterator[Sentence]:
    for kind, given in kinds.items():
        pairs = {None: given} if isinstance(given, list) else given
        for meant, texts in pairs.items():
            index = None if meant is None else ids.index(meant)
            for text in texts:
                yield Sentence(kind, text, wordings, index)


def outcomes(matcher: Matcher, given: list[Sentence]) -> dict[str, Counter[str]]:
    """Return how often each outcome came, for each kind of sentence."""
    counts: dict[str, Counter[str]] = {}
    for sentence in given:
        result = match(sentence.text, sentence.replies, matcher)
        count = counts.setdefault(sentence.kind, Counter())
        count["all"] += 1
        if result.taken is None:
            right = sentence.meant in result.nearest
            count["right" if right else "other" if result.nearest else "nothing"] += 1
            continue
        count["taken"] += 1
        is_right = result.taken == sentence.meant
        if sentence.meant is None or is_right == (sentence.kind == "opposite"):
            # An opposite that is taken for another reply may well mean that one.
            count["wrong"] += 1
    return counts


def main() -> None:
    """Print the table of the built-in matcher, and of the extra's if it is installed."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("sets", nargs="*", default=FITTED, help="the sets, without .toml")
    names = options.parse_args().sets
    given = sentences(*names)
    for matcher in (NgramMatcher(), *([load_encoder()] if is_installed() else [])):
        print(f"{', '.join(names)}: {matcher.name}")
        print(f"{'':18}{'all':>6}" + "".join(f"{outcome:>8}" for outcome in OUTCOMES))
        for kind, count in sorted(outcomes(matcher, given).items()):
            print(f"{kind:18}{count['all']:6}" + "".join(f"{count[key]:8}" for key in OUTCOMES))


if __name__ == "__main__":
    main()
