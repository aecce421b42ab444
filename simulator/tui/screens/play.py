"""A play at this machine: the conversation, with its clock, undo and reasons.

Every move goes through the seat, which keeps it on the disk before anything of it is shown. This screen decides no rule: what
may be seen, taken back or explained is asked of the seat. It must not open or close journals, the app does.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, ClassVar

from simulator.engine.conversation import IllegalMove
from simulator.errors import SimulatorError
from simulator.records.failures import SaveFailed
from simulator.report.words import turn_words
from simulator.ruleset import SILENCE
from simulator.tui.messages import DebriefWanted, PlayLeft
from simulator.tui.screens.conversation import ConversationScreen
from simulator.tui.screens.dialogs import ChoiceDialog, DialogOption, TextDialog
from simulator.tui.screens.play_keys import PLAY_KEYS
from simulator.tui.transcript import place_of, play_paragraphs, turn_paragraphs
from simulator.tui.widgets.flow import Flow, Paragraph
from simulator.tui.widgets.mood import Reading, reading
from simulator.tui.widgets.prompt import Prompt
from simulator.tui.words import brief_paragraphs, play_line, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType

    from simulator.engine.conversation import Turn
    from simulator.play.choices import Choice
    from simulator.play.session import PlaySession
    from simulator.records.settings import Settings

TICK = 0.2
"""Seconds between two looks at the clock."""
AGAIN, UNKEPT, LEAVE = "again", "unkept", "leave"


class PlayScreen(ConversationScreen):
    """One play, from where its seat stands to its end."""

    BINDINGS: ClassVar[list[BindingType]] = PLAY_KEYS

    def __init__(
        self, seat: PlaySession, notes: tuple[str, ...] = (), settings: Settings | None = None
    ) -> None:
        super().__init__(settings)
        self.seat = seat
        self._notes = notes
        self._held = False

    @property
    def choices(self) -> Sequence[Choice]:
        """What the seat offers."""
        return self.seat.choices()

    @property
    def can_listen(self) -> bool:
        """Whether there is more to hear."""
        return self.seat.conversation.can_listen

    @property
    def over(self) -> bool:
        """Whether the play has ended."""
        return self.seat.over

    @property
    def aim(self) -> int | None:
        """A play is read from its beginning, one that is gone on with from where it stands."""
        return None if self.seat.turns else 0

    def heading(self) -> str:
        """What is being played, where and how."""
        conversation = self.seat.conversation
        promised = conversation.state.open_promises
        title = conversation.scenario.title
        return play_line(title, self.seat.rules, place_of(conversation), promised)

    def reading(self) -> Reading:
        """The gauges where the mode shows them."""
        last = self.seat.turns[-1] if self.seat.turns else None
        state = self.seat.conversation.state
        return reading(state, last, with_gauges=self.seat.rules.shows_gauges)

    def transcript(self) -> list[Paragraph]:
        """Notes on the play, then the play."""
        reasons = self.seat.rules.shows_reasons
        notes = [Paragraph(note, "notice", "-- ") for note in self._notes]
        return notes + play_paragraphs(self.seat.start, self.seat.turns, with_reasons=reasons)

    def brief(self) -> list[Paragraph]:
        """The customer and the brief."""
        return brief_paragraphs(self.seat.conversation.scenario)

    def action_brief(self) -> None:
        """What the player knows, and the promises that are open."""
        scenario = self.seat.conversation.scenario
        self.app.push_screen(
            TextDialog(scenario.title, brief_paragraphs(scenario, self.seat.conversation))
        )

    def prompt_sentence(self) -> str:
        """What there is to hear, and whether a reply would cut in where the mode may say so."""
        conversation, rules = self.seat.conversation, self.seat.rules
        if self.seat.over:
            return "The conversation is over."
        if not conversation.can_listen:
            return "" if self.seat.choices() else "Nothing to say, and nothing more to hear."
        more = f"… more to hear: {self.key_for('listen')} listens"
        if not rules.shows_gauges:
            return f"{more}."
        if conversation.interrupts:
            return f"{more}. A reply now would interrupt."
        if conversation.heard_enough and conversation.scenario.customer.hear_cost:
            return f"{more}, at the cost of some patience."
        return f"{more}."

    def on_mount(self) -> None:
        """Offer the first choice and start looking at the clock, if there is one."""
        self.set_class(not self.seat.rules.shows_gauges, "-exam")
        self.offer()
        if not self.seat.turns:
            self.reveal(0)
        if self.seat.rules.timed:
            self.set_interval(TICK, self._tick)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is possible now; undo and why are refused in words where the mode forbids them."""
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
        """Take the last move back."""
        self._try(self._undo)

    def action_no_undo(self) -> None:
        """An exam keeps what was done."""
        self.show_message("In an exam no move is taken back.")

    def action_why(self) -> None:
        """The reasons of the last turn."""
        turn = self.seat.turns[-1]
        reasons = turn_words(turn) or ["Nothing moved the mood."]
        self.app.push_screen(TextDialog("Why they feel so", [Paragraph(text) for text in reasons]))

    def action_no_why(self) -> None:
        """Reasons wait for the debrief."""
        self.show_message("The reasons come in the debrief. Coach mode gives them as you go.")

    def action_leave(self) -> None:
        """Leave."""
        self.post_message(PlayLeft())

    def make_move(self, move: str) -> None:
        """Make a move through the seat, and show what it brought."""
        if not self._held and not self.too_small:
            self._try(lambda: self._moved(self.seat.move(move)))

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
                DialogOption(UNKEPT, "Go on without keeping this play"),
                DialogOption(LEAVE, "Leave without it; all moves before it are kept"),
            ]
            told = sentences(error.message, error.hint, "It has not been made yet.")
            asked = ChoiceDialog("This move could not be kept", told, ways)
            self.ask(asked, lambda way: self._answered(way, step))
        except IllegalMove:
            self.offer()
        except SimulatorError as error:
            self.show_message(str(error))

    def _answered(self, way: str | None, step: Callable[[], None]) -> None:
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

        def answered(way: str | None) -> None:
            self._held = held
            then(way)

        self.app.push_screen(question, answered)

    def _moved(self, turn: Turn) -> None:
        self.add(turn_paragraphs(turn, with_reasons=self.seat.rules.shows_reasons))

    def _undo(self) -> None:
        self.seat.undo()
        self.query_one("#said", Flow).show(self.transcript(), None)
        self.offer()
        self.show_message("Taken back.")

    def _tick(self) -> None:
        """Show the time in its last third; when it has run out, that is a silence.

        In a window too small to answer in, and while a question stands above, the clock is held.
        """
        if self.too_small or self._held:
            self.seat.hold()
            return
        self.seat.release()
        self.seat.note_clock()
        left, allowed = self.seat.remaining(), self.seat.allowed()
        if left is None or allowed is None:
            self.query_one(Prompt).show_time(None)
        elif left > 0:
            self.query_one(Prompt).show_time(ceil(left) if left <= allowed / 3 else None)
        else:
            self._try(lambda: self._moved(self.seat.move(SILENCE)))
