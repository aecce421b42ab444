"""Collect the checks of a whole scenario, each under its rule's name and with its severity.

A check is a function that looks at a scenario, possibly with stand-ins where the file was misread, and yields problems. It
doesn't name its rule: the decorator does, once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from simulator.scenario.diagnostic import KeyPath, Severity
    from simulator.scenario.edit import Fix
    from simulator.scenario.model import Scenario


class Problem(NamedTuple):
    """What a check found: a `Finding` without the rule's name."""

    path: KeyPath
    message: str
    hint: str | None = None
    fix: Fix | None = None
    offset: int | None = None
    at_key: bool = False


Find: TypeAlias = "Callable[[Scenario], Iterator[Problem]]"


class Check(NamedTuple):
    """A registered check; `find` yields every problem of its kind in a scenario."""

    severity: Severity
    find: Find


CHECKS: dict[str, Check] = {}
"""The checks by the names of their rules."""


def check(rule: str, severity: Severity) -> Callable[[Find], Find]:
    """Register the function below under a rule's name."""

    def register(find: Find) -> Find:
        CHECKS[rule] = Check(severity, find)
        return find

    return register
