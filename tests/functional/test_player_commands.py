"""What a player has beside the plays: settings, progress, forgetting, the plain debrief and the plain menu."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import time
from typing import Any

import pytest
import tomli

from simulator.records.journal import Journal
from tests.support.commands import (
    BREAD,
    Answer,
    Desk,
    checked,
    ended,
    part,
    powerless,
    text_so_far,
)
from tests.support.patience import PATIENCE

DEFAULTS = {
    "name": "",
    "theme": "dark",
    "motion": True,
    "pace": "normal",
    "clock": 1.0,
    "plain": False,
    "ascii": False,
    "portrait": "on",
    "own_words": False,
    "greeted": False,
    "edition_seen": 1,
    "keys": {},
}
WHOLE = "own-it\nfresh-one\n"
"""What is typed for a play that ends well."""
ASKED = "Type a move's number, 1 to 2, to look at it closely;"


def after(answer: Answer) -> list[str]:
    """What is said after each question of a debrief, and before the first."""
    return answer.out.split(ASKED)


class TestSettings:
    def test_as_they_are_unless_chosen(self, desk: Desk) -> None:
        """One JSON document with every setting and where they lie; nothing is written by looking."""
        answer = desk.run("settings", "--json")
        path = desk.folder / "settings.toml"
        shown = {"path": str(path), **DEFAULTS, "matcher": "letters and words"}
        assert (0, "", shown) == (answer.code, answer.err, answer.json)
        assert not path.exists()

    def test_in_lines(self, desk: Desk) -> None:
        """Each with what it is for, and that there is no file yet."""
        lines = desk.run("settings").out.splitlines()
        assert "no file yet" in lines[0]
        assert list(DEFAULTS) == [line.split(" = ")[0] for line in lines[1:-1]]
        assert lines[-1].startswith("# In your own words, ")
        assert (
            "plain = false   # whether to open the game line by line, as with --plain" in lines[6]
        )

    def test_what_is_shown_is_a_file_of_settings(self, desk: Desk) -> None:
        """Also the keys, and a name with signs that TOML would read otherwise."""
        path = desk.folder / "settings.toml"
        path.write_text(
            'name = "A \\"b\\" \\\\c"\n[keys]\n"play.listen" = "k, f5"\n"play.undo" = "\\""\n'
        )
        shown = tomli.loads(desk.run("settings").out)
        wanted = {"play.listen": "k, f5", "play.undo": '"'}
        assert ('A "b" \\c', wanted) == (shown["name"], shown["keys"])
        path.write_text("")
        assert {} == tomli.loads(desk.run("settings").out)["keys"]

    def test_set(self, desk: Desk) -> None:
        """Each --set is kept; numbers, truth values and names are read as what they are."""
        words = ("pace=slow", "clock = 2", "motion=false", "name=5 & Söhne", "theme=ansi-light")
        arguments = [argument for word in words for argument in ("--set", word)]
        answer = desk.run("settings", *arguments, "--json")
        chosen = {
            "pace": "slow",
            "clock": 2.0,
            "motion": False,
            "name": "5 & Söhne",
            "theme": "ansi-light",
        }
        assert (0, "", chosen) == (answer.code, answer.err, part(answer.json, chosen))
        assert "off" == desk.run("settings", "--set", "clock=off", "--json").json["clock"]

    @pytest.mark.parametrize(
        ("word", "said"),
        [
            ("pace", "Give a setting as NAME=VALUE"),
            ("pace=quick", 'The setting "pace" can\'t be quick.'),
            ("clock=11", 'The setting "clock" can\'t be 11.0.'),
            ("pase=slow", 'There is no setting "pase". Did you mean "pace"?'),
            ("keys=l", "To change keys, edit [keys] in the settings file."),
            ("\x1b[31m=1", 'There is no setting "[31m".'),
        ],
    )
    def test_what_cannot_be_set(self, desk: Desk, word: str, said: str) -> None:
        """One sentence, exit code 2, and nothing is written."""
        answer = desk.run("settings", "--set", word)
        assert (2, "", 1) == ended(answer)
        assert said in answer.err
        assert not (desk.folder / "settings.toml").exists()

    def test_a_long_name_is_shortened_with_a_word(self, desk: Desk) -> None:
        """Once a command, on stderr; a name of 40 characters isn't spoken of."""
        note = f'simulator: A name can have at most 40 characters; this one was shortened to "{"x" * 40}".\n'
        for length, said in ((200, note), (40, "")):
            name = "x" * length
            assert said == desk.run("settings", "--set", f"name={name}").err
            assert said == desk.run("progress", "--as", name, "--saves", str(desk.saves)).err
            assert "x" * 40 == desk.run("settings", "--json").json["name"]

    def test_a_bad_file_is_told_and_left_out(self, desk: Desk) -> None:
        """The settings that can be used are shown, the others named; exit code 1."""
        text = (
            'theme = "pink"\npace = "slow"\n[keys]\n"play.lisen" = "l"\n"play.undo" = "backwards"\n'
        )
        (desk.folder / "settings.toml").write_text(text)
        answer = desk.run("settings", "--json")
        assert (1, "slow", "dark") == (answer.code, answer.json["pace"], answer.json["theme"])
        theme, listen, undo = answer.err.splitlines()
        assert 'The setting "theme" can\'t be pink.' in theme
        assert 'a key to "play.lisen", which doesn\'t exist. Did you mean "play.listen"?' in listen
        assert '"play.undo" the key "backwards", which isn\'t a key.' in undo

    def test_a_bad_file_does_not_keep_from_playing(self, desk: Desk) -> None:
        """What is wrong is a word on stderr."""
        (desk.folder / "settings.toml").write_text("nonsense")
        answer = desk.play(typed="shrug\n")
        assert 0 == answer.code
        assert "isn't valid TOML" in answer.err
        assert "You: Bread gets hard." in answer.out

    def test_where_nothing_may_be_written(self, desk: Desk) -> None:
        """A folder without that right is one sentence, and the file is as it was."""
        root = powerless()
        folder = desk.folder / "config"
        folder.mkdir()
        path = folder / "settings.toml"
        path.write_text('pace = "fast"\n')
        folder.chmod(0o500)
        variables = {"SIMULATOR_SETTINGS": str(path)}
        try:
            answer = desk.run("settings", "--set", "pace=slow", before=root, env=variables)
        finally:
            folder.chmod(0o700)
        assert (2, "", 1) == ended(answer)
        assert "Permission denied" in answer.err
        assert ['pace = "fast"\n'] == [path.read_text() for path in folder.iterdir()]

    def test_they_hold_for_a_play(self, desk: Desk) -> None:
        """The name is kept with the play, and plain mode is chosen, with a word of why; the environment wins."""
        desk.run("settings", "--set", "name=Ada", "--set", "plain=true")
        saves = ("--saves", str(desk.saves))
        answer = desk.run("play", "hard-bread", *saves, typed="shrug\n")
        assert "Playing in plain mode, as your settings say" in answer.err
        assert ["Ada"] == [save["as"] for save in desk.kept()]
        zero = {"SIMULATOR_PLAIN": "0"}
        answer = desk.run("play", "hard-bread", *saves, typed="shrug\n", env=zero)
        assert "Playing in plain mode, because the input isn't a terminal." in answer.err


