"""A shift in progress at this machine: each move is in its journal before its answer is shown.

One journal holds the moves of all customers in order. With every customer comes a seat that a face plays like any other; what a
seat can't do is undo, because what was said to one customer is part of the day of the next.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.play.choices import choices_of
from simulator.play.rules import Rules
from simulator.play.session import PlaySession
from simulator.shift.composure import MAX_BREATHS
from simulator.shift.play import BREATH, ShiftPlay, beginning_of
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.engine.conversation import Conversation, Turn
    from simulator.play.choices import Choice
    from simulator.records.journal import Journal
    from simulator.shift.library import ShiftFile
    from simulator.shift.wall import Wall

ENDED = "shift-over"
"""What the journal of a shift that is over says it ended with."""


class CustomerSeat(PlaySession):
    """The conversation with one customer of a shift; its moves are the shift's."""

    def __init__(self, shift: ShiftSession, conversation: Conversation, rules: Rules):
        self._shift, self._here = shift, conversation
        self.breaths = 0
        super().__init__(conversation.machine, rules, shift.now, shift.journal)
        self.start = conversation

    @property
    def conversation(self) -> Conversation:
        """The conversation as it is now; a breath changes it without a turn."""
        return self._here

    @property
    def can_undo(self) -> bool:
        """Never: a day isn't lived twice."""
        return False

    def choices(self) -> tuple[Choice, ...]:
        """Return the replies offered, in the order they are shown."""
        if self._choices is None:
            if self.turns:
                start, turns = (
                    self.start,
                    [*self.turns[:-1], self.turns[-1]._replace(after=self._here)],
                )
            else:
                start, turns = self._here, []
            self._choices = choices_of(start, turns, self._shuffle_key)
        return self._choices

    def move(self, move: str) -> Turn:
        """Make a move of the shift; raises IllegalMove or SaveFailed, and then nothing has happened."""
        turn = self._shift.move(move)
        assert turn is not None
        return turn

    def add(self, turn: Turn) -> None:
        """Note a turn that the shift has made."""
        self.turns.append(turn)
        self._here = turn.after
        self._last = self.now()
        self._start_clock()

    def change(self, conversation: Conversation) -> None:
        """Note what a breath has changed."""
        self._here = conversation
        self.breaths += 1
        self._last = self.now()
        self._choices = None

    def note_end(self) -> None:
        """Write nothing: the journal ends with the shift."""

    def detach(self) -> None:
        """Continue the whole shift without keeping it."""
        self._shift.detach()

    def milliseconds(self) -> int:
        """Return the time since the last move."""
        return self._elapsed_ms()


class ShiftSession:
    """A shift being played. `journal` is None where it cannot be kept; `seats` are the customers so far, in order.

    `marks` holds for each who has left the player's composure and the wall right after that.
    """

    def __init__(
        self, file: ShiftFile, seed: int, now: Callable[[], float], journal: Journal | None
    ):
        self.file, self.now, self.journal = file, now, journal
        self.rules = Rules(Mode.PRACTICE, seed=seed)
        self.play = ShiftPlay.begin(file.shift, file.scenarios, seed)
        self.moves: list[str] = []
        self.composures: list[int] = [self.play.composure]
        self.marks: list[tuple[int, Wall]] = []
        self.seats: list[CustomerSeat] = []
        self._welcome()

    @property
    def seat(self) -> CustomerSeat:
        """The seat of the customer who is there, or once the shift is over of the last one."""
        return self.seats[-1]

    @property
    def over(self) -> bool:
        """Whether the shift has ended."""
        return self.play.over

    @property
    def name(self) -> str | None:
        """The name to resume it by, if it is kept."""
        return self.journal.record.name if self.journal else None

    @property
    def kept(self) -> bool:
        """Whether it is kept, and its file is still where it can be found."""
        return self.journal is not None and self.journal.is_there

    def move(self, move: str) -> Turn | None:
        """Make a move: worked out, written and flushed, then shown; None for a breath.

        Raises IllegalMove, or SaveFailed if it could not be kept; either way the shift is as before.
        """
        after, turn = self.play.move(move)
        if self.journal:
            scene = self.play.conversation.state.scene if self.play.conversation else None
            self.journal.append_move(move, self.seat.milliseconds(), scene)
        self._take(move, after, turn)
        return turn

    def restore(self, move: str) -> None:
        """Make a move that the journal has already; raises IllegalMove."""
        self._take(move, *self.play.move(move))

    def note(self, kind: str, text: str) -> None:
        """Keep what the player says about themselves; where it can't be kept, it isn't."""
        if self.journal and text.strip():
            try:
                self.journal.append_note(kind, text)
            except SimulatorError:
                return

    def detach(self) -> None:
        """Continue without keeping the shift, after it could not be written."""
        self.close()
        self.journal = None
        for seat in self.seats:
            seat.journal = None

    def close(self) -> None:
        """Close the journal; all of it is on the disk."""
        if self.journal:
            self.journal.close()

    def _take(self, move: str, after: ShiftPlay, turn: Turn | None) -> None:
        seat, before = self.seat, self.play
        self.play = after
        self.moves.append(move)
        self.composures.append(after.composure)
        if after.over or after.at != before.at:
            self.marks.append((after.ended_with, after.wall))
        if turn is None:
            assert after.conversation is not None
            seat.change(after.conversation)
            return
        # The shift knows what slips out in the scene that was entered; the engine's turn doesn't.
        stays = after.at == before.at and after.conversation is not None
        if stays and after.conversation is not None:
            turn = turn._replace(after=after.conversation)
        seat.add(turn)
        if after.over:
            self.note_end()
        elif not stays:
            self._welcome()

    def note_end(self) -> None:
        """Note in the journal that the shift has ended, unless it says so; a failure does no harm."""
        if self.journal and self.over and self.journal.record.ended is None:
            try:
                self.journal.append_end(ENDED, 0)
            except SimulatorError:
                return

    def _welcome(self) -> None:
        if self.play.conversation is not None:
            here = self.play.conversation
            rules = replace(self.rules, day=here.scenario.day)
            self.seats.append(CustomerSeat(self, here, rules))

    @property
    def can_breathe(self) -> bool:
        """Whether a breath may be taken now."""
        return self.play.can_breathe

    def is_remembered(self, at: int) -> bool:
        """Whether a customer, counted from 0, began as an earlier conversation of the shift had ended."""
        return beginning_of(self.file.shift.customers[at], self.play.served[:at]) is not None

    @property
    def breaths_left(self) -> int:
        """How many breaths may still be taken with this customer."""
        return MAX_BREATHS - self.play.breaths

    def breathe(self) -> None:
        """Take a breath; raises IllegalMove or SaveFailed."""
        self.move(BREATH)

    def make_due_move(self) -> Turn | None:
        """Make the move that an earlier customer has decided, if there is one; raises SaveFailed."""
        return self.move(self.play.due) if self.play.due else None
