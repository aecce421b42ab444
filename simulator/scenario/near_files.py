"""Guess which file was meant where a path or an id names none: one without its suffix, with another one, or misspelt."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from simulator.scenario.diagnostic import nearest
from simulator.text import quoted

SUFFIX = ".toml"
MAX_LOOKED_AT = 2_000
"""Files of a folder that are looked at for a near name."""


def near_file_hint(name: str) -> str | None:
    """Return what to do about a name that isn't a scenario file, if there is a file or a folder that was probably meant."""
    if not name:
        return None
    path = Path(name)
    try:
        if path.is_dir():
            return _in_folder(path)
        if path.exists():
            return f"A scenario file's name ends in {SUFFIX}: rename {quoted(name, 200)} to {quoted(_with_suffix(path), 200)}."
        if Path(f"{name}{SUFFIX}").is_file():
            return f"Did you mean {quoted(f'{name}{SUFFIX}', 200)}?"
        beside = [item.name for item in islice(path.parent.iterdir(), MAX_LOOKED_AT)]
    except (OSError, ValueError):
        return None
    if doubled := next(
        (item for item in beside if item.lower() == f"{path.name}.txt".lower()), None
    ):
        return f"There is a file {quoted(str(path.with_name(doubled)), 200)}: rename it to {quoted(path.name, 200)}."
    # The names alone are compared: what all of them end in makes none of them nearer.
    files = {item[: -len(SUFFIX)]: item for item in beside if item.lower().endswith(SUFFIX)}
    found = nearest(path.name.removesuffix(SUFFIX), files)
    return f"Did you mean {quoted(str(path.with_name(files[found])), 200)}?" if found else None


def _in_folder(folder: Path) -> str:
    """Return the hint for a folder where a file was asked for."""
    files = sorted(item.name for item in folder.iterdir() if item.suffix.lower() == SUFFIX)
    if not files:
        return f"Name a {SUFFIX} file; there is none in it."
    return f"Name a file in it, such as {quoted(str(folder / files[0]), 200)}."


def _with_suffix(path: Path) -> str:
    """Return the name that a file should have to be a scenario."""
    name = str(path)
    return (
        name[: -len(path.suffix)] if name.lower().endswith(f"{SUFFIX}.txt") else f"{name}{SUFFIX}"
    )
