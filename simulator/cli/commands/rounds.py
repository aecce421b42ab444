"""`simulator rounds`: the rounds kept on this computer, and all that was played in one."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli import Exit
from simulator.cli.display import use_plain
from simulator.cli.streams import print_json
from simulator.errors import SimulatorError
from simulator.text import quoted, shell_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.cli.context import Context
    from simulator.rounds.kept_rounds import KeptRound
    from simulator.rounds.round_result import WholeRound


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command; without a `round` all are listed."""

    round: str | None = None
    folder: str | None = None
    json: bool = False


def run(context: Context, options: Options) -> int:
    """List the rounds, or show one of them; exit code 1 where a file in the list can't be read."""
    from simulator.rounds.kept_rounds import find_round, kept_rounds

    folder = _folder(context, options)
    path = None if options.round is None else find_round(options.round, folder)
    if options.json:
        return _list_json(kept_rounds(folder)) if path is None else _show_json(context, path)
    if context.given_name and path is None:
        raise SimulatorError("--as needs a round.", "Name one; `simulator rounds` lists them.")
    if context.given_name or use_plain(context, "Reading"):
        if path is None:
            return _list(kept_rounds(folder))
        return _show(context, path, options.round or "")
    return _open_screen(context, folder, path)


def _folder(context: Context, options: Options) -> Path:
    """Return the folder whose rounds are listed; raises SimulatorError where it was named and isn't there."""
    if options.folder is None:
        return context.rounds_folder
    if not Path(options.folder).is_dir():
        raise SimulatorError(
            f"There is no folder {quoted(options.folder, 200)}.", "Name one with --folder."
        )
    return Path(options.folder)


def _list(rounds: Sequence[KeptRound]) -> int:
    from simulator.plain.rounds import list_lines
    from simulator.rounds.kept_words import NO_ROUNDS

    for line in list_lines(rounds):
        print(line)
    if not rounds:
        print(NO_ROUNDS, file=sys.stderr)
    return _code(rounds)


def _show(context: Context, path: Path, named: str) -> int:
    from simulator.plain.rounds import person_lines, round_lines

    whole = _whole(context, path)
    word = named if named.isdecimal() else shell_word(Path(named))
    lines = (
        person_lines(whole, context.given_name) if context.given_name else round_lines(whole, word)
    )
    for line in lines:
        print(line)
    return Exit.DONE


def _whole(context: Context, path: Path) -> WholeRound:
    """Return all of a round; raises SimulatorError, in the words for a kept round where a server has it open."""
    from simulator.rounds.event_reader import RecordBusy
    from simulator.rounds.kept_words import LIVE
    from simulator.rounds.results import read_whole

    try:
        return read_whole(path, context.library)
    except RecordBusy:
        raise SimulatorError(LIVE) from None


def _list_json(rounds: Sequence[KeptRound]) -> int:
    from simulator.rounds.kept_json import kept_json

    print_json({"rounds": [kept_json(item) for item in rounds]})
    return _code(rounds)


def _show_json(context: Context, path: Path) -> int:
    from simulator.rounds.kept_json import whole_json

    document: dict[str, Any] = whole_json(_whole(context, path), context.given_name)
    print_json(document)
    return Exit.DONE


def _open_screen(context: Context, folder: Path, path: Path | None) -> int:
    from simulator.rounds.kept_rounds import kept_round, kept_rounds
    from simulator.tui.rounds import RoundsApp

    first = None if path is None else _whole(context, path)
    rounds = [kept_round(path)] if path is not None else kept_rounds(folder)
    app = RoundsApp(
        rounds,
        lambda chosen: _whole(context, chosen),
        context.round_reports,
        context.settings_file,
        first,
    )
    return app.run_to_the_end()


def _code(rounds: Sequence[KeptRound]) -> int:
    return Exit.PROBLEMS if any(item.fault for item in rounds) else Exit.DONE
