"""The wall: what each kind of customer does to it, that it adds up, and that a seed decides which brick."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.result import Predicted
from simulator.shift.wall import (
    COLUMNS,
    ROWS,
    WHOLE,
    Brick,
    Changes,
    Wall,
    after_customer,
    at_the_end,
    picture,
)
from simulator.shift.words import changed_words, wall_sentence

STAYS = Predicted(csat=4, nps=7, effort=6, retention="stays", word_of_mouth="none")
LEAVES = replace(STAYS, retention="leaves")
AT_RISK = replace(STAYS, retention="at-risk")


def counts(wall: Wall) -> tuple[int, int, int]:
    """Bricks that are fast, loose and out."""
    return wall.count(Brick.FAST), wall.count(Brick.LOOSE), wall.count(Brick.OUT)


class TestCustomers:
    def test_leaving_takes_one_out_and_loosens_two_beside_it(self) -> None:
        """Beside it: in its row, as near as can be."""
        wall = after_customer(WHOLE, LEAVES, "phone", "a")
        assert (57, 2, 1) == counts(wall)
        out = wall.bricks.index(Brick.OUT)
        loose = [at for at, brick in enumerate(wall.bricks) if brick is Brick.LOOSE]
        assert all(at // COLUMNS == out // COLUMNS and abs(at - out) <= 2 for at in loose)
        assert Changes(out=1, loosened=2) == wall.changes

    def test_in_public_twice_that(self) -> None:
        """Two out and four loosened."""
        wall = after_customer(WHOLE, LEAVES, "social", "a")
        assert Changes(out=2, loosened=4) == wall.changes
        assert 2 == wall.count(Brick.OUT)

    def test_one_at_risk_loosens_one_and_one_who_stays_sets_it_fast(self) -> None:
        """On a wall without a loose brick, staying changes nothing."""
        assert WHOLE.bricks == after_customer(WHOLE, STAYS, "chat", "a").bricks
        loose = after_customer(WHOLE, AT_RISK, "chat", "a")
        assert (59, 1, 0) == counts(loose)
        assert (60, 0, 0) == counts(after_customer(loose, STAYS, "chat", "b"))

    def test_what_they_tell_others(self) -> None:
        """Good word of mouth puts one back, bad loosens two."""
        holed = after_customer(WHOLE, LEAVES, "chat", "a")
        good = after_customer(holed, replace(STAYS, word_of_mouth="positive"), "chat", "b")
        assert Changes(fast=1, back=1) == good.changes
        bad = after_customer(WHOLE, replace(AT_RISK, word_of_mouth="negative"), "chat", "b")
        assert Changes(loosened=3) == bad.changes

    def test_the_seed_decides_which(self) -> None:
        """The same seed gives the same wall; twenty seeds give several."""
        walls = {after_customer(WHOLE, AT_RISK, "chat", str(seed)).bricks for seed in range(20)}
        assert 5 < len(walls)
        assert after_customer(WHOLE, LEAVES, "chat", "7") == after_customer(
            WHOLE, LEAVES, "chat", "7"
        )


class TestEnd:
    def test_loose_bricks_fall(self) -> None:
        """And the sentence says how many stand."""
        wall = at_the_end(after_customer(WHOLE, LEAVES, "chat", "a"))
        assert (57, 0, 3) == counts(wall)
        assert ("2 loose bricks fell.", "57 of 60 bricks are in place.") == (
            changed_words(wall),
            wall_sentence(wall),
        )
        whole = at_the_end(WHOLE)
        assert ("", "All 60 bricks are in place.") == (changed_words(whole), wall_sentence(whole))

    def test_a_sentence_lists_what_was_done(self) -> None:
        """In the order in which it was done."""
        wall = after_customer(WHOLE, LEAVES, "chat", "a")
        assert "1 brick fell out and 2 bricks came loose." == changed_words(wall)
        assert "59 of 60 bricks are in place, 2 of them loose." == wall_sentence(wall)


def test_the_picture_breaks_from_the_top_right() -> None:
    """As many bricks of each kind as there are, and none that is out has a brick above it that stands."""
    wall = WHOLE
    for at in range(30):
        wall = after_customer(wall, LEAVES, "social", str(at))
        drawn = picture(wall)
        flat = [brick for row in drawn for brick in row]
        assert sorted(flat) == sorted(wall.bricks)
        for above, row in pairwise(drawn):
            for column, brick in enumerate(row):
                if brick is Brick.OUT:
                    assert Brick.OUT is above[column]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["stays", "at-risk", "leaves"]),
            st.sampled_from(["positive", "none", "negative"]),
            st.sampled_from(["phone", "social"]),
        ),
        max_size=60,
    ),
    st.integers(),
)
def test_it_always_adds_up(customers: list[tuple[str, str, str]], seed: int) -> None:
    """There are 60 bricks, and what changed is what was counted, however long the shift."""
    wall = WHOLE
    for at, (retention, words, channel) in enumerate(customers):
        predicted = replace(STAYS, retention=retention, word_of_mouth=words)
        after = after_customer(wall, predicted, channel, f"{seed}/{at}")
        assert ROWS * COLUMNS == len(after.bricks)
        done = after.changes
        assert after.count(Brick.OUT) - wall.count(Brick.OUT) == done.out - done.back
        assert COLUMNS == len(next(after.rows()))
        wall = after
