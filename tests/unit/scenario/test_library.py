"""The library: which files it has, how one is found, and what is said of those that cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from simulator.scenario.library import (
    VARIABLE,
    Library,
    LibraryError,
    ScenarioFile,
    checkout,
    folders,
    load,
    scenario_files,
    shipped_folder,
)
from tests.support.scenarios import head

ROOT = Path(__file__).parents[3]
MEMORY = Path("/proc/self/mem")

BREAD = (
    head("TITLE", "opening", 'name = "Ida Holm"')
    + """
[scenes.opening]
says = "This bread is hard."

[[scenes.opening.replies]]
id = "own-it"
text = "It should not be."
to = "over"

[scenes.over]
says = "Fine, then."
ending = "settled"
outcome = "full"
"""
)

as_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")


def write(folder: Path, *names: str, title: str = "The hard bread") -> list[Path]:
    """Scenario files of these names in a folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in names]
    for path in paths:
        path.write_text(BREAD.replace("TITLE", title), "utf-8")
    return paths


def titles(shelf: list[ScenarioFile]) -> dict[str, str | None]:
    """The title of each scenario on a shelf by its id, None where it has errors."""
    return {
        item.id: item.reading.scenario.title if item.reading.scenario else None for item in shelf
    }


def refused(*named: Path, name: str) -> LibraryError:
    """What is said where a library of these folders has no such scenario."""
    with pytest.raises(LibraryError) as caught:
        Library(named).find(name)
    return caught.value


class TestFolders:
    def test_the_shipped_folder_comes_first(self) -> None:
        """In a checkout the shipped scenarios lie beside the program."""
        assert checkout() == ROOT
        assert shipped_folder() == ROOT / "scenarios"
        assert (shipped_folder(),) == folders()

    def test_named_folders_come_before_those_of_the_environment(self) -> None:
        """Folders are kept in order: named one by one, then shipped, then the variable's."""
        assert folders(["b", Path("a")], os.pathsep.join(["d", "c"])) == (
            *(Path(name) for name in "ba"),
            shipped_folder(),
            *(Path(name) for name in "dc"),
        )

    @pytest.mark.parametrize("variable", [None, "", os.pathsep, os.pathsep * 3])
    def test_an_empty_variable_names_no_folder(self, variable: str | None) -> None:
        """An empty part of the variable is not the present folder."""
        assert (shipped_folder(),) == folders([], variable)

    def test_a_folder_named_twice_is_one(self) -> None:
        """The second naming adds nothing."""
        assert (Path("a"), shipped_folder(), Path("b")) == folders(["a", "a"], f"b{os.pathsep}a")

    def test_the_name_of_the_variable_is_part_of_the_contract(self) -> None:
        """Scripts set it."""
        assert "SIMULATOR_LIBRARY" == VARIABLE


class TestFiles:
    def test_files_by_name(self, tmp_path: Path) -> None:
        """The .toml files of a folder, sorted; other files, hidden ones and deeper folders are left out."""
        write(
            tmp_path,
            "b.toml",
            "a.toml",
            ".hidden.toml",
            "notes.txt",
            "toml",
            "c.toml~",
            "d.TOML.bak",
        )
        write(tmp_path / "deeper", "e.toml")

        assert [tmp_path / "a.toml", tmp_path / "b.toml"] == scenario_files(tmp_path)

    def test_the_first_file_of_an_id_wins(self, tmp_path: Path) -> None:
        """A later folder adds scenarios and never replaces one."""
        write(tmp_path / "one", "a.toml", "c.toml", title="One")
        write(tmp_path / "two", "a.toml", "b.toml", title="Two")
        library = Library((tmp_path / "one", tmp_path / "two"))

        assert {"a": "One", "b": "Two", "c": "One"} == titles(library.read())
        assert ["a", "b", "c"] == list(titles(library.read()))
        assert tmp_path / "one" / "a.toml" == library.find("a")
        assert {"a": "Two", "b": "Two", "c": "One"} == titles(Library(library.folders[::-1]).read())

    def test_a_file_with_errors_is_on_the_shelf(self, tmp_path: Path) -> None:
        """It is found and listed like any other, with its errors and without a scenario."""
        write(tmp_path, "good.toml")
        (tmp_path / "bad.toml").write_text("format = 1\ntitle = “x”", "utf-8")
        (tmp_path / "large.toml").write_bytes(b"#" * ((1 << 20) + 1))
        (tmp_path / "latin.toml").write_bytes(b'format = 1\ntitle = "caf\xe9"')
        shelf = Library((tmp_path,)).read()

        assert titles(shelf) == {
            "bad": None,
            "good": "The hard bread",
            "large": None,
            "latin": None,
        }
        assert {item.id: item.reading.errors for item in shelf} == {
            "bad": 1,
            "good": 0,
            "large": 1,
            "latin": 1,
        }

    def test_an_empty_library(self, tmp_path: Path) -> None:
        """No files are no scenarios, and no error."""
        assert [] == Library((tmp_path,)).read()
        assert [] == Library(()).read()

    def test_an_id_is_the_name_without_its_suffix(self, tmp_path: Path) -> None:
        """Also where the name has more dots, or letters that no scenario would be given."""
        write(tmp_path, "a.b.toml", "Größe 1.toml")

        assert ["Größe 1", "a.b"] == [item.id for item in Library((tmp_path,)).read()]
        assert tmp_path / "a.b.toml" == Library((tmp_path,)).find("a.b")

    def test_a_name_that_is_no_utf_8(self, tmp_path: Path) -> None:
        """A file named in another encoding is read like any other."""
        name = os.fsdecode(b"caf\xe9.toml")
        try:
            write(tmp_path, name)
        except OSError:
            pytest.skip("this disk holds UTF-8 names only")

        assert [tmp_path / name] == Library((tmp_path,)).files()
        assert ["The hard bread"] == list(titles(Library((tmp_path,)).read()).values())


