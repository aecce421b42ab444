"""What someone hostile tries: planted cookies, other people's forms and ids, markup, guesses, floods, old tokens."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import pytest

from simulator.errors import SimulatorError
from simulator.rounds.hosted.headers import HEADERS
from simulator.scenario.library import Library
from simulator.server import guard, rendering, words
from simulator.server.routes import MAX_FORM, ROUTES
from simulator.server.serving import delete_old, first_link, new_link
from simulator.server.site import BEGUN_AT_ONCE
from simulator.server.tokens import token_hash
from tests.support.server_stage import (
    HOST,
    PASSPHRASE,
    PIN,
    START,
    Answer,
    Browser,
    ServerStage,
    served,
)
from tests.support.solo_stage import PARCEL

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

EVIL = "<script>alert(1)</script>"
TEMPLATES = sorted(rendering.FOLDER.glob("**/*.html"))


def run(folder: Path, story: Callable[[ServerStage], Awaitable[None]], **options: object) -> None:
    """Tell a story with a new server."""

    async def told() -> None:
        async with served(folder, **options) as stage:  # type: ignore[arg-type]
            await story(stage)

    asyncio.run(told())


def test_a_session_that_was_planted_opens_nothing(tmp_path: Path) -> None:
    """Signing in makes other tokens than those that were in the browser, and the planted ones stay worthless."""

    async def story(stage: ServerStage) -> None:
        await stage.first_trainer()
        attacker, victim = await stage.browser(), await stage.browser()
        await attacker.open("/")
        planted = attacker.cookies()["device"]
        victim.set_cookie("session", "planted-session")
        victim.set_cookie("device", planted)
        assert "/classes" == (await victim.sign_in("Ada")).path
        now = victim.cookies()
        assert "planted-session" != now["session"]
        assert planted != now["device"]
        assert [] == stage.rows("SELECT 1 FROM devices WHERE token_hash = ?", token_hash(planted))
        attacker.set_cookie("session", "planted-session")
        assert "/sign-in" == (await attacker.open("/classes")).path

    run(tmp_path, story)


def test_old_tokens_open_nothing(tmp_path: Path) -> None:
    """Those of a session that was ended, and of a form that was sent before signing in."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        session, form = ada.cookies()["session"], ada.token
        await ada.open("/")
        assert words.SIGNED_OUT_NOW in (await ada.send("/sign-out")).words
        ada.set_cookie("session", session)
        assert "/sign-in" == (await ada.open("/classes")).path
        await ada.sign_in("Ada")
        assert 403 == (await ada.send("/classes", form, title="Old")).status
        phone = await stage.browser()
        await phone.sign_in("Ada")
        await phone.open("/account")
        assert words.SIGNED_OUT_EVERYWHERE in (await phone.send("/sign-out-everywhere")).words
        assert "/sign-in" == (await ada.open("/classes")).path
        stage.clock.seconds += 15 * 24 * 3600
        await ada.sign_in("Ada")
        stage.clock.seconds += 15 * 24 * 3600
        assert "/sign-in" == (await ada.open("/classes")).path

    run(tmp_path, story)


def test_a_session_in_use_stays(tmp_path: Path) -> None:
    """Neither the server nor the browser forgets it while it is used, however long."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        for _ in range(4):
            stage.clock.seconds += 10 * 24 * 3600
            sent = await ada.client.get("/classes")
            assert "/classes" == sent.url.path
            assert f"Max-Age={14 * 24 * 3600}" in sent.headers["Set-Cookie"]
        again = await ada.client.get("/classes")
        assert "Set-Cookie" not in again.headers

    run(tmp_path, story)


def test_nothing_is_kept_for_too_long(tmp_path: Path) -> None:
    """Links, sessions, known browsers and who did what go in their time; people and classes stay."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        await ada.make_class("Term 3")
        await ada.open("/trainers")
        await ada.send("/trainers")

        async def left(days: int) -> list[int]:
            stage.clock.seconds = START + days * 24 * 3600
            await delete_old(stage.site)
            tables = ("sessions", "devices", "invitations", "audit", "accounts", "classes")
            found = [stage.rows(f"SELECT count(*) FROM {table}") for table in tables]
            return [int(str(amount)) for ((amount,),) in found]

        now = await left(0)
        assert [1, 1, 2, 1, 1] == [*now[:3], *now[4:]]
        assert [1, 1, 0, 1, 1] == [*(later := await left(8))[:3], *later[4:]]
        assert now[3] == later[3]
        assert [0, 1, 0, now[3], 1, 1] == await left(15)
        assert [0, 0, 0, 0, 1, 1] == await left(181)

    run(tmp_path, story)


