"""Shifts in plain mode, for `simulator shift` and for the menu in lines."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.plain_play import begin_play, fresh_seed

if TYPE_CHECKING:
    from simulator.cli.context import Context
    from simulator.plain.console import Console
    from simulator.play.shift_day import Before
    from simulator.play.shift_opening import OpenedCustomer, OpenedShift
    from simulator.shift.play import ShiftPlay


def before_shift(context: Context, opened: OpenedShift) -> Before:
    """Return what is known of the player before the shift."""
    from simulator.play.shift_day import Before

    person = person_of(context, opened)
    return Before(context.player_saves, context.player_history, person)


def person_of(context: Context, opened: OpenedShift) -> str | None:
    """Return who works the shift: for a resumed one who began it."""
    journal = opened.session.journal
    return journal.record.header.person if journal else context.person


def resume_options(context: Context) -> str:
    """Return what the command that resumes a shift needs behind its name."""
    folder = context.saves_folder
    return f" --saves {shlex.quote(folder)}" if folder else ""


def wants_to_resume(told: str, console: Console) -> bool | None:
    """Ask whether to resume the shift of which a sentence tells; False for a new one, None for neither."""
    from simulator.plain.console import Signal

    console.say(told)
    while True:
        console.ask("Press Enter to resume it, n to start a new one, or q to leave:")
        answer = console.read()
        if isinstance(answer, Signal) or answer.lower() in ("q", "quit"):
            return None
        if answer.lower() in ("", "n", "new"):
            return not answer


def work_in_lines(context: Context, opened: OpenedShift, console: Console) -> int:
    """Work a shift in lines; Ctrl-C leaves like q does, with the code of an interruption."""
    from simulator.plain.shift import PlainShift

    def exercise(play: ShiftPlay) -> None:
        from simulator.cli.plain_drill import drill_between

        drill_between(context, console, person_of(context, opened), play.drawn[play.at :])

    def again(customer: OpenedCustomer, given: tuple[str, ...]) -> None:
        begin_play(context, customer.item, console, customer.seat.rules, given)

    before, options = before_shift(context, opened), resume_options(context)
    shift = PlainShift(opened, console, before, context.library, options, exercise, again)
    try:
        shift.run()
    except KeyboardInterrupt:
        shift.farewell()
        return Exit.INTERRUPTED
    finally:
        opened.session.close()
    return Exit.DONE


def choose_shift(context: Context, which: str, console: Console) -> int:
    """List the shifts by number, or work the one of a number; raises SimulatorError where it can't be opened."""
    from simulator.plain.words import list_number
    from simulator.play.saves_list import list_saves
    from simulator.play.shift_offers import ABOUT, open_offer, shift_offers
    from simulator.play.shift_words import NO_SHIFTS

    listing = list_saves(context.player_saves, context.player_history)
    offers = shift_offers(context.library, listing, context.person)
    if not offers:
        console.say(NO_SHIFTS)
        return Exit.DONE
    number = list_number(which, len(offers))
    if number is None:
        console.say(ABOUT)
        for at, offer in enumerate(offers, 1):
            console.say(f"w {at}. {offer.title}: {offer.about}.")
        return Exit.DONE
    opened = open_offer(
        offers[number - 1],
        context.library,
        context.player_saves,
        person=context.person,
        seed=fresh_seed(),
        started=context.wall_clock(),
        now=context.clock,
    )
    return work_in_lines(context, opened, console)
