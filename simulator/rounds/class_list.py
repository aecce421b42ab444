"""A class list: who is expected in a round, one name per line, a team after a comma. Pure.

Everything that is wrong with a list is said at once, each with its line. What a line holds is text and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.errors import SimulatorError
from simulator.rounds.names import MAX_NAME, compared_name, shown_name
from simulator.rounds.roster import MAX_FACTOR, read_entry
from simulator.text import clean_name, count, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_PEOPLE = 1000
MAX_BYTES = 1 << 17
MAX_SAID = 5
"""Faults of a list that are said."""


class NotThisLine(Exception):
    """A line that can't be used; its text says why."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Someone who is expected: their name, their team if any, and how many times the usual time they have; None: no clock."""

    name: str
    team: str = ""
    factor: float | None = 1.0

    def as_json(self) -> dict[str, Any]:
        """Return them as the record holds them; a factor of 0 stands for no clock."""
        return {"name": self.name, "team": self.team, "factor": self.factor or 0}

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Expected:
        """Return who a record expects; raises KeyError, TypeError or ValueError where it is no one."""
        name, factor = shown_name(str(body["name"])), float(body.get("factor", 1))
        if not name or not (factor == 0 or 1 <= factor <= MAX_FACTOR):
            raise ValueError(body)
        return cls(name, shown_name(str(body.get("team", ""))), factor or None)


def read_class_list(text: str, source: str) -> tuple[Expected, ...]:
    """Return the people of a list; raises SimulatorError, which names the lines that are wrong.

    Empty lines, and those that begin with `#`, don't count. `source` is how the list is named in a sentence.
    """
    people: list[Expected] = []
    lines: dict[str, int] = {}
    faults: list[str] = []
    for number, line in _lines(text):
        try:
            person = _person(line)
            first = lines.setdefault(compared_name(person.name), number)
            if first != number:
                raise NotThisLine(f"{quoted(person.name)} is the same name as on line {first}")
            people.append(person)
        except NotThisLine as error:
            faults.append(f"Line {number}: {error}.")
    if faults:
        more = (
            f" And {count(len(faults) - MAX_SAID, 'more line')}." if len(faults) > MAX_SAID else ""
        )
        raise SimulatorError(
            f"The class list {quoted(source, 200)} can't be used. {' '.join(faults[:MAX_SAID])}{more}",
            "On each line, write a name, or a name, a comma and a team.",
        )
    if not people:
        raise SimulatorError(
            f"There are no names in {quoted(source, 200)}.", "Write one on each line."
        )
    if len(people) > MAX_PEOPLE:
        raise SimulatorError(
            f"There are {len(people)} names in {quoted(source, 200)}; a class can have at most {MAX_PEOPLE}."
        )
    return tuple(people)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line


def _person(line: str) -> Expected:
    """Return who a line names; raises NotThisLine."""
    typed, comma, behind = line.partition(",")
    if "," in behind:
        raise NotThisLine("there is more than one comma")
    try:
        entry = read_entry(typed)
    except SimulatorError as error:
        reason = error.message.rstrip(".")
        raise NotThisLine(f"{reason[:1].lower()}{reason[1:]}") from None
    name_typed = typed.rpartition(":")[0] if entry.factor != 1.0 else typed
    if len(clean_name(name_typed, MAX_NAME + 1)) > MAX_NAME:
        raise NotThisLine(f"a name can have at most {MAX_NAME} characters")
    team = shown_name(behind)
    if comma and behind.strip() and not team:
        raise NotThisLine("the team's name can't be shown")
    return Expected(entry.name, team, entry.factor)


def free_entry(
    name: str, people: Iterable[Expected], taken: Iterable[str]
) -> tuple[Expected | None, bool]:
    """Return who of a list a typed name is, if they aren't there yet; and whether the name is on the list at all.

    Args:
        name: The name as someone typed it.
        people: The class list.
        taken: The names on the list that have a seat already.
    """
    wanted, there = compared_name(name), frozenset(taken)
    for person in people:
        if compared_name(person.name) == wanted:
            return (None if person.name in there else person), True
    return None, False
