"""Tests of names changed in the text of a scenario: everywhere they are used, and nowhere else."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from simulator.scenario.edit import apply_edits
from simulator.scenario.library import scenario_files, shipped_folder
from simulator.scenario.parse import parse
from simulator.scenario.rename import (
    CannotRename,
    Renaming,
    edits,
    is_only_renamed,
    resolve,
)
from simulator.scenario.toml_errors.read import read
from simulator.vocabulary import NameKind
from tests.reference.random_scenarios import random_document
from tests.reference.toml_text import to_toml
from tests.support.amounts import cases
from tests.support.docs import blocks, page
from tests.support.renamed_model import Renamer, names_of, scenes_of_all_moves

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.scenario.model import Scenario

SHIPPED = scenario_files(shipped_folder())


def scenario_of(text: str) -> Scenario:
    """The scenario of a text without errors."""
    reading = parse(text.encode(), "t", "t.toml")
    assert reading.scenario is not None, reading.diagnostics
    return reading.scenario


def renamed(text: str, kind: NameKind, old: str, new: str) -> str:
    """A text with a name changed, as the command does it."""
    scenario = scenario_of(text)
    renaming = resolve(scenario, kind, old, new)
    made_in = scenes_of_all_moves(scenario)
    after = apply_edits(text, edits(text, scenario, renaming, made_in))
    before, document = read(text), read(after)
    assert isinstance(before, dict)
    assert isinstance(document, dict)
    assert is_only_renamed(before, document, scenario, renaming, made_in)
    return after


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_file(path: Path) -> None:
    """Some names mean the same after renaming, and come back byte for byte; test_renaming.py takes more of them."""
    text = path.read_text("utf-8")
    scenario = scenario_of(text)
    names = names_of(scenario)
    some = random.Random(path.stem).sample(names, min(6, len(names)))
    Renamer(text, scenario).there_and_back(some)


@pytest.mark.parametrize("seed", range(cases(60)))
def test_a_random_file(seed: int) -> None:
    """Every name means the same after renaming, whatever the file uses."""
    text = to_toml(random_document(random.Random(seed)))
    scenario = scenario_of(text)
    Renamer(text, scenario).there_and_back(names_of(scenario))


def test_the_complete_example() -> None:
    """The page's example has every key, so every name of it is renamed wherever one can be written."""
    (text,) = [
        block
        for block in blocks(page("scenario-format.md"), "toml")
        if "[[tests]]" in block and "format = 1" in block
    ]
    scenario = scenario_of(text)
    Renamer(text, scenario).there_and_back(names_of(scenario))


STRANGE = """\
format = 1
title = "The opening opening"
start = 'opening'
customer = { name = "Kim" }

[ scenes . 'opening' ]
says = [ { text = "opening", sets = ["opening"] } ]   # opening
[[scenes."opening".replies]]
id = '''opening'''
text = "opening"
when = \"\"\"
not flag("opening") and not chose( 'opening.opening' )\"\"\"
to = "end"
[scenes.end]
says = "opening"
ending = "opening"
outcome = "full"
# simulator: ignore long-text "opening" and opening.opening, but not the opening itself
# simulator: ignore long-text opening.opening's place
[[tests]]
name = "opening"
moves = ["opening"]
expect = { ending = "opening", scene = "end" }
"""


