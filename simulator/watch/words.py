"""What a trainer sees of a file, in sentences: the same ones in every face of `simulator watch`.

Pure: from a snapshot to plain text, one line each. It must not wrap, colour or choose what there is room for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.report.trial_words import counts_of_trials
from simulator.report.words import mood_words
from simulator.scenario.diagnostic import Severity
from simulator.text import count, count_if_any, number, printable

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import Diagnostic
    from simulator.watch.snapshot import LostMove, Snapshot

WAIT = "waiting until the errors are fixed"
PLAY_WAITS = "The play continues once the errors are fixed."


def counts_of_problems(snapshot: Snapshot) -> str:
    """How many problems: `1 error, 2 warnings`, `none`."""
    reading = snapshot.reading
    counts = [count_if_any(reading.errors, "error"), count_if_any(reading.warnings, "warning")]
    return ", ".join(count for count in counts if count) or "none"


def sorted_problems(snapshot: Snapshot) -> list[Diagnostic]:
    """Return the problems, errors first: a warning is often what follows from one."""
    return sorted(
        snapshot.reading.diagnostics, key=lambda problem: problem.severity is not Severity.ERROR
    )


def problem_place(problem: Diagnostic) -> str:
    """Line and column: `12:6`."""
    return f"{problem.line}:{problem.column}"


def problem_words(problem: Diagnostic) -> str:
    """Severity, sentence, hint and rule."""
    hint = f" {problem.hint}" if problem.hint else ""
    return f"{problem.severity.value}: {problem.message}{hint} [{problem.rule}]"


def counts_of_tests(snapshot: Snapshot) -> str:
    """How the tests went: `3 passed, 1 failed`; that they wait; or that there are none."""
    if snapshot.scenario is None:
        return WAIT
    return counts_of_trials([located.trial for located in snapshot.trials])


def lost_words(lost: LostMove) -> str:
    """Which move no longer applies, and why."""
    return f"Move {lost.index + 1} ({printable(lost.move)}) no longer applies: {lost.why}"


def standing(snapshot: Snapshot) -> str:
    """Where the play stands: moves made, scene, mood, and how it ended if it has."""
    conversation = snapshot.conversation
    made = _after(len(snapshot.turns))
    if conversation is None:
        return f"{_after(len(snapshot.moves))}, {WAIT}"
    if not conversation.over:
        return f"{made}, in {conversation.state.scene}, {mood_words(conversation)}"
    state, result = conversation.state, conversation.result()
    scores = f"satisfaction {number(result.satisfaction)}, quality {result.qa}"
    return f"over {made}; ending {state.ending} ({state.outcome}), {scores}"


def _after(moves: int) -> str:
    return f"after {count(moves, 'move')}" if moves else "before the first move"
