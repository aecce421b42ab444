"""Classes as trainers and trainees use them: joining, coming back, a forgotten PIN, another name, removed, deleted, closed."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

from simulator.server import people, words
from simulator.server.store import person_stream
from tests.support.server_stage import PASSPHRASE, PIN, Browser, ServerStage, served

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from tests.support.server_stage import Answer


def run(folder: Path, story: Callable[[ServerStage], Awaitable[None]]) -> None:
    """Tell a story with a new server."""

    async def told() -> None:
        async with served(folder) as stage:
            await story(stage)

    asyncio.run(told())


async def person_page(trainer: Browser, id: str, name: str) -> str:
    """The path of someone's page, as the class's page has it."""
    listed = await trainer.open(f"/classes/{id}")
    return listed.part(rf'href="(/classes/{id}/people/[\w-]+)">{name}<')


def test_a_trainee_comes_back_from_another_device(tmp_path: Path) -> None:
    """With the same name, however it is written, and the same PIN, however it is spaced."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        id, code = await ada.make_class("Term 3")
        kim, phone = await stage.browser(), await stage.browser()
        joined = await kim.join(code, "Kim")
        assert (200, f"/class/{id}") == (joined.status, joined.path)
        assert words.JOINED.format(name="Kim") in joined.words
        assert words.JOINED.format(name="Kim") not in (await kim.open("/")).words
        back = await phone.come_back(f"{code[:4]}-{code[4:].lower()}", " kim ", "135 790")
        assert (200, f"/class/{id}") == (back.status, back.path)
        assert "Signed in as Kim" in back.words

    run(tmp_path, story)


def test_a_code_can_be_typed(tmp_path: Path) -> None:
    """Small letters and blanks make no difference; a wrong one is said kindly and kept in the field."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        _, code = await ada.make_class("Term 3")
        kim = await stage.browser()
        await kim.open("/")
        wrong = await kim.send("/join", code="no <b>such</b>")
        assert (422, True) == (wrong.status, words.WRONG_CODE in wrong.words)
        assert 'value="no &lt;b&gt;such&lt;/b&gt;"' in wrong.text
        found = await kim.send("/join", code=f" {code[:4].lower()} {code[4:]}")
        assert (200, f"/join/{code}") == (found.status, found.path)
        assert words.WRONG_CODE in (await kim.open("/join/AAAABBBB")).words

    run(tmp_path, story)


def test_names_are_told_apart(tmp_path: Path) -> None:
    """A name that is taken, one that looks like it, and the trainer's own are refused; with the right PIN it's whose it is."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        _, code = await ada.make_class("Term 3")
        await (await stage.browser()).join(code, "Kim")
        other = await stage.browser()
        told = {
            "Kim": words.NAME_TAKEN.format(name="Kim"),
            "K i m": words.NAME_LIKE.format(name="K i m", other="Kim"),
            "Кіm": words.NAME_LIKE.format(name="Кіm", other="Kim"),
            "ada": words.NAME_OF_TRAINER.format(name="ada"),
            "\u200b": words.NAME_MISSING,
        }
        for name, sentence in told.items():
            answer = await other.join(code, name, "246801")
            assert (422, True) == (answer.status, sentence in answer.words), name
        assert (await other.join(code, "Kim B")).status == 200
        came_back = await (await stage.browser()).join(code, "Kim")
        assert (200, True) == (came_back.status, "Signed in as Kim" in came_back.words)
        elsewhere, its_code = await ada.make_class("Elsewhere")
        again = await (await stage.browser()).join(its_code, "Kim")
        assert f"/class/{elsewhere}" == again.path

    run(tmp_path, story)


