"""Sentences a trainee understands for what moved each gauge.

The one place where changes are put into words; replay, plain mode and the full screen show the same sentences. Numbers come
from the engine's changes and are never worked out again here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simulator.channel_words import words_of
from simulator.report.limits import without_small_limits
from simulator.ruleset import (
    DIMENSION_TITLES,
    GAUGES,
    INTERRUPT,
    LISTEN,
    SILENCE,
    SKILLS,
    SLIPS,
    WALKED_OUT,
)
from simulator.text import number, signed
from simulator.vocabulary import Cause

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.engine.state import Change, Gauges

LONGEST_SUMS = 40
"""Characters of the sums of a move in one row; where they would be more, the smaller reasons are only counted."""
LONGEST_QUOTE = 60
"""Characters of a quotation within a sentence, at most."""

CRITICAL_WORDS = {
    "customer": "harms the customer",
    "business": "harms the business",
    "compliance": "breaks a rule that protects people",
}
_EVENTS = {
    "fixed": "It was put right",
    "partial": "Part of it was put right",
    "bad-news": "Bad news came",
    "kept": "A promise was kept",
    "broken": "A promise was broken",
    "exposed": "Something untrue came out",
}
_LIMITS = {
    ("anger", "cool-cap"): "One reply can only calm them so far",
    ("anger", "words-only"): "Words alone won't take the last of the anger away",
    ("trust", "words-only"): "Words alone only earn so much trust",
    ("trust", "trust-lead"): "Trust can only run a little ahead of feeling heard",
    ("trust", "ceiling"): "After what happened, they won't trust you any further",
}
_TURNED = {
    "warm": "They're too angry for a warm tone",
    "boundary": "There was no abuse to set a limit on",
    "apologize": "A third apology is one too many",
    "decline": "You said no and offered no alternative",
}
"""What a slip was made of, where the reply did not commit it by itself."""
_ENDS = {
    "anger": ("They are as angry as they can be", "There was hardly any anger left"),
    "heard": (
        "They already feel fully heard",
        "They could hardly feel less heard, so this much wasn't lost",
    ),
    "trust": (
        "They already trust you fully",
        "They could hardly trust you less, so this much wasn't lost",
    ),
    "patience": (
        "They couldn't be more patient",
        "Their patience was almost gone, so this much wasn't lost",
    ),
}
"""What it means that a gauge is at its upper end, and at its lower: it can't move any further."""
_SMALL = (Cause.TURN, Cause.LIMIT)
"""Causes that are the reason of a turn only where there is no other."""


def either(names: Sequence[str]) -> str:
    """Return names as alternatives: `Kim, Lou or Max`."""
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def times_words(times: int) -> str:
    """Return how often something was done: `once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(times, f"{times} times")


def repeated(times: int) -> str:
    """Return how often something was done, in parentheses; nothing for once: ` (twice)`, ` (3 times)`."""
    return f" ({times_words(times)})" if times > 1 else ""


def quote(text: str) -> str:
    """Return the beginning of a text, short enough for a sentence."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_QUOTE:
        return line
    return f"{line[:LONGEST_QUOTE].rsplit(' ', 1)[0].rstrip(' ,.;:')} …"


