"""`simulator schema`: the JSON Schema of the scenario format, for editors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.streams import print_json
from simulator.scenario.format import json_schema

if TYPE_CHECKING:
    from simulator.cli.context import Context


@dataclass(frozen=True, slots=True)
class Options:
    """The command has no arguments."""


def run(_context: Context, _options: Options) -> int:
    """Print the schema."""
    print_json(json_schema())
    return Exit.DONE
