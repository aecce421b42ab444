"""Everything that reads what others wrote, by name: good examples to damage, and a reader that says what a person is told.

A reader gives sentences or raises a SimulatorError. `answer` holds it to that: no other exception, no character in a sentence
that steers a terminal, and no more than some seconds of the processor.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from simulator.calibration.ratings import read_ratings
from simulator.cli.inputs import read_moves
from simulator.cli.problems import excerpt
from simulator.course.read import parse_course
from simulator.editor.completion import offers_at
from simulator.editor.document import Document
from simulator.editor.hover import hover_at
from simulator.editor.navigation import definitions_at, outline_nodes, references_at
from simulator.engine.conversation import Conversation, IllegalMove
from simulator.engine.machine import ScenarioMachine
from simulator.errors import SimulatorError
from simulator.records.journal import Journal, read
from simulator.records.settings import read_settings, write_setting
from simulator.rounds.class_list import read_class_list
from simulator.rounds.client.reading import read_message
from simulator.rounds.requests import BadMessage, read_request
from simulator.rounds.roster import read_names
from simulator.ruleset import LISTEN, SILENCE
from simulator.scenario.library import shipped_folder
from simulator.scenario.parse import parse
from simulator.screenplay.importer import import_table
from simulator.screenplay.source import file_rows
from simulator.screenplay.table import table_text
from simulator.shift.library import NamedScenarios
from simulator.shift.read import parse_shift
from tests.support.commands import BAD_SIGN, BREAD
from tests.support.good_input import (
    CLASS_LIST,
    GUARD,
    MESSAGES,
    MOVE_LIST,
    NAMES,
    PLAY,
    RATINGS,
    REQUESTS,
    SETTINGS,
)
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from simulator.records.record import Record
    from simulator.scenario.diagnostic import Diagnostic
    from simulator.scenario.model import Scenario
    from simulator.screenplay.importer import ImportProblem

Read = Callable[[bytes, Path], Iterator[str]]

MAX_SECONDS = 5.0
"""Seconds of the processor that reading one damaged file may take; most take milliseconds."""
MOVES = 12
ERROR = "error: "
"""Before a sentence about what can't be used."""


@dataclass(frozen=True)
class Target:
    """Something that reads what others wrote."""

    name: str
    examples: Callable[[], tuple[bytes, ...]]
    read: Read


def answer(target: Target, data: bytes, folder: Path) -> list[str]:
    """Return what a person is told of some data; fails where it isn't a sentence, or takes too long."""
    begun = time.process_time()
    try:
        told = list(target.read(data, folder))
    except (SimulatorError, BadMessage) as error:
        told = [str(error)]
    seconds = time.process_time() - begun
    for text in told:
        assert BAD_SIGN.search(text) is None, ascii(text[:500])
    assert seconds < MAX_SECONDS, f"{seconds:.1f} s"
    return told


@cache
def _shipped(pattern: str) -> tuple[bytes, ...]:
    files = sorted(shipped_folder().glob(pattern))
    assert files, pattern
    return tuple(path.read_bytes() for path in files)


def _scenarios() -> tuple[bytes, ...]:
    return BREAD.encode(), PARCEL.encode(), *_shipped("*.toml")


def _told(problem: Diagnostic | ImportProblem) -> str:
    """Return a problem as a command prints it."""
    return f"{problem.severity.value}: {problem.message} {problem.hint or ''}"


def _scenario(data: bytes, _folder: Path) -> Iterator[str]:
    """Read a scenario, tell its problems and the lines they are in, and play what can be played."""
    reading = parse(data, "late-parcel", "late-parcel.toml")
    lines = data.decode("utf-8-sig", "replace").split("\n")
    for problem in reading.diagnostics[:50]:
        yield _told(problem)
        if problem.line <= len(lines):
            yield excerpt(lines[problem.line - 1], problem.column)[0]
    if reading.scenario is not None:
        _play(Conversation.begin(ScenarioMachine(reading.scenario)))


def _play(now: Conversation) -> None:
    """Give each reply in turn, listening in between, and a silence where nothing is on offer."""
    for at in range(MOVES):
        if now.over:
            break
        offered = [reply.id for reply in now.offered()] + [LISTEN] * now.can_listen
        with suppress(IllegalMove):
            now = now.move(offered[at % len(offered)] if offered else SILENCE).after
    if now.over:
        now.result()


def _guard(data: bytes, _folder: Path) -> Iterator[str]:
    """Read a guard in a file that is right but for it."""
    quoted = (
        msgspec.json.encode(data.decode("utf-8", "replace")).decode().replace("\x7f", "\\u007f")
    )
    yield from _scenario(BREAD.replace("\"flag('today')\"", quoted).encode(), _folder)


