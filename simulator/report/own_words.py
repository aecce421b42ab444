"""What a trainee typed beside the reply that they gave, and what each has that the other doesn't, as questions.

The program can't know what the customer would have made of the typed words, so nothing here says that they were right or wrong.
Their words are private: a report with pseudonyms leaves these entries out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from simulator.own_words.flow import Found
from simulator.own_words.folding import COMMON, folded
from simulator.report.sections import Entry, Section
from simulator.report.words import skill_words, slip_words
from simulator.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from simulator.engine.conversation import Turn
    from simulator.own_words.flow import OwnWords
    from simulator.scenario.model import Reply

TITLE = "In your own words"
YOU_TYPED, THE_REPLY, YOU_CHOSE, ASK = "You typed", "The reply", "Then you chose", "Ask yourself"
MOST_WORDS = 10
"""Words of a difference that are quoted."""
SAME_BEGINNING = 5
"""Letters by which two words that begin alike are taken for forms of one."""
_TOKEN = re.compile(r"\S+")


def own_words_section(turns: Sequence[Turn], words: Mapping[int, OwnWords]) -> Section:
    """Return both sentences of each move that was typed, with what to ask of them; no entries where none was."""
    entries: list[Entry] = []
    for index, own in sorted(words.items()):
        turn = turns[index] if index < len(turns) else None
        if turn and turn.reply:
            entries += compared(index, turn.reply, own, turn.before.scenario.channel)
    return Section(TITLE, tuple(entries))


def compared(index: int, reply: Reply, own: OwnWords, channel: str) -> Iterator[Entry]:
    """Yield what was typed in a move and the reply, and a question each way; `index` counts from 0."""
    is_found = own.found in (Found.MATCHED, Found.OFFERED)
    label = THE_REPLY if is_found else YOU_CHOSE
    yield Entry(f"You typed “{own.text}”", f"{index + 1}.", private=True)
    yield Entry(f"“{reply.text}”", f"{label}:", "label", private=True)
    yield from _asked(reply, own, channel)


def questions_of(turn: Turn, own: OwnWords) -> Iterator[Entry]:
    """Yield the questions about a move that was typed."""
    if turn.reply:
        yield from _asked(turn.reply, own, turn.before.scenario.channel)


def _asked(reply: Reply, own: OwnWords, channel: str) -> Iterator[Entry]:
    for question in questions(reply, own.text, channel):
        yield Entry(question, f"{ASK}:", "label", private=True)


def typed_entry(own: OwnWords) -> Entry:
    """Return what was typed, for the move that it led to."""
    return Entry(f"“{own.text}”", f"{YOU_TYPED}:", "label", private=True)


def questions(reply: Reply, typed: str, channel: str) -> Iterator[str]:
    """Yield what to ask about the words that only the reply has, and about those that only the typed sentence has."""
    theirs, own = only_in(reply.text, typed), only_in(typed, reply.text)
    quoted = f", with “{theirs}”" if theirs else ""
    skills = [skill_words(name, channel) for name in reply.skills]
    slips = [slip_words(name, channel) for name in reply.slips]
    if skills:
        yield f"In the reply you {listed(skills)}{quoted}. Which of your words do that?"
    if slips:
        yield f"In the reply you {listed(slips)}{'' if skills else quoted}. Do your words do that too?"
    if theirs and not (skills or slips):
        yield f"Only the reply includes “{theirs}”. What is lost without it?"
    if own:
        yield f"Only yours includes “{own}”. What would it have done for them?"


def only_in(text: str, other: str) -> str:
    """Return the longest piece of a text that shares no word with the other, common ones aside; cut where it is long."""
    there = {_stem(word) for word in folded(other)}
    best: list[str] = []
    piece: list[str] = []
    for token in [*_TOKEN.findall(text), ""]:
        words = [word for word in folded(token) if word not in COMMON]
        if token and not any(_stem(word) in there for word in words):
            piece.append(token)
            continue
        piece = _without_common_ends(piece)
        best = piece if len(piece) > len(best) else best
        piece = []
    cut = " …" if len(best) > MOST_WORDS else ""
    return " ".join(best[:MOST_WORDS]).strip(" ,;:.") + cut


def _stem(word: str) -> str:
    return word[:SAME_BEGINNING]


def _without_common_ends(tokens: list[str]) -> list[str]:
    """Return tokens from the first that says something to the last that does."""
    says = [any(word not in COMMON for word in folded(token)) for token in tokens]
    if True not in says:
        return []
    return tokens[says.index(True) : len(says) - says[::-1].index(True)]
