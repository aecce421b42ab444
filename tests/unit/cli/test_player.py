"""The commands of a player: the menu, a play, and what is saved of it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from simulator.records.journal import Journal, read
from simulator.vocabulary import Mode
from tests.support.card_stage import CARD
from tests.support.cli_desk import interrupt

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.cli_desk import Desk

BEST = "own-it\nmend\n"


class TestPlay:
    def test_a_play_in_lines(self, desk: Desk) -> None:
        """It is played to its end, and saved under the name given."""
        answer = desk.run("play", "card", "--as", "Ada", "--saves", "plays", typed=BEST)
        assert 0 == answer.code
        assert "Playing in plain mode, because the input isn't a terminal.\n" == answer.err
        (save,) = desk.json("saves", "--saves", "plays")["saves"]
        assert ("card", "Ada", True) == (save["scenario"], save["as"], save["ended"])

    def test_a_play_is_resumed(self, desk: Desk) -> None:
        """What is left of it is played, and the way to resume it names the folder."""
        answer = desk.run("play", "card", "--saves", "my plays", "--plain", typed="own-it\nq\n")
        assert "simulator play --resume card --saves 'my plays'" in answer.out
        answer = desk.run("play", "--resume", "card", "--saves", "my plays", typed="mend\n")
        assert "Resuming after 1 move." in answer.out
        (save,) = desk.json("saves", "--saves", "my plays")["saves"]
        assert ["own-it", "mend"] == save["moves"]
        answer = desk.run("play", "--resume", "card", "--saves", "my plays")
        assert 0 == answer.code

    @pytest.mark.parametrize("change", ["gone", "other words"])
    def test_a_save_that_no_longer_fits(self, desk: Desk, change: str) -> None:
        """Off a terminal nobody is asked what to do, and it is left as it is."""
        desk.run("play", "card", "--saves", "plays", typed="own-it\nq\n")
        path = desk.folder / "library" / "card.toml"
        if change == "gone":
            path.unlink()
        else:
            path.write_text(CARD.replace('"own-it"', '"owns-it"'))
        answer = desk.run("play", "--resume", "card", "--saves", "plays", typed="q\n")
        assert answer.code in (1, 2)
        assert answer.err.splitlines()[-1].startswith("simulator: ")

    def test_ctrl_c_leaves_with_what_was_played(self, desk: Desk) -> None:
        """The exit code is that of an interruption, and the way to resume is said."""
        desk.monkeypatch.setattr("simulator.plain.console.Console.read", interrupt)
        answer = desk.run("play", "card", "--saves", "plays")
        assert 130 == answer.code
        assert "simulator play --resume card --saves plays" in answer.out
        assert 130 == desk.run("--plain").code

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            ([], "There is nothing to play."),
            (
                ["card", "--resume", "x"],
                "You can start a scenario or resume a conversation, but not both at once.",
            ),
            (["--resume", "x", "--mode", "exam"], "--mode is for a new conversation"),
            (["--resume", "x", "--timed"], "--timed is for a new conversation"),
            (["--resume", "x", "--seed", "0"], "--seed is for a new conversation"),
            (["--resume", "x", "--day", ""], "--day is for a new conversation"),
            (["--resume", "x", "--as", "Ada"], "--as is for a new conversation"),
            (["card", "--day", "Sunday"], "card"),
            (["card", "--library", ""], "The folder name after --library is empty."),
        ],
    )
    def test_what_does_not_go_together(self, desk: Desk, words: list[str], sentence: str) -> None:
        """Each is one sentence and exit code 2."""
        answer = desk.run("play", *words)
        assert 2 == answer.code
        assert answer.err.startswith("simulator: ")
        assert sentence in answer.err

    def test_the_full_screen(self, desk: Desk) -> None:
        """On a terminal it opens with the choices that were made, and the log is ready."""
        calls = desk.fake_app("simulator.tui.app.SimulatorApp", 7)
        words = ("--mode", "exam", "--seed", "5", "--as", "Ada", "--log-level", "debug")
        assert 7 == desk.on_terminal("play", "card", "--saves", "plays", *words)
        ((_, saves, rules), named) = calls[0]
        assert "plays" == saves.folder.name
        assert (Mode.EXAM, True, 5) == (rules.mode, rules.timed, rules.seed)
        assert ("Ada", "card") == (named["person"], named["play"].id)
        logging.getLogger("simulator").debug("A line")
        assert (desk.folder / "faults.log").exists()

    @pytest.mark.parametrize("asked", ["environment", "settings"])
    def test_the_full_screen_is_not_for_everyone(self, desk: Desk, asked: str) -> None:
        """The environment and the settings lead to lines."""
        calls = desk.replace("simulator.cli.commands.play._play_plain", 5)
        if asked == "settings":
            desk.run("settings", "--set", "plain=true")
        else:
            desk.monkeypatch.setenv("SIMULATOR_PLAIN", "1")
        assert (5, 1) == (desk.on_terminal("play", "card"), len(calls))


class TestMenu:
    def test_a_scenario_is_chosen_and_played(self, desk: Desk) -> None:
        """By its name, in a mode; then the list is shown again, with what was played."""
        answer = desk.run("--saves", "plays", typed=f"card\npractice t\n{BEST}\ncard\nb\nq\n")
        assert 0 == answer.code
        (save,) = desk.json("saves", "--saves", "plays")["saves"]
        assert ("practice", "card") == (save["mode"], save["scenario"])

    def test_a_saved_play_is_resumed_by_its_number(self, desk: Desk) -> None:
        """It is the first of the list; the debrief of one that has ended is shown on asking."""
        answer = desk.run("--saves", "plays", typed="card\n\nown-it\nq\n1\nmend\n\ne\n1\nq\nq\n")
        assert "1. Resume card, 1 move so far." in answer.out
        assert "1. Debrief of card, they got what they asked for." in answer.out

    def test_a_filter(self, desk: Desk) -> None:
        """By words, and by what was not yet played."""
        desk.run("--saves", "plays", typed=f"card\n\n{BEST}\nq\n")
        answer = desk.run("--saves", "plays", typed="f swimming\nf unplayed\nf\nq\n")
        assert (
            "1 of 1 scenarios match “swimming”. Type f on its own to show them all." in answer.out
        )
        assert "0 of 1 scenarios match “unplayed”." in answer.out

    def test_a_report_on_all_conversations(self, desk: Desk) -> None:
        """It has every play under the name; without any there is a sentence."""
        typed = f"s it.txt\ncard\n\n{BEST}\ns it.csv\ns\nq\n"
        answer = desk.run("--saves", "plays", typed=typed)
        assert "You have no saved conversations to report on yet." in answer.out
        assert "it.csv. Only you can read it." in answer.out
        assert "for instance s progress.txt" in answer.out
        assert 2 == len((desk.folder / "it.csv").read_text("utf-8").splitlines())

    def test_what_else_can_be_typed(self, desk: Desk) -> None:
        """Help, progress, settings and what is no choice; a mistake is a sentence, and the menu goes on."""
        typed = "e\n?\np\no\no clock=2\no nonsense=1\no x\n999\nq\n"
        answer = desk.run("--saves", "plays", typed=typed)
        assert 0 == answer.code
        for words in (
            "You have no finished conversations yet.",
            "A number or a name resumes that conversation",
            "clock = 1 ",
            "clock = 2 ",
            'There is no setting "nonsense".',
            "Give a setting as NAME=VALUE",
            '"999" isn\'t on the list. Type a number from 1 to',
        ):
            assert words in answer.out, words

    def test_a_file_with_errors_shows_them(self, desk: Desk) -> None:
        """It is on the list, and choosing it says what is wrong."""
        (desk.folder / "library" / "zzz.toml").write_text("format = 1\n")
        answer = desk.run("--saves", "plays", typed="zzz\nq\n")
        assert "zzz can't be played; choose it to see why." in answer.out
        assert "zzz.toml:1:1: error:" in answer.out

    def test_the_guided_conversation(self, desk: Desk) -> None:
        """It begins with a letter, and can be left."""
        answer = desk.run("--saves", "plays", typed="g\nq\nq\n")
        assert 0 == answer.code
        assert "You work on the front desk" in answer.out

    def test_an_edition_is_said_once(self, desk: Desk) -> None:
        """Where nobody has played under an earlier one there is nothing to say; a broken history keeps nobody out."""
        (desk.folder / "history.sqlite").write_text("no database")
        assert 0 == desk.run("--saves", "plays", typed="q\n").code

    def test_the_full_screen(self, desk: Desk) -> None:
        """It opens with the saves and the history of the player."""
        calls = desk.fake_app("simulator.tui.app.SimulatorApp")
        assert 0 == desk.on_terminal("--saves", "plays")
        assert desk.folder / "history.sqlite" == calls[0][1]["history"].path


class TestSaves:
    def test_the_list(self, desk: Desk) -> None:
        """A line for each, what can't be read on stderr, and a word where there are none."""
        assert "There are no saved conversations.\n" == desk.run("saves", "--saves", "plays").err
        desk.run("play", "card", "--as", "Ada", "--saves", "plays", typed="own-it\nq\n")
        desk.run("play", "card", "--saves", "plays", typed=BEST)
        answer = desk.run("saves", "--saves", "plays")
        assert 2 == len(answer.out.splitlines())
        assert "card as Ada, coach, 1 move so far" in answer.out
        (desk.folder / "plays" / "bad.play").write_text("x")
        assert 1 == desk.run("saves", "--saves", "plays").code

    def test_progress(self, desk: Desk) -> None:
        """Of the one named, as lines or as JSON."""
        desk.run("play", "card", "--as", "Ada", "--saves", "plays", typed=BEST)
        (desk.folder / "library" / "zzz.toml").mkdir()
        (desk.folder / "library" / "yyy.toml").write_text("\x00")
        words = ("progress", "--saves", "plays", "--as", "Ada")
        assert desk.run(*words).out.startswith("Progress of Ada.\n")
        assert "Ada" in desk.json(*words).values()

    def test_forgetting(self, desk: Desk) -> None:
        """After a yes, everything of one person and nothing of others."""
        for name in ("Ada", "Kim"):
            desk.run("play", "card", "--as", name, "--saves", "plays", typed=BEST)
        forget = ("forget", "Ada", "--saves", "plays")
        assert "Add --yes to do it." in desk.run(*forget).err
        desk.monkeypatch.setattr("simulator.cli.commands.forget._confirm", lambda *_: False)
        assert "Nothing was removed.\n" == desk.run(*forget).err
        assert desk.run(*forget, "--yes").out.startswith("Removed 1 saved conversation and ")
        assert ["Kim"] == [save["as"] for save in desk.json("saves", "--saves", "plays")["saves"]]
        assert 'Nothing is saved under the name "Ada" here.' in desk.run(*forget).err
        assert "The name is empty." in desk.run("forget", " ").err

    def test_forgetting_typed_words(self, desk: Desk) -> None:
        """Only the words go, those of undone moves too; what someone else typed stays, and so does an open play."""
        for name in ("Ada", "Kim"):
            typed = "zzz alpha\ns\n1\nu\nzzz beta\ns\n1\nq\n"
            desk.run("play", "card", "--own-words", "--as", name, "--saves", "plays", typed=typed)
        paths = {read(path).header.person: path for path in (desk.folder / "plays").glob("*.play")}
        before = read(paths["Ada"])
        assert 1 == len(before.words)
        forget = ("forget", "Ada", "--saves", "plays", "--typed-words")
        assert "Add --yes to do it." in desk.run(*forget).err
        with Journal.open(paths["Ada"]):
            held = desk.run(*forget, "--yes")
        assert (1, True) == (held.code, "because it's open elsewhere: " in held.out)
        answer = desk.run(*forget, "--yes")
        assert 'Removed what "Ada" typed from 1 saved conversation.\n' == answer.out
        assert b"zzz" not in paths["Ada"].read_bytes()
        assert b"zzz" in paths["Kim"].read_bytes()
        after = read(paths["Ada"])
        assert (before.moves, before.undone, before.updated) == (
            after.moves,
            after.undone,
            after.updated,
        )
        assert "No conversation of" in desk.run("forget", "Lou", "--typed-words").err

    @pytest.mark.parametrize(("typed", "left"), [("yes\n", 0), ("no\n", 1)])
    def test_forgetting_asks_on_a_terminal(self, desk: Desk, typed: str, left: int) -> None:
        """Only a whole yes removes anything."""
        from tests.support.cli_desk import Terminal

        desk.run("play", "card", "--as", "Ada", "--saves", "plays", typed=BEST)
        desk.monkeypatch.setattr("sys.stderr", Terminal())
        desk.monkeypatch.setattr("sys.stdin", Terminal(typed))
        from simulator.cli import main

        assert 0 == main(["forget", "Ada", "--saves", "plays"])
        assert left == len(list((desk.folder / "plays").glob("*.play")))


