"""Course format 1: the keys of a course file and their values; docs/courses.md says how a trainer writes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.course.model import PASS_MARK, Course, Step, Week
from simulator.scenario.fields.containers import Key, ListOf, Table
from simulator.scenario.fields.kinds import Choice, Integer, Text
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import KeyPath

FORMAT = 1
MAX_WEEKS = 52
MAX_STEPS = 20
"""Steps of one week."""


def _step(values: dict[str, Any], _path: KeyPath) -> Step:
    return Step(values["scenario"], Mode(values["mode"] or Mode.COACH), values["pass"] or 0)


def _week(values: dict[str, Any], _path: KeyPath) -> Week:
    return Week(values["theme"], tuple(values["play"]), values["talk"])


def _course(values: dict[str, Any], _path: KeyPath) -> Course:
    return Course("", values["title"], tuple(values["weeks"]), values["summary"])


STEP = Table(
    "a step",
    (
        Key("scenario", Text(needed=True), "the id of the scenario to play"),
        Key("mode", Choice("mode", tuple(Mode)), "the mode to play it in", Mode.COACH.value),
        Key(
            "pass",
            Integer(0, 100),
            "the quality out of 100 that passes",
            PASS_MARK,
        ),
    ),
    _step,
    example='{ scenario = "…", mode = "coach" }',
)
WEEK = Table(
    "a week",
    (
        Key("theme", Text(needed=True), "what the week is about"),
        Key(
            "play",
            ListOf(STEP, most=MAX_STEPS, what="steps", least=1),
            "the scenarios to play, in order",
            to_add='Add play = [{ scenario = "…", mode = "coach" }].',
        ),
        Key("talk", Text(), "what a class talks about afterwards", ""),
    ),
    _week,
)
COURSE = Table(
    "the course",
    (
        Key(
            "format",
            Integer(FORMAT, FORMAT, only=f"This program reads course format {FORMAT} only."),
            f"the format version, {FORMAT}",
            to_add=f"Add format = {FORMAT} as the first line.",
        ),
        Key("title", Text(needed=True), "the title", to_add='Add title = "…".'),
        Key("summary", Text(), "one line about the course", ""),
        Key(
            "weeks",
            ListOf(WEEK, most=MAX_WEEKS, what="weeks", least=1),
            "the weeks, in order",
            to_add="Start with [[weeks]].",
        ),
    ),
    _course,
    synonyms={"name": "title", "description": "summary"},
)
