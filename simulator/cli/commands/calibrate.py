"""`simulator calibrate`: plays for people to rate, and how their ratings agree with the rules."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.inputs import read_inputs
from simulator.cli.streams import complain, print_json
from simulator.errors import SimulatorError
from simulator.play.opening import playable
from simulator.text import count, path_text

if TYPE_CHECKING:
    from simulator.cli.context import Context


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command: `what` is make or read, `names` the scenarios or the folder."""

    what: str
    names: list[str]
    plays: int
    seed: int
    out: str | None = None
    json: bool = False


def run(context: Context, options: Options) -> int:
    """Make a folder of transcripts, or read the ratings in one."""
    return _make(context, options) if options.what == "make" else _read(options)


def _make(context: Context, options: Options) -> int:
    from simulator.calibration.kit import KEY, make_kit, write_kit

    if not options.out:
        raise SimulatorError("Name the folder to create.", "Add --out DIR.")
    inputs = read_inputs(context.library, options.names)
    inputs.complain()
    if inputs.unreadable:
        return Exit.FAILED
    scenarios = {item.id: playable(item.reading) for item in inputs.scenarios}
    if len(scenarios) < len(inputs.scenarios):
        raise SimulatorError("Two of these scenarios have the same id.", "Rename one of the files.")
    kit = make_kit(list(scenarios.values()), plays=options.plays, seed=options.seed)
    if not kit.transcripts:
        raise SimulatorError(
            "No play of these scenarios ended within 20 turns.",
            "Add --seed N to draw different plays.",
        )
    folder = write_kit(kit, options.out)
    if options.json:
        print_json(
            {
                "folder": str(folder),
                "transcripts": len(kit.transcripts),
                "scenarios": len(scenarios),
                "seed": kit.seed,
            }
        )
        return Exit.DONE
    print(
        f"{count(len(kit.transcripts), 'transcript')} of {count(len(scenarios), 'scenario')} written to {path_text(folder)}."
    )
    print(
        "Give each rater transcripts.html (or transcripts.txt) and a copy of ratings.csv to fill in."
    )
    print(f"Don't open {KEY} until every rating is in: it shows which transcript is which play.")
    print(
        "Then put each completed sheet in that folder, as ratings-ann.csv and so on, and run simulator calibrate read."
    )
    return Exit.DONE


def _read(options: Options) -> int:
    from simulator.calibration.comparison import compare, comparison_json
    from simulator.calibration.kit import read_key
    from simulator.calibration.ratings import read_ratings, sheets
    from simulator.calibration.words import comparison_lines

    if len(options.names) != 1:
        raise SimulatorError(
            "Name one folder to read.", "Example: simulator calibrate read my-ratings"
        )
    folder = Path(options.names[0])
    key = read_key(folder)
    ratings = read_ratings(sheets(folder), [entry.transcript for entry in key])
    if not ratings:
        complain("Nothing has been rated yet: the sheets have no numbers in them.")
        return Exit.PROBLEMS
    found = compare(ratings, key, options.seed)
    if options.json:
        print_json(comparison_json(found))
    else:
        print("\n".join(comparison_lines(found)))
    return Exit.DONE
