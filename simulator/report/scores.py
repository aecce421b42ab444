"""The scores of a play in sentences: result, process and treatment, satisfaction by its terms, quality by dimension.

Predictions are named as simulated, because they are the rules' own and not measured on people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.channel_words import words_of
from simulator.engine.result import RECOVERY, betrayal_points, path_points
from simulator.report.figures import figures
from simulator.report.sections import Entry, Section, section
from simulator.report.verdicts import treatment
from simulator.report.words import (
    CRITICAL_WORDS,
    dimension_words,
    either,
    repeated,
    skill_words,
    slip_words,
)
from simulator.ruleset import DIMENSIONS, NEED_POINTS, OUTCOME_POINTS
from simulator.text import count, listed, number, signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.engine.conversation import Conversation
    from simulator.engine.result import Result
    from simulator.report.results import PlayResult
    from simulator.ruleset import Dimension

_RETENTION = {
    "stays": "would stay with you",
    "at-risk": "might leave",
    "leaves": "would leave",
}
_WORD_OF_MOUTH = {
    "positive": "speak well of you",
    "negative": "warn others about you",
    "none": "say nothing to others",
}


def score_sections(last: Conversation, play: PlayResult, result: Result) -> list[Section]:
    """Return satisfaction and what follows from it, quality by dimension, critical errors, and how it was played."""
    return [
        section(
            "Result, process, treatment",
            *(f"{verdict.name}: {verdict.words}." for verdict in treatment(play)),
        ),
        _satisfaction(last, result),
        _quality(last, result),
        *_criticals(last, result),
        section("How you played", *figures(play)),
    ]


def _satisfaction(last: Conversation, result: Result) -> Section:
    predicted = result.predicted
    return section(
        "Satisfaction",
        f"Satisfaction {number(result.satisfaction)}, on a scale of {number(-100)} to 100: "
        f"{listed(list(_points(last, result)))}.",
        f"Simulated: they'd rate this {predicted.csat} out of 5, and {predicted.nps} out of 10 for how likely they'd be to "
        f"recommend you. Ease: {predicted.effort} out of 7. They {_RETENTION[predicted.retention]} and "
        f"{_WORD_OF_MOUTH[predicted.word_of_mouth]}.",
    )


def _points(last: Conversation, result: Result) -> Iterator[str]:
    """Yield what satisfaction is made of, term by term; the terms add up to it, but for the ends of its scale."""
    state = last.state
    yield f"{number(path_points(state.mood_path or (state.mood,)))} for their mood along the way and at the end"
    yield f"{signed(OUTCOME_POINTS[result.outcome])} for what they asked for"
    yield f"{signed(NEED_POINTS[result.need])} for what they needed"
    betrayals = (count(state.broken, "broken promise"), count(state.exposed, "exposed lie"))
    named = listed(
        [
            words
            for words, many in zip(betrayals, (state.broken, state.exposed), strict=True)
            if many
        ]
    )
    if named:
        yield f"{signed(-betrayal_points(state.broken + state.exposed))} for {named}"
    if result.recovered:
        yield f"{signed(RECOVERY)} for a recovery done well"


def _quality(last: Conversation, result: Result) -> Section:
    """Return each dimension with what was called for and done or not, and the mistakes that it was charged for."""
    entries = [Entry(f"Quality {result.qa} out of 100.")]
    absent = []
    for dimension in DIMENSIONS:
        value = result.dimensions[dimension.name]
        if value is None:
            absent.append(dimension_words(dimension.name))
            continue
        why = " ".join(_dimension(dimension, last))
        title = dimension_words(dimension.name)
        entries.append(Entry(f"{title} {value}{f': {why}' if why else ''}", "-", "moment"))
    if absent:
        entries.append(Entry(f"Not needed here: {', '.join(absent)}."))
    return Section("Quality", tuple(entries))


def _dimension(dimension: Dimension, last: Conversation) -> Iterator[str]:
    """Yield why a dimension has its value, a sentence each."""
    state = last.state
    channel = last.scenario.channel
    called = [need for need in last.scenario.needs if need in dimension.skills]
    done = [skill_words(need, channel) for need in called if need in state.shown]
    missed = [skill_words(need, channel) for need in called if need not in state.shown]
    if done:
        yield f"you {listed(done)}."
    if missed:
        yield f"{'You' if done else 'you'} never {either(missed)}."
    mistakes = [
        f"you {slip_words(slip, channel)}{repeated(state.slips[slip])}"
        for slip in dimension.slips
        if state.slips.get(slip)
    ]
    if dimension.broken and state.broken:
        mistakes.append(count(state.broken, "broken promise"))
    if dimension.lies and state.exposed:
        mistakes.append(count(state.exposed, "exposed lie"))
    if dimension.unexplained and state.unexplained:
        mistakes.append(count(state.unexplained, "unexplained wait"))
    if mistakes:
        yield f"{'Points off' if called else 'points off'}: {'; '.join(mistakes)}."


def _criticals(last: Conversation, result: Result) -> list[Section]:
    if not result.criticals:
        return []
    said = words_of(last.scenario.channel).said
    paragraphs = ["A critical error sets quality to 0, however well the rest went."]
    for name in dict.fromkeys(result.criticals):
        scene, _, id = name.partition(".")
        reply = last.scenario.scenes[scene].reply(id)
        if reply and reply.critical:
            why = f" {reply.critical.why}" if reply.critical.why else ""
            paragraphs.append(
                f"You {said} “{reply.text}” That {CRITICAL_WORDS[reply.critical.kind]}.{why}"
            )
    return [section("Critical errors", *paragraphs)]