def test_a_link_works_once(tmp_path: Path) -> None:
    """Not again, not for two at once, not after its time, and not once another first link was made."""

    async def story(stage: ServerStage) -> None:
        early, link = await first_link(stage.site), await first_link(stage.site)
        assert early is not None
        assert link is not None
        path = link.removeprefix(stage.site.url)
        browsers = [await stage.browser() for _ in range(4)]
        lost = await browsers[0].open(early.removeprefix(stage.site.url))
        assert (404, True) == (lost.status, words.LINK_USED in lost.words)
        for browser in browsers:
            await browser.open(path)
        sent = (
            browser.send(path, name=f"Ada {number}", passphrase=PASSPHRASE, again=PASSPHRASE)
            for number, browser in enumerate(browsers)
        )
        assert [200, 404, 404, 404] == sorted(
            answer.status for answer in await asyncio.gather(*sent)
        )
        assert [(1,)] == stage.rows("SELECT count(*) FROM accounts")
        assert None is await first_link(stage.site)
        assert 404 == (await browsers[0].open(path)).status

    run(tmp_path, story)


def test_the_first_link_ends_after_fifteen_minutes(tmp_path: Path) -> None:
    """Whoever finds it later in the scroll of a console gets nowhere."""

    async def story(stage: ServerStage) -> None:
        link = await first_link(stage.site)
        assert link is not None
        path, browser = link.removeprefix(stage.site.url), await stage.browser()
        assert 200 == (await browser.open(path)).status
        stage.clock.seconds = START + 15 * 60
        late = await browser.send(path, name="Eve", passphrase=PASSPHRASE, again=PASSPHRASE)
        assert (404, True) == (late.status, words.LINK_USED in late.words)

    run(tmp_path, story)


