"""Plays in plain mode, for `simulator play` and for the menu: begin one, resume one, and try one again after its end."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.play.days import drawn_day
from simulator.play.rules import Rules
from simulator.text import count_or_no
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.cli.context import Context
    from simulator.plain.console import Console
    from simulator.plain.debrief import Sections
    from simulator.play.opening import Opened, PlayIsArchived, PlayNoLongerFits
    from simulator.play.report_files import ReportOffer
    from simulator.report.past import Past
    from simulator.scenario.library import ScenarioFile


@dataclass(frozen=True, slots=True)
class PlayChoice:
    """What the player chose; what is None is drawn or left at its default."""

    mode: Mode | None = None
    timed: bool = False
    seed: int | None = None
    day: str | None = None
    own_words: bool = False


def fresh_seed() -> int:
    """Return a random seed."""
    import secrets  # here, since it costs 7 ms at every start

    return secrets.randbelow(1 << 31)


def rules_of(context: Context, choice: PlayChoice, *, shuffled: bool) -> Rules:
    """Return how to play; an exam is always under the clock."""
    mode = choice.mode or Mode.COACH
    seed = fresh_seed() if choice.seed is None and shuffled else choice.seed
    is_timed = choice.timed or mode == Mode.EXAM
    return Rules(mode, is_timed, context.settings.clock, seed, own_words=choice.own_words)


def plain_rules(
    context: Context, item: ScenarioFile, choice: PlayChoice, *, interactive: bool
) -> Rules:
    """Return how to play a scenario in plain mode: on a terminal shuffled, and on a drawn day unless one is named."""
    from simulator.play.opening import playable

    rules = rules_of(context, choice, shuffled=interactive)
    day = choice.day
    if day is None:
        day = drawn_day(playable(item.reading), rules.seed) if interactive else ""
    # A player's own setting isn't for exams; those are in own words only if it was asked for this one.
    own_words = rules.own_words or (context.settings.own_words and rules.mode != Mode.EXAM)
    return replace(rules, day=day, own_words=own_words)


def begin_play(
    context: Context, item: ScenarioFile, console: Console, rules: Rules, given: Sequence[str] = ()
) -> int:
    """Begin a play, after given moves if there are some, and play it; returns an exit code."""
    from simulator.play.opening import begin

    opened = begin(
        item,
        rules,
        context.player_saves,
        person=context.person,
        started=context.wall_clock(),
        now=context.clock,
        given=given,
    )
    if not given:
        from simulator.play.memory import make_remembered_move

        opened = make_remembered_move(
            opened, context.library, context.player_saves, context.player_history, context.person
        )
    return _play(context, opened, console)


def resume_play(context: Context, name: str, console: Console) -> int:
    """Resume a saved play; where it no longer fits its scenario, offer what can be done. Returns an exit code."""
    from simulator.play.opening import PlayIsArchived, PlayNoLongerFits, resume

    journal = context.player_saves.resume(name)
    try:
        opened = resume(journal, context.library, context.settings.clock, context.clock)
    except PlayIsArchived as error:
        journal.close()
        return _read_archived(context, error, console)
    except PlayNoLongerFits as error:
        journal.close()
        if not console.interactive:
            raise
        return _offer(context, error, console)
    except BaseException:
        journal.close()
        raise
    return _play(context, opened, console)


def _read_archived(context: Context, error: PlayIsArchived, console: Console) -> int:
    """Show a play of an earlier edition of the rules, which can only be read."""
    from simulator.plain.debrief import say_sections
    from simulator.play.history_sync import archived

    console.say(error.message)
    say_sections(archived(error.record, context.library, context.history), console)
    return Exit.DONE


def _offer(context: Context, error: PlayNoLongerFits, console: Console) -> int:
    """Ask whether to begin again or to look at what can be read of a play that no longer fits."""
    from simulator.plain.game import look_at

    console.say(str(error))
    while True:
        console.ask("Type n to start a new conversation, v to read this one, or q to leave:")
        answer = console.read()
        if answer == "n":
            header, day = error.record.header, error.start.scenario.day
            rules = Rules(
                header.mode,
                header.timed,
                context.settings.clock,
                header.seed,
                day,
                header.own_words,
            )
            return begin_play(context, error.item, console, rules)
        if answer == "v":
            look_at(
                error.start, error.turns, console, reasons=error.record.header.mode == Mode.COACH
            )
        elif answer in ("q", "quit", "") or not isinstance(answer, str):
            return Exit.DONE


def _play(context: Context, opened: Opened, console: Console) -> int:
    """Play from a seat; Ctrl-C leaves like q does, with the code of an interruption."""
    from simulator.plain.game import PlainGame
    from simulator.play.earned_marks import marks_first_earned
    from simulator.play.memory import REMEMBERED
    from simulator.play.opening import again_from
    from simulator.play.past import past_of

    seat, folder = opened.seat, context.saves_folder
    options = f" --saves {shlex.quote(folder)}" if folder else ""

    def offer(sections: Sections) -> ReportOffer:
        return context.play_reports.of_open(opened, context.person or "", sections)

    def past() -> Past:
        saves, history = context.player_saves, context.player_history
        found = past_of(seat, history, saves, context.person)
        return replace(found, new_marks=marks_first_earned(seat, history, saves, context.library))

    game = PlainGame(opened, console, options, offer, past)
    try:
        for note in opened.notes:
            console.say(note)
        if seat.over:
            game.finish()
        else:
            game.introduce()
            if seat.turns and REMEMBERED not in opened.notes:
                console.say(f"Resuming after {count_or_no(len(seat.turns), 'move')}.")
            game.run()
    except KeyboardInterrupt:
        game.farewell()
        return Exit.INTERRUPTED
    finally:
        seat.close()
    if game.again is None:
        return Exit.DONE
    rules, _ = again_from(opened, 0)
    return begin_play(context, opened.item, console, rules, game.again)