class TestStrange:
    """One word names a scene, a reply, a flag and an ending, and stands in texts and comments."""

    def changed(self, kind: NameKind, old: str) -> list[str]:
        """The lines that a renaming changes, as they are then."""
        text = STRANGE.replace("\n", "\r\n")
        after = renamed(text, kind, old, "new")
        assert after.count("\r\n") == after.count("\n") == text.count("\n")
        pairs = zip(text.split("\r\n"), after.split("\r\n"), strict=True)
        return [line for old_line, line in pairs if old_line != line]

    def test_the_scene(self) -> None:
        """Headers and dotted keys keep their quotes and blanks."""
        assert [
            "start = 'new'",
            "[ scenes . 'new' ]",
            '[[scenes."new".replies]]',
            'not flag("opening") and not chose( \'new.opening\' )"""',
            '# simulator: ignore long-text "opening" and new.opening, but not the opening itself',
            "# simulator: ignore long-text new.opening's place",
        ] == self.changed(NameKind.SCENE, "opening")

    def test_the_reply(self) -> None:
        """Its id, guards that ask for it, and the moves of tests."""
        assert [
            "id = '''new'''",
            'not flag("opening") and not chose( \'opening.new\' )"""',
            '# simulator: ignore long-text "opening" and opening.new, but not the opening itself',
            "# simulator: ignore long-text opening.new's place",
            'moves = ["new"]',
        ] == self.changed(NameKind.REPLY, "opening")

    def test_the_flag(self) -> None:
        """Where it is set and asked for."""
        assert [
            'says = [ { text = "opening", sets = ["new"] } ]   # opening',
            'not flag("new") and not chose( \'opening.opening\' )"""',
        ] == self.changed(NameKind.FLAG, "opening")

    def test_a_name_in_a_reason(self) -> None:
        """It is renamed in quotes if nothing else has it; a word of the sentence never is."""
        text = STRANGE.replace('to = "end"', "to = \"end\"\n# simulator: ignore x 'end' at the end")
        assert "# simulator: ignore x 'new' at the end" in renamed(
            text, NameKind.SCENE, "end", "new"
        )

    def test_dotted_keys(self) -> None:
        """Each key that leads through the scene's name changes; what an inline table holds, too."""
        text = (
            'format = 1\ntitle = "T"\nstart = "a"\ncustomer.name = "Kim"\nscenes.a.says = "…"\n'
            'scenes."a".replies = [{ id = "b", text = "…", to = "c" }]\n'
            'scenes.c = { says = "…", ending = "a", outcome = "full" }\n'
        )
        after = renamed(text, NameKind.SCENE, "a", "new")
        assert 'start = "new"' in after
        assert 'scenes.new.says = "…"\nscenes."new".replies' in after
        assert 'scenes.other = { says = "…", ending = "a"' in renamed(
            text, NameKind.SCENE, "c", "other"
        )

    def test_a_hash_in_a_text(self) -> None:
        """It begins no comment."""
        text = STRANGE.replace('says = "opening"', 'says = "# simulator: ignore x opening.opening"')
        assert 'says = "# simulator: ignore x opening.opening"' in renamed(
            text, NameKind.REPLY, "opening", "new"
        )


SAME_ID = """\
format = 1
title = "T"
start = "one"
[customer]
name = "Kim"
[scenes.one]
says = "…"
replies = [ { id = "ok", text = "A", to = "two" }, { id = "no", text = "B", to = "two" } ]
[scenes.two]
says = "…"
replies = [ { id = "ok", text = "C", to = "end" } ]
[scenes.end]
says = "…"
ending = "end"
outcome = "full"
[[tests]]
moves = ["ok", "ok"]
[[tests]]
moves = ["listen", "ok", "no"]
"""


class TestTwoScenesWithOneId:
    def test_moves_of_tests(self) -> None:
        """Only those made in the reply's scene change; of one that no play comes to it isn't known."""
        after = renamed(SAME_ID, NameKind.REPLY, "two.ok", "fine")
        assert 'moves = ["ok", "fine"]\n[[tests]]\nmoves = ["listen", "ok", "no"]' in after
        after = renamed(SAME_ID, NameKind.REPLY, "no", "never")
        assert 'moves = ["listen", "ok", "never"]' in after

    @pytest.mark.parametrize(
        ("kind", "old", "new", "message", "hint"),
        [
            (
                "reply",
                "ok",
                "fine",
                'More than one scene has a reply "ok".',
                "Use one.ok or two.ok.",
            ),
            ("reply", "one.okk", "x", 'There is no reply "one.okk".', 'Did you mean "one.ok"?'),
            ("reply", "one.ok", "no", 'There is already a reply "one.no".', "Choose another name."),
            ("reply", "one.ok", "one.ok", 'The reply "one.ok" already has that name.', None),
            ("scene", "one", "two", 'There is already a scene "two".', "Choose another name."),
            ("flag", "x", "y", 'There is no flag "x".', "This file has no flags."),
            (
                "reply",
                "no",
                "silence",
                '"silence" is reserved and can\'t be used as the name of a reply.',
                "Choose another name.",
            ),
        ],
    )
    def test_what_is_refused(
        self, kind: str, old: str, new: str, message: str, hint: str | None
    ) -> None:
        """One sentence says why, and a hint what to do."""
        with pytest.raises(CannotRename) as caught:
            resolve(scenario_of(SAME_ID), NameKind(kind), old, new)
        assert (message, hint) == (caught.value.message, caught.value.hint)

    def test_another_scene_may_have_the_name(self) -> None:
        """A reply's id need only be unique in its scene."""
        assert Renaming(NameKind.REPLY, "two.ok", "no") == resolve(
            scenario_of(SAME_ID), NameKind.REPLY, "two.ok", "two.no"
        )
