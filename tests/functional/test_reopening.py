"""A hosted round that is reopened: at the address it was started on, played as it was started, or refused in one sentence."""

from __future__ import annotations

import datetime
import json
import os
import shlex
import socket
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from simulator.rounds.hosted.certificate import certificate_in
from tests.support.patience import PATIENCE
from tests.support.round_stage import OWN_ADDRESS, SIMULATOR, Hosted

if TYPE_CHECKING:
    from collections.abc import Callable

CONTRADICTIONS = (
    (["--limit", "60"], "You gave --limit 60, but this round was started with --limit 900."),
    (
        ["--max-seats", "5", "--mode", "coach"],
        "You gave --mode coach and --max-seats 5, but this round was started with --mode exam and --max-seats 60.",
    ),
    (["--clock", "9"], "You gave --clock 9, but this round was started with no --clock."),
    (["--reset"], "You gave --reset, but this round was started with no --reset."),
    (
        ["--name", "Monday"],
        "You gave --name Monday, but this round was started with --name Round.",
    ),
)
DAMAGED_ADDRESSES: tuple[object, ...] = (
    {"port": "x"},
    {"port": 99_999_999},
    {"port": 1, "bind": 5},
    {"port": 1, "tls": "no"},
    {},
    [],
)
STRANGE_NAMES = (b"two  blanks", b"no\xc2\xa0break", b"not-utf-8-\x9b", b"\xe2\x80\xae\x1b[2J")


def refusal(folder: Path, *arguments: str) -> str:
    """What the command says on stderr as it refuses to host; fails where it hosts."""
    command = [*SIMULATOR, "host", *arguments, "--db", str(folder / "round.sqlite"), "--headless"]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert "Traceback" not in answer.stderr
    assert 2 == answer.returncode, answer.stderr
    return answer.stderr


def setup_in(folder: Path) -> dict[str, Any]:
    """The setup that the record holds."""
    with closing(sqlite3.connect(folder / "round.sqlite")) as record:
        (body,) = record.execute("SELECT body FROM events WHERE kind = 'opened'").fetchone()
    setup: dict[str, Any] = json.loads(body)["setup"]
    return setup


def test_a_round_reopens_where_it_was_served(
    tmp_path: Path, parcel: str, host: Callable[..., Hosted]
) -> None:
    """The file alone gives back address, port, encryption and certificate, after a kill and after an end in order."""
    first = host(
        parcel, "--bind", OWN_ADDRESS, "--tls", "on", "--max-seats", "7", "--mode", "coach"
    )
    first.kill()
    for _ in range(2):
        again = host("--go-on")
        assert first.about["url"].startswith(f"https://{OWN_ADDRESS}:")
        for name in ("url", "code", "fingerprint"):
            assert first.about[name] == again.about[name]
        assert 0 == again.stop()
    assert (7, "coach") == (setup_in(tmp_path)["max_seats"], setup_in(tmp_path)["mode"])


def test_the_line_that_is_said_at_the_end_reopens_the_round(tmp_path: Path, parcel: str) -> None:
    """It names the very file, whatever blanks are in its name."""
    folder = tmp_path / "two  blanks"
    folder.mkdir()
    hosted = Hosted.start(folder, parcel)
    hosted.process.terminate()
    _, told = hosted.process.communicate(timeout=PATIENCE)
    words = shlex.split(told.partition("Resume it with: ")[2])
    assert ["simulator", "host", "--resume", "--db", str(folder / "round.sqlite")] == words


def test_a_public_address_and_its_certificate_are_kept(
    tmp_path: Path, parcel: str, host: Callable[..., Hosted]
) -> None:
    """The address that others use, and a certificate of one's own, need not be given again."""
    certificate_in(tmp_path / "own", datetime.date.today())
    files = (
        "--cert",
        str(tmp_path / "own/certificate.pem"),
        "--key",
        str(tmp_path / "own/key.pem"),
    )
    first = host(
        parcel, "--bind", OWN_ADDRESS, "--public-url", "https://rounds.example.org", *files
    )
    first.kill()
    again = host("--go-on")
    assert "https://rounds.example.org" == again.about["url"]
    assert first.about["fingerprint"] == again.about["fingerprint"]


def test_what_is_given_again_the_same_is_taken(parcel: str, host: Callable[..., Hosted]) -> None:
    """Only what differs is refused, so the line of the start with --go-on works too."""
    options = ("--limit", "600", "--mode", "coach", "--reset", "--bind", OWN_ADDRESS, "--tls", "on")
    first = host(parcel, *options)
    first.kill()
    assert first.about["url"] == host("--go-on", *options).about["url"]


