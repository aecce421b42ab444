"""Whether a request comes from a page of this server, and asks for it by a name that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import web


def is_foreign(request: web.BaseRequest, is_own_name: Callable[[str], bool]) -> bool:
    """Return whether a request comes from another's page or is for another host; an absent origin is a terminal's."""
    origin = request.headers.get("Origin")
    try:
        host = urlsplit(f"//{request.host}").hostname or ""
        foreign = origin is not None and urlsplit(origin).netloc.lower() != request.host.lower()
    except ValueError:
        return True
    return foreign or "@" in request.host or not is_own_name(host)
