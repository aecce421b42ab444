"""Tests that the time to read a file grows with its length, whatever mistake it repeats thousands of times."""

from __future__ import annotations

import time

import pytest

from simulator.scenario.mend import mend
from simulator.scenario.parse import parse
from tests.support.mistakes import KETTLE

LARGE = 6_000
"""Repetitions in the larger of two files, unless `MORE` says otherwise; the smaller has an eighth of them."""
MORE = {"fences": 40_000, "days": 16_000}
"""Repetitions of what takes so little time that only more of it shows how that grows."""
HUB = '[scenes.hub]\nsays = "Well?"\n'
_REPLY = '[[scenes.hub.replies]]\nid = "r{0}"\ntext = "T{0}"\nto = "later"\n'
TEST = '[[tests]]\nname = "t{0}"\nmoves = ["own-it"]\n'

# What comes before the repeated part, the repeated part, and what comes after it; the right file comes before all of it.
PIECES = {
    "unknown moves": ('[[tests]]\nname = "t"\nmoves = [', '"x{0}", ', "]\n"),
    "one misspelt move": ('[[tests]]\nname = "t"\nmoves = [', '"own-itt", ', "]\n"),
    "unknown keys": ("[extra]\n", "k{0} = 1\n", ""),
    "tables": ("", "[k{0}]\n", ""),
    "bare scenes": ("", "[scenes.k{0}]\n", ""),
    "misspelt scenes": ("", "[[scenes.openin{0}.replies]]\n", ""),
    "curly quotes": ("[extra]\n", "k{0} = “x”\n", ""),
    "no-break spaces": ("[extra]\n", "k{0}\u00a0= 2\n", ""),
    "fences": ("", "```\n", ""),
    "days": ("", '[[days]]\nname = "d{0}"\nsets = ["x"]\n', ""),
    "days of tests": ('[[days]]\nname = "d"\n', TEST + 'day = "q{0}"\n', ""),
    "replies of one scene": (HUB, _REPLY, ""),
    "guarded replies of one scene": (HUB, _REPLY + "when = \"flag('f{0}')\"\n", ""),
    "wordings of one scene": (HUB, _REPLY + 'says_like = ["Yes {0}."]\n', ""),
    "texts of a day": (
        f'{HUB}{_REPLY.format("")}[[days]]\nname = "d"\ntexts = [',
        '{{ scene = "hub", reply = "q{0}", text = "Z" }},\n',
        "]\n",
    ),
    "guards of unknown replies": (HUB, _REPLY + "when = \"chose('hub.q{0}')\"\n", ""),
    "flags": (HUB, _REPLY + 'clears = ["f{0}"]\n', ""),
    "offered replies": ("", TEST + 'expect = {{ offered = "q{0}" }}\n', ""),
    "endings": ("", TEST + 'expect = {{ ending = "q{0}" }}\n', ""),
    "bad names": (HUB, _REPLY + 'sets = ["A {0}"]\n', ""),
    "comments": ("", "# simulator: ignore missing-note it is meant\n", ""),
}


def text_of(kind: str, times: int) -> str:
    """Return a file with a part repeated so many times."""
    before, piece, after = PIECES[kind]
    return f"{KETTLE}\n{before}{''.join(piece.format(at) for at in range(times))}{after}"


def seconds(text: str) -> float:
    """Return how much of the processor it takes to read a file."""
    start = time.process_time()
    parse(text.encode(), "large", "large.toml")
    return time.process_time() - start


@pytest.mark.parametrize("kind", PIECES)
def test_eight_times_as_much_takes_eight_times_as_long(kind: str) -> None:
    """Give or take: if each were compared with each, it would take sixty-four times as long."""
    most = MORE.get(kind, LARGE)
    small, large = (seconds(text_of(kind, times)) for times in (most // 8, most))

    assert large < 12 * small + 0.4


def test_replies_that_exclude_each_other_are_not_tried_in_all_their_sets() -> None:
    """Forty replies have a million million sets; a scene may have twelve replies, and that is said."""
    replies = "".join(
        _REPLY.format(at) + f'note = "N."\nwhen = "{"not " * (at % 2)}flag(\'f{at // 2}\')"\n'
        for at in range(40)
    )
    problems = parse(f"{KETTLE}\n{HUB}{replies}".encode(), "large", "large.toml").diagnostics

    assert "too-large" in {problem.rule for problem in problems}


def test_thousands_of_misspelt_moves_are_mended_in_one_round() -> None:
    """A list of as many moves as fit into a file takes as many comparisons as it has different moves."""
    wrong = text_of("one misspelt move", 20_000)
    mended = mend(wrong.encode(), "large", "large.toml")

    assert (20_000, ()) == (mended.places, mended.left)
