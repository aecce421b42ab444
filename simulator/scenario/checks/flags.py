"""Check that flags are both set and asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.checks.definitions import misspelt_flags
from simulator.scenario.checks.places import flag_setters, guards, names_in_replies, names_in_tests
from simulator.scenario.checks.registry import Problem, check
from simulator.scenario.diagnostic import Severity, near_value, near_words, nearest
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario


@check("flag-never-read", Severity.WARNING)
def flag_never_read(scenario: Scenario) -> Iterator[Problem]:
    """Find every flag that is set and never asked for, where it is first set."""
    asked = {
        reference.name
        for _, guard in guards(scenario)
        for reference in guard.references
        if reference.function == "flag"
    }
    setters = list(flag_setters(scenario))
    unset = asked - {name for _, name in setters}
    said: set[str] = set()
    misspelt = misspelt_flags(scenario)
    for path, name in setters:
        if name not in asked and name not in said:
            said.add(name)
            if name not in misspelt and nearest(name, unset):
                continue  # flag-never-set says so, at the guard
            asked |= {misspelt[name]} if name in misspelt else set()
            yield Problem(
                path,
                f"No guard uses the flag {quoted(name)}.",
                *near_value(name, asked, f"Use it, as in when = \"flag('{name}')\", or delete it."),
            )


@check("flag-never-set", Severity.WARNING)
def flag_never_set(scenario: Scenario) -> Iterator[Problem]:
    """Find every flag that is asked for or cleared and never set."""
    known = {name for _, name in flag_setters(scenario)}
    # Those that are misspelt where they are set are told there, by flag-never-read.
    known_or_told = known | set(misspelt_flags(scenario).values())
    for path, guard in guards(scenario):
        for reference in guard.references:
            if reference.function == "flag" and reference.name not in known_or_told:
                yield Problem(
                    path,
                    f"Nothing sets the flag {quoted(reference.name)}.",
                    *near_words(reference.name, known, reference.offset, _to_set(reference.name)),
                    offset=reference.offset,
                )
    tested = [(path, name) for path, figure, name in names_in_tests(scenario) if figure == "flag"]
    for path, name in (*names_in_replies(scenario, "clears"), *tested):
        if name not in known_or_told:
            yield Problem(
                path,
                f"Nothing sets the flag {quoted(name)}.",
                *near_value(name, known, _to_set(name)),
            )


def _to_set(name: str) -> str:
    return f"Add sets = [{quoted(name)}] to a reply or a part."
