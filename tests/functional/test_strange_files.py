"""What a path may name besides a good file: commands answer by a sentence, in bounded time and memory, and harm nothing."""

from __future__ import annotations

import os
import resource
from typing import TYPE_CHECKING

import pytest

from tests.support.commands import BREAD, Answer, Desk, powerless

if TYPE_CHECKING:
    from pathlib import Path

MAX_MEMORY = 1_500_000_000
TESTED = BREAD.replace("\n", "\r\n")
FULL = (
    "import errno, os, sys\n"
    "def fsync(_):\n"
    "    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))\n"
    "os.fsync = fsync\n"
    "from simulator.cli import main\n"
    "raise SystemExit(main(sys.argv[1:]))\n"
)
"""A program whose disk fills up at each writing."""


def small_memory() -> None:
    """Let this process have no more than a small machine gives it."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


def quick_cpu() -> None:
    """Let this process compute for three seconds."""
    resource.setrlimit(resource.RLIMIT_CPU, (3, 4))


def names(folder: Path) -> list[str]:
    """The names in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


class TestReading:
    @pytest.mark.parametrize("command", ["check", "test", "play", "graph", "diff", "new"])
    def test_a_scenario_of_gigabytes(self, desk: Desk, command: str) -> None:
        """It is too large, which is found without reading it."""
        path = desk.folder / "huge.toml"
        with path.open("wb") as file:
            file.truncate(3 << 30)
        more = {"diff": ["hard-bread"], "new": ["x", "--from"]}.get(command, [])
        answer = desk.run(command, *more, str(path), preexec_fn=small_memory)
        assert "larger than 1,048,576 bytes" in answer.out + answer.err
        assert 1 == answer.code

    @pytest.mark.parametrize("command", ["replay", "test --write x"])
    def test_moves_from_what_is_no_file(self, desk: Desk, odd: Path, command: str) -> None:
        """A pipe or a device is refused, and so is a file of gigabytes."""
        huge = desk.folder / "huge"
        with huge.open("wb") as file:
            file.truncate(3 << 30)
        for path in (odd, huge, desk.folder):
            answer = desk.run(
                *command.split(),
                "hard-bread",
                "--moves",
                f"@{path}",
                preexec_fn=small_memory,
            )
            assert (2, 1) == (answer.code, len(answer.err.splitlines()))
            assert "The moves can't be read from" in answer.err

    def test_settings_that_are_no_file(self, desk: Desk, odd: Path) -> None:
        """The game opens without them and says so; to change one is refused; nothing is replaced."""
        before = odd.stat().st_mode
        variables = {"SIMULATOR_SETTINGS": str(odd)}
        assert 1 == desk.run("settings", env=variables).code
        assert 2 == desk.run("settings", "--set", "pace=slow", env=variables).code
        told = "every setting has its default value"
        assert told in desk.play(typed="q\n", env=variables).err
        assert told in desk.run("--plain", typed="q\n", env=variables).err
        assert (before, ["odd"]) == (odd.stat().st_mode, names(odd.parent))

    def test_a_history_that_is_no_file(self, desk: Desk, odd: Path) -> None:
        """One sentence, and nothing is replaced."""
        before = odd.stat().st_mode
        desk.play(typed="own-it\nfresh-one\n")
        for records in (odd, desk.folder, desk.write("notes", BREAD)):
            answer = desk.run("progress", "--records", str(records), "--saves", str(desk.saves))
            assert (2, 1) == (answer.code, len(answer.err.splitlines()))
        assert (before, ["odd"]) == (odd.stat().st_mode, names(odd.parent))
        assert BREAD == (desk.library / "notes.toml").read_text("utf-8")

    def test_what_a_folder_hides_does_not_hide_the_rest(self, desk: Desk) -> None:
        """`check` and `test` look at all that can be read, say what could not be, and give 2."""
        for place in ("closed", "open"):
            (desk.library / place).mkdir()
            (desk.library / place / "bread.toml").write_text(BREAD, "utf-8")
        secret = desk.write("secret", BREAD)
        secret.chmod(0)
        (desk.library / "closed").chmod(0)
        try:
            for command in ("check", "test"):
                answer = desk.run(command, str(desk.library), before=powerless())
                assert 2 == answer.code
                assert "2 files" in answer.err
                assert "library/closed" in answer.err
                assert "secret.toml" in answer.err
                answer = desk.run(command, "--json", str(desk.library), before=powerless())
                assert (2, 2, 2) == (
                    answer.code,
                    answer.json["files"],
                    len(answer.json["unreadable"]),
                )
        finally:
            (desk.library / "closed").chmod(0o700)


