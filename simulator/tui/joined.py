"""The full screen of `simulator join`: which screen follows which while a round goes on.

Holds the connection and the seat that is folded from its messages; screens show the seat and hand moves over. It works nothing
out: the server owns play and clock.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from simulator.errors import SimulatorError
from simulator.rounds.client.session import PLAYING, Update, UpdateKind
from simulator.rounds.words import CONNECTION_LOST
from simulator.tui.palette import key_commands
from simulator.tui.program import FAILED
from simulator.tui.screens.dialogs import ChoiceDialog, DialogOption
from simulator.tui.screens.lobby import LobbyScreen
from simulator.tui.screens.page import is_too_small
from simulator.tui.screens.round_debrief import RoundDebriefScreen
from simulator.tui.screens.seat import SeatScreen
from simulator.tui.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import SystemCommand
    from textual.screen import Screen

    from simulator.records.settings import LoadedSettings
    from simulator.rounds.client.connection import RoundClient
    from simulator.rounds.client.session import RemoteSession
    from simulator.tui.messages import SaveWanted, SeatMoves, SeatSays

_Kind = type[LobbyScreen] | type[SeatScreen] | type[RoundDebriefScreen]
LEAVE, STAY = "leave", "stay"
BACK = "You keep your seat while the round lasts. To come back, run the same command again."


class JoinedApp(Shell):
    """A seat of a round, until it is closed or left."""

    def __init__(
        self, client: RoundClient, seat: RemoteSession, settings: LoadedSettings | None = None
    ) -> None:
        super().__init__(settings)
        self._client, self.seat = client, seat
        self.failure: SimulatorError | None = None
        self._shown: tuple[_Kind, int] = (LobbyScreen, 0)
        self._lost = False
        self._debrief: RemoteSession | None = None
        """The seat as it was in its last debrief, which can be read until the next scenario starts."""

    def get_default_screen(self) -> Screen[None]:
        """Return the lobby, which is beneath everything."""
        return LobbyScreen(self.seat)

    def on_mount(self) -> None:
        """Join."""
        self.tell_troubles()
        self.run_worker(self._listen())

    async def _listen(self) -> None:
        """Take in what the server says, until it has no more to say to this seat."""
        try:
            async for message in self._client.messages():
                update = self.seat.apply(message)
                if self.return_code is None:  # else no screen is left to show it
                    self._show_update(update)
                if (
                    update.kind in (UpdateKind.ENTERED, UpdateKind.CAUGHT_UP, UpdateKind.SHOWN)
                    and self.seat.asked
                ):
                    await self._client.send(self.seat.asked)  # the same cmd moves nothing twice
        except SimulatorError as error:
            if self.seat.phase != "closed":
                self.failure = error
                self._end(FAILED)

    async def on_seat_moves(self, event: SeatMoves) -> None:
        """Send a move; one that cannot be sent now is sent when the connection is back."""
        message = self.seat.ask(event.move, secrets.token_hex(16))
        if message is not None:
            await self._client.send(message)

    async def on_seat_says(self, event: SeatSays) -> None:
        """Send a sentence; one that can't be sent now can be said again."""
        if not await self._client.send(event.asked):
            self.seat.typed.lose()
            self.notify(CONNECTION_LOST, markup=False)

    def get_system_commands(self, screen: Screen[Any]) -> Iterator[SystemCommand]:
        """Yield what the keys of the screen do, for those who are typing a sentence."""
        if not is_too_small(screen):
            yield from key_commands(self, screen)

    def on_play_left(self) -> None:
        """Leave, after a question while the round isn't closed."""
        if self.seat.phase == "closed" or not self.seat.phase:
            self._end(0)
            return
        ways = [DialogOption(LEAVE, "Leave for now"), DialogOption(STAY, "Stay in the round")]
        asked = ChoiceDialog("Leave the round?", [BACK], ways, careful=True)

        def take_answer(way: str | None) -> None:
            if way == LEAVE:
                self._end(0)

        self.push_screen(asked, take_answer)

    def on_save_wanted(self, event: SaveWanted) -> None:
        """Ask for a name and write the text there."""
        self.save_text(event.text, "debrief-round.txt")

    def _end(self, code: int) -> None:
        """End; the server has every move that was answered."""
        if self.failure is None and self.seat.phase not in ("", "closed"):
            self.farewell = BACK
        super()._end(code)

    def _show_update(self, update: Update) -> None:
        """Show the screen of where the round is, and on it what is new."""
        if update.kind is UpdateKind.LOST:
            again, self._lost = self._lost, True
            if again:
                return
        elif update.kind is UpdateKind.SEATED:
            if self._lost:
                self.notify("The connection is back.", markup=False)
            self._lost = False
        kind = self._screen_kind()
        if self._keeps_debrief(kind):
            return
        if (kind, self.seat.customer.number) != self._shown:
            self._shown = (kind, self.seat.customer.number)
            self._place(kind)
            if kind is not LobbyScreen:
                return  # a fresh screen shows all of it; the lobby was there before
        for screen in self.screen_stack:
            if isinstance(screen, kind) and screen.live:
                screen.tell(update)  # one that is not there yet shows all of it when it is

    def _keeps_debrief(self, kind: _Kind) -> bool:
        """Remember a debrief; return whether it stays on the screen, as it does until the next scenario starts."""
        if kind is RoundDebriefScreen:
            self._debrief = replace(self.seat)
        seat, old = self.seat, self._debrief
        waits = (
            kind is LobbyScreen
            and seat.phase == "lobby"
            and old is not None
            and old.customer.number != seat.customer.number
        )
        lobby = self.screen_stack[0]
        if isinstance(lobby, LobbyScreen):
            lobby.offer_debrief(waits)
        reading = next(
            (item for item in self.screen_stack if isinstance(item, RoundDebriefScreen)), None
        )
        if not waits or old is None or reading is None:
            return False
        reading.keep(old, seat.customer)
        return True

    def on_debrief_wanted(self) -> None:
        """Show the last debrief again."""
        if self._debrief is not None:
            screen = RoundDebriefScreen(self._debrief, ascii_only=self.settings.ascii)
            screen.keep(self._debrief, self.seat.customer)
            self.show_alone(screen)

    def on_debrief_left(self) -> None:
        """Go from a debrief to the scenario that the round has moved on to."""
        self._shown = (LobbyScreen, self.seat.customer.number)
        self._place(LobbyScreen)
        lobby = self.screen_stack[0]
        if isinstance(lobby, LobbyScreen):
            lobby.tell(Update(UpdateKind.SHOWN))

    def _screen_kind(self) -> _Kind:
        seat = self.seat
        if seat.phase in PLAYING and seat.scene is not None:
            return SeatScreen
        if seat.phase in ("debrief", "closed") and (seat.panes or seat.points):
            return RoundDebriefScreen
        return LobbyScreen

    def _seat_screen(self) -> SeatScreen:
        """Return the screen of the conversation; what a line to type on needs is imported only for it."""
        if not self.seat.typed.wanted:
            return SeatScreen(self.seat, self.moving)
        from simulator.tui.screens.seat_own_words import OwnWordsSeatScreen

        return OwnWordsSeatScreen(self.seat, self.moving)

    def _place(self, kind: _Kind) -> None:
        """Show a fresh screen above the lobby, or the lobby alone."""
        if kind is SeatScreen:
            self.show_alone(self._seat_screen())
        elif kind is RoundDebriefScreen:
            self.show_alone(RoundDebriefScreen(self.seat, ascii_only=self.settings.ascii))
        else:
            while len(self.screen_stack) > 1:
                self.pop_screen()
