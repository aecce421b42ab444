"""The editor server: the Language Server Protocol over standard input and output, by pygls.

It decides nothing: each request is answered by a function of the newest text. A fault is written to the log and answered with
nothing, so that an editor never shows a traceback; a file that isn't open is never read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from simulator import __version__
from simulator.editor import protocol
from simulator.editor.checker import Checker
from simulator.editor.completion import offers_at
from simulator.editor.document import Document
from simulator.editor.fixes import all_changes, changes_at
from simulator.editor.hover import hover_at
from simulator.editor.line_index import Encoding, LineIndex
from simulator.editor.navigation import definitions_at, outline_nodes, references_at
from simulator.editor.renaming import edits_for, renamed_at
from simulator.records.log_file import logger_of
from simulator.scenario.rename import CannotRename

if TYPE_CHECKING:
    from simulator.editor.checker import Pace
    from simulator.editor.problems import Problem

LOG = logger_of("editor")
Handler = Callable[["EditorServer", Any], Any]
REQUEST_FAILED = -32803
"""The protocol's code for a request that is right in itself but can't be done."""
TRIGGERS = ['"', "'", "[", "(", "."]
"""Signs after which an editor asks for completion by itself."""


def serve(pace: Pace | None = None) -> int:
    """Serve one editor until it leaves; return the exit code: 0 if it said that it would."""
    server = EditorServer(pace)
    # What is printed by accident must not get into the protocol, and the protocol's end must not close stdout.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    server.start_io(sys.stdin.buffer, out)
    return 0 if server.was_shut_down else 1


class EditorServer(LanguageServer):
    """The server with what it knows of the editor's files."""

    def __init__(self, pace: Pace | None = None) -> None:
        super().__init__(
            "simulator", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full
        )
        self.was_shut_down = False
        self.checker = Checker(self.publish, pace)
        for method, (handler, options) in _HANDLERS.items():
            self.feature(method, options)(_guard(handler, self))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Write a fault to the log; what an editor would show of it helps no trainer."""
        LOG.error("The editor's message could not be handled (%s)", source.__name__, exc_info=error)

    def lines(self, document: Document) -> LineIndex:
        """Return the lines of a text in the encoding that was agreed on."""
        encoding = self.workspace.position_encoding or Encoding.UTF16
        return LineIndex(document.text, Encoding(str(getattr(encoding, "value", encoding))))

    @property
    def takes_snippets(self) -> bool:
        """Whether the editor can put the cursor somewhere in what it inserts."""
        text = self.client_capabilities.text_document
        item = text.completion.completion_item if text and text.completion else None
        return bool(item and item.snippet_support)

    def publish(
        self, uri: str, version: int | None, document: Document, problems: list[Problem]
    ) -> None:
        """Send the problems of a file."""
        lines = self.lines(document)
        found = [protocol.diagnostic(problem, lines) for problem in problems]
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, found, version=version)
        )


class _NotOpenError(Exception):
    """A request about a file that the editor hasn't opened here."""


def _guard(handler: Handler, server: EditorServer) -> Callable[[Any], Any]:
    """Return a handler for one server that answers with nothing where it fails, and writes why to the log."""

    def answer(params: Any) -> Any:
        try:
            return handler(server, params)
        except _NotOpenError:
            return None
        except CannotRename as error:
            raise JsonRpcException(str(error), REQUEST_FAILED) from None
        except Exception:
            LOG.exception("A request could not be answered")
            return None

    return answer


def _on_open(server: EditorServer, params: types.DidOpenTextDocumentParams) -> None:
    item = params.text_document
    server.checker.change(item.uri, item.text, _id_of(item.uri), item.version)


def _on_change(server: EditorServer, params: types.DidChangeTextDocumentParams) -> None:
    uri = params.text_document.uri
    document = server.checker.document(uri)
    if document is None:
        return
    for change in params.content_changes:
        document = _with_change(server, document, change)
    server.checker.change(uri, document.text, document.id, params.text_document.version)


def _with_change(
    server: EditorServer, document: Document, change: types.TextDocumentContentChangeEvent
) -> Document:
    """Return a document after a change: a new text, which is what the server asks for, or a new part of it."""
    text = change.text
    if isinstance(change, types.TextDocumentContentChangePartial):
        start, end = (
            server.lines(document).offset(place.line, place.character)
            for place in (change.range.start, change.range.end)
        )
        text = document.text[:start] + text + document.text[max(start, end) :]
    return Document(text, document.id, document.scenario)


def _on_save(server: EditorServer, params: types.DidSaveTextDocumentParams) -> None:
    server.checker.save(params.text_document.uri)


def _on_close(server: EditorServer, params: types.DidCloseTextDocumentParams) -> None:
    server.checker.close(params.text_document.uri)


def _shut_down(server: EditorServer, _params: Any) -> None:
    server.was_shut_down = True
    server.checker.close_all()


def _completion(server: EditorServer, params: types.CompletionParams) -> types.CompletionList:
    document, offset = _place(server, params)
    lines = server.lines(document)
    items = [
        protocol.completion_item(offer, place, lines, snippets=server.takes_snippets)
        for place, offer in enumerate(offers_at(document, offset))
    ]
    return types.CompletionList(is_incomplete=False, items=items)


