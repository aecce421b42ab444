"""The moments that mattered: which moves they are, in what order, and what is said of each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.engine.conversation import Turn, play
from simulator.engine.other_moves import cost_by_mood, gain_by_mood, median, other_moves
from simulator.engine.whatif import Prospect
from simulator.report.debrief import debrief
from simulator.report.helped_most import Search
from simulator.report.moment_words import last_words
from simulator.report.moments import Moment, Reach, moments, settled
from simulator.report.past import Past, standing_words
from simulator.report.turning_points import BY_MOOD, CUT_SHORT, IN_PART, NO_MOMENT, WORKING
from tests.support.scenarios import conversation

PARCEL = """
[scenes.a]
says = ["Where is it?", "I waited in all day."]
enough = 2
[[scenes.a.replies]]
id = "own"
text = "That's our fault."
skills = ["own"]
note = "You took it on."
to = "b"
[[scenes.a.replies]]
id = "blame"
text = "That's the driver."
slips = ["blame"]
to = "b"
[scenes.b]
says = "So when?"
[[scenes.b.replies]]
id = "date"
text = "On Tuesday, I'll ring you."
skills = ["commit"]
to = "c"
[[scenes.b.replies]]
id = "soon"
text = "Soon."
slips = ["vague"]
to = "c"
[scenes.c]
says = "And then?"
[[scenes.c.replies]]
id = "bye"
text = "Goodbye."
to = "z"
[scenes.z]
says = "Right.\\n\\nThank you. Goodbye, then."
ending = "done"
outcome = "full"
"""


def turns(*moves: str) -> list[Turn]:
    """A play of the parcel."""
    return play(conversation(PARCEL), moves)


def prospect(satisfaction: int, *moves: str, exact: bool = True) -> Prospect:
    """The best in reach, by some moves."""
    return Prospect(satisfaction, "done", moves, exact)


def test_ranked_by_what_they_cost_or_won() -> None:
    """A cost is what went out of reach; a gain is what half of the other moves would have put there."""
    told = turns("listen", "own", "soon", "bye")
    prospects = {
        0: prospect(60),
        1: prospect(60),
        2: prospect(60),
        3: prospect(30),
        4: prospect(30),
    }
    others = {(1, "blame"): prospect(20)}
    found = moments(told, Reach(prospects, others))
    assert (Moment(1, 40, cost=False), Moment(2, 30, cost=True)) == found


def test_by_the_mood_until_more_is_known() -> None:
    """The order is sound, if rough: what the best other move would have done to the mood, and what half of them would."""
    told = turns("listen", "blame", "date", "bye")
    found = moments(told, None)
    assert all(moment.by_mood for moment in found)
    assert (1, True) == (found[0].index, found[0].cost)
    points = [moment.points for moment in found]
    assert sorted(points, reverse=True) == points


def test_a_move_without_another_is_no_moment() -> None:
    """Nothing else was on offer, so it neither cost nor won anything."""
    told = turns("listen", "own", "date", "bye")
    assert 3 not in [moment.index for moment in moments(told, None)]


def test_listening_is_named_once() -> None:
    """Where it did most."""
    scenes = PARCEL.replace(
        '"I waited in all day."]\nenough = 2', '"All day.", "I took a day off."]\nenough = 3'
    )
    told = play(conversation(scenes), ["listen", "listen", "own", "date", "bye"])
    found = moments(told, None)
    assert 1 == sum(told[moment.index].move == "listen" for moment in found)


def test_little_is_not_named() -> None:
    """Below three points nothing mattered, and that is said."""
    told = turns("listen", "own", "date", "bye")
    known = dict.fromkeys(range(5), prospect(50))
    assert () == moments(told, Reach(known, {}))
    section = debrief(told[0].before, told, known, Search.OVER).mattered()
    assert ("No single moment decided it", (NO_MOMENT,)) == (section.title, section.paragraphs)


@pytest.mark.parametrize(
    ("search", "prospects", "words"),
    [
        (Search.RUNNING, {0: 60, 1: 60}, WORKING),
        (Search.NONE, {}, BY_MOOD),
        (Search.OVER, {}, BY_MOOD),
        (Search.OVER, {2: 60, 3: 30, 4: 30}, IN_PART),
        (Search.OVER, {0: 60, 1: 60, 2: 60, 3: 30, 4: 30}, ""),
    ],
)
def test_what_the_order_goes_by(search: Search, prospects: dict[int, int], words: str) -> None:
    """It is said wherever it isn't exactly what could still be reached."""
    told = turns("listen", "blame", "soon", "bye")
    known = {at: prospect(value) for at, value in prospects.items()}
    assert words == debrief(told[0].before, told, known, search).order_words


def test_a_search_that_was_cut_short_is_said() -> None:
    """The figures are marked, and what the mark means."""
    told = turns("listen", "own", "soon", "bye")
    known = {at: prospect(60 if at < 3 else 30, "date", exact=False) for at in range(5)}
    found = debrief(told[0].before, told, known, Search.OVER)
    assert CUT_SHORT == found.order_words
    assert "about 30" in found.text_of(found.moments[0]).weight
    assert "of a possible at least 60" in found.result_sentence


