"""A play of a shift: one customer after the other, cards, breaths, leaky replies, and who comes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.engine.conversation import IllegalMove
from simulator.shift.composure import AMOUNTS, START
from simulator.shift.model import Beginning, Card, Condition, Shift, ShiftCustomer
from simulator.shift.play import BREATH, ShiftPlay, draw
from tests.support.shift_stage import key_scenario

ONE = Shift("one", "One", (ShiftCustomer("key"),))
TWO = Shift("two", "Two", (ShiftCustomer("key"), ShiftCustomer("other")))


def begun(
    shift: Shift = TWO, seed: int = 1, *, patience: int = 40, hold: bool = False
) -> ShiftPlay:
    """A shift at its start; all scenarios are the one of the key."""
    ids = ("key", "other", "third")
    scenarios = {id: key_scenario(id, patience=patience, hold=hold) for id in ids}
    return ShiftPlay.begin(shift, scenarios, seed)


def played(play: ShiftPlay, *moves: str) -> ShiftPlay:
    """The shift after these moves."""
    for move in moves:
        play, _ = play.move(move)
    return play


class TestCustomers:
    def test_one_after_the_other(self) -> None:
        """The next is there as soon as the conversation has ended, and the last leaves nobody."""
        play = begun()
        assert (0, START, False) == (play.at, play.composure, play.over)
        play = played(play, "listen", "two-skills")
        assert (1, "other") == (play.at, play.conversation and play.conversation.scenario.id)
        gained = 2 * AMOUNTS.skill + AMOUNTS.met + AMOUNTS.between
        assert START + gained == play.composure
        play = played(play, "listen", "two-skills")
        assert (True, ["key", "other"]) == (play.over, [each.scenario for each in play.served])
        assert START + gained + 2 * AMOUNTS.skill + AMOUNTS.met == play.composure
        with pytest.raises(IllegalMove, match="The shift is over"):
            play.move("listen")

    def test_a_pool_is_drawn_by_the_seed_and_none_comes_twice(self) -> None:
        """One of the pool that nobody else has."""
        shift = replace(ONE, customers=(ShiftCustomer("key"), ShiftCustomer(pool=("key", "other"))))
        assert {("key", "other")} == {draw(shift, seed) for seed in range(20)}
        pooled = replace(ONE, customers=(ShiftCustomer(pool=("key", "other", "third")),) * 2)
        drawn = {draw(pooled, seed) for seed in range(60)}
        assert 6 == len(drawn)
        assert all(one != other for one, other in drawn)

    def test_cards_come_before_a_customer(self) -> None:
        """What they do to composure is held to 0..100."""
        cards = (Card("Rain.", -5), Card("Snow.", -30, before=2), Card("Sun.", 10, before=2))
        play = begun(replace(TWO, cards=cards))
        assert (START - 5, cards[:1]) == (play.composure, play.cards())
        play = played(play, "listen", "send-away")
        lost = -5 + AMOUNTS.skill + AMOUNTS.missed + AMOUNTS.between - 30 + 10
        assert (START + lost, cards[1:]) == (play.composure, play.cards())
        assert play.is_low

    def test_the_wall_follows(self) -> None:
        """The first customer leaves for good."""
        assert 0 < len(
            [b for b in played(begun(), "listen", "give-away").wall.bricks if b != "fast"]
        )


class TestBreath:
    def test_it_gives_composure_and_costs_patience(self) -> None:
        """No turn, and never the last of their patience."""
        play = begun(patience=5)
        after = played(play, BREATH)
        assert START + AMOUNTS.breath == after.composure
        assert after.conversation
        state = after.conversation.state
        assert (2, 0, 1) == (state.patience, state.turns, after.breaths)
        assert 1 == played(after, BREATH).conversation.state.patience  # type: ignore[union-attr]

    def test_while_they_hold_it_costs_nothing(self) -> None:
        """Where the scene says so."""
        after = played(begun(hold=True), BREATH)
        assert after.conversation
        assert 40 == after.conversation.state.patience

    def test_twice_a_customer(self) -> None:
        """And again with the next."""
        play = played(begun(), BREATH, BREATH)
        assert not play.can_breathe
        with pytest.raises(IllegalMove, match="two breaths"):
            play.move(BREATH)
        assert played(play, "listen", "plain", BREATH).at == 1


class TestLeaks:
    def test_it_is_fixed_until_the_scene_is_left(self) -> None:
        """What composure was on entering counts; a breath inside the scene changes nothing."""
        low = begun(replace(ONE, cards=(Card("A bad night.", -30),)))
        assert low.conversation
        assert "snap" in {reply.id for reply in low.conversation.offered()}
        rested = played(low, BREATH, "listen", "hm")
        assert rested.composure >= 40
        assert rested.conversation
        assert "snap" in {reply.id for reply in rested.conversation.offered()}
        again = played(rested, "again")
        assert again.conversation
        assert "snap" not in {reply.id for reply in again.conversation.offered()}

    def test_with_composure_it_is_not_offered(self) -> None:
        """And can't be given."""
        play = begun()
        assert play.conversation
        assert "snap" not in {reply.id for reply in play.conversation.offered()}
        with pytest.raises(IllegalMove):
            play.move("snap")

    def test_what_slipped_out_is_kept(self) -> None:
        """By scene and reply."""
        low = begun(replace(ONE, cards=(Card("A bad night.", -30),)))
        assert ("desk.snap",) == played(low, "listen", "snap").leaked


class TestMemory:
    COMES_BACK = ShiftCustomer(
        "other",
        after="key",
        begins=(
            Beginning(Condition(outcome="full"), customer={"anger": 3}),
            Beginning(Condition(need="missed"), sets=("remembers",), customer={"anger": 77}),
        ),
    )

    @pytest.mark.parametrize(("reply", "anger"), [("two-skills", 3), ("send-away", 77)])
    def test_who_comes_back_begins_as_the_first_play_ended(self, reply: str, anger: int) -> None:
        """The first condition that holds counts."""
        play = begun(replace(TWO, customers=(ShiftCustomer("key"), self.COMES_BACK)))
        later = played(play, "listen", reply).conversation
        assert later
        assert (anger, "", reply == "send-away") == (
            later.state.anger,
            later.scenario.day,
            "remembers" in later.state.flags,
        )

    def test_where_none_holds_the_file_does(self) -> None:
        """Neither full nor missed."""
        nothing = replace(self.COMES_BACK, begins=(Beginning(Condition(promised="a-call")),))
        play = begun(replace(TWO, customers=(ShiftCustomer("key"), nothing)))
        later = played(play, "listen", "send-away").conversation
        assert later
        assert 20 == later.state.anger
