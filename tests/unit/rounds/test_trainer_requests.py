"""What the trainer's page asks for by HTTP: the class walk and reports, by the trainer's token and nothing else."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from simulator.rounds.hosted import server
from simulator.rounds.requests import Close, Start
from simulator.rounds.words import NO_SUCH_REPORT, NO_SUCH_WALK, WRONG_TRAINER_TOKEN
from tests.support.round_stage import Client, connected, joined
from tests.support.scenarios import PARCEL
from tests.support.served import hosted

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from simulator.rounds.hosted.serving import Served


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer a wrong token at once."""
    monkeypatch.setattr(server, "WRONG_SECONDS", 0.0)


def on_a_round(folder: Path, scene: Callable[[Served, Client, Client], Awaitable[None]]) -> None:
    """Play a scene on a round that Kim and Lou have joined and that is open."""
    (folder / "late-parcel.toml").write_text(PARCEL, "utf-8")

    async def play() -> None:
        async with hosted(folder, str(folder / "late-parcel.toml")) as served:
            code = served.round.admission.code
            async with (
                connected(served.url, type="join", code=code, name="Kim") as kim,
                connected(served.url, type="join", code=code, name="Lou") as lou,
            ):
                for client in (kim, lou):
                    await joined(client)
                await served.server.handle(Start())
                for client in (kim, lou):
                    await client.phase("open")
                await scene(served, kim, lou)

    asyncio.run(asyncio.wait_for(play(), 60))


async def posted(
    served: Served, path: str, data: Any, **headers: str
) -> tuple[int, str, dict[str, str]]:
    """The status, the text and the headers of an answer."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{served.url}{path}", data=data, headers=headers) as answer,
    ):
        return answer.status, await answer.text(), dict(answer.headers)


async def say(client: Client, scene: dict[str, Any], part: str) -> None:
    """Give the reply with that text."""
    (reply,) = (reply for reply in scene["offered"] if part in reply["text"])
    assert "moved" == (await client.move(reply["id"], 0, "c1"))["type"]


def test_the_class_walk(tmp_path: Path) -> None:
    """The customer's words, what was chosen and by whom, and the best reply that was on offer."""

    async def scene(served: Served, kim: Client, lou: Client) -> None:
        bearer = f"Bearer {served.round.admission.trainer_token}"
        for client, part in ((kim, "put right"), (lou, "busy season")):
            await say(client, client.got[-1]["scene"], part)
        await served.server.handle(Close())
        status, text, _ = await posted(
            served, "/trainer/walk", json.dumps({"scenario": 1}), Authorization=bearer
        )
        walk = json.loads(text)
        assert (200, "walk", "Late parcel") == (status, walk["type"], walk["title"])
        (point,) = walk["points"]
        assert "My parcel was meant to come on Monday." == point["heard"]
        assert [("brush-off", ["Lou"]), ("own-it", ["Kim"])] == [
            (item["reply"], item["names"]) for item in point["chosen"]
        ]
        assert "own-it" == point["best"]["reply"]
        for number, answer in ((0, 404), (2, 404), (-1, 404), ("1", 400), (1.5, 400), (None, 400)):
            body = json.dumps({"scenario": number})
            status, text, _ = await posted(served, "/trainer/walk", body, Authorization=bearer)
            assert (answer, f"{NO_SUCH_WALK}\n") == (status, text), number
        for body in ("", "[]", "{}", "x" * 5000, '{"scenario": 9e999}'):
            status, *_ = await posted(served, "/trainer/walk", body, Authorization=bearer)
            assert 400 == status, body[:20]

    on_a_round(tmp_path, scene)


def test_a_report_is_a_file_to_save(tmp_path: Path) -> None:
    """In every form, without names unless they are asked for."""

    async def scene(served: Served, kim: Client, lou: Client) -> None:
        await say(kim, kim.got[-1]["scene"], "put right")
        await served.server.handle(Close())
        token = served.round.admission.trainer_token
        for names in ("", "1"):
            form = {"token": token, "form": "plays", "names": names}
            status, text, headers = await posted(served, "/trainer/report", form)
            assert (200, bool(names)) == (status, "Kim" in text)
            name = 'attachment; filename="round-monday.csv"'
            assert name == headers["Content-Disposition"]
        for form_name in ("html", "text", "turns", "roster", "versions", "json", "xapi"):
            form = {"token": token, "form": form_name}
            status, text, _ = await posted(served, "/trainer/report", form)
            assert (200, True) == (status, bool(text)), form_name
        for form_name in ("pdf", "", "../x"):
            form = {"token": token, "form": form_name}
            answer = (await posted(served, "/trainer/report", form))[:2]
            assert (404, f"{NO_SUCH_REPORT}\n") == answer

    on_a_round(tmp_path, scene)


def test_no_one_else_reads_it(tmp_path: Path) -> None:
    """The tokens of a seat and of the board, the code and nothing at all open neither, in whatever form they are said."""

    async def scene(served: Served, kim: Client, lou: Client) -> None:
        admission = served.round.admission
        wrong = (
            kim.token,
            admission.view_token,
            admission.code,
            "",
            "x",
            admission.trainer_token[:-1],
        )
        for token in wrong:
            body = json.dumps({"scenario": 1})
            headers = {"Authorization": f"Bearer {token}"}
            walk = (await posted(served, "/trainer/walk", body, **headers))[:2]
            report = (await posted(served, "/trainer/report", {"token": token, "form": "json"}))[:2]
            assert [(403, f"{WRONG_TRAINER_TOKEN}\n")] * 2 == [walk, report], token
        right = admission.trainer_token
        for headers in ({}, {"Authorization": right}, {"Authorization": f"Basic {right}"}):
            assert 403 == (await posted(served, "/trainer/walk", "{}", **headers))[0]
        as_json = json.dumps({"token": right, "form": "json"})
        assert 400 == (await posted(served, "/trainer/report", as_json))[0]
        elsewhere = {"Origin": "https://example.org"}
        form = {"token": right, "form": "json"}
        assert 403 == (await posted(served, "/trainer/report", form, **elsewhere))[0]

    on_a_round(tmp_path, scene)
