"""The bottom line: the keys that do something now.

One widget draws them all, because Textual's own footer makes one for each key and all of them again whenever one changes. It
shows what the bindings say and decides nothing; a click on a key presses it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.binding import Binding

LAST = 2
"""Keys at the end of the line that stay longest."""
Entry = tuple[str, str, str]
"""How a key is shown, what it does, and the key that a click presses, if it is one and not a group of them."""


@runtime_checkable
class NamesKeys(Protocol):
    """A screen that knows better how some of its keys are shown now, and what they are called."""

    def shown_key(self, binding: Binding, shown: str) -> str:
        """Return how a key is shown that is otherwise shown like this."""

    def key_word(self, binding: Binding) -> str:
        """Return what a key does, in a word."""


class Keys(Widget):
    """The shown bindings of the screen it is on."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key"}

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] = ()

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._after_bindings)

    def _after_bindings(self, _screen: object) -> None:
        entries = tuple(self._entries())
        if entries != self.entries:
            self.entries = entries
            self.refresh()

    def _entries(self) -> list[Entry]:
        found: dict[str, Entry] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.description:
                shown = self._key_text(binding)
                key = "" if binding.group else binding.key
                screen = self.screen
                what = screen.key_word(binding) if isinstance(screen, NamesKeys) else ""
                found.setdefault(binding.action, (shown, what or binding.description, key))
        return list(found.values())

    def _key_text(self, binding: Binding) -> str:
        """Return how a key is shown; the screen may know better, as of a group of which fewer work now."""
        shown = self.app.get_key_display(binding)
        screen = self.screen
        return screen.shown_key(binding, shown) if isinstance(screen, NamesKeys) else shown

    def render(self) -> Content:
        """All on one line, closer where there is less room; then without the words of the first and the last.

        Where even that is too long, keys in the middle are left out: the last are help, which tells them all, and the way back.
        """
        width = self.size.width
        entries = list(self.entries)
        line = _line(entries, "   ")
        if line.cell_length > width:
            line = _line(entries, "  ")
        for end in (-1, 0):
            if entries and line.cell_length > width:
                shown, _, key = entries[end]
                entries[end] = shown, "", key
                line = _line(entries, "  ")
        while len(entries) > LAST + 1 and line.cell_length > width:
            del entries[-LAST - 1]
            line = _line(entries, "  ")
        return line

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        key = event.style.meta.get("key")
        if key:
            self.app.simulate_key(key)


def _line(entries: Sequence[Entry], between: str) -> Content:
    parts: list[Content] = []
    for shown, what, key in entries:
        entry = Content.assemble((shown, ".keys--key"), f" {what}" if what else "")
        parts.append(entry.stylize(Style.from_meta({"key": key})))
    return Content(between).join(parts)
