"""The shipped scenarios read on after a customer was cut short: nothing refers to words that were never said.

Their briefs have the same three parts, short enough for the smallest screen.
"""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

import pytest

from simulator.engine.conversation import Conversation, play
from simulator.engine.machine import ScenarioMachine
from simulator.scenario.library import load, shipped_folder
from simulator.tui.words import customer_sentence

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario

IDS = sorted(path.stem for path in shipped_folder().glob("*.toml"))
BRIEF_PARTS = (
    ("What you know: ",),
    ("You may: ",),
    ("You need a yes for: ", "You need a yes from no one: "),
)
SCREEN_WIDTH, BRIEF_LINES = 78, 13
NEVER_SAID = (
    ("account-of-the-deceased", "whizz listen hear-its-you there-is", "So I said it anyway"),
    ("day-45", "never-scanned then-i-ask note-it-down", "Wrong beep twice"),
    ("discontinued-filter", "inconvenience", "I asked for a yes or a no"),
    ("discontinued-filter", "plain-no listen listen clips-or-twist", "my postscript"),
    ("discontinued-filter", "plain-no four-twenty i-went-by-the-shelf", "not by your letter"),
    ("twin-routers-hurrier", "restart", "Said that."),
    ("your-bad-morning", "straight-in moved-overnight grey-on-grey", "your eyes"),
    (
        "your-bad-morning",
        "straight-in moved-overnight grey-on-grey lovely-day",
        "That's what I was asking about",
    ),
)

SAID = (
    ("discontinued-filter", "listen listen inconvenience", "I asked for a yes or a no"),
    ("twin-routers-hurrier", "listen restart", "Said that."),
)


def scenario(id: str) -> Scenario:
    """A shipped scenario."""
    found = load(shipped_folder() / f"{id}.toml").scenario
    assert found is not None
    return found


def transcript(id: str, moves: str) -> str:
    """Everything said and seen in a play of these moves."""
    start = Conversation.begin(ScenarioMachine(scenario(id)))
    said = [*start.opening, *(line for turn in play(start, moves.split()) for line in turn.said)]
    return "\n".join(line.text for line in said)


@pytest.mark.parametrize(("id", "moves", "words"), NEVER_SAID)
def test_nobody_refers_to_what_was_cut_short(id: str, moves: str, words: str) -> None:
    """A line that takes up earlier words has others for a play in which they weren't said."""
    assert words not in transcript(id, moves)


@pytest.mark.parametrize(("id", "moves", "words"), SAID)
def test_what_was_said_is_taken_up(id: str, moves: str, words: str) -> None:
    """Where the words were heard, the customer refers to them."""
    assert words in transcript(id, moves)


@pytest.mark.parametrize("id", IDS)
def test_a_brief_has_three_parts(id: str) -> None:
    """What you know, what you may do, and what needs another person's yes: in this order and these words."""
    parts = scenario(id).brief.strip().split("\n")
    assert [True] * 3 == [
        part.startswith(label) for label, part in zip(BRIEF_PARTS, parts, strict=True)
    ]


@pytest.mark.parametrize("id", IDS)
def test_a_brief_fits_the_smallest_screen(id: str) -> None:
    """The customer and the brief are seen whole on 24 lines of 80 columns."""
    found = scenario(id)
    paragraphs = [customer_sentence(found.customer), *found.brief.strip().split("\n")]
    assert sum(len(wrap(paragraph, SCREEN_WIDTH)) for paragraph in paragraphs) <= BRIEF_LINES
