"""The parts of a server's messages as the values that a seat's faces show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import UNSET

from simulator.engine.lines import Line
from simulator.engine.state import Gauges
from simulator.play.choices import Choice
from simulator.report.classes import Chosen, ClassPoint
from simulator.report.sections import Entry, Section

if TYPE_CHECKING:
    from simulator.rounds.message_parts import (
        DebriefPane,
        DebriefSection,
        SceneNow,
        SpokenLine,
        TurningPoint,
    )


@dataclass(frozen=True, slots=True)
class Scene:
    """What can be heard and said now, and how the customer feels; the gauges only where the mode shows them."""

    choices: tuple[Choice, ...]
    can_listen: bool
    band: str
    gauges: Gauges | None = None


@dataclass(frozen=True, slots=True)
class Pane:
    """A part of a debrief."""

    name: str
    sections: tuple[Section, ...]


def seconds_of(milliseconds: int | None) -> float | None:
    """Return milliseconds as seconds."""
    return None if milliseconds is None else milliseconds / 1000


def line_of(line: SpokenLine) -> Line:
    """Return a line of the transcript."""
    return Line(line.voice, line.text, line.speaker)


def scene_of(scene: SceneNow) -> Scene:
    """Return a scene."""
    choices = tuple(
        Choice(reply.number, reply.id, reply.text, reply.action, reply.new)
        for reply in scene.offered
    )
    gauges = (scene.anger, scene.heard, scene.trust, scene.patience)
    known = [gauge for gauge in gauges if gauge is not UNSET]
    shown = Gauges(*known) if len(known) == len(gauges) else None
    return Scene(choices, scene.can_listen, scene.band, shown)


def pane_of(pane: DebriefPane) -> Pane:
    """Return a part of a debrief."""
    return Pane(pane.name, tuple(map(section_of, pane.sections)))


def section_of(section: DebriefSection) -> Section:
    """Return a section of a debrief."""
    entries = tuple(Entry(item.text, item.lead, item.kind) for item in section.told)
    return Section(section.title, entries, section.plotted)


def class_point_of(point: TurningPoint) -> ClassPoint:
    """Return a turning point of the class."""
    chosen = tuple(
        Chosen(item.reply, item.text, item.count, item.before, item.after) for item in point.chosen
    )
    return ClassPoint(point.scene, point.times, chosen)
