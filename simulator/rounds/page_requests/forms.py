"""What a page posts as a form, read strictly, and the answers to it."""

from __future__ import annotations

import asyncio

from aiohttp import web
from aiohttp.helpers import content_disposition_header

from simulator.rounds.hosted.server import HELLO_SECONDS

FORM = "application/x-www-form-urlencoded"


async def posted_form(request: web.Request) -> dict[str, str] | None:
    """Return the fields of a form; None where that isn't what was posted, or where it is too large or too slow."""
    if request.content_type != FORM:
        return None
    try:
        fields = await asyncio.wait_for(request.post(), HELLO_SECONDS)
    except (ValueError, TimeoutError, ConnectionError):
        return None
    except (web.HTTPRequestEntityTooLarge, web.RequestPayloadError):
        return None
    return {name: value for name, value in fields.items() if isinstance(value, str)}


def attachment(name: str) -> str:
    """Return the value of the header by which a browser saves an answer in a file of that name."""
    return content_disposition_header("attachment", filename=name)


def refusal(status: int, message: str) -> web.Response:
    """Return the sentence that says why there is nothing."""
    return web.Response(status=status, text=f"{message}\n")
