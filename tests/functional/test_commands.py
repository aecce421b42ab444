"""The commands as a user runs them: what they answer, how they exit, and that nothing a user does gives a traceback.

Every run is a process of its own with a clean environment. `run` checks what must hold for each of them, whatever the command:
no traceback, and nothing on stdout or stderr that would steer a terminal.
"""

from __future__ import annotations

import os
import pty
import re
import select
import shlex
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from simulator.report.signs import plain_signs
from simulator.ruleset import DIMENSIONS
from tests.support.commands import (
    BREAD,
    QUICK,
    Answer,
    Desk,
    checked,
    ended,
    part,
    powerless,
    stream_of,
    text_so_far,
)
from tests.support.patience import PATIENCE

FAILING = """
[[tests]]
name = "wrong about the end"
moves = ["own-it", "nothing"]
expect = { ending = "settled", turns = 2 }

[[tests]]
name = "cannot be played"
moves = ["listen", "listen"]
expect = { ending = "" }
"""
BROKEN = BREAD.replace('to = "later"', 'to = "latr"').replace("level = 2", "level = 9")

TO_NOWHERE = (26, 66)
"""Line and column of the scene that BROKEN leads to and does not have."""

BEST = ["listen", "own-it", "fresh-one"]


def answers(out: str) -> list[str]:
    """A plain play's output, parted at its prompts: what is said before the first, then after each line typed."""
    return re.split(r"^Your move.*\n", out, flags=re.MULTILINE)


def entry(answer: Answer, id: str) -> dict[str, Any]:
    """One scenario of `list --json`."""
    found: list[dict[str, Any]] = [item for item in answer.json["scenarios"] if id == item["id"]]
    assert 1 == len(found)
    return found[0]


class TestListing:
    def test_list(self, desk: Desk) -> None:
        """The library with what the contract names, also of a scenario that cannot be played."""
        desk.write("broken", BROKEN)
        answer = desk.run("list", "--json")

        assert (0, "") == (answer.code, answer.err)
        good = {
            "title": "The hard bread",
            "channel": "counter",
            "level": 2,
            "language": "en-GB",
            "industry": "bakery",
            "path": str(desk.library / "hard-bread.toml"),
            "errors": 0,
        }
        assert good == part(entry(answer, "hard-bread"), good)
        assert int is type(entry(answer, "hard-bread")["warnings"])
        assert (2, None) == (entry(answer, "broken")["errors"], entry(answer, "broken")["title"])

        lines = desk.run("list").out.splitlines()
        assert ["hard-bread"] == [line.split()[0] for line in lines if "The hard bread" in line]

    def test_folders_by_option_and_by_variable(self, desk: Desk, tmp_path: Path) -> None:
        """Both are read, the option's first; the first file of an id wins."""
        for name in ("one", "two", "three"):
            (tmp_path / name).mkdir()
            for id in ("same", name):
                text = BREAD.replace("The hard bread", name)
                (tmp_path / name / f"{id}.toml").write_text(text, "utf-8")
        variable = os.pathsep.join(["", str(tmp_path / "two"), str(tmp_path / "three")])
        option = ("--library", str(tmp_path / "one"))
        answer = desk.run("list", "--json", *option, env={"SIMULATOR_LIBRARY": variable})

        assert "one" == entry(answer, "same")["title"]
        for id in ("one", "two", "three"):
            assert id == entry(answer, id)["title"]


class TestCheck:
    def test_problems(self, desk: Desk) -> None:
        """Every problem of all files, in order, with the keys of the contract; exit code 1."""
        desk.write("broken", BROKEN)
        desk.write("syntax", "format = 1\ntitle = “x”\n")
        answer = desk.run("check", "library", "--json")
        problems = [item for item in answer.json["problems"] if item["severity"] == "error"]

        assert (1, "", 3, 3) == (
            answer.code,
            answer.err,
            answer.json["files"],
            answer.json["errors"],
        )
        assert [(item["file"], item["line"], item["column"]) for item in problems] == [
            ("library/broken.toml", 7, 9),
            ("library/broken.toml", *TO_NOWHERE),
            ("library/syntax.toml", 2, 9),
        ]
        problem = {
            "rule": "unknown-scene",
            "severity": "error",
            "file": "library/broken.toml",
            "line": TO_NOWHERE[0],
            "column": TO_NOWHERE[1],
            "path": "scenes.opening.replies[0].to",
            "message": 'There is no scene "latr".',
            "hint": 'Did you mean "later"?',
        }
        assert problem == part(problems[1], problem)

    def test_problems_for_people(self, desk: Desk) -> None:
        """A problem is one line with its place and rule, and the line it is about with a mark under it."""
        desk.write("broken", BROKEN)
        answer = desk.run("check", "broken")
        shown = answer.out.splitlines()
        line, column = TO_NOWHERE
        text = BROKEN.splitlines()[line - 1]
        sentence = 'There is no scene "latr". Did you mean "later"? [unknown-scene]'
        place = shown.index(f"library/broken.toml:{line}:{column}: error: {sentence}")

        assert 1 == answer.code
        assert [f"  {line} | {text}", "     | " + " " * (column - 1) + "^"] == shown[
            place + 1 : place + 3
        ]

    def test_the_line_shown_is_the_line_meant(self, desk: Desk) -> None:
        """Signs that only some programs take for line ends do not shift the line shown."""
        desk.write("broken", BROKEN.replace("stale too soon.", "stale \u2028\u2029 too soon."))
        text = BROKEN.splitlines()[TO_NOWHERE[0] - 1]

        assert f"  {TO_NOWHERE[0]} | {text}" in desk.run("check", "broken").out.splitlines()

    def test_nothing_wrong(self, desk: Desk) -> None:
        """Without errors the exit code is 0."""
        answer = desk.run("check", "hard-bread", "--json")

        assert (0, 1, 0) == (answer.code, answer.json["files"], answer.json["errors"])

    def test_a_stray_folder_does_not_hide_the_files(self, desk: Desk) -> None:
        """A folder named like a scenario is looked into like any other."""
        (desk.library / "stray.toml").mkdir()
        (desk.library / "stray.toml" / "deep.toml").write_text(BROKEN, "utf-8")

        answer = desk.run("check", "library", "--json")

        assert (1, 2) == (answer.code, answer.json["files"])


