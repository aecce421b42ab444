"""What a trainer makes of a file: pictures, comparisons and copies, with what they answer and write."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from simulator.cli import Exit
from simulator.cli.proofs import whole_proof
from simulator.cli.template_words import BY_CHANNEL, BY_TEMPERAMENT
from simulator.ruleset import TEMPERAMENTS
from simulator.scenario.library import load
from simulator.vocabulary import CHANNELS
from tests.support.docs import CLI_SECTIONS, blocks
from tests.support.trainer_bench import BEST, FILE, Bench

if TYPE_CHECKING:
    from simulator.prover.proof import Proof
    from simulator.scenario.model import Scenario


MADE_FOR = [
    (CHANNELS[(place + step) % len(CHANNELS)], temperament)
    for place, temperament in enumerate(TEMPERAMENTS)
    for step in (0, 3)
]
"""Each temperament on two channels, which are other ones each time: channels and temperaments change different words."""
ONLY_WORDS = "Only the wording has changed, so scores from the two versions can be compared.\n"


class TestGraph:
    HOSTILE = 'title = "end\\"]\\n}\\nclick s0 --> s1 <b>"'

    @pytest.mark.parametrize(
        ("format", "starts"), [("mermaid", "flowchart TD"), ("dot", "digraph")]
    )
    def test_a_hostile_title(self, bench: Bench, format: str, starts: str) -> None:
        """A title cannot end its label: the picture has as many lines as without it."""
        calm = bench.run("graph", FILE, "--format", format)[1]
        bench.edit('title = "Late parcel"', self.HOSTILE)
        code, out, err = bench.run("graph", FILE, "--format", format)

        assert (Exit.DONE, "") == (code, err)
        assert out.startswith(starts)
        pairs = zip(calm.split("\n"), out.split("\n"), strict=True)
        (changed,) = [line for old, line in pairs if old != line]
        node = r'  start (>"[^"<>]*"\]|\[shape=plaintext, label="(?:[^"\\]|\\.)*"\];)'
        assert re.fullmatch(node, changed.replace("start>", "start >"))

    def test_to_a_file(self, bench: Bench) -> None:
        """-o writes what would be printed, over what was there."""
        bench.write("p.dot", "old" * 10_000)
        printed = bench.run("graph", FILE, "--format", "dot")[1]

        assert (Exit.DONE, "", "") == bench.run("graph", FILE, "--format", "dot", "-o", "p.dot")
        assert printed == bench.read("p.dot")
        assert Exit.FAILED == bench.run("graph", FILE, "-o", "no/such/folder")[0]

    def test_the_schema_to_a_file(self, bench: Bench) -> None:
        """`schema -o` writes what would be printed, over what was there, and says why where it can't."""
        bench.write("scenario.schema.json", "old" * 10_000)
        printed = bench.run("schema")[1]

        assert (Exit.DONE, "", "") == bench.run("schema", "-o", "scenario.schema.json")
        assert printed == bench.read("scenario.schema.json")
        code, out, err = bench.run("schema", "-o", "no/such/folder")
        assert (Exit.FAILED, "") == (code, out)
        assert err.startswith('simulator: The schema couldn\'t be written to "no/such/folder": ')


