"""The keys of Home, and what the line of keys calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from simulator.tui.home_rows import COURSE, DRILLS, ENDED, MORE, SAVE, TROUBLES
from simulator.tui.screens.page import HELP, Page

if TYPE_CHECKING:
    from collections.abc import Mapping

CHOOSES: Mapping[str, str] = {
    COURSE: "course",
    DRILLS: "exercises",
    MORE: "list them",
    ENDED: "list them",
    TROUBLES: "read",
}
"""What Enter does on a row that isn't of a scenario."""


class HomeKeys(Page[None]):
    """Only holds the bindings and their words; `chosen` is the id of the highlighted row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash",
            "filter",
            "filter",
            key_display="/",
            tooltip="filters the list as you type",
            id="home.filter",
        ),
        Binding(
            "f",
            "facets",
            show=False,
            tooltip="filters the list by channel, level, industry or skill",
            id="home.facets",
        ),
        Binding(
            "d",
            "drills",
            "exercises",
            tooltip="gives you short exercises, a minute or two each",
            id="home.drills",
        ),
        Binding("p", "progress", "progress", tooltip="shows your progress", id="home.progress"),
        Binding(
            "o", "course", "course", tooltip="shows the course, week by week", id="home.course"
        ),
        Binding(
            "g",
            "guide",
            show=False,
            tooltip="plays the guided first conversation",
            id="home.guide",
        ),
        *(
            Binding(
                str(number),
                f"next({number})",
                show=False,
                tooltip=f"opens number {number} of what's next for you",
                id=f"home.next-{number}",
            )
            for number in (1, 2, 3)
        ),
        Binding("s", "app.settings", "settings", tooltip="shows the settings", id="home.settings"),
        Binding("r", "read", show=False, tooltip="reads the files again", id="home.read"),
        Binding(
            "D", "app.dark", show=False, tooltip="switches between light and dark", id="app.dark"
        ),
        Binding(
            "escape",
            "clear",
            show=False,
            key_display="Esc",
            tooltip="clears the filter",
            id="home.clear",
        ),
        HELP,
        Binding("q", "app.quit", "quit", tooltip="quits", id="app.quit-key"),
    ]
    HELP_NOTES = (
        "Choose with the arrows and Enter, or click. A file with errors can be chosen too: it shows "
        "what is wrong and where.",
        "“Best (of maximum)” is your best satisfaction, and the highest that anyone can reach there. You pass a "
        "mode with a quality of at least 70 out of 100.",
        "A filter is one or more words that all have to match: `chat level 2`, `reflect unplayed`, a name, an industry, an "
        "area such as honesty.",
    )

    @property
    def chosen(self) -> str:
        """The id of the highlighted row."""
        raise NotImplementedError

    def key_word(self, binding: Binding) -> str:
        """Return what Enter does on the highlighted row; every other key is called as it always is."""
        if binding.id != "rows.choose":
            return ""
        chosen = self.chosen
        return "resume" if chosen.startswith(SAVE) else CHOOSES.get(chosen, "play")

    def shown_key(self, binding: Binding, shown: str) -> str:
        """Return how a key is shown: as it always is."""
        del binding
        return shown
