"""What the player of a shift reads on every face: composure, the wall, and what is said before, between and after."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from simulator.report.moves import done_words
from simulator.report.verdicts import ASKED
from simulator.report.words import dimension_words, ending_words, times_words
from simulator.ruleset import WALKED_OUT
from simulator.shift.composure import AMOUNTS, LOW, MAX_BREATHS
from simulator.shift.day import WRITE_UP
from simulator.shift.wall import Brick
from simulator.text import count, listed, number, ordinal, signed, with_stop

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from simulator.shift.day import CustomerOfDay
    from simulator.shift.model import Card, Shift
    from simulator.shift.wall import Wall

STEADY = 60
RUNNING_ON_EMPTY = (
    "You're running on empty: take a breath before you say the first thing that comes to mind."
)
NO_BREATH_LEFT = (
    f"You have taken {count(MAX_BREATHS, 'breath')} with this customer, and that's all you get."
)
ABOUT_WALL = "The wall is the business. Customers who stay away cost it bricks, and those who come back hold it together."
HOW_ARE_YOU = "How are you today, from 1 (low) to 5 (great)?"
DID_YOU = "Did you?"
ANSWERS = ("yes", "partly", "not yet")
WATCH_FOR = "What will you watch for today?"
ONE_THING = "One thing for next time. You'll be asked about it when the next shift begins."
INTENTIONS: Mapping[str, str] = MappingProxyType(
    {
        "listening": "Let them finish, and say back what I heard.",
        "patience": "Give them time, and don't hurry them.",
        "ownership": "Admit our part in it before I explain anything.",
        "resolution": "Never leave anyone with a flat no: offer another way.",
        "empathy": "Say what it must be like for them before I solve it.",
        "honesty": "Tell them what I know and what I don't.",
        "effort": "Don't ask anything twice, and don't pass anyone on without their story.",
        "follow-through": "Promise what I can do myself, and then do it.",
    }
)
"""What to watch for, by dimension of quality."""
PLEDGES: Mapping[str, str] = MappingProxyType(
    {
        "listening": "I'll let the next angry customer finish before I say a word.",
        "patience": "I'll wait for them to finish, even if there's a queue.",
        "ownership": "I'll say what our part in it was, whoever caused it.",
        "resolution": "I'll have another option ready before I say no.",
        "empathy": "I'll say what it's costing them before I offer anything.",
        "honesty": "When I don't know, I'll say so and find out instead of guessing.",
        "effort": "I'll tell a colleague the whole story before I pass anyone on.",
        "follow-through": "I'll say when I'll call back, and then call.",
    }
)
"""What to do next time, by dimension of quality."""
BREATH_PLEDGE = "I'll take a breath before I answer when I'm running on empty."
_STAYS: Mapping[str, str] = MappingProxyType(
    {"stays": "will come back", "at-risk": "may not come back", "leaves": "won't come back"}
)
_TELLS: Mapping[str, str] = MappingProxyType(
    {"positive": ", and will speak well of you", "negative": ", and will warn others", "none": ""}
)


def composure_words(composure: int) -> str:
    """Return composure as number and word: `38, worn thin`."""
    return f"{composure}, {composure_word(composure)}"


def composure_word(composure: int) -> str:
    """Return composure as a word: steady from 60, worn thin below 40."""
    return "worn thin" if composure < LOW else "tired" if composure < STEADY else "steady"


def composure_sentence(composure: int, before: int | None = None) -> str:
    """Say how composed the player is, and how that changed; once it is low, that isn't repeated at every move."""
    change = composure - before if before is not None else 0
    moved = f" ({signed(change)})" if change else ""
    newly = before is None or before >= LOW
    low = f" {RUNNING_ON_EMPTY}" if composure < LOW and newly else ""
    return f"Your composure: {composure_words(composure)}{moved}.{low}"


def breath_sentence(left: int, *, free: bool) -> str:
    """Say what a breath has done, and how many are left with this customer."""
    cost = (
        "They're on hold, so it cost them nothing." if free else "It cost them a little patience."
    )
    return f"You take a breath. {cost} {_breaths_words(left)}"


def _breaths_words(left: int) -> str:
    return f"You have {count(left, 'breath')} left with them." if left else NO_BREATH_LEFT


def breath_offer() -> str:
    """Say what a breath is worth."""
    return f"A breath gives you {AMOUNTS.breath}."


def length_words(shift: Shift) -> str:
    """Return how long a shift is: `5 customers, about 35 minutes`."""
    many = count(len(shift.customers), "customer")
    return f"{many}, about {shift.minutes} minutes" if shift.minutes else many


def card_sentence(card: Card) -> str:
    """Return a card, and what it does to composure."""
    change = f" Composure {signed(card.composure)}." if card.composure else ""
    return f"{card.text}{change}"


def wall_sentence(wall: Wall) -> str:
    """Say how many bricks are in place, and how many of them are loose."""
    bricks, out = len(wall.bricks), wall.count(Brick.OUT)
    loose = wall.count(Brick.LOOSE)
    stands = (
        f"{bricks - out} of {bricks} bricks are in place"
        if out
        else f"All {bricks} bricks are in place"
    )
    return f"{stands}, {loose} of them loose." if loose else f"{stands}."


