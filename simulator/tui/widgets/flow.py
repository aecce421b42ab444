"""Paragraphs one below the other, wrapped and scrolled: the transcript, the debrief, every longer text.

One widget draws all of them line by line, because a widget a paragraph makes a long play slow. It takes plain text only and
must not learn what the text is about: the kind of a paragraph names a style and nothing more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip

from simulator.text import folded
from simulator.tui.messages import EndInSight, Revealed
from simulator.tui.textual_internals import PlacedScrollView
from simulator.tui.widgets.paragraphs import Layout, Paragraph, Row, Unsaid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BEAT = 0.1
"""Seconds between two steps of text that appears."""
REVERSED = Style(reverse=True)
BAR = "▌"
"""Stands left of what is newest."""
MOST_SECONDS = 6.0
"""Seconds that the words of one turn take to appear at most."""


class Flow(PlacedScrollView):
    """Paragraphs that scroll; new ones come into sight by themselves.

    It opens at the paragraph numbered `aim`, or at its end. With `newest_last` what doesn't fill the window is at its
    bottom. Text that is `revealed` appears word by word in the room that it takes in the end, so that nothing jumps. Of the
    kind that it `stresses`, the newest paragraphs have a bar at their left; `stress` says which. The `layout` breaks paragraphs
    into rows.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "flow--plain",
        "flow--heading",
        "flow--muted",
        "flow--customer",
        "flow--you",
        "flow--action",
        "flow--narration",
        "flow--notice",
        "flow--why",
        "flow--drawing",
        "flow--lead",
        "flow--newest",
        "flow--bar",
        "flow--frame",
    }

    def __init__(
        self,
        paragraphs: Iterable[Paragraph] = (),
        *,
        id: str | None = None,
        can_focus: bool = True,
        aim: int | None = 0,
        newest_last: bool = False,
        stresses: str = "",
        bar: str = BAR,
        layout: Layout | None = None,
    ) -> None:
        super().__init__(id=id, can_focus=can_focus)
        self._more: Row | None = None
        self._paragraphs = list(paragraphs)
        self._rows: list[Row] = []
        self._wrapped_to = (0, 0)
        self._aim: int | None = len(self._paragraphs) if aim is None else aim
        self._newest_last = newest_last
        self._stresses, self._bar = stresses, bar
        self._layout = layout or Layout()
        self._stressed = 0
        self._settling = False
        self._follows = True
        self.end_in_sight = True
        self._unsaid: Unsaid | None = None
        self._found: int | None = None

    @property
    def revealing(self) -> bool:
        """Whether some of the text is still to appear."""
        return self._unsaid is not None

    def reveal(self, first: int, words_a_second: float, kind: str) -> None:
        """Let the paragraphs of a kind, from the one numbered `first` on, appear at a pace; all else is there at once."""
        self.complete()
        words = [
            len(paragraph.text.split()) if paragraph.kind == kind and number >= first else 0
            for number, paragraph in enumerate(self._paragraphs)
        ]
        if words_a_second > 0 and any(words):
            timer = self.set_interval(BEAT, self._say_on)
            pace = max(words_a_second, sum(words) / MOST_SECONDS)
            self._unsaid = Unsaid(words, pace * BEAT, timer, self._layout.dots)
            self.refresh()

    def complete(self) -> None:
        """Let all of the text be there now."""
        if self._unsaid is not None:
            self._unsaid.timer.stop()
            self._unsaid = None
            self.refresh()

    def _say_on(self) -> None:
        unsaid = self._unsaid
        if unsaid is None:
            return
        unsaid.said += unsaid.step
        if unsaid.said >= sum(unsaid.words):
            self.complete()
            self.post_message(Revealed())
        else:
            self.refresh()

    def stress(self, first: int) -> None:
        """Let what is of the stressed kind stand out from the paragraph numbered `first` on, or else the last of it before."""
        kinds = [paragraph.kind == self._stresses for paragraph in self._paragraphs]
        if not any(kinds[first:]):
            first = max((at for at, stressed in enumerate(kinds) if stressed), default=first)
        if first != self._stressed:
            self._stressed = first
            self.refresh()

    def find(self, text: str) -> tuple[int, int] | None:
        """Bring the next paragraph with a text into sight, from the one found last on and round the end.

        Gives which of how many it is, counted from 1; None where the text is in none of them.
        """
        wanted = folded(text)
        places = [at for at, item in enumerate(self._paragraphs) if wanted in folded(item.whole)]
        if not places:
            self.clear_matches()
            return None
        after = -1 if self._found is None else self._found
        self._found = next((at for at in places if at > after), places[0])
        row = next(at for at, row in enumerate(self._rows) if row.paragraph == self._found)
        self.scroll_to(y=max(0, row - 1), animate=False, force=True)
        self.refresh()
        return places.index(self._found) + 1, len(places)

    def tell_more(self, sentence: str) -> None:
        """Say this in the last row of the window as long as there is text below it."""
        self._more = Row("", sentence, "muted", -1)

    def clear_matches(self) -> None:
        """Mark nothing any more."""
        self._found = None
        self.refresh()

    @property
    def text(self) -> str:
        """All of it as plain text, a paragraph a line."""
        return "\n".join(item.whole for item in self._paragraphs)

    @property
    def paragraphs(self) -> Sequence[Paragraph]:
        """What is shown, seen or scrolled away."""
        return self._paragraphs

    def show(
        self, paragraphs: Iterable[Paragraph], aim: int | None = 0, layout: Layout | None = None
    ) -> None:
        """Show these paragraphs instead; `aim` as for `add`, from the first of them."""
        self._layout = layout or self._layout
        self._paragraphs = []
        self._rows = []
        self.add(paragraphs, aim)

    def add(self, paragraphs: Iterable[Paragraph], aim: int | None = None) -> None:
        """Show more below.

        The end comes into sight, or, where the new text is longer than the window, the new paragraph numbered `aim`.
        """
        new = list(paragraphs)
        first = len(self._paragraphs)
        self._paragraphs += new
        self._aim = len(self._paragraphs) if aim is None else first + aim
        if self._wrapped_to[0]:
            self._wrap(first)
            self._settle()
            self.refresh()

    def place(self) -> None:
        """Wrap again where the width changed, and keep the place: what was aimed at, the end, or the paragraph on top."""
        width, air = self.scrollable_content_region.width, self._air()
        if not width:
            return
        top = min(int(self.scroll_y), len(self._rows) - 1)
        place = self._rows[top].paragraph if self._rows else 0
        if (width, air) != self._wrapped_to:
            self._wrapped_to = (width, air)
            self._rows = []
            self._wrap(0)
            self.refresh()
        elif self._aim is None and not self._follows:
            return
        if self._aim is None:
            self._aim = len(self._paragraphs) if self._follows else place
        self._settle()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Lines of all paragraphs at the width that they are drawn at: less the scrollbar's column, which stays free."""
        del container, viewport
        drawn = width - self.styles.scrollbar_size_vertical
        return len(self._break_into_rows(self._room(drawn), 0))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Note where a scroll has led; one by the player ends what was aimed at."""
        super().watch_scroll_y(old_value, new_value)
        self._follows = self.is_vertical_scroll_end
        if not self._settling:
            self._aim = None
            self._post_end()

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        width = self.scrollable_content_region.width
        base = self.get_visual_style("flow--plain").rich_style
        index = int(self.scroll_y) + y
        if self._newest_last:
            index -= max(0, self.scrollable_content_region.height - len(self._rows))
        if not 0 <= index < len(self._rows):
            return Strip.blank(width, base)
        row = self._rows[index]
        last = y + 1 == self.scrollable_content_region.height
        if self._more and last and not self.end_in_sight:
            row = self._more
        stressed = row.kind == self._stresses and row.paragraph >= self._stressed + row.gap
        kinds = ["flow--plain", f"flow--{row.kind}", *(["flow--newest"] if stressed else [])]
        style = self.get_visual_style(*kinds)
        text = row.text if self._unsaid is None else self._unsaid.seen(row)
        text_style = style.rich_style
        if row.paragraph == self._found:
            text_style += REVERSED
        segments = [Segment(text, text_style)]
        frame = self.get_visual_style("flow--plain", "flow--frame").rich_style
        if row.lead:
            lead = self.get_visual_style(*kinds, "flow--lead").rich_style
            segments.insert(0, Segment(row.lead, frame if row.framed else lead))
        if row.close:
            segments.append(Segment(row.close, frame))
        if self._stresses:
            mark = self.get_visual_style("flow--plain", "flow--bar").rich_style
            segments.insert(0, Segment(self._bar if stressed else " ", mark))
        return Strip(segments).adjust_cell_length(width, base)

    def _wrap(self, first: int) -> None:
        """Break the paragraphs from `first` on into rows, and those before whose rows change with them."""
        width = self._wrapped_to[0]
        start = self._layout.start(self._paragraphs, first)
        self._rows = [row for row in self._rows if row.paragraph < start]
        self._rows += self._break_into_rows(self._room(width), start)
        self.virtual_size = Size(width, len(self._rows))
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.window_virtual_size = len(self._rows)

    def _room(self, width: int) -> int:
        """Return the columns of text: less that of the bar, and a blank before the scrollbar."""
        return width - 2 * bool(self._stresses)

    def _break_into_rows(self, width: int, first: int) -> list[Row]:
        return list(self._layout.rows(self._paragraphs, first, width, self._air()))

    def _air(self) -> int:
        """Return the room for air: by its own height, or by that of the screen where it is as high as its text."""
        screen = self.screen.size
        return self._layout.air(screen if self.styles.is_auto_height else self.size, screen)

    def _settle(self) -> None:
        """Scroll to what was aimed at, as far as there is text."""
        aim = len(self._paragraphs) if self._aim is None else self._aim
        last = max(0, len(self._rows) - self.scrollable_content_region.height)
        aimed = (
            at for at, row in enumerate(self._rows) if row.paragraph >= aim and row.lead + row.text
        )
        self._settling = True
        self.scroll_to(y=min(next(aimed, last), last), animate=False, force=True)
        self._settling = False
        self._post_end()

    def _post_end(self) -> None:
        """Tell those above when the end comes into sight or goes out of it."""
        bottom = int(self.scroll_y) + self.scrollable_content_region.height
        seen = bottom >= len(self._rows)
        if seen != self.end_in_sight:
            self.end_in_sight = seen
            self.refresh()
            self.post_message(EndInSight())
