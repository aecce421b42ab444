"""Every route with every role: who gets in, and that everyone else is told nothing."""

from __future__ import annotations

import asyncio
from html import unescape
from typing import TYPE_CHECKING

import pytest

from simulator.server.routes import ROUTES, Route, Who
from tests.support.server_stage import ServerStage, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.server_stage import Browser

ROLES = (
    "signed out",
    "removed trainee",
    "trainee of the class",
    "trainee of another class",
    "trainer of the class",
    "trainer of another class",
    "admin",
)
ALLOWED = {
    Who.ANYONE: set(ROLES),
    Who.SIGNED_IN: set(ROLES) - {"signed out", "removed trainee"},
    Who.TRAINEE_OF_CLASS: {"trainee of the class"},
    Who.TRAINER_OF_CLASS: {"trainer of the class"},
    Who.TRAINER: {"trainer of the class", "trainer of another class", "admin"},
    Who.ADMIN: {"admin"},
    Who.OF_ROUND: set(ROLES),
}
IDS = [f"{route.method} {route.path}" for route in ROUTES]
POSTED = [route for route in ROUTES if route.method == "POST" and route.who is not Who.OF_ROUND]
REFUSED = "there's nothing here"


class Table:
    """A server with someone in each role, and the ids that paths are filled in with."""

    def __init__(self, loop: asyncio.AbstractEventLoop, folder: Path) -> None:
        self.loop = loop
        self.stage: ServerStage
        self.people: dict[str, Browser] = {}
        self.ids: dict[str, str] = {}
        self._serving = served(folder)

    async def open(self) -> None:
        """Let everyone in."""
        self.stage = stage = await self._serving.__aenter__()
        self.people["admin"] = admin = await stage.first_trainer("Ada")
        for role, name in (("trainer of the class", "Ben"), ("trainer of another class", "Cleo")):
            self.people[role] = await stage.trainer(name)
        here, code = await self.people["trainer of the class"].make_class("Here")
        _, other = await self.people["trainer of another class"].make_class("Elsewhere")
        for role, name, its_code in (
            ("removed trainee", "Rae", code),
            ("trainee of the class", "Kim", code),
            ("trainee of another class", "Lou", other),
        ):
            self.people[role] = await stage.browser()
            await self.people[role].join(its_code, name)
        self.people["signed out"] = await stage.browser()
        await admin.open("/")
        await self._remove("Rae")
        ((kim,),) = stage.rows("SELECT id FROM accounts WHERE name = 'Kim'")
        ((ben,),) = stage.rows("SELECT id FROM accounts WHERE name = 'Ben'")
        self.ids = {
            "class": here,
            "code": code,
            "token": "no-such-token",
            "person": str(kim),
            "trainer": str(ben),
            "number": "1",
        }
        self.ids |= dict.fromkeys(
            ("scenario", "play", "assignment", "shift", "customer", "round", "file"),
            "none-like-this",
        )

    async def _remove(self, name: str) -> None:
        from simulator.server.store import Statement

        ((id,),) = self.stage.rows("SELECT id FROM accounts WHERE name = ?", name)
        await self.stage.site.store.write(
            Statement("UPDATE memberships SET removed_at = 1 WHERE account = ?", (str(id),)),
            Statement("DELETE FROM sessions WHERE account = ?", (str(id),)),
        )

    def close(self) -> None:
        """End the server."""
        self.loop.run_until_complete(self._serving.__aexit__(None, None, None))


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    """One server for every case: no case changes what another sees, since no form of theirs is complete."""
    with asyncio.Runner() as runner:
        found = Table(runner.get_loop(), tmp_path_factory.mktemp("roles"))
        runner.run(found.open())
        yield found
        found.close()


async def ask(table: Table, route: Route, role: str, token: str | None) -> tuple[int, str, str]:
    """Ask for a route without following it anywhere; gives status, where it leads, and what it says."""
    browser = table.people[role]
    path = route.path.format_map(table.ids)
    data = None if route.method == "GET" else {} if token is None else {"form_token": token}
    sent = await browser.client.request(route.method, path, data=data, allow_redirects=False)
    return sent.status, sent.headers.get("Location", ""), unescape(await sent.text()).lower()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("route", ROUTES, ids=IDS)
def test_only_those_get_in_whom_a_route_is_for(table: Table, route: Route, role: str) -> None:
    """Others see what they'd see if there were nothing, or are asked to sign in; the check comes before the form's."""
    status, location, text = table.loop.run_until_complete(ask(table, route, role, None))
    if route.who is Who.OF_ROUND:
        assert (404, True) == (status, "this round isn't open" in text)
    elif role in ALLOWED[route.who]:
        if route.method == "POST":
            assert (403, True) == (status, "this page is out of date" in text)
        else:
            assert not location.startswith("/sign-in")
            assert status < 500
            assert not (status == 404 and REFUSED in text)
    elif role in ("signed out", "removed trainee"):
        if route.method == "POST":
            assert (403, True) == (status, "you're signed out" in text)
        else:
            path = route.path.format_map(table.ids)
            assert (303, f"/sign-in?next={path}") == (status, location)
    else:
        assert (404, True) == (status, REFUSED in text)


@pytest.mark.parametrize("route", POSTED, ids=lambda route: route.path)
def test_no_form_is_taken_without_its_token(table: Table, route: Route) -> None:
    """Neither with another browser's token nor with one that was made up."""
    role = next(role for role in reversed(ROLES) if role in ALLOWED[route.who])

    async def tried() -> list[int]:
        other = table.people["trainee of another class"]
        await other.open("/")
        return [(await ask(table, route, role, token))[0] for token in ("", "x", other.token)]

    assert [403] * 3 == table.loop.run_until_complete(tried())


def test_every_route_about_a_class_asks_who_belongs_to_it() -> None:
    """A path with a class in it is for people of that class alone."""
    of_class = {Who.TRAINEE_OF_CLASS, Who.TRAINER_OF_CLASS}
    assert [] == [
        route.path for route in ROUTES if ("{class}" in route.path) != (route.who in of_class)
    ]
    assert {"GET", "POST"} == {route.method for route in ROUTES}
