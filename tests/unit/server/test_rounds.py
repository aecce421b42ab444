"""Rounds on a standing server: opened by a trainer, joined from the class's page, led by the round's own page, kept."""

from __future__ import annotations

import asyncio
import re
import shutil
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from simulator.rounds.hosted.round_file import read_round_file
from simulator.rounds.results import read_round
from simulator.scenario.library import Library, shipped_folder
from simulator.server.rounds import class_rounds
from simulator.server.rounds.setup import USUAL
from simulator.server.store import Statement
from tests.support.server_stage import served

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from aiohttp import ClientWebSocketResponse

    from simulator.rounds.model import Setup
    from tests.support.server_stage import Browser, ServerStage

FORM = {**USUAL, "name": "Tuesday", "first": "just-directions", "countdown": "0"}


class Talk:
    """A connection to a round, by a browser's or a terminal's first message."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.socket = socket

    async def hears(self, kind: str) -> dict[str, Any]:
        """The next message of a kind."""
        async with asyncio.timeout(5):
            while True:
                message: dict[str, Any] = await self.socket.receive_json()
                if message["type"] == kind:
                    return message

    async def says(self, **message: object) -> None:
        """Send a message."""
        await self.socket.send_json(message)


@asynccontextmanager
async def talk(browser: Browser, round: str, **hello: object) -> AsyncIterator[Talk]:
    """Connect to a round."""
    async with browser.client.ws_connect(f"/rounds/{round}/ws") as socket:
        found = Talk(socket)
        await found.says(v=1, **hello)
        yield found


async def opened(trainer: Browser, of_class: str, **changed: str) -> str:
    """Open a round in a class, and return its id."""
    await trainer.open(f"/classes/{of_class}/rounds/new")
    answer = await trainer.send(f"/classes/{of_class}/rounds", **{**FORM, **changed})
    assert answer.status == 200, answer.words
    return answer.path.rpartition("/")[2]


async def joined(trainee: Browser, of_class: str, round: str) -> str:
    """Join a round from the class's page, and return the seat's token."""
    await trainee.open(f"/class/{of_class}")
    sent = await trainee.client.post(
        f"/class/{of_class}/rounds/{round}/join",
        data={"form_token": trainee.token},
        allow_redirects=False,
    )
    address = sent.headers["Location"]
    assert address.startswith(f"/rounds/{round}/#seat="), address
    return unquote(address.partition("=")[2])


async def trainer_token(trainer: Browser, of_class: str, round: str) -> str:
    """Return the token by which a trainer leads a round, from its page."""
    page = await trainer.open(f"/classes/{of_class}/rounds/{round}")
    return page.part(rf"/rounds/{round}/trainer#token=([^\"]+)")


def run(folder: Path, work: Any, **given: Any) -> None:
    """Run a piece of work with a served server."""

    shelf = folder / "library"
    shelf.mkdir(exist_ok=True)
    shutil.copy(shipped_folder() / "just-directions.toml", shelf)

    async def working() -> None:
        async with served(folder, Library((shelf,)), **given) as stage:
            await work(stage)

    asyncio.run(working())


def test_a_class_plays_a_round_and_keeps_it_over_a_restart(tmp_path: Path) -> None:
    """From the form to a move, over a restart of the server; then stopped, reported on and opened again."""
    ids: dict[str, str] = {}

    async def first(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        ids["class"], ids["code"] = await ada.make_class("Evening")
        kim = await stage.browser()
        await kim.join(ids["code"], "Kim")
        ids["round"] = await opened(ada, ids["class"])
        assert "Tuesday" in (await ada.open(f"/classes/{ids['class']}")).words
        assert "Join Tuesday" in (await kim.open(f"/class/{ids['class']}")).words
        token = await joined(kim, ids["class"], ids["round"])
        lead = await trainer_token(ada, ids["class"], ids["round"])
        async with (
            talk(kim, ids["round"], type="resume", token=token) as seat,
            talk(ada, ids["round"], type="trainer", token=lead) as trainer,
        ):
            assert "Kim" == (await seat.hears("seat"))["name"]
            roster = (await trainer.hears("state"))["roster"]
            assert ["Kim"] == [row["name"] for row in roster]
            await trainer.says(type="start")
            state = await seat.hears("state")
            while not state.get("scene"):
                state = await seat.hears("state")
            await seat.says(type="move", turn=0, cmd="one", move="listen")
            moved = await seat.hears("moved")
            assert 1 == moved["turn"]

    run(tmp_path, first)

    async def second(stage: ServerStage) -> None:
        ada, kim = await stage.browser(), await stage.browser()
        await ada.sign_in("Ada")
        await kim.come_back(ids["code"], "Kim")
        token = await joined(kim, ids["class"], ids["round"])
        async with talk(kim, ids["round"], type="resume", token=token) as seat:
            state = await seat.hears("state")
            assert (1, "paused") == (state["turn"], state["phase"])
        await ada.open(f"/classes/{ids['class']}/rounds/{ids['round']}")
        path = f"/classes/{ids['class']}/rounds/{ids['round']}"
        assert "Stopped" in (await ada.send(f"{path}/stop")).words
        report = await ada.send(f"{path}/report", form="text", names="yes")
        assert (200, True) == (report.status, "Kim" in report.text)
        masked = await ada.send(f"{path}/report", form="text")
        assert "Kim" not in masked.text
        await kim.open(f"/class/{ids['class']}")
        gone = await kim.send(f"/class/{ids['class']}/rounds/{ids['round']}/join")
        assert "isn't open any more" in gone.words
        assert "This round isn't open" in (await kim.open(f"/rounds/{ids['round']}/")).words
        await ada.open(path)
        assert "Paused" in (await ada.send(f"{path}/reopen")).words

    run(tmp_path, second)
    setup, _ = read_round_file(tmp_path / "server.sqlite-rounds" / f"{ids['round']}.sqlite")
    assert ("Tuesday", ["Kim"]) == (setup.name, [person.name for person in setup.people])
    assert ("just-directions.toml",) == setup.scenarios


def test_a_seat_follows_its_person_and_two_clicks_are_one_seat(tmp_path: Path) -> None:
    """The second device gets the seat with what was done in it; the first is told that someone has it."""

    async def work(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        of_class, code = await ada.make_class("Evening")
        kim = await stage.browser()
        await kim.join(code, "Kim")
        round = await opened(ada, of_class)
        one, two = await asyncio.gather(joined(kim, of_class, round), joined(kim, of_class, round))
        found = stage.site.rounds.find(round)
        assert found
        assert 1 == len(found.round.seats)
        phone = await stage.browser()
        await phone.come_back(code, "Kim")
        three = await joined(phone, of_class, round)
        assert 3 == len({one, two, three})
        async with talk(kim, round, type="resume", token=two) as old:
            assert (await old.hears("error"))["handed_over"]
        async with talk(phone, round, type="resume", token=three) as new:
            assert "Kim" == (await new.hears("seat"))["name"]

    run(tmp_path, work)


def test_a_guest_waits_and_another_class_has_no_way_in(tmp_path: Path) -> None:
    """The code alone lets no one in who isn't of the class; a trainee of another class can't join by its address."""

    async def work(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        of_class, code = await ada.make_class("Evening")
        other, other_code = await ada.make_class("Morning")
        kim, lou = await stage.browser(), await stage.browser()
        await kim.join(code, "Kim")
        await lou.join(other_code, "Lou")
        round = await opened(ada, of_class)
        page = await ada.open(f"/classes/{of_class}/rounds/{round}")
        round_code = page.part(r'<dd class="code">([A-Z0-9]+)')
        # Nor does the name of someone of the class who hasn't come yet.
        for name in ("Lou", "Kim"):
            async with talk(lou, round, type="join", code=round_code, name=name) as guest:
                assert (await guest.hears("waiting"))["message"]
        await lou.open(f"/class/{other}")
        refused = await lou.send(f"/class/{of_class}/rounds/{round}/join")
        crossed = await lou.send(f"/class/{other}/rounds/{round}/join")
        assert (404, True) == (refused.status, "isn't open any more" in crossed.words)
        assert 404 == (await ada.open(f"/classes/{other}/rounds/{round}")).status

    run(tmp_path, work)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"first": ""}, "Choose at least one scenario."),
        ({"first": "../../etc/passwd"}, "isn't there any more"),
        ({"second": "just-directions"}, "is chosen twice"),
        ({"practice": "yes"}, "Choose a second one that counts."),
        ({"minutes": "-1"}, "Minutes for a scenario has to be a whole number"),
        ({"minutes": "²"}, "Minutes for a scenario has to be a whole number"),
        ({"bonus": "21"}, "from 0 to 20"),
        ({"mode": "war"}, "Choose a mode."),
    ],
)
def test_a_round_that_cannot_be_is_refused_in_a_sentence(
    tmp_path: Path, changed: dict[str, str], told: str
) -> None:
    """And the form keeps what was filled in; no file and no row is left behind."""

    async def work(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        of_class, _ = await ada.make_class("Evening")
        await ada.open(f"/classes/{of_class}/rounds/new")
        answer = await ada.send(f"/classes/{of_class}/rounds", **{**FORM, **changed})
        assert (422, True) == (answer.status, told in answer.words), answer.words
        assert 'value="Tuesday"' in answer.text
        assert not list(tmp_path.glob("*-rounds/*"))
        assert [] == stage.rows("SELECT * FROM rounds")

    run(tmp_path, work)


def test_who_is_deleted_is_named_nowhere_in_the_rounds_they_were_in(tmp_path: Path) -> None:
    """Not while the round is open; then the file has neither their name nor their words, and can still be read whole."""

    async def work(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        of_class, code = await ada.make_class("Evening")
        zebedee = await stage.browser()
        await zebedee.join(code, "Zebedee")
        round = await opened(ada, of_class)
        token = await joined(zebedee, of_class, round)
        lead = await trainer_token(ada, of_class, round)
        async with (
            talk(zebedee, round, type="resume", token=token) as seat,
            talk(ada, round, type="trainer", token=lead) as trainer,
        ):
            await trainer.says(type="start")
            await asyncio.wait_for(seat.hears("state"), 5)
            while not (await seat.hears("state")).get("scene"):
                pass
            await seat.says(type="move", turn=0, cmd="one", move="listen")
            await seat.hears("moved")
        ((id,),) = stage.rows("SELECT id FROM accounts WHERE name = 'Zebedee'")
        path = f"/classes/{of_class}/people/{id}"
        await ada.open(f"{path}/delete")
        assert "Stop the round first" in (await ada.send(f"{path}/delete")).words
        await ada.send(f"/classes/{of_class}/rounds/{round}/stop")
        # On the class list of another round, to which they never come, and by a name that they had before.
        await (await stage.browser()).join(code, "Lou")
        other = await opened(ada, of_class, name="Other")
        await ada.open(path)
        await ada.send(f"{path}/name", name="Zeb")
        assert "The round Other is open" in (await ada.send(f"{path}/delete")).words
        await ada.send(f"/classes/{of_class}/rounds/{other}/stop")
        await ada.open(f"{path}/delete")
        assert 200 == (await ada.send(f"{path}/delete")).status
        for file in tmp_path.rglob("*"):
            assert file.is_dir() or b"Zebedee" not in file.read_bytes(), file
        kept = read_round(stage.site.rounds.file_of(round), stage.site.library)
        assert ["Former trainee"] == [play.origin.person for play in kept.plays]
        setup, _ = read_round_file(stage.site.rounds.file_of(other))
        assert ["Former trainee", "Lou"] == sorted(person.name for person in setup.people)

    run(tmp_path, work)


def test_a_round_is_deleted_with_its_file_and_a_class_with_its_rounds(tmp_path: Path) -> None:
    """Neither while a round is open."""

    async def work(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        of_class, _ = await ada.make_class("Evening")
        one, two = [await opened(ada, of_class, name=name) for name in ("One", "Two")]
        path = f"/classes/{of_class}/rounds/{one}"
        await ada.open(f"{path}/delete")
        assert "Stop the round first." in (await ada.send(f"{path}/delete")).words
        await ada.send(f"{path}/stop")
        assert "You've deleted the round One." in (await ada.send(f"{path}/delete")).words
        still = await ada.send(f"/classes/{of_class}/delete", typed="Evening")
        assert "The round Two is open. Stop it first." in still.words
        await ada.send(f"/classes/{of_class}/rounds/{two}/stop")
        await ada.send(f"/classes/{of_class}/delete", typed="Evening")
        assert [] == list(tmp_path.glob("*-rounds/*"))
        assert [] == stage.rows("SELECT * FROM rounds")

    run(tmp_path, work)


def test_who_is_removed_from_the_class_is_out_of_its_rounds(tmp_path: Path) -> None:
    """At once, by the seat that they have open too; in a round that is opened again later; until they are let back in."""

    async def work(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        of_class, code = await ada.make_class("Evening")
        kim = await stage.browser()
        await kim.join(code, "Kim")
        one, two = [await opened(ada, of_class, name=name) for name in ("One", "Two")]
        first, second = await joined(kim, of_class, one), await joined(kim, of_class, two)
        await ada.send(f"/classes/{of_class}/rounds/{two}/stop")
        ((id,),) = stage.rows("SELECT id FROM accounts WHERE name = 'Kim'")
        async with talk(kim, one, type="resume", token=first) as seat:
            await seat.hears("seat")
            await ada.open(f"/classes/{of_class}/people/{id}")
            await ada.send(f"/classes/{of_class}/people/{id}/remove")
            assert (await seat.hears("error"))["removed"]
        await ada.send(f"/classes/{of_class}/rounds/{two}/reopen")
        async with talk(kim, two, type="resume", token=second) as seat:
            assert (await seat.hears("error"))["removed"]
        await ada.send(f"/classes/{of_class}/people/{id}/let-back")
        await kim.come_back(code, "Kim")
        again = await joined(kim, of_class, one)
        async with talk(kim, one, type="resume", token=again) as seat:
            assert "Kim" == (await seat.hears("seat"))["name"]

    run(tmp_path, work)


@pytest.mark.parametrize("leaves", [True, False])
def test_who_no_longer_trains_a_class_leads_none_of_its_rounds(
    tmp_path: Path, leaves: bool
) -> None:
    """Whether they leave or are deleted: the address that they had opens nothing; the other trainer's page has another."""

    async def work(stage: ServerStage) -> None:
        ada, ben = await stage.first_trainer(), await stage.trainer("Ben")
        of_class, _ = await ben.make_class("Evening")
        ((id,),) = stage.rows("SELECT id FROM accounts WHERE name = 'Ada'")
        await ben.open(f"/classes/{of_class}/settings")
        await ben.send(f"/classes/{of_class}/trainers", trainer=str(id))
        round = await opened(ben, of_class)
        token = await trainer_token(ben, of_class, round)
        async with talk(ben, round, type="trainer", token=token) as trainer:
            await trainer.hears("state")
            if leaves:
                await ben.send(f"/classes/{of_class}/leave")
            else:
                ((id,),) = stage.rows("SELECT id FROM accounts WHERE name = 'Ben'")
                await ada.open("/trainers")
                await ada.send(f"/trainers/{id}/delete")
            async with asyncio.timeout(5):
                while not trainer.socket.closed:
                    await trainer.socket.receive()
        async with talk(ben, round, type="trainer", token=token) as trainer:
            assert "bad-token" == (await trainer.hears("error"))["reason"]
        token = await trainer_token(ada, of_class, round)
        async with talk(ada, round, type="trainer", token=token) as trainer:
            await trainer.hears("state")

    run(tmp_path, work)


