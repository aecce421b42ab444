"""The place of a customer whom one hasn't talked to yet: who they are, what they look like, how they feel as they begin.

It imports the portrait only when there is a customer to show, so that the first frame of Home doesn't wait for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

if TYPE_CHECKING:
    from simulator.records.settings import Settings
    from simulator.scenario.model import Scenario

AT_START = "at the start"
"""Behind the word for their mood."""


class CustomerPlace(Vertical):
    """Stays as large, and empty where there is no customer to show."""

    def show(self, scenario: Scenario | None, settings: Settings, *, about: bool = False) -> None:
        """Show a scenario's customer, or none; with `about` what is known about them too, where it fits."""
        self.set_class(scenario is None, "-empty")
        if scenario is None:
            return
        from simulator.tui.appearance import appearance, first_reading
        from simulator.tui.widgets.customer_card import CustomerCard

        who, now = appearance(scenario), first_reading(scenario)
        known = scenario.customer.about if about else ""
        for card in self.query(CustomerCard):
            card.show(now, who, known)
        if not self.children:
            self.mount(CustomerCard(who, now, settings, since=AT_START, about=known))
