"""The full screen of `simulator host`: the trainer's round, and the debrief of the class above it.

Runs beside the server in one loop. What the trainer wants goes to the server as a message of the protocol, so that screen,
lines and connections can do the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from simulator.errors import SimulatorError
from simulator.rounds.confirmations import STOP_SERVER
from simulator.rounds.hosted.objections import objection
from simulator.rounds.hosted.people_views import done_words
from simulator.rounds.hosted.views import trainer_state
from simulator.rounds.model import Phase
from simulator.rounds.open_class_walk import round_walk
from simulator.rounds.protocol import as_json
from simulator.rounds.requests import Ticket, request_of
from simulator.tui.host_choice import Chosen
from simulator.tui.host_words import Joining
from simulator.tui.saving import WITH_NAMES, WITH_PSEUDONYMS
from simulator.tui.screens.class_walk import ClassScreen
from simulator.tui.screens.dialogs import ChoiceDialog, DialogOption, TextDialog
from simulator.tui.screens.host import HostScreen
from simulator.tui.screens.host_setup import HostSetupScreen
from simulator.tui.shell import Shell
from simulator.tui.widgets.paragraphs import Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.records.settings import LoadedSettings
    from simulator.rounds.hosted.serving import Served
    from simulator.rounds.report_offers import RoundReports
    from simulator.scenario.library import ScenarioFile
    from simulator.tui.messages import ClassReportWanted, ClassWanted, TrainerWants

END, STAY = "end", "stay"


class SetupApp(Shell):
    """The choice of what to host; ends with it in `chosen`."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        shelf: Sequence[ScenarioFile],
        given: Chosen,
        address: str,
        settings: LoadedSettings,
        count_people: Callable[[str], int] = lambda _named: 0,
    ) -> None:
        """`given`, `address` and `count_people` are those of the screen."""
        super().__init__(settings)
        self._shelf, self._given, self._address = shelf, given, address
        self._count_people = count_people
        self.chosen = Chosen()

    def get_default_screen(self) -> Screen[None]:
        """Return an empty screen beneath the choice."""
        return Screen(id="empty")

    def on_mount(self) -> None:
        """Ask what to host."""
        self.tell_troubles()
        screen = HostSetupScreen(self._shelf, self._given, self._address, self._count_people)
        self.push_screen(screen, self._take)

    def _take(self, chosen: Chosen | None) -> None:
        self.chosen = chosen or Chosen()
        self._end(0)


class HostApp(Shell):
    """A round that is hosted here, until its server is ended."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        served: Served,
        record: str,
        reports: RoundReports,
        settings: LoadedSettings | None = None,
    ) -> None:
        """`record` is the path of the round's file, as it may be shown; `reports` are those that can be saved."""
        super().__init__(settings)
        self._served, self._record, self._reports = served, record, reports
        self._asked: ChoiceDialog | None = None

    def get_default_screen(self) -> Screen[None]:
        """Return the round."""
        served = self._served
        return HostScreen(
            lambda: as_json(trainer_state(served.round, served.server.connected)),
            Joining(
                f"{served.url}/",
                served.join_line,
                served.board_url,
                self._record,
                served.trainer_url,
            ),
            served.round.clock,
            ascii_only=self.settings.ascii,
        )

    def on_mount(self) -> None:
        """Say which settings could not be used."""
        self.tell_troubles()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse to suspend a server that others play on."""
        return action != "suspend_process" and super().check_action(action, parameters)

    async def on_trainer_wants(self, event: TrainerWants) -> None:
        """Hand it to the server; say what could not be saved."""
        request = request_of(event.asked)
        told = objection(self._served.round, request)
        try:
            await self._served.server.handle(request)
        except SimulatorError as error:
            told = ""
            self.notify(str(error), severity="error", markup=False)
        done = done_words(self._served.round, request)
        if told:
            self.notify(told, markup=False)
        elif isinstance(request, Ticket) and done:
            self.push_screen(TextDialog("A ticket for one seat", [Paragraph(done)]))
        elif done:
            self.notify(done, markup=False)
        for screen in self.screen_stack:
            if isinstance(screen, HostScreen) and screen.live:
                screen.show()

    async def on_class_wanted(self, event: ClassWanted) -> None:
        """Walk through what the class did."""
        played = self._served.round
        try:
            walk = await round_walk(played, self._reports, event.number)
        except SimulatorError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.push_screen(ClassScreen(played.scenario_at(event.number - 1), walk))

    def action_interrupt(self) -> None:
        """Ask at Ctrl-C, because others play here; the second one stops the server."""
        if self._asked and self.screen is self._asked:
            self._end(0)
        else:
            self.on_play_left()

    def on_play_left(self) -> None:
        """Stop the server, after a question while the round isn't closed."""
        if self._served.round.phase is Phase.CLOSED:
            self._end(0)
            return
        ways = [DialogOption(END, STOP_SERVER.action), DialogOption(STAY, "Cancel")]
        told = [STOP_SERVER.consequence]
        self._asked = ChoiceDialog(STOP_SERVER.question, told, ways, careful=True)
        self.push_screen(self._asked, lambda way: self._end(0) if way == END else None)

    def on_class_report_wanted(self, event: ClassReportWanted) -> None:
        """Save a report on the round, with names only while they are shown."""
        played = self._served.round
        offer = self._reports.of_open(played.setup.name, played.record)
        told = WITH_NAMES if event.named else WITH_PSEUDONYMS
        self.save_report(offer, told, pseudonyms=not event.named)
