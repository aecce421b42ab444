"""Plain signs: what becomes of signs, and of letters."""

from __future__ import annotations

from rich.cells import cell_len

from simulator.report.signs import plain_signs


def test_signs_become_plain_and_keep_their_room() -> None:
    """Each is one cell, before and after."""
    signs = "“a” ‘b’ … – − → ← ↑ ↓ ▶ ▌ · ×" + "".join(map(chr, range(0x2500, 0x25A0)))
    assert plain_signs(signs).isascii()
    assert cell_len(signs) == len(plain_signs(signs))


def test_letters_stay() -> None:
    """In every alphabet, with their marks."""
    letters = "Größe, naïve, Łódź, Ελλάδα, 你好, n\u0303"
    assert letters == plain_signs(letters)
