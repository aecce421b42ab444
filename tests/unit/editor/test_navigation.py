"""Where names are made and used, the outline beside the text, renaming, and the changes that mend problems."""

from __future__ import annotations

import pytest

from simulator.editor.document import Document
from simulator.editor.fixes import all_changes, changes_at
from simulator.editor.navigation import NodeKind, definitions_at, outline_nodes, references_at
from simulator.editor.problems import Problem, problems_of
from simulator.editor.renaming import edits_for, renamed_at
from simulator.scenario.edit import Edit, apply_edits
from simulator.scenario.parse import parse
from simulator.scenario.rename import CannotRename
from tests.support.editor_text import PLAY, document_of


def at(words: str, within: int = 0, text: str = PLAY) -> tuple[Document, int]:
    """Return a document and the offset a number of characters into some words of it."""
    assert 1 == text.count(words), text.count(words)
    return document_of(text), text.index(words) + within


def lines(spans: list[tuple[int, int]], text: str = PLAY) -> list[str]:
    """Return the lines that spans are on."""
    return [text[:end].rpartition("\n")[2] + text[end:].partition("\n")[0] for _, end in spans]


class TestPlaces:
    @pytest.mark.parametrize(
        ("words", "within", "made"),
        [
            ('to = "later"', 8, "[scenes.later]"),
            ('start = "opening"', 12, "[scenes.opening]"),
            ("chose('opening.shrug')", 10, "[scenes.opening]"),
            ("chose('opening.shrug')", 18, 'id = "shrug"'),
            ("flag('told')", 8, 'says = [{ text = "It is late.", sets = ["told"], speaker = "Ben" }, "Again."]'),
            ('keeps = ["ring"]', 11, 'promises = ["ring"]'),
            ('{ ending = "settled" }', 13, 'ending = "settled"'),
        ],
    )  # fmt: skip
    def test_where_it_is_made(self, words: str, within: int, made: str) -> None:
        """A name leads to the place where it comes into being."""
        assert [made] == lines(definitions_at(*at(words, within)))

    def test_a_move_leads_to_the_scene_it_is_made_in(self) -> None:
        """Both scenes have a reply of that id; the first move is in one, the second in the other."""
        moves = '["listen", "recap", "recap"]'
        first, second = (definitions_at(*at(moves, within)) for within in (13, 22))

        assert PLAY.index('id = "recap"') + 6 == first[0][0]
        assert PLAY.rindex('id = "recap"') + 6 == second[0][0]
        assert 1 == len(first) == len(second)

    def test_a_move_of_a_file_with_errors_leads_to_each(self) -> None:
        """Without a scenario it isn't known which is meant."""
        text = PLAY.replace('start = "opening"', "start = ")
        assert 2 == len(definitions_at(*at('["listen", "recap", "recap"]', 13, text)))

    def test_where_it_is_used(self) -> None:
        """The uses of a promise, with the place where it is made and without; and every reply with a skill."""
        place = at('keeps = ["ring"]', 11)
        assert ['keeps = ["ring"]'] == lines(references_at(*place, with_definitions=False))
        assert 2 == len(references_at(*place, with_definitions=True))
        assert ['skills = ["commit"]'] == lines(
            references_at(*at('skills = ["commit"]', 12), with_definitions=True)
        )

    def test_nothing_is_where_no_name_is(self) -> None:
        """Free text leads nowhere."""
        assert [] == definitions_at(*at('"That happens."', 4))
        assert [] == references_at(*at('"That happens."', 4), with_definitions=True)


class TestOutline:
    def test_what_is_in_it(self) -> None:
        """The customer, the scenes with their replies, endings as such, and the tests by name."""
        nodes = outline_nodes(document_of(PLAY))
        shown = [(node.kind, node.name, [child.name for child in node.children]) for node in nodes]

        assert [
            (NodeKind.CUSTOMER, "Ada Brown", []),
            (NodeKind.SCENE, "opening", ["recap", "shrug"]),
            (NodeKind.SCENE, "later", ["recap", "close"]),
            (NodeKind.ENDING, "over", []),
            (NodeKind.TEST, "heard", []),
        ] == shown

    def test_names_lie_within_their_entries(self) -> None:
        """Editors refuse an outline where they don't; also in a text with a reply before its scene."""
        for text in (PLAY, '[[scenes.a.replies]]\nid = ""\n[scenes.a]\n[[tests]]\n[customer]\n'):
            nodes = outline_nodes(Document(f"format = 1\n{text}", "late"))
            everything = [*nodes, *(child for node in nodes for child in node.children)]
            assert [] == [
                node.name
                for node in everything
                if not node.span[0] <= node.name_span[0] <= node.name_span[1] <= node.span[1]
            ]

    def test_other_toml_has_none(self) -> None:
        """An editor's own outline of a project file isn't mixed with ours."""
        assert [] == outline_nodes(Document('[tests]\nname = "x"\n[project]\n', "pyproject"))


