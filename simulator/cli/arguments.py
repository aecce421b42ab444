"""The whole command line: the options of the game, and all commands. Described in docs/cli.md."""

from __future__ import annotations

import argparse

from simulator.cli.arguments_play import add_play_commands
from simulator.cli.arguments_reports import add_report_commands
from simulator.cli.arguments_rounds import add_round_commands
from simulator.cli.arguments_scenarios import add_scenario_commands
from simulator.cli.arguments_server import add_server_commands
from simulator.cli.parsers import Commands, Parser, shared_options


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    shared = shared_options()
    top = Parser(
        prog="simulator",
        description="Role-play customer service at the terminal. With no command, the game opens.",
        epilog="Example: simulator play forty-minute-caller --mode coach",
        parents=[shared.library, shared.saves, shared.plain, shared.records, shared.log],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="store_true", help="print the version")
    top.add_argument(
        "--verbose",
        action="store_true",
        help="with --version: the details to include in a bug report",
    )
    top.set_defaults(module="home")
    commands = Commands(top, shared)
    add_play_commands(commands)
    add_scenario_commands(commands)
    add_round_commands(commands)
    add_server_commands(commands)
    add_report_commands(commands)
    return top
