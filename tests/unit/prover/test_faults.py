"""Planted faults of every kind, limits and interrupts: each is found with its witness, and no more is claimed."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from simulator.engine.conversation import Conversation, play
from simulator.engine.machine import ScenarioMachine
from simulator.prover.facts import Facts, facts_of
from simulator.prover.findings import findings
from simulator.prover.prover import prove
from simulator.prover.search.graph import Distances, Graph
from simulator.prover.search.search import Limits, Search
from tests.support.planted import scenario_of
from tests.support.small_scenarios import small_scenario

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from simulator.prover.proof import Proof
    from simulator.prover.search.search import Progress

SAME = """
[scenes.opening]
says = "My parcel is late."
[[scenes.opening.replies]]
id = "one"
text = "There it is."
skills = [{skills}]
note = "N."
to = "done"
[scenes.done]
says = "Bye."
ending = "done"
outcome = "full"
"""
STEPS = ("_limit_width", "_cut", "_number_states", "_add")
"""The steps of a search in which an interrupt can come."""
SOUND = """
[scenes.opening]
says = ["One.", { text = "Two.", sets = ["told"] }]
[[scenes.opening.replies]]
id = "hasty"
text = "A short one."
slips = ["rush"]
to = "bad"
[[scenes.opening.replies]]
id = "recap"
text = "A much longer one."
skills = ["reflect"]
when = "flag('told')"
routes = [{ when = "mood >= delighted", to = "good" }]
to = "middle"
[scenes.middle]
says = "Well?"
[[scenes.middle.replies]]
id = "fix"
text = "Fixed."
skills = ["solve"]
to = "good"
[scenes.good]
says = "Thanks."
ending = "resolved"
outcome = "full"
[scenes.bad]
says = "No."
ending = "lost"
outcome = "none"
"""
LOOP = """
[scenes.opening]
says = "Go on."
[[scenes.opening.replies]]
id = "again"
text = "Again."
skills = ["own", "solve", "explain", "followup", "commit"]
event = "fixed"
[[scenes.opening.replies]]
id = "annoy"
text = "No."
slips = ["dismiss"]
event = "kept"
[[scenes.opening.replies]]
id = "end"
text = "Bye."
to = "done"
[scenes.done]
says = "Bye."
ending = "done"
outcome = "none"
"""


def proof_of(body: str, *, timed: bool = False, max_turns: int = 20) -> Proof:
    """The proof of a body, with few random plays."""
    proof = prove(scenario_of(body), timed=timed, max_turns=max_turns, random_plays=20)
    assert proof.exact
    return proof


def test_a_sound_scenario_has_no_faults_but_the_route_that_cannot_hold() -> None:
    """Endings come with the shortest path, and the one route that no mood can reach is named."""
    proof = proof_of(SOUND)
    shortest = {item.ending: item.shortest for item in proof.endings}
    assert shortest == {"resolved": ("listen", "recap", "fix"), "lost": ("hasty",)}
    assert proof.never_taken_routes == ("opening.recap[0]",)
    assert (proof.traps, proof.never_offered, proof.unreachable_scenes) == ((), (), ())
    assert proof.longer_plays is False


def test_a_trap_is_found_with_a_shortest_way_into_it() -> None:
    """A scene whose only reply stays, with a customer who can be content for ever."""
    planted = SOUND.replace('slips = ["rush"]\nto = "bad"', 'to = "stuck"') + (
        '[scenes.stuck]\nsays = "Hm."\n[[scenes.stuck.replies]]\nid = "wait"\ntext = "Wait."\n'
        'skills = ["give-time"]\nevent = "fixed"\n'
    )
    proof = proof_of(planted)
    assert [(trap.scene, trap.moves) for trap in proof.traps] == [("stuck", ("hasty",))]
    lost = next(item for item in proof.endings if item.ending == "lost")
    assert (lost.reachable, lost.shortest, lost.satisfaction, lost.qa) == (False, None, None, None)
    assert proof.unreachable_scenes == ("bad",)


def test_a_scene_that_hides_all_replies_leaves_silence_alone() -> None:
    """Silence is taken into account where it is the one move left, and the customer then leaves."""
    planted = SOUND.replace('text = "Fixed."', 'text = "Fixed."\nwhen = "flag(\'never\')"')
    proof = proof_of(planted)
    assert proof.never_offered == ("middle.fix",)
    walked = next(item for item in proof.endings if item.ending == "walked-out")
    assert walked.scene is None
    assert walked.shortest is not None
    assert walked.shortest[:2] == ("listen", "recap")
    assert set(walked.shortest[2:]) == {"silence"}


def test_a_reply_and_a_scene_out_of_reach_are_named() -> None:
    """A guard that never holds, and the scene that it alone leads to, with its replies."""
    planted = SOUND + (
        '[[scenes.middle.replies]]\nid = "never"\ntext = "x"\nwhen = "trust > 90 and anger > 90"\n'
        'to = "far"\n[scenes.far]\nsays = "x"\n[[scenes.far.replies]]\nid = "back"\ntext = "x"\n'
        'routes = [{ when = "turns > 3", to = "bad" }]\nto = "good"\n'
    )
    proof = proof_of(planted)
    assert proof.never_offered == ("middle.never", "far.back")
    assert proof.unreachable_scenes == ("far",)
    assert proof.never_taken_routes == ("opening.recap[0]", "far.back[0]")


def test_timed_play_adds_silence_everywhere() -> None:
    """With a clock that can run out the customer can walk out of a scenario that otherwise ends well."""
    assert "walked-out" not in {item.ending for item in proof_of(SOUND).endings}
    assert "walked-out" in {item.ending for item in proof_of(SOUND, timed=True).endings}
    assert proof_of(SOUND, timed=True, max_turns=3).longer_plays is True


def test_an_ending_beyond_the_turns_has_no_scores() -> None:
    """Reachability is over plays of any length, scores are not."""
    proof = proof_of(SOUND, max_turns=1)
    scores = {item.ending: (item.reachable, item.satisfaction is None) for item in proof.endings}
    assert scores == {"resolved": (True, True), "lost": (True, False)}
    assert proof.longer_plays is True


def test_a_start_that_is_an_ending_is_over_at_once() -> None:
    """Nothing can be done, and the mood alone counts."""
    body = SOUND.replace("scenes.opening", "scenes.other") + (
        '[scenes.opening]\nsays = "x"\nending = "over"\noutcome = "alternative"\nevent = "broken"\n'
    )
    proof = proof_of(body)
    over = next(item for item in proof.endings if item.ending == "over")
    start = Conversation.begin(ScenarioMachine(scenario_of(body)))
    expected = start.result()
    assert (expected.satisfaction, expected.satisfaction) == over.satisfaction
    assert (expected.qa, expected.qa) == over.qa
    assert proof.best is not None
    assert proof.best.moves == ()


def test_a_limit_makes_bounds_and_says_which() -> None:
    """A search cut short claims nothing that it did not see."""
    proof = prove(scenario_of(LOOP), limit=300, random_plays=5)
    assert not proof.exact
    assert proof.stopped == "limit"
    assert "the lowest and highest quality may be further apart than those found" in proof.bounds
    assert proof.traps == ()
    whole = prove(scenario_of(LOOP), random_plays=5)
    assert whole.exact
    for part, full in zip(proof.endings, whole.endings, strict=True):
        if part.satisfaction is not None and full.satisfaction is not None:
            assert full.satisfaction[0] <= part.satisfaction[0]
            assert part.satisfaction[1] <= full.satisfaction[1]


def test_counts_compared_without_bound_are_not_called_exact() -> None:
    """A guard that compares two counts can tell plays of any length apart; the proof says that it stopped counting."""
    planted = LOOP.replace('text = "Bye."', 'text = "Bye."\nwhen = "used(\'own\') > turns"')
    proof = prove(scenario_of(planted), max_turns=3, limit=200_000, random_plays=5)
    assert not proof.exact
    assert proof.stopped in ("counts", "limit")
    assert "opening.end" not in proof.never_offered
    assert "opening.end" in proof.undecided.replies


def test_an_interrupt_between_the_searches_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was met is laid out and told all the same; only the scores are left out."""
    whole = prove(scenario_of(SOUND), random_plays=5)
    interrupts = [KeyboardInterrupt]

    def interrupted_once(search: Search, graph: Graph) -> Facts:
        if interrupts:
            raise interrupts.pop()
        return facts_of(search, graph)

    monkeypatch.setattr("simulator.prover.proof_run.facts_of", interrupted_once)
    proof = prove(scenario_of(SOUND), random_plays=5)
    assert proof.stopped == "interrupted"
    assert [item.shortest for item in proof.endings] == [item.shortest for item in whole.endings]
    assert (proof.states, proof.best, proof.policies) == (whole.states, None, ())


