"""The debrief of a play in sentences: how it ended, what it was worth, and what each turn did.

Sections of plain paragraphs, the same for every face; a face decides only how they look. Predictions are named as simulated,
because they are the rules' own and not measured on people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.report.words import difference, mood_words, number, reasons, turn_words
from simulator.tables import LISTEN, SILENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.engine.result import Result

_OUTCOMES = {
    "full": "They got what they came for.",
    "alternative": "They got another way than the one they asked for.",
    "none": "Nothing was settled.",
}
_RETENTION = {
    "stays": "stays a customer",
    "at-risk": "may leave",
    "leaves": "leaves",
}
_WORD_OF_MOUTH = {
    "positive": "speaks well of you to others",
    "negative": "warns others about you",
    "none": "says nothing to others",
}
_CRITICAL = {
    "customer": "harms the customer",
    "business": "harms the business",
    "compliance": "breaks a rule that protects people",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


def debrief(start: Conversation, turns: Sequence[Turn]) -> tuple[Section, ...]:
    """The whole debrief of a play that is over."""
    last = turns[-1].after if turns else start
    result = last.result()
    sections = [
        _ending(start, last, result),
        _satisfaction(result),
        _quality(result),
        *_criticals(last, result),
        Section("Turn by turn", tuple(turn_by_turn(start, turns)) or ("No move was made.",)),
        *_closing(last),
    ]
    return tuple(section for section in sections if section.paragraphs)


def _ending(start: Conversation, last: Conversation, result: Result) -> Section:
    name = last.scenario.customer.name
    path = (start.state.mood, *last.state.mood_path)
    return Section(
        "How it ended",
        (
            f"Ending: {result.ending}. Outcome: {result.outcome}. {_OUTCOMES[result.outcome]}",
            f"{name}'s mood went from {mood_words(start)} to {mood_words(last)}, "
            f"a change of {number(last.state.mood - start.state.mood)}. "
            f"Its lowest point was {number(min(path))}, its highest {number(max(path))}.",
        ),
    )


def _satisfaction(result: Result) -> Section:
    predicted = result.predicted
    recovered = " It includes 8 for a recovery done well." if result.recovered else ""
    return Section(
        "Satisfaction",
        (
            f"Satisfaction {number(result.satisfaction)}.{recovered}",
            f"Simulated: rates this {predicted.csat} of 5; would recommend you {predicted.nps} of 10; "
            f"ease {predicted.effort} of 7; {_RETENTION[predicted.retention]}; "
            f"{_WORD_OF_MOUTH[predicted.word_of_mouth]}.",
        ),
    )


def _quality(result: Result) -> Section:
    applies = [f"{name} {value}" for name, value in result.dimensions.items() if value is not None]
    beside = [name for name, value in result.dimensions.items() if value is None]
    paragraphs = [f"Quality {result.qa} of 100.", f"By dimension: {', '.join(applies)}."]
    if beside:
        paragraphs.append(f"Not called for here: {', '.join(beside)}.")
    return Section("Quality", tuple(paragraphs))


def _criticals(last: Conversation, result: Result) -> list[Section]:
    if not result.criticals:
        return []
    paragraphs = ["A critical error sets quality to 0, however well the rest went."]
    for name in dict.fromkeys(result.criticals):
        scene, _, id = name.partition(".")
        reply = last.scenario.scenes[scene].reply(id)
        if reply and reply.critical:
            why = f" {reply.critical.why}" if reply.critical.why else ""
            paragraphs.append(
                f"You said “{reply.text}” That {_CRITICAL[reply.critical.kind]}.{why}"
            )
    return [Section("Critical errors", tuple(paragraphs))]


def turn_by_turn(start: Conversation, turns: Sequence[Turn]) -> list[str]:
    """Each turn: what was done, how the gauges moved and why, and the author's note."""
    paragraphs = []
    if start.changes_at_start:
        paragraphs.append(f"At the start. {' '.join(reasons(start.changes_at_start))}")
    for index, turn in enumerate(turns, 1):
        moved = difference(turn.before.state.gauges, turn.after.state.gauges) or "no gauge moved"
        sentences = [
            f"{index}. {move_words(turn)} {_capital(moved)}. Mood {mood_words(turn.after)}."
        ]
        sentences += turn_words(turn)
        if turn.reply and turn.reply.note:
            sentences.append(f"Note: {turn.reply.note}")
        paragraphs.append(" ".join(sentences))
    return paragraphs


def move_words(turn: Turn) -> str:
    """A move as a person would tell it."""
    if turn.move == LISTEN:
        return "You listened on."
    if turn.move == SILENCE:
        return "You said nothing."
    text = turn.reply.text if turn.reply else turn.move
    return f"You: “{text}”"


def _closing(last: Conversation) -> list[Section]:
    scenario = last.scenario
    return [
        Section("Lesson", (scenario.lesson,) if scenario.lesson else ()),
        Section(
            f"About {scenario.customer.name}",
            (scenario.customer.backstory,) if scenario.customer.backstory else (),
        ),
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
