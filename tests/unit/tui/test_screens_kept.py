"""The screens that are kept as files: each fits its size, and is drawn with signs that every terminal has."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from tests.support.goldens import SCREENS

if TYPE_CHECKING:
    from pathlib import Path

ALLOWED = frozenset(
    "│─┌┐└┘├┤┬┴┼╭╮╰╯━╸┄┊╎"  # frames, lines, the curve
    "▁▂▃▄▅▆▇█▌▐▀▔▖▗▘▝▙▛▜▟▚▞░▒▓"  # blocks
    "●○·┈▶→←×¬…“”‘’−–—£"
)
"""What stands beside letters and the signs of ASCII; nothing that a terminal may lack or draw two columns wide."""
FILES = sorted(SCREENS.glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_fits_and_has_no_sign_that_may_be_missing(path: Path) -> None:
    """As many lines as its size has rows, none wider than its columns; letters of any alphabet, and known signs."""
    width, height = map(int, path.stem.rsplit("-", 1)[1].split("x"))
    lines = path.read_text("utf-8").splitlines()
    assert height == len(lines)
    assert all(cell_len(line) <= width for line in lines)
    signs = {sign for line in lines for sign in line if not sign.isascii()}
    unknown = {sign for sign in signs - ALLOWED if not unicodedata.category(sign).startswith("L")}
    assert set() == unknown
