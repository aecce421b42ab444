"""`simulator lsp` as an editor uses it: a process, and a real client of the protocol at its standard input and output."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from simulator.cli import Exit, main
from tests.support.amounts import cases
from tests.support.commands import BREAD
from tests.support.editor import URI, Editor, position_of
from tests.support.patience import PATIENCE
from tests.support.typist import stops

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
TYPED = sorted((ROOT / "tests" / "data" / "editor").glob("*.toml"))
SHIPPED = sorted((ROOT / "scenarios").glob("*.toml"))
PIECES = [
    "",
    "",
    '"',
    "'",
    '"""',
    "[",
    "]",
    "[[",
    "{",
    "}",
    "=",
    "\n",
    ".",
    "#",
    "to = ",
    "\U0001f600",
    "e\u0301",
]
CLEAN = BREAD.replace('answer = "No!" }', 'answer = "No!", once = true }')
OTHER_TOML = '[tool.poetry]\nname = "x"\nstart = 3\n'


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

    def test_a_part_of_the_text_may_change(self, editor: Editor) -> None:
        """Editors that send parts are understood, also behind signs that UTF-16 counts twice."""
        editor.open(CLEAN.replace("Good day.", "Good day. \U0001f600\U0001f600"))
        ending = '\U0001f600\U0001f600", ending = "settled", outcome = "full"'
        start, end = editor.at(ending, ending.index("full")), editor.at(ending, len(ending) - 1)
        editor.change_part(types.Range(start, end), "fulll")

        assert ['"fulll"'] == [editor.words_at(found.range) for found in editor.problems()][:1]

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


BROKEN = CLEAN.replace('to = "later" },', 'to = "').replace("format = 1", "format = ")
"""The file while an end of a reply is being typed: two lines can't be read."""


class TestWriting:
    """What helps with the next word, in a valid file and while a line is half typed."""

    @pytest.mark.parametrize("text", [CLEAN, BROKEN], ids=["valid", "broken"])
    def test_completion(self, editor: Editor, text: str) -> None:
        """Names of the file and words of the rules, each with what it means; keys that aren't there yet."""
        editor.open(text)
        where = editor.at('keeps = ["', -1)
        (promise,) = editor.complete(where)
        assert ("ask-the-baker", "in opening") == (promise.label, promise.detail)

        skills = {item.label: item for item in editor.complete(editor.at('skills = ["own', -1))}
        documentation = skills["reflect"].documentation
        assert isinstance(documentation, types.MarkupContent)
        assert "With Ida Holm: anger −2, heard +12, trust +4." in documentation.value

        keys = [item.label for item in editor.complete(editor.at("nudge = ", 0))]
        assert {"nudge", "enough", "hold"} <= set(keys)
        assert "says" not in keys

    def test_what_is_taken_is_written(self, editor: Editor) -> None:
        """A scene is written in the place of what was typed of it, with its quotes."""
        text = CLEAN.replace('to = "later" },', "to = la },")
        editor.open(text)
        items = editor.complete(editor.at("to = la", -1))
        (edit,) = [item.text_edit for item in items if item.label == "later"]

        assert isinstance(edit, types.TextEdit)
        assert CLEAN == editor.apply([edit])

    def test_snippets_only_for_editors_that_have_them(self, editor: Editor) -> None:
        """Others get the same text without a place for the cursor."""
        plain = [item.text_edit.new_text for item in self.reply_keys(editor) if item.text_edit]
        assert [] == [text for text in plain if "$0" in text]

        other = Editor(snippets=True)
        marked = [item for item in self.reply_keys(other) if item.label == "routes"]
        other.leave()
        assert types.InsertTextFormat.Snippet == marked[0].insert_text_format
        assert marked[0].text_edit is not None
        assert 'routes = [{ when = "$0", to = "" \\}]' == marked[0].text_edit.new_text

    def reply_keys(self, editor: Editor) -> list[types.CompletionItem]:
        """The keys that a new reply is offered."""
        editor.open("format = 1\n[[scenes.opening.replies]]\nid = 'x'\n")
        return editor.complete(types.Position(3, 0))

    @pytest.mark.parametrize("text", [CLEAN, BROKEN], ids=["valid", "broken"])
    def test_hover(self, editor: Editor, text: str) -> None:
        """The figures of the rules for this customer, and what a key means."""
        editor.open(text)
        assert "With Ida Holm: anger −8, heard +2, trust +10" in editor.hover(
            editor.at('"Here is a fresh one, and the baker knows.", skills = ["so', -1)
        )
        assert editor.hover(editor.at("nudge", 2)).startswith("**nudge**\n\nWhat is said")

    @pytest.mark.parametrize("text", [CLEAN, BROKEN], ids=["valid", "broken"])
    def test_going_to_a_name(self, editor: Editor, text: str) -> None:
        """A scene, a reply, a flag and a promise lead to where they are made, and from there to their uses."""
        editor.open(text)
        made = "text_document_definition"
        assert [
            'over = { says = "Good day.", ending = "settled", outcome = "full" }'
        ] == editor.places(made, editor.at('event = "fixed", to = "over",\n', 24))
        (line,) = editor.places(made, editor.at('moves = ["listen", "swap"]', 21))
        assert line.startswith('{ id = "swap", text = "Bought today?')
        assert 2 == len(editor.places("text_document_references", editor.at("flag('today')", 8)))
        assert 2 == len(editor.places("text_document_references", editor.at('keeps = ["ask', -1)))

    def test_the_outline(self, editor: Editor) -> None:
        """The scenes with their replies, for the list beside the text."""
        editor.open((ROOT / "scenarios" / "day-45.toml").read_text("utf-8"))
        at = types.TextDocumentIdentifier(URI)
        nodes = editor.ask("text_document_document_symbol", types.DocumentSymbolParams(at))

        assert "Josie Tranter" == nodes[0].name
        assert "opening" == nodes[1].name
        assert "so-sorry" == nodes[1].children[0].name

    @pytest.mark.parametrize("text", [CLEAN, BROKEN], ids=["valid", "broken"])
    def test_renaming(self, editor: Editor, text: str) -> None:
        """A promise gets another name wherever it is; a name that can't be given is refused with the reason."""
        editor.open(text)
        at, where = types.TextDocumentIdentifier(URI), editor.at('keeps = ["ask', -1)
        ready = editor.ask("text_document_prepare_rename", types.PrepareRenameParams(at, where))
        assert "ask-the-baker" == ready.placeholder == editor.words_at(ready.range)

        edit = editor.ask("text_document_rename", types.RenameParams(at, where, "tell-the-baker"))
        assert text.replace("ask-the-baker", "tell-the-baker") == editor.apply(edit.changes[URI])
        with pytest.raises(JsonRpcException, match="isn't a valid name for a promise"):
            editor.ask("text_document_rename", types.RenameParams(at, where, "Tell the baker"))

    def test_mending(self, editor: Editor) -> None:
        """A problem with one obvious end is mended where it is, and all of them at once."""
        text = CLEAN.replace('to = "later"', 'to = "latter"').replace('"dismiss"', '"dismis"')
        editor.open(text)
        editor.problems(lambda problems: len(problems) == 2)
        at, where = types.TextDocumentIdentifier(URI), editor.at('"latter', -1)
        params = types.CodeActionParams(at, types.Range(where, where), types.CodeActionContext([]))
        fix, everything = editor.ask("text_document_code_action", params)

        assert 'Change "latter" to "later"' == fix.title
        assert text.replace("latter", "later") == editor.apply(fix.edit.changes[URI])
        assert CLEAN == editor.apply(everything.edit.changes[URI])


