"""What the commands accept. Described in docs/cli.md; every command's help ends with an example."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from simulator import __version__
from simulator.cli.arguments_rounds import add_rounds
from simulator.ruleset import TEMPERAMENTS
from simulator.text import printable
from simulator.vocabulary import CHANNELS

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

MOST_TURNS = 200


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(2, f"simulator: {printable(message)}\nTry `{self.prog} --help`.\n")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Print help or version; argparse would pass over it in silence where that fails."""
        file = file or sys.stderr
        file.write(message)


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    library = _Parser(add_help=False)
    library.add_argument(
        "--library",
        metavar="DIR",
        action="append",
        default=argparse.SUPPRESS,
        help="a folder of scenarios besides the shipped ones; may be given more than once",
    )
    json = _Parser(add_help=False)
    json.add_argument(
        "--json", action="store_true", help="print one JSON document and nothing else"
    )
    saves = _Parser(add_help=False)
    saves.add_argument(
        "--saves", metavar="DIR", default=argparse.SUPPRESS, help="the folder of saved plays"
    )
    records = _Parser(add_help=False)
    records.add_argument(
        "--records",
        metavar="PATH",
        default=argparse.SUPPRESS,
        help="the file of the history of plays",
    )
    plain = _Parser(add_help=False)
    plain.add_argument(
        "--plain",
        action="store_true",
        default=argparse.SUPPRESS,
        help="line by line, for pipes and screen readers",
    )

    top = _Parser(
        prog="simulator",
        description="Role-play customer service at the terminal. Without a command the game opens.",
        epilog="Example: simulator play forty-minute-caller --mode coach",
        parents=[library, saves, plain, records],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"simulator {__version__}")
    top.set_defaults(module="home")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)

    def command(name: str, module: str, summary: str, example: str, *parents: _Parser) -> _Parser:
        added = commands.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            epilog=f"Example: simulator {example}",
            parents=[*parents],
        )
        added.set_defaults(module=module)
        return added

    play = command(
        "play", "play", "play one scenario", "play day-45 --mode coach", library, saves, plain
    )
    play.add_argument(
        "scenario", metavar="SCENARIO", nargs="?", help="an id, or a path to a .toml file"
    )
    play.add_argument(
        "--mode",
        choices=("coach", "practice", "exam"),
        help="coach: reasons as you go; practice: reasons in the debrief; exam: under the clock, no gauges, no undo "
        "(default: coach)",
    )
    play.add_argument("--timed", action="store_true", help="each reply under the clock")
    play.add_argument("--seed", type=int, metavar="N", help="shuffles how replies are shown")
    play.add_argument(
        "--day",
        metavar="NAME",
        help="a day of the scenario by its name (default: one drawn by the seed; off a terminal, the first)",
    )
    play.add_argument("--as", dest="person", metavar="NAME", help="who is playing")
    play.add_argument("--resume", metavar="NAME", help="go on with a saved play")

    listing = command("list", "listing", "list the library", "list --json", library, json)
    listing.add_argument(
        "--proved",
        action="store_true",
        help="a table of sizes, best and worst plays and tests; proves each scenario, which takes a while",
    )
    listing.add_argument(
        "--principles",
        action="store_true",
        help="the principles that the game teaches, and where each is met",
    )

    check = command(
        "check",
        "check",
        "find every problem in scenario files",
        "check my-scenarios/",
        library,
        json,
    )
    _paths(check)
    check.add_argument(
        "--prove", action="store_true", help="also prove each scenario, which can take seconds"
    )
    check.add_argument(
        "--github", action="store_true", help="print problems as annotations for GitHub's CI"
    )

    test = command(
        "test",
        "test",
        "run the tests in scenario files",
        "test my-scenarios/",
        library,
        json,
        saves,
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

    replay = command(
        "replay",
        "replay",
        "play given moves and explain each change",
        "replay day-45 --moves listen,listen",
        library,
        json,
    )
    replay.add_argument("scenario", metavar="SCENARIO", help="an id, or a path to a .toml file")
    replay.add_argument(
        "--moves",
        required=True,
        metavar="a,b,c",
        help="listen, silence or reply ids, separated by commas; @FILE reads them from a file",
    )
    replay.add_argument(
        "--day", metavar="NAME", help="a day of the scenario by its name (default: the first)"
    )

    prove = command(
        "prove",
        "prove",
        "say what is true of every possible play",
        "prove day-45 --max-turns 12",
        library,
        json,
    )
    prove.add_argument("scenario", metavar="SCENARIO", help="an id, or a path to a .toml file")
    prove.add_argument("--day", metavar="NAME", help="only this day of the scenario (default: all)")
    prove.add_argument("--timed", action="store_true", help="with silence as a move at any time")
    prove.add_argument(
        "--max-turns",
        type=_turns,
        default=20,
        metavar="N",
        help="how long the plays are that scores speak of (default: 20)",
    )

    diff = command(
        "diff",
        "diff",
        "say what changed in meaning between two versions of a scenario",
        "diff HEAD:scenarios/day-45.toml scenarios/day-45.toml",
        library,
        json,
        saves,
    )
    diff.add_argument("old", metavar="OLD", help="a file, an id, or REVISION:PATH of git")
    diff.add_argument("new", metavar="NEW", help="likewise")
    diff.add_argument(
        "--no-prove", action="store_true", help="compare the files only, without proofs"
    )

    watch = command(
        "watch",
        "watch",
        "show problems, tests, proof and a live play at each save of a file",
        "watch my-scenarios/late-parcel.toml",
        plain,
        saves,
    )
    watch.add_argument("file", metavar="FILE", help="a path to a .toml file")
    watch.add_argument(
        "--moves",
        metavar="a,b,c",
        help="the moves that the live play begins with; @FILE reads them from a file",
    )
    watch.add_argument("--no-prove", action="store_true", help="do not prove the scenario")

    graph = command(
        "graph", "graph", "draw a scenario", "graph day-45 --format dot -o day-45.dot", library
    )
    graph.add_argument("scenario", metavar="SCENARIO", help="an id, or a path to a .toml file")
    graph.add_argument(
        "--format", choices=("mermaid", "dot"), default="mermaid", help="(default: mermaid)"
    )
    graph.add_argument("-o", dest="output", metavar="FILE", help="write it to a file")

    new = command(
        "new",
        "new",
        "write a small, complete scenario to start from",
        "new late-parcel --channel chat",
        library,
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

    command(
        "schema", "schema", "print the JSON Schema of the format", "schema > scenario.schema.json"
    )
    command("saves", "saves", "list saved plays", "saves --json", saves, json)

    progress = command(
        "progress",
        "progress",
        "show how you come along, and what to play next",
        "progress --as Ada",
        library,
        saves,
        json,
        records,
    )
    progress.add_argument("--as", dest="person", metavar="NAME", help="whose (default: yours)")
    forget = command(
        "forget", "forget", "remove everything of a person", "forget Ada", saves, records
    )
    forget.add_argument("name", metavar="NAME", help="whose plays to remove")
    forget.add_argument("--yes", action="store_true", help="do not ask")

    add_rounds(command, library, saves, plain, json)

    settings = command(
        "settings",
        "settings",
        "show or change what you have chosen for good",
        "settings --set pace=slow --set clock=2",
        json,
    )
    settings.add_argument(
        "--set",
        metavar="NAME=VALUE",
        action="append",
        help="change one; may be given more than once",
    )
    return top


def _turns(text: str) -> int:
    """A number of turns, 1 to 200: a play of none has nothing to score."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST_TURNS:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to {MOST_TURNS}")
    return int(text)


def _paths(added: argparse.ArgumentParser) -> None:
    added.add_argument(
        "paths", metavar="PATH", nargs="*", help="files, folders or ids (default: the library)"
    )
