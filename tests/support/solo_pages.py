"""What is sent from the page of a play, as a browser without scripts sends it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.server_stage import Answer, Browser

BUTTON = re.compile(r'<button class="reply" name="move" value="([^"]+)"[^>]*>(.*?)</button>', re.S)


def fields(page: Answer) -> dict[str, str]:
    """What a reply on a page is sent with."""
    names = ("version", "cmd")
    return {name: page.part(rf'name="{name}" value="([^"]+)"') for name in names}


def reply(page: Answer, part: str) -> str:
    """What the button of a reply asks for."""
    (move,) = (move for move, text in BUTTON.findall(page.text) if part in text)
    return str(move)


async def make(browser: Browser, page: Answer, part: str) -> Answer:
    """Give a reply of a page, and return the page that it leads to."""
    return await browser.send(page.path, **fields(page), move=reply(page, part))
