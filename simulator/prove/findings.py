"""What a proof has to say against a scenario, as findings for `check --prove`.

Only what is proved is reported: where a search was cut short, what it could not tell is left out. Each finding names its
witness, so that a trainer can play it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.prove.proof import Proof
    from simulator.scenario.model import Scenario

Found = tuple[Severity, Finding]

_POLICIES = {
    "longest": ("giveaway-longest", "A trainee who always takes the longest reply"),
    "first": ("giveaway-first", "A trainee who always takes the first reply"),
    "polite": ("polite-wins", "A trainee who only thanks, smiles, apologises and reassures"),
}
_NOTHING_POLITE = (
    "A trainee who looks for thanks, smiles, apologies and reassurance, finds none on the way "
    "and so takes the first reply each time,"
)


def findings(scenario: Scenario, proof: Proof) -> Iterator[Found]:
    """Traps, endings that cannot be reached, replies never offered, and policies that do too well."""
    yield from _traps(proof)
    yield from _endings(proof)
    yield from _replies(scenario, proof)
    yield from _giveaways(proof)


def _traps(proof: Proof) -> Iterator[Found]:
    for trap in proof.traps:
        yield (
            Severity.ERROR,
            Finding(
                "trap",
                ("scenes", trap.scene),
                f"From here no ending can be reached any more, after {_moves(trap.moves)}.",
                "Give the scene a reply that is always offered and leads on.",
                at_key=True,
            ),
        )


def _endings(proof: Proof) -> Iterator[Found]:
    for ending in proof.endings:
        if ending.scene is not None and ending.reachable is False:
            yield (
                Severity.ERROR,
                Finding(
                    "ending-unreachable",
                    ("scenes", ending.scene, "ending"),
                    f"No play reaches the ending {quoted(ending.ending)}.",
                    "Loosen the guards on the way there, or delete it.",
                ),
            )


def _replies(scenario: Scenario, proof: Proof) -> Iterator[Found]:
    never = set(proof.never_offered)
    for scene, index, reply in scenario.replies():
        if f"{scene.name}.{reply.id}" in never:
            yield (
                Severity.ERROR,
                Finding(
                    "never-offered",
                    ("scenes", scene.name, "replies", index, "id"),
                    f"In no play the reply {quoted(reply.id)} is offered.",
                    "Loosen its guard, lead a way to its scene, or delete it.",
                ),
            )


def _giveaways(proof: Proof) -> Iterator[Found]:
    if proof.best is None:
        return
    for policy in proof.policies:
        if policy.name in _POLICIES and policy.satisfaction is not None:
            rule, who = _POLICIES[policy.name]
            if policy.name == "polite" and not policy.polite:
                who = _NOTHING_POLITE
            if policy.satisfaction >= proof.best.satisfaction:
                yield (
                    Severity.WARNING,
                    Finding(
                        rule,
                        ("title",),
                        f"{who} does as well as the best play, at {policy.satisfaction}: {_moves(policy.moves)}.",
                        "Change the order, the length or the tags of some replies.",
                    ),
                )


def _moves(moves: tuple[str, ...]) -> str:
    return ", ".join(moves) if moves else "no move at all"
