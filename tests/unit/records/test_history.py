"""What is promised of the history: rows are kept and found again, and a bad file costs nothing but what is in it."""

from __future__ import annotations

import random
import resource
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from simulator.errors import SimulatorError
from simulator.records.history import History, history_path
from simulator.records.history_rows import Figures, Play

DATA = Path(__file__).parents[2] / "data"
BEGUN = datetime(2026, 1, 31, 9, 30, 0, 123456, tzinfo=UTC)
FIGURES = Figures("saved", "full", -7, 83, -10, 64, (("listening", 100), ("honesty", 0)))
PLAY = Play(
    key="late-parcel 2026-01-31 0f0f",
    name="late-parcel",
    person="Ada",
    scenario="late-parcel",
    hash="0f" * 32,
    mode="coach",
    timed=True,
    given=0,
    started=BEGUN,
    updated=BEGUN + timedelta(minutes=3),
    moves=4,
    figures=FIGURES,
)
OPEN = replace(
    PLAY, key="open", person="", started=BEGUN - timedelta(days=1), given=2, figures=Figures()
)


@pytest.fixture
def history(tmp_path: Path) -> History:
    """A history in a folder that is not there yet."""
    return History(tmp_path / "records" / "history.sqlite")


@pytest.fixture
def older(history: History) -> History:
    """A history of version 1, as the program of the first edition wrote it."""
    history.path.parent.mkdir()
    shutil.copyfile(DATA / "edition-1" / "history.sqlite", history.path)
    return history


def write(history: History, statement: str, *values: object) -> None:
    """Do something to the file that the program would not do."""
    with closing(sqlite3.connect(history.path)) as connection, connection:
        connection.execute(statement, values)


class TestKeeping:
    def test_nothing_is_there_before_something_is_kept(self, history: History) -> None:
        """Asking makes no file."""
        assert ([], {}, 0) == (history.plays(), dict(history.known()), history.forget("Ada"))
        history.keep([])
        assert not history.path.parent.exists()

    def test_what_is_kept_is_found_again(self, history: History) -> None:
        """Each play as it was, by when it was begun; one person's alone where that is asked."""
        history.keep([PLAY, OPEN])
        assert [OPEN, PLAY] == history.plays()
        assert [PLAY] == history.plays("Ada")
        assert [OPEN] == history.plays("")
        assert [] == history.plays("Ada'; DROP TABLE plays; --")

    def test_a_play_is_kept_once(self, history: History) -> None:
        """Keeping a play again replaces what was kept before."""
        history.keep([replace(PLAY, figures=Figures(), moves=1)])
        history.keep([PLAY])
        assert [PLAY] == history.plays()

    def test_nobody_else_may_read_it(self, history: History) -> None:
        """As with the saves that it was made from."""
        history.keep([PLAY])
        assert 0o600 == history.path.stat().st_mode & 0o777

    def test_known_tells_when_each_was_changed(self, history: History) -> None:
        """In UTC to the microsecond, wherever the clock of the play stood."""
        there = timezone(timedelta(hours=-5))
        history.keep([replace(PLAY, updated=PLAY.updated.astimezone(there)), OPEN])
        assert {PLAY.key: PLAY.updated, OPEN.key: OPEN.updated} == dict(history.known())

    def test_forget_removes_one_person_from_the_file(self, history: History) -> None:
        """No byte of them is left in it, nor what was set aside; the others stay."""
        secret = replace(PLAY, key="secret", person="Grace Hopper")
        history.keep([PLAY, secret, replace(secret, key="second")])
        aside = history.path.with_name("history.sqlite.damaged")
        aside.write_bytes(b"Grace Hopper")
        assert 2 == history.forget("Grace Hopper")
        assert [PLAY] == history.plays()
        assert b"Hopper" not in history.path.read_bytes()
        assert not aside.exists()
        assert 0 == history.forget("Grace Hopper")

    @pytest.mark.parametrize(
        ("play", "counts"),
        [
            (PLAY, True),
            (replace(PLAY, given=1), False),
            (replace(PLAY, figures=replace(FIGURES, satisfaction=None)), False),
        ],
        ids=["whole", "tried again", "not ended"],
    )
    def test_which_plays_count(self, play: Play, counts: bool) -> None:
        """Only a whole one that came to its end."""
        assert counts == play.counts


