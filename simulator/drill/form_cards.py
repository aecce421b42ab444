"""Mystery shopper: a whole conversation scored on the quality form, held against the score of the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.drill.model import Card, Kind, Question
from simulator.drill.transcript import characters, clean, numbered_lines, setting_words
from simulator.report.words import action_words, dimension_words, either, repeated, slip_words
from simulator.ruleset import DIMENSIONS
from simulator.text import count, listed, number, with_stop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.engine.state import State
    from simulator.prover.drawn_plays import DrawnPlay
    from simulator.ruleset import Dimension
    from simulator.scenario.model import Scenario

LEAST_REPLIES = 3
MOST_CHARACTERS = 4000
WELL, PARTLY = 70, 40
"""The least values of a dimension that count as done well, and as partly done."""
LEVELS = ("well", "partly", "badly", "it wasn't called for")
HEADING = "Mystery shopper: score this conversation on the quality form"


def form_cards(play: DrawnPlay) -> Iterator[Card]:
    """Yield the card of a play, if it is neither too short nor too long to be judged in two minutes."""
    replies = sum(turn.reply is not None for turn in play.turns)
    last = play.turns[-1].after
    lines = numbered_lines(play.turns)
    if not last.over or replies < LEAST_REPLIES or characters(lines) > MOST_CHARACTERS:
        return
    scenario, result = last.scenario, last.result()
    name = clean(scenario.customer.name)
    yield Card(
        Kind.SHOPPER,
        scenario.id,
        clean(scenario.title),
        HEADING,
        setting_words(scenario, f"{play.start.state.band} at the start"),
        tuple(line._replace(number=0) for line in lines),
        tuple(
            Question(
                f"{dimension_words(dimension.name).capitalize()}: how well was it done?",
                LEVELS,
                frozenset({level_of(result.dimensions[dimension.name])}),
            )
            for dimension in DIMENSIONS
        ),
        tuple(
            _reason(dimension, result.dimensions[dimension.name], scenario, last.state)
            for dimension in DIMENSIONS
        ),
        (
            f"The rules give it a quality of {result.qa} out of 100, and {name}'s satisfaction is "
            f"{number(result.satisfaction)}, on a scale of {number(-100)} to 100.",
            *(("A critical error sets quality to 0.",) if result.criticals else ()),
        ),
        root=scenario.root,
    )


def level_of(value: int | None) -> int:
    """Return the place in LEVELS, from 1, of a dimension's value, 0 to 100; None for one that doesn't apply."""
    if value is None:
        return LEVELS.index("it wasn't called for") + 1
    return 1 if value >= WELL else 2 if value >= PARTLY else 3


def _reason(dimension: Dimension, value: int | None, scenario: Scenario, state: State) -> str:
    """Say what the rules saw in a dimension: what was called for and done or not, and the mistakes."""
    if value is None:
        return ""
    channel = scenario.channel
    called = [need for need in scenario.needs if need in dimension.skills]
    done = [action_words(need, channel) for need in called if need in state.shown]
    missed = [action_words(need, channel) for need in called if need not in state.shown]
    mistakes = [
        f"{slip_words(slip, channel)}{repeated(state.slips[slip])}"
        for slip in dimension.slips
        if state.slips.get(slip)
    ]
    mistakes += [count(state.broken, "broken promise")] if dimension.broken and state.broken else []
    mistakes += [count(state.exposed, "exposed lie")] if dimension.lies and state.exposed else []
    if dimension.unexplained and state.unexplained:
        mistakes.append(count(state.unexplained, "unexplained wait"))
    parts = [
        f"done: {listed(done)}" if done else "",
        f"not done: {either(missed)}" if missed else "",
        f"mistakes: {'; '.join(mistakes)}" if mistakes else "",
    ]
    return with_stop(f"{value} out of 100{''.join(f'; {part}' for part in parts if part)}")
