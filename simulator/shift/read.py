"""Read and find shift files: in the folder `shifts` of each library folder; and check them against the scenarios they name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.ruleset import WALKED_OUT
from simulator.scenario.checks.places import flag_setters, guards
from simulator.scenario.diagnostic import near_value
from simulator.scenario.library import SUFFIX, LibraryError, read_bytes, scenario_files
from simulator.scenario.other_files import TableReading, read_table
from simulator.shift.format import SHIFT
from simulator.shift.play import BREATH
from simulator.text import count, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.fields.report import Report
    from simulator.scenario.model import Scenario
    from simulator.shift.model import Condition, Shift, ShiftCustomer

FOLDER = "shifts"


def parse_shift(
    data: bytes, id: str, file: str, scenarios: Mapping[str, Scenario]
) -> TableReading[Shift]:
    """Read a shift file; `scenarios` are those that its customers may name, by id."""

    def check(shift: Shift, report: Report) -> None:
        _check_cards(shift, report)
        for at, customer in enumerate(shift.customers):
            _check_customer(shift, at, customer, scenarios, report)

    reading: TableReading[Shift] = read_table(SHIFT, data, file, "shift", check)
    if reading.value is None:
        return reading
    return replace(reading, value=replace(reading.value, id=id))


def shift_files(folders: Iterable[Path]) -> list[Path]:
    """Return the shift files of the library's folders, one an id; the first folder that has an id wins, as with scenarios."""
    found: dict[str, Path] = {}
    for folder in folders:
        if not (folder / FOLDER).is_dir():
            continue
        try:
            for path in scenario_files(folder / FOLDER):
                found.setdefault(path.stem, path)
        except LibraryError:
            continue  # `check` says why
    return [found[id] for id in sorted(found)]


def load_shift(path: Path, scenarios: Mapping[str, Scenario]) -> TableReading[Shift]:
    """Read one shift file; raises LibraryError if it cannot be opened."""
    return parse_shift(read_bytes(path), path.name.removesuffix(SUFFIX), str(path), scenarios)


def _check_cards(shift: Shift, report: Report) -> None:
    for at, card in enumerate(shift.cards):
        if card.before > len(shift.customers):
            there = f"There are only {count(len(shift.customers), 'customer')}."
            path = ("cards", at, "before")
            report.add("bad-value", path, there, f"Use 1 to {len(shift.customers)}.")


def _scenario_names(customer: ShiftCustomer, path: KeyPath) -> Iterator[tuple[str, KeyPath]]:
    """Yield each scenario that a customer may have, and where the file names it."""
    if customer.scenario:
        yield customer.scenario, (*path, "scenario")
    for place, id in enumerate(customer.pool):
        yield id, (*path, "pool", place)


def _check_customer(
    shift: Shift,
    at: int,
    customer: ShiftCustomer,
    scenarios: Mapping[str, Scenario],
    report: Report,
) -> None:
    path: KeyPath = ("customers", at)
    others = {id for each in shift.customers[:at] for id in each.scenarios if each.scenario}
    found = []
    for id, place in _scenario_names(customer, path):
        scenario = scenarios.get(id)
        if scenario is None:
            hint = near_value(id, scenarios, "Name one that `simulator list` shows.")
            message = f"There is no scenario {quoted(id)} in the library."
            report.add("unknown-scenario", place, message, *hint)
            continue
        found.append(scenario)
        if id in others:
            message = f"{quoted(id)} is already a customer in this shift."
            report.add("bad-value", place, message, "Use another scenario.")
        if scenario.scenes[scenario.start].ending:
            message = f"{quoted(id)} ends in its first scene, so there is no conversation in it."
            report.add("bad-value", place, message, "Use another scenario.")
        if any(reply.id == BREATH for _, _, reply in scenario.replies()):
            message = f"{quoted(id)} has a reply called {quoted(BREATH)}, which is the name of a move in a shift."
            report.add("bad-value", place, message, "Rename the reply with `simulator rename`.")
    if len({scenario.level for scenario in found}) > 1:
        levels = ", ".join(f"{scenario.id} {scenario.level}" for scenario in found)
        message = "The scenarios of a pool must have the same level."
        report.add("bad-value", (*path, "pool"), message, f"Their levels are {levels}.")
    for scenario in found:
        _check_day(scenario, customer.day, path, report)
    if customer.after:
        _check_memory(shift, at, customer, scenarios, report)


