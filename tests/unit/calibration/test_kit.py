"""What raters get: plays drawn by seed, blinded, and files that hold nothing to give a play away."""

from __future__ import annotations

import errno
import json
import os
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from simulator.calibration.kit import KEY, RATINGS, make_kit, read_key, write_kit
from simulator.engine.machine import ScenarioMachine
from simulator.errors import SimulatorError
from simulator.prover.drawn_plays import QUALITIES, draw_plays
from simulator.ruleset import SKILLS, SLIPS
from simulator.scenario.library import shipped_folder
from simulator.scenario.parse import parse
from tests.support.scenarios import head

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.scenario.model import Scenario

HOSTILE = """
[scenes.a]
says = "<script>alert(1)</script> & red"
[[scenes.a.replies]]
id = "give-in"
text = "</p><b>Fine</b>"
skills = ["own"]
to = "z"
[[scenes.a.replies]]
id = "shrug"
text = "So?"
slips = ["dismiss"]
to = "z"
[scenes.z]
says = "Bye."
ending = "secret-ending"
outcome = "full"
"""


def shipped(name: str) -> Scenario:
    """A scenario of the library."""
    path = shipped_folder() / f"{name}.toml"
    scenario = parse(path.read_bytes(), path.stem, path.name).scenario
    assert scenario is not None
    return scenario


@pytest.fixture(scope="module")
def two() -> list[Scenario]:
    """Two scenarios of the library."""
    return [shipped("just-directions"), shipped("forty-minute-caller")]


def hostile() -> Scenario:
    """A scenario with markup and unseen characters."""
    text = head() + HOSTILE
    scenario = parse(text.encode(), "file-name", "file-name.toml").scenario
    assert scenario is not None
    return scenario


def test_plays_are_settled_by_their_seed_and_all_end(two: list[Scenario]) -> None:
    """The same seed gives the same plays, another gives others; no two are alike; each policy has one."""
    machine = ScenarioMachine(two[0])
    plays = draw_plays(machine, plays=6, seed=3)
    moves = [tuple(turn.move for turn in play.turns) for play in plays]
    again = draw_plays(machine, plays=6, seed=3)
    assert moves == [tuple(turn.move for turn in play.turns) for play in again]
    other = draw_plays(machine, plays=6, seed=4)
    assert moves != [tuple(turn.move for turn in play.turns) for play in other]
    assert len(set(moves)) == 6
    assert list(QUALITIES) == [play.policy for play in plays]
    assert all(play.turns[-1].after.over for play in plays)


def test_plays_spread_over_the_range(two: list[Scenario]) -> None:
    """In each scenario the best of six is far above the worst."""
    for scenario in two:
        plays = draw_plays(ScenarioMachine(scenario), plays=6, seed=1)
        scores = [play.turns[-1].after.result().satisfaction for play in plays]
        assert max(scores) - min(scores) >= 60, scores
    assert len(draw_plays(ScenarioMachine(hostile()), plays=20, seed=1)) < 20


def test_a_kit_gives_nothing_away(two: list[Scenario]) -> None:
    """No file's name, no reply's id, no tag and no score stands in what raters read; the key has them."""
    kit = make_kit(two, plays=6, seed=1)
    written = kit.files()
    assert {"transcripts.txt", "transcripts.html", RATINGS, KEY} == set(written)
    ids = {move for entry in kit.key for move in entry.moves if "-" in move}
    endings = {scene.ending.name for item in two for scene in item.scenes.values() if scene.ending}
    secrets = {item.id for item in two} | ids | {name for name in endings if "-" in name}
    secrets |= {"nonapology", "bare-no", "give-time"} & {*SKILLS, *SLIPS}
    for name in ("transcripts.txt", "transcripts.html", RATINGS):
        assert [] == [secret for secret in secrets if secret in written[name]], name
    for policy in ("random", "listener", "policy"):
        assert f"{policy}\n" not in written["transcripts.txt"]
    assert "Don't open this until every rating is in" in json.loads(written[KEY])["note"]
    assert [f"T{at:02}" for at in range(1, 13)] == [item.name for item in kit.transcripts]
    scenarios = [entry.scenario for entry in kit.key]
    assert scenarios != sorted(scenarios), "the numbers must be shuffled"
    assert "transcript,rater,satisfaction,stay,craft" == written[RATINGS].splitlines()[0]
    assert kit.files() == make_kit(two, plays=6, seed=1).files()


class Page(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag, and what it would load."""
        self.tags.append(tag)
        self.links += [name for name, _ in attrs if name in ("src", "href") or name[:2] == "on"]

    def handle_data(self, data: str) -> None:
        """Note the text."""
        self.text += data


def test_what_a_file_says_is_text_and_nothing_else() -> None:
    """Markup is escaped, and the page loads and runs nothing. Unseen characters never get past the check of a file."""
    written = make_kit([hostile()], plays=4, seed=1).files()
    page = Page(written["transcripts.html"])
    assert "script" not in page.tags
    assert "b" not in page.tags
    assert [] == page.links
    assert "<script>alert(1)</script> &" in page.text
    assert "@media print" in written["transcripts.html"]


def test_a_kit_is_written_once_and_read_back(tmp_path: Path, two: list[Scenario]) -> None:
    """What was there is never written over."""
    kit = make_kit(two[:1], plays=2, seed=1)
    folder = write_kit(kit, str(tmp_path / "kit"))
    assert kit.key == read_key(folder)
    with pytest.raises(SimulatorError, match="already exists"):
        write_kit(kit, str(folder))
    with pytest.raises(SimulatorError, match="It couldn't be written to"):
        write_kit(kit, str(tmp_path / "no" / "kit"))
    with pytest.raises(SimulatorError, match="It couldn't be written to"):
        write_kit(kit, "a\0b")


def test_a_full_disk_leaves_nothing_behind(
    tmp_path: Path, two: list[Scenario], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence, and no half of a folder."""
    from simulator import files

    write_new = files.write_new

    def full(path: Path, data: bytes) -> None:
        if path.name == KEY:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        write_new(path, data)

    monkeypatch.setattr(files, "write_new", full)
    with pytest.raises(SimulatorError, match="No space left on device"):
        write_kit(make_kit(two[:1], plays=1, seed=1), str(tmp_path / "kit"))
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"plays": [1]}',
        '{"plays": [{"transcript": 1}]}',
        "[" * 100_000,
    ],
    ids=["empty", "list", "no-plays", "number", "short", "deep"],
)
def test_a_damaged_key_is_one_sentence(tmp_path: Path, text: str) -> None:
    """Whatever is in it."""
    (tmp_path / KEY).write_text(text, "utf-8")
    with pytest.raises(SimulatorError, match="isn't a key made by"):
        read_key(tmp_path)


def test_a_folder_without_a_key_is_named(tmp_path: Path) -> None:
    """Also one that isn't there."""
    with pytest.raises(SimulatorError, match=f"There is no {KEY} in"):
        read_key(tmp_path)
    with pytest.raises(SimulatorError, match=f"There is no {KEY} in"):
        read_key(tmp_path / "nowhere")
