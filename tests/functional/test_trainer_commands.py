"""What a trainer asks of a file: prove, check and test, with what they answer and write."""

from __future__ import annotations

import json
import re

import pytest

from simulator.cli import Exit
from simulator.cli.commands.check import annotation
from simulator.scenario.checks import PROVE_RULES
from simulator.scenario.diagnostic import Diagnostic, Severity
from simulator.scenario.library import load
from tests.support.docs import CHECK_SECTIONS, CHECKS, CLI_SECTIONS, blocks
from tests.support.trainer_bench import BEST, FILE, Bench


def example(rule: str) -> str:
    """The example of a rule in docs/checks.md, as a whole file."""
    frame, *_ = blocks(CHECKS, "toml")
    (text,) = blocks(CHECK_SECTIONS[rule], "toml")
    return text if "format = 1" in text else frame.replace("# the example\n", text)


class TestProve:
    def test_sentences(self, bench: Bench) -> None:
        """The answer for people names endings, the best and worst play, and every habit."""
        code, out, err = bench.run("prove", FILE)

        lines = out.splitlines()
        assert Exit.DONE == code
        assert "late-parcel: proved for every play." == lines[0]
        assert "Ending saved in saved: shortest path listen, busy-season, before-six." in lines
        assert f"Best play: satisfaction 63, with the moves {', '.join(BEST)}." in lines
        assert "Traps: none." in lines
        habits = re.findall(r"(?m)^([A-Z][a-z ]+): ends in .+ satisfaction .+, quality .+\.$", out)
        always = [f"Always the {which} reply" for which in ("first", "last", "longest", "shortest")]
        assert [*always, "Merely polite", "Solving first", "Listening first"] == habits
        assert re.fullmatch(r"\d+ states, \d+ transitions, \d+\.\d s\.\n", err)

    def test_json_keys(self, bench: Bench) -> None:
        """The keys are those of the page, and the same figures come out each time."""
        documented = json.loads(blocks(CLI_SECTIONS["simulator prove"], "json")[0])
        first, again = bench.json("prove", FILE), bench.json("prove", FILE)

        assert set(documented) <= set(first)
        for key in ("endings", "policies"):
            assert set(documented[key][0]) == set(first[key][0]), key
        for key in ("best", "worst", "undecided"):
            assert set(documented[key]) == set(first[key]), key
        assert documented["endings"][0] == first["endings"][0]
        assert documented["best"] == first["best"]
        assert first | {"seconds": 0} == again | {"seconds": 0}

    def test_a_trap(self, bench: Bench) -> None:
        """A trap gives exit code 1, with the moves that lead there."""
        bench.write("trap.toml", example("trap"))
        code, out, _ = bench.run("prove", "trap.toml")

        assert Exit.PROBLEMS == code
        assert "Trap in waiting, after hold." in out.splitlines()
        traps = bench.json("prove", "trap.toml")["traps"]
        assert [{"scene": "waiting", "moves": ["hold"]}] == traps

    def test_max_turns(self, bench: Bench) -> None:
        """What can be reached does not depend on --max-turns; scores speak of plays so long only."""
        short, whole = bench.json("prove", FILE, "--max-turns", "1"), bench.json("prove", FILE)

        assert ([True, True], 1) == (
            [end["reachable"] for end in short["endings"]],
            short["max_turns"],
        )
        assert [None, None] == [ending["satisfaction"] for ending in short["endings"]]
        assert (True, False) == (short["longer_plays"], whole["longer_plays"])
        assert short["best"] is None

    @pytest.mark.parametrize("turns", ["201", "0", "-1", "many", ""])
    def test_max_turns_has_bounds(self, bench: Bench, turns: str) -> None:
        """A number of turns that nobody means is refused."""
        code, out, err = bench.run("prove", FILE, f"--max-turns={turns}")
        assert (Exit.FAILED, "") == (code, out)
        assert f"'{turns}' isn't a number from 1 to 200" in err

    def test_timed(self, bench: Bench) -> None:
        """Under the clock silence is a move, and whoever says nothing is left."""
        calm, timed = bench.json("prove", FILE), bench.json("prove", FILE, "--timed")

        assert ["saved", "half-solved"] == [ending["ending"] for ending in calm["endings"]]
        (left,) = [ending for ending in timed["endings"] if ending["scene"] is None]
        assert ("walked-out", True) == (left["ending"], left["reachable"])
        assert "silence" in left["shortest"]
        assert (False, True) == (calm["timed"], timed["timed"])


