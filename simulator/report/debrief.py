"""The debrief of a play in sentences: what it shows, how it ended, what each move did, and what would have been otherwise.

Sections of paragraphs, the same for every face; a face decides only how they look. Predictions are named as simulated,
because they are the rules' own and not measured on people. What takes longer to find out, as what could still have been
reached, is handed in when it is known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from simulator.engine.result import RECOVERY, betrayal_points, path_points
from simulator.engine.whatif import branches, without_tags
from simulator.lessons import SKILL_LESSONS, SLIP_PRINCIPLES
from simulator.principles import PRINCIPLES
from simulator.report.advice import change, strength
from simulator.report.curve import curve_of, curve_sentences
from simulator.report.figures import figures
from simulator.report.verdicts import behaviour, treatment
from simulator.report.whatif import (
    branch_words,
    change_words,
    helped_most,
    prospect_words,
    reach_words,
    tags_told,
)
from simulator.report.words import difference, ending_words, mood_words, reasons, turn_words
from simulator.ruleset import DIMENSIONS, LISTEN, NEED_POINTS, OUTCOME_POINTS, SILENCE
from simulator.text import count, listed, number, signed
from simulator.vocabulary import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.engine.result import Result
    from simulator.engine.whatif import Branch, Prospect
    from simulator.report.advice import Advice
    from simulator.report.curve import Curve
    from simulator.report.verdicts import Verdict

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
class Told:
    """A paragraph: what leads it in (`4.`), its text, and its kind: plain, note, quote or a moment."""

    text: str
    lead: str = ""
    kind: str = "plain"

    @property
    def line(self) -> str:
        """Both on one line, as it is printed and saved."""
        return f"{self.lead} {self.text}" if self.lead else self.text


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its paragraphs; `plotted` says that the mood curve belongs below its heading."""

    title: str
    told: tuple[Told, ...]
    plotted: bool = False

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs as lines."""
        return tuple(told.line for told in self.told)


@dataclass(frozen=True)
class Debrief:
    """All that is to be said of a play that is over; what takes moving conversations is found out when first asked for."""

    start: Conversation
    turns: tuple[Turn, ...]
    prospects: Mapping[int, Prospect] = field(default_factory=dict)

    @property
    def last(self) -> Conversation:
        """Where the play ended."""
        return self.turns[-1].after if self.turns else self.start

    @cached_property
    def result(self) -> Result:
        """What the play came to."""
        return self.last.result()

    @cached_property
    def curve(self) -> Curve:
        """The mood over the play."""
        return curve_of(self.start, self.turns)

    @cached_property
    def behaviour(self) -> tuple[Verdict, ...]:
        """Whether the trainee listened, was patient, and took responsibility."""
        return behaviour(self.turns)

    @cached_property
    def branches(self) -> tuple[Branch, ...]:
        """Every play that differs by one move."""
        return branches(self.turns)

    @cached_property
    def without(self) -> tuple[Branch, ...]:
        """The play without each one of its tags."""
        return without_tags(self.turns)

    def sections(self) -> tuple[Section, ...]:
        """The whole debrief, in the order in which it is read."""
        found = (
            self.headline(),
            *self.shown(),
            self.moods(),
            self.advice(),
            *self.scores(),
            self.moves(),
            *self.otherwise(),
            *self.closing(),
        )
        return tuple(section for section in found if section.told)

    def everything(self) -> tuple[Section, ...]:
        """All of it for a file: the debrief, and each move closely."""
        closely = tuple(self.move(index) for index in range(len(self.turns)))
        return (*self.sections(), *closely)

    def headline(self) -> Section:
        """Where the mood began and ended, and how it came out."""
        start, last = self.start, self.last
        name = last.scenario.customer.name
        moved = last.state.mood - start.state.mood
        way = (
            f"{abs(moved)} {'better' if moved > 0 else 'worse'}" if moved else "no better, no worse"
        )
        came, left = (f"{c.state.band} (mood {number(c.state.mood)})" for c in (start, last))
        return _section(
            "How it went",
            f"{name} came {came} and left {left}, {way}.",
            f"The ending: {ending_words(self.result.ending)}.",
        )

    def shown(self) -> list[Section]:
        """The three verdicts that the game is about, each with the moments that show it."""
        return [
            Section(
                f"{verdict.name}: {verdict.words}",
                tuple(Told(moment, "-", "moment") for moment in verdict.moments)
                or (Told("No moment shows it either way."),),
            )
            for verdict in self.behaviour
        ]

    def moods(self) -> Section:
        """The mood curve in words."""
        told = tuple(Told(text) for text in curve_sentences(self.curve))
        return Section("The mood, move by move", told, plotted=True)

    def advice(self) -> Section:
        """One strength, one thing to change."""
        given = (strength(self.turns), change(self.last, self.turns))
        return Section("To keep and to change", tuple(t for item in given for t in _advised(item)))

    def scores(self) -> list[Section]:
        """Satisfaction and what follows from it, quality by dimension, critical errors, and how it was played."""
        return [
            _section(
                "What they got, how it went, how they were treated",
                *map(_sentence, treatment(self.start, self.turns, self.result)),
            ),
            _satisfaction(self.last, self.result),
            _quality(self.last, self.result),
            *_criticals(self.last, self.result),
            _section("How you played", *figures(self.start, self.turns)),
        ]

    def moves(self) -> Section:
        """Each move: what was done, how the gauges moved and why, the author's note, the principle."""
        told = list(turn_by_turn(self.start, self.turns)) or [Told("No move was made.")]
        return Section("Move by move", tuple(told))

    def otherwise(self) -> list[Section]:
        """What would have been otherwise."""
        return [
            _section("What could have helped", helped_most(self.branches, self.turns)),
            _section("What your words did to the end", *tags_told(self.without, self.turns)),
            self.reached(),
        ]

    def reached(self) -> Section:
        """What was in reach before each move, as far as it is known."""
        return _section("What was in reach", *prospect_words(self.turns, self.prospects))

    def closing(self) -> list[Section]:
        """The lesson and the backstory."""
        scenario = self.last.scenario
        return [
            _section("Lesson", *([scenario.lesson] if scenario.lesson else [])),
            _section(
                f"About {scenario.customer.name}",
                *([scenario.customer.backstory] if scenario.customer.backstory else []),
            ),
        ]

    def move(self, index: int, pending: str = "") -> Section:
        """One move closely: what it did, each other way from there, and what it put out of reach; `index` counts from 0.

        `pending` stands where what was in reach will stand, as long as that is not known.
        """
        turn = self.turns[index]
        moved = difference(turn.before.state.gauges, turn.after.state.gauges) or "no gauge moved"
        told = [
            Told(move_words(turn)),
            Told(f"{_capital(moved)}. Mood {mood_words(turn.after)}."),
            *(Told(reason, "=", "moment") for reason in turn_words(turn)),
            *_noted(turn),
        ]
        reach = [Told(text) for text in reach_words(index, self.prospects)]
        told += reach or ([Told(pending)] if pending else [])
        for branch in self.branches:
            if branch.index == index:
                words = f"{change_words(branch)}: {branch_words(branch, self.turns)}."
                told.append(Told(_capital(words), "-", "moment"))
        for branch in self.without:
            if branch.index == index:
                words = f"the same {change_words(branch)}: {branch_words(branch, self.turns)}."
                told.append(Told(_capital(words), "-", "moment"))
        return Section(f"Move {index + 1} closely", tuple(told))


