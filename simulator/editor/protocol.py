"""What the server works out, as the Language Server Protocol has it: positions, and the kinds of things.

Here and in `server.py` are the only uses of the packages for the protocol. Spans are offsets everywhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from simulator.editor.navigation import NodeKind
from simulator.editor.offer import OfferKind
from simulator.editor.problems import explanation_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.editor.fixes import Change
    from simulator.editor.hover import Hover
    from simulator.editor.line_index import LineIndex
    from simulator.editor.navigation import Node
    from simulator.editor.offer import Offer
    from simulator.editor.problems import Problem
    from simulator.scenario.edit import Edit

SOURCE = "simulator"

_OFFERS = {
    OfferKind.KEY: types.CompletionItemKind.Property,
    OfferKind.HEADER: types.CompletionItemKind.Struct,
    OfferKind.SCENE: types.CompletionItemKind.Class,
    OfferKind.REPLY: types.CompletionItemKind.Method,
    OfferKind.NAME: types.CompletionItemKind.Variable,
    OfferKind.WORD: types.CompletionItemKind.EnumMember,
    OfferKind.FUNCTION: types.CompletionItemKind.Function,
}
_NODES = {
    NodeKind.CUSTOMER: types.SymbolKind.Object,
    NodeKind.SCENE: types.SymbolKind.Class,
    NodeKind.ENDING: types.SymbolKind.Event,
    NodeKind.REPLY: types.SymbolKind.Method,
    NodeKind.TEST: types.SymbolKind.Function,
    NodeKind.DAY: types.SymbolKind.Namespace,
}


def position(offset: int, lines: LineIndex) -> types.Position:
    """Return an offset as a position."""
    line, character = lines.position(offset)
    return types.Position(line, character)


def range_of(span: tuple[int, int], lines: LineIndex) -> types.Range:
    """Return a span as a range."""
    return types.Range(position(span[0], lines), position(span[1], lines))


def diagnostic(problem: Problem, lines: LineIndex) -> types.Diagnostic:
    """Return a problem as a diagnostic."""
    severity = types.DiagnosticSeverity
    href = explanation_of(problem.rule)
    return types.Diagnostic(
        range_of(problem.span, lines),
        problem.message,
        severity=severity.Error if problem.is_error else severity.Warning,
        code=problem.rule,
        code_description=types.CodeDescription(href) if href else None,
        source=SOURCE,
        tags=[types.DiagnosticTag.Unnecessary] if problem.is_unneeded else None,
    )


def completion_item(
    offer: Offer, place: int, lines: LineIndex, *, snippets: bool
) -> types.CompletionItem:
    """Return an offer as an item of a completion list; `place` keeps the list in its order."""
    as_snippet = snippets and bool(offer.snippet)
    fmt = types.InsertTextFormat
    return types.CompletionItem(
        offer.label,
        kind=_OFFERS[offer.kind],
        detail=offer.detail or None,
        documentation=_markdown(offer.documentation) if offer.documentation else None,
        sort_text=f"{place:05}",
        filter_text=offer.typed_as or None,
        insert_text_format=fmt.Snippet if as_snippet else fmt.PlainText,
        text_edit=types.TextEdit(
            range_of(offer.span, lines), offer.snippet if as_snippet else offer.text
        ),
    )


def text_edits(edits: Iterable[Edit], lines: LineIndex) -> list[types.TextEdit]:
    """Return changes of a file."""
    return [types.TextEdit(range_of((edit.start, edit.end), lines), edit.text) for edit in edits]


def quick_fix(change: Change, uri: str, lines: LineIndex) -> types.CodeAction:
    """Return a change as one that an editor offers at a problem, or for the whole file if it mends several."""
    kinds, problem = types.CodeActionKind, change.problem
    return types.CodeAction(
        change.title,
        kind=kinds.QuickFix if problem else kinds.SourceFixAll,
        diagnostics=[diagnostic(problem, lines)] if problem else None,
        is_preferred=True if problem else None,
        edit=types.WorkspaceEdit(changes={uri: text_edits(change.edits, lines)}),
    )


def hover(found: Hover, lines: LineIndex) -> types.Hover:
    """Return what is shown about a thing."""
    return types.Hover(_markdown(found.text), range_of(found.span, lines))


def symbol(node: Node, lines: LineIndex) -> types.DocumentSymbol:
    """Return an entry of the outline with those below it."""
    return types.DocumentSymbol(
        node.name or "…",
        _NODES[node.kind],
        range_of(node.span, lines),
        range_of(node.name_span, lines),
        detail=node.detail or None,
        children=[symbol(child, lines) for child in node.children],
    )


def _markdown(text: str) -> types.MarkupContent:
    return types.MarkupContent(types.MarkupKind.Markdown, text)