class TestProgress:
    def test_json(self, desk: Desk) -> None:
        """What was begun, what ended, bests, and what to play next, of whoever is named."""
        desk.play("--as", "Ada", typed=WHOLE)
        desk.play("--as", "Ada", typed="shrug\n")
        desk.play(typed="own-it\nnothing\n")
        answer = desk.run("progress", "--as", "Ada", "--saves", "saves", "--json")
        document = answer.json
        (satisfaction,) = document["satisfaction"]["values"]
        expected = {
            "person": "Ada",
            "begun": 2,
            "ended": 1,
            "bests": [
                {
                    "scenario": "hard-bread",
                    "plays": 1,
                    "best": satisfaction,
                    "last": satisfaction,
                    "day": "",
                    "endings": [{"ending": "settled", "day": ""}],
                }
            ],
        }
        assert (0, "", expected) == (answer.code, answer.err, part(document, expected))
        assert "week 1 of your course, in coach mode" == document["next"]["why"]
        weakest = [step["why"] for step in document["next_steps"][1:]]
        assert any(" has been your weakest area lately (" in why for why in weakest), weakest
        nameless = desk.run("progress", "--saves", "saves", "--json").json
        assert ("", 1, 1) == (nameless["person"], nameless["begun"], nameless["ended"])

    def test_before_any_play(self, desk: Desk) -> None:
        """It says how progress begins, and makes no file."""
        answer = desk.run("progress", "--saves", "saves")
        assert (0, "") == (answer.code, answer.err)
        assert "Finish one to see your progress here." in answer.out
        assert not (desk.folder / "history.sqlite").exists()

    def test_in_lines_and_from_the_settings_name(self, desk: Desk) -> None:
        """Whose it is unless somebody is named; plain signs where the setting asks for them."""
        desk.run("settings", "--set", "name=Ada", "--set", "ascii=true")
        desk.play(typed=WHOLE)
        answer = desk.run("progress", "--saves", "saves")
        assert "Progress of Ada." == answer.out.splitlines()[0]
        assert "The hard bread: best " in answer.out
        assert answer.out.replace("−", "-").isascii()

    def test_a_damaged_history_is_made_anew(self, desk: Desk) -> None:
        """Nothing is lost, because all of it comes from the saves."""
        desk.play(typed=WHOLE)
        before = desk.run("progress", "--saves", "saves", "--json").json
        for named in ("history.sqlite", "elsewhere.sqlite"):
            (desk.folder / named).write_text("no database " * 50)
            words = ("progress", "--saves", "saves", "--records", named, "--json")
            assert before == desk.run(*words).json
            assert (desk.folder / f"{named}.damaged").exists()

    def test_a_history_that_cannot_be_read(self, desk: Desk) -> None:
        """One sentence and exit code 2; playing goes on without it."""
        (desk.folder / "history.sqlite").mkdir()
        desk.play(typed=WHOLE)
        answer = desk.run("progress", "--saves", "saves")
        assert (2, "", 1) == ended(answer)
        assert "Your conversations are still saved" in answer.err


