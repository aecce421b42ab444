"""An editor as the server sees one: a process of the program, and pygls's own client at its standard input and output."""

from __future__ import annotations

import asyncio
import sys
import threading
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from tests.support.patience import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

URI = "file:///work/play.toml"


class Editor:
    """One editor with one server; what it is sent is kept, and waited for by what it says."""

    def __init__(
        self, *encodings: str, snippets: bool = False, command: tuple[str, ...] = ()
    ) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._news = threading.Condition()
        self.published: list[types.PublishDiagnosticsParams] = []
        self.shown: list[str] = []
        self.client = LanguageClient("editor", "1")
        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(
            lambda sent: self._publish(sent)
        )
        self.client.feature(types.WINDOW_SHOW_MESSAGE)(lambda sent: self._show(sent))
        self.texts: dict[str, str] = {}
        self._versions: dict[str, int] = {}
        words = command or (sys.executable, "-m", "simulator", "lsp", "--stdio")
        self.run(self.client.start_io(*words))
        self.answer: types.InitializeResult = self.run(
            self.client.initialize_async(
                types.InitializeParams(
                    capabilities=capabilities(encodings, snippets=snippets), process_id=None
                )
            )
        )
        self.client.initialized(types.InitializedParams())

    @property
    def process(self) -> asyncio.subprocess.Process:
        """The server's process."""
        server = self.client._server
        assert server is not None
        return server

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Wait for something that the client does."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    def leave(self) -> int | None:
        """Shut the server down as editors do, and return its exit code."""
        self.run(self.client.shutdown_async(None))
        self.client.exit(None)
        return self.close()

    def close(self) -> int | None:
        """Wait until the server's process has ended, and return its exit code."""
        code: int | None = self.run(self.process.wait())
        self.run(self.client.stop())  # type: ignore[no-untyped-call]
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()
        return code

    def hang_up(self) -> None:
        """Close the server's input, as an editor that is killed."""
        writer = self.process.stdin
        assert writer is not None
        self._loop.call_soon_threadsafe(writer.close)

    def send(self, raw: str) -> None:
        """Write something to the server as it is."""
        writer = self.process.stdin
        assert writer is not None
        self._loop.call_soon_threadsafe(writer.write, raw.encode())

    def open(self, text: str, uri: str = URI) -> None:
        """Open a file; its version is one that it never had before."""
        version = self._versions.get(uri, 0) + 1
        self.texts[uri], self._versions[uri] = text, version
        item = types.TextDocumentItem(uri, "toml", version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, text: str, uri: str = URI) -> int:
        """Change a file's text, as by typing; return its version."""
        self.texts[uri] = text
        self._versions[uri] += 1
        version = self._versions[uri]
        at = types.VersionedTextDocumentIdentifier(version, uri)
        whole = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(at, [whole]))
        return version

    def change_part(self, span: types.Range, words: str, uri: str = URI) -> None:
        """Change a part of a file's text, as editors do that pass over what the server asked for."""
        self.texts[uri] = self.apply([types.TextEdit(span, words)], uri)
        self._versions[uri] += 1
        at = types.VersionedTextDocumentIdentifier(self._versions[uri], uri)
        part = types.TextDocumentContentChangePartial(span, words)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(at, [part]))

    def shut(self, uri: str = URI) -> None:
        """Close a file."""
        at = types.TextDocumentIdentifier(uri)
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(at))

    def save(self, uri: str = URI) -> None:
        """Save a file."""
        at = types.TextDocumentIdentifier(uri)
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(at))

    def problems(
        self, fits: Callable[[list[types.Diagnostic]], bool] | None = None, uri: str = URI
    ) -> list[types.Diagnostic]:
        """Wait for the problems of a file's present version that fit, by default the first, and return them."""

        def found() -> list[types.Diagnostic] | None:
            for sent in reversed(self.published):
                if sent.uri == uri and sent.version == self._versions[uri]:
                    problems = list(sent.diagnostics)
                    if fits is None or fits(problems):
                        return problems
            return None

        with self._news:
            if not self._news.wait_for(lambda: found() is not None, PATIENCE):
                raise AssertionError(f"what came last: {self.published[-1:]}")
            problems = found()
            assert problems is not None
            return problems

    def until(self, holds: Callable[[Editor], bool]) -> None:
        """Wait until something holds of what was sent."""
        with self._news:
            assert self._news.wait_for(lambda: holds(self), PATIENCE)

    def at(self, words: str, after: int = 0, uri: str = URI) -> types.Position:
        """Return the position `after` characters into some words of the text, or behind them for -1."""
        text = self.texts[uri]
        assert 1 == text.count(words), f"{words!r} is there {text.count(words)} times"
        return position_of(text, text.index(words) + (len(words) if after < 0 else after))

    def complete(self, where: types.Position, uri: str = URI) -> list[types.CompletionItem]:
        """Ask for completion."""
        at = types.TextDocumentIdentifier(uri)
        answer = self.run(
            self.client.text_document_completion_async(types.CompletionParams(at, where))
        )
        return list(answer.items) if answer else []

    def hover(self, where: types.Position, uri: str = URI) -> str:
        """Ask what a thing is, and return the words; empty ones where there are none."""
        at = types.TextDocumentIdentifier(uri)
        answer = self.run(self.client.text_document_hover_async(types.HoverParams(at, where)))
        return answer.contents.value if answer else ""

    def ask(self, name: str, params: Any) -> Any:
        """Send a request by its method in pygls, as in `text_document_rename`, and return the answer."""
        return self.run(getattr(self.client, f"{name}_async")(params))

    def places(self, name: str, where: types.Position, uri: str = URI) -> list[str]:
        """Ask where the name at a position is made or used, and return the lines of the places."""
        at = types.TextDocumentIdentifier(uri)
        params: Any = types.DefinitionParams(at, where)
        if name == "text_document_references":
            params = types.ReferenceParams(types.ReferenceContext(True), at, where)
        lines = self.texts[uri].split("\n")
        return [lines[found.range.start.line].strip() for found in self.ask(name, params)]

    def words_at(self, span: types.Range, uri: str = URI) -> str:
        """Return the text of a range."""
        text = self.texts[uri]
        return text[offset_of(text, span.start) : offset_of(text, span.end)]

    def apply(self, edits: list[types.TextEdit], uri: str = URI) -> str:
        """Return the text after some edits that don't overlap."""
        text = self.texts[uri]
        for edit in sorted(edits, key=lambda edit: offset_of(text, edit.range.start), reverse=True):
            start, end = offset_of(text, edit.range.start), offset_of(text, edit.range.end)
            text = text[:start] + edit.new_text + text[end:]
        return text

    def _publish(self, sent: types.PublishDiagnosticsParams) -> None:
        with self._news:
            self.published.append(sent)
            self._news.notify_all()

    def _show(self, sent: types.ShowMessageParams) -> None:
        with self._news:
            self.shown.append(sent.message)
            self._news.notify_all()


def capabilities(encodings: tuple[str, ...], *, snippets: bool) -> types.ClientCapabilities:
    """Return what an editor can do: the encodings that it prefers, in order, and whether it knows snippets."""
    item = types.ClientCompletionItemOptions(snippet_support=snippets)
    completion = types.CompletionClientCapabilities(completion_item=item)
    return types.ClientCapabilities(
        text_document=types.TextDocumentClientCapabilities(completion=completion),
        general=types.GeneralClientCapabilities(position_encodings=list(encodings) or None),
    )


def position_of(text: str, offset: int) -> types.Position:
    """Return the position of an offset counted in UTF-16."""
    before = text[:offset]
    return types.Position(before.count("\n"), units(before.rpartition("\n")[2]))


def units(words: str) -> int:
    """Return how many characters of UTF-16 some words have."""
    return len(words.encode("utf-16-le")) // 2


def offset_of(text: str, at: types.Position) -> int:
    """Return the offset of a position counted in UTF-16."""
    start = 0
    for _ in range(at.line):
        start = text.index("\n", start) + 1
    line = text[start:].partition("\n")[0]
    return start + len(line.encode("utf-16-le")[: 2 * at.character].decode("utf-16-le"))