def test_a_pin_is_of_six_digits_and_not_the_first_to_be_guessed(tmp_path: Path) -> None:
    """What is wrong is said; the name stays in its field, the PIN doesn't."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        _, code = await ada.make_class("Term 3")
        kim = await stage.browser()
        await kim.open(f"/join/{code}")
        told = {
            ("1357", "1357"): words.PIN_LENGTH,
            ("abcdef", "abcdef"): words.PIN_LENGTH,
            ("111111", "111111"): words.PIN_EASY,
            ("123456", "123456"): words.PIN_EASY,
            ("987654", "987654"): words.PIN_EASY,
            ("135790", "135791"): words.PINS_DIFFER,
        }
        for (pin, again), sentence in told.items():
            answer = await kim.send(f"/join/{code}/new", name="Kim", pin=pin, again=again)
            assert (422, True) == (answer.status, sentence in answer.words), pin
            assert 'value="Kim"' in answer.text
            assert pin not in answer.text
        assert [] == stage.rows("SELECT name FROM accounts WHERE kind = 'trainee'")

    run(tmp_path, story)


def test_a_forgotten_pin(tmp_path: Path) -> None:
    """The one-time PIN works, leads to choosing another before anything else, and then no more; it ends after a week."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        id, code = await ada.make_class("Term 3")
        kim = await stage.browser()
        await kim.join(code, "Kim")
        page = await person_page(ada, id, "Kim")
        await ada.open(page)
        told = await ada.send(f"{page}/pin")
        pin = told.part(r"The one-time PIN of Kim is (\d\d\d \d\d\d)\.")
        assert pin not in (await ada.open(page)).words
        assert "/sign-in" == (await kim.open(f"/class/{id}")).path
        assert words.WRONG_PIN in (await kim.come_back(code, "Kim", PIN)).words
        assert "has a one-time PIN" in (await ada.open(f"/classes/{id}")).words

        came = await kim.come_back(code, "Kim", pin)
        assert ("/account", True) == (came.path, words.CHOOSE_PIN_TEXT in came.words)
        assert "/account" == (await kim.open(f"/class/{id}")).path
        same = await kim.send("/account/secret", new=pin, again=pin)
        assert words.PIN_SAME in same.words
        chosen = await kim.send("/account/secret", new="246801", again="246801")
        assert (f"/class/{id}", True) == (chosen.path, words.PIN_CHANGED in chosen.words)
        other = await stage.browser()
        assert words.WRONG_PIN in (await other.come_back(code, "Kim", pin)).words
        assert f"/class/{id}" == (await other.come_back(code, "Kim", "246801")).path

        await ada.open(page)
        late = (await ada.send(f"{page}/pin")).part(r"is (\d\d\d \d\d\d)\.")
        stage.clock.seconds += people.ONE_TIME_SECONDS
        assert words.WRONG_PIN in (await other.come_back(code, "Kim", late)).words

    run(tmp_path, story)


def test_a_trainee_is_renamed(tmp_path: Path) -> None:
    """Their page and their way back follow; a name that is taken is refused."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        id, code = await ada.make_class("Term 3")
        kim, lou = await stage.browser(), await stage.browser()
        await kim.join(code, "Kim")
        await lou.join(code, "Lou")
        page = await person_page(ada, id, "Kim")
        await ada.open(page)
        for name in ("LOU", " "):
            assert 422 == (await ada.send(f"{page}/name", name=name)).status
        renamed = await ada.send(f"{page}/name", name="Kim Ström")
        assert words.RENAMED.format(before="Kim", name="Kim Ström") in renamed.words
        assert "Signed in as Kim Ström" in (await kim.open("/")).words
        assert words.WRONG_PIN in (await (await stage.browser()).come_back(code, "Kim")).words
        assert 200 == (await (await stage.browser()).come_back(code, "kim strom")).status

    run(tmp_path, story)


def test_a_trainee_is_removed_and_let_back_in(tmp_path: Path) -> None:
    """They are signed out at once, told why when they come back, and find everything again later."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        id, code = await ada.make_class("Term 3")
        kim = await stage.browser()
        await kim.join(code, "Kim")
        page = await person_page(ada, id, "Kim")
        await ada.open(page)
        removed = await ada.send(f"{page}/remove")
        assert words.REMOVED_NOW.format(name="Kim") in removed.words
        assert "/sign-in" == (await kim.open(f"/class/{id}")).path
        assert words.REMOVED in (await kim.come_back(code, "Kim")).words
        assert words.WRONG_PIN in (await kim.come_back(code, "Kim", "246801")).words
        assert words.NAME_TAKEN.format(name="Kim") in (await kim.join(code, "Kim", "246801")).words
        await ada.open(page)
        assert words.LET_BACK.format(name="Kim") in (await ada.send(f"{page}/let-back")).words
        assert f"/class/{id}" == (await kim.come_back(code, "Kim")).path

    run(tmp_path, story)


