"""What the player of an exercise reads on every face: its name, what an answer is worth and why, when the card comes back."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from simulator.drill.answers import right_answers
from simulator.drill.form_cards import LEVELS
from simulator.drill.model import Grade, Kind
from simulator.text import count, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from simulator.drill.model import Answers, Card, Question

TITLES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.SLIP: "Spot the slip",
        Kind.REPLY: "Pick the better reply",
        Kind.SHOES: "In their shoes",
        Kind.SHOPPER: "Mystery shopper",
    }
)
ABOUT: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.SLIP: "mark the replies that hurt",
        Kind.REPLY: "choose between two replies, and say why",
        Kind.SHOES: "hear replies from the customer's side, and say how the mood moves",
        Kind.SHOPPER: "score a conversation on the quality form, and see where you and the rules disagree",
    }
)
MINUTES: Mapping[Kind, int] = MappingProxyType(
    {Kind.SLIP: 1, Kind.REPLY: 1, Kind.SHOES: 1, Kind.SHOPPER: 2}
)
GRADES: Mapping[Grade, str] = MappingProxyType(
    {Grade.RIGHT: "Right.", Grade.NEARLY: "Nearly right.", Grade.WRONG: "Not right."}
)
NOT_A_CHOICE = "That isn't one of the choices."
NO_MATERIAL = (
    "There are no exercises yet. They're made from conversations you've finished: "
    "finish one in coach or practice mode first."
)
NO_CARDS = "You're done: no exercise is due, and there are no new ones. Finish another conversation to get more."


def due_words(due: int) -> str:
    """Return how many exercises are due: `3 exercises are due`, `1 exercise is due`."""
    return f"{count(due, 'exercise')} {'is' if due == 1 else 'are'} due"


def are_due(due: int) -> str:
    """Return how many are due, behind a heading that says what: `3 are due`."""
    return f"{due} {'is' if due == 1 else 'are'} due"


def back_words(days: int) -> str:
    """Say when a card comes back."""
    return "Comes back tomorrow." if days == 1 else f"Comes back in {days} days."


def done_words(answered: int, right: int) -> str:
    """Say what was done in a sitting."""
    if not answered:
        return "No exercises done."
    return f"{count(answered, 'exercise')} done, {right} of them right."


def session_words(due: int, new: int, minutes: int) -> str:
    """Say what there is to answer: `2 exercises are due and 2 are new, about 4 minutes.`."""
    parts = [due_words(due)] if due else []
    if new:
        parts.append(f"{new if due else count(new, 'exercise')} {'is' if new == 1 else 'are'} new")
    return f"{listed(parts)}, about {count(minutes, 'minute')}."


def minutes_of(cards: Iterable[Card]) -> int:
    """Return about how many minutes some cards take."""
    return sum(MINUTES[card.kind] for card in cards)


def prompt_words(question: Question) -> str:
    """Return what can be typed as an answer in lines."""
    last = len(question.options)
    if question.several:
        return "Type their numbers, such as 1 3, n if you don't know, or q to stop:"
    return f"1 to {last}, n if you don't know, or q to stop:"


def answer_sentences(card: Card, answers: Answers, grade: Grade) -> list[str]:
    """Return what is said once a card is answered: whether it was right, what is, and why."""
    match card.kind:
        case Kind.SLIP:
            told = _slips(card, answers)
        case Kind.REPLY:
            told = _replies(card)
        case Kind.SHOES:
            told = _mood(card, answers)
        case Kind.SHOPPER:
            told = _form(card, answers)
    return [f"{GRADES[grade]} {told[0]}", *told[1:]]


def _slips(card: Card, answers: Answers) -> list[str]:
    right, said = card.questions[0].right, answers[0] if answers else frozenset()
    missed, false = sorted(right - said), sorted(said - right)
    parts = [f"{_numbers(sorted(right))} hurt."]
    if missed and said:
        parts.append(f"You missed {_numbers(missed, capital=False)}.")
    if false:
        parts.append(f"{_numbers(false)} did no harm.")
    reasons = [f"{at}. {card.reasons[at - 1]}" for at in sorted({*right, *false})]
    return [" ".join(parts), *reasons, *card.after]


def _numbers(numbers: Iterable[int], *, capital: bool = True) -> str:
    names = [str(each) for each in numbers]
    what = "number" if len(names) == 1 else "numbers"
    return f"{what.capitalize() if capital else what} {listed(names)}"


def _replies(card: Card) -> list[str]:
    which, why = card.questions
    (best,), (reason,) = which.right, why.right
    told = [f"Number {best} is the better one. {why.text} {why.options[reason - 1]}"]
    told += [f"{at}. {text}" for at, text in enumerate(card.reasons, 1)]
    return [*told, *card.after]


def _mood(card: Card, answers: Answers) -> list[str]:
    question = card.questions[0]
    (right,) = question.right
    said = [question.options[at - 1] for at in sorted(answers[0])] if answers else []
    mood = question.options[right - 1]
    joined = "and it is" if said == [mood] else "but it's"
    return [f"You said {listed(said)}, {joined} {mood}." if said else f"It's {mood}.", *card.after]


def _form(card: Card, answers: Answers) -> list[str]:
    """Return where the player's form and that of the rules part, then what they agree on."""
    same: list[str] = []
    apart: list[str] = []
    for at, (question, right) in enumerate(
        zip(card.questions, right_answers(card, answers), strict=True)
    ):
        name = question.text.partition(":")[0]
        if right:
            same.append(name.lower() if same else name)
            continue
        said = answers[at] if at < len(answers) else frozenset()
        yours = listed([LEVELS[level - 1] for level in sorted(said)]) or "no answer"
        (level,) = question.right
        why = f": {card.reasons[at]}" if card.reasons[at] else "."
        apart.append(f"{name}: you said {yours}, the rules say {LEVELS[level - 1]}{why}")
    agreed = f"You agree on {len(same)} of {len(card.questions)}."
    return [agreed, *card.after, *apart]
