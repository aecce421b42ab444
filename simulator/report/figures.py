"""Figures of how a play was played: who spoke how much, how soon you helped, extra steps, waits, promises, lowest mood.

Counted from the turns; each is a sentence that a trainee can act on. Scores are in the result and are not repeated here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.channel_words import words_of
from simulator.engine.lines import Voice
from simulator.report.words import either, repeated, slip_words, times_words
from simulator.ruleset import EFFORT_SLIPS, LISTEN, SILENCE
from simulator.text import count, count_or_no, listed, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.engine.conversation import Conversation, Turn

_SOON = {
    "showed empathy": ("empathize", "reflect"),
    "took responsibility": ("own",),
    "offered a solution": ("solve", "alternative", "extra"),
}


def figures(start: Conversation, turns: Sequence[Turn]) -> list[str]:
    """Return all of them, a sentence each."""
    return [
        _balance(start, turns),
        _soon(turns),
        _obstacles(turns),
        *_promises(turns),
        _lowest(start, turns),
    ]


def _balance(start: Conversation, turns: Sequence[Turn]) -> str:
    """Return who spoke how much."""
    lines = [*start.opening, *(line for turn in turns for line in turn.said)]
    yours = sum(len(line.text.split()) for line in lines if line.voice is Voice.YOU)
    theirs = sum(len(line.text.split()) for line in lines if line.voice is Voice.CUSTOMER)
    replies = sum(turn.reply is not None for turn in turns)
    listens = sum(turn.move == LISTEN for turn in turns)
    silences = sum(turn.move == SILENCE for turn in turns)
    words = words_of(start.scenario.channel)
    done = [f"gave {count_or_no(replies, 'reply')}"]
    done += [f"{words.listened} {times_words(listens)}"] if listens else []
    done += [f"{words.silent} {times_words(silences)}"] if silences else []
    share = 100 * yours // max(1, yours + theirs)
    return f"You {listed(done)}; you {words.spoke} {share}% of the words ({yours} of {yours + theirs})."


def _soon(turns: Sequence[Turn]) -> str:
    """Return in which reply each of the three came first."""
    replies = [turn for turn in turns if turn.reply]
    done, never = [], []
    for words, skills in _SOON.items():
        first = next(
            (at for at, turn in enumerate(replies, 1) if set(turn.shown) & set(skills)), None
        )
        if first:
            done.append(f"{words} in reply {first}")
        else:
            never.append(words)
    sentences = [f"You {listed(done)}."] if done else []
    if never:
        sentences.append(f"You never {either(never)}.")
    return " ".join(sentences)


def _obstacles(turns: Sequence[Turn]) -> str:
    last = turns[-1].after.state if turns else None
    slips = last.slips if last else {}
    channel = turns[0].before.scenario.channel if turns else ""
    extra = "; ".join(
        f"you {slip_words(name, channel)}{repeated(slips[name])}"
        for name in EFFORT_SLIPS
        if slips.get(name)
    )
    known = sum(
        turn.reply.wait.ticks
        for turn in turns
        if turn.reply and turn.reply.wait and turn.reply.wait.explained
    )
    blind = last.unexplained if last else 0
    waits = [f"{known} explained" if known else "", f"{blind} unexplained" if blind else ""]
    waited = " and ".join(words for words in waits if words)
    return f"Extra steps: {extra or 'none'}. Waits: {waited or 'none'}."


def _promises(turns: Sequence[Turn]) -> list[str]:
    if not turns or not turns[-1].after.state.promised:
        return []
    state = turns[-1].after.state
    return [f"Promises: {len(state.promised)} made, {state.kept} kept, {state.broken} broken."]


def _lowest(start: Conversation, turns: Sequence[Turn]) -> str:
    moods = [start.state.mood, *(turn.after.state.mood for turn in turns)]
    lowest = moods.index(min(moods))
    where = f"after move {lowest}" if lowest else "at the start"
    back = moods[-1] - moods[lowest]
    after = (
        f"; from there it rose {count(back, 'point')}" if back else ", which is also where it ended"
    )
    return f"Lowest mood: {number(moods[lowest])} {where}{after}."
