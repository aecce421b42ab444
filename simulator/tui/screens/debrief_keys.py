"""The keys of the debrief's first screen, each with its short description and what the help says of it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from simulator.tui.screens.page import HELP, Page


class DebriefKeys(Page[None]):
    """A screen with the keys of the debrief."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                str(at + 1),
                f"choose({at})",
                "moment" if at == 0 else "",
                show=at == 0,
                key_display="1-3",
                tooltip="chooses that moment; the arrows do too" if not at else "",
                group=Binding.Group("moment"),
                id=f"debrief.moment-{at + 1}",
            )
            for at in range(3)
        ),
        Binding("up", "step(-1)", show=False, id="debrief.moment-up"),
        Binding("down", "step(1)", show=False, id="debrief.moment-down"),
        Binding(
            "enter",
            "try_again",
            "try again",
            key_display="Enter",
            tooltip="starts again from just before the chosen moment, as a new conversation",
            id="debrief.try-moment",
        ),
        Binding(
            "g",
            "good_play",
            "good play",
            tooltip="shows the best way on from just before the chosen moment, move by move",
            id="debrief.good-play",
        ),
        Binding(
            "m",
            "more",
            "the rest",
            tooltip="shows the rest of the debrief: verdicts, mood, scores, every move",
            id="debrief.more",
        ),
        Binding("pageup", "page(-1)", show=False, id="debrief.page-up"),
        Binding("pagedown", "page(1)", show=False, id="debrief.page-down"),
        Binding(
            "s",
            "save",
            "save",
            tooltip="saves a report with the whole debrief to a file",
            id="debrief.save",
        ),
        Binding(
            "r",
            "again",
            "play again",
            tooltip="plays the scenario again from the start",
            id="debrief.again",
        ),
        HELP,
        Binding(
            "escape,q", "leave", "leave", key_display="Esc", tooltip="leaves", id="debrief.leave"
        ),
    ]
    HELP_NOTES = (
        "“Cost” is how many points a move lost you, compared with the best possible result. “Kept” is how many of "
        "those points a typical other choice would have lost you.",
    )
