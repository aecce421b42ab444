"""Check a whole scenario: whether names exist, whether scenes can be left, and whatever no single value can tell.

Importing the modules below registers their checks. Rules about single values are in `fields/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.checks import (  # noqa: F401 (importing a module registers its checks)
    days,
    flags,
    links,
    promises,
    references,
    replies,
    texts,
    wordings,
)
from simulator.scenario.checks.registry import CHECKS
from simulator.scenario.diagnostic import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.diagnostic import Severity
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

COMMENT_RULES = ("ignore-without-reason", "unused-ignore")
"""Warnings about comments that accept warnings; see `suppress.py`."""


def check_all(scenario: Scenario) -> Iterator[tuple[Severity, Finding]]:
    """Yield what every check finds, with its severity, in the order of the rules' names.

    The order counts: a file gets a bounded number of comparisons for its hints, and the first to ask has them.
    """
    for rule, check in sorted(CHECKS.items()):
        for problem in check.find(scenario):
            yield check.severity, Finding(rule, *problem)