def test_what_contradicts_the_round_is_refused(
    tmp_path: Path, parcel: str, host: Callable[..., Hosted]
) -> None:
    """One sentence names what was given and what the round has."""
    host(parcel).kill()
    for given, told in CONTRADICTIONS:
        assert told in refusal(tmp_path, "--go-on", *given)


def test_an_address_that_is_taken_is_said(
    tmp_path: Path, parcel: str, host: Callable[..., Hosted]
) -> None:
    """One sentence says where the round was and what to give; another address that is given wins, and is kept."""
    first = host(parcel, "--bind", OWN_ADDRESS, "--tls", "off", "--i-know")
    first.kill()
    port = int(first.about["url"].rpartition(":")[2])
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((OWN_ADDRESS, port))
        taken.listen()
        told = refusal(tmp_path, "--go-on")
        assert (
            f"This round was served at {OWN_ADDRESS}, port {port}, which can't be used at the moment"
            in told
        )
        assert "--bind" in told
        assert "--port 0" in told
        moved = host("--go-on", "--port", "0")
        assert first.about["url"] != moved.about["url"]
        moved.kill()
        assert moved.about["url"] == host("--go-on").about["url"]


def test_a_record_with_a_damaged_address_is_refused(
    tmp_path: Path, parcel: str, host: Callable[..., Hosted]
) -> None:
    """In a sentence."""
    host(parcel).stop()
    for body in DAMAGED_ADDRESSES:
        with closing(sqlite3.connect(tmp_path / "round.sqlite")) as record:
            record.execute("UPDATE events SET body = ? WHERE kind = 'bound'", (json.dumps(body),))
            record.commit()
        told = refusal(tmp_path, "--go-on")
        assert "is damaged: row 2 of its events makes no sense." in told, body


def test_a_scenario_named_twice_is_refused(tmp_path: Path, parcel: str) -> None:
    """The class would know it the second time; to practise it first is allowed."""
    assert "is named twice" in refusal(tmp_path, parcel, parcel)
    assert [] == list(tmp_path.glob("round.sqlite*"))


def test_a_scenario_of_a_strange_name_is_found_again(
    tmp_path: Path, parcel: str, host: Callable[..., Hosted]
) -> None:
    """A folder may be called anything; the round keeps its name as it is."""
    scenarios = []
    for number, name in enumerate(STRANGE_NAMES):
        folder = tmp_path / os.fsdecode(name)
        folder.mkdir()
        text = Path(parcel).read_text("utf-8").replace("Late parcel", f"Parcel {number}")
        scenarios.append(folder / "strange.toml")
        scenarios[-1].write_text(text, "utf-8")
    first = host("--bind", OWN_ADDRESS, *map(str, scenarios))
    first.kill()
    assert [os.fsencode(path) for path in scenarios] == [
        os.fsencode(path) for path in setup_in(tmp_path)["scenarios"]
    ]
    assert first.about["code"] == host("--go-on").about["code"]


@pytest.mark.parametrize(
    ("bind", "told"),
    [
        ("", "The address after --bind is empty."),
        (" ", "The address after --bind is empty."),
        (os.fsdecode(b"\x9b"), "can't be used: it isn't an address."),
    ],
)
def test_what_cannot_be_an_address_is_refused(
    tmp_path: Path, parcel: str, bind: str, told: str
) -> None:
    """Neither nothing nor bytes that are no text."""
    assert told in refusal(tmp_path, parcel, "--bind", bind)


def test_a_file_that_was_replaced_is_not_promised(tmp_path: Path, parcel: str) -> None:
    """Who ends the server is told that the end of the round is not in the file."""
    hosted = Hosted.start(tmp_path, parcel)
    other = tmp_path / "other"
    other.write_bytes(b"another program's file")
    other.replace(tmp_path / "round.sqlite")
    hosted.process.terminate()
    _, told = hosted.process.communicate(timeout=PATIENCE)
    assert "The end of this round wasn't saved: another program has changed or replaced" in told
    assert "Resume it with" not in told
    assert 2 == hosted.process.returncode
    assert b"another program's file" == (tmp_path / "round.sqlite").read_bytes()


def test_a_file_that_was_deleted_is_saved_again_at_the_end(
    tmp_path: Path, parcel: str, host: Callable[..., Hosted]
) -> None:
    """The line that reopens the round holds what it says."""
    hosted = Hosted.start(tmp_path, parcel, "--bind", OWN_ADDRESS)
    for path in tmp_path.glob("round.sqlite*"):
        path.unlink()
    hosted.process.terminate()
    _, told = hosted.process.communicate(timeout=PATIENCE)
    assert "Resume it with" in told
    assert 0 == hosted.process.returncode
    assert hosted.about["code"] == host("--go-on").about["code"]