def test_a_moment_says_what_was_said_what_it_did_and_what_was_on_offer() -> None:
    """A slip: what it was, what it cost, and the best way on from there with what it would have done."""
    told = turns("listen", "blame", "date", "bye")
    known = {
        0: prospect(60),
        1: prospect(60, "own"),
        2: prospect(20),
        3: prospect(20),
        4: prospect(20),
    }
    found = debrief(told[0].before, told, known, Search.OVER)
    text = found.text_of(found.moments[0])
    assert "You blamed someone else (move 2)" == text.title
    assert ("cost you 40 possible points", "cost 40") == (
        text.weight,
        text.short_weight,
    )
    said, did, offered = text.labelled
    assert ("You said", "“That's the driver.”") == said
    assert "What it did" == did[0]
    assert "You blamed someone else: anger" in did[1]
    assert offered[1].startswith("“That's our fault.” ")
    assert "Principle" not in offered[1]
    assert (
        "When it's your side's fault, say so, and say you'll sort it out. [principle 8]"
        == (found.take_along().paragraphs[0])
    )


def test_what_was_won_is_told_against_the_rest() -> None:
    """The author's note says why, and the figures what else was to be had."""
    told = turns("listen", "own", "date", "bye")
    known = dict.fromkeys(range(5), prospect(60))
    found = debrief(told[0].before, told, known, Search.OVER, {(1, "blame"): prospect(20)})
    text = found.text_of(found.moments[0])
    assert ("You took responsibility (move 2)", "kept 40 possible points") == (
        text.title,
        text.weight,
    )
    _, did, offered = text.labelled
    assert did[1].startswith("You took it on. ")
    assert (
        "Nothing better. It kept 60 in reach; the other would have left you 20 at most."
        == offered[1]
    )


def test_the_opening_comes_first() -> None:
    """How it ended, the moments, one thing to take along; then everything that came before these were told."""
    told = turns("listen", "blame", "soon", "bye")
    titles = [section.title for section in debrief(told[0].before, told).sections()]
    assert [
        "How it ended",
        "Three moments that mattered",
        "One thing to take away",
        "How it went",
    ] == titles[:4]


def test_a_play_without_a_move() -> None:
    """There is nothing to rank, and no heading stands over nothing."""
    start = conversation('[scenes.a]\nsays = "Closed."\nending = "shut"\noutcome = "none"\n')
    assert ["How it ended"] == [item.title for item in debrief(start, ()).opening()]


def test_the_mood_in_words_names_the_moments_and_the_last_play() -> None:
    """So that they are there without the drawing too."""
    told = turns("listen", "blame", "soon", "bye")
    known = {at: prospect(60 if at < 2 else 30) for at in range(5)}
    found = replace(debrief(told[0].before, told, known, Search.OVER), past=Past((10,), (-22, -60)))
    assert (
        "The moment that mattered: move 2 (1).",
        "Last time it began at −22 and ended at −60.",
    ) == found.moods().paragraphs[-2:]


def test_the_last_words_are_whole_sentences() -> None:
    """A signature below a letter isn't taken for a sentence, and long words are cut at the beginning."""
    told = turns("listen", "own", "date", "bye")
    assert "“Thank you. Goodbye, then.”" == last_words(told)
    assert "" == last_words([])


class TestSettled:
    """New moments come in without moving the one that is being read."""

    ONE, TWO, THREE, FOUR = (Moment(at, 10, cost=True, by_mood=True) for at in range(4))

    def test_nothing_is_read(self) -> None:
        """The new order is taken as it is."""
        ranked = (self.THREE, self.ONE)
        assert ranked == settled((self.ONE, self.TWO), ranked, -1)

    def test_it_stays_in_its_place_with_its_new_figure(self) -> None:
        """The others go round it."""
        known = Moment(0, 22, cost=True)
        ranked = (self.THREE, self.FOUR, known)
        assert (known, self.THREE, self.FOUR) == settled(
            (self.ONE, self.TWO, self.THREE), ranked, 0
        )

    def test_one_that_does_not_matter_after_all_stays_while_it_is_read(self) -> None:
        """It takes the place of the last."""
        ranked = (self.THREE, self.FOUR, self.TWO)
        assert (self.THREE, self.ONE, self.FOUR) == settled((self.TWO, self.ONE), ranked, 1)


def test_the_measures_by_mood() -> None:
    """The middle of the other moves isn't moved by one that ends it all."""
    assert (50, 60, 3) == (median([69, 51, 49, -64]), median([60]), median([2, 3]))
    first = turns("listen", "own")[1]
    assert {"blame"} == other_moves(first).keys()
    assert (0, True) == (
        cost_by_mood(first, other_moves(first)),
        gain_by_mood(first, other_moves(first)) > 0,
    )


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ((), ""),
        ((10, 20), "your best of 3 plays"),
        ((48,), "as good as your best of 2 plays"),
        ((60, 20), "your best score in 3 plays is 60"),
    ],
)
def test_beside_earlier_plays(before: tuple[int, ...], words: str) -> None:
    """A first play is compared with nothing."""
    assert words == standing_words(48, Past(before))
