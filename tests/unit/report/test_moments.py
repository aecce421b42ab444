"""What a debrief says of a moment: its principles, what was on offer there, and the move that mattered most."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest

from simulator.engine.conversation import Conversation, Turn, play
from simulator.engine.machine import ScenarioMachine
from simulator.engine.whatif import Prospect, branches
from simulator.principles import PRINCIPLES
from simulator.report.advice import change, strength
from simulator.report.better_replies import better_reply
from simulator.report.classes import principles_met
from simulator.report.debrief import debrief
from simulator.report.helped_most import WORKING, Search, helped_most
from simulator.report.principles import Occasion, occasions
from simulator.report.result_of_play import play_result
from simulator.ruleset import LISTEN, SILENCE
from simulator.scenario.library import shipped_folder
from simulator.scenario.parse import parse
from tests.support.scenarios import conversation

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.report.results import PlayResult

SHIPPED = sorted(shipped_folder().glob("*.toml"))
TAUGHT = """
[scenes.a]
says = ["It's broken.", "Since Tuesday."]
[[scenes.a.replies]]
id = "ours"
text = "That was our mistake."
skills = ["own"]
teaches = [8, 28]
to = "b"
[[scenes.a.replies]]
id = "theirs"
text = "That was the maker."
slips = ["blame"]
to = "b"
[[scenes.a.replies]]
id = "cold"
text = "So what?"
slips = ["dismiss"]
teaches = [4]
to = "b"
[scenes.b]
says = "And now?"
[[scenes.b.replies]]
id = "mend"
text = "I'll mend it today."
skills = ["solve"]
to = "z"
[[scenes.b.replies]]
id = "time"
text = "Take your time."
skills = ["give-time"]
to = "z"
[[scenes.b.replies]]
id = "right"
text = "Right."
to = "z"
[scenes.z]
says = "Bye."
ending = "done"
outcome = "full"
"""


def taught(*moves: str, needs: str = "") -> list[Turn]:
    """Some moves of it."""
    return play(conversation(TAUGHT, needs=needs), moves)


def value_of(moves: tuple[str, ...]) -> PlayResult:
    """The result of some moves of it."""
    turns = taught(*moves)
    return play_result(turns[0].before, turns)


def texts(turns: list[Turn]) -> str:
    """All that its debrief says, each move closely included."""
    sections = debrief(turns[0].before, turns).everything()
    return "\n".join(line for section in sections for line in section.paragraphs)


class TestPrinciples:
    """Only what a reply teaches is named beside it."""

    def test_a_reply_names_the_principles_that_it_teaches(self) -> None:
        """All of them, and beside no other move."""
        turns = taught("listen", "ours", "mend")
        told = debrief(turns[0].before, turns)
        beside = [
            [line for line in told.move(index).paragraphs if line.startswith("Principle:")]
            for index in range(3)
        ]
        assert [
            [],
            [f"Principle: {PRINCIPLES[8]} [8]", f"Principle: {PRINCIPLES[28]} [28]"],
            [],
        ] == (beside)

    def test_a_play_of_replies_that_teach_nothing_names_none(self) -> None:
        """However many skills they show."""
        untaught = re.sub("teaches = .*\n", "", TAUGHT)
        turns = play(conversation(untaught), ["listen", "ours", "mend"])
        assert "Principle" not in texts(turns)
        assert {} == occasions(turns)

    def test_a_principle_is_met_or_missed(self) -> None:
        """Met by a reply that teaches it; missed by one that goes against it, or where a better one on offer taught it."""
        assert {8: [Occasion(1, met=True)], 28: [Occasion(1, met=True)]} == occasions(
            taught("listen", "ours", "mend")
        )
        assert {4: [Occasion(1, met=False)]} == occasions(taught("listen", "cold", "mend"))
        turns = taught("listen", "theirs", "mend")
        ours = turns[1].before.scene.reply("ours")
        assert {
            8: [Occasion(1, met=False, better=ours)],
            28: [Occasion(1, met=False, better=ours)],
        } == occasions(turns)
        told = texts(turns)
        assert (
            f"{PRINCIPLES[8]} [8] You missed this at move 2. At move 2 you could have replied: “That was our mistake.”"
            in told
        )

    def test_a_class_counts_what_was_met_and_missed(self) -> None:
        """In moves, over all plays."""
        moves = [("ours", "mend"), ("ours", "mend"), ("theirs", "mend")]
        first, *_ = principles_met(map(value_of, moves))
        assert f"{PRINCIPLES[8]} [8] Done in 2 moves, missed in 1." == first
        assert [f"{PRINCIPLES[4]} [4] Missed in 1 move."] == principles_met(
            [value_of(("cold", "mend"))]
        )


class TestAdvice:
    """Advice quotes this play and what was on offer in it."""

    def test_what_to_keep_quotes_the_reply_that_was_given(self) -> None:
        """And gives its principles."""
        kept = strength(taught("listen", "ours", "time"))
        assert (
            "Keep doing this: at move 2 you took responsibility: “That was our mistake.”"
            in kept.text
        )
        assert (8, 28) == kept.principles

    def test_what_to_try_was_on_offer_there_and_says_what_it_led_to(self) -> None:
        """With the moods of both."""
        turns = taught("listen", "theirs", "mend")
        other = turns[1].before.move("ours").after.state
        told = change(turns[-1].after, turns)
        assert "Try this, which was on offer there: “That was our mistake.”" in told.text
        assert other.band in told.text
        assert (8, 28) == told.principles

    def test_a_trainee_who_interrupted_is_told_what_was_still_to_come(self) -> None:
        """The customer's own words, and the same reply after them."""
        turns = taught("ours", "mend")
        told = change(turns[-1].after, turns)
        assert "They still had this to say: “Since Tuesday.”" in told.text
        assert "The same reply after that would have left them" in told.text

    def test_a_need_that_was_on_offer_is_quoted_from_there(self) -> None:
        """At the move where it could have been met."""
        turns = taught("listen", "ours", "right", needs='"give-time"')
        told = change(turns[-1].after, turns)
        assert "At move 3 you said “Right.”" in told.text
        assert "Try this, which was on offer there: “Take your time.”" in told.text

    def test_a_better_reply_is_no_mistake_and_leaves_them_better(self) -> None:
        """Of those on offer; where none does, there is none."""
        theirs, right = taught("listen", "theirs", "right")[1:]
        better = better_reply(theirs)
        assert better is not None
        assert "ours" == better.reply.id
        assert better.after.state.mood > theirs.after.state.mood
        assert better_reply(right, skill="own") is None
        assert better_reply(taught("listen", "ours")[1]) is None

    @pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
    def test_every_quotation_is_from_the_very_move(self, path: Path) -> None:
        """On random plays of every scenario: given, on offer, or still to be said by the customer, there and then."""
        scenario = parse(path.read_bytes(), path.stem, path.name).scenario
        assert scenario is not None
        start = Conversation.begin(ScenarioMachine(scenario))
        for seed in range(4):
            turns = random_play(start, seed)
            for advice in (strength(turns), change(turns[-1].after, turns)):
                quoted = re.findall("“(.*?)”", advice.text, re.DOTALL)
                named = re.search(r"move (\d+)", advice.text)
                assert named or not quoted, f"seed {seed}: {advice.text}"
                if named:
                    before = turns[int(named[1]) - 1].before
                    there = {reply.text for reply in before.offered()}
                    there |= {part.text for part in before.words[before.state.parts_heard :]}
                    assert set(quoted) <= there, f"seed {seed}: {advice.text}"


