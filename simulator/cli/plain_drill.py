"""Exercises in plain mode, for `simulator drill`, the menu in lines and the pause of a shift."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.drill.words import NO_CARDS, NO_MATERIAL
from simulator.errors import SimulatorError

if TYPE_CHECKING:
    from collections.abc import Collection

    from simulator.cli.context import Context
    from simulator.drill.model import Kind
    from simulator.plain.console import Console
    from simulator.play.drills import Drills


def drills_of(context: Context, person: str | None = None) -> Drills:
    """Return the exercises of a person, the player where no other is named; nothing is read yet."""
    from simulator.play.drills import Drills
    from simulator.records.card_file import CardFile
    from simulator.rounds.open_rounds import scenarios_in_open_rounds

    history, saves = context.player_history, context.player_saves
    return Drills(
        context.library,
        saves,
        history,
        CardFile.beside(history.path) if history else None,
        person or context.person,
        scenarios_in_open_rounds(saves.folder.parent / "rounds"),
    )


def drill_in_lines(context: Context, kind: Kind | None, console: Console) -> int:
    """Answer cards in lines; Ctrl-C stops like q does, with the code of an interruption. Raises SimulatorError."""
    from simulator.plain.drill import PlainDrill

    drills = drills_of(context)
    drills.read()
    session = drills.session(kind, context.wall_clock())
    if drills.damage_words:
        console.say(drills.damage_words)
    if not session.cards:
        console.say(NO_CARDS if drills.known else NO_MATERIAL)
        return Exit.DONE
    drill = PlainDrill(session, console, context.wall_clock)
    try:
        drill.run()
    except KeyboardInterrupt:
        drill.farewell()
        return Exit.INTERRUPTED
    return Exit.DONE


def drill_between(
    context: Context, console: Console, person: str | None, withheld: Collection[str]
) -> None:
    """Ask one card between two customers of a shift, and none about those who are still to come."""
    from simulator.plain.drill import PlainDrill

    drills = drills_of(context, person)
    drills.withhold(withheld)
    try:
        drills.read()
        session = drills.session(None, context.wall_clock(), most=1)
    except SimulatorError as error:
        console.say(str(error))
        return
    if session.cards:
        PlainDrill(session, console, context.wall_clock).run()
    else:
        console.say(NO_CARDS if drills.known else NO_MATERIAL)


def due_cards(context: Context) -> int:
    """Return how many cards are due, for a menu; 0 where that can't be found out, which the exercises explain."""
    try:
        drills = drills_of(context)
        drills.read_history()
        return drills.due(context.wall_clock())
    except SimulatorError:
        return 0
