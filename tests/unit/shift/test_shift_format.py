"""docs/shift-format.md followed: a shift of three customers written from its blocks, checked, worked and held to its keys."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from simulator.engine.conversation import Conversation
from simulator.scenario.library import Library, shipped_folder
from simulator.shift.format import CARD, CONDITION, CUSTOMER, SHIFT, json_schema
from simulator.shift.library import find_shift, read_shift
from simulator.shift.play import ShiftPlay
from tests.support.docs import blocks, page, sections, tables_in
from tests.support.patience import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path

PAGE = page("shift-format.md")
STEPS = blocks(sections(PAGE)["Three customers in twenty minutes"], "toml")
COMES_BACK = blocks(sections(PAGE)["A customer who comes back"], "toml")


def written(folder: Path, *texts: str) -> Path:
    """The file that the steps write."""
    path = folder / "late-shift" / "shifts" / "late-shift.toml"
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(texts), "utf-8")
    return path


def run(*words: str, cwd: Path, typed: str = "") -> tuple[int, str, str]:
    """A command, as the page types it."""
    command = [sys.executable, "-m", "simulator", *words]
    done = subprocess.run(
        command, cwd=cwd, input=typed, capture_output=True, text=True, timeout=PATIENCE
    )
    return done.returncode, done.stdout, done.stderr


def test_the_steps_write_a_shift_of_three_customers(tmp_path: Path) -> None:
    """It takes as long as the page says, `check` answers what the page says, and a first customer is there."""
    path = written(tmp_path, *STEPS)
    minutes = [int(each) for each in re.findall(r"\((\d+) minutes\)", PAGE)]
    assert 20 == sum(minutes)
    code, out, err = run("check", "late-shift", cwd=tmp_path)
    assert (0, True) == (code, "1 file, no errors, no warnings." in out + err), err
    library = Library((shipped_folder(), tmp_path / "late-shift"))
    file = read_shift(find_shift(library, "late-shift"), library)
    assert file.path == path
    assert (3, 2, 25) == (len(file.shift.customers), len(file.shift.cards), file.shift.minutes)
    play = ShiftPlay.begin(file.shift, file.scenarios, 1)
    assert isinstance(play.conversation, Conversation)
    assert 55 == play.composure
    code, out, err = run(
        *("shift", str(path), "--plain", "--seed", "1", "--saves", "saves"),
        cwd=tmp_path,
        typed="\n\nq\n",
    )
    assert 0 == code, err
    assert "The late shift. 3 customers, about 25 minutes, level 2." in out
    assert "The bus was late, and so are you." in out


def test_a_customer_who_comes_back_is_right_too(tmp_path: Path) -> None:
    """Added to the same file."""
    path = written(tmp_path, *STEPS, *COMES_BACK)
    library = Library((shipped_folder(),))
    assert 4 == len(read_shift(path, library).shift.customers)


@pytest.mark.parametrize(("step", "old", "new", "line"), [
    (1, '"your-bad-morning"', '"your-bad-mourning"', 9),
    (1, '"wrong-cake"', '"day-46"', 12),
    (2, "before = 3", "before = 4", 24),
    (2, "composure = 5", "composure = 50", 23),
])  # fmt: skip
def test_mistakes_are_found_at_their_line(
    tmp_path: Path, step: int, old: str, new: str, line: int
) -> None:
    """With the file, the line and a sentence."""
    steps = [*STEPS]
    assert old in steps[step]
    steps[step] = steps[step].replace(old, new)
    written(tmp_path, *steps)
    code, out, err = run("check", "late-shift", "--json", cwd=tmp_path)
    assert 1 == code, err
    assert [line] == [problem["line"] for problem in json.loads(out)["problems"]]


def test_the_page_lists_every_key() -> None:
    """In the order of the declarations; and the conditions are named."""
    shown = [[row[next(iter(row))] for row in rows] for rows in tables_in(PAGE)]
    assert [[key.name for key in table.keys] for table in (SHIFT, CUSTOMER, CARD)] == [
        [name for cell in cells for name in cell.split(", ")] for cells in shown
    ]
    begins = next(
        row["value"] for rows in tables_in(PAGE) for row in rows if "begins" in row.values()
    )
    assert all(key.name in begins for key in CONDITION.keys)


def test_the_schema_has_every_key() -> None:
    """It comes from the declarations that the loader reads by."""
    schema: dict[str, Any] = json_schema()
    assert [key.name for key in SHIFT.keys] == [*schema["properties"]]
    customers = schema["properties"]["customers"]["items"]["properties"]
    assert [key.name for key in CUSTOMER.keys] == [*customers]
