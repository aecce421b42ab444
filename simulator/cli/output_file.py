"""Write what a command makes into the file that its user named: in place of an older one, or only if they ask for that."""

from __future__ import annotations

from pathlib import Path

from simulator.errors import SimulatorError
from simulator.files import replace_file, write_new
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
            f"{what} couldn't be written to {quoted(file, 200)}: {error.strerror}.",
            "Name another file, or leave out -o to print it.",
        ) from None


def write_new_output(path: Path, text: str, *, force: bool) -> None:
    """Write a text to a new file, or with `force` in place of an older one; raises SimulatorError if it exists."""
    try:
        (replace_file if force else write_new)(path, text.encode())
    except FileExistsError:
        message = f"{quoted(str(path), 200)} already exists."
        raise SimulatorError(message, "Name another file, or add --force to replace it.") from None
    except OSError as error:
        message = f"{quoted(str(path), 200)} couldn't be written: {error.strerror}."
        raise SimulatorError(message, "Name a file in another folder.") from None
