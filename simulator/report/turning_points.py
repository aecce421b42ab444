"""What stands around the moments of a debrief: how the play ended, their heading, and what their order goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.channel_words import words_of
from simulator.report.helped_most import Search
from simulator.report.verdicts import ASKED, NEED
from simulator.ruleset import WALKED_OUT
from simulator.text import listed
from simulator.vocabulary import Need, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.report.moments import Moment
    from simulator.report.results import PlayResult

TITLES = (
    "No single moment decided it",
    "The moment that mattered",
    "Two moments that mattered",
    "Three moments that mattered",
)
WORKING = "By effect on the mood, until the best result is known …"
BY_MOOD = "Biggest effect on the mood first. The best possible result hasn't been worked out."
IN_PART = "Some of these are ranked by mood, because what was in reach isn't known for all of them."
CUT_SHORT = "The search was cut short, so the figures marked “about” may be off."
NO_MOMENT = "None of your moves gained or lost 3 points or more compared with the other replies you could have given."


def ended_sentence(start: Conversation, last: Conversation, play: PlayResult) -> str:
    """Return how a play ended: how the customer felt before and after, what they asked for, and what they needed."""
    name, channel = last.scenario.customer.name, last.scenario.channel
    before, after = start.state.band, last.state.band
    assert play.score is not None
    asked, need = ASKED[play.score.outcome], NEED[play.score.need]
    good = play.score.outcome == Outcome.FULL, play.score.need == Need.MET
    joint = "and" if good[0] == good[1] else "but"
    if play.score.ending == WALKED_OUT:
        felt = f"{name} {words_of(channel).walked_out}, {after}"
    elif before == after:
        felt = f"{name} was {before} at the start and still {after} at the end"
    else:
        felt = f"{name} was {before} at the start and {after} at the end"
    return f"{felt}: {asked}, {joint} {need}."


def mattered_title(moments: int) -> str:
    """Return the heading over that many moments."""
    return TITLES[moments]


def moments_on_curve(moments: Sequence[Moment]) -> list[str]:
    """Return at which moves the moments are; nothing where there are none."""
    if not moments:
        return []
    moves = listed([f"move {moment.index + 1} ({at})" for at, moment in enumerate(moments, 1)])
    return [f"{'Moments' if len(moments) > 1 else 'The moment'} that mattered: {moves}."]


def order_words(turns: Sequence[Turn], moments: Sequence[Moment], search: Search) -> str:
    """Return what the order of the moments goes by; nothing where it is exactly what could still be reached."""
    if not turns:
        return ""
    if search is Search.RUNNING:
        return WORKING
    if not moments:
        return NO_MOMENT
    by_mood = sum(moment.by_mood for moment in moments)
    if by_mood == len(moments):
        return BY_MOOD
    if by_mood:
        return IN_PART
    return "" if all(moment.exact for moment in moments) else CUT_SHORT
