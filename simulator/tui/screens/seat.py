"""A seat of a round: the same conversation as alone, with the play and the clock at the server.

A move is handed to the app, which sends it; its result is shown when the server sends it. Nothing is worked out here.
"""

from __future__ import annotations

from itertools import takewhile
from math import ceil
from typing import TYPE_CHECKING, ClassVar

from msgspec import UNSET
from msgspec.structs import asdict
from textual.binding import Binding, BindingType

from simulator.channel_words import words_of
from simulator.engine.lines import Voice
from simulator.play.sentences import more_to_come
from simulator.portrait.traits import settle
from simulator.rounds.client.session import PLAYING, UpdateKind
from simulator.rounds.words import (
    BOARD_HIDDEN,
    CONNECTION_LOST,
    FINISHED,
    PHASE_WORDS,
    PRACTICE,
    SENDING,
    SILENT,
    clock_words,
    finished_words,
    standing_words,
)
from simulator.text import count
from simulator.tui.appearance import presence
from simulator.tui.messages import PlayLeft, SeatMoves
from simulator.tui.screens.conversation import ConversationScreen
from simulator.tui.screens.dialogs import TextDialog
from simulator.tui.screens.page import HELP
from simulator.tui.screens.play_keys import TALK_KEYS
from simulator.tui.transcript import (
    line_paragraphs,
    move_paragraphs,
    place,
    reason_paragraphs,
)
from simulator.tui.widgets.customer_card import Appearance
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.prompt import Prompt
from simulator.tui.widgets.reading import REMEMBERED, Reading
from simulator.tui.widgets.replies import Replies
from simulator.tui.widgets.title import Heading
from simulator.tui.words import customer_sentence, one_line, paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.engine.state import Gauges
    from simulator.play.choices import Choice
    from simulator.records.settings import Settings
    from simulator.rounds.client.session import RemoteSession, TurnUpdate, Update
    from simulator.rounds.message_parts import BoardRow

TICK = 0.25
SLOW = 0.7
"""Seconds after which a move that is on its way is spoken of."""
LAST_MINUTE = 60


class SeatScreen(ConversationScreen):
    """One conversation of a round."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *TALK_KEYS,
        Binding("r", "board", "ranks", tooltip="shows how the round is going", id="seat.ranks"),
        HELP,
        Binding(
            "escape",
            "leave",
            "leave",
            key_display="Esc",
            tooltip="leaves; you keep your seat, and the same command brings you back",
            id="seat.leave",
        ),
    ]

    def __init__(self, seat: RemoteSession, settings: Settings | None = None) -> None:
        super().__init__(settings)
        self.seat = seat
        self._sent_at = 0.0
        self._count = 0
        self._trend: dict[int, Gauges] = {}

    @property
    def choices(self) -> Sequence[Choice]:
        """What the server offers, while a move can be made."""
        return self.seat.choices if self.seat.may_move else ()

    @property
    def can_listen(self) -> bool:
        """Whether there is more to hear."""
        return self.seat.may_move and self.seat.can_listen

    @property
    def over(self) -> bool:
        """Whether the conversation has ended."""
        return self.seat.ended

    def heading(self) -> Heading:
        """Return what is being played, and the time left in the round, to the minute until the last one."""
        customer, left = self.seat.customer, self.seat.left()
        if left is None:
            time = ""
        elif left <= LAST_MINUTE:
            time = f"{clock_words(ceil(left))} left"
        else:
            time = f"{ceil(left / 60)} min left"
        title = one_line(customer.title)
        title = title if self.seat.counts else f"Practice: {title}"
        where = place(customer.channel, customer.name)
        right = (*([time] if time else []), self.seat.rules.mode)
        return Heading(title, (where,), right)

    def reading(self) -> Reading:
        """Return the face, and the gauges where the mode shows them."""
        seat, scene = self.seat, self.seat.scene
        if scene is None:
            return Reading("calm")
        if scene.gauges is None:
            return Reading(scene.band)
        if seat.turn:
            self._trend[seat.turn] = scene.gauges
        last = (gauges for turn, gauges in sorted(self._trend.items()) if turn <= seat.turn)
        return Reading(scene.band, scene.gauges, seat.before, (*last,)[-REMEMBERED:], seat.turn)

    def appearance(self) -> Appearance:
        """Return the customer as the server draws them, and where an older one doesn't, as their name does."""
        customer = self.seat.customer
        told = {} if customer.portrait is UNSET else asdict(customer.portrait)
        traits = settle(customer.name, told)
        return Appearance(customer.name, traits, *presence(customer.channel))

    def transcript(self) -> list[Paragraph]:
        """Return everything said so far."""
        self._count = len(self.seat.past)
        late = [Paragraph(text, "notice", "-- ") for text in self.seat.late]
        return [*late, *(part for item in self.seat.past for part in self._update_paragraphs(item))]

    def count_newest(self) -> int:
        """Return how many lines came last: those since your own, where all of a conversation came at once."""
        lines = self.seat.past[-1].lines if self.seat.past else ()
        newest = takewhile(lambda line: line.voice not in (Voice.YOU, Voice.ACTION), lines[::-1])
        return sum(1 for _ in newest)

    @property
    def channel(self) -> str:
        """The customer's channel."""
        return self.seat.customer.channel

    def brief(self) -> list[Paragraph]:
        """Return the customer and the brief."""
        customer = self.seat.customer
        return paragraphs(customer_sentence(customer), customer.brief)

    def prompt_sentence(self) -> str:
        """Return what matters now: the connection, the pause, the end, else what there is to hear."""
        seat = self.seat
        if not seat.connected:
            return CONNECTION_LOST
        if seat.phase == "paused":
            return seat.trouble or PHASE_WORDS["paused"]
        if seat.ended:
            own = standing_words(seat.own.rank, seat.own.points, seat.seats) if seat.own else ""
            return f"{FINISHED} {own}".rstrip()
        if seat.asked and seat.now() - self._sent_at > SLOW:
            return SENDING
        if seat.can_listen:
            return more_to_come(self.key_for("listen"))
        return "" if seat.choices else words_of(self.channel).nothing_left

    def now(self) -> float:
        """Return the seat's clock, by which a key pressed twice is one move."""
        return self.seat.now()

    def on_mount(self) -> None:
        """Show where the seat is and look at the clock now and then."""
        self.set_class(not self.seat.rules.shows_gauges, "-exam")
        self.offer()
        if not self._catch_up() and self.seat.turn == 0:
            self.reveal(0)
        self.set_interval(TICK, self._tick)

    def tell(self, update: Update) -> None:
        """Show what a message brought."""
        if not self._catch_up():
            self.offer()
        if update.kind is UpdateKind.REFUSED:
            self.show_message(update.text)

    def _catch_up(self) -> bool:
        """Show what was said since; false where nothing was."""
        fresh = self.seat.past[self._count :]
        self._count = len(self.seat.past)
        if fresh:
            self.add([paragraph for item in fresh for paragraph in self._update_paragraphs(item)])
        return bool(fresh)

    def offer(self) -> None:
        """Show what can be done; there is no debrief before the round is over."""
        super().offer()
        seat, replies = self.seat, self.query_one(Replies)
        if not seat.may_move or (seat.can_only_wait and seat.remaining() is not None):
            replies.fill([])
        self._tick()

    def make_move(self, move: str) -> None:
        """Hand a move over to be sent."""
        if self.too_small or self.seat.asked or not self.seat.may_move:
            return
        self._sent_at = self.seat.now()
        self.post_message(SeatMoves(move))

    def action_board(self) -> None:
        """Show how the round is going, as far as the trainer shows it."""
        self.app.push_screen(TextDialog("How the round is going", board_paragraphs(self.seat)))

    def action_leave(self) -> None:
        """Leave the round."""
        self.post_message(PlayLeft())

    def _update_paragraphs(self, brought: TurnUpdate) -> list[Paragraph]:
        customer = self.seat.customer
        channel, name = customer.channel, customer.name
        if not brought.silent and not brought.why:
            return line_paragraphs(brought.lines, channel, name)
        silence = SILENT if brought.silent else ""
        return move_paragraphs(
            brought.lines, silence, reason_paragraphs(brought.why), channel, name
        )

    def _tick(self) -> None:
        """Show the time that is left for the move, and that of the round in the title."""
        self.query_one(Prompt).show_time(self.seat.remaining(), self.seat.allowed())
        self.show_heading()
        self.refresh_prompt()


