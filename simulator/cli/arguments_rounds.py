"""What the commands of rounds accept: host, join, round, rounds. Described in docs/cli.md."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.cli.parsers import Commands

MODE = "what players see, as in `simulator play` (default: exam)"


def add_round_commands(commands: Commands) -> None:
    """Add the commands of rounds."""
    _host(commands)
    _join(commands)
    _hot_seat(commands)
    _rounds(commands)


def _join(commands: Commands) -> None:
    join = commands.add(
        "join",
        "join",
        "join a round",
        "join http://127.0.0.1:41233 K7QF2M --as Kim",
        commands.shared.plain,
        commands.shared.log,
    )
    join.add_argument("url", metavar="URL", help="the address the trainer gives you")
    join.add_argument("code", metavar="CODE", help="the round's code")
    join.add_argument("--as", dest="person", metavar="NAME", help="your name")


def _host(commands: Commands) -> None:
    host = commands.add(
        "host",
        "host",
        "host a timed round that others join from their terminals or browsers",
        "host day-45 --bind 192.168.1.20 --limit 900",
        commands.shared.library,
        commands.shared.plain,
        commands.shared.log,
    )
    _round(host)
    host.add_argument(
        "--practice",
        metavar="SCENARIO",
        action="append",
        default=[],
        help="a scenario to play first that doesn't count; can be used more than once",
    )
    host.add_argument(
        "--roster",
        metavar="FILE",
        help="the class list: one name per line, with a team after a comma; or a round's file, or `last` for the same people",
    )
    host.add_argument(
        "--reset",
        action="store_true",
        default=None,
        help="don't carry points over from one scenario to the next",
    )
    host.add_argument(
        "--own-words",
        action="store_true",
        default=None,
        help="hide the replies until people have typed what they'd say",
    )
    host.add_argument(
        "--speed-bonus",
        type=int,
        metavar="N",
        help="the most points that speed can add to a score, 0 to 20 (default: 0)",
    )
    host.add_argument("--name", help="the round's name (default: Round)")
    host.add_argument("--bind", help="the address to serve on (default: this computer only)")
    host.add_argument("--port", type=int, help="the port to serve on (default: any free one)")
    host.add_argument(
        "--limit",
        type=int,
        metavar="S",
        help="the time limit for each scenario in seconds; 0 for none (default: 900)",
    )
    host.add_argument(
        "--countdown",
        type=int,
        metavar="S",
        help="seconds to read the brief (default: 30)",
    )
    host.add_argument("--mode", choices=("exam", "practice", "coach"), help=MODE)
    host.add_argument(
        "--max-seats", type=int, metavar="N", help="how many people can join (default: 60)"
    )
    _resume(host, "resume the round in --db, paused, at the same address")
    host.add_argument(
        "--tls",
        choices=("auto", "on", "off"),
        help="auto: on, unless only this computer can join (default: auto)",
    )
    host.add_argument("--cert", metavar="FILE", help="your own certificate, in PEM format")
    host.add_argument("--key", metavar="FILE", help="the certificate's key")
    host.add_argument("--public-url", metavar="URL", help="the address others use, if it differs")
    host.add_argument(
        "--i-know", action="store_true", default=None, help="serve other computers without TLS"
    )
    host.add_argument(
        "--headless",
        action="store_true",
        help="don't accept commands here; the trainer joins with a token",
    )
    host.add_argument(
        "--browser",
        action="store_true",
        help="run the round from a browser; without a scenario, set it up there too",
    )
    host.add_argument("--json", action="store_true", help="print how to join as one line of JSON")


def _hot_seat(commands: Commands) -> None:
    shared = commands.shared
    hot = commands.add(
        "round",
        "round",
        "play a round at one terminal, passing the keyboard round",
        'round --hot-seat day-45 wrong-cake --names "Kim,Lou"',
        shared.library,
        shared.saves,
        shared.plain,
        shared.json,
        shared.log,
    )
    _round(hot)
    hot.add_argument("--hot-seat", action="store_true", help="take turns at this one terminal")
    hot.add_argument(
        "--together",
        action="store_true",
        help="share one conversation and take turns in it, instead of one each",
    )
    hot.add_argument(
        "--same",
        action="store_true",
        help="let several people play the same scenario, even though they'll have watched each other",
    )
    hot.add_argument("--name", help="the round's name (default: Round)")
    hot.add_argument(
        "--names", metavar="NAMES", help='the players, as "Kim,Lou:1.5" (default: you type them in)'
    )
    hot.add_argument(
        "--roster",
        metavar="FILE",
        help="the players from a class list, one name per line; or a round's file, or `last` for the same people",
    )
    hot.add_argument(
        "--limit",
        type=int,
        metavar="S",
        help="the time limit for a conversation in seconds; 0 for none (default: 900)",
    )
    hot.add_argument("--mode", choices=("exam", "practice", "coach"), help=MODE)
    hot.add_argument(
        "--board",
        choices=("all", "own", "none"),
        help="all: everyone sees the board; own: each player sees their own row; none: no one sees it (default: all)",
    )
    _resume(hot, "resume the round in --db where it stopped")


def _rounds(commands: Commands) -> None:
    shared = commands.shared
    rounds = commands.add(
        "rounds",
        "rounds",
        "list your rounds, and read one of them",
        "rounds 1 --as Kim",
        shared.library,
        shared.saves,
        shared.plain,
        shared.json,
    )
    rounds.add_argument(
        "round",
        metavar="ROUND",
        nargs="?",
        help="a number in the list, a round's name, or its file (default: list them all)",
    )
    rounds.add_argument(
        "--folder", metavar="DIR", help="the folder of rounds to list (default: yours)"
    )
    rounds.add_argument(
        "--as",
        dest="person",
        metavar="NAME",
        help="show this person's conversations and debriefs, line by line",
    )


def _resume(added: argparse.ArgumentParser, help: str) -> None:
    """Add --resume, and the name that it had before, which still works."""
    added.add_argument("--resume", action="store_true", help=help)
    added.add_argument("--go-on", dest="resume", action="store_true", help=argparse.SUPPRESS)


def _round(added: argparse.ArgumentParser) -> None:
    """Add the options of every kind of round."""
    added.add_argument(
        "scenarios", metavar="SCENARIO", nargs="*", help="ids, or paths to .toml files"
    )
    added.add_argument(
        "--clock",
        type=int,
        metavar="S",
        help="seconds for each reply, instead of the scenario's; 0 for no clock",
    )
    added.add_argument(
        "--day",
        metavar="NAME",
        default="",
        help="the day everyone plays, in scenarios that have it (default: the first)",
    )
    added.add_argument("--db", metavar="PATH", help="the file to save the round in")
