"""What may be shown in a terminal, typed in a shell, used as a name, and how amounts read in a sentence."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.text import (
    MAX_QUOTE,
    blank_unprintable,
    clean_name,
    count,
    count_if_any,
    count_or_no,
    escape_controls,
    escape_json,
    escape_note,
    listed,
    number,
    path_text,
    printable,
    quoted,
    shell_word,
    short_path,
    shorten,
    signed,
)

EVERY_CHARACTER = "".join(map(chr, range(sys.maxunicode + 1)))
STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
TITLE = "\x1b]0;owned\x07\u202eowned\nowned"


def test_printable_escapes_every_character_that_cannot_be_seen() -> None:
    """No character of Unicode gets through unseen, and none that can be seen is touched."""
    assert printable(EVERY_CHARACTER).isprintable()
    seen = "".join(sign for sign in EVERY_CHARACTER if sign.isprintable())
    assert seen == printable(seen)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain – text", "plain – text"),
        ("a\x1b[2J\n", "a\\u001b[2J\\u000a"),
        ("\ud800", "\\ud800"),
        ("\U000e0001x", "\\U000e0001x"),
    ],
)
def test_escapes_say_which_character_it_was(text: str, expected: str) -> None:
    """The escape is the one that Python and TOML read, also beyond the first 65,536 characters."""
    assert expected == printable(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Kim \t\n Lou ", "Kim Lou"),
        ("K\x1bi\u200bm\ud800", "Kim"),
        ("\u2028\u202e\x00", ""),
        ("x" * 41, "x" * 40),
        ("x" * 39 + " y", "x" * 39),
    ],
)
def test_a_name_is_one_line_without_invisible_characters(text: str, expected: str) -> None:
    """Blanks are folded, what is invisible is dropped, and a cut name doesn't end in a blank."""
    assert expected == clean_name(text)


def test_a_clean_name_stays_as_it_is() -> None:
    """Cleaning twice is cleaning once, whatever the name was."""
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    source = random.Random(seed)
    for _ in range(2000):
        text = "".join(chr(source.choice((source.randrange(0x2100), 0x20))) for _ in range(50))
        assert clean_name(text) == clean_name(clean_name(text))
        assert STEERING.search(clean_name(text)) is None


def test_text_of_many_lines_keeps_its_lines_and_letters() -> None:
    """Tabs, line breaks and joined letters pass; what steers a terminal is escaped."""
    family = "\U0001f469\u200d\U0001f467"
    assert f"a\tb\n{family}\\u001b[2J" == escape_controls(f"a\tb\n{family}\x1b[2J")
    assert STEERING.search(escape_controls(EVERY_CHARACTER)) is None


def test_escaped_json_means_the_same() -> None:
    """A document with every character is read back as it was, and none in it steers."""
    every = EVERY_CHARACTER.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    document = json.dumps({"text": every}, ensure_ascii=False, indent=2)
    escaped = escape_json(document)
    assert {"text": every} == json.loads(escaped)
    assert STEERING.search(escaped) is None
    assert "\n" in escaped


def test_a_line_of_a_file_keeps_its_columns() -> None:
    """Each character that can't be seen becomes one blank."""
    assert "a b  c" == blank_unprintable("a\tb\x1b\u202ec")


@pytest.mark.parametrize("text", ["", "x" * 60, "x" * 61, "\x1b" * 60, "\x1b" * 9 + "x" * 6])
def test_quoted_text_fits_a_message(text: str) -> None:
    """It is short and printable, and it ends in an ellipsis only where something is missing."""
    inner = quoted(text)[1:-1]
    assert shorten(text) == inner
    assert inner.isprintable()
    assert len(inner) <= MAX_QUOTE
    assert inner.endswith("…") is (inner != printable(text))


def test_paths_are_told_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two blanks stay two, unseen characters are escaped, and a path below the current folder is relative."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "two  blanks" / "\x1bx"
    assert f"{tmp_path}/two  blanks/\\u001bx" == path_text(path)
    assert "two  blanks/\\u001bx" == short_path(path)
    assert "/elsewhere" == short_path(Path("/elsewhere"))


@pytest.mark.parametrize(
    "name", ["plain", "two  blanks", "it's", "a\\b", TITLE, "\x1b'\\x", "caf\u00e9", "\udcff"]
)
def test_a_shell_reads_exactly_the_path(name: str) -> None:
    """What bash makes of the word is the path, byte for byte, and the word itself is printable."""
    word = shell_word(Path(name))
    assert word.isprintable()
    assert bool(escape_note(Path(name))) is not name.isprintable()
    echoed = subprocess.run(["bash", "-c", f"printf %s {word}"], capture_output=True, check=True)
    assert name.encode("utf-8", "surrogateescape") == echoed.stdout


def test_amounts_in_sentences() -> None:
    """One, several and none, with the noun in its number."""
    assert ["0 replies", "1 reply", "2 replies"] == [count(n, "reply") for n in range(3)]
    assert ["no files", "1 file", "2 files"] == [count_or_no(n, "file") for n in range(3)]
    assert ["", "1 ending out", "2 endings out"] == [
        count_if_any(n, "ending out") for n in range(3)
    ]


def test_signs_of_numbers() -> None:
    """The minus is a real one, and a change has a sign unless there is none."""
    assert ["−2", "0", "2"] == [number(n) for n in (-2, 0, 2)]
    assert ["−2", "0", "+2"] == [signed(n) for n in (-2, 0, 2)]


def test_names_in_a_sentence() -> None:
    """Commas, and `and` before the last."""
    assert ["", "Kim", "Kim and Lou", "Kim, Lou and Max"] == [
        listed(["Kim", "Lou", "Max"][:n]) for n in range(4)
    ]
