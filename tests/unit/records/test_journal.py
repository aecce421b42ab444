"""What is promised of a journal: nothing acknowledged is lost, nothing hostile is believed."""

import errno
import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from simulator.errors import SimulatorError
from simulator.records.journal import MAX_BYTES, Journal, read
from simulator.records.record import Entry, Header
from simulator.records.save_failures import (
    NameTaken,
    SaveFailed,
    SaveInUse,
    UnreadableSave,
    save_path,
)
from simulator.text import clean_name
from simulator.vocabulary import Mode
from tests.support.patience import PATIENCE

ROOT = Path(__file__).parents[3]
HEADER = Header(
    scenario="lost-parcel",
    path=None,
    hash="0f" * 32,
    person="Ada",
    seed=7,
    mode=Mode.PRACTICE,
    timed=False,
    program="0.1.0",
    started=datetime(2026, 1, 31, 9, 30, tzinfo=UTC),
    name="lost-parcel",
)
HEADER_LINE: dict[str, Any] = {
    "journal": 3,
    "scenario": "lost-parcel",
    "path": None,
    "hash": "0f" * 32,
    "name": "lost-parcel",
    "as": "Ada",
    "seed": 7,
    "mode": "practice",
    "timed": False,
    "program": "0.1.0",
    "started": "2026-01-31T09:30:00Z",
    "edition": 2,
}
MOVE = b'{"move": "listen", "ms": 5, "scene": "opening"}\n'


def written(folder: Path, *lines: bytes, header: dict[str, Any] = HEADER_LINE) -> Path:
    """A file of that header and those bytes."""
    path = folder / "lost-parcel.play"
    path.write_bytes(written_bytes(*lines, header=header))
    return path


def written_bytes(*lines: bytes, header: dict[str, Any] = HEADER_LINE) -> bytes:
    """The bytes of a file of that header and those lines."""
    return json.dumps(header).encode() + b"\n" + b"".join(lines)


def child(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Another program that runs `code`, its lines readable as they come."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
    )


class TestRoundTrip:
    def test_a_play_is_read_as_it_was_written(self, tmp_path: Path) -> None:
        """Header, moves, the end, the time spent and the file's own time come back."""
        with Journal.create(tmp_path, HEADER) as journal:
            journal.append_move("listen", 1200, "opening")
            journal.append_move("silence", 0, None)
            journal.append_move("recap", 800, "opening")
            journal.append_end("resolved", 40)
            expected = journal.record
        actual = read(tmp_path / "lost-parcel.play")
        assert expected == actual
        assert HEADER == actual.header
        entries = (
            Entry("listen", 1200, "opening"),
            Entry("silence", 0, None),
            Entry("recap", 800, "opening"),
        )
        assert entries == actual.entries
        assert ("listen", "silence", "recap") == actual.moves
        assert ("resolved", 2040, 0, None) == (
            actual.ended,
            actual.elapsed,
            actual.undone,
            actual.dropped,
        )
        assert "lost-parcel" == actual.name

    def test_the_file_is_what_the_format_says(self, tmp_path: Path) -> None:
        """Every line is the JSON that other programs were promised."""
        with Journal.create(tmp_path, HEADER) as journal:
            journal.append_move("listen", 5, "opening")
            journal.append_undo(6)
            journal.append_end("walked-out", 7)
        lines = (tmp_path / "lost-parcel.play").read_text("utf-8").splitlines()
        expected = [
            HEADER_LINE,
            {"move": "listen", "ms": 5, "scene": "opening"},
            {"undo": 1, "ms": 6},
            {"end": "walked-out", "ms": 7},
        ]
        assert expected == [json.loads(line) for line in lines]

    def test_opening_goes_on_where_it_stopped(self, tmp_path: Path) -> None:
        """Moves made before and after a pause are one play."""
        with Journal.create(tmp_path, HEADER) as journal:
            journal.append_move("listen", 1, "opening")
        with Journal.open(tmp_path / "lost-parcel.play") as journal:
            assert ("listen",) == journal.record.moves
            journal.append_move("recap", 2, "opening")
        assert ("listen", "recap") == read(tmp_path / "lost-parcel.play").moves

    def test_unknown_keys_are_left_alone(self, tmp_path: Path) -> None:
        """What a later version adds neither stops this one nor is lost when it goes on."""
        path = written(
            tmp_path,
            b'{"move": "listen", "ms": 5, "scene": "opening", "new": [1]}\n',
            header=HEADER_LINE | {"new": {"er": True}},
        )
        before = path.read_bytes()
        with Journal.open(path) as journal:
            journal.append_move("recap", 2, "opening")
        assert path.read_bytes().startswith(before)
        assert ("listen", "recap") == read(path).moves

    def test_an_instant_of_any_zone_is_kept_in_utc(self, tmp_path: Path) -> None:
        """The instant stays the same, written in UTC."""
        there = datetime(2026, 1, 31, 11, 30, tzinfo=timezone(timedelta(hours=2)))
        with Journal.create(tmp_path, replace(HEADER, started=there)) as journal:
            assert HEADER.started == journal.record.header.started
        first = (tmp_path / "lost-parcel.play").read_text("utf-8").splitlines()[0]
        assert HEADER_LINE == json.loads(first)

    def test_a_path_that_is_no_utf8_comes_back(self, tmp_path: Path) -> None:
        """A scenario's path may hold bytes that are no text; they are kept as they were."""
        header = replace(HEADER, path=os.fsdecode(b"/tmp/caf\xe9.toml"))
        Journal.create(tmp_path, header).close()
        assert header == read(tmp_path / "lost-parcel.play").header


