"""Read on behind a mistake, so that all mistakes of a file are told at once.

Each mistake is mended by its own edits in a copy of the text, and the copy is read again. Where a mistake has no edits, or they
don't mend it, its statement is left out up to the next line that begins a key or a table; a header that is left out gives way
to one with a name that is not used, so that the keys below it don't land in the table above. What follows from a mistake is
rather missed than told: one mistake a line, and nothing that stops before the place where reading went on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import tomli

from simulator.scenario.edit import Edit, apply_edits
from simulator.scenario.toml_errors.spread import spread_edits
from simulator.scenario.toml_errors.survey import (
    HEADER,
    KEY_LINE,
    PIECE,
    Mistake,
    is_header_line,
    line_from,
    survey,
)
from simulator.scenario.toml_errors.table import find_mistake
from simulator.scenario.toml_errors.whole_file import conflict_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_MISTAKES: Final = 50
_MAX_READ: Final = 8_000_000
"""Characters that are read again at most, all times together: about a second and a half."""
_MAX_GROWTH: Final = 3
"""Times its length that a text may come to by being mended; what a mistake takes are a few characters."""
_KEY_LINE: Final = re.compile(KEY_LINE)
_MORE_ON_A_LINE: Final = 20
"""Further mistakes on the line of a mistake that are mended with it."""


@dataclass(slots=True)
class _Copy:
    """A text with edits made, and where its offsets are in the text."""

    text: str
    edits: list[Edit] = field(default_factory=list)
    patched: str = ""
    error: tuple[str, int] | None = None
    """What tomli says of the copy and at which of its offsets."""
    read: int = 0
    """Characters that were read so far."""

    def with_edits(self, edits: Iterable[Edit]) -> _Copy:
        """Return the copy with more edits, given in offsets of the text, read again."""
        both = sorted({*self.edits, *edits})
        copy = _Copy(self.text, both, apply_edits(self.text, both), None, self.read)
        copy.read += len(copy.patched)
        try:
            tomli.loads(copy.patched)
        except tomli.TOMLDecodeError as error:
            copy.error = (error.msg, min(error.pos, len(copy.patched)))
        except (RecursionError, ValueError):
            copy.read = _MAX_READ  # too much for Python: nothing more can be found
        return copy

    def offset(self, patched: int) -> int:
        """Return the offset in the text of an offset in the copy."""
        shift = 0
        for edit in self.edits:
            start = edit.start + shift
            if start > patched or (start == patched and edit.start < edit.end):
                break
            if patched < start + len(edit.text):
                return edit.start
            shift += len(edit.text) - (edit.end - edit.start)
        return patched - shift

    def mistake(self) -> Mistake:
        """Return the mistake at which reading the copy stops, in offsets of the text."""
        message, pos = self.error or ("", 0)
        found = find_mistake(self.patched, message, pos)
        edits = tuple(
            Edit(self.offset(edit.start), self.offset(edit.end), edit.text) for edit in found.edits
        )
        return found._replace(offset=self.offset(found.offset), edits=edits)


def find_mistakes(text: str, message: str, pos: int) -> list[Mistake]:
    """Return every mistake of a text without CRLF, from the one that made tomli stop at `pos` with `message` on."""
    lines = [0, *(found.end() for found in re.finditer("\n", text))]
    copy = _Copy(text, [], text, (message, pos))
    found: list[Mistake] = []
    while copy.error and len(found) < MAX_MISTAKES and copy.read < _MAX_READ:
        mistake = copy.mistake()
        line = bisect_right(lines, copy.offset(copy.error[1]))
        if mistake.spread:
            mistake = _with_spread(text, mistake)
        mended, edits = _mend(copy, mistake.edits, line, lines)
        found.append(mistake._replace(edits=tuple(edits)))
        # Lines have to stay where they are, because later mistakes name them.
        if mended is None or any("\n" in text[edit.start : edit.end] + edit.text for edit in edits):
            mended = _without_statement(copy, mistake)
        if mended is None:
            break
        if mended.error and bisect_right(lines, mended.offset(mended.error[1])) <= line:
            break  # left out or not, it is still there
        copy = mended
    if copy.error and (len(found) == MAX_MISTAKES or copy.read >= _MAX_READ):
        last = found[-1]
        found[-1] = last._replace(hint=f"{last.hint or ''} There may be more below.".strip())
    return found


def _with_spread(text: str, mistake: Mistake) -> Mistake:
    """Return a mistake with the edits of all others that have its cause, and how many there are."""
    start = min((mistake.offset, *(edit.start for edit in mistake.edits)))
    more = [edit for edit in spread_edits(text, start, mistake.spread) if edit not in mistake.edits]
    if not more:
        return mistake
    count = f"There {'is' if len(more) == 1 else 'are'} {len(more)} more below."
    if mistake.spread.startswith(HEADER):
        count = f"It's in {len(more)} more {'place' if len(more) == 1 else 'places'}."
    return mistake._replace(hint=f"{mistake.hint} {count}", edits=(*mistake.edits, *more))


def _mend(
    copy: _Copy, edits: Sequence[Edit], line: int, lines: Sequence[int]
) -> tuple[_Copy | None, list[Edit]]:
    """Return the copy with a mistake mended, and the edits that do it, with those of what else is wrong on its line.

    There is no copy and there are no edits where they don't mend it. What was read in vain is counted all the same.
    """
    made = list(edits)
    for _ in range(_MORE_ON_A_LINE if edits else 0):
        mended = copy.with_edits(made)
        copy.read = mended.read
        # Edits that don't fit may each repeat the line with the one before in it, so that it doubles every time.
        if copy.read >= _MAX_READ or len(mended.patched) > _MAX_GROWTH * len(copy.text):
            break
        if not mended.error or bisect_right(lines, mended.offset(mended.error[1])) > line:
            return mended, made
        more = mended.mistake().edits
        if not more or set(more) <= set(made):
            break
        made += more
    return None, []


def _without_statement(copy: _Copy, mistake: Mistake) -> _Copy | None:
    """Return the copy without the statement of a mistake; None if that doesn't lead on."""
    _, pos = copy.error or ("", 0)
    place = survey(copy.patched, pos)
    start = copy.offset(min(place.statement, pos))
    resume = _resume(copy.text, copy.offset(pos), start, mistake)
    left_out = copy.text[start:resume]
    filler = "\n" * left_out.count("\n")
    if left_out.startswith("[") or any(is_header_line(line, 0) for line in left_out.split("\n")):
        filler = f'["left out {start}"]{filler}'
    others = [edit for edit in copy.edits if edit.end <= start or edit.start >= resume]
    base = _Copy(copy.text, others, "", None, copy.read)
    without = base.with_edits([Edit(start, resume, filler)])
    if without.error and without.offset(without.error[1]) < resume:
        return None
    return without


def _resume(text: str, pos: int, start: int, mistake: Mistake) -> int:
    """Return where the next statement begins: behind the mistake, its brackets and its text."""
    end = conflict_end(text, mistake.offset)
    if end > mistake.offset:
        return end
    depth = _count_open(text, start, pos)
    at = pos - 1 if text[pos - 1 : pos] == "\n" else pos
    while at < len(text):
        at += len(line_from(text, at)) + 1
        if at >= len(text) or is_header_line(text, at):
            break
        if _KEY_LINE.match(text, at) and not depth and not mistake.up_to_header:
            break
        depth = max(0, depth + _count_open(text, at, at + len(line_from(text, at))))
    return min(at, len(text))


def _count_open(text: str, start: int, end: int) -> int:
    """Return how many more brackets are opened than closed between two offsets."""
    kinds = [piece.lastgroup for piece in PIECE.finditer(text, start, end)]
    return kinds.count("open") - kinds.count("close")
