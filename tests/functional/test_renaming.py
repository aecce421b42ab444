"""`simulator rename`: every name of every shipped file, and the command as a trainer uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator.cli import Exit
from simulator.cli.commands import rename
from simulator.scenario.library import scenario_files, shipped_folder
from simulator.scenario.parse import parse
from tests.support.renamed_model import Renamer, names_of
from tests.support.trainer_bench import BEST, FILE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.trainer_bench import Bench

SHIPPED = scenario_files(shipped_folder())
DONE = 'Renamed the {} "{}" to "{}" in {} places in late-parcel.toml.\n'


@pytest.mark.parametrize(
    ("at", "path"), list(enumerate(SHIPPED)), ids=lambda each: getattr(each, "stem", "")
)
def test_names_of_a_shipped_file(at: int, path: Path) -> None:
    """Each means the same after renaming, and comes back byte for byte: every sixth, because all of them take minutes."""
    data = path.read_bytes()
    scenario = parse(data, path.stem, path.name).scenario
    assert scenario is not None
    Renamer(data.decode(), scenario).there_and_back(names_of(scenario)[at % 6 :: 6])


class TestCommand:
    def test_each_kind(self, bench: Bench) -> None:
        """The file is as it was but for the name, and its tests still pass."""
        text = bench.read()
        text = text.replace(
            '"alternative"]\nwhen', '"alternative"]\npromises = ["call"]\nkeeps = ["call"]\nwhen'
        )
        bench.write(FILE, text)
        for kind, old, new, places in (
            ("scene", "finding", "search", 8),
            ("reply", "opening.say-it-back", "recap", 4),
            ("flag", "knows-birthday", "knows-son", 3),
        ):
            assert (Exit.DONE, DONE.format(kind, old, new, places), "") == bench.run(
                "rename", FILE, kind, old, new
            )
        code, out, _ = bench.run("rename", FILE, "promise", "call", "call-back")
        assert (Exit.DONE, True) == (code, "in 2 places in" in out)
        assert Exit.DONE == bench.run("test", FILE)[0]
        expected = text.replace('"finding"', '"search"').replace("scenes.finding", "scenes.search")
        expected = expected.replace("say-it-back", "recap").replace("knows-birthday", "knows-son")
        assert expected.replace('"call"', '"call-back"') == bench.read()

    def test_line_ends_and_a_byte_order_mark(self, bench: Bench) -> None:
        """They stay."""
        text = "\ufeff" + bench.read().replace("\n", "\r\n")
        bench.write(FILE, text)
        assert Exit.DONE == bench.run("rename", FILE, "scene", "half", "halfway")[0]
        expected = text.replace("scenes.half", "scenes.halfway").replace('"half"', '"halfway"')
        assert expected == bench.read()

    def test_saved_conversations(self, bench: Bench) -> None:
        """Those that have the name are told; those that don't, or didn't work before, aren't."""
        bench.save("with-it", BEST)
        bench.save("without-it", ["listen", "ask-number"])
        bench.save("broken-before", ["say-it-back", "nothing-like-it"])
        words = ("rename", FILE, "reply", "say-it-back", "recap", "--saves", "plays")
        document = bench.json(*words)
        assert ["with-it"] == document["saves"]
        assert ("late-parcel.toml", "reply", "opening.say-it-back", "opening.recap") == tuple(
            document[key] for key in ("file", "kind", "old", "new")
        )
        assert {"line": 30, "column": 7} == document["places"][0]
        bench.run("rename", FILE, "reply", "recap", "say-it-back")
        told = "These saved conversations use the old name and can no longer be resumed: with-it.\n"
        assert bench.run(*words)[1].endswith(told)

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ((FILE, "scene", "findin", "x"), 'There is no scene "findin". Did you mean "finding"?'),
            ((FILE, "scene", "finding", "half"), 'There is already a scene "half".'),
            ((FILE, "flag", "knows-birthday", "No"), '"No" isn\'t a valid name for a flag'),
            (("late-parcel", "scene", "half", "x"), 'Did you mean "late-parcel.toml"?'),
            ((".", "scene", "half", "x"), '"." is a folder, not a file.'),
            (("", "scene", "half", "x"), "The path is empty."),
            ((FILE, "place", "half", "x"), "It can be scene, reply, flag or promise."),
        ],
    )
    def test_what_is_refused(self, bench: Bench, words: tuple[str, ...], said: str) -> None:
        """One sentence says why, and the file stays as it is."""
        text = bench.read()
        code, out, err = bench.run("rename", *words)
        assert (Exit.FAILED, "", True) == (code, out, said in err)
        assert text == bench.read()

    def test_a_file_with_errors(self, bench: Bench) -> None:
        """It is mended first: what its names refer to isn't known."""
        bench.edit('to = "saved"', 'to = "nowhere"')
        text = bench.read()
        code, _, err = bench.run("rename", FILE, "scene", "half", "x")
        assert (Exit.PROBLEMS, True) == (code, "unknown-scene" in err or "nowhere" in err)
        assert text == bench.read()

    def test_a_guard_that_would_be_too_long(self, bench: Bench) -> None:
        """The error that the name would cause is said, and nothing is written."""
        bench.edit(
            "when = \"flag('knows-birthday')\"",
            f"when = \"flag('knows-birthday') and {'(' * 40}turns < 9{')' * 40}\"",
        )
        text = bench.read()
        code, _, err = bench.run("rename", FILE, "flag", "knows-birthday", "k" * 150)
        assert (Exit.FAILED, True) == (
            code,
            "The new name would cause an error in line 61: " in err,
        )
        assert text == bench.read()

    def test_a_file_saved_meanwhile(self, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
        """What the trainer saved in an editor is never written over."""
        text = bench.read()

        def save_in_the_editor(*_: object) -> list[object]:
            bench.write(FILE, text + "# newer\n")
            return []

        monkeypatch.setattr(rename, "saved_plays", save_in_the_editor)
        code, _, err = bench.run("rename", FILE, "scene", "half", "halfway")
        assert (Exit.FAILED, True) == (code, "was changed in the meantime" in err)
        assert text + "# newer\n" == bench.read()
