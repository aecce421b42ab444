"""The commands of rounds: what a round is begun with, and what is refused before anything is served."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from simulator.cli.arguments import parser
from simulator.cli.host_choices import chosen_after, chosen_before
from simulator.cli.host_options import HostOptions, NewRound, check_ranges, new_round
from simulator.errors import SimulatorError
from simulator.rounds.kept_rounds import people_of_round
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.cli_desk import Desk

DB = ("--db", "round.sqlite")


class FakeAdmission(NamedTuple):
    """How a round is joined."""

    code: str = "K7QF2M"
    trainer_token: str = "trainer"
    view_token: str = "view"


class FakeRound(NamedTuple):
    """A round without a server."""

    admission: FakeAdmission = FakeAdmission()


class FakeServed(NamedTuple):
    """A round as it is announced."""

    round: FakeRound = FakeRound()
    url: str = "https://127.0.0.1:4123"
    fingerprint: str = "ab12"
    join_line: str = "simulator join"
    board_url: str = "https://127.0.0.1:4123/board"
    trainer_url: str = "https://127.0.0.1:4123/trainer"


@pytest.fixture
def served(desk: Desk) -> list[tuple[Any, ...]]:
    """Serve no round, but announce it; give what it was asked to serve."""
    calls: list[tuple[Any, ...]] = []

    async def serve(*arguments: Any) -> bool:
        calls.append(arguments[:5])
        ready: Callable[..., Any] = arguments[5]
        await ready(FakeServed(), asyncio.Event())
        return len(calls) == 1

    desk.monkeypatch.setattr("simulator.rounds.hosted.serving.serve", serve)
    return calls


class TestHost:
    def test_a_new_round(self, desk: Desk, served: list[tuple[Any, ...]]) -> None:
        """What was left out has its default, and how to join comes before anything else."""
        answer = desk.run("host", "card", *DB, "--headless", "--json", "--limit", "60", "--reset")
        assert 0 == answer.code
        assert "K7QF2M" == json.loads(answer.out)["code"]
        assert "Resume it with: simulator host --resume --db round.sqlite" in answer.err
        ((path, setup, where, *_),) = served
        assert ("round.sqlite", "card.toml") == (path.name, Path(setup.scenarios[0]).name)
        assert (Path(setup.scenarios[0]).read_text("utf-8"),) == setup.texts
        assert ("Round", 60, 30, Mode.EXAM, True) == (
            setup.name,
            setup.limit,
            setup.countdown,
            setup.mode,
            setup.reset,
        )
        assert "127.0.0.1" == where.bind

    def test_what_was_not_saved_is_said(self, desk: Desk, served: list[tuple[Any, ...]]) -> None:
        """Another program changed the file meanwhile: exit code 2."""
        assert 0 == desk.run("host", "card", *DB, "--headless").code
        answer = desk.run("host", "card", *DB, "--headless")
        assert "In a terminal: simulator join" in answer.out
        again = "If this computer crashes: simulator host --resume --db round.sqlite"
        assert again == answer.out.splitlines()[-1]
        assert (2, True) == (answer.code, "wasn't saved" in answer.err)
        assert 2 == len(served)

    def test_it_is_led_in_lines(self, desk: Desk, served: list[tuple[Any, ...]]) -> None:
        """Off a terminal, with a word of why."""
        calls: list[Any] = []

        class FakeConsole:
            def __init__(self, *_: Any) -> None:
                """Take the round, and do nothing with it."""

            def listen(self) -> None:
                calls.append(self)

        desk.monkeypatch.setattr("simulator.plain.host.Console", FakeConsole)
        assert desk.run("host", "card", *DB).err.startswith("Hosting in plain mode, because")
        assert (1, 1) == (len(calls), len(served))

    def test_it_is_set_up_on_the_screen(self, desk: Desk, served: list[tuple[Any, ...]]) -> None:
        """What is chosen there is served; without a choice nothing is."""
        from simulator.cli.commands import host

        chosen = NewRound(scenarios=("card",), limit=5, bind="0.0.0.0", mode=Mode.COACH)
        desk.monkeypatch.setattr(host, "_on_screen", lambda *_: True)
        desk.monkeypatch.setattr(host, "_set_up", lambda _, options, new: (options, new))
        assert (0, 0) == (desk.run("host", *DB).code, len(served))

        async def show(*_: Any) -> None:
            """Show nothing."""

        desk.monkeypatch.setattr(host, "_show", show)
        desk.monkeypatch.setattr(host, "_set_up", lambda _, options, new: (options, chosen))
        assert 0 == desk.run("host", *DB).code
        ((_, setup, where, *_),) = served
        assert (5, Mode.COACH, "0.0.0.0") == (setup.limit, setup.mode, where.bind)

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            ([], "There is nothing to play."),
            (["--go-on"], "--resume needs the file of a round"),
            (["card", "--go-on", *DB], "already has its scenarios"),
            (["card", "card"], "card is named twice"),
            (["card", "--limit", "-1"], "--limit must be a number from 0 to 86400, not -1."),
            (["card", "--bind", " "], "The address after --bind is empty."),
            (["card", "--day", "Sunday"], "Sunday"),
            (["--go-on", *DB], "There is no round in round.sqlite"),
        ],
    )
    def test_what_is_refused(
        self, desk: Desk, served: list[tuple[Any, ...]], words: list[str], sentence: str
    ) -> None:
        """One sentence, and nothing is served."""
        answer = desk.run("host", *words, "--headless")
        assert (2, 0) == (answer.code, len(served))
        assert sentence in answer.err

    def test_a_certificate_and_other_ways(self, desk: Desk, served: list[tuple[Any, ...]]) -> None:
        """Where it is served is what the options say."""
        words = ("--port", "4123", "--tls", "off", "--i-know", "--cert", "a.pem", "--key", "b.pem")
        desk.run("host", "card", *DB, "--headless", *words)
        where = served[0][2]
        assert (4123, "off", True, "a.pem", "b.pem") == (
            where.port,
            where.tls,
            where.knows,
            str(where.cert),
            str(where.key),
        )

    def test_what_the_screen_chooses(self, desk: Desk) -> None:
        """Every option of the command is on the screen, as it was given, and comes back from there."""
        options = HostOptions(
            port=4123, tls="on", cert="a.pem", key="b.pem", public_url="https://a.example", db="r"
        )
        new = NewRound(
            practice=("card",),
            clock=20,
            day="Sunday",
            name="Monday",
            limit=60,
            countdown=5,
            mode=Mode.COACH,
            max_seats=9,
            speed_bonus=20,
            reset=True,
            own_words=True,
            roster="class.txt",
            bind="0.0.0.0",
        )
        before = chosen_before(options, new, lambda named: len(named))
        assert 9 == before.people
        assert (options, new) == chosen_after(options, new, before)
        assert (HostOptions(tls="auto"), NewRound()) == chosen_after(
            HostOptions(), NewRound(), chosen_before(HostOptions(), NewRound(), len)
        )
        with pytest.raises(SimulatorError, match="needs its key"):
            chosen_after(options, new, replace(before, scenarios=("card",), key=""))

    def test_ranges_and_defaults(self) -> None:
        """Every number has its range, and what is given stays."""
        with pytest.raises(SimulatorError):
            check_ranges(HostOptions(max_seats=0))
        assert NewRound(mode=Mode.PRACTICE) == new_round(HostOptions(mode="practice"))

    def test_speed_counts_for_nothing_where_people_type(self, desk: Desk) -> None:
        """Both options together are refused."""
        words = ("--own-words", "--speed-bonus", "5")
        answer = desk.run("host", "card", *DB, "--headless", *words)
        assert 2 == answer.code
        assert "In a round in people's own words, speed doesn't earn points." in answer.err


class TestHotSeat:
    def test_a_round_in_lines(self, desk: Desk) -> None:
        """It is begun, stopped and resumed; the result is JSON if it is asked for."""
        words = ("round", "--hot-seat", "card", *DB, "--names", "Kim", "--json")
        answer = desk.run(*words)
        assert 0 == answer.code
        assert "simulator round --hot-seat --resume --db round.sqlite" in answer.err
        assert not json.loads(answer.out)["over"]
        assert 0 == desk.run("round", "--hot-seat", "--go-on", *DB).code

    def test_names_are_asked_for(self, desk: Desk) -> None:
        """Nobody is no round."""
        answer = desk.run("round", "--hot-seat", "card", *DB)
        assert (2, True) == (answer.code, "There are no players yet." in answer.err)
        calls = desk.fake_app("simulator.tui.hotseat.HotSeatApp", 4)
        assert 4 == desk.on_terminal("round", "--hot-seat", "card", *DB)
        assert "card.toml" in calls[0][0][0]._plan.setup.scenarios[0]

    def test_players_of_a_class_list(self, desk: Desk) -> None:
        """Its names and extra time, and the same people again for another round."""
        (desk.folder / "class.txt").write_text("Kim, Red\nLou:2\n")
        words = ("round", "--hot-seat", "card", "--together", "--json")
        listed = ("--roster", str(desk.folder / "class.txt"))
        first = str(desk.folder / "monday.sqlite")
        assert 0 == desk.run(*words, *listed, "--db", first).code
        again = desk.run(*words, "--roster", first, *DB)
        assert 0 == again.code
        assert "Pass the keyboard to Kim" in again.err
        assert ("Kim", "Lou") == tuple(person.name for person in people_of_round(Path(first)))

    def test_what_makes_points_hard_to_compare(self, desk: Desk) -> None:
        """Other levels, and the same scenario for all."""
        text = (desk.folder / "library" / "card.toml").read_text()
        other = text.replace("level = 2", "level = 3").replace("A card", "Another")
        (desk.folder / "library" / "other.toml").write_text(other)
        words = ("round", "--hot-seat", "card", "other", *DB, "--same", "--names", "Kim,Lou")
        assert 0 == desk.run(*words).code

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            (["card"], "--hot-seat"),
            (["--hot-seat"], "There is nothing to play."),
            (["--hot-seat", "card", "--clock", "601"], "--clock must be a number from 0 to 600"),
            (["--hot-seat", "--go-on"], "--resume needs the file of a round"),
            (["--hot-seat", "card", "--go-on", *DB], "already has its scenarios"),
            (["--hot-seat", "--go-on", "--same", *DB], "--same is for a new round"),
            (["--hot-seat", "card", "card"], "named twice"),
            (["--hot-seat", "card", "--roster", "none.txt"], "There is no class list"),
            (["--hot-seat", "card", "--roster", "a", "--names", "b"], "Use one of them."),
            (["--hot-seat", "--go-on", "--roster", "a", *DB], "--roster is for a new round"),
            (
                ["--hot-seat", "card", "--together", "--same"],
                "With --together, the class plays one",
            ),
        ],
    )
    def test_what_is_refused(self, desk: Desk, words: list[str], sentence: str) -> None:
        """One sentence, and no file."""
        answer = desk.run("round", *words)
        assert (2, False) == (answer.code, (desk.folder / "round.sqlite").exists())
        assert sentence in answer.err


class TestJoin:
    def test_in_lines(self, desk: Desk) -> None:
        """The name is the one given."""

        class FakeSeat:
            def __init__(self, client: Any, _seat: Any, say: Callable[[str], None]) -> None:
                self.client, self.say = client, say

            async def run(self) -> None:
                self.say("Joined.")

        desk.monkeypatch.setattr("simulator.plain.join.PlainSeat", FakeSeat)
        answer = desk.run("join", "http://127.0.0.1:1", "K7QF2M", "--as", "Kim")
        assert (0, "Joined.\n") == (answer.code, answer.out)

    def test_on_the_screen(self, desk: Desk) -> None:
        """A failure is a sentence; else the exit code is that of the screen."""
        words = ("join", "http://127.0.0.1:1", "K7QF2M")
        desk.fake_app("simulator.tui.joined.JoinedApp", 130)
        assert 130 == desk.on_terminal(*words)
        desk.fake_app("simulator.tui.joined.JoinedApp", failure=SimulatorError("No."))
        assert 2 == desk.on_terminal(*words)


@pytest.mark.parametrize("command", ["host", "round"])
def test_resume_had_another_name(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Its former name still works, and the help shows the present one only."""
    assert parser().parse_args([command, "--go-on"]) == parser().parse_args([command, "--resume"])
    with pytest.raises(SystemExit):
        parser().parse_args([command, "--help"])
    told = capsys.readouterr().out
    assert (True, False) == ("--resume" in told, "--go-on" in told)