class TestTest:
    def test_results(self, desk: Desk) -> None:
        """Each test with its line, what was expected and what came; exit code 1 where one fails."""
        desk.write("failing", BREAD + FAILING)
        answer = desk.run("test", "library/failing.toml", "--json")
        document = answer.json
        line = BREAD.split("\n").index("[[tests]]") + 1

        assert 1 == answer.code
        assert (1, 1, 2) == tuple(document[key] for key in ("files", "passed", "failed"))
        first, second, third = document["results"]
        passed = {
            "file": "library/failing.toml",
            "test": "listening first",
            "passed": True,
            "line": line,
            "expected": {"ending": "settled", "anger": "< 30", "qa": ">= 40"},
        }
        assert passed == part(first, passed)
        assert ["ending", "anger", "qa"] == list(first["actual"])
        assert (False, line + 5) == (second["passed"], second["line"])
        assert {"ending": "settled", "turns": 2} == second["expected"]
        assert {"ending": "lost", "turns": 2} == second["actual"]
        illegal = {"move": "listen", "index": 1}
        assert (False, illegal) == (third["passed"], part(third["error"], illegal))

    def test_a_figure_of_thousands_of_digits(self, desk: Desk) -> None:
        """A figure that no play can have is a problem and not a crash."""
        desk.write("huge", BREAD.replace('"< 30"', f"0x{'f' * 4000}"))

        assert 1 == desk.run("test", "huge").code

    def test_passing(self, desk: Desk) -> None:
        """Where all pass the exit code is 0; a file that cannot be read is a problem."""
        assert 0 == desk.run("test", "hard-bread").code
        desk.write("broken", BROKEN)
        assert 1 == desk.run("test", "library").code


class TestReplay:
    def test_a_play_that_has_not_ended(self, desk: Desk) -> None:
        """Turns by turn, then what can be done now."""
        answer = desk.run("replay", "hard-bread", "--moves", "shrug", "--json")
        document = answer.json
        (turn,) = document.pop("turns")

        assert (0, "") == (answer.code, answer.err)
        now = {
            "scenario": "hard-bread",
            "ended": False,
            "ending": None,
            "outcome": None,
            "offered": ["own-it", "shrug"],
            "can_listen": True,
        }
        assert now == part(document, now)
        assert [] == [sentence for sentence in turn["why"] if not sentence.endswith(".")]
        made = {
            "move": "shrug",
            "scene": "opening",
            "anger": 60,
            "heard": 0,
            "trust": 36,
            "patience": 21,
            "mood": -42,
            "band": "angry",
            "next": "opening",
        }
        assert made == part(turn, made)

    def test_a_play_that_has_ended(self, desk: Desk) -> None:
        """Once ended nothing is offered, and the result is there with all its keys."""
        moves = "listen,  # let her go on\nown-it\nfresh-one\n"
        (desk.folder / "moves.txt").write_text(moves, "utf-8")
        document = desk.run("replay", "hard-bread", "--moves", "@moves.txt", "--json").json

        assert BEST == [turn["move"] for turn in document["turns"]]
        assert (True, "settled", "full", [], False) == tuple(
            document[key] for key in ("ended", "ending", "outcome", "offered", "can_listen")
        )
        assert [dimension.name for dimension in DIMENSIONS] == list(document["dimensions"])
        predicted = ["csat", "nps", "effort", "retention", "word_of_mouth"]
        assert predicted == list(document["predicted"])
        assert [] == document["criticals"]
        assert {int} == {type(document[key]) for key in ("satisfaction", "qa")}

    def test_an_illegal_move(self, desk: Desk) -> None:
        """The turns before it, the move and its place; exit code 1."""
        answer = desk.run("replay", "hard-bread", "--moves", "listen,own-it,shrug,x", "--json")

        assert (1, 2) == (answer.code, len(answer.json["turns"]))
        message = '"shrug" isn\'t a reply in the scene "later".'
        illegal = {"move": "shrug", "index": 2, "message": message}
        assert illegal == part(answer.json["error"], illegal)
        told = desk.run("replay", "hard-bread", "--moves", "listen,own-it,shrug,x")
        assert (1, 1) == (told.code, len(told.err.splitlines()))

    def test_the_debrief_of_a_list_of_moves(self, desk: Desk) -> None:
        """With --debrief: the same sentences in lines and in JSON, with the move that mattered most."""
        arguments = ("replay", "hard-bread", "--moves", "own-it,nothing", "--debrief")
        text = desk.run(*arguments).out
        sections = {item["title"]: item for item in desk.run(*arguments, "--json").json["debrief"]}
        (told,) = sections["What would have helped most"]["paragraphs"]
        assert told.startswith(
            "At move 2 you said “There is nothing to be done.” After it, the best"
        )
        assert told in text.splitlines()
        assert "Keep and change" in sections

    def test_no_moves_at_all(self, desk: Desk) -> None:
        """A replay of nothing shows where the play begins."""
        document = desk.run("replay", "library/hard-bread.toml", "--moves", "", "--json").json

        assert [[], ["own-it", "shrug"], True] == [
            document[key] for key in ("turns", "offered", "can_listen")
        ]