class TestUndo:
    def test_an_undo_takes_back_the_last_move_that_stands(self, tmp_path: Path) -> None:
        """Undos reach back over each other, and their time counts."""
        with Journal.create(tmp_path, HEADER) as journal:
            for move in ("a", "b", "c"):
                journal.append_move(move, 10, "opening")
            journal.append_undo(1)
            journal.append_undo(1)
            journal.append_move("d", 10, "opening")
            record = journal.record
        assert (("a", "d"), 2, 42) == (record.moves, record.undone, record.elapsed)
        assert record == read(record.path)

    def test_an_undo_after_the_end_reopens_the_play(self, tmp_path: Path) -> None:
        """The move that led to the end is taken back with it."""
        with Journal.create(tmp_path, HEADER) as journal:
            journal.append_move("giveup", 1, "opening")
            journal.append_end("lost", 1)
            journal.append_undo(1)
            journal.append_move("solve", 1, "opening")
            record = journal.record
        assert (("solve",), None) == (record.moves, record.ended)
        assert record == read(record.path)

    @pytest.mark.parametrize(
        "act",
        [
            lambda journal: journal.append_move("recap", 1, "opening"),
            lambda journal: journal.append_end("resolved", 1),
        ],
        ids=["move", "end"],
    )
    def test_nothing_but_an_undo_follows_the_end(
        self, tmp_path: Path, act: Callable[[Journal], None]
    ) -> None:
        """A caller that goes on after the end is told so, and nothing is written."""
        with Journal.create(tmp_path, HEADER) as journal:
            journal.append_end("resolved", 1)
            before = journal.record
            with pytest.raises(SimulatorError):
                act(journal)
            assert before == journal.record == read(before.path)

    def test_there_must_be_a_move_to_take_back(self, tmp_path: Path) -> None:
        """An undo at the start is refused, and nothing is written."""
        with Journal.create(tmp_path, HEADER) as journal:
            with pytest.raises(SimulatorError):
                journal.append_undo(1)
            assert journal.record == read(journal.record.path)


class TestTornTail:
    LAST = '{"move": "recap", "ms": 7, "scene": "opening", "later": "Grüße 🙂"}\n'.encode()

    def test_a_last_line_cut_anywhere_is_dropped_with_a_word(self, tmp_path: Path) -> None:
        """At every byte the lines before it stand, and going on cuts the rest away."""
        for length in range(1, len(self.LAST)):
            path = written(tmp_path, MOVE, self.LAST[:length])
            record = read(path)
            assert (("listen",), True) == (record.moves, bool(record.dropped)), length
            with Journal.open(path) as journal:
                assert record.dropped == journal.record.dropped
                assert len(written_bytes(MOVE)) == path.stat().st_size
                journal.append_move("solve", 1, "opening")
            after = read(path)
            assert (("listen", "solve"), None) == (after.moves, after.dropped), length

    def test_reading_changes_nothing(self, tmp_path: Path) -> None:
        """A torn file is listed without being touched."""
        path = written(tmp_path, MOVE, b'{"mo')
        before = path.read_bytes()
        read(path)
        assert before == path.read_bytes()

    @pytest.mark.parametrize("tail", [b"\0\0\0\0", b"{", b"\xff\xfe"])
    def test_a_last_line_without_an_end_is_dropped(self, tmp_path: Path, tail: bytes) -> None:
        """What a power cut leaves behind does not take the play with it."""
        record = read(written(tmp_path, MOVE, tail))
        assert (("listen",), True) == (record.moves, bool(record.dropped))

    @pytest.mark.parametrize("tail", [b"\0\0\n", b"\xff\xfe\n", b"{\n", b"\n"])
    def test_a_whole_last_line_that_is_no_json_is_damage(self, tmp_path: Path, tail: bytes) -> None:
        """A line is written with its end, so one that has it wasn't torn, and isn't cut away without a word."""
        path = written(tmp_path, MOVE, tail)
        before = path.read_bytes()
        for opening in (read, Journal.open):
            with pytest.raises(UnreadableSave) as caught:
                opening(path)
            assert 3 == caught.value.line
        assert before == path.read_bytes()

    def test_a_file_cut_in_its_header_is_unreadable(self, tmp_path: Path) -> None:
        """Without a whole header there is no play; the file is left as it is."""
        whole = written_bytes()
        path = tmp_path / "lost-parcel.play"
        for length in range(len(whole)):
            path.write_bytes(whole[:length])
            with pytest.raises(UnreadableSave):
                read(path)
            with pytest.raises(UnreadableSave):
                Journal.open(path)
            assert length == path.stat().st_size


