"""Writing a text to a file of its own: nothing is ever written over, and what goes wrong is one sentence."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from simulator.errors import SimulatorError
from simulator.play.text_files import write_new
from tests.support.machine import no_space

if TYPE_CHECKING:
    from pathlib import Path


def refusal(name: str) -> str:
    """The sentence that refuses a name."""
    with pytest.raises(SimulatorError) as raised:
        write_new(name, "text\n")
    return raised.value.message


def test_a_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It holds the text as it is, and its whole path is told."""
    monkeypatch.chdir(tmp_path)
    assert tmp_path / "a.txt" == write_new("a.txt", "Größer −26\n")
    assert "Größer −26\n".encode() == (tmp_path / "a.txt").read_bytes()


def test_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tilde stands for one's own folder."""
    monkeypatch.setenv("HOME", str(tmp_path))
    assert tmp_path / "a.txt" == write_new("~/a.txt", "")


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """Neither a file, nor a link that leads nowhere, nor a folder."""
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "link", "."):
        path = str(tmp_path / name)
        assert f"{path!r} already exists." == refusal(path).replace('"', "'")
    assert "mine" == (tmp_path / "file").read_text()
    assert not (tmp_path / "nowhere").exists()


def test_a_full_disk_leaves_no_stump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is named, nothing of it stays, and the next try may have the name."""
    path = tmp_path / "a.txt"
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", no_space)
        message = refusal(str(path))
    assert f'It couldn\'t be written to "{path}": No space left on device.' == message
    assert [] == list(tmp_path.iterdir())
    assert path == write_new(str(path), "")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("no/such/folder/a.txt", "No such file or directory"),
        ("x" * 300, "File name too long"),
        ("a\0b", "it isn't a valid file name"),
        ("~nobody-of-this-name/a.txt", "it isn't a valid file name"),
    ],
)
def test_what_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, why: str
) -> None:
    """The sentence says why, in the words of the system where it has some."""
    monkeypatch.chdir(tmp_path)
    message = refusal(name)
    assert message.startswith("It couldn't be written to ")
    assert message.endswith(f": {why}.")
    assert [] == list(tmp_path.iterdir())