class TestNewAndSchema:
    def test_a_new_scenario_is_complete(self, desk: Desk) -> None:
        """What `new` writes has no errors and its tests pass, and it is never written over."""
        made = desk.run("new", "late-parcel", "--dir", "library")
        text = (desk.library / "late-parcel.toml").read_text("utf-8")

        assert (0, "") == (made.code, made.err)
        assert 'title = "Late parcel"' in text
        assert 0 == desk.run("check", "late-parcel").code
        assert 0 == desk.run("test", "late-parcel").code
        again = desk.run("new", "late-parcel", "--dir", "library")
        assert (2, "", 1) == ended(again)
        assert text == (desk.library / "late-parcel.toml").read_text("utf-8")

    def test_schema(self, desk: Desk) -> None:
        """The schema is one JSON document."""
        answer = desk.run("schema")

        assert (0, "") == (answer.code, answer.err)
        assert "https://json-schema.org/draft/2020-12/schema" == answer.json["$schema"]


COMMANDS = ("play", "list", "check", "test", "replay", "new", "schema", "saves")


IMPOSSIBLE = (
    *("nonsense", "list extra", "list --library nowhere --json", "new", "new Bad_Name", "play"),
    *("list --library library/hard-bread.toml", "check nowhere --json", "check empty", "check ''"),
    *("check pipe.toml", "replay hard-bread", "replay nowhere --moves listen --json", "new listen"),
    *("replay hard-bread --moves @missing --json", "replay hard-bread --moves @library"),
    *("replay hard-bread --moves @latin", "play [b]x[/b] --plain", "play hard-bread --mode god"),
    *("new x --dir nowhere", f"new {'x' * 300}", "saves --saves library/hard-bread.toml --json"),
    *("play nowhere --plain", "play ./library --plain", "play nowhere.toml --plain"),
    *("play pipe.toml --plain", f"play {'x' * 300}.toml --plain", "play hard-bread --seed many"),
    *(f"play hard-bread --plain --seed {'9' * 30}", "play hard-bread --resume hard-bread"),
    *("play --resume nowhere --plain", "play --resume ../saves/x --plain"),
    "play --resume '' --plain",
)


class TestUsage:
    @pytest.mark.parametrize("command", ["", *COMMANDS])
    def test_help_has_an_example(self, desk: Desk, command: str) -> None:
        """`--help` of the program and of every command exits 0 and ends with an example."""
        answer = desk.run(*command.split(), "--help")

        assert (0, "") == (answer.code, answer.err)
        assert answer.out.splitlines()[-1].startswith(f"Example: simulator {command}".rstrip())

    @pytest.mark.parametrize("words", IMPOSSIBLE)
    def test_what_cannot_be_done(self, desk: Desk, words: str) -> None:
        """Bad usage exits 2 with a sentence or two on stderr and nothing on stdout."""
        (desk.folder / "empty").mkdir()
        (desk.folder / "latin").write_bytes(b"caf\xe9")
        os.mkfifo(desk.folder / "pipe.toml")
        arguments = ["" if word == "''" else word for word in words.split()]
        saves = ["--saves", "saves"] if "play" in words and "--plain" in words else []
        answer = desk.run(*arguments, *saves)

        assert (2, "") == (answer.code, answer.out)
        assert answer.err.startswith("simulator: ")
        assert len(answer.err.splitlines()) <= 2
        assert [] == list(desk.folder.glob("saves/*"))

    @pytest.mark.parametrize(
        "words", ["replay broken --moves listen --json", "play broken --plain"]
    )
    def test_a_scenario_with_errors(self, desk: Desk, words: str) -> None:
        """What cannot be played because it has errors is a problem found: exit code 1, its first place in a line."""
        desk.write("broken", BROKEN)
        answer = desk.run(*words.split())

        assert (1, "", 1) == ended(answer)
        assert "library/broken.toml:7:9: 9 is out of range." in answer.err

    @pytest.mark.parametrize("word", ["\x1b[31mred", "a\u202eb", "\udce9", "\n\n"])
    def test_weird_words_are_shown_harmlessly(self, desk: Desk, word: str) -> None:
        """What a user typed, or a script passed on, never steers the terminal."""
        assert 2 == desk.run("play", word, "--plain").code
        assert 2 == desk.run("play", "--plain", "--resume", word, "--saves", "saves").code

    def test_options_before_the_command(self, desk: Desk) -> None:
        """An option that is taken before the command is not forgotten."""
        desk.play(typed="own-it\n")

        listed = desk.run("--saves", str(desk.saves), "saves", "--json").json["saves"]
        assert ["hard-bread"] == [save["name"] for save in listed]
        library = ("--library", str(desk.library))
        extra = desk.run(*library, "list", "--json", env={"SIMULATOR_LIBRARY": ""})
        assert "The hard bread" == entry(extra, "hard-bread")["title"]