def test_other_peoples_ids_are_nothing(tmp_path: Path) -> None:
    """A trainee of another class isn't there under one's own class, for any of what can be done with a trainee."""

    async def story(stage: ServerStage) -> None:
        ada, ben = await stage.first_trainer(), await stage.trainer("Ben")
        own, _ = await ada.make_class("Own")
        _, code = await ben.make_class("Other")
        await (await stage.browser()).join(code, "Kim")
        ((kim,),) = stage.rows("SELECT id FROM accounts WHERE name = 'Kim'")
        ((ben_id,),) = stage.rows("SELECT id FROM accounts WHERE name = 'Ben'")
        before = stage.rows("SELECT * FROM accounts ORDER BY id")
        await ada.open(f"/classes/{own}")
        routes = [route for route in ROUTES if "{person}" in route.path]
        assert routes
        for person in (str(kim), str(ben_id), "no-one", "%00", "..%2f..", "ü" * 300):
            for route in routes:
                path = route.path.format_map({"class": own, "person": person})
                answer = await (
                    ada.open(path) if route.method == "GET" else ada.send(path, name="X")
                )
                assert 404 == answer.status, path
        assert before == stage.rows("SELECT * FROM accounts ORDER BY id")

    run(tmp_path, story)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "evil.example:80@127.0.0.1"},
        {"Host": "["},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
    ],
    ids=str,
)
def test_other_hosts_and_pages_are_refused(tmp_path: Path, headers: dict[str, str]) -> None:
    """Whatever they ask for; and no header makes the server name another host."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        for path in ("/", "/classes", "/style.css"):
            answer = await ada.open(path, **headers)
            assert 403 == answer.status or 400 == answer.status, path
        id, _ = await ada.make_class("Own")
        shown = await ada.open(f"/classes/{id}", **{"X-Forwarded-Host": "evil.example"})
        assert "evil.example" not in shown.text
        assert f"{stage.site.url}/join/" in shown.text

    run(tmp_path, story)


def test_signing_in_leads_nowhere_else(tmp_path: Path) -> None:
    """Only to a path of this server."""

    async def story(stage: ServerStage) -> None:
        await stage.first_trainer()
        browser = await stage.browser()
        await browser.open("/sign-in")
        for next in (
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/a\r\nX: y",
            "/.//x",
            "x",
        ):
            sent = await browser.client.post(
                "/sign-in",
                data={
                    "form_token": browser.token,
                    "name": "Ada",
                    "passphrase": PASSPHRASE,
                    "next": next,
                },
                allow_redirects=False,
            )
            assert (303, "/") == (sent.status, sent.headers["Location"]), next
            await browser.open("/")
            await browser.send("/sign-out")
            await browser.open("/sign-in")
        await browser.open("/sign-in?next=/trainers")
        assert (
            "/trainers"
            == (
                await browser.send("/sign-in", name="Ada", passphrase=PASSPHRASE, next="/trainers")
            ).path
        )

    run(tmp_path, story)


def test_names_are_never_markup(tmp_path: Path) -> None:
    """Neither HTML nor a template nor a format string in a name is anything but text, on any page that shows it."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer("<b>Ada</b>")
        for number, name in enumerate(
            (EVIL, '"><img src=x>', "{{ 7*7 }}", "{visit}{0}", "{% x %}")
        ):
            id, code = await ada.make_class(f"{name} {number}")
            browser = await stage.browser()
            joined = await browser.join(code, name)
            pages = [
                joined,
                await ada.open(f"/classes/{id}"),
                await ada.open(f"/classes/{id}/settings"),
            ]
            account = pages[1].part(rf"/classes/{id}/people/([\w-]+)")
            path = f"/classes/{id}/people/{account}"
            pages += [
                await ada.open(path),
                await ada.open(f"{path}/delete"),
                await ada.send(f"{path}/pin"),
                await ada.send(f"{path}/name", name=f"{name}2"),
                await ada.open(f"/classes/{id}/delete"),
                await ada.open("/classes"),
                await ada.open("/trainers"),
                await (await stage.browser()).open(f"/join/{code}"),
                await (await stage.browser()).join(code, f"{name}2"),
            ]
            for page in pages:
                assert page.status in (200, 422), page.words
                assert not re.search(r"<script|<img|onerror=", page.text)
                assert "49" not in page.words.replace(code, "")

    run(tmp_path, story)


