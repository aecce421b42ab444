"""What a player meets whose plays are of the first edition of the rules, and on the days of a scenario."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.play.days import drawn_day
from simulator.play.opening import playable
from simulator.records.history import History
from simulator.records.journal import read
from simulator.records.settings import LoadedSettings, Settings, read_settings
from simulator.rounds.event_log import ROUND, Event, EventLog
from simulator.rounds.model import Setup
from simulator.scenario.library import load
from simulator.vocabulary import Mode
from tests.support.commands import Desk
from tests.support.scenarios import head
from tests.support.tui_stage import Stage, running

OLD = Path(__file__).parents[1] / "data" / "edition-1"
FLOOD = (
    head("The flood", greeting="Larkfield Housing, Sam speaking.")
    + """
[scenes.a]
says = [{ text = "When will you come?", asks = true }, { text = "It's black!", speaker = "Tamsin" }]
[[scenes.a.replies]]
id = "soon"
text = "Tomorrow at nine."
narration = "The log shows two visits."
to = "z"
[scenes.z]
says = "Right."
ending = "settled"
outcome = "full"
[[days]]
name = "Rainy Monday"
customer = { anger = 70 }
texts = [{ scene = "a", part = 1, text = "It's pouring in!" }]
[[days]]
name = "Sunday"
texts = [{ scene = "a", part = 1, text = "Why today?" }]
"""
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with plays of the first edition and a scenario with days."""
    desk = Desk(tmp_path)
    shutil.copytree(OLD / "saves", desk.saves)
    shutil.copy(OLD / "history.sqlite", tmp_path / "history.sqlite")
    shutil.copy(OLD / "late-call.toml", desk.library / "late-call.toml")
    desk.write("flood", FLOOD)
    return desk


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """The same for the full screen."""
    stage = Stage.at(tmp_path)
    shutil.copytree(OLD / "saves", stage.saves.folder)
    shutil.copy(OLD / "history.sqlite", tmp_path / "history.sqlite")
    shutil.copy(OLD / "late-call.toml", tmp_path / "library" / "late-call.toml")
    stage.write("flood", FLOOD)
    return stage


def chosen(stage: Stage) -> LoadedSettings:
    """The settings of Ada, in a file of the stage."""
    settings = Settings(name="Ada", pace="off", motion=False, greeted=True)
    return LoadedSettings(settings, stage.folder / "settings.toml")


