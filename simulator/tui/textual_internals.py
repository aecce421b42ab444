"""Everything of Textual that is used here although Textual doesn't document it, each with its reason.

Textual may change these in any release, so they are in this module and nowhere else. `ATTRIBUTES` names them all; a test
holds them against the version that is pinned.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Self

from textual import scrollbar
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.app import App
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.widget import Widget
from textual.widgets import OptionList

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.console import RenderableType
    from textual._path import CSSPathType as CSSPathType  # for CSS_PATH of subclasses
    from textual.binding import Binding
    from textual.dom import DOMNode
    from textual.geometry import Region, Size

ATTRIBUTES: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {
        App: (
            "_check_bindings",
            "_close_messages_no_wait",
            "_driver",
            "_exit_renderables",
            "_fatal_error",
            "_handle_exception",
            "_keymap",
            "_print_error_renderables",
            "_return_code",
            "_suspend_signal",
        ),
        Screen: ("_binding_chain",),
        Widget: ("_bindings", "_repaint_regions", "_size_updated", "_styles_cache"),
        OptionList: ("_get_left_gutter_width",),
    }
)
"""What is used, by the class that has it."""

SENT_KEYS = frozenset(
    key.value for keys in ANSI_SEQUENCES_KEYS.values() if isinstance(keys, tuple) for key in keys
)
"""The keys that terminals send; Textual has no list of them to ask, and takes any text for a key."""


def bindings_of(node: DOMNode, app: App[None]) -> Iterable[Binding]:
    """Yield the bindings of a node as the player's keymap has them; Textual tells only those that are active now."""
    bindings = node._bindings.copy()
    bindings.apply_keymap(app._keymap)
    for _key, binding in bindings:
        yield binding


def forget_drawn_lines(widget: Widget) -> None:
    """Have a widget drawn afresh; line filters are not part of the key by which Textual keeps its drawn lines."""
    widget._styles_cache.clear()
    widget.refresh()


class HookedApp(App[None], inherit_bindings=False):
    """An app that is asked by public names what Textual only does in private methods."""

    FAULT_CODE: ClassVar[int] = 1

    def note_fault(self, error: BaseException) -> None:
        """Take note of a fault that ends the program."""
        raise NotImplementedError

    def put_into_words(self, renderables: tuple[RenderableType, ...]) -> BaseException:
        """Return a fault that Textual has put into words already."""
        raise NotImplementedError

    def end_with(self, code: int) -> None:
        """Set the exit code where `exit` comes too late, because the program is ending."""
        self._return_code = code

    def _handle_exception(self, error: Exception) -> None:
        """End because of a fault; the base class would write its traceback over the terminal."""
        self.note_fault(error)
        super()._handle_exception(error)
        self._return_code = self.FAULT_CODE

    def _fatal_error(self) -> None:
        """End without the traceback that the base class makes here."""
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """End because of a fault that Textual has put into words."""
        self.note_fault(self.put_into_words(renderables))
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Print nothing: the program itself says what happened, once the terminal is as it was."""
        self._exit_renderables.clear()

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Do what a key is bound to; a capital letter that is bound to nothing is its small one, as with Caps Lock on."""
        bound = any(key in bindings.key_to_bindings for _, bindings in self.screen._binding_chain)
        if len(key) == 1 and not bound:
            key = key.lower()
        return await super()._check_bindings(key, priority)

    @property
    def can_suspend(self) -> bool:
        """Whether the driver can give the terminal back and take it again."""
        return self._driver is not None and self._driver.can_suspend

    def announce_suspension(self) -> None:
        """Tell the driver that the process is about to be stopped; Textual's own action would stop this process alone."""
        self._suspend_signal()


class GutterList(OptionList, inherit_bindings=False):
    """A list with room to the left of its rows; Textual's own SelectionList makes it by the same hook."""

    GUTTER: ClassVar[int] = 0

    def _get_left_gutter_width(self) -> int:
        return self.GUTTER


class PlacedScrollView(ScrollView):
    """A scrolled text that can find its place before it is drawn in a new size.

    The event that tells of a size comes after the screen has been painted once, with the text at its old place.
    """

    def place(self) -> None:
        """Find the place in a window of the size that it has now."""
        raise NotImplementedError

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        changed = size != self.outer_size
        resized = super()._size_updated(size, virtual_size, container_size, layout)
        if changed:
            self.place()
            bars = (self.vertical_scrollbar,) if self.show_vertical_scrollbar else ()
            for drawn in (
                self,
                *bars,
            ):  # what has a new size is painted whole, right after the layout
                drawn._repaint_regions.clear()
        return resized


class SteadyScrollBar(scrollbar.ScrollBar):
    """A scrollbar that is drawn when something about it has changed, and whose size asks for no further layout.

    Textual's own is drawn after every layout of the screen, together with all that is between it and the next scrollbar.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        self._drawn: tuple[object, ...] | None = None
        super().__init__(*args, **options)

    def refresh(self, *regions: Region, **options: bool) -> Self:
        """Draw it, where it isn't as it was when it was drawn last."""
        now = (
            self.window_virtual_size,
            self.window_size,
            self.position,
            self.mouse_over,
            self.grabbed,
            self.display,
            self.size,
            self.app.theme,
        )
        if now == self._drawn and not any(options.values()):
            return self
        self._drawn = now
        return super().refresh(*regions, **options)

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        del layout
        changed = size != self.outer_size
        resized = super()._size_updated(size, virtual_size, container_size, layout=False)
        if changed:
            self._repaint_regions.clear()
        return resized


def use_scrollbars(kind: type[scrollbar.ScrollBar]) -> None:
    """Have Textual make scrollbars of this kind; it looks the class up when it makes the first of a widget."""
    scrollbar.ScrollBar = kind  # type: ignore[misc]
