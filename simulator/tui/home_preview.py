"""What Home tells of the row that is highlighted. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.tui.home_rows import (
    COURSE,
    DRILLS,
    ENDED,
    MORE,
    NEXT_STEP,
    SAVE,
    SCENARIO,
    SHIFTS,
    TROUBLES,
)
from simulator.tui.home_words import about_scenario, glance_course
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.words import about_save

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from simulator.scenario.library import ScenarioFile
    from simulator.tui.home_rows import HomeContent

NOTHING_FITS = (
    Paragraph("No match", "heading"),
    Paragraph("Every word has to match. Esc shows everything again; / edits the filter.", gap=True),
)
EMPTY = (
    Paragraph("There's nothing to play yet", "heading"),
    Paragraph(
        "The library is empty. `simulator new ID` writes a small, complete scenario to start from.",
        gap=True,
    ),
    Paragraph(
        "Put scenario files (.toml) into the library's folder, then press r here. To use another folder, "
        "start with --library FOLDER or set SIMULATOR_LIBRARY."
    ),
)


def chosen_item(content: HomeContent, id: str) -> ScenarioFile | None:
    """Return the scenario file that a row stands for, if it stands for one."""
    for kind in (SCENARIO, NEXT_STEP):
        if id.startswith(kind):
            return content.item(id.removeprefix(kind))
    return None


def preview(
    content: HomeContent, id: str, now: Callable[[], datetime], *, rail: bool = False
) -> list[Paragraph]:
    """Return what is known of the row with an id; in a rail the customer is drawn above it."""
    if item := chosen_item(content, id):
        steps = content.steps if id.startswith(NEXT_STEP) else ()
        step = next((step for step in steps if step.scenario == item.id), None)
        return about_scenario(item, content.player, step, rail=rail)
    if id.startswith(SAVE):
        return _about_save(content, id.removeprefix(SAVE), now)
    overview = content.player.overview
    if id == COURSE and overview and overview.course:
        return glance_course(overview.course)
    if id == SHIFTS:
        return _about_shifts(content)
    if id == DRILLS:
        return _about_drills(content.due)
    if id in (MORE, ENDED):
        return [Paragraph("Press Enter to list them.", "muted")]
    if id == TROUBLES:
        return [Paragraph(text, gap=True) for text in content.catalog.troubles]
    return []


def _about_save(content: HomeContent, name: str, now: Callable[[], datetime]) -> list[Paragraph]:
    catalog = content.catalog
    for play in (*catalog.plays, *catalog.ended):
        if play.name == name:
            title = content.titles.get(play.scenario) or play.scenario
            return about_save(play, title, now(), content.person)
    return []


def _about_drills(due: int) -> list[Paragraph]:
    from simulator.drill.words import ABOUT, TITLES, due_words

    told = [Paragraph("Exercises", "heading"), Paragraph(f"{due_words(due)}.", gap=True)]
    return [*told, *(Paragraph(f"{TITLES[kind]}: {text}.") for kind, text in ABOUT.items())]


def _about_shifts(content: HomeContent) -> list[Paragraph]:
    from simulator.play.shift_offers import ABOUT

    told = [Paragraph("Shifts", "heading"), Paragraph(ABOUT, gap=True)]
    return [*told, *(Paragraph(f"{each.title}: {each.about}.") for each in content.shifts)]
