"""`simulator round --hot-seat`: a round at one terminal, the keyboard going round."""

from __future__ import annotations

import secrets
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.display import plain_chosen
from simulator.cli.streams import complain, print_json
from simulator.errors import SimulatorError
from simulator.text import clean_name, cut_note, escape_note, path_text, shell_word
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.cli.context import Context
    from simulator.rounds.hot_seat.files import Opened, Plan
    from simulator.rounds.roster import Entry
    from simulator.scenario.library import ScenarioFile

RANGES = {"clock": (0, 600), "limit": (0, 24 * 3600)}
LIMIT = 900
MAX_PLAYERS = 60
FOR_A_NEW_ROUND = ("name", "names", "clock", "limit", "mode", "board", "together", "same")


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command; None is what was left out."""

    scenarios: Sequence[str] = ()
    clock: int | None = None
    day: str = ""
    db: str | None = None
    hot_seat: bool = False
    together: bool = False
    same: bool = False
    name: str | None = None
    names: str | None = None
    limit: int | None = None
    mode: str | None = None
    board: str | None = None
    go_on: bool = False
    json: bool = False


def run(context: Context, options: Options) -> int:
    """Play a round at this terminal until it ends or is stopped; 130 after Ctrl-C, with nothing lost."""
    _check(options)
    context.open_log()
    plain = plain_chosen(context)
    table = Table(context, options)
    try:
        if plain:
            return table.play_plain()
        from simulator.tui.hotseat import HotSeatApp

        return HotSeatApp(table, context.settings_file).run_to_the_end()
    finally:
        table.clear(as_json=options.json)


class Table:
    """A round that is to be begun, or is open; `clear` lets go of it and says where it is kept."""

    def __init__(self, context: Context, options: Options) -> None:
        from simulator.rounds.hot_seat.files import reopen, too_many
        from simulator.rounds.roster import read_names

        self.opened: Opened | None = None
        self.room, self.name = 0, ""
        self.as_json = options.json
        self._clock = context.clock
        self._wall: Callable[[], str] = lambda: context.wall_clock().isoformat()
        if options.go_on:
            self.opened = reopen(Path(options.db or ""), self._clock, self._wall)
            return
        self._plan = plan_of(context, options)
        self.room, self.name = self._plan.room, self._plan.setup.name
        if options.names is not None:
            entries = read_names(options.names)
            too_many(self._plan, len(entries))
            self.begin(entries)

    def begin(self, entries: Sequence[Entry]) -> Opened:
        """Begin with these players; raises SimulatorError."""
        from simulator.rounds.hot_seat.files import begin

        self.opened = begin(self._plan, entries, self._clock, self._wall)
        return self.opened

    def play_plain(self) -> int:
        """Line by line; with JSON on stdout, what is played goes to stderr."""
        from simulator.plain.console import Console
        from simulator.plain.hotseat import PlainHotSeat, type_roster

        console = Console(self._clock, out=sys.stderr if self.as_json else None)
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


def plan_of(context: Context, options: Options) -> Plan:
    """Return the round that the arguments ask for; raises SimulatorError."""
    from simulator.play.opening import playable
    from simulator.records.record import MAX_DAY_LENGTH
    from simulator.rounds.hot_seat.files import Plan
    from simulator.rounds.hot_seat.model import Variant
    from simulator.rounds.model import Setup, Show, check_day
    from simulator.scenario.library import ScenarioFile, load

    files = [context.library.find(name).absolute() for name in options.scenarios]
    items = tuple(ScenarioFile(file, load(file)) for file in files)
    check_day([playable(item.reading) for item in items], options.day)
    hashes = tuple(item.reading.hash for item in items)
    if len(set(hashes)) < len(hashes) and not options.same:
        raise SimulatorError(
            "A scenario is named twice: who plays it second would have watched the first.",
            "Name another, or say --same to play it all the same.",
        )
    if not options.together:
        _warn(items, same=options.same)
    limit = LIMIT if options.limit is None else options.limit
    if note := cut_note(options.name or ""):
        complain(note)
    setup = Setup(
        clean_name(options.name or "") or ("The class" if options.together else "Round"),
        tuple(str(file) for file in files),
        hashes,
        Mode(options.mode or Mode.EXAM),
        options.clock,
        limit,
        0,
        MAX_PLAYERS,
        day=clean_name(options.day, MAX_DAY_LENGTH),
    )
    variant = Variant(options.together, options.same, secrets.randbelow(1 << 31))
    return Plan(context.round_file(options.db), setup, variant, items, Show(options.board or "all"))


def _warn(items: Sequence[ScenarioFile], *, same: bool) -> None:
    """Say what makes the points of the players hard to compare."""
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


def _check(options: Options) -> None:
    """Raise SimulatorError where the arguments do not go together."""
    if not options.hot_seat:
        raise SimulatorError(
            "A round at this one terminal is said with --hot-seat.",
            "For one that others join from their own there is `simulator host`.",
        )
    for name, (least, most) in RANGES.items():
        value = getattr(options, name)
        if value is not None and not least <= value <= most:
            raise SimulatorError(f"--{name} is a number from {least} to {most}, and not {value}.")
    if options.go_on:
        _check_going_on(options)
    elif not options.scenarios:
        raise SimulatorError("There is nothing to play.", "Name one or more scenarios.")
    elif options.together and (options.same or len(options.scenarios) > 1):
        raise SimulatorError(
            "Together, the class plays one scenario.", "Name one, and leave out --same."
        )


def _check_going_on(options: Options) -> None:
    """Raise SimulatorError where an argument doesn't go with a round that goes on."""
    if not options.db:
        raise SimulatorError("Which round?", "Name its file with --db.")
    if options.scenarios:
        raise SimulatorError("A round that goes on has its scenarios already.", "Leave them out.")
    for name in FOR_A_NEW_ROUND:
        if getattr(options, name) not in (None, False):
            raise SimulatorError(
                f"--{name} is for a new round; one that goes on is played as it was begun."
            )
