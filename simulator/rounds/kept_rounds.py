"""The rounds that are kept in a folder, each by what its file says of it: name, date, scenarios, how many joined.

A round that a server has open is listed by what is on the disk already, and isn't opened. A file that can't be read is listed
with the reason and never hides the others. Nothing is written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.rounds.class_list import Expected
from simulator.rounds.event_log import ROUND, RecordFailed
from simulator.rounds.event_reader import RecordBusy, read_outline
from simulator.rounds.hosted.event_checks import check_event
from simulator.rounds.hosted.round_file import DAMAGES
from simulator.rounds.model import Phase, Setup
from simulator.rounds.results import instant
from simulator.text import clean_name, count, path_text, printable, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.rounds.event_log import Event

SUFFIX = ".sqlite"
LONGEST_AGO = datetime(1, 1, 1, tzinfo=UTC)


class RoundState(StrEnum):
    """What can be done with a kept round."""

    CLOSED = "closed"
    STOPPED = "stopped"
    """It was stopped before it was closed, and can be resumed."""
    LIVE = "live"
    """A server has it open."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class KeptRound:
    """A file with a round; `started` and the rest are empty where they can't be read, and `fault` says why."""

    path: Path
    state: RoundState
    name: str = ""
    started: datetime | None = None
    scenarios: tuple[str, ...] = ()
    people: int = 0
    hot_seat: bool = False
    fault: str = ""

    @property
    def title(self) -> str:
        """The round's name, else that of its file."""
        return self.name or printable(self.path.stem)


def kept_rounds(folder: Path) -> list[KeptRound]:
    """Return every round in a folder, the newest first; a folder that isn't there has none. Raises SimulatorError."""
    try:
        paths = [
            path
            for path in folder.iterdir()
            if path.suffix == SUFFIX and not path.name.startswith(".")
        ]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise SimulatorError(
            f"The folder {path_text(folder)} can't be read: {error.strerror}."
        ) from None
    rounds = [kept_round(path) for path in paths]
    return sorted(
        rounds, key=lambda item: (item.started or LONGEST_AGO, item.path.name), reverse=True
    )


def kept_round(path: Path) -> KeptRound:
    """Return what a file says of the round in it; one that can't be read is a round with a fault."""
    live = False
    try:
        try:
            events = read_outline(path)
        except RecordBusy:
            live = True
            events = read_outline(path, live=True)
        return _outline(path, events, live=live)
    except SimulatorError as error:
        if live:
            return KeptRound(path, RoundState.LIVE)
        return KeptRound(path, RoundState.UNREADABLE, fault=str(error))


def _outline(path: Path, events: Sequence[Event], *, live: bool) -> KeptRound:
    """Return what the events of an outline say; raises RecordFailed."""
    state, people = RoundState.STOPPED, 0
    setup: Setup | None = None
    opening = None
    for event in events:
        try:
            check_event(event)
            if event.stream != ROUND:
                people += {"joined": 1, "allow": 1, "remove": -1}.get(event.kind, 0)
            elif event.kind == "opened":
                setup, opening = Setup.from_json(event.body["setup"]), event
            elif event.kind == "phase" and event.body["phase"] == Phase.CLOSED:
                state = RoundState.CLOSED
        except DAMAGES:
            raise RecordFailed(
                f"The round's file {path_text(path)} is damaged.",
                "Use an earlier copy of the file.",
            ) from None
    if setup is None or opening is None:
        raise RecordFailed(f"There is no round in {path_text(path)}.")
    return KeptRound(
        path,
        RoundState.LIVE if live else state,
        clean_name(setup.name),
        instant(opening.at),
        tuple(printable(Path(file).stem) for file in setup.scenarios),
        people,
        "hot_seat" in opening.body,
    )


def people_of_round(path: Path) -> tuple[Expected, ...]:
    """Return who was in a round, as the class list of another: with their teams and their extra time. Raises SimulatorError."""
    people: dict[str, Expected] = {}
    gone: set[str] = set()
    for event in read_outline(path):
        body, id = event.body, event.stream
        try:
            check_event(event)
            match event.kind:
                case "joined":
                    people[id] = Expected.from_json({"factor": 1, **body})
                case "renamed":
                    people[id] = Expected.from_json(people[id].as_json() | body)
                case "team":
                    people[id] = replace(people[id], team=str(body["team"]))
                case "seat-time":
                    people[id] = replace(people[id], factor=float(body["factor"]) or None)
                case "remove":
                    gone.add(id)
                case "allow":
                    gone.discard(id)
        except DAMAGES:
            raise RecordFailed(f"The round's file {path_text(path)} is damaged.") from None
    found = tuple(person for id, person in people.items() if id not in gone)
    if not found:
        raise SimulatorError(f"No one was in the round in {path_text(path)}.")
    return found


def find_round(named: str, folder: Path) -> Path:
    """Return the file of a round named by its number in the list, the name of its file or its path; raises SimulatorError."""
    path = Path(named)
    if named.lower().endswith(SUFFIX) or "/" in named:
        return path
    rounds = kept_rounds(folder)
    if named.isdecimal() and 1 <= int(named) <= len(rounds):
        return rounds[int(named) - 1].path
    for item in rounds:
        if item.path.stem == named:
            return item.path
    by_name = [item for item in rounds if item.name.casefold() == clean_name(named).casefold()]
    if len(by_name) == 1:
        return by_name[0].path
    if by_name:
        raise SimulatorError(
            f"{count(len(by_name), 'round')} are called {quoted(named)}.",
            "Use the number in the list, as `simulator rounds` shows it.",
        )
    raise SimulatorError(
        f"There is no round called {quoted(named)} in {path_text(folder)}.",
        "`simulator rounds` lists them; a round elsewhere is named by the path of its file.",
    )
