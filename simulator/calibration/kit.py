"""The folder that raters get: transcripts under shuffled numbers, an empty sheet of ratings, and the key to it all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator import files
from simulator.calibration.transcripts import as_html, as_text, transcript
from simulator.engine.machine import ScenarioMachine
from simulator.errors import SimulatorError
from simulator.prover.drawn_plays import draw, draw_plays
from simulator.report.result_of_play import play_result
from simulator.ruleset import EDITION
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.calibration.transcripts import Transcript
    from simulator.prover.drawn_plays import DrawnPlay
    from simulator.scenario.model import Scenario

MEASURES = ("satisfaction", "stay", "craft")
COLUMNS = ("transcript", "rater", *MEASURES)
KEY = "key.json"
RATINGS = "ratings.csv"
MAX_KEY_BYTES = 32 * 1024 * 1024
RETENTION = {"leaves": 0, "at-risk": 50, "stays": 100}
"""The simulated retention as a number on the raters' scale."""


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """What a transcript is: its play with the program's own scores, on its own scales, and its text."""

    transcript: str
    scenario: str
    policy: str
    moves: tuple[str, ...]
    satisfaction: int
    stay: int
    craft: int
    text: str

    def as_json(self) -> dict[str, Any]:
        """Return the entry as it is in the key."""
        return {
            "transcript": self.transcript,
            "scenario": self.scenario,
            "policy": self.policy,
            "moves": list(self.moves),
            "satisfaction": self.satisfaction,
            "stay": self.stay,
            "craft": self.craft,
            "text": self.text,
        }


@dataclass(frozen=True, slots=True)
class Kit:
    """The transcripts in the order of their numbers, and the key."""

    transcripts: tuple[Transcript, ...]
    key: tuple[KeyEntry, ...]
    seed: int

    def files(self) -> dict[str, str]:
        """Return the files of the folder by their names."""
        rows = [",".join(COLUMNS), *(f"{item.name},,,," for item in self.transcripts)]
        document = {
            "note": "Don't open this until every rating is in: it shows which transcript is which play.",
            "edition": EDITION,
            "seed": self.seed,
            "plays": [entry.as_json() for entry in self.key],
        }
        return {
            "transcripts.txt": as_text(self.transcripts),
            "transcripts.html": as_html(self.transcripts),
            RATINGS: "\r\n".join(rows) + "\r\n",
            KEY: json.dumps(document, indent=1) + "\n",
        }


def make_kit(scenarios: Sequence[Scenario], *, plays: int, seed: int) -> Kit:
    """Return a kit of that many plays of each scenario, numbered in an order drawn by the seed."""
    drawn = [
        (scenario, play)
        for scenario in scenarios
        for play in draw_plays(ScenarioMachine(scenario), plays=plays, seed=seed)
    ]
    order = sorted(range(len(drawn)), key=lambda index: draw(f"{seed}/order/{index}"))
    width = max(2, len(str(len(drawn))))
    found = []
    for number, index in enumerate(order, 1):
        scenario, play = drawn[index]
        item = transcript(f"T{number:0{width}}", play)
        found.append((item, _entry(item, scenario, play)))
    return Kit(tuple(item for item, _ in found), tuple(entry for _, entry in found), seed)


def _entry(item: Transcript, scenario: Scenario, play: DrawnPlay) -> KeyEntry:
    values = play_result(play.start, play.turns, reasons=False)
    score = values.score
    assert score is not None
    assert score.predicted is not None
    return KeyEntry(
        item.name,
        scenario.id,
        play.policy,
        tuple(turn.move for turn in values.turns),
        score.satisfaction,
        RETENTION[score.predicted.retention],
        score.quality,
        item.text,
    )


def write_kit(kit: Kit, name: str) -> Path:
    """Write a kit to a new folder and return its path; what was begun is removed where it fails. Raises SimulatorError."""
    made: list[Path] = []
    folder = Path(name)
    try:
        folder = folder.expanduser()
        folder.mkdir()
        for file, text in kit.files().items():
            files.write_new(folder / file, text.encode())
            made.append(folder / file)
    except FileExistsError:
        message = f"{quoted(str(folder), 200)} already exists."
        raise SimulatorError(message, "Choose another name; nothing is ever overwritten.") from None
    except (OSError, ValueError, RuntimeError) as error:
        _remove(folder, made, begun=folder.is_dir() if "\0" not in name else False)
        why = error.strerror if isinstance(error, OSError) else "it isn't a valid folder name"
        message = f"It couldn't be written to {quoted(str(folder), 200)}: {why}."
        raise SimulatorError(message, "Choose another folder or name.") from None
    return folder.absolute()


def _remove(folder: Path, made: Sequence[Path], *, begun: bool) -> None:
    """Remove the files that were written, and the folder if nothing else is in it."""
    import contextlib

    with contextlib.suppress(OSError):
        for path in made:
            path.unlink()
        if begun:
            folder.rmdir()


def read_key(folder: Path) -> tuple[KeyEntry, ...]:
    """Read the key of a kit; raises SimulatorError."""
    path = folder / KEY
    try:
        document = json.loads(files.read_file(path, MAX_KEY_BYTES))
        entries = tuple(_read_entry(item) for item in document["plays"])
    except FileNotFoundError:
        message = f"There is no {KEY} in {quoted(str(folder), 200)}."
        raise SimulatorError(
            message, "Name the folder made by `simulator calibrate make`."
        ) from None
    except OSError as error:
        raise SimulatorError(f"{quoted(str(path), 200)} can't be read: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        message = f"{quoted(str(path), 200)} isn't a key made by `simulator calibrate make`."
        raise SimulatorError(message, "Restore the file, or make a new folder.") from None
    return entries


def _read_entry(item: dict[str, Any]) -> KeyEntry:
    """Read an entry of a key, whose values must have the right types; raises ValueError, KeyError or TypeError."""
    words = [item[name] for name in ("transcript", "scenario", "policy", "text")]
    figures = [item[name] for name in MEASURES]
    moves = item["moves"]
    if not all(isinstance(word, str) for word in (*words, *moves)):
        raise ValueError(words)
    if not all(type(figure) is int and abs(figure) <= 100 for figure in figures):
        raise ValueError(figures)
    name, scenario, policy, text = words
    satisfaction, stay, craft = figures
    return KeyEntry(name, scenario, policy, tuple(moves), satisfaction, stay, craft, text)
