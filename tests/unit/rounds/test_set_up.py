"""The page on which a round is set up: who may use it, and what it takes."""

from __future__ import annotations

import asyncio
import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import aiohttp

from simulator.rounds.page_requests.set_up import MAX_OWN, Choice, Options, SetUpSite
from simulator.rounds.words import WRONG_TRAINER_TOKEN
from simulator.scenario.limits import MAX_BYTES
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

PATHS = ("/set-up/options", "/set-up/scenario", "/set-up/round")


def on_a_site(scene: Callable[[SetUpSite, str], Awaitable[None]]) -> None:
    """Play a scene with a site and its address."""

    async def play() -> None:
        site = SetUpSite(
            {"/trainer": ("text/html", b"<p>")}, Options((), (), "192.0.2.2", Choice())
        )
        async with site.open() as address:
            await scene(site, address.partition("/trainer")[0])

    asyncio.run(asyncio.wait_for(play(), 60))


async def posted(url: str, token: str | None, body: Any, **headers: str) -> tuple[int, str]:
    """The status and the text of an answer."""
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    data = BytesIO((body if isinstance(body, str) else json.dumps(body)).encode())
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=data, headers=headers) as answer,
    ):
        return answer.status, await answer.text()


def test_only_the_token_opens_it() -> None:
    """Without it nothing is told or taken; and nothing at all comes from another page, or by another name."""

    async def scene(site: SetUpSite, url: str) -> None:
        for path in PATHS:
            for token in (None, "", "x", site.token[:-1]):
                answer = await posted(url + path, token, {})
                assert (403, f"{WRONG_TRAINER_TOKEN}\n") == answer, (path, token)
            elsewhere: tuple[dict[str, str], ...] = (
                {"Origin": "https://example.org"},
                {"Host": "example.org"},
            )
            for headers in elsewhere:
                assert 403 == (await posted(url + path, site.token, {}, **headers))[0]
        assert {} == site.own
        async with aiohttp.ClientSession() as session, session.get(f"{url}/trainer") as shown:
            assert 200 == shown.status
            assert "form-action 'self'" in shown.headers["Content-Security-Policy"]
        assert 200 == (await posted(url + PATHS[0], site.token, {}))[0]

    on_a_site(scene)


def test_files_are_checked_and_kept_in_memory() -> None:
    """A scenario is taken under its bare name; what can't be played, or isn't one, is refused in a sentence."""

    async def scene(site: SetUpSite, url: str) -> None:
        async def send(name: Any, text: Any) -> tuple[int, str]:
            return await posted(url + PATHS[1], site.token, {"name": name, "text": text})

        status, text = await send("../../etc/mine.toml", PARCEL)
        assert (200, "own:1") == (status, json.loads(text)["id"])
        assert "mine.toml" == site.own["own:1"].file
        status, text = await send("bad.toml", "title = 1")
        assert (400, True) == (status, text.startswith("bad.toml can't be played: it has "))
        for name, body in ((1, PARCEL), ("x", 1), ("x", None)):
            assert (400, "That file can't be read.\n") == await send(name, body)
        assert 400 == (await posted(url + PATHS[1], site.token, "["))[0]
        status, text = await send("big.toml", "#" * (MAX_BYTES + 1))
        assert (400, "big.toml is too large to be a scenario.\n") == (status, text)
        for _ in range(MAX_OWN - 1):
            assert 200 == (await send("a.toml", PARCEL))[0]
        assert 400 == (await send("a.toml", PARCEL))[0]
        assert MAX_OWN == len(site.own)

    on_a_site(scene)


def test_a_choice_is_answered_by_the_round_or_by_why_not() -> None:
    """The trainer chooses again after a refusal; once the round has begun, the page only says where it is."""

    async def scene(site: SetUpSite, url: str) -> None:
        path = url + PATHS[2]
        assert not site.refuse("No one asked.")
        mistakes: tuple[Any, ...] = ({"mode": "hard"}, {"limit": "x"}, {"scenarios": "day-45"}, [])
        for wrong in mistakes:
            assert 400 == (await posted(path, site.token, wrong))[0]
        first = asyncio.create_task(posted(path, site.token, {"scenarios": ["a"], "limit": 60}))
        choice = await site.chosen()
        assert (("a",), 60, 30) == (choice.scenarios, choice.limit, choice.countdown)
        assert 429 == (await posted(path, site.token, {}))[0]
        assert site.refuse("The port is taken.")
        assert (400, "The port is taken.\n") == await first
        second = asyncio.create_task(posted(path, site.token, {"scenarios": ["a"]}))
        await site.chosen()
        site.begin("http://127.0.0.1:1/trainer#token=x")
        begun = {"begun": "http://127.0.0.1:1/trainer#token=x"}
        for status, text in (
            await second,
            await posted(path, site.token, {}),
            await posted(url + PATHS[0], site.token, {}),
        ):
            assert (200, begun) == (status, json.loads(text))

    on_a_site(scene)
