"""The keys of exercises."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from simulator.tui.screens.page import HELP, Page

MOST_ROWS = 9


class DrillKeys(Page[str]):
    """Only holds the bindings, and what help says."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                str(digit),
                f"take({digit})",
                "answer" if digit == 1 else "",
                show=digit == 1,
                key_display=f"1-{MOST_ROWS}",
                tooltip="gives that answer, or marks that line" if digit == 1 else "",
                group=Binding.Group("answer"),
                id=f"drill.answer-{digit}",
            )
            for digit in range(1, MOST_ROWS + 1)
        ),
        Binding("n", "unknown", "don't know", tooltip="shows the answer; the exercise comes back tomorrow", id="drill.unknown"),
        Binding("p", "play", "play this scene", tooltip="plays the scenario from where the exercise begins", id="drill.play"),
        Binding("pageup", "page(-1)", show=False, key_display="PgUp PgDn", tooltip="scrolls the text", id="drill.page-up"),
        Binding("pagedown", "page(1)", show=False, id="drill.page-down"),
        HELP,
        Binding("escape", "leave", "stop here", key_display="Esc", tooltip="stops; your answers are saved", id="drill.leave"),
    ]  # fmt: skip
    HELP_NOTES = (
        "Cards are made from conversations you've finished in coach or practice mode. The rules decide what's right.",
        "An exercise comes back after a few days: the better you know it, the longer that is.",
    )
