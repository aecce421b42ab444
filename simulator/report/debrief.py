"""The debrief of a play: what it shows, how it ended, what each move did, and what could have gone differently.

Puts together the sections that every face shows; their sentences come from the parts. What takes longer to find out, as what
could still have been reached, is handed in when it is known.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from simulator.engine.whatif import branches, without_tags
from simulator.report.advice import change, strength
from simulator.report.curve import curve_sentences, curve_through
from simulator.report.helped_most import Search, helped_most
from simulator.report.marks import new_marks
from simulator.report.moment_words import last_words, moment_text, takeaway
from simulator.report.moments import Reach, moments
from simulator.report.moves import move_words, moved_words, notes, turn_by_turn
from simulator.report.own_words import own_words_section, questions_of, typed_entry
from simulator.report.past import NO_PAST, standing_words
from simulator.report.principles import occasion_words, occasions, principle_entries
from simulator.report.result_of_play import play_result
from simulator.report.scores import score_sections
from simulator.report.sections import Entry, Section, section
from simulator.report.turning_points import (
    ended_sentence,
    mattered_title,
    moments_on_curve,
    order_words,
)
from simulator.report.verdicts import behaviour, points_words
from simulator.report.whatif import (
    branch_words,
    change_words,
    prospect_words,
    reach_words,
    tag_sentences,
)
from simulator.report.words import capital, ending_words, turn_words
from simulator.text import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.engine.result import Result
    from simulator.engine.whatif import Branch, Prospect
    from simulator.own_words.flow import OwnWords
    from simulator.report.advice import Advice
    from simulator.report.curve import Curve
    from simulator.report.moment_words import MomentText
    from simulator.report.moments import Moment
    from simulator.report.past import Past
    from simulator.report.results import PlayResult
    from simulator.report.verdicts import Verdict


@dataclass(frozen=True)
class Debrief:
    """All that there is to say about a finished play; what takes other plays to find out is worked out when first asked for.

    `prospects` gives the best in reach before the move of an index, as far as `search` has come, and `others` the best after
    other moves than some that were made. `past` is what the trainee did in this scenario before, `words` what
    they typed for moves, by index.
    """

    start: Conversation
    turns: tuple[Turn, ...]
    prospects: Mapping[int, Prospect] = field(default_factory=dict)
    search: Search = Search.NONE
    others: Mapping[tuple[int, str], Prospect] = field(default_factory=dict)
    past: Past = NO_PAST
    words: Mapping[int, OwnWords] = field(default_factory=dict)

    @property
    def last(self) -> Conversation:
        """Return where the play ended."""
        return self.turns[-1].after if self.turns else self.start

    @cached_property
    def result(self) -> Result:
        """Return what the play came to."""
        return self.last.result()

    @cached_property
    def play(self) -> PlayResult:
        """Return the play as plain values, which its figures are read from."""
        return play_result(self.start, self.turns, reasons=False)

    @cached_property
    def curve(self) -> Curve:
        """Return the mood over the play."""
        return curve_through(self.play.moods)

    @cached_property
    def behaviour(self) -> tuple[Verdict, ...]:
        """Return whether the trainee listened, was patient, and took responsibility."""
        return behaviour(self.turns)

    @cached_property
    def branches(self) -> tuple[Branch, ...]:
        """Return every play that differs by one move."""
        return branches(self.turns)

    @cached_property
    def without(self) -> tuple[Branch, ...]:
        """Return the play without each one of its tags."""
        return without_tags(self.turns)

    @cached_property
    def reach(self) -> Reach | None:
        """Return what could still be reached, once the search for it is over; None where it isn't."""
        done = self.search is not Search.RUNNING and self.prospects
        return Reach(self.prospects, self.others) if done else None

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """Return the moments that mattered, by what is known so far."""
        return moments(self.turns, self.reach)

    def text_of(self, moment: Moment) -> MomentText:
        """Return a moment in words."""
        return moment_text(moment, self.turns, self.reach)

    def sections(self) -> tuple[Section, ...]:
        """Return the whole debrief, in the order in which it is read."""
        return (*self.opening(), *self.rest())

    def opening(self) -> tuple[Section, ...]:
        """Return what comes first: how it ended, the moments that mattered, and one thing to take along."""
        marks = new_marks(self.past.new_marks)
        found = (self.ended(), self.mattered(), self.take_along(), marks)
        return tuple(replace(item, opening=True) for item in found if item.entries)

    def ended(self) -> Section:
        """Return how it ended: the customer's last words, a sentence of ours, and the result."""
        told = (self.parting, self.ended_sentence, self.result_sentence)
        return section("How it ended", *(text for text in told if text))

    @property
    def parting(self) -> str:
        """Return the last thing that the customer's side said."""
        return last_words(self.turns)

    @property
    def ended_sentence(self) -> str:
        """Return how it ended in one sentence."""
        return ended_sentence(self.start, self.last, self.play)

    @property
    def result_sentence(self) -> str:
        """Return the satisfaction with its scale: the best possible, and how it compares with earlier plays."""
        best = self.prospects.get(0) if self.search is not Search.RUNNING else None
        possible = ", on a scale of −100 to 100"
        if best:
            least = "" if best.exact else "at least "
            possible = f", of a possible {least}{number(best.satisfaction)}"
        standing = standing_words(self.result.satisfaction, self.past)
        told = f"Satisfaction {number(self.result.satisfaction)}{possible}"
        return f"{told}: {standing}." if standing else f"{told}."

    def mattered(self) -> Section:
        """Return the moments that mattered, the weightiest first, and what their order goes by."""
        entries = [Entry(self.order_words, kind="note")] if self.order_words else []
        for place, moment in enumerate(self.moments, 1):
            text = self.text_of(moment)
            entries.append(Entry(text.heading, f"{place}."))
            entries += [Entry(words, f"{label}:", "label") for label, words in text.labelled]
        return Section(self.mattered_title(len(self.moments)), tuple(entries))

    def mattered_title(self, moments: int) -> str:
        """Return the heading over that many moments."""
        return mattered_title(moments)

    @property
    def order_words(self) -> str:
        """Return what the order of the moments goes by, where that isn't exactly what could still be reached."""
        return order_words(self.turns, self.moments, self.search)

    def take_along(self) -> Section:
        """Return the one thing to take along."""
        told = takeaway(self.moments, self.turns)
        return section("One thing to take away", *([told] if told else []))

    def rest(self) -> tuple[Section, ...]:
        """Return everything else: verdicts, moods, scores, each move, and what could have gone differently."""
        found = (
            self.headline(),
            *self.shown(),
            self.moods(),
            *self.advised(),
            *self.scores(),
            self.moves(),
            *self.otherwise(),
            *self.closing(),
        )
        return tuple(item for item in found if item.entries)

    def everything(self) -> tuple[Section, ...]:
        """Return all of it for a file: the debrief, and each move closely."""
        closely = tuple(self.move(index) for index in range(len(self.turns)))
        return (*self.sections(), *closely)

    def headline(self) -> Section:
        """Return where the mood began and ended, and how it came out."""
        start, last, scenario = self.start.state, self.last.state, self.last.scenario
        return section(
            "How it went",
            f"{scenario.customer.name} was {start.band} ({number(start.mood)}) at the start and {last.band} "
            f"({number(last.mood)}) at the end: {points_words(self.play.mood_change)}, on a scale of {number(-100)} to 100.",
            f"The ending: {ending_words(self.result.ending, scenario.channel)}.",
        )

    def shown(self) -> list[Section]:
        """Return the three verdicts that the game is about, each with the moments that show it."""
        return [
            Section(
                f"{verdict.name}: {verdict.words}",
                tuple(Entry(moment, "-", "moment") for moment in verdict.moments)
                or (Entry(verdict.absence),),
            )
            for verdict in self.behaviour
        ]

    def moods(self) -> Section:
        """Return the mood curve in words."""
        told = [*curve_sentences(self.curve), *moments_on_curve(self.moments)]
        last = self.past.moods
        if last:
            told.append(f"Last time it began at {number(last[0])} and ended at {number(last[-1])}.")
        entries = tuple(Entry(text) for text in told)
        return Section("The mood, move by move", entries, plotted=True)

    def advice(self) -> Section:
        """Return one strength and one thing to change."""
        given = (strength(self.turns), change(self.last, self.turns))
        return Section("Keep and change", tuple(e for item in given for e in _advice_entries(item)))

    def advised(self) -> list[Section]:
        """Return the advice, and beside each reply that was found by typed words what was typed."""
        typed = own_words_section(self.turns, self.words)
        return [self.advice(), *([typed] if typed.entries else [])]

    def scores(self) -> list[Section]:
        """Return satisfaction and what follows from it, quality by dimension, critical errors, and how it was played."""
        return score_sections(self.last, self.play, self.result)

    def moves(self) -> Section:
        """Return each move: what was done, how the gauges moved and why, the author's note, the principles."""
        entries = list(turn_by_turn(self.start, self.turns, self.words)) or [
            Entry("You made no moves.")
        ]
        return Section("Move by move", tuple(entries))

    def otherwise(self) -> list[Section]:
        """Return what could have gone differently."""
        return [
            self.helped_most(),
            section("What each thing you said was worth", *tag_sentences(self.without, self.turns)),
            self.reached(),
        ]

    def helped_most(self) -> Section:
        """Return the one move that mattered most, or that it is being worked out."""
        known = len(self.prospects) > len(self.turns) or self.search is Search.RUNNING
        told = helped_most(self.turns, self.prospects, self.search, () if known else self.branches)
        return section("What would have helped most", *told)

    def reached(self) -> Section:
        """Return what was in reach before each move, as far as it is known."""
        return section(
            "The best you could have reached", *prospect_words(self.turns, self.prospects)
        )

    def closing(self) -> list[Section]:
        """Return the principles that came up, the lesson and the backstory."""
        scenario = self.last.scenario
        return [
            section("Principles in this conversation", *occasion_words(occasions(self.turns))),
            section("Lesson", *([scenario.lesson] if scenario.lesson else [])),
            section(
                f"About {scenario.customer.name}",
                *([scenario.customer.backstory] if scenario.customer.backstory else []),
            ),
        ]

    def move(self, index: int, pending: str = "") -> Section:
        """Return one move closely: what it did, each other way from there, and what it cost; `index` counts from 0.

        `pending` takes the place of what was in reach until that is known.
        """
        turn, own = self.turns[index], self.words.get(index)
        entries = [
            *([typed_entry(own)] if own else []),
            Entry(move_words(turn)),
            *(questions_of(turn, own) if own else ()),
            Entry(moved_words(turn)),
            *(Entry(reason, "=", "moment") for reason in turn_words(turn)),
            *notes(turn),
        ]
        reach = [Entry(text) for text in reach_words(index, turn, self.prospects)]
        entries += reach or ([Entry(pending)] if pending else [])
        for branch in (*self.branches, *self.without):
            if branch.index == index:
                words = f"{change_words(branch)}: {branch_words(branch, self.turns)}."
                entries.append(Entry(capital(words), "-", "moment"))
        return Section(f"Move {index + 1} in detail", tuple(entries))


def debrief(
    start: Conversation,
    turns: Sequence[Turn],
    prospects: Mapping[int, Prospect] | None = None,
    search: Search = Search.NONE,
    others: Mapping[tuple[int, str], Prospect] | None = None,
    words: Mapping[int, OwnWords] | None = None,
) -> Debrief:
    """Return the debrief of a play that is over; `words` are what the trainee typed for moves, by index."""
    return Debrief(start, tuple(turns), prospects or {}, search, others or {}, words=words or {})


def _advice_entries(advice: Advice) -> Iterator[Entry]:
    yield Entry(advice.text)
    yield from principle_entries(advice.principles)
