"""Comments that accept a warning: `# simulator: ignore rule-name because of this`.

Such a comment comes after what is warned about, or on the lines right above it, and gives its reason. Errors cannot be
accepted, a reason must be there, and a comment that accepts nothing is itself warned about, so that none outlives its
cause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Diagnostic, Severity, meant, nearest
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

MARK = "simulator: ignore"
_COMMENT = re.compile(r"#\s*simulator:\s*ignore\s+(?P<rule>[a-z-]+)\s*(?P<reason>.*)$")


@dataclass(slots=True)
class Acceptance:
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
    """Return the problems that are left once comments have accepted theirs, with what is wrong with the comments.

    Comments are looked at about the rules in `only`, if there are any, and about none of those in `without`: what was not
    looked for cannot have been needed.
    """
    if MARK not in re.sub(r"\s+", " ", text):
        return tuple(problems)
    comments = acceptances(text)
    # Of two comments that accept the same, the first is the one that is needed.
    reasoned = {(item.rule, item.target): item for item in reversed(comments) if item.reason}
    left = [problem for problem in problems if not _accepted(problem, reasoned)]
    spoken_of = [item for item in comments if _concerns(item.rule, only, without)]
    left += [problem for item in spoken_of for problem in _complaints(item, file)]
    return tuple(sorted(left, key=lambda problem: problem.order))


def reason_span(comment: str) -> tuple[int, int] | None:
    """Return where the reason starts and ends in a comment that accepts a warning; None for any other comment."""
    match = _COMMENT.match(comment)
    return match.span("reason") if match else None


def _concerns(rule: str, only: Collection[str], without: Collection[str]) -> bool:
    return rule in only if only else rule not in without


def acceptances(text: str) -> list[Acceptance]:
    """Return the comments in order; one that stands alone speaks of the next line that holds anything."""
    lines = text.split("\n")
    found = []
    below = len(lines) + 1
    for number in range(len(lines), 0, -1):
        line = lines[number - 1]
        stripped = line.lstrip()
        if stripped and not stripped.startswith("#"):
            below = number
        match = _COMMENT.search(line)
        if match:
            rule, reason = match["rule"], match["reason"].strip()
            found.append(Acceptance(rule, reason, number, match.start() + 1, below))
    return found[::-1]


def _accepted(problem: Diagnostic, acceptances: Mapping[tuple[str, int], Acceptance]) -> bool:
    item = acceptances.get((problem.rule, problem.line))
    if problem.severity is Severity.ERROR or item is None:
        return False
    item.used = True
    return True


def _complaints(item: Acceptance, file: str) -> list[Diagnostic]:
    if not item.reason:
        message = (
            f"This comment accepts {quoted(item.rule)} without a reason, so it accepts nothing."
        )
        rule, hint = "ignore-without-reason", "Give your reason after the rule's name."
    elif not item.used:
        message, hint = _why_unused(item.rule)
        rule = "unused-ignore"
    else:
        return []
    return [Diagnostic(rule, Severity.WARNING, file, item.line, item.column, "", message, hint)]


def _why_unused(rule: str) -> tuple[str, str]:
    """Return why a comment accepts nothing, and what to do about it."""
    from simulator.scenario.checks import ERROR_RULES, WARNING_RULES  # only where it is needed

    if rule in ERROR_RULES:
        return f"{quoted(rule)} is an error, and errors can't be accepted.", "Delete the comment."
    hint = "Delete the comment, or put it right above the line with the warning."
    if rule in WARNING_RULES:
        return f"There is no {quoted(rule)} warning here.", hint
    return f"There is no rule {quoted(rule)}.", meant(nearest(rule, WARNING_RULES), hint) or hint
