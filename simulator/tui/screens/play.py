"""The conversation: what was said, how they feel, and what can be replied.

Every move goes through the seat, which keeps it on the disk before anything of it is shown. This screen decides no rule: what
may be seen, taken back or explained is asked of the seat. It must not open or close journals, the app does.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widgets import Static

from simulator.engine.conversation import IllegalMove
from simulator.errors import SimulatorError
from simulator.records.failures import SaveFailed
from simulator.records.settings import Settings
from simulator.report.words import turn_words
from simulator.tables import LISTEN, SILENCE
from simulator.tui.messages import DebriefWanted, EndInSight, MoveChosen, PlayLeft, Revealed
from simulator.tui.screens.box import NameBox, Question, TextBox, Way
from simulator.tui.screens.page import Page
from simulator.tui.screens.play_keys import PLAY_KEYS
from simulator.tui.transcript import brought, place_of, theirs, whole
from simulator.tui.widgets.flow import Flow, Paragraph
from simulator.tui.widgets.mood import Mood, Reading, reading
from simulator.tui.widgets.prompt import Prompt
from simulator.tui.widgets.replies import Replies
from simulator.tui.words import known, play_line, sentences

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Click
    from textual.timer import Timer

    from simulator.engine.conversation import Turn
    from simulator.seat.local import LocalSeat

TICK = 0.2
"""Seconds between two looks at the clock."""
WORD = 4.0
"""Seconds that a word in passing stays."""
AGAIN, UNKEPT, LEAVE, STAY = "again", "unkept", "leave", "stay"


class PlayScreen(Page[None]):
    """One play, from where its seat stands to its end."""

    BINDINGS: ClassVar[list[BindingType]] = PLAY_KEYS
    HELP_NOTES = (
        "What the customer leaves unsaid comes out only if you listen. A reply before they have said enough interrupts them.",
        "Mood, from lowest to highest: furious, angry, frustrated, wary, calm, pleased, delighted.",
    )
    AUTO_FOCUS = "Replies"

    def __init__(
        self, seat: LocalSeat, notes: tuple[str, ...] = (), settings: Settings | None = None
    ) -> None:
        super().__init__()
        self.seat = seat
        self._notes = notes
        self._settings = settings or Settings(pace="off", motion=False)
        self._held = False
        self._sought = ""
        self._word_timer: Timer | None = None

    def body(self) -> ComposeResult:
        """Title; mood and, where there is room, the brief beside it; transcript, prompt and replies."""
        scenario = self.seat.conversation.scenario
        yield Static(self._title(), id="title", markup=False)
        with Vertical(id="side"):
            chosen = self._settings
            yield Mood(self._reading(), ascii_only=chosen.ascii, fades=chosen.motion)
            yield Flow(known(scenario), id="known", can_focus=False)
        with Vertical(id="talk"):
            aim = None if self.seat.turns else 0
            yield Flow(self._all_told(), id="said", can_focus=False, aim=aim, newest_last=True)
            yield Prompt()
            yield Replies()

    def on_mount(self) -> None:
        """Offer the first choice and start looking at the clock, if there is one."""
        self.set_class(not self.seat.rules.shows_gauges, "-exam")
        self._offer()
        if not self.seat.turns:
            self._reveal(0)
        if self.seat.rules.timed:
            self.set_interval(TICK, self._tick)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is possible now; undo and why are refused in words where the mode forbids them."""
        if not super().check_action(action, parameters):
            return False
        rules, seat = self.seat.rules, self.seat
        match action:
            case "choose":
                return len(seat.choices()) >= int(str(parameters[0]))
            case "listen":
                return seat.conversation.can_listen or self.query_one("#said", Flow).revealing
            case "undo":
                return seat.can_undo
            case "no_undo":
                return not rules.allows_undo
            case "why":
                return rules.shows_reasons and bool(seat.turns)
            case "no_why":
                return not rules.shows_reasons
        return True

    def on_move_chosen(self, event: MoveChosen) -> None:
        """Make the move that a reply stands for."""
        event.stop()
        self._make(event.move)

    def on_debrief_wanted(self, event: DebriefWanted) -> None:
        """Only a play that is over has one."""
        if not self.seat.over or self.too_small:
            event.stop()

    def on_end_in_sight(self, event: EndInSight) -> None:
        """Say where what was said goes on below."""
        event.stop()
        self.query_one(Prompt).show_more_below(not event.seen)

    def on_click(self, event: Click) -> None:
        """A click on the prompt listens."""
        if isinstance(event.widget, Prompt) and self.seat.conversation.can_listen:
            self.action_listen()

    def action_choose(self, number: int) -> None:
        """Give the reply of that number."""
        choice = next((item for item in self.seat.choices() if item.number == number), None)
        if choice:
            self._make(choice.reply.id)

    def action_listen(self) -> None:
        """Let them finish what is appearing, else let them go on."""
        said = self.query_one("#said", Flow)
        if said.revealing:
            said.complete()
            self._say()
        else:
            self._make(LISTEN)

    def on_revealed(self, event: Revealed) -> None:
        """All of what they said is there."""
        event.stop()
        self._say()

    def action_search(self) -> None:
        """Look for a word in what was said."""
        self.app.push_screen(NameBox("Find in what was said", self._sought), self._seek)

    def action_next_found(self) -> None:
        """The next place with that word."""
        if self._sought:
            self._seek(self._sought)
        else:
            self.action_search()

    def action_copy(self) -> None:
        """What was said to the clipboard, as far as the terminal allows."""
        self.app.copy_to_clipboard(self.query_one("#said", Flow).text)
        self._word("What was said is copied, if your terminal lets programs copy.")

    def _seek(self, text: str | None) -> None:
        said = self.query_one("#said", Flow)
        self._sought = text or ""
        if not text:
            said.forget_found()
        elif not said.find(text):
            self._word(f"“{text}” was not said.")

    def _reveal(self, first: int) -> None:
        """Let the customer's new words appear at reading pace."""
        said = self.query_one("#said", Flow)
        said.reveal(first, self._settings.words_a_second, "customer")
        if said.revealing:
            self._say()

    def action_undo(self) -> None:
        """Take the last move back."""
        self._try(self._undo)

    def action_no_undo(self) -> None:
        """An exam keeps what was done."""
        self._word("In an exam no move is taken back.")

    def action_why(self) -> None:
        """The reasons of the last turn."""
        turn = self.seat.turns[-1]
        reasons = turn_words(turn) or ["Nothing moved the mood."]
        self.app.push_screen(TextBox("Why they feel so", [Paragraph(text) for text in reasons]))

    def action_no_why(self) -> None:
        """Reasons wait for the debrief."""
        self._word("The reasons come in the debrief. Coach mode gives them as you go.")

    def action_brief(self) -> None:
        """What the player knows."""
        scenario = self.seat.conversation.scenario
        self.app.push_screen(TextBox(scenario.title, known(scenario, self.seat.conversation)))

    def action_page(self, direction: int) -> None:
        """Scroll through what was said."""
        said = self.query_one("#said", Flow)
        if direction < 0:
            said.scroll_page_up(animate=False)
        else:
            said.scroll_page_down(animate=False)

    def action_leave(self) -> None:
        """Leave; asks first where the play would be lost."""
        if self.seat.over or self.seat.journal or not self.seat.turns:
            self.post_message(PlayLeft())
            return
        ways = [Way(LEAVE, "Leave and lose it"), Way(STAY, "Stay")]
        asked = Question("This play is not kept", ["If you leave now it is lost."], ways)
        self._ask(asked, lambda way: self.post_message(PlayLeft()) if way == LEAVE else None)

    def _make(self, move: str) -> None:
        """Make a move through the seat, and show what it brought."""
        if not self._held and not self.too_small:
            self._try(lambda: self._moved(self.seat.move(move)))

    def _try(self, step: Callable[[], None]) -> None:
        """Carry out a step; where it cannot be kept it is not made, and the player decides."""
        try:
            step()
        except SaveFailed as error:
            ways = [
                Way(AGAIN, "Try again"),
                Way(UNKEPT, "Go on without keeping this play"),
                Way(LEAVE, "Leave without it; all moves before it are kept"),
            ]
            told = sentences(error.message, error.hint, "It has not been made yet.")
            asked = Question("This move could not be kept", told, ways)
            self._ask(asked, lambda way: self._answered(way, step))
        except IllegalMove:
            self._offer()
        except SimulatorError as error:
            self._word(str(error))

    def _answered(self, way: str | None, step: Callable[[], None]) -> None:
        if way == UNKEPT:
            self.seat.detach()
        if way in (AGAIN, UNKEPT):
            self._try(step)
        else:
            self.post_message(PlayLeft())

    def _ask(self, question: Question, then: Callable[[str | None], object]) -> None:
        """Ask; meanwhile the clock makes no move."""
        self._held = True

        def answered(way: str | None) -> None:
            self._held = False
            then(way)

        self.app.push_screen(question, answered)

    def _moved(self, turn: Turn) -> None:
        paragraphs = brought(turn, with_reasons=self.seat.rules.shows_reasons)
        said = self.query_one("#said", Flow)
        said.complete()
        said.forget_found()
        first = len(said.paragraphs)
        said.add(paragraphs, theirs(paragraphs))
        self._offer()
        self._reveal(first)

    def _undo(self) -> None:
        self.seat.undo()
        self.query_one("#said", Flow).show(self._all_told(), None)
        self._offer()
        self._word("Taken back.")

    def _offer(self) -> None:
        """Show how things stand and what can be done."""
        seat, conversation = self.seat, self.seat.conversation
        self.query_one(Mood).show(self._reading())
        self.query_one(Replies).offer(
            seat.choices(), can_listen=conversation.can_listen, over=seat.over
        )
        self.query_one("#title", Static).update(self._title(), layout=False)
        self._say()
        self._tick()
        self.refresh_bindings()

    def _sentence(self) -> str:
        """What there is to hear, and whether a reply would cut in where the mode may say so."""
        conversation, rules = self.seat.conversation, self.seat.rules
        if self.query_one("#said", Flow).revealing:
            return f"They are talking. {self.key_for('listen')} shows all of it."
        if self.seat.over:
            return "The conversation is over."
        if not conversation.can_listen:
            return "" if self.seat.choices() else "Nothing to say, and nothing more to hear."
        if not rules.shows_gauges:
            return f"… more to hear: {self.key_for('listen')} listens."
        if conversation.interrupts:
            return f"… more to hear: {self.key_for('listen')} listens. A reply now would interrupt."
        return f"… more to hear: {self.key_for('listen')} listens, at the cost of some patience."

    def _say(self) -> None:
        self.query_one(Prompt).say(self._sentence())

    def _word(self, sentence: str) -> None:
        """Say something for a while in place of what there is to hear."""
        self.query_one(Prompt).say(sentence)
        if self._word_timer:
            self._word_timer.stop()
        self._word_timer = self.set_timer(WORD, self._say)

    def _title(self) -> str:
        conversation = self.seat.conversation
        return play_line(
            conversation.scenario,
            self.seat.rules,
            conversation.state.open_promises,
            place_of(conversation),
        )

    def _tick(self) -> None:
        """Show the time in its last third; when it has run out, that is a silence.

        In a window too small to answer in, the clock is held.
        """
        if self.too_small:
            self.seat.hold()
            return
        self.seat.release()
        left, allowed = self.seat.remaining(), self.seat.allowed()
        if left is None or allowed is None:
            self.query_one(Prompt).show_time(None)
        elif left > 0:
            self.query_one(Prompt).show_time(ceil(left) if left <= allowed / 3 else None)
        elif not self._held:
            self._try(lambda: self._moved(self.seat.move(SILENCE)))

    def _reading(self) -> Reading:
        last = self.seat.turns[-1] if self.seat.turns else None
        state = self.seat.conversation.state
        return reading(state, last, with_gauges=self.seat.rules.shows_gauges)

    def _all_told(self) -> list[Paragraph]:
        reasons = self.seat.rules.shows_reasons
        notes = [Paragraph(note, "notice", "-- ") for note in self._notes]
        return notes + whole(self.seat.start, self.seat.turns, with_reasons=reasons)
