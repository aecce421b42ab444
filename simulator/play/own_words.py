"""What every face says of a turn in the player's own words, and the lines of a move that was found by them.

Pure. What is typed is shown as it stands: it was cleaned when it was taken, and nothing in it means anything here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.engine.lines import Line, Voice
from simulator.own_words.flow import MAX_WORDS
from simulator.play.choices import Choice
from simulator.text import clean_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.own_words.flow import OwnWords, OwnWordsTurn

IN_OWN_WORDS = "in your own words"
HOW_IT_WORKS = (
    "The replies stay hidden until you've typed what you'd say. Then you choose the one you meant. If none of them is what "
    "you meant, that costs nothing."
)
STAYS_HERE = "What you type stays on this computer."
WHAT_DO_YOU_SAY = "In your own words: what do you say?"
WHICH_ONE = "Which of these did you mean?"
CLOCK_WAITS = "The clock is paused."
NONE_OF_THESE = "None of these: show me all the replies"
NOT_THIS = "Not this one: show me all the replies"
NOTHING_CLOSE = "None of the replies is close to that. Say it another way, or see the replies."
NO_LETTERS = "There are no words in that. Type what you'd say."
YOU_MEAN = "You gave"
CUT = f"That was too long. Only the first {MAX_WORDS:,} characters are used."


def offered_choices(own: OwnWordsTurn, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Return the replies that a player is asked about, numbered from 1, and the way out as the last of them."""
    by_id = {choice.id: choice for choice in choices}
    nearest = [by_id[id] for id in own.nearest if id in by_id]
    last = NONE_OF_THESE if len(nearest) > 1 else NOT_THIS
    asked = [choice._replace(number=at, new=False) for at, choice in enumerate(nearest, 1)]
    return (*asked, Choice(len(asked) + 1, "", last))


def was_cut(text: str) -> bool:
    """Return whether a typed text is longer than what is used of it."""
    return len(clean_name(text, len(text))) > MAX_WORDS


def lines_in_own_words(lines: Iterable[Line], words: OwnWords | None) -> tuple[Line, ...]:
    """Return the lines of a move, with what was typed before the reply that it meant."""
    if words is None:
        return tuple(lines)
    found: list[Line] = []
    for line in lines:
        if line.voice is not Voice.YOU:
            found.append(line)
            continue
        found.append(Line(Voice.YOU, words.text))
        if line.text.casefold() != words.text.casefold():
            found.append(Line(Voice.YOU, line.text, YOU_MEAN))
    return tuple(found)
