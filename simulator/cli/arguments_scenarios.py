"""What the commands of an author accept: list, check, test, replay, prove, diff, watch, graph, new,
schema, calibrate. See docs/cli.md."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from simulator.cli.parsers import SCENARIO
from simulator.ruleset import TEMPERAMENTS
from simulator.vocabulary import CHANNELS

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
    _watch(commands)
    _graph(commands)
    _new(commands)
    _schema(commands)
    _calibrate(commands)


def _list(commands: Commands) -> None:
    shared = commands.shared
    listing = commands.add(
        "list", "listing", "list the library", "list --json", shared.library, shared.json
    )
    listing.add_argument(
        "--proved",
        action="store_true",
        help="a table of sizes, best and worst plays and tests; proves each scenario, which takes a while",
    )
    listing.add_argument(
        "--principles",
        action="store_true",
        help="the principles that the game teaches, and the replies that each is played in",
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
        "--prove", action="store_true", help="also prove each scenario, which can take seconds"
    )
    check.add_argument(
        "--github", action="store_true", help="print problems as annotations for GitHub's CI"
    )


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
        help="change one tag, guard or route at a time and say which changes no test notices",
    )
    test.add_argument(
        "--write", metavar="NAME", help="add a play to the one file named, as a test of that name"
    )
    test.add_argument("--moves", metavar="a,b,c", help="with --write: the moves; @FILE reads them")
    test.add_argument("--play", metavar="SAVE", help="with --write: the moves of a saved play")
    test.add_argument(
        "--day",
        metavar="NAME",
        help='only the tests of that day, "" for the first; with --write: the day that the test is played on',
    )


def _replay(commands: Commands) -> None:
    shared = commands.shared
    replay = commands.add(
        "replay",
        "replay",
        "play given moves and explain each change",
        "replay day-45 --moves listen,listen",
        shared.library,
        shared.json,
    )
    replay.add_argument("scenario", metavar="SCENARIO", help=SCENARIO)
    replay.add_argument(
        "--moves",
        required=True,
        metavar="a,b,c",
        help="listen, silence or reply ids, separated by commas; @FILE reads them from a file",
    )
    replay.add_argument(
        "--day", metavar="NAME", help="a day of the scenario by its name (default: the first)"
    )
    replay.add_argument(
        "--debrief",
        action="store_true",
        help="also the debrief of a play that is over, with what was in reach, which takes seconds",
    )


def _prove(commands: Commands) -> None:
    shared = commands.shared
    prove = commands.add(
        "prove",
        "prove",
        "say what is true of every possible play",
        "prove day-45 --max-turns 12",
        shared.library,
        shared.json,
    )
    prove.add_argument("scenario", metavar="SCENARIO", help=SCENARIO)
    prove.add_argument("--day", metavar="NAME", help="only this day of the scenario (default: all)")
    prove.add_argument("--timed", action="store_true", help="with silence as a move at any time")
    prove.add_argument(
        "--max-turns",
        type=_turns,
        default=20,
        metavar="N",
        help="how long the plays are that scores speak of (default: 20)",
    )


def _diff(commands: Commands) -> None:
    shared = commands.shared
    diff = commands.add(
        "diff",
        "diff",
        "say what changed in meaning between two versions of a scenario",
        "diff HEAD:scenarios/day-45.toml scenarios/day-45.toml",
        shared.library,
        shared.json,
        shared.saves,
    )
    diff.add_argument("old", metavar="OLD", help="a file, an id, or REVISION:PATH of git")
    diff.add_argument("new", metavar="NEW", help="likewise")
    diff.add_argument(
        "--no-prove", action="store_true", help="compare the files only, without proofs"
    )


def _watch(commands: Commands) -> None:
    shared = commands.shared
    watch = commands.add(
        "watch",
        "watch",
        "show problems, tests, proof and a live play at each save of a file",
        "watch my-scenarios/late-parcel.toml",
        shared.plain,
        shared.saves,
        shared.log,
    )
    watch.add_argument("file", metavar="FILE", help="a path to a .toml file")
    watch.add_argument(
        "--moves",
        metavar="a,b,c",
        help="the moves that the live play begins with; @FILE reads them from a file",
    )
    watch.add_argument("--no-prove", action="store_true", help="do not prove the scenario")


def _graph(commands: Commands) -> None:
    graph = commands.add(
        "graph",
        "graph",
        "draw a scenario",
        "graph day-45 --format dot -o day-45.dot",
        commands.shared.library,
    )
    graph.add_argument("scenario", metavar="SCENARIO", help=SCENARIO)
    graph.add_argument(
        "--format", choices=("mermaid", "dot"), default="mermaid", help="(default: mermaid)"
    )
    graph.add_argument("-o", dest="output", metavar="FILE", help="write it to a file")


def _new(commands: Commands) -> None:
    new = commands.add(
        "new",
        "new",
        "write a small, complete scenario to start from",
        "new late-parcel --channel chat",
        commands.shared.library,
    )
    new.add_argument("id", metavar="ID", help="the scenario's id, which becomes the file's name")
    new.add_argument(
        "--dir", metavar="DIR", default=".", help="the folder to write it to (default: here)"
    )
    new.add_argument(
        "--from", dest="source", metavar="SCENARIO", help="copy this scenario: an id, or a path"
    )
    new.add_argument("--channel", choices=CHANNELS, help="how they talk")
    new.add_argument("--temperament", choices=tuple(TEMPERAMENTS), help="what kind of person")


def _schema(commands: Commands) -> None:
    commands.add(
        "schema", "schema", "print the JSON Schema of the format", "schema > scenario.schema.json"
    )


def _calibrate(commands: Commands) -> None:
    shared = commands.shared
    calibrate = commands.add(
        "calibrate",
        "calibrate",
        "make transcripts for people to rate, and compare their ratings with the rules",
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
        "--plays", type=_plays, default=6, metavar="N", help="plays of each scenario (default: 6)"
    )
    calibrate.add_argument(
        "--seed", type=_seed, default=1, metavar="N", help="draws other plays (default: 1)"
    )
    calibrate.add_argument("--out", metavar="DIR", help="the folder to make")


def _plays(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MAX_PLAYS:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to {MAX_PLAYS}")
    return int(text)


def _seed(text: str) -> int:
    if not text.isdecimal() or len(text) > MAX_SEED_DIGITS:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no number from 0 with up to {MAX_SEED_DIGITS} digits"
        )
    return int(text)


def _turns(text: str) -> int:
    """Read a number of turns, 1 to 200: a play of none has nothing to score."""
    if not text.isdecimal() or not 1 <= int(text) <= MAX_TURNS:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to {MAX_TURNS}")
    return int(text)


def _paths(added: argparse.ArgumentParser) -> None:
    added.add_argument(
        "paths", metavar="PATH", nargs="*", help="files, folders or ids (default: the library)"
    )
