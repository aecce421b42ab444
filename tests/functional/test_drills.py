"""Exercises that are killed, and two programs that ask them at once: no answer that was acknowledged is lost."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from simulator.drill.model import Kind
from tests.support.drill_stage import NOW, DrillPlace

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 4
BACK = "Comes back"


@pytest.fixture
def place(tmp_path: Path) -> DrillPlace:
    """A player who has finished a conversation."""
    found = DrillPlace.at(tmp_path)
    found.finish("day-45")
    return found


def test_a_kill_loses_at_most_the_card_in_progress(place: DrillPlace) -> None:
    """Killed after some answers, again and again; the next time the others are asked."""
    known = 0
    command = [sys.executable, "-m", "simulator", "drill", "their-shoes", "--plain", "--as", "Ada"]
    files = ["--saves", str(place.saves.folder), "--records", str(place.history.path)]
    for number in range(KILLS):
        with subprocess.Popen(
            [*command, *files], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdin
            assert process.stdout
            wanted, said = 1 + number % 2, 0
            process.stdin.write("n\n" * wanted)
            process.stdin.flush()
            for line in process.stdout:
                said += line.startswith(BACK)
                if said == wanted:
                    break
            process.send_signal(signal.SIGKILL)
        kept = len(place.cards.cards("Ada"))
        assert known + said == kept
        known = kept
    assert sum(1 + number % 2 for number in range(KILLS)) == known


def test_two_programs_ask_the_same_cards(place: DrillPlace) -> None:
    """Each answer is kept, and the second counts from the first."""
    first, second = place.drills().session(Kind.REPLY, NOW), place.drills().session(Kind.REPLY, NOW)
    assert first.card
    truth = tuple(question.right for question in first.card.questions)
    first.answer(truth, NOW)
    assert "" == second.answer(truth, NOW).note
    assert 1 == len(place.cards.cards("Ada"))


def test_a_file_that_another_program_holds(
    place: DrillPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer isn't saved, which is said; the next one is, once the file is free."""
    import sqlite3

    monkeypatch.setattr("simulator.records.sqlite_file.BUSY_SECONDS", 0.05)
    session = place.drills().session(Kind.SHOES, NOW)
    session.answer((), NOW)
    other = sqlite3.connect(place.cards.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    held = session.answer((), NOW)
    other.execute("ROLLBACK")
    other.close()
    assert held.note.startswith("This answer couldn't be saved. The file of your exercises ")
    assert "" == session.answer((), NOW).note
    assert 2 == len(place.cards.cards("Ada"))


@pytest.mark.parametrize("bad", [b"", b"\0" * 100, b"SQLite format 3\0" + bytes(range(256)) * 40])
def test_a_file_of_anything_starts_afresh(place: DrillPlace, bad: bytes) -> None:
    """Whatever lies there, exercises work, and the bytes are kept."""
    place.cards.path.parent.mkdir(exist_ok=True)
    place.cards.path.write_bytes(bad)
    session = replace(place).drills().session(None, NOW)
    assert "" == session.answer((), NOW).note
    if bad.strip(b"\0"):
        assert bad == place.cards.aside.read_bytes()