def test_a_trainee_is_deleted_with_everything(tmp_path: Path) -> None:
    """After a confirmation nothing in the file names them, and someone else can have the name."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        id, code = await ada.make_class("Term 3")
        kim = await stage.browser()
        await kim.join(code, "Kim Unmistakable")
        page = await person_page(ada, id, "Kim Unmistakable")
        account = page.rpartition("/")[2]
        stream = person_stream(account, "play/1")
        await stage.site.store.append(stream, 0, "one", "began", {}, at="now")
        asked = await ada.open(f"{page}/delete")
        assert words.DELETE_PERSON.format(name="Kim Unmistakable") in asked.words
        deleted = await ada.send(f"{page}/delete")
        assert words.PERSON_DELETED.format(name="Kim Unmistakable") in deleted.words
        assert 404 == (await ada.open(page)).status
        assert "/sign-in" == (await kim.open(f"/class/{id}")).path
        for table, columns in {
            "accounts": "name || compared",
            "memberships": "compared || account",
            "sessions": "account",
            "devices": "account",
            "events": "stream",
        }.items():
            text = str(stage.rows(f"SELECT {columns} FROM {table}"))
            assert "nmistakable" not in text, table
            assert account not in text, table
        files = [path for path in tmp_path.iterdir() if path.name.startswith("server.sqlite")]
        stored = b"".join(path.read_bytes() for path in files)
        assert b"Term 3" in stored
        assert b"nmistakable" not in stored
        assert 200 == (await kim.join(code, "Kim Unmistakable")).status

    run(tmp_path, story)


def test_what_was_done_can_be_read(tmp_path: Path) -> None:
    """Of a class by its trainers, of the server by administrators; deleted people have no name in it."""

    async def story(stage: ServerStage) -> None:
        ada, ben = await stage.first_trainer(), await stage.trainer("Ben")
        id, code = await ben.make_class("Term 3")
        kim, lou = await stage.browser(), await stage.browser()
        await kim.join(code, "Kim")
        await lou.join(code, "Lou Unmistakable")
        await kim.come_back(code, "Kim", "246801")
        for name, action in (("Kim", "remove"), ("Lou Unmistakable", "delete")):
            page = await person_page(ben, id, name)
            await ben.open(page)
            await ben.send(f"{page}/{action}")
        read = (await ben.open(f"/classes/{id}/activity")).words
        first, *_, last = re.findall(r"2027-01-15 08:00 (.*?)(?= 2027-|$)", read)
        assert ("Ben Deleted with everything", "Ben Class made Back") == (first, last)
        for line in ("Ben Removed Kim", "Sign-in refused Kim", "Kim Joined"):
            assert f"08:00 {line} 2027" in read, read
        assert "nmistakable" not in read
        whole = (await ada.open("/activity")).words
        assert "Ben Removed Kim Term 3" in whole
        assert "Ada Account made" in whole

    run(tmp_path, story)


def test_a_new_code(tmp_path: Path) -> None:
    """The old one opens nothing; who is in the class stays in."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        id, code = await ada.make_class("Term 3")
        kim = await stage.browser()
        await kim.join(code, "Kim")
        await ada.open(f"/classes/{id}/settings")
        changed = await ada.send(f"/classes/{id}/code")
        new = changed.part(r"/join/([A-Z0-9]{8})")
        assert code != new
        assert words.WRONG_CODE in (await (await stage.browser()).open(f"/join/{code}")).words
        assert 200 == (await kim.open(f"/class/{id}")).status
        assert f"/class/{id}" == (await (await stage.browser()).come_back(new, "Kim")).path

    run(tmp_path, story)


def test_a_class_is_closed_and_reopened(tmp_path: Path) -> None:
    """Meanwhile no one new gets in, and who is in can come back."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        id, code = await ada.make_class("Term 3")
        kim, lou = await stage.browser(), await stage.browser()
        await kim.join(code, "Kim")
        await lou.open(f"/join/{code}")
        await ada.open(f"/classes/{id}/settings")
        assert words.CLASS_CLOSED_BY_YOU in (await ada.send(f"/classes/{id}/close")).words
        late = await lou.send(f"/join/{code}/new", name="Lou", pin=PIN, again=PIN)
        assert words.CLASS_CLOSED in late.words
        assert f"/class/{id}" == (await (await stage.browser()).come_back(code, "Kim")).path
        assert words.CLOSED_NOTE in (await ada.open(f"/classes/{id}")).words
        assert words.CLASS_REOPENED in (await ada.send(f"/classes/{id}/reopen")).words
        assert 200 == (await lou.join(code, "Lou")).status

    run(tmp_path, story)


def test_trainers_share_a_class(tmp_path: Path) -> None:
    """Each of them sees it until they leave; the last one can't."""

    async def story(stage: ServerStage) -> None:
        ada, ben = await stage.first_trainer(), await stage.trainer("Ben")
        id, _ = await ada.make_class("Term 3")
        assert 404 == (await ben.open(f"/classes/{id}")).status
        settings = await ada.open(f"/classes/{id}/settings")
        trainer = settings.part(r'<option value="([\w-]+)">Ben<')
        assert words.LEAVE_BUTTON not in settings.words
        assert words.LAST_TRAINER in (await ada.send(f"/classes/{id}/leave")).words
        assert words.TRAINER_MISSING in (await ada.send(f"/classes/{id}/trainers")).words
        shared = await ada.send(f"/classes/{id}/trainers", trainer=trainer)
        assert words.TRAINER_ADDED.format(name="Ben") in shared.words
        assert 200 == (await ben.open(f"/classes/{id}/settings")).status
        left = await ada.send(f"/classes/{id}/leave")
        assert words.CLASS_LEFT.format(title="Term 3") in left.words
        assert 404 == (await ada.open(f"/classes/{id}")).status
        await ben.open(f"/classes/{id}/settings")
        renamed = await ben.send(f"/classes/{id}/title", title=" <i>Term</i> 4 ")
        assert words.CLASS_RENAMED.format(title="<i>Term</i> 4") in renamed.words

    run(tmp_path, story)