class TestFirstEdition:
    def test_an_ended_play_is_read(self, desk: Desk) -> None:
        """With its scores as they were; nothing is written to its file."""
        before = (desk.saves / "late-call.play").read_bytes()
        answer = desk.play("--resume", "late-call")
        assert 0 == answer.code
        for text in (
            "This conversation ended under the first edition of the rules, so it can be read but not resumed.",
            "Satisfaction 51, on a scale of −100 to 100. Quality 100 out of 100.",
            "2. You: “You waited three days for a call.”",
        ):
            assert text in answer.out
        assert before == (desk.saves / "late-call.play").read_bytes()

    def test_an_open_play_continues_where_it_can(self, desk: Desk) -> None:
        """One sentence says that it does, and one why another can't."""
        answer = desk.play("--resume", "late-call-3", typed="send\n")
        assert 0 == answer.code
        assert "so it continues under edition 2." in answer.out
        assert 2 == read(desk.saves / "late-call-3.play").edition
        answer = desk.play("--resume", "late-call-4")
        assert 2 == answer.code
        assert 'move 3 of 3 ("press-on") isn\'t allowed under edition 2' in answer.err

    def test_progress_and_saves_tell_editions_apart(self, desk: Desk) -> None:
        """Old bests stand under their own heading, and no number above it is of an old play."""
        document = desk.run("progress", "--as", "Ada", "--saves", "saves", "--json").json
        assert (0, 0, []) == (document["begun"], document["ended"], document["bests"])
        (earlier,) = document["earlier"]
        assert (1, 5, 2, 51) == (
            *(earlier["edition"], earlier["begun"], earlier["ended"]),
            earlier["bests"][0]["best"],
        )
        assert {1} == {save["edition"] for save in desk.kept()}
        listed = desk.run("saves", "--saves", "saves").out
        assert 5 == listed.count(", under the first edition of the rules, ")

    def test_the_plain_menu_says_it_once(self, desk: Desk) -> None:
        """To whoever has old plays, and in the settings stands that it was said."""
        note = "your bests start again"
        desk.run("settings", "--set", "name=Ada")
        first = desk.run("--plain", "--saves", "saves", typed="q\n").out
        second = desk.run("--plain", "--saves", "saves", typed="q\n").out
        assert (1, 0) == (first.count(note), second.count(note))
        desk.run("settings", "--set", "name=Lou")
        assert note not in desk.run("--plain", "--saves", "saves", typed="q\n").out

    def test_home_says_it_once(self, stage: Stage) -> None:
        """And then no more, also after the program was left."""

        async def scene() -> None:
            history = History(stage.folder / "history.sqlite")
            app = stage.app(settings=chosen(stage), history=history)
            async with running(app) as actor:
                await actor.sees("The rules have changed", "so your bests start again")
                await actor.press("escape")
                await actor.press("p")
                await actor.sees("First edition of the rules", "The late call: best 51")
            assert 2 == read_settings(stage.folder / "settings.toml").settings.edition_seen
            kept = read_settings(stage.folder / "settings.toml")
            settings = replace(kept.settings, name="Ada", greeted=True)
            again = stage.app(settings=replace(kept, settings=settings), history=history)
            async with running(again) as actor:
                await actor.sees("The late call")
                await actor.press("p")
                await actor.sees("First edition of the rules")
                await actor.press("escape")
                await actor.sees_no("The rules have changed")

        asyncio.run(scene())

    def test_the_full_screen_reads_an_ended_play(self, stage: Stage) -> None:
        """From the command line it is shown, and that is all."""

        async def scene() -> None:
            history = History(stage.folder / "history.sqlite")
            app = stage.app(settings=chosen(stage), history=history, resume="late-call")
            async with running(app) as actor:
                await actor.sees(
                    "This conversation ended under the first edition", "Satisfaction 51"
                )
                await actor.press("escape")
            assert 0 == app.return_code

        asyncio.run(scene())


class TestRounds:
    def test_a_hosted_round_of_the_first_edition_is_not_resumed(self, desk: Desk) -> None:
        """One sentence says so, before anybody could join."""
        path = desk.folder / "round.sqlite"
        flood = load(desk.library / "flood.toml")
        setup = Setup(
            "N", (str(desk.library / "flood.toml"),), (flood.hash,), Mode.EXAM, None, 900, 0, 9
        ).as_json()
        old = {key: value for key, value in setup.items() if key not in ("edition", "day")}
        body = {"setup": old, "code": "K7QF2M", "secret": "00" * 32}
        record = EventLog(path, new=True)
        record.keep(Event(ROUND, 1, "opened", "2026-01-31T09:30:00+00:00", body))
        record.close()
        answer = desk.run("host", "--go-on", "--db", str(path), "--headless", "--json")
        assert (2, "") == (answer.code, answer.out)
        assert "This round began under the first edition of the rules" in answer.err

    def test_a_day_that_no_scenario_has_is_refused(self, desk: Desk) -> None:
        """At one terminal as in a hosted round."""
        for words in (("host", "--headless"), ("round", "--hot-seat", "--names", "Kim")):
            answer = desk.run(*words, "flood", "--day", "Monday", "--db", "round.sqlite")
            assert (2, "") == (answer.code, answer.out)
            assert '"The flood" has no day "Monday".' in answer.err
            assert not (desk.folder / "round.sqlite").exists()

    def test_a_round_at_one_terminal_is_of_the_day(self, desk: Desk) -> None:
        """Everyone's conversation is, and the file says which day it was."""
        words = (
            "round",
            "--hot-seat",
            "flood",
            "--names",
            "Kim",
            "--db",
            "round.sqlite",
            "--plain",
        )
        answer = desk.run(*words, "--day", "Sunday", "--clock", "0", typed="\n\n")
        assert "Customer: Why today?" in answer.out
        record = EventLog(desk.folder / "round.sqlite", new=False)
        setup = next(event.body["setup"] for event in record.events() if event.kind == "opened")
        record.close()
        assert ("Sunday", 2) == (setup["day"], setup["edition"])