class TestSettings:
    def test_they_are_shown_and_changed(self, desk: Desk) -> None:
        """Each kind of value as it is typed."""
        answer = desk.run("settings")
        assert "(no file yet" in answer.out
        values = ("plain=true", "clock=2", "pace=slow", "name=Ada")
        answer = desk.run("settings", *(word for value in values for word in ("--set", value)))
        assert 0 == answer.code
        for line in ("plain = true ", "clock = 2 ", 'pace = "slow" ', 'name = "Ada" '):
            assert f"\n{line}" in answer.out

    @pytest.mark.parametrize("value", ["keys=x", "pace", "pace=warp"])
    def test_what_cannot_be_set(self, desk: Desk, value: str) -> None:
        """Exit code 2, and nothing is written."""
        assert 2 == desk.run("settings", "--set", value).code
        assert not (desk.folder / "settings.toml").exists()

    def test_what_is_wrong_in_the_file(self, desk: Desk) -> None:
        """A setting and a key that there are not are each a sentence, and exit code 1; a play says it once."""
        text = 'nonsense = 1\n[keys]\n"play.nothing" = "l"\n'
        (desk.folder / "settings.toml").write_text(text)
        answer = desk.run("settings")
        assert (1, 2) == (answer.code, len(answer.err.splitlines()))
        assert 1 == desk.run("play", "card", typed="q\n").err.count("nonsense")
        assert {"play.nothing": "l"} == desk.json("settings")["keys"]


def test_without_a_home_folder(desk: Desk) -> None:
    """A player plays all the same, unsaved; whoever asks for the saves hears why there are none."""

    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    desk.monkeypatch.setattr("pathlib.Path.home", no_home)
    desk.monkeypatch.setattr("simulator.cli.context.checkout", lambda: None)
    for name in ("SIMULATOR_SETTINGS", "SIMULATOR_RECORDS", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        desk.monkeypatch.setenv(name, "")
    assert "This conversation wasn't saved." in desk.run("play", "card", typed="q\n").out
    assert "0 of 1" not in desk.run(typed="f unplayed\nq\n").out
    assert 2 == desk.run("saves").code