DAMAGED = {
    "no json": b"{oops\n",
    "not utf-8": b'{"move": "\xff", "ms": 1}\n',
    "empty": b"\n",
    "torn": b'{"move": "li{"move": "listen", "ms": 1}\n',
    "no object": b'["move"]\n',
    "deep": b"[" * 100_000 + b"\n",
    "no kind": b'{"ms": 1}\n',
    "two kinds": b'{"move": "listen", "undo": 1, "ms": 1}\n',
    "move of another type": b'{"move": 3, "ms": 1}\n',
    "move null": b'{"move": null, "ms": 1}\n',
    "escape in a move": b'{"move": "\\u001b[31mlisten", "ms": 1}\n',
    "newline after a move": b'{"move": "listen\\n", "ms": 1}\n',
    "half a surrogate pair": b'{"move": "\\ud800", "ms": 1}\n',
    "escape in a scene": b'{"move": "listen", "ms": 1, "scene": "\\u001b"}\n',
    "scene of another type": b'{"move": "listen", "ms": 1, "scene": 1}\n',
    "no ms": b'{"move": "listen"}\n',
    "negative ms": b'{"move": "listen", "ms": -1}\n',
    "ms true": b'{"move": "listen", "ms": true}\n',
    "ms as a fraction": b'{"move": "listen", "ms": 1.5}\n',
    "ms without end": b'{"move": "listen", "ms": Infinity}\n',
    "huge ms": b'{"move": "listen", "ms": 99999999999999999999}\n',
    "ms of 5000 digits": b'{"move": "listen", "ms": ' + b"9" * 5000 + b"}\n",
    "undo of two": b'{"undo": 2, "ms": 1}\n',
    "undo true": b'{"undo": true, "ms": 1}\n',
    "end of another type": b'{"end": {}, "ms": 1}\n',
}
BAD_HEADERS: dict[str, dict[str, Any]] = {
    "no version": {"journal": None},
    "version as text": {"journal": "1"},
    "version true": {"journal": True},
    "version zero": {"journal": 0},
    "scenario of another type": {"scenario": ["x"]},
    "scenario of nothing visible": {"scenario": "\x1b\u200b"},
    "path of another type": {"path": 3},
    "path with a NUL": {"path": "a\0b"},
    "path with half a pair": {"path": "\ud800"},
    "no hash": {"hash": None},
    "hash too short": {"hash": "0f"},
    "hash with a newline": {"hash": "0f" * 32 + "\n"},
    "name that climbs": {"name": "../../etc/passwd"},
    "name with an escape": {"name": "\x1b[2J"},
    "name with a newline": {"name": "lost-parcel\n"},
    "person of another type": {"as": 5},
    "seed as text": {"seed": "7"},
    "seed true": {"seed": True},
    "seed too large": {"seed": 2**64},
    "given below nothing": {"given": -1},
    "given as text": {"given": "2"},
    "given true": {"given": True},
    "given in parts": {"given": 1.5},
    "unknown mode": {"mode": "god"},
    "mode of another type": {"mode": []},
    "timed as a number": {"timed": 1},
    "program of another type": {"program": 1.0},
    "started without a zone": {"started": "2026-01-31T09:30:00"},
    "started as a number": {"started": 0},
    "started off the calendar": {"started": "9999-12-31T23:59:59-23:59"},
}


class TestClock:
    def test_the_last_note_of_a_clock_comes_back(self, tmp_path: Path) -> None:
        """In a journal of a version that has such notes; a move after it starts the clock afresh."""
        with Journal.create(tmp_path, replace(HEADER, timed=True, version=2)) as journal:
            journal.append_move("listen", 5, "opening")
            journal.append_clock(200, 900)
            journal.append_clock(350, 600)
            assert (350, 1505) == (journal.record.clock, journal.record.elapsed)
            assert journal.record == read(tmp_path / "lost-parcel.play")
            journal.append_move("recap", 5, "opening")
            assert 0 == journal.record.clock
        lines = (tmp_path / "lost-parcel.play").read_text("utf-8").splitlines()
        assert {"clock": 200, "ms": 900} == json.loads(lines[2])

    @pytest.mark.parametrize("clock", [-1, 1001, 0.5, "350", None, True])
    def test_a_note_that_is_no_share_is_damage(self, tmp_path: Path, clock: object) -> None:
        """A share stands in thousandths."""
        line = json.dumps({"clock": clock, "ms": 5}).encode() + b"\n"
        with pytest.raises(UnreadableSave) as caught:
            read(written(tmp_path, line, MOVE, header=HEADER_LINE | {"journal": 2}))
        assert 2 == caught.value.line

    def test_the_first_version_knows_no_notes(self, tmp_path: Path) -> None:
        """There the key is one that is not known: left alone in a move, and no line by itself."""
        move = b'{"move": "listen", "ms": 5, "scene": "opening", "clock": 350}\n'
        record = read(written(tmp_path, move, header=HEADER_LINE | {"journal": 1}))
        assert (("listen",), 0) == (record.moves, record.clock)
        with pytest.raises(UnreadableSave):
            read(
                written(tmp_path, b'{"clock": 350, "ms": 5}\n', header=HEADER_LINE | {"journal": 1})
            )

    def test_nothing_is_noted_after_the_end(self, tmp_path: Path) -> None:
        """No clock runs any more."""
        with Journal.create(tmp_path, replace(HEADER, version=2)) as journal:
            journal.append_end("resolved", 0)
            with pytest.raises(SimulatorError):
                journal.append_clock(1, 0)