class TestForget:
    def test_it_wants_a_word_off_a_terminal(self, desk: Desk) -> None:
        """Without --yes nothing is removed where nobody can be asked."""
        desk.play("--as", "Ada", typed=WHOLE)
        answer = desk.run("forget", "Ada", "--saves", "saves", typed="yes\n")
        assert (2, "", 1) == ended(answer)
        assert (
            'This would permanently remove 1 saved conversation by "Ada". Add --yes to do it.'
            in answer.err
        )
        assert 1 == len(desk.kept())

    def test_yes(self, desk: Desk) -> None:
        """Saves and history of one person are gone, those of others stay."""
        desk.play("--as", "Ada", typed=WHOLE)
        desk.play("--as", "Ada", typed="shrug\n")
        desk.play("--as", "Grace", typed=WHOLE)
        desk.run("progress", "--saves", "saves")
        answer = desk.run("forget", "Ada", "--saves", "saves", "--yes")
        assert (0, "Removed 2 saved conversations and 2 history records.\n", "") == (
            answer.code,
            answer.out,
            answer.err,
        )
        assert ["Grace"] == [save["as"] for save in desk.kept()]
        assert b"Ada" not in (desk.folder / "history.sqlite").read_bytes()
        answer = desk.run("forget", "Ada", "--saves", "saves", "--yes")
        assert (2, 'simulator: Nothing is saved under the name "Ada" here.\n') == (
            answer.code,
            answer.err,
        )

    def test_the_same_name_in_other_capitals(self, desk: Desk) -> None:
        """It is another name here, as in progress; reports take it for the same person, so it is named."""
        desk.play("--as", "Ada", typed=WHOLE)
        desk.play("--as", "ada", typed="shrug\n")
        answer = desk.run("forget", "Ada", "--saves", "saves", "--yes")
        assert 'Conversations are also saved under "ada". Forget that name too' in answer.out
        assert ["ada"] == [save["as"] for save in desk.kept()]

    def test_nobody(self, desk: Desk) -> None:
        """Plays without a name are not removed by naming nobody."""
        desk.play(typed=WHOLE)
        answer = desk.run("forget", " \x1b ", "--saves", "saves", "--yes")
        assert (2, "", 1) == ended(answer)
        assert 1 == len(desk.kept())

    @pytest.mark.parametrize(("typed", "left"), [("yes", 0), ("no", 1), ("", 1)])
    def test_it_asks_on_a_terminal(self, desk: Desk, typed: str, left: int) -> None:
        """Only yes removes."""
        desk.play("--as", "Ada", typed=WHOLE)
        shown = on_terminal(desk, ("forget", "Ada", "--saves", "saves"), "Type yes: ", typed)
        assert ("Nothing was removed." in shown) == bool(left)
        assert left == len(desk.kept())


