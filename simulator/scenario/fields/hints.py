"""Word the hints for values of another kind than the one wanted: how to write what was probably meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from simulator.scenario.diagnostic import nearest
from simulator.scenario.edit import Fix, Hint, toml_text
from simulator.scenario.guards.parser import parse_guard
from simulator.scenario.guards.tokens import GuardError

if TYPE_CHECKING:
    from collections.abc import Container

    from simulator.scenario.diagnostic import KeyPath

_TRUTHS = {
    **dict.fromkeys(("true", "yes", "on", "1"), "true"),
    **dict.fromkeys(("false", "no", "off", "0"), "false"),
}
FAR = 10**9
"""The size from which a hint doesn't write a number out."""


def as_text(value: Any) -> Hint:
    """Return the hint to write a value as text, as it would be typed."""
    if not isinstance(value, int | float):
        return Hint()
    if abs(value) >= FAR:
        return Hint("Put it in quotes.")
    written = toml_text(str(value).lower() if isinstance(value, bool) else str(value))
    return Hint(f"Use {written}.", Fix(written))


def as_name(value: Any, path: KeyPath) -> Hint:
    """Return the hint to write a value as one name."""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        written = toml_text(value[0])
        return Hint(f"Use {written}.", Fix(written))
    key = f"{path[-1]} = " if isinstance(path[-1], str) else ""
    return Hint(f'Use {key}"…", with the name in quotes.')


def as_truth(value: Any) -> Hint:
    """Return the hint to write a value as true or false."""
    word = _TRUTHS.get(str(value).strip().lower()) if isinstance(value, str | int) else None
    if word is None and isinstance(value, str):
        word = nearest(value, ("true", "false"))
    if word is None:
        return Hint("Use true or false, without quotes.")
    return Hint(f"Use {word}{', without quotes' if isinstance(value, str) else ''}.", Fix(word))


def several_entries(value: str, words: Container[str]) -> Hint:
    """Return the hint to write the words of one text of a list as several entries, if all of them are known."""
    entries = [word.strip() for word in value.split(",")]
    if len(entries) == 1 or not all(word in words for word in entries):
        return Hint()
    written = ", ".join(map(toml_text, entries))
    return Hint(f"Use {len(entries)} entries: {written}.", Fix(written))


def leads_on(guard: str, fix: Fix) -> bool:
    """Tell whether a guard makes sense once a fix is made, or stops making sense only in a later condition."""
    mended = guard[: fix.start] + fix.text + guard[fix.end :]
    try:
        parse_guard(mended)
    except GuardError as error:
        between = mended[fix.start + len(fix.text) : error.offset]
        return re.search(r"\b(?:and|or)\b", between) is not None
    return True
