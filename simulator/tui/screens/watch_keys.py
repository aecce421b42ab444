"""The keys of the bench, each with an id to remap it by and a word for help.

Those of the play are the same as in the conversation; what each does, and when it may, is the screen's.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from simulator.tui.screens.page import HELP

WATCH_KEYS: list[BindingType] = [
    *(
        Binding(
            str(digit),
            f"choose({digit})",
            "reply",
            show=digit == 1,
            key_display="1-9",
            tooltip="chooses the reply of that number; the arrows and Enter do it too"
            if digit == 1
            else "",
            group=Binding.Group("reply"),
            id=f"watch.reply-{digit}",
        )
        for digit in range(1, 10)
    ),
    Binding(
        "space,l",
        "listen",
        "listen",
        key_display="Space",
        tooltip="lets them go on, while there is more to hear",
        id="watch.listen",
    ),
    Binding("u", "undo", "undo", tooltip="takes the last move back", id="watch.undo"),
    Binding("r", "restart", "restart", tooltip="the play from its start", id="watch.restart"),
    Binding("w", "why", show=False, tooltip="tells what moved them last", id="watch.why"),
    Binding("b", "brief", show=False, tooltip="shows what a player knows", id="watch.brief"),
    Binding("m", "map", "map", tooltip="the map of scenes, to walk through", id="watch.map"),
    Binding(
        "tab",
        "pane",
        "next pane",
        key_display="Tab",
        tooltip="shows the next of problems, tests and proof",
        id="watch.pane",
    ),
    Binding(
        "j",
        "scroll(1)",
        "scroll",
        key_display="j k",
        tooltip="scroll the pane of problems, tests or proof",
        id="watch.scroll-down",
    ),
    Binding("k", "scroll(-1)", show=False, id="watch.scroll-up"),
    Binding(
        "pageup",
        "page(-1)",
        show=False,
        key_display="PgUp PgDn",
        tooltip="scroll through what was said",
        id="watch.page-up",
    ),
    Binding("pagedown", "page(1)", show=False, id="watch.page-down"),
    Binding("d", "app.dark", show=False, tooltip="light or dark", id="app.dark"),
    HELP,
    Binding("q", "app.quit", "quit", tooltip="quits", id="app.quit-key"),
]
