"""Pairs of plays that differ in one slip or one promise: what they are, and that more is never better."""

from typing import Any

import pytest

from tests.reference.plain_rules import Document, Play
from tests.reference.worse_pairs import Pair, random_pairs, same_course
from tests.support.amounts import cases

PAIRS = cases(200, 40)

Pairs = list[tuple[str, Pair]]


@pytest.fixture(scope="module")
def pairs() -> Pairs:
    """Return pairs with their seeds."""
    return list(random_pairs(PAIRS))


def replies_of(document: Document) -> list[dict[str, Any]]:
    """Return all replies of a scenario."""
    return [reply for scene in document["scenes"].values() for reply in scene.get("replies", [])]


def play_of(document: Document, moves: list[str]) -> Play:
    """Return the play of these moves."""
    play = Play(document, "pair")
    for move in moves:
        play.move(move)
    return play


def added(pair: Pair) -> list[int]:
    """Return, for each reply that the two scenarios have otherwise, how many tags one has more."""
    key = "slips" if pair.kind == "slip" else "promises"
    changed = []
    for fewer, more in zip(replies_of(pair.fewer), replies_of(pair.more), strict=True):
        assert {**fewer, key: None} == {**more, key: None}
        if fewer != more:
            assert set(fewer.get(key, [])) < set(more[key])
            changed.append(len(more[key]) - len(fewer.get(key, [])))
    return changed


def test_pairs_differ_in_one_tag_of_one_reply(pairs: Pairs) -> None:
    """One reply of the second scenario has one slip, or one promise, more; nothing else differs."""
    kinds = set()
    for seed, pair in pairs:
        assert added(pair) == [1], seed
        kinds.add(pair.kind)

    assert kinds == {"slip", "promise"}


def test_more_is_never_better(pairs: Pairs) -> None:
    """Neither satisfaction nor quality is higher with one slip or one broken promise more."""
    for seed, pair in pairs:
        fewer = play_of(pair.fewer, pair.moves).result()
        more = play_of(pair.more, pair.moves).result()

        assert more["satisfaction"] <= fewer["satisfaction"], seed
        assert more["qa"] <= fewer["qa"], seed


def test_a_promise_more_is_broken_at_the_end(pairs: Pairs) -> None:
    """The promise that is added is open until the end, whatever else is promised and kept."""
    for seed, pair in pairs:
        if pair.kind == "promise":
            fewer, more = play_of(pair.fewer, pair.moves), play_of(pair.more, pair.moves)
            assert more.broken == fewer.broken + 1, seed


def test_a_silence_charged_in_one_play_only_makes_no_pair() -> None:
    """Where a slip hides a reply, a silence is forced and costs nothing: that is more than a slip.

    Without the slip anger is 40, `late` is offered, and the silence is an unexplained tick. With it
    anger is 44, nothing is offered, and nobody is charged: effort stays whole.
    """

    def scenario(slips: list[str]) -> Document:
        return {
            "needs": ["own"],
            "start": "only",
            "customer": {"name": "c"},
            "scenes": {
                "only": {
                    "says": "One.",
                    "replies": [
                        {"id": "hi", "once": True, "slips": slips},
                        {"id": "late", "when": "turns == 1 and anger < 44"},
                        {"id": "end", "when": "turns >= 2", "skills": ["own"], "to": "over"},
                    ],
                },
                "over": {"says": "Bye.", "ending": "done", "outcome": "full"},
            },
        }

    moves = ["hi", "silence", "end"]
    fewer, more = scenario([]), scenario(["waver"])

    assert [play_of(document, moves).unexplained for document in (fewer, more)] == [1, 0]
    assert [play_of(document, moves).result()["qa"] for document in (fewer, more)] == [87, 95]
    assert not same_course(fewer, more, moves)
