"""Marks for behaviour: what a trainee did in a whole play, not how it came out.

One table: the name of each mark, a sentence on what earns it, and its rule, a pure function of the turns of a play that is
over. A mark is worked out from a play's moves. Callers must leave out plays that don't count: those with moves
that were given or undone.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from simulator.report.sections import section
from simulator.report.words import times_words
from simulator.ruleset import BANDS, EFFORT_SLIPS, INTERRUPT, LISTEN, WALKED_OUT, band
from simulator.vocabulary import Need, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from simulator.engine.conversation import Turn
    from simulator.report.sections import Section

MARKS_VERSION = 1
"""Goes up when the rule of a mark changes, so that what was worked out before counts no more."""
SHARE_WRONG = 4
"""Out of this many replies, one may have a slip in it."""
LISTENS, REPLIES, WAITS, REFLECTS = 3, 5, 2, 2
"""How often something has to happen before a mark is given for it."""
_SOLUTIONS = frozenset({"solve", "alternative", "extra"})
_DODGES = frozenset({"blame", "dump", "giveup", "nonapology"})
_ORDER = [*BANDS]
"""The bands from the worst to the best."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: its id, its name, what earns it in a sentence that begins with "You", and its rule."""

    id: str
    name: str
    sentence: str
    earned: Callable[[Sequence[Turn]], bool]


def marks_of(turns: Sequence[Turn]) -> tuple[Mark, ...]:
    """Return the marks that a play earned; none if it isn't over, the customer walked out, or too much of it went wrong.

    That is a critical error, or a slip in more than one reply of four, so that a mark can't be had by trying replies at random.
    """
    if not turns or not turns[-1].after.over or turns[-1].after.state.ending == WALKED_OUT:
        return ()
    wrong = sum(bool(turn.slips) for turn in turns)
    if turns[-1].after.state.criticals or wrong * SHARE_WRONG > len(_replies(turns)):
        return ()
    return tuple(mark for mark in MARKS if mark.earned(turns))


def new_marks(marks: Iterable[Mark]) -> Section:
    """Return the marks that a play was the first to earn, for its debrief."""
    return section("New marks", *(f"{mark.name}: {mark.sentence}" for mark in marks))


def _shown(turns: Sequence[Turn]) -> Iterator[str]:
    return (skill for turn in turns for skill in turn.shown)


def _slips(turns: Sequence[Turn]) -> frozenset[str]:
    return frozenset(slip for turn in turns for slip in turn.slips)


def _replies(turns: Sequence[Turn]) -> list[Turn]:
    return [turn for turn in turns if turn.reply is not None]


def _heard_to_the_end(turns: Sequence[Turn]) -> bool:
    listens = sum(turn.move == LISTEN for turn in turns)
    early = any(turn.before.interrupts for turn in _replies(turns))
    return listens >= LISTENS and not early and INTERRUPT not in _slips(turns)


def _nothing_asked_twice(turns: Sequence[Turn]) -> bool:
    asked = {"invite", "clarify"} & set(_shown(turns))
    return bool(asked) and not _slips(turns) & set(EFFORT_SLIPS)


def _every_promise_kept(turns: Sequence[Turn]) -> bool:
    end = turns[-1].after.state
    return (
        bool(end.promised)
        and not end.open_promises
        and not end.broken
        and end.kept >= len(end.promised)
    )


def _an_honest_no(turns: Sequence[Turn]) -> bool:
    honest = [
        at for at, turn in enumerate(turns) if turn.act.decline and "bare-no" not in turn.slips
    ]
    return bool(honest) and "alternative" in set(_shown(turns[honest[0] :]))


def _won_back(turns: Sequence[Turn]) -> bool:
    moods = [turns[0].before.state.mood, *(turn.after.state.mood for turn in turns)]
    worst, end = band(min(moods)), band(moods[-1])
    return _ORDER.index(worst) <= _ORDER.index("angry") and _ORDER.index(end) >= _ORDER.index(
        "calm"
    )


def _took_it_on(turns: Sequence[Turn]) -> bool:
    skills = list(_shown(turns))
    first = next((at for at, skill in enumerate(skills) if skill in _SOLUTIONS), len(skills))
    return "own" in skills[:first] and first < len(skills) and not _slips(turns) & _DODGES


def _a_clean_conversation(turns: Sequence[Turn]) -> bool:
    return len(_replies(turns)) >= REPLIES and not _slips(turns)


def _followed_through(turns: Sequence[Turn]) -> bool:
    end = turns[-1].after.state
    return (
        "followup" in set(_shown(turns))
        and not end.open_promises
        and not end.broken
        and not end.exposed
    )


def _kept_in_the_picture(turns: Sequence[Turn]) -> bool:
    waits = [turn.act for turn in turns if turn.act.ticks]
    return len(waits) >= WAITS and all(act.explained for act in waits)


def _need_before_wish(turns: Sequence[Turn]) -> bool:
    result = turns[-1].after.result()
    return result.need is Need.MET and result.outcome is not Outcome.FULL


def _understood_first(turns: Sequence[Turn]) -> bool:
    reflected = accumulate(("reflect" in turn.shown for turn in turns), initial=0)
    before = next(
        (
            count
            for count, turn in zip(reflected, turns, strict=False)
            if _SOLUTIONS & set(turn.shown)
        ),
        0,
    )
    return before >= REFLECTS


MARKS = (
    Mark(
        "heard-out",
        "Heard to the end",
        f"You listened at least {times_words(LISTENS)} and never replied before they had said enough.",
        _heard_to_the_end,
    ),
    Mark(
        "asked-once",
        "Nothing asked twice",
        "You asked what you needed to know, and didn't make them repeat themselves or do your work.",
        _nothing_asked_twice,
    ),
    Mark(
        "promises",
        "Every promise kept",
        "You made a promise, and kept every one you made.",
        _every_promise_kept,
    ),
    Mark(
        "honest-no",
        "An honest no",
        "You said no openly, and offered what you could do instead.",
        _an_honest_no,
    ),
    Mark(
        "won-back",
        "A customer won back",
        "They were angry or furious, and you stayed with them until they were calm or better.",
        _won_back,
    ),
    Mark(
        "took-it-on",
        "Took it on",
        "You took responsibility before you offered a solution, and didn't blame anyone else.",
        _took_it_on,
    ),
    Mark(
        "clean",
        "Not one slip",
        f"You gave at least {REPLIES} replies and made no mistake in any of them.",
        _a_clean_conversation,
    ),
    Mark(
        "followed-through",
        "Followed through",
        "You followed up, and did everything you'd said you would.",
        _followed_through,
    ),
    Mark(
        "in-the-picture",
        "Kept in the picture",
        f"You kept them waiting at least {times_words(WAITS)}, and each time they knew why.",
        _kept_in_the_picture,
    ),
    Mark(
        "need",
        "The need behind it",
        "You couldn't give them everything they asked for, but you still took care of what they needed.",
        _need_before_wish,
    ),
    Mark(
        "understood",
        "Understood first",
        f"You said back what they had told you at least {times_words(REFLECTS)} before you offered a solution.",
        _understood_first,
    ),
)
"""Every mark there is, in the order in which they are shown."""
