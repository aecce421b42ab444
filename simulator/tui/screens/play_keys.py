"""The keys of the conversation, each with an id to remap it by and a word for help.

Kept apart because there are many; what each does, and when it may, is the screen's.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from simulator.play.sentences import NO_MARKS_WITH_UNDO
from simulator.tui.screens.page import HELP


def move_keys(place: str) -> list[BindingType]:
    """Return the keys of moves, their ids under `place`: one for each reply, the first stands for all, and listening."""
    about = "gives that reply at once; the arrows and Enter work too"
    replies: list[BindingType] = [
        Binding(
            str(digit),
            f"choose({digit})",
            "reply",
            show=digit == 1,
            key_display="1-9",
            tooltip=about if digit == 1 else "",
            group=Binding.Group("reply"),
            id=f"{place}.reply-{digit}",
        )
        for digit in range(1, 10)
    ]
    listen = Binding(
        "space,l",
        "listen",
        "listen",
        key_display="Space",
        tooltip="keeps listening as long as there's more to come",
        id=f"{place}.listen",
    )
    return [*replies, listen]


def read_keys(place: str, *, show_brief: bool = True) -> list[BindingType]:
    """Return the keys of what was said and what is known, their ids under `place`."""
    return [
        Binding(
            "b",
            "brief",
            "brief",
            show=show_brief,
            tooltip="shows the brief again",
            id=f"{place}.brief",
        ),
        Binding(
            "pageup",
            "page(-1)",
            show=False,
            key_display="PgUp PgDn",
            tooltip="scroll through the transcript",
            id=f"{place}.page-up",
        ),
        Binding("pagedown", "page(1)", show=False, id=f"{place}.page-down"),
        Binding(
            "slash",
            "search",
            show=False,
            tooltip="finds a word in the transcript",
            id=f"{place}.search",
        ),
        Binding(
            "n", "next_found", show=False, tooltip="finds the next one", id=f"{place}.find-next"
        ),
        Binding("y", "copy", show=False, tooltip="copies the transcript", id=f"{place}.copy"),
    ]


TALK_KEYS: list[BindingType] = [*move_keys("play"), *read_keys("play")]
"""What can be done in every conversation."""

PLAY_KEYS: list[BindingType] = [
    *move_keys("play"),
    Binding(
        "u",
        "undo",
        "undo",
        tooltip=f"undoes your last move; {NO_MARKS_WITH_UNDO}",
        id="play.undo",
    ),
    Binding("u", "no_undo", show=False, id="play.undo"),
    Binding("w", "why", "why", tooltip="explains why they feel this way", id="play.why"),
    Binding("w", "no_why", show=False, id="play.why"),
    *read_keys("play"),
    HELP,
    Binding(
        "escape",
        "leave",
        "leave",
        key_display="Esc",
        tooltip="leaves; your conversation is saved for later",
        id="play.leave",
    ),
]
