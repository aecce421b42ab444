"""One strength and one thing to change, in words about behaviour, quoted from this very play.

Chosen by what moved the customer most, not by a count of tags: the skill that gave most, the slip that took most, else the need
that nothing met. What to try is a reply that was on offer at that move, with the mood it would have led to. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.channel_words import words_of
from simulator.lessons import SKILL_LESSONS
from simulator.report.better_replies import after_listening, better_reply, compared
from simulator.report.moves import done_words
from simulator.report.words import amounts, skill_words, slip_words
from simulator.ruleset import INTERRUPT, LISTEN, SILENCE, SLIPS
from simulator.text import count, listed
from simulator.vocabulary import Cause

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.engine.state import Change
    from simulator.report.better_replies import BetterReply

MAX_NAMED = 4
"""Moves named one by one; more are counted."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to keep or to change: in words, the skill or slip it is about, and the principles of the replies it quotes."""

    text: str
    tag: str = ""
    principles: tuple[int, ...] = ()


def advice_on(turns: Sequence[Turn]) -> str:
    """Return the one thing to change in a play, in words; nothing for a play without a move."""
    return change(turns[-1].after, turns).text if turns else ""


def strength(turns: Sequence[Turn]) -> Advice:
    """Return the skill that did most for the customer, with the reply that showed it best."""
    gained = _sums([turn for turn in turns if not _is_mistake(turn)], Cause.SKILL)
    if not gained:
        if not turns or not turns[-1].after.over:
            return Advice("You made a start, and now you know this customer a little.")
        return Advice("You saw it through to the end, and now you know this customer.")
    name = max(gained, key=lambda skill: (_good(gained[skill]), skill))
    moves = [index for index, turn in enumerate(turns) if name in turn.shown]
    total = amounts(_changes(turns, Cause.SKILL, name))
    patience = _patience(turns, name)
    if name == LISTEN:
        done = words_of(_channel(turns)).listened
        return Advice(f"Keep doing this: you {done} {_at(moves)}. Effect: {total}.{patience}", name)
    best = max(
        (index for index in moves if not _is_mistake(turns[index])),
        key=lambda index: (_good(_changes([turns[index]], Cause.SKILL, name)), -index),
    )
    reply = turns[best].reply
    assert reply is not None
    effect = f"Effect: {amounts(_changes([turns[best]], Cause.SKILL, name))}."
    if len(moves) > 1:
        effect = f"You did it {_at(moves)}; effect altogether: {total}."
    return Advice(
        f"Keep doing this: at move {best + 1} you {skill_words(name)}: “{reply.text}” {effect}{patience}",
        name,
        reply.teaches,
    )


def change(last: Conversation, turns: Sequence[Turn]) -> Advice:
    """Return the slip that cost most and what to try; without slips a silence, or the first need that nothing met."""
    lost = _sums(turns, Cause.SLIP)
    if lost:
        name = min(lost, key=lambda slip: (_good(lost[slip]), slip))
        early = [index for index, turn in enumerate(turns) if _interrupted(turn)]
        return _interruption(turns, early) if name == INTERRUPT and early else _slip(turns, name)
    for index, turn in enumerate(turns):
        if turn.move == SILENCE and not turn.before.silence_is_forced:
            return _silence(index, turn)
    missed = [need for need in last.scenario.needs if need not in last.state.shown]
    for need in missed:
        if found := _need(turns, need):
            return found
    if missed:
        return Advice(
            f"You made no mistakes, but you never {skill_words(missed[0], _channel(turns))}, which this customer needed. "
            "No reply you were offered would have done it. Try another route.",
            missed[0],
        )
    return Advice(
        "No mistakes, and you did everything this customer needed. Try it as an exam, or pick someone harder."
    )


def _slip(turns: Sequence[Turn], name: str) -> Advice:
    """Return what a slip cost, and a reply that was on offer instead where it cost most."""
    moves = [index for index, turn in enumerate(turns) if name in turn.slips]
    moves.sort(key=lambda index: (_good(_changes([turns[index]], Cause.SLIP, name)), index))
    better: BetterReply | None = None
    at = moves[0]
    for index in moves:
        better = better_reply(turns[index], slip=name)
        if better:
            at = index
            break
    done = slip_words(name, _channel(turns))
    told = (
        f"Change this: at move {at + 1} you {done}: {_words(turns[at])} {_cost(turns, moves, name)}"
    )
    if better is None:
        return Advice(
            f"{told} Nothing better was on offer there. Next time: {_small(SKILL_LESSONS[SLIPS[name].mirror].advice)}.",
            name,
            _teaches(turns[at]),
        )
    return Advice(
        f"{told} {_offer(better, turns[at])}", name, better.reply.teaches or _teaches(turns[at])
    )


def _interrupted(turn: Turn) -> bool:
    """Return whether the trainee interrupted where they could have listened; a reply can also be tagged as an interruption."""
    return INTERRUPT in turn.slips and turn.before.can_listen