class TestStreams:
    """Outputs that are closed, full or not for writing, and inputs that are none."""

    PLAY = "play hard-bread --plain --saves saves"

    @pytest.mark.parametrize("words", ["schema", "list", "check library", "--help", PLAY])
    def test_nobody_reads_the_answer(self, desk: Desk, words: str) -> None:
        """As before `| head -1`: whoever has had enough is no error."""
        reader, writer = os.pipe()
        os.close(reader)
        try:
            assert 0 == desk.run(*words.split(), stdout=writer).code
        finally:
            os.close(writer)

    def test_nobody_reads_what_is_wrong(self, desk: Desk) -> None:
        """Where nobody reads stderr, the exit code still tells."""
        reader, writer = os.pipe()
        os.close(reader)
        try:
            assert 2 == desk.run("play", "nowhere", "--plain", stderr=writer).code
        finally:
            os.close(writer)

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
    @pytest.mark.parametrize("words", ["schema", "list", "check library --json", "--help", PLAY])
    def test_a_full_disk(self, desk: Desk, words: str) -> None:
        """An answer that cannot be written is a failure, in one sentence."""
        with Path("/dev/full").open("wb") as full:
            answer = desk.run(*words.split(), stdout=full)

        assert (2, "", 1) == ended(answer)

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
    def test_no_room_for_what_is_wrong(self, desk: Desk) -> None:
        """Where even stderr is full, the exit code still tells."""
        with Path("/dev/full").open("wb") as full:
            assert 2 == desk.run("play", "nowhere", "--plain", stderr=full).code

    @pytest.mark.parametrize("words", ["list", "schema"])
    def test_an_output_that_is_only_for_reading(self, desk: Desk, words: str) -> None:
        """A stdout opened for reading is a failure, in one sentence."""
        with Path(os.devnull).open("rb") as reading:
            answer = desk.run(words, stdout=reading)

        assert (2, "", 1) == ended(answer)

    @pytest.mark.parametrize("closing", ["<&-", ">&-", "2>&-"])
    @pytest.mark.parametrize("words", ["list", PLAY])
    def test_closed_streams(self, desk: Desk, words: str, closing: str) -> None:
        """A stream that is not there at all gives no traceback."""
        shell = ["sh", "-c", f'exec "$@" {closing}', "sh"]

        assert desk.run(*words.split(), before=shell).code in (0, 2)

    def test_a_terminal_that_knows_few_letters(self, desk: Desk) -> None:
        """Where signs cannot be written their ASCII forms stand for them: a minus is no question mark."""
        ascii_only = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
        answer = desk.play(typed="shrug\n", env=ascii_only)
        usual = desk.play(typed="shrug\n")

        assert (0, True) == (answer.code, answer.out.isascii())
        assert "−" in usual.out
        expected = plain_signs(usual.out.replace("…", "...").replace("hard-bread-2", "hard-bread"))
        assert expected == answer.out


class TestPermissions:
    def test_unreadable_things(self, desk: Desk) -> None:
        """A file or folder that may not be read is one sentence and exit code 2."""
        root = powerless()
        secret = desk.write("secret", BREAD)
        locked = desk.folder / "locked"
        locked.mkdir()
        secret.chmod(0)
        locked.chmod(0)
        try:
            for words in (
                "check library/secret.toml",
                "replay library/secret.toml --moves listen",
                "list --library locked",
                "saves --saves locked",
                "new late-parcel --dir locked",
                "play library/secret.toml --plain",
            ):
                answer = desk.run(*words.split(), before=root)
                assert (2, "", 1) == ended(answer), words
        finally:
            locked.chmod(0o700)

    def test_saves_that_cannot_be_written(self, desk: Desk) -> None:
        """A play that cannot be kept is played all the same, and says so at its begin and end."""
        root = powerless()
        desk.saves.mkdir(mode=0o500)
        answer = desk.play(typed="listen\n", before=root)

        assert 0 == answer.code
        assert answer.out.startswith("This conversation can't be saved: ")
        assert "This conversation wasn't saved." == answer.out.splitlines()[-1]
        assert [] == list(desk.saves.iterdir())


EVIL = "\\u001b]0;owned\\u0007\\u009b31m"


class TestEscapes:
    def test_scenarios_never_steer_the_terminal(self, desk: Desk) -> None:
        """Whatever texts, names and keys a file holds, no command prints an escape sequence."""
        replaced = ("The hard bread", "Ida Holm", "This bread is hard.", "own-it", "settled")
        for number, word in enumerate(replaced):
            desk.write(f"evil-{number}", BREAD.replace(word, EVIL))
        desk.write("evil-raw", BREAD.replace("The hard", "\x1b[31mThe \x9b31m"))
        desk.write("evil-key", BREAD.replace("level = 2", f'"{EVIL}" = 1\nlevel = 2'))

        listed = desk.run("list", "--json").json["scenarios"]
        assert [] == [item["id"] for item in listed if "evil" in item["id"] and not item["errors"]]
        for words in ("list", "check library", "check library --json", "test library"):
            assert desk.run(*words.split()).code in (0, 1)
        assert 1 == desk.run("play", "evil-1", "--plain").code

    def test_file_names_never_steer_the_terminal(self, desk: Desk) -> None:
        """A file may be called anything; what is printed of its name is harmless."""
        desk.write("\x1b[31mred\x9b1m", BREAD)
        desk.write("\x1b]0;x\x07", BROKEN)

        for words in ("list", "list --json", "check library", "check library --json"):
            assert desk.run(*words.split()).code in (0, 1)
        assert 0 == desk.run("--plain", "--saves", "saves", typed="q\n").code

    def test_people_never_steer_the_terminal(self, desk: Desk) -> None:
        """Names and lines that were typed are cleaned before they are shown."""
        typed = b"\x1b[2J\x9b1m\xff\n" + b"x" * 100_000
        answer = desk.play("--as", "\x1b[31mMallory\u202e", typed=typed)

        assert 0 == answer.code
        (save,) = desk.kept()
        assert "[31mMallory" == save["as"]
        assert 0 == desk.run("saves", "--saves", str(desk.saves)).code

    def test_markup_is_shown_as_it_stands(self, desk: Desk) -> None:
        """What would be markup elsewhere is read, not obeyed."""
        markup = "[b]bold[/b] [@click=app.quit]x[/] %s {0}"
        desk.write("hard-bread", BREAD.replace("The hard bread", markup))

        assert f"{markup}. Counter, bakery, level 2." == desk.play().out.splitlines()[0]


