"""What is promised of reading and writing files: nothing blocks, nothing is half written, nothing is replaced unasked."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from simulator.files import (
    NotRegular,
    TooLarge,
    make_private_folder,
    read_file,
    read_start,
    replace_file,
    write_new,
)
from tests.support.machine import no_space

if TYPE_CHECKING:
    from pathlib import Path


class TestReading:
    def test_only_up_to_a_bound(self, tmp_path: Path) -> None:
        """A file of gigabytes costs no more than the bound."""
        path = tmp_path / "huge"
        with path.open("wb") as file:
            file.truncate(3 << 30)
        assert bytes(10) == read_start(path, 10)
        with pytest.raises(TooLarge):
            read_file(path, 1000)
        path.write_bytes(b"x" * 1000)
        assert b"x" * 1000 == read_file(path, 1000)

    def test_what_is_no_file_is_not_opened(self, odd: Path) -> None:
        """A pipe would block for ever; a link to one is no better."""
        link = odd.with_name("link")
        link.symlink_to(odd)
        for path in (odd, link, odd.parent):
            with pytest.raises(NotRegular) as raised:
                read_file(path, 10)
            assert str(raised.value.strerror).startswith("it is a ")


class TestWriting:
    def test_a_new_file_is_never_written_over(self, tmp_path: Path, odd: Path) -> None:
        """Not even a link that leads nowhere, and nothing is left beside it."""
        file, link = tmp_path / "file", tmp_path / "link"
        file.write_text("mine")
        link.symlink_to(tmp_path / "nowhere")
        names = sorted(path.name for path in tmp_path.iterdir())
        for path in (file, link, odd):
            with pytest.raises(FileExistsError) as raised:
                write_new(path, b"yours")
            assert str(path) == raised.value.filename
        assert ("mine", names) == (
            file.read_text(),
            sorted(path.name for path in tmp_path.iterdir()),
        )

    @pytest.mark.parametrize("links", [True, False])
    def test_a_new_file_has_the_usual_mode(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
    ) -> None:
        """As any program writes it, also on a file system that has no hard links."""

        def refused(*_: object) -> None:
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))

        if not links:
            monkeypatch.setattr(os, "link", refused)
        path = tmp_path / "new"
        mask = os.umask(0o027)
        try:
            write_new(path, b"text")
        finally:
            os.umask(mask)
        assert (b"text", 0o640) == (path.read_bytes(), path.stat().st_mode & 0o777)
        assert [path] == list(tmp_path.iterdir())

    @pytest.mark.parametrize("call", ["open", "fsync"])
    def test_a_full_disk_leaves_all_as_it_was(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
    ) -> None:
        """The old file is whole, the new one isn't there, and the error names the file that was asked for."""
        old, new = tmp_path / "old", tmp_path / "new"
        old.write_bytes(b"good")
        for path, write in ((new, write_new), (old, replace_file)):
            with monkeypatch.context() as full:
                full.setattr(os, call, no_space)
                with pytest.raises(OSError, match="No space left") as raised:
                    write(path, b"better")
            assert (errno.ENOSPC, str(path)) == (raised.value.errno, raised.value.filename)
            assert [old] == list(tmp_path.iterdir())
            assert b"good" == old.read_bytes()
        write_new(new, b"better")
        replace_file(old, b"better")
        assert (b"better", b"better") == (new.read_bytes(), old.read_bytes())

    def test_a_replaced_file_keeps_mode_and_link(self, tmp_path: Path) -> None:
        """What is linked to is replaced, and may be read by whom it could be read before."""
        kept, link = tmp_path / "kept", tmp_path / "link"
        kept.write_text("old")
        kept.chmod(0o604)
        link.symlink_to(kept)
        replace_file(link, b"new")
        assert (True, "new", 0o604) == (
            link.is_symlink(),
            kept.read_text(),
            kept.stat().st_mode & 0o777,
        )

    def test_what_is_no_file_is_never_replaced(self, odd: Path) -> None:
        """A device stays a device, whoever asks."""
        before = odd.stat().st_mode
        with pytest.raises(NotRegular):
            replace_file(odd, b"text")
        assert before == odd.stat().st_mode
        assert [odd] == list(odd.parent.iterdir())


class TestPrivateFolders:
    def test_those_that_are_made_are_for_their_owner(self, tmp_path: Path) -> None:
        """Each of them; one that is there already keeps its mode."""
        tmp_path.chmod(0o755)
        make_private_folder(tmp_path / "a" / "b")
        make_private_folder(tmp_path / "a" / "b")
        modes = [folder.stat().st_mode & 0o777 for folder in (tmp_path, tmp_path / "a")]
        assert [0o755, 0o700] == modes
        assert 0o700 == (tmp_path / "a" / "b").stat().st_mode & 0o777

    def test_a_file_in_its_place_is_told(self, odd: Path) -> None:
        """It is neither replaced nor taken for a folder."""
        with pytest.raises(FileExistsError):
            make_private_folder(odd)