def test_one_trainer_does_not_open_every_round_that_the_server_can_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not in many classes, nor at the same moment, nor by opening old ones again; another trainer still can."""
    monkeypatch.setattr(class_rounds, "MAX_OF_TRAINER", 2)

    async def work(stage: ServerStage) -> None:
        ada, ben = await stage.first_trainer(), await stage.trainer("Ben")
        one, two = [(await ada.make_class(title))[0] for title in ("One", "Two")]
        first = await opened(ada, one)
        await ada.send(f"/classes/{one}/rounds/{first}/stop")
        sent = (ada.send(f"/classes/{id}/rounds", **FORM) for id in (one, two, one))
        statuses = [answer.status for answer in await asyncio.gather(*sent)]
        assert [200, 200, 422] == sorted(statuses)
        again = await ada.send(f"/classes/{one}/rounds/{first}/reopen")
        assert "Your classes already have 2 rounds open" in again.words
        assert await opened(ben, (await ben.make_class("Three"))[0])

    run(tmp_path, work)


def test_nothing_is_left_of_a_round_that_the_database_does_not_take(tmp_path: Path) -> None:
    """No file and no open round that no page leads to."""

    async def work(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        of_class, _ = await ada.make_class("Evening")
        await ada.open(f"/classes/{of_class}/rounds/new")
        begin = stage.site.rounds.begin

        async def begin_as_the_class_goes(id: str, setup: Setup) -> None:
            await begin(id, setup)
            await stage.site.store.write(Statement("DELETE FROM classes"))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(stage.site.rounds, "begin", begin_as_the_class_goes)
            assert 503 == (await ada.send(f"/classes/{of_class}/rounds", **FORM)).status
        assert [] == list(tmp_path.glob("*-rounds/*"))

    run(tmp_path, work)


def test_a_round_is_not_deleted_while_it_is_being_opened_or_stopped(tmp_path: Path) -> None:
    """Its file isn't taken away from under it by someone who deletes it, or the class, at the same moment."""

    async def work(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        of_class, _ = await ada.make_class("Evening")
        round = await opened(ada, of_class)
        path, rounds = f"/classes/{of_class}/rounds/{round}", stage.site.rounds
        await ada.open(path)
        await ada.send(f"{path}/stop")
        for action, fields in ((f"/classes/{of_class}", {"typed": "Evening"}), (path, {})):
            async with rounds.changing:
                deleting = asyncio.create_task(ada.send(f"{action}/delete", **fields))
                done, _ = await asyncio.wait({deleting}, timeout=0.3)
                assert (set(), True) == (done, rounds.file_of(round).exists())
                await rounds._open_file(round, None)
            answer = await deleting  # it sees what was done meanwhile
            assert re.search(r"open\. Stop it first|Stop the round first", answer.words)
            await rounds.stop(round)
            assert rounds.file_of(round).exists()

    run(tmp_path, work)


def test_a_round_whose_file_is_damaged_never_keeps_the_server_from_starting(tmp_path: Path) -> None:
    """It is stopped, and says why when it is to be opened again."""
    ids: dict[str, str] = {}

    async def first(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        ids["class"], _ = await ada.make_class("Evening")
        ids["round"] = await opened(ada, ids["class"])

    run(tmp_path, first)
    (tmp_path / "server.sqlite-rounds" / f"{ids['round']}.sqlite").write_bytes(b"not a database")

    async def second(stage: ServerStage) -> None:
        ada = await stage.browser()
        await ada.sign_in("Ada")
        path = f"/classes/{ids['class']}/rounds/{ids['round']}"
        assert "Stopped" in (await ada.open(path)).words
        again = await ada.send(f"{path}/reopen")
        assert (422, True) == (again.status, ids["round"] in again.words)
        report = await ada.send(f"{path}/report", form="text")
        assert 422 == report.status

    run(tmp_path, second)


def test_a_guest_who_is_let_in_takes_no_ones_place(tmp_path: Path) -> None:
    """Someone of the class who comes later has their name and their place on the list, whatever the guest is called."""

    async def work(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        of_class, code = await ada.make_class("Evening")
        kim, guest = await stage.browser(), await stage.browser()
        await kim.join(code, "Kim")
        round = await opened(ada, of_class)
        found = stage.site.rounds.find(round)
        assert found
        lead = await trainer_token(ada, of_class, round)
        hello = {"type": "join", "code": found.round.admission.code, "name": "Kim"}
        async with (
            talk(guest, round, **hello) as waiting,
            talk(ada, round, type="trainer", token=lead) as trainer,
        ):
            await waiting.hears("waiting")
            state = await trainer.hears("state")
            while not state["waiting"]:
                state = await trainer.hears("state")
            await trainer.says(type="let-in", waiting=state["waiting"][0]["waiting"], seat="")
            await waiting.hears("seat")
        await joined(kim, of_class, round)
        assert ["", "Kim"] == sorted(seat.listed for seat in found.round.seats.values())

    run(tmp_path, work)


def test_signing_out_takes_the_seats_from_the_browser(tmp_path: Path) -> None:
    """Whoever uses the computer next finds no way back to a seat."""

    async def work(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        await ada.open("/")
        sent = await ada.client.post(
            "/sign-out", data={"form_token": ada.token}, allow_redirects=False
        )
        assert '"storage"' == sent.headers["Clear-Site-Data"]
        assert "Clear-Site-Data" not in (await ada.open("/")).headers

    run(tmp_path, work)
