"""The keys of the trainer's screen, each with an id to remap it by and a word for help."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from simulator.tui.screens.page import HELP

HOST_KEYS: list[BindingType] = [
    Binding("s", "start", "start", tooltip="begins: the countdown, then the play", id="host.start"),
    Binding("p", "pause", "pause", tooltip="all clocks stand still", id="host.pause"),
    Binding("p", "go_on", "go on", tooltip="all clocks run on", id="host.pause"),
    Binding(
        "e", "extend", "more time", tooltip="more time for everybody, or less", id="host.extend"
    ),
    Binding("c", "close", "close", tooltip="ends the play, then the round", id="host.close"),
    Binding("n", "next", "next", tooltip="the next scenario, or the end", id="host.next"),
    Binding(
        "d",
        "class_debrief",
        "class",
        tooltip="what the class did, to be walked through",
        id="host.class",
    ),
    Binding(
        "b",
        "board",
        "board",
        tooltip="what trainees see of the board: all, their own row, nothing",
        id="host.board",
    ),
    Binding(
        "l", "lock", "lock", tooltip="closes the door to newcomers, or opens it", id="host.lock"
    ),
    Binding("j", "joining", show=False, tooltip="how to join, again", id="host.joining"),
    HELP,
    Binding(
        "escape,q",
        "leave",
        "end",
        key_display="Esc",
        tooltip="ends the server; the round is kept",
        id="host.leave",
    ),
]
