"""The forms of a report: CSV, JSON and text, read back; names that mean something to a program; pseudonyms."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING

import pytest

from simulator.engine.conversation import play
from simulator.report.export.blocks import Table
from simulator.report.export.csv_form import (
    PLAY_COLUMNS,
    ROSTER_COLUMNS,
    TURN_COLUMNS,
    plays_csv,
    roster_csv,
    safe_text,
    turns_csv,
)
from simulator.report.export.html_form import cell
from simulator.report.export.json_form import report_json
from simulator.report.export.pseudonyms import Pseudonyms
from simulator.report.export.text_form import WIDTH, drawn_bar, report_text, table_lines
from simulator.report.result_of_play import play_result
from simulator.report.results import Origin, PlayResult
from simulator.report.source import ReportSource, RoundHead
from tests.support.scenarios import SCENES, conversation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MADE = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=cmd|'/C calc'!A0",
    " =1+1",
    "＝1",
    'Kim "the" Lee',
    "Lee, Kim;x",
    "<script>alert(1)</script>",
    "Zoë 李",
    "'quoted",
)


def played(person: str, *moves: str, **origin: object) -> PlayResult:
    """A play by a person."""
    start = conversation(SCENES, needs='"own", "solve"')
    told = Origin(
        key=f"play of {person}",
        name=f"save of {person}",
        person=person,
        mode="exam",
        started=MADE,
        ended=MADE,
        seconds=61.25,
        **origin,  # type: ignore[arg-type]
    )
    return play_result(start, play(start, moves), told, digest="d" * 64, seconds=[2.5] * len(moves))


def source(plays: Iterable[PlayResult], **more: object) -> ReportSource:
    """The source of a report of some plays."""
    return ReportSource("Title", MADE, iter(plays), **more)  # type: ignore[arg-type]


def rows(pieces: Iterator[str], delimiter: str = ",") -> list[dict[str, str]]:
    """Read a table back, as a program does that takes it from a file."""
    text = "".join(pieces).encode("utf-8").decode("utf-8-sig")
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def test_words_of_a_text_table() -> None:
    """Heads stay whole, and a name is broken at its hyphen, however little room there is."""
    heads = ("Person", "Date", "Round", "Scenario", "Ending", "Satisfaction", "Quality", "Passed")
    row = (
        "Maximilian-Theodora",
        "2026-03-02",
        "Monday morning",
        "A late parcel",
        "mended",
        "−5",
        "64",
        "no",
    )
    lines = list(table_lines(Table("T", heads, (row,), frozenset({5, 6}))))
    assert max(map(len, lines)) <= WIDTH
    for word in (*heads, "Maximilian-", "Theodora", "2026-03-02"):
        assert any(word in line for line in lines), word


def test_long_words_of_a_cell() -> None:
    """They can be broken on paper, where nothing scrolls; what is escaped stays whole."""
    assert "Ada <b>" == unescape(cell("Ada <b>"))
    assert "<" + "wbr>" not in cell("word " * 30)
    long = "&" * 45
    assert ["&amp;" * 20, "&amp;" * 20, "&amp;" * 5] == cell(long).split("<wbr>")


class TestCsv:
    """Tables that a spreadsheet and a learning platform take."""

    def test_a_play(self) -> None:
        """Every figure is that of its result, by hand where it is short."""
        result = played("Kim", "listen", "own", "solve")
        (row,) = rows(plays_csv(source([result])))
        assert PLAY_COLUMNS == tuple(row)
        assert result.score is not None
        expected = {
            "format": "simulator-plays-1",
            "person": "Kim",
            "scenario": "t",
            "title": "T",
            "digest": "d" * 64,
            "edition": "2",
            "mode": "exam",
            "timed": "no",
            "started": "2026-03-02T12:00:00Z",
            "seconds": "61.2",
            "moves": "3",
            "replies": "2",
            "listens": "1",
            "finished": "yes",
            "ending": "good",
            "satisfaction": str(result.score.satisfaction),
            "quality": str(result.score.quality),
            "passed": "yes" if result.score.quality >= 70 else "no",
            "points": "",
            "mood_end": str(result.moods[-1]),
            "ownership": str(result.score.dimensions["ownership"]),
            "skills": "listen 1; own 1; reflect 1; solve 1",
            "slips": "",
        }
        assert expected == {name: row[name] for name in expected}

    def test_a_play_without_a_score(self) -> None:
        """Its figures are empty, not 0."""
        (row,) = rows(plays_csv(source([played("Kim", "listen")])))
        empty = (
            "ending",
            "satisfaction",
            "quality",
            "passed",
            "csat",
            "listening",
            "follow_through",
        )
        assert {""} == {row[name] for name in empty}
        assert "no" == row["finished"]

    def test_turns(self) -> None:
        """A row for each move; the amounts of its reasons add up to how far the gauges moved."""
        found = rows(turns_csv(source([played("Kim", "listen", "own", "solve")])))
        assert ["listen", "own", "solve"] == [row["move"] for row in found]
        assert TURN_COLUMNS == tuple(found[0])
        assert [("own blame leave", "2.5")] * 2 == [(r["offered"], r["seconds"]) for r in found[:2]]
        for row in found:
            moved = dict.fromkeys(("anger", "heard", "trust", "patience"), 0)
            for reason in filter(None, row["reasons"].split("; ")):
                gauge, amount, *_ = reason.split(" ")
                moved[gauge] += int(amount)
            assert moved == {g: int(row[g]) - int(row[f"{g}_before"]) for g in moved}

    def test_a_roster(self) -> None:
        """Only plays that count and have a score."""
        plays = [
            played("Kim", "own", "solve"),
            played("Lou", "listen"),
            played("Max", "own", "solve", counts=False),
        ]
        (row,) = rows(roster_csv(source(plays, pass_mark=10)))
        assert ROSTER_COLUMNS == tuple(row)
        assert ("Kim", "T", "2026-03-02", "yes") == tuple(
            row[name] for name in ("name", "scenario", "date", "passed")
        )

    @pytest.mark.parametrize("excel", [False, True])
    @pytest.mark.parametrize("name", HOSTILE)
    def test_names_stay_text(self, name: str, excel: bool) -> None:
        """Read back, a name that looks like a formula has an apostrophe before it, and any other is as it was."""
        pieces = "".join(roster_csv(source([played(name, "own", "solve")]), excel=excel))
        assert excel == pieces.startswith("\ufeff")
        (row,) = rows(iter([pieces]), ";" if excel else ",")
        looks = name.strip()[0] in "=+-@＝"
        assert (f"'{name}" if looks else name) == row["name"]

    def test_texts_with_line_breaks(self) -> None:
        """They stay in their cell."""
        (row,) = rows(roster_csv(source([played("Kim\nLee\r\n=1", "own", "solve")])))
        assert "Kim\nLee\r\n=1" == row["name"]

    @pytest.mark.parametrize("sign", "=+-@\t\r\n＝＋－＠")
    def test_signs_of_formulas(self, sign: str) -> None:
        """Each is marked, also after blanks."""
        assert (f"'{sign}x", f"'  {sign}x") == (safe_text(f"{sign}x"), safe_text(f"  {sign}x"))


class TestJson:
    """One document, made play by play."""

    def test_a_report(self) -> None:
        """It is JSON, has every play with its turns, and what the class did."""
        head = RoundHead("One", MADE, "exam", False, True, (), (("Kim", "Red"),))
        plays = [played("Kim", "listen", "own", "solve"), played("Lou", "blame", "solve")]
        found = json.loads("".join(report_json(source(plays, rounds=(head,), unread=["x: gone."]))))
        assert (1, 2, "Title") == (found["report"], found["edition"], found["title"])
        assert ["Kim", "Lou"] == [item["person"] for item in found["plays"]]
        first = found["plays"][0]
        assert ["listen", "own", "solve"] == [turn["move"] for turn in first["turns"]]
        assert first["turns"][1]["why"]
        assert {"own": 1, "listen": 1, "reflect": 1, "solve": 1} == first["skills"]
        (scenario,) = found["scenarios"]
        assert (2, 2) == (scenario["plays"], scenario["class"]["n"])
        assert ["a"] == [item["scene"] for item in scenario["class"]["turning_points"]]
        assert [("Kim", 1), ("Lou", 0)] == [(p["name"], p["joined"]) for p in found["people"]]
        assert ["x: gone."] == found["unread"]

    def test_no_plays(self) -> None:
        """It is JSON all the same."""
        assert [] == json.loads("".join(report_json(source([]))))["plays"]

    def test_what_cannot_be_seen_is_escaped(self) -> None:
        """So that no name steers a terminal."""
        text = "".join(report_json(source([played("Kim\u202e\x1b[2J", "own", "solve")])))
        assert text.replace("\n", "").isprintable()


class TestText:
    """For the terminal and for a file."""

    def test_lines_fit(self) -> None:
        """Whatever the names are; privacy is said first, and bars have one length."""
        plays = [played(name, "listen", "own", "solve") for name in HOSTILE]
        plays += [played(name, "blame", "wait") for name in HOSTILE]
        text = "".join(report_text(source(plays)))
        assert text.split("\n\n")[1].startswith("Private: this report has people's names")
        assert WIDTH >= max(len(line) for line in text.splitlines() if "█" not in line)
        assert {24} == {len(drawn_bar(value, 7)) for value in range(8)}

    def test_bars(self) -> None:
        """To half a sign, and what isn't nothing is seen."""
        assert "·" * 24 == drawn_bar(0, 100)
        assert f"▌{'·' * 23}" == drawn_bar(1, 100)
        assert f"{'█' * 12}{'·' * 12}" == drawn_bar(50, 100)
        assert "█" * 24 == drawn_bar(100, 100)
        assert "·" * 24 == drawn_bar(0, 0)

    def test_one_person_comes_first(self) -> None:
        """Before the scenarios; of several, the scenarios come first."""
        for names, first in (
            (["Kim", "Kim"], "The player"),
            (["Kim", "Lou"], "In short"),
        ):
            plays = [
                played(name, *moves)
                for name, moves in zip(names, (("own", "solve"), ("leave",)), strict=True)
            ]
            text = "".join(report_text(source(plays)))
            headings = [line for line in text.splitlines() if line in ("The player", "In short")]
            assert first == headings[0]

    def test_sentences_come_before_figures(self) -> None:
        """What mattered most is said first, and how figures are read last."""
        plays = [played(name, "leave") for name in ("Kim", "Lou", "Max")]
        lines = "".join(report_text(source([*plays, played("Zoe", "own", "solve")]))).splitlines()
        short, first = (
            lines.index("In short"),
            next(at for at, line in enumerate(lines) if "median" in line),
        )
        assert short < first < lines.index("How to read the figures")
        told = " ".join(line.strip() for line in lines[short:first])
        assert "1 of 4 passed." in told
        assert "The most frequent ending was" in told

    def test_one_person_who_is_not_done(self) -> None:
        """There is a sentence for it."""
        text = "".join(report_text(source([played("Kim", "listen")])))
        assert "What to do next: Finish a conversation first." in text
        assert "1 conversation by 1 player in 1 scenario, on 2026-03-02." in text


