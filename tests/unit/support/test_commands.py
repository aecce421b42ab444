"""What a command that a test starts has of the environment of the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.commands import environment

if TYPE_CHECKING:
    import pytest


def test_a_run_knows_whether_its_branches_are_counted_and_nothing_of_who_runs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else `make coverage` would count nothing of what commands do."""
    monkeypatch.setenv("COVERAGE_PROCESS_CONFIG", "counted")
    monkeypatch.setenv("SIMULATOR_LIBRARY", "/elsewhere")
    given = environment(HOME="/home/ada")
    assert ("counted", "/home/ada") == (given["COVERAGE_PROCESS_CONFIG"], given["HOME"])
    assert "SIMULATOR_LIBRARY" not in given
