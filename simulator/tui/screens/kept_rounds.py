"""The rounds kept on this computer, and one of them: each scenario with what the class did, and everyone's play in it.

Shows what was read and asks for the rest by messages; it opens no file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.widgets.option_list import Option

from simulator.rounds.kept_words import (
    NO_ROUNDS,
    head_words,
    list_words,
    place_words,
    played_words,
)
from simulator.rounds.words import PRACTICE_MARK
from simulator.tui.messages import ClassReportWanted, PlayLeft
from simulator.tui.screens.page import HELP, Page
from simulator.tui.signs import steady_text
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.prompt import Prompt
from simulator.tui.widgets.rows import Named, Rows, heading
from simulator.tui.words import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from simulator.rounds.kept_rounds import KeptRound
    from simulator.rounds.points import Ranked
    from simulator.rounds.round_result import Replay, WholeRound

NAME_WIDTH = 30
NOT_PLAYED = "This scenario wasn't played."
WHAT_THEY_DID = "    What the class did"


class RoundOpened(Message):
    """A kept round is to be opened."""

    def __init__(self, item: KeptRound) -> None:
        super().__init__()
        self.item = item


class WalkOpened(Message):
    """What the class did in a scenario is to be shown; it counts from 0."""

    def __init__(self, scenario: int) -> None:
        super().__init__()
        self.scenario = scenario


class ReplayOpened(Message):
    """A play is to be shown: its debrief, or what was said in it."""

    def __init__(self, replay: Replay, *, said: bool) -> None:
        super().__init__()
        self.replay, self.said = replay, said


class KeptRoundsScreen(Page[None]):
    """The list of rounds, the newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        HELP,
        Binding(
            "escape,q", "leave", "leave", key_display="Esc", tooltip="leaves", id="rounds.leave"
        ),
    ]
    HELP_NOTES = (
        "Enter opens a round. One whose server is still running can be opened once you've stopped it.",
        "A round's file holds its scenarios, so it can be read on any computer: simulator rounds FILE.",
    )

    def __init__(self, rounds: Sequence[KeptRound]) -> None:
        super().__init__()
        self._rounds = rounds

    def body(self) -> ComposeResult:
        """Yield the title and the list."""
        yield Static("Your rounds", id="title", markup=False)
        yield Rows(id="roster")
        yield Prompt()

    def on_mount(self) -> None:
        """Highlight the newest round."""
        rows = [
            Option(Named(steady_text(item.title), Content(list_words(item)), NAME_WIDTH))
            for item in self._rounds
        ]
        self.query_one(Rows).fill(rows, 0 if rows else None)
        self.query_one(Rows).focus()
        self._show_hint()

    def on_option_list_option_highlighted(self, event: Rows.OptionHighlighted) -> None:
        """Say all of what the row may have no room for."""
        event.stop()
        self._show_hint()

    def on_option_list_option_selected(self, event: Rows.OptionSelected) -> None:
        """Open the round that was chosen."""
        event.stop()
        self.post_message(RoundOpened(self._rounds[event.option_index]))

    def action_leave(self) -> None:
        """Leave."""
        self.post_message(PlayLeft())

    def _show_hint(self) -> None:
        at = self.query_one(Rows).highlighted
        sentence = NO_ROUNDS if at is None else list_words(self._rounds[at])
        self.query_one(Prompt).say(sentence)


