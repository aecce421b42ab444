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
from simulator.cli.streams import complain
from simulator.cli.template_words import BY_CHANNEL, BY_TEMPERAMENT, FIRST_WORDS
from simulator.engine.machine import ScenarioMachine
from simulator.engine.trial import run_test
from simulator.errors import SimulatorError
from simulator.files import write_new
from simulator.play.opening import playable
from simulator.ruleset import RESERVED, band
from simulator.scenario.library import SUFFIX, load, read_bytes
from simulator.scenario.parse import parse
from simulator.scenario.positions import Positions
from simulator.scenario.slug import NAME, slug
from simulator.text import count_or_no, quoted, short_path

if TYPE_CHECKING:
    from simulator.cli.context import Context
    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.library import Library
    from simulator.scenario.model import Expectation, Scenario

TEMPLATE = Path(__file__).with_name("template.toml")
_BOM = "\ufeff"
_TITLE: KeyPath = ("title",)
_NEIGHBOURS: dict[KeyPath, KeyPath] = {
    ("channel",): _TITLE,
    ("customer", "temperament"): ("customer", "name"),
}
"""Where a key is added that is missing: after one that every scenario has, in the same table."""
SCHEMA_MARK = "#:schema"
SCHEMA_LINE = f"{SCHEMA_MARK} ./scenario.schema.json"
"""The first line of a file, by which an editor finds the schema beside it."""


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
            "Use lower-case letters and digits, joined by single hyphens, and start with a letter: "
            f"{slug(id, 'scenario') or 'late-parcel'}.",
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
    if options.temperament:
        text = rewritten(text, ("customer", "temperament"), options.temperament)
    if not options.source:
        text = _adapt(text, options.channel or "phone", options.temperament or "steady")
    text = _with_schema_line(text)
    data = text.encode()
    scenario = playable(parse(data, id, short_path(path)))
    is_taken = id in (item.stem for item in context.library.files())
    try:
        write_new(path, data)
    except FileExistsError:
        raise SimulatorError(
            f"There is already a file {quoted(str(path), 200)}, which was left as it is.",
            "Choose another id.",
        ) from None
    except OSError as error:
        message = f"{quoted(str(path), 200)} couldn't be written: {error.strerror}."
        raise SimulatorError(message, "Choose another folder with --dir.") from None
    print(f"Wrote {short_path(path)}.")
    if is_taken:
        complain(
            f"The library already has a scenario {quoted(id)}, so commands find yours only by its path: {short_path(path)}."
        )
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


def _adapt(text: str, channel: str, temperament: str) -> str:
    """Return the template in the words of a channel and a temperament, with tests that expect what this customer does."""
    words = dict(BY_CHANNEL[channel])
    if temperament in BY_TEMPERAMENT:
        words[FIRST_WORDS] = BY_TEMPERAMENT[temperament]
    for path, said in words.items():
        text = rewritten(text, path, said)
    machine = ScenarioMachine(playable(parse(text.encode(), "template", TEMPLATE.name)))
    for index, test in enumerate(machine.scenario.tests):
        trial = run_test(machine, test)
        for expected in trial.failed:
            actual = trial.actual[expected.figure]
            if isinstance(actual, int):
                path = ("tests", index, "expect", expected.figure)
                text = rewritten(text, path, _expectation(expected, actual))
    return text


def _expectation(expected: Expectation, actual: int) -> str:
    """Return an expectation that a figure meets, in the form of one that it doesn't: a band stays a band."""
    if expected.sign == ">=" and any(map(str.isalpha, str(expected.written))):
        return f">= {band(actual)}"
    return f"{'>=' if expected.sign.startswith('>') else '<='} {actual}"


def _with_schema_line(text: str) -> str:
    """Return a file with a first line that names the schema for editors, unless it has such a line."""
    bom, body = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    if any(line.startswith(SCHEMA_MARK) for line in body.split("\n")):
        return text
    return f"{bom}{SCHEMA_LINE}{_line_end(body)}{body}"


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _failing(scenario: Scenario) -> int:
    """How many of the scenario's own tests fail: another temperament may end a play elsewhere."""
    machine = ScenarioMachine(scenario)
    return sum(not run_test(machine, test).passed for test in scenario.tests)


def rewritten(text: str, path: KeyPath, value: str) -> str:
    """Return the text of a valid scenario with one text value set, and all else as it was."""
    bom, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    positions = Positions(text)
    written = json.dumps(value, ensure_ascii=False)
    span = positions.value_span(path)
    if span:
        return bom + text[: span.start] + written + text[span.end :]
    neighbour = _NEIGHBOURS[path]
    _, end = positions.value_span(neighbour) or (0, 0)
    if text[positions.offset(neighbour[:-1])] == "{":
        added = f", {path[-1]} = {written}"
        return bom + text[:end] + added + text[end:]
    key = positions.key_spans(neighbour)[0].start
    before = text[text.rfind("\n", 0, key) + 1 : key]
    at = text.find("\n", end)
    at = len(text) if at < 0 else at - text[:at].endswith("\r")
    return f"{bom}{text[:at]}{_line_end(text)}{before}{path[-1]} = {written}{text[at:]}"
