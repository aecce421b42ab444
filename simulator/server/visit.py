"""One request as a handler sees it: who asks, about which class, with what in the form; and the answers it can give.

Made by guard.py after it has decided that the handler may run. Cookies are named and set here alone.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass, field
from ipaddress import IPv6Network
from typing import TYPE_CHECKING, TypeVar

from aiohttp import web

from simulator.rounds.hosted.addresses import is_address, plain_address
from simulator.server.sessions import DEVICE_SECONDS, IDLE_SECONDS
from simulator.server.tokens import form_token, same

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.server.model import Account, Class, Person
    from simulator.server.site import Site

Answer = TypeVar("Answer", bound=web.StreamResponse)

SESSION, DEVICE, NOTICE = "session", "device", "notice"
FORM_TOKEN = "form_token"
"""The name of the field that every form carries its token in."""
NOTICE_SECONDS = 60


def cookie_name(name: str, *, secure: bool) -> str:
    """Return a cookie's name; over TLS one that no other site of the same domain can set."""
    return f"__Host-{name}" if secure else name


@dataclass(slots=True)
class Visit:
    """A request that may be answered.

    Attributes:
        site: The server's parts.
        request: The request itself.
        session: The token of the session; empty for someone who isn't signed in.
        device: The token of the browser.
        account: Who is signed in.
        of_class: The class that the address names, if it names one.
        trainee: The trainee of that class whom the address names, if it names one.
        form: The fields of the form that was sent.
        files: The files that were sent with it, by the name of their field: their own name, and their bytes.
        is_new_device: Whether the browser doesn't have its token yet.
    """

    site: Site
    request: web.Request
    session: str
    device: str
    account: Account | None = None
    of_class: Class | None = None
    trainee: Person | None = None
    form: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    is_new_device: bool = False
    _cookies: dict[str, tuple[str, int]] = field(default_factory=dict)
    _forgets: bool = False

    @property
    def form_token(self) -> str:
        """What every form on a page has to carry: it belongs to the session, or before one, to the browser."""
        if not self.session and self.is_new_device:
            self._cookies[DEVICE] = (self.device, DEVICE_SECONDS)
        return form_token(self.session or self.device)

    @property
    def person(self) -> Account:
        """Who is signed in, where the route lets no one else in."""
        assert self.account is not None
        return self.account

    @property
    def its_class(self) -> Class:
        """The class that the address names, where the route names one."""
        assert self.of_class is not None
        return self.of_class

    @property
    def its_trainee(self) -> Person:
        """The trainee whom the address names, where the route names one."""
        assert self.trainee is not None
        return self.trainee

    @property
    def address(self) -> str:
        """The address that the request came from, as it is counted: of IPv6 the part that one household has."""
        # Some proxies add a header of their own after one that was sent.
        sent = self.request.headers.getall("X-Forwarded-For", [""])[-1]
        forwarded = sent.rpartition(",")[2].strip()
        if self.site.is_proxied and is_address(forwarded):
            address = plain_address(forwarded)
        else:
            address = plain_address(self.request.remote or "")
        if ":" in address and is_address(address):
            address = str(IPv6Network((address.partition("%")[0], 64), strict=False))
        return address

    def given(self, name: str, most: int = 200) -> str:
        """Return a field of the form without blanks around it, at most that many signs; empty where it wasn't sent."""
        return self.form.get(name, "").strip()[:most]

    def file(self, name: str) -> tuple[str, bytes]:
        """Return the name and the bytes of a file that was sent; both empty where none was."""
        return self.files.get(name, ("", b""))

    def part(self, name: str) -> str:
        """Return a part of the address, as the route names it."""
        return self.request.match_info[name]

    def page(
        self, template: str, title: str, *, status: int = 200, **values: object
    ) -> web.Response:
        """Return a page, with what was told by `go` before it."""
        shown = {
            "visit": self,
            "title": title,
            "notice": self._take_notice(),
            "problem": None,
            **values,
        }
        text = self.site.templates.render(template, shown)
        answer = web.Response(text=text, status=status, content_type="text/html", charset="utf-8")
        return self.finish(answer)

    def go(self, path: str, notice: str = "") -> web.Response:
        """Return an answer that leads to another page of this server, which then tells `notice` at its top."""
        if notice:
            encoded = base64.urlsafe_b64encode(notice.encode()).decode()
            self._cookies[NOTICE] = (f"{encoded}.{self._notice_sign(encoded)}", NOTICE_SECONDS)
        return self.finish(web.Response(status=303, headers={"Location": path}))

    def sign_in(self, session: str, device: str) -> None:
        """Give the browser the tokens of a session that has begun."""
        self.session, self.device = session, device
        self._cookies[SESSION] = (session, IDLE_SECONDS)
        self._cookies[DEVICE] = (device, DEVICE_SECONDS)

    def renew(self) -> None:
        """Let the browser keep its session's token for as long again."""
        self._cookies[SESSION] = (self.session, IDLE_SECONDS)

    def sign_out(self) -> None:
        """Take the session's token from the browser, and the seats that its pages have kept of rounds."""
        self.session = ""
        self._forgets = True
        self._cookies[SESSION] = ("", 0)

    def finish(self, answer: Answer) -> Answer:
        """Set the cookies of an answer, and return it."""
        secure = self.site.is_secure
        if self._forgets:  # browsers do so over TLS, and on their own computer's address
            answer.headers["Clear-Site-Data"] = '"storage"'
        for name, (value, seconds) in self._cookies.items():
            answer.set_cookie(
                cookie_name(name, secure=secure),
                value,
                max_age=seconds,
                path="/",
                secure=secure,
                httponly=True,
                samesite="Lax",
            )
        return answer

    def _take_notice(self) -> str:
        """Return what the page before wanted to be told, once."""
        found = self.request.cookies.get(cookie_name(NOTICE, secure=self.site.is_secure), "")
        if not found:
            return ""
        self._cookies[NOTICE] = ("", 0)
        encoded, _, sign = found.partition(".")
        if not same(sign, self._notice_sign(encoded)):
            return ""
        try:
            return base64.urlsafe_b64decode(encoded).decode()
        except (binascii.Error, UnicodeDecodeError):
            return ""

    def _notice_sign(self, encoded: str) -> str:
        """Return what shows that a notice was written by this server for this browser."""
        key = (self.session or self.device).encode("utf-8", "replace")
        return hmac.digest(key, encoded.encode("utf-8", "replace"), "sha256").hex()