def test_a_class_is_deleted_by_its_name(tmp_path: Path) -> None:
    """A slip of the mouse isn't enough; its trainees and their work go with it, and no one else's."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        id, code = await ada.make_class("Term 3")
        _, other = await ada.make_class("Term 4")
        await (await stage.browser()).join(code, "Kim")
        await (await stage.browser()).join(other, "Lou")
        for (account,) in stage.rows("SELECT id FROM accounts WHERE kind = 'trainee'"):
            stream = person_stream(str(account), "play/1")
            await stage.site.store.append(stream, 0, None, "began", {}, at="now")
        await ada.open(f"/classes/{id}/delete")
        assert 422 == (await ada.send(f"/classes/{id}/delete", typed="Term 4")).status
        deleted = await ada.send(f"/classes/{id}/delete", typed="Term 3")
        assert words.CLASS_DELETED.format(title="Term 3") in deleted.words
        assert [("Ada",), ("Lou",)] == stage.rows("SELECT name FROM accounts ORDER BY name")
        assert [("Term 4",)] == stage.rows("SELECT title FROM classes")
        assert [(1,)] == stage.rows("SELECT count(*) FROM events")

    run(tmp_path, story)


def test_a_trainee_chooses_another_pin(tmp_path: Path) -> None:
    """With the one they have, which ends their sessions elsewhere."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        id, code = await ada.make_class("Term 3")
        kim, phone = await stage.browser(), await stage.browser()
        await kim.join(code, "Kim")
        await phone.come_back(code, "Kim")
        await kim.open("/account")
        wrong = await kim.send("/account/secret", old="111111", new="246801", again="246801")
        assert words.WRONG_OLD_PIN in wrong.words
        right: Answer = await kim.send("/account/secret", old=PIN, new="246801", again="246801")
        assert words.PIN_CHANGED in right.words
        assert "/sign-in" == (await phone.open(f"/class/{id}")).path
        assert f"/class/{id}" == (await phone.come_back(code, "Kim", "246801")).path

    run(tmp_path, story)


def test_trainers_are_invited_helped_and_deleted(tmp_path: Path) -> None:
    """By an administrator; a class that no one else trains goes to whoever deletes its trainer."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        await ada.open("/trainers")
        link = (await ada.send("/trainers")).part(r"http://127\.0\.0\.1(/invitations/[\w-]+)")
        ben = await stage.browser()
        assert (
            words.WELCOME_TRAINER.format(name="Ben")
            in (await ben.make_first_account(link, "Ben")).words
        )
        assert 404 == (await ben.open("/trainers")).status
        id, _ = await ben.make_class("Ben's class")

        listed = await ada.open("/trainers")
        path = listed.part(r'href="(/trainers/[\w-]+)/delete"')
        link = (await ada.send(f"{path}/link")).part(r"http://127\.0\.0\.1(/invitations/[\w-]+)")
        await ben.open(link)
        again = "another long passphrase"
        await ben.send(link, passphrase=again, again=again)
        elsewhere = await stage.browser()
        assert words.WRONG_PASSPHRASE in (await elsewhere.sign_in("Ben", PASSPHRASE)).words
        assert "/classes" == (await elsewhere.sign_in("Ben", again)).path

        await ada.open("/trainers")
        own = (await ada.open("/trainers")).part(
            r'action="(/trainers/[\w-]+)/admin">\s.*\s<input type="hidden" name="admin" value="no"'
        )
        assert words.LAST_ADMIN in (await ada.send(f"{own}/admin", admin="no")).words
        assert words.NOT_YOURSELF in (await ada.send(f"{own}/delete")).words
        assert (
            words.ADMIN_MADE.format(name="Ben")
            in (await ada.send(f"{path}/admin", admin="yes")).words
        )
        await ada.open(f"{path}/delete")
        deleted = await ada.send(f"{path}/delete")
        assert words.TRAINER_DELETED.format(name="Ben") in deleted.words
        assert "/sign-in" == (await ben.open("/classes")).path
        assert 200 == (await ada.open(f"/classes/{id}")).status

    run(tmp_path, story)
