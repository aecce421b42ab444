"""Sends xAPI statements to a learning record store: in groups, again after a failure, and none twice that was accepted before.

A store's answer is never trusted: it is read up to a bound, and only its status code decides anything. A redirect isn't
followed, since the password would go along.
"""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from simulator.errors import SimulatorError
from simulator.report.export.xapi_form import VERSION
from simulator.text import count, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from simulator.report.export.xapi_form import Statement

GROUP = 50
"""Statements sent at once."""
TIMEOUT = 30.0
PAUSES = (1.0, 3.0, 9.0)
"""Seconds before each new try."""
LONGEST_PAUSE = 60.0
MOST_READ = 1 << 20
NEAR = ("127.0.0.1", "::1", "localhost")
RETRIED = (
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)


class StoreFailed(SimulatorError):
    """The store can't be used, or no longer; what was accepted until then stays accepted."""


class Answer(NamedTuple):
    """What a store answered: its status code, and how long it asks to be left alone."""

    code: int
    pause: float | None = None


@dataclass
class Sent:
    """What became of statements: how many were accepted now, sent before, already there with other contents, or refused."""

    accepted: int = 0
    before: int = 0
    different: int = 0
    refused: list[str] = field(default_factory=list)

    def sentences(self) -> list[str]:
        """Return what there is to say of it."""
        told = [f"{count(self.accepted, 'statement')} accepted."]
        if self.before:
            told.append(
                f"{count(self.before, 'statement')} had been sent before and weren't sent again."
            )
        if self.different:
            told.append(
                f"Already in the store with different contents, and left unchanged: {count(self.different, 'statement')}."
            )
        if self.refused:
            told.append(
                f"{count(len(self.refused), 'statement')} refused, the first with the id {self.refused[0]}."
            )
        return told


class StatementStore:
    """A learning record store at an address."""

    def __init__(
        self,
        url: str,
        user: str,
        password: str,
        sleep: Callable[[float], None],
        timeout: float = TIMEOUT,
    ) -> None:
        self._url, self._sleep, self._timeout = statements_url(url), sleep, timeout
        key = base64.b64encode(f"{user}:{password}".encode()).decode()
        self._headers = {
            "Authorization": f"Basic {key}",
            "Content-Type": "application/json",
            "X-Experience-API-Version": VERSION,
            "User-Agent": "customer-service-simulator",
        }
        self._opener = urllib.request.build_opener(_NoRedirect)

    def send(
        self,
        statements: Iterable[Statement],
        known: set[str],
        accepted: Callable[[Sequence[str]], None],
        sent: Sent,
    ) -> None:
        """Send statements, and count in `sent` what becomes of them; raises StoreFailed.

        Those whose ids are `known` aren't sent. `accepted` is told the ids of each group that the store has.
        """
        group: list[Statement] = []
        for statement in statements:
            if statement["id"] in known:
                sent.before += 1
                continue
            group.append(statement)
            if len(group) == GROUP:
                self._send_group(group, accepted, sent)
                group = []
        if group:
            self._send_group(group, accepted, sent)

    def _send_group(
        self, group: Sequence[Statement], accepted: Callable[[Sequence[str]], None], sent: Sent
    ) -> None:
        """Send a group; where the store doesn't want it whole, halves of it, down to the single statement."""
        code = self._send_until_answered("POST", self._url, group)
        ids = [str(statement["id"]) for statement in group]
        if HTTPStatus.OK <= code < HTTPStatus.MULTIPLE_CHOICES:
            sent.accepted += len(group)
            accepted(ids)
        elif code not in (
            HTTPStatus.BAD_REQUEST,
            HTTPStatus.CONFLICT,
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        ):
            raise self._failure(code)
        elif len(group) > 1:
            half = len(group) // 2
            self._send_group(group[:half], accepted, sent)
            self._send_group(group[half:], accepted, sent)
        elif code == HTTPStatus.CONFLICT:
            sent.different += 1
            accepted(ids)
        else:
            sent.refused += ids

    def _send_until_answered(self, method: str, url: str, body: Any) -> int:
        """Return the status code of a request, tried again while the store is away or overloaded; raises StoreFailed."""
        data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        for pause in (*PAUSES, None):
            try:
                answer = self._send(method, url, data)
            except (OSError, HTTPException) as error:
                if pause is None:
                    why = _reason(error)
                    raise StoreFailed(
                        f"The store at {quoted(self._url, 200)} can't be reached: {why}.",
                        "Run the same command again later; what was accepted isn't sent twice.",
                    ) from None
            else:
                if answer.code not in RETRIED or pause is None:
                    return answer.code
                pause = pause if answer.pause is None else min(answer.pause, LONGEST_PAUSE)
            self._sleep(pause)
        raise AssertionError("the last try returns or raises")

    def _send(self, method: str, url: str, data: bytes) -> Answer:
        request = urllib.request.Request(url, data, self._headers, method=method)
        try:
            with self._opener.open(request, timeout=self._timeout) as response:
                response.read(MOST_READ)
                return Answer(response.status)
        except urllib.error.HTTPError as error:
            with error:
                asked = str(error.headers.get("Retry-After", "")) if error.headers else ""
                return Answer(error.code, float(asked) if asked.isdecimal() else None)

    def _failure(self, code: int) -> StoreFailed:
        where = quoted(self._url, 200)
        if code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            return StoreFailed(
                f"The store at {where} refused the user name or the password ({code}).",
                "Check both, and whether this user may write statements.",
            )
        if code == HTTPStatus.NOT_FOUND:
            return StoreFailed(
                f"There is no store at {where} (404).", "Check the address; it often ends in /xapi."
            )
        if HTTPStatus.MULTIPLE_CHOICES <= code < HTTPStatus.BAD_REQUEST:
            return StoreFailed(
                f"The store at {where} has moved or redirects ({code}), and redirects aren't followed.",
                "Give the address that it redirects to.",
            )
        return StoreFailed(
            f"The store at {where} answered with the error {code}.",
            "Run the same command again later; what was accepted isn't sent twice.",
        )


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Return nothing, so that the redirect is an error."""


def statements_url(url: str) -> str:
    """Return where a store takes statements; raises StoreFailed where that isn't an address, or gives the password away."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    del port
    if parts.scheme not in ("http", "https") or not host or any(sign <= " " for sign in url):
        raise StoreFailed(
            f"{quoted(url, 200)} isn't the address of a store.",
            "Give one like https://lrs.example.org/xapi.",
        )
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise StoreFailed(
            "The store's address can't have a user name, a password or a query in it.",
            "Give only the address; name the user with --user.",
        )
    if parts.scheme == "http" and host not in NEAR:
        raise StoreFailed(
            "Over http, anyone on the network could read the password and the statements.",
            "Give an address that begins with https.",
        )
    base = url.rstrip("/")
    return base if base.endswith("/statements") else f"{base}/statements"


def _reason(error: Exception) -> str:
    """Return why a request failed, without the number that the system has for it."""
    cause = getattr(error, "reason", None) or error
    return str(getattr(cause, "strerror", None) or cause)
