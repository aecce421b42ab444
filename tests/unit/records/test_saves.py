"""What is promised of the folder of saves: names that are free, and no file hiding the others."""

import errno
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import pytest

from simulator.errors import SimulatorError
from simulator.records.record import Header
from simulator.records.save_failures import SaveFailed, SaveInUse, UnreadableSave
from simulator.records.saves import NoSuchSave, Saves, default_folder
from simulator.vocabulary import Mode
from tests.support.patience import PATIENCE

ROOT = Path(__file__).parents[3]
HEADER = Header(
    scenario="lost-parcel",
    path=None,
    hash="0f" * 32,
    person=None,
    seed=None,
    mode=Mode.COACH,
    timed=False,
    program="0.1.0",
    started=datetime(2026, 1, 31, 9, 30, tzinfo=UTC),
)


def play(saves: Saves, changed: int) -> str:
    """Begin and close a play that was last changed at that second; its name."""
    with saves.create(HEADER) as journal:
        record = journal.record
    os.utime(record.path, (changed, changed))
    return record.name


class TestFolder:
    def test_in_a_checkout_saves_lie_in_it(self, tmp_path: Path) -> None:
        """A program run from its source keeps plays beside it."""
        assert tmp_path / "saves" == default_folder(tmp_path)

    @pytest.mark.parametrize(
        ("platform", "xdg", "expected"),
        [
            ("linux", None, "home/.local/share"),
            ("linux", "", "home/.local/share"),
            ("linux", "relative/data", "home/.local/share"),
            ("linux", "{}/data", "data"),
            ("darwin", "{}/data", "home/Library/Application Support"),
        ],
    )
    def test_installed_it_is_the_platforms_folder(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        platform: str,
        xdg: str | None,
        expected: str,
    ) -> None:
        """Each platform's habit is followed, and XDG_DATA_HOME where it is absolute."""
        monkeypatch.setattr(sys, "platform", platform)
        monkeypatch.setenv("HOME", str(tmp_path / "home"))
        monkeypatch.delenv("XDG_DATA_HOME", raising=False)
        if xdg is not None:
            monkeypatch.setenv("XDG_DATA_HOME", xdg.format(tmp_path))
        folder = tmp_path / expected / "customer-service-simulator" / "saves"
        assert folder == default_folder(None)
        assert [] == list(tmp_path.iterdir())

    def test_without_a_home_it_is_one_clear_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A user without a home folder is told to choose one."""

        def homeless() -> NoReturn:
            raise RuntimeError("no home")

        monkeypatch.delenv("XDG_DATA_HOME", raising=False)
        monkeypatch.setattr(Path, "home", homeless)
        with pytest.raises(SimulatorError) as caught:
            default_folder(None)
        assert "Choose a folder with --saves." == caught.value.hint

    def test_it_is_made_with_the_first_play(self, tmp_path: Path) -> None:
        """Looking makes nothing; the first play makes the folder and those above it."""
        saves = Saves(tmp_path / "a" / "b")
        assert ([], []) == saves.list()
        assert "lost-parcel" == next(saves._fresh_names("lost-parcel"))
        with pytest.raises(NoSuchSave):
            saves.resume("lost-parcel")
        assert [] == list(tmp_path.iterdir())
        saves.create(HEADER).close()
        assert [tmp_path / "a" / "b" / "lost-parcel.play"] == list(saves.folder.iterdir())

    def test_each_folder_made_is_on_the_disk(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The folders above a new one are synced, so that the first play survives a power cut."""
        synced: list[int] = []
        really = os.fsync

        def fsync(descriptor: int) -> None:
            synced.append(os.fstat(descriptor).st_ino)
            really(descriptor)

        monkeypatch.setattr(os, "fsync", fsync)
        with Saves(tmp_path / "a" / "b").create(HEADER) as journal:
            way = [tmp_path, tmp_path / "a", journal.record.path, tmp_path / "a" / "b"]
        assert [path.stat().st_ino for path in way] == synced

    def test_a_file_in_its_place_is_one_clear_error(self, tmp_path: Path) -> None:
        """Every way in says what is wrong and where."""
        saves = Saves(tmp_path / "saves")
        saves.folder.write_text("no folder")
        with pytest.raises(UnreadableSave):
            saves.list()
        with pytest.raises(UnreadableSave):
            saves.resume("lost-parcel")
        with pytest.raises(SaveFailed) as caught:
            saves.create(HEADER)
        assert (saves.folder, errno.EEXIST) == (caught.value.path, caught.value.errno)
        with pytest.raises(SaveFailed):
            Saves(saves.folder / "deeper").create(HEADER)

    @pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
    def test_a_refused_file_is_one_clear_error(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
    ) -> None:
        """Where the system lets nothing be written, plays can still be listed."""
        saves = Saves(tmp_path)
        name = play(saves, 1)
        really = os.open

        def read_only(path: Path, flags: int, mode: int = 0o777) -> int:
            if flags & (os.O_WRONLY | os.O_RDWR):
                raise OSError(number, os.strerror(number), str(path))
            return really(path, flags, mode)

        monkeypatch.setattr(os, "open", read_only)
        with pytest.raises(SaveFailed) as beginning:
            saves.create(HEADER)
        with pytest.raises(SaveFailed) as resuming:
            saves.resume(name)
        assert [number] * 2 == [beginning.value.errno, resuming.value.errno]
        assert [name] == [record.name for record in saves.list()[0]]

    @pytest.mark.skipif(
        os.geteuid() == 0,
        reason="NOT TESTED HERE: root may write to a read-only folder; run as another user",
    )
    def test_a_folder_that_may_not_be_written_is_one_clear_error(self, tmp_path: Path) -> None:
        """A real read-only folder refuses a play, and one that may not be read says so."""
        saves = Saves(tmp_path / "saves")
        name = play(saves, 1)
        try:
            saves.folder.chmod(0o500)
            with pytest.raises(SaveFailed) as caught:
                saves.create(HEADER)
            assert errno.EACCES == caught.value.errno
            with pytest.raises(SaveFailed):
                Saves(saves.folder / "new").create(HEADER)
            assert [name] == [record.name for record in saves.list()[0]]
            saves.resume(name).close()
            saves.folder.chmod(0o000)
            with pytest.raises(UnreadableSave):
                saves.list()
        finally:
            saves.folder.chmod(0o700)