WHO = ("Customer", "You", "You do", "Scene")


class TestPlain:
    def test_a_whole_play_by_numbers(self, desk: Desk) -> None:
        """Enter listens, a number replies; each answer comes before the next prompt, then the debrief."""
        answer = desk.play(typed="\n1\n1\n")
        start, heard, owned, last = answers(answer.out)

        assert (0, "") == (answer.code, answer.err)
        assert start.splitlines() == [
            "The hard bread. Counter, bakery, level 2.",
            "The customer: Ida Holm. Comes every morning.",
            "You stand behind the counter.",
            "Mode: coach. Type h for help.",
            "Mood goes from −100 (furious) to 100 (delighted); anger, trust and the rest go from 0 to 100.",
            "Scene: She puts a loaf on the counter.",
            "Customer: This bread is hard.",
            "Mood: wary, −10.",
            "They haven't finished. A reply now would interrupt them.",
            "1. It should not be. Let me see to it.",
            "2. Bread gets hard.",
        ]
        assert heard.splitlines() == [
            "Customer: I bought it this morning.",
            "Change: anger −2, heard +4.",
            "Why: You listened: anger −2, heard +4.",
            "Mood: wary, −6.",
            "1. It should not be. Let me see to it.",
            "2. Bread gets hard.",
            "3. (new) Bought today? Have a fresh one.",
        ]
        assert owned.splitlines()[:3] == [
            "You: It should not be. Let me see to it.",
            "Customer: Do that.",
            "Customer: And now?",
        ]
        assert "Promises still to keep: ask the baker." in owned.splitlines()
        assert last.splitlines()[:3] == [
            "You: Here is a fresh one, and the baker knows.",
            "Customer: Oh!",
            "Customer: Good day.",
        ]
        assert {
            "The conversation is over.",
            "Ida Holm was wary at the start and pleased at the end: they got what they asked for, and what they needed was "
            "taken care of.",
            "Three moments that mattered.",
            "One thing to take away.",
        } <= set(last.splitlines())

    def test_a_whole_play_by_ids(self, desk: Desk) -> None:
        """Ids and numbers give the same play, and its result is the replay's."""
        by_id = desk.play(typed="listen\nOwn-It\nfresh-one\nm\n")
        by_number = desk.play(typed="l\n1\n1\nm\n")
        replayed = desk.run("replay", "hard-bread", "--moves", ",".join(BEST), "--json").json

        assert by_number == by_id
        assert f"Satisfaction {replayed['satisfaction']}, on a scale of −100 to 100." in by_id.out
        assert f"Quality {replayed['qa']} out of 100." in by_id.out

    def test_it_is_kept(self, desk: Desk) -> None:
        """Saves list every play, newest first, with the keys of the contract."""
        assert [] == desk.kept()
        desk.play("--as", "Ada", "--mode", "practice", typed="\nown-it\n1\n")
        desk.play(typed="shrug\nu\nown-it\n")
        newest, oldest = desk.kept()

        assert "hard-bread-2" == newest["name"]
        assert (["own-it"], False) == (newest["moves"], newest["ended"])
        updated = datetime.fromisoformat(oldest.pop("updated"))
        assert timedelta(0) == updated.utcoffset()
        names = ("name", "scenario", "as", "mode", "moves", "ended")
        expected = ("hard-bread", "hard-bread", "Ada", "practice", BEST, True)
        assert expected == tuple(oldest[name] for name in names)

    def test_a_save_that_cannot_be_read(self, desk: Desk) -> None:
        """A damaged save is named, hides no other, and gives exit code 1."""
        desk.play()
        (desk.saves / "damaged.play").write_text("no journal\n", "utf-8")
        answer = desk.run("saves", "--json", "--saves", str(desk.saves))

        assert (1, ["hard-bread"]) == (answer.code, [save["name"] for save in answer.json["saves"]])
        assert "damaged.play" in answer.err

    def test_brief_and_search(self, desk: Desk) -> None:
        """What is known and what was said can be had again; what was not said is a sentence."""
        typed = ["listen", "b", "/BREAD", "/nowhere", "/", "q"]
        told = answers(desk.play(typed="\n".join(typed) + "\n").out)
        assert told[0].splitlines()[0] in told[2].splitlines()
        found = told[3].splitlines()
        assert found
        assert all("bread" in line.lower() and line.split(":")[0] in WHO for line in found)
        assert "“nowhere” isn't in this conversation.\n" == told[4]
        assert "Type / and a word to search the transcript, as in /parcel.\n" == told[5]

    def test_each_line_says_whose_it_is(self, desk: Desk) -> None:
        """Also where one part is of several lines; and no sentence ends twice."""
        text = BREAD.replace('title = "The hard bread"', 'title = "Hard bread?"')
        first = re.search(r'says = \[\s*"([^"]*)"', text) or re.search(r'says = "([^"]*)"', text)
        assert first
        desk.write("lines", text.replace(first[1], "One line.\\nAnother line?"))
        told = desk.run(
            "play", "library/lines.toml", "--plain", "--saves", "saves"
        ).out.splitlines()
        assert told[0].startswith("Hard bread? ")
        at = told.index("Customer: One line.")
        assert "Customer: Another line?" == told[at + 1]

    def test_every_command(self, desk: Desk) -> None:
        """?, w, t, u, h and what is no command, before and after a move."""
        typed = ["u", "w", "t", "?", "", "w", "?", "u", "?", "h", "9", "nonsense", "swap", "0", "q"]
        answer = desk.play(typed="\n".join(typed) + "\n")
        asked = [f"{place} {word}" for place, word in enumerate(typed)]
        said = dict(zip(asked, answers(answer.out)[1:], strict=True))

        assert "There is nothing to undo.\n" == said["0 u"]
        assert "Nothing has changed how they feel yet.\n" == said["1 w"]
        assert "There is no clock.\n" == said["2 t"]
        assert "Gauges: anger 40, heard 20, trust 40, patience 24." in said["3 ?"].splitlines()
        assert "Why: You listened: anger −2, heard +4.\n" == said["5 w"]
        assert "Gauges: anger 38, heard 24, trust 40, patience 24." in said["6 ?"].splitlines()
        assert said["7 u"].startswith("Undone: ")
        assert said["3 ?"] == said["8 ?"]
        assert "q saves the conversation and leaves" in said["9 h"]
        advice = "Type a number from 1 to 2, or h for help.\n"
        for wrong in ("10 9", "11 nonsense", "12 swap", "13 0"):
            assert f"“{wrong.split()[1]}” isn't a move here. {advice}" == said[wrong]
        assert f"This conversation is saved in {desk.saves / 'hard-bread.play'}." in said["14 q"]
        assert 0 == answer.code
        assert [[]] == desk.moves()

    def test_nothing_more_to_hear(self, desk: Desk) -> None:
        """Enter does not reply by mistake once all is heard."""
        heard = answers(desk.play(typed="\n\nsilence\n").out)

        assert "There's nothing more to come. Choose a reply.\n" == heard[2]
        assert "Customer: Well?" == heard[3].splitlines()[0]
        assert [["listen", "silence"]] == desk.moves()

    def test_practice_keeps_its_reasons(self, desk: Desk) -> None:
        """In practice the mood has its number and the reasons wait for the debrief."""
        start, heard, why, *_ = answers(desk.play("--mode", "practice", typed="\nw\n").out)

        assert "Mood: wary, −10." in start.splitlines()
        assert ("Why:" in heard, "Change:" in heard) == (False, False)
        assert "The reasons come in the debrief. Coach mode gives them as you go.\n" == why

    def test_an_exam_shows_no_numbers_and_takes_nothing_back(self, desk: Desk) -> None:
        """In an exam the mood is a word, the clock runs, nothing is explained and undo is refused."""
        answer = desk.play("--mode", "exam", typed="\nu\nw\n?\nt\nh\n\nown-it\nfresh-one\n")
        start, heard, undo, why, state, left, help_text, owned, last = answers(answer.out)
        during = "".join((start, heard, undo, why, state, owned, last.partition("The conv")[0]))

        assert "Mode: exam, with a clock" in start
        assert "Mood: wary." in start.splitlines()
        assert "You can't undo in an exam.\n" == undo
        assert "The reasons come in the debrief. Coach mode gives them as you go.\n" == why
        assert re.fullmatch(r"\d+ seconds left\.\n", left)
        assert "undoes your last move" not in help_text
        numbers = r"Change:|Why:|Gauges:|[+−]\d|(?:anger|heard|trust|patience) \d"
        assert [] == re.findall(numbers, during)
        assert re.search(r"^Satisfaction \d+, on a scale of ", last, re.MULTILINE)
        assert [["listen", "own-it", "fresh-one"]] == desk.moves()

    def test_a_seed_shuffles_the_same_way_each_time(self, desk: Desk) -> None:
        """Off a terminal replies stand as in the file unless a seed is given; resuming keeps their order."""
        orders = {}
        for seed in range(3):
            first = desk.play("--seed", str(seed), typed="\n").out
            orders[seed] = re.findall(r"^(\d\. .*)", first, re.MULTILINE)
        again = desk.play("--seed", "2", typed="\n").out
        resumed = desk.play("--resume", "hard-bread-3").out

        assert len({tuple(order) for order in orders.values()}) > 1
        assert orders[2] == re.findall(r"^(\d\. .*)", again, re.MULTILINE)
        assert orders[2][-3:] == re.findall(r"^(\d\. .*)", resumed, re.MULTILINE)

    def test_plain_mode_is_chosen_by_itself_with_a_word(self, desk: Desk) -> None:
        """Off a terminal a play is plain and says why; asked for by the variable it says nothing."""
        words = ("play", "hard-bread", "--saves", "saves")
        answer = desk.run(*words)
        asked = desk.run(*words, env={"SIMULATOR_PLAIN": "1"})

        why = "Playing in plain mode, because the input isn't a terminal.\n"
        assert (0, why) == (answer.code, answer.err)
        assert (0, "") == (asked.code, asked.err)

    def test_plain_mode_needs_no_library_for_screens(self, desk: Desk) -> None:
        """A whole play in plain mode, with menu and debrief, imports neither Textual nor Rich."""
        program = (
            "import sys; from simulator.cli import main; code = main(); "
            "screens = {name.split('.')[0] for name in sys.modules} & {'textual', 'rich'}; "
            "print(code, sorted(screens), file=sys.stderr)"
        )
        command = [sys.executable, "-c", program]
        begun = desk.play(typed="\n1\n1\n", command=command)
        typed = "hard-bread\ncoach\n\n1\n1\nq\n"
        chosen = desk.run("--plain", "--saves", "elsewhere", typed=typed, command=command)

        for answer in (begun, chosen):
            assert "The conversation is over." in answer.out.splitlines()
            assert "0 []" == answer.err.splitlines()[-1]


