"""What a class could have answered: the best reply that was on offer, what was heard before it, mistakes it shares."""

from __future__ import annotations

from simulator.engine.conversation import Conversation
from simulator.engine.machine import ScenarioMachine
from simulator.play.opening import playable
from simulator.report.class_answers import BestOnOffer, best_on_offer, heard_before, shared_mistakes
from simulator.report.result_of_play import play_result
from simulator.scenario.parse import parse
from tests.support.scenarios import PARCEL

START = Conversation.begin(
    ScenarioMachine(playable(parse(PARCEL.encode(), "late-parcel", "late-parcel.toml")))
)
BLUNT = Conversation.begin(
    ScenarioMachine(
        playable(
            parse(
                PARCEL.replace('skills = ["reflect", "own"]', 'slips = ["blame"]').encode(),
                "late-parcel",
                "late-parcel.toml",
            )
        )
    )
)


def test_the_best_reply_is_played_and_not_guessed() -> None:
    """It's the reply that raises the mood most where the class stood, by what it really does there."""
    turns = [START.move("brush-off"), START.move("own-it")]
    better = START.move("own-it")
    gain = better.after.state.mood - START.state.mood
    text = "You stayed in, and nobody came. That is ours to put right."
    assert BestOnOffer("own-it", text, gain, 2, 2) == best_on_offer(turns)
    assert gain > turns[0].after.state.mood - START.state.mood


def test_a_mistake_is_never_the_best_reply() -> None:
    """Where all that was on offer is a mistake, there was no good reply."""
    assert best_on_offer([BLUNT.move("brush-off"), BLUNT.move("own-it")]) is None
    assert best_on_offer([]) is None


def test_a_reply_that_few_were_offered_says_nothing_of_the_class() -> None:
    """Of three moves one was made elsewhere; what only that one could have said isn't on offer to the class."""
    later = START.move("listen").after.move("own-it").after.move("silence").after
    turns = [START.move("own-it"), START.move("brush-off"), later.move("tell")]
    found = best_on_offer(turns)
    assert found is not None
    assert ("own-it", 2, 3) == (found.reply, found.offered, found.times)


def test_where_nothing_good_was_on_offer_to_most_the_best_of_the_few_is_named() -> None:
    """It says to how many, so that a class sees that others had to do something first."""
    later = BLUNT.move("own-it").after.move("silence").after
    turns = [BLUNT.move("own-it"), BLUNT.move("brush-off"), later.move("tell")]
    found = best_on_offer(turns)
    assert found is not None
    assert ("tell", 1, 3) == (found.reply, found.offered, found.times)


def test_what_was_heard_before() -> None:
    """By most of the class, where they replied; nothing where no one did."""
    first = play_result(START, [START.move("own-it")], reasons=False)
    listened = START.move("listen")
    then = play_result(START, [listened, listened.after.move("own-it")], reasons=False)
    assert "My parcel was meant to come on Monday." == heard_before([first, first, then], "opening")
    assert "And I can't stay in tomorrow." == heard_before([first, then, then], "opening")
    assert "" == heard_before([first], "done")


def test_mistakes_that_a_class_shares() -> None:
    """All of it, or three quarters; one person alone shares nothing."""
    bad = play_result(START, [START.move("brush-off")], reasons=False)
    listened = START.move("listen")
    good = play_result(START, [listened, listened.after.move("own-it")], reasons=False)
    every = shared_mistakes([bad, bad], "phone")
    assert every
    assert all(sentence.startswith("Everyone ") for sentence in every)
    assert len(every) == len(set(every))
    most = shared_mistakes([bad, bad, bad, good], "phone")
    assert all(sentence.startswith("3 of 4 ") for sentence in most)
    assert len(every) == len(most)
    assert [] == shared_mistakes([bad, good], "phone")
    assert [] == shared_mistakes([bad], "phone")
