"""Every set of typed sentences names scenes and replies that are shipped, and no sentence stands in it twice."""

from __future__ import annotations

import tomllib
from collections import Counter
from typing import Any

import pytest

from bench.own_words import ANYWHERE, DATA, sentences
from simulator.scenario.library import load, shipped_folder

SETS = sorted(path.stem for path in DATA.glob("*.toml"))
SEALED = "sealed-2"
KINDS = {"near", "far", "hurried", "opposite", "off_topic"}


def read(name: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Return a set's scenes as written: scenario, scene, kind of sentence."""
    tables = tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))
    tables.pop(ANYWHERE, None)
    return tables


@pytest.mark.parametrize("name", SETS)
def test_every_scene_and_reply_is_on_offer(name: str) -> None:
    """A scene or a reply that isn't there would measure something else, or stop the measurement halfway."""
    for scenario, scenes in read(name).items():
        written = load(shipped_folder() / f"{scenario}.toml").scenario
        assert written is not None, scenario
        assert scenes.keys() <= written.scenes.keys(), scenario
        for scene, kinds in scenes.items():
            ids = {reply.id for reply in written.scenes[scene].replies}
            for kind, meant in kinds.items():
                named = set() if isinstance(meant, list) else meant.keys()
                assert named <= ids, (scenario, scene, kind)


def test_the_sealed_set_stands_apart() -> None:
    """It takes no scenario of another set and no wording of a file, repeats nothing, and has enough of each kind for a rate."""
    fitted = [name for name in SETS if name != SEALED]
    used = {scenario for name in fitted for scenario in read(name)}
    assert used.isdisjoint(read(SEALED))

    given = sentences(SEALED)
    counts = Counter(sentence.kind for sentence in given)
    assert counts.keys() == KINDS
    assert min(counts.values()) >= 50
    assert all((sentence.meant is None) == (sentence.kind == "off_topic") for sentence in given)

    texts = Counter(sentence.text.strip().casefold() for sentence in given)
    assert "" not in texts
    assert max(texts.values()) == 1
    assert texts.keys().isdisjoint(sentence.text.casefold() for sentence in sentences(*fitted))
    wordings = {one.casefold() for sentence in given for reply in sentence.replies for one in reply}
    assert texts.keys().isdisjoint(wordings)