def test_ten_thousand_guesses(tmp_path: Path) -> None:
    """None of them gets in; the trainee's own browser does, others at the same address do, and the page stays quick."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        id, code = await ada.make_class("Term 3")
        kim, lou = await stage.browser(), await stage.browser()
        await kim.join(code, "Kim")
        await lou.join(code, "Lou")
        attacker = await stage.browser()
        await attacker.open(f"/join/{code}")
        compared = 0
        matches = stage.site.passphrases.matches

        async def counted(stored: str | None, secret: str, lane: str | None) -> bool:
            nonlocal compared
            compared += 1
            return await matches(stored, secret, lane)

        object.__setattr__(stage.site.passphrases, "matches", counted)
        guesses = iter(range(100_000, 110_000))
        for _ in range(200):
            stage.clock.seconds += 1.0
            sent = (
                attacker.send(f"/join/{code}/back", name="Kim", pin=str(pin))
                for pin in (next(guesses) for _ in range(50))
            )
            assert {422} == {answer.status for answer in await asyncio.gather(*sent)}
        assert 5 < compared < 15
        told = await attacker.send(f"/join/{code}/back", name="Kim", pin=PIN)
        assert "too many wrong tries" in told.words
        await kim.open("/")
        await kim.send("/sign-out")
        assert f"/class/{id}" == (await kim.come_back(code, "Kim")).path
        new = await stage.browser()
        assert f"/class/{id}" == (await new.come_back(code, "Lou")).path
        assert f"/class/{id}" == (await (await stage.browser()).join(code, "Max")).path
        assert "/classes" == (await ada.open("/classes")).path

    run(tmp_path, story)


def test_guesses_elsewhere_dont_keep_someone_out(tmp_path: Path) -> None:
    """Behind a proxy, which names addresses: whoever forgot which device they used comes in from another address."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        id, code = await ada.make_class("Term 3")
        await (await stage.browser()).join(code, "Kim")
        attacker = await stage.browser()
        attacker.client.session.headers["X-Forwarded-For"] = "127.0.0.1, 198.51.100.7"
        for number in range(20):
            await attacker.come_back(code, "Kim", f"{200_000 + number}")
        assert "too many wrong tries" in (await attacker.come_back(code, "Kim", PIN)).words
        attacker.client.session.headers["X-Forwarded-For"] = "203.0.113.5, 198.51.100.7"
        assert "too many wrong tries" in (await attacker.come_back(code, "Kim", PIN)).words
        headers = (
            attacker.client.session.headers
        )  # what it says itself stands in a header before the proxy's
        headers["X-Forwarded-For"] = "203.0.113.5"
        headers.add("X-Forwarded-For", "198.51.100.7")
        assert "too many wrong tries" in (await attacker.come_back(code, "Kim", PIN)).words
        home = await stage.browser()
        home.client.session.headers["X-Forwarded-For"] = "203.0.113.5"
        assert f"/class/{id}" == (await home.come_back(code, "Kim")).path

    run(tmp_path, story, is_proxied=True)


def test_nothing_tells_whether_there_is_an_account(tmp_path: Path) -> None:
    """The answer to a wrong name and to a wrong passphrase is the same, and as much is computed for it."""

    async def story(stage: ServerStage) -> None:
        await stage.first_trainer("Ada")
        compared: list[bool] = []
        verify = stage.site.passphrases._verify

        def counted(stored: str, plain: str) -> bool:
            compared.append(True)
            return verify(stored, plain)

        object.__setattr__(stage.site.passphrases, "_verify", counted)
        told = []
        for name in ("Ada", "Eve"):
            browser = await stage.browser()
            answers = [await browser.sign_in(name, "a wrong passphrase") for _ in range(8)]
            told.append([(answer.status, answer.words.replace(name, "NAME")) for answer in answers])
        assert told[0] == told[1]
        assert 10 == len(compared)

    run(tmp_path, story)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"x" * (MAX_FORM + 1), "application/x-www-form-urlencoded", 413),
        (b"a=1&" * 200, "application/x-www-form-urlencoded", 400),
        (b"a=%ff", "application/x-www-form-urlencoded", 400),
        (b"a=\xff", "application/x-www-form-urlencoded", 400),
        (b"nothing", "application/x-www-form-urlencoded", 400),
        (b"{}", "application/json", 400),
        (b"--x\r\n\r\n", "multipart/form-data; boundary=x", 400),
        (b"form_token=", "application/x-www-form-urlencoded", 403),
        (b"", "application/x-www-form-urlencoded", 403),
    ],
)
@pytest.mark.parametrize("chunked", [False, True])
def test_what_is_no_form_is_refused(
    tmp_path: Path, body: bytes, kind: str, status: int, chunked: bool
) -> None:
    """With a page that says so, however it is sent."""

    async def story(stage: ServerStage) -> None:
        browser = await stage.browser()
        await browser.open("/")

        async def pieces() -> object:  # without a length
            for at in range(0, len(body), 1000):
                yield body[at : at + 1000]

        sent = await browser.client.post(
            "/join", data=pieces() if chunked else body, headers={"Content-Type": kind}
        )
        assert status == sent.status
        assert "<h1>" in await sent.text()

    run(tmp_path, story)