def debrief(
    start: Conversation, turns: Sequence[Turn], prospects: Mapping[int, Prospect] | None = None
) -> Debrief:
    """The debrief of a play that is over."""
    return Debrief(start, tuple(turns), prospects or {})


def turn_by_turn(start: Conversation, turns: Sequence[Turn]) -> Iterator[Told]:
    """Each move: what was done, how the gauges moved and why, the author's note, the principle."""
    if start.changes_at_start:
        yield Told(f"At the start. {' '.join(reasons(start.changes_at_start))}")
    for index, turn in enumerate(turns, 1):
        yield from move_told(index, turn)


def move_told(index: int, turn: Turn) -> Iterator[Told]:
    """One move; `index` counts from 1."""
    moved = difference(turn.before.state.gauges, turn.after.state.gauges) or "no gauge moved"
    sentences = [f"{move_words(turn)} {_capital(moved)}. Mood {mood_words(turn.after)}."]
    yield Told(" ".join([*sentences, *turn_words(turn)]), f"{index}.")
    yield from _noted(turn)


def _noted(turn: Turn) -> Iterator[Told]:
    """The author's note, and the principle."""
    if turn.reply and turn.reply.note:
        yield Told(turn.reply.note, "Note:", "note")
    if principle := principle_of(turn):
        yield Told(f"{PRINCIPLES[principle]} [{principle}]", "Principle:", "note")