def is_proved(problems: list[types.Diagnostic]) -> bool:
    """Whether problems have what only a proof can find."""
    return any(problem.code == "never-offered" for problem in problems)


class TestFromNothing:
    """Whole scenarios, typed with the server's help."""

    def test_there_are_two(self) -> None:
        """Each has twelve scenes."""
        scenes = [path.read_text("utf-8").count("\n[scenes.") for path in TYPED]
        assert [12, 12] == scenes

    @pytest.mark.parametrize("path", TYPED, ids=lambda path: path.stem)
    def test_twelve_scenes(self, editor: Editor, path: Path) -> None:
        """Every key, header and word is offered where it is wanted, every name from its second use on; the file is in order."""
        text = path.read_text("utf-8")
        taken = 0
        editor.open("")
        for stop in stops(text):
            editor.change(stop.text)
            offset = len(stop.before)
            items = editor.complete(position_of(stop.text, offset))
            found = [item.text_edit for item in items if item.label == stop.label]
            assert found or stop.new, f"{stop.label!r} after {stop.before[-60:]!r}"
            if found:
                assert isinstance(found[0], types.TextEdit)
                assert editor.apply([found[0]]).startswith(stop.written)
                taken += 1
        assert taken > 350

        editor.change(text)
        editor.save()
        assert [] == editor.problems()

    @pytest.mark.parametrize("path", TYPED, ids=lambda path: path.stem)
    def test_everything_in_it_is_explained(self, editor: Editor, path: Path) -> None:
        """Hover says something about every key, every word of the rules, and every name that is made somewhere."""
        text = path.read_text("utf-8")
        editor.open(text)
        silent = [
            stop.label
            for stop in stops(text)
            if not stop.label.startswith("[")
            and not editor.hover(position_of(text, len(stop.before) + 1))
        ]
        assert [] == silent


