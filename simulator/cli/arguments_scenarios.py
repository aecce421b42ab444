"""What the commands of an author accept: list, check, test, replay, prove, diff, watch, graph, calibrate. See docs/cli.md."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from simulator.cli.arguments_copies import add_copy_commands
from simulator.cli.arguments_writing import add_completion, add_lsp, add_new, add_rename, add_schema
from simulator.cli.parsers import SCENARIO

if TYPE_CHECKING:
    from simulator.cli.parsers import Commands

MAX_TURNS = 200
MAX_PLAYS = 60
MAX_SEED_DIGITS = 18


def add_scenario_commands(commands: Commands) -> None:
    """Add the commands of an author."""
    _list(commands)
    _check(commands)
    _test(commands)
    _replay(commands)
    _prove(commands)
    _diff(commands)
    add_rename(commands)
    _watch(commands)
    _graph(commands)
    add_new(commands)
    add_copy_commands(commands)
    add_schema(commands)
    add_lsp(commands)
    add_completion(commands)
    _calibrate(commands)


def _list(commands: Commands) -> None:
    shared = commands.shared
    listing = commands.add(
        "list", "listing", "list the library", "list --json", shared.library, shared.json
    )
    _paths(listing)
    listing.add_argument(
        "--proved",
        action="store_true",
        help="print a table of sizes, scores and tests; this proves each scenario, which takes a while",
    )
    listing.add_argument(
        "--principles",
        action="store_true",
        help="print the principles that the game teaches, and the replies that show each",
    )


def _check(commands: Commands) -> None:
    shared = commands.shared
    check = commands.add(
        "check",
        "check",
        "find every problem in scenario files",
        "check my-scenarios/",
        shared.library,
        shared.json,
    )
    _paths(check)
    check.add_argument(
        "--prove",
        action="store_true",
        help="also prove each scenario, which can take a few seconds",
    )
    check.add_argument(
        "--github", action="store_true", help="print the problems as annotations for GitHub Actions"
    )
    check.add_argument(
        "--fix",
        action="store_true",
        help="first make the suggested changes, after showing them and asking",
    )
    check.add_argument("--yes", action="store_true", help="with --fix: don't ask")


def _test(commands: Commands) -> None:
    shared = commands.shared
    test = commands.add(
        "test",
        "test",
        "run the tests in scenario files",
        "test my-scenarios/",
        shared.library,
        shared.json,
        shared.saves,
    )
    _paths(test)
    test.add_argument(
        "--mutate",
        action="store_true",
        help="change one tag, guard or route at a time and list the changes that no test notices",
    )
    test.add_argument(
        "--write", metavar="NAME", help="add a play to the file as a test with this name"
    )
    test.add_argument(
        "--moves",
        metavar="a,b,c",
        help="with --write: the moves, separated by commas; @FILE reads them from a file",
    )
    test.add_argument("--play", metavar="SAVE", help="with --write: the moves of a saved play")
    test.add_argument(
        "--day",
        metavar="NAME",
        help='run only this day\'s tests ("" for the first day); with --write: the day to play the test on',
    )


def _replay(commands: Commands) -> None:
    shared = commands.shared
    replay = commands.add(
        "replay",
        "replay",
        "play the given moves and explain each change",
        "replay day-45 --moves listen,listen",
        shared.library,
        shared.saves,
        shared.json,
    )
    replay.add_argument(
        "scenario",
        metavar="SCENARIO",
        help=f"{SCENARIO}; without --moves the name of a saved conversation or shift",
    )
    replay.add_argument(
        "--moves",
        metavar="a,b,c",
        help="listen, silence or reply ids, separated by commas; @FILE reads them from a file",
    )
    replay.add_argument(
        "--day", metavar="NAME", help="the day of the scenario to play (default: the first)"
    )
    replay.add_argument(
        "--debrief",
        action="store_true",
        help="also print the debrief if the play is over, including the best possible result; takes a few seconds",
    )


def _prove(commands: Commands) -> None:
    shared = commands.shared
    prove = commands.add(
        "prove",
        "prove",
        "show what is true of every possible play",
        "prove day-45 --max-turns 12",
        shared.library,
        shared.json,
    )
    prove.add_argument("scenario", metavar="SCENARIO", help=SCENARIO)
    prove.add_argument(
        "--day", metavar="NAME", help="prove only this day of the scenario (default: all)"
    )
    prove.add_argument(
        "--timed", action="store_true", help="treat silence as a possible move at any time"
    )
    prove.add_argument(
        "--shift",
        action="store_true",
        help="prove it as in a shift, with the leaky replies on offer at every entry; scores are then bounds",
    )
    prove.add_argument(
        "--max-turns",
        type=_turns,
        default=20,
        metavar="N",
        help="score plays of up to N turns (default: 20)",
    )


def _diff(commands: Commands) -> None:
    shared = commands.shared
    diff = commands.add(
        "diff",
        "diff",
        "show what differs in meaning between two versions of a scenario",
        "diff HEAD:scenarios/day-45.toml scenarios/day-45.toml",
        shared.library,
        shared.json,
        shared.saves,
    )
    diff.add_argument("old", metavar="OLD", help="a file, an id, or a git REVISION:PATH")
    diff.add_argument("new", metavar="NEW", help="the same")
    diff.add_argument(
        "--no-prove", action="store_true", help="compare the files only, without proving them"
    )


def _watch(commands: Commands) -> None:
    shared = commands.shared
    watch = commands.add(
        "watch",
        "watch",
        "show problems, tests, proof and a live play each time a file is saved",
        "watch my-scenarios/late-parcel.toml",
        shared.plain,
        shared.saves,
        shared.log,
    )
    watch.add_argument("file", metavar="FILE", help="a path to a .toml file")
    watch.add_argument(
        "--moves",
        metavar="a,b,c",
        help="the moves that start the live play; @FILE reads them from a file",
    )
    watch.add_argument("--no-prove", action="store_true", help="don't prove the scenario")


def _graph(commands: Commands) -> None:
    graph = commands.add(
        "graph",
        "graph",
        "draw a scenario's scenes and the routes between them",
        "graph day-45 --format dot -o day-45.dot",
        commands.shared.library,
    )
    graph.add_argument("scenario", metavar="SCENARIO", help=SCENARIO)
    graph.add_argument(
        "--format",
        choices=("mermaid", "dot"),
        default="mermaid",
        help="the diagram language (default: mermaid)",
    )
    graph.add_argument("-o", dest="output", metavar="FILE", help="write the diagram to a file")


def _calibrate(commands: Commands) -> None:
    shared = commands.shared
    calibrate = commands.add(
        "calibrate",
        "calibrate",
        "make transcripts for people to rate, and compare their ratings with the scores",
        "calibrate make day-45 wrong-cake --out ratings-june",
        shared.library,
        shared.json,
    )
    calibrate.add_argument(
        "what",
        choices=("make", "read"),
        help="make a folder of transcripts, or read the ratings in it",
    )
    calibrate.add_argument(
        "names",
        metavar="SCENARIO|DIR",
        nargs="+",
        help="make: files, folders or ids; read: the folder",
    )
    calibrate.add_argument(
        "--plays",
        type=_plays,
        default=6,
        metavar="N",
        help="how many plays of each scenario to make (default: 6)",
    )
    calibrate.add_argument(
        "--seed",
        type=_seed,
        default=1,
        metavar="N",
        help="a different number gives different plays (default: 1)",
    )
    calibrate.add_argument("--out", metavar="DIR", help="the folder to create")


def _plays(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MAX_PLAYS:
        raise argparse.ArgumentTypeError(f"{text!r} isn't a number from 1 to {MAX_PLAYS}")
    return int(text)


def _seed(text: str) -> int:
    if not text.isdecimal() or len(text) > MAX_SEED_DIGITS:
        raise argparse.ArgumentTypeError(
            f"{text!r} isn't a whole number of up to {MAX_SEED_DIGITS} digits"
        )
    return int(text)


def _turns(text: str) -> int:
    """Read a number of turns, 1 to 200: a play of none has nothing to score."""
    if not text.isdecimal() or not 1 <= int(text) <= MAX_TURNS:
        raise argparse.ArgumentTypeError(f"{text!r} isn't a number from 1 to {MAX_TURNS}")
    return int(text)


def _paths(added: argparse.ArgumentParser) -> None:
    added.add_argument(
        "paths", metavar="PATH", nargs="*", help="files, folders or ids (default: the library)"
    )
