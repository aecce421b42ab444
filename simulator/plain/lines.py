"""Lines of the standard input for programs that wait for other things too, whatever the input is: terminal, pipe or file.

Read in its own thread, which isn't waited for at the end, because no loop can wait for a file.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


async def typed_lines() -> AsyncIterator[str]:
    """Each line without its end, until there are no more."""
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[str | None] = asyncio.Queue()

    def tell(line: str | None) -> None:
        try:
            loop.call_soon_threadsafe(lines.put_nowait, line)
        except RuntimeError:
            return  # the loop has ended, and with it whoever listened

    def read() -> None:
        try:
            for line in sys.stdin:
                tell(line.rstrip("\n"))
        except (OSError, ValueError):
            pass
        tell(None)

    threading.Thread(target=read, daemon=True).start()
    while (line := await lines.get()) is not None:
        yield line
