"""What the commands of reports accept: report, send. Described in docs/cli.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.report.source import PASS_MARK

if TYPE_CHECKING:
    from simulator.cli.parsers import Commands

FORMATS = ("text", "html", "json", "csv", "xapi")


def add_report_commands(commands: Commands) -> None:
    """Add the commands of reports."""
    _report(commands)
    _send(commands)


def _report(commands: Commands) -> None:
    shared = commands.shared
    report = commands.add(
        "report",
        "report",
        "report on conversations, players and rounds",
        "report rounds/monday.sqlite --format csv --roster -o monday.csv",
        shared.library,
        shared.saves,
        shared.records,
    )
    report.add_argument(
        "names",
        metavar="WHAT",
        nargs="*",
        help="a saved conversation, a player's name, the file of a round, or a folder of either",
    )
    report.add_argument(
        "--as", dest="person", metavar="NAME", help="also report on this player's conversations"
    )
    report.add_argument(
        "--format",
        choices=FORMATS,
        help="the format of the report (default: the one FILE's ending means, otherwise text)",
    )
    report.add_argument(
        "-o",
        dest="output",
        metavar="FILE",
        help="write the report to a new file that only you can read",
    )
    report.add_argument("--turns", action="store_true", help="with csv: a row for each turn")
    report.add_argument(
        "--roster",
        action="store_true",
        help="with csv: only name, scenario, date, score and passed, as learning platforms expect them",
    )
    report.add_argument(
        "--versions",
        action="store_true",
        help="with csv: a row for each version of a scenario, saying whether scores can be compared",
    )
    report.add_argument(
        "--earlier",
        action="append",
        default=[],
        metavar="FILE",
        help="an earlier version of a scenario (a file, or REVISION:PATH in git), "
        "to score the conversations played on it",
    )
    report.add_argument(
        "--excel", action="store_true", help="with csv: semicolons and a byte-order mark, for Excel"
    )
    report.add_argument(
        "--pass-mark",
        type=int,
        default=PASS_MARK,
        metavar="N",
        help=f"the quality needed to pass, 0 to 100 (default: {PASS_MARK})",
    )
    report.add_argument(
        "--pseudonyms", action="store_true", help="replace names, including those inside texts"
    )
    report.add_argument(
        "--best",
        action="store_true",
        help="also find the best possible result of each scenario; takes a few seconds each",
    )


def _send(commands: Commands) -> None:
    shared = commands.shared
    send = commands.add(
        "send",
        "send",
        "send conversations to a learning record store as xAPI statements",
        "send rounds/monday.sqlite --to https://lrs.example.org/xapi --user class",
        shared.library,
        shared.saves,
        shared.records,
    )
    send.add_argument("names", metavar="WHAT", nargs="*", help="as in `simulator report`")
    send.add_argument("--to", required=True, metavar="URL", help="the address of the store")
    send.add_argument("--user", required=True, metavar="NAME", help="the user name at the store")
    send.add_argument(
        "--as", dest="person", metavar="NAME", help="also send this player's conversations"
    )
    send.add_argument(
        "--pass-mark",
        type=int,
        default=PASS_MARK,
        metavar="N",
        help=f"the quality needed to pass, 0 to 100 (default: {PASS_MARK})",
    )
    send.add_argument(
        "--again", action="store_true", help="also send what was sent to this store before"
    )
