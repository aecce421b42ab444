"""The first time: show the page that says how to begin, keep the name given there, and go the way that was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.text import cut_note
from simulator.tui.screens.first_page import EASIEST, GUIDE, PLAIN, FirstChoice, FirstPage

if TYPE_CHECKING:
    from simulator.tui.app import SimulatorApp
    from simulator.tui.play_controller import PlayController


def welcome(app: SimulatorApp, plays: PlayController) -> None:
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
        app.read_home()
        if chosen.way == GUIDE:
            app.on_guide_wanted()
        elif chosen.way == EASIEST and easiest:
            app.open_item(easiest)
        elif chosen.way == PLAIN:
            app.choose("plain", True)
            app.open_plain()

    app.push_screen(FirstPage(scenario, amount, app.settings, plays.person or ""), begun)
