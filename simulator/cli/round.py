"""`simulator round --hot-seat`: a round at one terminal, the keyboard going round."""

from __future__ import annotations

import secrets
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.play import round_of, settings_of, wants_plain
from simulator.cli.shelf import library, print_json
from simulator.errors import SimulatorError
from simulator.text import clean_name, escape_note, path_text, shell_word
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from simulator.rounds.hot_seat.files import Opened, Plan
    from simulator.rounds.roster import Entry
    from simulator.scenario.library import ScenarioFile

RANGES = {"clock": (0, 600), "limit": (0, 24 * 3600)}
LIMIT = 900
MOST_PLAYERS = 60
FOR_A_NEW_ROUND = ("name", "names", "clock", "limit", "mode", "board", "together", "same")


def run(arguments: argparse.Namespace) -> int:
    """Play a round at this terminal until it ends or is stopped; 130 after Ctrl-C, with nothing lost."""
    _agree(arguments)
    read = settings_of(arguments)
    plain, why = wants_plain(getattr(arguments, "plain", False), read.settings.plain)
    if why:
        print(why, file=sys.stderr)
    table = Table(arguments)
    try:
        if plain:
            return table.play_plain()
        from simulator.tui.hotseat import run_hot_seat

        return run_hot_seat(table, read)
    finally:
        table.clear(as_json=arguments.json)


class Table:
    """A round that is to be begun, or is open; `clear` lets go of it and says where it is kept."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        from simulator.rounds.hot_seat.files import reopen, too_many
        from simulator.rounds.roster import read_names

        self.opened: Opened | None = None
        self.room, self.name = 0, ""
        self.as_json: bool = arguments.json
        if arguments.go_on:
            self.opened = reopen(Path(arguments.db), time.monotonic, _wall)
            return
        self._plan = plan_of(arguments)
        self.room, self.name = self._plan.room, self._plan.setup.name
        if arguments.names is not None:
            entries = read_names(arguments.names)
            too_many(self._plan, len(entries))
            self.begin(entries)

    def begin(self, entries: Sequence[Entry]) -> Opened:
        """Begin with these players; raises SimulatorError."""
        from simulator.rounds.hot_seat.files import begin

        self.opened = begin(self._plan, entries, time.monotonic, _wall)
        return self.opened

    def play_plain(self) -> int:
        """Line by line; with JSON on stdout, what is played goes to stderr."""
        from simulator.plain.console import Console
        from simulator.plain.hotseat import PlainHotSeat, type_roster

        console = Console(time.monotonic, out=sys.stderr if self.as_json else None)
        try:
            opened = self.opened
            if opened is None:
                entries = type_roster(console, self.room)
                if not entries:
                    raise SimulatorError("Nobody plays.", "Type a name, or give --names.")
                opened = self.begin(entries)
            PlainHotSeat(opened, console).run()
        except KeyboardInterrupt:
            console.say()
            return Exit.INTERRUPTED
        return Exit.DONE

    def clear(self, *, as_json: bool) -> None:
        """Let go of the file, say how to go on, and print the result if it is asked for."""
        if self.opened is None:
            return
        from simulator.rounds.hot_seat.words import round_json

        hot = self.opened.round
        hot.note_clock()
        self.opened.close()
        where = path_text(hot.path)
        if not hot.kept:
            print(
                f"The last of this round was not kept; {where} holds what came before.",
                file=sys.stderr,
            )
        elif hot.due is None:
            print(f"The round is kept in {where}.", file=sys.stderr)
        else:
            how = f"simulator round --hot-seat --go-on --db {shell_word(hot.path)}"
            print(f"The round is kept. Go on with: {how}{escape_note(hot.path)}", file=sys.stderr)
        if as_json:
            print_json(round_json(hot))


def plan_of(arguments: argparse.Namespace) -> Plan:
    """The round that the arguments ask for; raises SimulatorError."""
    from simulator.play.opening import playable
    from simulator.records.record import LONGEST_DAY
    from simulator.rounds.hot_seat.files import Plan
    from simulator.rounds.hot_seat.model import Way
    from simulator.rounds.model import Setup, Show, check_day
    from simulator.scenario.library import ScenarioFile, load

    files = [library(arguments).find(name).absolute() for name in arguments.scenarios]
    items = tuple(ScenarioFile(file, load(file)) for file in files)
    check_day([playable(item.reading) for item in items], arguments.day)
    hashes = tuple(item.reading.hash for item in items)
    if len(set(hashes)) < len(hashes) and not arguments.same:
        raise SimulatorError(
            "A scenario is named twice: who plays it second would have watched the first.",
            "Name another, or say --same to play it all the same.",
        )
    if not arguments.together:
        _warn(items, same=arguments.same)
    limit = LIMIT if arguments.limit is None else arguments.limit
    setup = Setup(
        clean_name(arguments.name or "") or ("The class" if arguments.together else "Round"),
        tuple(str(file) for file in files),
        hashes,
        Mode(arguments.mode or Mode.EXAM),
        arguments.clock,
        limit,
        0,
        MOST_PLAYERS,
        day=clean_name(arguments.day, LONGEST_DAY),
    )
    way = Way(arguments.together, arguments.same, secrets.randbelow(1 << 31))
    return Plan(round_of(arguments), setup, way, items, Show(arguments.board or "all"))


def _warn(items: Sequence[ScenarioFile], *, same: bool) -> None:
    """What makes the points of the players hard to compare."""
    scenarios = [item.reading.scenario for item in items]
    levels = {scenario.level for scenario in scenarios if scenario}
    if len(levels) > 1:
        told = ", ".join(
            f"{item.id} {item.reading.scenario.level}" for item in items if item.reading.scenario
        )
        print(
            f"The scenarios are not of one level ({told}): points from them are hard to compare.",
            file=sys.stderr,
        )
    if same:
        print(
            "With --same somebody may play what others have played before their eyes: their points are not alike.",
            file=sys.stderr,
        )


def _agree(arguments: argparse.Namespace) -> None:
    """Raise SimulatorError where the arguments do not go together."""
    if not arguments.hot_seat:
        raise SimulatorError(
            "A round at this one terminal is said with --hot-seat.",
            "For one that others join from their own there is `simulator host`.",
        )
    for name, (least, most) in RANGES.items():
        value = getattr(arguments, name)
        if value is not None and not least <= value <= most:
            raise SimulatorError(f"--{name} is a number from {least} to {most}, and not {value}.")
    if arguments.go_on:
        if not arguments.db:
            raise SimulatorError("Which round?", "Name its file with --db.")
        if arguments.scenarios:
            raise SimulatorError(
                "A round that goes on has its scenarios already.", "Leave them out."
            )
        for name in FOR_A_NEW_ROUND:
            if getattr(arguments, name) not in (None, False):
                raise SimulatorError(
                    f"--{name} is for a new round; one that goes on is played as it was begun."
                )
        return
    if not arguments.scenarios:
        raise SimulatorError("There is nothing to play.", "Name one or more scenarios.")
    if arguments.together and (arguments.same or len(arguments.scenarios) > 1):
        raise SimulatorError(
            "Together, the class plays one scenario.", "Name one, and leave out --same."
        )


def _wall() -> str:
    return datetime.now(UTC).isoformat()
