"""Check a whole scenario: whether names exist, whether scenes can be left, and whatever no single value can tell.

Importing the modules below registers their checks. Rules about single values are in `fields/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.checks import (  # noqa: F401 (importing a module registers its checks)
    days,
    duplicates,
    flags,
    idle_guards,
    language,
    links,
    promises,
    references,
    replies,
    texts,
    wordings,
)
from simulator.scenario.checks.registry import CHECKS
from simulator.scenario.diagnostic import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SHAPE_RULES = (
    "toml-syntax",
    "too-large",
    "unknown-key",
    "missing-key",
    "wrong-type",
    "bad-value",
    "bad-name",
    "unknown-skill",
    "unknown-slip",
    "bad-guard",
    "control-character",
)
"""Errors about a single value, found while a file is read."""


LINK_RULES = ("unreachable-scene", "no-ending-reachable", "resume-without-on")
"""Rules that follow links, and have nothing to say while one leads to a scene that does not exist, or a scene has none."""

_ALL_REPLIES = (
    *LINK_RULES,
    "all-guarded",
    "decline-without-alternative",
    "flag-never-read",
    "flag-never-set",
    "kept-never-promised",
    "need-never-shown",
    "no-replies",
    "promise-never-kept",
    "unknown-ending",
    "unknown-move",
    "unknown-reply",
)
LOSING_RULES = (
    "bad-guard",
    "bad-name",
    "control-character",
    "missing-key",
    "unknown-skill",
    "wrong-type",
)
"""Errors after which a value isn't known."""

DEPENDENT_RULES = {
    "answer": ("silent-stay",),
    "answers": ("silent-stay",),
    "days": ("unknown-day",),
    "ending": ("no-replies", "unknown-ending", "no-ending-reachable"),
    "id": ("unknown-move", "unknown-reply"),
    "keeps": ("promise-never-kept",),
    "note": ("missing-note",),
    "on": LINK_RULES,
    "promises": ("kept-never-promised",),
    "replies": _ALL_REPLIES,
    "routes": (*LINK_RULES, "flag-never-read"),
    "says": ("flag-never-read", "flag-never-set", "need-never-shown"),
    "scenes": _ALL_REPLIES,
    "sets": ("flag-never-set",),
    "skills": ("decline-without-alternative", "need-never-shown"),
    "start": LINK_RULES,
    "variants": ("flag-never-read", "flag-never-set"),
    "when": ("all-guarded", "flag-never-read"),
}
"""By key the rules that go by what all values of that key say, and have nothing to say while one of them can't be read."""

PROVE_WARNINGS = (
    "dead-way",
    "forced-silence",
    "giveaway-first",
    "giveaway-longest",
    "level-off",
    "polite-wins",
    "promise-farm",
    "repeated-deed",
    "resume-nowhere",
    "stays-for-ever",
)
PROVE_RULES = ("trap", "ending-unreachable", "never-offered", *PROVE_WARNINGS)
"""What `check --prove` adds, found by `simulator.prover`."""

ERROR_RULES = (
    *SHAPE_RULES,
    *(rule for rule, check in CHECKS.items() if check.severity is Severity.ERROR),
    *(rule for rule in PROVE_RULES if rule not in PROVE_WARNINGS),
)
WARNING_RULES = (
    *(rule for rule, check in CHECKS.items() if check.severity is Severity.WARNING),
    *PROVE_WARNINGS,
)

COMMENT_RULES = ("bad-ignore", "ignore-without-reason", "unused-ignore")
"""Warnings about comments that accept warnings; see `suppress.py`."""


def check_all(scenario: Scenario, *, warnings: bool = True) -> Iterator[tuple[Severity, Finding]]:
    """Yield what every check finds, with its severity, in the order of the rules' names; or only what is an error.

    The order counts: a file gets a bounded number of comparisons for its hints, and the first to ask has them.
    """
    for rule, check in sorted(CHECKS.items()):
        if not warnings and check.severity is Severity.WARNING:
            continue
        for problem in check.find(scenario):
            yield check.severity, Finding(rule, *problem)
