"""Where a player types what they would say, in the place of the replies: one line that grows, and a word below it.

Posts what is typed and decides nothing. It must not be imported before it is needed: Textual's text area is one of its heavier
widgets. What is typed or pasted is text: signs that can't be seen are dropped, and the rest is never read as markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, chop_cells
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static, TextArea

from simulator.own_words.flow import MAX_WORDS
from simulator.text import clean_name

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

MOST_LINES = 5
KEYS_ON_EMPTY = ("space", "question_mark")
"""Keys that do what they always do while nothing is typed."""


class Sentence(TextArea):
    """The line: Enter says it, Up brings back what was typed before, and it grows to five rows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "say", "say it", key_display="Enter", tooltip="says it", id="own-words.say"
        ),
        Binding(
            "tab",
            "show_replies",
            "show the replies",
            key_display="Tab",
            tooltip="shows the replies instead",
            id="own-words.show-replies",
        ),
    ]

    class Said(Message):
        """This is what the player says."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Typed(Message):
        """That many characters are on the line; `cut` says that there were too many."""

        def __init__(self, length: int, *, cut: bool) -> None:
            super().__init__()
            self.length, self.cut = length, cut

    class Paged(Message):
        """What was said is to be scrolled: up for -1, down for 1."""

        def __init__(self, direction: int) -> None:
            super().__init__()
            self.direction = direction

    class RepliesWanted(Message):
        """The replies are wanted, without a sentence."""

    def __init__(self) -> None:
        super().__init__(compact=True, highlight_cursor_line=False, id="sentence")
        self._history: list[str] = []
        self._at = 0
        self._draft = ""
        self._was_empty = True

    def remember(self, text: str) -> None:
        """Keep a sentence for Up, and make room for the next."""
        if text and text not in self._history[-1:]:
            self._history.append(text)
        self._at = len(self._history)

    def start_anew(self) -> None:
        """Empty the line for the next turn; what stood on it comes back with Up."""
        self.remember(clean_name(self.text, MAX_WORDS))
        self.put("")

    def put(self, text: str) -> None:
        """Write a text on the line, with the cursor behind it."""
        self.text = text
        self.move_cursor(self.document.end)

    # Keys

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Leave the keys of the screen to it while nothing is typed, and all of them to a dialog above, such as the palette."""
        if self.app.screen is not self.screen or (not self.text and key in KEYS_ON_EMPTY):
            return False
        return super().check_consume_key(key, character)

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]
        """Keep the base class from writing what is a key here; it still reaches the bindings."""
        if event.key == "enter" or (not self.text and event.key in KEYS_ON_EMPTY):
            event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:  # type: ignore[override]
        """Write what is pasted as one line, cut to what is used at all."""
        event.prevent_default()
        event.stop()
        text = clean_name(event.text[: 2 * MAX_WORDS], 2 * MAX_WORDS)
        self.replace(text, *self.selection)
        self.move_cursor(self.selection.end)

    def action_say(self) -> None:
        """Say what is typed."""
        self.post_message(self.Said(self.text))

    def action_show_replies(self) -> None:
        """Ask for the replies."""
        self.post_message(self.RepliesWanted())

    def action_cursor_up(self, select: bool = False) -> None:
        """Move up, from the first row to the sentence before this one."""
        if select or not self.navigator.is_first_wrapped_line(self.cursor_location):
            super().action_cursor_up(select)
        elif self._at > 0:
            if self._at == len(self._history):
                self._draft = self.text
            self._at -= 1
            self.put(self._history[self._at])

    def action_cursor_down(self, select: bool = False) -> None:
        """Move down, from the last row to the sentence after this one."""
        if select or not self.navigator.is_last_wrapped_line(self.cursor_location):
            super().action_cursor_down(select)
        elif self._at < len(self._history):
            self._at += 1
            here = self._history[self._at :]
            self.put(here[0] if here else self._draft)

    def action_cursor_page_up(self) -> None:
        """Leave the page to the transcript."""
        self.post_message(self.Paged(-1))

    def action_cursor_page_down(self) -> None:
        """Leave the page to the transcript."""
        self.post_message(self.Paged(1))

    # Size

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Grow or shrink, and tell how much is typed."""
        event.stop()
        cut = len(self.text) > MAX_WORDS
        if cut:
            self.put(self.text[:MAX_WORDS])
        self._fit()
        self.post_message(self.Typed(len(self.text), cut=cut))
        if self._was_empty != (not self.text):
            self._was_empty = not self.text
            self.screen.refresh_bindings()

    def on_resize(self) -> None:
        """Break the lines afresh."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        self.styles.height = max(1, min(MOST_LINES, self.wrapped_document.height))


class OwnWords(Vertical):
    """The line with its sign and a word below it; while the player is asked what they meant, what they typed."""

    _typed = ""

    def compose(self) -> ComposeResult:
        """Yield the line, what was typed, and the word."""
        with Horizontal(id="own-line"):
            yield Static(">", markup=False)
            yield Sentence()
        yield Static(id="own-typed", markup=False)
        yield Static(id="own-hint", markup=False)

    @property
    def sentence(self) -> Sentence:
        """The line."""
        return self.query_one(Sentence)

    def show_line(self, hint: str) -> None:
        """Show the line with a word below it."""
        self.set_classes("-typing")
        self.query_one("#own-hint", Static).update(hint)

    def show_typed(self, text: str) -> None:
        """Show what was typed, as much of it as there is room for; all of it is in the transcript afterwards."""
        self._typed = f"You typed   {text}"
        self.set_classes("-asking")
        self.query_one("#own-typed", Static).update(self._typed)
        self.call_after_refresh(self._fit_typed)

    def on_resize(self) -> None:
        """Break what was typed afresh."""
        self.call_after_refresh(self._fit_typed)

    def _fit_typed(self) -> None:
        place = self.query_one("#own-typed", Static)
        # Words are broken whole, so that the rows hold less than their cells.
        room = (MOST_LINES - 1) * place.content_size.width
        if room and cell_len(self._typed) > room:
            place.update(f"{chop_cells(self._typed, room)[0]}…")
        else:
            place.update(self._typed)

    def hide(self) -> None:
        """Leave the place to the replies."""
        self.set_classes("")