class TestProof:
    def test_it_comes_after_a_pause(self, editor: Editor) -> None:
        """A reply that no play can be offered is found without a command; a test that changes needs no new proof."""
        text = CLEAN.replace("when = \"flag('today')\"", "when = \"flag('today') and anger > 99\"")
        editor.open(text)
        found = {str(problem.code): problem for problem in editor.problems(is_proved)}
        assert types.DiagnosticSeverity.Error == found["never-offered"].severity
        assert '"swap"' == editor.words_at(found["never-offered"].range)

        editor.change(text.replace("listening first", "first"))
        assert is_proved(editor.problems())

        editor.change(CLEAN)
        assert [] == editor.problems(lambda problems: not problems)

    def test_a_saved_file_is_proved_at_once(self, editor: Editor) -> None:
        """Saving doesn't wait for the pause."""
        text = CLEAN.replace("when = \"flag('today')\"", "when = \"flag('today') and anger > 98\"")
        editor.open(text)
        editor.save()
        assert editor.problems(is_proved)


class TestHostile:
    """Whatever is in a file, the server answers and shows nothing."""

    @pytest.mark.parametrize(
        "text",
        [
            "x = 1\n" * 170_000,
            "format = 1\n[scenes]\n" + "a = " + "[" * 500_000,
            "format = 1\n" + 'a = """' * 100_000,
            "format = 1\n" + "\n".join(f"[scenes.s{n}]\nsays = 'A'" for n in range(20_000)),
            "format = 1\n[scenes.a]\nsays='A'\non_silence='b'\n[scenes.b]\nsays='B'\non_silence='a'\n",
            "format = 1\ntitle = \"\ud800 \u0000 \u202e\"\n[customer]\nname = '\udfff'\n",
            "\ufeffformat = 1\r\ntitle = 'x'\r\r\n\x0b\x0c\x85\u2028",
        ],
        ids=["long", "deep", "quotes", "scenes", "circle", "surrogates", "lines"],
    )
    def test_a_hostile_file(self, editor: Editor, text: str) -> None:
        """Problems come, and every question about it has an answer."""
        editor.open(text)
        editor.problems()
        at = types.TextDocumentIdentifier(URI)
        for where in (types.Position(0, 3), types.Position(2, 4), types.Position(10**6, 10**6)):
            editor.complete(where)
            editor.hover(where)
            editor.ask("text_document_definition", types.DefinitionParams(at, where))
            editor.ask("text_document_prepare_rename", types.PrepareRenameParams(at, where))
        editor.ask("text_document_document_symbol", types.DocumentSymbolParams(at))

    @pytest.mark.parametrize("seed", range(cases(4)))
    def test_questions_anywhere_while_a_file_is_damaged(self, editor: Editor, seed: int) -> None:
        """Random changes to a shipped file, and a question at a random place after each: no answer is an error."""
        print("seed", seed)
        draw = random.Random(seed)
        text = draw.choice(SHIPPED).read_text("utf-8")
        editor.open(text)
        at = types.TextDocumentIdentifier(URI)
        nowhere = types.CodeActionContext([])
        for _ in range(25):
            start = draw.randrange(len(text))
            end = min(len(text), start + draw.choice((0, 0, 1, 5, 200)))
            text = text[:start] + draw.choice(PIECES) + text[end:]
            editor.change(text)
            line = draw.randrange(text.count("\n") + 2)
            where = types.Position(line, draw.randrange(90))
            editor.complete(where)
            editor.hover(where)
            for name, params in (
                ("definition", types.DefinitionParams(at, where)),
                ("references", types.ReferenceParams(types.ReferenceContext(True), at, where)),
                ("document_highlight", types.DocumentHighlightParams(at, where)),
                ("prepare_rename", types.PrepareRenameParams(at, where)),
                ("code_action", types.CodeActionParams(at, types.Range(where, where), nowhere)),
                ("document_symbol", types.DocumentSymbolParams(at)),
            ):
                editor.ask(f"text_document_{name}", params)
        editor.problems()


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
                timeout=PATIENCE,
            )
        assert (Exit.FAILED, "") == (ran.returncode, ran.stdout)
        assert "An editor starts this command" in ran.stderr

    @pytest.mark.parametrize("missing", ["pygls", "pygls.lsp.server", "lsprotocol"])
    def test_without_the_package(
        self, missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """One sentence says what to install."""
        for name in list(sys.modules):
            if name == "simulator.editor.server" or name.startswith(f"{missing}."):
                monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, missing, None)

        assert Exit.FAILED == main(["lsp"])
        assert (
            "simulator: The editor server needs version 2 of the package pygls, which isn't installed. "
            "Add it to the simulator's environment: pip install 'pygls>=2.1,<3'.\n"
        ) == capsys.readouterr().err
