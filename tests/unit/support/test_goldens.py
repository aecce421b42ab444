"""What a golden screen says when the screen is another one."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import pytest
from _pytest.assertion.rewrite import AssertionRewritingHook

from tests.support import goldens
from tests.support.goldens import Golden

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.tui_stage import Actor

KEPT = "Late parcel\n1 Listen\n2 Say sorry\n"
SCREEN = ["Late parcel   ", "1 Listen", "2 Say nothing"]


class Pilot:
    """Lets nothing happen."""

    async def pause(self) -> None:
        """Do nothing."""


@dataclass
class Screen:
    """An actor whose screen never changes."""

    drawn: list[str]
    pilot: Pilot

    def lines(self) -> list[str]:
        """The screen."""
        return self.drawn


def message(folder: Path, kept: str, drawn: list[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What a golden with this content says of a screen; nothing, where it is content."""
    (folder / "turn-80x24.txt").write_text(kept, "utf-8")
    monkeypatch.setattr(goldens, "SCREENS", folder)
    monkeypatch.setattr(goldens, "PATIENCE", 0.0)
    monkeypatch.setattr(goldens, "WRITES", False)
    golden = Golden(folder, (80, 24))
    try:
        asyncio.run(golden.shows(cast("Actor", Screen(drawn, Pilot())), "turn"))
    except AssertionError as error:
        return str(error)
    return ""


def test_the_lines_that_differ_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each with what was expected in its place."""
    expected = [
        "the screen isn't the one that is kept",
        "--- expected: turn-80x24.txt",
        "+++ shown",
        "@@ -1,3 +1,3 @@",
        " Late parcel",
        " 1 Listen",
        "-2 Say sorry",
        "+2 Say nothing",
    ]
    assert expected == message(tmp_path, KEPT, SCREEN, monkeypatch).splitlines()


def test_blanks_at_the_end_of_a_line_are_not_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A screen is drawn up to its edge; a file isn't."""
    assert "" == message(tmp_path, KEPT.replace("sorry", "nothing"), SCREEN, monkeypatch)


@pytest.mark.parametrize("kept", ["", "\n\n"], ids=["nothing", "blank lines"])
def test_an_empty_golden_is_refused(
    tmp_path: Path, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the screen is still empty, too."""
    said = message(tmp_path, kept, kept.splitlines(), monkeypatch)
    assert said.startswith("turn-80x24.txt is empty: ")


def test_assertions_of_what_tests_share_are_rewritten() -> None:
    """Else CI shows AssertionError, and nothing of the values."""
    shared = [
        module
        for name, module in sys.modules.items()
        if name.startswith(("tests.support.", "tests.reference."))
    ]
    assert goldens in shared
    assert [] == [
        module.__name__
        for module in shared
        if not isinstance(module.__loader__, AssertionRewritingHook)
    ]
