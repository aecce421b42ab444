"""What is promised of the settings file: a mistake in it closes nothing, and writing keeps what was there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from simulator.errors import SimulatorError
from simulator.records.settings import (
    MAX_BYTES,
    MEANINGS,
    PACES,
    Settings,
    read_settings,
    settings_path,
    with_value,
    write_setting,
)
from tests.support.machine import no_space

if TYPE_CHECKING:
    from pathlib import Path

WRITTEN = """\
# Ada's settings.
theme = "light"  # for the office

[keys]
"play.listen" = "k"  # k as in quiet
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a settings file would be, in a folder that is not there yet."""
    return tmp_path / "config" / "settings.toml"


def written(path: Path, data: str | bytes) -> Path:
    """A settings file that holds this."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def refusal(key: str, value: Any) -> str:
    """The sentence that refuses a value."""
    with pytest.raises(SimulatorError) as raised:
        with_value(Settings(), key, value)
    return raised.value.message


class TestReading:
    def test_without_a_file_all_is_at_its_default(self, path: Path) -> None:
        """Nothing needs to be there, and nothing is made by reading."""
        read = read_settings(path)
        assert (Settings(), ()) == (read.settings, read.troubles)
        assert not path.parent.exists()

    def test_the_defaults(self) -> None:
        """As the page on the commands tells them."""
        assert {
            "name": "",
            "theme": "dark",
            "motion": True,
            "pace": "normal",
            "clock": 1.0,
            "plain": False,
            "ascii": False,
            "portrait": "on",
            "own_words": False,
            "greeted": False,
            "edition_seen": 1,
            "keys": {},
        } == Settings().as_values()
        assert list(MEANINGS) == list(Settings().as_values())

    def test_every_setting(self, path: Path) -> None:
        """What is written there is what holds."""
        text = (
            '\ufeffname = "Ada"\ntheme = "high-contrast"\nmotion = false\npace = "slow"\nclock = "off"\n'
            'plain = true\nascii = true\nportrait = "off"\nown_words = true\ngreeted = true\n'
            'edition_seen = 2\n[keys]\n"play.listen" = "k,space"\n'
        )
        read = read_settings(written(path, text))
        assert () == read.troubles
        assert {
            "name": "Ada",
            "theme": "high-contrast",
            "motion": False,
            "pace": "slow",
            "clock": "off",
            "plain": True,
            "ascii": True,
            "portrait": "off",
            "own_words": True,
            "greeted": True,
            "edition_seen": 2,
            "keys": {"play.listen": "k,space"},
        } == read.settings.as_values()
        assert read.settings.clock is None

    def test_words_a_second(self) -> None:
        """Without motion there is no pace, whatever was chosen."""
        assert PACES["slow"] == Settings(pace="slow").words_a_second
        assert 0 == Settings(pace="slow", motion=False).words_a_second
        assert 0 == Settings(pace="off").words_a_second

    @pytest.mark.parametrize(
        ("key", "value", "said"),
        [
            ("name", 3, "3"),
            ("theme", "pink", "pink"),
            ("theme", "", "empty"),
            ("theme", ["dark"], "['dark']"),
            ("motion", 1, "1"),
            ("motion", "true", "true"),
            ("pace", 5, "5"),
            ("pace", "none", "none"),
            ("clock", 0.5, "0.5"),
            ("clock", 11, "11"),
            ("clock", float("nan"), "nan"),
            ("clock", float("inf"), "inf"),
            ("clock", True, "True"),
            ("clock", "2", "2"),
            pytest.param("clock", 16**5000, "such a long number", id="clock-long"),
            ("plain", "yes", "yes"),
            ("ascii", None, "None"),
            ("portrait", True, "True"),
            ("greeted", 0, "0"),
            ("edition_seen", 0, "0"),
            ("edition_seen", True, "True"),
            ("edition_seen", "2", "2"),
            ("keys", "l", "l"),
            ("keys", {"play.listen": 1}, "{'play.listen': 1}"),
            ("keys", {"play.listen": ""}, "{'play.listen': ''}"),
            ("theme", "\x1b[31mred", "[31mred"),
        ],
    )
    def test_a_bad_value_is_refused(self, key: str, value: Any, said: str) -> None:
        """The sentence names the setting and what cannot be, without a sign that steers a terminal."""
        assert f'The setting "{key}" can\'t be {said}.' == refusal(key, value)

    def test_an_unknown_setting_has_a_near_one(self) -> None:
        """A slip of the pen is answered by the name that was meant."""
        with pytest.raises(SimulatorError) as raised:
            with_value(Settings(), "them", "dark")
        error = raised.value
        assert ('There is no setting "them".', 'Did you mean "theme"?') == (
            error.message,
            error.hint,
        )

    def test_one_bad_value_hides_no_other(self, path: Path) -> None:
        """What is wrong is left at its default and told; the rest holds."""
        read = read_settings(written(path, 'theme = "pink"\ncolour = 1\nname = "Ada"\n'))
        assert ("dark", "Ada") == (read.settings.theme, read.settings.name)
        assert 2 == len(read.troubles)
        assert read.troubles[0].startswith(f'{path}: The setting "theme" can\'t be pink.')

    def test_names_and_keys_are_cleaned(self, path: Path) -> None:
        """Nothing in the file can steer a terminal."""
        text = 'name = "A\\u001bda\\n \\u202eB"\n[keys]\n"play.li\\u0007sten" = "k\\u009b"\n'
        settings = read_settings(written(path, text)).settings
        assert ("Ada B", {"play.listen": "k"}) == (settings.name, dict(settings.keys))

    @pytest.mark.parametrize(
        ("data", "why"),
        [
            (b"theme = dark\n", "isn't valid TOML (Invalid value, line 1)"),
            (b'theme = "dark"\ntheme = "light"\n', "isn't valid TOML"),
            (b'name = "\xff"\n', "isn't UTF-8 text"),
            (b"#" * (MAX_BYTES + 1), "settings.toml is too large."),
            (b"clock = " + b"1" * 5000, "has a number that is too long"),
            (b"name = " + b"[" * 3000, "tables nested too deeply"),
        ],
        ids=["no value", "twice", "no text", "large", "long", "deep"],
    )
    def test_a_file_that_cannot_be_read_is_left_out(
        self, path: Path, data: bytes, why: str
    ) -> None:
        """The game opens with the usual values, without a greeting, and says why and that no progress is lost."""
        read = read_settings(written(path, data))
        assert Settings(greeted=True) == read.settings
        assert 1 == len(read.troubles)
        assert why in read.troubles[0]
        assert "Nothing is lost" in read.troubles[0]

    def test_what_can_be_read_of_a_broken_file_is_used(self, path: Path) -> None:
        """One forgotten quote costs one line: the name, under which progress is kept, and the keys are still there."""
        text = (
            'name = "Kim"\ntheme = "light\npace = "slow"\nclock = 99\n'
            '[keys]\n"play.undo" = "z"\n[other]\nmotion = false\n'
        )
        read = read_settings(written(path, text))
        keys = {"play.undo": "z"}
        assert Settings(name="Kim", pace="slow", greeted=True, keys=keys) == read.settings
        assert (
            f"The settings file {path} isn't valid TOML (Illegal character '\\n', line 2). Until you fix or delete it, "
            "only the settings that can be read are used: name, reading pace, keys.",
        ) == read.troubles

    def test_a_folder_in_its_place(self, path: Path) -> None:
        """It is told, and so is a pipe or a device, which isn't even opened."""
        path.mkdir(parents=True)
        (trouble,) = read_settings(path).troubles
        assert "can't be read (it is a folder)." in trouble
        path.rmdir()
        os.mkfifo(path)
        (trouble,) = read_settings(path).troubles
        assert "can't be read (it is a pipe, not a file)." in trouble


