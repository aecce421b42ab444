"""The keys of the conversation, each with an id to remap it by and a word for help.

Kept apart because there are many; what each does, and when it may, is the screen's.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from simulator.tui.screens.page import HELP


def _choices() -> list[BindingType]:
    """A key for each reply; the first stands for all in the line of keys."""
    about = "chooses the reply of that number at once; the arrows and Enter do it too"
    return [
        Binding(
            str(digit),
            f"choose({digit})",
            "reply",
            show=digit == 1,
            key_display="1-9",
            tooltip=about if digit == 1 else "",
            group=Binding.Group("reply"),
            id=f"play.reply-{digit}",
        )
        for digit in range(1, 10)
    ]


_MOVE_KEYS: list[BindingType] = [
    *_choices(),
    Binding(
        "space,l",
        "listen",
        "listen",
        key_display="Space",
        tooltip="lets them go on, while there is more to hear",
        id="play.listen",
    ),
]

_READ_KEYS: list[BindingType] = [
    Binding("b", "brief", "brief", tooltip="shows again what you know", id="play.brief"),
    Binding(
        "pageup",
        "page(-1)",
        show=False,
        key_display="PgUp PgDn",
        tooltip="scroll through what was said",
        id="play.page-up",
    ),
    Binding("pagedown", "page(1)", show=False, id="play.page-down"),
    Binding(
        "slash", "search", show=False, tooltip="finds a word in what was said", id="play.search"
    ),
    Binding("n", "next_found", show=False, tooltip="finds it again", id="play.find-next"),
    Binding("y", "copy", show=False, tooltip="copies what was said", id="play.copy"),
]

TALK_KEYS: list[BindingType] = [*_MOVE_KEYS, *_READ_KEYS]
"""What can be done in every conversation."""

PLAY_KEYS: list[BindingType] = [
    *_MOVE_KEYS,
    Binding("u", "undo", "undo", tooltip="takes the last move back", id="play.undo"),
    Binding("u", "no_undo", show=False, id="play.undo"),
    Binding("w", "why", "why", tooltip="tells what moved them last", id="play.why"),
    Binding("w", "no_why", show=False, id="play.why"),
    *_READ_KEYS,
    HELP,
    Binding(
        "escape",
        "leave",
        "leave",
        key_display="Esc",
        tooltip="leaves; the play is saved, and can be resumed",
        id="play.leave",
    ),
]
