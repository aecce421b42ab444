"""What the commands of a player accept: play, shift, drill, saves, progress, and those for their name and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli.parsers import DRILLS, MODES, SCENARIO

if TYPE_CHECKING:
    from simulator.cli.parsers import Commands


def add_play_commands(commands: Commands) -> None:
    """Add the commands of a player."""
    _play(commands)
    _shift(commands)
    _drill(commands)
    _saves(commands)
    _progress(commands)
    _rename_player(commands)
    _forget(commands)
    _settings(commands)


def _play(commands: Commands) -> None:
    shared = commands.shared
    play = commands.add(
        "play",
        "play",
        "play one scenario",
        "play day-45 --mode coach",
        shared.library,
        shared.saves,
        shared.plain,
        shared.log,
    )
    play.add_argument("scenario", metavar="SCENARIO", nargs="?", help=SCENARIO)
    play.add_argument(
        "--mode",
        choices=MODES,
        help="coach: reasons as you go; practice: reasons in the debrief; exam: against the clock, no gauges, no undo "
        "(default: coach)",
    )
    play.add_argument("--timed", action="store_true", help="give each reply a time limit")
    play.add_argument(
        "--own-words",
        action="store_true",
        help="hide the replies until you've typed what you'd say",
    )
    play.add_argument(
        "--seed", type=int, metavar="N", help="the number that decides how replies are shuffled"
    )
    play.add_argument(
        "--day",
        metavar="NAME",
        help="the scenario's day, by name (default: one the seed picks, or the first if this isn't a terminal)",
    )
    play.add_argument("--as", dest="person", metavar="NAME", help="who is playing")
    play.add_argument("--resume", metavar="NAME", help="resume a saved conversation, by its name")


def _shift(commands: Commands) -> None:
    shared = commands.shared
    shift = commands.add(
        "shift",
        "shift",
        "work a shift: several customers in a row",
        "shift first-day",
        shared.library,
        shared.saves,
        shared.records,
        shared.plain,
        shared.log,
        shared.json,
    )
    shift.add_argument(
        "shift",
        metavar="NAME",
        nargs="?",
        help="an id, or a path to a .toml file; leave it out to list them",
    )
    shift.add_argument(
        "--seed",
        type=int,
        metavar="N",
        help="the number that decides who comes and how replies are shuffled",
    )
    shift.add_argument("--as", dest="person", metavar="NAME", help="who is playing")
    shift.add_argument("--resume", metavar="NAME", help="resume a saved shift, by its name")


def _drill(commands: Commands) -> None:
    shared = commands.shared
    drill = commands.add(
        "drill",
        "drill",
        "answer short exercises from conversations you know",
        "drill spot-the-slip",
        shared.library,
        shared.saves,
        shared.records,
        shared.plain,
        shared.log,
    )
    drill.add_argument(
        "kind",
        metavar="KIND",
        nargs="?",
        choices=DRILLS,
        help=f"one exercise: {', '.join(DRILLS)} (default: all of them, in turn)",
    )
    drill.add_argument("--as", dest="person", metavar="NAME", help="who is practising")


def _saves(commands: Commands) -> None:
    shared = commands.shared
    commands.add(
        "saves", "saves", "list your saved conversations", "saves --json", shared.saves, shared.json
    )


def _progress(commands: Commands) -> None:
    shared = commands.shared
    progress = commands.add(
        "progress",
        "progress",
        "show your progress and what to play next",
        "progress --as Ada",
        shared.library,
        shared.saves,
        shared.json,
        shared.records,
    )
    progress.add_argument(
        "--as", dest="person", metavar="NAME", help="whose progress (default: yours)"
    )


def _rename_player(commands: Commands) -> None:
    shared = commands.shared
    rename = commands.add(
        "rename-player",
        "rename_player",
        "give a player another name and keep their progress",
        "rename-player Ann Anna",
        shared.saves,
        shared.records,
    )
    rename.add_argument("old", metavar="OLD", help="the name their conversations are saved under")
    rename.add_argument("new", metavar="NEW", help="the name to save them under")
    rename.add_argument(
        "--yes", action="store_true", help="don't ask first if NEW has conversations too"
    )


def _forget(commands: Commands) -> None:
    shared = commands.shared
    forget = commands.add(
        "forget",
        "forget",
        "delete everything saved about a person",
        "forget Ada",
        shared.saves,
        shared.records,
    )
    forget.add_argument("name", metavar="NAME", help="the person whose conversations to remove")
    forget.add_argument("--yes", action="store_true", help="don't ask first")
    forget.add_argument(
        "--typed-words",
        action="store_true",
        help="remove only what they typed in their own words",
    )


def _settings(commands: Commands) -> None:
    settings = commands.add(
        "settings",
        "settings",
        "show or change your settings",
        "settings --set pace=slow --set clock=2",
        commands.shared.json,
    )
    settings.add_argument(
        "--set",
        metavar="NAME=VALUE",
        action="append",
        help="change a setting; can be used more than once",
    )