class TestFind:
    def test_by_id(self, tmp_path: Path) -> None:
        """An id names a file of the library, wherever the program runs."""
        (path,) = write(tmp_path, "hard-bread.toml")

        assert path == Library((tmp_path,)).find("hard-bread")

    def test_by_path(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A path may be absolute or relative, and need not lie in the library."""
        (path,) = write(tmp_path / "mine", "hard-bread.toml")
        monkeypatch.chdir(tmp_path / "mine")
        library = Library(())

        assert path == library.find(str(path))
        assert Path("hard-bread.toml") == library.find("hard-bread.toml")
        assert Path("./hard-bread.toml") == library.find("./hard-bread.toml")
        assert Path("../mine/hard-bread.toml") == library.find("../mine/hard-bread.toml")

    def test_a_path_needs_no_library(self, tmp_path: Path) -> None:
        """A file is found by its path even where a folder of the library is not there."""
        (path,) = write(tmp_path, "hard-bread.toml")

        assert path == Library((tmp_path / "nowhere",)).find(str(path))

    @pytest.mark.parametrize(
        ("name", "hint"),
        [
            ("hard-bred", 'Did you mean "hard-bread"?'),
            ("Hard_Bread", 'Did you mean "hard-bread"?'),
            ("HARD BREAD", 'Did you mean "hard-bread"?'),
            ("late-parcle", 'Did you mean "late-parcel"?'),
            ("zzz", "The library has hard-bread, late-parcel."),
            ("", "The library has hard-bread, late-parcel."),
        ],
    )
    def test_the_nearest_name(self, tmp_path: Path, name: str, hint: str) -> None:
        """An unknown id is an error that names the nearest known one, or all."""
        write(tmp_path, "hard-bread.toml", "late-parcel.toml")

        assert hint == refused(tmp_path, name=name).hint

    def test_nothing_to_be_near_to(self, tmp_path: Path) -> None:
        """Where the library is empty there is no hint."""
        error = refused(tmp_path, name="hard-bread")

        assert ('There is no scenario "hard-bread".', None) == (error.message, error.hint)

    @pytest.mark.parametrize("name", ["nowhere.toml", "no/where", "./hard-bread", "/", "..", "../"])
    def test_a_path_that_is_no_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        """A path to nothing, or to a folder, is an error that names it."""
        write(tmp_path, "hard-bread.toml")
        monkeypatch.chdir(tmp_path)

        assert f'"{name}"' in refused(name=name).message

    @pytest.mark.parametrize("name", ["\x1b[31mred", "a\u202eb", "x\ny", "\udce9", "[b]x" * 90])
    def test_a_weird_name_is_shown_harmlessly(self, tmp_path: Path, name: str) -> None:
        """What was asked for is repeated in short and without unseen characters."""
        error = refused(tmp_path, name=name)

        assert error.message.isprintable()
        assert len(error.message) < 100


class TestTrouble:
    def test_a_missing_folder(self, tmp_path: Path) -> None:
        """A folder that was named and is not there is an error, not an empty library."""
        with pytest.raises(LibraryError) as caught:
            Library((tmp_path / "nowhere",)).files()

        assert f'There is no folder "{tmp_path / "nowhere"}".' == caught.value.message

    def test_a_file_in_place_of_a_folder(self, tmp_path: Path) -> None:
        """A file cannot be listed."""
        (path,) = write(tmp_path, "a.toml")

        with pytest.raises(LibraryError) as caught:
            Library((path,)).files()
        assert f'The folder "{path}" can\'t be read: Not a directory.' == caught.value.message

    @as_root
    def test_an_unreadable_folder(self, tmp_path: Path) -> None:
        """A folder that may not be listed is an error."""
        locked = tmp_path / "locked"
        write(locked, "a.toml")
        locked.chmod(0)
        try:
            with pytest.raises(LibraryError) as caught:
                Library((locked,)).files()
        finally:
            locked.chmod(0o700)
        assert f'The folder "{locked}" can\'t be read: Permission denied.' == caught.value.message

    @as_root
    def test_an_unreadable_file(self, tmp_path: Path) -> None:
        """A file that may not be read is an error that says so."""
        (path,) = write(tmp_path, "a.toml")
        path.chmod(0)

        with pytest.raises(LibraryError) as caught:
            load(path)
        assert f'"{path}" can\'t be read: Permission denied.' == caught.value.message

    @pytest.mark.skipif(not MEMORY.exists(), reason="no /proc here")
    def test_a_file_that_fails_while_it_is_read(self) -> None:
        """A disk that reports a fault is an error, whoever asks."""
        with pytest.raises(LibraryError) as caught:
            load(MEMORY)

        assert f'"{MEMORY}" can\'t be read: Input/output error.' == caught.value.message

    def test_a_missing_file(self, tmp_path: Path) -> None:
        """A file that is gone by the time it is read is an error."""
        with pytest.raises(LibraryError) as caught:
            load(tmp_path / "gone.toml")

        assert f'There is no file "{tmp_path / "gone.toml"}".' == caught.value.message

    def test_a_folder_named_like_a_file(self, tmp_path: Path) -> None:
        """A folder called x.toml is no scenario, and is called a folder."""
        (tmp_path / "x.toml").mkdir()

        with pytest.raises(LibraryError) as caught:
            load(tmp_path / "x.toml")
        assert f'"{tmp_path / "x.toml"}" is a folder.' == caught.value.message

    def test_a_fifo_is_not_waited_for(self, tmp_path: Path) -> None:
        """A named pipe is no scenario; opening it would wait for ever."""
        os.mkfifo(tmp_path / "x.toml")

        with pytest.raises(LibraryError) as caught:
            load(tmp_path / "x.toml")
        assert f'"{tmp_path / "x.toml"}" is a pipe, not a file.' == caught.value.message

    def test_what_is_not_a_file_is_found_to_be_said_what_it_is(self, tmp_path: Path) -> None:
        """A pipe that is named isn't said to be missing."""
        os.mkfifo(tmp_path / "x.toml")

        assert tmp_path / "x.toml" == Library(()).find(str(tmp_path / "x.toml"))

    def test_links(self, tmp_path: Path) -> None:
        """A link to a file is that file; one to nothing, to itself or to a device is an error."""
        (path,) = write(tmp_path, "a.toml")
        links = {name: tmp_path / f"{name}.toml" for name in ("good", "broken", "loop", "zero")}
        links["good"].symlink_to(path)
        links["broken"].symlink_to(tmp_path / "gone")
        links["loop"].symlink_to(links["loop"])
        links["zero"].symlink_to("/dev/zero")

        assert load(path).scenario is not None
        assert load(links["good"]).hash == load(path).hash
        for name in ("broken", "loop", "zero"):
            with pytest.raises(LibraryError):
                load(links[name])

    @pytest.mark.parametrize("kind", ["folder", "fifo", "broken link"])
    def test_a_stray_thing_does_not_hide_the_scenarios(self, tmp_path: Path, kind: str) -> None:
        """Something in the folder that only looks like a scenario leaves the others readable."""
        write(tmp_path, "good.toml")
        stray = tmp_path / "stray.toml"
        match kind:
            case "folder":
                stray.mkdir()
            case "fifo":
                os.mkfifo(stray)
            case _:
                stray.symlink_to(tmp_path / "gone")

        assert "The hard bread" == titles(Library((tmp_path,)).read())["good"]

    def test_a_stray_folder_does_not_take_an_id(self, tmp_path: Path) -> None:
        """A folder called x.toml in the first folder does not replace the scenario x of the second."""
        (tmp_path / "one" / "x.toml").mkdir(parents=True)
        write(tmp_path / "two", "x.toml")

        assert tmp_path / "two" / "x.toml" == Library((tmp_path / "one", tmp_path / "two")).find(
            "x"
        )

    def test_a_name_far_too_long(self) -> None:
        """A name that no disk can hold is an error like any other."""
        with pytest.raises(LibraryError):
            Library(()).find("x" * 300 + ".toml")
        with pytest.raises(LibraryError):
            load(Path("x" * 300 + ".toml"))
