"""What a trainer does with the days of a scenario: replay, test, write a test, mutate and compare, each on its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import tomli

from simulator.cli import Exit
from tests.support.trainer_bench import BEST, FILE, Bench

if TYPE_CHECKING:
    from pathlib import Path

DAY = """
[[days]]
name = "a rainy Monday"
customer = { anger = 60 }
texts = [{ scene = "finding", narration = "Rain on the roof." }]
"""
MOVES = ",".join(BEST)


@pytest.fixture
def bench(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Bench:
    """A bench with a scenario that has a second day, on which the customer comes with anger 60."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SIMULATOR_LIBRARY", raising=False)
    made = Bench(tmp_path, capsys).begun()
    made.write(FILE, made.read() + DAY)
    return made


class TestReplay:
    def test_a_day_is_played(self, bench: Bench) -> None:
        """The customer of the day is met, and the day and the edition of the rules stand in the answer."""
        first = bench.json("replay", FILE, "--moves", "listen")
        rainy = bench.json("replay", FILE, "--moves", "listen", "--day", "a rainy Monday")

        assert ("", 2, 38) == (first["day"], first["edition"], first["turns"][0]["anger"])
        assert ("a rainy Monday", 58) == (rainy["day"], rainy["turns"][0]["anger"])

    def test_what_became_of_the_need_is_told_at_the_end(self, bench: Bench) -> None:
        """Only a play that is over has it."""
        assert "need" not in bench.json("replay", FILE, "--moves", "listen")
        assert "met" == bench.json("replay", FILE, "--moves", MOVES)["need"]
        assert "need met" in bench.run("replay", FILE, "--moves", MOVES)[1]

    def test_people_are_told_the_day(self, bench: Bench) -> None:
        """The first line names it."""
        _, out, _ = bench.run("replay", FILE, "--moves", "listen", "--day", "a rainy Monday")

        assert 'On the day "a rainy Monday".' == out.splitlines()[0]

    def test_a_day_that_is_not_there_is_refused_with_those_that_are(self, bench: Bench) -> None:
        """One sentence lists the days, and the command could not be carried out."""
        for words in (("replay", FILE, "--moves", "listen"), ("test", FILE)):
            code, out, err = bench.run(*words, "--day", "sun")

            assert (Exit.FAILED, "") == (code, out)
            assert 'no day "sun"' in err
            assert '"a rainy Monday"' in err


class TestTests:
    def test_a_test_is_written_on_its_day_and_runs_on_it(self, bench: Bench) -> None:
        """The written test says the day, and passes with the figures of that day."""
        written = bench.json(
            *("test", FILE, "--write", "in the rain", "--moves", MOVES, "--day", "a rainy Monday")
        )

        assert "a rainy Monday" == tomli.loads(written["toml"])["tests"][0]["day"]
        assert (Exit.DONE, "") == bench.run("test", FILE)[:2]

    def test_a_failed_test_is_told_with_its_day(self, bench: Bench) -> None:
        """People and programs read on which day it failed."""
        test = '[[tests]]\nname = "t"\nday = "a rainy Monday"\nmoves = ["listen"]\nexpect = { anger = 38 }\n'
        bench.write(FILE, bench.read() + test)

        assert 'failed: t (on the day "a rainy Monday")' in bench.run("test", FILE)[1]
        *_, last = bench.json("test", FILE)["results"]
        assert ("a rainy Monday", {"anger": 58}) == (last["day"], last["actual"])

    def test_the_tests_of_one_day_alone(self, bench: Bench) -> None:
        """With a day only its tests are run, and with an empty one those of the first."""
        test = '[[tests]]\nname = "t"\nday = "a rainy Monday"\nmoves = ["listen"]\n'
        bench.write(FILE, bench.read() + test)

        def names(*words: str) -> list[str]:
            return [result["day"] for result in bench.json("test", FILE, *words)["results"]]

        assert {"", "a rainy Monday"} == set(names())
        assert ["a rainy Monday"] == names("--day", "a rainy Monday")
        assert {""} == set(names("--day", ""))

    def test_mutants_are_held_to_the_tests_of_every_day(self, bench: Bench) -> None:
        """A change that only a test of the second day notices is noticed."""
        before = bench.json("test", FILE, "--mutate")["files"][0]
        bench.run(
            *(
                "test",
                FILE,
                "--write",
                "x",
                "--moves",
                "listen,say-it-back,collect-today",
                "--day",
                "a rainy Monday",
            )
        )
        after = bench.json("test", FILE, "--mutate")["files"][0]

        assert before["tried"] == after["tried"]
        assert before["noticed"] < after["noticed"]
        assert Exit.FAILED == bench.run("test", FILE, "--mutate", "--day", "a rainy Monday")[0]