def _check_day(scenario: Scenario, day: str, path: KeyPath, report: Report) -> None:
    if day and day not in {each.name for each in scenario.days}:
        hint = near_value(day, [each.name for each in scenario.days], "It has no other days.")
        message = f"{quoted(scenario.id)} has no day {quoted(day)}."
        report.add("bad-value", (*path, "day"), message, *hint)


def _check_memory(
    shift: Shift,
    at: int,
    customer: ShiftCustomer,
    scenarios: Mapping[str, Scenario],
    report: Report,
) -> None:
    path: KeyPath = ("customers", at)
    before = [id for each in shift.customers[:at] for id in each.scenarios]
    if customer.after not in before:
        if any(id not in scenarios for id in before):
            return  # it may be the one whose name is wrong
        message = f"No customer before this one has the scenario {quoted(customer.after)}."
        hint = near_value(customer.after, before, "Name an earlier customer's scenario.")
        report.add("unknown-scenario", (*path, "after"), message, *hint)
        return
    earlier, later = scenarios.get(customer.after), scenarios.get(customer.scenario)
    for place, begins in enumerate(customer.begins):
        condition = begins.condition
        here: KeyPath = (*path, "begins", place)
        if earlier:
            _check_condition(condition, earlier, (*here, "if"), report)
        for index, flag in enumerate(begins.sets):
            if later and flag not in _flags_read(later):
                _unknown(report, (*here, "sets", index), "asks for", "flag", flag, later)
        if later and begins.move and later.scenes[later.start].reply(begins.move) is None:
            message = f"The first scene of {quoted(later.id)} has no reply {quoted(begins.move)}."
            replies = [reply.id for reply in later.scenes[later.start].replies]
            hint = near_value(begins.move, replies, "Name a reply of that scene.")
            report.add("unknown-reply", (*here, "move"), message, *hint)


def _check_condition(
    condition: Condition, earlier: Scenario, path: KeyPath, report: Report
) -> None:
    if condition.flag and condition.flag not in _flags_set(earlier):
        _unknown(report, (*path, "flag"), "sets", "flag", condition.flag, earlier)
    if condition.promised and condition.promised not in _promises(earlier):
        _unknown(report, (*path, "promised"), "makes", "promise", condition.promised, earlier)
    endings = {scene.ending.name for scene in earlier.scenes.values() if scene.ending}
    if condition.ending and condition.ending not in endings | {WALKED_OUT}:
        message = f"{quoted(earlier.id)} has no ending {quoted(condition.ending)}."
        hint = near_value(condition.ending, sorted(endings), "Name one of its endings.")
        report.add("unknown-ending", (*path, "ending"), message, *hint)


def _unknown(
    report: Report, path: KeyPath, verb: str, what: str, name: str, scenario: Scenario
) -> None:
    message = f"Nothing in {quoted(scenario.id)} {verb} the {what} {quoted(name)}."
    report.add(f"unknown-{what}", path, message, f"Use a {what} of that scenario.")


def _promises(scenario: Scenario) -> set[str]:
    return {name for _, _, reply in scenario.replies() for name in reply.promises}


def _flags_set(scenario: Scenario) -> set[str]:
    return {name for _, name in flag_setters(scenario)}


def _flags_read(scenario: Scenario) -> set[str]:
    return {
        reference.name
        for _, guard in guards(scenario)
        for reference in guard.references
        if reference.function == "flag"
    }