class TestEdition:
    def test_a_journal_that_names_no_edition_is_of_the_first(self, tmp_path: Path) -> None:
        """Whatever the version of its format; the day is the first one."""
        header = {key: value for key, value in HEADER_LINE.items() if key != "edition"}
        for version in (1, 2, 3):
            record = read(written(tmp_path, MOVE, header=header | {"journal": version}))
            assert (1, 1, "") == (record.edition, record.header.edition, record.header.day)

    def test_a_play_continues_under_a_later_edition(self, tmp_path: Path) -> None:
        """A line says so from there on, is no move, and leaves the clock where it stood; the header stays as it was."""
        clock = b'{"clock": 350, "ms": 5}\n'
        header = HEADER_LINE | {"journal": 2, "edition": 1}
        with Journal.open(written(tmp_path, MOVE, clock, header=header)) as journal:
            journal.append_edition(2)
            journal.append_move("recap", 5, "opening")
            journal.append_undo(5)
        record = read(tmp_path / "lost-parcel.play")
        assert (2, 1, ("listen",)) == (record.edition, record.header.edition, record.moves)
        with Journal.open(written(tmp_path, MOVE, clock, header=header)) as journal:
            journal.append_edition(2)
            assert 350 == journal.record.clock
            assert journal.record == read(tmp_path / "lost-parcel.play")

    @pytest.mark.parametrize("edition", [1, 2, "3", None, True])
    def test_the_edition_only_goes_up(self, tmp_path: Path, edition: object) -> None:
        """Anything else is damage."""
        line = json.dumps({"edition": edition, "ms": 0}).encode() + b"\n"
        with pytest.raises(UnreadableSave) as caught:
            read(written(tmp_path, MOVE, line))
        assert 3 == caught.value.line

    @pytest.mark.parametrize(
        ("lines", "header"),
        [
            ((MOVE,), HEADER_LINE | {"edition": 3}),
            ((MOVE, b'{"edition": 3, "ms": 0}\n'), HEADER_LINE),
        ],
        ids=["begun", "resumed"],
    )
    def test_a_later_edition_than_this_is_refused_with_a_remedy(
        self, tmp_path: Path, lines: tuple[bytes, ...], header: dict[str, Any]
    ) -> None:
        """In the header as in a line: nobody here knows its rules."""
        with pytest.raises(UnreadableSave) as caught:
            read(written(tmp_path, *lines, header=header))
        assert "Update the simulator to open it." == caught.value.hint

    def test_the_day_is_kept_by_its_name(self, tmp_path: Path) -> None:
        """It is cleaned as every text; the first day has none."""
        with Journal.create(tmp_path, replace(HEADER, day="pay\x07day  two")) as journal:
            path = journal.record.path
        assert "payday two" == read(path).header.day
        assert "day" not in HEADER_LINE


