"""The trainer's screen of a round: how to join, where everyone is, the mood of the class, and what can be done now.

Shows what the server sends a trainer, and hands on what the trainer wants; it decides nothing about the round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from simulator.rounds.confirmations import (
    end_confirmation,
    next_confirmation,
)
from simulator.rounds.model import Show
from simulator.rounds.trainer_words import (
    BOARD_SHOWN,
    EXTENSIONS,
    MORE_TIME,
    MORE_TIME_NOTE,
)
from simulator.rounds.words import PHASE_WORDS
from simulator.tui.host_words import (
    Joining,
    class_mood,
    how_to_join,
    name_and_team,
    qr_paragraphs,
    roster_line,
    title_line,
)
from simulator.tui.messages import ClassWanted, PlayLeft
from simulator.tui.screens.dialogs import ChoiceDialog, DialogOption, TextDialog
from simulator.tui.screens.host_keys import HOST_KEYS
from simulator.tui.screens.host_people import STAY, HostPeople
from simulator.tui.signs import steady_text
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.prompt import Prompt
from simulator.tui.widgets.rows import Rows
from simulator.tui.words import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType


BETWEEN = 2.5
"""Seconds of the round between two moods of the trend."""
LOOK = 0.5
"""Seconds between two looks at the round."""
TREND = 60
"""Moods in the trend, at most."""
SHOWS = tuple(show.value for show in Show)


class HostScreen(HostPeople):
    """A round, seen by its trainer."""

    BINDINGS: ClassVar[list[BindingType]] = HOST_KEYS
    HELP_NOTES = (
        "A trainee who hasn't moved for a minute is marked as stuck. One who is away can come back to the same seat and clock.",
        "Press Enter on a trainee for more time, a team, another name, a ticket for another device, or to remove them.",
        "Anyone who isn't on your class list, or who types the name of a trainee who is away, waits until you let them in.",
        "Moods are from −100 to 100.",
        "In simulator host --plain, you type these as commands.",
    )

    def __init__(
        self,
        look: Callable[[], dict[str, Any]],
        joining: Joining,
        clock: Callable[[], float],
        *,
        ascii_only: bool = False,
    ) -> None:
        """`look` gives the round as the server tells it to a trainer, `clock` the seconds that it has run."""
        super().__init__(look())
        self._look, self._joining, self._ascii = look, joining, ascii_only
        self._clock = clock
        self._means: list[int] = []
        self._noted_at = clock()
        self._lines: list[str] = []

    def body(self) -> ComposeResult:
        """Yield the title; how to join or how it is going; the roster; the prompt."""
        yield Static(title_line(self.state), id="title", markup=False)
        yield Flow(self._paragraphs(), id="round", can_focus=False)
        yield Rows(id="roster")
        yield Prompt()

    def on_mount(self) -> None:
        """Look at the round now and then."""
        self.show()
        self.query_one(Rows).focus()
        self.set_interval(LOOK, self.show)

    def check_action(  # noqa: C901 - one case for each kind
        self, action: str, parameters: tuple[object, ...]
    ) -> bool | None:
        """Return what can be done in this phase."""
        if not super().check_action(action, parameters):
            return False
        phase = self.state["phase"]
        match action:
            case "start":
                return bool(phase == "lobby")
            case "pause":
                return phase in ("countdown", "open")
            case "extend":
                return self.state["remaining_ms"] is not None
            case "go_on":
                return bool(phase == "paused")
            case "next":
                return bool(phase == "debrief") and not self._is_last
            case "end_scenario":
                return phase in ("countdown", "open", "paused")
            case "end_round":
                return phase in ("lobby", "debrief")
            case "class_debrief":
                return bool(self._played)
            case "board" | "lock" | "new_code" | "reveal":
                return bool(phase != "closed")
            case "let_in":
                return bool(self.state.get("waiting"))
            case "remove_marked":
                return bool(self._marked)
        return True

    def show(self) -> None:
        """Show how the round is going now."""
        before, self.state = self.state, self._look()
        self._note_mood()
        self.query_one("#title", Static).update(title_line(self.state), layout=False)
        told, flow = self._paragraphs(), self.query_one("#round", Flow)
        if told != list(flow.paragraphs):
            flow.show(told)
        self._fill()
        self.query_one(Prompt).say(self._sentence())
        if before["phase"] != self.state["phase"]:
            self._means.clear()
            self._noted_at = self._clock()
            self.refresh_bindings()
        if bool(before.get("waiting")) != bool(self.state.get("waiting")):
            self.refresh_bindings()

    def refresh_rows(self) -> None:
        """Show the rows again."""
        self._fill()
        self.refresh_bindings()

    # What the trainer wants

    def action_start(self) -> None:
        """Start the round."""
        self._want("start")

    def action_pause(self) -> None:
        """Stop all clocks."""
        self._want("pause")

    def action_go_on(self) -> None:
        """Start all clocks again."""
        self._want("go-on")

    def action_extend(self) -> None:
        """Ask how many minutes to add."""
        ways = [
            *(DialogOption(str(60 * minutes), label) for minutes, label in EXTENSIONS),
            DialogOption(STAY, "Cancel"),
        ]

        def take_answer(way: str | None) -> None:
            if way not in (None, STAY):
                self._want("extend", seconds=int(way))

        self.app.push_screen(ChoiceDialog(MORE_TIME, [MORE_TIME_NOTE], ways), take_answer)

    def action_end_scenario(self) -> None:
        """End the scenario; ask first."""
        self._end("scenario")

    def action_end_round(self) -> None:
        """End the round; ask first."""
        self._end("round")

    def action_next(self) -> None:
        """Go to the next scenario; ask first."""
        number = self.state["scenario"]["number"]
        self._confirm(lambda: next_confirmation(*self._now()), "next", scenario=number)

    def _end(self, what: str) -> None:
        number = self.state["scenario"]["number"]
        self._confirm(lambda: end_confirmation(*self._now()), "close", ends=what, scenario=number)

    def _now(self) -> tuple[str, int, int]:
        """Return the phase, the scenario's number and how many there are, as they are by now."""
        state = self._look()
        return state["phase"], state["scenario"]["number"], state["scenario"]["of"]

    @property
    def _is_last(self) -> bool:
        """Whether the scenario is the round's last."""
        return bool(self.state["scenario"]["number"] >= self.state["scenario"]["of"])

    def action_class_debrief(self) -> None:
        """Show what the class did."""
        played = self._played
        if len(played) < 2:
            self.post_message(ClassWanted(played[0]))
            return
        ways = [
            *(DialogOption(str(number), f"Scenario {number}") for number in reversed(played)),
            DialogOption(STAY, "Cancel"),
        ]

        def take_answer(way: str | None) -> None:
            if way not in (None, STAY):
                self.post_message(ClassWanted(int(way)))

        self.app.push_screen(ChoiceDialog("What the class did in …", [], ways), take_answer)

    @property
    def _played(self) -> list[int]:
        """The numbers of the scenarios that the class has played to the end."""
        number, over = (
            self.state["scenario"]["number"],
            self.state["phase"] in ("debrief", "closed"),
        )
        return list(range(1, number + over))

    def action_board(self) -> None:
        """Show trainees more or less of the board."""
        at = SHOWS.index(self.state["show"])
        self._want("board", show=SHOWS[(at + 1) % len(SHOWS)])

    def action_reveal(self) -> None:
        """Let the board mark what worked best, or not."""
        self._want("reveal", on=not self.state.get("reveal", True))

    def action_lock(self) -> None:
        """Lock or unlock the round."""
        self._want("unlock" if self.state["locked"] else "lock")

    def action_joining(self) -> None:
        """Show how to join."""
        told = how_to_join(self.state, self._joining)
        if self._joining.trainer:  # not on the screen itself, which may be on the projector
            told = [*told, Paragraph(self._joining.trainer, lead="Your own page in a browser: ")]
        if self.state["code"] and not self._ascii:
            dark = self.app.current_theme.dark
            told = [*qr_paragraphs(self.state, self._joining, dark=dark), *told]
        self.app.push_screen(TextDialog("How to join", told))

    def action_leave(self) -> None:
        """Stop the server; ask while the round isn't closed."""
        self.post_message(PlayLeft())

    # The look

    def _paragraphs(self) -> list[Paragraph]:
        phase = self.state["phase"]
        trouble = self.state["trouble"]
        told = [Paragraph(trouble, "notice", "! ")] if trouble else []
        if phase == "lobby":
            return [*told, *how_to_join(self.state, self._joining)]
        return [*told, *class_mood(self.state, self._means, ascii_only=self._ascii)]

    def _note_mood(self) -> None:
        now = self._clock()
        moods = [row["mood"] for row in self.state["roster"] if row["mood"] is not None]
        if self.state["phase"] == "open" and moods and now - self._noted_at >= BETWEEN:
            self._means = [*self._means[-TREND:], sum(moods) // len(moods)]
            self._noted_at = now

    def _fill(self) -> None:
        """Fill the roster: best first while it is played, in the order of joining before."""
        roster = list(self.state["roster"])
        if self.state["phase"] != "lobby":
            roster.sort(
                key=lambda row: (row["removed"], row["points"] is None, -(row["points"] or 0))
            )
        rows = self.query_one(Rows)
        at = rows.highlighted
        chosen = self._seats[at] if at is not None and at < len(self._seats) else None
        waiting = self.state.get("waiting", ())
        self._seats = [*(row["waiting"] for row in waiting), *(row["seat"] for row in roster)]
        place = self._seats.index(chosen) if chosen in self._seats else (0 if self._seats else None)
        width = max((cell_len(name_and_team(row)) for row in roster), default=0)
        texts = [f"? {one_line(steady_text(row['words']))}" for row in waiting]
        self._marked -= {row["seat"] for row in roster if row["removed"]}
        marked = self._marked
        for row in roster:
            mark = "* " if row["seat"] in marked else "  " if marked else ""
            texts.append(mark + roster_line(self.state, row, width, ascii_only=self._ascii))
        if texts != self._lines or place != at:
            self._lines = texts
            rows.fill((Option(Content(text)) for text in texts), highlighted=place)

    def _sentence(self) -> str:
        phase, state = self.state["phase"], self.state
        here = sum(row["connected"] for row in state["roster"] if not row["removed"])
        door = " The round is locked." if state["locked"] else ""
        count = f"{here} connected.{door} Board: {BOARD_SHOWN[state['show']]}."
        if waiting := state.get("waiting"):
            key, first = self.key_for("let_in"), waiting[0]
            if len(waiting) > 1:
                name = one_line(steady_text(first["name"]))
                return (
                    f"{len(waiting)} people are waiting to be let in. {key} lets in {name} first."
                )
            return f"{one_line(steady_text(first['words']))} {key} lets them in."
        if phase == "lobby" and not state["roster"]:
            return f"No one has joined yet.{door}"
        if phase == "debrief":
            key = self.key_for("end_round" if self._is_last else "next")
            onward = f"{key} {'ends the round' if self._is_last else 'the next scenario'}"
            return f"{self.key_for('class_debrief')} shows what the class did, {onward}."
        if phase == "closed":
            key = self.key_for("class_debrief")
            return f"{PHASE_WORDS[phase]} It's saved. {key} shows what the class did, Esc stops the server."
        return count
