"""`simulator rename-player`: give a player another name, and keep all that is saved of them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.streams import complain
from simulator.errors import SimulatorError
from simulator.records.exports import ExportList
from simulator.records.players import Renamed, check_names, rename_player
from simulator.records.settings import read_settings, settings_path, write_setting
from simulator.text import clean_name, count, count_or_no, cut_note, listed, quoted

if TYPE_CHECKING:
    from simulator.cli.context import Context


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    old: str
    new: str
    yes: bool = False


def run(context: Context, options: Options) -> int:
    """Rename a player in saves, history and settings, after asking where two players would become one."""
    old, new = clean_name(options.old), clean_name(options.new)
    check_names(old, new)
    if note := cut_note(options.new):
        complain(note)
    saves, history = context.saves, context.history
    people = [record.header.person for record in saves.list()[0]]
    people += [play.person for play in history.plays()]
    if old not in people:
        raise SimulatorError(f"Nothing is saved under the name {quoted(old)} here.")
    if new in people and not (options.yes or _confirm(old, new)):
        print("Nothing was renamed.", file=sys.stderr)
        return Exit.DONE
    renamed = rename_player(saves, history, old, new)
    _rename_in_settings(old, new)
    ExportList(context.history_path.parent).rename(old, new)
    print(f"Renamed {old} to {new}: {_amounts(renamed)}.")
    if renamed.left:
        verb = "is" if len(renamed.left) == 1 else "are"
        complain(
            f"{listed(renamed.left)} {verb} open in another program, and so still saved under {quoted(old)}. "
            "Close the conversation and run this command again."
        )
        return Exit.PROBLEMS
    return Exit.DONE


def _amounts(renamed: Renamed) -> str:
    return f"{count_or_no(renamed.saves, 'saved conversation')} and {count(renamed.rows, 'history record')}"


def _rename_in_settings(old: str, new: str) -> None:
    """Change the name in the settings where it is the old one."""
    read = read_settings(settings_path())
    if read.settings.name == old:
        write_setting(read.path, "name", new)


def _confirm(old: str, new: str) -> bool:
    """Ask whether two players are one; raises SimulatorError where the question cannot be asked."""
    what = f"{quoted(new)} already has conversations here"
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise SimulatorError(
            f"{what}, and {quoted(old)}'s would be merged with them.", "Add --yes to do it."
        )
    question = f"{what}. Merge {quoted(old)}'s with them for good? Type yes: "
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() == "yes"
