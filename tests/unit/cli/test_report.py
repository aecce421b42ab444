"""`simulator report`: what can be named, where it is written, and what is said where something can't be read."""

from __future__ import annotations

import csv
import errno
import json
import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from simulator.records.history import History
from simulator.records.saves import Saves
from simulator.scenario.library import Library
from tests.support.card_stage import CARD, Place
from tests.support.report_stage import play_moves

if TYPE_CHECKING:
    from tests.support.cli_desk import Desk

GOOD, BAD = ("listen", "own-it", "mend"), ("blame", "leave")


class Files:
    """A user's saves and rounds, on the desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        library = Library((desk.folder / "library",))
        history = History(desk.folder / "history.sqlite")
        self.place = Place(desk.folder, library, Saves(desk.folder / "saves"), history)
        (desk.folder / "library" / "card.toml").write_text(CARD, "utf-8")

    def report(self, *words: str) -> Any:
        """Run the command with its saves."""
        return self.desk.run("report", *words, "--saves", str(self.place.saves.folder))

    def people(self, *words: str) -> list[str]:
        """Who is in a report."""
        answer = self.report(*words, "--format", "csv")
        assert 0 == answer.code, answer.err
        return [row["person"] for row in csv.DictReader(answer.out.splitlines())]


@pytest.fixture
def files(desk: Desk) -> Files:
    """A desk with a library."""
    return Files(desk)


class TestWhatIsNamed:
    def test_a_saved_conversation(self, files: Files) -> None:
        """By its name or its path: in text with its debrief, transcript and mood."""
        name = files.place.play(*GOOD)
        by_name = files.report(name)
        assert 0 == by_name.code
        for words in ("Private:", "How it went", "Transcript", "Trainee: That is on us.", "mended"):
            assert words in by_name.out
        by_path = files.report(str(files.place.saves.path(name)))
        assert by_name.out.splitlines()[5:] == by_path.out.splitlines()[5:]

    def test_a_person(self, files: Files) -> None:
        """By name, in any case, as an argument or with --as; others' conversations stay out."""
        files.place.play(*GOOD, person="Ada")
        files.place.play(*BAD, person="Kim")
        files.place.play(*BAD, person="Ada")
        assert ["Ada", "Ada"] == files.people("ada")
        assert ["Kim"] == files.people("--as", "Kim")
        assert ["Ada", "Kim", "Ada"] == files.people("Ada", "--as", "Kim")
        assert "2 conversations by 1 player in 1 scenario" in files.report("Ada").out

    def test_a_round_and_a_folder_of_rounds(self, files: Files, tmp_path: Path) -> None:
        """A file, or all in a folder; what else lies there, such as a history, is passed over."""
        folder = tmp_path / "term"
        folder.mkdir()
        card = files.place.library.find("card")
        play_moves(folder / "one.sqlite", card, {"Kim": GOOD, "Lou": BAD}, name="One")
        play_moves(folder / "two.sqlite", card, {"Kim": BAD}, name="Two")
        files.place.play(*GOOD)
        files.desk.run("progress", "--records", str(folder / "history.sqlite"), "--saves", "saves")
        (folder / "notes.txt").write_text("Nothing of ours.")
        assert ["Kim", "Lou"] == files.people(str(folder / "one.sqlite"))
        assert ["Kim", "Lou", "Kim"] == files.people(str(folder))
        assert ["Kim", "Lou", "Kim"] == files.people(str(folder), str(folder / "one.sqlite"))
        text = files.report(str(folder)).out
        assert text.startswith("term\n====")
        assert "Joined 2 of 2 rounds." in text
        assert "Joined 1 of 2 rounds." in text

    def test_rounds_of_the_same_name(self, files: Files, tmp_path: Path) -> None:
        """Each counts its own people; the second has a number."""
        folder = tmp_path / "term"
        folder.mkdir()
        card = files.place.library.find("card")
        play_moves(folder / "one.sqlite", card, {"Kim": GOOD, "Lou": BAD}, name="Class")
        play_moves(folder / "two.sqlite", card, {"Kim": BAD}, name="Class")
        text = files.report(str(folder)).out
        assert "Round: Class\n" in text
        assert "Round: Class (2)\n" in text
        rows = csv.DictReader(files.report(str(folder), "--format", "csv").out.splitlines())
        assert ["Class", "Class", "Class (2)"] == [row["round"] for row in rows]

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ((), "Say what to report on."),
            (("",), "One of the names is empty."),
            (("nobody-here",), "There is no saved conversation, player, round or folder called"),
            (("--as", "Zed"), 'Nothing is saved under the name "Zed" here.'),
            (("a\0b",), "There is no saved conversation, player, round or folder called"),
            (("library",), "There are no conversations or rounds in"),
            (("library/card.toml",), "isn't a round's file."),
            (("card", "--turns"), "--turns only works with --format csv."),
            (("card", "--excel"), "--excel only works with --format csv."),
            (("card", "--versions"), "--versions only works with --format csv."),
            (("card", "--pass-mark", "101"), "--pass-mark must be a number from 0 to 100."),
            (("card", "-o", "not-there/"), "is the name of a folder, not of a file."),
            (("card", "--format", "csv", "--turns", "--roster"), "are two different tables"),
        ],
    )
    def test_mistakes(self, files: Files, words: tuple[str, ...], said: str) -> None:
        """Each is one sentence."""
        answer = files.report(*words)
        assert (2, "") == (answer.code, answer.out)
        assert said in answer.err
        assert 1 == len(answer.err.splitlines())

    def test_a_pass_mark_that_is_no_number(self, files: Files) -> None:
        """It is said in words, as of every option that takes a number."""
        answer = files.report("card", "--pass-mark", "abc")
        told = 'simulator: --pass-mark must be a whole number, not "abc".'
        assert (2, told) == (answer.code, answer.err.splitlines()[0])

    def test_a_scenario_that_is_gone(self, files: Files) -> None:
        """What only it could tell is empty, and the note names it."""
        name = files.place.play(*GOOD)
        (files.desk.folder / "library" / "card.toml").unlink()
        answer = files.report(name, "--format", "csv")
        (row,) = csv.DictReader(answer.out.splitlines())
        assert "3" == row["moves"]
        for column in (
            "replies", "listens", "silences", "finished", "critical_errors", "promises_made", "promises_kept",
            "promises_broken", "lies_exposed", "extra_steps", "unexplained_waits",
        ):  # fmt: skip
            assert "" == row[column], column
        told = 'The scenario "card" isn\'t there any more; add its folder with --library.'
        assert told == row["note"]

    @pytest.mark.parametrize(
        ("words", "begins"),
        [
            (("-o", "ada.html"), "<!doctype html>"),
            (("-o", "ada.json"), "{"),
            (("-o", "ada.csv"), "format,play,person"),
            (("-o", "ada.csv", "--roster"), "name,scenario,date"),
            (("-o", "ada-moves.csv"), "format,play,person,scenario,turn"),
            (("-o", "ada-xapi.json"), "["),
            (("-o", "ada.pdf"), "Ada\n==="),
            (("-o", "ada.html", "--format", "text"), "Ada\n==="),
        ],
    )
    def test_the_ending_of_the_name_decides(
        self, files: Files, words: tuple[str, ...], begins: str
    ) -> None:
        """Unless a format is given. Only forms with names are on the list of `forget`."""
        files.place.play(*GOOD, person="Ada")
        assert 0 == files.report("Ada", *words).code
        assert (files.desk.folder / words[1]).read_text("utf-8").lower().startswith(begins.lower())

    def test_what_is_damaged_is_listed(self, files: Files) -> None:
        """The rest is reported, and the exit code says that something is missing."""
        files.place.play(*GOOD)
        (files.place.saves.folder / "torn.play").write_text("{")
        (files.place.saves.folder / "broken.sqlite").write_bytes(b"SQLite format 3\0" + bytes(200))
        answer = files.report(str(files.place.saves.folder))
        assert 1 == answer.code
        assert "2 files couldn't be read:" in answer.out
        assert "torn.play" in answer.err
        assert "broken.sqlite" in answer.err
        assert "1 conversation by 1 player" in answer.out
        document = json.loads(files.report(str(files.place.saves.folder), "--format", "json").out)
        assert (1, 2) == (len(document["plays"]), len(document["unread"]))