class TestDamage:
    @pytest.mark.parametrize("line", DAMAGED.values(), ids=DAMAGED.keys())
    def test_a_damaged_line_in_the_middle_is_an_error(self, tmp_path: Path, line: bytes) -> None:
        """The error names file and line, shows nothing raw, and leaves the file as it is."""
        path = written(tmp_path, MOVE, line, MOVE)
        before = path.read_bytes()
        for opening in (read, Journal.open):
            with pytest.raises(UnreadableSave) as caught:
                opening(path)
            assert (path, 3) == (caught.value.path, caught.value.line)
            assert str(caught.value).isprintable()
        assert before == path.read_bytes()

    def test_damage_before_a_torn_line_is_an_error(self, tmp_path: Path) -> None:
        """One torn line at the end is expected; a second bad line before it is not."""
        path = written(tmp_path, MOVE, b"{oops\n", b'{"torn')
        with pytest.raises(UnreadableSave) as caught:
            read(path)
        assert 3 == caught.value.line

    @pytest.mark.parametrize("change", BAD_HEADERS.values(), ids=BAD_HEADERS.keys())
    def test_a_damaged_header_is_an_error(self, tmp_path: Path, change: dict[str, Any]) -> None:
        """Values of wrong types and hostile names are refused in line 1."""
        with pytest.raises(UnreadableSave) as caught:
            read(written(tmp_path, MOVE, header=HEADER_LINE | change))
        assert 1 == caught.value.line
        assert str(caught.value).isprintable()

    def test_a_newer_journal_is_refused_with_a_remedy(self, tmp_path: Path) -> None:
        """A play of a later program says so and what to do."""
        with pytest.raises(UnreadableSave) as caught:
            read(written(tmp_path, header=HEADER_LINE | {"journal": 5}))
        assert "Update the simulator to open it." == caught.value.hint

    def test_texts_of_a_header_are_cleaned(self, tmp_path: Path) -> None:
        """Names come back without anything that could steer a terminal."""
        change = {"as": "\x1b[31mA\u202eda\u200b  L.\n", "scenario": "x\x07y", "program": "\x9b1"}
        header = read(written(tmp_path, header=HEADER_LINE | change)).header
        assert ("[31mAda L.", "xy", "1") == (header.person, header.scenario, header.program)

    def test_a_time_beyond_the_calendar_is_no_traceback(self, tmp_path: Path) -> None:
        """A file may claim to be changed in any year."""
        path = written(tmp_path)
        os.utime(path, (2**33, 2**33))
        assert datetime.fromtimestamp(2**33, UTC) == read(path).updated
        os.utime(path, (2**40, 2**40))  # some file systems keep this, others the last they can
        assert read(path).updated.year in range(2038, 9999)


class TestStrangeFiles:
    def refuse(self, path: Path) -> None:
        for opening in (read, Journal.open):
            with pytest.raises(UnreadableSave) as caught:
                opening(path)
            assert (path, None) == (caught.value.path, caught.value.line)

    def test_a_missing_file(self, tmp_path: Path) -> None:
        """A path to nothing is one clear error."""
        self.refuse(tmp_path / "gone.play")

    def test_a_folder(self, tmp_path: Path) -> None:
        """A folder is no play."""
        self.refuse(tmp_path)

    def test_a_fifo_does_not_block(self, tmp_path: Path) -> None:
        """A pipe that nobody writes to is refused at once."""
        os.mkfifo(tmp_path / "pipe.play")
        self.refuse(tmp_path / "pipe.play")

    def test_a_link_to_a_device(self, tmp_path: Path) -> None:
        """A link that leads to a device is refused before the device is opened."""
        (tmp_path / "zero.play").symlink_to("/dev/zero")
        self.refuse(tmp_path / "zero.play")

    def test_a_link_to_itself(self, tmp_path: Path) -> None:
        """A link that leads nowhere is one clear error."""
        (tmp_path / "loop.play").symlink_to("loop.play")
        self.refuse(tmp_path / "loop.play")

    def test_a_file_too_large(self, tmp_path: Path) -> None:
        """A file over the limit is refused unread; one at the limit is not."""
        path = written(tmp_path, MOVE)
        os.truncate(path, MAX_BYTES)
        assert ("listen",) == read(path).moves
        os.truncate(path, MAX_BYTES + 1)
        self.refuse(path)

    def test_a_path_with_an_escape_is_shown_without(self, tmp_path: Path) -> None:
        """A message about a hostile file name can be printed safely."""
        with pytest.raises(UnreadableSave) as caught:
            read(tmp_path / "\x1b[31m\u202e\udcff.play")
        assert str(caught.value).isprintable()


class TestNames:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Ada", "Ada"),
            ("  Ada \t\r\n Lovelace ", "Ada Lovelace"),
            ("\x1b]0;owned\x07Ada", "]0;ownedAda"),
            ("\x00\x1f\x7f\x80\x9f", ""),
            ("\u202a\u202e\u2066\u2069\u200b\u200f\u2060\ufeff", ""),
            ("a \u200b b", "a b"),
            ("a\u2028b\u2029c\x85d", "a b c d"),
            ("\ud800x\udfff", "x"),
            ("Zoë 李 🙂", "Zoë 李 🙂"),
            ("x" * 41, "x" * 40),
            ("x" * 39 + " yz", "x" * 39),
            ("[b]Ada[/b]", "[b]Ada[/b]"),
        ],
    )
    def test_a_name_is_cleaned(self, text: str, expected: str) -> None:
        """Nothing hidden stays, blanks are single, and the length is held."""
        assert expected == clean_name(text)

    def test_no_character_that_steers_a_terminal_survives(self) -> None:
        """All of Unicode goes through, and only what may be shown comes out."""
        ranges = [(0x00, 0x1F), (0x7F, 0x9F), (0x202A, 0x202E), (0x2066, 0x2069)]
        ranges += [(0x200B, 0x200F), (0x2060, 0x2060), (0xFEFF, 0xFEFF), (0xD800, 0xDFFF)]
        hidden = {chr(point) for first, last in ranges for point in range(first, last + 1)}
        everything = "".join(map(chr, range(sys.maxunicode + 1)))
        assert set() == hidden & set(clean_name(everything, limit=len(everything)))

    @pytest.mark.parametrize(
        "name",
        ["", "..", "../x", "a/b", "/etc/x", "-a", "A", "a.b", "a\n", "a\0", "é", "a" * 81, "\x1b"],
    )
    def test_a_name_that_is_no_name_makes_no_path(self, tmp_path: Path, name: str) -> None:
        """Nothing but a plain name leads to a file, and never out of the folder."""
        with pytest.raises(SimulatorError) as caught:
            save_path(tmp_path, name)
        assert str(caught.value).isprintable()
        with pytest.raises(SimulatorError):
            Journal.create(tmp_path, replace(HEADER, name=name))
        assert [] == list(tmp_path.iterdir())

    @pytest.mark.parametrize("name", ["a", "0", "lost-parcel-2", "a" * 80])
    def test_a_plain_name_makes_a_path(self, tmp_path: Path, name: str) -> None:
        """A plain name of up to 80 characters is a file of that name."""
        assert tmp_path / f"{name}.play" == save_path(tmp_path, name)


