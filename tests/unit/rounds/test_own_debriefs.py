"""A seat's debriefs as pages: its own, of scenarios that are over, and nothing for anyone else."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp

from simulator.rounds.requests import Close, Next, Start
from simulator.rounds.words import NO_SUCH_DEBRIEF, UNKNOWN_SEAT
from tests.support.round_stage import connected, joined
from tests.support.scenarios import PARCEL
from tests.support.served import hosted

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.rounds.hosted.serving import Served


async def posted(
    served: Served, token: str, number: str = "1", **more: str
) -> tuple[int, str, dict[str, str]]:
    """The answer to a seat that asks for its debrief: the status, the text, the headers."""
    data = {"token": token, "number": number, **more}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{served.url}/debrief", data=data) as answer,
    ):
        return answer.status, await answer.text(), dict(answer.headers)


def test_a_debrief_can_be_read_after_its_scenario_and_only_by_its_seat(tmp_path: Path) -> None:
    """Nothing while an exam is open; then the page, also once the round has gone on, and nothing by another's token."""
    first, second = tmp_path / "late-parcel.toml", tmp_path / "later-parcel.toml"
    first.write_text(PARCEL, "utf-8")
    second.write_text(PARCEL.replace("Late parcel", "Later parcel"), "utf-8")

    async def play() -> None:
        async with hosted(tmp_path, str(first), str(second)) as served:
            code = served.round.admission.code
            async with (
                connected(served.url, type="join", code=code, name="Kim <b>") as kim,
                connected(served.url, type="join", code=code, name="Lou") as lou,
            ):
                for client in (kim, lou):
                    await joined(client)
                await served.server.handle(Start())
                await kim.phase("open")
                await kim.move("listen", 0, "c1")
                assert (404, f"{NO_SUCH_DEBRIEF}\n") == (await posted(served, kim.token))[:2]
                await served.server.handle(Close())
                state = await kim.phase("debrief")
                assert [{"number": 1, "title": "Late parcel"}] == state["debriefs"]
                status, page, headers = await posted(served, kim.token)
                assert (200, True) == (status, "How it ended" in page and "Kim &lt;b&gt;" in page)
                assert "style-src 'sha256-" in headers["Content-Security-Policy"]
                assert "script-src" not in headers["Content-Security-Policy"]
                _, _, saved = await posted(served, kim.token, save="1")
                wanted = 'attachment; filename="debrief-late-parcel.html"'
                assert wanted == saved["Content-Disposition"]
                assert 404 == (await posted(served, lou.token))[0]  # Lou made no move
                await served.server.handle(Next())
                state = await kim.phase("lobby")
                assert [{"number": 1, "title": "Late parcel"}] == state["debriefs"]
                assert page.count("Transcript") == (await posted(served, kim.token))[1].count(
                    "Transcript"
                )
                for number in ("2", "0", "-1", "1.0", "", "x" * 999):
                    assert 404 == (await posted(served, kim.token, number))[0]
                for token in ("", "x", served.round.admission.trainer_token, code):
                    status, told, _ = await posted(served, token)
                    assert (403, f"{UNKNOWN_SEAT}\n") == (status, told)
                assert 400 == (await posted(served, kim.token, more="x" * 20_000))[0]

    asyncio.run(asyncio.wait_for(play(), 60))