class TestNames:
    def test_names_count_up(self, tmp_path: Path) -> None:
        """Each play of a scenario gets the next free name, and no file is written over."""
        saves = Saves(tmp_path)
        names = [play(saves, 1) for _ in range(3)]
        assert ["lost-parcel", "lost-parcel-2", "lost-parcel-3"] == names
        assert "lost-parcel-4" == next(saves._fresh_names("lost-parcel"))
        assert names == sorted(path.stem for path in tmp_path.iterdir())

    def test_the_name_is_in_the_header(self, tmp_path: Path) -> None:
        """A play knows its own name."""
        with Saves(tmp_path).create(HEADER) as journal:
            assert "lost-parcel" == journal.record.header.name

    @pytest.mark.parametrize(
        ("scenario", "expected"),
        [
            ("My Draft (2)", "my-draft-2"),
            ("../../etc/passwd", "etc-passwd"),
            ("\x1b[31m", "31m"),
            ("***", "play"),
            ("İstanbul", "i-stanbul"),
            ("a" * 300, "a" * 60),
        ],
    )
    def test_any_scenario_makes_a_plain_name(
        self, tmp_path: Path, scenario: str, expected: str
    ) -> None:
        """A scenario given by path may be called anything; its plays are called plainly."""
        saves = Saves(tmp_path)
        assert expected == next(saves._fresh_names(scenario))
        assert tmp_path == saves.path(expected).parent

    def test_a_name_taken_meanwhile_is_passed_over(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """If another program is quicker the next name is tried."""
        saves = Saves(tmp_path)
        saves.create(HEADER).close()
        monkeypatch.setattr(Saves, "_stems", lambda _: ())
        with saves.create(HEADER) as journal:
            assert "lost-parcel-2" == journal.record.name

    def test_programs_at_once_get_names_of_their_own(self, tmp_path: Path) -> None:
        """Four programs that begin ten plays each make forty files."""
        code = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from simulator.records.record import Header
from simulator.records.saves import Saves
started = datetime(2026, 1, 31, tzinfo=UTC)
header = Header("lost-parcel", None, "0f" * 32, None, None, "exam", True, "0.1.0", started)
for _ in range(10):
    Saves(Path(sys.argv[1])).create(header).close()
"""
        command = [sys.executable, "-c", code, str(tmp_path / "saves")]
        programs = [subprocess.Popen(command, cwd=ROOT) for _ in range(4)]
        assert [0] * 4 == [program.wait(timeout=PATIENCE) for program in programs]
        records, unreadable = Saves(tmp_path / "saves").list()
        assert (40, []) == (len(records), unreadable)


class TestList:
    def test_the_newest_comes_first(self, tmp_path: Path) -> None:
        """Plays are in the order of their last change, then of their names."""
        saves = Saves(tmp_path)
        for changed in (10, 30, 20, 20):
            play(saves, changed)
        records, unreadable = saves.list()
        expected = ["lost-parcel-2", "lost-parcel-3", "lost-parcel-4", "lost-parcel"]
        assert expected == [record.name for record in records]
        assert [] == unreadable
        assert datetime.fromtimestamp(30, UTC) == records[0].updated

    def test_a_play_that_is_open_is_listed(self, tmp_path: Path) -> None:
        """Looking needs no lock."""
        with Saves(tmp_path).create(HEADER) as journal:
            journal.append_move("listen", 1, "opening")
            assert ([journal.record], []) == Saves(tmp_path).list()

    def test_bad_files_do_not_hide_the_others(self, tmp_path: Path) -> None:
        """Each unreadable file is named with a word, by name, and the rest is listed."""
        saves = Saves(tmp_path)
        good = play(saves, 1)
        (tmp_path / "binary.play").write_bytes(b"\xff\xfe\x00\n" * 9)
        (tmp_path / "empty.play").write_bytes(b"")
        (tmp_path / "folder.play").mkdir()
        (tmp_path / "gone.play").symlink_to("nowhere")
        (tmp_path / "zero.play").symlink_to("/dev/zero")
        os.mkfifo(tmp_path / "pipe.play")
        (tmp_path / "\x1b[31mred.play").write_bytes((tmp_path / f"{good}.play").read_bytes())
        (tmp_path / "notes.txt").write_text("not a play")
        (tmp_path / ".hidden.play").write_text("not a play either")
        records, unreadable = saves.list()
        assert [good] == [record.name for record in records]
        expected = ["\x1b[31mred", "binary", "empty", "folder", "gone", "pipe", "zero"]
        assert expected == [bad.path.stem for bad in unreadable]
        assert all(f"{bad.message} {bad.hint}".isprintable() for bad in unreadable)

    def test_a_renamed_play_goes_by_its_new_name(self, tmp_path: Path) -> None:
        """The name that is listed is the one to resume by."""
        saves = Saves(tmp_path)
        saves.path(play(saves, 1)).rename(saves.path("the-good-one"))
        assert ["the-good-one"] == [record.name for record in saves.list()[0]]
        saves.resume("the-good-one").close()


class TestResume:
    def test_a_play_goes_on_by_its_name(self, tmp_path: Path) -> None:
        """What was played before is there."""
        saves = Saves(tmp_path)
        with saves.create(HEADER) as journal:
            journal.append_move("listen", 1, "opening")
            with pytest.raises(SaveInUse):
                saves.resume("lost-parcel")
        with saves.resume("lost-parcel") as journal:
            assert ("listen",) == journal.record.moves

    @pytest.mark.parametrize(
        ("name", "nearest"),
        [
            ("lost-parcle", ("lost-parcel", "lost-parcel-2")),
            ("Lost-Parcel-2.play", ("lost-parcel-2", "lost-parcel")),
            ("quite-other", ()),
            ("", ()),
        ],
    )
    def test_an_unknown_name_is_met_with_the_nearest(
        self, tmp_path: Path, name: str, nearest: tuple[str, ...]
    ) -> None:
        """A slip of the hand gets the names it may have meant."""
        saves = Saves(tmp_path)
        play(saves, 1)
        play(saves, 1)
        with pytest.raises(NoSuchSave) as caught:
            saves.resume(name)
        assert (name, nearest) == (caught.value.name, caught.value.nearest)

    @pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "a/b", "\x1b[2Jx", "a\0b", ".."])
    def test_a_hostile_name_opens_nothing(self, tmp_path: Path, name: str) -> None:
        """No name leads out of the folder, and none is shown raw."""
        saves = Saves(tmp_path / "saves")
        play(saves, 1)
        secret = tmp_path / "secret.play"
        secret.write_bytes(saves.path("lost-parcel").read_bytes())
        with pytest.raises(NoSuchSave) as caught:
            saves.resume(name)
        assert str(caught.value).isprintable()
        with pytest.raises(SimulatorError):
            saves.path(name)

    def test_a_file_with_a_hostile_name_is_not_opened(self, tmp_path: Path) -> None:
        """Even a file that is there is opened by plain names alone, and never suggested."""
        saves = Saves(tmp_path)
        saves.path(play(saves, 1)).rename(tmp_path / "\x1b[31mx.play")
        with pytest.raises(SimulatorError) as caught:
            saves.resume("\x1b[31mx")
        assert str(caught.value).isprintable()
        with pytest.raises(NoSuchSave) as near:
            saves.resume("[31mx")
        assert () == near.value.nearest


def test_what_stands_in_the_way_of_a_play_is_seen_before(tmp_path: Path) -> None:
    """Without writing: a folder that can be made is none, a file in its place is one, and so is one in the place above."""
    assert Saves(tmp_path / "a" / "b").obstacle() is None
    assert [] == list(tmp_path.iterdir())
    file = tmp_path / "file"
    file.write_text("")
    assert f"{file} isn't a folder." == Saves(file).obstacle() == Saves(file / "saves").obstacle()


def test_a_folder_that_may_not_be_written_stands_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the system says, of the folder or of the one that it would be made in; so does a disk without room."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert f"{tmp_path} can't be written to." == Saves(tmp_path / "saves").obstacle()
    monkeypatch.undo()
    full = os.statvfs_result((4096, 4096, 9, 0, 0, 9, 9, 9, 0, 255))
    monkeypatch.setattr(os, "statvfs", lambda _: full)
    assert f"the disk of {tmp_path} is full." == Saves(tmp_path).obstacle()
