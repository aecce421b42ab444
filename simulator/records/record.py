"""A play as its journal tells it, and the lines that tell it.

A file is JSON Lines in UTF-8: a header, then a line for each move, undo, end and note of the clock. Keys not known are left
alone. Nothing in a line is believed: anything unexpected is an error naming file and line, and no text is handed out
before it was cleaned or checked. It opens no file.
"""

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from simulator.records.failures import SAVE_NAME, UnreadableSave
from simulator.ruleset import EDITION
from simulator.text import clean_name
from simulator.vocabulary import Mode

VERSION = 3
"""The newest version read here, and the one written; 1 is the oldest."""
CLOCK_SINCE = 2
"""The version that brought notes of the clock."""
FIRST_EDITION = 1
"""The edition of the rules that a journal was played by where it names none."""
MAX_DAY_LENGTH = 2000
"""Signs of the name of a day, as many as a scenario file allows."""
KINDS = ("move", "undo", "end", "edition", "clock")
WHOLE_CLOCK = 1000
"""A note of the clock counts in thousandths of the time that the due move has."""
_STORY_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_HASH = re.compile(r"[0-9a-f]{64}")
# No NUL, and no half surrogate pairs but those that stand for bytes of a name that is not UTF-8.
_PATH = re.compile(r"[^\0\ud800-\udc7f\udd00-\udfff]{1,4096}")
_MOST = 2**63 - 1  # the largest whole number an SQL database keeps
_LONGEST = 2**40  # milliseconds, about 35 years, so that sums stay below _MOST


class Damaged(Exception):
    """A line has no place in a journal: why, without a word of the line itself, and what to do."""

    def __init__(self, reason: str, hint: str | None = None) -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


@dataclass(frozen=True, slots=True)
class Header:
    """What a play is of, and how it is played.

    `scenario` is its id, `path` where it was found if it was given by path (as it was given: use
    `shown` before showing it), `hash` the sha256 of the file's bytes in hex, `person` who plays,
    `program` the version that wrote it, `started` an instant with its zone.
    `name` is the name of the play; Saves fills it in. `given` is how many of its first moves were
    not made but taken over from another play, to try again from there. `version` is that of the format, `edition` that of the
    rules it was begun under, `day` the name of the scenario's day, empty for the first.
    """

    scenario: str
    path: str | None
    hash: str
    person: str | None
    seed: int | None
    mode: Mode
    timed: bool
    program: str
    started: datetime
    name: str = ""
    given: int = 0
    version: int = VERSION
    edition: int = EDITION
    day: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A move that stands: `listen`, `silence` or a reply's id; `ms` since the line before it."""

    move: str
    ms: int
    scene: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """A play as its journal tells it.

    `entries` are the moves that stand, in order, `undone` how many were undone, `elapsed` the
    milliseconds of all lines (undone ones too), `ended` the ending reached or None, `updated`
    the last change in UTC, `dropped` a sentence if a torn last line was left out, or None. `clock` is how much of the clock of
    the move that is due had been used when it was last noted, in thousandths. `edition` is that of the rules it is played by:
    the one it was begun under, unless it was resumed under a later one.
    """

    header: Header
    entries: tuple[Entry, ...]
    undone: int
    elapsed: int
    ended: str | None
    updated: datetime
    path: Path
    dropped: str | None
    clock: int = 0
    edition: int = EDITION

    @property
    def name(self) -> str:
        """The name to resume it by: that of the file, which may have been renamed since."""
        return clean_name(self.path.stem, limit=80)

    @property
    def moves(self) -> tuple[str, ...]:
        """The moves that stand, in order."""
        return tuple(entry.move for entry in self.entries)


