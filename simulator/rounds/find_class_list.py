"""Finds the class list that a trainer names: a text file, the file of a round, or the people of the newest round.

Reads files and writes none. What a list may say is decided in class_list.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.files import read_file
from simulator.rounds.class_list import MAX_BYTES, read_class_list
from simulator.rounds.kept_rounds import SUFFIX, RoundState, kept_rounds, people_of_round
from simulator.text import quoted

if TYPE_CHECKING:
    from simulator.rounds.class_list import Expected

LAST = "last"
"""Stands for the people of the newest round."""


def people_of(named: str, rounds: Path) -> tuple[Expected, ...]:
    """Return the people of a class list, of a round's file or of the newest round in a folder; raises SimulatorError."""
    if named == LAST:
        return people_of_round(_newest(rounds))
    path = Path(named)
    if path.suffix == SUFFIX:
        return people_of_round(path)
    try:
        return read_class_list(read_file(path, MAX_BYTES).decode("utf-8"), named)
    except FileNotFoundError:
        raise SimulatorError(
            f"There is no class list {quoted(named, 200)}.",
            "Name a text file with one name on each line, the file of a round, or `last`.",
        ) from None
    except UnicodeDecodeError:
        raise SimulatorError(
            f"The class list {quoted(named, 200)} isn't plain text.",
            "Save it as text (UTF-8), one name on each line.",
        ) from None
    except (OSError, ValueError) as error:
        why = (isinstance(error, OSError) and error.strerror) or "it isn't a valid file name"
        raise SimulatorError(f"The class list {quoted(named, 200)} can't be read: {why}.") from None


def _newest(rounds: Path) -> Path:
    for item in kept_rounds(rounds):
        if item.state in (RoundState.CLOSED, RoundState.STOPPED) and item.people:
            return item.path
    raise SimulatorError(
        "There is no earlier round to take a class list from.", "Name a class list with --roster."
    )
