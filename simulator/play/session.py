"""A seat at this machine: moves go into the journal before their answer is shown.

A seat joins what every face needs and none should do for itself: the order replies are shown in, which modes allow what, the
clock, and keeping each move on the disk. It draws nothing and reads nothing from the user; time comes from the function it is
given.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.engine.conversation import Conversation, Turn
from simulator.engine.lines import Voice
from simulator.errors import SimulatorError
from simulator.own_words.flow import MAX_WORDS, OwnWords, OwnWordsTurn
from simulator.own_words.use import find_reply
from simulator.play.choices import choices_of
from simulator.records.record import CLOCK_SINCE, WHOLE_CLOCK
from simulator.text import clean_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from simulator.engine.machine import ScenarioMachine
    from simulator.play.choices import Choice
    from simulator.play.rules import Rules
    from simulator.records.journal import Journal
    from simulator.scenario.model import Reply

NO_UNDO = "You can't undo in an exam."
NOTHING_TO_UNDO = "There is nothing to undo."
SECONDS_A_WORD = 0.3
NOTED_EVERY = 5.0
"""Seconds of a running clock after which a face has it noted; this much at most is given again after a crash."""


class PlaySession:
    """A play in progress. `journal` may be None where a play cannot be kept; then nothing is written.

    `own` is the turn in the player's own words, None where the play isn't in own words or no reply is on offer; `words` are
    what they typed for moves, by index.
    """

    def __init__(
        self,
        machine: ScenarioMachine,
        rules: Rules,
        now: Callable[[], float],
        journal: Journal | None,
    ):
        self.rules = rules
        self.journal = journal
        self.turns: list[Turn] = []
        self.own: OwnWordsTurn | None = None
        self.words: dict[int, OwnWords] = {}
        self.start = Conversation.begin(machine)
        self.now = now
        self._last = now()
        self._shown: set[str] = set()
        self._choices: tuple[Choice, ...] | None = None
        self._began = 0.0
        self._held: float | None = None
        self._base: float | None = None
        self._allowed: float | None = None
        self._noted = 0.0
        self._start_clock()

    @property
    def conversation(self) -> Conversation:
        """The conversation as it is now."""
        return self.turns[-1].after if self.turns else self.start

    @property
    def name(self) -> str | None:
        """The name to resume the play by, if it is kept."""
        return self.journal.record.name if self.journal else None

    @property
    def kept(self) -> bool:
        """Whether the play is kept, and its save is still where it can be found."""
        return self.journal is not None and self.journal.is_there

    @property
    def over(self) -> bool:
        """Whether the play has ended."""
        return self.conversation.over

    @property
    def can_undo(self) -> bool:
        """Whether the last move can be undone now."""
        return self.rules.allows_undo and bool(self.turns)

    def choices(self) -> tuple[Choice, ...]:
        """Return the replies offered, in the order they are shown; each keeps its number for as long as the scene lasts."""
        if self._choices is None:
            order = None if self.rules.seed is None else self._shuffle_key
            choices = choices_of(self.start, self.turns, order)
            if self.rules.own_words:  # the others were hidden, so that none of them is new
                choices = tuple(choice._replace(new=False) for choice in choices)
            self._choices = choices
        return self._choices

    def move(self, move: str) -> Turn:
        """Make a move: worked out, written and flushed, then shown.

        Raises IllegalMove, or SaveFailed if it could not be kept; either way the play is as before.
        """
        turn = self.conversation.move(move)
        words = self.own.words_for(move) if self.own and turn.reply else None
        if self.journal:
            self.journal.append_move(move, self._elapsed_ms(), turn.scene, words)
        if words:
            self.words[len(self.turns)] = words
        self.append_turn(turn)
        self.note_end()
        return turn

    def append_turn(self, turn: Turn) -> None:
        """Continue with a move that has been worked out from here and kept."""
        self.turns.append(turn)
        self._last = self.now()
        self._start_clock()

    def undo(self) -> Turn:
        """Undo the last move and return its turn."""
        if not self.can_undo:
            what = NO_UNDO if self.turns else NOTHING_TO_UNDO
            raise SimulatorError(what)
        if self.journal:
            self.journal.append_undo(self._elapsed_ms())
        self._last = self.now()
        turn = self.turns.pop()
        self.words.pop(len(self.turns), None)
        self._shown.clear()
        self._start_clock()
        return turn

    def restore(self, moves: Iterable[str]) -> None:
        """Play moves that the journal holds already, writing nothing; raises IllegalMove at the first not allowed."""
        for move in moves:
            self.turns.append(self.conversation.move(move))
        self._start_clock()

    def say(self, text: str) -> OwnWordsTurn:
        """Compare what the player typed with the replies on offer; a reply that is `TAKEN` is still to be given by `move`."""
        words, replies = clean_name(text, MAX_WORDS), self.wordings()
        return self.step(lambda own, at: own.say(words, replies, find_reply, at))

    def wordings(self) -> dict[str, tuple[str, ...]]:
        """Return the wordings of each reply on offer, by its id."""
        return {reply.id: (reply.text, *reply.says_like) for reply in self.conversation.offered()}

    def step(self, step: Callable[[OwnWordsTurn, float], OwnWordsTurn]) -> OwnWordsTurn:
        """Take a step of the turn in own words at the time that it is now."""
        assert self.own
        self.own = step(self.own, self._at())
        return self.own

    def allowed(self) -> float | None:
        """Seconds for the move that is due, with those for typing by now, or None where no clock runs."""
        return self._limit(self._at())

    @property
    def base(self) -> float | None:
        """Seconds for the move that is due at a factor of 1; None where there isn't a clock."""
        return self._base

    def set_time_used(self, seconds: float) -> None:
        """Count that many seconds as used for the move that is due."""
        self._began = self.now() - seconds

    def remaining(self) -> float | None:
        """Seconds left for the move that is due, 0 at the least; None where no clock runs."""
        limit = self._limit(self._at())
        return None if limit is None else max(0.0, limit - self._used())

    def until_late(self) -> float | None:
        """Seconds until the time for the move that is due is up if nothing is done; None where no clock runs."""
        left = self.remaining()
        return left if left is None or not self.own else left + self.own.stop_left(self._at())

    def overdue(self, at: float | None = None) -> float:
        """Seconds that the clock of the move that is due has run out by, at a time by the seat's clock; 0 while it runs."""
        now = self._held or (self.now() if at is None else at)
        limit = self._limit(now)
        return 0.0 if limit is None else max(0.0, now - self._began - limit)

    def waited(self) -> float:
        """Seconds for which the move that is due has been due."""
        return max(0.0, self._at() - self._began)

    def spent(self, at: float) -> float:
        """Seconds taken for the move that is due until a time by the seat's clock, no more than are allowed."""
        taken = max(0.0, at - self._began)
        limit = self._limit(at)
        return taken if limit is None else min(taken, limit)

    def hold(self) -> None:
        """Stop the clock where nothing can be answered; `release` lets it run on."""
        self._held = self._held or self.now()

    def release(self) -> None:
        """Let a held clock continue from where it stopped; the pause doesn't count towards the time that the move took."""
        if self._held is not None:
            now = self.now()
            pause = now - self._held
            self._began += pause
            self._last = min(now, self._last + pause)
            self.own = self.own and self.own.later(pause)
            self._held = None

    def retime(self, factor: float | None) -> None:
        """Give the player another factor from now on; the move that is due has its time at that factor, less what is used."""
        self.rules = replace(self.rules, factor=factor)
        self._allow()

    def use_up(self, thousandths: int) -> None:
        """Take from the clock of the move that is due what a journal says was used of it before."""
        if self._allowed is not None:
            self._began -= self._allowed * thousandths / WHOLE_CLOCK
            self._noted = self._used()

    def note_clock(self, after: float = NOTED_EVERY) -> None:
        """Note in the journal what is used of the clock, if that has grown by `after` seconds since the last note.

        After a failure to do so, the clock may resume from an earlier note.
        """
        used = self._used()
        journal = self.journal
        limit = self._limit(self._at())
        grown = used - self._noted
        if journal is None or limit is None or grown <= 0 or grown < after:
            return
        if journal.record.header.version < CLOCK_SINCE:
            return
        try:
            share = round(WHOLE_CLOCK * used / limit)
            journal.append_clock(min(share, WHOLE_CLOCK), self._elapsed_ms())
        except SimulatorError:
            return
        self._last = self.now()
        self._noted = used

    def detach(self) -> None:
        """Continue without keeping the play, after it could not be written."""
        self.close()
        self.journal = None

    def close(self) -> None:
        """Close the journal; the moves and the time used are on the disk."""
        if self.journal:
            self.note_clock(after=0)
            self.journal.close()

    def note_end(self) -> None:
        """Note in the journal that the play has ended, if it has and that is not noted yet.

        A failure to do so does no harm: the moves give the same ending again.
        """
        ending = self.conversation.state.ending
        if self.journal and ending and self.journal.record.ended is None:
            try:
                self.journal.append_end(ending, 0)
            except SimulatorError:
                return

    def _elapsed_ms(self) -> int:
        return max(0, round((self.now() - self._last) * 1000))

    def _shuffle_key(self, reply: Reply) -> bytes:
        key = f"{self.rules.seed}/{self.conversation.state.scene}/{reply.id}"
        return hashlib.sha256(key.encode()).digest()

    def _start_clock(self) -> None:
        """Restart the clock: the scene's seconds and reading time for every word newly shown."""
        self._choices = None
        self._began = self.now()
        self._noted = 0.0
        self._base = self._seconds()
        in_own_words = self.rules.own_words and not self.over and self.choices()
        self.own = OwnWordsTurn() if in_own_words else None
        self._allow()

    def _allow(self) -> None:
        base, factor = self._base, self.rules.factor
        self._allowed = None if base is None or factor is None else base * factor

    def _used(self) -> float:
        """Seconds used of the clock of the move that is due; 0 where none runs."""
        return self._at() - self._began if self._allowed is not None else 0.0

    def _at(self) -> float:
        """Return the time on the clock, which stays where it is while it is held."""
        return self._held or self.now()

    def _limit(self, at: float) -> float | None:
        """Return the seconds for the move that is due as far as they are known at a time; None where no clock runs."""
        if self._allowed is None:
            return None
        extra = self.own.extra_seconds(at, self.rules.factor or 1.0) if self.own else 0.0
        return self._allowed + extra

    def _seconds(self) -> float | None:
        """Return the seconds for the move that is due, before any factor; None where no clock runs."""
        conversation = self.conversation
        scene = conversation.scene
        seconds = conversation.scenario.clock if scene.clock is None else scene.clock
        texts = [choice.text for choice in self.choices()]
        fresh = [text for text in texts if text not in self._shown]
        self._shown = set(texts)
        if not self.rules.timed or seconds == 0 or conversation.over:
            return None
        said = self.turns[-1].said if self.turns else conversation.opening
        heard = [line.text for line in said if line.voice is Voice.CUSTOMER]
        words = sum(len(text.split()) for text in (*heard, *fresh))
        return seconds + SECONDS_A_WORD * words