def random_play(start: Conversation, seed: int) -> list[Turn]:
    """A play of moves drawn evenly, to its end."""
    rng, at = random.Random(seed), start
    turns: list[Turn] = []
    while not at.over and len(turns) < 60:
        moves = [reply.id for reply in at.offered()] + [LISTEN] * at.can_listen
        turns.append(at.move(rng.choice(moves or [SILENCE])))
        at = turns[-1].after
    return turns


def known(
    *best: int, moves: tuple[tuple[str, ...], ...] = (), exact: bool = True
) -> dict[int, Prospect]:
    """Prospects of those satisfactions, before each move and at the end."""
    ways = (*moves, *((),) * len(best))
    return {index: Prospect(value, "done", ways[index], exact) for index, value in enumerate(best)}


class TestHelpedMost:
    """The move after which the best still in reach fell most."""

    def test_the_largest_fall_is_named_with_what_to_say_there(self) -> None:
        """And what would still have been within reach."""
        turns = taught("listen", "theirs", "mend")
        ways = (("listen", "ours", "mend"), ("ours", "mend"), ("mend",))
        told = helped_most(turns, known(74, 74, 31, 25, moves=ways), Search.OVER, ())
        assert [
            "At move 2 you said “That was the maker.” After it, the best satisfaction you could still reach fell "
            "from 74 to 31. "
            "“That was our mistake.” would have kept 74 within reach."
        ] == told

    def test_listening_before_the_better_reply_is_said(self) -> None:
        """Where the best way begins with it, also before the same reply."""
        turns = taught("theirs", "mend")
        told = helped_most(turns, known(60, 40, 40, moves=(("listen", "ours"),)), Search.OVER, ())
        assert told[0].endswith(
            "Listening first and then saying “That was our mistake.” would have kept 60 within reach."
        )
        told = helped_most(turns, known(60, 40, 40, moves=(("listen", "theirs"),)), Search.OVER, ())
        assert told[0].endswith(
            "Listening first and then giving the same reply would have kept 60 within reach."
        )

    def test_a_trifle_is_not_named(self) -> None:
        """Below 5 points no move cost much."""
        turns = taught("listen", "theirs", "mend")
        (told,) = helped_most(turns, known(60, 60, 56, 55), Search.OVER, ())
        assert told.startswith("No single move cost much")
        (told,) = helped_most(turns, known(60, 60, 55, 55), Search.OVER, ())
        assert told.startswith("At move 2")

    def test_a_search_that_was_cut_short_says_at_least(self) -> None:
        """On both sides."""
        turns = taught("listen", "theirs", "mend")
        (told,) = helped_most(turns, known(60, 60, 20, 20, exact=False), Search.OVER, ())
        assert "fell from at least 60 to at least 20" in told

    def test_what_is_not_known_yet_is_being_worked_out(self) -> None:
        """Even where part of it is."""
        turns = taught("listen", "theirs", "mend")
        part = {3: Prospect(10, "done", (), exact=True)}
        assert [WORKING] == helped_most(turns, part, Search.RUNNING, ())

    def test_without_the_search_single_changes_are_compared(self) -> None:
        """And the words say so; a change of a few points is not named."""
        turns = taught("listen", "cold", "mend")
        for search in (Search.NONE, Search.OVER):
            (told,) = helped_most(turns, {}, search, branches(turns))
            assert told.startswith(
                "What you could still have reached isn't known for this conversation."
            )
            assert "at move 2, where you said “So what?” “That was our mistake.” instead: " in told
        (told,) = helped_most(turns, {}, Search.NONE, ())
        assert told.endswith("changing one move would never have gained you 5 points or more.")

    def test_a_debrief_says_the_same(self) -> None:
        """From one function, before and after the search."""
        turns = taught("listen", "theirs", "mend")
        waiting = debrief(turns[0].before, turns, search=Search.RUNNING)
        assert (WORKING,) == waiting.helped_most().paragraphs
        over = debrief(turns[0].before, turns, known(74, 74, 31, 25), Search.OVER)
        assert over.helped_most().paragraphs == tuple(
            helped_most(turns, known(74, 74, 31, 25), Search.OVER, ())
        )
