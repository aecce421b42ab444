"""The words of the pages of assignments. Sentences that the pages of plays say too come from there."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from simulator.server.assignments.model import MAX_STEPS, MAX_TRIES, Counts
from simulator.server.assignments.standing import Bar
from simulator.text import count, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.server.assignments.model import Assignment
    from simulator.server.assignments.standing import Standing, StepStanding
    from simulator.server.plays.rows import PlayRow

ASSIGNMENTS = "Assignments"
NEW = "Set an assignment"
NONE_YET = "There are no assignments yet."
TITLE, TITLE_HINT = "Name of the assignment", "For example “Week 3: an honest no”."
WHAT = "What to play"
SCENARIOS = "These scenarios"
COURSE = "The course “{title}”"
COURSE_HINT = "Every scenario in it, each with the mode and the pass mark that the course gives it."
MODE = "Mode of these scenarios"
PASS, PASS_HINT = "Pass mark", "The quality that passes, 0 to 100."
OPENS, UNTIL, ZONE = "Opens", "Ends", "Time zone"
ZONE_HINT = "For example Europe/London. Both times are in this time zone, summer time included."
LATE = "Trainees can still start after the end; those conversations are marked as late."
TRIES, TRIES_HINT = "Tries for each scenario", "Leave it empty for any number."
COUNTS = "Which try counts"
COUNTS_WORDS: Mapping[Counts, str] = MappingProxyType(
    {Counts.BEST: "The best", Counts.LAST: "The last", Counts.FIRST: "The first"}
)
SET = "Set the assignment"
WAS_SET = "You've set “{title}”."
NEW_END, MOVE_END = "New end", "Change the end"
END_MOVED = "“{title}” now ends on {when}."
WITHDRAW = "Withdraw the assignment"
WITHDRAW_HINT = (
    "No one can start anything more for it. Conversations that have been played are kept."
)
WAS_WITHDRAWN = "You've withdrawn “{title}”."
WITHDRAWN_MARK = "withdrawn"
WITHDRAWN = "This assignment has been withdrawn."
RESULTS, TRAINEE = "Who has done what", "Trainee"
START, RESUME, READ = "Start", "Resume", "Debrief"
BACK = "Back to the assignment"
ALL_TRIES = "All tries"
NO_TRAINEES = "No one is in this class yet."
RULES, RULES_TOLD = "How it counts", "What trainees are told about it"
EXAM_RULE = (
    "In an exam you see only a face and a word, your time for each reply is limited, and moves can't be undone. Play one "
    "conversation at a time. Results are shown once the assignment has ended."
)
EXAM_NOTE = "In an exam each trainee plays one conversation at a time, and sees the results once the assignment has ended."
LATE_RULE = "A conversation that ends after the assignment has ended is marked as late, even if you started it before then."
NO_SUCH_ASSIGNMENT = "That assignment isn't in this class."
NO_SUCH_PLAY = "That finished conversation isn't in this class."
NO_TITLE = "Give the assignment a name."
NOTHING_CHOSEN = "Choose at least one scenario, or the course."
TOO_MANY = f"Choose at most {MAX_STEPS} scenarios."
NO_COURSE = "There isn't a course in the library any more. Choose scenarios."
BAD_CHOICE = "Choose a mode and which try counts."
BAD_PASS = "The pass mark must be a whole number from 0 to 100."
BAD_TRIES = f"The number of tries must be a whole number from 1 to {MAX_TRIES}, or empty."
ENDS_FIRST = "The assignment must end after it opens."
ENDS_IN_PAST = "The end has already passed. Choose a later one."
BARS: Mapping[Bar, str] = MappingProxyType(
    {
        Bar.EARLY: "It hasn't opened yet.",
        Bar.OVER: "It has ended, so nothing more can be started.",
        Bar.WITHDRAWN: WITHDRAWN,
        Bar.OPEN: "Finish the conversation you've started first.",
        Bar.EXAM_OPEN: "In an exam you play one conversation at a time. Finish the one you've started first.",
        Bar.TRIES: "You've used all your tries.",
    }
)
TAKEN = "You've already started this on another page or device."
NOT_STARTED, PLAYING, FINISHED = "not started", "playing", "finished"
GONE = "This scenario isn't in the library any more."


def period_words(opens: str, until: str, now: int, assignment: Assignment) -> str:
    """Return when an assignment opens or ends, or that it has ended."""
    if now < assignment.opens_at:
        return f"opens {opens}"
    return f"ended {until}" if assignment.is_over(now) else f"due by {until}"


def rule_words(assignment: Assignment) -> str:
    """Return how often each scenario can be tried, which try counts, and what becomes of late ones."""
    counted = COUNTS_WORDS[assignment.counts].lower()
    if assignment.tries == 1:
        tried = "You have one try at each scenario."
    elif assignment.tries is None:
        tried = f"You can try each scenario as often as you like; {counted} try counts."
    else:
        tried = f"You have {count(assignment.tries, 'try')} at each scenario; {counted} counts."
    after = (
        "You can start after the end too." if assignment.late else "You can't start after the end."
    )
    return f"{tried} {after}"


def done_words(standing: Standing) -> str:
    """Return how far someone has come."""
    return f"{standing.done} of {len(standing.steps)} finished, {standing.passed} passed"


def state_words(step: StepStanding, *, withheld: bool) -> str:
    """Return how someone stands with one scenario."""
    if step.counting is None:
        return PLAYING if step.open else NOT_STARTED
    told = FINISHED if withheld else result_words(step.counting)
    marks = [
        *([] if withheld else ["passed" if step.passed else "not passed"]),
        *(["late"] if step.late else []),
        *(["playing again"] if step.open else []),
    ]
    return ", ".join([told, *marks])


def result_words(play: PlayRow) -> str:
    """Return what a try came to."""
    return f"quality {play.quality}, satisfaction {number(play.satisfaction or 0)}"


def try_name(number: int) -> str:
    """Return which try is meant, counted from 1."""
    return f"Try {number}"
