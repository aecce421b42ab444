"""The scores of a play in sentences: result, process and treatment, satisfaction by its terms, quality by dimension.

Predictions are named as simulated, because they are the rules' own and not measured on people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.engine.result import RECOVERY, betrayal_points, path_points
from simulator.report.figures import figures
from simulator.report.sections import Entry, Section, section
from simulator.report.verdicts import treatment
from simulator.report.words import either, repeated
from simulator.ruleset import DIMENSIONS, NEED_POINTS, OUTCOME_POINTS, SKILLS, SLIPS
from simulator.text import count, listed, number, signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.engine.result import Result
    from simulator.ruleset import Dimension

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


def score_sections(start: Conversation, turns: Sequence[Turn], result: Result) -> list[Section]:
    """Return satisfaction and what follows from it, quality by dimension, critical errors, and how it was played."""
    last = turns[-1].after if turns else start
    return [
        section(
            "Result, process, treatment",
            *(f"{verdict.name}: {verdict.words}." for verdict in treatment(start, turns, result)),
        ),
        _satisfaction(last, result),
        _quality(last, result),
        *_criticals(last, result),
        section("How you played", *figures(start, turns)),
    ]


def _satisfaction(last: Conversation, result: Result) -> Section:
    predicted = result.predicted
    return section(
        "Satisfaction",
        f"Satisfaction {number(result.satisfaction)}, on a scale of {number(-100)} to 100: "
        f"{listed(list(_points(last, result)))}.",
        f"Simulated: rates this {predicted.csat} out of 5; would recommend you {predicted.nps} out of 10; "
        f"ease {predicted.effort} out of 7; {_RETENTION[predicted.retention]}; "
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
            absent.append(dimension.name)
            continue
        why = " ".join(_dimension(dimension, last))
        entries.append(Entry(f"{dimension.name} {value}{f': {why}' if why else ''}", "-", "moment"))
    if absent:
        entries.append(Entry(f"Not called for here: {', '.join(absent)}."))
    return Section("Quality", tuple(entries))


def _dimension(dimension: Dimension, last: Conversation) -> Iterator[str]:
    """Yield why a dimension has its value, a sentence each."""
    state = last.state
    called = [need for need in last.scenario.needs if need in dimension.skills]
    done = [SKILLS[need].meaning for need in called if need in state.shown]
    missed = [SKILLS[need].meaning for need in called if need not in state.shown]
    if done:
        yield f"you {listed(done)}."
    if missed:
        yield f"{'You' if done else 'you'} never {either(missed)}."
    mistakes = [
        f"you {SLIPS[slip].meaning}{repeated(state.slips[slip])}"
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
        yield f"{'Against it' if called else 'against it'}: {'; '.join(mistakes)}."


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
    return [section("Critical errors", *paragraphs)]