def test_a_form_that_never_ends_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or someone signed in could hold as many connections as the server may have files open."""
    monkeypatch.setattr(guard, "FORM_SECONDS", 0.05)
    monkeypatch.setattr(guard, "SLOWEST", 10**9)

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()

        async def pieces() -> object:
            yield b"form_token="
            await asyncio.Event().wait()

        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        async with asyncio.timeout(5):
            sent = await ada.client.post("/classes", data=pieces(), headers=kind)
            assert (408, True) == (sent.status, "<h1>" in await sent.text())

    run(tmp_path, story)


def test_no_one_fills_the_disk_with_conversations(tmp_path: Path) -> None:
    """Who begins very many is told to wait; everyone else begins as before."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        _, code = await ada.make_class("Term 3")
        kim, lou = await stage.browser(), await stage.browser()
        await kim.join(code, "Kim")
        await lou.join(code, "Lou")

        async def begin(browser: Browser, cmd: str) -> Answer:
            fields = {"mode": "coach", "clock": "1", "day": "", "cmd": cmd}
            return await browser.send("/scenarios/late-parcel/begin", **fields)

        answers = [await begin(kim, f"c{number}") for number in range(2 * BEGUN_AT_ONCE)]
        assert (200, 429) == (answers[0].status, answers[-1].status)
        assert words.TOO_MANY_BEGUN in answers[-1].words
        ((amount,),) = stage.rows("SELECT count(*) FROM plays")
        assert isinstance(amount, int)
        assert BEGUN_AT_ONCE <= amount < 1.5 * BEGUN_AT_ONCE
        assert 200 == (await begin(lou, "one")).status

    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "late-parcel.toml").write_text(PARCEL)
    run(tmp_path, story, library=Library((folder,)))


@pytest.mark.parametrize("done", ["pin", "remove", "delete"])
def test_a_pin_that_is_taken_back_while_it_is_compared_opens_nothing(
    tmp_path: Path, done: str
) -> None:
    """Comparing takes a while, more where many wait for it; no session outlives what the trainer did meanwhile."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        of_class, code = await ada.make_class("Term 3")
        kim = await stage.browser()
        await kim.join(code, "Kim")
        ((id,),) = stage.rows("SELECT id FROM accounts WHERE name = 'Kim'")
        page = f"/classes/{of_class}/people/{id}"
        await ada.open(f"{page}/delete")
        secrets = stage.site.passphrases
        compare = secrets.matches

        async def compare_slowly(stored: str | None, secret: str, lane: str | None) -> bool:
            found = await compare(stored, secret, lane)
            assert 200 == (await ada.send(f"{page}/{done}")).status
            return found

        secrets.matches = compare_slowly  # type: ignore[method-assign]
        assert words.WRONG_PIN in (await kim.come_back(code, "Kim")).words
        assert [] == stage.rows("SELECT 1 FROM sessions WHERE account = ?", id)

    run(tmp_path, story)


def test_strange_requests_get_a_page(tmp_path: Path) -> None:
    """Methods that aren't there, cookies of any kind, paths that climb: a page with the headers of every other."""

    async def story(stage: ServerStage) -> None:
        browser = await stage.browser()
        for method, path, status in (
            ("PUT", "/", 405),
            ("DELETE", "/classes", 405),
            ("OPTIONS", "/sign-in", 405),
            ("GET", "/nothing", 404),
            ("GET", "/classes/x/y/z/a/b", 404),
            ("GET", "/style.css/../../words.py", 404),
            ("GET", "/%2e%2e/%2e%2e/etc/passwd", 404),
            ("GET", "/join/%00%ff", 404),
            ("GET", "/invitations/" + "x" * 5000, 404),
        ):
            sent = await browser.client.request(method, path)
            assert status == sent.status, (method, path)
            assert HEADERS.items() <= dict(sent.headers).items(), (method, path)
            assert "<h1>" in await sent.text()
        for cookie in (
            "session=" + "x" * 5000,
            "session=\x80\xff; device=ü",
            "session=a.b; notice=x.y",
        ):
            sent = await browser.client.get("/", headers={"Cookie": cookie})
            assert 200 == sent.status, cookie

    run(tmp_path, story)


