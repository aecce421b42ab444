"""`simulator lsp` as an editor uses it: a process, and a real client of the protocol at its standard input and output."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from simulator.cli import Exit, main
from tests.support.commands import BREAD
from tests.support.editor import Editor

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
CLEAN = BREAD.replace('answer = "No!" }', 'answer = "No!", once = true }')
OTHER_TOML = '[tool.poetry]\nname = "x"\nstart = 3\n'


pytestmark = pytest.mark.xdist_group("editor")


@pytest.fixture(scope="module")
def server() -> Iterator[Editor]:
    """An editor that counts in UTF-16, as most do, with one server for all tests: to start one takes seconds."""
    editor = Editor()
    yield editor
    assert (0, []) == (editor.leave(), editor.shown)


@pytest.fixture
def editor(server: Editor) -> Iterator[Editor]:
    """The editor without an open file."""
    yield server
    server.shut()


class TestProblems:
    def test_they_come_while_one_types(self, editor: Editor) -> None:
        """A file without problems has none; a misspelt scene is one at its name, with its rule; put right, it is gone."""
        editor.open(CLEAN)
        assert [] == editor.problems()

        editor.change(CLEAN.replace('to = "later"', 'to = "latter"'))
        (problem,) = editor.problems()
        assert '"latter"' == editor.words_at(problem.range)
        assert ("unknown-scene", "simulator") == (problem.code, problem.source)
        assert types.DiagnosticSeverity.Error == problem.severity
        assert problem.message.endswith('Did you mean "later"?')
        assert problem.code_description is not None
        assert problem.code_description.href.endswith("docs/checks.md#unknown-scene")

        editor.change(CLEAN)
        assert [] == editor.problems()

    def test_a_warning_about_what_can_go_is_faded(self, editor: Editor) -> None:
        """A flag that nothing reads is a warning with the tag for what isn't needed."""
        editor.open(CLEAN.replace('id = "shrug",', 'id = "shrug", sets = ["noted"],'))
        (problem,) = editor.problems(bool)

        assert "flag-never-read" == problem.code
        assert types.DiagnosticSeverity.Warning == problem.severity
        assert [types.DiagnosticTag.Unnecessary] == list(problem.tags or ())

    @pytest.mark.parametrize(
        ("encodings", "start"),
        [((), 21), (("utf-16",), 21), (("utf-8", "utf-16"), 24), (("utf-32",), 20)],
    )
    def test_places_are_counted_as_the_editor_counts(
        self, encodings: tuple[str, ...], start: int
    ) -> None:
        """Behind an emoji and a combining letter, the columns are those of the encoding that was agreed on."""
        editor = Editor(*encodings)
        editor.open('format = 1\n[scenes]\na = { says = "e\u0301\U0001f600", to = "" }\n')

        places = [found.range for found in editor.problems() if found.code == "unknown-key"]
        editor.leave()

        assert [types.Range(types.Position(2, start), types.Position(2, start + 2))] == places

    def test_other_toml_is_left_alone(self, editor: Editor) -> None:
        """A project file that an editor opens with the same server gets no problems and no completion."""
        editor.open(OTHER_TOML)
        assert [] == editor.problems()
        assert [] == editor.complete(editor.at("start = ", 2))

    def test_a_closed_file_has_no_problems(self, editor: Editor) -> None:
        """Closing a file takes its problems off the editor's list."""
        editor.open("format = 2\n")
        assert editor.problems()

        editor.shut()
        editor.until(lambda editor: not editor.published[-1].diagnostics)


class TestProcess:
    """The server's process: how it begins and ends, whatever the editor does."""

    def test_an_editor_that_leaves_without_a_word(self) -> None:
        """The server ends with the pipe to it, and its exit code says that nothing was agreed."""
        editor = Editor()
        editor.hang_up()
        assert 1 == editor.close()

    def test_an_exit_without_a_shutdown(self) -> None:
        """The protocol wants another exit code then."""
        editor = Editor()
        editor.client.exit(None)
        assert 1 == editor.close()

    def test_words_that_are_no_message(self) -> None:
        """What can't be read is passed over: the next request is answered, and nothing is shown."""
        editor = Editor()
        editor.open(CLEAN)
        for body in ("{", "[]", "3", '{"jsonrpc": "2.0", "method": "textDocument/hover", "id": 7}'):
            editor.send(f"Content-Length: {len(body)}\r\n\r\n{body}")
        editor.send("Nonsense: yes\r\n\r\n")

        assert "temperament" not in editor.hover(editor.at("level", 1))
        assert editor.hover(editor.at("level", 1)).startswith("**level**")
        assert (0, []) == (editor.leave(), editor.shown)

    def test_nothing_is_read_that_is_not_open(self, tmp_path: Path) -> None:
        """A request about a file that isn't open is answered with nothing, whatever is at its address."""
        (tmp_path / "other.toml").write_text(BREAD)
        editor = Editor()
        for uri in ((tmp_path / "other.toml").as_uri(), "file:///dev/zero", "untitled:1", "", "x"):
            assert [] == editor.complete(types.Position(0, 0), uri)
            assert "" == editor.hover(types.Position(0, 1), uri)
        assert (0, []) == (editor.leave(), editor.shown)

    def test_a_terminal_is_no_editor(self) -> None:
        """A trainer who types the command is told what it is for."""
        import os
        import pty

        ours, theirs = pty.openpty()
        with os.fdopen(ours), os.fdopen(theirs) as terminal:
            ran = subprocess.run(
                [sys.executable, "-m", "simulator", "lsp"],
                stdin=terminal,
                capture_output=True,
                text=True,
                timeout=60,
            )
        assert (Exit.FAILED, "") == (ran.returncode, ran.stdout)
        assert "An editor starts this command" in ran.stderr

    def test_without_the_package(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """One sentence says what to install."""
        monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)

        assert Exit.FAILED == main(["lsp"])
        assert (
            "simulator: The editor server needs the package pygls, which isn't installed. "
            "Add it to the simulator's environment: pip install 'pygls>=2.1,<3'.\n"
        ) == capsys.readouterr().err
