"""The keys of the bench, each with an id to remap it by and a word for help.

Those of the play are the same as in the conversation; what each does, and when it may, is the screen's.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from simulator.tui.screens.page import HELP
from simulator.tui.screens.play_keys import move_keys, read_keys

WATCH_KEYS: list[BindingType] = [
    *move_keys("watch"),
    Binding("u", "undo", "undo", tooltip="undoes the last move", id="watch.undo"),
    Binding("r", "restart", "restart", tooltip="starts the play again", id="watch.restart"),
    Binding("w", "why", show=False, tooltip="explains why they feel this way", id="watch.why"),
    *read_keys("watch", show_brief=False),
    Binding("m", "map", "map", tooltip="shows the map of scenes", id="watch.map"),
    Binding(
        "tab",
        "pane",
        "next pane",
        key_display="Tab",
        tooltip="shows the next pane: problems, tests or proof",
        id="watch.pane",
    ),
    Binding(
        "j",
        "scroll(1)",
        "scroll",
        key_display="j k",
        tooltip="scroll that pane",
        id="watch.scroll-down",
    ),
    Binding("k", "scroll(-1)", show=False, id="watch.scroll-up"),
    Binding("d", "app.dark", show=False, tooltip="switches between light and dark", id="app.dark"),
    HELP,
    Binding("q", "app.quit", "quit", tooltip="quits", id="app.quit-key"),
]