def progress(desk: Desk, *options: str) -> dict[str, Any]:
    """What `progress --json` says."""
    found: dict[str, Any] = desk.run("progress", "--json", "--saves", "saves", *options).json
    return found


class TestRenamePlayer:
    def test_everything_goes_with_the_name(self, desk: Desk) -> None:
        """Saves, bests and the name in the settings; those of others and the times of the saves stay."""
        desk.play("--as", "Ann", typed=WHOLE)
        desk.play("--as", "Ann", typed="shrug\n")
        desk.play("--as", "Grace", typed=WHOLE)
        desk.run("settings", "--set", "name=Ann")
        before = progress(desk)
        times = {path.name: path.stat().st_mtime_ns for path in desk.saved()}
        answer = desk.run("rename-player", "Ann", "Anna", "--saves", "saves")
        told = "Renamed Ann to Anna: 2 saved conversations and 2 history records.\n"
        assert (0, told, "") == (answer.code, answer.out, answer.err)
        assert {"Anna", "Grace"} == {save["as"] for save in desk.kept()}
        assert times == {path.name: path.stat().st_mtime_ns for path in desk.saved()}
        assert "Anna" == desk.run("settings", "--json").json["name"]
        assert {**before, "person": "Anna"} == progress(desk)
        assert not re.search(rb"Ann(?!a)", (desk.folder / "history.sqlite").read_bytes())

    def test_a_renamed_conversation_is_resumed(self, desk: Desk) -> None:
        """Its moves are all there."""
        desk.play("--as", "Ann", typed="shrug\n")
        (before,) = desk.saved()
        lines = before.read_bytes().split(b"\n", 1)[1]
        desk.run("rename-player", "Ann", "Anna", "--saves", "saves")
        (after,) = desk.saved()
        assert lines == after.read_bytes().split(b"\n", 1)[1]
        answer = desk.play("--resume", before.stem, typed="")
        assert (0, "") == (answer.code, answer.err)

    @pytest.mark.parametrize(
        ("names", "problem"),
        [
            (("Bob", "Rob"), 'Nothing is saved under the name "Bob" here.'),
            (("Ann", "Ann"), 'The player is already called "Ann".'),
            (("Ann", " "), "The new name is empty."),
            (("\x1b", "Ann"), "The old name is empty."),
            (
                ("Ann", "Grace"),
                '"Grace" already has conversations here, and "Ann"\'s would be merged with them. Add --yes to do it.',
            ),
        ],
        ids=["nobody", "same", "no new name", "no old name", "two people"],
    )
    def test_what_cannot_be(self, desk: Desk, names: tuple[str, str], problem: str) -> None:
        """One sentence, and nothing is changed."""
        for person in ("Ann", "Grace"):
            desk.play("--as", person, typed=WHOLE)
        answer = desk.run("rename-player", *names, "--saves", "saves")
        assert (2, "") == (answer.code, answer.out)
        assert problem in answer.err
        assert {"Ann", "Grace"} == {save["as"] for save in desk.kept()}

    def test_two_names_of_one_person_are_joined(self, desk: Desk) -> None:
        """Where it is asked for."""
        for person in ("Ann", "Grace"):
            desk.play("--as", person, typed=WHOLE)
        answer = desk.run("rename-player", "Ann", "Grace", "--yes", "--saves", "saves")
        assert (0, "") == (answer.code, answer.err)
        assert 2 == progress(desk, "--as", "Grace")["ended"]

    def test_a_new_name_in_the_settings_offers_it(self, desk: Desk) -> None:
        """The command is given as it can be typed; without plays under the old name nothing is said."""
        desk.run("settings", "--set", "name=Ann Lee")
        assert "" == desk.run("settings", "--set", "name=Ann B").err
        desk.play("--as", "Ann B", typed=WHOLE)
        progress(desk, "--as", "Ann B")
        answer = desk.run("settings", "--set", "name=Anna")
        told = (
            'simulator: 1 conversation is still saved under "Ann B". To move it to "Anna", run: '
            "simulator rename-player 'Ann B' Anna\n"
        )
        assert (0, told) == (answer.code, answer.err)

    def test_an_open_conversation_is_left_and_named(self, desk: Desk) -> None:
        """The command says what to do, and does the rest when it is run again."""
        desk.play("--as", "Ann", typed="shrug\n")
        desk.play("--as", "Ann", typed=WHOLE)
        first = min(desk.saved(), key=lambda path: len(path.stem))
        with Journal.open(first):
            answer = desk.run("rename-player", "Ann", "Anna", "--saves", "saves")
        assert 1 == answer.code
        assert (
            f'{first.stem} is open in another program, and so still saved under "Ann".'
            in answer.err
        )
        answer = desk.run("rename-player", "Ann", "Anna", "--saves", "saves", "--yes")
        assert 0 == answer.code
        assert {"Anna"} == {save["as"] for save in desk.kept()}