def board_paragraphs(seat: RemoteSession) -> list[Paragraph]:
    """Return the board as a seat may see it: the top, and the seat's own place."""
    playing = seat.phase in PLAYING
    told = [Paragraph(finished_words(seat.done, seat.seats))] if playing else []
    if not seat.counts:
        told.append(Paragraph(PRACTICE, "muted"))
    if playing and seat.own:
        standing = standing_words(seat.own.rank, seat.own.points, seat.seats)
        told += [Paragraph(standing, gap=True)] if standing else []
    elif lines := seat.standing_lines():
        told += [Paragraph(line, gap=True) for line in lines[:-1]]
        told.append(Paragraph(lines[-1], "muted"))
    points = [*(row.points for row in seat.board), *(team.points for team in seat.teams)]
    bare = all(item is None for item in points)
    told += [
        _row(
            row.rank,
            row.points,
            f"{row.name}{_done_words(row, over=not playing)}",
            "",
            gap=at == 0,
            bare=bare,
        )
        for at, row in enumerate(seat.board)
    ]
    told += [
        _row(
            team.rank,
            team.points,
            f"{team.name}, {count(team.seats, 'seat')}",
            "Team ",
            gap=at == 0,
            bare=bare,
        )
        for at, team in enumerate(seat.teams)
    ]
    if not seat.board and not seat.own:
        told.append(Paragraph(BOARD_HIDDEN, gap=True))
    return told


def _done_words(row: BoardRow, *, over: bool) -> str:
    """Return who has finished while others play, and who hadn't once it is over."""
    if over:
        return "" if row.done or row.rank is None else ", unfinished"
    return ", finished" if row.done else ""


def _row(
    rank: int | None, points: int | None, text: str, lead: str, *, gap: bool, bare: bool
) -> Paragraph:
    """Return a row of the board: one without points leaves their place empty, unless all are `bare`, without points."""
    if bare:
        return Paragraph(text, lead=lead, gap=gap)
    place = " " * 4 if rank is None else f"{rank:>2}. "
    shown = "" if points is None else str(points)
    return Paragraph(f"{shown:>4}  {text}", lead=f"{lead}{place}", gap=gap)
