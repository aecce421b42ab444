"""`simulator round --hot-seat`: a round at one terminal, passing the keyboard round."""

from __future__ import annotations

import secrets
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.display import use_plain
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
FOR_A_NEW_ROUND = ("name", "names", "roster", "clock", "limit", "mode", "board", "together", "same")


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
    roster: str | None = None
    limit: int | None = None
    mode: str | None = None
    board: str | None = None
    resume: bool = False
    json: bool = False


def run(context: Context, options: Options) -> int:
    """Play a round at this terminal until it ends or is stopped; 130 after Ctrl-C, with nothing lost."""
    _check(options)
    context.open_log()
    plain = use_plain(context)
    table = Table(context, options)
    try:
        if plain:
            return table.play_plain()
        from simulator.tui.hotseat import HotSeatApp

        return HotSeatApp(table, context.settings_file).run_to_the_end()
    finally:
        table.clear(as_json=options.json)


class Table:
    """A round that is about to begin or is open; `clear` closes it and says where it is kept."""

    def __init__(self, context: Context, options: Options) -> None:
        from simulator.rounds.hot_seat.files import reopen, too_many
        from simulator.rounds.roster import read_names

        self.opened: Opened | None = None
        self.room, self.name = 0, ""
        self.as_json = options.json
        self.reports = context.round_reports
        self._clock = context.clock
        self._wall: Callable[[], str] = lambda: context.wall_clock().isoformat()
        if options.resume:
            self.opened = reopen(Path(options.db or ""), self._clock, self._wall)
            return
        self._plan = plan_of(context, options)
        self.room, self.name = self._plan.room, self._plan.setup.name
        if options.names is not None or options.roster:
            entries = (
                _listed(context, options.roster)
                if options.roster
                else read_names(options.names or "")
            )
            too_many(self._plan, len(entries))
            for note in filter(None, (entry.note for entry in entries)):
                complain(note)
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
                    raise SimulatorError(
                        "There are no players yet.", "Type a name, or use --names."
                    )
                opened = self.begin(entries)
            PlainHotSeat(opened, console, self.reports).run()
        except KeyboardInterrupt:
            console.say()
            return Exit.INTERRUPTED
        return Exit.DONE

    def clear(self, *, as_json: bool) -> None:
        """Close the file, say how to resume the round, and print the result if it is asked for."""
        if self.opened is None:
            return
        from simulator.rounds.hot_seat.words import round_json

        hot = self.opened.round
        hot.note_clock()
        self.opened.close()
        where = path_text(hot.path)
        if not hot.kept:
            print(
                f"The last part of this round wasn't saved; {where} has everything before it.",
                file=sys.stderr,
            )
        elif hot.due is None:
            print(f"The round is saved in {where}.", file=sys.stderr)
        else:
            how = f"simulator round --hot-seat --resume --db {shell_word(hot.path)}"
            print(
                f"The round is saved. Resume it with: {how}{escape_note(hot.path)}", file=sys.stderr
            )
        if as_json:
            print_json(round_json(hot))


def _listed(context: Context, roster: str) -> list[Entry]:
    """Return the players of a class list; their teams mean nothing at one terminal. Raises SimulatorError."""
    from simulator.rounds.find_class_list import people_of
    from simulator.rounds.roster import Entry

    people = people_of(roster, context.rounds_folder)
    return [Entry(person.name, person.factor) for person in people]


def plan_of(context: Context, options: Options) -> Plan:
    """Return the round that the arguments ask for; raises SimulatorError."""
    from simulator.play.opening import playable
    from simulator.records.record import MAX_DAY_LENGTH
    from simulator.rounds.hot_seat.files import Plan
    from simulator.rounds.hot_seat.model import Variant
    from simulator.rounds.model import Setup, Show, check_day
    from simulator.rounds.scenario_texts import read_scenarios
    from simulator.scenario.library import ScenarioFile

    files = [context.library.find(name).absolute() for name in options.scenarios]
    texts = read_scenarios(files)
    items = tuple(ScenarioFile(file, item.reading) for file, item in zip(files, texts, strict=True))
    check_day([playable(item.reading) for item in items], options.day)
    hashes = tuple(item.reading.hash for item in items)
    if len(set(hashes)) < len(hashes) and not options.same:
        raise SimulatorError(
            "A scenario is named twice: the second player would have watched the first.",
            "Name another one, or add --same to allow it.",
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
        texts=tuple(item.text for item in texts),
    )
    variant = Variant(options.together, options.same, secrets.randbelow(1 << 31))
    return Plan(context.round_file(options.db), setup, variant, items, Show(options.board or "all"))


def _warn(items: Sequence[ScenarioFile], *, same: bool) -> None:
    """Warn about what makes the players' points hard to compare."""
    scenarios = [item.reading.scenario for item in items]
    levels = {scenario.level for scenario in scenarios if scenario}
    if len(levels) > 1:
        told = ", ".join(
            f"{item.id} {item.reading.scenario.level}" for item in items if item.reading.scenario
        )
        print(
            f"The scenarios have different levels ({told}), so their points are hard to compare.",
            file=sys.stderr,
        )
    if same:
        print(
            "With --same, a player may have watched others play the same scenario, so points are hard to compare.",
            file=sys.stderr,
        )


def _check(options: Options) -> None:
    """Raise SimulatorError where the arguments do not go together."""
    if not options.hot_seat:
        raise SimulatorError(
            "Add --hot-seat to play a round at this one terminal.",
            "For a round that others join from their own terminals, use `simulator host`.",
        )
    for name, (least, most) in RANGES.items():
        value = getattr(options, name)
        if value is not None and not least <= value <= most:
            raise SimulatorError(f"--{name} must be a number from {least} to {most}, not {value}.")
    if options.names is not None and options.roster:
        raise SimulatorError("--names and --roster both say who plays.", "Use one of them.")
    if options.resume:
        _check_resume(options)
    elif not options.scenarios:
        raise SimulatorError("There is nothing to play.", "Name one or more scenarios.")
    elif options.together and (options.same or len(options.scenarios) > 1):
        raise SimulatorError(
            "With --together, the class plays one scenario.",
            "Name only one, and leave out --same.",
        )


def _check_resume(options: Options) -> None:
    """Raise SimulatorError where an argument doesn't go with --resume."""
    if not options.db:
        raise SimulatorError(
            "--resume needs the file of a round.",
            "Name it with --db; `simulator rounds` lists them.",
        )
    if options.scenarios:
        raise SimulatorError("A resumed round already has its scenarios.", "Leave them out.")
    for name in FOR_A_NEW_ROUND:
        if getattr(options, name) not in (None, False):
            raise SimulatorError(
                f"--{name} is for a new round; a resumed one keeps the options it was started with."
            )