class KeptRoundScreen(Page[None]):
    """One round, scenario by scenario."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "t",
            "said",
            "transcript",
            tooltip="shows everything said in the highlighted conversation; Enter shows its debrief",
            id="kept.said",
        ),
        Binding(
            "s",
            "save",
            "save",
            tooltip="saves a report on the round to a file",
            id="kept.save",
        ),
        HELP,
        Binding(
            "escape,q",
            "leave",
            "back",
            key_display="Esc",
            tooltip="goes back to the list of rounds, or leaves",
            id="kept.leave",
        ),
    ]
    HELP_NOTES = (
        "Press Enter on a person for the debrief of their conversation, or on “What the class did” for the turning points.",
    )

    def __init__(self, whole: WholeRound) -> None:
        super().__init__()
        self._whole = whole
        self._opens: list[int | Replay | None] = []

    def body(self) -> ComposeResult:
        """Yield the title, how the round was played, and its scenarios."""
        result = self._whole.result
        yield Static(f"Round  ·  {one_line(result.name)}", id="title", markup=False)
        yield Flow(self._head(), id="round", can_focus=False)
        yield Rows(id="roster")
        yield Prompt()

    def on_mount(self) -> None:
        """Highlight what the class did in the first scenario."""
        rows: list[Option] = []
        for at, card in enumerate(self._whole.result.scenarios):
            self._add_scenario(rows, at, card.title)
        first = next((at for at, opens in enumerate(self._opens) if opens is not None), None)
        self.query_one(Rows).fill(rows, first)
        self.query_one(Rows).focus()
        self._show_hint()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return what is possible now; a transcript needs a conversation."""
        if not super().check_action(action, parameters):
            return False
        return action != "said" or not isinstance(self._chosen, int | None)

    def on_option_list_option_highlighted(self, event: Rows.OptionHighlighted) -> None:
        """Say what Enter does."""
        event.stop()
        self._show_hint()

    def on_option_list_option_selected(self, event: Rows.OptionSelected) -> None:
        """Open what was chosen."""
        event.stop()
        opens = self._opens[event.option_index]
        if isinstance(opens, int):
            self.post_message(WalkOpened(opens))
        elif opens is not None:
            self.post_message(ReplayOpened(opens, said=not opens.result.acted))

    def action_said(self) -> None:
        """Show what was said."""
        opens = self._chosen
        if opens is not None and not isinstance(opens, int):
            self.post_message(ReplayOpened(opens, said=True))

    def action_save(self) -> None:
        """Save a report on the round, with names."""
        self.post_message(ClassReportWanted(named=True))

    def action_leave(self) -> None:
        """Go back to the list."""
        self.dismiss(None)

    @property
    def _chosen(self) -> int | Replay | None:
        at = self.query_one(Rows).highlighted if self.is_mounted else None
        return self._opens[at] if at is not None and at < len(self._opens) else None

    def _head(self) -> list[Paragraph]:
        people, *rest = head_words(self._whole)[1:]
        first = f"{played_words(self._whole)} {people}"
        return [Paragraph(text) for text in (first, *rest)]

    def _add_scenario(self, rows: list[Option], at: int, title: str) -> None:
        """Add a scenario: its heading, what the class did, and everyone in the order of the board."""
        practice = "" if self._whole.counts(at) else f", {PRACTICE_MARK}"
        self._add(rows, heading(f"{at + 1}. {one_line(title)}{practice}"), None)
        replays = self._whole.played(at)
        if not replays:
            self._add(rows, Option(f"    {NOT_PLAYED}", disabled=True), None)
            return
        self._add(rows, Option(WHAT_THEY_DID), at)
        for row, replay in _in_order(replays, self._whole.boards.get(at, ())):
            words = replay.result.origin.person if row is None else place_words(row)
            self._add(rows, Option(Content(f"    {steady_text(one_line(words))}")), replay)

    def _add(self, rows: list[Option], row: Option, opens: int | Replay | None) -> None:
        rows.append(row)
        self._opens.append(opens)

    def _show_hint(self) -> None:
        opens, enter = self._chosen, self.key_for("select")
        sentence = ""
        if isinstance(opens, int):
            sentence = f"{enter} goes through what the class did, one turning point at a time."
        elif opens is not None and not opens.result.acted:
            sentence = f"{enter} shows what was said; they made no moves."
        elif opens is not None:
            sentence = f"{enter} shows the debrief, {self.key_for('said')} what was said."
        self.query_one(Prompt).say(sentence)
        self.refresh_bindings()


def _in_order(
    replays: Sequence[Replay], board: Sequence[Ranked]
) -> list[tuple[Ranked | None, Replay]]:
    """Return the plays in the order of the board, each with its row; names on a board are unique."""
    by_name = {replay.result.origin.person: replay for replay in replays}
    ordered: list[tuple[Ranked | None, Replay]] = [
        (row, by_name.pop(row.standing.name)) for row in board if row.standing.name in by_name
    ]
    return [*ordered, *((None, replay) for replay in by_name.values())]
