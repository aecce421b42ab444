"""Figures of how a play was played: who spoke how much, how soon you helped, extra steps, waits, promises, lowest mood.

Read off its result; each is a sentence that a trainee can act on. Scores are in the result and are not repeated here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.channel_words import words_of
from simulator.report.words import either, repeated, slip_words, times_words
from simulator.ruleset import EFFORT_SLIPS
from simulator.text import count, count_or_no, listed, number

if TYPE_CHECKING:
    from simulator.report.results import PlayResult

_SOON = {
    "showed empathy": ("empathize", "reflect"),
    "took responsibility": ("own",),
    "offered a solution": ("solve", "alternative", "extra"),
}


def figures(play: PlayResult) -> list[str]:
    """Return all of them, a sentence each."""
    return [
        _balance(play),
        _soon(play),
        _obstacles(play),
        *_promises(play),
        _lowest(play),
    ]


def _balance(play: PlayResult) -> str:
    """Return who spoke how much."""
    words, speech = words_of(play.scenario.channel), play.speech
    done = [f"gave {count_or_no(play.replies, 'reply')}"]
    done += [f"{words.listened} {times_words(play.listens)}"] if play.listens else []
    done += [f"{words.silent} {times_words(play.silences)}"] if play.silences else []
    return (
        f"You {listed(done)}; you {words.spoke} {speech.share}% of the words "
        f"({speech.yours} of {speech.yours + speech.theirs})."
    )


def _soon(play: PlayResult) -> str:
    """Return in which reply each of the three came first."""
    done, never = [], []
    for words, skills in _SOON.items():
        first = play.first_reply(skills)
        if first:
            done.append(f"{words} in reply {first}")
        else:
            never.append(words)
    sentences = [f"You {listed(done)}."] if done else []
    if never:
        sentences.append(f"You never {either(never)}.")
    return " ".join(sentences)


def _obstacles(play: PlayResult) -> str:
    slips = play.slips
    extra = "; ".join(
        f"you {slip_words(name, play.scenario.channel)}{repeated(slips[name])}"
        for name in EFFORT_SLIPS
        if slips[name]
    )
    known, blind = play.explained_ticks, play.unexplained
    waits = [f"{known} explained" if known else "", f"{blind} unexplained" if blind else ""]
    waited = " and ".join(words for words in waits if words)
    return f"Extra steps: {extra or 'none'}. Waits: {waited or 'none'}."


def _promises(play: PlayResult) -> list[str]:
    if not play.promised:
        return []
    return [f"Promises: {play.promised} made, {play.kept} kept, {play.broken} broken."]


def _lowest(play: PlayResult) -> str:
    moods = play.moods
    lowest = moods.index(min(moods))
    where = f"after move {lowest}" if lowest else "at the start"
    back = moods[-1] - moods[lowest]
    after = (
        f"; from there it rose {count(back, 'point')}" if back else ", which is also where it ended"
    )
    return f"Lowest mood: {number(moods[lowest])} {where}{after}."
