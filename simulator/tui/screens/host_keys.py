"""The keys of the trainer's screen, each with an id to remap it by and a word for help."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from simulator.tui.screens.page import HELP

HOST_KEYS: list[BindingType] = [
    Binding(
        "s", "start", "start", tooltip="starts the countdown, then the scenario", id="host.start"
    ),
    Binding("p", "pause", "pause", tooltip="stops all clocks", id="host.pause"),
    Binding("p", "go_on", "resume", tooltip="starts all clocks again", id="host.pause"),
    Binding(
        "e", "extend", "more time", tooltip="gives everyone more time, or less", id="host.extend"
    ),
    Binding(
        "c",
        "end_scenario",
        "end scenario",
        tooltip="ends this scenario, and the debrief begins",
        id="host.close",
    ),
    Binding("n", "next", "next", tooltip="goes to the next scenario", id="host.next"),
    Binding("c", "end_round", "end round", tooltip="ends the round", id="host.close"),
    Binding(
        "d",
        "class_debrief",
        "class",
        tooltip="shows what the class did, step by step",
        id="host.class",
    ),
    Binding(
        "b",
        "board",
        "board",
        tooltip="shows trainees the whole board, only their own row, or nothing",
        id="host.board",
    ),
    Binding(
        "l",
        "lock",
        "lock",
        tooltip="stops anyone else joining, or lets them join again",
        id="host.lock",
    ),
    Binding(
        "y",
        "let_in",
        "let in",
        tooltip="lets in whoever has waited longest, into their own seat if its trainee is away",
        id="host.let-in",
    ),
    Binding(
        "m",
        "mark",
        show=False,
        tooltip="marks or unmarks a trainee, to remove several at once",
        id="host.mark",
    ),
    Binding(
        "x",
        "remove_marked",
        "remove",
        tooltip="removes everyone who is marked",
        id="host.remove-marked",
    ),
    Binding("k", "new_code", show=False, tooltip="makes a new code", id="host.new-code"),
    Binding(
        "r",
        "reveal",
        show=False,
        tooltip="lets the board mark what worked best, or stops it",
        id="host.reveal",
    ),
    Binding(
        "j",
        "joining",
        show=False,
        tooltip="shows how to join, and the address of your own page",
        id="host.joining",
    ),
    HELP,
    Binding(
        "escape,q",
        "leave",
        "stop",
        key_display="Esc",
        tooltip="stops the server; the round is saved",
        id="host.leave",
    ),
]
