"""What a proof has to say against a scenario, as findings for `check --prove`.

Only what is proved is reported: where a search was cut short, what it could not tell is left out. Each finding names its
witness, so that a trainer can play it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity
from simulator.text import number, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simulator.prover.proof import Proof
    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.model import Scenario

Found = tuple[Severity, Finding]

_POLICIES = {
    "longest": ("giveaway-longest", "A trainee who always takes the longest reply"),
    "first": ("giveaway-first", "A trainee who always takes the first reply"),
    "polite": (
        "polite-wins",
        "A merely polite trainee",
    ),
}
_NOTHING_POLITE = "no reply on the way is polite, so this is just the first reply each time"


def findings(scenario: Scenario, proof: Proof) -> Iterator[Found]:
    """Everything that a proof of one day has to say."""
    yield from _traps(proof)
    yield from _endings(proof)
    yield from _replies(scenario, proof)
    yield from _dead_ways(scenario, proof)
    yield from _silences(proof)
    yield from _repeats(scenario, proof)
    yield from _endless(proof)
    yield from _nothing_to_resume(scenario, proof)
    yield from _giveaways(proof)
    yield from _level(scenario, proof)


def findings_of_days(proved: Iterable[tuple[Scenario, Proof]]) -> Iterator[Found]:
    """Return the findings of all days of a scenario, the first day first; what was found there isn't found again."""
    found: set[tuple[str, KeyPath]] = set()
    for scenario, proof in proved:
        before = frozenset(found)
        for severity, finding in findings(scenario, proof):
            if (finding.rule, finding.path) not in before:
                found.add((finding.rule, finding.path))
                day = f"On the day {quoted(scenario.day)}: " if scenario.day else ""
                yield severity, finding._replace(message=day + finding.message)


def _traps(proof: Proof) -> Iterator[Found]:
    for trap in proof.traps:
        yield (
            Severity.ERROR,
            Finding(
                "trap",
                ("scenes", trap.scene),
                f"After {_moves(trap.moves)}, no ending can be reached any more.",
                "Give the scene a reply that is always offered and leads towards an ending.",
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
                    f"No play ever offers the reply {quoted(reply.id)}.",
                    "Loosen its guard, lead another reply to its scene, or delete it.",
                ),
            )


def _dead_ways(scenario: Scenario, proof: Proof) -> Iterator[Found]:
    dead = set(proof.dead_ways)
    for scene, index, reply in scenario.replies():
        name = f"{scene.name}.{reply.id}"
        at = ("scenes", scene.name, "replies", index)
        for place, route in enumerate(reply.routes):
            if f"{name}[{place}]" in dead:
                yield (
                    Severity.WARNING,
                    Finding(
                        "dead-way",
                        (*at, "routes", place, "to"),
                        f"No play takes this route from {quoted(reply.id)} to {quoted(route.to)}.",
                        "Loosen its guard, put it above the routes that are taken instead, or delete it.",
                    ),
                )
        if f"{name}.to" in dead:
            yield (
                Severity.WARNING,
                Finding(
                    "dead-way",
                    (*at, "to"),
                    f"No play gets from {quoted(reply.id)} to this scene: another of the reply's routes is always taken first.",
                    "Tighten the guards of its routes, or delete this to.",
                ),
            )


def _silences(proof: Proof) -> Iterator[Found]:
    for silence in proof.forced_silences:
        if not silence.leads_on:
            yield (
                Severity.WARNING,
                Finding(
                    "forced-silence",
                    ("scenes", silence.scene),
                    f"After {_moves(silence.moves)}, silence is the only move here.",
                    'Give the scene a reply without a guard, or add on_silence = "…" with the scene that silence leads to.',
                    at_key=True,
                ),
            )


def _repeats(scenario: Scenario, proof: Proof) -> Iterator[Found]:
    places = _places(scenario)
    for farm in proof.promise_farms:
        yield (
            Severity.WARNING,
            Finding(
                "promise-farm",
                (*places[farm.reply], "keeps"),
                f"This reply can be given again and again, and keeps its own promise "
                f"{quoted(farm.promise)} each time: {_moves(farm.moves)}.",
                "Let another reply keep the promise, or add once = true to this one.",
            ),
        )
    for deed in proof.repeated_deeds:
        yield (
            Severity.WARNING,
            Finding(
                "repeated-deed",
                (*places[deed.reply], "event"),
                f"This event can happen twice in one play: {_moves(deed.moves)}.",
                "Add once = true to the reply, or a guard that no longer holds afterwards.",
            ),
        )


def _endless(proof: Proof) -> Iterator[Found]:
    if proof.endless is not None:
        scene, moves, loop = proof.endless.scene, proof.endless.moves, proof.endless.loop
        yield (
            Severity.WARNING,
            Finding(
                "stays-for-ever",
                ("scenes", scene),
                f"A play can go on for ever here: after {_moves(moves)}, repeating {_moves(loop)} changes nothing.",
                "Add once = true to a reply of the loop, or let it cost patience.",
                at_key=True,
            ),
        )


def _nothing_to_resume(scenario: Scenario, proof: Proof) -> Iterator[Found]:
    places = _places(scenario)
    for item in proof.nothing_to_resume:
        yield (
            Severity.WARNING,
            Finding(
                "resume-nowhere",
                (*places[item.reply], "to"),
                f"After {_moves(item.moves)}, there is nothing here for @resume to go back to.",
                "Lead to this scene only through [on], or name a scene in place of @resume.",
            ),
        )


def _places(scenario: Scenario) -> dict[str, KeyPath]:
    """Return where each reply ("scene.reply") is in the file."""
    return {
        f"{scene.name}.{reply.id}": ("scenes", scene.name, "replies", index)
        for scene, index, reply in scenario.replies()
    }


def _level(scenario: Scenario, proof: Proof) -> Iterator[Found]:
    careful = proof.careful
    if careful is not None and abs(careful.level - scenario.level) > 1:
        yield (
            Severity.WARNING,
            Finding(
                "level-off",
                ("level",),
                f"Careful play satisfies the customer in {careful.percent}% of {careful.plays:,} plays, "
                f"which is level {careful.level}.",
                f"Set level = {careful.level}, or make the scenario "
                f"{'harder' if careful.level < scenario.level else 'easier'}.",
            ),
        )


def _giveaways(proof: Proof) -> Iterator[Found]:
    if proof.best is None:
        return
    for policy in proof.policies:
        if policy.name in _POLICIES and policy.satisfaction is not None:
            rule, who = _POLICIES[policy.name]
            is_first = policy.name == "polite" and not policy.polite
            why = f" ({_NOTHING_POLITE})" if is_first else ""
            if policy.satisfaction >= proof.best.satisfaction:
                yield (
                    Severity.WARNING,
                    Finding(
                        rule,
                        ("title",),
                        f"{who} does as well as the best play, with satisfaction {number(policy.satisfaction)}: "
                        f"{_moves(policy.moves)}{why}.",
                        "Change the order, the length or the tags of some of the replies.",
                    ),
                )


def _moves(moves: tuple[str, ...]) -> str:
    return ", ".join(moves) if moves else "no move at all"
