"""`simulator schema`: the JSON Schema of the scenario format, for editors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.output_file import write_output
from simulator.cli.streams import json_text, print_json
from simulator.scenario.format import json_schema

if TYPE_CHECKING:
    from simulator.cli.context import Context


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command, as on the command line."""

    output: str | None = None


def run(_context: Context, options: Options) -> int:
    """Print the schema, or write it to a file."""
    if options.output:
        write_output(options.output, json_text(json_schema()), "The schema")
    else:
        print_json(json_schema())
    return Exit.DONE
