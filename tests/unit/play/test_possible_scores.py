"""The figures of the shipped scenarios are those of the table in docs/library.md."""

from __future__ import annotations

from pathlib import Path

from simulator.play.possible_scores import possible_scores, shipped_scores
from simulator.scenario.library import Library, ScenarioFile, load, shipped_folder

TABLE = Path(__file__).parents[3] / "docs" / "library.md"
BEST, WORST = 6, 9


def test_they_are_those_of_the_table() -> None:
    """Change simulator/play/shipped-scores.json with the table; the proofs hold that one."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in TABLE.read_text("utf-8").splitlines()
        if line.startswith("| ") and not line.startswith("| file ")
    ]
    figures = {
        row[0]: (int(row[WORST].replace("−", "-")), int(row[BEST].replace("−", "-")))
        for row in rows
    }
    assert figures == dict(shipped_scores())
    assert {path.stem for path in Library((shipped_folder(),)).files()} == set(figures)


def test_a_file_of_the_same_name_elsewhere_has_none(tmp_path: Path) -> None:
    """It may be another scenario."""
    shipped = shipped_folder() / "day-45.toml"
    copy = tmp_path / shipped.name
    copy.write_bytes(shipped.read_bytes())
    items = [ScenarioFile(path, load(path)) for path in (shipped, copy)]
    assert {"day-45"} == set(possible_scores(items[:1]))
    assert {} == possible_scores(items[1:])