class JournalReducer:
    """What the lines read or written so far come to; each line is checked first and taken after."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self.entries: list[Entry] = []
        self.undone = 0
        self.elapsed = 0
        self.ended: str | None = None
        self.clock = 0
        self.edition = header.edition
        self._kinds = KINDS if header.version >= CLOCK_SINCE else KINDS[:-1]

    def _is_note(self, line: dict[str, Any]) -> bool:
        """Whether a line is a note of the clock; a version without them leaves the key alone."""
        return "clock" in line and "clock" in self._kinds

    def check(self, line: dict[str, Any]) -> None:
        """Raise Damaged unless `line` may follow here."""
        kinds = [kind for kind in self._kinds if kind in line]
        if len(kinds) != 1:
            raise Damaged(f"it isn't one of these: {', '.join(self._kinds)}")
        _whole(line, "ms", 0, _LONGEST)
        if kinds == ["undo"]:
            _whole(line, "undo", 1, 1)
            # An undo may follow the end, which it takes back; anything else may not.
            if not self.entries:
                raise Damaged("there is no move to undo")
            return
        if kinds == ["clock"]:
            _whole(line, "clock", 0, WHOLE_CLOCK)
        elif kinds == ["edition"]:
            _edition(line, self.edition + 1)
        else:
            _story_name(line, kinds[0])
        if line.get("scene") is not None:
            _story_name(line, "scene")
        if self.ended is not None:
            raise Damaged("the conversation has ended")

    def apply(self, line: dict[str, Any]) -> None:
        """Add a line that was checked; an undo after the end reopens the play."""
        self.elapsed += line["ms"]
        if "edition" in line:
            self.edition = line["edition"]
            return
        # A move or an undo restarts the clock, so an older note no longer counts.
        self.clock = line["clock"] if self._is_note(line) else 0
        if self._is_note(line):
            return
        if "undo" in line:
            self.entries.pop()
            self.undone += 1
            self.ended = None
        elif "end" in line:
            self.ended = line["end"]
        else:
            self.entries.append(Entry(line["move"], line["ms"], line.get("scene")))

    def record(self, path: Path, updated: datetime, dropped: str | None) -> Record:
        """Return the play so far, and what is known of its file."""
        moves = tuple(self.entries)
        done = (self.undone, self.elapsed, self.ended)
        return Record(self.header, moves, *done, updated, path, dropped, self.clock, self.edition)


def _whole(line: dict[str, Any], key: str, low: int, high: int) -> int:
    value = line.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise Damaged(f"`{key}` should be a whole number from {low} to {high}")
    return value


def _story_name(line: dict[str, Any], key: str) -> str:
    value = line.get(key)
    if not isinstance(value, str) or not _STORY_NAME.fullmatch(value):
        raise Damaged(f"`{key}` should be a name of lower-case letters, digits and single hyphens")
    return value


def _edition(line: dict[str, Any], low: int) -> int:
    """Return the edition of the rules that a line names, `low` at the least; raises Damaged, also for one not known here."""
    edition = _whole(line, "edition", low, _MOST)
    if edition > EDITION:
        reason = f"it was played under edition {edition} of the rules, and this program has edition {EDITION}"
        raise Damaged(reason, "Update the simulator to open it.")
    return edition


def _text(line: dict[str, Any], key: str, limit: int = 40) -> str:
    value = line.get(key)
    if not isinstance(value, str) or not (cleaned := clean_name(value, limit)):
        raise Damaged(f"`{key}` should be readable text")
    return cleaned


def _where(line: dict[str, Any]) -> str | None:
    value = line.get("path")
    if value is None:
        return None
    if not isinstance(value, str) or not _PATH.fullmatch(value):
        raise Damaged("`path` should be the path of a file, or null")
    return value


def _instant(line: dict[str, Any], key: str) -> datetime:
    text = line.get(key)
    with suppress(ValueError, OverflowError):
        if isinstance(text, str) and (value := datetime.fromisoformat(text)).tzinfo:
            return value.astimezone(UTC)
    raise Damaged(f"`{key}` should be a date and time with its zone, as 2026-01-31T09:30:00Z")


def read_header(line: dict[str, Any]) -> Header:
    """Return the header in a first line, its texts cleaned; raises Damaged."""
    version = _whole(line, "journal", 1, _MOST)
    if version > VERSION:
        reason = f"it was written by a newer version (journal {version}; this one reads {VERSION})"
        raise Damaged(reason, "Update the simulator to open it.")
    name, digest, mode, timed, person = (
        line.get(key) for key in ("name", "hash", "mode", "timed", "as")
    )
    if not isinstance(name, str) or not SAVE_NAME.fullmatch(name):
        raise Damaged("`name` should be a name of lower-case letters, digits and hyphens")
    if not isinstance(digest, str) or not _HASH.fullmatch(digest):
        raise Damaged("`hash` should be 64 hexadecimal digits")
    if mode not in tuple(Mode):
        raise Damaged(f"`mode` should be one of {', '.join(Mode)}")
    if not isinstance(timed, bool):
        raise Damaged("`timed` should be true or false")
    if not isinstance(person, str | None):
        raise Damaged("`as` should be a person's name, or null")
    return Header(
        scenario=_text(line, "scenario", limit=255),
        path=_where(line),
        hash=digest,
        person=clean_name(person or "") or None,
        seed=None if line.get("seed") is None else _whole(line, "seed", -_MOST, _MOST),
        mode=Mode(mode),
        timed=timed,
        program=_text(line, "program"),
        started=_instant(line, "started"),
        name=name,
        given=0 if line.get("given") is None else _whole(line, "given", 0, _MOST),
        version=version,
        edition=FIRST_EDITION if line.get("edition") is None else _edition(line, FIRST_EDITION),
        day="" if line.get("day") is None else _text(line, "day", MAX_DAY_LENGTH),
    )


def header_line(header: Header) -> dict[str, Any]:
    """Return a header as the first line says it."""
    return {
        "journal": header.version,
        "scenario": header.scenario,
        "path": header.path,
        "hash": header.hash,
        "name": header.name,
        "as": header.person,
        "seed": header.seed,
        "mode": header.mode,
        "timed": header.timed,
        "program": header.program,
        "started": header.started.isoformat().replace("+00:00", "Z"),
        "edition": header.edition,
        **({"day": header.day} if header.day else {}),
        **({"given": header.given} if header.given else {}),
    }


def encode_line(line: dict[str, Any]) -> bytes:
    """Return a line as bytes of the file: ASCII, so that no text in it can steer a terminal."""
    return json.dumps(line).encode() + b"\n"


def _decode(text: bytes) -> dict[str, Any]:
    """Return the object in a line; raises ValueError if it isn't JSON, Damaged if it isn't an object."""
    try:
        value = json.loads(text.decode())
    except RecursionError:
        raise Damaged("it is nested too deeply") from None
    if not isinstance(value, dict):
        raise Damaged("it isn't a JSON object")
    return value


def parse_lines(data: bytes, path: Path) -> tuple[JournalReducer, int, str | None]:
    """Return what a file's bytes come to, how many of them are whole lines, and a word on the rest."""
    *lines, _ = data.split(b"\n")
    if not lines:
        raise UnreadableSave(path, None, "it is empty, or cut off in its first line")
    reducer: JournalReducer | None = None
    good = 0
    # A line goes to the disk in one piece with its line break at the end, so only a rest without one can be torn.
    for number, text in enumerate(lines, 1):
        try:
            line = _decode(text)
            if reducer is None:
                reducer = JournalReducer(read_header(line))
            else:
                reducer.check(line)
                reducer.apply(line)
        except ValueError:
            raise UnreadableSave(path, number, "it isn't a line of JSON in UTF-8") from None
        except Damaged as damage:
            raise UnreadableSave(path, number, damage.reason, damage.hint) from None
        good += len(text) + 1
    assert reducer is not None
    if good == len(data):
        return reducer, good, None
    kept = len(reducer.entries)
    return reducer, good, f"The last line was cut off and is left out (moves kept: {kept})."
