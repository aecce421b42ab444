"""The list of reports that were written: whose names are in which, and nothing believed that is in the file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from simulator.errors import SimulatorError
from simulator.records.exports import NAME, Export, ExportList

if TYPE_CHECKING:
    from pathlib import Path

MADE = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_a_list(tmp_path: Path) -> None:
    """It is found by name in any case; a person who is forgotten leaves no byte in it."""
    exports = ExportList(tmp_path / "new")
    assert [] == exports.exports()
    both, one = Export("/a", MADE, ("Ada", "Kim")), Export("/b", MADE, ("ADA",))
    exports.add(both)
    exports.add(one)
    assert [both, one] == exports.of("ada")
    assert [both] == exports.of("Kim")
    path = tmp_path / "new" / NAME
    assert 0o600 == path.stat().st_mode & 0o777
    exports.forget("Ada")
    assert [Export("/a", MADE, ("Kim",))] == exports.exports()
    assert b"ada" not in path.read_bytes().lower()
    exports.forget("Zed")
    assert 1 == len(exports.exports())


def test_a_name_that_changes(tmp_path: Path) -> None:
    """The reports are found under the new name from then on."""
    exports = ExportList(tmp_path)
    exports.rename("Ada", "Eve")
    assert [] == exports.exports()
    exports.add(Export("/a", MADE, ("Ada", "Kim")))
    exports.add(Export("/b", MADE, ("Kim",)))
    exports.rename("ada", "Eve")
    assert [("/a", ("Kim", "Eve")), ("/b", ("Kim",))] == [
        (export.path, export.people) for export in exports.exports()
    ]


def test_a_damaged_list(tmp_path: Path) -> None:
    """What makes no sense is passed over; what can't be read is one sentence."""
    path = tmp_path / NAME
    good = '{"path": "/a", "made": "2026-03-02T12:00:00+00:00", "people": ["A\\u001bda", ""]}'
    lines = [
        "",
        "{",
        "[]",
        '{"path": 1, "made": "x", "people": []}',
        good,
        '{"made": 5}',
        "[" * 100_000,
    ]
    path.write_text("\n".join(lines), "utf-8")
    assert [Export("/a", MADE, ("Ada",))] == ExportList(tmp_path).exports()
    path.unlink()
    path.mkdir()
    for ask in (
        lambda: ExportList(tmp_path).of("Ada"),
        lambda: ExportList(tmp_path).add(Export("/a", MADE, ())),
    ):
        with pytest.raises(
            SimulatorError, match=r"The list of reports .* can't be read: it is a folder\."
        ):
            ask()
