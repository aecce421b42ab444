"""`simulator watch`: a scenario file beside the trainer's own editor, read again each time it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.display import use_plain
from simulator.cli.inputs import read_moves
from simulator.scenario.library import LibraryError
from simulator.text import quoted, short_path
from simulator.watch.session import WatchSession
from simulator.watch.watched_file import Trouble, WatchedFile

if TYPE_CHECKING:
    from simulator.cli.context import Context


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    file: str
    moves: str | None = None
    no_prove: bool = False


def run(context: Context, options: Options) -> int:
    """Watch a file until the user leaves; 130 after Ctrl-C."""
    if not options.file:
        raise LibraryError("The path is empty.", "Name a scenario file.")
    context.open_log()
    path = Path(options.file)
    moves = read_moves(options.moves) if options.moves else []
    file = WatchedFile(path, context.clock)
    data = file.first()
    if isinstance(data, Trouble):
        if not path.exists():
            raise LibraryError(
                f"There is no file {quoted(str(path), 200)}.",
                "`simulator new ID` writes a scenario to start from.",
            )
        raise LibraryError(f"{quoted(str(path), 200)} {data.why}.")
    plain = use_plain(context, "Watching", setting=False)
    watching = WatchSession(
        path,
        short_path(path),
        data,
        file,
        moves,
        proves=not options.no_prove,
        saves=context.player_saves,
        now=context.clock,
        wall=datetime.now,
    )
    try:
        return _plain(context, watching) if plain else _full(watching)
    finally:
        watching.close()


def _plain(context: Context, watching: WatchSession) -> int:
    from simulator.plain.console import Console
    from simulator.plain.watch import PlainWatch

    console = Console(context.clock)
    try:
        PlainWatch(watching, console, context.clock).run()
    except KeyboardInterrupt:
        if console.interactive:
            console.say()
        return Exit.INTERRUPTED
    return Exit.DONE


def _full(watching: WatchSession) -> int:
    from simulator.tui.watch import WatchApp

    return WatchApp(watching).run_to_the_end()