def test_an_interrupt_at_any_line_of_the_search_leaves_what_can_be_told() -> None:
    """Every state that is left has a way to it, and none of what was not looked at is taken for a trap."""
    interrupted = 0
    for seed in range(6):
        scenario = small_scenario(seed)
        traps = {trap.scene for trap in prove(scenario, reach_only=True).traps}
        for line in range(20, 400, 13):
            search = Search(scenario, timed=False, limits=Limits(3000, 12000))
            with _interrupting(line):
                search.run()
            interrupted += search.stopped == "interrupted"
            graph = Graph.of(search)
            assert Distances(graph).moves.min() >= 0, f"seed {seed}, line {line}"
            facts = facts_of(search, graph)
            assert {trap.scene for trap in facts.traps} <= traps, f"seed {seed}, line {line}"
    assert interrupted > 30


@contextmanager
def _interrupting(lines: int) -> Iterator[None]:
    """Interrupt as Ctrl-C would after so many lines of the steps of a search; its beginning takes fewer than 20."""
    left = lines
    search_file = Search.run.__code__.co_filename

    def trace(frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal left
        if frame.f_code.co_name not in STEPS or frame.f_code.co_filename != search_file:
            return None
        if event == "line":
            left -= 1
            if left == 0:
                raise KeyboardInterrupt
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(before)


@pytest.mark.parametrize("phase", ["search", "satisfaction", "quality"])
def test_an_interrupt_gives_what_is_known_so_far(phase: str) -> None:
    """Ctrl-C in any phase gives a proof that names what it lacks, as JSON too."""

    def interrupt(progress: Progress) -> None:
        if progress.phase == phase:
            raise KeyboardInterrupt

    proof = prove(scenario_of(LOOP), random_plays=5, progress=interrupt)
    assert not proof.exact
    assert proof.stopped == "interrupted"
    assert json.loads(json.dumps(proof.as_json(1.5)))["seconds"] == 1.5


def test_best_and_worst_play_are_witnesses() -> None:
    """Played, they give the satisfaction that they are given for, and policies are played the same way."""
    scenario = scenario_of(SOUND)
    proof = prove(scenario, random_plays=5)
    start = Conversation.begin(ScenarioMachine(scenario))
    for scored in (proof.best, proof.worst):
        assert scored is not None
        assert scored.satisfaction == play(start, scored.moves)[-1].after.result().satisfaction
    moves = {policy.name: policy.moves for policy in proof.policies}
    assert moves == {
        "first": ("hasty",),
        "last": ("listen", "recap", "fix"),
        "longest": ("listen", "recap", "fix"),
        "shortest": ("listen", "hasty"),
        "polite": ("listen", "hasty"),
        "solver": ("hasty",),
        "listener": ("listen", "recap", "fix"),
    }


def test_two_proofs_are_the_same() -> None:
    """The same answer every time."""
    assert prove(scenario_of(LOOP)) == prove(scenario_of(LOOP))


@pytest.mark.parametrize(("skills", "polite"), [('"thank"', True), ('"solve"', False)])
def test_the_word_on_politeness_says_what_was_done(skills: str, polite: bool) -> None:
    """Where nothing polite was said on the way, it is the first reply that was taken each time."""
    planted = SAME.format(skills=skills)
    scenario = scenario_of(planted)
    (told,) = [
        finding.message
        for _, finding in findings(scenario, prove(scenario, random_plays=5))
        if finding.rule == "polite-wins"
    ]
    assert told.startswith("A merely polite trainee")
    assert (
        "no reply on the way is polite, so this is just the first reply each time" in told
    ) != polite
