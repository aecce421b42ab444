"""`simulator script` and `simulator import` on a user's files: what is written, what is refused, and that nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator.cli import main
from simulator.scenario.library import load
from tests.support.commands import ended, powerless
from tests.support.screenplay import EXAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.commands import Desk


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the complete example in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "room.toml").write_text(EXAMPLE, "utf-8")
    return tmp_path


def test_script_to_each_format(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file's name says what is written; without a file, Markdown is printed."""
    beginnings = {
        "room.html": "<!DOCTYPE html>",
        "room.md": "# The room",
        "room.csv": "\ufeffplace,",
    }
    for name, beginning in beginnings.items():
        assert 0 == main(["script", "room.toml", "-o", name])
        assert f"Wrote {name}.\n" == capsys.readouterr().out
        assert (folder / name).read_text("utf-8").startswith(beginning)
    assert 0 == main(["script", "room.toml"])
    assert (folder / "room.md").read_text("utf-8") == capsys.readouterr().out
    assert 0 == main(["script", "room.toml", "--format", "csv", "--separator", "semicolon"])
    assert capsys.readouterr().out.startswith("\ufeffplace;row;")


def test_script_and_import_come_full_circle(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table that is imported gives the same scenario, and the same table, byte for byte."""
    assert 0 == main(["script", "room.toml", "-o", "room.csv"])
    assert 0 == main(["import", "room.csv", "-o", "again.toml"])
    assert (
        "Wrote again.toml: no errors, no warnings.\n" == capsys.readouterr().out.split("\n", 1)[1]
    )
    assert 0 == main(["script", "again.toml", "-o", "again.csv"])
    assert (folder / "room.csv").read_bytes() == (folder / "again.csv").read_bytes()
    assert 0 == main(["test", "again.toml"])


def test_nothing_is_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is there stays as it is, unless the user says --force."""
    (folder / "room.html").write_text("mine")
    assert 2 == main(["script", "room.toml", "-o", "room.html"])
    sentence = '"room.html" already exists. Name another file, or add --force to replace it.'
    assert f"simulator: {sentence}\n" == capsys.readouterr().err
    assert "mine" == (folder / "room.html").read_text()
    assert 0 == main(["script", "room.toml", "-o", "room.html", "--force"])
    assert (folder / "room.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert 0 == main(["script", "room.toml", "-o", "room.csv"])
    assert 2 == main(["import", "room.csv"])
    assert EXAMPLE == (folder / "room.toml").read_text("utf-8")


def test_a_folder_that_cannot_be_written(desk: Desk) -> None:
    """A folder that is only for reading is told in one sentence, and stays empty."""
    root = powerless()
    shut = desk.folder / "shut"
    shut.mkdir()
    desk.write("room", EXAMPLE)
    desk.run("script", "library/room.toml", "-o", "room.csv")
    shut.chmod(0o500)
    try:
        for words in (
            "script library/room.toml -o shut/room.html",
            "import room.csv -o shut/a.toml",
        ):
            answer = desk.run(*words.split(), before=root)
            assert (2, "", 1) == ended(answer), words
            assert "couldn't be written: Permission denied." in answer.err
            assert [] == list(shut.iterdir())
    finally:
        shut.chmod(0o700)


def test_a_folder_that_is_not_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that isn't there is told in one sentence, and nothing is left behind."""
    for command in (["script", "room.toml", "-o", "no/room.html"], ["import", "no/room.csv"]):
        assert 2 == main(command)
        assert 1 == capsys.readouterr().err.count("\n")
    assert ["room.toml"] == [path.name for path in folder.iterdir()]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["script", "room.toml", "-o", "room.docx"],
            "doesn't say what to write. End its name in .html",
        ),
        (["script", "nothing.toml"], "There is no"),
        (["import", "room.toml", "-o", "room.txt"], "isn't the name of a scenario file"),
        (["import", "room.toml"], "is named like a scenario file, but this command reads a table"),
        (["import", "none.csv"], 'There is no file "none.csv".'),
        (["import", "."], "it is a folder"),
    ],
)
def test_what_cannot_be_done(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    """What can't be done is told in one line, with exit code 2."""
    assert 2 == main(words)
    assert sentence in capsys.readouterr().err
    assert ["room.toml"] == [path.name for path in folder.iterdir()]


def test_a_file_with_errors_has_no_copy(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file with errors is refused as elsewhere."""
    (folder / "bad.toml").write_text("format = 1\n")
    assert 1 == main(["script", "bad.toml"])
    assert "" == capsys.readouterr().out


def test_a_table_with_errors_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Mistakes are listed by row and column, and the exit code is 1."""
    table = (
        "row;scene;name;text;to;once;note;answer;outcome\n"
        "title;;;Bread;;;;;\n"
        "customer;;name;Ida;;;;;\n"
        "scene;opening;;It is hard.;;;;;\n"
        "reply;;;Oh no.;gone;maybe;It is kind.;Well.;\n"
        "ending;gone;;Bye.;;;;;none\n"
    )
    (folder / "bread.csv").write_text(table, "utf-8")
    assert 1 == main(["import", "bread.csv"])
    assert (
        'bread.csv: row 5, column once (F5): error: "maybe" is neither yes nor no. '
        "Use yes, or leave the cell empty.\n1 error, no warnings. Nothing was written.\n"
    ) == capsys.readouterr().out
    assert not (folder / "bread.toml").exists()


def test_an_imported_file_is_checked(folder: Path) -> None:
    """What is written has no error."""
    assert 0 == main(["script", "room.toml", "-o", "new.csv"])
    assert 0 == main(["import", "new.csv"])
    assert () == load(folder / "new.toml").diagnostics