def _interruption(turns: Sequence[Turn], early: Sequence[int]) -> Advice:
    """Return what replying too soon cost, what was still to come, and the same reply after it; `early` are the moves."""
    moves = [index for index, turn in enumerate(turns) if INTERRUPT in turn.slips]
    at = min(
        early, key=lambda index: (_good(_changes([turns[index]], Cause.SLIP, INTERRUPT)), index)
    )
    before, later = turns[at].before, after_listening(turns[at])
    words = words_of(_channel(turns))
    unheard = before.words[before.state.parts_heard].text
    told = (
        f"Change this: at move {at + 1} you {words.interrupted}. {_cost(turns, moves, INTERRUPT)} "
        f"Try this: {words.listen} first. They still had this to say: “{unheard}”"
    )
    if later and later.after.state.mood > turns[at].after.state.mood:
        told += (
            f" The same reply after that would have left them {compared(later.after, turns[at])}."
        )
    return Advice(told, INTERRUPT)


def _silence(index: int, turn: Turn) -> Advice:
    better = better_reply(turn)
    silent = words_of(turn.before.scenario.channel).silent
    told = f"Change this: at move {index + 1} you {silent}, and they waited."
    if better is None:
        return Advice(f"{told} Even a short reply gives you time.")
    return Advice(f"{told} {_offer(better, turn)}", principles=better.reply.teaches)


def _need(turns: Sequence[Turn], need: str) -> Advice | None:
    """Return the move at which the need could best have been met; None if no move offered it."""
    if need == LISTEN:
        for index, turn in enumerate(turns):
            if turn.before.can_listen:
                part = turn.before.words[turn.before.state.parts_heard].text
                return Advice(
                    f"Try this: {words_of(_channel(turns)).listen}. At move {index + 1} they still had this to say: “{part}”",
                    LISTEN,
                )
        return None
    found = [
        (better, index)
        for index, turn in enumerate(turns)
        if (better := better_reply(turn, skill=need))
    ]
    if not found:
        return None
    better, index = max(
        found,
        key=lambda item: (
            item[0].after.state.mood - turns[item[1]].after.state.mood,
            -item[1],
        ),
    )
    return Advice(
        f"You never {skill_words(need)}, which this customer needed. At move {index + 1} you {done_words(turns[index])} "
        f"{_offer(better, turns[index])}",
        need,
        better.reply.teaches,
    )


def _offer(better: BetterReply, turn: Turn) -> str:
    return f"Try this, which was on offer there: “{better.reply.text}” It would have left them {compared(better.after, turn)}."


def _cost(turns: Sequence[Turn], moves: Sequence[int], slip: str) -> str:
    """Return what a slip cost over the play."""
    total = amounts(_changes(turns, Cause.SLIP, slip))
    if len(moves) == 1:
        return f"It cost you: {total}."
    return f"You did this {_at(sorted(moves))}, and altogether it cost you: {total}."


def _patience(turns: Sequence[Turn], skill: str) -> str:
    """Return what using the skill did to the customer's patience; empty where it did nothing."""
    changes = [item for turn in turns for item in turn.changes if item.gauge == "patience"]
    back = sum(item.amount for item in changes if (item.cause, item.name) == (Cause.BACK, skill))
    if back:
        return f" It also won back {count(back, 'point')} of patience."
    over = [
        item for item in changes if (item.cause, item.name) == (Cause.TURN, skill) and item.amount
    ]
    if over:
        cost = -sum(item.amount for item in over)
        done = words_of(_channel(turns)).listening
        return f" But {done} after they'd made their point cost {count(cost, 'point')} of patience."
    return ""


def _is_mistake(turn: Turn) -> bool:
    return bool(turn.slips) or (turn.reply is not None and turn.reply.critical is not None)


def _teaches(turn: Turn) -> tuple[int, ...]:
    return turn.reply.teaches if turn.reply else ()


def _words(turn: Turn) -> str:
    return f"“{turn.reply.text}”" if turn.reply else "nothing."


def _sums(turns: Sequence[Turn], cause: Cause) -> dict[str, list[Change]]:
    names = dict.fromkeys(
        item.name for turn in turns for item in turn.changes if item.cause is cause and item.amount
    )
    return {name: _changes(turns, cause, name) for name in names}


def _changes(turns: Sequence[Turn], cause: Cause, name: str) -> list[Change]:
    return [
        item
        for turn in turns
        for item in turn.changes
        if (item.cause, item.name) == (cause, name) and item.amount
    ]


def _good(changes: Iterable[Change]) -> int:
    """Return what changes are worth to the mood, doubled so that it is a whole number; patience is left out."""
    worth = {"anger": -2, "heard": 1, "trust": 1, "patience": 0}
    return sum(worth[item.gauge] * item.amount for item in changes)


def _channel(turns: Sequence[Turn]) -> str:
    return turns[0].before.scenario.channel if turns else ""


def _at(moves: Sequence[int]) -> str:
    """Return moves, by index from 0, as a person counts them."""
    if len(moves) > MAX_NAMED:
        return f"at {len(moves)} moves"
    numbers = [str(index + 1) for index in moves]
    return f"at move{'s' if len(numbers) > 1 else ''} {listed(numbers)}"


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