class TestCheck:
    @pytest.mark.parametrize("rule", PROVE_RULES)
    def test_what_a_proof_finds(self, bench: Bench, rule: str) -> None:
        """Each rule is found with --prove, once, at its line, and not without."""
        bench.write("example.toml", example(rule))
        plain, proved = (
            bench.json("check", "example.toml"),
            bench.json("check", "--prove", "example.toml"),
        )

        assert rule not in {problem["rule"] for problem in plain["problems"]}
        (found,) = [problem for problem in proved["problems"] if problem["rule"] == rule]
        line = example(rule).splitlines()[found["line"] - 1]
        assert found["path"].split(".")[-1].split("[")[0] in line
        code = Exit.PROBLEMS if proved["errors"] else Exit.DONE
        assert code == bench.run("check", "--prove", "example.toml")[0]

    def test_a_comment_accepts_a_giveaway(self, bench: Bench) -> None:
        """A comment behind the title or above it accepts the warning, and is not itself reported without --prove."""
        text, comment = (
            example("giveaway-longest"),
            "# simulator: ignore giveaway-longest It is tiny.",
        )
        title = 'title = "An example"'
        for accepted in (f"{title}  {comment}", f"{comment}\n{title}"):
            bench.write("example.toml", text.replace(title, accepted))
            for words in (("check", "--prove"), ("check",)):
                rules = {
                    problem["rule"] for problem in bench.json(*words, "example.toml")["problems"]
                }
                assert not rules & {"giveaway-longest", "unused-ignore"}

    def test_a_comment_that_accepts_nothing(self, bench: Bench) -> None:
        """A comment about what the proof does not find is reported with --prove."""
        bench.edit("title =", "# simulator: ignore giveaway-longest It was once.\ntitle =")

        assert [] == bench.json("check", FILE)["problems"]
        proved = bench.json("check", "--prove", FILE)["problems"]
        assert ["unused-ignore"] == [problem["rule"] for problem in proved]

    def test_annotations(self, bench: Bench) -> None:
        """Each problem is one line; signs that mean something in a property are escaped."""
        bench.edit('to = "finding"', 'to = "100%, a:b"', to="a,b 5%:c.toml")
        code, out, err = bench.run("check", "--github", "a,b 5%:c.toml")

        assert (Exit.PROBLEMS, "") == (code, err)
        lines = out.splitlines()
        assert all(line.startswith(("::error file=", "::warning file=")) for line in lines)
        assert lines[0].startswith("::error file=a%2Cb 5%25%3Ac.toml,line=")
        assert '"100%25, a:b"' in lines[0]

    def test_an_annotation_stays_one_line(self) -> None:
        """Line breaks are escaped in the message and in the file's name; the message keeps its commas."""
        problem = Diagnostic("r", Severity.WARNING, "a\r\nb", 3, 4, "", "50 %, a:\nb", "So.")

        assert "::warning file=a%0D%0Ab,line=3,col=4,title=r::50 %25, a:%0Ab So." == annotation(
            problem
        )


