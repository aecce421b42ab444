"""A proof in sentences: in full for `simulator prove`, in short for every face of `watch`, with the same words in both.

Pure: from a proof to plain text, one line each. It must not prove anything, or say more than the
proof does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.text import count_if_any, number, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.prover.policies import PolicyPlay
    from simulator.prover.proof import Proof, ProvedEnding

_STOPPED = {
    "limit": "the search grew too large",
    "interrupted": "it was interrupted",
    "counts": "a guard compares a count that has no upper limit",
    None: "the score search grew too large",
}
_HABITS = {
    "first": "Always the first reply",
    "last": "Always the last reply",
    "longest": "Always the longest reply",
    "shortest": "Always the shortest reply",
    "polite": "Merely polite",
    "solver": "Solving first",
    "listener": "Listening first",
}
"""What each habit of play is called."""


def counts_of_proof(proof: Proof) -> str:
    """Return a proof in a few words: what is out of reach and where play is trapped, else that nothing is."""
    wrong = [
        count_if_any(len(proof.traps), "trap"),
        count_if_any(sum(item.reachable is False for item in proof.endings), "ending out of reach"),
        count_if_any(len(proof.unreachable_scenes), "scene never reached"),
        f"{len(proof.never_offered)} never offered" if proof.never_offered else "",
        count_if_any(len(proof.never_taken_routes), "route never taken"),
        count_if_any(sum(not item.leads_on for item in proof.forced_silences), "silence forced"),
        count_if_any(len(proof.promise_farms), "promise farmed"),
        count_if_any(len(proof.repeated_deeds), "event repeated"),
        "endless play" if proof.endless else "",
        count_if_any(len(proof.nothing_to_resume), "@resume without a target"),
    ]
    whole = "" if proof.exact else "partly proved"
    return (
        ", ".join(words for words in (whole, *wrong) if words)
        or "no traps; everything can be reached"
    )


def proof_figures(proof: Proof) -> list[str]:
    """Return what is wrong first, then each ending's scores, and the best and the worst play."""
    how = _how(proof)
    told = [f"{how[0].upper()}{how[1:]}; scores for {_plays(proof)}.", *_traps(proof)]
    told += _faults(proof)
    told += _never(proof)
    told += [f"Ending {ending.ending}: {_ending_in_short(ending)}." for ending in proof.endings]
    return [*told, *_extremes(proof), *_bounds(proof)]


def proof_lines(proof: Proof) -> list[str]:
    """Everything that a proof says."""
    clock = ", against the clock" if proof.timed else ""
    day = f" on the day {quoted(proof.day)}" if proof.day else ""
    told = [f"{proof.scenario}{day}{clock}: {_how(proof)}."]
    for ending in proof.endings:
        told += _ending(ending, _plays(proof))
    told += [*_never(proof), *_traps(proof), *_faults(proof), *_extremes(proof)]
    if proof.longer_plays:
        told.append(
            f"Some plays take more than {proof.max_turns} turns; the scores leave them out."
        )
    told += [_policy(policy) for policy in proof.policies]
    if proof.random:
        counts = ", ".join(
            f"{name or 'not ended'} {count}" for name, count in proof.random.endings.items()
        )
        told.append(f"{proof.random.plays} random plays: {counts}.")
    return [*told, *_bounds(proof)]


def _how(proof: Proof) -> str:
    if proof.exact:
        return "proved for every play"
    return f"partly proved, because {_STOPPED[proof.stopped]}"


def _plays(proof: Proof) -> str:
    return f"plays of up to {proof.max_turns} turns"


def _never(proof: Proof) -> list[str]:
    facts = (
        ("Scenes never reached", proof.unreachable_scenes),
        ("Replies never offered", proof.never_offered),
        ("Routes never taken", proof.never_taken_routes),
    )
    return [f"{what}: {', '.join(names) or 'none'}." for what, names in facts]


def _traps(proof: Proof) -> list[str]:
    """Each trap; that there is none is known only of a whole search."""
    none = "Traps: none found." if proof.stopped else "Traps: none."
    return [f"Trap in {trap.scene}, after {_moves(trap.moves)}." for trap in proof.traps] or [none]


def _faults(proof: Proof) -> Iterator[str]:
    """Return what else a play shouldn't be able to do, each with the moves that show it."""
    for silence in proof.forced_silences:
        if not silence.leads_on:
            yield f"Silence is the only move in {silence.scene} after {_moves(silence.moves)}."
    for farm in proof.promise_farms:
        yield f"{farm.reply} can keep its own promise {farm.promise} again and again: {_moves(farm.moves)}."
    for deed in proof.repeated_deeds:
        yield f"The event in {deed.reply} can happen twice: {_moves(deed.moves)}."
    if proof.endless:
        moves, loop = _moves(proof.endless.moves), _moves(proof.endless.loop)
        yield f"A play can go on for ever in {proof.endless.scene}: after {moves}, repeating {loop}."
    for item in proof.nothing_to_resume:
        yield f"{item.reply} has nothing to resume after {_moves(item.moves)}."


def _extremes(proof: Proof) -> Iterator[str]:
    for what, play in (("Best", proof.best), ("Worst", proof.worst)):
        if play:
            score = f"satisfaction {number(play.satisfaction)}"
            yield f"{what} play: {score}, {_with_moves(play.moves)}."


def _bounds(proof: Proof) -> list[str]:
    return [f"Not certain: {fact}." for fact in proof.bounds]


def _ending(ending: ProvedEnding, plays: str) -> list[str]:
    where = f" in {ending.scene}" if ending.scene else ""
    if not ending.reachable:
        return [f"Ending {ending.ending}{where}: {_ending_in_short(ending)}."]
    told = [f"Ending {ending.ending}{where}: shortest path {_moves(ending.shortest or ())}."]
    if ending.satisfaction and ending.qa:
        scores = _scores(ending.satisfaction, ending.qa)
        told.append(f"  {scores[0].upper()}{scores[1:]}, for {plays}.")
    return told


def _ending_in_short(ending: ProvedEnding) -> str:
    if ending.reachable is None:
        return "not decided"
    if not ending.reachable:
        return "can't be reached"
    if ending.satisfaction is None or ending.qa is None:
        return f"can be reached {_with_moves(ending.shortest or ())}; its score isn't known"
    return _scores(ending.satisfaction, ending.qa)


def _scores(satisfaction: tuple[int, int], quality: tuple[int, int]) -> str:
    return f"satisfaction {_span(satisfaction)}, quality {_span(quality)}"


def _policy(policy: PolicyPlay) -> str:
    ended = "doesn't end" if policy.ending is None else f"ends in {policy.ending}"
    score = ""
    if policy.satisfaction is not None:
        score = f", satisfaction {number(policy.satisfaction)}, quality {policy.qa}"
    return f"{_HABITS[policy.name]}: {ended}{score}."


def _span(span: tuple[int, int]) -> str:
    least, most = span
    return number(least) if least == most else f"{number(least)} to {number(most)}"


def _with_moves(moves: tuple[str, ...]) -> str:
    return f"with the moves {_moves(moves)}" if moves else "with no moves"


def _moves(moves: tuple[str, ...]) -> str:
    return ", ".join(moves) if moves else "no moves"
