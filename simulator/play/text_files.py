"""Write what a player wants to keep to a text file.

In one place, so that no face ever overwrites a file, and every failure is one sentence.
"""

from __future__ import annotations

from pathlib import Path

from simulator import files
from simulator.errors import SimulatorError
from simulator.text import path_text, quoted


def write_new(name: str, text: str) -> Path:
    """Write a text to a new file and give its path; raises SimulatorError, including where there is a file of that name."""
    path = Path(name)
    try:
        path = path.expanduser()
        files.write_new(path, text.encode())
    except FileExistsError:
        message = f"{quoted(str(path), 200)} already exists."
        raise SimulatorError(
            message, "Choose another name; existing files are never overwritten."
        ) from None
    except (OSError, ValueError, RuntimeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it isn't a valid file name"
        message = f"It couldn't be written to {quoted(str(path), 200)}: {why}."
        raise SimulatorError(message, "Choose another folder or name.") from None
    return path.absolute()


def written_sentence(path: Path) -> str:
    """Return where a text was written."""
    return f"Saved as {path_text(path)}."
