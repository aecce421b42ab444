"""Nothing that others wrote steers the terminal: each door through which a name or a text comes onto it.

A bad name sets the window's title, rings, turns the direction of reading and begins a line of its own, which looks as if the
program had said it.
"""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.support.commands import BAD_SIGN, BREAD, COMMAND, Answer, Desk, checked

if TYPE_CHECKING:
    from pathlib import Path

BAD = "\x1b]0;owned\x07\u202eowned\nowned"
IN_TOML = json.dumps(BAD)
BROKEN = BREAD.replace("[scenes.later]", f"[scenes.{IN_TOML}]\nsays = 'x'\n[scenes.later]")


def harmless(answer: Answer, said: str) -> str:
    """Both outputs, sure that the bad text is in them and does nothing."""
    both = answer.out + answer.err
    assert said in both, both
    assert BAD_SIGN.search(both) is None, ascii(both)
    assert [] == [line for line in both.splitlines() if re.match(r"\W*owned", line)]
    return both


@pytest.mark.parametrize("option", [(), ("--github",), ("--json",)])
def test_what_check_says(desk: Desk, option: tuple[str, ...]) -> None:
    """The message and the hint of a scene whose name is bad, in every form."""
    path = desk.write("broken", BROKEN)
    both = harmless(desk.run("check", str(path), *option), "no-replies")
    assert 2 <= both.count("owned")


def test_the_name_of_a_file(desk: Desk) -> None:
    """In the problems of `check` and `test`, in `diff`, and where a scenario cannot be played."""
    path = desk.write(BAD, BROKEN)
    for command in (
        ["check", str(path)],
        ["check", "--github", str(path)],
        ["test", str(path)],
        ["diff", str(path), "hard-bread"],
        ["play", str(path)],
        ["graph", str(path)],
        ["list"],
    ):
        harmless(desk.run(*command), "owned")


def test_what_the_library_has(desk: Desk) -> None:
    """The hint that lists all ids."""
    desk.write(BAD, BREAD)
    harmless(desk.run("play", "zzzzzzzzzzzz"), "The library has")


def test_a_path_that_is_not_there(desk: Desk) -> None:
    """A file, a folder, moves, a revision: each named by the user and not to be read."""
    folder = desk.folder / BAD
    folder.mkdir()
    for command in (
        ["play", f"{BAD}.toml"],
        ["check", str(folder)],
        ["play", str(folder / "x.toml")],
        ["list", "--library", f"no/{BAD}"],
        ["replay", "hard-bread", "--moves", f"@{BAD}x"],
        ["diff", f"HEAD:{BAD}", "hard-bread"],
        ["new", "x", "--dir", f"no/{BAD}"],
        ["graph", "hard-bread", "-o", f"no/{BAD}"],
        ["settings", "--set", BAD],
        ["watch", f"{BAD}.toml"],
    ):
        harmless(desk.run(*command), "owned")


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", BAD],
        [BAD],
        ["play", "--mode", BAD],
        ["play", "--seed", BAD],
        ["prove", "x", "--max-turns", BAD],
        ["list", f"--{BAD}"],
    ],
)
def test_what_is_said_of_arguments(desk: Desk, arguments: list[str]) -> None:
    """The words of the parser itself."""
    assert 2 == desk.run(*arguments).code
    harmless(desk.run(*arguments), "owned")


def test_where_a_debrief_is_written(desk: Desk) -> None:
    """The name is the player's, the folder may be anybody's."""
    folder = desk.folder / BAD
    folder.mkdir()
    answer = desk.play(typed="own-it\nfresh-one\ns x\n", before=["env", "-C", str(folder)])
    harmless(answer, "Saved as ")


def test_the_names_of_saves(desk: Desk) -> None:
    """A file whose name no save can have, and a folder."""
    desk.saves.mkdir()
    (desk.saves / f"{BAD}.play").write_text("x")
    harmless(desk.run("saves", "--saves", str(desk.saves)), "owned")
    harmless(desk.run("play", "--resume", BAD, "--saves", str(desk.saves)), "owned")
    (desk.folder / BAD).write_text("x")
    harmless(desk.run("saves", "--saves", str(desk.folder / BAD)), "owned")


def test_the_cells_of_the_history(desk: Desk) -> None:
    """What somebody wrote into the database, also where it is no text at all."""
    desk.play(typed="own-it\nfresh-one\n")
    run = ("progress", "--saves", str(desk.saves))
    assert 0 == desk.run(*run).code
    for value in (BAD, BAD.encode() + b"\xff"):
        with closing(sqlite3.connect(desk.folder / "history.sqlite")) as connection, connection:
            cell = "CAST(? AS TEXT)" if isinstance(value, bytes) else "?"
            for column in ("scenario", "ending", "mode", "name"):
                connection.execute(f"UPDATE plays SET {column} = {cell}", (value,))
        answer = desk.run(*run)
        assert 0 == answer.code
        assert BAD_SIGN.search(answer.out + answer.err) is None


def test_a_sentence_that_was_missed_is_guarded() -> None:
    """Whatever is printed anywhere, the streams spell out what steers."""
    code = "from simulator.cli.streams import settle_streams as s; s(); print('a\\x1b[2J\\x07\\tb')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert "a\\u001b[2J\\u0007\tb\n" == done.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["play", "--help"]])
def test_help_that_cannot_be_printed_is_said(arguments: list[str]) -> None:
    """A full disk behind stdout, written to at once or at the end."""
    for unbuffered in ("", "1"):
        with open("/dev/full", "w") as full:  # noqa: PTH123 (a device that is always full, and takes no harm)
            done = subprocess.run(
                [*COMMAND, *arguments],
                stdout=full,
                stderr=subprocess.PIPE,
                env={"PYTHONUNBUFFERED": unbuffered, "PATH": ""},
                check=False,
                text=True,
            )
        assert 2 == done.returncode
        assert "The output couldn't be written" in checked(Answer(2, "", done.stderr)).err


def test_ctrl_c_while_the_program_is_loaded_is_quiet(tmp_path: Path) -> None:
    """An interruption at any import of ours ends it with 130 and not a word."""
    for module in ("simulator.cli", "simulator.errors", "simulator.cli.arguments", "argparse"):
        (tmp_path / "sitecustomize.py").write_text(
            "import os, signal, sys\n"
            "class Interrupts:\n"
            "    def find_spec(self, name, *rest):\n"
            f"        if name == {module!r} and 'simulator' in sys.modules:\n"
            "            os.kill(os.getpid(), signal.SIGINT)\n"
            "sys.meta_path.insert(0, Interrupts())\n"
        )
        done = subprocess.run(
            [*COMMAND, "list"],
            capture_output=True,
            check=False,
            text=True,
            env={"PYTHONPATH": str(tmp_path), "PATH": ""},
        )
        assert (130, "", "") == (done.returncode, done.stdout, done.stderr), module


def test_ctrl_c_ends_a_table_of_proofs(desk: Desk) -> None:
    """No row of a proof that was broken off, and no further scenario."""
    desk.write("more", BREAD)
    code = (
        "import os, signal\n"
        "import simulator.prover.search.search as search\n"
        "from simulator.cli import main\n"
        "real = search.Search.run\n"
        "def run(*args, **kwargs):\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    return real(*args, **kwargs)\n"
        "search.Search.run = run\n"
        "raise SystemExit(main(['list', '--proved', '--json']))\n"
    )
    answer = desk.run(command=[sys.executable, "-c", code])
    assert (130, "") == (answer.code, answer.out)
