"""A seat's play as its debrief tells it, in the sentences that every face of the game uses.

Pure: from a play to JSON. What was not played to its end is told as far as it went.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.engine.conversation import Turn
    from simulator.report.debrief import Section
    from simulator.seat.local import LocalSeat


def told_json(local: LocalSeat) -> dict[str, Any]:
    """How the mood began, what the play showed, what to keep and to change, each move with its reasons, and the lesson."""
    from simulator.report.debrief import debrief

    start = local.start.state
    told = debrief(local.start, local.turns)
    shown = [*told.shown(), told.advice()] if local.turns else []
    sections = [*shown, *told.closing()]
    return {
        "start": {"mood": start.mood, "band": start.band},
        "sections": [_section(section) for section in sections if section.told],
        "turns": [_turn(turn) for turn in local.turns],
    }


def _section(section: Section) -> dict[str, Any]:
    return {"title": section.title, "lines": list(section.paragraphs)}


def _turn(turn: Turn) -> dict[str, Any]:
    from simulator.principles import PRINCIPLES
    from simulator.report.debrief import move_words, principle_of
    from simulator.report.words import turn_words

    return {
        "words": move_words(turn),
        "before": turn.before.state.mood,
        "after": turn.after.state.mood,
        "band": turn.after.state.band,
        "why": turn_words(turn),
        "note": turn.reply.note if turn.reply else "",
        "principle": PRINCIPLES.get(principle_of(turn) or 0, ""),
    }
