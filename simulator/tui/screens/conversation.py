"""What every conversation on the screen has, whoever owns it: mood, transcript, prompt, replies, and their keys.

Asks its subclass how things stand and hands it the moves; it makes none, knows no rule and holds no play.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical

from simulator.channel_words import words_of
from simulator.play.choices import how_to_reply, no_such_number, number_range
from simulator.play.sentences import TOO_QUICK
from simulator.records.settings import Settings
from simulator.ruleset import LISTEN
from simulator.tui.channel import edge_of, layout_of
from simulator.tui.screens.dialogs import TextDialog
from simulator.tui.screens.page import WIDE
from simulator.tui.screens.transcript import TranscriptScreen
from simulator.tui.transcript import call_name, customer_index
from simulator.tui.widgets.flow import BAR, Flow
from simulator.tui.widgets.mood import Mood
from simulator.tui.widgets.prompt import Prompt
from simulator.tui.widgets.rail import Rail
from simulator.tui.widgets.replies import TO_DEBRIEF, Replies
from simulator.tui.widgets.title import Title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.binding import Binding
    from textual.events import Click

    from simulator.play.choices import Choice
    from simulator.tui.layouts import TalkLayout
    from simulator.tui.messages import EndInSight, MoveChosen, NoReplyChosen, RepliesCut, Revealed
    from simulator.tui.widgets.customer_card import Appearance
    from simulator.tui.widgets.paragraphs import Paragraph
    from simulator.tui.widgets.rail import Promise
    from simulator.tui.widgets.reading import Reading
    from simulator.tui.widgets.title import Heading

NUMBERS = "1-9"
"""How the keys of the replies are shown where it isn't known how many there are."""
REST = 0.4
"""Seconds after a turn in which no move is taken: no one can have read it by then, so it is a key pressed twice."""
REPEATS = 0.1
"""Seconds between two presses of a key that is held down."""


