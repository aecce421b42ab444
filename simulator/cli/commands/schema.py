"""`simulator schema`: the JSON Schema of the scenario format, or of shifts, for editors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
    shift: bool = False


def run(_context: Context, options: Options) -> int:
    """Print the schema, or write it to a file."""
    schema = _shift_schema() if options.shift else json_schema()
    if options.output:
        write_output(options.output, json_text(schema), "The schema")
    else:
        print_json(schema)
    return Exit.DONE


def _shift_schema() -> dict[str, Any]:
    from simulator.shift.format import json_schema as shift_schema

    return shift_schema()
