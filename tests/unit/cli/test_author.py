"""The commands of an author, where tests of a whole folder of files don't reach, and what `main` makes of failures."""

from __future__ import annotations

import errno
import sys
from typing import TYPE_CHECKING, Any

import pytest

from simulator.cli import main
from simulator.cli.streams import GuardedStream, OutputFailed, settle_streams, show_status
from simulator.scenario.library import LibraryError, load
from tests.support.cli_desk import Terminal, interrupt

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.cli_desk import Desk


class Broken(Terminal):
    """A stream that can't be written."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def write(self, _text: str) -> int:
        raise OSError(self.number, "It is full")


class TestMain:
    def test_ctrl_c(self, desk: Desk) -> None:
        """Quietly, with its own exit code."""
        desk.replace("simulator.cli.context.left_out_words", interrupt)
        assert (130, "", "") == desk.run("list")

    @pytest.mark.parametrize(
        ("error", "said"),
        [
            (OSError(errno.EIO, "It broke", "disk"), "simulator: disk: It broke.\n"),
            (OSError("odd"), "simulator: odd.\n"),
        ],
    )
    def test_what_the_system_refuses(self, desk: Desk, error: OSError, said: str) -> None:
        """It is a sentence, with the file where there is one."""

        def refuse(*_: Any) -> None:
            raise error

        desk.replace("simulator.cli.context.left_out_words", refuse)
        assert (2, "", said) == desk.run("list")

    def test_output_that_cannot_be_written(self, desk: Desk) -> None:
        """It is said on stderr, if that is possible; a reader that has had enough is no failure."""
        err = Terminal()
        desk.monkeypatch.setattr(sys, "stderr", err)
        desk.monkeypatch.setattr(sys, "stdout", Broken(errno.ENOSPC))
        assert 2 == main(["--version"])
        assert "simulator: The output couldn't be written: It is full.\n" == err.getvalue()
        desk.monkeypatch.setattr(sys, "stdout", Broken(errno.ENOSPC))
        desk.monkeypatch.setattr(sys, "stderr", Broken(errno.ENOSPC))
        assert 2 == main(["list"])
        desk.monkeypatch.setattr(sys, "stdout", Broken(errno.EPIPE))
        with pytest.raises(OutputFailed):
            GuardedStream(Broken(errno.ENOSPC)).writelines(["a"])

    def test_streams_that_are_closed_have_a_place(self, desk: Desk) -> None:
        """A caller may have closed all three."""
        for name in ("stdin", "stdout", "stderr"):
            desk.monkeypatch.setattr(sys, name, None)
        settle_streams()
        streams = (sys.stdin, sys.stdout, sys.stderr)
        assert all(stream is not None for stream in streams)
        for stream in streams:
            stream.close()

    def test_a_status_is_for_terminals(self, desk: Desk) -> None:
        """One line, that the next replaces."""
        err = Terminal()
        desk.monkeypatch.setattr(sys, "stderr", GuardedStream(err))
        show_status("a\x1b")
        assert "\r\x1b[Ka\\u001b" == err.getvalue()


class TestList:
    def test_every_form(self, desk: Desk) -> None:
        """Scenarios, problems, principles; in words and as JSON."""
        (desk.folder / "library" / "bad.toml").write_text("format = 1\n")
        assert "bad   can't be played: " in desk.run("list").out
        assert 2 == len(desk.json("list")["scenarios"])
        assert "0 of 46 come up in a reply.\n" in desk.run("list", "--principles").out
        assert desk.json("list", "--principles")["principles"]

    def test_one_that_cannot_be_read_hides_no_other(self, desk: Desk) -> None:
        """The others are listed, and a sentence names it; the exit code is 2."""
        (desk.folder / "library" / "gone.toml").write_text("format = 1\n")

        def read(path: Path, name: str) -> Any:
            if path.stem == "gone":
                raise LibraryError("gone.toml can't be read.")
            return load(path, name)

        desk.monkeypatch.setattr("simulator.cli.inputs.load", read)
        answer = desk.run("list")
        assert (2, "simulator: gone.toml can't be read.\n") == (answer.code, answer.err)
        assert "card" in answer.out

    def test_an_empty_library(self, desk: Desk) -> None:
        """A word on stderr."""
        (desk.folder / "library" / "card.toml").unlink()
        assert "The library is empty.\n" == desk.run("list").err

    def test_a_file_of_ones_own_is_used_with_a_word(self, desk: Desk) -> None:
        """A folder that is named comes before the shipped one, and before one that is named later."""
        card = (desk.folder / "library" / "card.toml").read_text()
        for name in ("one", "two"):
            (desk.folder / name).mkdir()
            (desk.folder / name / "card.toml").write_text(
                card.replace("title = ", f'title = "{name}" # ')
            )
        answer = desk.run("list", "--library", "one", "--library", "two")
        assert ["one"] == [
            line.split()[1] for line in answer.out.splitlines() if line[:5] == "card "
        ]
        assert 1 == answer.err.count('and they are used instead: "card".')
        assert 1 == answer.err.count('already has their ids: "card".')
        assert (
            ""
            == desk.run("check", "--library", "one", "card")
            .err.partition("\n")[2]
            .partition("1 file")[0]
        )

    def test_files_and_folders(self, desk: Desk) -> None:
        """Only those that are named are listed, in every form; what can't be read is told after them."""
        own = desk.folder / "own"
        own.mkdir()
        (own / "mine.toml").write_text((desk.folder / "library" / "card.toml").read_text())
        assert desk.run("list", "own").out.startswith("mine  ")
        assert ["mine"] == [item["id"] for item in desk.json("list", "own")["scenarios"]]
        assert ["mine"] == [
            item["id"] for item in desk.json("list", "own", "--proved")["scenarios"]
        ]
        assert 2 == len(desk.run("list", "own", "card").out.splitlines())
        (own / "pipe.toml").symlink_to(desk.folder / "nowhere")
        answer = desk.run("list", "own/mine.toml", "own/pipe.toml")
        assert (2, 1, True) == (answer.code, answer.out.count("\n"), "pipe.toml" in answer.err)

    def test_the_table_of_proofs(self, desk: Desk) -> None:
        """A row for each without errors; the others are named."""
        (desk.folder / "library" / "bad.toml").write_text("format = 1\n")
        answer = desk.run("list", "--proved")
        assert (0, "simulator: bad has errors, so it isn't in the table.\n") == (
            answer.code,
            answer.err,
        )
        assert "card" in answer.out


