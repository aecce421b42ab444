"""How an answer is held against what the engine has worked out: right, nearly or wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.drill.model import Grade, Kind

if TYPE_CHECKING:
    from simulator.drill.model import Answers, Card, Question

NEARLY_BY_FORM = 4
"""Questions of the form that may part from the engine for it to count as nearly right; half of that counts as right."""


def grade(card: Card, answers: Answers) -> Grade:
    """Return how well a card was answered; a question without an answer counts as wrong."""
    if not any(answers):
        return Grade.WRONG
    match card.kind:
        case Kind.SLIP:
            return _by_distance(len(answers[0] ^ card.questions[0].right))
        case Kind.SHOES:
            return _by_distance(min(abs(said - _only(card)) for said in answers[0]))
        case Kind.REPLY:
            which, why = right_answers(card, answers)
            return Grade.WRONG if not which else Grade.RIGHT if why else Grade.NEARLY
        case Kind.SHOPPER:
            wrong = right_answers(card, answers).count(False)
            if wrong <= NEARLY_BY_FORM // 2:
                return Grade.RIGHT
            return Grade.NEARLY if wrong <= NEARLY_BY_FORM else Grade.WRONG


def next_question(card: Card, answers: Answers) -> Question | None:
    """Return what is asked after these answers; None once the card is answered.

    The reason why a reply is better is asked only of someone who has found it; what isn't known is left at that, but for the
    questions of a form, each of which counts.
    """
    if len(answers) == len(card.questions):
        return None
    if answers and card.kind is not Kind.SHOPPER and not right_answers(card, answers)[0]:
        return None
    return card.questions[len(answers)]


def right_answers(card: Card, answers: Answers) -> tuple[bool, ...]:
    """Return for each question whether it was answered rightly; one that wasn't asked any more wasn't."""
    given = (*answers, *[frozenset[int]()] * (len(card.questions) - len(answers)))
    return tuple(
        said == question.right for question, said in zip(card.questions, given, strict=True)
    )


def _only(card: Card) -> int:
    """Return the one option that is true of the first question."""
    (right,) = card.questions[0].right
    return right


def _by_distance(steps: int) -> Grade:
    return (Grade.RIGHT, Grade.NEARLY, Grade.WRONG)[min(steps, 2)]
