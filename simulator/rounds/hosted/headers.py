"""The headers of every answer over HTTP, whatever it is an answer to.

Nothing is loaded from elsewhere, framed by another page or kept by a browser, and no version of anything is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import web

    Answer = TypeVar("Answer", bound=web.StreamResponse)

POLICY = "Content-Security-Policy"
HEADERS: Mapping[str, str] = {
    POLICY: "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer a form would come from the origin `null`
    "Cache-Control": "no-store",
    "Server": "simulator",
}


def secure(answer: Answer) -> Answer:
    """Set the headers of an answer and return it; an answer that already has a policy, such as a report, keeps it."""
    policy = answer.headers.get(POLICY, HEADERS[POLICY])
    answer.headers.update(HEADERS)
    answer.headers[POLICY] = policy
    return answer


async def secure_prepared(_request: web.Request, answer: web.StreamResponse) -> None:
    """Set the headers of an answer that is about to be sent."""
    secure(answer)
