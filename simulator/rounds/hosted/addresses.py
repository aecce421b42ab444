"""Where a round is reached: addresses and names of this machine. Opens nothing that anything is sent over."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from urllib.parse import urlsplit

EVERYWHERE = ("0.0.0.0", "::")
ANY_ADDRESS = "*"
_IPV4_IN_IPV6 = "::ffff:"


def is_loopback(address: str) -> bool:
    """Return whether an address is reached from this machine alone."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def is_address(name: str) -> bool:
    """Return whether a name is an address in numbers, which no other site can be reached by in a browser's eyes."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def plain_address(address: str) -> str:
    """Return an address as it is counted: an IPv4 address is the same one when it comes by IPv6."""
    return address.removeprefix(_IPV4_IN_IPV6)


def url_of(bind: str, port: int, *, encrypted: bool) -> str:
    """Where a round is joined."""
    address = reached(bind)
    name = f"[{address}]" if ":" in address else address
    return f"{'https' if encrypted else 'http'}://{name}:{port}"


def reached(bind: str) -> str:
    """Return how others reach an address: every address of this machine by the one that it is known by on the network."""
    if bind not in EVERYWHERE:
        return bind
    # Nothing is sent to these; they tell which address would be used.
    for family, address in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        if family is socket.AF_INET6 and bind != "::":
            continue
        with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, 9))
            return str(probe.getsockname()[0])
    return "127.0.0.1"


def asked_for_by(bind: str, public_url: str | None) -> frozenset[str]:
    """Return the names that a server may be asked for by, in small letters; ANY_ADDRESS stands for every literal one."""
    names = {bind, "localhost", "127.0.0.1", "::1", reached(bind)}
    if not is_loopback(bind):
        here = socket.gethostname()
        names |= {here, socket.getfqdn(), f"{here.partition('.')[0]}.local"}
    if bind in EVERYWHERE:
        names.add(ANY_ADDRESS)
    if public_url:
        names.add(urlsplit(public_url).hostname or "")
    return frozenset(name.lower() for name in names if name)
