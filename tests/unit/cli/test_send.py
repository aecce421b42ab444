"""`simulator send`: statements reach a store once, whatever the store or the network does, and what happened is said."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest

from simulator.cli.statement_store import GROUP, Sent, StatementStore, StoreFailed, statements_url
from simulator.records.history import History
from simulator.records.saves import Saves
from simulator.scenario.library import Library
from tests.support.card_stage import Place
from tests.support.fake_store import PASSWORD, USER, FakeStore, fake_store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.support.cli_desk import Desk

GOOD = ("listen", "own-it", "mend")


@pytest.fixture
def store() -> Iterator[FakeStore]:
    """A store on this machine."""
    with fake_store() as running:
        yield running


def made(number: int) -> list[dict[str, Any]]:
    """That many statements, as small as they can be."""
    return [
        {
            "id": f"00000000-0000-5000-8000-{at:012}",
            "actor": {"account": {"homePage": "https://a.invalid", "name": "n"}},
            "verb": {"id": "https://a.invalid/v"},
            "object": {"id": f"https://a.invalid/{at}"},
        }
        for at in range(number)
    ]


class Sender:
    """Sends to a store; notes the pauses it would have made, and the ids that the store has."""

    def __init__(self, url: str, password: str = PASSWORD, timeout: float = 30.0) -> None:
        self.pauses: list[float] = []
        self.known: list[str] = []
        self.sent = Sent()
        self._store = StatementStore(url, USER, password, self.pauses.append, timeout)

    def send(self, statements: Sequence[dict[str, Any]]) -> Sent:
        """Send those that the store isn't known to have."""
        self.sent = Sent()
        self._store.send(statements, set(self.known), self.known.extend, self.sent)
        return self.sent


def test_everything_is_sent_in_groups(store: FakeStore) -> None:
    """Once; sending it again sends nothing, and where the list of what was sent is lost it does no harm."""
    sender = Sender(store.url)
    assert Sent(accepted=120) == sender.send(made(120))
    assert (3, 120) == (store.requests, len(store.statements))
    assert Sent(before=120) == sender.send(made(120))
    assert 3 == store.requests
    assert Sent(accepted=120) == Sender(store.url).send(made(120))
    assert 120 == len(store.statements)


@pytest.mark.parametrize("trouble", [500, 503, 429, "hang up"])
def test_a_store_that_is_away_for_a_moment(store: FakeStore, trouble: int | str) -> None:
    """It is tried again after a pause, and nothing is lost or doubled."""
    store.answers = [trouble, trouble]
    sender = Sender(store.url)
    assert Sent(accepted=3) == sender.send(made(3))
    assert [1.0, 3.0] == sender.pauses


def test_a_pause_that_the_store_asks_for(store: FakeStore) -> None:
    """It is kept, up to a minute."""
    store.answers, store.headers = [503, 503], {"Retry-After": "7"}
    sender = Sender(store.url)
    sender.send(made(1))
    assert [7.0, 7.0] == sender.pauses
    store.answers, store.headers = [503], {"Retry-After": "86400"}
    other = Sender(store.url)
    other.send(made(1))
    assert [60.0] == other.pauses


def test_a_store_that_stops_in_the_middle(store: FakeStore) -> None:
    """What was accepted until then counts; the next run sends the rest."""
    sender = Sender(store.url)
    store.answers = []
    first = made(2 * GROUP + 5)
    store.most = GROUP
    accepted = store.take

    def stops(path: str, headers: Any, body: bytes) -> int | str:
        return 503 if len(store.statements) == GROUP else accepted(path, headers, body)

    store.take = stops  # type: ignore[method-assign]
    with pytest.raises(StoreFailed, match="answered with the error 503"):
        sender.send(first)
    assert (GROUP, GROUP) == (sender.sent.accepted, len(sender.known))
    store.take = accepted  # type: ignore[method-assign]
    assert Sent(accepted=GROUP + 5, before=GROUP) == sender.send(first)
    assert len(first) == len(store.statements)


def test_an_answer_that_was_lost(store: FakeStore) -> None:
    """The store has the group, the program doesn't know: sent again, it is still there once."""
    accepted = store.take

    def forgets(path: str, headers: Any, body: bytes) -> int | str:
        code = accepted(path, headers, body)
        return "hang up" if store.requests == 1 else code

    store.take = forgets  # type: ignore[method-assign]
    assert Sent(accepted=3) == Sender(store.url).send(made(3))
    assert 3 == len(store.statements)


def test_a_statement_that_is_there_with_other_contents(store: FakeStore) -> None:
    """It stays as it is there, is counted, and holds up none of the others."""
    store.statements = {made(8)[5]["id"]: {"other": True}}
    sender = Sender(store.url)
    assert Sent(accepted=7, different=1) == sender.send(made(8))
    assert {"other": True} == store.statements[made(8)[5]["id"]]
    assert Sent(before=8) == sender.send(made(8))


def test_a_statement_that_is_refused(store: FakeStore) -> None:
    """It is named, holds up none of the others, and is tried again next time."""
    bad = made(8)
    bad[2]["verb"] = {"id": "not an iri"}
    sender = Sender(store.url)
    assert Sent(accepted=7, refused=[bad[2]["id"]]) == sender.send(bad)
    assert f"the first with the id {bad[2]['id']}." in sender.sent.sentences()[-1]
    assert Sent(before=7, refused=[bad[2]["id"]]) == sender.send(bad)