class TestDiff:
    def test_a_day_that_changed(self, bench: Bench) -> None:
        """Numbers, flags and words of a day are told one by one, as a trainer counts them."""
        old = bench.write("old.toml", bench.read())
        bench.edit("anger = 60", "anger = 50")
        bench.edit(
            'narration = "Rain on the roof." }',
            'narration = "Hail." }, { scene = "opening", part = 2, text = "No." }',
        )
        changes = bench.json("diff", str(old), FILE, "--no-prove")["changes"]

        assert [
            ("changed", 'days."a rainy Monday".customer', "anger 60", "anger 50"),
            (
                "changed",
                'days."a rainy Monday".texts."finding narration"',
                '"Rain on the roof."',
                '"Hail."',
            ),
            ("added", 'days."a rainy Monday".texts."opening part 2"', None, None),
        ] == [
            (change["kind"], change["path"], change["old"], change["new"])
            for change in changes
            if change["path"].startswith("days")
        ]

    def test_proofs(self, bench: Bench) -> None:
        """Each day that both versions have is proved, and its changes are told with its name."""
        bench.write("old.toml", bench.read())
        bench.edit("anger = 60", "anger = 90")
        words = ("diff", "old.toml", FILE, "--saves", "none")
        out = bench.run(*words)[1]
        assert 'on the day "a rainy Monday": best satisfaction: ' in out
        assert not any(line.startswith("best satisfaction") for line in out.splitlines())
        (day,) = bench.json(*words)["days"]
        assert "a rainy Monday" == day["day"]
        assert day["old"]["best"]["satisfaction"] > day["new"]["best"]["satisfaction"]
        bench.write("old.toml", bench.read().replace(DAY.replace("anger = 60", "anger = 90"), ""))
        assert [] == bench.json(*words)["days"]

    def test_a_day_that_came_or_went(self, bench: Bench) -> None:
        """It is named, without all it is made of."""
        bench.write("old.toml", bench.read().replace(DAY, ""))
        _, out, _ = bench.run("diff", "old.toml", FILE, "--no-prove")
        assert 'added: days."a rainy Monday"' in out
        _, out, _ = bench.run("diff", FILE, "old.toml", "--no-prove")
        assert 'removed: days."a rainy Monday"' in out


def test_a_copy_with_another_temperament_counts_the_tests_of_days(bench: Bench) -> None:
    """Tests of a day that fail in a copy are counted as those of the first are."""
    test = '[[tests]]\nname = "t"\nday = "a rainy Monday"\nmoves = ["listen"]\nexpect = { anger = 59 }\n'
    bench.write(FILE, bench.read() + test)
    code, out, _ = bench.run("new", "other", "--from", FILE)

    assert Exit.DONE == code
    assert "1 test in it no longer passes" in out


class TestProve:
    def test_each_day_is_proved(self, bench: Bench) -> None:
        """The first day stands where it always stood, the others follow it; an angrier day has a worse best play."""
        document = bench.json("prove", FILE)
        (rainy,) = document["days"]

        assert ("", "a rainy Monday") == (document["day"], rainy["day"])
        assert set(document) == {*rainy, "days"}
        assert rainy["best"]["satisfaction"] < document["best"]["satisfaction"]
        assert document["states"] == bench.json("prove", FILE, "--day", "")["states"]

    def test_one_day_alone(self, bench: Bench) -> None:
        """With --day its document stands alone, and people read which day it is."""
        document = bench.json("prove", FILE, "--day", "a rainy Monday")
        _, out, _ = bench.run("prove", FILE, "--day", "a rainy Monday")

        assert ("a rainy Monday", []) == (document["day"], document["days"])
        assert (
            'late-parcel on the day "a rainy Monday": proved for every play.' == out.splitlines()[0]
        )

    def test_a_day_that_is_not_there(self, bench: Bench) -> None:
        """It is refused with those that are."""
        code, out, err = bench.run("prove", FILE, "--day", "sun")

        assert (Exit.FAILED, "") == (code, out)
        assert '"a rainy Monday"' in err

    def test_what_only_a_later_day_has_is_found(self, bench: Bench) -> None:
        """`check --prove` names the day."""
        farm = (
            '[[scenes.finding.replies]]\nid = "again"\ntext = "x"\nwhen = "flag(\'free\')"\nevent = "fixed"\n'
            'note = "N."\nanswer = "y"\n'
        )
        text = bench.read().replace("[scenes.saved]", farm + "[scenes.saved]")
        bench.write(FILE, text + '[[days]]\nname = "free"\nsets = ["free"]\n')
        found = bench.json("check", "--prove", FILE)["problems"]

        (deed,) = [problem for problem in found if problem["rule"] == "repeated-deed"]
        assert deed["message"].startswith('On the day "free": This event can happen twice')