def capital(text: str) -> str:
    """Return a text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def ending_words(ending: str, channel: str = "") -> str:
    """Return an ending as a person reads it: its name in words, since it has no other title.

    How a customer leaves depends on the channel, `walked out` or `stopped writing`; without one they just left.
    """
    if ending != WALKED_OUT:
        return ending.replace("-", " ")
    return words_of(channel).walked_out if channel else "left early"


def skill_words(name: str, channel: str = "") -> str:
    """Return what the trainee did who showed a skill, after "you": `took responsibility`."""
    return words_of(channel).listened if name == LISTEN else SKILLS[name].meaning


def action_words(name: str, channel: str = "") -> str:
    """Return a skill as something to do: `take responsibility`."""
    return words_of(channel).listen if name == LISTEN else SKILLS[name].action


def slip_words(name: str, channel: str = "") -> str:
    """Return what the trainee did who made a slip, after "you": `blamed someone else`."""
    return words_of(channel).interrupted if name == INTERRUPT else SLIPS[name].meaning


def dimension_words(name: str) -> str:
    """Return a dimension of quality as a person reads it: `responsibility`; an unknown one by its name."""
    return DIMENSION_TITLES.get(name, name)


def edition_words(edition: int) -> str:
    """Return an edition of the rules in a sentence: `the first edition of the rules`."""
    return "the first edition of the rules" if edition == 1 else f"edition {edition} of the rules"


def day_words(day: str) -> str:
    """Return the name of a scenario's day on one line: `day “Payday”`; nothing for the first day, which has no name."""
    return f"day “{' '.join(day.split())}”" if day else ""


def mood_words(conversation: Conversation) -> str:
    """Return the mood as word and number: `wary, −8`."""
    return f"{conversation.state.band}, {number(conversation.state.mood)}"


def reasons(changes: Sequence[Change], channel: str = "", *, tags: bool = False) -> list[str]:
    """Return a sentence for each thing that moved a gauge, in the order it happened, with all it moved.

    `tags` puts the name of each skill and slip behind its words, as a trainer needs it.
    """
    sentences = []
    for (cause, name, gauge), group in _by_reason(changes):
        moved = amounts(group)
        subject = _subject(cause, name, gauge, group, channel, f" ({name})" if tags else "")
        if moved:
            sentences.append(f"{subject}: {moved}.")
        elif cause in (Cause.SKILL, Cause.SLIP):
            sentences.append(f"{subject}.")
    return sentences


class MainReason(NamedTuple):
    """What moved the gauges most, and the two gauges that it moved most; empty where nothing did.

    `rest` is all that the move did beyond that, gauge by gauge, or where that would be long how many more reasons there are:
    with it, what is shown adds up to what the gauges did.
    """

    words: str = ""
    moved: str = ""
    rest: str = ""

    @property
    def sums(self) -> str:
        """The gauges of it, and the rest: `heard +12, trust +4; the rest: patience −5`."""
        return f"{self.moved}; {self.rest}" if self.rest else self.moved


def main_reason(changes: Sequence[Change], channel: str = "") -> MainReason:
    """Return what moved the gauges most; what every reply costs, and what a limit held back, only where nothing else did."""
    found = [
        (cause not in _SMALL, sum(map(abs, _totals(group).values())), (cause, name, gauge), group)
        for (cause, name, gauge), group in _by_reason(changes)
        if any(_totals(group).values())
    ]
    if not found:
        return MainReason()
    main = max(found, key=lambda reason: reason[:2])
    _, _, (cause, name, gauge), group = main
    shown = dict(sorted(_totals(group).items(), key=lambda item: -abs(item[1]))[:2])
    moved = _sums(shown)
    left = {gauge: total - shown.get(gauge, 0) for gauge, total in _totals(changes).items()}
    rest = f"the rest: {_sums(left)}" if any(left.values()) else ""
    if len(f"{moved}; {rest}") > LONGEST_SUMS or (len(found) > 1 and not rest):
        rest = f"{len(found) - 1} more" if len(found) > 1 else ""
    return MainReason(_subject(cause, name, gauge, group, channel, ""), moved, rest)


def _sums(totals: Mapping[str, int]) -> str:
    """Return amounts by gauge in words: `heard +12, trust +4`."""
    return ", ".join(f"{gauge} {signed(total)}" for gauge, total in totals.items() if total)


def _by_reason(changes: Sequence[Change]) -> Iterable[tuple[tuple[Cause, str, str], list[Change]]]:
    """Return changes in groups, one for each reason: its cause, its name, and its gauge where one reason is told for each."""
    grouped: dict[tuple[Cause, str, str], list[Change]] = {}
    for change in without_small_limits(changes):
        apart = change.gauge if change.cause == Cause.LIMIT else ""
        source = Cause.SKILL if change.cause == Cause.BACK else change.cause
        grouped.setdefault((source, change.name, apart), []).append(change)
    return grouped.items()