class TestMenu:
    def test_choosing_and_leaving(self, desk: Desk) -> None:
        """The menu lists open plays and scenarios; a number begins one, and the end of input leaves."""
        desk.write("broken", BROKEN)
        desk.play(typed="\n")
        words = ("--plain", "--saves", str(desk.saves))
        listed = desk.run(*words, typed="q\n").out
        (number,) = re.findall(r"^(\d+)\. The hard bread, level 2, counter\.", listed, re.MULTILINE)
        answer = desk.run(*words, typed=f"1\nq\nbroken\n99999\n0\n{number}\nexam\n")
        lines = answer.out.splitlines()

        assert 0 == answer.code
        assert any(line.startswith("1. Resume hard-bread, ") for line in lines)
        assert lines[1:].count("Customer: I bought it this morning.") == 1
        assert "[unknown-scene]" in answer.out
        assert "Mode: exam, with a clock" in answer.out
        assert [["listen"], []] == sorted(desk.moves(), reverse=True)

    def test_interrupted(self, desk: Desk) -> None:
        """Ctrl-C at the menu exits 130."""
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        with desk.process("--plain", "--saves", "saves", text=True, **pipes) as process:
            while not stream_of(process.stdout).readline().startswith("Type a number"):
                assert process.poll() is None
            process.send_signal(signal.SIGINT)
            assert (130, "") == (process.wait(PATIENCE), stream_of(process.stderr).read())

    def test_an_early_end(self, desk: Desk) -> None:
        """Where nothing is typed at all the menu is left with exit code 0."""
        assert 0 == desk.run("--plain", "--saves", "saves").code


