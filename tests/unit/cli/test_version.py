"""What a report of a fault has: everything a maintainer asks for first, and no secret."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import __version__
from simulator.cli import main
from simulator.cli.commands.version import DEPENDENCIES

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[3]


def test_the_version_alone_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Scripts rely on it."""
    assert 0 == main(["--version"])
    assert f"simulator {__version__}\n" == capsys.readouterr().out


def test_all_dependencies_are_named() -> None:
    """Those that the package asks for."""
    document = tomllib.loads((ROOT / "pyproject.toml").read_text())
    names = [re.match(r"[\w-]+", line) for line in document["project"]["dependencies"]]
    assert set(DEPENDENCIES) == {name.group() for name in names if name}


def test_what_a_report_needs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Versions, terminal and paths; a hostile variable is escaped, and the home folder is not named."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TERM", "xterm\x1b[2J")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("SIMULATOR_SETTINGS", str(tmp_path / "settings.toml"))
    monkeypatch.setenv("SIMULATOR_RECORDS", str(tmp_path / "history.sqlite"))
    (tmp_path / "settings.toml").write_text('name = "Ada"\n')
    assert 0 == main(["--version", "--verbose", "--saves", str(tmp_path / "plays")])
    said = capsys.readouterr().out
    assert f"simulator {__version__}" == said.splitlines()[0]
    labels = [line.partition(":")[0] for line in said.splitlines()[1:]]
    assert [
        "Rules",
        "Python",
        "Platform",
        "Dependencies",
        "Terminal",
        "Settings",
        "Saves",
        "History",
        "Log",
    ] == labels
    assert "Terminal: TERM xterm\\u001b[2J, " in said
    assert "NO_COLOR set" in said
    assert "Settings: ~/settings.toml\n" in said
    assert "Saves: ~/plays (not created yet)\n" in said
    assert "Log: ~/faults.log (not created yet)\n" in said
    assert str(tmp_path) not in said
    assert "Ada" not in said


def test_without_a_home_it_says_why(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that can't be found is said, and the rest is there."""
    monkeypatch.setenv("SIMULATOR_RECORDS", "/dev/null")
    monkeypatch.delenv("SIMULATOR_SETTINGS", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", "")

    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", no_home)
    assert 0 == main(["--version", "--verbose"])
    said = capsys.readouterr().out
    assert "Settings: There is no home folder" in said
    assert "Log: There is no folder for it." in said


def test_verbose_goes_with_version(capsys: pytest.CaptureFixture[str]) -> None:
    """Alone it is refused in a sentence."""
    assert 2 == main(["--verbose", "list"])
    assert "simulator: --verbose only works with --version.\n" == capsys.readouterr().err
