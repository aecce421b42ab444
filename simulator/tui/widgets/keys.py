"""The bottom line: the keys that do something now.

One widget draws them all, because Textual's own footer makes one for each key and all of them again whenever one changes. It
shows what the bindings say and decides nothing; a click on a key presses it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from textual import events

Entry = tuple[str, str, str]
"""How a key is shown, what it does, and the key that a click presses, if it is one and not a group of them."""


class Keys(Widget):
    """The shown bindings of the screen it is on."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key"}

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] = ()

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _screen: object) -> None:
        entries = tuple(self._entries())
        if entries != self.entries:
            self.entries = entries
            self.refresh()

    def _entries(self) -> list[Entry]:
        found: dict[str, Entry] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.description:
                shown = self.app.get_key_display(binding)
                key = "" if binding.group else binding.key
                found.setdefault(binding.action, (shown, binding.description, key))
        return list(found.values())

    def render(self) -> Content:
        """All on one line; what does not fit is cut."""
        parts: list[Content] = []
        for shown, what, key in self.entries:
            entry = Content.assemble((shown, ".keys--key"), f" {what}")
            parts.append(entry.stylize(Style.from_meta({"key": key})))
        return Content("  ").join(parts)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        key = event.style.meta.get("key")
        if key:
            self.app.simulate_key(key)
