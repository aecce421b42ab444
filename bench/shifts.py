"""How often someone short of composure is offered a leaky reply, by how they play: what the numbers of docs/shift.md come to.

    python -m bench.shifts [SEEDS]

Each policy plays every shipped shift once for every seed. A figure is the share of customers, from the second on, with whom at
least one leaky reply was on offer.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

from simulator.prover.careful import is_careful
from simulator.prover.policies import draw
from simulator.ruleset import LISTEN, SILENCE
from simulator.shift.play import ShiftPlay
from simulator.shift.shipped import shipped_scenarios, shipped_shifts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.engine.conversation import Conversation
    from simulator.shift.model import Shift

FIRST = range(4)
"""Seeds of the column that a test counts again."""
MAX_TURNS = 60
"""Turns of one customer, after which the policy is silent until they leave."""


def careful(talk: Conversation, seed: int, moves: int) -> str:
    """Hear everyone out, then take any reply that isn't an obvious mistake."""
    if talk.can_listen:
        return LISTEN
    offered = talk.offered()
    some = [reply for reply in offered if is_careful(reply)] or offered
    return some[draw(seed, 0, moves) % len(some)].id if some else SILENCE


def slip_free(talk: Conversation, seed: int, moves: int) -> str:
    """Hear enough, then take a reply without a slip."""
    if talk.can_listen and not talk.heard_enough:
        return LISTEN
    offered = talk.offered()
    some = [reply for reply in offered if not reply.slips] or offered
    return some[draw(seed, 0, moves) % len(some)].id if some else SILENCE


def careless(talk: Conversation, seed: int, moves: int) -> str:
    """Take any reply at once."""
    offered = talk.offered()
    if offered:
        return offered[draw(seed, 0, moves) % len(offered)].id
    return LISTEN if talk.can_listen else SILENCE


POLICIES = {"careful": careful, "slip-free": slip_free, "careless": careless}


def share(id: str, policy: str, seeds: range) -> tuple[int, int]:
    """Return how many customers from the second on were met, and with how many a leaky reply was on offer."""
    choose, scenarios = POLICIES[policy], shipped_scenarios()
    shift = next(each for each in shipped_shifts(scenarios) if each.id == id)
    met = leaked = 0
    for seed in seeds:
        play, moves, leaky = ShiftPlay.begin(shift, scenarios, seed), 0, False
        while not play.over:
            talk, at = play.conversation, play.at
            assert talk is not None
            leaky = leaky or any(reply.leaky is not None for reply in talk.offered())
            moves += 1
            move = choose(talk, seed, moves) if talk.state.turns < MAX_TURNS else SILENCE
            play, _ = play.move(play.due or move)
            if play.over or play.at != at:
                if at:
                    met, leaked = met + 1, leaked + leaky
                leaky = False
    return met, leaked


def counts(
    shifts: Sequence[Shift], seeds: range, workers: int | None = None
) -> dict[tuple[str, str], tuple[int, int]]:
    """Return by shift and policy how many customers from the second on were met, and with how many one was on offer."""
    jobs = [(shift.id, policy) for shift in shifts for policy in POLICIES]
    with ProcessPoolExecutor(workers) as pool:
        found = pool.map(share, *zip(*((s, p, seeds) for s, p in jobs), strict=True))
        return dict(zip(jobs, found, strict=True))


def rows(
    shifts: Sequence[Shift],
    all_seeds: dict[tuple[str, str], tuple[int, int]],
    first_seeds: dict[tuple[str, str], tuple[int, int]],
) -> list[str]:
    """Return the rows of the table in docs/shift.md: one for each shift and policy, then one for all of them together."""
    found = []
    for shift in [*(shift.id for shift in shifts), ""]:
        for policy in POLICIES:
            here = [key for key in all_seeds if key[1] == policy and shift in ("", key[0])]
            met, leaked = map(sum, zip(*(all_seeds[key] for key in here), strict=True))
            few, early = map(sum, zip(*(first_seeds[key] for key in here), strict=True))
            share = f"{100 * leaked / met:.1f} %"
            name = shift or "all"
            found.append(f"| {name} | {policy} | {leaked} of {met} | {share} | {early} of {few} |")
    return found


def main(seeds: int = 500) -> None:
    """Print the rows of the table."""
    shifts = shipped_shifts(shipped_scenarios())
    print("\n".join(rows(shifts, counts(shifts, range(seeds)), counts(shifts, FIRST))))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
