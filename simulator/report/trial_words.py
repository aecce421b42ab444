"""What came of the tests that a file carries, in sentences: the same ones in `simulator test` and in every face of `watch`.

Pure: from trials to plain text. It must not run a test or look for its line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.engine.trial import Way, unmet
from simulator.text import number, printable, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.engine.trial import Figure, Trial
    from simulator.scenario.model import Expectation


def counts_of_trials(trials: Sequence[Trial]) -> str:
    """How many passed and failed, whatever there is of either: `3 passed, 1 failed`; `none` where there are none."""
    passed = sum(trial.passed for trial in trials)
    failed = len(trials) - passed
    counts = [f"{passed} passed" if passed else "", f"{failed} failed" if failed else ""]
    return ", ".join(count for count in counts if count) or "none"


def differences(trial: Trial) -> list[str]:
    """Return what was otherwise than a test expects, a sentence each, and last where the play was then; none if it passed."""
    if trial.passed:
        return []
    if trial.illegal:
        return [
            f"move {trial.index + 1}, {trial.illegal.move}: {trial.illegal.message}",
            whereabouts(trial),
        ]
    told = [sentence for expected in trial.failed for sentence in _difference(trial, expected)]
    return [*told, whereabouts(trial)]


def whereabouts(trial: Trial) -> str:
    """Return the scene that the play of a test was in at last, and which move led there, and how."""
    scene = quoted(trial.scene)
    if trial.entry is None:
        return f"The play was still in the first scene, {scene}."
    way = trial.entry.way
    made = f"move {trial.entry.index + 1}, {printable(trial.entry.move)},"
    if way is Way.WALKED_OUT:
        return f"The play ended in the scene {scene}: {made} made them walk out."
    verb = "ended" if trial.over else "was"
    return f"The play {verb} in the scene {scene}: {made} led there{_BECAUSE.get(way, '')}."


_BECAUSE = {
    Way.ROUTE: " by a route",
    Way.RESUME: " by @resume",
    Way.BOILED: " because they boiled over",
    Way.WALKED: " because they were about to leave",
}
_UNMET = {
    "offered": "isn't on offer",
    "not_offered": "is on offer",
    "flag": "isn't set",
    "not_flag": "is set",
    "promise": "isn't open",
    "not_promise": "is open",
}


def _difference(trial: Trial, expected: Expectation) -> list[str]:
    figure, actual = expected.figure, trial.actual[expected.figure]
    if isinstance(actual, tuple):
        return [f"{figure}: {quoted(name)} {_UNMET[figure]}" for name in unmet(expected, actual)]
    return [f"{figure}: expected {_value(expected.written)}, got {_value(actual)}"]


def _value(value: Figure) -> str:
    if value is None:
        return "none, because the play hasn't ended"
    return number(value) if isinstance(value, int) else quoted(str(value))