class ConversationScreen(TranscriptScreen):
    """A conversation: the look of it, and what can be done without a move."""

    HELP_NOTES: ClassVar[tuple[str, ...]] = (
        "You only hear the rest of what they have to say if you keep listening. If you reply before they've said enough, "
        "you interrupt them.",
        "Mood goes from −100 to 100: furious, angry, frustrated, wary, calm, pleased, delighted. "
        "The other gauges go from 0 to 100.",
    )
    AUTO_FOCUS = "Replies"
    AT_END: ClassVar[str] = TO_DEBRIEF
    """The row that leads on once the conversation is over."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__(settings or Settings(pace="off", motion=False))
        self._turned_at = self._pressed_at = float("-inf")

    # What a subclass tells

    @property
    def choices(self) -> Sequence[Choice]:
        """What can be replied now, in the order shown."""
        raise NotImplementedError

    @property
    def can_listen(self) -> bool:
        """Whether there is more to hear."""
        raise NotImplementedError

    @property
    def over(self) -> bool:
        """Whether the conversation has ended."""
        raise NotImplementedError

    @property
    def channel(self) -> str:
        """Where the conversation takes place: one of `CHANNELS`."""
        raise NotImplementedError

    def heading(self) -> Heading:
        """Return what is being played and how."""
        raise NotImplementedError

    def reading(self) -> Reading:
        """How the customer feels, as far as it may be shown."""
        raise NotImplementedError

    def appearance(self) -> Appearance:
        """Return whom one talks to, for the rail."""
        raise NotImplementedError

    def promises(self) -> Sequence[Promise] | None:
        """Return what was promised, in the order made; None where that isn't told."""
        return None

    def transcript(self) -> list[Paragraph]:
        """All that was said so far."""
        raise NotImplementedError

    def count_newest(self) -> int:
        """Return how many of the paragraphs, counted from the end, stand for what was said last."""
        raise NotImplementedError

    def brief(self) -> list[Paragraph]:
        """Return what the player knows."""
        raise NotImplementedError

    def prompt_sentence(self) -> str:
        """Return what there is to hear, and what holds now."""
        raise NotImplementedError

    def make_move(self, move: str) -> None:
        """Make the move that the player has chosen."""
        raise NotImplementedError

    def now(self) -> float:
        """Return the time in seconds, to tell a key pressed twice from two moves; one that stands still tells none."""
        return 0.0

    # The look

    def body(self) -> ComposeResult:
        """Title; transcript, mood, prompt and replies; and where there is room the rail beside them."""
        yield Title(self.heading(), id="title")
        own = self.settings
        with Horizontal(id="room"):
            with Vertical(id="talk"):
                yield self.said_flow(self.transcript(), aim=self.aim)
                yield Mood(self.reading(), ascii_only=own.ascii, fades=own.motion)
                yield self.prompt()
                yield from self.controls()
            if self.app.size.width >= WIDE:
                yield self._rail()

    def controls(self) -> ComposeResult:
        """Yield what is below the prompt: the replies."""
        yield Replies()

    def said_flow(self, paragraphs: Sequence[Paragraph] = (), aim: int | None = 0) -> Flow:
        """Return the transcript, in which the customer's newest words stand out."""
        said = Flow(
            paragraphs,
            id="said",
            can_focus=False,
            aim=aim,
            newest_last=True,
            stresses="customer",
            bar="|" if self.settings.ascii else BAR,
            layout=self.layout_of_talk(),
        )
        said.stress(len(paragraphs) - self.count_newest())
        return said

    def layout_of_talk(self) -> TalkLayout:
        """Return how what is said is laid out on the channel."""
        return layout_of(self.channel, self.speakers())

    def speakers(self) -> Iterable[str]:
        """Return what those are called who may speak, as far as that is known."""
        return (call_name(self.appearance().name),)

    def prompt(self) -> Prompt:
        """Return the rule between what was said and what can be replied."""
        plain, moves = self.settings.ascii, self.settings.motion
        return Prompt(edge_of(self.channel), ascii_only=plain, moves=moves)

    def show_transcript(self, aim: int | None = None) -> None:
        """Show all that was said so far in place of what is there."""
        paragraphs = self.transcript()
        said = self.query_one("#said", Flow)
        said.complete()
        said.show(paragraphs, aim, self.layout_of_talk())
        said.stress(len(paragraphs) - self.count_newest())

    def _rail(self) -> Rail:
        return Rail(self.appearance(), self.reading(), self.brief(), self.settings, id="side")

    def on_resize(self) -> None:
        """Make the rail when there is room for it first; where there is none again, it is hidden."""
        if self.app.size.width >= WIDE and not self.query(Rail):
            for room in self.query("#room").results(Horizontal):
                room.mount(self._rail())
                self.call_after_refresh(self.show_mood)
        self.call_after_refresh(self._tell_more)

    def _tell_more(self) -> None:
        """Say in the rail how to see the rest of a brief that is too long for it."""
        for rail in self.query(Rail):
            rail.tell_more(f"… {self.key_for('brief')} shows the rest")

    @property
    def aim(self) -> int | None:
        """The paragraph that must be in sight when the page opens; None for the end."""
        return None

    def offer(self) -> None:
        """Show how things stand and what can be done."""
        self.show_mood()
        self.query_one(Replies).offer(
            self.choices, can_listen=self.can_listen, over=self.over, at_end=self.AT_END
        )
        self.show_heading()
        self.refresh_prompt()
        self.refresh_bindings()

    def show_mood(self) -> None:
        """Show how the customer feels, and what was promised, once the last of their words is out."""
        if self.query_one("#said", Flow).revealing:
            return
        for mood in self.query("#talk > Mood").results(Mood):
            mood.show(self.reading())
        for rail in self.query(Rail):
            rail.show(self.reading())
            promises = self.promises()
            if promises is not None:
                rail.show_promises(promises)

    def show_heading(self) -> None:
        """Show what is being played."""
        self.query_one(Title).show(self.heading())

    def add(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show what one turn brought; the customer's words in it appear at reading pace."""
        self._turned_at = self.now()
        said = self.query_one("#said", Flow)
        said.complete()
        said.clear_matches()
        first = len(said.paragraphs)
        said.add(list(paragraphs), customer_index(paragraphs))
        said.stress(first)
        self.reveal(first)
        self.offer()
        self.show_prompt()

    def reveal(self, first: int) -> None:
        """Let the customer's new words appear at reading pace."""
        self.query_one("#said", Flow).reveal(first, self.settings.words_a_second, "customer")
        self.show_prompt()
        self.refresh_bindings()

    def standing_sentence(self) -> str:
        """Return what the prompt says now: how to see the rest of words that still appear, else what can be done."""
        if self.query_one("#said", Flow).revealing:
            return f"{words_of(self.channel).arriving} {self.key_for('listen')} shows the rest."
        return self.prompt_sentence()

    # What the player does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return what is possible now."""
        if not super().check_action(action, parameters):
            return False
        match action:
            case "choose":
                return bool(self.choices)  # a number that none of them has is answered in words
            case "listen":
                return self.can_listen or self.query_one("#said", Flow).revealing
        return True

    def shown_key(self, binding: Binding, shown: str) -> str:
        """Return the numbers of the replies that there are for the key that stands for all of them."""
        numbers = number_range(self.choices) if binding.action == "choose(1)" else ""
        return numbers if numbers and shown == NUMBERS else shown

    def key_word(self, binding: Binding) -> str:
        """Return what a key does in this channel: you listen to a caller and read on in a letter."""
        return words_of(self.channel).listen if binding.action == "listen" else binding.description

    def on_move_chosen(self, event: MoveChosen) -> None:
        """Make the move that a reply stands for."""
        event.stop()
        self._give(event.move)

    def on_replies_cut(self, event: RepliesCut) -> None:
        """Say where there are more replies than can be seen."""
        event.stop()
        self.query_one(Prompt).show_more_replies(event.cut)

    def on_end_in_sight(self, event: EndInSight) -> None:
        """Say where what was said goes on below; other texts of the screen tell of their ends too."""
        event.stop()
        self.query_one(Prompt).show_more_below(not self.query_one("#said", Flow).end_in_sight)

    def on_revealed(self, event: Revealed) -> None:
        """All of what they said is there."""
        event.stop()
        self._all_there()

    def on_click(self, event: Click) -> None:
        """Listen where the prompt is clicked."""
        if isinstance(event.widget, Prompt) and self.can_listen:
            self.action_listen()

    def action_choose(self, number: int) -> None:
        """Give the reply of that number."""
        choice = next((item for item in self.choices if item.number == number), None)
        if choice:
            self._give(choice.id)
        else:
            self.show_message(no_such_number(number, self.choices))

    def on_no_reply_chosen(self, event: NoReplyChosen) -> None:
        """Say how a reply is chosen; Enter gives the one that is highlighted, and none is at first."""
        event.stop()
        if self.choices or self.can_listen:
            listen = words_of(self.channel).listen
            self.show_message(how_to_reply(self.choices, f"{self.key_for('listen')}: {listen}"))

    def action_listen(self) -> None:
        """Let them finish what is appearing, else let them go on."""
        said = self.query_one("#said", Flow)
        if said.revealing:
            said.complete()
            self._all_there()
        else:
            self._give(LISTEN)

    def too_soon(self) -> bool:
        """Whether a key comes so soon after a turn, or after another key, that it is none that the player means."""
        now = self.now()
        turned, pressed = now - self._turned_at, now - self._pressed_at
        self._pressed_at = now
        return 0 < turned < REST or 0 < pressed < REPEATS

    def _give(self, move: str) -> None:
        if self.too_soon():
            self.show_message(TOO_QUICK)
        else:
            self.make_move(move)

    def _all_there(self) -> None:
        self.show_mood()
        self.refresh_prompt()
        self.refresh_bindings()

    def action_brief(self) -> None:
        """Show what the player knows."""
        self.app.push_screen(TextDialog("The brief", self.brief()))
