"""Spot the slip: a few replies of a play, and which of them hurt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.drill.model import Card, Kind, Question
from simulator.drill.transcript import characters, clean, numbered_lines, setting_words
from simulator.report.words import CRITICAL_WORDS, quote, reasons, slip_words
from simulator.ruleset import SILENCE
from simulator.text import with_stop
from simulator.vocabulary import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.engine.conversation import Turn
    from simulator.prover.drawn_plays import DrawnPlay

LEAST_REPLIES, MOST_REPLIES = 3, 4
MOST_CHARACTERS = 1800
HEADING = "Spot the slip"
WHICH = "Which of your replies hurt? There may be several."


def slip_cards(play: DrawnPlay) -> Iterator[Card]:
    """Yield a card for each stretch of a play in which some replies hurt and some don't; no reply is on two of them."""
    replies = [index for index, turn in enumerate(play.turns) if turn.reply]
    at = 0
    while at + LEAST_REPLIES <= len(replies):
        for many in range(MOST_REPLIES, LEAST_REPLIES - 1, -1):
            stretch = replies[at : at + many]
            if len(stretch) == many and (card := _card(play, stretch[0], stretch[-1] + 1)):
                yield card
                at += many - 1
                break
        at += 1


def hurts(turn: Turn) -> bool:
    """Return whether a reply did harm: it made a slip, or was a critical error."""
    return bool(turn.slips or (turn.reply and turn.reply.critical))


def harm_words(turn: Turn) -> str:
    """Say what was wrong with a reply that hurt, and what it cost; then the author's note on it."""
    channel = turn.before.scenario.channel
    told = reasons([each for each in turn.changes if each.cause is Cause.SLIP], channel)
    told = told or [with_stop(f"You {slip_words(slip, channel)}") for slip in turn.slips]
    critical = turn.reply.critical if turn.reply else None
    if critical:
        told.append(with_stop(f"That {CRITICAL_WORDS[critical.kind]}"))
        told.append(critical.why)
    elif turn.reply:
        told.append(turn.reply.note)
    return clean(" ".join(filter(None, told)))


def help_words(turn: Turn) -> str:
    """Say what a reply that didn't hurt did."""
    channel = turn.before.scenario.channel
    told = reasons([each for each in turn.changes if each.cause is Cause.SKILL], channel)
    return clean(" ".join(told)) or "Nothing in it hurt."


def _card(play: DrawnPlay, start: int, end: int) -> Card | None:
    """Return the card of the moves from `start` up to `end`, from 0; None where it would ask nothing or too much."""
    turns = play.turns[start:end]
    replies = [turn for turn in turns if turn.reply]
    harmful = [hurts(turn) for turn in replies]
    if all(harmful) or not any(harmful):
        return None
    if any(turn.move == SILENCE for turn in turns):
        return None
    lines = numbered_lines(turns)
    if characters(lines) > MOST_CHARACTERS:
        return None
    before = turns[0].before
    scenario = before.scenario
    name = clean(scenario.customer.name)
    options = tuple(f"“{quote(line.text)}”" for line in lines if line.number)
    right = frozenset(at for at, harm in enumerate(harmful, 1) if harm)
    return Card(
        Kind.SLIP,
        scenario.id,
        clean(scenario.title),
        HEADING,
        setting_words(scenario, before.state.band),
        tuple(lines),
        (Question(WHICH, options, right, several=True),),
        tuple(
            harm_words(turn) if harm else help_words(turn)
            for turn, harm in zip(replies, harmful, strict=True)
        ),
        (f"{name} is {turns[-1].after.state.band} now.",),
        tuple(turn.move for turn in play.turns[:start]),
        root=scenario.root,
    )
