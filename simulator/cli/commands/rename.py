"""`simulator rename`: gives a scene, a reply, a flag or a promise another name, everywhere in its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.cli import Exit
from simulator.cli.inputs import find_file
from simulator.cli.saved_plays import saved_plays
from simulator.cli.scenario_edit import Source, read_source, rewrite
from simulator.cli.streams import print_json
from simulator.engine.machine import ScenarioMachine
from simulator.engine.trial import scenes_of_moves
from simulator.errors import SimulatorError
from simulator.play.opening import playable
from simulator.scenario.edit import apply_edits
from simulator.scenario.parse import parse
from simulator.scenario.positions import Positions
from simulator.scenario.rename import Renaming, edits, is_only_renamed, resolve
from simulator.scenario.toml_errors.read import read
from simulator.text import count, printable, quoted, short_path
from simulator.vocabulary import NameKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.cli.context import Context
    from simulator.scenario.edit import Edit
    from simulator.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    file: str
    kind: str
    old: str
    new: str
    json: bool = False


def run(context: Context, options: Options) -> int:
    """Rename in the file, and name the saved conversations that no longer apply; 2 if the name can't be given."""
    source = read_source(find_file(options.file))
    scenario = playable(source.reading)
    renaming = resolve(scenario, NameKind(options.kind), options.old, options.new)
    machine = ScenarioMachine(scenario)
    made_in = [scenes_of_moves(machine, test) for test in scenario.tests]
    made = edits(source.text, scenario, renaming, made_in)
    text = apply_edits(source.text, made)
    data = source.bytes_of(text)
    after = _check(source, data, renaming, made_in)
    worked = {play.record.name for play in saved_plays(context, scenario) if play.broken_at is None}
    rewrite(source.path, source.data, data)
    broken = [
        play.record.name
        for play in saved_plays(context, after)
        if play.broken_at is not None and play.record.name in worked
    ]
    if options.json:
        print_json(_json(source, renaming, made, broken))
        return Exit.DONE
    print(
        f"Renamed the {renaming.kind} {quoted(renaming.old)} to {quoted(renaming.new)} "
        f"in {count(len(made), 'place')} in {short_path(source.path)}."
    )
    if broken:
        print(
            "These saved conversations use the old name and can no longer be resumed: "
            f"{printable(', '.join(broken))}."
        )
    return Exit.DONE


def _check(
    source: Source, data: bytes, renaming: Renaming, made_in: Sequence[Sequence[str]]
) -> Scenario:
    """Return the scenario of the new bytes, once it is sure that only the name has changed; raises SimulatorError."""
    reading = parse(data, source.path.stem, short_path(source.path))
    before, after = read(source.text), read(data.decode("utf-8-sig"))
    old = playable(source.reading)
    if reading.scenario is None:
        problem = next(item for item in reading.diagnostics if item.severity == "error")
        raise SimulatorError(
            f"The new name would cause an error in line {problem.line}: {problem.message}",
            "The file is unchanged.",
        )
    if (
        isinstance(before, tuple)
        or isinstance(after, tuple)
        or not is_only_renamed(before, after, old, renaming, made_in)
    ):
        raise SimulatorError(
            f"{short_path(source.path)} is laid out in a way that this command can't change safely.",
            "The file is unchanged; rename by hand.",
        )
    return reading.scenario


def _json(
    source: Source, renaming: Renaming, made: Sequence[Edit], broken: Sequence[str]
) -> dict[str, Any]:
    positions = Positions(source.text)
    places = [positions.at(edit.start) for edit in made]
    return {
        "file": short_path(source.path),
        "kind": renaming.kind.value,
        "old": renaming.old,
        "new": renaming.new_in_full,
        "places": [{"line": place.line, "column": place.column} for place in places],
        "saves": list(broken),
    }
