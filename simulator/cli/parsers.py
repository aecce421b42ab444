"""The parts of every command's parser: one class of parser, and the options that several commands share."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.drill.model import Kind
from simulator.text import printable, quoted
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

SCENARIO = "an id, or a path to a .toml file"
LOG_LEVELS = ("debug", "info", "warning", "error")
MODES = tuple(mode.value for mode in Mode)
DRILLS = tuple(kind.value for kind in Kind)


class Parser(argparse.ArgumentParser):
    """A parser that says a mistake in one sentence, and reports it when its help cannot be written."""

    def error(self, message: str) -> None:  # type: ignore[override]
        """Say what is wrong, and leave."""
        self.exit(2, f"simulator: {printable(message)}\nTry `{self.prog} --help`.\n")

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        """Return an argument as its type has it; for a number, argparse would speak of an invalid int value."""
        if action.type is int:
            try:
                return int(arg_string)
            except ValueError:
                name = "/".join(action.option_strings) or str(action.metavar or action.dest)
                told = f"{name} must be a whole number, not {quoted(arg_string)}."
                raise argparse.ArgumentError(None, told) from None
        return super()._get_value(action, arg_string)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse a value that isn't one of those possible, with the one that was probably meant, or all of them."""
        if action.choices is None or value in action.choices:
            return
        from simulator.scenario.diagnostic import nearest  # only for a mistake

        possible = [str(choice) for choice in action.choices]
        name = "/".join(action.option_strings) or str(action.metavar or action.dest)
        near = nearest(str(value), possible)
        listed = f"{', '.join(possible[:-1])} or {possible[-1]}"
        hint = f"Did you mean {quoted(near)}?" if near else f"It can be {listed}."
        what = f"{name} can't be {quoted(str(value))}."
        if isinstance(action, argparse._SubParsersAction):
            what = f"There is no command {quoted(str(value))}."
        raise argparse.ArgumentError(None, f"{what} {hint}")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Print help; argparse would say nothing where that fails."""
        file = file or sys.stderr
        file.write(message)


class Shared(NamedTuple):
    """Options that several commands have, each as a parent parser."""

    library: Parser
    json: Parser
    saves: Parser
    records: Parser
    plain: Parser
    log: Parser


def shared_options() -> Shared:
    """Return the options that several commands have; one left out sets nothing, so that it may come before a command."""
    return Shared(
        library=_option(
            "--library",
            metavar="DIR",
            action="append",
            help="a folder of your own scenarios, used before the built-in ones; can be used more than once",
        ),
        json=_json(),
        saves=_option("--saves", metavar="DIR", help="the folder for saved conversations"),
        records=_option("--records", metavar="PATH", help="the file for the play history"),
        plain=_option(
            "--plain", action="store_true", help="line by line, for pipes and screen readers"
        ),
        log=_option(
            "--log-level",
            choices=LOG_LEVELS,
            help="the least serious messages to log (default: warning)",
        ),
    )


def _option(name: str, **kind: Any) -> Parser:
    parser = Parser(add_help=False)
    parser.add_argument(name, default=argparse.SUPPRESS, **kind)
    return parser


def _json() -> Parser:
    parser = Parser(add_help=False)
    parser.add_argument(
        "--json", action="store_true", help="print one JSON document and nothing else"
    )
    return parser


class Commands:
    """The commands of the program, to which each is added with its own parser."""

    def __init__(self, top: Parser, shared: Shared) -> None:
        self._parsers = top.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
        self.shared = shared

    def add(
        self, name: str, module: str, summary: str, example: str, *parents: Parser
    ) -> argparse.ArgumentParser:
        """Add a command and return its parser.

        Args:
            name: What the user types.
            module: The module in `simulator.cli.commands` that runs it.
            summary: What it does, in a few words that begin with a verb.
            example: A command line, without the name of the program.
            parents: The shared options that it has.
        """
        parser = self._parsers.add_parser(
            name,
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.",
            epilog=f"Example: simulator {example}",
            parents=[*parents],
        )
        parser.set_defaults(module=module)
        if self.shared.plain not in parents:
            # These print lines anyway; who types it every time isn't refused.
            hidden = argparse.SUPPRESS
            parser.add_argument("--plain", action="store_true", default=hidden, help=hidden)
        return parser