def _hover(server: EditorServer, params: types.HoverParams) -> types.Hover | None:
    document, offset = _place(server, params)
    found = hover_at(document, offset)
    return None if found is None else protocol.hover(found, server.lines(document))


def _definition(server: EditorServer, params: types.DefinitionParams) -> list[types.Location]:
    document, offset = _place(server, params)
    return _locations(server, params, document, definitions_at(document, offset))


def _references(server: EditorServer, params: types.ReferenceParams) -> list[types.Location]:
    document, offset = _place(server, params)
    everything = params.context.include_declaration
    spans = references_at(document, offset, with_definitions=everything)
    return _locations(server, params, document, spans)


def _highlights(
    server: EditorServer, params: types.DocumentHighlightParams
) -> list[types.DocumentHighlight]:
    document, offset = _place(server, params)
    lines = server.lines(document)
    spans = references_at(document, offset, with_definitions=True)
    return [types.DocumentHighlight(protocol.range_of(span, lines)) for span in spans]


def _prepare_rename(
    server: EditorServer, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    document, offset = _place(server, params)
    mention = renamed_at(document, offset)
    if mention is None:
        return None
    span = protocol.range_of((mention.start, mention.end), server.lines(document))
    return types.PrepareRenamePlaceholder(span, mention.name)


def _rename(server: EditorServer, params: types.RenameParams) -> types.WorkspaceEdit | None:
    document, offset = _place(server, params)
    found = edits_for(document, offset, params.new_name)
    if not found:
        return None
    changes = protocol.text_edits(found, server.lines(document))
    return types.WorkspaceEdit(changes={params.text_document.uri: changes})


def _fixes(server: EditorServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    uri = params.text_document.uri
    document = _document(server, uri)
    lines = server.lines(document)
    start, end = (
        lines.offset(place.line, place.character)
        for place in (params.range.start, params.range.end)
    )
    problems = server.checker.problems(uri)
    found = changes_at(problems, document.text, (start, end))
    everything = all_changes(problems)
    if everything is not None:
        found.append(everything)
    wanted = params.context.only
    actions = [protocol.quick_fix(change, uri, lines) for change in found]
    return [action for action in actions if _is_wanted(action, wanted)]


def _is_wanted(action: types.CodeAction, wanted: Sequence[str] | None) -> bool:
    """Return whether an editor asked for a change of this kind, or of one that it belongs to."""
    kind = types.CodeActionKind(action.kind or "").value
    asked = [str(getattr(one, "value", one)) for one in wanted or ()]
    return wanted is None or any(kind == one or kind.startswith(f"{one}.") for one in asked)


def _symbols(
    server: EditorServer, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol]:
    document = _document(server, params.text_document.uri)
    lines = server.lines(document)
    return [protocol.symbol(node, lines) for node in outline_nodes(document)]


def _locations(
    server: EditorServer, params: Any, document: Document, spans: list[tuple[int, int]]
) -> list[types.Location]:
    lines, uri = server.lines(document), params.text_document.uri
    return [types.Location(uri, protocol.range_of(span, lines)) for span in spans]


def _place(server: EditorServer, params: Any) -> tuple[Document, int]:
    """Return the document that a request is about, and the offset of its position."""
    document = _document(server, params.text_document.uri)
    at = params.position
    return document, server.lines(document).offset(at.line, at.character)


def _document(server: EditorServer, uri: str) -> Document:
    """Return the newest text of an open file; raises _NotOpenError."""
    document = server.checker.document(uri)
    if document is None:
        raise _NotOpenError
    return document


def _id_of(uri: str) -> str:
    """Return the id that a file's name gives."""
    return PurePosixPath(unquote(urlsplit(uri).path)).stem or "scenario"


_HANDLERS: dict[str, tuple[Handler, Any]] = {
    types.TEXT_DOCUMENT_DID_OPEN: (_on_open, None),
    types.TEXT_DOCUMENT_DID_CHANGE: (_on_change, None),
    types.TEXT_DOCUMENT_DID_SAVE: (_on_save, None),
    types.TEXT_DOCUMENT_DID_CLOSE: (_on_close, None),
    types.SHUTDOWN: (_shut_down, None),
    types.TEXT_DOCUMENT_COMPLETION: (
        _completion,
        types.CompletionOptions(trigger_characters=TRIGGERS),
    ),
    types.TEXT_DOCUMENT_HOVER: (_hover, None),
    types.TEXT_DOCUMENT_DEFINITION: (_definition, None),
    types.TEXT_DOCUMENT_REFERENCES: (_references, None),
    types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: (_highlights, None),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (_symbols, None),
    types.TEXT_DOCUMENT_PREPARE_RENAME: (_prepare_rename, None),
    types.TEXT_DOCUMENT_RENAME: (_rename, types.RenameOptions(prepare_provider=True)),
    types.TEXT_DOCUMENT_CODE_ACTION: (
        _fixes,
        types.CodeActionOptions([types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll]),
    ),
}
"""What each message of an editor is answered by, and the options that it is announced with."""
