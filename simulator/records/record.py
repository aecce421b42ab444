"""A play as its journal tells it, and the lines that tell it; what is said of lines that are damaged or cut off.

A file is JSON Lines in UTF-8: a header, then a line for each move, undo, end and note of the clock. Keys not known are left
alone. Nothing in a line is believed: anything unexpected is an error naming file and line, and no text is handed out
before it was cleaned or checked. It opens no file.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from simulator.own_words.flow import MAX_WORDS, Found, OwnWords
from simulator.records.line_values import (
    MOST,
    Damaged,
    instant_in,
    name_in,
    path_in,
    text_in,
    whole_in,
)
from simulator.records.save_failures import SAVE_NAME, UnreadableSave
from simulator.ruleset import EDITION
from simulator.text import clean_name
from simulator.vocabulary import Mode

VERSION = 4
"""The newest version read here; 1 is the oldest."""
PLAY_VERSION, SHIFT_VERSION = 3, 4
"""The versions written: of a conversation by itself, and of a shift, which an older program must not take for one."""
CLOCK_SINCE = 2
"""The version that brought notes of the clock."""
FIRST_EDITION = 1
"""The edition of the rules that a journal was played by where it names none."""
MAX_DAY_LENGTH = 2000
"""Signs of the name of a day, as many as a scenario file allows."""
KINDS = ("move", "undo", "end", "edition", "clock")
NOTES = ("day", "intention", "pledge", "kept", "report")
"""What the player of a shift says about themselves, before it and after: these stay in the journal and go into no report."""
MAX_NOTE = 200
WORDS, FOUND = "words", "found"
"""The keys of a move for what the player typed, and for how the reply was found by it. They came without a new version: a
program that doesn't know them reads the play without the words."""
WHOLE_CLOCK = 1000
"""A note of the clock counts in thousandths of the time that the due move has."""
_HASH = re.compile(r"[0-9a-f]{64}")
_LONGEST = 2**40  # milliseconds, about 35 years, so that sums stay below MOST


@dataclass(frozen=True, slots=True)
class Header:
    """What a play is of, and how it is played.

    `scenario` is its id, `path` where it was found if it was given by path (as it was given: use
    `shown` before showing it), `hash` the sha256 of the file's bytes in hex, `person` who plays,
    `program` the version that wrote it, `started` an instant with its zone.
    `name` is the name of the play; Saves fills it in. `given` is how many of its first moves were
    not made but taken over from another play, to try again from there. `version` is that of the format, `edition` that of the
    rules it was begun under, `day` the name of the scenario's day, empty for the first. Of a `shift`, `scenario` is the shift's
    id, `path` that of its file, and `hash` that of the file and its scenarios. `own_words` says that replies are hidden
    until the player has typed what they would say.
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
    version: int = PLAY_VERSION
    edition: int = EDITION
    day: str = ""
    shift: bool = False
    own_words: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A move that stands: `listen`, `silence` or a reply's id; `ms` since the line before it, `words` what was typed for it."""

    move: str
    ms: int
    scene: str | None
    words: OwnWords | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A play as its journal tells it.

    `entries` are the moves that stand, in order, `undone` how many were undone, `elapsed` the
    milliseconds of all lines (undone ones too), `ended` the ending reached or None, `updated`
    the last change in UTC, `dropped` a sentence if a torn last line was left out, or None. `clock` is how much of the clock of
    the move that is due had been used when it was last noted, in thousandths. `edition` is that of the rules it is played by:
    the one it was begun under, unless it was resumed under a later one. `notes` are what the player of a shift said about
    themselves, in order, each with its kind. `customer` counts from 1 where the record stands for one customer of a shift only.
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
    notes: tuple[tuple[str, str], ...] = ()
    customer: int = 0

    @property
    def name(self) -> str:
        """The name to resume it by: that of the file, which may have been renamed since."""
        return clean_name(self.path.stem, limit=80)

    @property
    def moves(self) -> tuple[str, ...]:
        """The moves that stand, in order."""
        return tuple(entry.move for entry in self.entries)

    @property
    def words(self) -> dict[int, OwnWords]:
        """What was typed for moves that stand, by their place from 0."""
        return {at: entry.words for at, entry in enumerate(self.entries) if entry.words}


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
        self.notes: list[tuple[str, str]] = []
        self._kinds = KINDS if header.version >= CLOCK_SINCE else KINDS[:-1]
        if header.shift:
            self._kinds = (*self._kinds, "note")

    def _is_note(self, line: dict[str, Any]) -> bool:
        """Whether a line is a note of the clock; a version without them leaves the key alone."""
        return "clock" in line and "clock" in self._kinds

    def check(self, line: dict[str, Any]) -> None:
        """Raise Damaged unless `line` may follow here."""
        kinds = [kind for kind in self._kinds if kind in line]
        if len(kinds) != 1:
            raise Damaged(f"it isn't one of these: {', '.join(self._kinds)}")
        whole_in(line, "ms", 0, _LONGEST)
        if kinds == ["undo"]:
            whole_in(line, "undo", 1, 1)
            # An undo may follow the end, which it takes back; anything else may not.
            if not self.entries:
                raise Damaged("there is no move to undo")
            return
        if kinds == ["note"]:
            if line["note"] not in NOTES:
                raise Damaged(f"`note` should be one of {', '.join(NOTES)}")
            text_in(line, "text", MAX_NOTE)
            return  # some are made after the end
        if kinds == ["clock"]:
            whole_in(line, "clock", 0, WHOLE_CLOCK)
        elif kinds == ["edition"]:
            _edition(line, self.edition + 1)
        else:
            name_in(line, kinds[0])
            own_words_in(line)
        if line.get("scene") is not None:
            name_in(line, "scene")
        if self.ended is not None:
            raise Damaged("the conversation has ended")

    def apply(self, line: dict[str, Any]) -> None:
        """Add a line that was checked; an undo after the end reopens the play."""
        self.elapsed += line["ms"]
        if "note" in line and "note" in self._kinds:
            self.notes.append((line["note"], text_in(line, "text", MAX_NOTE)))
            return
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
            words = own_words_in(line)
            self.entries.append(Entry(line["move"], line["ms"], line.get("scene"), words))

    def record(self, path: Path, updated: datetime, dropped: str | None) -> Record:
        """Return the play so far, and what is known of its file."""
        moves = tuple(self.entries)
        done = (self.undone, self.elapsed, self.ended)
        notes = tuple(self.notes)
        rest = (self.clock, self.edition, notes)
        return Record(self.header, moves, *done, updated, path, dropped, *rest)


