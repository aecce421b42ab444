"""The mouse as terminals report it, before Textual takes it for something else.

Terminals number the buttons beyond the wheel from 128 on. Textual looks at the two lowest bits of a number, so that it takes
each of them for one of the first three. Its parser is the last place where the number is known.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from textual._xterm_parser import XTermParser

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.message import Message

_BUTTON = re.compile(r"\x1b\[<(\d+);")
_FURTHER = 128
"""What is part of the number of each button beyond the wheel."""


class MouseParser(XTermParser):
    """Textual's parser without the buttons that it cannot tell apart."""

    def parse_mouse_code(self, code: str) -> Message | None:
        """Return the event of a report; None for a button beyond the wheel."""
        button = _BUTTON.match(code)
        if button and int(button[1]) & _FURTHER:
            return None
        return super().parse_mouse_code(code)


def use_mouse_parser(driver: type[Driver]) -> None:
    """Let a driver read its input with MouseParser, which it looks up in its own module; one without a terminal needs none."""
    module = sys.modules[driver.__module__]
    if hasattr(module, "XTermParser"):
        module.XTermParser = MouseParser  # type: ignore[attr-defined]
