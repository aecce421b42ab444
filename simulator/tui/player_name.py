"""What a new name in the settings means for what was played under the old one: ask, and move it along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.text import count, listed
from simulator.tui.screens.dialogs import ChoiceDialog, DialogOption

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.tui.play_controller import PlayController
    from simulator.tui.shell import Shell

MOVE, LEAVE = "move", "leave"


def offer_to_move_plays(
    app: Shell, plays: PlayController, old: str, new: str, moved: Callable[[], None]
) -> None:
    """Ask whether the conversations of `old` go with the new name, where there are any; call `moved` once they have."""
    theirs = plays.count_of(old)
    if not theirs:
        return
    noun = count(theirs, "conversation")
    verb = "is" if theirs == 1 else "are"
    sentences = [f"{noun} {verb} saved under {old}. Your best scores and progress come from them."]
    if plays.count_of(new):
        sentences.append(
            f"{new} already has conversations here; the two sets would be merged for good."
        )
    ways = [
        DialogOption(MOVE, f"Move {'it' if theirs == 1 else 'them'} to {new}"),
        DialogOption(LEAVE, f"Leave {'it' if theirs == 1 else 'them'} under {old}"),
    ]

    def take_answer(way: str | None) -> None:
        if way != MOVE:
            return
        try:
            renamed = plays.rename(old, new)
        except SimulatorError as error:
            app.notify(str(error), severity="warning", markup=False)
            return
        told = f"Moved {count(renamed.saves, 'conversation')} to {new}."
        if renamed.left:
            told += f" {listed(renamed.left)} is open in another window, so it is still saved under {old}."
        app.notify(told, markup=False)
        moved()

    app.push_screen(ChoiceDialog("Keep your progress?", sentences, ways), take_answer)
