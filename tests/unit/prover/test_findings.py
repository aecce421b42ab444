"""What a proof finds in plays: each kind planted, with moves that show it, and left alone where it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator.engine.conversation import Conversation, play
from simulator.engine.machine import ScenarioMachine
from simulator.prover.analysis.batch_guards import CEILING, Field
from simulator.prover.findings import findings, findings_of_days
from simulator.prover.prover import prove
from simulator.prover.search.encode_state import encode_state
from simulator.prover.search.nodes import Board
from simulator.prover.search.search import Limits, Search
from tests.support.planted import scenario_of

if TYPE_CHECKING:
    from simulator.engine.state import State
    from simulator.scenario.model import Scenario

FRAME = """
[scenes.opening]
says = "My parcel is late."
{replies}
[[scenes.opening.replies]]
id = "end"
text = "Bye."
skills = ["reflect"]
{when}
to = "done"
[scenes.done]
says = "Bye."
ending = "done"
outcome = "full"
"""
REPLY = """
[[scenes.opening.replies]]
id = "one"
text = "x"
{more}
"""
RESUME = """
[scenes.opening]
says = "Hello?"
{way}
[[scenes.opening.replies]]
id = "end"
text = "x"
slips = ["dismiss", "blame", "rush", "cold"]
to = "done"
[scenes.shouting]
says = "No!"
[[scenes.shouting.replies]]
id = "back"
text = "x"
once = true
to = "@resume"
[[scenes.shouting.replies]]
id = "leave"
text = "x"
to = "done"
[scenes.done]
says = "Bye."
ending = "done"
outcome = "full"
"""
WAY = """
[[scenes.opening.replies]]
id = "provoke"
text = "x"
to = "shouting"
"""


def planted(more: str = "", when: str = "") -> Scenario:
    """A scenario with one more reply in its one scene."""
    replies = REPLY.format(more=more) if more else ""
    return scenario_of(FRAME.format(replies=replies, when=when))


def told(scenario: Scenario, rule: str) -> list[str]:
    """What a proof of it finds by a rule."""
    proof = prove(scenario, random_plays=5)
    return [finding.message for _, finding in findings(scenario, proof) if finding.rule == rule]


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        ("promise-farm", 'promises = ["p"]\nkeeps = ["p"]', 'promises = ["p"]\nonce = true'),
        (
            "promise-farm",
            'promises = ["p"]\nkeeps = ["p"]',
            'promises = ["p"]\nkeeps = ["p"]\nto = "done"',
        ),
        ("repeated-deed", 'event = "fixed"', 'event = "fixed"\nonce = true'),
        (
            "repeated-deed",
            'event = "fixed"',
            'event = "fixed"\nwhen = "not chose(\'opening.one\')"',
        ),
        (
            "repeated-deed",
            'event = "fixed"',
            'event = "fixed"\nwhen = "given(\'opening.one\') < 1"',
        ),
        (
            "repeated-deed",
            'event = "fixed"\nwhen = "given(\'opening.one\') < 2"',
            'event = "partial"',
        ),
        ("stays-for-ever", 'event = "fixed"', 'event = "bad-news"'),
        ("stays-for-ever", 'event = "partial"', 'event = "partial"\nonce = true'),
    ],
)
def test_what_can_be_had_again(rule: str, bad: str, good: str) -> None:
    """It is found once, with moves that can be made, and not where the reply can't be given so."""
    (message,) = told(planted(bad), rule)
    assert "one" in message
    assert [] == told(planted(good), rule)


def test_a_forced_silence_is_found_with_the_way_there() -> None:
    """Not where something is offered, and not as a finding where a silence leads on."""
    hidden = "when = \"not chose('opening.one')\""
    scenario = planted("once = true", hidden)
    (message,) = told(scenario, "forced-silence")
    assert message == "After one, silence is the only move here."
    assert [] == told(planted("once = true"), "forced-silence")
    leads_on = scenario_of(
        FRAME.format(replies='on_silence = "done"' + REPLY.format(more="once = true"), when=hidden)
    )
    assert [] == told(leads_on, "forced-silence")
    (silence,) = prove(leads_on, random_plays=5).forced_silences
    assert (silence.scene, silence.leads_on, silence.moves) == ("opening", True, ("one",))


