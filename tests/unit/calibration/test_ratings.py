"""Sheets as people and spreadsheets leave them, and what they come to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from simulator.calibration.comparison import compare, comparison_json
from simulator.calibration.kit import KeyEntry
from simulator.calibration.ratings import RatingsFault, read_ratings, sheets
from simulator.calibration.words import comparison_lines
from simulator.errors import SimulatorError

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.calibration.ratings import Rating

KNOWN = ("T01", "T02", "T03", "T10")
HEAD = "transcript,rater,satisfaction,stay,craft\n"


def read(folder: Path, *texts: str | bytes) -> list[Rating]:
    """The ratings of some sheets."""
    for number, text in enumerate(texts, 1):
        data = text.encode() if isinstance(text, str) else text
        (folder / f"ratings-{number}.csv").write_bytes(data)
    return read_ratings(sheets(folder), KNOWN)


def test_a_plain_sheet(tmp_path: Path) -> None:
    """Empty cells are left out, and so is a row without a number."""
    found = read(tmp_path, HEAD + "T01,Ann,80,,70\nT02,Ann,,,\nT10,Ann,0,100,5.5\n")
    assert [
        ("T01", "Ann", {"satisfaction": 80.0, "craft": 70.0}),
        ("T10", "Ann", {"satisfaction": 0.0, "stay": 100.0, "craft": 5.5}),
    ] == found


@pytest.mark.parametrize(
    "data",
    [
        "\ufefftranscript;rater;satisfaction;stay;craft\r\nT01;Zoé;62,5;;70\r\n".encode(),
        "transcript;rater;satisfaction;stay;craft\r\nT01;Zoé;62,5;;70\r\n".encode("cp1252"),
        "transcript\trater\tsatisfaction\tstay\tcraft\r\nT01\tZoé\t62,5\t\t70\r\n".encode("utf-16"),
        '# rated on Monday\n\ntranscript,rater,satisfaction,stay,craft\nT01,Zoé,"62,5",,70\n# ;;;\n'.encode(),
        "Craft,Rater,Notes,Transcript,Stay,Satisfaction\n70,Zoé,hm,t1,,62.5\n,,,,,\n".encode(),
    ],
    ids=["excel-bom", "excel-windows", "excel-utf-16", "comments", "other-order"],
)
def test_sheets_as_spreadsheets_write_them(tmp_path: Path, data: bytes) -> None:
    """Semicolons, tabs, marks of byte order, decimal commas, comments, columns in another order."""
    assert [("T01", "Zoé", {"satisfaction": 62.5, "craft": 70.0})] == read(tmp_path, data)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + "T01,Ann,101,,\n", 'line 2, column 3 (satisfaction): "101" is out of range'),
        (HEAD + "T01,Ann,5,-1,\n", 'line 2, column 4 (stay): "-1" is out of range'),
        (HEAD + "T01,Ann,5,,good\n", 'line 2, column 5 (craft): "good" isn\'t a number'),
        (HEAD + "T01,Ann,nan,,\n", 'column 3 (satisfaction): "nan" isn\'t a number'),
        (HEAD + "T01,Ann,inf,,\n", 'column 3 (satisfaction): "inf" is out of range'),
        (HEAD + "T01,Ann,1_0,,\n", 'column 3 (satisfaction): "1_0" isn\'t a number'),
        (HEAD + "\n\nT99,Ann,5,,\n", 'line 4, column 1 (transcript): there is no transcript "T99"'),
        (HEAD + "T01,,5,,\n", "line 2, column 2 (rater): the rater is missing"),
        (
            HEAD + "T01,Ann,5,,\nT01,Ann,6,,\n",
            "line 3, column 1 (transcript): Ann has already rated T01",
        ),
        ("transcript,rater,satisfaction,stay\nT01,Ann,5,6\n", "line 1 has no column craft"),
        ("transcript,rater,stay,stay,craft,satisfaction\n", "line 1 has more than one column stay"),
        ("", "is empty"),
        ("# nothing\n\n", "is empty"),
        (b"PK\x03\x04\0\0", "isn't a CSV file"),
    ],
)
def test_a_fault_names_its_file_line_and_column(
    tmp_path: Path, text: str | bytes, told: str
) -> None:
    """In one sentence, with what to write instead."""
    with pytest.raises(RatingsFault) as caught:
        read(tmp_path, text)
    message = str(caught.value)
    assert "ratings-1.csv" in message
    assert told in message
    assert "\n" not in message


def test_a_folder_without_sheets_is_named(tmp_path: Path) -> None:
    """Also one that isn't there."""
    with pytest.raises(SimulatorError, match="There is no ratings"):
        sheets(tmp_path)
    with pytest.raises(SimulatorError, match="can't be read"):
        sheets(tmp_path / "nowhere")


