"""`simulator new`: writes a small, complete, valid scenario to start from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.shelf import shown
from simulator.errors import SimulatorError
from simulator.scenario.diagnostic import quoted
from simulator.scenario.kinds import NAME
from simulator.scenario.library import SUFFIX
from simulator.tables import RESERVED

if TYPE_CHECKING:
    import argparse

TEMPLATE = Path(__file__).with_name("template.toml")


def run(arguments: argparse.Namespace) -> int:
    """Write the file; never over one that is there."""
    id = arguments.id.removesuffix(SUFFIX)
    if not re.fullmatch(NAME, id) or id in RESERVED:
        raise SimulatorError(
            f"{quoted(id)} cannot be a scenario's id.",
            "Use small letters and digits, joined by single hyphens: late-parcel.",
        )
    folder = Path(arguments.dir)
    if not folder.is_dir():
        raise SimulatorError(f"There is no folder {quoted(str(folder), 200)}.")
    path = folder / f"{id}{SUFFIX}"
    title = id.replace("-", " ").capitalize()
    text = TEMPLATE.read_text("utf-8").replace("TITLE", title)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise SimulatorError(
            f"{quoted(str(path), 200)} is there already and was left as it is.",
            "Choose another id.",
        ) from None
    print(f"Wrote {shown(path)}.")
    print(f"Next: `simulator check {shown(path)}`, then `simulator play {shown(path)}`.")
    return Exit.DONE
