"""The form on which a trainer sets an assignment, read into a value; what is wrong with it is raised as one sentence. Pure."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from simulator.course.model import PASS_MARK, Step
from simulator.errors import SimulatorError
from simulator.server.assignments import words
from simulator.server.assignments.model import (
    MAX_STEPS,
    MAX_TITLE,
    MAX_TRIES,
    Assignment,
    Counts,
)
from simulator.server.assignments.times import instant
from simulator.text import clean_name
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from simulator.course.model import Course

SCENARIO = "scenario-"
"""What the name of a scenario's field begins with."""
ID_SIGNS = 16
COURSE = "course"
"""What the field `what` says for the course."""


class WrongForm(SimulatorError):
    """Something in the form can't be taken."""


def assignment_in(
    form: Mapping[str, str],
    id: str,
    of_class: str,
    offered: Collection[str],
    course: Course | None,
    now: int,
) -> Assignment:
    """Return the assignment that a form sets; raises WrongForm or NoSuchTime.

    Args:
        form: The fields as they were sent.
        id: The id of the assignment.
        of_class: The id of the class.
        offered: The ids of the scenarios that can be played.
        course: The library's course, None where it has none.
        now: The time, in whole seconds since 1970.
    """
    title = clean_name(form.get("title", ""), MAX_TITLE)
    if not title:
        raise WrongForm(words.NO_TITLE)
    steps = _steps(form, offered, course)
    zone = form.get("zone", "").strip()
    opens_at = instant(form.get("opens", ""), zone, ends=False)
    until_at = end_in(form, zone, now)
    if until_at <= opens_at:
        raise WrongForm(words.ENDS_FIRST)
    counts = form.get("counts", "")
    if counts not in list(Counts):
        raise WrongForm(words.BAD_CHOICE)
    tries = form.get("tries", "").strip()
    return Assignment(
        *(id, of_class, title, steps, opens_at, until_at, zone, form.get("late") == "yes"),
        _number(tries, 1, MAX_TRIES, words.BAD_TRIES) if tries else None,
        Counts(counts),
    )


def id_of(cmd: str, trainer: str) -> str:
    """Return the id of the assignment that a form sets: the same form, sent twice, sets one."""
    return sha256(f"{trainer}/{cmd}".encode("utf-8", "replace")).hexdigest()[:ID_SIGNS]


def end_in(form: Mapping[str, str], zone: str, now: int) -> int:
    """Return the end that a form sets; raises WrongForm where it is past, or NoSuchTime."""
    until_at = instant(form.get("until", ""), zone, ends=True)
    if until_at <= now:
        raise WrongForm(words.ENDS_IN_PAST)
    return until_at


def _steps(
    form: Mapping[str, str], offered: Collection[str], course: Course | None
) -> tuple[Step, ...]:
    if form.get("what") == COURSE:
        if course is None:
            raise WrongForm(words.NO_COURSE)
        steps = [step for _, step in course.steps() if step.scenario in offered]
    else:
        mode = form.get("mode", "")
        if mode not in list(Mode):
            raise WrongForm(words.BAD_CHOICE)
        mark = _number(form.get("pass", "").strip() or str(PASS_MARK), 0, 100, words.BAD_PASS)
        sent = (name for name, value in form.items() if value and name.startswith(SCENARIO))
        chosen = {name.removeprefix(SCENARIO) for name in sent}
        steps = [Step(id, Mode(mode), mark) for id in offered if id in chosen]
    if not steps:
        raise WrongForm(words.NOTHING_CHOSEN)
    if len(steps) > MAX_STEPS:
        raise WrongForm(words.TOO_MANY)
    return tuple(steps)


def _number(text: str, least: int, most: int, otherwise: str) -> int:
    fits = text.isascii() and text.isdigit() and len(text) < 6
    if not fits or not least <= int(text) <= most:
        raise WrongForm(otherwise)
    return int(text)
