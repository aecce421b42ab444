"""A script that completes the program's commands in a shell, made by shtab from the parsers that read them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

import shtab

from simulator.scenario.library import scenario_files, shipped_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

# What stands for an argument in the help says what it may be; shtab wants that with each argument.
_FOLDERS = frozenset({"DIR"})
_FILES = frozenset({"FILE", "PATH", "SAVE"})
_SCENARIOS = frozenset({"SCENARIO", "SCENARIO|DIR"})


def completion_script(parser: argparse.ArgumentParser, shell: str) -> str:
    """Return the script of a shell.

    Args:
        parser: The parser of the whole command line; its arguments are given what completes them.
        shell: bash, zsh or fish.

    The ids offered are those shipped with the program, which are known to be slugs. Names of other files are left to the
    shell, so nothing in them can be obeyed.
    """
    scenarios = _scenario_or_file([path.stem for path in scenario_files(shipped_folder())])
    kinds = {
        **dict.fromkeys(_FOLDERS, shtab.DIRECTORY),
        **dict.fromkeys(_FILES, shtab.FILE),
        **dict.fromkeys(_SCENARIOS, scenarios),
    }
    for action in _arguments(parser):
        if action.metavar in kinds and not action.choices:
            action.complete = kinds[action.metavar]
    return shtab.complete(parser, shell)


def _arguments(parser: argparse.ArgumentParser) -> Iterator[Any]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _arguments(command)
        else:
            yield action


def _scenario_or_file(ids: list[str]) -> dict[str, Any]:
    """Return what completes an argument that is an id or a file, for each shell."""
    words = " ".join(ids)
    return {
        "bash": "_simulator_scenarios",
        "zsh": "_simulator_scenarios",
        "fish": "(_simulator_scenarios)",
        "preamble": {
            "bash": f'_simulator_scenarios() {{\n  compgen -W "{words}" -- "$1"\n'
            '  compgen -f -X "!*.toml" -- "$1"\n  compgen -d -- "$1"\n}\n',
            "zsh": f"_simulator_scenarios() {{\n  compadd -- {words}\n  _files -g '*.toml'\n}}\n",
            "fish": f"function _simulator_scenarios\n  printf '%s\\n' {words}\n"
            "  __fish_complete_suffix .toml\nend\n",
        },
    }