def test_cookies_are_for_this_server_alone(tmp_path: Path) -> None:
    """Over TLS none leaves it, no script reads one, and no other site of the domain can set one."""

    async def story(stage: ServerStage) -> None:
        browser = await stage.browser()
        sent = await browser.client.get("/")
        (cookie,) = sent.headers.getall("Set-Cookie")
        assert cookie.startswith("__Host-device=")
        parts = {part.strip().partition("=")[0] for part in cookie.split(";")[1:]}
        assert {"Path", "Secure", "HttpOnly", "SameSite", "Max-Age"} == parts
        assert "SameSite=Lax" in cookie

    run(tmp_path, story, url=f"https://{HOST}")


def test_what_is_stored_opens_nothing(tmp_path: Path) -> None:
    """The file has no token, no passphrase and no PIN in it."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        _, code = await ada.make_class("Term 3")
        kim = await stage.browser()
        await kim.join(code, "Kim")
        files = [path for path in tmp_path.iterdir() if path.name.startswith("server.sqlite")]
        stored = b"".join(path.read_bytes() for path in files)
        assert b"Kim" in stored
        secrets = [PASSPHRASE, PIN, *ada.cookies().values(), *kim.cookies().values(), kim.token]
        assert [] == [secret for secret in secrets if secret.encode() in stored]
        hashes = stage.rows("SELECT secret FROM accounts")
        assert all(str(secret).startswith("$argon2id$") for (secret,) in hashes)

    run(tmp_path, story)


def test_one_name_is_taken_once(tmp_path: Path) -> None:
    """However many join with it at the same moment."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        _, code = await ada.make_class("Term 3")
        browsers: list[Browser] = [await stage.browser() for _ in range(6)]
        joined = (
            browser.join(code, "Kim", f"{246_801 + at}") for at, browser in enumerate(browsers)
        )
        assert [200] + [422] * 5 == sorted(
            answer.status for answer in await asyncio.gather(*joined)
        )
        assert [(1,)] == stage.rows("SELECT count(*) FROM accounts WHERE name = 'Kim'")

    run(tmp_path, story)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_script_or_style_in_it(path: Path) -> None:
    """The policy of the pages forbids both, and only drawings the program makes go in unescaped; forms carry their token."""
    text = path.read_text("utf-8")
    assert [] == re.findall(
        r"<script(?! src=)|<style|\bstyle=|\bon\w+=|\|\s*safe|autoescape|http:|https:",
        text,
    )
    assert path.name == "forms.html" or "<form" not in text


def test_a_new_passphrase_from_the_console(tmp_path: Path) -> None:
    """Whoever runs the server gets a trainer back in who forgot; the old passphrase and sessions end."""

    async def story(stage: ServerStage) -> None:
        ada = await stage.first_trainer()
        link = await new_link(stage.site, "ada")
        browser, path = await stage.browser(), link.removeprefix(stage.site.url)
        again = "another long passphrase"
        await browser.open(path)
        changed = await browser.send(path, name="Eve", passphrase=again, again=again)
        assert "Signed in as Ada" in changed.words
        assert "/sign-in" == (await ada.open("/classes")).path
        assert words.WRONG_PASSPHRASE in (await ada.sign_in("Ada")).words
        with pytest.raises(SimulatorError, match="There is no trainer called"):
            await new_link(stage.site, "Eve")

    run(tmp_path, story)