def test_a_store_that_takes_little_at_once(store: FakeStore) -> None:
    """It gets less at once."""
    store.most = 4
    assert Sent(accepted=30) == Sender(store.url).send(made(30))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (401, "refused the user name or the password (401)"),
        (403, "refused the user name or the password (403)"),
        (404, "There is no store at"),
        (302, "redirects aren't followed"),
        (418, "answered with the error 418"),
    ],
)
def test_what_ends_it(store: FakeStore, code: int, words: str) -> None:
    """At once, in one sentence; the password goes nowhere else."""
    store.answers, store.headers = [code] * 9, {"Location": f"{store.url}/elsewhere"}
    with pytest.raises(StoreFailed) as raised:
        Sender(store.url).send(made(1))
    assert words in str(raised.value)
    assert 1 == store.requests


def test_a_wrong_password(store: FakeStore) -> None:
    """It isn't tried twice."""
    with pytest.raises(StoreFailed, match="the user name or the password"):
        Sender(store.url, "wrong").send(made(1))
    assert (1, {}) == (store.requests, store.statements)


def test_a_store_that_does_not_answer() -> None:
    """After four tries it is said that it can't be reached."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        sender = Sender(f"http://127.0.0.1:{silent.getsockname()[1]}/xapi", timeout=0.05)
        with pytest.raises(StoreFailed, match="can't be reached"):
            sender.send(made(1))
    assert [1.0, 3.0, 9.0] == sender.pauses


def test_no_store() -> None:
    """Where nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(StoreFailed, match=r"can't be reached: Connection refused\."):
            Sender(f"http://127.0.0.1:{taken.getsockname()[1]}/xapi").send(made(1))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "isn't the address of a store"),
        ("lrs.example.org", "isn't the address of a store"),
        ("ftp://lrs.example.org", "isn't the address of a store"),
        ("https://", "isn't the address of a store"),
        ("https://[::1", "isn't the address of a store"),
        ("https://a.b:port", "isn't the address of a store"),
        ("https://a.b/x y", "isn't the address of a store"),
        ("http://lrs.example.org/xapi", "anyone on the network could read the password"),
        ("https://kim:secret@lrs.example.org", "can't have a user name"),
        ("https://lrs.example.org/?a=1", "can't have a user name"),
    ],
)
def test_addresses_that_are_refused(url: str, words: str) -> None:
    """Before anything is sent."""
    with pytest.raises(StoreFailed, match=words):
        statements_url(url)


def test_addresses() -> None:
    """With or without a slash, or with what comes after it anyway; unencrypted only to this machine."""
    whole = "https://lrs.example.org/xapi/statements"
    assert {whole} == {
        statements_url(whole.removesuffix("statements") + tail) for tail in ("", "/", "statements")
    }
    for near in ("localhost:8080", "127.0.0.1", "[::1]:80"):
        assert statements_url(f"http://{near}").startswith("http://")


class TestTheCommand:
    @pytest.fixture
    def place(self, desk: Desk) -> Place:
        """Saves of two people."""
        place = Place(
            desk.folder,
            Library((desk.folder / "library",)),
            Saves(desk.folder / "saves"),
            History(desk.folder / "history.sqlite"),
        )
        place.play(*GOOD, person="Ada")
        place.play(*GOOD, person="Kim")
        return place

    def send(self, desk: Desk, *words: str) -> Any:
        return desk.run("send", *words, "--user", USER, "--saves", str(desk.folder / "saves"))

    @pytest.mark.usefixtures("place")
    def test_a_play_is_sent(self, desk: Desk, store: FakeStore) -> None:
        """With the password of the environment; sent again, nothing is; with --again it is, and does no harm."""
        desk.monkeypatch.setenv("SIMULATOR_STORE_PASSWORD", PASSWORD)
        answer = self.send(desk, "Ada", "--to", store.url)
        assert (0, "6 statements accepted.\n") == (answer.code, answer.out)
        assert [] == store.faults
        (log,) = desk.folder.glob("sent-*.txt")
        assert 0o600 == log.stat().st_mode & 0o777
        assert "Ada" not in log.read_text()
        answer = self.send(desk, "Ada", "Kim", "--to", store.url)
        assert "6 statements accepted.\n6 statements had been sent before" in answer.out
        answer = self.send(desk, "Ada", "Kim", "--again", "--to", store.url)
        assert (0, "12 statements accepted.\n") == (answer.code, answer.out)
        assert 12 == len(store.statements)

    @pytest.mark.usefixtures("place")
    def test_a_store_that_fails(self, desk: Desk, store: FakeStore) -> None:
        """What was accepted is said, then what is wrong; exit code 2."""
        desk.monkeypatch.setenv("SIMULATOR_STORE_PASSWORD", "wrong")
        answer = self.send(desk, "Ada", "--to", store.url)
        assert (2, "0 statements accepted.\n") == (answer.code, answer.out)
        assert "refused the user name or the password" in answer.err

    @pytest.mark.usefixtures("place")
    def test_a_password_that_cannot_be_asked_for(self, desk: Desk, store: FakeStore) -> None:
        """The sentence says where to put it."""
        desk.monkeypatch.delenv("SIMULATOR_STORE_PASSWORD", raising=False)
        answer = self.send(desk, "Ada", "--to", store.url)
        assert 2 == answer.code
        assert "environment variable SIMULATOR_STORE_PASSWORD" in answer.err
        assert 0 == store.requests

    def test_mistakes(self, desk: Desk, store: FakeStore) -> None:
        """One sentence each."""
        for words, said in (
            (("--to", store.url), "Name what to send."),
            (("Ada", "--to", "nowhere"), "isn't the address of a store"),
            (("nobody-here", "--to", store.url), "There is no saved conversation"),
        ):
            answer = self.send(desk, *words)
            assert 2 == answer.code
            assert said in answer.err