class TestFirstEdition:
    def test_nothing_of_an_older_file_is_lost(self, older: History) -> None:
        """Its rows are of the first edition and the first day, with the scores that they had."""
        plays = older.plays("Ada")
        assert [(1, "")] * 5 == [(play.edition, play.day) for play in plays]
        assert [51, -16, None, None, None] == [play.figures.satisfaction for play in plays]
        assert [100, 54, None, None, None] == [play.figures.qa for play in plays]
        assert not older.path.with_name("history.sqlite.damaged").exists()
        assert "late-call" == (older.play(plays[0].key) or PLAY).name

    def test_an_older_file_takes_new_rows(self, older: History) -> None:
        """They are of this edition, and stand beside the old ones."""
        older.keep([replace(PLAY, day="payday")])
        assert {1: 5, 2: 1} == Counter(play.edition for play in older.plays())
        assert replace(PLAY, day="payday") == older.play(PLAY.key)
        with closing(sqlite3.connect(older.path)) as connection:
            assert (History.VERSION,) == connection.execute("PRAGMA user_version").fetchone()

    def test_an_upgrade_that_fails_loses_nothing(self, older: History) -> None:
        """All of it happens, or none: the file is set aside as it was."""
        write(older, "ALTER TABLE plays ADD COLUMN day TEXT")
        before = older.path.read_bytes()
        assert [] == older.plays()
        assert before == older.path.with_name("history.sqlite.damaged").read_bytes()


class TestDamage:
    @pytest.mark.parametrize("data", [b"no database at all, " * 100, b"\x00" * 4096])
    def test_what_is_no_history_is_set_aside(self, history: History, data: bytes) -> None:
        """It is kept under another name, and a new one is begun."""
        history.path.parent.mkdir()
        history.path.write_bytes(data)
        assert {} == dict(history.known())
        history.keep([PLAY])
        assert [PLAY] == history.plays()
        aside = history.path.with_name("history.sqlite.damaged")
        assert data == aside.read_bytes()

    def test_any_damaged_byte_costs_no_more_than_the_rows(self, history: History) -> None:
        """Wherever it is, in the schema or in a row, the file is read or set aside, and can be used at once."""
        history.keep([PLAY, OPEN])
        good = history.path.read_bytes()
        named = History(history.path.with_name("mine"))  # the name must not matter
        places = [at for at, byte in enumerate(good) if byte]
        seed = 20260131
        chosen = random.Random(seed).sample(places, 150)
        schema = good.index(b"CREATE TABLE plays")
        write_version = 18  # in SQLite's header: another number there makes the file read-only
        table, index = 4096, 8192  # the pages of the rows and of their keys
        known = [
            write_version,
            *(schema, schema + 15, good.index(b"Ada"), good.index(b"saved")),
            *(at for page in (table, index) for at in range(page, page + 12) if good[at]),
            len(good) - 1,  # in a key, as the index has it
        ]
        for at in [*chosen, *known]:
            data = bytearray(good)
            data[at] = 0xFF
            named.path.write_bytes(data)
            try:
                named.plays()
                named.keep([PLAY, OPEN])
                kept = named.plays()
                assert {OPEN, PLAY} <= set(kept), (seed, at)
                assert 1 == max(Counter(play.key for play in kept).values()), (seed, at)
            except SimulatorError as error:
                # The version in the header can become a later one, which is left alone.
                assert "newer version" in error.message, (seed, at)  # noqa: PT017
            for path in named.path.parent.glob("mine*"):
                path.unlink()

    @pytest.mark.parametrize("name", ["notes.txt", "shop.sqlite", "round.sqlite"])
    def test_another_file_is_never_touched(self, history: History, name: str) -> None:
        """Whoever names a wrong file finds it as it was, whatever it is."""
        path = history.path.with_name(name)
        path.parent.mkdir()
        if name == "notes.txt":
            path.write_text("She plays chess. " * 500)
        else:
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("CREATE TABLE bread (loaves)")
                connection.execute(
                    f"PRAGMA user_version = {History.VERSION if 'round' in name else 0}"
                )
        before = path.read_bytes()
        for call in (lambda: History(path).keep([PLAY]), lambda: History(path).plays()):
            with pytest.raises(SimulatorError) as raised:
                call()
            assert f"{path} isn't a play history, and was left as it is." == raised.value.message
        assert before == path.read_bytes()
        assert [path] == list(path.parent.iterdir())

    def test_a_pipe_or_a_device_is_refused(self, odd: Path) -> None:
        """It is neither opened nor replaced."""
        before = odd.stat().st_mode
        for call in (lambda: History(odd).keep([PLAY]), lambda: History(odd).plays()):
            with pytest.raises(SimulatorError) as raised:
                call()
            assert raised.value.message.endswith(", not a file.")
        assert before == odd.stat().st_mode
        assert [odd] == list(odd.parent.iterdir())

    def test_damage_in_the_middle_is_set_aside_too(self, history: History) -> None:
        """A file that opens and breaks off later is made anew as well."""
        history.keep([replace(PLAY, key=f"play {number}") for number in range(200)])
        data = bytearray(history.path.read_bytes())
        data[4096:] = b"\xff" * (len(data) - 4096)
        history.path.write_bytes(data)
        assert [] == history.plays()
        history.keep([PLAY])
        assert [PLAY] == history.plays()

    def test_a_newer_file_is_left_alone(self, history: History) -> None:
        """It is refused with what helps, and not changed."""
        history.keep([PLAY])
        write(history, f"PRAGMA user_version = {History.VERSION + 1}")
        before = history.path.read_bytes()
        with pytest.raises(SimulatorError) as raised:
            history.keep([OPEN])
        assert f"The history {history.path} was written by a newer version." == raised.value.message
        assert before == history.path.read_bytes()

    def test_a_table_of_no_version_is_set_aside(self, history: History) -> None:
        """Nobody knows what is in it; a new one is made beside it."""
        history.keep([PLAY])
        write(history, "DROP TABLE plays")
        write(history, "CREATE TABLE plays (key TEXT)")
        write(history, "PRAGMA user_version = 0")
        assert [] == history.plays()
        assert history.path.with_name("history.sqlite.damaged").exists()
        history.keep([PLAY])
        assert [PLAY] == history.plays()

    def test_hostile_text_is_cleaned(self, history: History) -> None:
        """Nothing that comes out of the file can steer a terminal."""
        history.keep([PLAY])
        bad = "\x1b]0;x\x07\u202ea\nb"
        for column in ("name", "person", "scenario", "mode", "ending", "outcome"):
            write(history, f"UPDATE plays SET {column} = ?", bad)
        write(history, "UPDATE plays SET dimensions = ?", '{"\\u001b[31m": 5}')
        (play,) = history.plays()
        texts = (play.name, play.person, play.scenario, play.mode)
        assert ("]0;xa b",) * 6 == (*texts, play.figures.ending, play.figures.outcome)
        assert (("[31m", 5),) == play.figures.dimensions

    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("started", "yesterday"),
            ("updated", "2026-01-31T09:30:00"),
            ("moves", "many"),
            ("satisfaction", "good"),
            ("qa", b"\x00"),
            ("dimensions", "not JSON"),
            ("dimensions", "[1]"),
            ("dimensions", '{"honesty": "high"}'),
            ("dimensions", '{"honesty": Infinity}'),
            ("dimensions", "[" * 100_000),
        ],
    )
    def test_a_row_that_is_no_play_is_left_out(
        self, history: History, column: str, value: object
    ) -> None:
        """It is not known either, so that it is worked out again from its save."""
        history.keep([PLAY, OPEN])
        write(history, f"UPDATE plays SET {column} = ? WHERE key = ?", value, PLAY.key)
        assert [OPEN] == history.plays()
        assert [OPEN.key] == list(history.known())
        history.keep([PLAY])
        assert [OPEN, PLAY] == history.plays()

    def test_what_the_system_refuses_is_one_sentence(self, history: History) -> None:
        """A folder in its place, or a file in the place of its folder."""
        history.path.mkdir(parents=True)
        with pytest.raises(SimulatorError) as raised:
            history.plays()
        assert raised.value.message.startswith(f"The history {history.path} can't be read: ")
        below = History(history.path.parent / "file" / "history.sqlite")
        below.path.parent.write_text("")
        with pytest.raises(SimulatorError) as raised:
            below.keep([PLAY])
        assert raised.value.message.startswith(f"The history {below.path} can't be written: ")