class TestWriting:
    def full(self, desk: Desk, *arguments: str, **more: str) -> Answer:
        """A command on a full disk."""
        return desk.run("-c", FULL, *arguments, command=[os.sys.executable], **more)  # type: ignore[attr-defined]

    def test_new(self, desk: Desk) -> None:
        """No stump is left that would refuse the next try."""
        answer = self.full(desk, "new", "late-bread", "--dir", str(desk.folder))
        assert (2, 1) == (answer.code, len(answer.err.splitlines()))
        assert "late-bread.toml" in answer.err
        assert "late-bread.toml" not in names(desk.folder)
        assert 0 == desk.run("new", "late-bread", "--dir", str(desk.folder)).code

    def test_graph(self, desk: Desk, odd: Path) -> None:
        """The older drawing stays, and only a file is written to."""
        path = desk.folder / "bread.dot"
        path.write_text("older")
        before = names(desk.folder)
        answer = self.full(desk, "graph", "hard-bread", "-o", str(path))
        assert (2, "older", before) == (answer.code, path.read_text(), names(desk.folder))
        assert "bread.dot" in answer.err
        assert 2 == desk.run("graph", "hard-bread", "-o", str(odd)).code
        assert 0 == desk.run("graph", "hard-bread", "-o", str(path)).code
        assert "flowchart" in path.read_text()

    def test_test(self, desk: Desk) -> None:
        """The scenario stays as it is."""
        before = names(desk.library)
        answer = self.full(
            desk, "test", "hard-bread", "--write", "more", "--moves", "own-it,fresh-one"
        )
        assert (2, BREAD) == (answer.code, (desk.library / "hard-bread.toml").read_text("utf-8"))
        assert "hard-bread.toml" in answer.err
        assert before == names(desk.library)

    def test_settings(self, desk: Desk) -> None:
        """No settings file is left, neither whole nor torn."""
        before = names(desk.folder)
        assert 2 == self.full(desk, "settings", "--set", "pace=slow").code
        assert before == names(desk.folder)

    @pytest.mark.parametrize("last", ["", "\r\n"])
    def test_a_test_has_the_line_ends_of_its_file(self, desk: Desk, last: str) -> None:
        """A file from another system stays one, also where its last line has no end."""
        path = desk.library / "hard-bread.toml"
        path.write_bytes((TESTED.rstrip() + last).encode())
        written = desk.run("test", "hard-bread", "--write", "more", "--moves", "own-it,fresh-one")
        data = path.read_bytes()
        assert 0 == written.code
        assert (data.count(b"\n"), 2) == (data.count(b"\r\n"), data.count(b"[[tests]]"))
        assert 0 == desk.run("test", "hard-bread").code


class TestLeftOut:
    def test_a_scenario_whose_id_is_taken_is_told(self, desk: Desk) -> None:
        """On stderr, in JSON and in the menu; its path still plays it."""
        path = desk.write("day-45", BREAD)
        for command in (["list"], ["check", "day-45"], ["replay", "day-45", "--moves", "listen"]):
            (line,) = desk.run(*command).err.splitlines()[:1]
            assert 'left out, because the library already has their ids: "day-45".' in line
        (item,) = desk.run("list", "--json").json["left_out"]
        assert ("day-45", str(path)) == (item["id"], item["path"])
        assert "left out" in desk.run("--plain", typed="q\n").out
        assert "The hard bread" in desk.run("play", str(path), "--plain", typed="q\n").out

    def test_one_folder_named_twice_leaves_nothing_out(self, desk: Desk) -> None:
        """By another spelling, or through a link."""
        (desk.folder / "link").symlink_to(desk.library)
        answer = desk.run("list", "--library", "library", "--library", "link")
        assert (0, "") == (answer.code, answer.err)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://127.0.0.1:1", "connection refused"),
        ("http://nowhere.invalid:8765", "no computer has this name"),
    ],
)
def test_a_round_that_cannot_be_reached(desk: Desk, address: str, reason: str) -> None:
    """The address and the reason in one sentence, and nothing of how the program is made."""
    answer = desk.run("join", address, "ABCDEF", "--as", "Kim", "--plain")
    assert 2 == answer.code
    assert f"simulator: The round at {address} can't be reached: {reason}." in answer.err
    assert "ssl:" not in answer.err


class TestMuch:
    @pytest.mark.parametrize("kind", ["comments", "moves", "keys", "keys above", "tests"])
    def test_a_large_bad_file_is_checked_in_seconds(self, desk: Desk, kind: str) -> None:
        """Each with thousands of problems, of which the first are printed and the others counted."""
        many = 15_000
        text = {
            "comments": BREAD + "# simulator: ignore x\n" * many,
            "moves": BREAD.replace(
                'moves = ["listen", "swap"]', f"moves = {[f'm{at}' for at in range(many)]}"
            ),
            "keys": BREAD + "\n".join(f"k{at} = 1" for at in range(many)),
            "keys above": "\n".join(f"k{at} = 1" for at in range(many)) + "\n" + BREAD,
            "tests": BREAD + "[[tests]]\nzz = 1\n" * many,
        }[kind]
        desk.write("much", text)
        answer = desk.run("check", "much", preexec_fn=quick_cpu)
        assert (0 if kind == "comments" else 1) == answer.code
        lines = answer.out.splitlines()
        assert len(lines) < 500
        assert lines[-1].endswith("more problems; --json lists all of them.")
        annotated = desk.run("check", "much", "--github", preexec_fn=quick_cpu).out.splitlines()
        assert len(annotated) <= 101
        assert annotated[-1].startswith("::notice file=")
        assert annotated[-1].endswith("more problems; --json lists all of them.")
        if kind == "keys":
            problems = desk.run("check", "much", "--json").json["problems"]
            assert many == sum(problem["rule"] == "unknown-key" for problem in problems)
