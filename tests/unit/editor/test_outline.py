"""The outline of a text: what TOML says of a valid one, and as much of a broken one as there is."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
import tomli

from simulator.editor.outline_scan import outline_of
from simulator.scenario.limits import MAX_BYTES
from tests.support.amounts import cases

ROOT = Path(__file__).parents[3]
VALID = sorted(
    [*(ROOT / "scenarios").glob("*.toml"), *(ROOT / "tests/data/rules").glob("*/ok/*.toml")]
)
BROKEN = {
    "an open string": 'title = "Late\nlevel = 2\n',
    "an open list": 'needs = ["own", "solve"\nlevel = 2\n',
    "an open table in a list": 'says = [\n  { text = "A", sets = ["told"]\n]\nlevel = 2\n',
    "an open long string": 'brief = """You know\n[scenes.opening]\nsays = "A"\n',
    "a missing value": "start = \nlevel = 2\n",
    "a bare word": "start = opening\nlevel = 2\n",
    "a curly quote": "title = “Late”\nlevel = 2\n",
    "half a header": '[[scenes.ope\nid = "a"\n',
    "half a key": 'title = "Late"\nsta',
    "a bracket too many": "needs = []]\nlevel = 2\n",
    "a wide blank in a list": 'needs = ["own",\u3000]\nlevel = 2\n',
    "a no-break space in a list": 'needs = ["own"\u00a0]\nlevel = 2\n',
    "a control character in a list": "needs = [\x1f]\nlevel = 2\n",
    "a number that is too long": f"clock = {'1' * 5_000}\nlevel = 2\n",
    "nothing but signs": "= = [ ] { } , . \" ' #\n",
}


class TestValid:
    def test_there_are_files(self) -> None:
        """Else nothing below would hold anything."""
        assert len(VALID) > 60

    @pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
    def test_it_says_what_toml_says(self, path: Path) -> None:
        """Every key and value of every valid file is found, with its value."""
        text = path.read_bytes().decode("utf-8-sig")

        assert tomli.loads(text) == outline_of(text).document()


class TestBroken:
    @pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
    def test_what_is_below_a_mistake_is_still_read(self, text: str) -> None:
        """A mistake costs its own line or list, and nothing else."""
        document = outline_of(text).document()

        if "level = 2" in text:
            assert 2 == document["level"]

    def test_an_open_long_string_ends_before_the_next_header(self) -> None:
        """What follows isn't swallowed, though the quotes that are left fit together."""
        text = 'brief = """You know\n\n[scenes.opening]\nsays = """A"""\n'
        assert {"says": "A"} == outline_of(text).document()["scenes"]["opening"]

    def test_an_open_table_keeps_its_keys(self) -> None:
        """The part is there with its flag, and the next key belongs to the scene."""
        text = '[scenes.a]\nsays = [\n  { text = "A", sets = ["told"]\n]\nenough = 1\n'
        scene = outline_of(text).document()["scenes"]["a"]

        assert {"says": [{"text": "A", "sets": ["told"]}], "enough": 1} == scene

    @pytest.mark.parametrize("seed", range(cases(30)))
    def test_any_damage_is_survived(self, seed: int) -> None:
        """Characters taken out and put in at random never end the scan, and every span lies in the text."""
        print("seed", seed)
        draw = random.Random(seed)
        text = draw.choice(VALID).read_bytes().decode("utf-8-sig")
        for _ in range(20):
            at = draw.randrange(len(text))
            text = (
                text[:at]
                + draw.choice(['"', "[", "]", "{", "}", "=", "\n", '"""', "#", ""])
                + text[at + 1 :]
            )

        outline = outline_of(text)

        outline.document()
        assert all(0 <= section.start <= section.end <= len(text) for section in outline.sections)

    @pytest.mark.parametrize(
        "piece",
        ["[", "[[", "{", '"', "'", '"""\n', "'''\n[scenes.x]\n", "x\n", "a.", "[a\n", "a = {", "a=[{", "#\n", "\\"],
    )  # fmt: skip
    def test_a_hostile_text_takes_no_longer_than_its_length(self, piece: str) -> None:
        """A text of the largest size is scanned at a pace that doesn't depend on what is in it."""
        text = (piece * (MAX_BYTES // len(piece) + 1))[:MAX_BYTES]
        small, large = _seconds(text[: MAX_BYTES // 8]), _seconds(text)

        assert large < 40 * small + 2


def _seconds(text: str) -> float:
    """How much of the processor a scan takes."""
    before = time.process_time()
    outline_of(text).document()
    return time.process_time() - before
