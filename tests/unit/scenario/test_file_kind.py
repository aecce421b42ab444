"""Tests that a file that isn't a scenario is told what it is, in one problem."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from simulator.scenario.file_kind import may_be_scenario
from simulator.scenario.library import scenario_files
from simulator.scenario.parse import parse
from tests.support.mistakes import KETTLE

if TYPE_CHECKING:
    from pathlib import Path

YAML = 'format: 1\ntitle: "The cold kettle"\nscenes:\n  opening:\n    says: "Cold."\n  - x\n'
HTML = "<!DOCTYPE html>\n<html><body>format = 1</body></html>\n"
CONFLICT = "<<<<<<< HEAD\nlevel = 2\n=======\nlevel = 3\n>>>>>>> b\n"
PYPROJECT = '[project]\nname = "kettle"\n\n[tool.black]\nline-length = 100\nformat = "x"\n'
NETLIFY = '[build]\npublish = "site"\ncommand = "make"\n\n[[redirects]]\nfrom = "/a"\nto = "/b"\n'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00", "a word processor document"),
        (b"PK\x03\x04...word/document.xml", "a Word document"),
        (b"PK\x03\x04...xl/workbook.xml", "a spreadsheet workbook"),
        (b"row,scene,name,text\ntitle,,,A parcel\n", "a table in CSV"),
        (b'"place";"row";"scene";"text"\n', "a table in CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document"),
        (b"{\\rtf1\\ansi format = 1}", "an RTF document"),
        (b"%PDF-1.7\n", "a PDF document"),
        (KETTLE.encode("utf-16"), "UTF-16"),
        (KETTLE.encode("utf-16-le"), "UTF-16"),
        (KETTLE.encode("utf-16-be"), "UTF-16"),
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b" \n\n\t\n", "is empty"),
        (b"# format = 1\n\n# nothing yet\n", "nothing but comments"),
        (json.dumps({"format": 1, "title": "x"}, indent=2).encode(), "JSON"),
        (b'{\n  "format": 1,\n  "title": "x",\n}\n', "JSON"),
        (b'[{"format": 1}]', "JSON"),
        (YAML.encode(), "YAML"),
        (b"---\ntitle: x\nscenes:\n- opening\n", "YAML"),
        (HTML.encode(), "a web page"),
        (PYPROJECT.encode(), "isn't a scenario"),
        (NETLIFY.encode(), "isn't a scenario"),
        (f"```toml\n{KETTLE}```\n".encode(), "a block of code"),
        (KETTLE.replace("level = 2\n", CONFLICT).encode(), "A merge left"),
        (KETTLE.encode("latin-1", "replace").replace(b"cold", b"c\xf6ld", 1), "isn't a UTF-8 character"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_it_is_is_one_problem(data: bytes, words: str) -> None:
    """A file of another kind has one problem, which names the kind and says what to do."""
    (problem,) = parse(data, "kettle", "kettle.toml").diagnostics

    assert words in problem.message
    assert problem.hint


@pytest.mark.parametrize(
    ("data", "counts"),
    [
        (KETTLE.encode(), True),
        (b'formt = 1\n[scene.opening]\nsays = "x"\n', True),
        (b"format = 1\ntitle = \xe2\x80\x9cx\xe2\x80\x9d\n", True),
        (b"", True),
        (b"Dear all,\n", True),
        (KETTLE.encode("utf-16"), True),
        (PYPROJECT.encode(), False),
        (NETLIFY.encode(), False),
        (b'[package]\nname = "x"\n', False),
    ],
)
def test_a_file_of_another_tool_is_left_alone(data: bytes, counts: bool) -> None:
    """In a folder a TOML file without format and scenes isn't looked at; what may be a broken scenario is."""
    assert counts == may_be_scenario(data)


def test_only_scenarios_of_a_folder_are_in_the_library(tmp_path: Path) -> None:
    """A folder's scenarios are those files that end in .toml, in whatever case, and aren't of another tool."""
    (tmp_path / "kettle.toml").write_text(KETTLE)
    (tmp_path / "UP.TOML").write_text(KETTLE)
    (tmp_path / ".hidden.toml").write_text(KETTLE)
    (tmp_path / "pyproject.toml").write_text(PYPROJECT)
    (tmp_path / "notes.txt").write_text(KETTLE)

    assert ["UP.TOML", "kettle.toml"] == [path.name for path in scenario_files(tmp_path)]
