"""What a newcomer sees instead of Home: what this is, three ways to begin, and a line for their name.

Nothing on it has to be filled in. It opens nothing itself; it answers which way was chosen, and under what name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from simulator.play.sentences import PRACTISE_FIRST, YOU_CHOOSE
from simulator.report.duration import about_minutes
from simulator.text import count
from simulator.tui.customer_place import CustomerPlace
from simulator.tui.screens.page import HELP, WIDE, Page
from simulator.tui.widgets.faces import DRAWN as BANDS
from simulator.tui.widgets.faces import face
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.home_rows import StartRow
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.rows import Rows, heading
from simulator.tui.words import one_line

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from simulator.records.settings import Settings
    from simulator.scenario.model import Scenario

GUIDE, EASIEST, ALL, PLAIN = "guide", "easiest", "all", "plain"
WELCOME = (Paragraph(PRACTISE_FIRST), Paragraph(YOU_CHOOSE, gap=True))
AFTERWARDS = "After your first conversation, Home says what to play next, and why."
NAME = "Your name, to keep your progress (it stays on this computer)"
HINT = "Everything works from the keyboard: arrows and Enter, or the numbers."
LINES_HINT = "Using a screen reader? Press P for plain mode, line by line."
MOODS = "How customers can feel"
START = "Start here"


class FirstChoice(NamedTuple):
    """What a newcomer chose: GUIDE, EASIEST, ALL or PLAIN, and the name they gave, empty for none."""

    way: str
    name: str


class FirstPage(Page[FirstChoice]):
    """Three rows to choose from, and a name."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "tab",
            "name",
            "name",
            key_display="Tab",
            tooltip="goes to the name and back",
            id="first.name",
        ),
        Binding(
            "p",
            "choose('plain')",
            "plain mode",
            key_display="P",
            tooltip="plays line by line, for a screen reader",
            id="first.plain",
        ),
        *(
            Binding(
                str(number),
                f"number({number})",
                show=False,
                tooltip=f"takes number {number}",
                id=f"first.way-{number}",
            )
            for number in (1, 2, 3)
        ),
        Binding("s", "app.settings", "settings", tooltip="shows the settings", id="first.settings"),
        HELP,
        Binding(
            "escape", "choose('all')", show=False, tooltip="shows all scenarios", id="first.all"
        ),
        Binding("q", "app.quit", "quit", tooltip="quits", id="first.quit"),
    ]
    AUTO_FOCUS = "Rows"

    def __init__(
        self, easiest: Scenario | None, amount: int, settings: Settings, name: str
    ) -> None:
        """`easiest` is the scenario to begin with and `amount` how many there are; `name` is proposed."""
        super().__init__()
        self._easiest, self._amount = easiest, amount
        self._settings, self._proposed = settings, name

    def body(self) -> ComposeResult:
        """Yield the column, and the customer where there is room."""
        yield Static("Customer service simulator", id="title", markup=False)
        with Horizontal():
            with Vertical(id="first"):
                yield Flow(WELCOME, id="first-words", can_focus=False)
                yield Rows(id="first-ways")
                yield Flow([Paragraph(AFTERWARDS, "muted")], id="first-after", can_focus=False)
                yield Flow([Paragraph(NAME)], id="first-asks", can_focus=False)
                with Horizontal(id="first-name"):
                    yield Static(">", markup=False)
                    yield Input(self._proposed, compact=True, max_length=80)
                yield Flow([Paragraph(HINT, "muted")], id="first-hint", can_focus=False)
                yield Flow([Paragraph(LINES_HINT, "muted")], can_focus=False)
            with Vertical(id="first-person"):
                yield CustomerPlace()
                yield Flow(id="first-moods", can_focus=False)

    def on_mount(self) -> None:
        """Choose the first way."""
        self.query_one(Rows).fill([heading(START), *self._ways()], 1)

    def _ways(self) -> list[Option]:
        ways = [
            Option(
                StartRow(
                    1,
                    "Show me in three minutes",
                    "",
                    "A guided practice run at a pool. You can't go wrong.",
                ),
                id=GUIDE,
            )
        ]
        easiest = self._easiest
        if easiest is not None:
            minutes = count(about_minutes(easiest), "minute")
            kind = f"{easiest.channel}, level {easiest.level}, about {minutes}"
            row = StartRow(2, one_line(easiest.title), kind, easiest.summary)
            ways.append(Option(row, id=EASIEST))
        rest = StartRow(
            len(ways) + 1, f"See all {count(self._amount, 'scenario')}", "easiest first", ""
        )
        return [*ways, Option(rest, id=ALL)]

    def on_resize(self) -> None:
        """Show whom one meets first, where there is room."""
        if self.app.size.width >= WIDE:
            self.call_after_refresh(self._show_customer)

    def _show_customer(self) -> None:
        if self.is_mounted and self._easiest:
            self.query_one(CustomerPlace).show(self._easiest, self._settings, about=True)
            plain = self._settings.ascii
            moods = [
                Paragraph(f"{face(band, ascii_only=plain):<8}{band}") for band in reversed([*BANDS])
            ]
            told = [Paragraph(MOODS, "heading"), *moods]
            self.query_one("#first-moods", Flow).show(told)

    def on_option_list_option_highlighted(self, event: Rows.OptionHighlighted) -> None:
        """Keep the event from the screens above."""
        event.stop()

    def on_option_list_option_selected(self, event: Rows.OptionSelected) -> None:
        """Take the chosen way."""
        event.stop()
        if not self.too_small:
            self.action_choose(event.option_id or ALL)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """From the name back to the ways."""
        event.stop()
        self.query_one(Rows).focus()

    def action_number(self, number: int) -> None:
        """Take the way of that number."""
        ways = self._ways()
        if number <= len(ways):
            self.action_choose(ways[number - 1].id or ALL)

    def action_name(self) -> None:
        """From the ways to the name, and back."""
        name, rows = self.query_one(Input), self.query_one(Rows)
        (rows if name.has_focus else name).focus()

    def action_choose(self, way: str) -> None:
        """Answer, once what was typed before has arrived in the line."""
        self.query_one(Input).call_later(self._answer, way)

    def _answer(self, way: str) -> None:
        if self.is_current:
            self.dismiss(FirstChoice(way, self.query_one(Input).value.strip()))
