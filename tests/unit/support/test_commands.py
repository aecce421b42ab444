"""What a command that a test starts has of the environment of the tests."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from tests.support.commands import environment, text_so_far

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


def test_text_that_is_cut_within_a_sign_or_a_line_end() -> None:
    """What has not come whole is left out until it has."""
    written = "1 − 2\r\n…".encode()
    shown = [text_so_far(written[:end]) for end in range(len(written) + 1)]
    assert "1 − 2\n…" == shown[-1]
    assert all(later.startswith(earlier) for earlier, later in itertools.pairwise(shown))
