"""Every set of typed sentences names scenes and replies that are shipped, and no sentence stands in two of them."""

from __future__ import annotations

import tomllib
from collections import Counter
from typing import Any

import pytest

from bench.own_words import DATA, KINDS, sentences
from simulator.scenario.library import load, shipped_folder

SETS = sorted(path.stem for path in DATA.glob("*.toml"))
SECOND = "sealed-2"


def read(name: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Return a set as written: scenario, scene, kind of sentence."""
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", SETS)
def test_every_scene_and_reply_is_on_offer(name: str) -> None:
    """A scene, a kind or a reply that isn't there would silently measure something else, or nothing."""
    for scenario, scenes in read(name).items():
        written = load(shipped_folder() / f"{scenario}.toml").scenario.scenes
        assert scenes.keys() <= written.keys(), scenario
        for scene, kinds in scenes.items():
            assert kinds.keys() <= set(KINDS), (scenario, scene)
            ids = {reply.id for reply in written[scene].replies}
            for kind, meant in kinds.items():
                if kind != "off_topic":
                    assert meant.keys() <= ids, (scenario, scene, kind)


def test_no_sentence_is_given_twice_or_empty() -> None:
    """A sentence that stands in two sets isn't sealed in either."""
    texts = Counter(
        sentence.text.strip().casefold() for name in SETS for sentence in sentences(name)
    )
    assert "" not in texts
    assert [text for text, count in texts.items() if count > 1] == []


def test_the_second_sealed_set_stands_apart() -> None:
    """It takes no scenario of another set, no wording from a file, and enough sentences of each kind for a rate."""
    used = {scenario for name in SETS if name != SECOND for scenario in read(name)}
    second = read(SECOND)
    assert used.isdisjoint(second)
    assert len(second) >= 8
    counts = Counter(sentence.kind for sentence in sentences(SECOND))
    assert min(counts[kind] for kind in KINDS) >= 50
    replies = {
        wording
        for sentence in sentences(SECOND)
        for wordings in sentence.replies
        for wording in wordings
    }
    assert replies.isdisjoint(sentence.text for sentence in sentences(SECOND))
