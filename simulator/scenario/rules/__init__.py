"""Rules about a whole scenario: one check a file, the file named like the rule.

A check gets the scenario, possibly with stand-ins where the file was misread, and yields findings. Whether names exist,
whether scenes can be left: what no single value can tell. Rules about single values stand in `kinds.py` and `format.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from simulator.scenario.rules import (
    all_guarded,
    day_without_change,
    decline_without_alternative,
    duplicate_day,
    duplicate_reply,
    ending_with_replies,
    flag_never_read,
    flag_never_set,
    kept_never_promised,
    long_text,
    missing_note,
    near_duplicate,
    need_never_shown,
    no_ending_reachable,
    no_replies,
    promise_never_kept,
    replaced_twice,
    resume_without_on,
    short_variant,
    silent_stay,
    too_many_offered,
    too_many_tags,
    unknown_day,
    unknown_ending,
    unknown_move,
    unknown_part,
    unknown_reply,
    unknown_scene,
    unreachable_scene,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simulator.scenario.diagnostic import Finding, Severity
    from simulator.scenario.model import Scenario


class Rule(Protocol):
    """A module with a check."""

    SEVERITY: Severity

    def check(self, scenario: Scenario) -> Iterable[Finding]: ...  # noqa: D102


RULES: tuple[Rule, ...] = (
    all_guarded,
    day_without_change,
    decline_without_alternative,
    duplicate_day,
    duplicate_reply,
    ending_with_replies,
    flag_never_read,
    flag_never_set,
    kept_never_promised,
    long_text,
    missing_note,
    near_duplicate,
    need_never_shown,
    no_ending_reachable,
    no_replies,
    promise_never_kept,
    replaced_twice,
    resume_without_on,
    short_variant,
    silent_stay,
    too_many_offered,
    too_many_tags,
    unknown_day,
    unknown_ending,
    unknown_move,
    unknown_part,
    unknown_reply,
    unknown_scene,
    unreachable_scene,
)

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
    """Every finding of every rule, with its severity."""
    for rule in RULES:
        for finding in rule.check(scenario):
            yield rule.SEVERITY, finding
