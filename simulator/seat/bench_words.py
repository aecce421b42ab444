"""What a trainer sees of a file, in sentences: the same ones in every face of `simulator watch`.

Pure: from a snapshot to plain text, one line each. It must not wrap, colour or choose what there is room for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.report.words import mood_words, number
from simulator.scenario.diagnostic import Severity, printable, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.engine.trial import Trial
    from simulator.prove.proof import Proof, ProvedEnding
    from simulator.scenario.diagnostic import Diagnostic
    from simulator.seat.bench import LostMove, Snapshot

WAIT = "waiting until the errors are mended"
_STOPPED = {"limit": "the search grew too large", "interrupted": "it was interrupted"}


def problems_counted(snapshot: Snapshot) -> str:
    """How many problems: `1 error, 2 warnings`, `none`."""
    reading = snapshot.reading
    counts = [_count(reading.errors, "error"), _count(reading.warnings, "warning")]
    return ", ".join(count for count in counts if count) or "none"


def problems_told(snapshot: Snapshot) -> list[Diagnostic]:
    """The problems, errors first: a warning is often what follows from one."""
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


def tests_counted(snapshot: Snapshot) -> str:
    """How the tests went: `3 passed, 1 failed`; that they wait; or that there are none."""
    if snapshot.scenario is None:
        return WAIT
    passed = sum(tried.trial.passed for tried in snapshot.trials)
    failed = len(snapshot.trials) - passed
    counts = [f"{passed} passed" if passed else "", f"{failed} failed" if failed else ""]
    return ", ".join(count for count in counts if count) or "none"


def differences(trial: Trial) -> list[str]:
    """What was otherwise than a test expects, a sentence each."""
    if trial.illegal:
        return [f"move {trial.index + 1}, {trial.illegal.move}: {trial.illegal.message}"]
    return [
        f"{expected.figure}: expected {_value(expected.written)}, got {_value(trial.actual[expected.figure])}"
        for expected in trial.failed
    ]


def lost_words(lost: LostMove) -> str:
    """Which move no longer applies, and why."""
    return f"Move {lost.index + 1}, {printable(lost.move)}, no longer applies: {lost.why}"


def standing(snapshot: Snapshot) -> str:
    """Where the play stands: moves made, scene, mood, and how it ended if it has."""
    conversation = snapshot.conversation
    made = _count(len(snapshot.turns), "move") or "no move"
    if conversation is None:
        waiting = _count(len(snapshot.moves), "move") or "no move"
        return f"after {waiting}, {WAIT}"
    if not conversation.over:
        return f"after {made}, in {conversation.state.scene}, {mood_words(conversation)}"
    state, result = conversation.state, conversation.result()
    scores = f"satisfaction {number(result.satisfaction)}, quality {result.qa}"
    return f"over after {made}; ending {state.ending} ({state.outcome}), {scores}"


def proof_counted(proof: Proof) -> str:
    """A proof in a few words: what is out of reach and where play is trapped, else that nothing is."""
    wrong = [
        _count(len(proof.traps), "trap"),
        _count(sum(item.reachable is False for item in proof.endings), "ending out of reach"),
        _count(len(proof.unreachable_scenes), "scene never reached"),
        f"{len(proof.never_offered)} never offered" if proof.never_offered else "",
        _count(len(proof.never_taken_routes), "route never taken"),
    ]
    whole = "" if proof.exact else "in part"
    return ", ".join(words for words in (whole, *wrong) if words) or "no trap, all can be reached"


def proof_lines(proof: Proof) -> list[str]:
    """A proof's figures, a sentence each: what is wrong first."""
    scope = f"scores over plays of at most {proof.max_turns} turns"
    told = [f"Proved over every play; {scope}."]
    if not proof.exact:
        why = _STOPPED.get(proof.stopped or "", "a guard compares a count without bound")
        told = [f"Proved in part, because {why}; {scope}."]
    told += [f"Trap in {trap.scene}, after {_moves(trap.moves)}." for trap in proof.traps]
    if not proof.traps:
        told.append("Traps: none found." if proof.stopped else "Traps: none.")
    told.append(f"Never offered: {_names(proof.never_offered)}.")
    for what, names in (
        ("Scenes never reached", proof.unreachable_scenes),
        ("Routes never taken", proof.never_taken_routes),
    ):
        if names:
            told.append(f"{what}: {_names(names)}.")
    told += [f"Ending {ending.ending}: {_ending(ending)}." for ending in proof.endings]
    for what, play in (("Best", proof.best), ("Worst", proof.worst)):
        if play:
            told.append(
                f"{what} play: satisfaction {number(play.satisfaction)}, by {_moves(play.moves)}."
            )
    return told + [f"Only a bound: {fact}" for fact in proof.bounds]


def _ending(ending: ProvedEnding) -> str:
    if ending.reachable is None:
        return "not decided"
    if not ending.reachable:
        return "cannot be reached"
    if ending.satisfaction is None or ending.qa is None:
        return f"can be reached, by {_moves(ending.shortest or ())}; no score is known"
    return f"satisfaction {_span(ending.satisfaction)}, quality {_span(ending.qa)}"


def _span(span: tuple[int, int]) -> str:
    least, most = span
    return number(least) if least == most else f"{number(least)} to {number(most)}"


def _count(amount: int, thing: str) -> str:
    """An amount with its noun, nothing for none; of several words the first is the noun."""
    noun, *rest = thing.split(" ")
    return " ".join([str(amount), noun if amount == 1 else f"{noun}s", *rest]) if amount else ""


def _value(value: int | str | None) -> str:
    if value is None:
        return "none, the play has not ended"
    return quoted(value) if isinstance(value, str) else number(value)


def _moves(moves: tuple[str, ...]) -> str:
    return ", ".join(moves) if moves else "no move"


def _names(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"
