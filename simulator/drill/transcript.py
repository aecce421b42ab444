"""Parts of a play as the lines of a card: who says what, cleaned of all that a terminal would obey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.channel_words import NAME, words_of
from simulator.drill.model import Spoken
from simulator.engine.lines import Line, Voice
from simulator.report.words import capital
from simulator.text import printable, with_stop

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.scenario.model import Scenario

YOU = "You"


def clean(text: str) -> str:
    """Return a text of a scenario on one line, with what can't be seen escaped."""
    return printable(" ".join(text.split()))


def setting_words(scenario: Scenario, mood: str) -> str:
    """Return where one is, and with whom in which mood: `On the phone with Ray, who is calm.`."""
    place = words_of(scenario.channel).place.replace(NAME, clean(scenario.customer.name))
    return f"{capital(place)}, who is {mood}."


def spoken_lines(said: Iterable[Line], scenario: Scenario) -> Iterator[Spoken]:
    """Yield lines of a conversation as lines of a card."""
    for line in said:
        who = ""
        if line.voice is Voice.YOU:
            who = YOU
        elif line.voice is Voice.CUSTOMER:
            who = clean(line.speaker or scenario.customer.name)
        if text := clean(line.text):
            yield Spoken(who, text)


def last_words(at: Conversation, parts: int = 2) -> list[Spoken]:
    """Return the last words of the customer's that are heard, up to that many parts, else the stage direction."""
    heard = [Line(Voice.CUSTOMER, part.text, part.speaker) for part in at.heard[-parts:]]
    return list(spoken_lines(heard or [Line(Voice.NARRATION, at.narration)], at.scenario))


def numbered_lines(turns: Sequence[Turn]) -> list[Spoken]:
    """Return some turns with what came before the first of them; one's own replies are numbered.

    Before a reply to someone who hadn't finished it says so. Of the last turn only the reply and the first words back are
    there, unless it ended the conversation.
    """
    scenario = turns[0].before.scenario
    told = list(spoken_lines(turns[0].before.opening, scenario))
    number = 0
    for turn in turns:
        if turn.reply and turn.before.can_listen:
            told.append(Spoken("", with_stop(words_of(scenario.channel).more)))
        for line in spoken_lines(turn.said, scenario):
            if line.who == YOU:
                number += 1
                told.append(line._replace(number=number))
            else:
                told.append(line)
            theirs = line.who not in (YOU, "")
            if theirs and turn is turns[-1] and not turn.after.over:
                break
    return told


def characters(lines: Iterable[Spoken]) -> int:
    """Return how long a transcript is, in characters."""
    return sum(len(line.who) + len(line.text) for line in lines)