def principle_of(turn: Turn) -> int | None:
    """The principle that a reply met or went against: that of the tag which moved them most."""
    weights: dict[str, int] = {}
    for item in turn.changes:
        if (
            item.cause in (Cause.SKILL, Cause.SLIP)
            and item.gauge != "patience"
            and item.name != LISTEN
        ):
            weights[item.name] = weights.get(item.name, 0) + abs(item.amount)
    if not weights:
        return None
    name = max(weights, key=lambda tag: (weights[tag], tag))
    return SLIP_PRINCIPLES[name] if name in SLIP_PRINCIPLES else SKILL_LESSONS[name].principle


def move_words(turn: Turn) -> str:
    """A move as a person would tell it."""
    if turn.move == LISTEN:
        return "You listened on."
    if turn.move == SILENCE:
        return "You said nothing."
    text = turn.reply.text if turn.reply else turn.move
    return f"You: “{text}”"


def as_text(sections: Sequence[Section]) -> str:
    """A debrief as a text file: headings, a line each paragraph."""
    parts = [
        "\n".join([section.title, "-" * len(section.title), "", *section.paragraphs])
        for section in sections
    ]
    return "\n\n".join(parts) + "\n"


def _section(title: str, *texts: str) -> Section:
    return Section(title, tuple(Told(text) for text in texts))


def _sentence(verdict: Verdict) -> str:
    return f"{verdict.name}: {verdict.words}."


def _advised(advice: Advice) -> Iterator[Told]:
    yield Told(advice.text)
    if advice.principle:
        yield Told(f"{PRINCIPLES[advice.principle]} [{advice.principle}]", "Principle:", "note")


def _satisfaction(last: Conversation, result: Result) -> Section:
    predicted = result.predicted
    return _section(
        "Satisfaction",
        f"Satisfaction {number(result.satisfaction)}, on a scale of {number(-100)} to 100: "
        f"{listed(list(_points(last, result)))}.",
        f"Simulated: rates this {predicted.csat} of 5; would recommend you {predicted.nps} of 10; "
        f"ease {predicted.effort} of 7; {_RETENTION[predicted.retention]}; "
        f"{_WORD_OF_MOUTH[predicted.word_of_mouth]}.",
    )


def _points(last: Conversation, result: Result) -> Iterator[str]:
    """What satisfaction is made of, term by term; the terms add up to it, but for the ends of its scale."""
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
    """Each dimension with the needs of it that were met and missed, and the slips that it was charged for."""
    needs, state = last.scenario.needs, last.state
    told = [Told(f"Quality {result.qa} of 100.")]
    beside = []
    for dimension in DIMENSIONS:
        value = result.dimensions[dimension.name]
        if value is None:
            beside.append(dimension.name)
            continue
        called = [need for need in needs if need in dimension.skills]
        met = [need for need in called if need in state.shown]
        missed = [need for need in called if need not in state.shown]
        slipped = [
            f"{slip} {state.slips[slip]}" for slip in dimension.slips if state.slips.get(slip)
        ]
        if dimension.broken and state.broken:
            slipped.append(count(state.broken, "broken promise"))
        if dimension.lies and state.exposed:
            slipped.append(count(state.exposed, "exposed lie"))
        if dimension.unexplained and state.unexplained:
            slipped.append(count(state.unexplained, "blind wait"))
        parts = (("met", met), ("missed", missed), ("slips", slipped))
        why = "; ".join(f"{word} {', '.join(names)}" for word, names in parts if names)
        told.append(Told(f"{dimension.name} {value}{f': {why}' if why else ''}", "-", "moment"))
    if beside:
        told.append(Told(f"Not called for here: {', '.join(beside)}."))
    return Section("Quality", tuple(told))


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
    return [_section("Critical errors", *paragraphs)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
