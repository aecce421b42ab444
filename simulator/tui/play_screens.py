"""Make the screens before and after a play, the brief and the debrief, from what the app knows.

The app imports this only when the first of them is opened, since its first frame must not wait for it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.play.days import drawn_day, on_day
from simulator.play.opening import first_conversation
from simulator.report.debrief import debrief
from simulator.report.good_play import may_show
from simulator.tui.screens.brief import BriefScreen
from simulator.tui.screens.debrief import DebriefScreen
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from simulator.play.opening import Opened
    from simulator.play.rules import Rules
    from simulator.records.settings import Settings
    from simulator.scenario.library import ScenarioFile
    from simulator.scenario.model import Scenario
    from simulator.tui.play_controller import PlayController


def brief_screen(
    item: ScenarioFile,
    scenario: Scenario,
    rules: Rules,
    day: str | None,
    plays: PlayController,
    settings: Settings,
) -> BriefScreen:
    """Return the brief of a scenario on a day; None has the day drawn by the seed of the rules."""
    day = drawn_day(scenario, rules.seed) if day is None else day
    obstacle = plays.saves.obstacle()
    return BriefScreen(item, on_day(scenario, day), replace(rules, day=day), obstacle, settings)


def guide_screen(rules: Rules, plays: PlayController, settings: Settings) -> BriefScreen | None:
    """Return the brief of the guided first conversation, which is played in coach mode and without a clock; None without it."""
    item = first_conversation()
    scenario = item.reading.scenario
    if scenario is None:
        return None
    guided = replace(rules, mode=Mode.COACH, timed=False, seed=None, day="", own_words=False)
    return BriefScreen(item, scenario, guided, plays.saves.obstacle(), settings, guided=True)


def debrief_screen(opened: Opened, plays: PlayController, settings: Settings) -> DebriefScreen:
    """Return the debrief of a play that is over."""
    seat = opened.seat
    return DebriefScreen(
        seat.conversation.scenario.title,
        replace(debrief(seat.start, seat.turns), past=plays.past(), words=seat.words),
        opened.reach(),
        settings=settings,
        mode=str(seat.rules.mode),
        good_plays=may_show(seat.rules.mode),
        marks=lambda: plays.new_marks(seat),
    )
