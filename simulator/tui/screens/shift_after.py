"""After a shift: the wall as it stands, what was set out against what was done, and one thing for next time.

Debriefs and files are asked for by messages; it is dismissed with None once the player has done with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from simulator.report.sections import as_text
from simulator.shift.debrief import after_sections, pledges
from simulator.shift.words import NOTE_ANSWERS, ONE_THING, issue_notes, issue_question
from simulator.text import clean_name
from simulator.tui.messages import SaveWanted
from simulator.tui.screens.dialogs import ChoiceDialog, DialogOption, InputDialog
from simulator.tui.screens.shift_pages import ShiftPage
from simulator.tui.sections import section_paragraphs
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.title import Heading
from simulator.tui.widgets.wall import WallPicture
from simulator.tui.words import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from simulator.play.shift_session import ShiftSession
    from simulator.shift.day import Day

MAX_PLEDGE = 200
OWN_WORDS, SKIP = "In my own words", "Not today"
DEBRIEF, SAVE, DONE = "Read a customer's debrief", "Save all this to a file", "Done"
BACK = "back"


class CustomerDebriefWanted(Message):
    """The player wants to read the debrief of a customer, counted from 0."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at


class ShiftAfterScreen(ShiftPage[None]):
    """What the day came to, and what it leads to."""

    LEAVING = "leave"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page(-1)", show=False, key_display="PgUp PgDn", tooltip="scroll the text", id="shift.page-up"),
        Binding("pagedown", "page(1)", show=False, id="shift.page-down"),
    ]  # fmt: skip

    def __init__(
        self, shift: ShiftSession, day: Day, said: tuple[str, ...], *, ascii_only: bool = False
    ) -> None:
        """`said` are the kinds of what the player has said about themselves already."""
        many = f"{len(day.ended)} of {day.planned} customers served"
        super().__init__(Heading(one_line(shift.file.shift.title), ("after the shift",), (many,)))
        self.shift, self._day, self._ascii = shift, day, ascii_only
        self._answers: list[Paragraph] = []
        self._pledges = pledges(day)
        self._steps: list[Callable[[], None]] = []
        if day.due_issue() and "report" not in said:
            self._steps.append(self._ask_report)
        if "pledge" not in said:
            self._steps.append(self._ask_pledge)
        self._take: Callable[[int], None]

    def above(self) -> ComposeResult:
        """Yield the wall."""
        yield WallPicture(self._day.last_wall, ascii_only=self._ascii)

    def text(self) -> list[Paragraph]:
        """Return the answers given here, then the day."""
        return [*self._answers, *section_paragraphs(after_sections(self._day))]

    def on_mount(self) -> None:
        """Ask what is to be asked, then offer debriefs."""
        self._next()

    def taken(self, number: int) -> None:
        """Do what the row is for."""
        self._take(number)

    def action_page(self, direction: int) -> None:
        """Scroll the text."""
        text = self.query_one("#shift-text", Flow)
        if direction < 0:
            text.scroll_page_up(animate=False)
        else:
            text.scroll_page_down(animate=False)

    def _next(self) -> None:
        if self._steps:
            self._steps.pop(0)()
        else:
            self._offer()

    def _note(self, kind: str, text: str, told: str) -> None:
        self.shift.note(kind, text)
        self._answers.append(Paragraph(told, "you"))
        self.show_text()
        self._next()

    def _ask_report(self) -> None:
        root = self._day.due_issue()
        times = self._day.issues()[root]

        def take(number: int) -> None:
            self._note("report", root, NOTE_ANSWERS[number - 1])

        self._take = take
        self.ask(issue_question(root, times), issue_notes(root, times))

    def _ask_pledge(self) -> None:
        rows = [*self._pledges, OWN_WORDS, SKIP]

        def take(number: int) -> None:
            if rows[number - 1] == SKIP:
                self._next()
            elif rows[number - 1] == OWN_WORDS:
                self.app.push_screen(InputDialog(ONE_THING), self._pledged)
            else:
                self._pledged(rows[number - 1])

        self._take = take
        self.ask(ONE_THING, rows)

    def _pledged(self, words: str | None) -> None:
        text = clean_name(words or "", MAX_PLEDGE)
        if text:
            self._note("pledge", text, f"“{text}” The next shift will ask you about it.")

    def _offer(self) -> None:
        rows = [DEBRIEF, SAVE, DONE]

        def take(number: int) -> None:
            if rows[number - 1] == DONE:
                self.dismiss(None)
            elif rows[number - 1] == SAVE:
                self.post_message(SaveWanted(as_text(after_sections(self._day))))
            else:
                self._choose_debrief()

        self._take = take
        self.ask("", rows)

    def _choose_debrief(self) -> None:
        names = [customer.name for customer in self._day.customers]
        ways = [DialogOption(str(at), name) for at, name in enumerate(names)]
        asked = ChoiceDialog("Whose debrief?", [], [*ways, DialogOption(BACK, "Back")])

        def chosen(way: str | None) -> None:
            if way and way != BACK:
                self.post_message(CustomerDebriefWanted(int(way)))

        self.app.push_screen(asked, chosen)
