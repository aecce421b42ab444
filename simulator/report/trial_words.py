"""What came of the tests that a file carries, in sentences: the same ones in `simulator test` and in every face of `watch`.

Pure: from trials to plain text. It must not run a test or look for its line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.text import number, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.engine.trial import Trial


def counts_of_trials(trials: Sequence[Trial]) -> str:
    """How many passed and failed, whatever there is of either: `3 passed, 1 failed`; `none` where there are none."""
    passed = sum(trial.passed for trial in trials)
    failed = len(trials) - passed
    counts = [f"{passed} passed" if passed else "", f"{failed} failed" if failed else ""]
    return ", ".join(count for count in counts if count) or "none"


def differences(trial: Trial) -> list[str]:
    """Return what was otherwise than a test expects, a sentence each."""
    if trial.illegal:
        return [f"move {trial.index + 1}, {trial.illegal.move}: {trial.illegal.message}"]
    return [
        f"{expected.figure}: expected {_value(expected.written)}, got {_value(trial.actual[expected.figure])}"
        for expected in trial.failed
    ]


def _value(value: int | str | None) -> str:
    if value is None:
        return "none, because the play hasn't ended"
    return quoted(value) if isinstance(value, str) else number(value)