class TestFullDisk:
    @pytest.mark.parametrize("room", [0, 4096, 8192])
    def test_a_new_file_that_has_no_room_is_not_left(self, history: History, room: int) -> None:
        """It is said in our own words, nothing is set aside, and the next try may have the name."""
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
        try:
            with pytest.raises(SimulatorError) as raised:
                history.keep([PLAY])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert f"The history {history.path} can't be written: the disk " in raised.value.message
        assert [] == list(history.path.parent.iterdir())
        history.keep([PLAY])
        assert [PLAY] == history.plays()

    def test_an_older_file_is_not_set_aside(self, older: History) -> None:
        """Where there is no room to bring it to this version, it stays as it was."""
        before = older.path.read_bytes()
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
        try:
            with pytest.raises(SimulatorError) as raised:
                older.keep([PLAY])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert f"The history {older.path} can't be written: the disk " in raised.value.message
        assert before == older.path.read_bytes()
        assert not older.path.with_name(f"{older.path.name}.damaged").exists()


class TestPlace:
    def test_named_before_the_environment_before_the_usual(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """An option, SIMULATOR_RECORDS, the checkout's folder of saves, or beside the user's."""
        monkeypatch.setenv("SIMULATOR_RECORDS", str(tmp_path / "set"))
        assert tmp_path / "named" == history_path(str(tmp_path / "named"), tmp_path)
        assert tmp_path / "set" == history_path(None, tmp_path)
        monkeypatch.setenv("SIMULATOR_RECORDS", "")
        assert tmp_path / "saves" / "history.sqlite" == history_path(None, tmp_path)
        monkeypatch.setattr("sys.platform", "linux")
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        usual = tmp_path / "customer-service-simulator" / "history.sqlite"
        assert usual == history_path(None, None)