class TestCreate:
    def test_a_file_that_is_there_is_never_written_over(self, tmp_path: Path) -> None:
        """The second play of a name is refused, and the first stays as it was."""
        path = written(tmp_path, MOVE)
        before = path.read_bytes()
        with pytest.raises(NameTaken):
            Journal.create(tmp_path, HEADER)
        assert before == path.read_bytes()

    def test_a_link_that_leads_nowhere_is_not_followed(self, tmp_path: Path) -> None:
        """A link planted under the name does not make a file elsewhere."""
        (tmp_path / "lost-parcel.play").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(NameTaken):
            Journal.create(tmp_path, HEADER)
        assert not (tmp_path / "elsewhere").exists()

    @pytest.mark.parametrize(
        "change",
        [
            {"started": datetime(2026, 1, 31)},
            {"seed": 10**5000},
            {"mode": "god"},
            {"hash": "?"},
            {"path": "a\0"},
        ],
        ids=["started", "seed", "mode", "hash", "path"],
    )
    def test_nothing_is_written_that_could_not_be_read(
        self, tmp_path: Path, change: dict[str, Any]
    ) -> None:
        """A header with a value that has no place in it makes no file."""
        with pytest.raises(SimulatorError):
            Journal.create(tmp_path, replace(HEADER, **change))
        assert [] == list(tmp_path.iterdir())

    def test_a_name_of_nothing_visible_is_nobody(self, tmp_path: Path) -> None:
        """A person called by control characters alone plays without a name."""
        with Journal.create(tmp_path, replace(HEADER, person="\x1b\u200b ")) as journal:
            assert journal.record.header.person is None

    def test_only_the_owner_may_read_it(self, tmp_path: Path) -> None:
        """A play holds a person's name and results, so others cannot look."""
        Journal.create(tmp_path, HEADER).close()
        assert 0o600 == (tmp_path / "lost-parcel.play").stat().st_mode & 0o777


class TestAppend:
    @pytest.mark.parametrize(
        ("move", "ms", "scene"),
        [("\x1b", 1, "a"), ("", 1, "a"), ("a\n", 1, "a"), ("a", -1, "a"), ("a", 1, "A b")],
    )
    def test_a_line_that_could_not_be_read_is_not_written(
        self, tmp_path: Path, move: str, ms: int, scene: str
    ) -> None:
        """A move with no place in a journal is refused before the file is touched."""
        with Journal.create(tmp_path, HEADER) as journal:
            with pytest.raises(SimulatorError):
                journal.append_move(move, ms, scene)
            assert journal.record == read(journal.record.path)

    def test_a_closed_journal_takes_nothing(self, tmp_path: Path) -> None:
        """Closing twice is fine; going on after that is refused."""
        journal = Journal.create(tmp_path, HEADER)
        journal.close()
        journal.close()
        with pytest.raises(SimulatorError) as caught:
            journal.append_move("listen", 1, "opening")
        assert SimulatorError is type(caught.value)

    def test_it_does_not_outgrow_what_can_be_read(self, tmp_path: Path) -> None:
        """The move that would make the file unreadable is refused."""
        filler = b'{"move": "listen", "ms": 5, "pad": "'
        rest = MAX_BYTES - len(written_bytes(filler)) - len(b'"}\n') - 10
        path = written(tmp_path, filler, b"x" * rest, b'"}\n')
        with Journal.open(path) as journal:
            with pytest.raises(SaveFailed):
                journal.append_move("recap", 1, "opening")
            assert ("listen",) == journal.record.moves == read(path).moves

    def test_a_removed_file_is_noticed(self, tmp_path: Path) -> None:
        """A move that would go into a deleted file is not called kept."""
        with Journal.create(tmp_path, HEADER) as journal:
            journal.record.path.unlink()
            with pytest.raises(SaveFailed):
                journal.append_move("listen", 1, "opening")

    def test_what_another_program_wrote_is_not_cut_away(self, tmp_path: Path) -> None:
        """A file changed behind the journal's back is left as it is."""
        with Journal.create(tmp_path, HEADER) as journal:
            path = journal.record.path
            with path.open("ab") as other:
                other.write(MOVE)
            with pytest.raises(SaveFailed):
                journal.append_move("recap", 1, "opening")
        assert written_bytes(MOVE) == path.read_bytes()


