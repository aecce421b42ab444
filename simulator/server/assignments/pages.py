"""Assignments as pages show them: to a trainee with what they have done, to a trainer with what everyone has done. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simulator.server.assignments import words
from simulator.server.assignments.standing import is_late, is_withheld, standing_of
from simulator.server.assignments.times import machine_text, when_words
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from simulator.server.assignments.model import Assignment
    from simulator.server.assignments.standing import StepStanding
    from simulator.server.model import Person
    from simulator.server.plays.rows import PlayRow


class Moment(NamedTuple):
    """A time in words, and as a page's `time` element has it."""

    words: str
    machine: str


class TryLine(NamedTuple):
    """One try: its play, what it came to, and whether its debrief may be read."""

    play: str
    told: str
    readable: bool
    over: bool


class StepLine(NamedTuple):
    """One scenario of an assignment; `bar` says why it can't be started, an empty text where it can."""

    number: int
    title: str
    told: str
    state: str
    open: str
    bar: str
    tries: tuple[TryLine, ...]


class TaskPage(NamedTuple):
    """An assignment as one person sees theirs."""

    id: str
    title: str
    opens: Moment
    until: Moment
    done: str
    rules: tuple[str, ...]
    steps: tuple[StepLine, ...]
    is_done: bool
    is_over: bool
    withdrawn: bool
    when: str


class AssignmentLine(NamedTuple):
    """An assignment in the list of a class, with its time in words."""

    id: str
    title: str
    when: str


class Cell(NamedTuple):
    """How one trainee stands with one scenario; `play` is the try that counts, an empty text where there is none."""

    state: str
    play: str
    tries: tuple[TryLine, ...]


class PersonLine(NamedTuple):
    """One trainee with a cell for each scenario."""

    name: str
    done: str
    cells: tuple[Cell, ...]


class ResultsPage(NamedTuple):
    """An assignment as its trainer sees it."""

    id: str
    title: str
    opens: Moment
    until: Moment
    rules: tuple[str, ...]
    heads: tuple[str, ...]
    people: tuple[PersonLine, ...]
    withdrawn: bool


def task_page(
    assignment: Assignment, plays: Iterable[PlayRow], titles: Mapping[str, str], now: int
) -> TaskPage:
    """Return an assignment as someone sees theirs; `plays` are theirs for it, `titles` are of what can be played, by id."""
    standing = standing_of(assignment, plays, now)
    return TaskPage(
        assignment.id,
        assignment.title,
        *_times(assignment),
        words.done_words(standing),
        _rules(assignment),
        tuple(_step_line(assignment, step, titles, now) for step in standing.steps),
        standing.done == len(standing.steps),
        assignment.is_over(now),
        assignment.withdrawn_at is not None,
        _period(assignment, now),
    )


def results_page(
    assignment: Assignment,
    people: Iterable[Person],
    plays: Sequence[PlayRow],
    titles: Mapping[str, str],
    now: int,
) -> ResultsPage:
    """Return an assignment with what everyone in the class has done; `plays` are all of those for it."""
    by_person: dict[str, list[PlayRow]] = {}
    for play in plays:
        by_person.setdefault(play.account, []).append(play)
    lines = []
    for person in people:
        if person.removed_at is not None and person.account not in by_person:
            continue
        standing = standing_of(assignment, by_person.get(person.account, ()), now)
        cells = tuple(
            Cell(
                words.state_words(step, withheld=False),
                step.counting.id if step.counting else "",
                tuple(_try_line(assignment, play, now, withheld=False) for play in step.tries),
            )
            for step in standing.steps
        )
        lines.append(PersonLine(person.name, words.done_words(standing), cells))
    return ResultsPage(
        assignment.id,
        assignment.title,
        *_times(assignment),
        _rules(assignment),
        tuple(titles.get(step.scenario, step.scenario) for step in assignment.steps),
        tuple(lines),
        assignment.withdrawn_at is not None,
    )


def assignment_line(assignment: Assignment, now: int) -> AssignmentLine:
    """Return an assignment as a class's list has it."""
    return AssignmentLine(assignment.id, assignment.title, _period(assignment, now))


def _period(assignment: Assignment, now: int) -> str:
    opens, until = _times(assignment)
    if assignment.withdrawn_at is not None:
        return words.WITHDRAWN_MARK
    return words.period_words(opens.words, until.words, now, assignment)


def _step_line(
    assignment: Assignment, step: StepStanding, titles: Mapping[str, str], now: int
) -> StepLine:
    withheld = step.counting is not None and is_withheld(assignment, step.counting, now)
    bar = words.BARS[step.bar] if step.bar else ""
    if step.step.scenario not in titles and not bar:
        bar = words.GONE
    return StepLine(
        step.number,
        titles.get(step.step.scenario, step.step.scenario),
        f"{step.step.mode}, pass mark {step.step.pass_mark}",
        words.state_words(step, withheld=withheld),
        step.open.id if step.open else "",
        bar,
        tuple(
            _try_line(assignment, play, now, withheld=is_withheld(assignment, play, now))
            for play in step.tries
        ),
    )


def _try_line(assignment: Assignment, play: PlayRow, now: int, *, withheld: bool) -> TryLine:
    told = (
        words.PLAYING if not play.over else words.FINISHED if withheld else words.result_words(play)
    )
    late = ", late" if is_late(assignment, play, now) else ""
    return TryLine(play.id, f"{told}{late}", play.over and not withheld, play.over)


def _times(assignment: Assignment) -> tuple[Moment, Moment]:
    zone = assignment.zone
    opens, until = (
        Moment(when_words(at, zone), machine_text(at))
        for at in (assignment.opens_at, assignment.until_at)
    )
    return opens, until


def _rules(assignment: Assignment) -> tuple[str, ...]:
    exam = any(step.mode is Mode.EXAM for step in assignment.steps)
    return (words.rule_words(assignment), words.LATE_RULE, *([words.EXAM_RULE] if exam else []))
