"""One turn in one's own words, as a value that every face steps through: type, perhaps be asked back, perhaps see the replies.

    TYPING --say--> TAKEN, where one reply is clearly meant
                    ASKING, with the two nearest --none_of_these--> SHOWN
                    TYPING again, where nothing on offer is close
    TYPING --show--> SHOWN, without having typed anything

Pure: times are seconds of the caller's clock, and what compares the sentences is passed in. A step never changes the
conversation, so a sentence that means none of the replies costs nothing; only the move made at the end counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Finder = Callable[[str, Sequence[Sequence[str]]], "Match"]

MAX_WORDS: Final = 2_000
"""Characters of a typed sentence that are used and saved; the rest is cut off."""
CHARACTERS_A_SECOND: Final = 3
MAX_TYPING: Final = 60.0
"""Seconds that typing adds to the clock of a turn at the most."""
LONG_LINE: Final = round(MAX_TYPING * CHARACTERS_A_SECOND)
"""Characters from which on a longer line has no more time."""
MAX_STOP: Final = 20.0
"""Seconds of a turn for which the clock is stopped while the player is asked what they meant."""
_LETTER: Final = re.compile(r"[^\W_]")


class Step(StrEnum):
    """Where a turn is."""

    TYPING = "typing"
    ASKING = "asking"
    SHOWN = "shown"
    TAKEN = "taken"


class Found(StrEnum):
    """How the reply was found: matched outright, chosen of the two offered, or of all replies.

    It was chosen of all of them after those offered were passed over, or after nothing on offer was close to the sentence.
    """

    MATCHED = "matched"
    OFFERED = "offered"
    PASSED_OVER = "passed-over"
    NOTHING_CLOSE = "nothing-close"


class OwnWords(NamedTuple):
    """What a player typed in a turn, and how the reply that they gave was found by it."""

    text: str
    found: Found


@dataclass(frozen=True, slots=True)
class Match:
    """What a typed sentence comes to.

    `taken` is the index of the reply that it means, None where the trainee has to say; `nearest` are at most two indices,
    the nearest first, none where no reply is close.
    """

    taken: int | None
    nearest: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OwnWordsTurn:
    """A turn in one's own words.

    `typed` is the sentence that was compared last, empty before one was. `nearest` are ids of replies: the one that was taken,
    or those that are offered, at most two. `longest` is the most characters that stood on the line at once. `asked_at` is when
    the question now on the screen was asked, None where there isn't one; `stopped` are the seconds of those before it.
    `nothing_close` says that no reply on offer is close to `typed`.
    """

    step: Step = Step.TYPING
    typed: str = ""
    nearest: tuple[str, ...] = ()
    longest: int = 0
    asked_at: float | None = None
    stopped: float = 0.0
    nothing_close: bool = False

    @property
    def hides_replies(self) -> bool:
        """Whether the replies on offer may not be shown yet."""
        return self.step in (Step.TYPING, Step.ASKING)

    def type(self, length: int) -> OwnWordsTurn:
        """Return the turn with that many characters on the line."""
        return replace(self, longest=max(self.longest, length))

    def say(
        self, text: str, replies: Mapping[str, Sequence[str]], find: Finder, at: float
    ) -> OwnWordsTurn:
        """Return the turn after a sentence was typed; the same turn where the text has no letter or digit.

        Args:
            text: The sentence, cleaned.
            replies: The wordings of each reply on offer by its id.
            find: Compares the sentence with the replies.
            at: When it was typed.
        """
        text = text[:MAX_WORDS]
        if not is_sentence(text) or not replies:
            return self
        match = find(text, [*replies.values()])
        ids = [*replies]
        longest = max(self.longest, len(text))
        turn = replace(self._answered(at), typed=text, nothing_close=False, longest=longest)
        if match.taken is not None:
            return replace(turn, step=Step.TAKEN, nearest=(ids[match.taken],))
        nearest = tuple(ids[index] for index in match.nearest)
        if not nearest:
            return replace(turn, step=Step.TYPING, nearest=(), nothing_close=True)
        return replace(turn, step=Step.ASKING, nearest=nearest, asked_at=at)

    def none_of_these(self, at: float) -> OwnWordsTurn:
        """Return the turn with all replies shown, because none of those offered was meant."""
        return replace(self._answered(at), step=Step.SHOWN)

    def change(self, at: float) -> OwnWordsTurn:
        """Return the turn back at the line, to change the sentence."""
        return replace(self._answered(at), step=Step.TYPING, nearest=())

    def show(self, at: float) -> OwnWordsTurn:
        """Return the turn with all replies shown at once."""
        return replace(self._answered(at), step=Step.SHOWN, nearest=())

    def words_for(self, move: str) -> OwnWords | None:
        """Return what is saved beside a reply that is given now; None where nothing was typed before it."""
        if self.typed and self.nothing_close:
            return OwnWords(self.typed, Found.NOTHING_CLOSE)
        if not self.typed or self.step is Step.TYPING:
            return None
        if self.step is Step.TAKEN:
            return OwnWords(self.typed, Found.MATCHED) if move in self.nearest else None
        is_offered = self.step is Step.ASKING and move in self.nearest
        return OwnWords(self.typed, Found.OFFERED if is_offered else Found.PASSED_OVER)

    def later(self, seconds: float) -> OwnWordsTurn:
        """Return the turn after a pause that doesn't count."""
        asked_at = None if self.asked_at is None else self.asked_at + seconds
        return replace(self, asked_at=asked_at)

    def extra_seconds(self, at: float, factor: float) -> float:
        """Return the seconds added to the clock of the turn: for typing, at the player's factor, and for being asked."""
        typing = min(MAX_TYPING, self.longest / CHARACTERS_A_SECOND)
        return typing * factor + self._stopped_until(at)

    def stop_left(self, at: float) -> float:
        """Return for how many seconds the clock will still stand if nothing is answered."""
        return 0.0 if self.asked_at is None else MAX_STOP - self._stopped_until(at)

    def _stopped_until(self, at: float) -> float:
        asking = 0.0 if self.asked_at is None else max(0.0, at - self.asked_at)
        return min(MAX_STOP, self.stopped + asking)

    def _answered(self, at: float) -> OwnWordsTurn:
        return replace(self, asked_at=None, stopped=self._stopped_until(at))


def is_sentence(text: str) -> bool:
    """Return whether there is a letter or a digit in a text, so that it can mean something."""
    return _LETTER.search(text) is not None