class Disk:
    """Stands in for os.write and os.fsync: tells what was called, and fails as it is told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: list[tuple[str, object]] = []
        self.room: int | None = None  # bytes that still go onto the disk; None: any number
        self.errno = errno.ENOSPC
        self.sync_fails = False
        self.cut_fails = False
        self._write, self._fsync, self._cut = os.write, os.fsync, os.ftruncate
        monkeypatch.setattr(os, "write", self.write)
        monkeypatch.setattr(os, "fsync", self.fsync)
        monkeypatch.setattr(os, "ftruncate", self.ftruncate)

    def write(self, descriptor: int, data: bytes) -> int:
        self.calls.append(("write", bytes(data)))
        if self.room is None:
            return self._write(descriptor, data)
        if self.room == 0:
            raise OSError(self.errno, os.strerror(self.errno))
        data = data[: self.room]
        self.room -= len(data)
        return self._write(descriptor, data)

    def fsync(self, descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        self.calls.append(("fsync", kind))
        if self.sync_fails:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        self._fsync(descriptor)

    def ftruncate(self, descriptor: int, length: int) -> None:
        if self.cut_fails:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        self._cut(descriptor, length)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """A disk that works until it is told otherwise."""
    return Disk(monkeypatch)


class TestDurability:
    def test_a_line_is_one_write_and_on_the_disk_before_the_call_returns(
        self, tmp_path: Path, disk: Disk
    ) -> None:
        """Each append writes a whole line once and syncs it; making the file syncs the folder."""
        with Journal.create(tmp_path, HEADER) as journal:
            expected = [("write", written_bytes()), ("fsync", "file"), ("fsync", "folder")]
            assert expected == disk.calls
            disk.calls.clear()
            journal.append_move("listen", 5, "opening")
            assert [("write", MOVE), ("fsync", "file")] == disk.calls
            disk.calls.clear()
            journal.append_undo(1)
            undo = b'{"undo": 1, "ms": 1}\n'
            assert [("write", undo), ("fsync", "file")] == disk.calls
            disk.calls.clear()
            journal.append_end("lost", 2)
            end = b'{"end": "lost", "ms": 2}\n'
            assert [("write", end), ("fsync", "file")] == disk.calls

    def test_cutting_a_torn_line_away_is_synced(self, tmp_path: Path, disk: Disk) -> None:
        """The shorter file is on the disk before the play goes on."""
        with Journal.open(written(tmp_path, MOVE, b"{")):
            assert [("fsync", "file")] == disk.calls

    @pytest.mark.parametrize(
        "number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG, errno.ENXIO]
    )
    def test_a_failed_write_leaves_the_play_as_it_was(
        self, tmp_path: Path, disk: Disk, number: int
    ) -> None:
        """However much of the line went out, it is cut back, and the same call works later."""
        with Journal.create(tmp_path, HEADER) as journal:
            journal.append_move("listen", 5, "opening")
            before = journal.record
            for room in range(len(MOVE)):
                disk.room, disk.errno = room, number
                with pytest.raises(SaveFailed) as caught:
                    journal.append_move("listen", 5, "opening")
                assert (before.path, number) == (caught.value.path, caught.value.errno)
                assert str(before.path) in caught.value.message
                assert caught.value.hint
                assert before.entries == journal.record.entries
                assert written_bytes(MOVE) == before.path.read_bytes()
            disk.room = None
            journal.append_move("listen", 5, "opening")
        assert written_bytes(MOVE, MOVE) == before.path.read_bytes()

    def test_a_failed_sync_leaves_the_play_as_it_was(self, tmp_path: Path, disk: Disk) -> None:
        """A line that may not be on the disk is not called kept, and is not kept twice."""
        with Journal.create(tmp_path, HEADER) as journal:
            disk.sync_fails = True
            with pytest.raises(SaveFailed):
                journal.append_move("listen", 5, "opening")
            assert written_bytes() == journal.record.path.read_bytes()
            disk.sync_fails = False
            journal.append_move("listen", 5, "opening")
            assert written_bytes(MOVE) == journal.record.path.read_bytes()

    def test_a_tail_that_could_not_be_cut_is_cut_later(self, tmp_path: Path, disk: Disk) -> None:
        """Where even cutting back fails, the next try does it first; a reader sees a torn line."""
        with Journal.create(tmp_path, HEADER) as journal:
            path = journal.record.path
            disk.room, disk.cut_fails = 9, True
            for _ in range(2):
                with pytest.raises(SaveFailed):
                    journal.append_move("listen", 5, "opening")
                assert written_bytes(MOVE[:9]) == path.read_bytes()
            assert read(path).dropped
            disk.room, disk.cut_fails = None, False
            journal.append_move("listen", 5, "opening")
            assert written_bytes(MOVE) == path.read_bytes()

    def test_a_play_that_could_not_be_begun_leaves_no_file(
        self, tmp_path: Path, disk: Disk
    ) -> None:
        """A header that does not fit the disk takes its file with it."""
        disk.room = 20
        with pytest.raises(SaveFailed):
            Journal.create(tmp_path, HEADER)
        assert [] == list(tmp_path.iterdir())

    def test_a_play_whose_name_may_not_be_on_the_disk_is_not_begun(
        self, tmp_path: Path, disk: Disk
    ) -> None:
        """If the folder cannot be synced the call fails and leaves no file."""
        disk.sync_fails = True
        with pytest.raises(SaveFailed):
            Journal.create(tmp_path, HEADER)
        assert [] == list(tmp_path.iterdir())

    def test_a_real_limit_on_the_size_of_files(self, tmp_path: Path) -> None:
        """The system stops the file in mid-line; the lines before stand, and it goes on later."""
        code = """