def _journal(data: bytes, folder: Path) -> Iterator[str]:
    path = folder / "late-parcel.play"
    path.write_bytes(data)
    for reader in (read, _opened):
        try:
            record = reader(path)
        except SimulatorError as error:
            yield f"{ERROR}{error}"
        else:
            yield f"{record.header.scenario} {record.header.person} {record.moves}"


def _opened(path: Path) -> Record:
    with Journal.open(path) as journal:
        return journal.record


def _settings(data: bytes, folder: Path) -> Iterator[str]:
    """Read settings, change one, and read them again."""
    path = folder / "settings.toml"
    path.write_bytes(data)
    loaded = read_settings(path)
    yield from (f"{ERROR}{trouble}" for trouble in loaded.troubles)
    yield loaded.settings.name
    try:
        write_setting(path, "pace", "slow")
    except SimulatorError as error:
        yield f"{ERROR}{error}"
        assert path.read_bytes() == data
    else:
        assert read_settings(path).settings.pace == "slow"


def _course(data: bytes, _folder: Path) -> Iterator[str]:
    for problem in parse_course(data, "mine", "mine.toml", _library()).diagnostics[:50]:
        yield _told(problem)


@cache
def _library() -> NamedScenarios:
    """The scenarios that a course or a shift may name."""
    return NamedScenarios({path.stem: path for path in shipped_folder().glob("*.toml")})


def _bread() -> Scenario:
    scenario = parse(BREAD.encode(), "hard-bread", "hard-bread.toml").scenario
    assert scenario is not None
    return scenario


def _shift(data: bytes, _folder: Path) -> Iterator[str]:
    for problem in parse_shift(data, "mine", "mine.toml", _library()).diagnostics[:50]:
        yield _told(problem)


def _names(data: bytes, _folder: Path) -> Iterator[str]:
    yield from (entry.name for entry in read_names(data.decode("utf-8", "replace")))


def _class_list(data: bytes, _folder: Path) -> Iterator[str]:
    for person in read_class_list(data.decode("utf-8", "replace"), "class.csv"):
        yield f"{person.name} {person.team}"


def _table(data: bytes, _folder: Path) -> Iterator[str]:
    found = import_table(data, "late-parcel")
    yield from found.notes
    for problem in found.problems[:50]:
        yield _told(problem)
    if not found.failed:
        assert parse(found.text.encode(), "late-parcel", "late-parcel.toml").scenario is not None


@cache
def _tables() -> tuple[bytes, ...]:
    return tuple(
        table_text(file_rows(text.encode()), separator).encode()
        for text in (BREAD, PARCEL)
        for separator in ",;\t"
    )


def _ratings(data: bytes, folder: Path) -> Iterator[str]:
    path = folder / "ratings.csv"
    path.write_bytes(data)
    yield from (rating.transcript for rating in read_ratings([path], {"T01", "T02"}))


def _moves(data: bytes, folder: Path) -> Iterator[str]:
    """Read moves from a file and make them; the first that can't be made is told."""
    path = folder / "moves"
    path.write_bytes(data)
    now = Conversation.begin(ScenarioMachine(_bread()))
    for move in read_moves(f"@{path}"):
        now = now.move(move).after
    yield str(now.state.scene)


def _request(data: bytes, _folder: Path) -> Iterator[str]:
    yield type(read_request(data)).__name__


def _message(data: bytes, _folder: Path) -> Iterator[str]:
    yield type(read_message(data)).__name__


def _editor(data: bytes, _folder: Path) -> Iterator[str]:
    """Ask everything that an editor asks, at places all over the text; what it answers is JSON, where no character steers."""
    document = Document(data.decode("utf-8", "replace"), "late-parcel")
    outline_nodes(document)
    for at in range(0, len(document.text) + 1, max(1, len(document.text) // 7)):
        offers_at(document, at)
        hover_at(document, at)
        definitions_at(document, at)
        references_at(document, at, with_definitions=True)
    return iter(())


TARGETS: tuple[Target, ...] = (
    Target("scenario", _scenarios, _scenario),
    Target("guard", lambda: (GUARD,), _guard),
    Target("journal", lambda: (PLAY,), _journal),
    Target("settings", lambda: (SETTINGS,), _settings),
    Target("course", lambda: _shipped("courses/*.toml"), _course),
    Target("shift", lambda: _shipped("shifts/*.toml"), _shift),
    Target("names", lambda: (NAMES,), _names),
    Target("class list", lambda: (CLASS_LIST,), _class_list),
    Target("table", _tables, _table),
    Target("ratings", lambda: (RATINGS,), _ratings),
    Target("moves", lambda: (MOVE_LIST,), _moves),
    Target("request", lambda: REQUESTS, _request),
    Target("message", lambda: MESSAGES, _message),
    Target("editor", lambda: (BREAD.encode(), PARCEL.encode()), _editor),
)
