"""In their shoes: one or two replies heard from the customer's chair, and the mood they leave."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from simulator.drill.model import Card, Kind, Question
from simulator.drill.transcript import (
    YOU,
    characters,
    clean,
    last_words,
    setting_words,
    spoken_lines,
)
from simulator.engine.lines import Voice
from simulator.portrait.traits import settle
from simulator.prover.drawn_plays import draw
from simulator.report.words import reasons
from simulator.ruleset import BANDS
from simulator.text import number
from simulator.vocabulary import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.engine.conversation import Turn
    from simulator.engine.lines import Line
from simulator.prover.drawn_plays import DrawnPlay

OPTIONS = 4
"""Moods to choose from, next to each other on the scale."""
LEAST_CHANGE = 6
MOST_CHARACTERS = 700
MOST_REASONS = 3
HEADING = "In their shoes"
_TOLD = (Cause.SKILL, Cause.SLIP, Cause.REFUSAL, Cause.WAIT, Cause.EVENT)


def shoes_cards(play: DrawnPlay) -> Iterator[Card]:
    """Yield a card for each reply of a play, or two in a row, that changes the mood."""
    index = 0
    while index < len(play.turns):
        turns = _exchange(play.turns[index : index + 2])
        if turns and (card := _card(turns, tuple(each.move for each in play.turns[:index]))):
            yield card
        index += max(1, len(turns))


def _exchange(turns: Sequence[Turn]) -> list[Turn]:
    """Return the replies that begin here: none, one or two."""
    found = []
    for turn in turns:
        if turn.reply is None or turn.before.interrupts:
            break
        found.append(turn)
    return found


def _card(turns: Sequence[Turn], moves: tuple[str, ...]) -> Card | None:
    first, last = turns[0], turns[-1]
    before, after = first.before.state, last.after.state
    scenario = first.before.scenario
    lines = [*last_words(first.before), *spoken_lines(_until_answer(turns), scenario)]
    if abs(after.mood - before.mood) < LEAST_CHANGE or characters(lines) > MOST_CHARACTERS:
        return None
    name = clean(scenario.customer.name)
    seed = f"{scenario.id}/{before.scene}/{first.move}/{last.move}/{before.mood}"
    bands = _bands(after.band, seed)
    right = frozenset({bands.index(after.band) + 1})
    change = after.mood - before.mood
    answer = [line for line in spoken_lines(last.said, scenario) if line.who not in (YOU, "")]
    return Card(
        Kind.SHOES,
        scenario.id,
        clean(scenario.title),
        HEADING,
        setting_words(
            scenario,
            f"{before.band}: mood {number(before.mood)} on a scale of {number(-100)} to 100",
        ),
        tuple(lines),
        (Question(f"How does {name} feel now?", bands, right),),
        (),
        (
            *(f"{line.who}: “{line.text}”" for line in answer[:1]),
            f"Mood {number(after.mood)}, {'up' if change > 0 else 'down'} {abs(change)}.",
            *_reasons(turns),
        ),
        moves,
        root=scenario.root,
        bands=bands,
        traits=settle(scenario.customer.name, asdict(scenario.customer.portrait)),
    )


def _until_answer(turns: Sequence[Turn]) -> Iterator[Line]:
    """Yield what can be heard and seen up to the last reply, without what it led to."""
    for turn in turns[:-1]:
        yield from turn.said
    yield from (line for line in turns[-1].said if line.voice in (Voice.YOU, Voice.ACTION))


def _reasons(turns: Sequence[Turn]) -> list[str]:
    """Return the main reasons, of the last reply first."""
    found: list[str] = []
    for turn in reversed(turns):
        told = [change for change in turn.changes if change.cause in _TOLD]
        found += map(clean, reasons(told, turn.before.scenario.channel))
    return found[:MOST_REASONS]


def _bands(band: str, seed: str) -> tuple[str, ...]:
    """Return moods next to each other, with the one that is right at a place drawn by the seed."""
    names = tuple(BANDS)
    at = names.index(band)
    first = at - draw(seed) % OPTIONS
    first = max(0, min(len(names) - OPTIONS, first))
    return names[first : first + OPTIONS]
