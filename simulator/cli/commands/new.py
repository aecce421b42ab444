"""`simulator new`: writes a complete, valid scenario to start from: a small one, or a copy of one that is there.

A copy keeps the words and comments of its source; only the values asked for are rewritten, each where it stands. What is
written has been read first, so that no one starts from a file with errors.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.engine.machine import ScenarioMachine
from simulator.engine.trial import run_test
from simulator.errors import SimulatorError
from simulator.files import write_new
from simulator.play.opening import playable
from simulator.ruleset import RESERVED
from simulator.scenario.fields.kinds import NAME
from simulator.scenario.library import SUFFIX, load, read_bytes
from simulator.scenario.parse import parse
from simulator.scenario.position_scan import STRING
from simulator.scenario.positions import Positions
from simulator.text import count_or_no, quoted, short_path

if TYPE_CHECKING:
    from simulator.cli.context import Context
    from simulator.scenario.library import Library
    from simulator.scenario.model import Scenario

TEMPLATE = Path(__file__).with_name("template.toml")
_BOM = "\ufeff"
_TITLE = ("title",)
_NEIGHBOURS = {("channel",): _TITLE, ("customer", "temperament"): ("customer", "name")}
"""Where a key is added that is missing: after one that every scenario has, in the same table."""
_BEGINNINGS = {
    "chat": ("You're on chat support for a parcel service.", "A new chat opens."),
    "email": ("You answer emails for a parcel service.", "An email, sent this morning."),
    "letter": ("You answer letters for a parcel service.", "A letter in neat handwriting."),
    "social": ("You answer public posts for a parcel service.", "A post for all to see."),
    "counter": ("You're at the counter of a parcel shop.", "The bell on the door rings."),
    "video": ("You take video calls for a parcel service.", "The picture is a little blurred."),
    "peer": ("You help colleagues at a parcel service.", "A colleague stops at your desk."),
}
"""By channel how the brief and the first scene of the template begin, where that isn't by phone."""


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    id: str
    dir: str = "."
    source: str | None = None
    channel: str | None = None
    temperament: str | None = None


def run(context: Context, options: Options) -> int:
    """Write the file; never over one that is there, and never one with errors."""
    id = options.id.removesuffix(SUFFIX)
    if not re.fullmatch(NAME, id) or id in RESERVED:
        raise SimulatorError(
            f"{quoted(id)} isn't a valid scenario id.",
            "Use lower-case letters and digits, joined by single hyphens: late-parcel.",
        )
    folder = Path(options.dir)
    if not folder.is_dir():
        raise SimulatorError(f"There is no folder {quoted(str(folder), 200)}.")
    path = folder / f"{id}{SUFFIX}"
    text = rewritten(
        _source(context.library, options.source), _TITLE, id.replace("-", " ").capitalize()
    )
    if options.channel:
        text = rewritten(text, ("channel",), options.channel)
        if not options.source and options.channel in _BEGINNINGS:
            brief, narration = _BEGINNINGS[options.channel]
            text = rewritten(text, ("brief",), f"{brief} You can see where every parcel is.")
            text = rewritten(text, ("scenes", "opening", "narration"), narration)
    if options.temperament:
        text = rewritten(text, ("customer", "temperament"), options.temperament)
    data = text.encode()
    scenario = playable(parse(data, id, short_path(path)))
    try:
        write_new(path, data)
    except FileExistsError:
        raise SimulatorError(
            f"There is already a file {quoted(str(path), 200)}, which was left as it is.",
            "Choose another id.",
        ) from None
    except OSError as error:
        message = f"{quoted(str(path), 200)} could not be written: {error.strerror}."
        raise SimulatorError(message, "Choose another folder with --dir.") from None
    print(f"Wrote {short_path(path)}.")
    failing = _failing(scenario)
    if failing:
        print(
            f"{count_or_no(failing, 'test')} in it no longer {'pass' if failing > 1 else 'passes'}: "
            f"change the expected result, as `simulator test {short_path(path)}` shows."
        )
    print(f"Next: `simulator check {short_path(path)}`, then `simulator play {short_path(path)}`.")
    return Exit.DONE


def _source(library: Library, name: str | None) -> str:
    """Return the text to start from: the template, or that of a scenario without errors."""
    path = library.find(name) if name else TEMPLATE
    playable(load(path, short_path(path)))
    return read_bytes(path).decode()


def _failing(scenario: Scenario) -> int:
    """How many of the scenario's own tests fail: another temperament may end a play elsewhere."""
    machine = ScenarioMachine(scenario)
    return sum(not run_test(machine, test).passed for test in scenario.tests)


def rewritten(text: str, path: tuple[str, ...], value: str) -> str:
    """Return the text of a valid scenario with one text value set, and all else as it was."""
    bom, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    positions = Positions(text)
    written = json.dumps(value, ensure_ascii=False)
    span = _span(text, positions, path)
    if span:
        return bom + text[: span[0]] + written + text[span[1] :]
    neighbour = _NEIGHBOURS[path]
    _, end = _span(text, positions, neighbour) or (0, 0)
    if text[_offset(text, positions, neighbour[:-1])] == "{":
        added = f", {path[-1]} = {written}"
        return bom + text[:end] + added + text[end:]
    key = _offset(text, positions, neighbour, key=True)
    before = text[text.rfind("\n", 0, key) + 1 : key]
    at = text.find("\n", end)
    at = len(text) if at < 0 else at - text[:at].endswith("\r")
    ending = "\r\n" if "\r\n" in text else "\n"
    return f"{bom}{text[:at]}{ending}{before}{path[-1]} = {written}{text[at:]}"


def _span(text: str, positions: Positions, path: tuple[str, ...]) -> tuple[int, int] | None:
    """Where a text value begins and ends, quotes included; None where the file has none."""
    if positions.value(path) is None:
        return None
    start = _offset(text, positions, path)
    match = re.compile(STRING).match(text, start)
    return (start, match.end()) if match else None


def _offset(text: str, positions: Positions, path: tuple[str, ...], *, key: bool = False) -> int:
    """Where a value, or its key, begins, counted in characters of the whole text."""
    place = (positions.key(path) if key else None) or positions.nearest(path)
    return sum(len(line) + 1 for line in text.split("\n")[: place.line - 1]) + place.column - 1