def changed_words(wall: Wall) -> str:
    """Say what the last customer, or the end of the shift, did to the wall; nothing where nothing changed."""
    changes = wall.changes
    did = [
        _bricks(changes.out, "fell out"),
        _bricks(changes.loosened, "came loose"),
        f"{count(changes.fast, 'loose brick')} was fixed in place" if changes.fast else "",
        f"{count(changes.back, 'brick')} was put back" if changes.back else "",
        f"{count(changes.fell, 'loose brick')} fell" if changes.fell else "",
    ]
    told = listed([each for each in did if each])
    return f"{told[0].upper()}{told[1:]}." if told else ""


def _bricks(bricks: int, what: str) -> str:
    return f"{count(bricks, 'brick')} {what}" if bricks else ""


def customer_sentence(customer: CustomerOfDay) -> str:
    """Say whether a customer comes back and what they tell others; the predictions are the rules' own."""
    predicted = customer.last.result().predicted
    stays, tells = _STAYS[predicted.retention], _TELLS[predicted.word_of_mouth]
    return f"{customer.name} {stays}{tells}."


def story_sentence(customer: CustomerOfDay) -> str:
    """Return the one line that is said of the wall after a customer."""
    parts = (
        customer_sentence(customer),
        changed_words(customer.wall),
        wall_sentence(customer.wall),
    )
    return " ".join(part for part in parts if part)


def customer_line(customer: CustomerOfDay) -> str:
    """Return how it went with a customer: what they got, the mood from start to end, satisfaction and quality."""
    result, start = customer.last.result(), customer.start.state
    moods = f"mood {number(start.mood)} to {number(customer.last.state.mood)}"
    ending = ASKED[result.outcome]
    if result.ending == WALKED_OUT:
        ending = ending_words(result.ending, customer.scenario.channel)
    scores = f"satisfaction {number(result.satisfaction)}, quality {result.qa}"
    return f"{customer.name}: {ending}; {moods}, {scores}."


def moment_sentence(customer: CustomerOfDay, index: int, change: int) -> str:
    """Say what was done at a turning point, and what it did."""
    done = done_words(customer.turns[index - 1])
    said = done if done.endswith("”") else with_stop(done)
    return f"With {customer.name}, move {index}: you {said} Mood {signed(change)}."


def issue_words(root: str) -> str:
    """Return a cause as it is read: its name with blanks."""
    return root.replace("-", " ")


def issue_question(root: str, times: int) -> str:
    """Ask which note about a cause that recurs would change something."""
    return (
        f"“{issue_words(root)}” has come up {times} times now. Which note would change something?"
    )


def issue_notes(root: str, times: int) -> tuple[str, ...]:
    """Return three notes about a cause that recurs; the second is the one that would change something."""
    cause = issue_words(root)
    return (
        f"Customers keep complaining about this: {cause}. Please be patient with them.",
        f"{times_words(times).capitalize()} now: {cause}. Please change it where it starts; I can name every case.",
        f"I'm tired of this one ({cause}). Someone should do something about it.",
    )


RIGHT_NOTE = 1
"""The place of the note that would change something, from 0."""
_BETTER_NOTE = (
    "A note that says what the cause is, how often it comes up and where to change it does more."
)
NOTE_ANSWERS = (
    f"That's kind, but it leaves the cause where it is. {_BETTER_NOTE}",
    "Yes: it says what the cause is, how often it comes up and where to change it.",
    f"That tells them how you feel. {_BETTER_NOTE}",
)


def intention_of(dimension: str) -> str:
    """Return what to watch for in a dimension of quality, without its stop."""
    return INTENTIONS.get(dimension, dimension_words(dimension)).rstrip(".")


def promise_sentences(customers: Iterable[CustomerOfDay]) -> tuple[str, ...]:
    """Say of each promise to customers who have left whether it was kept; "●" and "○" stand for that before its name."""
    told = []
    for customer in customers:
        if customer.over:
            made = [name for turn in customer.turns if turn.reply for name in turn.reply.promises]
            kept = {name for turn in customer.turns if turn.reply for name in turn.reply.keeps}
            told += [
                f"{'●' if name in kept else '○'} {customer.name}: {issue_words(name)}, "
                f"{'kept' if name in kept else 'promised and not kept'}."
                for name in dict.fromkeys(made)
            ]
    return tuple(told)


def issue_sentences(issues: Mapping[str, int]) -> tuple[str, ...]:
    """Say how often the causes of today's customers have come up over all shifts, and when they can be written up."""
    return tuple(
        f"{issue_words(root).capitalize()}: {times_words(times)} across all your shifts. {_write_up_words(times)}"
        for root, times in issues.items()
    )


def _write_up_words(times: int) -> str:
    left = WRITE_UP - times % WRITE_UP
    if left == WRITE_UP:
        return "After the shift you can write it up."
    return f"The {ordinal(times + left)} time you can write it up."


def breath_hint(left: int, composure: int, key: str) -> str:
    """Return what is said below one's own gauge: the key for a breath while there is one, and that one runs on empty."""
    offer = f"{key}: take a breath, {left} left" if left else "no breath left with them"
    return f"{RUNNING_ON_EMPTY} {offer}" if composure < LOW else offer
