"""`simulator shift`: work a shift, resume one, or list those there are."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.display import use_plain
from simulator.cli.streams import complain, print_json
from simulator.errors import SimulatorError
from simulator.shift.library import find_shift, read_shift, shift_paths

if TYPE_CHECKING:
    from simulator.cli.context import Context
    from simulator.play.shift_day import Before
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


def _options(context: Context) -> str:
    folder = context.saves_folder
    return f" --saves {shlex.quote(folder)}" if folder else ""


def _before(context: Context, opened: OpenedShift) -> Before:
    """Return what is known of the player before the shift."""
    from simulator.play.shift_day import Before

    journal = opened.session.journal
    person = journal.record.header.person if journal else context.person
    return Before(context.player_saves, context.player_history, person)


def _play_full(context: Context, opened: OpenedShift) -> int:
    """Work the shift on the full screen."""
    from simulator.tui.shift_app import ShiftApp

    app = ShiftApp(
        opened,
        _before(context, opened),
        context.library,
        settings=context.settings_file,
        options=_options(context),
    )
    return app.run_to_the_end()


def _play_plain(context: Context, opened: OpenedShift) -> int:
    """Work the shift in lines; Ctrl-C leaves like q does, with the code of an interruption."""
    from simulator.plain.console import Console
    from simulator.plain.shift import PlainShift

    console = Console(context.clock, ascii_only=context.settings.ascii)
    before = _before(context, opened)
    shift = PlainShift(opened, console, before, context.library, _options(context))
    try:
        shift.run()
    except KeyboardInterrupt:
        shift.farewell()
        return Exit.INTERRUPTED
    return Exit.DONE


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
            complain("There are no shifts in the library.")
    return Exit.PROBLEMS if broken else Exit.DONE