import resource, sys
from pathlib import Path
from simulator.records.save_failures import SaveFailed
from simulator.records.journal import Journal
path = Path(sys.argv[1])
with Journal.open(path) as journal:
    size = path.stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, resource.RLIM_INFINITY))
    kept = 0
    try:
        while True:
            journal.append_move("listen", 5, "opening")
            kept += 1
    except SaveFailed as error:
        print(kept, error.errno, path.stat().st_size - size)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    journal.append_move("recap", 5, "opening")
"""
        path = written(tmp_path)
        with child(code, path) as process:
            answer, _ = process.communicate(timeout=PATIENCE)
        assert [2, errno.EFBIG, 2 * len(MOVE)] == [int(word) for word in answer.split()]
        assert ("listen", "listen", "recap") == read(path).moves

    def test_what_was_acknowledged_outlives_a_kill(self, tmp_path: Path) -> None:
        """A program killed in mid-play loses nothing that its calls returned from."""
        code = """
import sys
from pathlib import Path
from simulator.records.journal import Journal
journal = Journal.open(Path(sys.argv[1]))
for number in range(1_000_000):
    journal.append_move(f"m{number}", 1, "opening")
    print(number + 1, flush=True)
"""
        path = written(tmp_path)
        with child(code, path) as process:
            assert process.stdout is not None
            for _ in range(25):
                process.stdout.readline()
            process.send_signal(signal.SIGKILL)
            rest = process.stdout.readlines()
        acknowledged = 25 + sum(line.endswith("\n") for line in rest)
        moves = read(path).moves
        assert len(moves) >= acknowledged
        assert tuple(f"m{number}" for number in range(len(moves))) == moves


HOLDER = """
import sys, time
from pathlib import Path
from simulator.records.journal import Journal
journal = Journal.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


class TestLock:
    def test_a_play_is_open_for_writing_once_in_a_program(self, tmp_path: Path) -> None:
        """The same program is refused too; reading is not, and closing lets go."""
        with Journal.create(tmp_path, HEADER) as journal:
            path = journal.record.path
            with pytest.raises(SaveInUse) as caught:
                Journal.open(path)
            assert path == caught.value.path
            assert journal.record == read(path)
        with Journal.open(path), pytest.raises(SaveInUse):
            Journal.open(path)
        Journal.open(path).close()

    @pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, None])
    def test_another_program_holds_it_until_it_ends(
        self, tmp_path: Path, end: signal.Signals | None
    ) -> None:
        """A play open elsewhere is refused untouched; however that program ends, it is free."""
        path = written(tmp_path, MOVE, b'{"torn')
        with child(HOLDER, path) as process:
            assert process.stdout is not None
            assert "open\n" == process.stdout.readline()
            before = path.read_bytes()
            with pytest.raises(SaveInUse):
                Journal.open(path)
            assert before == path.read_bytes()
            assert ("listen",) == read(path).moves
            if end is None:
                process.communicate(timeout=PATIENCE)
            else:
                process.send_signal(end)
                process.wait(timeout=PATIENCE)
        with Journal.open(path) as journal:
            journal.append_move("recap", 1, "opening")
        assert ("listen", "recap") == read(path).moves

    def test_a_torn_line_is_not_cut_while_another_program_writes(self, tmp_path: Path) -> None:
        """A refused opening changes nothing, even where the last line looks torn."""
        with Journal.create(tmp_path, HEADER) as journal:
            path = journal.record.path
            with path.open("ab") as other:
                other.write(b'{"half')
            before = path.read_bytes()
            with pytest.raises(SaveInUse):
                Journal.open(path)
        assert before == path.read_bytes()
