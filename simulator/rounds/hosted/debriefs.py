"""The debrief of a seat as messages: the same sections that a play alone ends with, in panes.

Found out when the round is over; until then no message has anything of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.principles import PRINCIPLES
from simulator.report.debrief import debrief
from simulator.report.moves import move_words
from simulator.report.words import turn_words
from simulator.rounds.message_parts import (
    DebriefPane,
    DebriefSection,
    DebriefTurn,
    MoodMark,
    Paragraph,
)
from simulator.rounds.points import ended_play
from simulator.rounds.protocol import (
    Debrief,
)

if TYPE_CHECKING:
    from simulator.engine.conversation import Turn
    from simulator.play.session import PlaySession
    from simulator.report import debrief as report
    from simulator.report.sections import Section
    from simulator.rounds.hosted.participants import Seat


def debrief_of(seat: Seat) -> report.Debrief:
    """Return the debrief of a seat's play as it stands."""
    assert seat.local is not None
    return debrief_so_far(seat.local)


def debrief_so_far(seat: PlaySession) -> report.Debrief:
    """Return the debrief of a play; one that the round closed upon, as if it had ended with outcome none."""
    return debrief(*ended_play(seat.start, seat.turns), words=seat.words)


def debrief_message(seat: Seat, number: int) -> Debrief:
    """Return the debrief of a seat's play of the round's scenario of that number, counted from 1, as a message."""
    found = debrief_of(seat)
    start = found.start.state
    return Debrief(
        number,
        MoodMark(start.mood, start.band),
        tuple(found.curve.moods),
        tuple(map(_turn, found.turns)),
        tuple(
            DebriefPane(name, tuple(_section(item) for item in sections if item.entries))
            for name, sections in panes_of(found).items()
        ),
    )


def panes_of(found: report.Debrief) -> dict[str, list[Section]]:
    """Return the sections of a debrief in the parts that pages show, by the name of each, in order."""
    closely = [found.move(index) for index in range(len(found.turns))]
    return {
        "Moments": list(found.opening()),
        "Verdict": [found.headline(), *found.shown(), *found.advised()],
        "Mood": [found.moods()],
        "Scores": found.scores(),
        "Moves": closely or [found.moves()],
        "What if": found.otherwise(),
        "Lesson": found.closing(),
    }


def _turn(turn: Turn) -> DebriefTurn:
    return DebriefTurn(
        move_words(turn),
        turn.before.state.mood,
        turn.after.state.mood,
        turn.after.state.band,
        tuple(turn_words(turn)),
        turn.reply.note if turn.reply else "",
        " ".join(PRINCIPLES[item] for item in (turn.reply.teaches if turn.reply else ())),
    )


def _section(section: Section) -> DebriefSection:
    paragraphs = tuple(Paragraph(item.lead, item.text, item.kind) for item in section.entries)
    return DebriefSection(section.title, section.plotted, paragraphs)
