"""Home's filter: by words as they are typed, or by what scenarios have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.play.catalog import facets, found
from simulator.tui.screens.dialogs import ChoiceDialog, DialogOption
from simulator.tui.screens.home_keys import HomeKeys
from simulator.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from simulator.tui.home_rows import HomeContent, HomeList
    from simulator.tui.widgets.filter_line import FilterLine


class HomeFilter(HomeKeys):
    """A screen whose list can be narrowed."""

    _content: HomeContent
    _list: HomeList
    _wants_facets: bool
    _untouched: str | None

    def _refill(self) -> None:
        """Fill the list again."""
        raise NotImplementedError

    def action_filter(self) -> None:
        """Filter by words, with every letter that is typed."""
        from simulator.tui.widgets.filter_line import FilterLine

        if lines := self.query(FilterLine):
            lines.first().query_one("Input").focus()
        else:
            self.mount(FilterLine(self._list.words), before="#shelf")

    def on_filter_line_typed(self, event: FilterLine.Typed) -> None:
        """Narrow the list at once."""
        self._filter(event.words)

    def on_filter_line_done(self) -> None:
        """From the line to the list."""
        if not self._list.words:
            self.action_clear()
        self.query_one(Rows).focus()

    def on_filter_line_dropped(self) -> None:
        """Show everything again."""
        self.action_clear()

    def action_facets(self) -> None:
        """Filter by a channel, a level, an industry, a skill, or what is unplayed."""
        content = self._content
        if not content.read:
            self._wants_facets = True  # the files are still being read
            return
        bests = content.player.bests
        left = found(content.catalog.items, self._list.words, bests)
        ways = [
            DialogOption(facet.word, f"{facet.kind}: {facet.word} ({facet.leaves})")
            for facet in facets(left, bests)
            if f" {facet.word} " not in f" {self._list.words} "
        ]
        asked = ChoiceDialog(
            "Show only",
            ["Choose one to narrow the list."],
            [*ways, DialogOption("", "Show all scenarios")],
        )
        self.app.push_screen(asked, self._add)

    def action_clear(self) -> None:
        """All scenarios again."""
        self.query("FilterLine").remove()
        self._filter("")
        self.query_one(Rows).focus()

    def _add(self, word: str | None) -> None:
        if word is not None:
            self.query("FilterLine").remove()
            self._filter(f"{self._list.words} {word}".strip() if word else "")

    def _filter(self, words: str) -> None:
        self._list.words = words.strip()
        self._untouched = None
        self._refill()
