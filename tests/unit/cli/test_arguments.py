"""Every command's options are what its parser accepts, and no command leans on another."""

from __future__ import annotations

import argparse
import ast
import importlib
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest

import simulator.cli.commands
from simulator.cli.arguments import parser
from simulator.cli.context import context_of

COMMANDS = Path(simulator.cli.commands.__file__).parent
SHARED = {"library", "saves", "records", "plain", "person", "log_level"}
"""What the context takes from the arguments."""


def parsers() -> dict[str, argparse.ArgumentParser]:
    """Every command's parser by its name."""
    top = parser()
    (found,) = (action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    return dict(found.choices)


def minimal(name: str) -> list[str]:
    """The command with an argument for each that it cannot do without."""
    words = [name]
    for action in parsers()[name]._actions:
        if not action.option_strings and action.nargs in (None, "+"):
            words.append(next(iter(action.choices)) if action.choices else "x")
        elif action.option_strings and action.required:
            words += [action.option_strings[0], "x"]
    return words


@pytest.mark.parametrize("name", [*parsers(), ""])
def test_options_are_what_the_parser_accepts(name: str) -> None:
    """Each argument but the shared ones is a field, no field is without its argument, and the defaults agree."""
    arguments = parser().parse_args(minimal(name) if name else [])
    options: Any = importlib.import_module(f"simulator.cli.commands.{arguments.module}").Options
    given = set(vars(arguments)) - {"module", "version", "verbose"}
    names = {field.name for field in fields(options)}
    assert given - SHARED <= names <= given
    for field in fields(options):
        if field.default is not MISSING:
            value = getattr(arguments, field.name)
            assert (field.default or None) == (value or None), field.name


def test_there_is_a_module_for_each_command_and_no_other() -> None:
    """No module that nothing leads to."""
    modules = {found.get_default("module") for found in parsers().values()}
    files = {path.stem for path in COMMANDS.glob("*.py")} - {"__init__"}
    assert files == modules | {"home", "version"}


@pytest.mark.parametrize("path", sorted(COMMANDS.glob("*.py")), ids=lambda path: path.stem)
def test_no_command_imports_another(path: Path) -> None:
    """What two commands need has a module of its own."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            assert not (node.module or "").startswith("simulator.cli.commands")


def test_shared_options_may_come_before_the_command() -> None:
    """The context is the same whichever side of the command they are on."""
    before = context_of(parser().parse_args(["--saves", "s", "--library", "l", "play", "x"]))
    after = context_of(parser().parse_args(["play", "x", "--saves", "s", "--library", "l"]))
    assert ("s", ("l",)) == (before.saves_folder, before.library_folders)
    assert (before.saves_folder, before.library_folders) == (
        after.saves_folder,
        after.library_folders,
    )


@pytest.mark.parametrize("name", parsers())
def test_every_command_takes_plain(name: str) -> None:
    """Who works line by line may say so to every command, to those too that print nothing but lines."""
    assert parser().parse_args([*minimal(name), "--plain"]).plain


def test_a_value_that_is_not_possible_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """The one that was probably meant is named, else all of them, and a command is called a command."""
    for words, sentence in (
        (["chek"], 'There is no command "chek". Did you mean "check"?'),
        (["play", "x", "--mode", "exem"], '--mode can\'t be "exem". Did you mean "exam"?'),
        (["graph", "x", "--format", "?"], '--format can\'t be "?". It can be mermaid or dot.'),
    ):
        with pytest.raises(SystemExit):
            parser().parse_args(words)
        assert f"simulator: {sentence}" == capsys.readouterr().err.splitlines()[0]
