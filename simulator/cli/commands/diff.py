"""`simulator diff`: what changed in meaning between two versions of a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.cli import Exit
from simulator.cli.inputs import version_of
from simulator.cli.proofs import whole_proof
from simulator.cli.saved_plays import saved_plays
from simulator.cli.streams import print_json
from simulator.play.opening import playable
from simulator.report.changes import differences
from simulator.report.comparable import scores_compare
from simulator.text import number, quoted

if TYPE_CHECKING:
    from simulator.cli.context import Context
    from simulator.cli.saved_plays import SavedPlay
    from simulator.prover.proof import Proof
    from simulator.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    old: str
    new: str
    no_prove: bool = False
    json: bool = False


class DayProofs(NamedTuple):
    """The proofs of both versions on one day, "" for the first."""

    day: str
    before: Proof
    after: Proof


def run(context: Context, options: Options) -> int:
    """Compare two versions: their values, their proofs on each day that both have, and which saved plays still stand."""
    old = playable(version_of(context.library, options.old))
    new = playable(version_of(context.library, options.new))
    changed = differences(old, new)
    proofs = [] if options.no_prove else _proofs(old, new, same=not changed and old.id == new.id)
    saved = saved_plays(context, new)
    comparable = scores_compare(old, new)
    if options.json:
        print_json({**_json(changed, proofs, saved), "scores_comparable": comparable})
        return Exit.DONE
    for change in changed:
        print(change)
    if not changed:
        print("Nothing has changed in meaning.")
    elif comparable:
        only = "the wording has"
        if any(change.kind == "renamed" for change in changed):
            only = "names and the wording have"
        print(f"Only {only} changed, so scores from the two versions can be compared.")
    else:
        print(
            "More than the wording has changed, so scores from the two versions can't be compared."
        )
    for day, before, after in proofs:
        for line in _proof_lines(before, after):
            print(f"on the day {quoted(day)}: {line}" if day else line)
    for record, index in saved:
        if index is None:
            print(f"saved play {record.name}: still works")
        else:
            print(
                f"saved play {record.name}: move {index + 1} ({record.moves[index]}) no longer applies"
            )
    return Exit.DONE


def _proofs(old: Scenario, new: Scenario, *, same: bool) -> list[DayProofs]:
    """Prove both versions on the first day and each other day of both; what means the `same` has one proof."""
    kept = {day.name for day in old.days} & {day.name for day in new.days}
    found = []
    for name in ("", *(day.name for day in new.days if day.name in kept)):
        before = whole_proof(old.on_day(name))
        found.append(DayProofs(name, before, before if same else whole_proof(new.on_day(name))))
    return found


def _proof_lines(before: Proof, after: Proof) -> list[str]:
    """How the proofs differ, in sentences."""
    told = []
    was = {ending.ending for ending in before.endings if ending.reachable}
    now = {ending.ending for ending in after.endings if ending.reachable}
    told += [f"ending {name}: can no longer be reached" for name in sorted(was - now)]
    told += [f"ending {name}: can now be reached" for name in sorted(now - was)]
    for what, old, new in (("best", before.best, after.best), ("worst", before.worst, after.worst)):
        if old and new and old.satisfaction != new.satisfaction:
            told.append(
                f"{what} satisfaction: {number(old.satisfaction)} → {number(new.satisfaction)}"
            )
    told += [f"trap in {trap.scene}, after {', '.join(trap.moves)}" for trap in after.traps]
    lost = sorted(set(after.never_offered) - set(before.never_offered))
    told += [f"reply {name}: no play offers it any more" for name in lost]
    for proof, which in ((before, "old"), (after, "new")):
        if not proof.exact:
            told.append(f"the {which} version is only partly proved: {'; '.join(proof.bounds)}")
    return told


def _json(changed: list[Any], proofs: list[DayProofs], saved: list[SavedPlay]) -> dict[str, Any]:
    first = proofs[0] if proofs else None
    return {
        "changes": [
            {"kind": change.kind, "path": change.where, "old": change.old, "new": change.new}
            for change in changed
        ],
        "old": first and first.before.as_json(),
        "new": first and first.after.as_json(),
        "days": [
            {"day": day, "old": before.as_json(), "new": after.as_json()}
            for day, before, after in proofs[1:]
        ],
        "saves": [{"name": record.name, "broken_at": index} for record, index in saved],
    }
