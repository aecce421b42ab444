"""Comments that accept a warning: `# simulator: ignore rule-name because of this`.

Such a comment stands behind what is warned about, or on the lines right above it, and gives its reason. Errors cannot be
accepted, a reason must be there, and a comment that accepts nothing is itself warned about, so that none outlives its
cause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Diagnostic, Severity, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

MARK = "simulator: ignore"
_COMMENT = re.compile(r"#\s*simulator:\s*ignore\s+(?P<rule>[a-z-]+)\s*(?P<reason>.*)$")


@dataclass(slots=True)
class _Acceptance:
    """One comment: where it stands, the line it speaks of, and whether it was needed."""

    rule: str
    reason: str
    line: int
    column: int
    target: int
    used: bool = False


def suppress(
    text: str,
    file: str,
    problems: Sequence[Diagnostic],
    *,
    only: Collection[str] = (),
    without: Collection[str] = (),
) -> tuple[Diagnostic, ...]:
    """The problems that are left once comments have accepted theirs, with what is wrong with the comments.

    Comments are looked at about the rules in `only`, if there are any, and about none of those in `without`: what was not
    looked for cannot have been needed.
    """
    if MARK not in re.sub(r"\s+", " ", text):
        return tuple(problems)
    acceptances = _acceptances(text)
    left = [problem for problem in problems if not _accepted(problem, acceptances)]
    spoken_of = [item for item in acceptances if _concerns(item.rule, only, without)]
    left += [problem for item in spoken_of for problem in _complaints(item, file)]
    return tuple(sorted(left, key=lambda problem: problem.order))


def _concerns(rule: str, only: Collection[str], without: Collection[str]) -> bool:
    return rule in only if only else rule not in without


def _acceptances(text: str) -> list[_Acceptance]:
    lines = text.split("\n")
    found = []
    for number, line in enumerate(lines, 1):
        match = _COMMENT.search(line)
        if match is None:
            continue
        target = number
        if line.lstrip().startswith("#"):
            while target <= len(lines) and (
                not lines[target - 1].strip() or lines[target - 1].lstrip().startswith("#")
            ):
                target += 1
        found.append(
            _Acceptance(match["rule"], match["reason"].strip(), number, match.start() + 1, target)
        )
    return found


def _accepted(problem: Diagnostic, acceptances: Sequence[_Acceptance]) -> bool:
    if problem.severity is Severity.ERROR:
        return False
    for item in acceptances:
        if item.rule == problem.rule and item.target == problem.line and item.reason:
            item.used = True
            return True
    return False


def _complaints(item: _Acceptance, file: str) -> list[Diagnostic]:
    if not item.reason:
        message = (
            f"This comment accepts {quoted(item.rule)} without a reason, so it accepts nothing."
        )
        rule, hint = "ignore-without-reason", "Say behind the rule's name why it is meant."
    elif not item.used:
        message = f"Nothing here is warned about as {quoted(item.rule)}."
        rule, hint = (
            "unused-ignore",
            "Delete the comment, or put it right above what is warned about.",
        )
    else:
        return []
    return [Diagnostic(rule, Severity.WARNING, file, item.line, item.column, "", message, hint)]
