"""Running a test's scene in an event loop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.support.patience import LONGEST

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine


def perform(scene: Callable[[], Coroutine[None, None, None]]) -> None:
    """Run a scene to its end."""
    asyncio.run(asyncio.wait_for(scene(), LONGEST))
