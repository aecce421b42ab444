"""Boxes over a screen: one to read, one to decide.

Both answer by `dismiss` and do nothing themselves, so that whoever asks also acts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from simulator.tui.screens.page import Dialog
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


FEW = 6
"""Ways that a box shows at once below a longer text; with more, the text has less room and they have more."""


class TextDialog(Dialog[None]):
    """Something to read, and back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "close", "back", key_display="Esc", id="box.close"),
    ]

    def __init__(self, heading: str, paragraphs: Sequence[Paragraph]) -> None:
        super().__init__()
        self._heading, self._text = heading, paragraphs

    def body(self) -> ComposeResult:
        """Yield a heading and the text."""
        with Vertical(classes="box"):
            yield Static(Content(self._heading), classes="box-heading", markup=False)
            yield Flow(self._text)

    def action_close(self) -> None:
        """Back to the screen beneath."""
        self.dismiss(None)


class InputDialog(Dialog[str]):
    """Asks for one line, a name or a path; Esc answers nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "OK", key_display="Enter", priority=True, id="box.take"),
        Binding("escape", "leave", "back", key_display="Esc", id="box.leave"),
    ]

    def __init__(self, heading: str, proposed: str = "", told: Sequence[str] = ()) -> None:
        super().__init__()
        self._heading, self._proposed, self._told = heading, proposed, told

    def body(self) -> ComposeResult:
        """Yield the question and a line to type on."""
        from textual.widgets import Input

        with Vertical(classes="box"):
            yield Static(Content(self._heading), classes="box-heading", markup=False)
            if self._told:
                yield Flow([Paragraph(text) for text in self._told], can_focus=False)
            with Horizontal(classes="box-line"):
                yield Static(">", markup=False)
                yield Input(self._proposed, compact=True, max_length=400)

    def on_input_submitted(self) -> None:
        """Enter takes what is there."""
        self.action_take()

    def action_take(self) -> None:
        """Answer with the line, once what was typed before has arrived there: this key comes past it."""
        from textual.widgets import Input

        self.query_one(Input).call_later(self._answer)

    def _answer(self) -> None:
        from textual.widgets import Input

        if self.is_current:
            self.dismiss(self.query_one(Input).value.strip())

    def action_leave(self) -> None:
        """Answer nothing."""
        self.dismiss(None)


@dataclass(frozen=True, slots=True)
class DialogOption:
    """One way to go on, by the name that the box answers."""

    name: str
    label: str


class ChoiceDialog(Dialog[str]):
    """Sentences and the ways to go on; Esc takes the last of them, which must be the one that does least.

    The first is highlighted, or with `careful` the last, so that an Enter too many does no harm.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "last", "back", key_display="Esc", id="box.back"),
    ]

    def __init__(
        self,
        heading: str,
        sentences: Sequence[str],
        ways: Sequence[DialogOption],
        *,
        careful: bool = False,
    ) -> None:
        super().__init__()
        self._heading, self._sentences, self._ways = heading, sentences, ways
        self._careful = careful

    def body(self) -> ComposeResult:
        """Yield what happened, and what can be done."""
        many = " -many" if len(self._ways) > FEW else ""
        with Vertical(classes=f"box -asks{many}"):
            yield Static(Content(self._heading), classes="box-heading", markup=False)
            yield Flow([Paragraph(text) for text in self._sentences], can_focus=False)
            yield Rows()

    def on_mount(self) -> None:
        """One way is highlighted."""
        rows = self.query_one(Rows)
        options = [Option(Content(way.label), id=way.name) for way in self._ways]
        rows.fill(options, highlighted=len(options) - 1 if self._careful else 0)
        rows.focus()

    def on_option_list_option_selected(self, event: Rows.OptionSelected) -> None:
        """Answer by the chosen way's name."""
        event.stop()
        self.dismiss(event.option_id or self._ways[-1].name)

    def action_last(self) -> None:
        """Take the last way."""
        self.dismiss(self._ways[-1].name)


CLOSE, LOSE = "close", "lose"
"""The answers of the dialog about losing a play."""


def loss_dialog(*, over: bool) -> ChoiceDialog:
    """Return the dialog that asks whether to leave a play that isn't saved; the answer is LOSE where that is wanted."""
    told = [
        "If you leave now, you'll lose it.",
        *(["Stay to save a report first."] if over else []),
    ]
    ways = [DialogOption(LOSE, "Leave without saving"), DialogOption(CLOSE, "Stay here")]
    return ChoiceDialog("This conversation isn't saved", told, ways, careful=True)
