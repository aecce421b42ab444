"""What the commands of rounds accept: host, join, round. Described in docs/cli.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from simulator.cli.parsers import Commands


def add_round_commands(commands: Commands) -> None:
    """Add the commands of rounds."""
    _host(commands)
    _join(commands)
    _hot_seat(commands)


def _join(commands: Commands) -> None:
    join = commands.add(
        "join",
        "join",
        "join a round",
        "join http://127.0.0.1:41233 K7QF2M --as Kim",
        commands.shared.plain,
        commands.shared.log,
    )
    join.add_argument("url", metavar="URL", help="as the trainer says it")
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
        help="one to be played first, that does not count; may be given more than once",
    )
    host.add_argument(
        "--reset",
        action="store_true",
        default=None,
        help="carry no points from one scenario to the next",
    )
    host.add_argument(
        "--speed-bonus",
        type=int,
        metavar="N",
        help="the most points that speed may add to a play, 0 to 20 (default: 0)",
    )
    host.add_argument("--name", help="what the round is called (default: Round)")
    host.add_argument("--bind", help="the address to serve at (default: this machine only)")
    host.add_argument("--port", type=int, help="(default: any that is free)")
    host.add_argument(
        "--limit",
        type=int,
        metavar="S",
        help="seconds for the round; 0 for no limit (default: 900)",
    )
    host.add_argument(
        "--countdown",
        type=int,
        metavar="S",
        help="seconds to read the brief (default: 30)",
    )
    host.add_argument("--mode", choices=("exam", "practice", "coach"), help="(default: exam)")
    host.add_argument("--max-seats", type=int, metavar="N", help="(default: 60)")
    host.add_argument(
        "--go-on",
        action="store_true",
        help="reopen the round that --db holds, paused, at the same address",
    )
    host.add_argument(
        "--tls",
        choices=("auto", "on", "off"),
        help="auto: everywhere but on this machine alone (default: auto)",
    )
    host.add_argument("--cert", metavar="FILE", help="a certificate of your own, in PEM form")
    host.add_argument("--key", metavar="FILE", help="its key")
    host.add_argument(
        "--public-url", metavar="URL", help="how others reach it, where that is another way"
    )
    host.add_argument(
        "--i-know", action="store_true", default=None, help="serve without TLS beyond this machine"
    )
    host.add_argument(
        "--headless", action="store_true", help="take no commands here; the trainer joins by token"
    )
    host.add_argument("--json", action="store_true", help="print how to join as one line of JSON")


def _hot_seat(commands: Commands) -> None:
    shared = commands.shared
    hot = commands.add(
        "round",
        "round",
        "play a round at one terminal, the keyboard going round",
        'round --hot-seat day-45 wrong-cake --names "Kim,Lou"',
        shared.library,
        shared.saves,
        shared.plain,
        shared.json,
        shared.log,
    )
    _round(hot)
    hot.add_argument(
        "--hot-seat", action="store_true", help="at this one terminal, each in their turn"
    )
    hot.add_argument(
        "--together",
        action="store_true",
        help="one conversation for all, a turn each, in place of one for each",
    )
    hot.add_argument(
        "--same",
        action="store_true",
        help="let several play one scenario, though they watch each other",
    )
    hot.add_argument("--name", help="what the round is called")
    hot.add_argument(
        "--names", metavar="NAMES", help='who plays, as "Kim,Lou:1.5" (default: they are typed in)'
    )
    hot.add_argument(
        "--limit",
        type=int,
        metavar="S",
        help="seconds for a conversation; 0 for no limit (default: 900)",
    )
    hot.add_argument("--mode", choices=("exam", "practice", "coach"), help="(default: exam)")
    hot.add_argument(
        "--board",
        choices=("all", "own", "none"),
        help="who is shown the board: all, each their own row, nobody (default: all)",
    )
    hot.add_argument(
        "--go-on", action="store_true", help="go on, where it stood, with the round that --db holds"
    )


def _round(added: argparse.ArgumentParser) -> None:
    """Add what a round has wherever it is played."""
    added.add_argument(
        "scenarios", metavar="SCENARIO", nargs="*", help="ids, or paths to .toml files"
    )
    added.add_argument(
        "--clock",
        type=int,
        metavar="S",
        help="seconds for a reply, in place of the scenario's; 0 for no clock",
    )
    added.add_argument(
        "--day",
        metavar="NAME",
        default="",
        help="the day that everyone plays, in the scenarios that have it (default: the first)",
    )
    added.add_argument("--db", metavar="PATH", help="the file that the round is kept in")
