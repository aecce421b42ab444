"""`simulator completion`: the script with which a shell completes the commands."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.arguments import parser
from simulator.cli.completion import completion_script
from simulator.cli.output_file import write_output

if TYPE_CHECKING:
    from simulator.cli.context import Context


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command, as on the command line."""

    shell: str
    output: str | None = None


def run(_context: Context, options: Options) -> int:
    """Print the script, or write it to a file."""
    script = completion_script(parser(), options.shell)
    if options.output:
        write_output(options.output, script, "The script")
    else:
        sys.stdout.write(script)
    return Exit.DONE