class TestKeeping:
    def test_the_end_of_input_keeps_the_play(self, desk: Desk) -> None:
        """Where the input ends the play is kept, and going on shows where it stands."""
        left = desk.play(typed="listen\nown-it\n")
        resumed = desk.play("--resume", "hard-bread", typed="1\n")

        assert (0, "") == (left.code, left.err)
        kept = desk.saves / "hard-bread.play"
        advice = f"This conversation is saved in {kept}. Resume it with: simulator play --resume hard-bread"
        assert left.out.splitlines()[-1].startswith(advice)
        assert "Resuming after 2 moves." in answers(resumed.out)[0].splitlines()
        assert "Customer: And now?" in answers(resumed.out)[0].splitlines()
        assert "The conversation is over." in resumed.out.splitlines()
        assert [(BEST, True)] == [(save["moves"], save["ended"]) for save in desk.kept()]

    def test_what_it_says_to_type_works(self, desk: Desk) -> None:
        """The command that a player is told to go on with finds the play, also in a folder of their choice."""
        told = desk.play(typed="listen\n").out.splitlines()[-1]
        words = shlex.split(told.partition("simulator ")[2])

        assert str(desk.saves) in words
        assert 0 == desk.run(*words, "--plain").code

    def test_one_move_is_one_move(self, desk: Desk) -> None:
        """Moves are counted as a person would."""
        desk.play(typed="listen\n")

        assert "1 move so far" in desk.run("saves", "--saves", str(desk.saves)).out
        assert "Resuming after 1 move." in desk.play("--resume", "hard-bread").out.splitlines()

    def test_a_play_that_is_over(self, desk: Desk) -> None:
        """Going on with a play that has ended shows its debrief again."""
        first = desk.play(typed="\n1\n1\n").out.partition("The conversation is over.")
        again = desk.play("--resume", "hard-bread")

        assert 0 == again.code
        assert first[2] == again.out.partition("The conversation is over.")[2]

    def test_interrupted(self, desk: Desk) -> None:
        """Ctrl-C while a play waits exits 130 with everything kept."""
        with desk.playing() as session:
            session.until_asked()
            session.type("own-it")
            session.until_asked()
            session.process.send_signal(signal.SIGINT)
            answer = session.end()

        assert (130, "") == (answer.code, answer.err)
        assert "This conversation is saved in " in answer.out
        assert [["own-it"]] == desk.moves()

    def test_a_save_that_was_removed_is_not_promised(self, desk: Desk) -> None:
        """Who leaves is told that the play is gone, not how to resume it."""
        with desk.playing() as session:
            session.until_asked()
            session.type("own-it")
            session.until_asked()
            (desk.saves / "hard-bread.play").unlink()
            session.type("q")
            answer = session.end()

        assert (0, "") == (answer.code, answer.err)
        gone = (
            f"This conversation wasn't saved: {desk.saves / 'hard-bread.play'} is no longer there."
        )
        assert gone == answer.out.splitlines()[-1]

    def test_without_a_home_a_play_is_not_kept(self, desk: Desk) -> None:
        """An installed program and a user without a home: `play` and the menu play on, and say so."""
        code = (
            "import os, pathlib, sys\n"
            "def home():\n"
            "    raise RuntimeError('Could not determine home directory.')\n"
            "pathlib.Path.home = home\n"
            "import simulator.cli.context as context\n"
            "context.checkout = lambda: None\n"
            "from simulator.cli import main\n"
            "raise SystemExit(main(sys.argv[1:]))\n"
        )
        variables = {"SIMULATOR_SETTINGS": "", "SIMULATOR_RECORDS": "", "XDG_DATA_HOME": ""}
        for arguments, typed in (
            (["play", "hard-bread", "--plain"], "own-it\nq\n"),
            (["--plain"], "f hard\n1\n\nown-it\nq\nf unplayed\nq\n"),
        ):
            command = [sys.executable, "-c", code]
            answer = desk.run(*arguments, command=command, typed=typed, env=variables)
            assert 0 == answer.code
            assert "This conversation can't be saved: There is no home folder" in answer.out
            assert "This conversation wasn't saved." in answer.out
        answer = desk.run("saves", command=[sys.executable, "-c", code], env=variables)
        assert (2, "", 1) == ended(answer)

    def test_killed_after_each_answer(self, desk: Desk) -> None:
        """However suddenly the program ends, no move that was answered is lost."""
        arguments: tuple[str, ...] = ()
        for number, move in enumerate(BEST, 1):
            with desk.playing(*arguments) as session:
                assert "Mood: " in session.until_asked()
                session.type(move)
                session.until_said("Change: ")
                session.process.kill()
                session.process.wait(PATIENCE)
            assert [BEST[:number]] == desk.moves()
            arguments = ("--resume", "hard-bread")
        assert "pleased at the end: they got what they asked for" in desk.play(*arguments).out

    def test_a_second_program(self, desk: Desk) -> None:
        """A play that is open elsewhere is refused, and the one who has it goes on undisturbed."""
        with desk.playing() as session:
            session.until_asked()
            second = desk.play("--resume", "hard-bread", typed="own-it\n")
            session.type("shrug")
            session.until_asked()
            session.type("q")
            first = session.end()

        assert (2, "", 1) == ended(second)
        assert second.err.startswith("simulator: This conversation is open in another window: ")
        assert (0, [["shrug"]]) == (first.code, desk.moves())

    def test_a_changed_scenario_that_still_fits(self, desk: Desk) -> None:
        """Where every move still applies the play goes on, and says that the scenario has changed."""
        desk.play(typed="own-it\n")
        desk.write("hard-bread", BREAD.replace("And now?", "What now?"))
        answer = desk.play("--resume", "hard-bread")

        assert 0 == answer.code
        assert answer.out.splitlines()[0] == (
            "The scenario has changed since this conversation was started; every move still applies."
        )
        assert "Customer: What now?" in answer.out.splitlines()

    @pytest.mark.parametrize(
        ("changed", "code", "expected"),
        [
            (BREAD.replace("own-it", "own-up"), 2, 'move 1 of 2 ("own-it") no longer applies'),
            (BREAD.replace('to = "later"', 'to = "lost"'), 2, 'move 2 of 2 ("fresh-one") no'),
            (BROKEN, 1, "hard-bread.toml:7:9: 9 is out of range."),
            ("", 1, "hard-bread.toml:1:1: This file is empty."),
            (None, 2, 'This conversation\'s scenario "hard-bread" is no longer there'),
        ],
        ids=["renamed reply", "other way", "errors", "empty", "gone"],
    )
    def test_a_changed_scenario_that_no_longer_fits(
        self, desk: Desk, changed: str | None, code: int, expected: str
    ) -> None:
        """Where a move no longer applies, or there is no scenario, a line says so and the play is kept."""
        desk.play(typed="own-it\nfresh-one\n")
        before = (desk.saves / "hard-bread.play").read_bytes()
        if changed is None:
            (desk.library / "hard-bread.toml").unlink()
        else:
            desk.write("hard-bread", changed)
        answer = desk.play("--resume", "hard-bread", typed="nothing\n")

        assert (code, "", 1) == ended(answer)
        assert expected in answer.err
        assert before == (desk.saves / "hard-bread.play").read_bytes()


