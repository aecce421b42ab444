"""The panes of the bench as paragraphs: problems, tests and proof of a watched file.

Pure: from what is known to what is shown. The sentences are those of the seat, which plain mode says too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.report.proof_words import counts_of_proof, proof_figures
from simulator.report.trial_words import differences
from simulator.scenario.diagnostic import Severity
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.watch.words import (
    counts_of_problems,
    counts_of_tests,
    problem_place,
    problem_words,
    sorted_problems,
)

if TYPE_CHECKING:
    from simulator.watch.session import WatchSession
    from simulator.watch.snapshot import Snapshot

ONCE_FIXED = Paragraph("Waiting until the errors are fixed.", "muted")


def watch_title(watching: WatchSession) -> str:
    """Return the file, and when its newest version was seen or why it cannot be."""
    if watching.trouble:
        return f"{watching.shown} {watching.trouble}  ·  waiting for it"
    return f"{watching.shown}  ·  as saved at {watching.seen_at:%H:%M:%S}"


def problem_paragraphs(snapshot: Snapshot) -> list[Paragraph]:
    """Every problem, errors first."""
    told = [Paragraph(f"Problems: {counts_of_problems(snapshot)}", "heading")]
    for problem in sorted_problems(snapshot):
        kind = "notice" if problem.severity is Severity.ERROR else "plain"
        told.append(Paragraph(problem_words(problem), kind, f"{problem_place(problem)} "))
    return told


def test_paragraphs(snapshot: Snapshot) -> list[Paragraph]:
    """Failed tests with what was otherwise, then those that passed."""
    if snapshot.scenario is None:
        return [Paragraph("Tests: waiting", "heading"), ONCE_FIXED]
    told = [Paragraph(f"Tests: {counts_of_tests(snapshot)}", "heading")]
    for tried in sorted(snapshot.trials, key=lambda tried: tried.trial.passed):
        if tried.trial.passed:
            told.append(Paragraph(f"passed: {tried.trial.test.name}", "muted", f"{tried.line} "))
        else:
            told.append(Paragraph(f"failed: {tried.trial.test.name}", "notice", f"{tried.line} "))
            told += [Paragraph(words, lead="  - ") for words in differences(tried.trial)]
    return told


def proof_summary(watching: WatchSession) -> str:
    """How the proof is, in a few words."""
    if watching.snapshot.proof:
        return counts_of_proof(watching.snapshot.proof)
    if watching.underway:
        return f"under way, {watching.proving_for:.0f} s" if watching.late else "…"
    if watching.unproved:
        return "no result"
    return "waiting" if watching.proves else "off"


def proof_paragraphs(watching: WatchSession) -> list[Paragraph]:
    """Return the proof's figures, or how far it is."""
    told = [Paragraph(f"Proof: {proof_summary(watching)}", "heading")]
    underway = watching.underway
    if watching.snapshot.proof:
        told += [Paragraph(line) for line in proof_figures(watching.snapshot.proof)]
    elif underway and watching.late:
        told.append(
            Paragraph(f"Now at: {underway.phase}; {underway.states:,} states seen.", "muted")
        )
    elif underway:
        told.append(Paragraph("Just started.", "muted"))
    elif watching.unproved:
        told.append(Paragraph("It ended without a result; `simulator prove` shows why."))
    elif watching.proves:
        told.append(ONCE_FIXED)
    else:
        told.append(Paragraph("Turned off by --no-prove.", "muted"))
    return told
