"""Where a round is served, as a value that its record keeps, so that it can be reopened at the same place.

Pure: opens no socket and no file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

TLS = ("auto", "on", "off")
MAX_PORT = 65535


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The address and port (0 for any), whether to encrypt, with which certificate, and the public URL, if there is one.

    `knows` says that the trainer accepts a connection without TLS beyond this machine.
    """

    bind: str = "127.0.0.1"
    port: int = 0
    tls: str = "auto"
    cert: Path | None = None
    key: Path | None = None
    public_url: str | None = None
    knows: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the endpoint as the record keeps it; certificates by their absolute paths."""
        return {
            "bind": self.bind,
            "port": self.port,
            "tls": self.tls,
            "cert": None if self.cert is None else str(self.cert.absolute()),
            "key": None if self.key is None else str(self.key.absolute()),
            "public_url": self.public_url,
            "knows": self.knows,
        }

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Endpoint:
        """Return the endpoint that a record keeps; older records keep the port alone.

        Raises KeyError, TypeError or ValueError where it keeps none.
        """
        port, tls = body["port"], body.get("tls", "auto")
        if isinstance(port, bool) or not isinstance(port, int):
            raise TypeError(port)
        if not 0 <= port <= MAX_PORT or tls not in TLS:
            raise ValueError(port, tls)
        cert, key, url = (_text(body.get(name)) for name in ("cert", "key", "public_url"))
        return cls(
            _text(body.get("bind")) or "127.0.0.1",
            port,
            tls,
            Path(cert) if cert else None,
            Path(key) if key else None,
            url,
            body.get("knows") is True,
        )


def _text(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError(value)
    return value
