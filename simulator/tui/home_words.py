"""The words of the first page: its rows as they are laid out later, and what is told of the one that is highlighted.

Pure: from values to rows and paragraphs. It reads no file and opens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.course.overview import endings_of
from simulator.course.words import course_words, reached_words, reason
from simulator.report.duration import about_minutes
from simulator.report.words import action_words, day_words
from simulator.ruleset import band
from simulator.text import count, listed
from simulator.tui.widgets.home_rows import (
    CourseRow,
    Figures,
    LibraryHeading,
    LibraryRow,
    NextRow,
)
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.words import cannot_be_played, kind_of, moves, one_line, problems, when

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from simulator.course.overview import Overview
    from simulator.course.standing import CourseStanding, StepStanding
    from simulator.play.catalog import Preview
    from simulator.play.earned_marks import EarnedMark
    from simulator.records.save_index import SavedPlay
    from simulator.report.progress import Recommendation
    from simulator.scenario.library import ScenarioFile
    from simulator.scenario.model import Scenario

NEXT = "Next for you"
GUIDED_TITLE = "Your first conversation"
READING = "Reading your conversations …"
NO_BESTS: Mapping[str, tuple[int, int]] = MappingProxyType({})
MOST_NEEDS = 3
"""What a scenario trains, named below a list; there is a number for the rest."""
MOST_EARNED, MOST_MARKS = 3, 5
"""Marks in the rail: earned ones, and all."""
ABOUT_WIDTH, ABOUT_LINES = 28, 3
"""Room for what is known about a customer beside their portrait in the rail."""


@dataclass(frozen=True, slots=True)
class PlayerFigures:
    """What is known of a player's plays: None before the history was read; `possible` is the least and the most satisfaction
    of a scenario, by its id, where they are known.
    """

    overview: Overview | None = None
    possible: Mapping[str, tuple[int, int]] = field(default_factory=lambda: NO_BESTS)
    marks: tuple[EarnedMark, ...] = ()

    @property
    def bests(self) -> dict[str, int]:
        """The best satisfaction of each scenario that was played to an end."""
        reached = self.overview.reached if self.overview else {}
        return {id: each.best for id, each in reached.items()}

    def of(self, scenario: Scenario) -> Figures | None:
        """Return what a row says of a scenario; None before the history was read."""
        if self.overview is None:
            return None
        endings = endings_of(scenario)
        reached = self.overview.reached.get(scenario.id)
        if reached is None:
            return Figures(len(endings))
        least, most = self.possible.get(scenario.id, (None, None))
        found = len(reached.endings & endings)
        return Figures(len(endings), reached.best, least, most, found, reached.modes)


def preview_row(glimpse: Preview) -> LibraryRow:
    """Return a scenario's row before its file has been checked."""
    return LibraryRow(glimpse.title or glimpse.id, glimpse.level[-1:], glimpse.channel, None)


def library_row(item: ScenarioFile, player: PlayerFigures) -> LibraryRow:
    """Return a scenario's row, or that it can't be played."""
    scenario = item.reading.scenario
    if scenario is None:
        return LibraryRow(cannot_be_played(item), "", "", None)
    title = one_line(scenario.title)
    return LibraryRow(title, str(scenario.level), scenario.channel, player.of(scenario))


def library_heading(amount: int, *, figures: bool) -> LibraryHeading:
    """Return the heading of the library's table."""
    if not amount:
        return LibraryHeading("No scenarios", "No scenarios", figures=False)
    return LibraryHeading(
        f"Library, {count(amount, 'scenario')}", f"Library, {amount}", figures=figures
    )


def filter_heading(found: int, amount: int, words: str) -> LibraryHeading:
    """Return what a filter leaves."""
    text = f"{found} of {amount} scenarios match “{words}”; Esc shows all"
    return LibraryHeading(text, text, figures=False)


def next_row(at: int, step: Recommendation, scenario: Scenario) -> NextRow:
    """Return something to play next, with its reason."""
    mode = f", {step.mode} mode" if step.mode else ""
    minutes = count(about_minutes(scenario), "minute")
    kind = f"{scenario.channel}, level {scenario.level}{mode}, about {minutes}"
    return NextRow(at, one_line(step.title), kind, reason(step), step.short)


def resume_row(at: int, play: SavedPlay, title: str, now: datetime, person: str | None) -> NextRow:
    """Return a saved play to resume, with how far it is and when it was left."""
    clock = ", timed" if play.timed else ""
    day = f"{day_words(play.day)}, " if play.day else ""
    whose = f", {play.person}" if play.person and play.person != person else ""
    left = when(play.updated, now)
    kind = f"{day}{play.mode}{clock}, {moves(play)}{whose}"
    short = f"{play.mode}{clock}, {moves(play)}{whose}, {left}."
    return NextRow(at, f"Resume {one_line(title)}", kind, f"You left it {left}.", short)


def course_row(standing: CourseStanding) -> CourseRow:
    """Return how far a course has come."""
    course, now = standing.course, standing.week
    weeks = tuple(
        (standing.done_in(at), len(standing.playable_in(at)))
        for at in range(1, len(course.weeks) + 1)
    )
    return CourseRow(one_line(course.title), course_words(standing), weeks, now)