class TestWriting:
    def test_comments_and_order_are_kept(self, path: Path) -> None:
        """What was there stays there, and what is new stands where it means something."""
        written(path, WRITTEN)
        write_setting(path, "theme", "dark")
        write_setting(path, "clock", "off")
        settings = write_setting(path, "name", "Ada")
        assert WRITTEN.replace('"light"', '"dark"').replace(
            "\n\n[keys]", '\nclock = "off"\nname = "Ada"\n\n[keys]'
        ) == path.read_text("utf-8")
        assert settings == read_settings(path).settings

    def test_a_new_file_says_what_it_is(self, path: Path) -> None:
        """Folder and file are made when there is something to keep."""
        write_setting(path, "pace", "slow")
        first, second = path.read_text("utf-8").splitlines()
        assert first.startswith("# Settings of the customer service simulator.")
        assert 'pace = "slow"' == second

    def test_a_bad_value_is_not_written(self, path: Path) -> None:
        """A refusal changes nothing."""
        written(path, WRITTEN)
        with pytest.raises(SimulatorError):
            write_setting(path, "pace", "quick")
        assert WRITTEN == path.read_text("utf-8")

    @pytest.mark.parametrize(
        "data",
        [b"theme = dark\n", b'name = "\xff"\n', b"a = " + b"1" * 5000],
        ids=["no value", "no text", "long"],
    )
    def test_a_broken_file_is_left_as_it_is(self, path: Path, data: bytes) -> None:
        """Whoever wrote it can mend it."""
        written(path, data)
        with pytest.raises(SimulatorError) as raised:
            write_setting(path, "pace", "slow")
        assert (
            f"The settings weren't changed, because {path} isn't valid TOML."
            == raised.value.message
        )
        assert data == path.read_bytes()
        assert [path] == list(path.parent.iterdir())

    def test_a_table_that_is_a_value_too_is_told(self, path: Path) -> None:
        """The rest of the file is used, as of any file that is broken."""
        written(path, b'name = "Ada"\nkeys = "usual"\n\n[keys]\nhelp = "f1"\n')
        loaded = read_settings(path)
        assert ("Ada", 1) == (loaded.settings.name, len(loaded.troubles))

    def test_where_nothing_can_be_written(self, tmp_path: Path) -> None:
        """A file in the place of the folder: one sentence, and the file is as it was."""
        (tmp_path / "config").write_text("mine")
        with pytest.raises(SimulatorError) as raised:
            write_setting(tmp_path / "config" / "settings.toml", "pace", "slow")
        assert raised.value.message.startswith("The settings couldn't be written to")
        assert "mine" == (tmp_path / "config").read_text()

    def test_a_pipe_or_a_device_is_never_replaced(self, path: Path, odd: Path) -> None:
        """What the path names stays what it is, whether it is named itself or by a link."""
        path.parent.mkdir()
        path.symlink_to(odd)
        before = odd.stat()
        for named in (odd, path):
            with pytest.raises(SimulatorError) as raised:
                write_setting(named, "pace", "slow")
            assert raised.value.message.endswith(", not a file.")
        assert (before.st_mode, before.st_ino) == (odd.stat().st_mode, odd.stat().st_ino)
        assert path.is_symlink()
        assert [odd] == list(odd.parent.iterdir())

    def test_a_file_too_large_to_be_read_is_not_rewritten(self, path: Path) -> None:
        """What was left out in reading would be lost."""
        data = b'name = "Ada"\n' + b"#" * MAX_BYTES
        written(path, data)
        with pytest.raises(SimulatorError):
            write_setting(path, "pace", "slow")
        assert data == path.read_bytes()

    def test_a_file_never_grows_too_large_to_be_read(self, path: Path) -> None:
        """The last setting that still fits is the last that is taken."""
        data = b"#" * (MAX_BYTES - 2) + b"\n"
        written(path, data)
        with pytest.raises(SimulatorError):
            write_setting(path, "pace", "slow")
        assert data == path.read_bytes()

    def test_a_file_of_another_user_is_left_alone(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """To replace it would take it away from them."""
        written(path, WRITTEN)
        monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
        with pytest.raises(SimulatorError) as raised:
            write_setting(path, "pace", "slow")
        assert raised.value.message.endswith("it belongs to another user.")
        assert WRITTEN == path.read_text("utf-8")

    def test_a_full_disk_leaves_the_old_file(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Neither a stump in its place nor one beside it."""
        written(path, WRITTEN)
        monkeypatch.setattr(os, "fsync", no_space)
        with pytest.raises(SimulatorError) as raised:
            write_setting(path, "pace", "slow")
        assert str(path) in raised.value.message
        assert WRITTEN == path.read_text("utf-8")
        assert [path] == list(path.parent.iterdir())

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
    def test_a_read_only_folder(self, path: Path) -> None:
        """The file stays as it was, and nothing is left beside it."""
        written(path, WRITTEN)
        path.parent.chmod(0o500)
        try:
            with pytest.raises(SimulatorError) as raised:
                write_setting(path, "pace", "slow")
        finally:
            path.parent.chmod(0o700)
        assert "Permission denied." in raised.value.message
        assert [path] == list(path.parent.iterdir())

    def test_a_new_file_is_for_its_owner(self, path: Path) -> None:
        """As is its folder; a file that is there keeps its mode."""
        write_setting(path, "pace", "slow")
        assert (0o600, 0o700) == (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777)
        path.chmod(0o644)
        write_setting(path, "pace", "fast")
        assert 0o644 == path.stat().st_mode & 0o777

    def test_a_link_stays_one(self, path: Path, tmp_path: Path) -> None:
        """Whoever keeps their settings elsewhere finds them there."""
        kept = written(tmp_path / "kept" / "settings.toml", WRITTEN)
        path.parent.mkdir()
        path.symlink_to(kept)
        write_setting(path, "theme", "dark")
        assert path.is_symlink()
        assert "dark" == read_settings(kept).settings.theme


class TestPlace:
    @pytest.mark.parametrize(
        ("platform", "xdg", "expected"),
        [
            ("linux", None, "home/.config"),
            ("linux", "relative", "home/.config"),
            ("linux", "{}/config", "config"),
            ("darwin", "{}/config", "home/Library/Application Support"),
        ],
    )
    def test_the_platforms_folder(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        platform: str,
        xdg: str | None,
        expected: str,
    ) -> None:
        """The user's folder for configuration, by the habits of the platform."""
        monkeypatch.delenv("SIMULATOR_SETTINGS")
        monkeypatch.setenv("HOME", str(tmp_path / "home"))
        monkeypatch.setattr("sys.platform", platform)
        monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
        if xdg is not None:
            monkeypatch.setenv("XDG_CONFIG_HOME", xdg.format(tmp_path))
        folder = tmp_path / expected / "customer-service-simulator"
        assert folder / "settings.toml" == settings_path()

    def test_the_environment_names_another(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """SIMULATOR_SETTINGS wins."""
        monkeypatch.setenv("SIMULATOR_SETTINGS", str(tmp_path / "mine.toml"))
        assert tmp_path / "mine.toml" == settings_path()
