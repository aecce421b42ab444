"""A play at this machine: the conversation, with its clock, undo and reasons.

Every move goes through the seat, which keeps it on the disk before anything of it is shown. This screen decides no rule: what
may be seen, undone or explained is asked of the seat. It must not open or close journals, the app does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from simulator.engine.conversation import IllegalMove
from simulator.errors import SimulatorError
from simulator.play.own_words import lines_in_own_words
from simulator.play.sentences import REASONS_LATER, undone
from simulator.play.session import NO_UNDO
from simulator.records.save_failures import SaveFailed
from simulator.ruleset import SILENCE
from simulator.tui.messages import DebriefWanted, PlayLeft
from simulator.tui.screens.dialogs import ChoiceDialog, DialogOption
from simulator.tui.screens.local_conversation import LocalConversationScreen
from simulator.tui.screens.page import WIDE
from simulator.tui.screens.play_keys import PLAY_KEYS
from simulator.tui.transcript import place_of, play_paragraphs, turn_paragraphs
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.prompt import Prompt
from simulator.tui.words import how_far, play_heading, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType

    from simulator.engine.conversation import Turn
    from simulator.play.choices import Choice
    from simulator.play.session import PlaySession
    from simulator.records.settings import Settings
    from simulator.tui.widgets.title import Heading

TICK = 0.25
"""Seconds between two looks at the clock."""
AGAIN, UNKEPT, LEAVE = "again", "unkept", "leave"


class PlayScreen(LocalConversationScreen):
    """One play, from where its seat stands to its end."""

    BINDINGS: ClassVar[list[BindingType]] = PLAY_KEYS
    READING_STOPS_CLOCK: ClassVar[bool] = True
    """Whether help and the brief stop the clock: in a play alone they do, in a round they don't."""

    def __init__(
        self, seat: PlaySession, notes: tuple[str, ...] = (), settings: Settings | None = None
    ) -> None:
        super().__init__(settings)
        self.seat = seat
        self.shows_gauges = seat.rules.shows_gauges
        self._notes = notes
        self._held = self._reading = False

    @property
    def play(self) -> PlaySession:
        """The session."""
        return self.seat

    @property
    def choices(self) -> Sequence[Choice]:
        """What can be replied now, in the order of the session."""
        return self.seat.choices()

    def heading(self) -> Heading:
        """Return what is being played, where, how and how far; what was promised, where no rail says so."""
        here, wide = self.seat.conversation, self.app.size.width >= WIDE
        promised = () if wide else here.state.open_promises
        far = how_far(len(self.seat.turns), over=here.over)
        where = here.scenario.channel if promised else place_of(here)  # there is room for one
        return play_heading(here.scenario.title, self.seat.rules, where, far, promised)

    def transcript(self) -> list[Paragraph]:
        """Return notes on the play, then the play."""
        reasons = self.seat.rules.shows_reasons
        notes = [Paragraph(note, "notice", "-- ") for note in self._notes]
        seat = self.seat
        return notes + play_paragraphs(
            seat.start, seat.turns, with_reasons=reasons, words=seat.words
        )

    def count_newest(self) -> int:
        """Return how many lines the last turn brought, what was typed among them."""
        turns = self.seat.turns
        if not turns:
            return super().count_newest()
        return len(lines_in_own_words(turns[-1].said, self.seat.words.get(len(turns) - 1)))

    def on_mount(self) -> None:
        """Offer the first choice and start looking at the clock, if there is one."""
        self.set_class(not self.shows_gauges, "-exam")
        self.offer()
        if not self.seat.turns:
            self.reveal(0)
        if self.seat.rules.timed:
            self.set_interval(TICK, self._tick)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return what is possible now; undo and why are refused in words where the mode forbids them."""
        rules, seat = self.seat.rules, self.seat
        match action:
            case "undo" if not seat.can_undo:
                return False
            case "no_undo" if rules.allows_undo:
                return False
            case "why" if not (rules.shows_reasons and seat.turns):
                return False
            case "no_why" if rules.shows_reasons:
                return False
        return super().check_action(action, parameters)

    def on_debrief_wanted(self, event: DebriefWanted) -> None:
        """Only a play that is over has one."""
        if not self.seat.over or self.too_small or self.too_soon():
            event.stop()

    def now(self) -> float:
        """By the seat's clock."""
        return self.seat.now()

    def action_undo(self) -> None:
        """Undo the last move."""
        self._try(self._undo)

    def action_no_undo(self) -> None:
        """Say that an exam keeps what was done."""
        self.show_message(NO_UNDO)

    def action_no_why(self) -> None:
        """Reasons wait for the debrief."""
        self.show_message(REASONS_LATER)

    def action_help(self) -> None:
        """Show the keys; meanwhile the clock stands still."""
        self._stop_clock()
        super().action_help()

    def action_brief(self) -> None:
        """Show what the player knows; meanwhile the clock stands still."""
        self._stop_clock()
        super().action_brief()

    def on_screen_resume(self) -> None:
        """Let the clock continue once help or the brief is closed."""
        self._reading = False

    def _stop_clock(self) -> None:
        if self.READING_STOPS_CLOCK and self.seat.allowed() is not None:
            self._reading = True
            self.seat.hold()

    def action_leave(self) -> None:
        """Leave."""
        self.post_message(PlayLeft())

    def make_move(self, move: str) -> None:
        """Make a move through the seat, and show what it brought."""
        if not self._held and not self.too_small:
            self._try(lambda: self._after_move(self.seat.move(move)))

    def offer(self) -> None:
        """Show how things stand, the clock too."""
        super().offer()
        self._tick()

    def _try(self, step: Callable[[], None]) -> None:
        """Carry out a step; where it cannot be kept it is not made, and the player decides."""
        try:
            step()
        except SaveFailed as error:
            ways = [
                DialogOption(AGAIN, "Try again"),
                DialogOption(UNKEPT, "Continue without saving"),
                DialogOption(LEAVE, "Leave; every move before it is saved"),
            ]
            told = sentences(error.message, error.hint, "It hasn't been made yet.")
            asked = ChoiceDialog("This move couldn't be saved", told, ways)
            self.ask(asked, lambda way: self._after_answer(way, step))
        except IllegalMove:
            self.offer()
        except SimulatorError as error:
            self.show_message(str(error))

    def _after_answer(self, way: str | None, step: Callable[[], None]) -> None:
        if way == UNKEPT:
            self.seat.detach()
        if way in (AGAIN, UNKEPT):
            self._try(step)
        else:
            self.post_message(PlayLeft())

    def ask(self, question: ChoiceDialog, then: Callable[[str | None], object]) -> None:
        """Ask; meanwhile the clock stands still."""
        held, self._held = self._held, True
        self.seat.hold()

        def take_answer(way: str | None) -> None:
            self._held = held
            then(way)

        self.app.push_screen(question, take_answer)

    def _after_move(self, turn: Turn) -> None:
        words = self.seat.words.get(len(self.seat.turns) - 1)
        shows_reasons = self.seat.rules.shows_reasons
        self.add(turn_paragraphs(turn, with_reasons=shows_reasons, words=words))

    def _undo(self) -> None:
        turn = self.seat.undo()
        self.show_transcript()
        self.offer()
        self.show_message(undone(turn))

    def _tick(self) -> None:
        """Show the time that is left; when it has run out, that is a silence.

        In a window too small to answer in, and while a question, help or the brief is shown above, the clock is held.
        """
        if self.too_small or self._held or self._reading:
            self.seat.hold()
            return
        self.seat.release()
        self.seat.note_clock()
        left, allowed = self.seat.remaining(), self.seat.allowed()
        if left is None or left > 0:
            self.query_one(Prompt).show_time(left, allowed)
        else:
            self._try(lambda: self._after_move(self.seat.move(SILENCE)))