class TestWhereItIsWritten:
    @pytest.mark.parametrize("form", ["text", "json", "csv"])
    def test_a_new_file(self, files: Files, form: str) -> None:
        """Whole, for its owner alone, and the same as on standard output but for line ends."""
        name = files.place.play(*GOOD)
        printed = files.report(name, "--format", form)
        answer = files.report(name, "--format", form, "-o", "out")
        assert (0, "") == (answer.code, answer.out)
        assert "Saved as out. Only you can read it.\n" == answer.err
        path = Path("out")
        assert 0o600 == stat.S_IMODE(path.stat().st_mode)
        written = path.read_bytes().decode().replace("\r\n", "\n")
        if form == "csv":
            assert printed.out == written
        else:
            assert len(printed.out) == len(written)

    def test_nothing_is_written_over(self, files: Files) -> None:
        """Neither a file nor where a link leads, and nothing is worked out first."""
        name = files.place.play(*GOOD)
        Path("out").write_text("Mine.")
        Path("link").symlink_to("elsewhere")
        for taken in ("out", "link"):
            answer = files.report(name, "-o", taken)
            assert (2, "") == (answer.code, answer.out)
            assert f'"{taken}" already exists.' in answer.err
        assert "Mine." == Path("out").read_text()
        assert not Path("elsewhere").exists()

    @pytest.mark.parametrize(
        ("number", "said"),
        [(errno.ENOSPC, "No space left on device"), (errno.EROFS, "Read-only file system")],
    )
    def test_a_disk_that_takes_nothing(self, files: Files, number: int, said: str) -> None:
        """It is one sentence, and no part of a file is left."""
        name = files.place.play(*GOOD)

        def full(_: int) -> None:
            raise OSError(number, os.strerror(number))

        files.desk.monkeypatch.setattr(os, "fsync", full)
        answer = files.report(name, "-o", "out")
        assert 2 == answer.code
        assert f'The report couldn\'t be written to "out": {said}.' in answer.err
        assert [] == [
            path.name for path in Path().iterdir() if path.name.startswith((".sim", "out"))
        ]

    @pytest.mark.parametrize("target", ["no/such/folder/out", "library", "a\0b"])
    def test_a_place_where_nothing_can_be_written(self, files: Files, target: str) -> None:
        """One sentence."""
        name = files.place.play(*GOOD)
        answer = files.report(name, "-o", target)
        assert 2 == answer.code
        assert 1 == len(answer.err.splitlines())


