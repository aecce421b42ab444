"""The first time: show the page that says how to begin, keep the name given there, and go the way that was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simulator.text import cut_note
from simulator.tui.screens.first_page import EASIEST, GUIDE, PLAIN, FirstChoice, FirstPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.scenario.library import ScenarioFile
    from simulator.tui.play_controller import PlayController
    from simulator.tui.settings_app import SettingsApp


class Ways(NamedTuple):
    """What the program does for each choice, and to show the new name."""

    guide: Callable[[], None]
    open_item: Callable[[ScenarioFile], None]
    open_plain: Callable[[], None]
    read_home: Callable[[], None]


def welcome(app: SettingsApp, plays: PlayController, ways: Ways) -> None:
    """Show the page, and do what is chosen on it; however it is left, it isn't shown again."""
    easiest, amount = plays.easiest()
    scenario = easiest.reading.scenario if easiest else None

    def begun(chosen: FirstChoice | None) -> None:
        if chosen is None:
            return
        app.choose("greeted", True)
        if chosen.name and chosen.name != plays.person:
            app.choose("name", chosen.name)
            if note := cut_note(chosen.name):
                app.notify(note, markup=False)
            plays.person = app.settings.name or None
        ways.read_home()
        if chosen.way == GUIDE:
            ways.guide()
        elif chosen.way == EASIEST and easiest:
            ways.open_item(easiest)
        elif chosen.way == PLAIN:
            app.choose("plain", True)
            ways.open_plain()

    app.push_screen(FirstPage(scenario, amount, app.settings, plays.person or ""), begun)
