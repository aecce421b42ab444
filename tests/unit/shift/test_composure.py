"""Composure: what moves it, by how much, and that it is held to 0..100."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator.shift import composure
from simulator.shift.composure import AMOUNTS, after_breath, after_customer, after_turn
from tests.support.shift_stage import begun

if TYPE_CHECKING:
    from simulator.engine.conversation import Conversation


def ended(*moves: str) -> Conversation:
    """A conversation at its end."""
    talk = begun()
    for move in moves:
        talk = talk.move(move).after
    assert talk.over
    return talk


class TestTurn:
    def test_listening_is_a_skill_too(self) -> None:
        """Hearing a calm customer gives one point."""
        assert 61 == after_turn(60, begun().move("listen"))

    def test_one_point_however_many_skills(self) -> None:
        """`two-skills` shows two."""
        assert 61 == after_turn(60, begun().move("listen").after.move("two-skills"))

    def test_each_slip_costs_and_skills_beside_it_give_nothing(self) -> None:
        """`mixed` owns and blames and is cold."""
        turn = begun().move("listen").after.move("mixed")
        assert {"blame", "cold"} == set(turn.slips)
        assert 60 + 2 * AMOUNTS.slip == after_turn(60, turn)

    def test_an_angry_customer_costs_by_the_anger_after_the_move(self) -> None:
        """From 60 on."""
        turn = begun(anger=70).move("listen")
        assert turn.after.state.anger >= composure.ANGRY
        assert 60 + AMOUNTS.angry + AMOUNTS.skill == after_turn(60, turn)
        cooled = begun(anger=62).move("listen").after.move("two-skills")
        assert cooled.after.state.anger < composure.ANGRY
        assert 60 + AMOUNTS.skill == after_turn(60, cooled)

    def test_an_abusive_scene_costs_where_the_move_is_made(self) -> None:
        """The scene that it leads to doesn't count."""
        first = begun().move("listen").after.move("provoke")
        assert 60 + AMOUNTS.slip == after_turn(60, first)
        inside = first.after.move("two-words")
        assert 60 + AMOUNTS.abusive + AMOUNTS.skill == after_turn(60, inside)

    @pytest.mark.parametrize(("before", "after"), [(0, 0), (1, 0), (100, 97)])
    def test_it_is_held_once(self, before: int, after: int) -> None:
        """Clamped after everything is added: at the top a gain and a loss of one move are one loss."""
        turn = begun(anger=90).move("listen").after.move("plain")
        assert after == after_turn(before, turn)


class TestBetween:
    def test_the_need_counts_at_the_end(self) -> None:
        """Met, partly and missed."""
        assert 60 + AMOUNTS.met == after_customer(60, ended("listen", "two-skills"))
        assert 60 + AMOUNTS.missed == after_customer(60, ended("listen", "send-away"))

    def test_a_critical_error_counts_once(self) -> None:
        """Beside the need."""
        talk = ended("listen", "give-away")
        assert talk.state.criticals
        assert 60 + AMOUNTS.missed + AMOUNTS.critical == after_customer(60, talk)

    def test_a_breath_and_the_way_to_the_next(self) -> None:
        """Never above 100."""
        assert (72, 100) == (after_breath(60), after_breath(95))
        assert (68, 100) == (composure.between_customers(60), composure.between_customers(99))


class TestLeaks:
    def test_below_its_number_a_reply_slips_out(self) -> None:
        """At the number itself it doesn't."""
        talk = begun()
        assert frozenset() == composure.leaks(talk, 40)
        assert frozenset(("snap",)) == composure.leaks(talk, 39)
