"""Texts with a mark where the cursor is, for tests of what an editor is told there."""

from __future__ import annotations

from simulator.editor.completion import offers_at
from simulator.editor.document import Document
from simulator.scenario.parse import parse

MARK = "‸"
TOP = 'format = 1\ntitle = "Late"\nstart = "opening"\n\n'
PLAY = """format = 1
title = "Late"
start = "opening"

[customer]
name = "Ada Brown"
temperament = "firecracker"

[customer.weights]
reflect = 50

[scenes.opening]
says = [{ text = "It is late.", sets = ["told"], speaker = "Ben" }, "Again."]

[[scenes.opening.replies]]
id = "recap"
text = "You were told Monday."
skills = ["reflect"]
promises = ["ring"]
note = "It shows that you heard."
answer = "Yes."
to = "later"

[[scenes.opening.replies]]
id = "shrug"
text = "That happens."
slips = ["dismiss"]
note = "It waves it away."
answer = "No."
once = true

[scenes.later]
says = "And now?"

[[scenes.later.replies]]
id = "recap"
text = "We ring you at five."
skills = ["commit"]
when = "flag('told') and not chose('opening.shrug')"
keeps = ["ring"]
note = "It keeps the promise."
to = "over"

[[scenes.later.replies]]
id = "close"
text = "Goodbye."
slips = ["cold"]
note = "It ends there."
to = "over"

[scenes.over]
says = "Good."
ending = "settled"
outcome = "full"

[[tests]]
name = "heard"
moves = ["listen", "recap", "recap"]
expect = { ending = "settled" }
"""


def document_of(text: str, *, id: str = "late") -> Document:
    """Return a document as an editor has it, with its scenario if it is valid."""
    document = Document(text, id)
    document.scenario = parse(document.data, id, id).scenario
    return document


def marked(text: str, earlier: str | None = None) -> tuple[Document, int]:
    """Return the document of a text without its mark, and the mark's offset; `earlier` is a valid version of it."""
    offset = text.index(MARK)
    document = document_of(text.replace(MARK, ""))
    if earlier is not None:
        document.scenario = document_of(earlier).scenario
    return document, offset


def labels(text: str, earlier: str | None = None) -> list[str]:
    """Return the names of what is offered at the mark of a text."""
    return [offer.label for offer in offers_at(*marked(text, earlier))]


def taken(text: str, label: str) -> str:
    """Return the text after taking an offer at its mark, with a mark where a snippet puts the cursor."""
    document, offset = marked(text)
    offer = next(offer for offer in offers_at(document, offset) if offer.label == label)
    start, end = offer.span
    words = offer.snippet.replace("$0", MARK).replace("\\}", "}") if offer.snippet else offer.text
    return document.text[:start] + words + document.text[end:]