class TestPseudonyms:
    """Names are replaced wherever they are."""

    def hide(self, *names: str, secret: bytes = b"s") -> Pseudonyms:
        return Pseudonyms(names, secret)

    def test_names_in_texts(self) -> None:
        """As whole words, in any case, the longer name first; what only begins like a name stays."""
        hide = self.hide("Kim", "Kim Lee", "J")
        kim, lee, j = hide.of("kim"), hide.of("Kim Lee"), hide.of("J")
        assert {"Person 1", "Person 2", "Person 3"} == {kim, lee, j}
        assert f"{kim}, {lee}; Kimono, J's" == hide.in_text("KIM, Kim Lee; Kimono, J's")
        assert ("", "") == (hide.of(""), hide.in_text(""))

    def test_a_report(self) -> None:
        """The same person has one pseudonym all through it; no name, save or key is left, and no mapping."""
        plays = [
            played(
                "Kim Lee",
                "own",
                "solve",
                round="Kim Lee's round",
                team="Kim Lee",
                fault="By Kim Lee.",
            ),
            played("Lou", "own", "solve"),
            played("kim lee", "blame", "wait"),
        ]
        hide = self.hide("Kim Lee", "kim lee", "Lou")
        head = RoundHead("Kim Lee's round", MADE, "exam", False, True, (), (("Kim Lee", ""),))
        for form in (report_json, plays_csv, turns_csv, roster_csv, report_text):
            found = source(map(hide.play, plays), rounds=(hide.round(head),), hidden=True)
            text = "".join(form(found))
            assert "kim" not in text.lower(), form
            assert "Lou" not in text, form
            assert hide.of("Lou") in text, form
        document = json.loads("".join(report_json(source(map(hide.play, plays)))))
        assert [hide.of("Kim Lee"), hide.of("Lou"), hide.of("Kim Lee")] == [
            item["person"] for item in document["plays"]
        ]

    def test_numbers_are_drawn(self) -> None:
        """Neither the alphabet nor who came first decides them, and another report has others."""
        names = [f"name {at}" for at in range(40)]
        drawn = [
            [self.hide(*names, secret=bytes([at])).of(name) for name in names] for at in range(3)
        ]
        assert all(sorted(drawn[0]) == sorted(other) for other in drawn)
        assert 3 == len({tuple(order) for order in drawn})

    def test_identifiers_cannot_be_traced(self) -> None:
        """They differ from those of a report with names."""
        (named,) = rows(plays_csv(source([played("Kim", "own", "solve")])))
        hidden = self.hide("Kim").play(played("Kim", "own", "solve"))
        (row,) = rows(plays_csv(source([hidden])))
        assert named["play"] != row["play"]