class TestOptions:
    def test_csv(self, files: Files) -> None:
        """Turns, a roster, and the form that Excel takes."""
        name = files.place.play(*GOOD)
        turns = files.report(name, "--format", "csv", "--turns").out
        assert ["listen", "own-it", "mend"] == [
            row["move"] for row in csv.DictReader(turns.splitlines())
        ]
        assert all(row["reasons"] for row in csv.DictReader(turns.splitlines()))
        roster = files.report(
            name, "--format", "csv", "--roster", "--excel", "--pass-mark", "0"
        ).out
        assert roster.lstrip("\ufeff").startswith("name;scenario;date;score;passed\n")
        assert roster.endswith(";yes\n")

    def test_pseudonyms(self, files: Files) -> None:
        """No name is left, in the debrief neither; who is called like the customer isn't given away by it."""
        name = files.place.play(*GOOD, person="Ada")
        for words in ((), ("--format", "json"), ("--format", "csv")):
            answer = files.report(name, "--pseudonyms", *words)
            assert "Ada" not in answer.out
            assert "Person 1" in answer.out
        name = files.place.play(*GOOD, person="Irma")
        answer = files.report(name, "--pseudonyms")
        assert "Irma: My card is dead." in answer.out
        assert "Irma was" in answer.out
        assert re.search(r"Trainee +Person 1", answer.out)

    def test_an_earlier_version(self, files: Files) -> None:
        """Conversations that were played on it are scored by it, and stand beside those of the file as it is now."""
        old = files.desk.folder / "old.toml"
        old.write_text(CARD, "utf-8")
        files.place.play(*GOOD)
        files.place.write(CARD.replace('skills = ["own"]', 'skills = ["own", "reflect"]'))
        files.place.play(*GOOD)
        text = " ".join(files.report("Ada").out.split())
        assert "every figure is worked out from the current file" in text
        assert "side by side" not in text
        text = files.report("Ada", "--earlier", str(old)).out
        assert "every figure is worked out from the current file" not in text
        assert "More than the wording has changed between versions 1 and 2" in text
        table = files.report("Ada", "--earlier", str(old), "--format", "csv", "--versions").out
        rows = list(csv.DictReader(table.splitlines()))
        assert [("1", ""), ("2", "no")] == [(row["version"], row["comparable"]) for row in rows]
        answer = files.report("Ada", "--earlier", "nowhere.toml")
        assert (2, 1) == (answer.code, len(answer.err.splitlines()))

    def test_the_best_result(self, files: Files) -> None:
        """It is that of the proof."""
        name = files.place.play(*GOOD)
        document = json.loads(files.report(name, "--format", "json", "--best").out)
        proof = files.desk.json("prove", "card")
        assert proof["best"]["satisfaction"] == document["plays"][0]["best_satisfaction"]
        assert "Best possible satisfaction" in files.report(name, "--best").out


