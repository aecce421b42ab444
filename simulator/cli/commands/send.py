"""`simulator send`: the statements of conversations to a learning record store."""

from __future__ import annotations

import contextlib
import getpass
import os
import sys
import time
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.report_sources import Finder, read_source
from simulator.cli.statement_store import Sent, StatementStore, statements_url
from simulator.cli.streams import complain
from simulator.errors import SimulatorError
from simulator.files import make_private_folder, read_file
from simulator.play.report_source import ReportRequest
from simulator.report.export.forms import Form
from simulator.report.export.xapi_form import statements_of
from simulator.report.results import PLAIN
from simulator.report.source import MAX_PASS_MARK, PASS_MARK
from simulator.text import path_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from simulator.cli.context import Context

PASSWORD = "SIMULATOR_STORE_PASSWORD"
MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    names: list[str]
    to: str
    user: str
    person: str | None = None
    pass_mark: int = PASS_MARK
    again: bool = False


def run(context: Context, options: Options) -> int:
    """Send statements; exit code 1 if the store refused some or a file could not be read, 2 if it can't be used."""
    if not options.names and not options.person:
        raise SimulatorError(
            "Name what to send.", "Give a saved conversation, a player or a round."
        )
    if not 0 <= options.pass_mark <= MAX_PASS_MARK:
        raise SimulatorError(f"--pass-mark must be a number from 0 to {MAX_PASS_MARK}.")
    where = statements_url(options.to)
    found = Finder(context, PLAIN).find(options.names, options.person)
    source = read_source(found, context, ReportRequest(Form.XAPI, PLAIN, options.pass_mark))
    store = StatementStore(options.to, options.user, _password(context), time.sleep)
    log = SentLog(
        context.history_path.parent / f"sent-{sha256(where.encode()).hexdigest()[:16]}.txt"
    )
    sent = Sent()
    try:
        store.send(statements_of(source), set() if options.again else log.read(), log.add, sent)
    finally:
        for sentence in sent.sentences():
            print(sentence)
    for sentence in found.unread:
        complain(sentence)
    return Exit.PROBLEMS if sent.refused or found.unread else Exit.DONE


def _password(context: Context) -> str:
    """Return the password: from the environment, else asked for; raises SimulatorError where that can't be."""
    given = context.environment.get(PASSWORD)
    if given is not None:
        return given
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise SimulatorError(
            "The password can't be asked for here.",
            f"Put it in the environment variable {PASSWORD}.",
        )
    return getpass.getpass("Password for the store: ", sys.stderr)


class SentLog:
    """The ids of the statements that a store has accepted, a line each; they tell nothing about who played."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> set[str]:
        """Return the ids; a file that can't be read only means that statements are sent again, which does no harm."""
        try:
            return set(read_file(self._path, MOST_BYTES).decode("ascii", "replace").split())
        except OSError:
            return set()

    def add(self, ids: Sequence[str]) -> None:
        """Add ids; where that fails, it is said, and they would be sent again."""
        data = "".join(f"{id}\n" for id in ids).encode()
        try:
            make_private_folder(self._path.parent)
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
            descriptor = os.open(self._path, flags, 0o600)
            with contextlib.closing(os.fdopen(descriptor, "wb", buffering=0)) as file:
                file.write(data)
        except OSError as error:
            complain(
                f"The record of what was sent couldn't be written to {path_text(self._path)}: {error.strerror}."
            )
