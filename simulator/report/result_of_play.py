"""Work out the result of a play from its moves: the one place where the figures of `results.py` come from.

Figures of the end are the engine's `result_of`; nothing is worked out twice. It opens no file and reads no clock.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from simulator.report.principles import occasions
from simulator.report.results import (
    NO_ORIGIN,
    Offer,
    Origin,
    PlayResult,
    PrincipleUse,
    ScenarioCard,
    Score,
    TurnResult,
)
from simulator.ruleset import SILENCE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.engine.result import Result
    from simulator.own_words.flow import OwnWords
    from simulator.scenario.model import Scenario


def card_of(scenario: Scenario, digest: str = "") -> ScenarioCard:
    """Return the card of a scenario on its day."""
    return ScenarioCard(
        scenario.id,
        scenario.title,
        scenario.customer.name,
        scenario.channel,
        scenario.level,
        scenario.needs,
        digest,
        scenario.day,
    )


def score_of(result: Result) -> Score:
    """Return the engine's result of a play as a score."""
    known = {name: value for name, value in result.dimensions.items() if value is not None}
    return Score(
        result.ending,
        result.outcome.value,
        result.need.value,
        result.satisfaction,
        result.qa,
        MappingProxyType(known),
        result.recovered,
        result.criticals,
        result.predicted,
    )


def play_result(
    start: Conversation,
    turns: Sequence[Turn],
    origin: Origin = NO_ORIGIN,
    *,
    digest: str = "",
    closed: bool = False,
    seconds: Sequence[float] = (),
    reasons: bool = True,
    advice: str = "",
    best: int | None = None,
    words: Mapping[int, OwnWords] | None = None,
) -> PlayResult:
    """Return the result of a play.

    Args:
        start: The conversation before its first move.
        turns: Its moves.
        origin: Who played, when and how.
        digest: The sha256 of the scenario's file.
        closed: Whether its last state was ended for it, because a round closed upon it.
        seconds: How long each move took.
        reasons: Whether the changes of each move are worked out, which takes about as long as the moves themselves.
        advice: The one thing to change, in words.
        best: The best satisfaction that any play of the scenario can reach.
        words: What the trainee typed for moves, by index.
    """
    last = turns[-1].after if turns else start
    principles = _principles(turns)
    took = [*seconds, *[None] * (len(turns) - len(seconds))]
    told = tuple(
        _turn(number, turn, principles.get(number - 1, ()), took[number - 1], reasons=reasons)
        for number, turn in enumerate(turns, 1)
    )
    if words:
        told = tuple(turn._replace(own=words.get(turn.number - 1)) for turn in told)
    state = last.state
    return PlayResult(
        card_of(start.scenario, digest),
        origin,
        told,
        (start.state.mood, *(turn.after.mood for turn in told)),
        start.state.gauges,
        start.opening,
        len(told),
        score_of(last.result()) if last.over else None,
        last.over and not closed,
        len(state.promised),
        state.kept,
        state.broken,
        state.exposed,
        state.unexplained,
        best,
        advice,
    )


def _principles(turns: Sequence[Turn]) -> dict[int, tuple[PrincipleUse, ...]]:
    """Return the principles of each move, by its index."""
    found: dict[int, tuple[PrincipleUse, ...]] = {}
    for number, items in occasions(turns).items():
        for item in items:
            found[item.index] = (*found.get(item.index, ()), PrincipleUse(number, item.met))
    return found


def _turn(
    number: int,
    turn: Turn,
    principles: tuple[PrincipleUse, ...],
    seconds: float | None,
    *,
    reasons: bool,
) -> TurnResult:
    before, after, reply = turn.before, turn.after.state, turn.reply
    heard = before.heard
    was = before.state
    return TurnResult(
        number,
        turn.move,
        turn.scene,
        turn.next,
        reply.text if reply else "",
        heard[-1].text if heard else before.narration,
        turn.said,
        tuple(Offer(item.id, item.text) for item in before.offered()),
        before.can_listen,
        turn.shown,
        turn.slips,
        was.gauges,
        after.gauges,
        turn.changes if reasons else None,
        turn.act.ticks,
        turn.act.explained,
        turn.move == SILENCE and before.silence_is_forced,
        tuple(item for item in reply.promises if item in after.promised) if reply else (),
        after.kept - was.kept,
        after.broken - was.broken,
        after.exposed - was.exposed,
        reply.critical.kind if reply and reply.critical else "",
        principles,
        seconds,
    )
