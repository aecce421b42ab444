"""`simulator schema`: the JSON Schema of the scenario format, for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.shelf import print_json
from simulator.scenario.format import json_schema

if TYPE_CHECKING:
    import argparse


def run(_arguments: argparse.Namespace) -> int:
    """Print the schema."""
    print_json(json_schema())
    return Exit.DONE
