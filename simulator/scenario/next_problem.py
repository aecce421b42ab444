"""Look one step ahead: what would be said of a line once its TOML is mended, so that no hint leads to another problem.

The words for TOML don't know what a key can have: `level = three` becomes `level = "three"`, and that isn't a number. So the
mended text is read as a scenario, and what is found on a mended line says what to write there in the first place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Severity, limited_comparisons
from simulator.scenario.edit import Edit, apply_edits
from simulator.scenario.fields.report import Report
from simulator.scenario.format import SCENARIO
from simulator.scenario.source import located
from simulator.scenario.toml_errors.read import read
from simulator.text import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.scenario.diagnostic import Diagnostic

_AHEAD = ("wrong-type", "unknown-key", "bad-guard")
"""What is looked for: a value of another kind, a guard that makes no sense, and a line that isn't a key of its table at all."""


def look_ahead(text: str, problems: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the TOML problems of a text, with the hints of those whose edits would lead to another problem put right."""
    edits = sorted({edit for problem in problems for edit in problem.edits})
    # Where a line is added, those below it get other numbers.
    if not edits or any("\n" in text[edit.start : edit.end] + edit.text for edit in edits):
        return tuple(problems)
    mended = apply_edits(text, edits)
    document = read(mended)
    if isinstance(document, tuple):
        return tuple(problems)
    report = Report()
    with limited_comparisons():
        SCENARIO.read(document, (), report)
    found = [(Severity.ERROR, each) for each in report.findings if each.rule in _AHEAD]
    by_line = {each.line: each for each in located(mended, "", found)} if found else {}
    return tuple(
        _with_hint(text, mended, problem, by_line[problem.line])
        if problem.edits and problem.line in by_line
        else problem
        for problem in problems
    )


def _with_hint(text: str, mended: str, problem: Diagnostic, ahead: Diagnostic) -> Diagnostic:
    """Return a problem with what to do about the one that its edits lead to."""
    if ahead.edits:
        both = _both(text, problem.edits, ahead.edits)
        if both is None:
            return problem
        words = apply_edits(mended, ahead.edits).split("\n")[problem.line - 1].strip()
        return problem._replace(hint=f"Use {shorten(words)}.", edits=both)
    if ahead.rule == "unknown-key":
        start = text.rfind("\n", 0, problem.edits[0].start) + 1
        hint = "If it's a comment, put # before it."
        return problem._replace(hint=hint, edits=(Edit(start, start, "# "),))
    return problem._replace(hint=ahead.hint or problem.hint, edits=())


def _both(text: str, first: Sequence[Edit], then: Sequence[Edit]) -> tuple[Edit, ...] | None:
    """Return one edit that does what edits and those of the text they give do together; None if that isn't one place."""
    start, end = first[0].start, first[-1].end
    shift = sum(len(edit.text) - (edit.end - edit.start) for edit in first)
    mended = apply_edits(text, first)
    low = min(start, then[0].start)
    high = max(end + shift, then[-1].end)
    if mended.count("\n", low, high):
        return None
    after = apply_edits(mended, then)
    grown = sum(len(edit.text) - (edit.end - edit.start) for edit in then)
    return (Edit(low, high - shift, after[low : high + grown]),)
