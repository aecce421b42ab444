"""A saved play that can't be resumed as it is: its scenario has since changed, or the rules have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.tui.screens.dialogs import ChoiceDialog, DialogOption, TextDialog
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.words import sentences
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from simulator.play.opening import PlayNoLongerFits
    from simulator.report.sections import Section
    from simulator.scenario.library import ScenarioFile
    from simulator.tui.settings_app import SettingsApp

AGAIN, LOOK, CLOSE = "again", "look", "close"


def ask_about_change(
    app: SettingsApp,
    error: PlayNoLongerFits,
    begin: Callable[[ScenarioFile], None],
    closed: Callable[[], None],
) -> None:
    """Ask whether to `begin` the scenario again or to read what still applies; call `closed` where neither is wanted."""
    ways = [DialogOption(AGAIN, "Start a new conversation"), DialogOption(CLOSE, "Go back")]
    if error.turns:
        ways.insert(1, DialogOption(LOOK, "Read the conversation so far"))

    def answered(way: str | None) -> None:
        if way == LOOK:
            from simulator.tui.transcript import play_paragraphs

            coach = error.record.header.mode == Mode.COACH
            text = play_paragraphs(error.start, error.turns, with_reasons=coach)
            dialog = TextDialog("The conversation so far", text)
            app.push_screen(dialog, lambda _: ask_about_change(app, error, begin, closed))
        elif way == AGAIN and error.item.reading.scenario:
            begin(error.item)
        else:
            closed()

    told = sentences(error.message, error.hint)
    app.push_screen(ChoiceDialog("This conversation can't be resumed", told, ways), answered)


def show_archived(
    app: SettingsApp, message: str, sections: Iterable[Section], closed: Callable[[], None]
) -> None:
    """Show a play of an earlier edition of the rules, which can only be read; then call `closed`."""
    from simulator.tui.sections import section_paragraphs

    told = [Paragraph(message, "notice"), *section_paragraphs(sections)]
    app.push_screen(TextDialog("Played under the old rules", told), lambda _: closed())
