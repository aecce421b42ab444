"""Tests of a file's own tests: what they may expect, and where a play that failed was."""

from __future__ import annotations

import pytest

from simulator.engine.machine import ScenarioMachine
from simulator.engine.trial import Trial, run_test
from simulator.report.trial_words import differences
from simulator.scenario.parse import parse

FILE = """\
format = 1
title = "T"
start = "a"
on = { boils = "outburst", walks = "leaving" }
[customer]
name = "Kim"
anger = 60
patience = 30
turn_cost = 4
[scenes.a]
says = ["1", { text = "2", sets = ["knows"] }]
on_silence = "b"
[[scenes.a.replies]]
id = "promise"
text = "…"
promises = ["call"]
sets = ["promised"]
to = "b"
[[scenes.a.replies]]
id = "secret"
text = "…"
when = "flag('knows')"
to = "end"
[[scenes.a.replies]]
id = "insult"
text = "…"
slips = ["blame", "dismiss", "rush"]
to = "b"
[[scenes.a.replies]]
id = "fork"
text = "…"
routes = [{ when = "flag('knows')", to = "end" }]
to = "b"
[[scenes.a.replies]]
id = "stay"
text = "…"
answer = "…"
[scenes.b]
says = "3"
[[scenes.b.replies]]
id = "keep"
text = "…"
keeps = ["call"]
to = "end"
[[scenes.b.replies]]
id = "wait-long"
text = "…"
wait = { ticks = 20 }
slips = ["rush", "dismiss", "blame"]
answer = "…"
to = "a"
[scenes.outburst]
says = "!"
[[scenes.outburst.replies]]
id = "calm"
text = "…"
to = "@resume"
[scenes.leaving]
says = "Bye."
[[scenes.leaving.replies]]
id = "let-go"
text = "…"
wait = { ticks = 20 }
answer = "…"
[scenes.end]
says = "4"
ending = "done"
outcome = "full"
"""


def tried(test: str, file: str = FILE) -> Trial:
    """Run one test of the file."""
    reading = parse(f"{file}[[tests]]\n{test}\n".encode(), "t", "t.toml")
    assert reading.scenario is not None, reading.diagnostics
    return run_test(ScenarioMachine(reading.scenario), reading.scenario.tests[0])


@pytest.mark.parametrize(
    ("moves", "expect", "failures"),
    [
        ('"listen"', 'offered = "secret"', []),
        ("", 'offered = "secret"', ['offered: "secret" isn\'t on offer']),
        ("", 'not_offered = ["secret", "keep"]', []),
        ('"listen"', 'not_offered = ["secret", "keep"]', ['not_offered: "secret" is on offer']),
        ('"promise", "keep"', 'not_offered = "promise"', []),
        ('"listen", "promise"', 'flag = ["knows", "promised"]', []),
        ('"promise"', 'flag = ["knows", "promised"]', ['flag: "knows" isn\'t set']),
        ('"promise"', 'not_flag = ["knows"]', []),
        ('"promise"', 'not_flag = "promised"', ['not_flag: "promised" is set']),
        ('"promise"', 'promise = "call"', []),
        ('"promise", "keep"', 'promise = "call"', ['promise: "call" isn\'t open']),
        ('"promise", "keep"', 'not_promise = "call"', []),
        ('"promise"', 'not_promise = ["call"]', ['not_promise: "call" is open']),
    ],
)
def test_names(moves: str, expect: str, failures: list[str]) -> None:
    """A reply on offer, a flag that is set, a promise that is open, and the opposite of each."""
    trial = tried(f"moves = [{moves}]\nexpect = {{ {expect} }}")
    assert (failures, not failures) == (differences(trial)[:-1], trial.passed)


@pytest.mark.parametrize(
    ("moves", "said"),
    [
        ('"stay"', 'The play was still in the first scene, "a".'),
        ('"promise"', 'The play was in the scene "b": move 1, promise, led there.'),
        ('"silence"', 'The play was in the scene "b": move 1, silence, led there.'),
        (
            '"listen", "fork"',
            'The play ended in the scene "end": move 2, fork, led there by a route.',
        ),
        ('"promise", "keep"', 'The play ended in the scene "end": move 2, keep, led there.'),
        (
            '"stay", "insult"',
            'The play was in the scene "outburst": move 2, insult, led there because they boiled over.',
        ),
        (
            '"insult", "calm"',
            'The play was in the scene "b": move 2, calm, led there by @resume.',
        ),
        (
            '"promise", "wait-long"',
            'The play was in the scene "leaving": move 2, wait-long, led there because they were about to leave.',
        ),
        (
            '"promise", "wait-long", "let-go"',
            'The play ended in the scene "leaving": move 3, let-go, made them walk out.',
        ),
    ],
)
def test_where_the_play_was(moves: str, said: str) -> None:
    """A test that failed names the scene, and the move that led there and why."""
    trial = tried(f"moves = [{moves}]\nexpect = {{ turns = 99 }}")
    assert said == differences(trial)[-1]


def test_a_move_that_is_not_allowed() -> None:
    """It is named with the scene that the play was in, which is not where the test thought it was."""
    trial = tried('moves = ["insult", "keep"]')
    assert [
        'move 2, keep: "keep" isn\'t a reply in the scene "outburst".',
        'The play was in the scene "outburst": move 1, insult, led there because they boiled over.',
    ] == differences(trial)
    assert [] == differences(tried('moves = ["promise"]'))


@pytest.mark.parametrize(
    ("expect", "found"),
    [
        ('offered = "secrt"', ("unknown-reply", 1, 'Did you mean "secret"?')),
        ('not_offered = ["keep", "zzz"]', ("unknown-reply", 1, "Use a reply's id.")),
        ('flag = "knws"', ("flag-never-set", 1, 'Did you mean "knows"?')),
        ('not_promise = ["cal"]', ("kept-never-promised", 1, 'Did you mean "call"?')),
        ("offered = []", ("bad-value", 1, "Leave the key out, or fill the list.")),
        ("flag = true", ("wrong-type", 1, None)),
        ('flag = "Knows"', ("bad-name", 1, 'Use "knows".')),
    ],
)
def test_a_name_that_is_not_there(expect: str, found: tuple[str, int, str | None]) -> None:
    """It is one problem, with the near name."""
    text = f"{FILE}[[tests]]\nmoves = []\nexpect = {{ {expect} }}\n"
    last = text.count("\n")
    problems = [
        (item.rule, last - item.line + 1, item.hint)
        for item in parse(text.encode(), "t", "t.toml").diagnostics
        if item.line > FILE.count("\n")
    ]
    assert [found] == problems
