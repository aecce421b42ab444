"""`simulator script`: writes a copy of a scenario for people who read it, or a table for those who edit it in a spreadsheet."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.output_file import write_new_output
from simulator.errors import SimulatorError
from simulator.play.opening import playable
from simulator.scenario.library import read_bytes
from simulator.scenario.parse import parse
from simulator.screenplay.html import html
from simulator.screenplay.markdown import markdown
from simulator.screenplay.screenplay import screenplay
from simulator.screenplay.separators import SEPARATORS
from simulator.screenplay.source import file_rows
from simulator.screenplay.table import table_text
from simulator.text import printable, quoted, short_path

if TYPE_CHECKING:
    from simulator.cli.context import Context

_FORMATS = {".html": "html", ".htm": "html", ".md": "md", ".csv": "csv"}
_DEFAULT = "md"


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    scenario: str
    output: str | None = None
    format: str | None = None
    separator: str = "comma"
    force: bool = False


def run(context: Context, options: Options) -> int:
    """Write the copy to a file, or print it."""
    format = options.format or _format_of(options.output)
    path = context.library.find(options.scenario)
    data = read_bytes(path)
    reading = parse(data, path.stem, short_path(path))
    playable(reading)
    rows = file_rows(data)
    if format == "csv":
        text = table_text(rows, SEPARATORS[options.separator])
    else:
        page = screenplay(rows, printable(path.stem), reading.hash)
        text = html(page) if format == "html" else markdown(page)
    if options.output:
        output = Path(options.output)
        write_new_output(output, text, force=options.force)
        print(f"Wrote {short_path(output)}.")
    else:
        sys.stdout.write(text)
    return Exit.DONE


def _format_of(output: str | None) -> str:
    """Return the format that a file's name asks for; raise SimulatorError if it asks for none of them."""
    if output is None:
        return _DEFAULT
    suffix = Path(output).suffix.lower()
    if suffix not in _FORMATS:
        raise SimulatorError(
            f"{quoted(output, 200)} doesn't say what to write.",
            "End its name in .html, which Word opens too, in .md or in .csv, or add --format.",
        )
    return _FORMATS[suffix]