class TestDays:
    def test_a_named_day_is_played_kept_and_resumed(self, desk: Desk) -> None:
        """By its name, in the brief, in the words, in the save and in progress."""
        words = ("play", "flood", "--plain", "--saves", "saves", "--as", "Kim")
        answer = desk.run(*words, "--day", "Rainy Monday", typed="q\n")
        assert "day “Rainy Monday”" in answer.out
        assert "You: Larkfield Housing, Sam speaking.\nCustomer: It's pouring in!" in answer.out
        assert "Rainy Monday" == read(desk.saves / "flood.play").header.day
        answer = desk.play("--resume", "flood", typed="\nsoon\n")
        assert "day “Rainy Monday”" in answer.out
        assert "Tamsin: It's black!" in answer.out
        assert "Scene: The log shows two visits." in answer.out
        (best,) = desk.run("progress", "--as", "Kim", "--saves", "saves", "--json").json["bests"]
        expected = ("Rainy Monday", [{"ending": "settled", "day": "Rainy Monday"}])
        assert expected == (best["day"], best["endings"])

    def test_off_a_terminal_it_is_the_first_day(self, desk: Desk) -> None:
        """Also with a seed, so that a script gets what it got before."""
        for seed in ("1", "2", "3", "4"):
            words = ("play", "flood", "--plain", "--saves", "saves", "--seed", seed)
            answer = desk.run(*words, typed="q\n")
            assert "Customer: When will you come?" in answer.out

    def test_an_unknown_day_is_refused(self, desk: Desk) -> None:
        """With the days that there are; a scenario without days says so, and a resumed play keeps its own."""
        answer = desk.run("play", "flood", "--plain", "--saves", "saves", "--day", "Monday")
        assert (2, "") == (answer.code, answer.out)
        assert (
            '"The flood" has no day "Monday". Apart from the first day, which has no name, it has "Rainy Monday" and "Sunday".'
            in answer.err
        )
        answer = desk.run("play", "hard-bread", "--plain", "--saves", "saves", "--day", "x")
        assert 2 == answer.code
        assert "There are no days to choose from." in answer.err
        answer = desk.play("--resume", "late-call-3", "--day", "x")
        assert (2, True) == (answer.code, "--day is for a new conversation" in answer.err)

    def test_a_day_that_is_gone_is_a_changed_scenario(self, desk: Desk) -> None:
        """The play is not resumed on another day."""
        words = ("play", "flood", "--plain", "--saves", "saves", "--day", "Sunday")
        desk.run(*words, typed="\nq\n")
        desk.write("flood", FLOOD.replace('name = "Sunday"', 'name = "Monday"'))
        before = (desk.saves / "flood.play").read_bytes()
        answer = desk.play("--resume", "flood")
        assert 2 == answer.code
        assert (
            'The scenario has changed since this conversation: it no longer has the day "Sunday".'
            in answer.err
        )
        assert before == (desk.saves / "flood.play").read_bytes()

    def test_the_full_screen_draws_a_day_by_the_seed(self, stage: Stage) -> None:
        """The brief names it, and the play is of it."""
        scenario = playable(stage.shelved("flood").reading)
        seed = next(n for n in range(100) if drawn_day(scenario, n) == "Sunday")
        stage.rules = replace(stage.rules, seed=seed)

        async def scene() -> None:
            async with running(stage.app(play="flood", settings=chosen(stage))) as actor:
                await actor.sees("day “Sunday”", "Press Enter to begin")
                await actor.press("enter")
                await actor.sees("Why today?", "Larkfield Housing, Sam speaking.")
                await actor.press("space")
                await actor.sees("Tamsin")
            assert "Sunday" == read(stage.saves.path("flood")).header.day

        asyncio.run(scene())


def test_every_day_is_drawn_as_often_as_the_others(desk: Desk) -> None:
    """Over many seeds, the first day among them; without a seed it is the first."""
    scenario = playable(load(desk.library / "flood.toml"))
    many = 3000
    drawn = [drawn_day(scenario, seed) for seed in range(many)]
    for day in ("", "Rainy Monday", "Sunday"):
        assert abs(drawn.count(day) - many / 3) < 120
    assert "" == drawn_day(scenario, None)