def entry(transcript: str, scenario: str, satisfaction: int) -> KeyEntry:
    """A play with a satisfaction, which stays and has a quality of as much."""
    return KeyEntry(
        transcript, scenario, "random", ("a", "b"), satisfaction, 50, 60, f"Text of {transcript}"
    )


KEY = [
    entry("T01", "one", -80),
    entry("T02", "one", 0),
    entry("T03", "one", 60),
    entry("T10", "two", 90),
]


def test_raters_and_rules_are_compared(tmp_path: Path) -> None:
    """Pairs over what both rated; the rules against the mean rating, in all and by scenario."""
    ratings = read(
        tmp_path,
        HEAD + "T01,Ann,10,,\nT02,Ann,40,,\nT03,Ann,70,,\nT10,Ann,10,,\n",
        HEAD + "T01,Bo,20,,\nT02,Bo,30,,\nT03,Bo,90,,\n",
    )
    found = compare(ratings, KEY)
    assert ("Ann", "Bo") == found.raters
    satisfaction, stay, _ = found.measures
    pair = satisfaction.pairs["Ann", "Bo"]
    # Deviations -30 0 30 and -80/3 -50/3 130/3: 2100; squares 1800 and (6400 + 2500 + 16900) / 9.
    assert 3 == pair.n
    assert 2100 / (1800 * 25800 / 9) ** 0.5 == pytest.approx(pair.pearson)
    assert 1.0 == pytest.approx(pair.spearman)
    assert (pair.pearson, pair.spearman) == satisfaction.pair_mean
    assert 4 == satisfaction.overall.n
    # Means 15 35 80 10 against -80 0 60 90: ranks 2 3 4 1 and 1 2 3 4, so d = 1 1 1 -3 and 1 - 72 / 60.
    assert -0.2 == pytest.approx(satisfaction.overall.spearman)
    assert 1.0 == pytest.approx(satisfaction.scenarios["one"].spearman)
    assert None is satisfaction.scenarios["two"].pearson
    assert 0 == stay.rated
    worst = found.disagreements[0]
    assert ("T10", 10.0, 95.0, 85.0) == (
        worst.entry.transcript,
        worst.rated,
        worst.predicted,
        worst.gap,
    )
    told = "\n".join(comparison_lines(found))
    assert "7 ratings by 2 raters: Ann and Bo." in told
    assert "Text of T10" in told
    assert "T10, a play of two: raters 10, rules 95." in told
    document = json.loads(json.dumps(comparison_json(found)))
    assert -0.2 == document["measures"]["satisfaction"]["rules"]["spearman"]
    assert "Text of T10" == document["disagreements"][0]["text"]


def test_one_rater_has_nobody_to_agree_with(tmp_path: Path) -> None:
    """And the figures that aren't defined are said to be so."""
    found = compare(read(tmp_path, HEAD + "T01,Ann,10,,\n"), KEY)
    assert {} == found.measures[0].pairs
    assert (None, None) == found.measures[0].pair_mean
    assert "r not defined" in "\n".join(comparison_lines(found))
