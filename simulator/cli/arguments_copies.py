"""What the commands accept that write a scenario as a copy, and read it back: script and import. See docs/cli.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli.parsers import SCENARIO
from simulator.screenplay.separators import SEPARATORS

if TYPE_CHECKING:
    import argparse

    from simulator.cli.parsers import Commands


def add_copy_commands(commands: Commands) -> None:
    """Add the commands of copies."""
    _script(commands)
    _import(commands)


def _script(commands: Commands) -> None:
    script = commands.add(
        "script",
        "script",
        "write a readable copy of a scenario, or a table for a spreadsheet",
        "script day-45 -o day-45.html",
        commands.shared.library,
    )
    script.add_argument("scenario", metavar="SCENARIO", help=SCENARIO)
    script.add_argument(
        "-o",
        dest="output",
        metavar="FILE",
        help="the file to write, ending in .html, .md or .csv (default: print Markdown)",
    )
    script.add_argument(
        "--format",
        choices=("html", "md", "csv"),
        help="what to write, whatever the file's name ends in",
    )
    script.add_argument(
        "--separator",
        choices=tuple(SEPARATORS),
        default="comma",
        help="what separates the columns of a table (default: comma)",
    )
    _force(script)


def _import(commands: Commands) -> None:
    imported = commands.add(
        "import",
        "import_table",
        "make a scenario file from a table in CSV",
        "import late-parcel.csv -o late-parcel.toml",
    )
    imported.add_argument("file", metavar="FILE", help="a path to a .csv file")
    imported.add_argument(
        "-o",
        dest="output",
        metavar="NEW",
        help="the scenario file to write (default: the same name, ending in .toml)",
    )
    _force(imported)


def _force(added: argparse.ArgumentParser) -> None:
    added.add_argument("--force", action="store_true", help="replace the file if it already exists")
