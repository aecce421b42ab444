"""The brief: what the player knows before picking up, and how to play.

Gives the app a scenario and rules; it begins nothing itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static
from textual.widgets.option_list import Option

from simulator.play.sentences import cannot_be_saved
from simulator.records.settings import Settings
from simulator.tui.customer_place import CustomerPlace
from simulator.tui.messages import BriefLeft, PlayWanted
from simulator.tui.screens.page import HELP, WIDE, Page
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.rows import Numbered, Rows, heading
from simulator.tui.words import MODE_WORDS, brief_paragraphs, kind_of, one_line
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from simulator.play.rules import Rules
    from simulator.scenario.library import ScenarioFile
    from simulator.scenario.model import Scenario

TIMED, OWN_WORDS = "@timed", "@own-words"
PRESS_ENTER = "Press Enter to begin."


class BriefScreen(Page[None]):
    """Title, customer, brief; then mode and clock."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "w",
            "own_words",
            "own words",
            tooltip="turns own words on or off: the replies stay hidden until you've typed what you'd say",
            id="brief.own-words",
        ),
        Binding("t", "timed", "clock", tooltip="turns the clock on or off", id="brief.timed"),
        HELP,
        Binding("escape", "back", "back", key_display="Esc", tooltip="goes back", id="brief.back"),
    ]
    AUTO_FOCUS = "Rows"

    def __init__(
        self,
        item: ScenarioFile,
        scenario: Scenario,
        rules: Rules,
        obstacle: str | None = None,
        settings: Settings | None = None,
        *,
        guided: bool = False,
    ) -> None:
        """`obstacle` says why a play begun now couldn't be saved, if it couldn't. One that is `guided` can only be begun."""
        super().__init__()
        self._obstacle = obstacle
        self._settings = settings or Settings()
        self._item, self._scenario, self._rules = item, scenario, rules
        self._timed, self._guided = rules.timed, guided
        self._own_words = rules.own_words or self._settings.own_words

    def body(self) -> ComposeResult:
        """Yield what is known, and the choice."""
        scenario = self._scenario
        yield Static(one_line(scenario.title), id="title", markup=False)
        told = [Paragraph(kind_of(scenario), "muted"), *brief_paragraphs(scenario)]
        if self._obstacle:
            notice = cannot_be_saved(self._obstacle)
            told.insert(0, Paragraph(notice, "notice", "-- "))
        with Horizontal(id="opening"):
            yield Flow(told, id="brief", can_focus=False)
            yield CustomerPlace()
        yield Rows(id="modes")

    def on_mount(self) -> None:
        """Highlight the mode asked for."""
        self._offer(tuple(Mode).index(self._rules.mode) + 1)

    def on_resize(self) -> None:
        """Show the customer as they begin, where there is room; once what must be read is there."""
        if self.app.size.width >= WIDE:
            self.call_after_refresh(self._show_customer)

    def _show_customer(self) -> None:
        if self.is_mounted:
            self.query_one(CustomerPlace).show(self._scenario, self._settings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no clock and no own words where everything is shown step by step."""
        if action in ("timed", "own_words") and self._guided:
            return False
        return super().check_action(action, parameters)

    def _offer(self, highlighted: int | None) -> None:
        if self._guided:
            rows = [heading(PRESS_ENTER), Option("Begin the guided conversation", id=Mode.COACH)]
            self.query_one(Rows).fill(rows, 1)
            return
        rows = [heading(f"How do you want to play? {PRESS_ENTER}")]
        rows += [Option(Numbered(f"{mode:<9}", MODE_WORDS[mode]), id=mode) for mode in Mode]
        state = "on" if self._timed else "off"
        clock = Numbered(f"{'clock':<9}", f"{state} (exams always have one)")
        rows.append(Option(clock, id=TIMED))
        state = "on" if self._own_words else "off"
        exams = "" if self._rules.own_words else " (not in exams)"
        own = f"{state}{exams}: type what you'd say before you see the replies"
        rows.append(Option(Numbered(f"{'own words':<9}", own), id=OWN_WORDS))
        self.query_one(Rows).fill(rows, highlighted)

    def on_option_list_option_highlighted(self, event: Rows.OptionHighlighted) -> None:
        """Keep the event from the screens above."""
        event.stop()

    def on_option_list_option_selected(self, event: Rows.OptionSelected) -> None:
        """Begin in the chosen mode, or turn the clock on or off."""
        event.stop()
        if self.too_small:
            return
        if event.option_id == TIMED:
            self.action_timed()
        elif event.option_id == OWN_WORDS:
            self.action_own_words()
        elif event.option_id:
            self.post_message(PlayWanted(self._item, self._chosen(Mode(event.option_id))))

    def _chosen(self, mode: Mode) -> Rules:
        """Return how to play in a mode; an exam is in own words only if the command asked for it."""
        timed = self._timed or mode == Mode.EXAM
        own_words = self._own_words and (mode != Mode.EXAM or self._rules.own_words)
        return replace(self._rules, mode=mode, timed=timed, own_words=own_words)

    def action_timed(self) -> None:
        """Turn the clock on or off."""
        self._timed = not self._timed
        self._offer(self.query_one(Rows).highlighted)

    def action_own_words(self) -> None:
        """Hide the replies at first, or not."""
        self._own_words = not self._own_words
        self._offer(self.query_one(Rows).highlighted)

    def action_back(self) -> None:
        """Not now."""
        self.post_message(BriefLeft())