class TestFiles:
    def test_a_file_with_the_id_of_a_shipped_one(self, desk: Desk) -> None:
        """It is checked, and a sentence says what its id alone means."""
        shipped = desk.folder / "library" / "card.toml"
        (desk.folder / "own").mkdir()
        (desk.folder / "own" / shipped.name).write_bytes(shipped.read_bytes())
        assert "has the id of a shipped scenario" in desk.run("check", "own").err
        assert "" == desk.run("check", str(shipped), "--json").err

    def test_folders_ids_and_paths(self, desk: Desk) -> None:
        """Each once, whichever way it is named; hidden ones are none."""
        (desk.folder / "library" / ".hidden.toml").write_text("")
        assert 1 == desk.json("check", "library", "library/card.toml")["files"]
        assert 1 == desk.json("check")["files"]

    @pytest.mark.parametrize("name", ["", "empty", "none", "none.toml"])
    def test_what_is_not_there(self, desk: Desk, name: str) -> None:
        """One sentence, and exit code 2."""
        (desk.folder / "empty").mkdir()
        answer = desk.run("check", name)
        assert (2, 1) == (answer.code, len(answer.err.splitlines()))

    def test_one_that_cannot_be_read_hides_no_other(self, desk: Desk) -> None:
        """It is told after the others, in words and as JSON."""
        (desk.folder / "library" / "gone.toml").write_text("")

        def read(path: Path, name: str) -> Any:
            if path.stem == "gone":
                raise LibraryError("gone.toml can't be read.")
            return load(path, name)

        desk.monkeypatch.setattr("simulator.cli.inputs.load", read)
        answer = desk.run("check", "library")
        assert (2, True) == (answer.code, "gone.toml can't be read." in answer.err)
        assert 1 == len(desk.json("test", "library")["unreadable"])
        assert 2 == desk.run("test", "library", "--mutate").code
        assert 2 == desk.run("check", "library/gone.toml").code

    def test_many_problems(self, desk: Desk) -> None:
        """The first fifty are printed, with how many more there are."""
        (desk.folder / "many.toml").write_text(
            "format = 1\n" + "".join(f"x{n} = 1\n" for n in range(120))
        )
        answer = desk.run("check", "many.toml")
        assert "; --json lists all of them." in answer.out
        assert 1 == answer.code

    def test_a_schema(self, desk: Desk) -> None:
        """It is one document."""
        assert desk.run("schema").out.startswith("{")


class TestWatch:
    def test_what_is_not_there(self, desk: Desk) -> None:
        """A file that isn't there is refused, with how to begin one."""
        assert "`simulator new ID`" in desk.run("watch", "none.toml").err
        assert "The path is empty." in desk.run("watch", "").err

    def test_on_the_screen(self, desk: Desk) -> None:
        """It is given what is watched."""
        calls = desk.fake_app("simulator.tui.watch.WatchApp", 3)
        assert 3 == desk.on_terminal("watch", "library/card.toml", "--no-prove")
        assert 1 == len(calls)