class TestForgetting:
    def test_reports_that_have_a_name(self, files: Files) -> None:
        """They are named if they are still there; those with pseudonyms, or of others, aren't."""
        name = files.place.play(*GOOD, person="Ada")
        other = files.place.play(*GOOD, person="Kim")
        files.report(name, other, "-o", "both.txt")
        files.report(name, "-o", "gone.txt")
        files.report(other, "-o", "kim.txt")
        files.report(name, "--pseudonyms", "-o", "hidden.txt")
        Path("gone.txt").unlink()
        answer = files.desk.run("forget", "Ada", "--yes", "--saves", str(files.place.saves.folder))
        assert 0 == answer.code
        told = answer.out.splitlines()
        assert "These reports still have this person's name" in told[1]
        assert [f"  {Path('both.txt').absolute()}"] == told[2:]
        assert "Ada" not in (files.desk.folder / "reports.jsonl").read_text()
        again = files.desk.run("forget", "Ada", "--yes", "--saves", str(files.place.saves.folder))
        assert 2 == again.code

    def test_someone_who_is_only_in_a_report(self, files: Files) -> None:
        """They can be forgotten as well, as someone who only joined a round."""
        card = files.place.library.find("card")
        play_moves(files.desk.folder / "one.sqlite", card, {"Lou": GOOD})
        files.report("one.sqlite", "-o", "round.txt")
        answer = files.desk.run("forget", "lou", "--yes", "--saves", str(files.place.saves.folder))
        assert (0, True) == (answer.code, "round.txt" in answer.out)

    def test_a_player_who_was_renamed(self, files: Files) -> None:
        """Their reports are named under the new name."""
        name = files.place.play(*GOOD, person="Ada")
        files.report(name, "-o", "ada.txt")
        saves = ("--saves", str(files.place.saves.folder))
        assert 0 == files.desk.run("rename-player", "Ada", "Eve", *saves).code
        answer = files.desk.run("forget", "Eve", "--yes", *saves)
        assert (0, True) == (answer.code, "ada.txt" in answer.out)