def own_words_in(line: dict[str, Any]) -> OwnWords | None:
    """Return what was typed for a move, cleaned and cut, None where nothing was; raises Damaged."""
    if line.get(WORDS) is None:
        return None
    if line.get(FOUND) not in tuple(Found):
        raise Damaged(f"`{FOUND}` should be one of {', '.join(Found)}")
    return OwnWords(text_in(line, WORDS, MAX_WORDS), Found(line[FOUND]))


def _edition(line: dict[str, Any], low: int) -> int:
    """Return the edition of the rules that a line names, `low` at the least; raises Damaged, also for one not known here."""
    edition = whole_in(line, "edition", low, MOST)
    if edition > EDITION:
        reason = f"it was played under edition {edition} of the rules, and this program uses edition {EDITION}"
        raise Damaged(reason, "Update the simulator to open it.")
    return edition


def read_header(line: dict[str, Any]) -> Header:
    """Return the header in a first line, its texts cleaned; raises Damaged."""
    version = whole_in(line, "journal", 1, MOST)
    if version > VERSION:
        reason = f"it was written by a newer version (journal {version}; this one reads {VERSION})"
        raise Damaged(reason, "Update the simulator to open it.")
    name, digest, mode, timed, person = (
        line.get(key) for key in ("name", "hash", "mode", "timed", "as")
    )
    if not isinstance(name, str) or not SAVE_NAME.fullmatch(name):
        raise Damaged("`name` should be made of lower-case letters, digits and hyphens")
    if not isinstance(digest, str) or not _HASH.fullmatch(digest):
        raise Damaged("`hash` should be 64 hexadecimal digits")
    if mode not in tuple(Mode):
        raise Damaged(f"`mode` should be one of {', '.join(Mode)}")
    if not isinstance(timed, bool):
        raise Damaged("`timed` should be true or false")
    if not isinstance(person, str | None):
        raise Damaged("`as` should be a person's name, or null")
    return Header(
        scenario=text_in(line, "scenario", limit=255),
        path=path_in(line),
        hash=digest,
        person=clean_name(person or "") or None,
        seed=None if line.get("seed") is None else whole_in(line, "seed", -MOST, MOST),
        mode=Mode(mode),
        timed=timed,
        program=text_in(line, "program"),
        started=instant_in(line, "started"),
        name=name,
        given=0 if line.get("given") is None else whole_in(line, "given", 0, MOST),
        version=version,
        edition=FIRST_EDITION if line.get("edition") is None else _edition(line, FIRST_EDITION),
        day="" if line.get("day") is None else text_in(line, "day", MAX_DAY_LENGTH),
        shift=version >= SHIFT_VERSION and _is_set(line, "shift"),
        own_words=_is_set(line, "own_words"),
    )


def _is_set(line: dict[str, Any], key: str) -> bool:
    """Return a truth value, false where it isn't there; raises Damaged."""
    value = line.get(key)
    if not isinstance(value, bool | None):
        raise Damaged(f"`{key}` should be true or false")
    return bool(value)


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
        **({"shift": True} if header.shift else {}),
        **({"own_words": True} if header.own_words else {}),
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
        raise UnreadableSave(path, None, "it is empty, or cut off partway through its first line")
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
    return reducer, good, f"The last line was cut off and has been left out (moves kept: {kept})."
