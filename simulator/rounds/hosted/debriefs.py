"""The debrief of a seat as messages: the same sections that a play alone ends with, in panes.

Found out when the round is over; until then nothing of it stands in any message.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from simulator.engine.state import Step, end
from simulator.principles import PRINCIPLES
from simulator.report.debrief import debrief
from simulator.report.moves import move_words
from simulator.report.words import turn_words
from simulator.rounds.model import UNFINISHED
from simulator.vocabulary import Outcome

if TYPE_CHECKING:
    from simulator.engine.conversation import Conversation, Turn
    from simulator.play.session import PlaySession
    from simulator.report.debrief import Debrief
    from simulator.report.sections import Section
    from simulator.rounds.hosted.participants import Seat


def debrief_of(seat: Seat) -> Debrief:
    """The debrief of a seat's play as it stands."""
    assert seat.local is not None
    return debrief_so_far(seat.local)


def debrief_so_far(seat: PlaySession) -> Debrief:
    """The debrief of a play; one that the round closed upon, as if it had ended with outcome none."""
    start, turns = seat.start, list(seat.turns)
    if not seat.over:
        if turns:
            turns[-1] = turns[-1]._replace(after=_ended(turns[-1].after))
        else:
            start = _ended(start)
    return debrief(start, turns)


def debrief_json(seat: Seat, number: int) -> dict[str, Any]:
    """The debrief of a seat's play of the round's scenario of that number, counted from 1, as a message."""
    told = debrief_of(seat)
    closely = [told.move(index) for index in range(len(told.turns))]
    panes = {
        "Verdict": [told.headline(), *told.shown(), told.advice()],
        "Mood": [told.moods()],
        "Scores": told.scores(),
        "Moves": closely or [told.moves()],
        "What if": told.otherwise(),
        "Lesson": told.closing(),
    }
    start = told.start.state
    return {
        "type": "debrief",
        "number": number,
        "start": {"mood": start.mood, "band": start.band},
        "moods": list(told.curve.moods),
        "turns": [_turn(turn) for turn in told.turns],
        "panes": [
            {"name": name, "sections": [_section(item) for item in sections if item.entries]}
            for name, sections in panes.items()
        ],
    }


def _turn(turn: Turn) -> dict[str, Any]:
    """A move: what was done, the mood before and after, why it moved them, the author's note, the principles."""
    return {
        "words": move_words(turn),
        "before": turn.before.state.mood,
        "after": turn.after.state.mood,
        "band": turn.after.state.band,
        "why": turn_words(turn),
        "note": turn.reply.note if turn.reply else "",
        "principle": " ".join(
            PRINCIPLES[item] for item in (turn.reply.teaches if turn.reply else ())
        ),
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "plotted": section.plotted,
        "told": [
            {"lead": item.lead, "text": item.text, "kind": item.kind} for item in section.entries
        ],
    }


def _ended(conversation: Conversation) -> Conversation:
    return replace(
        conversation, state=end(Step(conversation.state), UNFINISHED, Outcome.NONE).state
    )
