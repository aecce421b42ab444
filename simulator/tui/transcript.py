"""What has been said as paragraphs: who speaks, what is done, what happens, and in coach mode why it moved the customer.

Speakers are told apart by words and signs, colour comes on top. Sentences about moves are those of the report, unchanged; no
number is put in here but by them.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from simulator.channel_words import NAME, words_of
from simulator.engine.lines import Voice
from simulator.play.own_words import lines_in_own_words
from simulator.report.moves import move_words
from simulator.report.words import main_reason, turn_words
from simulator.ruleset import SILENCE
from simulator.tui.channel import MANNERS, WRITTEN
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.engine.lines import Line
    from simulator.own_words.flow import OwnWords
    from simulator.report.words import MainReason

MAX_NAME = 20
NOT_A_NAME = frozenset(
    (
        *("A", "An", "The", "Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Professor"),
        *("Sir", "Dame", "Lady", "Lord", "Captain", "Father", "Mother", "Sister", "Brother"),
        *("Aunt", "Uncle"),
    )
)
"""What a name may begin with that isn't a first name."""
REASON = "  └ "
"""Stands before why a move moved them, right below the move."""


def opening_paragraphs(start: Conversation, *, with_reasons: bool) -> list[Paragraph]:
    """How the conversation opens."""
    channel = start.scenario.channel
    why = _reason(main_reason(start.changes_at_start, channel)) if with_reasons else []
    return [*why, *line_paragraphs(start.opening, channel, name_of(start))]


def turn_paragraphs(
    turn: Turn, *, with_reasons: bool, words: OwnWords | None = None
) -> list[Paragraph]:
    """Return what one turn brought: your part and what you typed for it, on one line what moved them most, then theirs."""
    silence = move_words(turn) if turn.move == SILENCE else ""
    channel = turn.before.scenario.channel
    why = _reason(main_reason(turn.changes, channel)) if with_reasons else []
    if with_reasons and not why:
        why = [Paragraph(sentence, "why", REASON) for sentence in turn_words(turn)[:1]]
    said = lines_in_own_words(turn.said, words)
    return move_paragraphs(said, silence, why, channel, name_of(turn.before))


def move_paragraphs(
    lines: Iterable[Line], silence: str, why: Iterable[Paragraph], channel: str, name: str
) -> list[Paragraph]:
    """Return a turn's lines, after a word on a silence if it was one; why it moved them stands before their part."""
    paragraphs = line_paragraphs(lines, channel, name)
    if silence:
        paragraphs.insert(0, Paragraph(silence, "you", "-- ", gap=True))
    at = customer_index(paragraphs)
    aside = MANNERS[channel].aside and any(item.kind == "you" for item in paragraphs[:at])
    paragraphs[at:at] = [replace(reason, aside=aside) for reason in why]
    return paragraphs


def customer_index(paragraphs: Sequence[Paragraph]) -> int:
    """Where the customer's part begins: what a player must not miss."""
    yours = ("you", "action", "why")
    others = (at for at, paragraph in enumerate(paragraphs) if paragraph.kind not in yours)
    return next(others, len(paragraphs))


def play_paragraphs(
    start: Conversation,
    turns: Iterable[Turn],
    *,
    with_reasons: bool,
    words: Mapping[int, OwnWords] = MappingProxyType({}),
) -> list[Paragraph]:
    """Return a play from its start; `words` are what was typed for moves, by index."""
    paragraphs = opening_paragraphs(start, with_reasons=with_reasons)
    for index, turn in enumerate(turns):
        own = words.get(index)
        paragraphs += turn_paragraphs(turn, with_reasons=with_reasons, words=own)
    return paragraphs


def name_of(conversation: Conversation) -> str:
    """Return the customer's name."""
    return conversation.scenario.customer.name


def short_name(name: str) -> str:
    """Return a name short enough to stand before each line."""
    name = one_line(name)
    return name if cell_len(name) <= MAX_NAME else set_cell_size(name, MAX_NAME - 1) + "…"


def call_name(name: str) -> str:
    """Return what a customer is called beside their words: the first name, where a name has one that can be told."""
    words = one_line(name).split()
    named = len(words) > 1 and words[0][:1].isupper() and words[-1][:1].isupper()
    if named and words[0] not in NOT_A_NAME and not words[0].endswith("."):
        return short_name(words[0])
    return short_name(name)


def place_of(conversation: Conversation) -> str:
    """Where one is with them: `on the phone with Omar Haddad`."""
    return place(conversation.scenario.channel, conversation.scenario.customer.name)


def place(channel: str, name: str) -> str:
    """Where one is with a customer of that name on a channel."""
    return words_of(channel).place.replace(NAME, one_line(name))


def line_paragraphs(lines: Iterable[Line], channel: str, name: str) -> list[Paragraph]:
    """Lines as they are shown on a channel; `name` is the customer's."""
    return [_line(line, channel, name) for line in lines]


def _line(line: Line, channel: str, name: str) -> Paragraph:
    manner = MANNERS[channel]
    match line.voice:
        case Voice.CUSTOMER:
            who = short_name(line.speaker or name)
            called = who if line.speaker or channel in WRITTEN else call_name(name)
            lead = manner.theirs.replace(NAME, who)
            label = manner.their_name.replace(NAME, called)
            return Paragraph(line.text, "customer", lead, name=label)
        case Voice.YOU if line.speaker:
            return Paragraph(line.text, "why", "  = ", aside=manner.aside)
        case Voice.YOU:
            lead = manner.yours.replace(NAME, short_name(name))
            label = manner.your_name.replace(NAME, short_name(name))
            return Paragraph(line.text, "you", lead, gap=True, aside=manner.aside, name=label)
        case Voice.ACTION:
            return Paragraph(line.text, "action", "  > ", aside=manner.aside)
        case Voice.NARRATION:
            return Paragraph(line.text, "narration", manner.around)
        case Voice.NOTICE:
            return Paragraph(line.text, "notice", "-- ")


def reason_paragraphs(sentences: Iterable[str]) -> list[Paragraph]:
    """Return reasons that come as sentences, one below the other."""
    return [Paragraph(sentence, "why", "  = ") for sentence in sentences]


def _reason(main: MainReason) -> list[Paragraph]:
    """Return what moved them most as one row, of which the gauges are never cut; nothing where nothing did."""
    return [Paragraph(main.words, "why", REASON, tail=f": {main.sums}.")] if main.moved else []