def on_terminal(desk: Desk, words: tuple[str, ...], asked: str, typed: str) -> str:
    """What a command shows on a terminal, with a line typed once it has asked."""
    ours, theirs = pty.openpty()
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
                if not sent and asked in shown:
                    os.write(ours, f"{typed}\n".encode())
                    sent = True
        finally:
            process.kill()
            os.close(ours)
    checked(Answer(0, shown, ""))
    assert sent, shown
    return shown


def test_plain_mode_in_plain_signs(desk: Desk) -> None:
    """Where the settings want them: the whole play, its debrief, and the menu."""
    desk.run("settings", "--set", "ascii=true")
    answer = desk.run(
        "--plain",
        "--saves",
        "saves",
        "--library",
        "library",
        typed="hard-bread\n\n1\nx\n1\n1\n1\n\nq\n",
    )
    assert "How it ended." in answer.out
    assert answer.out.isascii(), sorted({sign for sign in answer.out if ord(sign) > 127})


class TestAfterwards:
    def test_a_move_closely(self, desk: Desk) -> None:
        """Its number tells what it did and what each other reply would have done."""
        opening, whole, first, second, _ = after(desk.play(typed=f"{WHOLE}m\n1\n2\n"))
        assert "How it ended." in opening
        assert "How it went." not in opening
        assert "What would have helped most." in whole
        assert "Working out what you could still have reached" in whole
        assert "Move 1 in detail." in first
        assert "- “Bread gets hard.”: " in first
        assert "Move 2 in detail." in second
        assert "- You offered a solution. Without that: " in second

    def test_in_reach(self, desk: Desk) -> None:
        """It is worked out once, and told again at once."""
        _, first, again, _ = after(desk.play(typed="own-it\nnothing\nr\nreach\n"))
        assert "Working out every way it could have gone" in first
        assert "What would have helped most." in first
        assert (
            "At move 2 you said “There is nothing to be done.” After it, the best satisfaction"
            in first
        )
        told = first[first.index("The best you could have reached.") :]
        assert "Before move 1 the best you could reach was satisfaction " in told
        assert "Move 2, “There is nothing to be done.”, cost you " in told
        assert told.split("\n\n")[0] in again
        assert "Looking" not in again

    def test_in_reach_of_a_file_that_changed(self, desk: Desk) -> None:
        """Where it is changed during the play it cannot be found out, and that is said."""
        with desk.playing() as session:
            session.until_asked()
            session.type("own-it")
            session.until_asked()
            desk.write("hard-bread", BREAD + "# another\n")
            session.type("nothing")
            session.type("m")
            session.type("r")
            session.type("q")
            answer = session.end()
        assert "What you could still have reached isn't known for this conversation." in answer.out
        assert "The scenario's file has since changed, so this can't be worked out." in answer.out

    def test_marks(self, desk: Desk) -> None:
        """New ones are in the debrief once, and in the progress with the save; none for a play with an undone move."""
        undone = desk.play(typed="shrug\nu\n\nown-it\nfresh-one\n").out
        assert "New marks." not in undone
        first = desk.play(typed=f"\n{WHOLE}").out
        assert "New marks." in first
        assert "Took it on: You took responsibility before you offered a solution" in first
        told = desk.run("progress", "--saves", "saves")
        assert "Took it on: The hard bread, " in told.out
        assert "A customer won back: not yet. " in told.out
        assert "New marks." not in desk.play(typed=f"\n{WHOLE}").out
        marks = desk.run("progress", "--saves", "saves", "--json").json["marks"]
        earned = {mark["id"]: mark["save"] for mark in marks if mark["save"]}
        assert "hard-bread-2" == earned["took-it-on"]
        assert {"hard-bread-2"} == set(earned.values())

    def test_try_again_from_a_move(self, desk: Desk) -> None:
        """A new save begins with the moves before it, and its journal says how many were given."""
        out = desk.play(typed="own-it\nnothing\nt 2\nfresh-one\n").out
        assert "Resuming after 1 move." in out
        assert 2 == out.count("How it ended.")
        assert [["own-it", "fresh-one"], ["own-it", "nothing"]] == desk.moves()
        header = json.loads((desk.saves / "hard-bread-2.play").read_text().splitlines()[0])
        assert 1 == header["given"]
        document = desk.run("progress", "--saves", "saves", "--json").json
        assert (2, 1) == (document["begun"], document["ended"])

    def test_a_good_play(self, desk: Desk) -> None:
        """Shown move by move with its reasons; c goes on from there, and nothing of it is saved as a play of one's own."""
        _, shown, _ = after(desk.play(typed="own-it\nnothing\ng 1\na\n"))
        assert "A good play from before move 1." in shown
        assert "Why: " in shown
        assert "That is the end: " in shown
        assert 1 == len(desk.saved())
        out = desk.play(typed="own-it\nnothing\ng 1\n\nc\n").out
        assert "Resuming after 1 move." in out

    def test_no_good_play_after_an_exam(self, desk: Desk) -> None:
        """An exam may be taken again."""
        answer = desk.play("--mode", "exam", typed="own-it\nnothing\ng 1\n")
        assert "g and a number" not in answer.out
        assert "That isn't one of the choices." in answer.out

    def test_an_exam_is_tried_again_as_practice(self, desk: Desk) -> None:
        """Its ending is known by then."""
        out = desk.play("--mode", "exam", typed="own-it\nnothing\nT 1\n").out
        assert ["exam", "practice"] == [
            line.split(": ")[1].split(".")[0].split(",")[0]
            for line in out.splitlines()
            if line.startswith("Mode: ")
        ]

    def test_save_to_a_file(self, desk: Desk) -> None:
        """The report with all of the debrief; a file is never written over, and the ending of its name decides the form."""
        typed = f"{WHOLE}s my debrief.txt\ns my debrief.txt\ns no/where.txt\ns it.HTML\ns\n"
        _, first, second, nowhere, page, names, _ = after(desk.play(typed=typed))
        path = desk.folder / "my debrief.txt"
        assert f"Saved as {path}. Only you can read it." in first
        assert "already exists." in second
        assert "The report couldn't be written to" in nowhere
        assert "Saved as" in page
        assert (desk.folder / "it.HTML").read_text("utf-8").startswith("<!doctype html>")
        assert "-moves.csv a table with a row for each move" in names
        text = path.read_text("utf-8")
        assert "\nHow it ended\n------------\n\n" in text
        assert "\nPrivate: this report has people's names" in text
        for heading in ("Move by move", "What would have helped most", "Lesson", "About Ida Holm"):
            assert f"\n{heading}\n{'-' * len(heading)}\n" in text

    @pytest.mark.parametrize(
        "bad", ["0", "3", "-1", "x", "t 0", "t 3", "t x", "1 1", "1" * 5000, "²", "t ²"]
    )
    def test_what_is_none_of_them(self, desk: Desk, bad: str) -> None:
        """It is answered, and asked again."""
        _, told, _ = after(desk.play(typed=f"{WHOLE}{bad}\n"))
        assert "That isn't one of the choices." in told

    @pytest.mark.parametrize("leaving", ["\n", "q\n", "QUIT\n", ""])
    def test_leaving(self, desk: Desk, leaving: str) -> None:
        """An empty line, q, or the end of the input."""
        answer = desk.play(typed=f"{WHOLE}{leaving}")
        assert (0, 1) == (answer.code, answer.out.count(ASKED))


