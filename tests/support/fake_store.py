"""A learning record store to be sent to: it checks what it gets by the specification, and answers as it is told to."""

from __future__ import annotations

import base64
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from tests.reference.statement_rules import NotAllowed, check_statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

USER, PASSWORD = "class", "secret"


@dataclass
class FakeStore:
    """What a store holds; `answers` come first, one a request, before it does what a store does.

    An answer is a status code, or `hang up` to close the connection without one.
    """

    url: str = ""
    statements: dict[str, Any] = field(default_factory=dict)
    requests: int = 0
    answers: list[int | str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    most: int = 1000
    faults: list[str] = field(default_factory=list)

    def take(self, path: str, headers: Any, body: bytes) -> int | str:
        """Return what to answer to a request."""
        self.requests += 1
        if self.answers:
            return self.answers.pop(0)
        key = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if headers["Authorization"] != f"Basic {key}":
            return 401
        if path != "/xapi/statements":
            return 404
        if headers["X-Experience-API-Version"] != "1.0.3":
            return 400
        group = json.loads(body)
        if len(group) > self.most:
            return 413
        for statement in group:
            try:
                check_statement(statement)
            except NotAllowed as error:
                self.faults.append(str(error))
                return 400
        if any(self.statements.get(item["id"], item) != item for item in group):
            return 409
        self.statements |= {item["id"]: item for item in group}
        return 200


@contextmanager
def fake_store() -> Iterator[FakeStore]:
    """A store on this machine."""
    store = FakeStore()
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(store)) as server:
        store.url = f"http://127.0.0.1:{server.server_address[1]}/xapi"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield store
        finally:
            server.shutdown()
            thread.join()


def _handler(store: FakeStore) -> Callable[..., BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answer = store.take(self.path, self.headers, body)
            if isinstance(answer, str):
                self.close_connection = True
                return
            self.send_response(answer)
            for name, value in store.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"[]")

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler
