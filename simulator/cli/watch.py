"""`simulator watch`: a scenario file beside the trainer's own editor, looked at anew at each save."""

from __future__ import annotations

import sys
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.play import player_saves, wants_plain
from simulator.cli.shelf import read_moves
from simulator.scenario.library import LibraryError
from simulator.text import quoted, short_path
from simulator.watch.session import Watching
from simulator.watch.watched_file import Trouble, WatchedFile

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Watch a file until the user leaves; 130 after Ctrl-C."""
    if not arguments.file:
        raise LibraryError("The path is empty.", "Name a scenario file.")
    path = Path(arguments.file)
    moves = read_moves(arguments.moves) if arguments.moves else []
    plain, why = wants_plain(getattr(arguments, "plain", False))
    file = WatchedFile(path, time.monotonic)
    data = file.first()
    if isinstance(data, Trouble):
        raise LibraryError(
            f"{quoted(str(path), 200)} {data.why}.",
            "`simulator new ID` writes a scenario to start from." if not path.exists() else None,
        )
    if why:
        print(why.replace("Playing", "Watching", 1), file=sys.stderr)
    watching = Watching(
        path,
        short_path(path),
        data,
        file,
        moves,
        proves=not arguments.no_prove,
        saves=player_saves(arguments),
        now=time.monotonic,
        wall=datetime.now,
    )
    try:
        return _plain(watching) if plain else _full(watching)
    finally:
        watching.close()


def _plain(watching: Watching) -> int:
    from simulator.plain.console import Console
    from simulator.plain.watch import PlainWatch

    console = Console(time.monotonic)
    try:
        PlainWatch(watching, console, time.monotonic).run()
    except KeyboardInterrupt:
        if console.interactive:
            console.say()
        return Exit.INTERRUPTED
    return Exit.DONE


def _full(watching: Watching) -> int:
    from simulator.tui.watch import run_watch

    return run_watch(watching)