class TestWriteTests:
    def test_a_test_of_that_name_is_there(self, bench: Bench) -> None:
        """Two tests of one name couldn't be told apart, so nothing is written."""
        words = ("test", FILE, "--write", "t", "--moves", "listen")
        assert Exit.DONE == bench.run(*words)[0]
        before = bench.read()
        code, _, err = bench.run(*words)

        assert (Exit.FAILED, before) == (code, bench.read())
        assert f'{FILE} already has a test "t". Choose another name.' in " ".join(err.split())

    def test_from_moves(self, bench: Bench) -> None:
        """A test is added to the end of the file as it was, and passes."""
        before = bench.read()
        code, out, _ = bench.run("test", FILE, "--write", 'say "yes"', "--moves", ",".join(BEST))

        assert Exit.DONE == code
        assert bench.read().startswith(before)
        *_, test = load(bench.folder / FILE).scenario.tests  # type: ignore[union-attr]
        assert ('say "yes"', BEST) == (test.name, list(test.moves))
        assert ["ending", "outcome", "band", "satisfaction", "qa"] == [
            e.figure for e in test.expect
        ]
        assert out.endswith(bench.read()[len(before) :].lstrip())
        assert 6 == bench.json("test", FILE)["passed"]

    def test_from_a_saved_play(self, bench: Bench) -> None:
        """A play that has not ended is expected to be where it stands."""
        bench.save("ann", BEST[:2])
        words = ("test", FILE, "--write", "as Ann", "--play", "ann", "--saves", "plays")
        document = bench.json(*words)

        assert (FILE, "as Ann", BEST[:2]) == tuple(
            document[key] for key in ("file", "test", "moves")
        )
        assert 'ending = "", scene = "finding", band = "calm", mood = 16' in document["toml"]
        assert bench.read().endswith(f"\n\n{document['toml']}\n")
        assert 6 == bench.json("test", FILE)["passed"]

    def test_the_play_of_another_scenario(self, bench: Bench) -> None:
        """The save of another scenario is refused, and nothing is written."""
        bench.save("ann", BEST, scenario="day-45")
        before = bench.read()
        words = ("test", FILE, "--write", "t", "--saves", "plays", "--play")

        assert Exit.FAILED == bench.run(*words, "ann")[0]
        assert Exit.PROBLEMS == bench.run("test", FILE, "--write", "t", "--moves", "hum")[0]
        assert before == bench.read()

    def test_a_play_that_is_not_there(self, bench: Bench) -> None:
        """It says which one is missing, and what is near or how to find the others."""
        words = ("test", FILE, "--write", "t", "--saves", "plays", "--play")
        assert (
            Exit.FAILED,
            "",
            "simulator: There is no saved conversation called 'ann' in plays. `simulator saves` lists them.\n",
        ) == bench.run(*words, "ann")
        bench.save("ann", BEST)

        assert bench.run(*words, "anne")[2].endswith("in plays. Did you mean ann?\n")

    def test_nothing_is_asked_where_nothing_can_be_written(
        self, bench: Bench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A move that is nearly right isn't worth a question if one after it can't be made."""
        asked: list[str] = []

        def refuse(question: str) -> bool:
            asked.append(question)
            return False

        monkeypatch.setattr("simulator.cli.write_test.can_ask", lambda: True)
        monkeypatch.setattr("simulator.cli.write_test.confirmed", refuse)
        words = ("test", FILE, "--write", "t", "--moves")
        near = BEST[1][:-1]

        assert "Move 3: " in bench.run(*words, f"{BEST[0]},{near},hum")[2]
        assert [] == asked
        assert "Move 2: " in bench.run(*words, f"{BEST[0]},{near}")[2]
        assert [f'There is no reply "{near}". Use {BEST[1]}?'] == asked

    @pytest.mark.parametrize("ending", ["", "\r\n", "\n# the end"])
    def test_the_end_of_the_file(self, bench: Bench, ending: str) -> None:
        """A file whose last line is not ended, or is a comment, takes a test as well."""
        bench.write(FILE, bench.read().rstrip("\n") + ending)

        assert Exit.DONE == bench.run("test", FILE, "--write", "t", "--moves", "listen")[0]
        assert 6 == bench.json("test", FILE)["passed"]

    def test_tests_in_an_inline_list(self, bench: Bench) -> None:
        """A file whose tests stand in an inline list cannot take a table, and is left as it is."""
        text = bench.read()
        text = text[: text.index("[[tests]]")].replace(
            "clock = 30\n", 'clock = 30\ntests = [{ moves = ["listen"] }]\n'
        )
        bench.write(FILE, text)
        code, _, err = bench.run("test", FILE, "--write", "t", "--moves", "listen")

        assert (Exit.FAILED, 1) == (code, err.count("\n"))
        assert text == bench.read()


class TestTest:
    def test_a_file_with_errors(self, bench: Bench) -> None:
        """Of a file that cannot be read the first error is shown, not a warning that stands above it."""
        bench.edit('to = "finding"', 'to = "findin"')
        bench.edit(
            'skills = ["reflect", "own"]', 'skills = ["reflect", "own"]\nsets = ["never-read"]'
        )
        code, out, _ = bench.run("test", FILE)

        assert Exit.PROBLEMS == code
        assert "[unknown-scene]" in out.splitlines()[0]


class TestMutate:
    def test_what_one_starts_from_is_well_tested(self, bench: Bench) -> None:
        """It shows how: most changes are noticed."""
        (file,) = bench.json("test", FILE, "--mutate")["files"]
        assert file["score"] >= 70

    def test_survivors(self, bench: Bench) -> None:
        """Text and JSON name the same changes, at the lines where they would be made."""
        (file,) = bench.json("test", FILE, "--mutate")["files"]
        code, out, _ = bench.run("test", FILE, "--mutate")
        *lines, last = out.splitlines()

        documented = json.loads(blocks(CLI_SECTIONS["simulator test"], "json")[1])["files"][0]
        assert documented | {"survivors": 0} == file | {"survivors": 0}
        assert documented["survivors"][0] in file["survivors"]
        assert (
            f"{FILE}: {file['noticed']} of {file['tried']} changes noticed ({file['score']}%)."
            == last
        )
        told = [re.sub(r":\d+: no test notices", "", line) for line in lines]
        assert told == [
            f"{FILE}:{s['line']}: {s['change']} ({s['path']})" for s in file["survivors"]
        ]
        assert Exit.DONE == code
        text = bench.read().splitlines()
        for survivor in file["survivors"]:
            key = survivor["path"].split(".")[-1].split("[")[0]
            assert text[survivor["line"] - 1].startswith(key)

    def test_failing_tests_come_first(self, bench: Bench) -> None:
        """A file whose tests fail is not mutated, and the exit code says so."""
        bench.edit('ending = "saved", mood', 'ending = "half-solved", mood')
        code, out, err = bench.run("test", FILE, "--mutate")

        assert (Exit.PROBLEMS, "", 1) == (code, out, err.count("\n"))
