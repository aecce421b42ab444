"""Running a test's scene in an event loop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

LONGEST = 120.0
"""Seconds after which a scene hangs, on a machine that has other work too."""


def perform(scene: Callable[[], Coroutine[None, None, None]]) -> None:
    """Run a scene to its end."""
    asyncio.run(asyncio.wait_for(scene(), LONGEST))
