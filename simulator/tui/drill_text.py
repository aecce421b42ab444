"""What the screen shows of a card: its lines as paragraphs, two replies in boxes beside each other, and its rows.

Pure: from a card to paragraphs and texts of rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from simulator.drill.model import Kind
from simulator.drill.transcript import YOU
from simulator.drill.words import TITLES
from simulator.tui.widgets.paragraphs import DRAWING, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.drill.model import Answers, Card, Question

WIDTH = 76
"""Columns of a card on every screen that has them."""
BETWEEN = "   "
BESIDE_FROM = 72
"""Columns from which two replies have room beside each other."""
SIDES = ("the left one", "the right one")
LEVELS = ("the upper one", "the lower one")
RIGHT, CHOSEN, MARKED = "right", "you chose this", "marked"
HURT, YOU_MARKED = "hurt", "you marked this"
"""What is said of the lines of a conversation, of which those are sought that hurt."""


def card_paragraphs(card: Card, width: int) -> list[Paragraph]:
    """Return the lines above the question, in that many columns."""
    heading = card.heading if card.kind is not Kind.SHOPPER else TITLES[card.kind]
    told = [
        Paragraph(heading, "heading", lead=""),
        Paragraph(f"{card.title}. {card.setting}", "muted"),
    ]
    for at, line in enumerate(card.lines):
        if not line.who:
            told.append(Paragraph(line.text, "narration", gap=at == 0))
            continue
        number = f"{line.number}. " if line.number else ""
        kind = "you" if line.who == YOU else "customer"
        told.append(Paragraph(line.text, kind, lead=f"{number}{line.who}: ", gap=at == 0))
    if card.kind is Kind.REPLY:
        told.append(Paragraph(reply_boxes(card.questions[0].options, width), DRAWING, gap=True))
    return told


def reply_boxes(texts: Sequence[str], width: int) -> str:
    """Return two replies in boxes, beside each other where there is room, else one above the other."""
    if width < BESIDE_FROM:
        return "\n".join("\n".join(_box(at, text, width)) for at, text in enumerate(texts, 1))
    side = (width - len(BETWEEN)) // 2
    boxes = [_box(at, text, side) for at, text in enumerate(texts, 1)]
    height = max(map(len, boxes))
    boxes = [_box(at, text, side, height) for at, text in enumerate(texts, 1)]
    return "\n".join(BETWEEN.join(lines) for lines in zip(*boxes, strict=True))


def _box(number: int, text: str, width: int, height: int = 0) -> list[str]:
    """Return a text in a box of that many columns, and at least that many rows."""
    room = width - 4
    lines = [str(number), *(line.plain for line in Content(text).wrap(room))]
    lines += [""] * (height - len(lines) - 2)
    padded = [Content(line).truncate(room, pad=True).plain for line in lines]
    edge = "─" * (width - 2)
    return [f"┌{edge}┐", *(f"│ {line} │" for line in padded), f"└{edge}┘"]


def row_texts(card: Card, question: Question, width: int) -> tuple[str, ...]:
    """Return the texts of a question's rows; where the replies are in boxes, which of them is meant."""
    if card.kind is Kind.REPLY and question is card.questions[0]:
        return SIDES if width >= BESIDE_FROM else LEVELS
    return question.options


def answered_lines(card: Card, answers: Answers, width: int) -> list[Paragraph]:
    """Return the last question with its answers as they were given: what is right and what was chosen is said in words.

    A form has none: its questions are told one by one.
    """
    if card.kind is Kind.SHOPPER:
        return []
    question, chosen = card.questions[len(answers) - 1], answers[-1]
    told = [Paragraph(question.text, "muted")]
    right, took = (HURT, YOU_MARKED) if card.kind is Kind.SLIP else (RIGHT, CHOSEN)
    for at, text in enumerate(row_texts(card, question, width), 1):
        said = [right] if at in question.right else []
        said += [took] if at in chosen else []
        tail = f"   {', '.join(said)}" if said else ""
        sign = "●" if at in question.right else " "
        told.append(Paragraph(f"{sign} {text}{tail}", lead=f"{at} "))
    return told


def marked_rows(texts: Iterable[str], marks: frozenset[int]) -> list[str]:
    """Return rows of which several may be marked."""
    return [
        f"{'●' if at in marks else '○'} {text}{f'   {MARKED}' if at in marks else ''}"
        for at, text in enumerate(texts, 1)
    ]
