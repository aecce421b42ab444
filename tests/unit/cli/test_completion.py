"""The scripts that complete the commands in a shell, run by that shell."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from simulator.cli.arguments import parser
from simulator.cli.arguments_writing import SHELLS
from simulator.cli.completion import completion_script
from tests.support.patience import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path

ASK_BASH = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 ))
_shtab_simulator
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def bash_script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the script of bash, in a file."""
    script = tmp_path_factory.mktemp("completion") / "simulator.bash"
    script.write_text(completion_script(parser(), "bash"), "utf-8")
    return script


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        pytest.param(["pl"], ["play"], id="command"),
        pytest.param(["play", "day"], ["day-45", "day-46", "day-off.toml"], id="scenario_or_file"),
        pytest.param(["play", "--mode", "e"], ["exam"], id="choice"),
        pytest.param(["list", "--library", "m"], ["mine"], id="folder"),
        pytest.param(["completion", ""], list(SHELLS), id="shell"),
    ],
)
def test_bash_offers(
    words: list[str], offered: list[str], bash_script: Path, tmp_path: Path
) -> None:
    """Commands, choices, ids beside scenario files, and folders where only a folder will do."""
    (tmp_path / "day-off.toml").touch()
    (tmp_path / "daybook.txt").touch()
    (tmp_path / "mine").mkdir()
    answer = subprocess.run(
        ["bash", "-c", ASK_BASH, "bash", str(bash_script), "simulator", *words],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        cwd=tmp_path,
        check=True,
    )
    assert offered == answer.stdout.split()


@pytest.mark.parametrize("shell", [shell for shell in SHELLS if shutil.which(shell)])
def test_each_shell_of_this_machine_can_read_its_script(shell: str, tmp_path: Path) -> None:
    """It has no mistake of syntax."""
    script = tmp_path / "script"
    script.write_text(completion_script(parser(), shell), "utf-8")
    read = subprocess.run(
        [shell, "-n", str(script)], capture_output=True, text=True, timeout=PATIENCE
    )
    assert (0, "") == (read.returncode, read.stderr)


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_is_in_each_script(shell: str) -> None:
    """None is missing."""
    (commands,) = [
        action.choices for action in parser()._actions if action.choices and action.nargs
    ]
    script = completion_script(parser(), shell)
    assert [name for name in commands if name not in script] == []
