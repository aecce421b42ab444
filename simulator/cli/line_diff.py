"""Write a unified diff of two texts in time that grows with their lines, however many of them differ.

difflib alone takes minutes for thousands of changed lines, as in a file whose every quote is curly. Nearly every change of a
file keeps its number of lines, so lines are compared in pairs where they can be.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CONTEXT = 3
"""Lines that are shown around a change."""
MAX_MATCHED = 1_000
"""Lines of a text that difflib is asked to match with another's; of longer ones the rest counts as replaced."""

Opcode = tuple[str, int, int, int, int]


def unified_diff(old: Sequence[str], new: Sequence[str], name: str) -> Iterator[str]:
    """Yield the lines of a unified diff of the lines of two versions of a file; nothing if they are the same."""
    matcher = SequenceMatcher(None, "", "")
    matcher.opcodes = _opcodes(old, new)  # type: ignore[attr-defined]
    for count, group in enumerate(matcher.get_grouped_opcodes(CONTEXT)):
        if not any(tag != "equal" for tag, *_ in group):
            return
        if count == 0:
            yield from (f"--- {name}", f"+++ {name}")
        (_, a, _, b, _), (_, _, a_end, _, b_end) = group[0], group[-1]
        yield f"@@ -{_range(a, a_end)} +{_range(b, b_end)} @@"
        for tag, a, a_end, b, b_end in group:
            if tag == "equal":
                yield from (f" {line}" for line in old[a:a_end])
            else:
                yield from (f"-{line}" for line in old[a:a_end])
                yield from (f"+{line}" for line in new[b:b_end])


def count_changes(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many lines differ between two versions of a file, each once."""
    changes = (code for code in _opcodes(old, new) if code[0] != "equal")
    return sum(max(a_end - a, b_end - b) for _, a, a_end, b, b_end in changes)


def _opcodes(old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
    """Return how one sequence becomes the other, as difflib has it."""
    if len(old) == len(new):
        found: list[Opcode] = []
        for same, places in groupby(range(len(old)), lambda at: old[at] == new[at]):
            first, *others = places
            end = (others or [first])[-1] + 1
            found.append(("equal" if same else "replace", first, end, first, end))
        return found
    start, least = 0, min(len(old), len(new))
    while start < least and old[start] == new[start]:
        start += 1
    end = 0
    while end < least - start and old[-1 - end] == new[-1 - end]:
        end += 1
    a, b = len(old) - end, len(new) - end
    middle: list[Opcode] = [("replace", start, a, start, b)]
    if max(a, b) - start <= MAX_MATCHED:
        inner = SequenceMatcher(None, old[start:a], new[start:b], autojunk=False).get_opcodes()
        middle = [(tag, i + start, j + start, k + start, m + start) for tag, i, j, k, m in inner]
    return [("equal", 0, start, 0, start), *middle, ("equal", a, len(old), b, len(new))]


def _range(start: int, end: int) -> str:
    """Return the lines of a hunk as a diff writes them: the first, and how many unless it is one."""
    length = end - start
    return f"{start + 1}" if length == 1 else f"{start + 1 if length else start},{length}"
