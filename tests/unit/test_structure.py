"""How the tests are laid out: what they share lies in one place, and the folders are those of the program."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.support.longest_files import LONGEST

TESTS = Path(__file__).parents[1]
PROGRAM = TESTS.parent / "simulator"
MODULES = sorted(TESTS.rglob("*.py"))
SHARED = ("tests.support", "tests.reference")
NOT_OF_THE_PROGRAM = {"reference", "support"}


def imported(path: Path) -> set[str]:
    """The modules of tests that a module imports, at its top or in a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found |= {node.module or "", *(f"{node.module}.{name.name}" for name in node.names)}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return {
        name
        for name in found
        if TESTS.parent.joinpath(*name.split(".")).with_suffix(".py").exists()
    }


def test_the_modules_are_found() -> None:
    """Else nothing below would hold anything."""
    assert len(MODULES) > 100


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(TESTS)))
def test_no_module_imports_one_of_tests(path: Path) -> None:
    """What two of them need lies in tests/support, or beside the only folder that needs it."""
    folder = ".".join(("tests", *path.relative_to(TESTS).parent.parts, ""))
    assert [] == sorted(
        name
        for name in imported(path)
        if name.split(".")[-1].startswith("test_")
        or (name.startswith("tests.") and not name.startswith((*SHARED, folder)))
    )


def test_the_longest_files_are_there() -> None:
    """A file that was renamed would start last."""
    assert [] == [name for name in LONGEST if not (TESTS / name).exists()]


def test_units_lie_as_the_program_does() -> None:
    """Each folder of tests/unit is named after a package of simulator/."""
    folders = {path.name for path in (TESTS / "unit").iterdir() if (path / "__init__.py").exists()}
    packages = {path.name for path in PROGRAM.iterdir() if (path / "__init__.py").exists()}
    assert set() == folders - packages - NOT_OF_THE_PROGRAM


def test_migrations_are_numbered_without_a_gap() -> None:
    """Two of one number, as two branches may bring, would leave a server that doesn't start."""
    names = sorted(path.name for path in (PROGRAM / "server" / "migrations").glob("*.sql"))
    assert [f"{number:04}" for number in range(1, len(names) + 1)] == [name[:4] for name in names]


def test_no_pattern_repeats_a_group_possessively() -> None:
    """Python 3.11.2, which Debian 12 has, doesn't match what `(?:…)*+` should; `(?>(?:…)*)` means the same."""
    assert [] == [
        f"{path.name}:{number}"
        for path in sorted(PROGRAM.rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(r"\)[*+?]\+", line) and not line.lstrip().startswith("#")
    ]
