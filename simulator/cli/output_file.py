"""Write what a command makes into the file that its user named."""

from __future__ import annotations

from pathlib import Path

from simulator.errors import SimulatorError
from simulator.files import replace_file
from simulator.text import quoted


def write_output(file: str, text: str, what: str) -> None:
    """Write a text in place of an older file, which stays as it was if that fails; raises SimulatorError.

    Args:
        file: The name that the user gave.
        text: What to write.
        what: What it is, to begin a sentence: "The diagram".
    """
    try:
        replace_file(Path(file), text.encode())
    except OSError as error:
        raise SimulatorError(
            f"{what} could not be written to {quoted(file, 200)}: {error.strerror}.",
            "Name another file, or leave out -o to print it.",
        ) from None
