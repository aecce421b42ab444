"""The debrief of a play as a page shows it: how it ended, the moments that mattered, then everything else in parts.

The sections and their order are those of every face. Plain values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simulator.report.debrief import debrief
from simulator.report.export.blocks import MoodCurve
from simulator.report.export.drawings import curve_svg
from simulator.report.good_play import end_sentence, good_play, may_show, step_reason
from simulator.report.helped_most import Search
from simulator.report.moves import move_words
from simulator.report.words import mood_words
from simulator.rounds.hosted.debriefs import panes_of
from simulator.server.plays import words
from simulator.server.plays.page import Card, card_of, picture_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.report.debrief import Debrief
    from simulator.report.sections import Section
    from simulator.server.plays.searches import Found
    from simulator.server.plays.solo import SoloPlay
    from simulator.vocabulary import Mode

MOMENTS, MOVES = "Moments", "Moves"
"""The parts that are shown in their own way."""


class Moment(NamedTuple):
    """A moment that mattered: its heading, a text for each label, and the move before which one can try again, from 0.

    `way` is a good play from there, a text for each move and one for its end; empty where it isn't known or isn't shown.
    """

    heading: str
    labelled: tuple[tuple[str, str], ...]
    move: int
    way: tuple[str, ...]


class Piece(NamedTuple):
    """A heading with paragraphs or points in groups: each says whether it is a list, and has lead and text of each."""

    title: str
    groups: tuple[tuple[bool, tuple[tuple[str, str], ...]], ...]
    plotted: bool


class Part(NamedTuple):
    """A part of a debrief that is opened by its name."""

    name: str
    pieces: tuple[Piece, ...]


class MovePiece(NamedTuple):
    """One move in detail; `words` is what was done, `move` its index from 0."""

    words: str
    piece: Piece
    move: int


class DebriefPage(NamedTuple):
    """All that the page of a debrief shows; `curve` is the mood over the play as an `svg` element."""

    id: str
    card: Card
    name: str
    picture: str
    mood: str
    band: str
    parting: str
    told: tuple[str, ...]
    mattered: str
    order: str
    moments: tuple[Moment, ...]
    others: tuple[Piece, ...]
    moves: tuple[MovePiece, ...]
    parts: tuple[Part, ...]
    curve: str
    note: str
    working: bool


def debrief_page(play: SoloPlay, reach: Found) -> DebriefPage:
    """Return the page of the debrief of a play that is over, with what is known of what was in reach in it."""
    given = len(play.opened.given)
    note = words.AGAIN_FROM.format(move=given + 1) if given else ""
    return page_of(play.start, play.turns, play.opened.mode, reach, id=play.id, note=note)


def page_of(
    start: Conversation,
    turns: Sequence[Turn],
    mode: Mode,
    reach: Found,
    *,
    id: str = "",
    note: str = "",
) -> DebriefPage:
    """Return the page of the debrief of a conversation that is over, alone or in a shift."""
    found = debrief(start, turns, reach.prospects, reach.search, reach.others)
    shows_way = may_show(mode) and reach.search is Search.OVER
    here = found.last
    panes = panes_of(found)
    moments = tuple(
        Moment(
            text.heading,
            tuple(text.labelled),
            moment.index,
            tuple(_way(found, moment.index)) if shows_way else (),
        )
        for moment in found.moments
        for text in (found.text_of(moment),)
    )
    customer = here.scenario.customer
    return DebriefPage(
        id,
        card_of(here.scenario),
        customer.name,
        picture_of(customer, here.state.band),
        mood_words(here),
        here.state.band,
        found.parting,
        (found.ended_sentence, found.result_sentence),
        found.mattered_title(len(found.moments)),
        found.order_words,
        moments,
        tuple(map(_piece, [found.take_along()] if found.take_along().entries else [])),
        tuple(_moves(found)),
        tuple(
            Part(name, tuple(_piece(item) for item in sections if item.entries))
            for name, sections in panes.items()
            if name not in (MOMENTS, MOVES)
        ),
        curve_svg(MoodCurve("Mood", tuple(found.curve.moods)), 1) if found.turns else "",
        note,
        reach.search is Search.RUNNING,
    )


def pieces_of(sections: Iterable[Section]) -> tuple[Piece, ...]:
    """Return sections as a page draws them."""
    return tuple(map(_piece, sections))


def _way(found: Debrief, index: int) -> Iterator[str]:
    """Yield the best way on from before a move, each of its moves with its reason."""
    way = good_play(found.start, found.turns, index, found.prospects)
    while way is not None and (turn := way.step()):
        yield f"{move_words(turn)} {step_reason(turn)}"
    if way is not None and way.conversation.over:
        yield end_sentence(way)


def _moves(found: Debrief) -> Iterator[MovePiece]:
    for index, turn in enumerate(found.turns):
        yield MovePiece(move_words(turn), _piece(found.move(index)), index)


def _piece(section: Section) -> Piece:
    """Return a section with the points that follow each other as one list."""
    groups: list[tuple[bool, list[tuple[str, str]]]] = []
    for entry in section.entries:
        listed = entry.lead in ("-", "=")
        if not groups or groups[-1][0] != listed or not listed:
            groups.append((listed, []))
        groups[-1][1].append(("" if listed else entry.lead, entry.text))
    told = tuple((listed, tuple(texts)) for listed, texts in groups)
    return Piece(section.title, told, section.plotted)