class TestMenu:
    def menu(self, desk: Desk, typed: str) -> list[str]:
        """What the menu says before each question."""
        answer = desk.run("--plain", "--saves", "saves", "--library", "library", typed=typed)
        assert (0, "") == (answer.code, answer.err)
        return answer.out.split("Type a number, g for the guided first conversation,")

    def test_the_guided_conversation(self, desk: Desk) -> None:
        """It can be played to its debrief, and does not count as progress."""
        typed = "g\n\n\nsay-it-back\n\nopen-and-mend\nm\n\np\nq\n"
        _, played, told, _ = self.menu(desk, typed)
        assert "Scene: She has more to say. Listen before you answer" in played
        assert "The ending: in the water." in played
        assert "Finish one to see your progress here." in told

    def test_filter(self, desk: Desk) -> None:
        """Words leave what they fit, numbered from 1; Type f on its own to show them all."""
        desk.write("parcel", BREAD.replace("The hard bread", "Late parcel"))
        _, filtered, unplayed, everything = self.menu(desk, "f parcel\nf unplayed\nf\nq\n")[:4]
        assert "scenarios match “parcel”. Type f on its own to show them all." in filtered
        assert "1. Late parcel, level 2" in filtered
        assert "The hard bread" not in filtered
        assert "The hard bread" in unplayed
        assert "fit: " not in everything
        assert "The hard bread" in everything

    def test_filtered_numbers_choose_what_they_stand_before(self, desk: Desk) -> None:
        """A number after a filter is that of the filtered list, also where there are saved plays."""
        desk.write("parcel", BREAD.replace("The hard bread", "Late parcel"))
        desk.play(typed="shrug\n")
        said = self.menu(desk, "f late parcel\n1\n\nq\nq\n")
        assert "Late parcel. Counter, bakery, level 2." in said[2]

    def test_a_mode_that_is_none_is_said_and_the_list_stays(self, desk: Desk) -> None:
        """A mode may be given by number; what isn't one is asked again, and a mistake doesn't print the list once more."""
        said = self.menu(desk, "hard-bread\n7\nb\nn 9\nhard-bread\n2\nq\nq\n")
        assert ". The hard bread, level 2" in said[0]
        assert '"7" isn\'t a mode. Type 1, 2 or 3, or coach, practice or exam.' in said[1]
        assert "There is nothing with that number under Next for you." in said[2]
        assert ". The hard bread, level 2" not in said[1] + said[2]
        assert "Mode: practice. Type h for help." in said[3]

    def test_progress(self, desk: Desk) -> None:
        """The same lines as `simulator progress`."""
        desk.play(typed=WHOLE)
        told = self.menu(desk, "p\nq\n")[1]
        lines = desk.run("progress", "--saves", "saves").out.splitlines()
        assert lines == [line for line in told.splitlines() if line in lines][: len(lines)]

    def test_settings(self, desk: Desk) -> None:
        """o shows them, o name=value changes one at once; what cannot be is a sentence."""
        _, shown, changed, refused, _ = self.menu(desk, "o\no clock=2\no clock=x\nq\n")
        assert "clock = 1   # how many times" in shown
        assert "clock = 2   # how many times" in changed
        assert 'The setting "clock" can\'t be x.' in refused
        assert "clock = 2.0\n" in (desk.folder / "settings.toml").read_text()

    def test_what_is_none_of_it(self, desk: Desk) -> None:
        """It says what can be typed."""
        for typed in ("x", "99999", "0"):
            told = self.menu(desk, f"{typed}\nq\n")[1].splitlines()[1:]
            assert told[0].startswith(f'"{typed}" isn\'t on the list. Type a number from 1 to ')
            assert told[0].endswith(", or h for help.")
            assert 1 == len(told)

    @pytest.mark.parametrize("typed", ["?", "h", "help"])
    def test_help(self, desk: Desk, typed: str) -> None:
        """Everything that can be typed is told, without the list again; Enter shows the list."""
        first, told, again, _ = self.menu(desk, f"{typed}\n\nq\n")
        for word in ("f and words", "e lists", "g starts", "p shows", "o shows", "q leaves"):
            assert word in told
        assert "The hard bread, " not in told
        assert first.splitlines()[-1] == again.splitlines()[-1]

    def test_plays_that_have_ended(self, desk: Desk) -> None:
        """They are listed when asked for, and one of them shows its debrief again."""
        assert "You have no finished conversations yet." in self.menu(desk, "e\nq\n")[1]
        desk.play(typed=WHOLE)
        first, listed, debrief, after = self.menu(desk, "e\n1\n\ne\nq\n")[:4]
        assert "Debrief of" not in first
        assert "1. Debrief of hard-bread, they got what they asked for." in listed.splitlines()
        assert "How it ended." in debrief
        assert "Debrief of" not in after