def _totals(group: Iterable[Change]) -> dict[str, int]:
    """Return what changes come to, by gauge."""
    totals = dict.fromkeys(GAUGES, 0)
    for change in group:
        totals[change.gauge] += change.amount
    return totals


def amounts(group: Iterable[Change]) -> str:
    """Return what changes come to, gauge by gauge: `anger −8, heard +12`; empty where they come to nothing."""
    return _sums(_totals(group))


def _subject(  # noqa: C901 - one case for each kind
    cause: Cause, name: str, gauge: str, group: Sequence[Change], channel: str, tag: str
) -> str:
    match cause:
        case Cause.SKILL:
            return f"You {skill_words(name, channel)}{tag}{_worth_words(group)}"
        case Cause.SLIP:
            return f"{_TURNED.get(group[0].note) or f'You {slip_words(name, channel)}'}{tag}"
        case Cause.REFUSAL if name:
            return "An honest no earns some respect"
        case Cause.REFUSAL:
            return "You told them no"
        case Cause.COST:
            return "Their patience had run out"
        case Cause.TURN if name == LISTEN:
            return words_of(channel).cost
        case Cause.TURN:
            return "Every reply takes some of their patience"
        case Cause.WAIT if name == "explained":
            return "They were kept waiting, and knew why"
        case Cause.WAIT:
            return "They were kept waiting without knowing why"
        case Cause.EVENT:
            return _EVENTS[name]
        case _:
            return _LIMITS.get((gauge, name)) or _end(gauge, group)


def _end(gauge: str, group: Sequence[Change]) -> str:
    """Return which end of its range kept a gauge from moving further."""
    above, below = _ENDS[gauge]
    return above if sum(change.amount for change in group) < 0 else below


def _worth_words(group: Sequence[Change]) -> str:
    """Return why a skill was worth less than it could be, or more, if it was."""
    paid = [change for change in group if change.cause == Cause.SKILL]
    match paid[0].note if paid else "":
        case "gate":
            return ", but it counts only half until they feel heard"
        case "boil":
            return ", but they're too angry to take it in"
        case "fade" if not any(change.amount for change in paid):
            return ", but they've heard it too often now"
        case "fade":
            return ", but it's worth less each time"
        case "owned":
            return " and took the blame in the same breath, which counts double"
        case "owned-gate":
            return (
                " and took the blame in the same breath, which counts double (but only half of that until they "
                "feel heard)"
            )
        case _:
            return ""


def difference(before: Gauges, after: Gauges) -> str:
    """Return how the gauges moved, gauge by gauge: `anger −8, heard +12`; empty if none did."""
    moved = [(gauge, getattr(after, gauge) - getattr(before, gauge)) for gauge in GAUGES]
    return ", ".join(f"{gauge} {signed(amount)}" for gauge, amount in moved if amount)


def turn_words(turn: Turn, *, tags: bool = False) -> list[str]:
    """Return the reasons of a turn: what moved each gauge, then what moved none and explains the turn all the same."""
    return [*reasons(turn.changes, turn.before.scenario.channel, tags=tags), *_exemptions(turn)]


def _exemptions(turn: Turn) -> Iterator[str]:
    """Yield why a reply wasn't an interruption, why a silence cost nothing, and what lets trust grow again."""
    before, lifted = turn.before, turn.after.state.ceiling
    if turn.move == SILENCE and before.silence_is_forced:
        yield "There was nothing you could say, so the silence cost nothing."
    may_interrupt = turn.reply is None or turn.reply.may_interrupt
    if not may_interrupt and not before.heard_enough and not before.interrupts:
        yield words_of(before.scenario.channel).answered
    if lifted > before.state.ceiling:
        yield f"Making good on it lets trust grow again, up to {lifted}."