class TestRenaming:
    @pytest.mark.parametrize(
        ("words", "within", "new", "places"),
        [
            ('to = "later"', 8, "much-later", 4),
            ('id = "shrug"', 7, "wave-away", 2),
            ("flag('told')", 8, "knows", 2),
            ('keeps = ["ring"]', 11, "call", 2),
            ('{ ending = "settled" }', 13, "done", 2),
            ('["listen", "recap", "recap"]', 22, "ring-them", 2),
        ],
    )
    def test_it_is_renamed_wherever_it_is(
        self, words: str, within: int, new: str, places: int
    ) -> None:
        """The file is as valid as before, and no other place changes."""
        edits = edits_for(*at(words, within), new)
        text = apply_edits(PLAY, edits)

        assert places == len(edits)
        assert () == parse(text.encode(), "late", "late").diagnostics

    @pytest.mark.parametrize(
        ("words", "within", "places"),
        [('to = "later"', 8, 4), ('id = "shrug"', 7, 2), ("flag('told')", 8, 2)],
    )
    def test_a_file_with_errors(self, words: str, within: int, places: int) -> None:
        """Names are still known while a line is half typed."""
        text = PLAY.replace('start = "opening"', "start = ")
        edits = edits_for(*at(words, within, text), "new-name")
        assert places == len(edits)

    @pytest.mark.parametrize(
        ("new", "why"),
        [
            ("Later On", '"Later On" isn\'t a valid name for a scene'),
            ("over", 'There is already a scene "over".'),
            ("", '"" isn\'t a valid name for a scene'),
            ("listen", '"listen" is reserved'),
        ],
    )
    def test_a_name_that_cannot_be_given(self, new: str, why: str) -> None:
        """The reason is a sentence, with and without errors in the file."""
        for text in (PLAY, PLAY.replace('start = "opening"', "start = ")):
            with pytest.raises(CannotRename, match=why):
                edits_for(*at('to = "later"', 8, text), new)

    @pytest.mark.parametrize(
        ("words", "within"), [('"That happens."', 4), ('skills = ["commit"]', 12), ("title", 2)]
    )
    def test_what_has_no_name_of_the_file(self, words: str, within: int) -> None:
        """Free text, words of the rules and keys can't be renamed."""
        place = at(words, within)
        assert None is renamed_at(*place)
        assert [] == edits_for(*place, "other")

    def test_a_byte_order_mark(self) -> None:
        """Places count it."""
        text = "\ufeff" + PLAY
        edits = edits_for(*at('to = "later"', 8, text), "much-later")
        assert text.replace("later]", "much-later]").replace("later.", "much-later.").replace(
            '"later"', '"much-later"'
        ) == apply_edits(text, edits)


class TestProblems:
    def test_a_problem_is_at_its_key_or_value(self) -> None:
        """Also behind a byte order mark, and at the end of the text."""
        for mark in ("", "\ufeff"):
            text = mark + PLAY.replace('temperament = "firecracker"', 'temperamnt = "firecracker"')
            (problem,) = found(text)
            assert "temperamnt" == text[slice(*problem.span)]

    def test_every_problem_has_a_character(self) -> None:
        """What is missing at the end of a line or of the file is marked at what is there."""
        for text in ("format = ", "format = 1\n[scenes.a]\nsays = ", "format = 1\ntitle = \n"):
            assert [] == [p for p in found(text) if p.span[0] >= p.span[1] or p.span[1] > len(text)]

    def test_a_long_value_is_marked_on_its_first_line(self) -> None:
        """A list that lacks its end doesn't turn the whole file red."""
        text = PLAY.replace("once = true", 'routes = [\n  { when = "anger", to = "over" },\n]')
        (problem,) = found(text)
        assert "\n" not in text[slice(*problem.span)]

    def test_other_toml_has_none(self) -> None:
        """A project file isn't a scenario with mistakes."""
        assert [] == found('[project]\nname = "x"\n')


class TestFixes:
    def test_a_problem_is_mended_where_it_is(self) -> None:
        """The change has a name that says what it does."""
        text = PLAY.replace('to = "later"', 'to = "latter"')
        problems = found(text)
        offset = text.index("latter")
        (change,) = changes_at(problems, text, (offset, offset))

        assert 'Change "latter" to "later"' == change.title
        assert PLAY == apply_edits(text, change.edits)
        assert [] == changes_at(problems, text, (0, 3))

    def test_all_at_once(self) -> None:
        """Several problems are mended by one change, those apart that touch the same place."""
        text = PLAY.replace('to = "later"', 'to = "latter"').replace("commit", "comit")
        change = all_changes(found(text))
        assert change is not None
        assert "Fix 2 problems in this file" == change.title
        assert PLAY == apply_edits(text, change.edits)

        twice = [Problem((0, 1), True, "a", "", edits=(Edit(0, 2, new),)) for new in ("x", "y")]
        assert None is all_changes(twice)


def found(text: str) -> list[Problem]:
    """Return the problems of a text."""
    document = Document(text, "late")
    return problems_of(parse(document.data, "late", "late").diagnostics, document)