class TestDiff:
    def test_two_files(self, bench: Bench) -> None:
        """What changed in the file and in the proofs, in sentences and in JSON."""
        text = bench.read()
        untested = text[: text.index("[[tests]]")]
        bench.write("new.toml", untested.replace('to = "saved"', 'to = "half"'))
        code, out, err = bench.run("diff", FILE, "new.toml", "--saves", "none")

        assert (Exit.DONE, "") == (code, err)
        lines = out.splitlines()
        assert 'changed: scenes.finding.replies.before-six.to: "saved" → "half"' in lines
        assert "ending saved: can no longer be reached" in lines
        assert any(re.fullmatch(r"best satisfaction: 63 → −?\d+", line) for line in lines)
        document = bench.json("diff", FILE, "new.toml", "--saves", "none")
        assert set(json.loads(blocks(CLI_SECTIONS["simulator diff"], "json")[0])) == set(document)
        assert (63, []) == (document["old"]["best"]["satisfaction"], document["saves"])
        assert document["scores_comparable"] is False
        assert (
            "More than the wording has changed, so scores from the two versions can't be compared."
            in lines
        )

    def test_without_proofs(self, bench: Bench) -> None:
        """--no-prove tells of the files alone."""
        bench.edit('to = "saved"', 'to = "half"', to="new.toml")
        document = bench.json("diff", FILE, "new.toml", "--no-prove", "--saves", "none")

        assert (None, None) == (document["old"], document["new"])
        assert ["scenes.finding.replies.before-six.to"] == [c["path"] for c in document["changes"]]

    def test_nothing_changed(self, bench: Bench) -> None:
        """Comments, blank lines and the order of scenes are no change."""
        text = bench.read()
        saved, half, tests = (
            text.index(mark) for mark in ("[scenes.saved]", "[scenes.half]", "[[tests]]")
        )
        moved = text[:saved] + "# moved\n\n" + text[half:tests] + text[saved:half] + text[tests:]
        bench.write("new.toml", moved)

        expected = (Exit.DONE, "Nothing has changed in meaning.\n", "")
        assert expected == bench.run("diff", FILE, "new.toml", "--saves", "none")

    def test_git_revisions(self, bench: Bench) -> None:
        """A version may be REVISION:PATH; what git does not have is told in a sentence."""
        bench.git("init", "-q")
        bench.git("add", FILE)
        bench.git("commit", "-q", "-m", "One")
        bench.edit("level = 2", "level = 3")
        words = ("--no-prove", "--saves", "none")

        told = bench.run("diff", f"HEAD:{FILE}", FILE, *words)[1]
        assert f"changed: level: 2 → 3\n{ONLY_WORDS}" == told
        told = bench.run("diff", FILE, f"HEAD:{FILE}", *words)[1]
        assert f"changed: level: 3 → 2\n{ONLY_WORDS}" == told
        for name in (f"HEAD~9:{FILE}", "HEAD:other.toml", f"--output=x:{FILE}", f":{FILE}"):
            code, _, err = bench.run("diff", "--no-prove", "--", name, FILE)
            assert (Exit.FAILED, 1) == (code, err.count("\n")), name
        assert not (bench.folder / "x").exists()

    def test_saved_plays(self, bench: Bench) -> None:
        """Each saved play of the scenario stands, or its first move that no longer applies is named."""
        bench.save("ann", BEST)
        bench.save("bea", ["busy-season", "tomorrow"])
        bench.save("cid", ["own-it"], scenario="hard-bread")
        bench.git("init", "-q")
        bench.git("add", FILE)
        bench.git("commit", "-q", "-m", "One")
        bench.edit('id = "tomorrow"', 'id = "day-after"')
        bench.write(FILE, bench.read().replace('"tomorrow"]', '"day-after"]'))
        words = ("diff", f"HEAD:{FILE}", FILE, "--no-prove", "--saves", "plays")

        out = bench.run(*words)[1].splitlines()
        assert {
            "saved play ann: still works",
            "saved play bea: move 2 (tomorrow) no longer applies",
        } == {line for line in out if line.startswith("saved play")}
        saves = {save["name"]: save["broken_at"] for save in bench.json(*words)["saves"]}
        assert {"ann": None, "bea": 1} == saves


