"""A watched file in lines, on a terminal that a test types on: a play, what a save changes, and a file with errors."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from simulator.plain.watch import PlainWatch
from simulator.records.saves import Saves
from simulator.watch.session import WatchSession
from simulator.watch.watched_file import WatchedFile
from tests.support.scenarios import PARCEL
from tests.support.typed_console import TypedConsole

if TYPE_CHECKING:
    from pathlib import Path


def a_watch(folder: Path, text: str = PARCEL) -> tuple[PlainWatch, TypedConsole]:
    """A watched file without a proof, on a terminal."""
    path = folder / "late-parcel.toml"
    path.write_text(text, "utf-8")
    console = TypedConsole(interactive=True)
    session = WatchSession(
        path,
        "late-parcel.toml",
        text.encode(),
        WatchedFile(path, console.now),
        (),
        proves=False,
        saves=Saves(folder / "saves"),
        now=console.now,
        wall=lambda: datetime(2026, 7, 1),
    )
    return PlainWatch(session, console, console.now), console  # type: ignore[arg-type]


def test_a_play_by_lines(tmp_path: Path) -> None:
    """Moves, undo, restart, why, brief, finding a word, and the map of no saved plays; then leaving."""
    watch, console = a_watch(tmp_path)
    console.lines = ["u", "w", "", "1", "w", "/tomorrow", "b", "?", "u", "r", "m", "h", "x", "q"]
    watch.run()
    for sentence in (
        "There is nothing to undo.",
        "Nothing has changed how they feel yet.",
        "Customer: And I can't stay in tomorrow.",
        "You answer for a parcel service.",
        "Promises still to keep: call back.",
        "“x” isn't a move here. Type a number from 1 to 2, or h for help.",
        "Watching; 1 to 2, Enter to listen, q to leave:",
    ):
        assert sentence in console.said
    assert any(
        "m shows the routes that saved plays took. b shows the brief again." in text
        for text in console.said
    )


def test_the_end_of_a_play(tmp_path: Path) -> None:
    """It is said with its scores, and the moves that are left are undo and restart."""
    watch, console = a_watch(tmp_path)
    console.lines = ["", "1", "", "1", "", "q"]
    watch.run()
    assert any(
        text.startswith("Play: over after 4 moves; ending saved (full)") for text in console.said
    )
    assert "Watching; u to undo a move, r to start again, q to leave:" in console.said


def test_a_file_with_errors(tmp_path: Path) -> None:
    """Its problems are said, and only help and leaving are left."""
    watch, console = a_watch(tmp_path, PARCEL.replace('to = "done"', 'to = "gone"'))
    console.lines = ["1", "h"]
    watch.run()
    assert "The play continues once the errors are fixed." in console.said
    assert any("unknown-scene" in text for text in console.said)
    assert "Watching; q to leave:" in console.said