def about_course(standing: CourseStanding, titles: Mapping[str, str]) -> list[Paragraph]:
    """Return a course week by week: its steps with their modes, what passed and what is still to do."""
    course = standing.course
    told = [Paragraph(course.summary)] if course.summary else []
    for at, week in enumerate(course.weeks, 1):
        now = ", this week" if at == standing.week else ""
        told.append(Paragraph(f"Week {at}{now}: {week.theme}", "heading", gap=True))
        told += [Paragraph(_step_words(step, titles)) for step in standing.of_week(at)]
        if week.talk:
            told.append(Paragraph(f"To talk about: {week.talk}", "muted"))
    return told


def _step_words(step: StepStanding, titles: Mapping[str, str]) -> str:
    asked = step.step
    title = titles.get(asked.scenario)
    name = one_line(title) if title else f"{asked.scenario} (not in this library)"
    if step.passed is not None:
        state = f"passed with {step.best}"
    elif step.best is not None:
        state = f"best quality {step.best} out of 100; {asked.pass_mark} is a pass"
    else:
        state = f"not passed yet; you need quality {asked.pass_mark} out of 100"
    return f"{'●' if step.passed else '○'} {name}, {asked.mode} mode: {state}"


def glance_course(standing: CourseStanding) -> list[Paragraph]:
    """Return what the preview says of a course: this week's theme and what is left of it."""
    course, now = standing.course, standing.week
    told = [Paragraph(one_line(course.title), "heading")]
    if now is None:
        told.append(Paragraph("You've passed every step of this course. Well done."))
    else:
        told.append(Paragraph(f"Week {now}: {course.weeks[now - 1].theme}."))
    return [*told, Paragraph("Enter shows the whole course.", "muted")]


def about_scenario(
    item: ScenarioFile, player: PlayerFigures, step: Recommendation | None = None, *, rail: bool
) -> list[Paragraph]:
    """Return a preview: what it is, whom you meet, what it trains and how you have done; or every problem of the file.

    With `step` the reason to play it next comes first. In a rail each part has a heading, and the customer is drawn above.
    """
    scenario = item.reading.scenario
    if scenario is None:
        return [Paragraph(cannot_be_played(item), "heading"), *problems(item)]
    customer = scenario.customer
    if not rail:
        told = [Paragraph(kind_of(scenario), "muted", lead=f"{one_line(scenario.title)}   ")]
        if step is not None:
            told.append(Paragraph(reason(step)))
        from simulator.engine.state import Gauges  # here, because a first frame shows no mood

        gauges = Gauges(customer.anger, customer.heard, customer.trust, customer.patience)
        who = f"{customer.name}, {band(gauges.mood)} at the start. {scenario.summary}"
        trains = _trains(scenario, "It trains: ") if step is None else []
        return [*told, Paragraph(who), *trains]
    about = "" if fits_beside_portrait(customer.about) else customer.about
    told = [Paragraph(text, gap=True) for text in (scenario.summary, about) if text]
    if step is not None:
        told.insert(0, Paragraph(reason(step), gap=True))
    if needs := _trains(scenario, ""):
        told += [Paragraph("What it trains", "heading", gap=True), *needs]
    told.append(Paragraph(result_words(scenario, player), gap=True))
    return [*told, *_marks(player)]


def _marks(player: PlayerFigures) -> list[Paragraph]:
    """Return the marks that a player has earned last, then some that are left to earn; nothing before the first."""
    dated = [(each.play.started, each) for each in player.marks if each.play]
    if not dated:
        return []
    earned = [each for _, each in sorted(dated, key=lambda pair: pair[0], reverse=True)]
    missing = [each for each in player.marks if each.play is None]
    rows = [f"● {each.mark.name}" for each in earned[:MOST_EARNED]]
    rows += [f"○ {each.mark.name}" for each in missing][: MOST_MARKS - len(rows)]
    heading = Paragraph(f"Your marks: {len(earned)} of {len(player.marks)}", "heading", gap=True)
    return [heading, *map(Paragraph, rows)]


def fits_beside_portrait(about: str) -> bool:
    """Return whether what is known about a customer fits beside their portrait; else it is told below."""
    return len(Content(about).wrap(ABOUT_WIDTH)) <= ABOUT_LINES


def headline(scenario: Scenario) -> list[Paragraph]:
    """Return the lines above the customer in the rail."""
    return [
        Paragraph(one_line(scenario.title), "heading"),
        Paragraph(kind_of(scenario), "muted"),
    ]


def _trains(scenario: Scenario, lead: str) -> list[Paragraph]:
    needs = [action_words(need, scenario.channel) for need in scenario.needs]
    if lead and len(needs) > MOST_NEEDS:  # in a box of a few rows
        needs = [*needs[:MOST_NEEDS], f"{len(needs) - MOST_NEEDS} more"]
    return [Paragraph(f"{lead}{listed(needs)}.")] if needs else []


def result_words(scenario: Scenario, player: PlayerFigures) -> str:
    """Return what a player has reached in a scenario and what is possible, in sentences; nothing before that was read."""
    if player.overview is None:
        return ""
    reached = player.overview.reached.get(scenario.id)
    return reached_words(scenario, reached, player.possible.get(scenario.id))
