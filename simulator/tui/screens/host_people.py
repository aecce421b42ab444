"""What a trainer does about people, on the round's screen: let them in, names, teams, tickets, several removed.

Part of the trainer's screen (host.py), which shows them; what is chosen goes to the server as a message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.rounds.confirmations import (
    MOVED_ON,
    NEW_CODE,
    remove_confirmation,
    remove_many_confirmation,
)
from simulator.rounds.trainer_words import FACTOR_NOTE, FACTORS
from simulator.tui.messages import TrainerWants
from simulator.tui.screens.dialogs import ChoiceDialog, DialogOption, InputDialog
from simulator.tui.screens.page import Page
from simulator.tui.signs import steady_text
from simulator.tui.widgets.rows import Rows
from simulator.tui.words import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.rounds.confirmations import Confirmation

STAY = "stay"


class HostPeople(Page[None]):
    """The part of the trainer's screen that is about people; the rows are of those who wait, then of everyone in the round."""

    def __init__(self, state: dict[str, Any]) -> None:
        super().__init__()
        self.state = state
        self._seats: list[str] = []
        """The ids of the rows: of someone who waits, or of a seat."""
        self._marked: set[str] = set()

    def _want(self, type: str, **fields: Any) -> None:
        self.post_message(TrainerWants({"type": type, **fields}))

    def _confirm(self, confirm: Callable[[], Confirmation], type: str, **fields: Any) -> None:
        """Ask before what disturbs a class, with doing nothing highlighted; `confirm` gives what is asked as things stand."""
        confirmation = confirm()
        ways = [DialogOption(type, one_line(confirmation.action)), DialogOption(STAY, "Cancel")]
        asked = ChoiceDialog(
            one_line(confirmation.question),
            [one_line(confirmation.consequence)],
            ways,
            careful=True,
        )

        def take_answer(way: str | None) -> None:
            if way == type and confirm() == confirmation:
                self._want(type, **fields)
            elif way == type:
                self.notify(MOVED_ON, markup=False)

        self.app.push_screen(asked, take_answer)

    def _row_of(self, seat: str) -> dict[str, Any] | None:
        return next((row for row in self.state["roster"] if row["seat"] == seat), None)

    def on_option_list_option_selected(self, event: Rows.OptionSelected) -> None:
        """Ask what to do with the trainee who was chosen."""
        event.stop()
        id = self._seats[event.option_index]
        waiting = self._waiting_row(id)
        if waiting is not None:
            self._answer_waiting(waiting)
            return
        row = self._row_of(id)
        if row is None:
            return
        seat, name = row["seat"], steady_text(row["name"])
        out = (
            DialogOption("allow", "Let them back in")
            if row["removed"]
            else DialogOption("remove", "Remove from the round")
        )
        # What can't be undone by the same key is as far from "Cancel" as it can, which Up or Down reach by a slip.
        ways = [
            DialogOption("time", "Give more time"),
            out,
            DialogOption("ticket", "Make a ticket for another device"),
            DialogOption("rename", "Change the name"),
            DialogOption("team", "Put them in a team"),
            DialogOption(STAY, "Cancel"),
        ]

        def take_answer(way: str | None) -> None:
            if way == "time":
                self._ask_factor(seat, name)
            elif way == "team":
                dialog = InputDialog(f"Which team is {name} in?", row["team"])
                self.app.push_screen(dialog, lambda team: self._team(seat, team))
            elif way == "rename":
                dialog = InputDialog(f"What is {name}'s new name?", row["name"])
                self.app.push_screen(dialog, lambda new: self._rename(seat, new))
            elif way == "ticket":
                self._want("ticket", seat=seat)
            elif way == "remove":
                self._confirm(lambda: remove_confirmation(name), "remove", seat=seat)
            elif way == "allow":
                self._want("allow", seat=seat)

        self.app.push_screen(ChoiceDialog(name, [], ways, careful=True), take_answer)

    def _team(self, seat: str, team: str | None) -> None:
        if team is not None:
            self._want("team", seat=seat, team=team)

    def _ask_factor(self, seat: str, name: str) -> None:
        ways = [DialogOption(factor, label) for factor, label in FACTORS.items()]

        def take_answer(way: str | None) -> None:
            if way is not None and way in FACTORS:
                self._want("seat-time", seat=seat, factor=float(way))

        self.app.push_screen(
            ChoiceDialog(
                f"How much time for {name}?",
                [FACTOR_NOTE],
                [*ways, DialogOption(STAY, "Cancel")],
                careful=True,
            ),
            take_answer,
        )

    # Several at once, and those who wait

    def action_let_in(self) -> None:
        """Let in who has waited longest: into the seat of their name, where that is away."""
        waiting = self.state.get("waiting", ())
        if waiting:
            first = waiting[0]
            self._want("let-in", waiting=first["waiting"], seat=first.get("seat", ""))

    def action_mark(self) -> None:
        """Mark who is highlighted, or take the mark away."""
        at = self.query_one(Rows).highlighted
        row = self._row_of(self._seats[at]) if at is not None and at < len(self._seats) else None
        if row is not None and not row["removed"]:
            self._marked ^= {row["seat"]}
            self.refresh_rows()

    def action_remove_marked(self) -> None:
        """Remove everyone who is marked; ask first."""
        rows = [row for row in self.state["roster"] if row["seat"] in self._marked]
        seats = [row["seat"] for row in rows if not row["removed"]]
        names = [row["name"] for row in rows if not row["removed"]]
        if seats:
            self._confirm(lambda: remove_many_confirmation(names), "remove-many", seats=seats)

    def action_new_code(self) -> None:
        """Make a new code; ask first."""
        self._confirm(lambda: NEW_CODE, "new-code")

    def refresh_rows(self) -> None:
        """Show the rows again; the screen knows how they look."""
        raise NotImplementedError

    def _answer_waiting(self, row: dict[str, Any]) -> None:
        """Ask what to do with someone who waits."""
        id, seat = row["waiting"], row.get("seat", "")
        theirs = self._row_of(seat)
        ways = [DialogOption("yes", "Let them in")]
        if theirs is not None:
            name = steady_text(theirs["name"])
            ways = [
                DialogOption("seat", f"Give them {name}'s seat, with everything played so far"),
                DialogOption("yes", "Give them a new seat"),
            ]
        ways += [DialogOption("no", "Turn them away"), DialogOption(STAY, "Cancel")]

        def take_answer(way: str | None) -> None:
            if way in ("yes", "seat"):
                self._want("let-in", waiting=id, seat=seat if way == "seat" else "")
            elif way == "no":
                self._want("turn-away", waiting=id)

        words = one_line(steady_text(row["words"]))
        self.app.push_screen(ChoiceDialog(words, [], ways, careful=True), take_answer)

    def _rename(self, seat: str, name: str | None) -> None:
        if name:
            self._want("rename", seat=seat, name=name)

    def _waiting_row(self, id: str) -> dict[str, Any] | None:
        waiting = self.state.get("waiting", ())
        return next((row for row in waiting if row["waiting"] == id), None)
