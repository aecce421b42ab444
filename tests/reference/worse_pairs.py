"""Pairs of scenarios of which the second differs in one slip, or one promise never kept, more.

The rules say that of two plays of the same moves, which make the same visits and hear the same
parts, the one with more of these never comes to more. A pair has the moves of such a play with it,
so that any program that plays scenarios can be held to that.
"""

import random
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Literal

from tests.reference.plain_rules import Document, IllegalMove, Play
from tests.reference.plain_tables import SKILLS
from tests.reference.random_scenarios import random_document, random_move

Kind = Literal["slip", "promise"]

SLIPS = sorted({slip for *_numbers, slip in SKILLS.values() if slip is not None})

# No random scenario has a promise of this name, so no reply keeps it and no guard asks for it.
NEVER_KEPT = "never-kept"

MAX_MOVES = 40


@dataclass(frozen=True)
class Pair:
    """Two scenarios and the moves of a play of each, which ends in both."""

    kind: Kind
    moves: list[str]
    fewer: Document
    more: Document


def one_more(
    document: Document, kind: Kind, place: tuple[str, str], rng: random.Random
) -> Document:
    """Return a copy of the scenario with one slip, or one promise never kept, at a reply.

    `place` is the scene and the id of the reply. A reply that makes every slip already gets none.
    """
    document = deepcopy(document)
    scene, reply_id = place
    for reply in document["scenes"][scene]["replies"]:
        if reply["id"] != reply_id:
            continue
        if kind == "promise":
            reply["promises"] = [*reply.get("promises", []), NEVER_KEPT]
            continue
        others = [slip for slip in SLIPS if slip not in reply.get("slips", [])]
        if others:
            slips = list(reply.get("slips", []))
            slips.insert(rng.randint(0, len(slips)), rng.choice(others))
            reply["slips"] = slips
    return document


def random_pair(rng: random.Random) -> Pair | None:
    """Return a pair made from a random play, None where that play does not give one.

    It gives none where it does not end, no reply is chosen in it, or the change makes another
    play of the same moves: with other visits, or other parts heard.
    """
    document = random_document(rng, rng.choice(["small", "small", "small", "medium"]))
    play = Play(document, "random")
    moves: list[str] = []
    while not play.ended and len(moves) < MAX_MOVES:
        moves.append(random_move(play, rng))
        play.move(moves[-1])
    if not play.ended or not play.chosen:
        return None
    kind: Kind = rng.choice(["slip", "slip", "promise"])
    place = rng.choice(sorted(play.chosen))
    more = one_more(document, kind, place, rng)
    if not same_course(document, more, moves):
        return None
    return Pair(kind, moves, document, more)


def same_course(fewer: Document, more: Document, moves: list[str]) -> bool:
    """Return whether the moves make the same visits and hear the same parts in both scenarios."""
    first = Play(fewer, "fewer")
    second = Play(more, "more")
    for move in moves:
        try:
            first.move(move)
            second.move(move)
        except IllegalMove:
            return False
        if course(first) != course(second):
            return False
    return first.ended and second.ended


def course(play: Play) -> tuple[object, ...]:
    """Return where a play stands: how often each scene was entered, and which words were heard.

    Silences that were charged belong to it: where a guard lets a reply be offered in one of the
    two plays only, the silence is charged in that one, and then they differ in more than a slip.
    """
    return (
        play.scene,
        dict(play.visits),
        play.words(),
        play.forced,
        play.unexplained,
        play.ending,
    )


def random_pairs(count: int, series: int = 0) -> Iterator[tuple[str, Pair]]:
    """Yield pairs of a series, each with its seed: `random_pair(random.Random(seed))` gives it again."""
    found = 0
    number = 0
    while found < count:
        seed = f"pair {series}.{number}"
        number += 1
        pair = random_pair(random.Random(seed))
        if pair is not None:
            found += 1
            yield seed, pair