def test_what_means_the_same_is_proved_once(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A comment more needs no second proof; a change of meaning does."""
    proved: list[str] = []

    def proves(scenario: Scenario) -> Proof:
        proved.append(scenario.id)
        return whole_proof(scenario)

    monkeypatch.setattr("simulator.cli.commands.diff.whole_proof", proves)
    same = bench.folder / "same" / FILE
    same.parent.mkdir()
    same.write_text(bench.read() + "# the end\n")
    document = bench.json("diff", FILE, str(same), "--saves", "none")
    assert (1, document["old"]) == (len(proved), document["new"])
    same.write_text(bench.read().replace("level = 2", "level = 3"))
    bench.run("diff", FILE, str(same), "--saves", "none")
    assert 3 == len(proved)


class TestNew:
    @pytest.mark.parametrize(("channel", "temperament"), MADE_FOR)
    def test_it_fits_the_channel_and_the_person(
        self, bench: Bench, channel: str, temperament: str
    ) -> None:
        """A file for another channel doesn't speak of the phone, and each has nothing against it: check, tests and proof."""
        words = ("--channel", channel, "--temperament", temperament)
        assert "pass" not in bench.run("new", "my-own", *words)[1]
        text = bench.read("my-own.toml")

        assert text.startswith("#:schema ./scenario.schema.json\nformat = 1\n")
        assert (channel == "phone") == ("phone" in text or "line crackles" in text)
        assert (Exit.DONE, "", "1 file, no errors, no warnings.\n") == bench.run(
            "check", "--prove", "my-own.toml"
        )
        assert (5, 0) == tuple(
            bench.json("test", "my-own.toml")[key] for key in ("passed", "failed")
        )

    def test_every_channel_and_temperament_has_words(self) -> None:
        """Only the phone and a steady customer are as the template has them."""
        assert list(CHANNELS) == list(BY_CHANNEL)
        assert set(TEMPERAMENTS) - {"steady"} == set(BY_TEMPERAMENT)

    def test_an_id_of_the_library(self, bench: Bench) -> None:
        """It is written, with a word that only its path leads to it."""
        code, _, err = bench.run("new", "day-45")
        assert (Exit.DONE, True) == (code, 'The library already has a scenario "day-45"' in err)
        assert "day-45.toml" in err
        assert "" == bench.run("new", "my-own")[2]

    def test_a_copy_of_a_file_with_the_line_of_the_schema(self, bench: Bench) -> None:
        """It isn't written twice."""
        bench.run("new", "my-own", "--from", FILE)
        assert 1 == bench.read("my-own.toml").count("#:schema")

    @pytest.mark.parametrize("temperament", TEMPERAMENTS)
    @pytest.mark.parametrize("source", ["day-45", "late-parcel.toml"])
    def test_only_what_is_asked_for_is_rewritten(
        self, bench: Bench, source: str, temperament: str
    ) -> None:
        """Title, channel and temperament are set; every other line is as it was."""
        channel = CHANNELS[len(temperament) % len(CHANNELS)]
        copied = ("--from", source)
        words = (*copied, "--channel", channel, "--temperament", temperament)
        assert Exit.DONE == bench.run("new", "my-own", *words)[0]
        assert Exit.DONE == bench.run("new", "plain", *copied)[0]

        made, same = bench.read("my-own.toml").split("\n"), bench.read("plain.toml").split("\n")
        changed = [new for old, new in zip(same, made, strict=True) if old != new]
        wanted = ['title = "My own"', f'channel = "{channel}"', f'temperament = "{temperament}"']
        assert [line for line in wanted if line not in same] == changed
        assert set(wanted) <= set(made)

    @pytest.mark.parametrize(
        "customer",
        ['customer = { name = "Ida" } # she', 'customer.name = "Ida" # she', '[customer]\nname = """Ida"""'],
    )  # fmt: skip
    @pytest.mark.parametrize("newline", ["\n", "\r\n"])
    def test_missing_keys_are_added(self, bench: Bench, customer: str, newline: str) -> None:
        """Keys that the source leaves out are added to their tables, and the schema's line to the file, in its line ends."""
        text = "\ufeff# first\ntitle = 'Quick' # one\nformat = 1\nstart = \"over\"\n"
        text += 'scenes.over = { says = "S", ending = "e", outcome = "full" }\n' + customer
        bench.write("quick.toml", text.replace("\n", newline))
        words = ("--from", "quick.toml", "--channel", "peer", "--temperament", "cynic")

        assert Exit.DONE == bench.run("new", "slow", *words)[0]
        scenario = load(bench.folder / "slow.toml").scenario
        assert scenario
        assert ("Slow", "peer", "Ida") == (scenario.title, scenario.channel, scenario.customer.name)
        assert TEMPERAMENTS["cynic"].anger == scenario.customer.anger
        assert bench.read("slow.toml").startswith(
            f'\ufeff#:schema ./scenario.schema.json{newline}# first{newline}title = "Slow" # one{newline}'
        )
        assert bench.read("slow.toml").count("\n") == bench.read("slow.toml").count(newline)

    def test_a_source_with_errors(self, bench: Bench) -> None:
        """Nothing is written where the source has errors, is not there, or a choice is none."""
        bench.edit('to = "finding"', 'to = "findin"', to="broken.toml")

        assert Exit.PROBLEMS == bench.run("new", "my-own", "--from", "broken.toml")[0]
        assert Exit.FAILED == bench.run("new", "my-own", "--from", "nowhere")[0]
        assert Exit.FAILED == bench.run("new", "my-own", "--channel", "pigeon")[0]
        assert Exit.FAILED == bench.run("new", "late-parcel", "--from", "day-45")[0]
        assert not (bench.folder / "my-own.toml").exists()

    def test_tests_that_no_longer_pass(self, bench: Bench) -> None:
        """A sentence says how many tests of a copy do not pass with another person."""
        out = bench.run("new", "my-own", "--from", FILE, "--temperament", "sunny")[1]

        assert bench.json("test", "my-own.toml")["failed"] > 0
        assert "change the expected result, as `simulator test my-own.toml` shows." in out
