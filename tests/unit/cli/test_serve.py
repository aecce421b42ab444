"""The command of the standing server: what it is asked to serve, what it prints, and what it needs."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from simulator.server.serving import Started

if TYPE_CHECKING:
    from tests.support.cli_desk import Desk

URL = "https://practice.example.org"


@pytest.fixture
def served(desk: Desk) -> list[dict[str, Any]]:
    """Serve nothing, but announce it; give what it was asked to serve."""
    calls: list[dict[str, Any]] = []

    async def serve(path: Any, where: Any, *_: Any, **options: Any) -> None:
        calls.append({"path": path, "where": where, **options})
        options["ready"](Started(URL, "ab12", f"{URL}/invitations/x"))

    desk.monkeypatch.setattr("simulator.server.serving.serve", serve)
    return calls


def test_how_it_is_reached(desk: Desk, served: list[dict[str, Any]]) -> None:
    """And the first trainer's link, in lines and as JSON."""
    answer = desk.run("serve", "--db", "team.sqlite", "--port", "8080", "--public-url", URL)
    assert (
        0,
        f"Serving: {URL}/\nSaved in: team.sqlite\n"
        f"Make the first trainer's account within 15 minutes: {URL}/invitations/x\n",
        "The server has stopped. Everything is saved in team.sqlite.\n",
    ) == answer
    (call,) = served
    assert ("team.sqlite", 8080, URL, None) == (
        call["path"].name,
        call["where"].port,
        call["where"].public_url,
        call["link_for"],
    )
    document = json.loads(desk.run("serve", "--db", "team.sqlite", "--json").out)
    assert {
        "url": URL,
        "fingerprint": "ab12",
        "link": f"{URL}/invitations/x",
        "db": "team.sqlite",
    } == document


def test_a_new_passphrase(desk: Desk, served: list[dict[str, Any]]) -> None:
    """The link is said to be for that."""
    out = desk.run("serve", "--db", "team.sqlite", "--new-link", "Ada").out
    assert f"Choose a new passphrase within 15 minutes: {URL}/invitations/x" in out
    assert ["Ada"] == [call["link_for"] for call in served]


def test_a_number_out_of_range(desk: Desk, served: list[dict[str, Any]]) -> None:
    """Nothing is served."""
    answer = desk.run("serve", "--db", "team.sqlite", "--port", "70000")
    assert (2, True) == (answer.code, "--port must be a number from 0 to 65535" in answer.err)
    assert [] == served


@pytest.mark.parametrize("package", ["argon2", "jinja2"])
def test_without_the_extra(desk: Desk, package: str) -> None:
    """One sentence says what is missing and how to get it."""
    for name in [name for name in sys.modules if name.startswith("simulator.server")]:
        desk.monkeypatch.delitem(sys.modules, name)
    desk.monkeypatch.setitem(sys.modules, package, None)
    answer = desk.run("serve", "--db", "team.sqlite")
    assert 2 == answer.code
    assert f"The server needs the package {package}, which isn't installed." in answer.err
    assert "pip install 'customer-service-simulator[server]'" in answer.err
