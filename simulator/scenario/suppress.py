"""Comments that accept a warning: `# simulator: ignore rule-name because of this`.

Such a comment comes after what is warned about, or on the lines right above it, and gives its reason. Errors cannot be
accepted, a reason must be there, and a comment that accepts nothing is itself warned about, so that none outlives its
cause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Diagnostic, Severity, in_order, meant, nearest
from simulator.scenario.edit import Edit
from simulator.text import quoted, shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

_LOOSE = re.compile(
    r"#\s*simulator\b[\s:,-]*(?:ign\w*|accepts?|allows?|disable|skip)\b[\s:=,-]*"
    r"\[?(?P<rule>[a-z]+(?:[-_][a-z]+)+)\]?[\s:,-]*(?P<reason>.*)$",
    re.IGNORECASE,
)
"""A comment that is meant to accept a warning, however its first words are spelt; every rule has a hyphen in its name."""
_COMMENT = re.compile(r"#\s*simulator:\s*ignore\s+(?P<rule>[a-z-]+)\s*(?P<reason>.*)$")


@dataclass(slots=True)
class Acceptance:
    """One comment: its place, the lines it speaks of, whether it is misspelt, and whether it was needed."""

    rule: str
    reason: str
    line: int
    column: int
    span: tuple[int, int]
    targets: tuple[int, ...]
    misspelt: bool = False
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
    if "simulator" not in text.lower():
        return tuple(problems)
    comments = acceptances(text)
    # Of two comments that accept the same, the first is the one that is needed.
    reasoned = {
        (item.rule, target): item
        for item in reversed(comments)
        for target in item.targets
        if item.reason
    }
    refused = {(item.rule, target): item for item in comments for target in item.targets}
    left = [
        _refuse(problem, refused) for problem in problems if not _is_accepted(problem, reasoned)
    ]
    spoken_of = [item for item in comments if _concerns(item.rule, only, without)]
    left += [problem for item in spoken_of for problem in _complaints(item, file)]
    return in_order(left)


def reason_span(comment: str) -> tuple[int, int] | None:
    """Return where the reason starts and ends in a comment that accepts a warning; None for any other comment."""
    match = _COMMENT.match(comment)
    return match.span("reason") if match else None


def _concerns(rule: str, only: Collection[str], without: Collection[str]) -> bool:
    return rule in only if only else rule not in without


def acceptances(text: str) -> list[Acceptance]:
    """Return the comments in order.

    One that stands alone speaks of the next line that holds anything, and right below a header of that header as well.
    """
    lines = text.split("\n")
    below, next_line = [0] * len(lines), len(lines) + 1
    for index in range(len(lines) - 1, -1, -1):
        if _holds_anything(lines[index]):
            next_line = index + 1
        below[index] = next_line
    found, offset, above = [], 0, 0
    for index, line in enumerate(lines):
        holds = _holds_anything(line)
        above = index + 1 if holds else above
        speaks = "simulator" in line.lower()
        match = (_COMMENT.search(line) or _LOOSE.search(line)) if speaks else None
        if match:
            header = (above,) if above and lines[above - 1].lstrip().startswith("[") else ()
            found.append(
                Acceptance(
                    match["rule"].lower().replace("_", "-"),
                    match["reason"].strip(),
                    index + 1,
                    match.start() + 1,
                    (offset + match.start(), offset + len(line.rstrip())),
                    (below[index], *header),
                    misspelt=match.re is _LOOSE,
                )
            )
        offset += len(line) + 1
    return found


def _holds_anything(line: str) -> bool:
    stripped = line.lstrip()
    return bool(stripped) and not stripped.startswith("#")


def _is_accepted(problem: Diagnostic, acceptances: Mapping[tuple[str, int], Acceptance]) -> bool:
    item = acceptances.get((problem.rule, problem.line))
    if problem.severity is Severity.ERROR or item is None:
        return False
    item.used = True
    return True


def _refuse(problem: Diagnostic, refused: Mapping[tuple[str, int], Acceptance]) -> Diagnostic:
    """Return an error that a comment is meant to accept with a word about that in its hint, so that it is told once."""
    item = refused.get((problem.rule, problem.line))
    if problem.severity is not Severity.ERROR or item is None:
        return problem
    item.used = True
    hint = f"{problem.hint or ''} A comment can't accept an error.".strip()
    return problem._replace(hint=hint)


def _complaints(item: Acceptance, file: str) -> list[Diagnostic]:
    edits: tuple[Edit, ...] = ()
    if not item.used and _is_unknown(
        item.rule
    ):  # whatever else is wrong with it, it can't accept anything
        rule, (message, hint, found) = "unused-ignore", _why_unused(item.rule)
        if found and item.reason:
            edits = (Edit(*item.span, f"# simulator: ignore {found} {item.reason}"),)
    elif item.misspelt:
        right = f"# simulator: ignore {item.rule} {item.reason}".rstrip()
        rule, message = (
            "bad-ignore",
            "This comment seems to be meant to accept a warning, but it isn't spelt correctly.",
        )
        if item.reason:
            hint, edits = f"Use {shorten(right)}", (Edit(*item.span, right),)
            hint += "" if hint.endswith((".", "…")) else "."
        else:
            hint = f"Use {shorten(right)} with your reason after it."
    elif not item.reason:
        message = (
            f"This comment accepts {quoted(item.rule)} without a reason, so it accepts nothing."
        )
        rule, hint = "ignore-without-reason", "Give your reason after the rule's name."
    elif not item.used:
        rule, (message, hint, _) = "unused-ignore", _why_unused(item.rule)
    else:
        return []
    place = (item.line, item.column)
    return [Diagnostic(rule, Severity.WARNING, file, *place, "", message, hint, edits)]


def _is_unknown(rule: str) -> bool:
    from simulator.scenario.checks import COMMENT_RULES, ERROR_RULES, WARNING_RULES

    return rule not in (*ERROR_RULES, *WARNING_RULES, *COMMENT_RULES)


def _why_unused(rule: str) -> tuple[str, str, str | None]:
    """Return why a comment accepts nothing, what to do about it, and the rule that was probably meant."""
    from simulator.scenario.checks import ERROR_RULES, WARNING_RULES  # only where it is needed

    if rule in ERROR_RULES:
        message = f"{quoted(rule)} is an error, and errors can't be accepted."
        return message, "Delete the comment.", None
    hint = "Delete the comment, or put it right above the line with the warning."
    if rule in WARNING_RULES:
        return f"There is no {quoted(rule)} warning here.", hint, None
    found = nearest(rule, WARNING_RULES)
    return f"There is no rule {quoted(rule)}.", meant(found, hint) or hint, found
