"""Check that promises are both made and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.checks.definitions import misspelt_promises
from simulator.scenario.checks.places import (
    guards,
    names_in_replies,
    names_in_tests,
    permanent_replies,
)
from simulator.scenario.checks.registry import Problem, check
from simulator.scenario.diagnostic import Severity, near_value, near_words, nearest
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario


@check("promise-never-kept", Severity.WARNING)
def promise_never_kept(scenario: Scenario) -> Iterator[Problem]:
    """Find every promise that can't be kept, so that every play that makes it breaks it."""
    kept = {
        name
        for scene in scenario.scenes.values()
        for reply in permanent_replies(scene)
        for name in reply.keeps
    }
    made = {name for _, name in names_in_replies(scenario, "promises")}
    never_made = {name for _, name in names_in_replies(scenario, "keeps")} - made
    misspelt = misspelt_promises(scenario)
    for path, name in names_in_replies(scenario, "promises"):
        # Else kept-never-promised says so, where it is kept.
        if name not in kept and (name in misspelt or not nearest(name, never_made)):
            yield Problem(
                path,
                f"No reply keeps the promise {quoted(name)}: it will be broken at the end.",
                *near_value(
                    name,
                    [misspelt[name]] if name in misspelt else kept,
                    f"Add keeps = [{quoted(name)}] to a later reply. If it is meant to be broken, accept the warning.",
                ),
            )


@check("kept-never-promised", Severity.WARNING)
def kept_never_promised(scenario: Scenario) -> Iterator[Problem]:
    """Find every promise that is kept or asked for and never made."""
    made = {name for _, _, reply in scenario.replies() for name in reply.promises}
    known = made | set(misspelt_promises(scenario).values())  # promise-never-kept tells the latter
    tested = [(p, name) for p, figure, name in names_in_tests(scenario) if figure == "promise"]
    for path, name in (*names_in_replies(scenario, "keeps"), *tested):
        if name not in known:
            yield Problem(
                path,
                f"No reply makes the promise {quoted(name)}.",
                *near_value(name, made, _to_make(name)),
            )
    for path, guard in guards(scenario):
        for reference in guard.references:
            if reference.function == "promised" and reference.name not in known:
                yield Problem(
                    path,
                    f"No reply makes the promise {quoted(reference.name)}.",
                    *near_words(reference.name, made, reference.offset, _to_make(reference.name)),
                    offset=reference.offset,
                )


def _to_make(name: str) -> str:
    return f"Add promises = [{quoted(name)}] to the reply that makes it."
