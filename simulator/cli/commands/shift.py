"""`simulator shift`: work a shift, resume one, or list those there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.display import use_plain
from simulator.cli.plain_shift import person_of, resume_options, wants_to_resume, work_in_lines
from simulator.cli.streams import complain, print_json
from simulator.errors import SimulatorError
from simulator.play.shift_words import NO_SHIFTS
from simulator.shift.library import find_shift, read_shift, shift_paths
from simulator.text import count

if TYPE_CHECKING:
    from simulator.cli.context import Context
    from simulator.play.shift_opening import OpenedShift
    from simulator.shift.library import ShiftFile


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command; `person` is the name as typed."""

    shift: str | None = None
    seed: int | None = None
    person: str | None = None
    resume: str | None = None
    json: bool = False


def run(context: Context, options: Options) -> int:
    """Work a shift, or list those of the library."""
    if not options.shift and not options.resume:
        return _list(context, as_json=options.json)
    _check(options)
    context.open_log()
    plain = use_plain(context)
    opened = _open(context, options)
    if opened is None:
        return Exit.DONE
    try:
        return _play_plain(context, opened) if plain else _play_full(context, opened)
    finally:
        opened.session.close()


def _check(options: Options) -> None:
    """Raise SimulatorError where the options don't go together."""
    if options.json:
        raise SimulatorError("--json lists the shifts; leave out the shift's name.")
    if not options.resume:
        return
    if options.shift:
        raise SimulatorError(
            "You can start a shift or resume one, but not both at once.",
            "Leave out the shift, or --resume.",
        )
    for name, value in {"seed": options.seed, "as": options.person}.items():
        if value is not None:
            raise SimulatorError(
                f"--{name} is for a new shift; a resumed one keeps the options it was started with."
            )


def _open(context: Context, options: Options) -> OpenedShift | None:
    """Begin or resume the shift that was asked for; None where the player leaves."""
    from simulator.cli.plain_play import fresh_seed
    from simulator.play.shift_opening import begin_shift, resume_shift

    file, name = None, options.resume
    if name is None:
        file = read_shift(find_shift(context.library, options.shift or ""), context.library)
        name = _left_before(context, file) if options.seed is None else ""
        if name is None:
            return None
    if file is None or name:
        journal = context.player_saves.resume(name)
        try:
            return resume_shift(journal, context.library, context.clock)
        except BaseException:
            journal.close()
            raise
    return begin_shift(
        file,
        context.player_saves,
        person=context.person,
        seed=fresh_seed() if options.seed is None else options.seed,
        started=context.wall_clock(),
        now=context.clock,
    )


def _left_before(context: Context, file: ShiftFile) -> str | None:
    """Ask whether to resume this shift where it was left before; what isn't a terminal is only told of it.

    Returns the name to resume, "" to start a new one, and None where the player leaves.
    """
    from simulator.plain.console import Console
    from simulator.play.saves_list import list_saves
    from simulator.play.shift_offers import left_shifts

    listing = list_saves(context.player_saves, context.player_history)
    theirs = left_shifts(listing, context.person)
    left = next((play for play in theirs if play.scenario == file.shift.id), None)
    if left is None:
        return ""
    console = Console(context.clock, ascii_only=context.settings.ascii)
    told = f"You left {file.shift.title} after {count(left.moves, 'move')}."
    if not console.interactive:
        command = f"simulator shift --resume {left.name}{resume_options(context)}"
        complain(f"{told} This is a new one; to resume the other: {command}")
        return ""
    resumes = wants_to_resume(told, console)
    if resumes is None:
        return None
    return left.name if resumes else ""


def _play_full(context: Context, opened: OpenedShift) -> int:
    """Work the shift on the full screen."""
    from simulator.cli.plain_play import PlayChoice, rules_of
    from simulator.tui.app import SimulatorApp

    app = SimulatorApp(
        context.library,
        context.player_saves,
        rules_of(context, PlayChoice(), shuffled=True),
        person=person_of(context, opened),
        now=context.clock,
        wall=context.wall_clock,
        settings=context.settings_file,
        history=context.player_history,
        shift=opened,
    )
    return app.run_to_the_end()


def _play_plain(context: Context, opened: OpenedShift) -> int:
    """Work the shift in lines."""
    from simulator.plain.console import Console

    return work_in_lines(context, opened, Console(context.clock, ascii_only=context.settings.ascii))


def _list(context: Context, *, as_json: bool) -> int:
    """List the shifts of the library; exit code 1 if one can't be worked."""
    rows, broken = [], False
    for path in shift_paths(context.library):
        try:
            file = read_shift(path, context.library)
        except SimulatorError as error:
            complain(str(error))
            broken = True
            continue
        shift = file.shift
        rows.append(
            {
                "id": shift.id,
                "title": shift.title,
                "summary": shift.summary,
                "level": shift.level,
                "minutes": shift.minutes or None,
                "customers": [list(customer.scenarios) for customer in shift.customers],
                "path": str(path),
            }
        )
    if as_json:
        print_json({"shifts": rows})
    else:
        for row in rows:
            print(f"{row['id']}  {row['title']}, level {row['level']}. {row['summary']}".rstrip())
        if not rows:
            complain(NO_SHIFTS)
    return Exit.PROBLEMS if broken else Exit.DONE
