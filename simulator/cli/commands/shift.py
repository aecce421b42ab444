"""`simulator shift`: work a shift, resume one, or list those there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.display import use_plain
from simulator.cli.plain_shift import before_shift, person_of, resume_options, work_in_lines
from simulator.cli.streams import complain, print_json
from simulator.errors import SimulatorError
from simulator.play.shift_words import NO_SHIFTS
from simulator.shift.library import find_shift, read_shift, shift_paths

if TYPE_CHECKING:
    from simulator.cli.context import Context
    from simulator.play.shift_opening import OpenedShift


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


def _open(context: Context, options: Options) -> OpenedShift:
    """Begin or resume the shift that was asked for."""
    from simulator.cli.plain_play import fresh_seed
    from simulator.play.shift_opening import begin_shift, resume_shift

    if options.resume:
        journal = context.player_saves.resume(options.resume)
        try:
            return resume_shift(journal, context.library, context.clock)
        except BaseException:
            journal.close()
            raise
    file = read_shift(find_shift(context.library, options.shift or ""), context.library)
    return begin_shift(
        file,
        context.player_saves,
        person=context.person,
        seed=fresh_seed() if options.seed is None else options.seed,
        started=context.wall_clock(),
        now=context.clock,
    )


def _play_full(context: Context, opened: OpenedShift) -> int:
    """Work the shift on the full screen."""
    from simulator.cli.plain_drill import drills_of
    from simulator.tui.shift_app import ShiftApp

    app = ShiftApp(
        opened,
        before_shift(context, opened),
        context.library,
        settings=context.settings_file,
        options=resume_options(context),
        drills=lambda: drills_of(context, person_of(context, opened)),
        wall=context.wall_clock,
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
