"""A good play on the screen: its moves come at reading pace, each with its reason, and can be paused, stepped and left.

It makes no move of the player's and saves nothing. Leaving it goes back to the debrief; going on from it begins a play.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from simulator.play.session import SECONDS_A_WORD
from simulator.report.good_play import (
    NEVER_KNOWN,
    NOT_KNOWN,
    end_sentence,
    good_play,
    step_reason,
)
from simulator.tui.messages import GoOnFrom
from simulator.tui.screens.local_conversation import LocalConversationScreen
from simulator.tui.screens.page import HELP
from simulator.tui.screens.play_keys import read_keys
from simulator.tui.transcript import place_of, play_paragraphs, turn_paragraphs
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.replies import Replies
from simulator.tui.widgets.title import Heading
from simulator.tui.words import how_far, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.timer import Timer

    from simulator.engine.conversation import Turn
    from simulator.jobs.prospect_job import ProspectJob
    from simulator.play.choices import Choice
    from simulator.records.settings import Settings
    from simulator.report.debrief import Debrief
    from simulator.report.good_play import GoodPlay
    from simulator.tui.screens.page import Page

LEAST_SECONDS = 2.0
"""Between two moves, however short they are."""
WATCHED = "a good play"


class GoodPlayScreen(LocalConversationScreen):
    """A conversation that is shown move by move."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space,right",
            "next",
            "next move",
            key_display="Space",
            tooltip="shows the next move at once",
            id="watched.next",
        ),
        Binding("left", "back", show=False, tooltip="goes back a move", id="watched.back"),
        Binding("p", "pause", "pause", tooltip="pauses and resumes", id="watched.pause"),
        Binding(
            "enter",
            "go_on",
            "take over",
            key_display="Enter",
            tooltip="takes over from here, as a new conversation",
            id="watched.go-on",
        ),
        *read_keys("play"),
        HELP,
        Binding(
            "escape,q",
            "leave",
            "back",
            key_display="Esc",
            tooltip="goes back to the debrief",
            id="watched.leave",
        ),
    ]
    AUTO_FOCUS = ""

    def __init__(self, watched: GoodPlay, settings: Settings | None = None) -> None:
        super().__init__(settings)
        self._watched = watched
        self._paused = False
        self._timer: Timer | None = None

    @property
    def play(self) -> GoodPlay:
        """The play that is shown."""
        return self._watched

    @property
    def choices(self) -> Sequence[Choice]:
        """Nothing can be replied here."""
        return ()

    @property
    def can_listen(self) -> bool:
        """Nothing can be heard here but what comes by itself."""
        return False

    @property
    def aim(self) -> int | None:
        """It opens where it begins."""
        return None

    def heading(self) -> Heading:
        """Return what is shown, that it is a good play, and how far it is."""
        here = self._watched.conversation
        far = how_far(len(self._watched.turns), over=here.over)
        return Heading(one_line(here.scenario.title), (WATCHED, place_of(here)), (far,))

    def transcript(self) -> list[Paragraph]:
        """Return the finished play up to where this begins, then each move with its reason."""
        play = self._watched
        told = play_paragraphs(play.start, play.turns[: play.first], with_reasons=True)
        for turn in play.turns[play.first :]:
            told += self._step(turn)
        return told

    def prompt_sentence(self) -> str:
        """Return that it is over and what it came to, that it is paused, or how to go on oneself."""
        if self._watched.conversation.over:
            return end_sentence(self._watched)
        if self._paused:
            return "Paused."
        return "This is a good play. Press Enter to take over."

    def on_mount(self) -> None:
        """Show where it begins, and wait for as long as that takes to read."""
        self.query_one(Replies).display = False
        self.offer()
        self._wait(())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return what is possible now."""
        match action:
            case "next" | "pause" if self._watched.done:
                return False
            case "go_on" if self._watched.conversation.over:
                return False
        return super().check_action(action, parameters)

    def make_move(self, move: str) -> None:
        """Do nothing: the moves come by themselves."""

    def action_next(self) -> None:
        """Show the rest of what appears, else the next move."""
        said = self.query_one("#said", Flow)
        if said.revealing:
            said.complete()
            self._all_there()
            return
        self._step_on()

    def action_back(self) -> None:
        """Go back a move, and stay there."""
        if self._watched.back():
            self._paused = True
            self._stop()
            self.show_transcript()
            self.offer()

    def action_pause(self) -> None:
        """Stop, or continue."""
        self._paused = not self._paused
        if self._paused:
            self._stop()
        else:
            self._wait(())
        self.refresh_prompt()

    def action_go_on(self) -> None:
        """Take over from here."""
        self._stop()
        self.post_message(GoOnFrom(self._watched.moves))

    def action_leave(self) -> None:
        """Go back to the debrief."""
        self._stop()
        self.dismiss(None)

    def _step(self, turn: Turn) -> list[Paragraph]:
        reason = Paragraph(step_reason(turn), "notice", "-- ", gap=True)
        return [reason, *turn_paragraphs(turn, with_reasons=True)]

    def _step_on(self) -> None:
        self._stop()
        turn = self._watched.step()
        if turn is None:
            self.offer()
            return
        told = self._step(turn)
        self.add(told)
        if not self._paused:
            self._wait(told)

    def _wait(self, told: Iterable[Paragraph]) -> None:
        """Make the next move once what is shown can have been read."""
        self._stop()
        words = sum(len(paragraph.whole.split()) for paragraph in told)
        if not self._watched.done:
            self._timer = self.set_timer(LEAST_SECONDS + SECONDS_A_WORD * words, self._step_on)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None


def open_good_play(
    screen: Page[None],
    debrief: Debrief,
    reach: ProspectJob | None,
    index: int,
    settings: Settings,
) -> None:
    """Show the best way on from before a move of a finished play, or say that it isn't known yet; `index` counts from 0."""
    known = {**debrief.prospects, **(reach.known if reach else {})}
    found = good_play(debrief.start, debrief.turns, index, known)
    if found is None:
        screen.app.notify(NEVER_KNOWN if reach is None else NOT_KNOWN, markup=False)
        return
    screen.app.push_screen(GoodPlayScreen(found, settings))
