"""`simulator play`: one scenario, in the full screen or line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli.display import use_plain
from simulator.cli.inputs import read_input
from simulator.cli.plain_play import PlayChoice, begin_play, plain_rules, resume_play, rules_of
from simulator.errors import SimulatorError
from simulator.play.days import on_day
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from simulator.cli.context import Context
    from simulator.scenario.library import ScenarioFile


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command; `person` is the name as typed."""

    scenario: str | None = None
    mode: str | None = None
    timed: bool = False
    seed: int | None = None
    day: str | None = None
    person: str | None = None
    resume: str | None = None
    own_words: bool = False

    @property
    def choice(self) -> PlayChoice:
        """How to play."""
        mode = Mode(self.mode) if self.mode else None
        return PlayChoice(mode, self.timed, self.seed, self.day, self.own_words)


def run(context: Context, options: Options) -> int:
    """Play a scenario, or resume a saved play."""
    _check(options)
    context.open_log()
    item = read_input(context.library, options.scenario) if options.scenario else None
    if item:
        from simulator.play.opening import playable

        on_day(playable(item.reading), options.day or "")
    if use_plain(context):
        return _play_plain(context, options, item)
    from simulator.tui.app import SimulatorApp

    app = SimulatorApp(
        context.library,
        context.player_saves,
        rules_of(context, options.choice, shuffled=True),
        person=context.person,
        now=context.clock,
        wall=context.wall_clock,
        settings=context.settings_file,
        history=context.player_history,
        play=item,
        resume=options.resume,
        day=options.day,
    )
    return app.run_to_the_end()


def _check(options: Options) -> None:
    """Raise SimulatorError where the options don't go together."""
    if not options.scenario and not options.resume:
        raise SimulatorError(
            "There is nothing to play.",
            "Name a scenario (`simulator list` shows them), or resume a saved conversation with --resume NAME.",
        )
    if options.scenario and options.resume:
        raise SimulatorError(
            "You can start a scenario or resume a conversation, but not both at once.",
            "Leave out the scenario, or --resume.",
        )
    if not options.resume:
        return
    given = {
        "mode": options.mode,
        "timed": options.timed,
        "seed": options.seed,
        "day": options.day,
        "as": options.person,
        "own-words": options.own_words,
    }
    for name, value in given.items():
        if value is not None and value is not False:
            raise SimulatorError(
                f"--{name} is for a new conversation; a resumed one keeps the options it was started with."
            )


def _play_plain(context: Context, options: Options, item: ScenarioFile | None) -> int:
    from simulator.plain.console import Console

    console = Console(context.clock, ascii_only=context.settings.ascii)
    if item:
        rules = plain_rules(context, item, options.choice, interactive=console.interactive)
        return begin_play(context, item, console, rules)
    return resume_play(context, options.resume or "", console)
