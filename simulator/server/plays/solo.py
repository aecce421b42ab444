"""A solo play as a value, folded from its events. The one interpreter of them: a play is the same before and after a restart.

Pure: a scenario's machine and every time come in as arguments.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from msgspec import UNSET

from simulator.engine.conversation import Conversation, IllegalMove
from simulator.errors import SimulatorError
from simulator.play.rules import Rules
from simulator.play.session import PlaySession
from simulator.report.words import edition_words
from simulator.ruleset import EDITION
from simulator.server.plays.events import Moved, Opened, Undone, read_body, time_of
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from simulator.engine.conversation import Turn
    from simulator.engine.machine import ScenarioMachine
    from simulator.rounds.event_log import Event
    from simulator.server.plays.events import Body, End

    Machines = Callable[[Opened], ScenarioMachine]
    """Gives the machine of the scenario that a play was opened with."""

GRACE = 2.0
"""Seconds after its time is up in which a reply still counts, because it was on its way."""


class PlayNoLongerFits(SimulatorError):
    """The rules have changed since a play was made, and no longer allow one of its moves."""

    def __init__(self, opened: Opened, move: int, name: str):
        super().__init__(
            f"This conversation was started under {edition_words(opened.edition)}, and move {move} ({quoted(name)}) isn't "
            f"allowed under edition {EDITION}, so it can't be resumed.",
            "Its result is kept. Start the scenario again to play it under the current rules.",
        )


@dataclass(frozen=True, slots=True)
class SoloPlay:
    """One play: how it was opened, its moves, and how many events that took.

    `since` is when the move that is due became due, `seconds` the time taken by the moves made. `cmds` are the commands that
    were answered. `undone` says whether any move was. `end` is what it came to, once it is over.
    """

    id: str
    opened: Opened
    begun: datetime
    since: datetime
    start: Conversation
    turns: tuple[Turn, ...] = ()
    version: int = 1
    seconds: float = 0.0
    undone: bool = False
    end: End | None = None
    cmds: frozenset[str] = field(default_factory=frozenset)

    @property
    def conversation(self) -> Conversation:
        """The conversation as it is now."""
        return self.turns[-1].after if self.turns else self.start

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.conversation.over

    @property
    def rules(self) -> Rules:
        """How it is played."""
        opened = self.opened
        return Rules(opened.mode, opened.timed, opened.factor, opened.seed, opened.day)

    @property
    def whole(self) -> bool:
        """Whether it counts towards figures: all of its moves were made in it."""
        return not self.opened.given

    @property
    def can_undo(self) -> bool:
        """Whether the last move can be undone: not in an exam, not once it is over, not what was taken over."""
        made = len(self.turns) > len(self.opened.given)
        return self.rules.allows_undo and made and not self.over

    def session(self, at: datetime) -> PlaySession:
        """Return a seat of the play at a time: the order of replies and the clock. It must not be moved in."""
        local = PlaySession(self.start.machine, self.rules, partial(float, at.timestamp()), None)
        for turn in self.turns:
            local.append_turn(turn)
        local.set_time_used(max(0.0, (at - self.since).total_seconds()))
        return local

    def is_late(self, at: datetime) -> bool:
        """Tell whether a reply that comes at a time comes after its time was up."""
        return not self.over and self.opened.timed and self.session(at).overdue() > GRACE


def fold(id: str, events: Sequence[Event], machines: Machines) -> SoloPlay | None:
    """Return the play that some events make; None where there are none. Raises PlayNoLongerFits."""
    play: SoloPlay | None = None
    for event in events:
        body = read_body(event)
        play = open_play(id, body, event, machines) if play is None else apply(play, body, event)
    return play


def open_play(id: str, opened: Body, event: Event, machines: Machines) -> SoloPlay:
    """Return a play as its first event opens it, after the moves that it takes over."""
    if not isinstance(opened, Opened):
        raise TypeError(f"the first event of a play opens it, not {event.kind}")
    start = Conversation.begin(machines(opened))
    at, cmds = time_of(event), frozenset({event.cmd or ""})
    end = None if opened.end is UNSET else opened.end
    play = SoloPlay(id, opened, at, at, start, end=end, cmds=cmds)
    for move in opened.given:
        play = replace(play, turns=(*play.turns, _turn(play, move)))
    return play


def apply(play: SoloPlay, body: Body, event: Event) -> SoloPlay:
    """Return a play after another event of it; raises PlayNoLongerFits where the rules no longer allow its move."""
    after = replace(
        play, version=play.version + 1, since=time_of(event), cmds=play.cmds | {event.cmd or ""}
    )
    match body:
        case Moved():
            return replace(
                after,
                turns=(*play.turns, _turn(play, body.move)),
                seconds=play.seconds + body.ms / 1000,
                end=play.end if body.end is UNSET else body.end,
            )
        case Undone():
            return replace(after, turns=play.turns[:-1], undone=True)
        case Opened():
            raise TypeError("a play is opened once")


def _turn(play: SoloPlay, move: str) -> Turn:
    try:
        return play.conversation.move(move)
    except IllegalMove:
        raise PlayNoLongerFits(play.opened, len(play.turns) + 1, move) from None