def test_a_clock_that_runs_out(desk: Desk) -> None:
    """On a terminal, under a clock of 5 seconds, silence happens by itself; Ctrl-C then keeps the play."""
    desk.write("hard-bread", QUICK)
    ours, theirs = pty.openpty()
    words = ("play", "hard-bread", "--plain", "--timed", "--saves", str(desk.saves))
    terminal = dict.fromkeys(("stdin", "stdout", "stderr"), theirs)
    process = desk.process(*words, start_new_session=True, **terminal)
    os.close(theirs)
    written, shown, sent, began = b"", "", False, time.monotonic()
    with process:
        try:
            while time.monotonic() - began < PATIENCE:
                ready, _, _ = select.select([ours], [], [], 0.2)
                try:
                    written += os.read(ours, 65536) if ready else b""
                except OSError:  # the other end is closed
                    break
                shown = text_so_far(written)
                if not sent and shown.count("Your move") == 2:
                    process.send_signal(signal.SIGINT)
                    sent = True
        finally:
            process.kill()
            os.close(ours)

    checked(Answer(0, shown.replace("^C", ""), ""))
    assert 130 == process.returncode
    assert shown.index("Your move") < shown.index("Time is up.") < shown.rindex("Your move")
    assert [["silence"]] == desk.moves()