def test_three_forced_silences_end_a_play() -> None:
    """The proof walks the customer out with the third, and nobody is charged for it."""
    proof = prove(planted("once = true", "when = \"not chose('opening.one')\""), random_plays=5)
    walked = next(item for item in proof.endings if item.scene is None)
    assert walked.shortest == ("one", "silence", "silence", "silence")


def test_ways_that_no_play_follows() -> None:
    """A route that cannot hold, and a target that a route always wins over."""
    never = 'routes = [{ when = "trust > 100", to = "done" }]\nto = "done"'
    always = 'routes = [{ when = "trust >= 0", to = "done" }]\nto = "done"'
    assert ('No play takes this route from "one" to "done".',) == tuple(
        told(planted(never), "dead-way")
    )
    assert len(told(planted(always), "dead-way")) == 1
    assert prove(planted(always)).dead_ways == ("opening.one.to",)


def test_resume_with_nothing_to_resume() -> None:
    """Only where the scene is entered by a normal way."""
    on = '[on]\nboils = "shouting"\n'
    normal, only_on = (on + RESUME.format(way=way) for way in (WAY, ""))
    (message,) = told(scenario_of(normal), "resume-nowhere")
    assert message == "After provoke, there is nothing here for @resume to go back to."
    assert [] == told(scenario_of(only_on), "resume-nowhere")


@pytest.mark.parametrize("limit", [2, 5, 10])
def test_a_search_cut_short_finds_what_can_be_shown(limit: int) -> None:
    """Whatever it reports is there: the moves can be made and do what is said; and it does not call itself exact."""
    scenario = planted('event = "fixed"\npromises = ["p"]\nkeeps = ["p"]')
    proof = prove(scenario, limit=limit, random_plays=5)
    assert proof.stopped == "limit"
    assert proof.dead_ways == ()
    start = Conversation.begin(ScenarioMachine(scenario))
    for repeat in (*proof.repeated_deeds, *proof.promise_farms):
        assert play(start, repeat.moves)[-1].after.state.given[repeat.reply] >= 2
    assert not proof.exact


def test_findings_of_days_name_their_day_and_come_once() -> None:
    """What the first day has is not said again for the others."""
    day = '[[days]]\nname = "calm"\nsets = ["free"]\n'
    body = FRAME.format(
        replies=REPLY.format(more='event = "fixed"\nwhen = "flag(\'free\')"'), when=""
    )
    scenario = scenario_of(body + day)
    days = [scenario, scenario.on_day("calm")]
    found = [
        (finding.rule, finding.message.startswith('On the day "calm": '))
        for _, finding in findings_of_days((day, prove(day, random_plays=5)) for day in days)
    ]
    assert len(found) == len(set(found))
    assert ("never-offered", False) in found
    assert {"repeated-deed", "stays-for-ever"} <= {rule for rule, later in found if later}
    first = {rule for rule, later in found if not later}
    assert first.isdisjoint(rule for rule, later in found if later)


def test_a_state_that_a_row_has_no_room_for_is_refused() -> None:
    """Only counts are held lower than they are; anything else would be taken for another state."""
    scenario = planted('event = "exposed"\nonce = true')
    board = Board(scenario, timed=False)
    state = Conversation.begin(ScenarioMachine(scenario)).state
    counted = state._replace(turns=10**6, uses={"reflect": 99}, given={"opening.one": 10})
    assert encode_state(board, counted)[0].ending is None
    with pytest.raises(KeyError):
        encode_state(board, _with_ceiling(state, 99))
    slot = board.layout.slots[CEILING]
    board.layout.slots[CEILING] = slot.__class__(slot.word, slot.shift, 1)
    with pytest.raises(ValueError, match="no room for"):
        encode_state(board, _with_ceiling(state, 15))


def test_flags_of_the_start_are_there_before_the_first_scene() -> None:
    """A day's flags are read by guards from the beginning, also where nothing else sets or clears them."""
    scenario = scenario_of(
        FRAME.format(replies=REPLY.format(more="when = \"flag('free')\""), when="")
        + '[[days]]\nname = "calm"\nsets = ["free"]\n'
    )
    search = Search(scenario.on_day("calm"), timed=False, limits=Limits(1000, 4000))
    assert search.board.layout.read(search.board.first_rows(), Field("flag", "free")).tolist() == [
        1
    ]
    assert prove(scenario, random_plays=5).never_offered == ("opening.one",)
    assert prove(scenario.on_day("calm"), random_plays=5).never_offered == ()


def _with_ceiling(state: State, ceiling: int) -> State:
    return state._replace(ceiling=ceiling)
